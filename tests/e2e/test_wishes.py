#!/usr/bin/python3
"""What the hub wants of a board, in "<cache>.screen": the languages that it offers, the topics that it shows, its place. A board
that runs takes it over while nobody is there; from the hub to there is test_screens.py."""
import json
import unittest

from programs import LITFASS, Neighbourhood, run


class WishesTest(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)

    def wish(self, **wishes):
        (self.scratch / "cache.db.screen").write_text(json.dumps(wishes))

    def play(self, *lines):
        script = "\n".join([f"open {self.cache}", *lines, ""])
        return run(LITFASS, "play", "-", "--cache", self.cache, "--clock", "2026-11-21T14:32", stdin=script)

    def expect(self, *lines):
        result = self.play(*lines)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def test_without_wishes_everything_is_there(self):
        self.expect('tap button "Sprache"', 'expect listitem "Українська"')
        self.expect('tap button "Hilfe & Dienste"', 'expect text "Pflege"', 'expect text "Energie"')

    def test_only_the_languages_that_are_wanted_are_offered_and_the_boards_own(self):
        self.wish(languages="tr ar")
        self.expect('tap button "Sprache"', 'expect listitem "Türkçe"', 'expect listitem "العربية"', 'expect listitem "Deutsch"',
                    'expect no listitem "Українська"', 'expect no listitem "English"')

    def test_only_the_topics_that_are_wanted_are_shown(self):
        self.wish(topics="pflege wohnen")
        self.expect('tap button "Hilfe & Dienste"', 'expect text "Pflege"', 'expect text "Wohnen"', 'expect no text "Energie"')

    def test_a_note_that_cannot_be_read_keeps_no_board_from_starting(self):
        (self.scratch / "cache.db.screen").write_text("{broken")
        result = self.expect('tap button "Sprache"', 'expect listitem "English"')
        self.assertIn("going on without it", result.stderr)

    def test_a_running_board_takes_new_wishes_over_while_nobody_is_there(self):
        board = self.board("wait 2s")
        self.wish(languages="tr ar", topics="pflege")
        board.do("wait 2s", 'tap button "Hilfe & Dienste"', 'expect text "Pflege"', 'expect no text "Energie"', 'tap button "Start"',
                 'tap button "Sprache"', 'expect listitem "Türkçe"', 'expect no listitem "English"')

    def test_nothing_changes_under_a_visitors_finger(self):
        board = self.board('tap button "Hilfe & Dienste"', 'expect text "Energie"')
        self.wish(topics="pflege")
        board.do("wait 80s", 'expect text "Energie"', 'tap button "Start"', "wait 20s", 'tap button "Hilfe & Dienste"', 'expect text "Energie"')
        board.do("wait 121s", 'expect heading "Heute im Quartier"', 'tap button "Hilfe & Dienste"', 'expect no text "Energie"')

    def test_a_finger_that_rests_on_the_panel_is_somebody(self):
        board = self.board("wait 1s", "down 1 2 100")
        self.wish(topics="pflege")
        board.do("wait 60s", "up 1 2 100", 'tap button "Hilfe & Dienste"', 'expect text "Energie"')

    def test_another_place_moves_the_board(self):
        board = self.board("show entry treffpunkt-suedstadt", 'expect no text "Hier im Haus"', "show home", "wait 31s")
        self.wish(place="treffpunkt-suedstadt")
        board.do("wait 2s", "show entry treffpunkt-suedstadt", 'expect text "Hier im Haus"')

    def test_wishes_that_are_taken_back_are_gone(self):
        self.wish(topics="pflege")
        board = self.board("wait 2s")
        self.wish()
        board.do("wait 2s", 'tap button "Hilfe & Dienste"', 'expect text "Energie"')


if __name__ == "__main__":
    unittest.main()
