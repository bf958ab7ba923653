#!/usr/bin/python3
"""Power cuts and bad disks (QUALITY R1, R2): the real programs at every call that touches the disk.

    sweep.py power|disk [--points N] [--jobs N] [--only NAME]

power: strace kills the program at the n-th fsync, fdatasync, rename, pwrite64, write, unlink or ftruncate, for every n of a whole run;
then it is started again. disk: the n-th call fails with EIO, ENOSPC or EROFS instead; the program must end with one plain line, and
when the disk is well again, do its work. With --points N only about that many are tried, spread evenly. Prints a table and ends with 1
when anything was lost or corrupt. What is there is read from files with Python alone: none of our own code judges itself.
"""
import argparse
import collections
import concurrent.futures
import functools
import os
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from place import HUB, MEMORY, SYNC, Place
from scenarios import SCENARIOS
from table import Row, Table

# What strace does to which call.
FAULTS = {
    "power": [(call, "signal=KILL") for call in ("fsync", "fdatasync", "rename", "pwrite64", "write", "unlink", "ftruncate")],
    "disk": [("fsync", "error=EIO"), ("fdatasync", "error=EIO"), ("rename", "error=EIO"), ("rename", "error=EROFS"), ("pwrite64", "error=ENOSPC"),
             ("pwrite64", "error=EIO"), ("write", "error=ENOSPC"), ("unlink", "error=EROFS"), ("ftruncate", "error=EIO"), ("mkdir", "error=ENOSPC")],
}
TITLES = {"power": "power cut during", "disk": "bad disk during"}
FINE, IO = 0, 74
SAID = (FINE, 65, 69, IO)  # what a program that met a bad disk may end with: done all the same, unreadable, refused, disk
# strace cannot tell a file from the eventfd by which libmicrohttpd's threads wake each other, and that no disk makes fail. Its abort is
# one more way to be killed: what is on the disk has to be whole.
EVENTFD = "inter-thread communication channel"


def strace(log, call, *more):
    return ["strace", "-f", "-qq", "-o", log, "-e", f"trace={call}", *more]


def count_calls(scenario, template, folder, call):
    """How often a whole run makes this call, in the thread that makes it most: strace counts for each by itself."""
    log = folder / "calls"
    code, said = scenario.execute(template.copy_to(folder / "place"), strace(log, call))
    if code:
        raise AssertionError(f"ended with {code}: {said}")
    threads = collections.Counter(line.split()[0] for line in log.read_text(errors="replace").splitlines() if f"{call}(" in line)
    return max(threads.values(), default=0)


def fault_at(scenario, template, folder, point, row):
    call, fault, when = point
    place = template.copy_to(folder / "place")
    start = time.monotonic()
    is_kill = fault.startswith("signal")
    try:
        code, said = scenario.execute(place, strace("/dev/null", call, "-e", f"inject={call}:{fault}:when={when}"))
        if is_kill and code != -signal.SIGKILL:
            return  # the run was shorter this time
        row.points += 1
        if not is_kill and code not in SAID and EVENTFD not in said:
            raise AssertionError(f"ended with {code}: {said}")
        scenario.check(place)
        start = time.monotonic()
        scenario.recover(place)
    except (AssertionError, sqlite3.DatabaseError, OSError) as error:
        row.corrupt += 1
        row.faults.append(f"{row.name}, {fault} at {call} {when}: {error}")
    except LookupError as error:
        row.lost += 1
        row.faults.append(f"{row.name}, {fault} at {call} {when}: {error}")
    row.slowest_s = max(row.slowest_s, time.monotonic() - start)


def sweep(kind, name, share):
    """Every n-th point of a scenario, n chosen so that about `share` are tried (0: all)."""
    row = Row(name)
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        folder = Path(scratch)
        scenario, template = SCENARIOS[name](), Place(folder / "template")
        try:
            scenario.prepare(template)
            calls = {call: count_calls(scenario, template, folder, call) for call, _ in FAULTS[kind]}
            points = [(call, fault, when) for call, fault in FAULTS[kind] for when in range(1, calls[call] + 1)]
            step = max(1, len(points) // share) if share else 1
            for point in points[::step]:
                fault_at(scenario, template, folder, point, row)
        finally:
            scenario.close()
    return row


def sweep_all(kind, table, points=0, jobs=None, only=""):
    """Fills the table with a row for each scenario. True when nothing broke, and about as many points were reached as were wanted."""
    names = [name for name in SCENARIOS if only in name]
    share = -(-points // len(names)) if points else 0
    table.title(TITLES[kind])
    with concurrent.futures.ProcessPoolExecutor(jobs or os.cpu_count()) as pool:
        rows = [table.add(row) for row in pool.map(functools.partial(sweep, kind, share=share), names)]
    reached = sum(row.points for row in rows)
    if points and reached < 0.7 * points:
        print(f"only {reached} points were reached", file=sys.stderr)
        return False
    return all(row.is_fine() for row in rows)


def main():
    parser = argparse.ArgumentParser(description="power cuts and bad disks at every disk call")
    parser.add_argument("kind", choices=FAULTS)
    parser.add_argument("--points", type=int, default=0, help="about how many; 0: all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="", help="scenarios that contain this")
    options = parser.parse_args()
    for program in (SYNC, HUB):
        if not os.access(program, os.X_OK):
            parser.error(f"'{program}' is not there: toolchain/fault builds it")
    table = Table()
    fine = sweep_all(options.kind, table, options.points, options.jobs, options.only)
    table.close()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
