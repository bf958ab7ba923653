"""What the sweep breaks: what is there before, which program is cut off, and what must hold behind it.

check() raises LookupError where something is lost (neither the old nor the new state), AssertionError or a database error where something
is damaged; recover() starts the program again and wants the new state.
"""
import base64
import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from place import ENVIRONMENT, page, run

from feedpeer import Peer, png
from hubpeer import Hub
from save import Save

LIMIT_S = 120


class Scenario:
    """A program that runs to its end by itself."""

    def prepare(self, place):
        """Makes the state before; learns the old and the new one."""

    def words(self, place):
        raise NotImplementedError

    def stdin(self):
        return ""

    def execute(self, place, tracer=()):
        """Runs the program, perhaps under strace. Returns (exit code, what it said)."""
        done = subprocess.run([str(word) for word in (*tracer, *self.words(place))], input=self.stdin(), capture_output=True, text=True,
                              timeout=LIMIT_S, env=ENVIRONMENT)
        return done.returncode, done.stderr.strip()

    def close(self):
        pass


class Sync(Scenario):
    """litfass-sync brings the next version; the cache is the old or the new one."""

    def __init__(self, before, change):
        self.before, self.change = before, change

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old = place.cached()
        self.change(place)
        copy = place.copy_to(place.folder.parent / "wanted")
        copy.sync()
        self.new, self.pictures = copy.cached(), copy.pictures()

    def words(self, place):
        return place.sync_words()

    def check(self, place):
        place.pictures()
        if place.cached() not in (self.old, self.new):
            raise LookupError(f"version {place.cached()[0]} is neither the old nor the new content")

    def recover(self, place):
        code, said = self.execute(place)
        if code != 0:
            raise LookupError(f"the next poll ends with {code}: {said}")
        self.check_new(place)

    def check_new(self, place):
        if place.cached() != self.new or place.pictures() != self.pictures:
            raise LookupError("the next poll does not bring the new content")


