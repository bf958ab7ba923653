#!/usr/bin/env python3
"""What a caretaker decides for one screen reaches it: the real hub, the real litfass-sync, the real board."""
import base64
import contextlib
import datetime
import http.client
import json
import re
import sqlite3
import subprocess
import unittest

from fakeboard import DEVICE, Runner
from hubroom import HubRoom
from programs import until
from programs import SYNC, Board, Process

TOMORROW = datetime.date.today() + datetime.timedelta(1)  # behind what is published, so that the board trusts its clock


def convert(*words, data=None):
    return subprocess.run(["convert", *map(str, words)], input=data, capture_output=True, check=True, timeout=60).stdout


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
        return self.run_beside(Board, "board.log", "--cache", self.cache, "--spool", self.spool, clock=f"{TOMORROW:%Y-%m-%d}T14:32")

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

    # --- the picture of the display ---

    def ask_for_picture(self):
        self.assertEqual(self.admin.post("/screens/1/picture", page="/screens/1").status, 303)
        return until(lambda: (self.note("screen") or {}).get("picture"))

    def page(self, words):
        return until(lambda: (lambda text: words in text and text)(self.admin.get("/screens/1").text))

    def picture(self):
        answer = self.admin.get("/screens/1/picture")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "image/jpeg"))
        self.assertEqual(answer.body[:2], b"\xff\xd8")
        return answer.body

    def assert_shows(self, wanted):
        """Within what JPEG does to letters."""
        picture = convert("jpeg:-", "-depth", "8", "rgb:-", data=self.picture())
        size = convert("jpeg:-", "-format", "%wx%h", "info:-", data=self.picture()).decode()
        wanted = convert(wanted, "-filter", "box", "-resize", f"{size}!", "-depth", "8", "rgb:-")
        self.assertGreater(len(picture), 3 * 640 * 360)
        self.assertLess(sum(abs(a - b) for a, b in zip(picture, wanted)) / len(wanted), 8)

    def test_a_picture_of_the_resting_board_is_there_with_its_time(self):
        self.assertEqual(self.admin.get("/screens/1/picture").status, 404)
        board = self.board()
        self.ask_for_picture()
        board.do("wait 2s", f"snapshot {self.dir}/home.png")
        self.page(f"Aufgenommen am {TOMORROW.day}.{TOMORROW.month}.{TOMORROW.year}, 14:32")
        self.assert_shows(self.dir / "home.png")
        until(lambda: "picture" not in self.note("screen"))
        board.do("wait 60s")
        self.assertEqual(list(self.spool.glob("*-picture-*")), [], "one for each wish")
        self.assertIn("Bild der Anzeige angefordert", self.admin.get("/audit").text)

    def test_no_picture_is_taken_of_a_visitor_and_the_page_says_so(self):
        board = self.board()
        board.do('show search', 'type "pflege"')
        self.ask_for_picture()
        board.do("wait 20s")
        self.page("Anzeige besetzt")
        board.do("wait 60s", 'tap button "Start"', "wait 25s")
        self.assertEqual(self.admin.get("/screens/1/picture").status, 404)
        board.do("wait 10s", f"snapshot {self.dir}/home.png")
        self.page("Aufgenommen am")
        self.assert_shows(self.dir / "home.png")

    def test_a_board_that_does_not_answer_is_not_waited_for_in_silence(self):
        self.assertEqual(self.admin.post("/screens/1/picture", page="/screens/1").status, 303)
        self.page("die Tafel weiß Bescheid")
        with contextlib.closing(sqlite3.connect(self.hub_dir / "hub.db", timeout=10)) as hub, hub:
            hub.execute("UPDATE screen SET wish_told = NULL, wish_at = unixepoch() - 600, seen = unixepoch() - 900, key_hash = 'gone'")
        self.assertIn("Keine Verbindung", self.admin.get("/screens/1").text)
        with contextlib.closing(sqlite3.connect(self.hub_dir / "hub.db", timeout=10)) as hub, hub:
            hub.execute("UPDATE screen SET wish_at = unixepoch() - 90000")
        self.assertIn("Einen Tag lang kam kein Bild", self.admin.get("/screens/1").text)

    def test_a_hostile_board_gets_nothing_in_that_is_no_small_picture(self):
        other = self.pair_board("Bibliothek")

        def send(state="taken", picture=b"", wish=None, size=None):
            self.assertEqual(self.admin.post("/screens/2/picture", page="/screens/2").status, 303)
            connection = http.client.HTTPConnection(self.host)
            connection.request("GET", "/v1/screen", headers={"Authorization": "Bearer " + other.key})
            asked = json.loads(connection.getresponse().read())["screen"]["picture"]
            connection.close()
            coded = size * "A" if size else base64.b64encode(picture).decode()
            return other.send(other.message("picture", {"wish": wish or asked, "state": state, "picture": coded}))[0]

        def drawn(size="64x48", kind="jpeg"):
            return convert("-size", size, "xc:red", f"{kind}:-")

        good = drawn()
        for what, code in ((dict(picture=b"<svg onload=alert(1)>"), 422), (dict(picture=drawn(kind="png")), 422), (dict(picture=good[:200]), 422),
                           (dict(picture=b"\xff\xd8" + b"\0" * 1000), 422), (dict(picture=drawn("5000x1")), (413, 422)),
                           (dict(size=60400), (413, 422)), (dict(size=200000), (413, 422)), (dict(state="taken"), 422),
                           (dict(state="busy", picture=good), 422), (dict(state="naked", picture=good), 422)):
            self.assertIn(send(**what), code if isinstance(code, tuple) else (code,), what)
            self.assertEqual(self.admin.get("/screens/2/picture").status, 404)
        self.assertEqual(send(picture=good, wish="0" * 16), 200)  # nobody asked for this one
        self.assertEqual(self.admin.get("/screens/2/picture").status, 404)
        marked = good[:2] + b"\xff\xfe\x00\x0eFoyer, 14:32" + good[2:]
        self.assertEqual(send(picture=marked), 200)
        answer = self.admin.get("/screens/2/picture")
        self.assertEqual(answer.status, 200)
        self.assertNotIn(b"Foyer", answer.body, "written anew")
        self.assertEqual(self.admin.get("/screens/1/picture").status, 404)

    def test_only_admins_ask_for_pictures_and_see_them(self):
        viewer = self.join("till@example.org", "Till", "viewer")
        self.assertEqual(viewer.get("/screens/1/picture").status, 403)
        self.assertEqual(viewer.post("/screens/1/picture", page="/account").status, 403)
        self.assertEqual(self.admin.ask("POST", "/screens/1/picture", "").status, 403)  # no form token
        self.assertEqual(self.admin.post("/screens/99/picture", page="/screens/1").status, 404)

    def test_the_page_says_how_the_device_is_and_what_to_do(self):
        device = {"program": "0.1.0", "state": "poor", "problems": ["no-watchdog", "power-was-low", "disk-worn", "x<b>"], "temperature_c": 51.2,
                  "supply": "good", "storage": "worn", "free_mb": 812, "life_percent": 90, "ext4_errors": None, "time": "set",
                  "update": "idle"}
        board = self.pair_board("Bibliothek")
        beat = {"program": "0.1.0", "version": 1, "shown_version": 1, "published": "2026-11-21T10:00:00Z", "clock": "trusted",
                "waiting": 0, "refused": 0, "last_error": "", "device": device}
        self.assertEqual(board.send(board.message("heartbeat", beat))[0], 200)
        page = self.admin.get("/screens/2").text
        for words in ("wird alt, 812 MB frei", "51 Grad", "<li>Das Netzteil war zeitweise zu schwach</li>"):
            self.assertIn(words, page)
        self.assertNotIn("x&lt;b", page)
        self.assertIn("bitte in den nächsten Wochen tauschen", self.admin.get("/screens").text)  # the worst of them
        self.assertEqual(board.send(board.message("heartbeat", {**beat, "device": "none"}))[0], 200)
        self.assertNotIn("Speicherkarte", self.admin.get("/screens/2").text)

    def test_the_page_shows_what_the_board_counted_and_nothing_below_five(self):
        board = self.pair_board("Bibliothek")
        for day, visits, taps, topics in (("2026-11-20", 37, 412, {"pflege": 12, "wohnen": 1}), ("2026-11-21", 3, 40, {"wohnen": 3}),
                                          ("2026-11-19", 5, 4, {"pflege": 8})):
            body = {"day": day, "visits": visits, "taps": taps, "topics": topics, "kinds": {}}
            self.assertEqual(board.send(board.message("counts", body))[0], 200)
        page = self.admin.get("/screens/2").text
        rows = re.findall(r'<th scope="row">([^<]+)</th><td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>', page)
        self.assertEqual(rows, [("21.11.2026", "unter 5", "40"), ("20.11.2026", "37", "412"), ("19.11.2026", "5", "unter 5")])
        self.assertIn("<li>Pflege: 20</li>", page)
        self.assertNotIn("<li>Wohnen", page)
        self.assertIn("nichts gezählt", self.admin.get("/screens/1").text)

    def test_a_stranger_is_not_told_what_is_wanted_of_a_board(self):
        for headers in ({}, {"Authorization": "Bearer " + "0" * 64}):
            answer = self.admin.ask("GET", "/v1/screen", headers=headers)
            self.assertEqual((answer.status, answer.headers["WWW-Authenticate"]), (401, "Bearer"))
            self.assertNotIn("Foyer", answer.text)


if __name__ == "__main__":
    unittest.main()
