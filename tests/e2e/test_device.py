#!/usr/bin/python3
"""litfass-device on a board out of files: watchdog, care and what it tells."""
import json
import shutil
import signal
import unittest

from fakeboard import DEVICE, BoardCase
from programs import LITFASS, SYNC, Process, run, until

KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"  # RFC 8032, 7.1


class WatchdogTest(BoardCase):
    def test_it_is_fed_while_app_and_sync_are_healthy(self):
        self.start()
        self.live(600, "app", "sync")
        self.assertGreaterEqual(self.fed(), 120)  # every 5 s
        status = self.status()
        self.assertEqual((status["app"]["state"], status["sync"]["state"]), ("healthy", "healthy"))
        self.assertEqual(status["app"]["word"], "frame")
        self.assertEqual(self.calls(), [])

    def test_a_missing_app_is_restarted_then_the_watchdog_goes_hungry_then_the_system_is_asked(self):
        self.start()
        self.live(110, "sync")
        self.assertEqual(self.calls("systemctl"), [])
        self.live(10, "sync")
        self.assertEqual([call["words"] for call in self.calls("systemctl")],
                         [["systemctl", "--no-block", "reset-failed", "litfass.service"],
                          ["systemctl", "--no-block", "restart", "litfass.service"]])
        self.live(360, "sync")
        self.assertEqual(len(self.calls("systemctl")), 6)
        self.fed()
        self.live(20, "sync")
        self.assertEqual(self.fed(), 0)
        self.assertEqual(self.status()["app"]["state"], "lost")
        self.assertIn("app-missing", self.status()["problems"])
        self.live(60, "sync")
        self.assertEqual(self.calls("systemctl")[-1]["words"], ["systemctl", "--no-block", "reboot"])

    def test_a_hanging_app_is_restarted_when_its_promise_is_over(self):
        self.start()
        self.live(60, "app", "sync")
        self.live(30, "sync")
        self.assertEqual(self.calls(), [])  # the lease of 20 s and 20 s of patience
        self.live(20, "sync")
        self.assertEqual(len(self.calls("systemctl")), 2)

    def test_an_offline_sync_is_healthy(self):
        self.start()
        self.beat("sync", "offline")
        self.live(60, "app")
        self.assertEqual(self.status()["sync"]["state"], "healthy")

    def test_a_stamp_from_the_future_is_no_sign_of_life(self):
        self.start()
        self.beat("sync")
        self.beat("app", ago_s=-3600)
        self.wait(10)
        self.assertEqual(self.status()["app"]["state"], "starting")

    def test_a_clean_stop_puts_the_watchdog_to_sleep_and_a_kill_does_not(self):
        for number, last in ((signal.SIGTERM, "V"), (signal.SIGKILL, "\0")):
            self.start()
            self.assertEqual(self.device.end(number), 0 if number == signal.SIGTERM else -number)
            self.assertEqual(self.path("/dev/watchdog").read_text()[-1], last)

    def test_a_board_without_an_app_does_not_start_for_ever(self):
        for boot in range(1, 6):
            self.put("/proc/sys/kernel/random/boot_id", f"boot-{boot}")
            self.start()
            self.live(560, "sync", step_s=20)
            self.fed()
            self.live(20, "sync")
            bites = self.fed() == 0
            self.assertEqual(bites, boot <= 3, f"start {boot}")
            self.assertEqual(self.status()["watchdog"]["boots"], boot)
            self.assertEqual("gave-up" in self.status()["problems"], boot > 3)
            self.device.end(signal.SIGKILL)

    def test_a_board_that_cannot_count_its_starts_is_not_reset(self):
        self.path("/var/lib/litfass-device/boots").mkdir(parents=True)  # where a file should be: nothing can be written
        self.start()
        self.assertTrue(self.status()["watchdog"]["gave_up"])
        self.live(600, "sync", step_s=20)
        self.fed()
        self.live(20, "sync")
        self.assertGreater(self.fed(), 0)

    def test_health_makes_starts_forgotten_and_a_restart_of_the_daemon_is_no_start(self):
        for _ in range(3):
            self.start()
            self.assertEqual(self.status()["watchdog"]["boots"], 1)
            self.device.end()
        self.start()
        self.live(620, "app", "sync", step_s=20)
        self.assertEqual(self.status()["watchdog"]["boots"], 0)
        self.device.end()
        self.put("/proc/sys/kernel/random/boot_id", "boot-2")
        self.start()
        self.assertEqual(self.status()["watchdog"]["boots"], 1)

    def test_a_real_watchdog_is_asked_for_its_time_and_kept_alive(self):
        for wanted, granted in ((10, 10), (60, 15)):  # this one can do 15 s
            kernel = self.kernel()
            self.start(watchdog={"timeout_s": wanted})
            self.wait(60)
            asked = (kernel / "asked").read_text().split("\n")
            self.assertEqual(asked[0], f"timeout {wanted}")
            self.assertGreaterEqual(asked.count("alive 0"), 60 * 3 // granted)
            self.assertEqual((self.status()["watchdog"]["kind"], self.status()["watchdog"]["timeout_s"]), ("hardware", granted))
            self.assertNotIn("no-watchdog", self.status()["problems"])
            self.device.end()
            self.assertEqual(self.path("/dev/watchdog").read_text(), "V")
            shutil.rmtree(kernel)

    def test_a_board_without_a_watchdog_is_looked_after_all_the_same(self):
        self.path("/dev/watchdog").unlink()
        self.start()
        self.wait(60)
        self.assertEqual(self.status()["watchdog"]["kind"], "none")
        self.assertIn("no-watchdog", self.status()["problems"])
        self.assertIn("going on without", self.said())


class RealProgramsTest(BoardCase):
    """App and sync themselves give the signs of life that the other tests make up."""

    def setUp(self):
        super().setUp()
        self.ini = self.scratch / "program.ini"
        self.health = self.path("/run/litfass/health")
        self.ini.write_text(f"[device]\nhealth = {self.health}\ndisplay = {self.path('/run/litfass/display')}\n")

    def until_healthy(self, name, word):
        until(lambda: (self.health / name).exists(), f"a sign of life of {name}")
        self.start()
        self.wait(5)
        self.assertEqual((self.status()[name]["state"], self.status()[name]["word"]), ("healthy", word))

    def test_the_board_says_that_it_has_shown_a_frame(self):
        board = Process(self.scratch / "board.log", LITFASS, "--config", self.ini, "--cache", self.scratch / "cache.db", "--window",
                        "800x480")
        self.addCleanup(board.end)
        self.until_healthy("app", "frame")

    def test_the_sync_says_that_its_poll_has_ended_even_without_a_network(self):
        self.ini.write_text(f"[device]\nhealth = {self.health}\n[feed]\nurl = http://127.0.0.1:9/feed/\nkey = {KEY}\n"
                            f"[cache]\npath = {self.scratch}/cache.db\n[spool]\npath = {self.scratch}/spool\n")
        sync = Process(self.scratch / "sync.log", SYNC, "run", "--config", self.ini)
        self.addCleanup(sync.end)
        self.until_healthy("sync", "offline")

    def test_without_a_folder_for_them_nobody_minds(self):
        self.health.rmdir()
        board = Process(self.scratch / "board.log", LITFASS, "--config", self.ini, "--cache", self.scratch / "cache.db", "--window",
                        "800x480")
        until(lambda: "first frame" in board.said(), "a frame")
        self.assertEqual(board.end(), 0)
        self.assertNotIn("sign of life", board.said())


class CareTest(BoardCase):
    def test_warmth_has_grades_that_do_not_flutter(self):
        self.put("/sys/class/thermal/thermal_zone1/temp", 40000)
        self.start()
        for milli, grade in ((74900, "good"), (75000, "poor"), (71000, "poor"), (69900, "good"), (82000, "bad"), (78000, "bad"),
                             (76900, "poor"), (69000, "good")):
            self.put("/sys/class/thermal/thermal_zone0/temp", milli)
            self.wait(30)
            self.assertEqual((self.status()["temperature"], self.status()["temperature_c"]), (grade, round(milli / 1000, 1)))
        self.assertEqual(self.said().count("temperature:"), 5)

    def test_a_weak_power_supply_is_seen_and_remembered(self):
        self.put("/sys/class/hwmon/hwmon0/name", "cpu_thermal")
        self.put("/sys/class/hwmon/hwmon1/name", "rpi_volt")
        self.put("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", 0)
        self.start()
        self.assertEqual(self.status()["supply"], "good")
        self.put("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", 1)
        self.wait(30)
        self.assertEqual(self.status()["supply"], "low")
        self.assertIn("power-low", self.status()["problems"])
        self.put("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", 0)
        self.wait(30)
        self.assertEqual(self.status()["supply"], "was-low")

    def test_the_firmware_of_a_raspberry_pi_is_asked_too(self):
        self.put("/sys/devices/platform/soc/soc:firmware/get_throttled", "0x50000")
        self.start()
        self.assertEqual(self.status()["supply"], "was-low")

    def test_storage_says_how_it_is(self):
        self.put("/sys/fs/ext4/mmcblk0p2/errors_count", 0)
        self.put("/sys/block/mmcblk0/device/life_time", "0x01 0x03")
        self.put("/sys/block/mmcblk0/device/pre_eol_info", "0x01")
        self.start()
        storage = self.status()["storage"]
        self.assertEqual((storage["verdict"], storage["ext4_errors"], storage["life_percent"], storage["pre_eol"]), ("ok", 0, 30, 1))
        self.assertEqual(storage["probe"], "ok")
        self.assertGreater(storage["free_mb"], 0)
        self.put("/sys/block/mmcblk0/device/pre_eol_info", "0x02")
        self.wait(600)
        self.assertEqual(self.status()["storage"]["verdict"], "worn")
        self.put("/sys/fs/ext4/mmcblk0p2/errors_count", 3)
        self.wait(600)
        self.assertEqual(self.status()["storage"]["verdict"], "failing")
        self.assertEqual(self.status()["state"], "bad")

    def test_a_disk_that_cannot_be_written_is_found_within_an_hour(self):
        self.start()
        self.assertEqual(self.status()["storage"]["probe"], "ok")
        probe = self.path("/var/lib/litfass-device/probe")
        probe.unlink()
        probe.mkdir()  # as root nothing else stops a write
        self.wait(3600)
        self.assertEqual((self.status()["storage"]["probe"], self.status()["storage"]["verdict"]), ("failed", "failing"))

    def test_too_little_room_is_said(self):
        self.start(care={"free_mb": 1000000})
        self.assertEqual(self.status()["storage"]["verdict"], "full")
        self.assertIn("disk-full", self.status()["problems"])

    def test_time_is_set_kept_or_unknown(self):
        self.start()
        self.assertEqual(self.status()["time"], "kept")
        self.put("/run/systemd/timesync/synchronized", "")
        self.wait(30)
        self.assertEqual(self.status()["time"], "set")
        self.assertTrue(self.status()["clock"].startswith("2026-11-21T13:3"))
        self.device.end()
        self.path("/run/systemd/timesync/synchronized").unlink()
        self.start(clock="2026-11-20T09:00")  # a day before what was certain once
        self.assertEqual((self.status()["time"], self.status()["clock"]), ("unknown", None))

    def test_network_is_a_line_an_address_and_a_way_out(self):
        self.start()
        self.assertFalse(self.status()["network"]["online"])
        self.network()
        self.put("/sys/class/net/wlan0/operstate", "down")
        self.put("/sys/class/net/wlan0/wireless/x", 0)
        self.wait(10)
        network = self.status()["network"]
        self.assertTrue(network["online"])
        self.assertEqual(network["addresses"], ["192.168.7.20"])
        self.assertEqual([(i["name"], i["wireless"], i["carrier"]) for i in network["interfaces"]],
                         [("eth0", False, True), ("wlan0", True, False)])
        self.network(carrier=0)
        self.wait(10)
        self.assertFalse(self.status()["network"]["online"])
        self.assertIn("network: lost", self.said())

    def test_a_network_of_ipv6_alone_counts(self):
        self.start()
        self.network(address="")
        ours, far, none = "20010db8000000000000000000000042", "0" * 32, "fe800000000000000000000000000042"
        self.put("/proc/net/if_inet6", f"{none} 02 40 20 80     eth0\n{'0' * 31}1 01 80 10 80       lo\n{ours} 02 40 00 00     eth0")
        reject = f"{far} 00 {far} 00 {far} ffffffff 00000001 00000000 00200200       lo"
        self.put("/proc/net/ipv6_route", reject)
        self.wait(10)
        self.assertEqual((self.status()["network"]["addresses"], self.status()["network"]["route"]), (["2001:db8::42"], False))
        way = f"{far} 00 {far} 00 {none} 00000400 00000001 00000000 00450003     eth0"
        self.put("/proc/net/ipv6_route", f"{reject}\n{way}")
        self.wait(10)
        self.assertTrue(self.status()["network"]["online"])


class FacesTest(BoardCase):
    def test_status_says_how_the_board_is_and_ends_accordingly(self):
        self.assertEqual(self.command("status").returncode, 69)
        self.start()
        self.assertEqual(self.command("status").returncode, 0)
        self.assertEqual(json.loads(self.command("status", "--json").stdout)["schema"], 1)
        self.assertIn("storage.verdict", self.command("status").stdout)
        self.put("/sys/class/thermal/thermal_zone0/temp", 90000)
        self.wait(60)
        self.assertEqual(self.command("status").returncode, 1)
        stale = dict(self.status(), elapsed_ms=1)
        self.put("/run/litfass/device.json", json.dumps(stale))
        self.assertEqual(self.command("status").returncode, 69)
        self.put("/run/litfass/device.json", "no json")
        self.assertEqual(self.command("status").returncode, 65)

    def test_settings_name_file_and_line_of_what_they_do_not_know(self):
        for text, words in (("[watchdog]\ncolour = red\n", "line 2: unknown key 'colour'"), ("[care]\nwarm_c = 300\n", "line 2"),
                            ("[care]\nwarm_c = 90\nhot_c = 80\n", "hot_c"), ("[place]\nland = XX\n", "XX")):
            self.config.write_text(text)
            result = run(DEVICE, "run", "--root", self.root, "--config", self.config)
            self.assertEqual((result.returncode, words in result.stderr, "device.ini" in result.stderr), (78, True, True), result.stderr)

    def test_the_printed_settings_are_the_defaults(self):
        printed = self.command("--print-config").stdout
        self.config.write_text(printed)
        again = run(DEVICE, "--print-config", "--config", self.config)
        self.assertEqual((again.returncode, again.stdout), (0, printed))
        self.assertIn("timeout_s = 15", printed)

    def test_the_command_line_is_checked(self):
        for words, code in (([], 64), (["dance"], 64), (["run", "now"], 64), (["--nonsense"], 64), (["--help"], 0), (["--version"], 0),
                            (["run", "--clock", "gestern"], 64)):
            result = run(DEVICE, *words)
            self.assertEqual(result.returncode, code, words)
            self.assertEqual(bool(result.stderr), code != 0)


if __name__ == "__main__":
    unittest.main()
