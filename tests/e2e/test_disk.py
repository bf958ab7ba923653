#!/usr/bin/python3
"""Disks that take less than they are given (QUALITY R2, R3): half of each write, nothing beyond an end; and caches that are none of
ours. tests/fault makes single calls fail; here a full disk stays full until somebody makes room."""
import os
import sqlite3
import subprocess
import time
import unittest
from pathlib import Path

from feedpeer import entry
from kiosk import DATA, IO, NETWORK, OK, PAGES, Kiosk
from programs import HUB, SYNC, preloaded

FULL_DISK = Path(SYNC).parent / "full_disk.so"
ROOMS = (0, 1, 500, 4096, 9000, 20000, 50000, 100000)  # bytes; a whole poll writes about 300,000
HEAL_S, TRIES = 2, 4


class DiskTest(Kiosk):
    def poll(self, **env):
        return subprocess.run(self.arguments("once"), capture_output=True, text=True, timeout=60, env=preloaded(FULL_DISK, **env))

    def changed(self):
        """The cache holds version 1, the feed version 2."""
        self.start_with()
        self.feed.publish(put=[entry("neu", name="x" * 60), entry("seite-002", name="Neu")], drop=["seite-001"])
        return self.lines()

    def test_a_disk_that_takes_half_of_each_write_loses_nothing(self):
        self.feed.publish(put=PAGES)
        for change in ([], [entry("neu")]):
            if change:
                self.feed.publish(put=change)
            done = self.poll()
            self.assertEqual(done.returncode, OK, done.stderr)
            self.assert_holds(self.feed.version)
        self.cache.write_bytes(b"")
        self.peer.faults = {"": lambda handler: handler.answer(503)}
        self.assertEqual(self.poll().returncode, NETWORK)
        self.assert_holds(self.feed.version)  # what is kept beside the cache is whole too

    def test_a_hub_on_such_a_disk_publishes_whole_files(self):
        hub, entries = self.scratch / "hub", self.scratch / "in.jsonl"
        entries.write_bytes(b"\n".join(PAGES) + b"\n")
        for words in (("init",), ("import", entries), ("publish",)):
            subprocess.run([HUB, *words, "--dir", hub], check=True, capture_output=True, stdin=subprocess.DEVNULL, env=preloaded(FULL_DISK))
        exported = subprocess.run([HUB, "export", "--dir", hub], check=True, capture_output=True).stdout
        self.assertEqual(sorted(exported.splitlines()), sorted(PAGES))
        for path in (path for kind in ("snapshot", "delta") for path in (hub / "feed" / kind).glob("*.gz")):
            subprocess.run(["gzip", "--test", path], check=True)

    def test_a_disk_that_is_full_keeps_the_content_until_there_is_room(self):
        old, seen = self.changed(), set()
        for room in ROOMS:
            done = self.poll(FULL_DISK_ROOM=str(room))
            self.assertIn(done.returncode, (OK, IO), (room, done.stderr))
            self.assertEqual(self.lines(), old if self.status()["version"] == 1 else self.feed.entries, room)
            seen.add(done.returncode)
        self.assertIn(IO, seen)
        self.expect(OK)
        self.assert_holds(2)

    # Caches that are none

    def foreign(self):
        self.cache.unlink()
        db = sqlite3.connect(self.cache)
        db.executescript("CREATE TABLE meta (colour TEXT); INSERT INTO meta VALUES ('red');")
        db.close()

    def newer(self):
        db = sqlite3.connect(self.cache)
        db.execute("PRAGMA user_version = 99")
        db.close()

    def heal_s(self, spoil):
        """How long a poll without network takes to have the content back."""
        spoil()
        spoilt = self.cache.read_bytes()
        self.peer.faults = {"": lambda handler: handler.answer(503)}
        began = time.monotonic()
        done = self.sync()
        took_s = time.monotonic() - began
        self.assertIn(done.returncode, (NETWORK, DATA), done.stderr)
        self.assert_holds(1)
        aside = sorted(path.name for path in self.cache.parent.iterdir() if ".damaged" in path.name and not path.name.endswith("-wal"))
        self.assertEqual(aside, ["cache.db.damaged"])
        self.assertEqual((self.cache.parent / aside[0]).read_bytes(), spoilt)
        self.peer.faults = {}
        self.expect(OK)
        return took_s

    def test_a_file_that_is_no_cache_of_ours_is_kept_once_and_content_is_back_in_two_seconds(self):
        self.start_with()
        size = self.cache.stat().st_size
        for name, spoil in (("noise", lambda: self.cache.write_bytes(os.urandom(size))), ("truncated", lambda: os.truncate(self.cache, size // 2)),
                            ("foreign", self.foreign), ("newer", self.newer)):
            with self.subTest(name):  # a busy machine is late for reasons of its own
                self.assertTrue(any(self.heal_s(spoil) < HEAL_S for _ in range(TRIES)), f"{TRIES} times not within {HEAL_S} s")


if __name__ == "__main__":
    unittest.main()
