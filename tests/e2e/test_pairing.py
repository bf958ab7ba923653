#!/usr/bin/env python3
"""A new board: it knows its hub's address and nothing else. A person types its code, and it fetches its feed, tells how it is,
and learns what the hub wants of it."""
import hashlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse

HUB, SYNC = os.environ["LITFASS_HUB"], os.environ["LITFASS_SYNC"]
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "assets/sample"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PASSWORD = "korrekt pferd batterie klammer"


def code_of(key):
    """Written again after the description in spool/pairing.h."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:5], "big")
    return "".join(LETTERS[number >> (35 - 5 * i) & 31] for i in range(8))


def until(what, *, seconds=30):
    """Waits for something that another process does; fails loudly instead of hanging."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come to that in time")


class Browser:
    """Somebody who is signed in: cookie and form token."""

    def __init__(self, host):
        self.host, self.cookie = host, ""

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        headers = {"Cookie": self.cookie, "Origin": "http://" + self.host}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("__Host-litfass="):
                self.cookie = cookie.split(";")[0]
        connection.close()
        return answer.status, text

    def post(self, path, form=None, *, page=None):
        _, text = self.ask("GET", page or path)
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', text)
        return self.ask("POST", path, {**(form or {}), **({"csrf": token.group(1)} if token else {})})


class Pairing(unittest.TestCase):
    def setUp(self):
        self.dir = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.hub_dir = self.dir / "hub"
        self.hub("init", "--name", "Treffpunkt Südstadt")
        self.hub("import", *sorted(str(path) for path in SAMPLE.glob("*.jsonl")))
        self.hub("publish")
        self.server = self.start([HUB, "serve", "--dir", str(self.hub_dir), "--port", "0", "--json"], stdout=subprocess.PIPE)
        self.host = urllib.parse.urlsplit(json.loads(self.server.stdout.readline())["feed"]).netloc
        self.addCleanup(self.server.stdout.close)
        self.cache = self.dir / "board/cache.db"
        self.cache.parent.mkdir()
        self.person = Browser(self.host)
        link = json.loads(self.hub("invite", "--email", "aylin@example.org", "--json").stdout)["link"]
        self.assertEqual(self.person.post(link, {"name": "Aylin", "password": PASSWORD})[0], 303)

    def hub(self, command, *args):
        result = subprocess.run([HUB, command, "--dir", str(self.hub_dir), *args], capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def start(self, command, **more):
        process = subprocess.Popen(command, text=True, **more)

        def end():
            process.send_signal(signal.SIGTERM)
            process.wait(20)

        self.addCleanup(end)
        return process

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

    def pair(self, **form):
        note = until(lambda: self.read("pairing"))
        return note["code"], self.person.post("/screens/pair", {"code": note["code"][:4] + " " + note["code"][4:].lower(),
                                                               "name": "Foyer", "place": "", **form})

    def test_a_person_types_the_code_and_the_board_fetches_its_feed(self):
        self.start_board()
        code, answer = self.pair(language=["de", "tr"])
        self.assertEqual(answer[0], 303)
        paired = until(lambda: self.read("paired"))
        self.assertEqual(paired["house"], "Treffpunkt Südstadt")
        self.assertEqual(paired["feed"], f"http://{self.host}/feed/")
        self.assertEqual(code, code_of(self.beside("key").read_text()))
        until(lambda: self.cache.exists() and "171 entries" in (self.dir / "sync.log").read_text())
        self.assertFalse(self.beside("pairing").exists())
        self.assertEqual(self.beside("key").stat().st_mode & 0o777, 0o600)
        page = until(lambda: (lambda text: "gerade eben" in text and text)(self.person.ask("GET", "/screens")[1]))
        self.assertIn("Foyer", page)

    def test_what_the_hub_wants_of_the_board_reaches_it(self):
        self.start_board()
        self.pair()
        until(lambda: self.read("paired"))
        self.assertEqual(self.read("screen")["name"], "Foyer")
        status, _ = self.person.post("/screens/1", {"name": "Foyer, links", "place": "", "hours": "Mo-Fr 08:00-20:00",
                                                    "topic": ["pflege"], "language": ["de"]})
        self.assertEqual(status, 303)
        settings = until(lambda: (lambda note: note["name"] == "Foyer, links" and note)(self.read("screen")))
        self.assertEqual(settings, {"name": "Foyer, links", "place": "", "hours": "Mo-Fr 08:00-20:00", "topics": "pflege",
                                    "languages": "de"})

    def test_a_wrong_code_pairs_nothing_and_says_so(self):
        self.start_board()
        until(lambda: self.read("pairing"))
        status, text = self.person.post("/screens/pair", {"code": "AAAA AAAA", "name": "Foyer", "place": ""})
        self.assertEqual(status, 422)
        self.assertIn("Keine Tafel wartet unter diesem Code", text)
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
        until(lambda: "171 entries" in (self.dir / "sync.log").read_text())
        self.assertEqual(self.person.post("/screens/1/revoke", page="/screens/1")[0], 303)
        until(lambda: "unknown device key" in (self.dir / "sync.log").read_text())
        self.assertTrue(self.cache.exists())

    def post_message(self, key, message, *, idempotency=None):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
        if idempotency:
            headers["Idempotency-Key"] = idempotency
        connection.request("POST", "/v1/messages", json.dumps(message), headers)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        return answer.status, body

    def test_messages_are_taken_once_and_only_from_boards_that_are_known(self):
        self.start_board()
        self.pair()
        until(lambda: self.read("paired"))
        key = self.beside("key").read_text()
        message = {"format": "litfass-message/1", "id": "00112233445566778899aabbccddeeff", "kind": "counts",
                   "made": "2026-11-21T23:00:00Z", "body": {"day": "2026-11-21", "visits": 3, "taps": 30, "topics": {}, "kinds": {}}}
        self.assertEqual(self.post_message("0" * 64, message)[0], 401)
        self.assertEqual(self.post_message(key, message, idempotency=message["id"])[1]["state"], "taken")
        self.assertEqual(self.post_message(key, message, idempotency=message["id"])[1]["state"], "known")
        self.assertEqual(self.post_message(key, message, idempotency="another")[0], 422)
        self.assertEqual(self.post_message(key, {**message, "kind": "report"})[0], 422)  # a visitor's words, unsealed
        self.assertEqual(self.post_message(key, "x" * 100000)[0], 413)


if __name__ == "__main__":
    unittest.main()
