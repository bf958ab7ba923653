"""What python-dateutil says about a recurrence, put right where it departs from RFC 5545 (see sync/feed/recurrence.c).

Run everything here with /usr/bin/python3 (Debian's python3-dateutil, 2.8.2 at the time of writing).
"""
import datetime as dt
import re
import signal
from dateutil import rrule, tz

DAY = dt.timedelta(days=1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Endless(Exception):
    """dateutil walks to the year 9999 for a rule that never matches; we do not wait for it."""


def _alarm(_signal, _frame):
    raise Endless()


signal.signal(signal.SIGALRM, _alarm)


def parse(text):
    return dt.datetime.fromisoformat(text)


def text(when, date_only=False):
    if date_only:
        return when.strftime("%Y-%m-%d")
    return when.strftime("%Y-%m-%dT%H:%M:%S" if when.second else "%Y-%m-%dT%H:%M")


def parts_of(rule):
    return dict(part.split("=", 1) for part in rule.upper().split(";"))


def rule_of(parts):
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _plain(rule, start, end):
    """dateutil's occurrences before `end` for a rule without departures."""
    naive = []
    for when in rrule.rrulestr(rule, dtstart=start):
        when = when.replace(tzinfo=None)
        if when >= end:
            break
        naive.append(when)
    return naive


def _weeks_of(year, week_start):
    """First day and number of weeks of the year, straight from the definition: week 1 has four or more days of the year."""
    def first(of_year):
        day = dt.date(of_year, 1, 4)
        return day - DAY * ((day.weekday() - week_start) % 7)
    return first(year), (first(year + 1) - first(year)).days // 7


def _in_weeks(when, weeks, week_start):
    day = when.date()
    middle = day - DAY * ((day.weekday() - week_start) % 7) + DAY * 3
    first, count = _weeks_of(middle.year, week_start)
    week = (day - first).days // 7 + 1
    return week in weeks or week - count - 1 in weeks


def departure(parts):
    """Names the departure that the rule meets, or None."""
    days = parts.get("BYDAY", "").split(",")
    if any(len(day) > 2 for day in days) and any(len(day) == 2 for day in days):
        return "mixed BYDAY"
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        return "weekly BYSETPOS"
    if "BYWEEKNO" in parts:
        return "BYWEEKNO"
    return None


def is_comparable(parts):
    """With a departure we can put dateutil right unless COUNT or BYSETPOS depend on the members that it gets wrong."""
    kind = departure(parts)
    if kind == "mixed BYDAY" or kind == "BYWEEKNO":
        return "COUNT" not in parts and "BYSETPOS" not in parts
    return kind is None or "COUNT" not in parts


def _expand_rule(rule, start, end):
    parts = parts_of(rule)
    kind = departure(parts)
    if kind == "mixed BYDAY":
        days = parts["BYDAY"].split(",")
        groups = [[d for d in days if len(d) == 2], [d for d in days if len(d) > 2]]
        both = [_plain(rule_of({**parts, "BYDAY": ",".join(group)}), start, end) for group in groups]
        return sorted(set(both[0] + both[1]))
    if kind == "weekly BYSETPOS":
        week_start = WEEKDAYS.index(parts.get("WKST", "MO"))
        full = dict(parts)
        full.setdefault("BYDAY", WEEKDAYS[start.weekday()])
        begin = (start - DAY * ((start.weekday() - week_start) % 7)).replace(hour=0, minute=0, second=0)
        full.setdefault("BYHOUR", str(start.hour))
        full.setdefault("BYMINUTE", str(start.minute))
        full.setdefault("BYSECOND", str(start.second))
        return [when for when in _plain(rule_of(full), begin, end) if when >= start.replace(tzinfo=None)]
    if kind == "BYWEEKNO":
        week_start = WEEKDAYS.index(parts.get("WKST", "MO"))
        weeks = {int(n) for n in parts["BYWEEKNO"].split(",")}
        wide = {name: value for name, value in parts.items() if name != "BYWEEKNO"}
        if not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(wide):
            wide["BYDAY"] = ",".join(WEEKDAYS)
        return [when for when in _plain(rule_of(wide), start, end) if _in_weeks(when, weeks, week_start)]
    return _plain(rule, start, end)


def expand(start, rule, begin, end, zone=None, exdates=(), rdates=(), seconds=2.0, put_right=True):
    """All wall times s with begin <= s < end, as naive datetimes. Raises Endless when dateutil does not come back in time."""
    aware = start
    if re.search(r"UNTIL=\d{8}T\d{6}Z", rule, re.I):
        if zone:
            aware = start.replace(tzinfo=tz.gettz(zone))
        else:
            rule = re.sub(r"(UNTIL=\d{8}T\d{6})Z", r"\1", rule, flags=re.I)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        found = set((_expand_rule if put_right else _plain)(rule, aware, end))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return sorted(when for when in (found | set(rdates)) - set(exdates) if begin <= when < end)
