"""A kiosk for tests: the real litfass-sync, a cache in a scratch folder, and a scripted peer that serves a feed made by Python.

What was requested is counted at the peer, what is in the cache is read with Python's sqlite3.
"""
import json
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from feedpeer import Feed, Key, Peer, entry
from programs import MEMORY, SYNC

OK, USAGE, DATA, NO_INPUT, NETWORK, IO, DENIED, CONFIG = 0, 64, 65, 66, 69, 74, 77, 78
PAGES = [entry(f"seite-{i:03}", name=f"Seite {i}") for i in range(40)]


class KeysCase(unittest.TestCase):
    """The keys of a feed for all tests of a class, a scratch folder for each."""

    @classmethod
    def setUpClass(cls):
        cls.keys = tempfile.TemporaryDirectory(dir=MEMORY)
        cls.root, cls.key, cls.other = (Key(cls.keys.name, name) for name in ("root", "publishing", "other"))

    @classmethod
    def tearDownClass(cls):
        cls.keys.cleanup()

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)


class Kiosk(KeysCase):
    def setUp(self):
        super().setUp()
        self.cache = self.scratch / "kiosk" / "cache.db"
        self.feed = Feed(self.scratch / "feed", self.root, self.key)
        self.peer = self.start_peer()

    def start_peer(self, **options):
        peer = Peer(self.scratch / "feed", **options)
        self.addCleanup(peer.close)
        return peer

    def arguments(self, command, key=None, url=None, cache=True, more=()):
        words = [SYNC, command, "--feed", url or self.peer.url, "--key", key or self.root.hex]
        return words + (["--cache", self.cache] if cache else []) + list(more)

    def sync(self, command="once", **options):
        self.peer.log.clear()
        done = subprocess.run(self.arguments(command, **options), capture_output=True, text=True, timeout=60)
        self.assertGreaterEqual(done.returncode, 0, done.stderr)
        return done

    def expect(self, code, words="", **options):
        done = self.sync(**options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr)
        if code:
            self.assertEqual(done.stderr.strip().count("\n"), 0, f"more than one line: {done.stderr}")
        return done

    def lines(self):
        """Every line of the cache by id; the file must be sound."""
        db = sqlite3.connect(self.cache)
        try:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            return dict(db.execute("SELECT id, line FROM entry"))
        finally:
            db.close()

    def status(self, clock=None):
        when = ["--clock", clock] if clock else []
        done = subprocess.run([SYNC, "status", "--cache", self.cache, "--json", *when], capture_output=True, text=True)
        return json.loads(done.stdout)

    def assert_holds(self, version):
        self.assertEqual(self.status()["version"], version)
        if version == self.feed.version:
            self.assertEqual(self.lines(), {ident: line for ident, line in self.feed.entries.items()})

    def forget_cache(self):
        shutil.rmtree(self.cache.parent, ignore_errors=True)

    def start_with(self, entries=PAGES):
        self.feed.publish(put=entries)
        self.expect(OK)

    def assert_kept(self, code, words, version=1, **options):
        before = self.lines()
        self.expect(code, words, **options)
        self.assertEqual(self.status()["version"], version)
        self.assertEqual(self.lines(), before)

    def look_at_root_again(self):
        """As a day later."""
        db = sqlite3.connect(self.cache)
        with db:
            db.execute("UPDATE meta SET value = 0 WHERE key = 'root_checked'")
        db.close()
