#!/usr/bin/python3
"""The daemon's messages from outside: the real litfass-sync against a hub that is scripted here and misbehaves as told.

LITFASS_MESSAGES: how many messages the sweep sends (200).
"""
import base64
import json
import os
import random
import signal
import time
import unittest

from feedpeer import Feed, Peer, entry
from hubpeer import Hub
from kiosk import KeysCase
from programs import DAY, SYNC, Process, run, until

MESSAGES = int(os.environ.get("LITFASS_MESSAGES", "200"))


class MailTest(KeysCase):
    def setUp(self):
        super().setUp()
        self.spool = self.scratch / "spool"
        self.spool.mkdir()
        Feed(self.scratch / "feed", self.root, self.key).publish(put=[entry("seite")], poll_s=600)
        self.peer = Peer(self.scratch / "feed")
        self.addCleanup(self.peer.close)
        self.starts = 0

    def start_hub(self, *answers):
        hub = Hub(*answers)
        self.addCleanup(hub.close)
        return hub

    def start(self, hub, heartbeat_s=0, more=""):
        self.starts += 1
        settings = self.scratch / "sync.ini"
        settings.write_text(f"[feed]\nurl = {self.peer.url}\nkey = {self.root.hex}\n[cache]\npath = {self.scratch}/cache.db\n"
                            f"[spool]\npath = {self.spool}\n[hub]\nurl = {hub.url}\nheartbeat_s = {heartbeat_s}\n{more}\n")
        daemon = Process(self.scratch / f"sync-{self.starts}.log", SYNC, "run", "--config", settings, "--clock", DAY)
        self.addCleanup(daemon.end)
        return daemon

    def put(self, number, kind="report", text="Die Nummer stimmt nicht"):
        """As any program does: write beside, then rename."""
        ident = "%032x" % random.getrandbits(128)
        message = {"format": "litfass-message/1", "id": ident, "kind": kind, "sealed": base64.b64encode(text.encode()).decode()}
        name = f"{number:012}-{kind}-{ident}.json"
        (self.scratch / name).write_text(json.dumps(message))
        os.rename(self.scratch / name, self.spool / name)
        return ident

    def waiting(self):
        return sorted(path.name for path in self.spool.glob("*.json"))

    def status(self):
        return json.loads(run(SYNC, "status", "--cache", self.scratch / "cache.db", "--config", self.scratch / "sync.ini", "--json").stdout)

    def test_messages_go_in_order_each_under_its_id_and_with_the_screens_key(self):
        (self.scratch / "key").write_text("geheim-123\n")
        idents = [self.put(n) for n in (7, 8, 9)]
        hub = self.start_hub()
        self.start(hub, more=f"device_key_file = {self.scratch}/key")
        until(lambda: not self.waiting(), "the spool is empty")
        self.assertEqual([request[1] for request in hub.requests], idents)
        path, _, headers, body = hub.requests[0]
        self.assertEqual(path, "/hub/v1/messages")
        self.assertEqual((headers["Authorization"], headers["Content-Type"]), ("Bearer geheim-123", "application/json"))
        self.assertEqual(json.loads(body)["id"], idents[0])

    def test_what_is_put_in_while_the_daemon_sleeps_is_sent_at_once(self):
        hub = self.start_hub()
        daemon = self.start(hub)
        until(lambda: "watching" in daemon.said(), "the daemon runs")
        ident = self.put(1)
        until(lambda: ident in hub.taken, "the message arrives")

    def test_a_heartbeat_says_how_the_screen_is(self):
        hub = self.start_hub()
        self.start(hub, heartbeat_s=1)
        bodies = until(lambda: [json.loads(body) for body in list(hub.taken.values()) if b'"version":1' in body], "a heartbeat with content")
        message = bodies[0]
        self.assertEqual((message["format"], message["kind"]), ("litfass-message/1", "heartbeat"))
        self.assertRegex(message["made"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertLessEqual({"program", "version", "shown_version", "shown_since", "published", "checked", "failing_since", "last_error", "clock", "waiting", "refused"},
                             set(message["body"]))

    def heartbeat_with(self, status):
        """The member "device" of a heartbeat while litfass-device says this; None where it is left out."""
        file = self.scratch / "device.json"
        if status is not None:
            file.write_text(status)
        hub = self.start_hub()
        daemon = self.start(hub, heartbeat_s=1, more=f"[device]\nstatus = {file}\n")
        bodies = until(lambda: [json.loads(body)["body"] for body in list(hub.taken.values())], "a heartbeat")
        daemon.end()
        return bodies[0].get("device")

    def test_a_heartbeat_brings_what_litfass_device_says_of_the_board(self):
        now = time.monotonic_ns() // 1000000
        good = {"schema": 1, "program": "0.1.0", "state": "poor", "problems": ["disk-worn", "x" * 99, 7, "<b>"], "temperature_c": 51.2,
                "supply": "good", "time": "set", "storage": {"verdict": "worn", "free_mb": 812, "life_percent": 90, "ext4_errors": -4},
                "update": {"state": "idle"}, "network": {"addresses": ["192.168.7.20"]}, "elapsed_ms": now}
        device = self.heartbeat_with(json.dumps(good))
        self.assertEqual(device, {"program": "0.1.0", "state": "poor", "problems": ["disk-worn"], "temperature_c": 51.2, "supply": "good",
                                  "storage": "worn", "free_mb": 812, "life_percent": 90, "ext4_errors": None, "time": "set",
                                  "update": "idle"})

    def test_what_litfass_device_did_not_write_like_this_is_left_out_of_heartbeats(self):
        now = time.monotonic_ns() // 1000000
        for status in (None, "", "[]", "{" * 5000, json.dumps({"schema": 2, "program": "9", "state": "good", "elapsed_ms": now}),
                       json.dumps({"schema": 1, "program": "0.1.0", "state": "go<d", "elapsed_ms": now}),
                       json.dumps({"schema": 1, "program": "0.1.0", "state": "good", "elapsed_ms": now - 200000})):
            self.assertIsNone(self.heartbeat_with(status), status)

    def test_a_message_that_the_hub_refuses_is_put_aside_with_its_words_and_the_rest_goes_on(self):
        bad = self.put(1)
        good = self.put(2)
        hub = self.start_hub(lambda n, ident, _: (422, {}, b"kein\nsolcher Eintrag") if ident == bad else (201, {}, b"{}"))
        daemon = self.start(hub)
        until(lambda: not self.waiting(), "the spool is empty")
        self.assertEqual(list(hub.taken), [good])
        aside = sorted((self.spool / "refused").iterdir())
        self.assertEqual([path.name for path in aside], [f"{1:012}-report-{bad}.json", f"{1:012}-report-{bad}.json.why"])
        self.assertEqual(aside[1].read_text(), "HTTP 422: kein solcher Eintrag")
        self.assertIn("put aside", daemon.said())
        status = self.status()
        self.assertEqual((status["spool_waiting"], status["spool_refused"]), (0, 1))

    def test_a_hub_that_does_not_know_us_keeps_nothing_from_being_sent_later(self):
        for status in (401, 403, 404, 405, 408, 409, 425, 429):
            with self.subTest(status):
                self.put(1)
                hub = self.start_hub(lambda n, *_: (status, {}, b""))
                daemon = self.start(hub)
                until(lambda: f"HTTP {status}" in daemon.said(), "the log says so")
                self.assertEqual(len(self.waiting()), 1)
                self.assertEqual(daemon.said().count("HTTP"), 1)
                daemon.end()
                for path in self.spool.glob("*.json"):
                    path.unlink()

    def test_a_message_on_which_the_hub_stumbles_does_not_hold_up_the_others(self):
        bad = self.put(1)
        good = [self.put(n) for n in (2, 3)]
        hub = self.start_hub(lambda n, ident, _: (500, {}, b"") if ident == bad else (204, {}, b""))
        self.start(hub)
        until(lambda: list(hub.taken) == good, "the others arrive")
        until(lambda: len(self.waiting()) == 1, "what has arrived leaves the spool, what was not taken stays")

    def test_a_hub_that_is_down_is_left_in_peace(self):
        for n in range(10):
            self.put(n + 1)
        hub = self.start_hub(lambda *_: (503, {"Retry-After": "1200"}, b""))
        daemon = self.start(hub)
        said = until(lambda: "retry in" in daemon.said() and daemon.said(), "the log says so")
        self.assertEqual(len(hub.requests), 3)
        wait_s = int(said.split("retry in ")[1].split()[0])
        self.assertTrue(1200 <= wait_s <= 1440, said)
        self.put(11)  # nor does a new message wake it
        self.assertEqual(len(hub.requests), 3)

    def test_redirects_of_messages_are_not_followed(self):
        self.put(1)
        hub = self.start_hub(lambda *_: (307, {"Location": "http://127.0.0.1:9/"}, b""))
        self.start(hub)
        until(lambda: not self.waiting(), "put aside")
        self.assertEqual(len(hub.requests), 1)

    def test_without_a_hub_nothing_is_sent_and_nothing_piles_up(self):
        daemon = Process(self.scratch / "alone.log", SYNC, "run", "--feed", self.peer.url, "--key", self.root.hex, "--cache",
                         self.scratch / "cache.db", "--spool", self.spool)
        until(lambda: "version 1" in daemon.said(), "the first version")
        self.assertEqual(daemon.end(), 0)
        self.assertEqual(list(self.spool.iterdir()), [])

    def test_settings_that_cannot_be_are_named(self):
        hub = self.start_hub()
        (self.scratch / "bad").write_text("zwei worte\n")
        for more, words in ((f"device_key_file = {self.scratch}/none", "none"), (f"device_key_file = {self.scratch}/bad", "not a key")):
            daemon = self.start(hub, more=more)
            self.assertEqual(daemon.child.wait(30), 78)
            self.assertIn(words, daemon.said())
        hub.url = "http://hub.example.org/"
        self.assertEqual(self.start(hub).child.wait(30), 78)

    def test_nothing_is_lost_or_doubled_with_broken_replies_and_kills(self):
        chance = random.Random(4)

        def answer(*_):
            roll = chance.random()
            return None if roll < 0.1 else (503, {}, b"") if roll < 0.15 else (204, {}, b"")

        hub = self.start_hub(answer)
        idents = {self.put(n + 1) for n in range(MESSAGES)}
        while self.waiting():
            daemon = self.start(hub)
            goal = len(hub.requests) + chance.randrange(1, max(2, MESSAGES // 8))
            until(lambda: len(hub.requests) >= goal or "retry in" in daemon.said() or not self.waiting(), "some progress")
            daemon.end(signal.SIGKILL)
        self.assertEqual(set(hub.taken), idents)
        self.assertFalse((self.spool / "refused").exists())
        print(f"{MESSAGES} messages, {self.starts} starts, {len(hub.requests)} requests, {hub.doubled} repeated under their id")


if __name__ == "__main__":
    unittest.main()
