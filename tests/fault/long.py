#!/usr/bin/python3
"""Everything of this folder in its long form, as one table; started by toolchain/fault.

    long.py [--points N] [--messages N] [--days N]

A point is one fault: a power cut, a failing call, a message on its way, a poll of the daemon's life in virtual time, a scripted peer.
Ends with 1 when anything was lost or corrupt.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from place import HUB, ROOT
from sweep import FAULTS, sweep_all
from table import Row, Table

E2E = ROOT / "tests/e2e"
BUILT = Path(HUB).parent
# name, command, where its output says how many points it tried
RUNS = (
    ("messages: broken replies and kills", [E2E / "test_mail.py", "MailTest.test_nothing_is_lost_or_doubled_with_broken_replies_and_kills"],
     r"(\d+) messages, "),
    ("peers that misbehave", [E2E / "test_peers.py"], r"Ran (\d+) tests"),
    ("attacks on the feed", [E2E / "test_attacks.py"], r"Ran (\d+) tests"),
    ("names, stalls, clocks that lie", [E2E / "test_clocks.py"], r"Ran (\d+) tests"),
    ("keys handed over, withdrawn, cut off", [E2E / "test_keys.py"], r"Ran (\d+) tests"),
    ("days of polls, outages, damage", [BUILT / "soak_sync", "DAYS", HUB], r"(\d+) polls"),
    ("idle days: bytes written, fsyncs", [BUILT / "soak_idle", "30", HUB], r"(\d+) polls"),
)


def run_one(name, words, pattern, environment):
    """A row. What it ran is judged by itself: it ends with 0 only when nothing was lost."""
    row = Row(name)
    start = time.monotonic()
    program = [sys.executable] if str(words[0]).endswith(".py") else []
    done = subprocess.run([str(word) for word in program + words], capture_output=True, text=True, env=environment)
    said = done.stdout + done.stderr
    found = re.search(pattern, said)
    row.points = int(found.group(1)) if found else 0
    if done.returncode != 0 or not found:
        row.lost = 1
        row.faults.append(f"{name}: {said.strip()[-2000:]}")
    row.name = f"{name} ({time.monotonic() - start:.0f} s)"
    return row


def main():
    parser = argparse.ArgumentParser(description="the long forms of tests/fault as one table")
    parser.add_argument("--points", type=int, default=0, help="of each sweep, about; 0: all")
    parser.add_argument("--messages", type=int, default=10000)
    parser.add_argument("--days", type=int, default=7)
    options = parser.parse_args()
    environment = {**os.environ, "LITFASS_MESSAGES": str(options.messages)}
    table = Table()
    fine = [sweep_all(kind, table, options.points) for kind in FAULTS]
    table.title("life")
    for name, words, pattern in RUNS:
        words = [str(options.days) if word == "DAYS" else word for word in words]
        fine.append(table.add(run_one(name, words, pattern, environment)).is_fine())
    table.close()
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
