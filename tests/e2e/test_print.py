#!/usr/bin/python3
"""Printing up to the border of our process: a stand-in for CUPS's `lp` keeps what it is told and given, refuses, hangs or is not
there; poppler and zbar look at the page. The board goes on in all cases.
"""
import os
import subprocess
import unittest

from programs import ENVIRONMENT, Board, Neighbourhood, read_code, until

ENTRY = {"id": "pflege", "kind": "service", "name": "Pflegestützpunkt Süd", "topics": ["pflege"], "telephone": "+49 30 23125 410",
         "opening_hours": "Mo-Sa 08:00-16:00", "contact_name": "Frau Öztürk", "summary": "Rat und Hilfe. " * 18,
         "location": {"street": "Rathausplatz 1", "locality": "Auenstadt", "postal_code": "70000"}}
LONG = {"id": "lang", "kind": "offer", "mode": "lend", "side": "offer", "name": "Donaudampfschifffahrtsgesellschaft " * 2,
        "summary": "Sehr viel Text. " * 18, "description": "Noch viel mehr Text.\n\n" * 170}
KEEP = 'printf "%s\\n" "$@" >"$0.args"\ncat >"$0.pdf"\n'


class Printed(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish(ENTRY, LONG)
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.folder = self.scratch / "bin"
        self.folder.mkdir()
        self.lp = self.folder / "lp"

    def show(self, script, ident="pflege", queue="Flur_2"):
        """A board whose lp is this shell script (None: there is none), after a tap on the button."""
        if script is not None:
            self.lp.write_text("#!/bin/sh\n" + script)
            self.lp.chmod(0o755)
        config = self.scratch / "board.ini"
        config.write_text(f"[print]\nprinter = {queue}\n")
        path = f"{self.folder}:{ENVIRONMENT['PATH']}" if script is not None else str(self.folder)
        board = self.start(Board, "--cache", self.cache, "--config", config, env={**ENVIRONMENT, "PATH": path})
        board.do(f"show entry {ident}")
        return board

    def page(self):
        """Lines of the picture's description, and what zbar reads in it."""
        pdf = self.folder / "lp.pdf"
        info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, timeout=60, check=True).stdout
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", pdf, self.scratch / "page"], timeout=60, check=True)
        return info, read_code(self.scratch / "page.png")

    def test_one_sheet_goes_to_the_queue_and_the_code_on_it_can_be_read(self):
        board = self.show(KEEP)
        board.do('tap button "Drucken"', 'expect heading "Ihr Blatt kommt gleich aus dem Drucker"')
        self.assertEqual((self.folder / "lp.args").read_text().split("\n")[:-1],
                         ["-d", "Flur_2", "-t", "Litfass", "-o", "media=A4", "-o", "sides=one-sided", "-"])
        info, code = self.page()
        self.assertRegex(info, r"Pages: +1\n")
        self.assertRegex(info, r"Page size: +595\.276 x 841\.89 pts \(A4\)")
        self.assertIn("TEL:+49 30 23125 410", code)
        board.do('tap button "Zurück"', 'expect heading "Pflegestützpunkt Süd"')

    def test_a_long_entry_is_one_sheet_too_and_a_trembling_finger_prints_once(self):
        board = self.show(KEEP + 'echo x >>"$0.count"\n', "lang")
        for _ in range(3):
            board.do("show entry lang", 'tap button "Drucken"')
        self.assertEqual((self.folder / "lp.count").read_text(), "x\n")
        self.assertRegex(self.page()[0], r"Pages: +1\n")
        board.do("wait 31s", "show entry lang", 'tap button "Drucken"')
        self.assertEqual((self.folder / "lp.count").read_text(), "x\nx\n")

    def test_a_printer_that_refuses_is_told_kindly_and_tried_again(self):
        board = self.show('echo "lp: Error - The printer or class does not exist." >&2\nexit 1\n')
        board.do('tap button "Drucken"', 'expect heading "Der Drucker druckt gerade nicht"', 'expect button "Abschreiben"')
        self.assertIn("lp refused the page: lp: Error - The printer or class does not exist.", board.said())
        self.lp.write_text("#!/bin/sh\n" + KEEP)
        board.do('tap button "Noch einmal"', 'expect heading "Ihr Blatt kommt gleich aus dem Drucker"')

    def test_without_lp_the_board_says_so_and_goes_on(self):
        board = self.show(None)
        board.do('tap button "Drucken"', 'expect heading "Der Drucker druckt gerade nicht"')
        self.assertIn("cannot start 'lp'", board.said())
        board.do('tap button "Start"', 'expect heading "Heute im Quartier"')

    def test_an_lp_that_hangs_blocks_nobody_and_is_ended(self):
        board = self.show('echo $$ >"$0.pid"\nexec sleep 600\n')
        board.do('tap button "Drucken"', 'expect heading "Ihr Blatt wird gedruckt"', 'tap button "Zurück"',
                 'expect heading "Pflegestützpunkt Süd"')
        said = self.folder / "lp.pid"
        child = int(until(lambda: said.exists() and said.read_text().strip(), "lp to run"))
        board.do('tap button "Drucken"', "wait 21s", 'expect heading "Der Drucker druckt gerade nicht"')
        until(lambda: not os.path.exists(f"/proc/{child}"), "the end of lp")
        self.assertIn("lp did not end within 20 s", board.said())

    def test_a_board_without_a_printer_has_no_button(self):
        board = self.show(KEEP, queue="")
        board.do('expect button "Abschreiben"', 'expect no button "Drucken"')


if __name__ == "__main__":
    unittest.main()
