"""A folder with a hub and a kiosk in it, and how to read what they hold without any of our own code."""
import base64
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/e2e"))  # the scripted peers
SYNC = os.environ.get("LITFASS_SYNC", ROOT / "build/release/bin/litfass-sync")
HUB = os.environ.get("LITFASS_HUB", ROOT / "build/release/bin/litfass-hub")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}  # leak checks use ptrace too
PUBLISHED = "2026-11-21T08:10"


def page(number, text="Seite"):
    return json.dumps({"id": f"seite-{number:05}", "kind": "page", "name": f"{text} {number}", "description": "Wort " * 40})


def run(*words, stdin=""):
    done = subprocess.run([str(word) for word in words], input=stdin, capture_output=True, text=True, timeout=120, env=ENVIRONMENT)
    if done.returncode:
        raise AssertionError(f"{words[1]}: {done.stderr.strip()}")
    return done.stdout


class Place:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.hub, self.cache = self.folder / "hub", self.folder / "kiosk" / "cache.db"
        self.spool, self.stick = self.folder / "kiosk" / "spool", self.folder / "stick"

    def make(self):
        self.folder.mkdir(parents=True)
        (self.folder / "key").write_text(json.loads(run(HUB, "init", "--dir", self.hub, "--json"))["key"])
        (self.folder / "pictures").mkdir()

    def copy_to(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Place(folder)

    # The hub

    def hub_words(self, command, *more):
        clock = ["--clock", PUBLISHED] if command in ("import", "publish", "rotate") else []
        return [HUB, command, "--dir", self.hub, *clock, *more]

    def take(self, lines, *more):
        run(*self.hub_words("import", *more, "-"), stdin="".join(line + "\n" for line in lines))

    def publish(self, lines, *more):
        self.take(lines, *more)
        run(*self.hub_words("publish"))

    def rotate(self, which, *more):
        run(*self.hub_words("rotate", "--key", which, *more))

    def edited(self):
        """What the hub holds: every line, sorted."""
        return sorted(run(HUB, "export", "--dir", self.hub).splitlines())

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

    # The kiosk

    def key(self):
        return (self.folder / "key").read_text()

    def sync_words(self, feed=None):
        return [SYNC, "once", "--feed", feed or self.hub / "feed", "--key", self.key(), "--cache", self.cache]

    def sync(self, feed=None):
        run(*self.sync_words(feed))

    def daemon_words(self, feed, *settings):
        """A daemon with these lines of settings, each with its section."""
        file = self.folder / "sync.ini"
        lines = [f"[feed]\nurl = {feed}\nkey = {self.key()}", *settings, f"[cache]\npath = {self.cache}", f"[spool]\npath = {self.spool}"]
        file.write_text("\n".join(lines) + "\n")
        return [SYNC, "run", "--config", file]

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

    def pictures(self):
        """Names of the pictures, each of which holds what its name says."""
        folder = Path(f"{self.cache}.assets")
        found = sorted(path for path in folder.iterdir() if len(path.stem) == 64) if folder.exists() else []
        for path in found:
            if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
                raise AssertionError(f"picture {path.name} is not what its name says")
        return [path.name for path in found]
