#!/usr/bin/python3
"""Attacks on the feed (QUALITY S1, S4), one test at least for each: whoever holds the network, the web server, an old key or even the
publishing key, what was on screen stays there. tests/README.md has the list."""
import json
import os
import shutil
import subprocess
import time
import unicodedata
import unittest
import zlib

from feedpeer import FEED_TYPE, ROOT_TYPE, Key, entry
from kiosk import DATA, DENIED, NETWORK, OK, PAGES, Kiosk
from programs import DAY, LITFASS, Board, run

MEBIBYTE = 1024 * 1024


class AttacksTest(Kiosk):
    def assert_kept(self, code, words, version=1, **options):
        """The attack fails for this reason; the cache is as before, and so is the screen."""
        super().assert_kept(code, words, version, **options)
        script = 'show entry seite-003\nexpect heading "Seite 3"\n'
        shown = run(LITFASS, "play", "-", "--cache", self.cache, "--clock", "2026-11-21T14:32", stdin=script)
        self.assertEqual(shown.returncode, OK, shown.stderr)

    def serve_envelope(self, envelope):
        (self.feed.folder / "feed.json").write_bytes(envelope)

    # Rollback, fast-forward, freeze

    def test_an_older_version_is_refused(self):
        self.start_with()
        shutil.copy(self.feed.folder / "feed.json", self.scratch / "old.json")
        self.feed.publish(put=[entry("neu")])
        self.expect(OK)
        shutil.copy(self.scratch / "old.json", self.feed.folder / "feed.json")
        self.assert_kept(DENIED, "rollback", version=2)

    def test_a_version_seen_but_not_applied_cannot_be_rolled_back(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")])
        shutil.copy(self.feed.folder / "feed.json", self.scratch / "second.json")
        self.feed.publish(put=[entry("neuer")])
        self.peer.faults = {"delta": lambda h: h.answer(404), "snapshot": lambda h: h.answer(404)}
        self.assertEqual(self.sync().returncode, NETWORK)
        self.peer.faults = {}
        shutil.copy(self.scratch / "second.json", self.feed.folder / "feed.json")
        self.assert_kept(DENIED, "rollback")

    def test_the_same_version_with_other_content_is_refused(self):
        self.start_with()
        self.feed.version = 0
        self.feed.publish(put=[entry("untergeschoben")])
        self.assert_kept(DENIED, "other content")

    def test_an_older_root_is_refused(self):
        self.start_with()
        old = (self.feed.folder / "root.json").read_bytes()
        self.feed.write_root(2, [self.other])
        self.feed.publish(put=[entry("neu")], key=self.other)
        self.expect(OK)
        (self.feed.folder / "root.json").write_bytes(old)
        self.look_at_root_again()
        self.assert_kept(DENIED, "rollback", version=2)

    def test_fast_forward_versions_that_a_thief_drove_up_are_forgotten_when_the_root_says_so(self):
        self.start_with()
        honest = (dict(self.feed.entries), self.feed.version, list(self.feed.deltas))
        self.feed.version = 2**53 - 2
        self.feed.publish(put=[entry("diebesgut")], deltas_listed=0)
        self.expect(OK)
        self.feed.entries, self.feed.version, self.feed.deltas = honest
        self.feed.publish(put=[entry("ehrlich")], key=self.other, deltas_listed=0)
        self.feed.write_root(2, [self.other])
        self.assert_kept(DENIED, "rollback", version=2**53 - 1)
        self.feed.write_root(3, [self.other], restart=1)
        self.look_at_root_again()
        self.expect(OK)
        self.assert_holds(2)
        self.assertNotIn("diebesgut", self.lines())
        self.feed.version = 0  # from here on versions count again
        self.feed.publish(put=[entry("alt")], key=self.other, deltas_listed=0)
        self.assert_kept(DENIED, "rollback", version=2)

    def test_fast_forward_beyond_what_numbers_hold_is_no_version(self):
        self.start_with()
        for version in (2**53 + 1, 2**63 - 1, 2**64, -1, 1.5e300):
            self.feed.manifest["version"] = self.feed.manifest["snapshot"]["version"] = version
            self.feed.write_manifest()
            self.assert_kept(DATA, "manifest")

    def test_a_frozen_feed_stays_on_screen_and_says_how_old_it_is(self):
        self.feed.publish(put=PAGES, expires="2026-11-21T11:00:00Z")
        self.expect(OK, more=("--clock", DAY))
        self.assertTrue(self.status(DAY)["expired"])
        self.assert_holds(1)
        board = Board(self.scratch / "board.log", "--cache", self.cache, clock="2026-12-24T14:32")
        self.addCleanup(board.end)
        self.assertRegex(board.freshness(), r"\d+\. November")

    # Mix and match

    def test_files_of_another_version_are_refused(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], snapshot_bent={"sha256": "0" * 64}, deltas_listed=0)
        self.assert_kept(NETWORK, "hash")

    def test_files_of_two_versions_do_not_mix(self):
        self.start_with()
        first = dict(self.feed.snapshot)
        self.feed.publish(put=[entry("neu")])
        self.feed.publish(put=[entry("neuer")])
        for target in (self.feed.snapshot, *self.feed.deltas):  # under the right name, with the bytes of another version
            shutil.copy(self.feed.folder / first["path"], self.feed.folder / target["path"])
        before = self.lines()
        done = self.sync()
        self.assertEqual((done.returncode, self.lines()), (NETWORK, before), done.stderr)
        self.feed.manifest["snapshot"] = {**first, "version": 3}  # and where the manifest itself says so, the sum is wrong
        self.feed.manifest["deltas"] = []
        self.feed.write_manifest()
        self.assert_kept(DENIED, "entries instead of")

    def test_a_delta_that_does_not_add_up_falls_back_to_the_snapshot_once(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], delta_lines=[b'{"put":' + entry("falsch") + b"}"])
        done = self.sync()
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assertIn("taking the snapshot", done.stderr)
        self.assertEqual(self.peer.paths(), ["feed.json", self.feed.deltas[-1]["path"], self.feed.snapshot["path"]])
        self.assert_holds(2)

    def test_content_that_does_not_add_up_is_never_applied(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], content="0" * 64)
        done = self.sync()
        self.assertEqual(done.returncode, DENIED)
        self.assertEqual(len(self.peer.log), 3)
        self.assertEqual(self.status()["version"], 1)
        self.assertNotIn("neu", self.lines())

    # Keys: wrong, missing, withdrawn

    def test_an_unsigned_feed_is_refused(self):
        self.start_with()
        self.feed.publish(put=[entry("untergeschoben")])
        signed = json.loads((self.feed.folder / "feed.json").read_bytes())
        for name, bend, code, words in (
                ("no envelope", self.feed.manifest, NETWORK, "login page"),
                ("no signatures", {**signed, "signatures": []}, NETWORK, "not what a hub sends"),
                ("an empty signature", {**signed, "signatures": [{**signed["signatures"][0], "sig": ""}]}, DENIED, "sign"),
                ("a signature of nothing", {**signed, "signatures": [{**signed["signatures"][0], "sig": "A" * 86 + "=="}]}, DENIED, "sign"),
                ("of another type", {**signed, "payloadType": ROOT_TYPE}, DENIED, "feed.json")):
            with self.subTest(name):
                self.serve_envelope(json.dumps(bend).encode())
                self.assert_kept(code, words)

    def test_a_root_without_signature_is_refused(self):
        self.start_with()
        signed = json.loads((self.feed.folder / "root.json").read_bytes())
        (self.feed.folder / "root.json").write_text(json.dumps({**signed, "signatures": []}))
        self.look_at_root_again()
        self.assert_kept(NETWORK, "not what a hub sends")

    def test_a_retired_publishing_key_is_refused(self):
        self.start_with()
        self.feed.write_root(2, [self.other])
        self.feed.publish(put=[entry("neu")], key=self.other)
        self.expect(OK)
        self.feed.publish(put=[entry("gestohlen")], key=self.key)
        self.assert_kept(DENIED, "feed.json", version=2)

    def test_a_wrong_root_key_shows_nothing(self):
        self.feed.publish(put=PAGES)
        self.expect(DENIED, "root.json", key=self.other.hex)
        self.assertEqual(self.status()["state"], "empty")
        self.expect(DENIED, "key", key="00" * 32)

    def test_a_feed_signed_by_a_stranger_is_refused_after_a_look_at_the_root(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], key=self.other)
        self.assert_kept(DENIED, "feed.json")
        self.assertEqual(self.peer.paths(), ["feed.json", "root.json"])

    def test_a_root_signed_by_a_publishing_key_is_refused(self):
        self.start_with()
        self.feed.write_root(2, [self.other], by=self.key)
        self.feed.publish(put=[entry("neu")], key=self.other)
        self.assert_kept(DENIED, "root.json")

    def test_a_root_key_that_the_next_one_has_not_signed_for_stays(self):
        self.start_with()
        self.feed.write_root(2, [self.key], root=self.other.hex)
        self.look_at_root_again()
        self.assert_kept(DENIED, "root")

    def test_the_withdrawn_root_key_is_no_longer_believed(self):
        self.start_with()
        old = self.feed.root_key
        self.feed.hand_over(2, self.other)
        self.look_at_root_again()
        self.expect(OK)
        self.feed.write_root(3, [self.other], by=old)
        self.look_at_root_again()
        self.assert_kept(DENIED, "root.json")

    # Too short, too long, too deep

    def test_a_truncated_snapshot_is_refused(self):
        self.feed.publish(put=PAGES)

        def cut(handler):
            body = (self.feed.folder / self.feed.snapshot["path"]).read_bytes()
            handler.wfile.write(b"HTTP/1.1 200 X\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:len(body) // 2])
            handler.close_connection = True
        self.peer.faults = {"snapshot": cut}
        self.expect(NETWORK, "too early")
        self.peer.faults = {"snapshot": lambda h: h.answer(200, b"short")}
        self.expect(NETWORK, "bytes instead of")
        self.assertEqual(self.status()["state"], "empty")

    def test_endless_bodies_are_cut(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")])

        def endless(handler):
            handler.wfile.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        for path in ("feed.json", "delta"):
            self.peer.faults = {path: endless, "snapshot": endless}
            began = time.monotonic()
            self.assertEqual(self.sync().returncode, {"feed.json": DATA}.get(path, NETWORK))
            self.assertLess(time.monotonic() - began, 20)
            self.assertEqual(self.status()["version"], 1)

    def test_endless_headers_are_cut(self):
        self.start_with()

        def endless(handler):
            handler.wfile.write(b"HTTP/1.1 200 X\r\n")
            while True:
                handler.wfile.write(b"X-Nothing: " + b"x" * 1000 + b"\r\n")
        self.peer.faults = {"": endless}
        self.assertEqual(self.sync().returncode, DATA)

    def test_a_gzip_bomb_stops_at_the_announced_size(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], snapshot_bent={"size": 1000}, deltas_listed=0)
        self.assert_kept(DATA, "plain bytes")

    def most_memory(self):
        """KiB of a poll, and its exit code."""
        child = subprocess.Popen(self.arguments("once"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_maxrss, child.returncode

    def test_a_gzip_bomb_that_says_how_large_it_is_costs_no_memory(self):
        self.start_with()
        usual, _ = self.most_memory()
        self.feed.publish(put=[entry("neu")], deltas_listed=0)
        for filling in (b"\0", b"\n"):
            squeeze = zlib.compressobj(1, wbits=31)
            packed = b"".join(squeeze.compress(filling * MEBIBYTE) for _ in range(64)) + squeeze.flush()
            self.feed.snapshot = self.feed.put_bytes("snapshot", self.feed.version, packed, 64 * MEBIBYTE)
            self.feed.manifest["snapshot"] = self.feed.snapshot
            self.feed.write_manifest()
            began = time.monotonic()
            self.assert_kept(DATA, "line 1")
            self.assertLess(time.monotonic() - began, 10)
            most, code = self.most_memory()
            self.assertEqual(code, DATA)
            self.assertLess(most, usual + 8 * 1024, "KiB")

    def test_a_snapshot_larger_than_the_format_allows_is_not_fetched(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], snapshot_bent={"size": 257 * MEBIBYTE}, deltas_listed=0)
        self.assert_kept(DATA, "size")
        self.assertEqual(self.peer.paths(), ["feed.json"])

    def test_an_oversized_line_is_refused(self):
        self.start_with()
        self.feed.publish(put=[entry("lang", description="x" * 70000)], deltas_listed=0)
        self.assert_kept(DATA, "longer than 65536 bytes")

    def test_an_oversized_manifest_is_refused(self):
        self.start_with()
        self.feed.manifest["name"] = "x" * 1100 * 1024
        self.feed.write_manifest()
        self.assert_kept(NETWORK, "feed.json")

    def test_deep_json_is_refused_wherever_it_stands(self):
        self.start_with()
        deep = b"[" * 50000 + b"]" * 50000
        self.serve_envelope(b'{"payload":' + deep + b"}")
        self.assert_kept(NETWORK, "login page")
        self.serve_envelope(self.key.envelope(FEED_TYPE, b'{"format":' + deep + b"}"))
        self.assert_kept(DATA, "nest")
        self.publish_deep(20000)
        self.assert_kept(DATA, "is no entry")

    def publish_deep(self, depth):
        self.feed.entries["tief"] = b'{"id":"tief","kind":"page","name":"x","more":' + b"[" * depth + b"]" * depth + b"}"
        self.feed.publish(deltas_listed=0)

    def test_an_entry_that_is_too_deep_is_kept_but_not_shown(self):
        self.start_with()
        self.publish_deep(100)
        self.expect(OK)
        self.assertEqual(self.status()["skipped"], 1)
        self.assert_holds(2)

    # Text

    def test_hostile_text_is_shown_as_text(self):
        tricks = "<script>x</script> %s %n {0} \u202eabc\u2066\u200b\ufeff\u0007\u001b[31m a" + "\u0301" * 200
        self.start_with(PAGES + [entry("boese", name="Böse", summary=tricks, description=tricks + "\n\n- " + tricks)])
        self.assert_holds(1)
        board = Board(self.scratch / "board.log", "--cache", self.cache)
        self.addCleanup(board.end)
        words = board.words("show entry boese")
        self.assertTrue(any("<script>x</script> %s %n {0}" in word for word in words), words)
        for word in words:
            self.assertFalse([c for c in word if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\u00ad"], word)
            self.assertLessEqual(word.count("\u0301"), 40, word)


if __name__ == "__main__":
    unittest.main()
