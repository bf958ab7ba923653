#!/usr/bin/python3
"""Compares `litfass-sync recur` with python-dateutil on random rules.

Usage: /usr/bin/python3 recurrence_fuzz.py PATH/TO/litfass-sync [RULES] [SEED]
Prints every difference as a command to repeat it; exit 1 when there was one. What dateutil gets wrong against the RFC is put right in
recurrence_oracle.py; rules of that kind that cannot be put right are left out and counted.
"""
import datetime as dt
import json
import random
import subprocess
import sys

from recurrence_oracle import DAY, WEEKDAYS, Endless, expand, is_comparable, parts_of, rule_of, text


def some(rng, low, high, most, signed=False):
    numbers = {rng.randint(low, high) for _ in range(rng.randint(1, most))}
    return ",".join(str(-n if signed and rng.random() < 0.4 else n) for n in numbers)


def weekdays(rng, ordinals):
    days = rng.sample(WEEKDAYS, rng.randint(1, 4))
    if ordinals:
        days = [rng.choice(["", "-", "+"]) + str(rng.randint(1, ordinals)) + day if rng.random() < 0.8 else day for day in days]
        if rng.random() < 0.8:
            days = [day for day in days if len(day) > 2] or days
    return ",".join(days)


def random_rule(rng, start):
    frequency = rng.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = {"FREQ": frequency}
    odds = lambda chance: rng.random() < chance
    if odds(0.5):
        parts["INTERVAL"] = str(rng.choice([1, 2, 3, 4, 5, 7, 10, 13, 100]))
    if odds(0.3):
        parts["BYMONTH"] = some(rng, 1, 12, 4)
    if frequency == "YEARLY" and odds(0.25):
        parts["BYWEEKNO"] = some(rng, 1, 53, 4, True)
    if frequency == "YEARLY" and odds(0.2):
        parts["BYYEARDAY"] = some(rng, 1, 366, 6, True)
    if frequency != "WEEKLY" and odds(0.3):
        parts["BYMONTHDAY"] = some(rng, 1, 31, 5, True)
    if odds(0.5):
        most = 0
        if frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts):
            most = 5
        elif frequency == "YEARLY":
            most = 53
        parts["BYDAY"] = weekdays(rng, most if odds(0.6) and "BYWEEKNO" not in parts else 0)
    if odds(0.15):
        parts["BYHOUR"] = some(rng, 0, 23, 3)
    if odds(0.15):
        parts["BYMINUTE"] = some(rng, 0, 59, 3)
    if odds(0.1):
        parts["BYSECOND"] = some(rng, 0, 59, 3)
    if len(parts) > 1 + ("INTERVAL" in parts) and odds(0.3):
        parts["BYSETPOS"] = some(rng, 1, rng.choice([2, 5, 366]), 3, True)
    if odds(0.3):
        parts["WKST"] = rng.choice(WEEKDAYS)
    bound = rng.random()
    if bound < 0.2:
        parts["COUNT"] = str(rng.choice([1, 2, 3, 7, 10, 50, 400, 1000]))
    elif bound < 0.4:
        until = start + dt.timedelta(days=rng.randint(0, 2000), seconds=rng.randint(0, 86399))
        parts["UNTIL"] = until.strftime(rng.choice(["%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"]))
    names = list(parts)
    rng.shuffle(names)
    return rule_of({name: parts[name] for name in names})


def random_start(rng):
    if rng.random() < 0.3:  # around the turn of a year and the ends of February
        year = rng.randint(1995, 2030)
        base = rng.choice([dt.datetime(year, 12, 25), dt.datetime(year, 2, 25), dt.datetime(year, 3, 26), dt.datetime(year, 10, 25)])
        day = base + DAY * rng.randint(0, 10)
    else:
        day = dt.datetime(1990, 1, 1) + DAY * rng.randint(0, 16000)
    return day + dt.timedelta(hours=rng.randint(0, 23), minutes=rng.choice([0, 15, 30, 59]))


def ask(program, start, rule, begin, end, exdates, rdates):
    command = [program, "recur", "--start", text(start), rule, "--from", text(begin, True), "--to", text(end - DAY, True), "--json"]
    for when in exdates:
        command += ["--exdate", text(when)]
    for when in rdates:
        command += ["--rdate", text(when)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    return command, done


def main():
    program = sys.argv[1]
    rules = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng = random.Random(seed)
    same = differ = left_out = endless = empty = 0
    while same + differ < rules:
        start = random_start(rng)
        rule = random_rule(rng, start)
        begin = (start + DAY * rng.randint(-100, 500)).replace(hour=0, minute=0)
        end = begin + DAY * rng.choice([1, 31, 400, 2000, 4000])
        extra = [start + DAY * rng.randint(0, 800) for _ in range(rng.choice([0, 0, 2]))]
        if not is_comparable(parts_of(rule)):
            left_out += 1
            continue
        try:
            expected = expand(start, rule, begin, end, "Europe/Berlin", rdates=extra, seconds=0.5)
            exdates = rng.sample(expected, min(len(expected), rng.choice([0, 0, 3])))
            expected = [when for when in expected if when not in exdates]
        except Endless:
            endless += 1
            continue
        if len(expected) > 50000:
            continue
        command, done = ask(program, start, rule, begin, end, exdates, extra)
        got = json.loads(done.stdout)["occurrences"] if done.returncode == 0 else [done.stderr]
        wanted = [text(when) for when in expected]
        empty += not wanted
        if got == wanted:
            same += 1
            continue
        differ += 1
        wrong = sorted(set(got) ^ set(wanted))
        print("DIFFERENT", " ".join(f"'{word}'" for word in command[1:]), f"\n  wanted {len(wanted)}, got {len(got)}; first {wrong[:4]}")
    print(f"seed {seed}: {same} same ({empty} of them empty), {differ} different, {left_out} not comparable, {endless} too slow for dateutil")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