class Fetch(Sync):
    """The same over HTTP, going on with a download that broke off before."""

    def prepare(self, place):
        self.peer = Peer(place.hub / "feed")
        super().prepare(place)
        snapshot = next((place.hub / "feed" / "snapshot").iterdir())
        part = f"snapshot/{snapshot.name}"
        self.peer.faults = {"snapshot": lambda handler: handler.cut_off(part, snapshot.stat().st_size // 2)}
        if self.execute(place)[0] != 69 or not list(Path(f"{place.cache}.tmp").glob("*.etag")):
            raise AssertionError("the download did not break off as it should")
        self.peer.faults = {}

    def words(self, place):
        self.peer.folder = place.hub / "feed"
        return place.sync_words(self.peer.url)

    def close(self):
        self.peer.close()


def tell(child, tracer, number):
    """A signal to the program, not to strace, which would leave it behind. One that has ended meanwhile hears nothing."""
    try:
        pid = int(Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()[0]) if tracer else child.pid
        if child.poll() is None:
            os.kill(pid, number)
    except (IndexError, OSError):
        pass


class Daemon(Sync):
    """The daemon runs until is_done(), is told to stop and ends cleanly, unless it was killed before."""

    def is_done(self, place, said):
        raise NotImplementedError

    def execute(self, place, tracer=()):
        log = place.folder / "daemon.log"
        with open(log, "wb") as errors:
            child = subprocess.Popen([str(word) for word in (*tracer, *self.words(place))], stdin=subprocess.DEVNULL, stdout=errors,
                                     stderr=errors, env=ENVIRONMENT)
        try:
            deadline = time.monotonic() + LIMIT_S
            while child.poll() is None and not self.is_done(place, log.read_text(errors="replace")):
                if time.monotonic() > deadline:
                    raise LookupError("the daemon does not get to where it should")
                time.sleep(0.01)
            tell(child, tracer, signal.SIGTERM)
            child.wait(LIMIT_S)
        finally:
            tell(child, tracer, signal.SIGKILL)
            child.wait()
        return child.returncode, log.read_text(errors="replace").strip()


class Stick(Daemon):
    """A stick with a later version is put into a kiosk without network."""

    def words(self, place):
        return place.daemon_words("http://127.0.0.1:9/feed/", f"stick = {place.hub / 'feed'}")

    def is_done(self, place, said):
        return "keeping version" in said  # behind the stick the network is asked, in vain


class Mail(Daemon):
    """Messages of visitors and a sign of life go to the hub, which refuses one of them for good."""

    COUNT = 8

    def __init__(self):
        super().__init__(lambda place: synced(place, 20), self.write)

    def prepare(self, place):
        self.idents = [f"{n:032x}" for n in range(1, self.COUNT + 1)]
        self.hub = Hub(self.answer)
        super().prepare(place)

    def answer(self, _, ident, __):
        return (422, {}, b"unbekannt") if ident == self.idents[3] else (204, {}, b"")

    def write(self, place):
        """As the board does: write beside, then rename. One is left half written by a program that is gone."""
        place.spool.mkdir()
        for number, ident in enumerate(self.idents, 1):
            sealed = base64.b64encode(b"Wort " * 40).decode()
            message = {"format": "litfass-message/1", "id": ident, "kind": "report", "sealed": sealed}
            (place.spool / f"{number:012}-report-{ident}.json").write_text(json.dumps(message))
        (place.spool / f"{99:012}-report-{'f' * 32}.json.999999999.tmp").write_text('{"format"')

    def words(self, place):
        """What still waits has not been taken as far as the kiosk knows."""
        waiting = {path.name[-37:-5] for path in place.spool.glob("*.json")}
        self.hub.taken = {ident: body for ident, body in self.hub.taken.items() if ident in set(self.idents) - waiting}
        return place.daemon_words(place.hub / "feed", f"[hub]\nurl = {self.hub.url}\nheartbeat_s = 1")

    def is_done(self, place, said):
        """All are sent, and a sign of life too; or the disk does not let it and it says so."""
        return "messages wait" in said or set(self.hub.taken) - set(self.idents) and not list(place.spool.glob("*.json"))

    def check(self, place):
        super().check(place)
        waiting = {path.name for path in place.spool.glob("*.json")}
        refused = {path.name for path in place.spool.glob("refused/*.json")}
        for path in [*place.spool.glob("*.json"), *place.spool.glob("refused/*.json")]:
            if json.loads(path.read_text())["id"] not in path.name:
                raise AssertionError(f"{path.name} is another message")
        for number, ident in enumerate(self.idents, 1):
            name = f"{number:012}-report-{ident}.json"
            if ident not in self.hub.taken and name not in waiting | refused:
                raise LookupError(f"message {number} is lost")

    def recover(self, place):
        super().recover(place)
        self.check(place)
        refused = [path.name for path in place.spool.glob("refused/*.json")]
        if [name for name in refused if self.idents[3] not in name] or len(refused) != 1:
            raise LookupError(f"put aside: {refused}")
        if [path for path in place.spool.iterdir() if path.suffix == ".tmp"] or set(self.idents) - set(self.hub.taken) != {self.idents[3]}:
            raise LookupError("not all was sent")

    def close(self):
        self.hub.close()


class Heal(Sync):
    """A damaged cache is rebuilt from what is kept; until then there is none, or the damaged one, never a half one."""

    def __init__(self):
        super().__init__(damaged, lambda place: None)

    def prepare(self, place):
        place.make()
        self.before(place)
        copy = place.copy_to(place.folder.parent / "wanted")
        copy.sync()
        self.new, self.pictures = copy.cached(), copy.pictures()

    def check(self, place):
        try:
            found = place.cached()
        except (sqlite3.DatabaseError, AssertionError):
            return  # still the damaged one
        if found not in ((0, []), self.new):
            raise LookupError(f"version {found[0]} is half of what is kept")


class Edit(Scenario):
    """The hub takes entries in: all of them or none, and the feed is untouched."""

    def __init__(self, before, lines, *more):
        self.before, self.lines, self.more = before, lines, more

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old = place.edited()
        copy = place.copy_to(place.folder.parent / "wanted")
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


class Publish(Scenario):
    """The hub writes the next version: feed.json names the old or the new one, and all files of it are there."""

    def __init__(self, before, command=("publish",)):
        self.before, self.command = before, command

    def prepare(self, place):
        place.make()
        self.before(place)
        self.old, self.kept = place.published(), place.edited()
        copy = place.copy_to(place.folder.parent / "wanted")
        run(*self.words(copy))
        self.new = copy.published()

    def words(self, place):
        return place.hub_words(*self.command)

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


# ---- states ----


def first(place, count=300):
    place.publish([page(n) for n in range(count)])


def synced(place, count=300):
    first(place, count)
    place.sync()


def changed(place, count=40):
    place.publish([page(n, "Neu") for n in range(count)] + ['{"drop":"seite-00100"}'])


def with_pictures(place):
    for shade in range(12):
        (place.folder / "pictures" / f"{shade}.png").write_bytes(png(4, 4, shade))
    lines = [json.dumps({"id": f"bild-{n}", "kind": "page", "name": "Bild", "image": {"file": f"pictures/{n}.png", "alt": "grau"}})
             for n in range(12)]
    (place.folder / "bilder.jsonl").write_text("".join(line + "\n" for line in lines))
    run(*place.hub_words("import", place.folder / "bilder.jsonl"))
    run(*place.hub_words("publish"))


def large(place):
    place.take([page(n) for n in range(1500)])
    with_pictures(place)


def damaged(place):
    """A cache full of noise, and what it can be rebuilt from beside it."""
    synced(place)
    noise = bytearray(place.cache.read_bytes())
    noise[4096:] = os.urandom(len(noise) - 4096)
    place.cache.write_bytes(noise)
    for end in ("-wal", "-shm"):
        Path(f"{place.cache}{end}").unlink(missing_ok=True)


def rotated(place):
    synced(place)
    place.rotate("root")
    place.rotate("publishing")
    place.rotate("publishing")


def robbed(place):
    """The kiosk holds versions that a thief signed with the publishing key."""
    synced(place)
    thief = place.copy_to(place.folder.parent / "thief")
    for count in (5, 6, 7):
        changed(thief, count)
    place.sync(thief.hub / "feed")


def withdrawn(place):
    """The stolen key is withdrawn, and what it signed is to be forgotten."""
    place.rotate("publishing", "--stolen")
    changed(place, 20)


SCENARIOS = {
    "sync: first version": lambda: Sync(first, lambda place: None),
    "sync: changes": lambda: Sync(synced, changed),
    "sync: a chain of deltas": lambda: Sync(synced, lambda place: [changed(place, n) for n in (5, 6, 7)]),
    "sync: pictures": lambda: Sync(synced, with_pictures),
    "sync: everything new": lambda: Sync(synced, lambda place: place.publish([page(n, "Anders") for n in range(2000, 2400)], "--replace")),
    "sync: a resumed large feed": lambda: Fetch(large, lambda place: None),
    "sync: new keys": lambda: Sync(rotated, changed),
    "sync: a stolen key withdrawn": lambda: Sync(robbed, withdrawn),
    "sync: a stick": lambda: Stick(synced, changed),
    "sync: messages": Mail,
    "sync: a damaged cache": Heal,
    "hub: import": lambda: Edit(first, [page(n, "Neu") for n in range(150)] + ['{"drop":"seite-00299"}']),
    "hub: import of everything": lambda: Edit(first, [page(n, "Neu") for n in range(150, 450)], "--replace"),
    "hub: first publication": lambda: Publish(lambda place: place.take([page(n) for n in range(300)])),
    "hub: publication": lambda: Publish(lambda place: (first(place), place.take([page(n, "Neu") for n in range(50)]))),
    "hub: new publishing key": lambda: Publish(first, ("rotate", "--key", "publishing")),
    "hub: stolen publishing key": lambda: Publish(first, ("rotate", "--key", "publishing", "--stolen")),
    "hub: saves in the browser": Save,
    "hub: new root key": lambda: Publish(first, ("rotate", "--key", "root")),
}
