"""A virtual machine that an image boots in: QEMU without acceleration, driven through its monitor (QMP)."""
import json
import os
import re
import socket
import struct
import subprocess
import time
import zlib

ARCHITECTURES = {
    "amd64": {
        "program": ["qemu-system-x86_64", "-machine", "q35", "-cpu", "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+rdrand"],
        "firmware": ("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"),
    },
    "arm64": {
        "program": ["qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a57"],
        "firmware": ("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"),
    },
}
# Where QMP's absolute coordinates end, whatever the screen's size (QEMU, qapi/ui.json, InputMoveEvent).
ABSOLUTE_MAX = 0x7FFF


class Stuck(Exception):
    """The machine says nothing any more, or ended."""


class Picture:
    """What a screen shows, of a binary PPM of 8 bits; equal when every pixel is."""

    def __init__(self, ppm):
        kind, size, depth, self.pixels = ppm.split(b"\n", 3)
        if kind != b"P6" or depth != b"255":
            raise Stuck("QEMU gives another kind of picture")
        self.size = tuple(int(number) for number in size.split())

    def __eq__(self, other):
        return (self.size, self.pixels) == (other.size, other.pixels)

    def light(self, x, y):
        """0 (black) to 255 (white) at these shares of width and height."""
        at = 3 * (int(y * self.size[1]) * self.size[0] + int(x * self.size[0]))
        return sum(self.pixels[at:at + 3]) // 3

    def write(self, path):
        """As PNG (ISO 15948): each row unfiltered."""
        width, height = self.size
        rows = b"".join(b"\0" + self.pixels[3 * width * row:3 * width * (row + 1)] for row in range(height))
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for name, data in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")):
                file.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))


class Machine:
    """`folder` gets the log of the serial console and the sockets; the disk is written to.

    A guest that restarts gets a new machine: OVMF 2022.11 hangs in some warm starts of an emulated processor, and a cold start is what
    shows most."""

    def __init__(self, arch, disk, folder, size=(1920, 1080), memory_mb=512, network=True, extra=()):
        self.folder, self.size = folder, size
        os.makedirs(folder, exist_ok=True)
        self.console = os.path.join(folder, "console.log")
        self.seen = 0
        kind = ARCHITECTURES[arch]
        variables = os.path.join(folder, "firmware-variables.fd")
        if not os.path.exists(variables):
            with open(kind["firmware"][1], "rb") as source, open(variables, "wb") as copy:
                copy.write(source.read())
        self.socket = os.path.join(folder, "monitor")
        net = ["-nic", "user,model=virtio-net-pci"] if network else ["-nic", "none"]
        self.program = [*kind["program"], "-accel", "tcg,thread=multi", "-smp", "2", "-m", str(memory_mb), "-nodefaults",
                        "-display", "none", "-no-user-config", "-rtc", "base=utc", "-action", "reboot=shutdown",
                        "-device", f"virtio-vga,xres={size[0]},yres={size[1]}" if arch == "amd64" else
                        f"virtio-gpu-pci,xres={size[0]},yres={size[1]}",
                        "-device", "virtio-tablet-pci", "-device", "virtio-rng-pci",
                        "-drive", f"if=none,id=disk,format=raw,cache=writeback,file={disk}", "-device", "virtio-blk-pci,drive=disk,serial=card",
                        "-chardev", f"file,id=console,append=on,path={self.console}", "-serial", "chardev:console",
                        "-qmp", f"unix:{self.socket},server=on,wait=off", *net, *extra]
        if "-kernel" not in extra:
            self.program += ["-drive", f"if=pflash,format=raw,readonly=on,file={kind['firmware'][0]}",
                             "-drive", f"if=pflash,format=raw,file={variables}"]
        for left in (self.console, self.socket):
            if os.path.exists(left):
                os.unlink(left)
        self._switch_on()

    def _switch_on(self):
        self.started = time.monotonic()
        with open(os.path.join(self.folder, "qemu.log"), "ab") as log:
            self.process = subprocess.Popen(self.program, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.monitor = self._connect(self.socket)

    def _connect(self, path):
        link = socket.socket(socket.AF_UNIX)
        while True:
            try:
                link.connect(path)
                break
            except OSError:
                if self.process.poll() is not None:
                    raise Stuck(f"qemu ended at its start, see {self.folder}/qemu.log") from None
                time.sleep(0.1)
        self.reader = link.makefile("r", encoding="utf-8")
        self.reader.readline()
        link.sendall(b'{"execute": "qmp_capabilities"}\n')
        self.reader.readline()
        return link

    def command(self, name, **arguments):
        self.monitor.sendall(json.dumps({"execute": name, "arguments": arguments}).encode() + b"\n")
        while True:
            line = self.reader.readline()
            if not line:
                raise Stuck(f"the monitor is gone, see {self.folder}/qemu.log")
            answer = json.loads(line)
            if "error" in answer:
                raise Stuck(f"{name}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def picture(self):
        path = os.path.join(self.folder, "screen.ppm")
        self.command("screendump", filename=os.path.abspath(path), format="ppm")
        with open(path, "rb") as file:
            return Picture(file.read())

    def tap(self, x, y):
        """A press and a release at these shares of the screen's width and height."""
        place = [{"type": "abs", "data": {"axis": axis, "value": int(at * ABSOLUTE_MAX)}} for axis, at in (("x", x), ("y", y))]
        self.command("input-send-event", events=place)
        for down in (True, False):
            self.command("input-send-event", events=[{"type": "btn", "data": {"down": down, "button": "left"}}])
            time.sleep(0.15)

    def log(self):
        if not os.path.exists(self.console):
            return ""
        with open(self.console, "rb") as file:
            return file.read().decode("utf-8", "replace")

    def wait(self, pattern, silence_s=240, forget=True):
        """The match of `pattern` in what the console said since the last wait. Stuck when it falls silent for so long."""
        last_length, last_news = -1, time.monotonic()
        while True:
            text = self.log()
            match = re.compile(pattern).search(text, self.seen)
            if match:
                if forget:
                    self.seen = match.end()
                return match
            if len(text) != last_length:
                last_length, last_news = len(text), time.monotonic()
            if self.process.poll() is not None:
                if self.process.returncode:
                    raise Stuck(f"the machine ended while waiting for '{pattern}', see {self.console}")
                self.monitor.close()
                self._switch_on()
            if time.monotonic() - last_news > silence_s:
                raise Stuck(f"{silence_s} s of silence while waiting for '{pattern}', see {self.console}")
            time.sleep(0.2)

    def cut_power(self):
        """No flush, no goodbye."""
        self.process.kill()
        self.process.wait()
        self.monitor.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.cut_power()
