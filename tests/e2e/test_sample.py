#!/usr/bin/python3
"""Holds the sample neighbourhood (assets/sample) to what its README promises. Needs nothing but Python.

LITFASS_SYNC and LITFASS_HUB name the built programs (else the debug build): every opening_hours must pass our own parser
without a warning, and the hub must take every line on every day of the week. Relative dates are resolved here for fourteen
days, so that no weekday finds an empty board.
"""
import collections
import datetime
import json
import math
import os
import re
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample"
PROGRAMS = ROOT / "build/debug/bin"
LITFASS_SYNC = os.environ.get("LITFASS_SYNC", PROGRAMS / "litfass-sync")
LITFASS_HUB = os.environ.get("LITFASS_HUB", PROGRAMS / "litfass-hub")
KINDS = {"service": 60, "event": 28, "offer": 18, "notice": 8, "survey": 1, "project": 2, "organization": 12, "place": 12,
         "page": 3}
TOPICS = "nahversorgung wohnen betreuung energie mobilitaet begegnung pflege aerztliche-versorgung kultur".split()
MODES = "lend give swap ride help space teach".split()
ACCESS = set("step-free toilet hearing-loop sign-language parking assistance-dog quiet".split())
LANGUAGES = {"de", "de-simple", "en", "tr", "uk", "ar"}
PLACE_FIELDS = set("name street postal_code locality latitude longitude note".split())
FIELDS = set("""id kind topics name summary description keywords image location provider telephone email url contact_name
    opening_hours start end timezone rrule exdate rdate event_status mode side price free booking accessibility languages
    priority questions phases visible_from visible_until verified numbers""".split())

# Bundesnetzagentur, Mitteilung 148/2021 (Amtsblatt 7/2021): numbers that are never given to anyone.
FICTION = re.compile(r"""\+49\ (?:30\ 23125\ \d{3} | 69\ 90009\ \d{3} | 40\ 66969\ \d{3} | 221\ 4710\ \d{3} | 89\ 99998\ \d{3}
    | 152\ (?:28817386|28895456|54599371) | 171\ 39200\d\d | 176\ 040690\d\d)""", re.X)
NATIONAL = {"110", "112", "116 117", "116 111", "0800 111 0 111", "0800 4 70 80 90"}

# What a visitor who reads only German stumbles over. Loan words that everybody says (Handy, Café, Yoga) are not listed.
ENGLISH = re.compile(r"""\b(?:service|services|team|teams|event|events|workshop|meeting|feedback|online|offline|ticket|tickets|
    tool|tools|check|update|community|sharing|share|coaching|hotline|helpline|homepage|website|support|info|infos|flyer|
    kids|senior|job|jobs|shop|shopping|newsletter|repair|carsharing|and|the|with|open|free)\b""", re.X | re.I)
ABBREVIATION = re.compile(r"""\b(?:z\.[ ]?B\.|bzw\.|ca\.|usw\.|inkl\.|ggf\.|evtl\.|Tel\.|Str\.|Std\.|Min\.|etc\.|u\.[ ]?a\.|
    d\.[ ]?h\.|Nr\.)""", re.X)
MARKUP = re.compile(r"<[a-zA-Z/]|\*\*|__|^#|\[[^\]]*\]\(", re.M)

WEEKDAYS = "mon tue wed thu fri sat sun".split()
OSM_DAYS = "Mo Tu We Th Fr Sa Su".split()
ICAL_DAYS = "MO TU WE TH FR SA SU".split()
WHEN = re.compile(r"(?:(\d{4}-\d\d-\d\d)|(today)([+-]\d+)?|(mon|tue|wed|thu|fri|sat|sun)([+-]\d+)?)(T\d\d:\d\d)?")
KIOSK = "treffpunkt-suedstadt"


