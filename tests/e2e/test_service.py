#!/usr/bin/python3
"""The programs as services: what the service manager hears of them, and safe mode."""
import select
import socket
import subprocess
import unittest
from pathlib import Path

from fakeboard import DEVICE
from programs import DAY, ENVIRONMENT, HUB, LITFASS, SYNC, Neighbourhood, Process, kernel_has_landlock, run, until

WATCHDOG_US = 300_000


class Manager:
    """The service manager's end: a socket, and what was said to it."""

    def __init__(self, folder):
        self.path = folder / "notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        self.socket.settimeout(30)
        self.env = {**ENVIRONMENT, "NOTIFY_SOCKET": str(self.path), "WATCHDOG_USEC": str(WATCHDOG_US)}

    def hears(self):
        return self.socket.recv(200).decode()

    def forget(self):
        """What was said and not yet heard."""
        while select.select([self.socket], [], [], 0)[0]:
            self.hears()


class Service(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.manager = Manager(self.scratch)
        self.addCleanup(self.manager.socket.close)

    def test_the_board_is_ready_with_its_first_frame_and_feeds_the_watchdog(self):
        board = self.start(Process, LITFASS, "--cache", self.cache, "--window", "800x480", env=self.manager.env)
        self.assertEqual(self.manager.hears(), "READY=1")
        self.assertIn("first frame", board.said())
        for _ in range(3):
            self.assertEqual(self.manager.hears(), "WATCHDOG=1")

    def test_sync_is_alive_while_there_is_no_network(self):
        with socket.socket() as nobody:  # bound, but it does not listen: refused at once
            nobody.bind(("127.0.0.1", 0))
            self.configure(f"http://127.0.0.1:{nobody.getsockname()[1]}/feed/")
            sync = self.start(Process, SYNC, "run", "--config", self.config, "--clock", DAY, env=self.manager.env)
            self.assertEqual(self.manager.hears(), "READY=1")
            self.assertEqual(self.manager.hears(), "WATCHDOG=1")
            until(lambda: "retry in" in sync.said(), "the first poll to fail")
            self.assertEqual(self.manager.hears(), "WATCHDOG=1")

    def test_the_hub_is_ready_when_it_serves(self):
        self.publish_sample()
        self.start(Process, HUB, "serve", "--dir", self.dir, "--port", 0, "--clock", DAY, env=self.manager.env, stdout=subprocess.DEVNULL)
        self.assertEqual(self.manager.hears(), "READY=1")
        self.assertEqual(self.manager.hears(), "WATCHDOG=1")

    def test_the_device_is_ready_once_it_looks_after_the_board_and_feeds_the_manager_s_watchdog_too(self):
        kernel = self.scratch / "kernel"
        kernel.mkdir()
        device = self.start(Process, DEVICE, "run", "--root", kernel, env=self.manager.env)
        self.assertEqual(self.manager.hears(), "READY=1")
        self.assertTrue((kernel / "run/litfass/device.json").exists())
        for _ in range(3):
            self.assertEqual(self.manager.hears(), "WATCHDOG=1")
        self.assertEqual(device.end(), 0)

    def confinement(self, process):
        """(no new privileges, filter of system calls) as the kernel has them for the process; it must be ready."""
        lines = Path(f"/proc/{process.child.pid}/status").read_text().splitlines()
        status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        return status["NoNewPrivs"].strip(), status["Seccomp"].strip()

    def test_board_and_sync_confine_themselves_unless_told_not_to(self):
        with open("/proc/sys/kernel/seccomp/actions_avail") as actions:
            self.assertIn("errno", actions.read())
        board_ini = self.scratch / "board.ini"
        for switch, wanted in (("yes", ("1", "2")), ("no", ("0", "0"))):
            board_ini.write_text(f"[cache]\npath = {self.cache}\n[sandbox]\non = {switch}\n")
            self.configure("http://127.0.0.1:9/feed/")
            self.config.write_text(self.config.read_text() + f"[sandbox]\non = {switch}\n")
            for command in ((LITFASS, "--config", board_ini, "--window", "800x480"), (SYNC, "run", "--config", self.config)):
                with self.subTest(switch=switch, program=command[0]):
                    process = self.start(Process, *command, "--clock", DAY, env=self.manager.env)
                    self.assertEqual(self.manager.hears(), "READY=1")
                    self.assertEqual(self.confinement(process), wanted)
                    asked_in_vain = switch == "yes" and not kernel_has_landlock()
                    self.assertEqual("no Landlock" in process.said(), asked_in_vain, process.said())
                    self.assertEqual(process.end(), 0)
                    self.manager.forget()

    def test_the_device_confines_itself_unless_told_not_to(self):
        settings = self.scratch / "device.ini"
        for switch, wanted in (("yes", ("1", "2")), ("no", ("0", "0"))):
            settings.write_text(f"[sandbox]\non = {switch}\n")
            with self.subTest(switch=switch):
                device = self.start(Process, DEVICE, "run", "--root", self.scratch / "board", "--config", settings, env=self.manager.env)
                self.assertEqual(self.manager.hears(), "READY=1")
                self.assertEqual(self.confinement(device), wanted)
                self.assertEqual("no Landlock" in device.said(), switch == "yes" and not kernel_has_landlock(), device.said())
                self.assertEqual(device.end(), 0)
                self.manager.forget()

    def test_the_hub_confines_itself(self):
        self.publish_sample()
        hub = self.start(Process, HUB, "serve", "--dir", self.dir, "--port", 0, "--clock", DAY, env=self.manager.env, stdout=subprocess.DEVNULL)
        self.assertEqual(self.manager.hears(), "READY=1")
        self.assertEqual(self.confinement(hub), ("1", "2"))
        self.assertEqual("no Landlock" in hub.said(), not kernel_has_landlock(), hub.said())

    def test_programs_without_a_manager_need_none(self):
        self.publish_sample()
        self.configure(self.serve().feed)
        self.daemon()
        self.until_version(1)


class SafeMode(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.settings = self.scratch / "board.ini"

    def play(self, script, *options):
        return run(LITFASS, "play", "-", "--clock", DAY, "--config", self.settings, *options, stdin=script)

    def test_settings_that_nobody_can_read_are_no_reason_to_show_nothing(self):
        self.settings.write_text("[screen]\ncolour = red\n")
        home = 'expect heading "Heute im Quartier"\n'
        self.assertEqual(self.play(home, "--cache", self.cache).returncode, 78)
        result = self.play(home, "--safe", "--cache", self.cache)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("safe mode goes on with its own settings", result.stderr)

    def test_it_shows_the_content_of_this_board_without_pictures(self):
        self.settings.write_text(f"[cache]\npath = {self.cache}\n[language]\ndefault = tr\n[speech]\nprogram = /nowhere\n")
        picture = next(entry for entry in self.exported().values() if entry["kind"] == "service" and "image" in entry)
        look = f'show entry {picture["id"]}\ntree -\n'
        whole, safe = self.play(look), self.play(look, "--safe")
        self.assertEqual((whole.returncode, safe.returncode), (0, 0), safe.stderr)
        self.assertIn('"image"', whole.stdout)
        self.assertNotIn('"image"', safe.stdout)
        self.assertIn(picture["name"]["tr"], safe.stdout)

    def test_it_says_that_it_cannot_read_aloud(self):
        self.settings.write_text(f"[cache]\npath = {self.cache}\n")
        result = self.play('tap button "Vorlesen"\nexpect text "Vorlesen geht auf dieser Tafel gerade nicht"\n', "--safe")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_there_are_no_posters(self):
        self.settings.write_text(f"[cache]\npath = {self.cache}\n[screen]\nattract_s = 20\n")
        poster = 'button "Bildschirm berühren"\n'
        self.assertEqual(self.play("wait 300s\nexpect " + poster).returncode, 0)
        self.assertEqual(self.play("wait 300s\nexpect no " + poster, "--safe").returncode, 0)


if __name__ == "__main__":
    unittest.main()
