#!/usr/bin/python3
"""litfass-hub from outside: the real program, its files, and HTTP by hand. Needs nothing but Python and openssl.

LITFASS_HUB names the built program (else the debug build). Signatures are checked by `openssl pkeyutl`, content sums and gzip by
Python: what this test believes of a feed does not come from our own code.
"""
import base64
import functools
import gzip
import hashlib
import http.client
import http.server
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import stat
import struct
import subprocess
import tempfile
import threading
import unittest
import zlib
from pathlib import Path

from programs import until

ROOT = Path(__file__).resolve().parents[2]
HUB = os.environ.get("LITFASS_HUB", ROOT / "build/debug/bin/litfass-hub")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # hundreds of fsyncs prove nothing here
UNDER_STRACE = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}  # both use ptrace
DAY = "2026-11-21T14:32"  # a Saturday


def page(ident, name="Seite", **more):
    return json.dumps({"id": ident, "kind": "page", "name": name, **more}, ensure_ascii=False)


def png(width=4, height=4):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def tree(folder):
    """Every file with its bytes: two equal trees mean that nothing was touched."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def signature_holds(key_hex, payload_type, envelope):
    """DSSE v1 by the letter: PAE, then plain Ed25519 by openssl."""
    payload = base64.b64decode(envelope["payload"])
    kind = payload_type.encode()
    message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
    with tempfile.TemporaryDirectory() as scratch:
        paths = {name: Path(scratch) / name for name in ("key", "message", "signature")}
        paths["key"].write_bytes(bytes.fromhex("302a300506032b6570032100" + key_hex))  # RFC 8410: SubjectPublicKeyInfo
        paths["message"].write_bytes(message)
        paths["signature"].write_bytes(base64.b64decode(envelope["signatures"][0]["sig"]))
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"], "-rawin",
                               "-in", paths["message"], "-sigfile", paths["signature"]], capture_output=True).returncode == 0


class Feed:
    """A published folder, read as a stranger would."""

    def __init__(self, folder, root_key):
        self.folder = folder
        root = json.loads((folder / "root.json").read_text())
        assert root["payloadType"] == "application/vnd.litfass.root.v1+json"
        assert signature_holds(root_key, root["payloadType"], root)
        self.root = json.loads(base64.b64decode(root["payload"]))
        envelope = json.loads((folder / "feed.json").read_text())
        assert envelope["payloadType"] == "application/vnd.litfass.feed.v1+json"
        assert signature_holds(self.root["keys"][0], envelope["payloadType"], envelope)
        self.manifest = json.loads(base64.b64decode(envelope["payload"]))

    def lines(self, file):
        packed = (self.folder / file["path"]).read_bytes()
        assert len(packed) == file["bytes"] and hashlib.sha256(packed).hexdigest() == file["sha256"]
        assert packed[4:8] == b"\0\0\0\0", "gzip with a time of its own"
        plain = gzip.decompress(packed)
        assert len(plain) == file["size"] and plain[-1:] in (b"", b"\n")
        return plain.split(b"\n")[:-1]

    def content(self, start=None):
        """The entries by way of the snapshot and the deltas behind it, or of the deltas behind `start` (version, entries)."""
        if start is None:
            version = self.manifest["snapshot"]["version"]
            entries = {json.loads(line)["id"]: line for line in self.lines(self.manifest["snapshot"])}
        else:
            version, entries = start[0], dict(start[1])
        for delta in self.manifest["deltas"]:
            if delta["version"] <= version:
                continue
            assert delta["version"] == version + 1, "gap in the chain"
            version += 1
            for line in self.lines(delta):
                change = json.loads(line)
                if "drop" in change:
                    del entries[change["drop"]]
                else:
                    entries[change["put"]["id"]] = line[len('{"put":'):-1]
        assert version == self.manifest["version"] and len(entries) == self.manifest["entries"]
        total = sum(int.from_bytes(hashlib.sha256(line).digest(), "big") for line in entries.values()) % 2**256
        assert "%064x" % total == self.manifest["content"]
        return version, entries


class HubTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.dir = self.scratch / "hub"
        self.key = json.loads(self.hub("init", "--json", "--name", "Südstadt").stdout)["key"]

    def hub(self, command, *arguments, expect=0, stdin="", clock=DAY, folder=None):
        extra = ["--clock", clock] if command in ("import", "publish") else []
        result = subprocess.run([HUB, command, "--dir", folder or self.dir, *extra, *arguments], input=stdin, capture_output=True,
                                text=True, timeout=60)
        self.assertEqual(result.returncode, expect, result.stderr)
        return result

    def take(self, *lines, **options):
        return json.loads(self.hub("import", "--json", "-", stdin="".join(line + "\n" for line in lines), **options).stdout)

    def publish(self, **options):
        return json.loads(self.hub("publish", "--json", **options).stdout)

    def export(self):
        return self.hub("export").stdout.splitlines()

    def feed(self):
        return Feed(self.dir / "feed", self.key)


class Init(HubTest):
    def test_keys_are_secret_and_the_printed_one_is_the_root(self):
        for path in (self.dir / "keys").iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE((self.dir / "keys").stat().st_mode), 0o700)
        self.publish()
        self.assertEqual(self.feed().root["version"], 1)
        self.assertNotIn("secret", " ".join(tree(self.dir / "feed")))

    def test_a_person_at_a_terminal_is_asked_three_questions(self):
        fresh = self.scratch / "fresh"
        ours, theirs = pty.openpty()
        os.write(ours, "Waldviertel\nby\n\n".encode())  # the last is left as it is offered
        result = subprocess.run([HUB, "init", "--dir", fresh], stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, text=True, timeout=20)
        os.close(theirs)
        self.addCleanup(os.close, ours)
        self.assertEqual(result.returncode, 0)
        said = os.read(ours, 4096).decode()
        self.assertEqual(len(re.findall(r"\[[^\]]+\]: ", said)), 3, said)
        self.assertIn("'Waldviertel'", result.stdout)
        with sqlite3.connect(fresh / "hub.db") as hub:
            settings = dict(hub.execute("SELECT key, value FROM setting WHERE key IN ('name', 'land', 'timezone')"))
        self.assertEqual(settings, {"name": "Waldviertel", "land": "BY", "timezone": "Europe/Berlin"})

    def test_screens_look_so_often_that_a_change_is_seen_within_a_minute(self):
        self.publish()
        latest = self.feed().manifest["poll_s"] * 1.2  # they part by a fifth
        self.assertLess(latest + 5, 60)  # saved, published, fetched, drawn

    def test_a_second_init_fails_in_one_line_and_touches_nothing(self):
        before = tree(self.dir)
        for arguments in (["--json"], ["--name", "Anders"]):
            error = self.hub("init", *arguments, expect=74).stderr
            self.assertEqual(error.count("\n"), 1)
        self.assertEqual(tree(self.dir), before)

    def test_bad_options_leave_no_folder_behind(self):
        fresh = self.scratch / "fresh"
        for arguments in (["--land", "XX"], ["--timezone", "Mars/Olympus"], ["--poll", "0"], ["--name", " "], ["--colour", "red"]):
            self.hub("init", *arguments, folder=fresh, expect=64)
        self.assertFalse(fresh.exists())

    def test_commands_without_a_hub_say_so(self):
        for command in ("publish", "export", "serve"):
            self.assertIn("no hub", self.hub(command, folder=self.scratch / "none", expect=66).stderr)


class Import(HubTest):
    def test_every_bad_line_is_named_and_nothing_changes(self):
        self.take(page("a"))
        before = tree(self.dir)
        file = self.scratch / "lines.jsonl"
        file.write_text("\n".join([page("b"), "", page("C"), page("d", name=7), "{", page("e", name="x" * 81)]) + "\n")
        result = self.hub("import", "--json", str(file), expect=65)
        rejected = json.loads(result.stdout)["rejected"]
        self.assertEqual([item["line"] for item in rejected], [3, 4, 5, 6])
        self.assertTrue(all(item["file"] == str(file) for item in rejected))
        for number, field in ((3, "field 'id'"), (4, "field 'name'"), (5, "not valid JSON"), (6, "field 'name'")):
            self.assertIn(f"{file} line {number}: {field}", result.stderr)
        self.assertEqual(tree(self.dir), before)

    def test_a_good_file_before_a_bad_one_changes_nothing(self):
        good, bad = self.scratch / "good", self.scratch / "bad"
        good.write_text(page("a") + "\n")
        bad.write_text("{}\n")
        self.hub("import", str(good), str(bad), expect=65)
        self.hub("import", str(good), str(self.scratch / "none"), expect=66)
        self.hub("import", str(good), str(self.scratch), expect=74)
        self.assertEqual(self.export(), [])

    def test_entries_are_upserted_and_dropped_by_id(self):
        result = self.take(page("b"), page("a"), page("c"))
        self.assertEqual(result, {"imported": 3, "changed": 3, "dropped": 0, "rejected": []})
        result = self.take(page("b"), page("a", name="Neu"), '{ "drop": "c" }', '{"drop":"never-there"}')
        self.assertEqual((result["changed"], result["dropped"]), (1, 1))
        self.assertEqual([json.loads(line)["id"] for line in self.export()], ["a", "b"])

    def test_replace_leaves_exactly_these_lines(self):
        self.take(page("a"), page("b"), page("c"))
        file = self.scratch / "lines"
        file.write_text(page("b") + "\n" + page("d") + "\n")
        result = json.loads(self.hub("import", "--replace", "--json", str(file)).stdout)
        self.assertEqual((result["imported"], result["changed"], result["dropped"]), (2, 1, 2))
        self.assertEqual([json.loads(line)["id"] for line in self.export()], ["b", "d"])

    def test_import_of_an_export_changes_nothing(self):
        self.hub("import", *sorted(map(str, (ROOT / "assets/sample").glob("*.jsonl"))))
        exported = self.export()
        self.assertEqual(exported, sorted(exported, key=lambda line: json.loads(line)["id"].encode()))
        self.assertGreaterEqual(len(exported), 120)
        self.publish()
        self.assertEqual(self.take(*exported)["changed"], 0)
        self.assertFalse(self.publish()["changed"])

    def test_unknown_fields_and_other_scripts_survive(self):
        line = page("a", name={"ar": "مرحبا", "de": "Grüße 🎄"}, zukunft={"b": [1, 2.5, None], "a": "\u202e"})
        self.take(line)
        entry = json.loads(self.export()[0])
        self.assertEqual(entry, json.loads(line))

    def test_byte_order_mark_crlf_and_a_missing_last_newline_are_fine(self):
        file = self.scratch / "windows"
        file.write_bytes(b"\xef\xbb\xbf" + page("a").encode() + b"\r\n\r\n" + page("b").encode())
        self.hub("import", str(file))
        self.assertEqual(len(self.export()), 2)

    def test_a_line_beyond_64_kib_is_rejected_and_the_next_one_read(self):
        result = self.hub("import", "-", stdin=page("a", x="y" * 70000) + "\n{}\n", expect=65)
        self.assertIn("line 1: the line has more than", result.stderr)
        self.assertIn("line 2: field 'kind'", result.stderr)

    def test_missing_places_are_warned_about(self):
        service = json.dumps({"id": "s", "kind": "service", "name": "S", "location": "haus", "provider": "verein"})
        result = self.hub("import", "-", stdin=service + "\n" + json.dumps({"id": "haus", "kind": "place", "name": "H"}))
        self.assertIn("line 1: warning: field 'provider': there is no 'verein'", result.stderr)
        self.assertNotIn("haus", result.stderr)

    def test_a_picture_that_the_hub_does_not_have_is_warned_about(self):
        asset = "0" * 64 + ".png"
        result = self.hub("import", "-", stdin=page("a", image={"asset": asset, "alt": "A"}))
        self.assertIn(f"line 1: warning: field 'image.asset': there is no '{asset}'", result.stderr)

    def test_of_two_lines_with_one_id_the_last_counts_with_a_warning(self):
        result = self.hub("import", "-", stdin=page("a", name="Erst") + "\n" + page("a", name="Dann"))
        self.assertIn("line 2: warning: 'a' stood in a line above already", result.stderr)
        self.assertEqual(json.loads(self.export()[0])["name"], "Dann")

    def test_relative_dates_meet_the_day_of_the_import(self):
        event = {"id": "e", "kind": "event", "name": "E", "start": "sun+1T15:00", "end": "sun+1T16:30", "exdate": ["mon"],
                 "visible_until": "today+3"}
        self.take(json.dumps(event))
        entry = json.loads(self.export()[0])
        self.assertEqual((entry["start"], entry["end"]), ("2026-11-29T15:00", "2026-11-29T16:30"))
        self.assertEqual((entry["exdate"], entry["visible_until"]), (["2026-11-23"], "2026-11-24"))

    def test_pictures_become_assets_under_their_hash(self):
        (self.scratch / "pictures").mkdir()
        (self.scratch / "pictures/a.png").write_bytes(png())
        file = self.scratch / "lines"
        file.write_text(page("a", image={"file": "pictures/a.png", "alt": "Bild"}) + "\n")
        self.hub("import", str(file))
        name = hashlib.sha256(png()).hexdigest() + ".png"
        self.assertEqual(json.loads(self.export()[0])["image"], {"alt": "Bild", "asset": name})
        self.assertEqual((self.dir / "feed/asset" / name).read_bytes(), png())

    def test_bad_pictures_reject_their_line(self):
        before = tree(self.dir)
        (self.scratch / "cut.png").write_bytes(png()[:-1])
        (self.scratch / "wide.png").write_bytes(png(4097, 1))
        (self.scratch / "x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        (self.scratch / "good.png").write_bytes(png())
        for path in ("cut.png", "wide.png", "x.svg", "none.png", "../x.png", "/etc/passwd", 7, ""):
            file = self.scratch / "lines"
            file.write_text(page("ok", image={"file": "good.png", "alt": "x"}) + "\n" + page("a", image={"file": path, "alt": "x"}) + "\n")
            self.assertIn("line 2: field 'image.file'", self.hub("import", str(file), expect=65).stderr)
        self.assertEqual(tree(self.dir), before)


class Publish(HubTest):
    def test_each_version_is_reached_by_snapshot_and_by_delta(self):
        ballast = [hashlib.sha256(b"%d" % i).hexdigest() for i in range(40)]  # so that deltas pay
        self.take(page("a"), page("b"), *(page(f"p{i}", name=text) for i, text in enumerate(ballast)))
        self.assertEqual(self.publish()["version"], 1)
        known = self.feed().content()
        for version, lines in ((2, [page("c")]), (3, [page("a", name="Neu"), '{"drop":"b"}']), (4, ['{"drop":"c"}'])):
            self.take(*lines)
            self.assertEqual(self.publish()["version"], version)
            feed = self.feed()
            fresh = feed.content()
            self.assertEqual(feed.content(known), fresh)
            self.assertEqual(sorted(line.decode() for line in fresh[1].values()), sorted(self.export()))
            known = fresh

    def test_a_delta_that_costs_more_than_the_snapshot_is_not_named(self):
        self.take(page("a"))
        self.publish()
        self.take(*(page(f"p{i}") for i in range(50)), '{"drop":"a"}')
        self.publish()
        feed = self.feed()
        self.assertEqual((feed.manifest["snapshot"]["version"], feed.manifest["deltas"]), (2, []))
        feed.content()

    def test_nothing_changed_keeps_version_and_bytes(self):
        self.take(page("a"))
        self.publish()
        before = tree(self.dir / "feed")
        self.take(page("a", name="Anders"))
        self.take(page("a"))  # and back
        result = self.publish()
        self.assertEqual((result["version"], result["changed"], result["renewed"]), (1, False, False))
        self.assertEqual(tree(self.dir / "feed"), before)

    def test_after_a_day_the_same_version_is_signed_again(self):
        self.take(page("a"))
        self.publish()
        before = self.feed().manifest
        result = self.publish(clock="2026-11-23T09:00")
        self.assertEqual((result["version"], result["changed"], result["renewed"]), (1, False, True))
        after = self.feed().manifest
        self.assertGreater(after["published"], before["published"])
        self.assertGreater(after["expires"], before["expires"])
        self.assertEqual(after["snapshot"], before["snapshot"])

    def test_a_clock_that_went_back_does_not_take_published_back(self):
        self.publish()
        before = self.feed().manifest["published"]
        self.take(page("a"))
        self.publish(clock="2020-01-01T00:00")
        self.assertGreaterEqual(self.feed().manifest["published"], before)

    def test_old_files_go_and_what_the_manifest_names_stays(self):
        for version in range(40):
            self.take(page("a", name=f"Name {version}"))
            self.publish()
        feed = self.feed()
        feed.content()
        self.assertEqual(len(list((self.dir / "feed/snapshot").iterdir())), 3)
        self.assertLessEqual(len(list((self.dir / "feed/delta").iterdir())), 32)
        self.assertLess((self.dir / "feed/feed.json").stat().st_size, 4096)

    def test_a_large_feed_keeps_its_snapshot_while_deltas_are_cheap(self):
        text = [base64.b64encode(hashlib.sha256(b"%d" % i).digest() * 40).decode() for i in range(400)]
        self.take(*(page(f"p{i}", description=text[i]) for i in range(400)))
        self.publish()
        known = self.feed().content()
        written = set()
        for step in range(20):
            self.take(page("p1", description=f"Schritt {step}"))
            self.publish()
            feed = self.feed()
            self.assertEqual(feed.content(), feed.content(known) if step < 16 else feed.content())
            written.add(feed.manifest["snapshot"]["version"])
        self.assertEqual(sorted(written), [1, 18])

    def test_a_manifest_that_was_lost_after_a_crash_comes_back(self):
        self.take(page("a"))
        self.publish()
        path = self.dir / "feed/feed.json"
        before = path.read_bytes()
        path.write_bytes(b"{}")
        self.assertFalse(self.publish()["changed"])
        self.assertEqual(path.read_bytes(), before)

    def test_a_disk_that_refuses_leaves_the_feed_as_it_was(self):
        self.take(page("a"))
        self.publish()
        before = tree(self.dir / "feed")
        self.take(page("b"))
        os.rename(self.dir / "feed/delta", self.dir / "feed/gone")
        self.hub("publish", expect=66)
        os.rename(self.dir / "feed/gone", self.dir / "feed/delta")
        self.assertEqual(tree(self.dir / "feed"), before)
        self.assertEqual(self.publish()["version"], 2)
        self.feed().content()

    def test_pictures_that_nobody_shows_go_after_a_while(self):
        (self.scratch / "a.png").write_bytes(png())
        file = self.scratch / "lines"
        file.write_text(page("a", image={"file": "a.png", "alt": "Bild"}) + "\n")
        self.hub("import", str(file))
        self.publish()
        self.take(page("a"))
        self.publish()
        self.assertEqual(len(list((self.dir / "feed/asset").iterdir())), 1)
        for version in range(17):
            self.take(page("a", name=f"Name {version}"))
            self.publish()
        self.assertEqual(list((self.dir / "feed/asset").iterdir()), [])

    def test_publishing_without_its_key_fails_and_changes_nothing(self):
        self.take(page("a"))
        self.publish()
        before = tree(self.dir / "feed")
        self.take(page("b"))
        key = self.dir / "keys/publishing.secret"
        text = key.read_text()
        another = "%02x" % (int(text[:2], 16) ^ 1)  # never the byte that is there, as a fixed one would be once in 256 runs
        for broken in (text[:-2], another + text[2:], ""):
            key.write_text(broken)
            self.hub("publish", expect=65)
        other = self.scratch / "other"
        self.hub("init", folder=other)
        key.write_text((other / "keys/publishing.secret").read_text())
        self.hub("publish", expect=77)
        # A delta with a hashed name may lie there unnamed; what counts is what the manifest names.
        after = tree(self.dir / "feed")
        self.assertEqual({name: after[name] for name in before}, before)


class PowerCut(HubTest):
    """Kills the program at each call that touches the disk (strace), as a power cut does between two of them."""

    CALLS = ("fsync", "fdatasync", "rename", "unlink", "pwrite64")

    def killed_everywhere(self, command, stdin=""):
        """Yields after each kill; the hub's folder is as it was before the command again each time."""
        before = self.scratch / "before"
        shutil.copytree(self.dir, before)
        points = 0
        for call in self.CALLS:
            for number in range(1, 200):
                shutil.rmtree(self.dir)
                shutil.copytree(before, self.dir)
                arguments = [command, "--dir", self.dir, "--clock", DAY] + (["-"] if stdin else [])
                result = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                         f"inject={call}:signal=KILL:when={number}", HUB, *arguments], input=stdin, text=True,
                                        capture_output=True, timeout=60, env=UNDER_STRACE)
                if result.returncode == 0:
                    break
                self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
                points += 1
                yield f"{command} killed at {call} {number}"
        self.assertGreater(points, 15)

    def test_a_publication_is_all_there_or_not_at_all(self):
        self.take(*(page(f"p{i}") for i in range(9)))
        self.publish()
        old = self.feed().content()
        self.take(page("new"), '{"drop":"p1"}')
        new = sorted(self.export())
        for point in self.killed_everywhere("publish"):
            with self.subTest(point):
                version, entries = self.feed().content()
                self.assertIn(version, (1, 2))
                expected = new if version == 2 else sorted(line.decode() for line in old[1].values())
                self.assertEqual(sorted(line.decode() for line in entries.values()), expected)
                self.publish()
                self.assertEqual(self.feed().content()[0], 2)
                self.assertEqual(sorted(self.export()), new)
                self.take(page("later"))
                self.publish()
                left = [path.name for path in (self.dir / "feed").rglob("*") if ".tmp" in path.name]
                self.assertEqual(left, [])

    def test_an_import_is_all_there_or_not_at_all(self):
        self.take(*(page(f"p{i}") for i in range(9)))
        old = self.export()
        lines = page("new") + "\n" + '{"drop":"p1"}' + "\n" + page("p2", name="Neu") + "\n"
        self.hub("import", "-", stdin=lines)
        new = self.export()
        self.take('{"drop":"new"}', *old)
        self.assertEqual(self.export(), old)
        for point in self.killed_everywhere("import", stdin=lines):
            with self.subTest(point):
                self.assertIn(self.export(), (old, new))
                self.hub("import", "-", stdin=lines)
                self.assertEqual(self.export(), new)


