#!/usr/bin/python3
"""Power cuts and bad disks (QUALITY R1, R2): the real programs at every call that touches the disk.

    sweep.py power|disk [--points N] [--jobs N] [--only NAME]

power: strace kills the program at the n-th fsync, fdatasync, rename, pwrite64, write, unlink or ftruncate, for every n of a whole run;
then it is started again. disk: the n-th call fails with EIO, ENOSPC or EROFS instead; the program must end with one plain line, and
when the disk is well again, do its work. With --points N only about that many are tried, spread evenly. Prints a table and ends with 1
when anything was lost or corrupt. What is there is read from files with Python alone: none of our own code judges itself.
"""
import argparse
import base64
import concurrent.futures
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SYNC = os.environ.get("LITFASS_SYNC", ROOT / "build/release/bin/litfass-sync")
HUB = os.environ.get("LITFASS_HUB", ROOT / "build/release/bin/litfass-hub")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}  # leak checks use ptrace too
# What strace does to which call.
FAULTS = {
    "power": [(call, "signal=KILL") for call in ("fsync", "fdatasync", "rename", "pwrite64", "write", "unlink", "ftruncate")],
    "disk": [("fsync", "error=EIO"), ("fdatasync", "error=EIO"), ("rename", "error=EIO"), ("rename", "error=EROFS"), ("pwrite64", "error=ENOSPC"),
             ("pwrite64", "error=EIO"), ("write", "error=ENOSPC"), ("unlink", "error=EROFS"), ("ftruncate", "error=EIO"), ("mkdir", "error=ENOSPC")],
}
FINE, IO = 0, 74
SAID = (FINE, 65, 69, IO)  # what a program that met a bad disk may end with: done all the same, unreadable, refused, disk
PUBLISHED = "2026-11-21T08:10"


def page(number, text="Seite"):
    return json.dumps({"id": f"seite-{number:05}", "kind": "page", "name": f"{text} {number}", "description": "Wort " * 40})


def png(shade):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes([0] + [shade] * 4) * 4)) + chunk(b"IEND", b""))


def run(*words, stdin=""):
    done = subprocess.run([str(word) for word in words], input=stdin, capture_output=True, text=True, timeout=120, env=ENVIRONMENT)
    if done.returncode:
        raise AssertionError(f"{words[1]}: {done.stderr.strip()}")
    return done.stdout


