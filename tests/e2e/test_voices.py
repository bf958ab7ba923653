#!/usr/bin/python3
"""What visitors write, from their finger to the house's key: real hub, sync and board; PyNaCl opens what lies in the spool, and the
board's memory is read as a thief would."""
import base64
import json
import re
import sqlite3
import unittest

import nacl.public
from nacl.bindings import sodium_unpad

from programs import Board, Neighbourhood, SAMPLE

NEEDED = ("umfrage-mein-quartier", "pflegestuetzpunkt-sued")
SECRET = "qxjwvkz"  # tapped letter by letter: a script's line would stay in memory itself


def taps(*names):
    return [f'tap button "{name}"' for name in names]


class VoicesTest(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.spool = self.scratch / "spool"
        entries = [json.loads(line) for file in SAMPLE for line in file.read_text().splitlines() if line.strip()]
        for entry in entries:
            entry.pop("image", None)
        self.publish(*(entry for entry in entries if entry["id"] in NEEDED))
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)

    def opened(self):
        """What waits in the spool, opened with the house's key by a library that is not ours."""
        secret = nacl.public.PrivateKey(bytes.fromhex((self.dir / "keys/house.secret").read_text().strip()))
        box, messages = nacl.public.SealedBox(secret), []
        for file in sorted(self.spool.glob("*.json")):
            if file.name == "counts.json":
                continue
            message = json.loads(file.read_text())
            self.assertEqual(message["format"], "litfass-message/1")
            if "sealed" in message:
                self.assertEqual(set(message), {"format", "id", "kind", "sealed"})
                plain = box.decrypt(base64.b64decode(message["sealed"], validate=True))
                self.assertEqual(len(plain) % 512, 0)
                message.update(json.loads(sodium_unpad(plain, 512)))
            messages.append((message["kind"], message["body"], message["made"]))
        return messages

    def remembers(self, board, word):
        """Whether the board's memory holds the word, as UTF-8 or as UTF-32."""
        wanted = [word.encode(), word.encode("utf-32-le")]
        pid = board.child.pid
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                start, end = (int(number, 16) for number in re.match(r"(\w+)-(\w+)", line).groups())
                if " rw" not in line or end - start > 1 << 30:
                    continue
                memory.seek(start)
                try:
                    data = memory.read(end - start)
                except OSError:
                    continue
                if any(form in data for form in wanted):
                    return True
        return False

    def messages_board(self):
        return self.start(Board, "--cache", self.cache, "--spool", self.spool)

    def test_answers_and_a_report_arrive_word_for_word_and_nothing_of_them_stays(self):
        board = self.messages_board()
        board.do("show survey:umfrage-mein-quartier", *taps("sehr gut", "Weiter", "Bänke und Grün", "Weiter", "zu Fuß", "mit dem Rad",
                 "Weiter", "Frage überspringen", "Frage überspringen", *SECRET, "Weiter"))
        self.assertTrue(self.remembers(board, SECRET))
        board.do(*taps("Abschicken"), 'expect heading "Danke für Ihre Antworten"')
        self.assertFalse(self.remembers(board, SECRET))
        board.do("show report:pflegestuetzpunkt-sued", *taps("Telefonnummer", "Etwas dazu schreiben", *SECRET, "Weiter", "Abschicken"),
                 'expect heading "Danke für Ihren Hinweis"')
        made = "2026-11-21T13:"
        kinds = [(kind, body) for kind, body, when in self.opened() if when.startswith(made)]
        self.assertEqual(kinds, [
            ("survey", {"survey": "umfrage-mein-quartier",
                        "answers": {"aussehen": 5, "fehlt": [3], "unterwegs": [0, 1], "wunsch": SECRET}}),
            ("report", {"entry": "pflegestuetzpunkt-sued", "field": "telephone", "text": SECRET})])
        for file in self.spool.iterdir():
            self.assertNotIn(SECRET.encode(), file.read_bytes())

    def test_who_walks_away_has_sent_nothing_and_left_nothing(self):
        board = self.messages_board()
        board.do("show idea", *taps(*SECRET, "Weiter"))
        self.assertTrue(self.remembers(board, SECRET))
        board.do("wait 125s", 'expect button "Was suchen Sie?"')
        self.assertFalse(self.remembers(board, SECRET))
        self.assertEqual(self.opened(), [])

    def test_an_offer_and_quotes_arrive(self):
        board = self.messages_board()
        board.do("show propose", *taps("Ich suche etwas", "Weiter", "Mitfahren", "Weiter"), 'type "markt \'hin & zurück\'"',
                 *taps("Weiter"), 'type "\\"ab 9\\" \\\\ oder 10"', *taps("Weiter"), 'type "ada 4711"', *taps("Weiter", "Abschicken"))
        self.assertEqual([message[:2] for message in self.opened()], [
            ("offer", {"name": "markt 'hin & zurück'", "description": '"ab 9" \\ oder 10', "mode": "ride", "side": "request",
                       "contact": "ada 4711"})])

    def test_a_word_searched_in_vain_arrives_once_and_numbers_never(self):
        board = self.messages_board()
        board.do(*taps("Was suchen Sie?", *SECRET, "Start"))
        self.assertFalse(self.remembers(board, SECRET))
        for typed in ("0711 4711", "qxjwvkz@ort", "pfle", "xq"):
            board.do(*taps("Was suchen Sie?"), f'type "{typed}"', *taps("Start"))
        self.assertEqual([message[:2] for message in self.opened()], [("search", {"word": SECRET})])

    def test_the_day_is_counted_and_sent_when_it_is_over(self):
        board = self.messages_board()
        board.do(*taps("Hilfe & Dienste"), 'tap listitem "Pflege"', *taps("Start"), "wait 11h")
        (kind, body, made), = self.opened()
        self.assertEqual((kind, body), ("counts", {"day": "2026-11-21", "visits": 1, "taps": 3, "topics": {"pflege": 1},
                                                   "kinds": {}}))
        self.assertTrue(made.startswith("2026-11-2"))

    def test_a_hub_without_a_key_makes_boards_that_take_nothing(self):
        with sqlite3.connect(self.cache) as cache:
            cache.execute("DELETE FROM meta WHERE key = 'seal_key'")
        board = self.messages_board()
        board.do("show idea", 'expect heading "Diese Tafel kann keine Nachrichten annehmen"', 'expect listitem "Notruf"',
                 'expect no button "q"')
        self.assertEqual(self.opened(), [])


if __name__ == "__main__":
    unittest.main()
