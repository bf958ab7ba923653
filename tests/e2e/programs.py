"""The real programs as test objects: a hub that serves, a daemon that syncs, a board that is driven over a pipe.

LITFASS, LITFASS_SYNC and LITFASS_HUB name the built programs (else the debug build). Everything lives in one scratch folder and
on loopback ports that the system picks; every process that a test starts ends with it. Waiting is polling with a deadline.
"""
import ctypes
import json
import os
import select
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build/debug/bin"
LITFASS = os.environ.get("LITFASS", BUILT / "litfass")
SYNC = os.environ.get("LITFASS_SYNC", BUILT / "litfass-sync")
HUB = os.environ.get("LITFASS_HUB", BUILT / "litfass-hub")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
SAMPLE = sorted((ROOT / "assets/sample").glob("*.jsonl"))
DAY = "2026-11-21T14:32"  # a Saturday
PATIENCE_S = 30

# Nothing that a test sees depends on who runs it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "LANG", "LANGUAGE")}
ENVIRONMENT.update(LC_ALL="C.UTF-8", TZ="UTC", SDL_VIDEODRIVER="dummy")


def run(*command, stdin="", timeout=60, **options):
    return subprocess.run([str(word) for word in command], input=stdin, capture_output=True, text=True, timeout=timeout,
                          env=options.pop("env", ENVIRONMENT), **options)


def preloaded(*libraries, **more):
    """An environment with these libraries, which sanitizers would refuse otherwise; FAKETIME is read at each look, not every ten seconds."""
    asan = ENVIRONMENT.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"
    return {**ENVIRONMENT, "LD_PRELOAD": ":".join(map(str, libraries)), "ASAN_OPTIONS": asan, "FAKETIME_NO_CACHE": "1", **more}


def read_code(picture):
    """What a telephone reads in it; "" without a code."""
    result = subprocess.run(["zbarimg", "--raw", "-q", "--nodbus", "-S*.enable=0", "-Sqrcode.enable=1", picture],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT, timeout=60)
    return result.stdout.decode()


def kernel_has_landlock():
    """landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION), the same number on every machine."""
    return ctypes.CDLL(None, use_errno=True).syscall(444, None, ctypes.c_size_t(0), 1) > 0


def until(condition, what="it did not come to that", patience_s=PATIENCE_S):
    """The first true value of condition()."""
    deadline = time.monotonic() + patience_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience_s} s in vain: {what}")
        time.sleep(0.05)


class Process:
    """A program that runs until it is told to end. Its standard error is kept in a file for messages."""

    def __init__(self, log, *command, env=ENVIRONMENT, **options):
        self.log = log
        with open(log, "wb") as errors:
            self.child = subprocess.Popen([str(word) for word in command], stderr=errors, env=env, **options)

    def said(self):
        return self.log.read_text(errors="replace")

    def end(self, number=signal.SIGTERM):
        """Returns the exit code, negative for a signal that was not caught."""
        if self.child.poll() is None:
            self.child.send_signal(number)
        try:
            return self.child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise AssertionError(f"did not end on signal {number}: {self.said()}") from None
        finally:
            for stream in (self.child.stdin, self.child.stdout):
                if stream:
                    stream.close()


