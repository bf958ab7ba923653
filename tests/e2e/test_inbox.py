#!/usr/bin/env python3
"""What boards send and what a caretaker makes of it: taken in once, sealed until somebody reads it, counted where only a count
matters."""
import re
import sqlite3
import unittest

import nacl.public

from hubroom import HubRoom


class InboxTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.board = self.pair_board()

    def send(self, kind, body):
        status, answer = self.board.send(self.board.sealed(kind, body))
        self.assertEqual((status, answer["state"]), (200, "taken"), answer)

    def database(self):
        with open(self.hub_dir / "hub.db", "rb") as file:
            return file.read()

    def test_messages_are_taken_once_and_only_from_boards_that_are_known(self):
        message = self.board.message("counts", {"day": "2026-11-21", "visits": 3, "taps": 30, "topics": {}, "kinds": {}})
        self.assertEqual(self.board.send(message, idempotency=message["id"])[1]["state"], "taken")
        self.assertEqual(self.board.send(message, idempotency=message["id"])[1]["state"], "known")
        self.assertEqual(self.board.send(message, idempotency="another")[0], 422)
        self.assertEqual(self.board.send({**message, "kind": "report"})[0], 422)  # a visitor's words, unsealed
        self.assertEqual(self.board.send("x" * 100000)[0], 413)
        self.board.key = "0" * 64
        self.assertEqual(self.board.send(message)[0], 401)

    def test_a_report_stands_in_the_inbox_and_goes_when_it_is_settled(self):
        self.send("report", {"entry": "pflegestuetzpunkt", "field": "telephone", "text": "Da geht <Quarkkeulchen> ran"})
        self.assertFalse(b"Quarkkeulchen" in self.database())
        self.assertIn("Post (1)", self.admin.get("/").text)
        page = self.admin.get("/inbox").text
        self.assertIn("Telefon stimmt nicht", page)
        self.assertIn("Da geht &lt;Quarkkeulchen&gt; ran", page)
        settle = re.search(r'action="(/inbox/[0-9a-f]+/settle)"', page).group(1)
        self.assertEqual(self.admin.post(settle, page="/inbox").status, 303)
        page = self.admin.get("/inbox").text
        self.assertNotIn("Quarkkeulchen", page)
        self.assertNotIn("Post (", page)

    def test_words_searched_in_vain_show_from_the_third_on(self):
        for word in ["hausnotruf"] * 3 + ["mustermann"] * 2:
            self.send("search", {"word": word})
        page = self.admin.get("/inbox").text
        self.assertIn("hausnotruf", page)
        self.assertIn("3 mal", page)
        self.assertNotIn("mustermann", page)
        self.assertEqual(self.admin.post("/inbox/words", {"word": "hausnotruf"}, page="/inbox").status, 303)
        self.assertNotIn("hausnotruf", self.admin.get("/inbox").text)

    def test_an_offer_becomes_a_draft_by_one_tap_without_the_contact(self):
        self.send("offer", {"name": "Bohrmaschine", "description": "Schlagbohrer", "mode": "lend", "side": "offer",
                            "contact": "030 23125 777"})
        page = self.admin.get("/inbox").text
        self.assertIn("Bohrmaschine", page)
        self.assertIn("030 23125 777", page)
        make = re.search(r'action="(/inbox/[0-9a-f]+/entry)"', page).group(1)
        for _ in range(2):
            self.assertEqual(self.admin.post(make, page="/inbox").status, 303)
        with sqlite3.connect(self.hub_dir / "hub.db") as hub:
            (line, state), = hub.execute("SELECT line, state FROM draft")
        self.assertEqual(state, "draft")
        self.assertIn('"mode":"lend"', line)
        self.assertFalse(b"23125 777" in self.database())  # what the screen promised
        self.assertEqual(self.admin.post(make.replace("/entry", "/settle"), page="/inbox").status, 303)
        self.assertNotIn("23125 777", self.admin.get("/inbox").text)
        self.assertEqual(self.admin.post(make, page="/inbox").status, 404)

    def test_what_was_sealed_for_another_house_is_put_away(self):
        stranger = nacl.public.PrivateKey.generate()
        message = self.board.sealed("idea", {"text": "Eine Bank im Park.", "contact": ""}, house=stranger)
        self.assertEqual(self.board.send(message)[0], 200)
        self.send("idea", {"text": "Mehr Licht am Spielplatz. Abends ist es dunkel.", "contact": ""})
        page = self.admin.get("/inbox").text
        self.assertIn("Mehr Licht", page)
        self.assertNotIn("Bank im Park", page)

    def test_answers_to_a_survey_show_from_the_fifth_on(self):
        with sqlite3.connect(self.hub_dir / "hub.db") as hub:
            (survey,), = hub.execute("SELECT id FROM entry WHERE kind = 'survey' LIMIT 1")
            (question,), = hub.execute("SELECT json_extract(line, '$.questions[0].id') FROM entry WHERE id = ?", (survey,))
        for _ in range(4):
            self.send("survey", {"survey": survey, "answers": {question: [0]}})
        self.assertIn("weniger als fünf", self.admin.get("/surveys/" + survey).text)
        self.assertEqual(self.admin.get(f"/surveys/{survey}/table.csv").status, 404)
        self.send("survey", {"survey": survey, "answers": {question: [1]}})
        page = self.admin.get("/surveys/" + survey).text
        self.assertIn("4 (80 %)", page)
        self.assertIn("1 (20 %)", page)
        table = self.admin.get(f"/surveys/{survey}/table.csv")
        self.assertTrue(table.text.startswith("\ufeff"))
        self.assertRegex(table.text, r'";4\r\n')

    def test_without_the_houses_key_the_words_stay_closed_and_the_page_says_so(self):
        self.send("idea", {"text": "Eine Bank im Park.", "contact": ""})
        (self.hub_dir / "keys/house.secret").rename(self.dir / "kept")
        page = self.admin.get("/inbox").text
        self.assertIn("der Schlüssel des Hauses liegt nicht auf diesem Rechner", page)
        (self.dir / "kept").rename(self.hub_dir / "keys/house.secret")
        self.assertIn("Bank im Park", self.admin.get("/inbox").text)


if __name__ == "__main__":
    unittest.main()
