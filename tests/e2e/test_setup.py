#!/usr/bin/python3
"""Setting a board up on the spot: the real board asks the real litfass-device, whose nmcli and amixer are written down."""
import json
import subprocess
import unittest

from fakeboard import BoardCase
from programs import Board, HUB, SAMPLE, SYNC, read_code, run, until

WIFI = " :Treff:80:WPA2\n :Nachbar:40:WPA1\n :Offen:90:\n"
PASSWORD = 'Sehr-geheim_7"\\'


class SetupTest(BoardCase):
    def setUp(self):
        super().setUp()
        self.cache = self.scratch / "cache.db"
        self.network(address="", carrier=0)

    def device_starts(self):
        self.answers("nmcli", WIFI)
        self.start(access={"network": "@root", "volume": "@root"})

    def board(self, *options, pin=""):
        settings = self.scratch / "board.ini"
        settings.write_text(f"[device]\nsocket = {self.path('/run/litfass/device.sock')}\n[volunteer]\npin = {pin}\n")
        board = Board(self.scratch / f"board-{len(list(self.scratch.glob('board-*')))}.log", "--config", settings, "--cache", self.cache,
                      *options)
        self.addCleanup(board.end)
        return board

    def fill_cache(self):
        hub = self.scratch / "hub"
        key = json.loads(run(HUB, "init", "--dir", hub, "--json", "--name", "Treff").stdout)["key"]
        self.assertEqual(run(HUB, "import", "--dir", hub, *SAMPLE, "--clock", "2026-11-21T14:32").returncode, 0)
        self.assertEqual(run(HUB, "publish", "--dir", hub, "--clock", "2026-11-21T14:32").returncode, 0)
        self.assertEqual(run(SYNC, "once", "--feed", hub / "feed", "--key", key, "--cache", self.cache).returncode, 0)

    def open_volunteer_mode(self, board):
        board.do("down 1 10 4", "wait 6s", "up 1 10 4", *(f'tap button "{digit}"' for digit in "2580"), 'expect heading "Betreuung"')

    def until_said(self, board, words):
        return until(lambda: any(words in said for said in board.words("wait 1s")), f"'{words}' on the board")

    def join(self):
        return next((call for call in self.calls("nmcli") if "connect" in call["words"]), None)

    # --- network ---

    def test_a_new_board_joins_a_wifi_with_the_password_that_is_typed(self):
        self.device_starts()
        board = self.board()
        board.do('tap button "Netz"')
        self.until_said(board, "Treff, stark")
        said = board.words()
        self.assertIn("Diese Tafel hat noch keinen Weg ins Internet.", said)
        self.assertIn("Netzwerkkabel: nicht eingesteckt.", said)
        board.do('tap button "Treff, stark"', 'expect heading "Passwort für „Treff“"', 'expect no button "Verbinden"')
        board.do(*self.keys(PASSWORD), 'tap button "Verbinden"')
        until(lambda: board.do("wait 1s") is not None and self.join(), "nmcli to be called")
        call = self.join()
        self.assertEqual(call["words"], ["nmcli", "--ask", "device", "wifi", "connect", "Treff"])
        self.assertEqual(call["heard"], PASSWORD + "\n")
        self.until_said(board, "Verbunden mit „Treff“.")
        self.network()
        self.wait(10)
        self.until_said(board, "Diese Tafel ist verbunden. Ihre Adresse: 192.168.7.20")
        self.assertNotIn("geheim", board.said() + self.said())

    def keys(self, text):
        """Letter by letter on our own keyboard, as a finger would."""
        page, shift, lines = 0, False, []
        pages = ["abc", "123", "#+="]
        digits = "1234567890-+/.,:;()&@'?!"
        for letter in text:
            wanted = 0 if letter.isalpha() else 1 if letter in digits else 2
            while page != wanted:
                page = (page + 1) % 3
                lines.append(f'tap button "{pages[page]}"')
            if letter.isalpha() and letter.isupper() != shift:
                lines.append(f'tap button "{"abc" if shift else "ABC"}"')
                shift = not shift
            lines.append('tap button "%s"' % letter.replace("\\", "\\\\").replace('"', '\\"'))
        return lines

    def test_a_password_that_is_wrong_is_said_and_can_be_typed_again(self):
        self.device_starts()
        board = self.board()
        board.do('tap button "Netz"')
        self.until_said(board, "Treff, stark")
        self.answers("nmcli", "Error: Secrets were required, but not provided.\n", code=4)
        board.do('tap button "Treff, stark"', 'type "12345678"', 'tap button "Verbinden"')
        self.until_said(board, "Mit „Treff“ hat es nicht geklappt")
        self.answers("nmcli", WIFI)
        board.do('tap button "Neu suchen"')
        self.until_said(board, "Nachbar, mittel")
        board.do('tap button "Nachbar, mittel"', 'expect no text "12345678"', 'expect no button "Verbinden"')

    def test_an_open_wifi_needs_no_password(self):
        self.device_starts()
        board = self.board()
        board.do('tap button "Netz"')
        self.until_said(board, "Offen, stark, ohne Passwort")
        board.do('tap button "Offen, stark, ohne Passwort"')
        until(lambda: board.do("wait 1s") is not None and self.join(), "nmcli to be called")
        self.assertEqual(self.join()["words"][-1], "Offen")

    def test_without_litfass_device_the_page_says_so_kindly(self):
        board = self.board()
        board.do('tap button "Netz"', "wait 3s", 'expect text "Das Programm, das sich um dieses Gerät kümmert, antwortet gerade nicht."')

    def test_a_device_that_never_answers_holds_nothing_up(self):
        self.path("/run/litfass/device.sock").unlink(missing_ok=True)
        mute = subprocess.Popen(["/usr/bin/python3", "-c", "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen()\n"
                                 "print(flush=True)\nsys.stdin.read()", self.path("/run/litfass/device.sock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(mute.communicate)
        mute.stdout.readline()
        board = self.board()
        board.do('tap button "Netz"', "wait 20s", 'expect text "Das Programm, das sich um dieses Gerät kümmert, antwortet gerade nicht."',
                 'tap button "Start"', 'expect button "Wichtige Nummern"')

    # --- who may ---

    def test_a_board_with_content_is_set_up_behind_the_pin_only(self):
        self.fill_cache()
        self.device_starts()
        board = self.board(pin=2580)
        for screen in ("network", "wifi", "panel", "place", "reboot"):
            board.do(f"show {screen}", 'expect heading "Gesperrt"')
        self.open_volunteer_mode(board)
        board.do('tap button "Netz"')
        self.until_said(board, "Treff, stark")
        board.do("wait 61s", 'expect heading "Heute im Quartier"', "show network", 'expect heading "Gesperrt"')

    def test_a_password_that_was_begun_is_gone_when_the_board_locks_itself(self):
        self.fill_cache()
        self.device_starts()
        board = self.board(pin=2580)
        self.open_volunteer_mode(board)
        board.do('tap button "Netz"')
        self.until_said(board, "Treff, stark")
        board.do('tap button "Treff, stark"', 'type "12345678"', "wait 61s", 'expect heading "Heute im Quartier"')
        self.open_volunteer_mode(board)
        board.do('tap button "Netz"')
        self.until_said(board, "Treff, stark")
        board.do('tap button "Treff, stark"', 'expect no text "12345678"', 'expect no button "Verbinden"')

    # --- the rest ---

    def board_with_diagnostics(self):
        self.fill_cache()
        self.network()
        self.device_starts()
        board = self.board(pin=2580)
        self.open_volunteer_mode(board)
        self.until_said(board, "Adresse: 192.168.7.20")
        return board

    def test_loudness_cleaning_and_diagnostics_go_through_litfass_device(self):
        board = self.board_with_diagnostics()
        self.assertIn("Temperatur: 51 Grad", board.words())
        board.do('tap button "75 Prozent"')
        until(lambda: board.do("wait 1s") is not None and self.calls("amixer"), "amixer to be called")
        self.assertIn("75%", self.calls("amixer")[-1]["words"])
        board.do('tap button "Reinigen"')
        until(lambda: board.do("wait 1s") is not None and self.take("/run/litfass/display") == "cleaning", "time to wipe")

    def test_the_code_beside_the_diagnostics_says_the_same(self):
        board = self.board_with_diagnostics()
        picture = self.scratch / "diagnostics.png"
        board.do("size 1080x1920 21.5in", f"snapshot {picture}")
        lines = [line for line in read_code(picture).split("\n") if line]
        self.assertIn("Adresse: 192.168.7.20", lines)
        said = board.words()
        self.assertEqual([line for line in lines if not any(line in words for words in said)], [])

    def reboots(self):
        return [call for call in self.calls("systemctl") if "reboot" in call["words"]]

    def test_the_whole_board_starts_anew_when_somebody_says_yes(self):
        self.fill_cache()
        self.device_starts()
        board = self.board(pin=2580)
        self.open_volunteer_mode(board)
        board.do('tap button "Neu starten"', "wait 6s", 'tap button "Nein"', 'expect heading "Betreuung"', "wait 1s", 'tap button "Neu starten"')
        self.assertEqual(self.reboots(), [])
        board.do('tap button "Ja, neu starten"')
        until(lambda: board.do("wait 1s") is not None and self.reboots(), "systemctl to be called")
        self.assertEqual([call["words"] for call in self.reboots()], [["systemctl", "--no-block", "reboot"]])
        board.do('expect heading "Die Tafel startet neu"', 'expect no button "Ja, neu starten"')

    def test_a_board_that_may_not_be_started_anew_says_so_and_what_to_do(self):
        self.fill_cache()
        self.path("/run/litfass/device.sock").unlink(missing_ok=True)
        board = self.board(pin=2580)
        self.open_volunteer_mode(board)
        board.do('tap button "Neu starten"', "wait 12s", 'expect heading "Neu starten geht gerade nicht"',
                 'expect text "Das Programm, das sich um dieses Gerät kümmert, antwortet gerade nicht."', 'expect text "Netzstecker ziehen"',
                 'expect no button "Ja, neu starten"', 'tap button "Zurück"', 'expect heading "Betreuung"')

    def test_the_size_of_the_panel_is_chosen_and_kept(self):
        board = self.board()
        board.do('tap button "Größe des Bildschirms"', 'tap button "32 Zoll"')
        large = self.smallest_key(board)
        self.assertEqual(round(json.loads((self.scratch / "cache.db.board").read_text())["panel_mm"]), 708)
        board.end()
        again = self.board()
        self.assertEqual(self.smallest_key(again), large)
        again.do('tap button "Größe des Bildschirms"', 'tap button "Wie der Bildschirm selbst sagt"')
        self.assertGreater(self.smallest_key(again), large)

    def smallest_key(self, board):
        """Height in pixels of a button, which is a number of millimetres."""
        return min(node["rect"][3] for node in board.tree("show home") if node["role"] == "button")

    def test_a_note_that_cannot_be_is_left_alone(self):
        for text in ("{", "[]", '{"panel_mm":"wide","place":7}', '{"panel_mm":9e9,"place":""}', '{"panel_mm":-4,"place":"' + "x" * 3000 + '"}'):
            (self.scratch / "cache.db.board").write_text(text)
            self.board().do('expect button "Größe des Bildschirms"')

    def test_where_the_board_stands_is_chosen_and_the_hubs_word_counts_more(self):
        self.fill_cache()
        board = self.board(pin=2580)
        board.do("show entry treffpunkt-suedstadt", 'expect no text "Hier im Haus"', 'tap button "Start"')
        self.open_volunteer_mode(board)
        board.do('tap button "Wo diese Tafel steht"', 'tap button "Treffpunkt Südstadt"', "show entry treffpunkt-suedstadt", 'expect text "Hier im Haus"')
        board.end()
        (self.scratch / "cache.db.screen").write_text('{"place":"rathaus"}')
        again = self.board(pin=2580)
        again.do("show entry treffpunkt-suedstadt", 'expect no text "Hier im Haus"', "show entry rathaus", 'expect text "Hier im Haus"', 'tap button "Start"')
        self.open_volunteer_mode(again)
        again.do('tap button "Wo diese Tafel steht"', 'expect text "Wo diese Tafel steht, ist in der Verwaltung eingetragen und wird dort geändert."',
                 'expect no button "Rathaus Südstadt"')


if __name__ == "__main__":
    unittest.main()