class Board(Process):
    """`litfass play -`: the running app, told line by line what to do. Its clock moves by "wait" alone."""

    def __init__(self, log, *options, clock=DAY, env=ENVIRONMENT):
        super().__init__(log, LITFASS, "play", "-", "--clock", clock, *options, env=env, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE)
        self.spoken = 0
        self.unread = b""

    def do(self, *lines):
        """Carries the lines out and returns what they print."""
        self.spoken += 1
        mark = b"done %d\n" % self.spoken
        script = "".join(line + "\n" for line in lines) + f'say "done {self.spoken}"\n'
        try:
            self.child.stdin.write(script.encode())
            self.child.stdin.flush()
        except BrokenPipeError:
            pass  # read() below finds the end, and why
        deadline = time.monotonic() + PATIENCE_S
        while not self.unread.endswith(mark):
            ready, _, _ = select.select([self.child.stdout], [], [], max(0, deadline - time.monotonic()))
            data = os.read(self.child.stdout.fileno(), 65536) if ready else b""
            if not data:
                raise AssertionError(f"the board {'ended' if ready else 'is silent'} at {lines}: {self.said()}")
            self.unread += data
        answer, self.unread = self.unread[:-len(mark)], b""
        return answer.decode()

    def tree(self, *lines):
        return json.loads(self.do(*lines, "tree -"))["nodes"]

    def words(self, *lines, role=None):
        """What a visitor can read now: names and values of all nodes (of one role)."""
        return [word.replace("\u00a0", " ") for node in self.tree(*lines) if role in (None, node["role"])
                for word in (node["name"], node["value"]) if word]

    def freshness(self, *lines):
        """What home says about the age of its content."""
        return " ".join(self.words("show home", *lines, role="status"))


class Neighbourhood(unittest.TestCase):
    """A hub and a cache in a scratch folder."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="litfass-e2e-", dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.dir = self.scratch / "hub"
        self.cache = self.scratch / "cache.db"
        self.config = self.scratch / "sync.ini"
        self.started = 0
        self.key = json.loads(self.hub("init", "--json", "--name", "Treffpunkt Südstadt").stdout)["key"]

    # --- the hub ---

    def hub(self, command, *arguments, stdin="", folder=None, expect=0):
        clock = ["--clock", DAY] if command in ("import", "publish") else []
        result = run(HUB, command, "--dir", folder or self.dir, *clock, *arguments, stdin=stdin)
        self.assertEqual(result.returncode, expect, result.stderr)
        return result

    def publish(self, *lines, folder=None):
        """Imports lines (objects) and publishes. Returns the version."""
        if lines:
            self.hub("import", "-", stdin="".join(json.dumps(line) + "\n" for line in lines), folder=folder)
        return json.loads(self.hub("publish", "--json", folder=folder).stdout)["version"]

    def publish_sample(self):
        self.hub("import", *SAMPLE)
        return self.publish()

    def exported(self, ident=None):
        entries = {entry["id"]: entry for entry in map(json.loads, self.hub("export").stdout.splitlines())}
        return entries[ident] if ident else entries

    def serve(self, folder=None, port=0):
        process = self.start(Process, HUB, "serve", "--dir", folder or self.dir, "--port", port, "--json", "--clock", DAY,
                             stdout=subprocess.PIPE, text=True)
        first = process.child.stdout.readline()
        self.assertTrue(first, process.said())
        process.feed = json.loads(first)["feed"]
        return process

    # --- the sync client ---

    def configure(self, feed, key=None):
        self.config.write_text(f"[feed]\nurl = {feed}\nkey = {key or self.key}\npoll_s = 1\n\n[cache]\npath = {self.cache}\n")

    def daemon(self, clock=DAY):
        return self.start(Process, SYNC, "run", "--config", self.config, "--clock", clock)

    def sync_once(self, *options, clock=DAY):
        return run(SYNC, "once", "--config", self.config, "--clock", clock, "--json", *options)

    def status(self):
        # What happens between two writes of the daemon is no answer; the next look has one.
        return until(lambda: json.loads(run(SYNC, "status", "--config", self.config, "--clock", DAY, "--json").stdout or "null"),
                     "litfass-sync status")

    def until_version(self, version):
        return until(lambda: self.status()["version"] >= version, f"version {version} in the cache")

    def until_state(self, state, patience_s=PATIENCE_S):
        return until(lambda: self.status()["state"] == state, f"state '{state}'", patience_s)

    # --- the board ---

    def board(self, *lines, clock=DAY):
        board = self.start(Board, "--cache", self.cache, clock=clock)
        board.do(*lines)
        return board

    def start(self, kind, *command, **options):
        self.started += 1
        process = kind(self.scratch / f"process-{self.started}.log", *command, **options)
        self.addCleanup(process.end, signal.SIGKILL)
        return process
