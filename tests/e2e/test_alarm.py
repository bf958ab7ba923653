#!/usr/bin/env python3
"""Word of a silent board, by mail and webhook: once when it falls silent, once when it speaks again. aiosmtpd is the mail server."""
import errno
import json
import socket
import sqlite3
import unittest

from aiosmtpd.controller import Controller

from hubroom import HubRoom
from programs import until
from webpeer import answering

SILENCE = {"day": "2026-11-21", "visits": 0, "taps": 0, "topics": {}, "kinds": {}}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mail_server(box):
    """aiosmtpd knows no port 0; when somebody else was faster at a free one, another will do."""
    while True:
        server = Controller(box, hostname="127.0.0.1", port=free_port())
        try:
            server.start()
            return server
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise


class Letterbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(envelope)
        return "250 OK"


class AlarmTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.calls, self.box = [], Letterbox()
        server = mail_server(self.box)
        self.addCleanup(server.stop)

        def hear(handler):
            self.calls.append(json.loads(handler.body()))
            return 204,

        hook = answering(hear)
        self.addCleanup(hook.close)
        self.hub("set", "alarm_mail", "haus@example.org")
        self.hub("set", "smtp_url", f"smtp://127.0.0.1:{server.port}")
        self.hub("set", "alarm_webhook", hook.origin + "/")

    def test_silence_is_told_once_and_so_is_its_end(self):
        board = self.pair_board("Gemeindehaus, Foyer")
        with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
            hub.execute("UPDATE screen SET created = unixepoch() - 9000, seen = unixepoch() - 8000")
        until(lambda: self.box.letters and self.calls)
        letter = self.box.letters[0]
        self.assertEqual(letter.rcpt_tos, ["haus@example.org"])
        self.assertIn("Gemeindehaus, Foyer", letter.content.decode())
        self.assertEqual((self.calls[0]["board"], self.calls[0]["silent"]), ("Gemeindehaus, Foyer", True))
        self.assertEqual(board.send(board.message("counts", SILENCE))[0], 200)
        until(lambda: len(self.calls) == 2)
        self.assertFalse(self.calls[1]["silent"])
        self.assertEqual(len(self.box.letters), 2)

    def test_settings_are_checked_and_listed(self):
        for name, value in (("alarm_after_s", "soon"), ("smtp_url", "http://x/"), ("s3_url", "file:///etc"), ("colour", "red")):
            with self.assertRaises(AssertionError):
                self.hub("set", name, value)
        self.assertIn("alarm_mail = haus@example.org", self.hub("set").stdout)


if __name__ == "__main__":
    unittest.main()
