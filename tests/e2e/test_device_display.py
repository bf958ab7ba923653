#!/usr/bin/python3
"""The screen as litfass-device switches it: hours, hands, presence, daylight, and a screen that is switched on late."""
import json
import os
import struct
import unittest

from fakeboard import BoardCase

LIGHT = "/sys/class/backlight/panel"
HOURS = {"place": {"hours": "Mo-Fr 08:00-18:00; Sa 10:00-14:00"}}


class DisplayCase(BoardCase):
    def setUp(self):
        super().setUp()
        self.put(f"{LIGHT}/max_brightness", 255)
        self.put(f"{LIGHT}/brightness", 255)
        self.put(f"{LIGHT}/bl_power", 0)
        self.panel = None

    def lit(self):
        """Backlight power, what the app is told, and why."""
        return self.take(f"{LIGHT}/bl_power"), self.take("/run/litfass/display"), self.status()["display"]["why"]


class DisplayTest(DisplayCase):
    def add_touch(self):
        self.path("/dev/input").mkdir(parents=True)
        os.mkfifo(self.path("/dev/input/event0"))
        self.panel = os.open(self.path("/dev/input/event0"), os.O_RDWR)
        self.addCleanup(os.close, self.panel)

    def touch(self, kind=3):
        os.write(self.panel, struct.pack("llHHi", 0, 0, kind, 53, 100))  # struct input_event: EV_ABS, ABS_MT_POSITION_X

    def test_it_follows_the_hours_with_a_quarter_before_and_after(self):
        self.start("2026-11-20T07:44", **HOURS)  # a Friday
        self.assertEqual(self.lit(), ("4", "off", "closed"))
        self.wait(65)
        self.assertEqual(self.lit(), ("0", "on", "open"))
        self.device.end()
        self.start("2026-11-20T18:14")
        self.assertEqual(self.lit(), ("0", "on", "open"))
        self.wait(65)
        self.assertEqual(self.lit(), ("4", "off", "closed"))
        self.device.end()
        self.start("2026-11-21T09:44")  # Saturday opens later
        self.assertEqual(self.lit()[1], "off")
        self.wait(65)
        self.assertEqual(self.lit()[1], "on")

    def test_without_hours_it_is_always_on(self):
        self.start("2026-11-22T03:00")
        self.assertEqual(self.lit(), ("0", "on", "always"))

    def test_a_clock_that_is_wrong_leaves_it_on(self):
        self.start("2020-01-01T03:00", **HOURS)
        self.assertEqual(self.status()["time"], "unknown")
        self.assertEqual(self.lit()[1:], ("on", "no-clock"))

    def test_a_touch_wakes_it_for_five_minutes(self):
        self.add_touch()
        self.start("2026-11-22T12:00", **HOURS)  # a Sunday
        self.wait(10)
        self.assertEqual(self.lit()[1], "off")
        self.touch()
        self.wait(0)
        self.assertEqual((self.take(f"{LIGHT}/bl_power"), self.take("/run/litfass/display")), ("0", "on"))
        self.wait(290)
        self.assertEqual(self.lit(), ("0", "on", "somebody"))
        self.wait(15)
        self.assertEqual(self.lit(), ("4", "off", "closed"))

    def test_what_is_no_touch_wakes_nothing(self):
        self.add_touch()
        self.start("2026-11-22T12:00", **HOURS)
        self.touch(kind=0)  # EV_SYN
        self.wait(10)
        self.assertEqual(self.lit()[1], "off")

    def test_a_panel_that_is_plugged_in_later_wakes_too(self):
        self.start("2026-11-22T12:00", **HOURS)
        self.add_touch()
        self.wait(5)
        self.touch()
        self.wait(0)
        self.assertEqual(self.take("/run/litfass/display"), "on")

    def test_a_presence_sensor_wakes_it(self):
        self.put("/sys/class/gpio/gpio17/value", 0)
        self.start("2026-11-22T12:00", display={"sensor": "/sys/class/gpio/gpio17/value"}, **HOURS)
        self.wait(10)
        self.assertEqual(self.lit()[1], "off")
        self.put("/sys/class/gpio/gpio17/value", 1)
        self.wait(5)
        self.assertEqual(self.lit(), ("0", "on", "somebody"))
        self.put("/sys/class/gpio/gpio17/value", 0)
        self.wait(310)
        self.assertEqual(self.lit()[1], "off")

    def test_a_presence_sensor_on_a_gpio_line_wakes_it(self):
        kernel = self.kernel()
        os.mkfifo(kernel / "line")
        line = os.open(kernel / "line", os.O_RDWR)
        self.addCleanup(os.close, line)
        self.put("/dev/gpiochip0", "")
        self.start("2026-11-22T12:00", display={"sensor": "!gpiochip0:17"}, **HOURS)
        active_low, as_input, both_edges = 1 << 1, 1 << 2, 3 << 4  # linux/gpio.h
        self.assertEqual((kernel / "asked").read_text().split("\n")[1:3], ["line 17", f"flags {active_low | as_input | both_edges}"])
        self.wait(10)
        self.assertEqual(self.lit()[1], "off")
        os.write(line, struct.pack("QIIII6I", 1, 1, 17, 1, 1, *[0] * 6))  # struct gpio_v2_line_event
        self.wait(0)
        self.assertEqual(self.take("/run/litfass/display"), "on")
        (kernel / "level").write_text("1")  # somebody stands still
        self.wait(600)
        self.assertEqual(self.lit()[2], "somebody")
        (kernel / "level").write_text("0")
        self.wait(310)
        self.assertEqual(self.lit()[1], "off")

    def test_a_sensor_that_cannot_be_had_stops_nothing(self):
        self.put("/dev/gpiochip0", "")  # no GPIO chip: the kernel refuses the ioctl
        self.start(display={"sensor": "gpiochip0:17"})
        self.assertIn("going on without", self.said())
        self.assertEqual(self.lit()[1], "on")

    def test_a_sensor_that_is_nonsense_is_a_wrong_setting(self):
        self.settings["display"] = {"sensor": "kitchen"}
        self.assertEqual(self.command("run").returncode, 78)

    def test_daylight_sets_the_level(self):
        sensor = "/sys/bus/iio/devices/iio:device0/in_illuminance_"
        self.put(f"{sensor}raw", 20)
        self.put(f"{sensor}scale", "0.25")  # 5 lux
        self.start()
        self.assertEqual(self.take(f"{LIGHT}/brightness"), "89")  # 35 % of 255
        self.put(f"{sensor}raw", 4000)
        self.wait(5)
        self.assertEqual(self.take(f"{LIGHT}/brightness"), "255")
        self.assertEqual(self.status()["display"]["percent"], 100)

    def test_the_evening_dims(self):
        self.start("2026-11-20T16:25", display={"dim_hours": "sunset-sunrise"}, place={"latitude": "48.78", "longitude": "9.18"})
        self.assertEqual(self.status()["display"]["percent"], 100)
        self.wait(1200)  # the sun sets at 16:34 in Stuttgart
        self.assertEqual(self.status()["display"]["percent"], 35)

    def test_without_a_backlight_the_app_draws_the_dark(self):
        for name in ("max_brightness", "brightness", "bl_power"):
            self.path(f"{LIGHT}/{name}").unlink()
        self.start("2026-11-22T12:00", **HOURS)
        self.assertEqual(self.take("/run/litfass/display"), "off")
        self.assertEqual(self.status()["display"]["dark_by"], "black")

    def test_a_screen_with_a_switch_of_its_own_is_switched(self):
        (self.bin / "ddc").write_text((self.bin / "systemctl").read_text())
        (self.bin / "ddc").chmod(0o755)
        self.start("2026-11-20T07:44", display={"power_program": "ddc"}, **HOURS)
        self.wait(120)
        self.assertEqual([call["words"] for call in self.calls("ddc")], [["ddc", "off"], ["ddc", "on"]])

    def test_what_others_change_is_set_again(self):
        self.start()
        self.put(f"{LIGHT}/bl_power", 4)
        self.wait(5)
        self.assertEqual(self.take(f"{LIGHT}/bl_power"), "0")