def load():
    entries = []
    for file in sorted(SAMPLE.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            entry = json.loads(line)
            entry["_at"] = f"{file.name}:{number} {entry['id']}"
            entry["_bytes"] = len(line.encode())
            entries.append(entry)
    return entries


ENTRIES = load()
BY_ID = {entry["id"]: entry for entry in ENTRIES}


def of_kind(kind):
    return [entry for entry in ENTRIES if entry["kind"] == kind]


def in_language(value, language):
    return value if isinstance(value, str) and language == "de" else value.get(language) if isinstance(value, dict) else None


def is_text(value):
    return isinstance(value, str) or isinstance(value, dict) and "de" in value and set(value) <= LANGUAGES


def texts(value):
    """Every (language, string) below a field, wherever a text hides."""
    if is_text(value):
        yield from [("de", value)] if isinstance(value, str) else value.items()
    elif isinstance(value, dict):
        for key in ("name", "note", "text", "alt", "options"):
            if key in value:
                yield from texts(value[key])
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def words_of(entry):
    for field in ("name", "summary", "description", "price", "booking", "image", "location", "questions", "phases"):
        if field in entry and not (field == "location" and isinstance(entry[field], str)):
            for language, value in texts(entry[field]):
                yield field, language, value


def resolve(when, today):
    """(datetime, date only?) of an absolute or relative moment; FEED.md's forms plus the sample's."""
    match = WHEN.fullmatch(when)
    if not match:
        raise ValueError(when)
    absolute, is_today, days, weekday, weeks, time = match.groups()
    if absolute:
        day = datetime.date.fromisoformat(absolute)
    elif is_today:
        day = today + datetime.timedelta(days=int(days or 0))
    else:
        ahead = (WEEKDAYS.index(weekday) - today.weekday()) % 7
        day = today + datetime.timedelta(days=ahead + 7 * int(weeks or 0))
    clock = datetime.time.fromisoformat(time[1:]) if time else datetime.time()
    return datetime.datetime.combine(day, clock), time is None


def rule_of(entry):
    return dict(part.split("=") for part in entry["rrule"].split(";")) if "rrule" in entry else None


def happens(entry, day, today):
    """Whether the event has an occurrence on the day. Knows the two kinds of rules that the sample uses."""
    start, _ = resolve(entry["start"], today)
    rule = rule_of(entry)
    if not rule:
        end, _ = resolve(entry.get("end", entry["start"]), today)
        return start.date() == day or start.date() <= day <= end.date() and "T" not in entry["start"]
    if day < start.date() or any(resolve(gone, today)[0].date() == day for gone in entry.get("exdate", [])):
        return False
    if "COUNT" in rule:
        return (day - start.date()).days % 7 == 0 and (day - start.date()).days // 7 < int(rule["COUNT"])
    for part in rule["BYDAY"].split(","):
        nth, name = part[:-2], part[-2:]
        if day.weekday() == ICAL_DAYS.index(name) and (not nth or (day.day - 1) // 7 + 1 == int(nth)):
            return True
    return False


def days_to_try():
    return [datetime.date(2026, 11, 21) + datetime.timedelta(days=n) for n in range(14)]


class Shape(unittest.TestCase):
    def test_has_every_kind_in_the_promised_number(self):
        counts = collections.Counter(entry["kind"] for entry in ENTRIES)
        self.assertLessEqual(set(counts), set(KINDS))
        for kind, least in KINDS.items():
            self.assertGreaterEqual(counts[kind], least, kind)
        self.assertGreaterEqual(sum(counts.values()), 130)

    def test_every_topic_has_five_services(self):
        counts = collections.Counter(topic for entry in of_kind("service") for topic in entry["topics"])
        for topic in TOPICS:
            self.assertGreaterEqual(counts[topic], 5, topic)

    def test_ids_are_unique_and_well_formed(self):
        self.assertEqual(len(BY_ID), len(ENTRIES))
        for entry in ENTRIES:
            self.assertRegex(entry["id"], r"\A[a-z0-9][a-z0-9-]{0,63}\Z", entry["_at"])

    def test_fields_topics_and_marks_are_known(self):
        for entry in ENTRIES:
            with self.subTest(entry["_at"]):
                self.assertLessEqual({key for key in entry if key[0] != "_"}, FIELDS)
                self.assertLessEqual(set(entry.get("topics", [])), set(TOPICS))
                if isinstance(entry.get("location"), dict):
                    self.assertLessEqual(set(entry["location"]), PLACE_FIELDS)
                self.assertLessEqual(set(entry.get("accessibility", [])), ACCESS)
                self.assertTrue(is_text(entry["name"]))

    def test_references_resolve(self):
        for entry in ENTRIES:
            if isinstance(entry.get("location"), str):
                self.assertEqual(BY_ID[entry["location"]]["kind"], "place", entry["_at"])
            if "provider" in entry:
                self.assertEqual(BY_ID[entry["provider"]]["kind"], "organization", entry["_at"])

    def test_texts_keep_the_limits_of_the_feed(self):
        limits = {"name": 80, "summary": 300, "description": 4000}
        for entry in ENTRIES:
            self.assertLessEqual(entry["_bytes"], 64 * 1024, entry["_at"])
            for field, language, value in words_of(entry):
                if field in limits:
                    self.assertLessEqual(len(value), limits[field], f"{entry['_at']} {field} {language}")

    def test_pictures_are_there_described_and_all_used(self):
        used = set()
        for entry in ENTRIES:
            if "image" in entry:
                used.add(entry["image"]["file"])
                self.assertTrue({"de", "en"} <= set(entry["image"]["alt"]), entry["_at"])
        there = {f"pictures/{file.name}" for file in (SAMPLE / "pictures").glob("*.png")}
        self.assertEqual(used, there)
        self.assertGreaterEqual(len(there), 6)
        for name in there:
            data = (SAMPLE / name).read_bytes()
            self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n", name)
            width, height = struct.unpack(">II", data[16:24])
            self.assertTrue(800 <= width <= 4096 and 500 <= height <= 4096, name)

    def test_places_are_within_walking_distance(self):
        home = BY_ID[KIOSK]["location"]
        for entry in ENTRIES:
            place = entry.get("location")
            if isinstance(place, dict) and "latitude" in place:
                north = (place["latitude"] - home["latitude"]) * 111_200
                east = (place["longitude"] - home["longitude"]) * 111_200 * math.cos(math.radians(home["latitude"]))
                self.assertLess(math.hypot(north, east), 1500, entry["_at"])
        for entry in of_kind("place"):
            self.assertIn("latitude", entry["location"], entry["_at"])

    def test_offers_cover_every_mode_on_both_sides(self):
        pairs = {(entry["mode"], entry["side"]) for entry in of_kind("offer")}
        self.assertEqual(pairs, {(mode, side) for mode in MODES for side in ("offer", "request")})

    def test_one_notice_is_important_and_none_is_an_alert(self):
        priorities = collections.Counter(entry["priority"] for entry in of_kind("notice"))
        self.assertEqual((priorities["important"], priorities["alert"]), (1, 0))

    def test_questions_and_phases_are_complete(self):
        for entry in of_kind("survey"):
            for question in entry["questions"]:
                self.assertIn(question["type"], ("single", "multiple", "scale", "text"))
                self.assertEqual("options" in question, question["type"] != "text", entry["_at"])
        for entry in of_kind("project"):
            self.assertEqual(sum(phase["state"] == "active" for phase in entry["phases"]), 1, entry["_at"])


class Numbers(unittest.TestCase):
    def test_telephone_numbers_belong_to_nobody(self):
        for entry in ENTRIES:
            number = entry.get("telephone")
            if number:
                self.assertTrue(number in NATIONAL or FICTION.fullmatch(number), f"{entry['_at']}: {number}")

    def test_numbers_inside_texts_belong_to_nobody(self):
        for entry in ENTRIES:
            for field, language, value in words_of(entry):
                for number in re.findall(r"(?<![\d+])0\d[\d ]{5,}\d", value):
                    self.assertTrue(FICTION.fullmatch("+49 " + number[1:]), f"{entry['_at']} {field}: {number}")

    def test_important_numbers_are_marked(self):
        marked = {entry["telephone"] for entry in of_kind("service") if entry.get("numbers")}
        self.assertEqual(marked, NATIONAL | {"+49 30 23125 100", "+49 30 23125 410"})

    def test_addresses_in_the_net_are_reserved_ones(self):
        for entry in ENTRIES:
            for field in ("email", "url"):
                if field in entry:
                    self.assertRegex(entry[field], r"\.example(/|\Z)", entry["_at"])


class Language(unittest.TestCase):
    def test_every_service_speaks_german_plain_german_and_english(self):
        for entry in of_kind("service"):
            for field in ("name", "summary", "description"):
                for language in ("de", "de-simple", "en"):
                    self.assertTrue(in_language(entry[field], language), f"{entry['_at']} {field} {language}")

    def test_at_least_24_entries_speak_turkish_ukrainian_and_arabic(self):
        scripts = {"tr": r"[a-zçğıöşü]", "uk": r"[а-яіїєґ]", "ar": r"[\u0621-\u064a]"}
        for language, script in scripts.items():
            spoken = [entry for entry in ENTRIES
                      if in_language(entry["name"], language) and in_language(entry.get("summary", ""), language)]
            self.assertGreaterEqual(len(spoken), 24, language)
            for entry in spoken:
                self.assertRegex(entry["summary"][language].lower(), script, entry["_at"])

    def test_whoever_has_a_translated_name_has_a_translated_summary(self):
        for entry in ENTRIES:
            if isinstance(entry["name"], dict) and "summary" in entry:
                for language in set(entry["name"]) - {"de", "de-simple"}:
                    self.assertTrue(in_language(entry["summary"], language), f"{entry['_at']} {language}")

    def test_plain_german_has_short_sentences_and_parted_words(self):
        for entry in ENTRIES:
            for field, language, value in words_of(entry):
                if language != "de-simple":
                    continue
                for sentence in re.split(r"[.?!:\n]+", value):
                    self.assertLessEqual(len(sentence.split()), 12, f"{entry['_at']} {field}: {sentence.strip()}")
                for word in re.findall(r"[A-Za-zÄÖÜäöüß]+", value):
                    self.assertLess(len(word), 15, f"{entry['_at']} {field}: part '{word}' with a middle dot")

    def test_german_avoids_english_and_abbreviations(self):
        for entry in ENTRIES:
            for field, language, value in words_of(entry):
                if language in ("de", "de-simple"):
                    for pattern in (ENGLISH, ABBREVIATION):
                        found = pattern.search(value)
                        self.assertIsNone(found, f"{entry['_at']} {field}: '{found and found.group()}'")

    def test_texts_are_plain(self):
        for entry in ENTRIES:
            for field, language, value in words_of(entry):
                self.assertIsNone(MARKUP.search(value), f"{entry['_at']} {field} {language}")
                self.assertEqual(value, value.strip(), f"{entry['_at']} {field} {language}")
                self.assertNotRegex(value, r"  |\t|\r|\n\n\n", f"{entry['_at']} {field} {language}")


class Days(unittest.TestCase):
    def test_every_moment_can_be_resolved_and_ends_follow_starts(self):
        for today in days_to_try():
            for entry in ENTRIES:
                for moment in [entry.get("verified", "today"), *entry.get("exdate", []), *entry.get("rdate", [])]:
                    resolve(moment, today)
                for holder in [entry, *entry.get("phases", [])]:
                    for first, last in (("start", "end"), ("visible_from", "visible_until"), ("from", "until")):
                        span = [resolve(holder[field], today)[0] for field in (first, last) if field in holder]
                        self.assertEqual(span, sorted(span), f"{entry['_at']} on {today}")

    def test_recurring_events_start_on_an_occurrence(self):
        for entry in of_kind("event"):
            if "rrule" in entry:
                start, _ = resolve(entry["start"], days_to_try()[0])
                self.assertTrue(happens(entry, start.date(), days_to_try()[0]), entry["_at"])
                self.assertEqual(entry["timezone"], "Europe/Berlin", entry["_at"])

    def test_no_day_is_empty_and_today_and_tomorrow_are_full(self):
        for today in days_to_try():
            for ahead in range(8):
                day = today + datetime.timedelta(days=ahead)
                timed = [entry for entry in of_kind("event") if "T" in entry["start"]
                         and entry.get("event_status") != "cancelled" and happens(entry, day, today)]
                self.assertGreaterEqual(len(timed), 4 if ahead < 2 else 3, f"{day} seen on {today}")

    def test_every_sort_of_event_occurs(self):
        events = of_kind("event")
        statuses = collections.Counter(entry.get("event_status", "scheduled") for entry in events)
        self.assertEqual((statuses["cancelled"], statuses["postponed"]), (1, 1))
        self.assertTrue(any("T" not in entry["start"] and "end" not in entry for entry in events), "an all-day event")
        self.assertTrue(any("T" not in entry["start"] and "end" in entry for entry in events), "an event over several days")
        self.assertTrue(any("exdate" in entry for entry in events), "a recurring event with a gap")
        hours = collections.Counter(int(entry["start"][-5:-3]) // 6 for entry in events if "T" in entry["start"])
        self.assertTrue(all(hours[part] >= 5 for part in (1, 2, 3)), f"morning, afternoon and evening: {hours}")

    def test_two_entries_were_checked_more_than_a_year_ago(self):
        today = days_to_try()[0]
        ages = {}
        for entry in ENTRIES:
            if entry["kind"] in ("service", "organization", "place"):
                self.assertIn("verified", entry, entry["_at"])
                ages[entry["id"]] = (today - resolve(entry["verified"], today)[0].date()).days
        self.assertEqual(sum(age > 365 for age in ages.values()), 2)
        self.assertGreaterEqual(min(ages.values()), 0)


class Import(unittest.TestCase):
    def test_the_hub_takes_every_line_on_every_day_of_the_week(self):
        with tempfile.TemporaryDirectory() as folder:
            hub = Path(folder) / "hub"
            subprocess.run([LITFASS_HUB, "init", "--dir", hub, "--name", "Probe"], check=True, capture_output=True,
                           stdin=subprocess.DEVNULL)
            for today in days_to_try()[:7]:
                done = subprocess.run([LITFASS_HUB, "import", "--dir", hub, "--replace", "--clock", f"{today}T14:32",
                                       *sorted(SAMPLE.glob("*.jsonl"))], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, f"{today}: {done.stderr}")
                self.assertIn(f"{len(ENTRIES)} lines", done.stdout)


class OpeningHours(unittest.TestCase):
    def test_are_as_varied_as_real_ones(self):
        expressions = " ".join(entry["opening_hours"] for entry in ENTRIES if "opening_hours" in entry)
        for feature in ("24/7", "PH off", "SH", "[3]", "[-1]", "unknown", "||", "Oct-Mar", "Dec 24", ",14:00", "-02:00", '"'):
            self.assertIn(feature, expressions)

    def test_do_not_lose_the_morning_to_a_second_rule(self):
        # "Mo-Fr 08:00-12:00; Th 14:00-18:00" reads like an addition and closes Thursday morning; ',' or both times are meant.
        for entry in ENTRIES:
            seen = set()
            for rule in entry.get("opening_hours", "").split(";"):
                days = re.match(r" ?((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*) \d", rule)
                for part in days.group(1).split(",") if days else []:
                    first, last = (OSM_DAYS.index(day) for day in (part.split("-") * 2)[:2])
                    self.assertFalse(seen & set(range(first, last + 1)), f"{entry['_at']}: {entry['opening_hours']}")
                    seen |= set(range(first, last + 1))

    def test_say_of_a_comment_whether_it_is_open(self):
        for entry in ENTRIES:
            for before in re.findall(r'(\S+) "', entry.get("opening_hours", "")):
                self.assertIn(before, ("open", "unknown", "off"), f"{entry['_at']}: {entry['opening_hours']}")

    def test_pass_our_own_parser_without_warning(self):
        for expression in sorted({entry["opening_hours"] for entry in ENTRIES if "opening_hours" in entry}):
            command = [LITFASS_SYNC, "hours", expression, "--from", "2026-11-16T00:00", "--to", "2026-11-30T00:00",
                       "--land", "BW", "--json"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, f"{expression}: {done.stderr}")
            self.assertEqual(json.loads(done.stdout)["warnings"], [], expression)


if __name__ == "__main__":
    unittest.main()
