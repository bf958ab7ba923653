#!/usr/bin/env python3
"""What a caretaker decides for one screen reaches it: the real hub, the real litfass-sync, the real board."""
import json
import subprocess
import unittest

from fakeboard import DEVICE, Runner
from hubroom import HubRoom, until
from programs import SYNC, Board, Process


class ScreensTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.cache = self.dir / "board/cache.db"
        self.spool = self.dir / "board/spool"
        self.cache.parent.mkdir()
        key, config, log = self.dir / "key", self.dir / "sync.ini", self.dir / "sync.log"
        paired = self.pair_board()
        key.write_text(paired.key)
        root = paired.ask("/v1/pairing")[1]["root_key"]
        config.write_text(f"[feed]\nurl = http://{self.host}/feed/\nkey = {root}\npoll_s = 1\n[cache]\npath = {self.cache}\n"
                          f"[hub]\nurl = http://{self.host}/\ndevice_key_file = {key}\nheartbeat_s = 0\n"
                          f"[spool]\npath = {self.spool}\n[device]\nhealth = {self.dir}/none\n")
        self.run_beside(Process, "sync.log", SYNC, "run", "--config", config)
        until(lambda: "171 entries" in log.read_text())

    def note(self, ending):
        path = self.cache.parent / (self.cache.name + "." + ending)
        return json.loads(path.read_text()) if path.exists() else None

    def board(self):
        return self.run_beside(Board, "board.log", "--cache", self.cache, "--spool", self.spool)

    def run_beside(self, kind, log, *command, **options):
        process = kind(self.dir / log, *command, **options)
        self.addCleanup(process.end)
        return process

    def save(self, **form):
        answer = self.admin.post("/screens/1", {"name": "Foyer", "place": "", "hours": "", **form})
        self.assertEqual(answer.status, 303, answer.text)

    def test_wishes_reach_a_running_board_within_a_poll_and_without_a_heartbeat(self):
        board = self.board()
        board.do("wait 2s", 'tap button "Hilfe & Dienste"', 'expect text "Energie"', "wait 121s")
        self.save(topic=["pflege"], language=["tr"])
        until(lambda: self.note("screen")["topics"] == "pflege")
        board.do("wait 2s", 'tap button "Hilfe & Dienste"', 'expect no text "Energie"', 'tap button "Start"', 'tap button "Sprache"',
                 'expect listitem "Türkçe"', 'expect no listitem "English"')

    def test_opening_hours_of_the_panel_reach_litfass_device(self):
        config, display = self.dir / "device.ini", self.dir / "run/litfass/display"
        config.write_text("[display]\nwishes = /board/cache.db.screen\n[watchdog]\ndevice =\n[time]\nkernel = no\n")
        device = self.run_beside(Runner, "device.log", DEVICE, "run", "--steps", "--root", self.dir, "--config", config, "--clock",
                                 "2026-11-22T12:00", stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # a Sunday
        device.wait(5)
        self.assertEqual(display.read_text(), "on\n")
        self.save(hours="Mo-Fr 08:00-20:00")
        until(lambda: self.note("screen")["hours"])
        device.wait(5)
        self.assertEqual(display.read_text(), "off\n")
        for hours in ("whenever", "Mo 10:00-11:00; " * 40 + "off"):
            self.assertEqual(self.admin.post("/screens/1", {"name": "Foyer", "place": "", "hours": hours}).status, 422)

    def test_a_stranger_is_not_told_what_is_wanted_of_a_board(self):
        for headers in ({}, {"Authorization": "Bearer " + "0" * 64}):
            answer = self.admin.ask("GET", "/v1/screen", headers=headers)
            self.assertEqual((answer.status, answer.headers["WWW-Authenticate"]), (401, "Bearer"))
            self.assertNotIn("Foyer", answer.text)


if __name__ == "__main__":
    unittest.main()