class Place:
    """A folder with a hub and a kiosk in it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.hub, self.cache = self.folder / "hub", self.folder / "kiosk" / "cache.db"

    def make(self):
        self.folder.mkdir(parents=True)
        (self.folder / "key").write_text(json.loads(run(HUB, "init", "--dir", self.hub, "--json"))["key"])
        (self.folder / "pictures").mkdir()

    def hub_words(self, command, *more):
        clock = ["--clock", PUBLISHED] if command in ("import", "publish", "rotate") else []
        return [HUB, command, "--dir", self.hub, *clock, *more]

    def sync_words(self):
        return [SYNC, "once", "--feed", self.hub / "feed", "--key", (self.folder / "key").read_text(), "--cache", self.cache]

    def take(self, lines, *more):
        run(*self.hub_words("import", *more, "-"), stdin="".join(line + "\n" for line in lines))

    def publish(self, lines, *more):
        self.take(lines, *more)
        run(*self.hub_words("publish"))

    def sync(self):
        run(*self.sync_words())

    def edited(self):
        """What the hub holds: every line, sorted."""
        return sorted(run(HUB, "export", "--dir", self.hub).splitlines())

    def cached(self):
        """Version and lines of the cache; the file must be sound. A cache that is not there is version 0."""
        if not self.cache.exists() or self.cache.stat().st_size == 0:
            return 0, []
        db = sqlite3.connect(self.cache)
        try:
            sound = db.execute("PRAGMA integrity_check").fetchone()[0]
            if sound != "ok":
                raise AssertionError(f"cache: {sound}")
            if not db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").fetchone()[0]:
                return 0, []
            row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            return (row[0] if row else 0), sorted(line.decode() for line, in db.execute("SELECT line FROM entry"))
        finally:
            db.close()

    def published(self):
        """Version and content sum that feed.json names, all files of it there and whole."""
        path = self.hub / "feed" / "feed.json"
        if not path.exists():
            return 0, None
        manifest = json.loads(base64.b64decode(json.loads(path.read_text())["payload"]))
        for file in [manifest["snapshot"], *manifest["deltas"]]:
            if hashlib.sha256((self.hub / "feed" / file["path"]).read_bytes()).hexdigest() != file["sha256"]:
                raise AssertionError(f"feed: {file['path']} is not what feed.json says")
        return manifest["version"], manifest["content"]


# ---- scenarios: what is there before, what is killed, and what must hold ----


class Sync:
    """litfass-sync brings the next version; the cache is the old or the new one."""

    def __init__(self, before, change):
        self.before, self.change = before, change

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old = place.cached()
        self.change(place)
        copy = Place(place.folder.parent / "wanted")
        shutil.copytree(place.folder, copy.folder)
        copy.sync()
        self.new = copy.cached()

    def words(self, place):
        return place.sync_words()

    def stdin(self):
        return ""

    def check(self, place):
        if place.cached() not in (self.old, self.new):
            raise LookupError(f"version {place.cached()[0]} is neither the old nor the new content")

    def recover(self, place):
        place.sync()
        if place.cached() != self.new:
            raise LookupError("the next poll does not bring the new content")


class Edit:
    """The hub takes entries in: all of them or none, and the feed is untouched."""

    def __init__(self, before, lines, *more):
        self.before, self.lines, self.more = before, lines, more

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old = place.edited()
        copy = Place(place.folder.parent / "wanted")
        shutil.copytree(place.folder, copy.folder)
        copy.take(self.lines, *self.more)
        self.new = copy.edited()

    def words(self, place):
        return place.hub_words("import", *self.more, "-")

    def stdin(self):
        return "".join(line + "\n" for line in self.lines)

    def check(self, place):
        if place.edited() not in (self.old, self.new):
            raise LookupError("the content is neither the old nor the new one")

    def recover(self, place):
        place.take(self.lines, *self.more)
        if place.edited() != self.new:
            raise LookupError("the same import again does not bring the new content")


class Publish:
    """The hub writes the next version: feed.json names the old or the new one, and all files of it are there."""

    def __init__(self, before, command=("publish",)):
        self.before, self.command = before, command

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old, self.kept = place.published(), place.edited()
        copy = Place(place.folder.parent / "wanted")
        shutil.copytree(place.folder, copy.folder)
        run(*self.words(copy))
        self.new = copy.published()

    def words(self, place):
        return place.hub_words(*self.command)

    def stdin(self):
        return ""

    def check(self, place):
        if place.published() not in (self.old, self.new):
            raise LookupError(f"the feed is {place.published()}")
        if place.edited() != self.kept:
            raise LookupError("publishing has changed the content")

    def recover(self, place):
        run(*self.words(place))
        if place.published() != self.new:
            raise LookupError("the same command again does not bring the new version")
        place.sync()  # and a kiosk believes it
        if place.cached()[1] != self.kept:
            raise LookupError("a kiosk does not see what was published")


def first(place, count=300):
    place.publish([page(n) for n in range(count)])


def synced(place, count=300):
    first(place, count)
    place.sync()


def changed(place, count=40):
    place.publish([page(n, "Neu") for n in range(count)] + ['{"drop":"seite-00100"}'])


def with_pictures(place):
    for shade in range(12):
        (place.folder / "pictures" / f"{shade}.png").write_bytes(png(shade))
    lines = [json.dumps({"id": f"bild-{n}", "kind": "page", "name": "Bild", "image": {"file": f"pictures/{n}.png", "alt": "grau"}})
             for n in range(12)]
    (place.folder / "bilder.jsonl").write_text("".join(line + "\n" for line in lines))
    run(*place.hub_words("import", place.folder / "bilder.jsonl"))
    run(*place.hub_words("publish"))


def damaged(place):
    """A cache full of noise, and what it can be rebuilt from beside it."""
    synced(place)
    noise = bytearray(place.cache.read_bytes())
    noise[4096:] = os.urandom(len(noise) - 4096)
    place.cache.write_bytes(noise)
    for end in ("-wal", "-shm"):
        Path(f"{place.cache}{end}").unlink(missing_ok=True)


class Heal(Sync):
    """A damaged cache is rebuilt from what is kept; until then there is none, or the damaged one, never a half one."""

    def prepare(self, place):
        place.make()
        damaged(place)
        copy = Place(place.folder.parent / "wanted")
        shutil.copytree(place.folder, copy.folder)
        copy.sync()
        self.new = copy.cached()

    def check(self, place):
        try:
            found = place.cached()
        except (sqlite3.DatabaseError, AssertionError):
            return  # still the damaged one
        if found not in ((0, []), self.new):
            raise LookupError(f"version {found[0]} is half of what is kept")


def rotated(place):
    synced(place)
    run(*place.hub_words("rotate", "--key", "root"))
    run(*place.hub_words("rotate", "--key", "publishing"))
    run(*place.hub_words("rotate", "--key", "publishing"))


SCENARIOS = {
    "sync: first version": lambda: Sync(first, lambda place: None),
    "sync: changes": lambda: Sync(synced, changed),
    "sync: a chain of deltas": lambda: Sync(synced, lambda place: [changed(place, n) for n in (5, 6, 7)]),
    "sync: pictures": lambda: Sync(synced, with_pictures),
    "sync: everything new": lambda: Sync(synced, lambda place: place.publish([page(n, "Anders") for n in range(2000, 2400)], "--replace")),
    "sync: new keys": lambda: Sync(rotated, changed),
    "sync: a damaged cache": lambda: Heal(None, None),
    "hub: import": lambda: Edit(first, [page(n, "Neu") for n in range(150)] + ['{"drop":"seite-00299"}']),
    "hub: import of everything": lambda: Edit(first, [page(n, "Neu") for n in range(150, 450)], "--replace"),
    "hub: first publication": lambda: Publish(lambda place: place.take([page(n) for n in range(300)])),
    "hub: publication": lambda: Publish(lambda place: (first(place), place.take([page(n, "Neu") for n in range(50)]))),
    "hub: new publishing key": lambda: Publish(first, ("rotate", "--key", "publishing")),
    "hub: new root key": lambda: Publish(first, ("rotate", "--key", "root")),
}


# ---- the sweep ----


class Row:
    def __init__(self, name):
        self.name, self.points, self.lost, self.corrupt, self.slowest_s, self.faults = name, 0, 0, 0, 0.0, []


def count_calls(scenario, template, folder, call):
    """How often a whole run makes this call."""
    place = fresh(template, folder)
    log = folder / "calls"
    done = subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={call}", *map(str, scenario.words(place))], input=scenario.stdin(),
                          capture_output=True, text=True, timeout=300, env=ENVIRONMENT)
    if done.returncode:
        raise AssertionError(done.stderr)
    return sum(f"{call}(" in line for line in log.read_text(errors="replace").splitlines())


def fresh(template, folder):
    place = Place(folder / "place")
    shutil.rmtree(place.folder, ignore_errors=True)
    shutil.copytree(template.folder, place.folder)
    return place


def fault_at(scenario, template, folder, point, row):
    call, fault, when = point
    place = fresh(template, folder)
    done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}",
                           *map(str, scenario.words(place))], input=scenario.stdin(), capture_output=True, text=True, timeout=300, env=ENVIRONMENT)
    is_kill = fault.startswith("signal")
    if is_kill and done.returncode != -signal.SIGKILL:
        return  # the run was shorter this time
    row.points += 1
    start = time.monotonic()
    try:
        if not is_kill and done.returncode not in SAID:
            raise AssertionError(f"ended with {done.returncode}: {done.stderr.strip()}")
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
        scenario.prepare(template)
        calls = {call: count_calls(scenario, template, folder, call) for call, _ in FAULTS[kind]}
        points = [(call, fault, when) for call, fault in FAULTS[kind] for when in range(1, calls[call] + 1)]
        step = max(1, len(points) // share) if share else 1
        for point in points[::step]:
            fault_at(scenario, template, folder, point, row)
    return row


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
    names = [name for name in SCENARIOS if options.only in name]
    share = -(-options.points // len(names)) if options.points else 0
    print(f"{'power cut during' if options.kind == 'power' else 'bad disk during':28}{'points':>8}{'lost':>6}{'corrupt':>9}{'slowest recovery':>18}", flush=True)
    rows = []
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for row in pool.map(sweep, [options.kind] * len(names), names, [share] * len(names)):
            rows.append(row)
            print(f"{row.name:28}{row.points:8}{row.lost:6}{row.corrupt:9}{row.slowest_s:16.2f} s", flush=True)
    total = [sum(getattr(row, what) for row in rows) for what in ("points", "lost", "corrupt")]
    print(f"{'all':28}{total[0]:8}{total[1]:6}{total[2]:9}{max(row.slowest_s for row in rows):16.2f} s")
    for fault in [fault for row in rows for fault in row.faults][:20]:
        print(fault, file=sys.stderr)
    if options.points and total[0] < 0.7 * options.points:
        print(f"only {total[0]} points were reached", file=sys.stderr)
        return 1
    return 1 if total[1] + total[2] else 0


if __name__ == "__main__":
    sys.exit(main())
