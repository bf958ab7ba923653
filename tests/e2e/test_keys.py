#!/usr/bin/python3
"""Keys change without a visit to any screen: the real hub rotates, the real litfass-sync follows. Kiosks read the hub's folder directly,
as from a stick: what matters here is who signed what."""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from programs import HUB, MEMORY, SYNC

OK, USAGE, NO_INPUT, DENIED = 0, 64, 66, 77
UNDER_STRACE = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}  # both use ptrace


def page(ident, name="Seite"):
    return json.dumps({"id": ident, "kind": "page", "name": name})


class KeysTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.dir = self.scratch / "hub"
        self.key = json.loads(self.hub("init", "--json", "--name", "Südstadt").stdout)["key"]
        self.say("erste Fassung")

    def hub(self, command, *words, expect=OK, stdin=""):
        done = subprocess.run([HUB, command, "--dir", self.dir, *words], input=stdin, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, expect, done.stderr)
        return done

    def say(self, name):
        """A new version whose page says this."""
        self.hub("import", "-", stdin=page("seite", name) + "\n")
        self.hub("publish")

    def rotate(self, which, *words, **options):
        return json.loads(self.hub("rotate", "--json", "--key", which, *words, **options).stdout)

    def kiosk(self, name="kiosk", key=None, expect=OK):
        """Polls once; returns what the kiosk holds now."""
        cache = self.scratch / name / "cache.db"
        done = subprocess.run([SYNC, "once", "--feed", self.dir / "feed", "--key", key or self.key, "--cache", cache, "--json"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, expect, done.stderr)
        return done

    def entry(self, name="kiosk"):
        db = sqlite3.connect(self.scratch / name / "cache.db")
        try:
            return json.loads(db.execute("SELECT line FROM entry").fetchone()[0])["name"]
        finally:
            db.close()

    def test_a_new_publishing_key_signs_and_the_one_before_stays_valid(self):
        self.kiosk()
        first = (self.dir / "feed" / "feed.json").read_bytes()
        answer = self.rotate("publishing")
        self.assertEqual(answer["root_version"], 2)
        self.say("zweite Fassung")
        self.kiosk()
        self.assertEqual(self.entry(), "zweite Fassung")
        (self.dir / "feed" / "feed.json").write_bytes(first)  # a proxy still has the old one: believed, but older
        self.assertIn("rollback", self.kiosk(expect=DENIED).stderr)

    def test_the_key_before_last_is_withdrawn(self):
        old = (self.dir / "keys" / "publishing.secret").read_bytes()
        self.rotate("publishing")
        self.rotate("publishing")
        self.kiosk()
        (self.dir / "keys" / "publishing.secret").write_bytes(old)
        self.hub("import", "-", stdin=page("seite", "gestohlen") + "\n")
        self.hub("publish", expect=DENIED)

    def test_a_stolen_key_is_withdrawn_at_once_and_its_versions_are_forgotten(self):
        self.kiosk()
        thief = self.scratch / "thief"
        shutil.copytree(self.dir, thief)
        for n in range(5):  # the thief publishes on the copy
            subprocess.run([HUB, "import", "--dir", thief, "-"], input=page("seite", f"Diebesgut {n}") + "\n", text=True, check=True,
                           capture_output=True)
            subprocess.run([HUB, "publish", "--dir", thief], check=True, capture_output=True)
        honest, self.dir = self.dir, thief
        self.kiosk()
        self.assertEqual(self.entry(), "Diebesgut 4")
        self.dir = honest
        self.assertIn("rollback", self.kiosk(expect=DENIED).stderr)
        self.rotate("publishing", "--stolen")
        self.kiosk()
        self.assertEqual(self.entry(), "erste Fassung")
        self.dir = thief
        self.kiosk(expect=DENIED)
        self.assertEqual(self.entry(), "erste Fassung")

    def test_screens_follow_from_root_key_to_root_key(self):
        self.kiosk()
        keys = [self.rotate("root")["key"] for _ in range(3)]
        self.assertEqual(len({self.key, *keys}), 4)
        self.rotate("publishing")
        self.rotate("publishing")  # signed by the last root key alone; no key that the kiosk knows is left
        self.say("viel später")
        for name, key in (("kiosk", self.key), ("new, with the first key", self.key), ("new, with the last key", keys[-1]),
                          ("new, with one between", keys[0])):
            self.kiosk(name, key)
            self.assertEqual(self.entry(name), "viel später")
        self.kiosk("stranger", "ab" * 32, expect=DENIED)

    def test_a_root_that_was_taken_away_is_asked_for(self):
        (self.dir / "keys" / "root.secret").rename(self.scratch / "root.secret")
        for which in ("publishing", "root"):
            done = self.hub("rotate", "--key", which, expect=NO_INPUT)
            self.assertIn("root.secret", done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)

    def test_mistakes_are_usage_errors(self):
        for words in ([], ["--key", "both"], ["--key", "root", "--stolen"]):
            self.hub("rotate", *words, expect=USAGE)

    def test_a_rotation_that_is_cut_off_anywhere_is_taken_up_again(self):
        before = self.scratch / "before"
        shutil.copytree(self.dir, before)
        points = 0
        for words in (["--key", "publishing"], ["--key", "publishing", "--stolen"], ["--key", "root"]):
            for call in ("fsync", "rename", "unlink", "fdatasync", "pwrite64"):
                for number in range(1, 100):
                    shutil.rmtree(self.dir)
                    shutil.copytree(before, self.dir)
                    done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
                                           HUB, "rotate", "--dir", self.dir, *words], capture_output=True, timeout=60, env=UNDER_STRACE)
                    if done.returncode == 0:
                        break
                    self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
                    points += 1
                    with self.subTest(f"{words} killed at {call} {number}"):
                        self.hub("rotate", *words)
                        self.say("nach dem Stromausfall")
                        self.kiosk("fresh")
                        self.assertEqual(self.entry("fresh"), "nach dem Stromausfall")
                        self.assertEqual(sorted(path.name for path in (self.dir / "keys").glob("*.secret")), ["house.secret", "publishing.secret", "root.secret"])
                        shutil.rmtree(self.scratch / "fresh")
        self.assertGreater(points, 30)


if __name__ == "__main__":
    unittest.main()
