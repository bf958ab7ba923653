"""A board out of files: what the kernel shows under /sys, /proc, /dev and /run as a folder, programs of others as scripts that
write down how they were called, and litfass-device in steps on top of it. Time passes by wait() alone."""
import json
import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from programs import ENVIRONMENT, MEMORY, Process, ROOT, run

DEVICE = os.environ.get("LITFASS_DEVICE", ROOT / "build/debug/bin/litfass-device")

# Called with what a program does: writes its arguments and its standard input down, answers as told by a file beside it. It writes
# where litfass-device may, of which it is as confined.
FAKE = """#!/usr/bin/python3
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
name = os.path.basename(__file__)
heard = sys.stdin.read()
with open("CALLS", "a") as calls:
    calls.write(json.dumps({"words": [name] + sys.argv[1:], "heard": heard, "names": sorted(os.environ)}) + "\\n")
answer = os.path.join(here, name + ".answer")
if os.path.exists(answer):
    code, _, text = open(answer).read().partition("\\n")
    sys.stdout.write(text)
    sys.exit(int(code))
"""


class Runner(Process):
    """litfass-device run --steps."""

    def wait(self, seconds=0):
        self.child.stdin.write(b"wait %d\n" % seconds)
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        word, _, elapsed = answer.decode().partition(" ")
        if word != "done":
            raise AssertionError(f"litfass-device said {answer}: {self.said()}")
        self.elapsed_ms = int(elapsed)


class BoardCase(unittest.TestCase):
    programs = ("systemctl", "nmcli", "rauc", "amixer")

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="litfass-board-", dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name) / "root"
        self.bin = Path(scratch.name) / "bin"
        self.config = Path(scratch.name) / "device.ini"
        self.scratch = Path(scratch.name)
        self.bin.mkdir()
        for name in self.programs:
            (self.bin / name).write_text(FAKE.replace("CALLS", str(self.path("/dev/calls"))))
            (self.bin / name).chmod(0o755)
        self.put("/proc/sys/kernel/random/boot_id", "boot-1")
        self.put("/dev/watchdog", "")
        self.put("/sys/class/thermal/thermal_zone0/temp", 51000)
        (self.root / "run/litfass/health").mkdir(parents=True)
        self.settings = {"time": {"kernel": "no"}, "programs": {"path": f"{self.bin}:/usr/bin:/bin"}}
        self.environment = ENVIRONMENT
        self.started = 0
        self.device = None

    # --- the board ---

    def path(self, path):
        return self.root / path.lstrip("/")

    def put(self, path, value):
        file = self.path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(value if value == "" else f"{value}\n")

    def take(self, path):
        return self.path(path).read_text().strip()

    def network(self, address="192.168.7.20", carrier=1):
        """An Ethernet with an address and a way out, as the kernel's tables have it."""
        self.put("/sys/class/net/lo/operstate", "unknown")
        self.put("/sys/class/net/eth0/carrier", carrier)
        self.put("/sys/class/net/eth0/operstate", "up" if carrier else "down")
        trie = f"Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 127.0.0.1\n        /32 host LOCAL\n     |-- {address}\n        /32 host LOCAL"
        self.put("/proc/net/fib_trie", trie if address else "Main:")
        head = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT"
        way = "eth0\t00000000\t0107A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0"
        self.put("/proc/net/route", f"{head}\n{way}" if address else head)

    def kernel(self):
        """From the next start on the devices that only ioctl can speak to (fake_ioctl.c) are there. Returns their folder."""
        folder = self.path("/dev/kernel")
        folder.mkdir()
        asan = ENVIRONMENT.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        self.environment = {**ENVIRONMENT, "LD_PRELOAD": str(Path(DEVICE).parent / "fake_ioctl.so"), "FAKE_IOCTL": str(folder),
                            "ASAN_OPTIONS": asan}
        return folder

    def fed(self):
        """How often the watchdog was fed since the last question."""
        file = self.path("/dev/watchdog")
        count = file.stat().st_size
        before, self.eaten = self.eaten, count
        return count - before

    # --- litfass-device ---

    def write_settings(self):
        lines = [f"[{section}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()) for section, keys in self.settings.items()]
        self.config.write_text("\n".join(lines))

    def start(self, clock="2026-11-21T14:32", **sections):
        for section, keys in sections.items():
            self.settings.setdefault(section, {}).update(keys)
        self.write_settings()
        self.started += 1
        self.eaten = 0
        if self.path("/dev/watchdog").exists():
            self.put("/dev/watchdog", "")
        self.device = Runner(self.scratch / f"device-{self.started}.log", DEVICE, "run", "--steps", "--root", self.root, "--config",
                             self.config, *(["--clock", clock] if clock else []), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             env=self.environment)
        self.addCleanup(self.device.end, signal.SIGKILL)
        self.device.wait(0)
        return self.device

    def wait(self, seconds):
        self.device.wait(seconds)

    def status(self):
        if self.device.child.poll() is None:
            self.wait(0)
        return json.loads(self.take("/run/litfass/device.json"))

    def said(self):
        return self.device.said()

    def command(self, *words, stdin=""):
        self.write_settings()
        return run(DEVICE, *words, "--root", self.root, "--config", self.config, stdin=stdin)

    def calls(self, name=None):
        """How programs of others were called, in order."""
        file = self.path("/dev/calls")
        calls = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
        return [call for call in calls if name in (None, call["words"][0])]

    def answers(self, name, text, code=0):
        (self.bin / f"{name}.answer").write_text(f"{code}\n{text}")

    # --- app and sync ---

    def beat(self, name, word="frame", lease_s=86400, ago_s=0):
        """A sign of life of now."""
        self.put(f"/run/litfass/health/{name}", f"{self.device.elapsed_ms - ago_s * 1000} {lease_s * 1000} {word}")

    def live(self, seconds, *names, step_s=10):
        """Waits while these programs give signs of life."""
        for _ in range(0, seconds, step_s):
            for name in names:
                self.beat(name, "frame" if name == "app" else "polled", lease_s=20)
            self.wait(step_s)

    # --- the door ---

    def ask(self, *lines, user=None):
        """Sends lines (objects or bytes) in one connection, returns the answers until as many came or it was hung up. As another
        user from a process of its own."""
        data = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
        self.scratch.chmod(0o755)
        as_whom = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        result = subprocess.run(["/usr/bin/python3", "-c", KNOCK, self.path("/run/litfass/device.sock"), str(len(lines))], input=data,
                                capture_output=True, timeout=30, env=ENVIRONMENT, check=True, **as_whom)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        return answers[0] if len(lines) == 1 and len(answers) == 1 else answers

    def verb(self, verb, arg=None, user=None, **more):
        return self.ask({"verb": verb, **({} if arg is None else {"arg": arg}), **more}, user=user)


# What can be sent is sent; an answer may come before all of it was taken.
KNOCK = """
import socket, sys
door = socket.socket(socket.AF_UNIX)
door.connect(sys.argv[1])
data, answers = sys.stdin.buffer.read(), b""
try:
    door.sendall(data)
except OSError:
    pass
door.settimeout(20)
while answers.count(b"\\n") < int(sys.argv[2]):
    try:
        got = door.recv(65536)
    except OSError:
        break
    if not got:
        break
    answers += got
sys.stdout.buffer.write(answers)
"""