class Serving(HubTest):
    def setUp(self):
        super().setUp()
        self.take(page("a"), page("b"))
        self.publish()
        self.process = subprocess.Popen([HUB, "serve", "--dir", self.dir, "--port", "0", "--json", "--clock", DAY],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.stop)
        first = json.loads(self.process.stdout.readline())
        self.assertEqual(first["key"], self.key)
        self.host, path = first["feed"].removeprefix("http://").split("/", 1)
        self.assertEqual(path, "feed/")

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        output = self.process.communicate(timeout=20)
        return self.process.returncode, output

    def request(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()

    def test_the_whole_feed_comes_over_http(self):
        for name, data in tree(self.dir / "feed").items():
            answer, body = self.request("/feed/" + name)
            self.assertEqual((answer.status, body), (200, data))
            immutable = name not in ("feed.json", "root.json")
            self.assertEqual("immutable" in answer.getheader("Cache-Control"), immutable)
            self.assertIsNone(answer.getheader("Content-Encoding"))
            again, body = self.request("/feed/" + name, headers={"If-None-Match": answer.getheader("ETag")})
            self.assertEqual((again.status, body), (304, b""))
            head, body = self.request("/feed/" + name, method="HEAD")
            self.assertEqual((head.status, body, head.getheader("Content-Length")), (200, b"", str(len(data))))

    def test_not_modified_costs_at_most_600_bytes(self):
        etag = self.request("/feed/feed.json", method="HEAD")[0].getheader("ETag")
        self.assertFalse(etag.startswith("W/"))
        answer, body = self.request("/feed/feed.json", headers={"If-None-Match": f'"other", {etag}'})
        headers = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        self.assertEqual(answer.status, 304)
        self.assertLessEqual(len("HTTP/1.1 304 Not Modified\r\n") + headers + 2 + len(body), 600)

    def test_a_publication_shows_at_once_under_a_new_tag(self):
        before = self.request("/feed/feed.json", method="HEAD")[0].getheader("ETag")
        self.take(page("c"))
        self.publish()
        answer, body = self.request("/feed/feed.json", headers={"If-None-Match": before})
        self.assertEqual(answer.status, 200)
        self.assertNotEqual(answer.getheader("ETag"), before)
        self.assertEqual(body, (self.dir / "feed/feed.json").read_bytes())

    def test_a_download_resumes(self):
        name = self.feed().manifest["snapshot"]["path"]
        data = (self.dir / "feed" / name).read_bytes()
        answer, body = self.request("/feed/" + name, headers={"Range": "bytes=10-"})
        self.assertEqual((answer.status, body), (206, data[10:]))
        self.assertEqual(answer.getheader("Content-Range"), f"bytes 10-{len(data) - 1}/{len(data)}")
        etag = answer.getheader("ETag")
        self.assertEqual(self.request("/feed/" + name, headers={"Range": "bytes=10-", "If-Range": etag})[1], data[10:])
        self.assertEqual(self.request("/feed/" + name, headers={"Range": "bytes=10-", "If-Range": '"x"'})[1], data)
        answer, _ = self.request("/feed/" + name, headers={"Range": f"bytes={len(data)}-"})
        self.assertEqual((answer.status, answer.getheader("Content-Range")), (416, f"bytes */{len(data)}"))

    def test_nothing_but_the_feed_is_there(self):
        os.symlink(self.dir / "hub.db", self.dir / "feed/link.json")
        (self.dir / "feed/.hidden.json").write_text("x")
        (self.dir / "feed/note.txt").write_text("x")
        self.assertEqual(self.request("/")[0].getheader("Location"), "/sign-in")  # pages are for those who sign in
        for path in ("/feed", "/feed/", "/feed/snapshot", "/feed/snapshot/", "/feed/none.json", "/feed/../hub.db",
                     "/feed/%2e%2e/hub.db", "/feed/..%2fhub.db", "/feed//feed.json", "/feed/./feed.json", "/feed/feed.json%00",
                     "/feed/feed%2ejson", "/feed/link.json", "/feed/.hidden.json", "/feed/note.txt", "/keys/root.secret",
                     "/feed/../keys/root.secret", "/feed/snapshot/../feed.json"):
            self.assertEqual(self.request(path)[0].status, 404, path)

    def test_only_get_and_head_are_allowed(self):
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            answer, _ = self.request("/feed/feed.json", method=method, body="x" * 100000)
            self.assertEqual((answer.status, answer.getheader("Allow")), (405, "GET, HEAD"), method)
        self.assertEqual(self.request("/feed/feed.json")[0].status, 200)

    def test_huge_headers_do_not_harm(self):
        answer, _ = self.request("/feed/feed.json", headers={"X-Long": "x" * 40000})
        self.assertIn(answer.status, (413, 431))
        self.assertEqual(self.request("/feed/feed.json")[0].status, 200)

    def test_signals_end_it_cleanly(self):
        code, (out, err) = self.stop(signal.SIGINT)
        self.assertEqual((code, out, err), (0, "", ""))

    def test_sighup_looks_again_whether_the_manifest_is_there(self):
        manifest = self.dir / "feed/feed.json"
        before = manifest.read_bytes()
        manifest.unlink()
        self.process.send_signal(signal.SIGHUP)
        until(manifest.exists, "the manifest is there again")
        self.assertEqual(manifest.read_bytes(), before)
        self.assertEqual(self.request("/feed/feed.json")[0].status, 200)
        self.assertEqual(self.stop()[0], 0)

    def test_closing_its_terminal_ends_it(self):
        self.stop()
        ours, theirs = pty.openpty()
        process = subprocess.Popen([HUB, "serve", "--dir", self.dir, "--port", "0", "--json"], stdin=theirs,
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.addCleanup(os.close, ours)
        os.close(theirs)
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 0)

    def test_a_taken_port_is_one_line_and_no_crash(self):
        port = self.host.rsplit(":", 1)[1]
        result = self.hub("serve", "--port", port, expect=69)
        self.assertEqual(result.stderr.count("\n"), 1)

    def test_bad_ports_and_addresses_are_usage_errors(self):
        for arguments in (["--port", "65536"], ["--port", "x"], ["--port", "-1"], ["--bind", "localhost"], ["--port"], ["extra"]):
            self.hub("serve", *arguments, expect=64)


class OtherServer(HubTest):
    def test_any_static_server_can_carry_the_folder(self):
        self.take(page("a"))
        self.publish()
        quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=str(self.dir / "feed")))
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        copy = self.scratch / "copy"

        def fetch(name):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            self.addCleanup(connection.close)
            connection.request("GET", "/" + name)
            answer = connection.getresponse()
            self.assertEqual(answer.status, 200)
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(answer.read())

        fetch("root.json")
        fetch("feed.json")
        fetch(self.feed().manifest["snapshot"]["path"])
        self.assertEqual(list(Feed(copy, self.key).content()[1]), ["a"])


class CommandLine(unittest.TestCase):
    def run_hub(self, *arguments):
        return subprocess.run([HUB, *arguments], capture_output=True, text=True, timeout=20)

    def test_help_and_version_are_results(self):
        for arguments in (["--help"], ["--version"], ["import", "--help"], ["serve", "-h"]):
            result = self.run_hub(*arguments)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertTrue(result.stdout)

    def test_mistakes_are_one_line_and_exit_64(self):
        for arguments in ([], ["fly"], ["init"], ["init", "--dir"], ["import", "--dir", "x"], ["publish", "--dir", "x", "--port", "1"],
                          ["export", "--dir=x", "--json=yes"]):
            result = self.run_hub(*arguments)
            self.assertEqual((result.returncode, result.stdout, result.stderr.count("\n")), (64, "", 1), arguments)


if __name__ == "__main__":
    unittest.main()
