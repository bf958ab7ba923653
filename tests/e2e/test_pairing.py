#!/usr/bin/env python3
"""A new board: it knows its hub's address and nothing else. A person types its code, and it fetches its feed, tells how it is,
and learns what the hub wants of it."""
import json
import signal
import unittest

from hubroom import Board, HubRoom, code_of
from programs import SYNC, until


class PairingTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.cache = self.dir / "board/cache.db"
        self.cache.parent.mkdir()

    def start_board(self):
        config = self.dir / "sync.ini"
        config.write_text(f"[hub]\nurl = http://{self.host}/\nheartbeat_s = 1\n[cache]\npath = {self.cache}\n"
                          f"[spool]\npath = {self.dir}/board/spool\n[device]\nhealth = {self.dir}/none\n")
        log = open(self.dir / "sync.log", "w")  # closed by the clean-up
        self.addCleanup(log.close)
        return self.start([SYNC, "run", "--config", str(config)], stderr=log)

    def beside(self, ending):
        return self.cache.parent / (self.cache.name + "." + ending)

    def read(self, ending):
        path = self.beside(ending)
        return json.loads(path.read_text()) if path.exists() else None

    def log(self):
        return (self.dir / "sync.log").read_text()

    def pair(self, **form):
        note = until(lambda: self.read("pairing"))
        code = note["code"]
        return code, self.admin.post("/screens/pair", {"code": code[:4] + " " + code[4:].lower(), "name": "Foyer", "place": "",
                                                       **form})

    def test_a_person_types_the_code_and_the_board_fetches_its_feed(self):
        self.start_board()
        code, answer = self.pair(language=["de", "tr"])
        self.assertEqual(answer.status, 303)
        paired = until(lambda: self.read("paired"))
        self.assertEqual(paired["house"], "Treffpunkt Südstadt")
        self.assertEqual(paired["feed"], f"http://{self.host}/feed/")
        self.assertEqual(code, code_of(self.beside("key").read_text()))
        until(lambda: self.cache.exists() and "171 entries" in self.log())
        self.assertFalse(self.beside("pairing").exists())
        self.assertEqual(self.beside("key").stat().st_mode & 0o777, 0o600)
        page = until(lambda: (lambda text: "gerade eben" in text and text)(self.admin.get("/screens").text))
        self.assertIn("Foyer", page)

    def test_what_the_hub_wants_of_the_board_reaches_it(self):
        self.start_board()
        self.pair()
        until(lambda: self.read("paired"))
        self.assertEqual(self.read("screen")["name"], "Foyer")
        answer = self.admin.post("/screens/1", {"name": "Foyer, links", "place": "", "hours": "Mo-Fr 08:00-20:00",
                                                "topic": ["pflege"], "language": ["de"]})
        self.assertEqual(answer.status, 303)
        page = self.admin.get("/screens/1").text
        self.assertRegex(page, r'name="language" value="de" checked')
        self.assertRegex(page, r'name="topic" value="pflege" checked')
        self.assertRegex(page, r'name="topic" value="kultur">')
        settings = until(lambda: (lambda note: note["name"] == "Foyer, links" and note)(self.read("screen")))
        self.assertEqual(settings, {"name": "Foyer, links", "place": "", "hours": "Mo-Fr 08:00-20:00", "topics": "pflege",
                                    "languages": "de"})

    def test_a_wrong_code_pairs_nothing_and_says_so(self):
        self.start_board()
        until(lambda: self.read("pairing"))
        answer = self.admin.post("/screens/pair", {"code": "AAAA AAAA", "name": "Foyer", "place": ""})
        self.assertEqual(answer.status, 422)
        self.assertIn("Keine Tafel wartet unter diesem Code", answer.text)
        self.assertIsNone(self.read("paired"))

    def test_the_key_and_the_code_survive_a_restart(self):
        board = self.start_board()
        code = until(lambda: self.read("pairing"))["code"]
        board.send_signal(signal.SIGTERM)
        self.assertEqual(board.wait(20), 0)
        self.start_board()
        self.assertEqual(until(lambda: self.read("pairing"))["code"], code)

    def test_without_network_the_code_is_there_all_the_same(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(20)
        self.start_board()
        note = until(lambda: self.read("pairing"))
        self.assertEqual(note["state"], "offline")
        self.assertEqual(len(note["code"]), 8)

    def test_a_board_that_was_disconnected_keeps_its_content_and_is_refused(self):
        self.start_board()
        self.pair()
        until(lambda: "171 entries" in self.log())
        self.assertEqual(self.admin.post("/screens/1/revoke", page="/screens/1").status, 303)
        until(lambda: "unknown device key" in self.log())
        self.assertTrue(self.cache.exists())

    def test_waiting_boards_of_one_address_are_bounded(self):

        for _ in range(20):
            self.assertEqual(Board(self.host, self.house).ask("/v1/pairing")[0], 202)
        self.assertEqual(Board(self.host, self.house).ask("/v1/pairing")[0], 429)


if __name__ == "__main__":
    unittest.main()
