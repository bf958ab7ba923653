#!/usr/bin/python3
"""The units of firmware/systemd, as the build made them (LITFASS_UNITS): systemd reads them without a complaint, and they open no
more than QUALITY allows."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

UNITS = Path(os.environ["LITFASS_UNITS"])
PROGRAMS = Path(os.environ["LITFASS"]).parent
MOST_EXPOSED = {"litfass.service": 1.5, "litfass-safe.service": 1.5, "litfass-sync.service": 1.5, "litfass-hub.service": 2.0,
                "litfass-device.service": 2.8}


def analyze(*words):
    return subprocess.run(["systemd-analyze", "--no-pager", *map(str, words)], capture_output=True, text=True, timeout=60)


class Units(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="litfass-units-")
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        for unit in UNITS.iterdir():  # verify looks whether the program is there: here it is the one just built
            text = re.sub(r"/usr/s?bin/(?=litfass)", f"{PROGRAMS}/", unit.read_text())
            (self.folder / unit.name).write_text(text)

    def test_systemd_understands_every_line(self):
        for unit in sorted(self.folder.iterdir()):
            with self.subTest(unit=unit.name):
                result = analyze("verify", "--man=no", "--recursive-errors=no", unit)
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_a_line_that_it_does_not_understand_would_be_seen(self):
        unit = self.folder / "litfass.service"
        unit.write_text(unit.read_text().replace("ProtectHome=yes", "ProtectHom=yes"))
        self.assertIn("ProtectHom", analyze("verify", "--man=no", "--recursive-errors=no", unit).stderr)

    def test_no_unit_is_more_exposed_than_promised(self):
        for name, most in MOST_EXPOSED.items():
            with self.subTest(unit=name):
                result = analyze("security", "--offline=yes", f"--threshold={round(most * 10)}", self.folder / name)
                self.assertEqual(result.returncode, 0, result.stdout[-400:] + result.stderr)

    def test_the_board_has_no_network_and_only_its_devices_and_the_sync_no_screen(self):
        for name in ("litfass.service", "litfass-safe.service"):
            lines = (self.folder / name).read_text().splitlines()
            for line in ("RestrictAddressFamilies=AF_UNIX AF_NETLINK", "IPAddressDeny=any", "DevicePolicy=closed"):
                self.assertIn(line, lines, name)
            self.assertEqual([line for line in lines if line.startswith("DeviceAllow=")],
                             [f"DeviceAllow={device} rw" for device in ("char-drm", "char-input", "char-alsa", "/dev/tty1")], name)
        for name in ("litfass-sync.service", "litfass-hub.service"):
            lines = (self.folder / name).read_text().splitlines()
            self.assertIn("PrivateDevices=yes", lines, name)
            self.assertFalse([line for line in lines if line.startswith(("DeviceAllow=", "TTYPath="))], name)

    def test_every_service_starts_again_and_is_watched(self):
        for name in MOST_EXPOSED:
            text = (self.folder / name).read_text()
            for line in ("Restart=always", "Type=notify", "WatchdogSec=", "@"):
                with self.subTest(unit=name, line=line):
                    self.assertEqual("\n" + line in text, line != "@")

    def test_five_crashes_in_ten_minutes_lead_to_safe_mode_and_the_night_back(self):
        board = (self.folder / "litfass.service").read_text()
        for line in ("StartLimitIntervalSec=600", "StartLimitBurst=5", "OnFailure=litfass-safe.service"):
            self.assertIn(line, board)
        self.assertIn("Wants=litfass-retry.timer", (self.folder / "litfass-safe.service").read_text())
        self.assertIn("Unit=litfass.service", (self.folder / "litfass-retry.timer").read_text())


if __name__ == "__main__":
    unittest.main()
