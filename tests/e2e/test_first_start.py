#!/usr/bin/python3
"""A board that has nothing yet: the code that its daemon has written, large; what is known of net and clock; then its content."""
import json
import unittest

from programs import Board, Neighbourhood


class FirstStartTest(Neighbourhood):
    def note(self, **note):
        (self.scratch / "cache.db.pairing").write_text(json.dumps(note))

    def test_the_code_is_shown_as_long_as_there_is_nothing_else(self):
        board = self.start(Board, "--cache", self.cache)
        board.do('expect heading "Diese Tafel wird gerade eingerichtet"')
        self.note(code="K7MP3QWX", hub="https://hub.example.org/", state="offline")
        board.do("wait 2s", 'expect heading "Diese Tafel ist noch nicht verbunden"', 'expect text "K7MP 3QWX"',
                 'expect text "Netz: keine Verbindung."', 'expect text "L-11"', 'expect button "Wichtige Nummern"')
        self.note(code="K7MP3QWX", hub="https://hub.example.org/", state="waiting")
        board.do("wait 2s", 'expect text "Netz: verbunden."', 'expect text "L-12"', 'tap button "Sprache"',
                 'tap listitem "English"', 'expect text "K7MP 3QWX"')
        self.publish({"id": "seite", "kind": "page", "name": "Seite"})
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        board.do("wait 2s", 'expect no text "K7MP 3QWX"')

    def test_a_broken_note_changes_nothing(self):
        board = self.start(Board, "--cache", self.cache)
        for text in ("", "{", "[]", '{"code":7}', '{"code":"' + "A" * 5000 + '","hub":"x","state":"waiting"}'):
            (self.scratch / "cache.db.pairing").write_text(text)
            board.do("wait 2s", 'expect button "Wichtige Nummern"')


if __name__ == "__main__":
    unittest.main()
