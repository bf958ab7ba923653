"""A hub that serves, somebody who is signed in, and boards that are paired: for tests of the hub's pages."""
import atexit
import base64
import functools
import hashlib
import http.client
import json
import pathlib
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.parse

import nacl.public

from browser import Browser
from programs import HUB, MEMORY, ROOT

SAMPLE = ROOT / "assets/sample"
ROUTE = re.compile(r'\{METHOD_(GET|POST), "([^"]+)", ROLE_(\w+), ([A-Z_0-9 |]+), \w+\}')
PASSWORD = "korrekt pferd batterie klammer"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PADDING = 512


def chapters():
    return sorted((ROOT / "sync/hub/web").glob("chapter_*.c"))


def routes():
    """(method, pattern, role, flags) of every chapter, as the program has them."""
    return [match.groups() for chapter in chapters() for match in ROUTE.finditer(chapter.read_text())]


def code_of(key):
    """Written again after the description in spool/pairing.h."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:5], "big")
    return "".join(LETTERS[number >> (35 - 5 * i) & 31] for i in range(8))


class Board:
    """A paired board as the hub knows it: a device key."""

    def __init__(self, host, house):
        self.host, self.house, self.key = host, house, secrets.token_hex(32)

    def ask(self, path, body=b"", headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request("POST", path, body, {"Authorization": "Bearer " + self.key, **(headers or {})})
        answer = connection.getresponse()
        result = answer.status, json.loads(answer.read())
        connection.close()
        return result

    def send(self, message, *, idempotency=None):
        headers = {"Idempotency-Key": idempotency} if idempotency else {}
        return self.ask("/v1/messages", json.dumps(message), {"Content-Type": "application/json", **headers})

    def message(self, kind, body):
        return {"format": "litfass-message/1", "id": secrets.token_hex(16), "kind": kind, "made": "2026-11-21T13:32:00Z",
                "body": body}

    def sealed(self, kind, body, *, house=None):
        """As a board seals it, by PyNaCl: spool/message.h."""
        inner = json.dumps({"made": "2026-11-21T13:32:00Z", "body": body}).encode() + b"\x80"
        inner += b"\0" * (-len(inner) % PADDING)
        box = nacl.public.SealedBox((house or self.house).public_key).encrypt(inner)
        return {"format": "litfass-message/1", "id": secrets.token_hex(16), "kind": kind, "sealed": base64.b64encode(box).decode()}


@functools.cache
def furnished():
    """A hub with the sample in it, published, and Aylin, who is signed in: made once for all tests of a file. (folder, her cookie)"""
    scratch = tempfile.TemporaryDirectory(dir=MEMORY)
    atexit.register(scratch.cleanup)
    room = HubRoom()
    room.hub_dir = pathlib.Path(scratch.name) / "hub"
    room.hub("init", "--name", "Treffpunkt Südstadt")
    room.hub("import", *sorted(str(path) for path in SAMPLE.glob("*.jsonl")))
    room.hub("publish")
    room.serve()
    cookie = room.join("aylin@example.org", "Aylin Kaya", "admin").cookie
    room.doCleanups()  # it serves no longer
    return room.hub_dir, cookie


class HubRoom(unittest.TestCase):
    """A served hub with the sample in it, and Aylin, who may do everything."""

    def setUp(self):
        folder, cookie = furnished()
        self.dir = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(dir=MEMORY)))
        self.hub_dir = self.dir / "hub"
        shutil.copytree(folder, self.hub_dir)
        self.serve()
        self.admin = Browser(self.host)
        self.admin.cookie = cookie
        self.house = nacl.public.PrivateKey(bytes.fromhex((self.hub_dir / "keys/house.secret").read_text().strip()))

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

    def serve(self):
        self.server = self.start([HUB, "serve", "--dir", str(self.hub_dir), "--port", "0", "--json"], stdout=subprocess.PIPE)
        self.addCleanup(self.server.stdout.close)
        self.host = urllib.parse.urlsplit(json.loads(self.server.stdout.readline())["feed"]).netloc

    def invite(self, email, role):
        return json.loads(self.hub("invite", "--email", email, "--role", role, "--json").stdout)["link"]

    def join(self, email, name, role):
        """A new person who takes up an invitation."""
        browser = Browser(self.host)
        self.assertEqual(browser.post(self.invite(email, role), {"name": name, "password": PASSWORD}).status, 303)
        return browser

    def sign_in(self, email, password=PASSWORD):
        browser = Browser(self.host)
        return browser, browser.post("/sign-in", {"email": email, "password": password})

    def pair_board(self, name="Foyer"):
        board = Board(self.host, self.house)
        self.assertEqual(board.ask("/v1/pairing")[0], 202)
        answer = self.admin.post("/screens/pair", {"code": code_of(board.key), "name": name, "place": ""})
        self.assertEqual(answer.status, 303, answer.text)
        return board