class HubsHoursTest(DisplayCase):
    """What a caretaker sets in the hub, as litfass-sync keeps it beside the cache."""
    wishes = "/var/lib/litfass/cache.db.screen"

    def wish(self, hours):
        self.put(self.wishes, json.dumps({"hours": hours, "languages": "", "name": "Foyer", "place": "", "topics": ""}))

    def start_closed(self, **more):
        self.start("2026-11-22T12:00", **HOURS, **more)  # a Sunday
        self.assertEqual(self.lit(), ("4", "off", "closed"))

    def test_they_count_before_those_of_the_settings(self):
        self.start_closed()
        self.wish("Su 10:00-13:00")
        self.wait(5)
        self.assertEqual(self.lit(), ("0", "on", "open"))
        self.assertEqual(self.status()["display"]["hours_by"], "hub")
        self.wait(4500)  # 13:15, the quarter behind is over
        self.assertEqual(self.lit(), ("4", "off", "closed"))

    def test_they_are_there_from_the_start_without_a_hub_in_sight(self):
        self.wish("Su 10:00-13:00")
        self.start("2026-11-22T12:00", **HOURS)
        self.assertEqual(self.lit(), ("0", "on", "open"))

    def test_those_of_the_settings_return_when_the_hub_says_nothing(self):
        self.wish("24/7")
        self.start("2026-11-22T12:00", **HOURS)
        for take_away in (lambda: self.wish(""), lambda: self.path(self.wishes).unlink()):
            self.wish("24/7")
            self.wait(5)
            self.assertEqual(self.lit()[1], "on")
            take_away()
            self.wait(5)
            self.assertEqual(self.lit(), ("4", "off", "closed"))
            self.assertEqual(self.status()["display"]["hours_by"], "settings")

    def test_what_cannot_be_understood_leaves_them_as_they_were(self):
        self.start_closed()
        self.wish("Su 10:00-13:00")
        self.wait(5)
        for text in ("", "{", "[]", '{"hours":7}', '{"hours":"whenever"}', '{"hours":"off","hours":"off"}', json.dumps({"hours": "off; " * 2000}),
                     json.dumps({"hours": "Mo 10:00-11:00; " * 40 + "off"})):
            self.put(self.wishes, text)
            self.wait(5)
            self.assertEqual(self.lit(), ("0", "on", "open"), text[:40])
        self.assertIn("keeping the hours as they are", self.said())

    def test_root_follows_no_link_and_waits_for_no_pipe(self):
        self.start_closed()
        elsewhere = self.scratch / "elsewhere"
        elsewhere.write_text('{"hours":"24/7"}')
        self.path(self.wishes).parent.mkdir(parents=True, exist_ok=True)
        self.path(self.wishes).symlink_to(elsewhere)
        self.wait(5)
        self.assertEqual(self.lit()[1], "off")
        self.path(self.wishes).unlink()
        os.mkfifo(self.path(self.wishes))
        self.wait(5)
        self.assertEqual(self.lit()[1], "off")

    def test_no_file_is_looked_at_where_none_is_named(self):
        self.wish("24/7")
        self.start_closed(display={"wishes": ""})


class LateScreenTest(BoardCase):
    def test_the_app_is_started_anew_when_a_screen_appears(self):
        for name, text in (("card0-HDMI-A-1", "disconnected"), ("card0-HDMI-A-2", "disconnected"), ("card0-Writeback-1", "unknown")):
            self.put(f"/sys/class/drm/{name}/status", text)
        self.start()
        self.live(900, "sync", step_s=20)
        self.assertEqual(self.calls(), [])  # no screen, no app: nothing to heal
        self.assertEqual((self.status()["display"]["screen"], self.status()["app"]["state"]), ("absent", "unused"))
        self.assertIn("no-screen", self.status()["problems"])
        self.assertTrue(self.status()["watchdog"]["fed"])
        self.put("/sys/class/drm/card0-HDMI-A-2/status", "connected")
        self.live(20, "sync")
        self.assertEqual(self.calls("systemctl")[-1]["words"], ["systemctl", "--no-block", "restart", "litfass.service"])
        self.live(60, "app", "sync")
        self.assertEqual((self.status()["display"]["screen"], self.status()["app"]["state"]), ("there", "healthy"))
        self.assertEqual(len(self.calls("systemctl")), 2)


if __name__ == "__main__":
    unittest.main()
