"""The recipe of the image, as far as it can be checked without building one: its lists, the partition table, the bill of materials,
and who decides whether an update stays. What boots is firmware/image/try's business."""
import fnmatch
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IMAGE, UPDATE, UNITS = f"{TOP}/firmware/image", f"{TOP}/firmware/update", f"{TOP}/firmware/systemd"
sys.path.insert(0, IMAGE)
import hub  # noqa: E402

STATUS = """Package: libzwei
Status: install ok installed
Architecture: amd64
Source: zwei (1.0-1)
Version: 1:2.0+b1
Maintainer: Ada <ada@example.org>
Depends: libc6 (>= 2.36) | musl, nothere
Description: two
 more words

Package: libc6
Status: install ok installed
Architecture: amd64
Version: 2.36-9
Description: C

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1
"""


def rows(name):
    with open(f"{IMAGE}/{name}", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


class Lists(unittest.TestCase):
    def test_each_package_has_an_architecture_and_a_reason_and_is_named_once(self):
        seen = set()
        for row in rows("packages"):
            architecture, package, why = (word.strip() for word in row.split("|"))
            self.assertIn(architecture, ("all", "amd64", "arm64"), row)
            self.assertRegex(package, r"^[a-z0-9][a-z0-9+.-]+$")
            self.assertGreater(len(why), 3, row)
            self.assertNotIn((architecture, package), seen)
            seen.add((architecture, package))

    def test_each_unit_has_a_reason_and_ours_exist(self):
        names = {name.removesuffix(".in") for folder in (UNITS, UPDATE) for name in os.listdir(folder)}
        for row in rows("units"):
            action, unit, why = row.split(None, 2)
            self.assertIn(action, ("enable", "disable", "mask"))
            self.assertTrue(why)
            if unit.startswith("litfass"):
                self.assertIn(unit, names)

    def test_nobody_can_log_in(self):
        masked = {row.split()[1] for row in rows("units") if row.startswith("mask")}
        for unit in ("getty@.service", "serial-getty@.service", "autovt@.service", "debug-shell.service", "emergency.service", "rescue.service"):
            self.assertIn(unit, masked)
        self.assertNotIn("ssh", " ".join(row.split("|")[1] for row in rows("packages")))
        with open(f"{IMAGE}/root/etc/sysctl.d/50-litfass.conf", encoding="utf-8") as file:
            self.assertIn("kernel.sysrq = 0", file.read())

    def test_no_key_brings_a_terminal_and_no_kernel_message_to_the_panel(self):
        arguments = rows("kernel-arguments")[0].split()
        for argument in ("fbcon=map:9", "quiet", "vt.global_cursor_default=0", "systemd.show_status=0", "panic=10"):
            self.assertIn(argument, arguments)

    def test_of_what_is_plugged_in_only_hubs_input_and_sound_are_let_in(self):
        refusing = next(row for row in rows("root/etc/udev/rules.d/60-litfass-usb.rules") if 'ATTR{authorized}="0"' in row)
        patterns = re.search(r'ENV\{ID_USB_INTERFACES\}=="([^"]*)"', refusing).group(1).split("|")
        for what, interfaces, wanted in (("touch panel", ":030000:", True), ("keypad", ":030101:", True), ("hub", ":090000:", True),
                                         ("headset", ":010100:010200:030000:", True), ("stick", ":080650:", False),
                                         ("keyboard with a disk", ":030101:080650:", False), ("network", ":020600:0a0000:", False),
                                         ("camera", ":0e0100:0e0200:", False), ("bluetooth", ":e00101:", False), ("its own driver", ":ff4201:", False)):
            self.assertEqual(not any(fnmatch.fnmatchcase(interfaces, pattern) for pattern in patterns), wanted, what)

    def test_what_may_be_written_is_memory_or_the_data_partition(self):
        for row in rows("root/etc/fstab"):
            source, _, kind, options = row.split()[:4]
            self.assertTrue(kind == "tmpfs" or source.startswith(("PARTLABEL=litfass-data", "PARTLABEL=litfass-esp", "/data/")), row)
            self.assertTrue("nofail" in options or kind == "tmpfs", f"{row}: would keep the board from starting")
            self.assertNotEqual(kind, "swap")


class Partitions(unittest.TestCase):
    def test_the_table_names_what_boot_loader_updates_and_mounts_look_for(self):
        with tempfile.TemporaryDirectory() as folder:
            card = f"{folder}/card.img"
            os.truncate(os.open(card, os.O_CREAT | os.O_RDWR), 64 << 20)
            text = re.sub(r"@[A-Z]+@", "8", "\n".join(rows("partitions")).replace("unit: sectors", "unit: sectors\n"))
            subprocess.run(["sfdisk", "--quiet", card], input=text, text=True, check=True)
            table = json.loads(subprocess.run(["sfdisk", "--json", card], capture_output=True, check=True).stdout)["partitiontable"]
        names = [part["name"] for part in table["partitions"]]
        self.assertEqual(names, ["litfass-esp", "litfass-boot-A", "litfass-boot-B", "litfass-root-A", "litfass-root-B", "litfass-data"])
        with open(f"{UPDATE}/system.conf.in", encoding="utf-8") as file:
            for name in re.findall(r"by-partlabel/(\S+)", file.read()):
                self.assertIn(name, names)
        with open(f"{IMAGE}/grub.cfg", encoding="utf-8") as file:
            parts = dict(re.findall(r'"\$slot" = (A) \]; then\s+set part=(\d)', file.read()))
        self.assertEqual(names[int(parts["A"]) - 1], "litfass-boot-A")


class BillOfMaterials(unittest.TestCase):
    def bill(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(f"{root}/var/lib/dpkg")
            with open(f"{root}/var/lib/dpkg/status", "w", encoding="utf-8") as file:
                file.write(STATUS)
            return subprocess.run([f"{IMAGE}/sbom", root, "--name", "litfass-amd64", "--version", "7"], check=True, capture_output=True,
                                  env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}).stdout

    def test_names_what_is_installed_with_source_version_and_needs(self):
        bill = json.loads(self.bill())
        self.assertEqual((bill["bomFormat"], bill["specVersion"]), ("CycloneDX", "1.5"))
        self.assertEqual([part["name"] for part in bill["components"]], ["libc6", "libzwei"])
        two = bill["components"][1]
        self.assertEqual(two["purl"], "pkg:deb/debian/libzwei@1%3A2.0%2Bb1?arch=amd64&distro=bookworm")
        self.assertIn({"name": "debian:source-version", "value": "1.0-1"}, two["properties"])
        needs = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
        self.assertEqual(needs[two["bom-ref"]], [bill["components"][0]["bom-ref"]])
        known = {part["bom-ref"] for part in bill["components"]}
        for entry in bill["dependencies"]:
            self.assertLessEqual(set(entry["dependsOn"]), known)

    def test_same_root_same_bytes(self):
        self.assertEqual(self.bill(), self.bill())


class UpdateCase(unittest.TestCase):
    """A system A with what it keeps of updates. RAUC and systemd are Debian's, and programs that write down what they were told."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.state = folder.name, f"{folder.name}/state"
        for name in ("bin", "state"):
            os.mkdir(f"{self.folder}/{name}")
        self.write("release", "IMAGE_VERSION=A\n")

    def write(self, name, text, mode=0o644):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(f"{self.folder}/{name}", mode)

    def read(self, name):
        with open(f"{self.folder}/{name}", encoding="utf-8") as file:
            return file.read().split("\n")[:-1]

    def program(self, name, then):
        self.write(f"bin/{name}", f'#!/bin/sh\ncd {self.folder}\necho "{name} $*" >>said\n{then}\n', 0o755)

    def run_script(self, name, **more):
        self.write("said", "")
        environment = {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "LITFASS_STATE": self.state, "LITFASS_RELEASE": f"{self.folder}/release", **more}
        result = subprocess.run([f"{UPDATE}/{name}"], env=environment, check=False, capture_output=True, text=True, timeout=60)
        self.output = result.stdout
        return result.returncode


class AskingForUpdates(UpdateCase):
    """firmware/update/check with curl against a server."""

    def setUp(self):
        super().setUp()
        self.seconds = 1790000000
        os.mkdir(f"{self.folder}/served")
        self.server = hub.Updates(f"{self.folder}/served", "127.0.0.1")
        self.addCleanup(self.server.close)
        self.write("update.ini", f"url = {self.server.url}board.raucb\n")
        self.program("rauc", "[ $1 = info ] && sed -n \"s/^version=\\(.*\\)/RAUC_MF_VERSION='\\1'/p\" $3\nexit 0")
        self.program("systemctl", "exit 0")

    def offer(self, text):
        self.seconds += 60
        self.write("served/board.raucb", text)
        os.utime(f"{self.folder}/served/board.raucb", (self.seconds, self.seconds))

    def check(self):
        """What was asked of RAUC and systemd."""
        self.assertEqual(self.run_script("check", LITFASS_UPDATES=f"{self.folder}/update.ini", no_proxy="*"), 0)
        self.assertFalse(os.path.exists(f"{self.state}/new.raucb"))
        return [" ".join(line.split()[:2]) for line in self.read("said")]

    INSTALLED = ["rauc info", "rauc install", "systemctl reboot"]

    def test_another_version_is_installed_and_asked_for_once(self):
        self.offer("version=B\n")
        self.assertEqual(self.check(), self.INSTALLED)
        self.assertEqual(self.check(), [])

    def test_no_server_no_bundle_no_url_change_nothing(self):
        self.assertEqual(self.check(), [])
        self.write("update.ini", "url =\n")
        self.assertEqual(self.check(), [])

    def test_the_running_a_refused_and_an_unsigned_one_are_left(self):
        self.write("state/refused", "B\n")
        for text in ("version=A\n", "version=B\n", "rubbish"):
            self.offer(text)
            self.assertEqual(self.check(), ["rauc info"])
            self.assertEqual(self.check(), [])

    def test_a_download_goes_on_where_it_stopped(self):
        self.offer("version=B\n" + "x" * 100000)
        self.write("state/new.raucb.part", "version=B\n" + "x" * 50000)
        self.assertEqual(self.check(), self.INSTALLED)

    def test_halves_of_two_bundles_are_thrown_away_and_brought_whole(self):
        self.offer("version=B\n" + "x" * 100000)
        self.write("state/new.raucb.part", "y" * 50000)
        self.assertEqual(self.check(), ["rauc info"])
        self.assertEqual(self.check(), self.INSTALLED)

    def test_a_download_longer_than_the_bundle_begins_anew(self):
        self.offer("version=B\n")
        self.write("state/new.raucb.part", "y" * 50000)
        self.assertEqual(self.check(), [])
        self.assertEqual(self.check(), self.INSTALLED)

    def test_a_bundle_that_was_brought_before_the_power_went_is_installed(self):
        self.write("state/new.raucb", "version=B\n")
        self.assertEqual(self.check(), self.INSTALLED)


class JudgingAnUpdate(UpdateCase):
    """firmware/update/confirm with signs of life as board and sync leave them."""

    GOOD, REFUSED = ["rauc status mark-good"], ["rauc status mark-bad", "systemctl reboot"]

    def setUp(self):
        super().setUp()
        for name in ("health", "later"):
            os.mkdir(f"{self.folder}/{name}")
        self.program("rauc", "[ ! -e broken ]")
        self.program("systemctl", "case $* in *ExecMainStatus*) cat status ;; *is-failed*) [ -e failed ] ;; *is-active*) [ -e safe ] ;; esac")
        self.program("journalctl", "")
        self.program("sleep", "cp later/* health/")  # what comes while it waits
        self.write("status", "0\n")

    def sign(self, name, word, folder="health", ago_s=0):
        with open("/proc/uptime", encoding="utf-8") as file:
            seconds = float(file.read().split()[0])
        self.write(f"{folder}/{name}", f"{int((seconds - ago_s) * 1000)} 20000 {word}\n")

    def judge(self, patience_s=10**9):
        """What changed: told to RAUC and systemd."""
        self.code = self.run_script("confirm", LITFASS_HEALTH=f"{self.folder}/health", LITFASS_PATIENCE=str(patience_s))
        return [line for line in self.read("said") if line.startswith("rauc") or line == "systemctl reboot"]

    def test_a_frame_and_an_ended_poll_make_it_good_with_or_without_a_network(self):
        self.sign("app", "frame")
        for word in ("polled", "offline"):
            self.sign("sync", word)
            self.assertEqual((self.judge(), self.code, self.read("state/good")), (self.GOOD, 0, ["A"]))
            os.unlink(f"{self.state}/good")

    def test_it_waits_for_both(self):
        self.sign("sync", "offline")
        self.sign("app", "frame", "later")
        self.assertEqual(self.judge(), self.GOOD)

    def test_a_board_that_is_not_paired_has_nothing_to_poll(self):
        self.sign("app", "frame")
        self.write("status", "64\n")
        self.assertEqual(self.judge(), self.GOOD)
        self.assertIn("poll unpaired", self.output)

    def test_half_or_old_signs_of_life_are_refused_when_patience_ends(self):
        for app, sync, ago_s in ((None, "polled", 0), ("frame", None, 0), ("frame", "starting", 0), ("frame", "polled", 100)):
            for name, word in (("app", app), ("sync", sync)):
                self.sign(name, word or "nothing", ago_s=ago_s)
            self.assertEqual((self.judge(patience_s=0), self.code), (self.REFUSED, 1), (app, sync, ago_s))
            self.assertEqual(self.read("state/refused")[-1], "A")
        self.assertFalse(os.path.exists(f"{self.state}/good"))

    def test_a_board_that_fell_into_safe_mode_is_refused_at_once(self):
        for reason in ("failed", "safe"):
            self.write(reason, "")
            self.assertEqual((self.judge(), self.code), (self.REFUSED, 1), reason)
            os.unlink(f"{self.folder}/{reason}")

    def test_what_was_good_before_stays_whatever_the_board_does(self):
        self.write("state/good", "A\n")
        self.write("failed", "")
        self.sign("app", "frame", "later")
        self.sign("sync", "polled", "later")
        self.assertEqual((self.judge(patience_s=0), self.code), (self.GOOD, 0))

    def test_it_is_not_good_before_the_boot_loader_knows(self):
        self.write("broken", "")
        self.sign("app", "frame")
        self.sign("sync", "polled")
        self.assertEqual((self.judge(), self.code), (self.GOOD, 1))
        self.assertFalse(os.path.exists(f"{self.state}/good"))


if __name__ == "__main__":
    unittest.main()
