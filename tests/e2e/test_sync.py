#!/usr/bin/python3
"""litfass-sync from outside: the real program against a scripted peer, and once against the real hub.

LITFASS_SYNC and LITFASS_HUB name the built programs (else the debug build). What was requested is counted at the peer, what is in
the cache is read with Python's sqlite3.
"""
import json
import os
import shutil
import signal
import sqlite3
import ssl
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from feedpeer import Key, entry, png
from kiosk import CONFIG, DATA, IO, NETWORK, NO_INPUT, OK, PAGES, USAGE, DENIED, Kiosk
from programs import HUB, SYNC, Process


class SyncTest(Kiosk):
    # What happens on good days

    def test_a_cold_sync_asks_for_three_files(self):
        self.feed.publish(put=PAGES)
        answer = json.loads(self.expect(OK, more=["--json"]).stdout)
        self.assertEqual(self.peer.paths(), ["root.json", "feed.json", self.feed.snapshot["path"]])
        self.assertEqual((answer["way"], answer["version"], answer["entries"], answer["requests"]), ("snapshot", 1, 40, 3))
        self.assert_holds(1)

    def test_nothing_new_costs_one_request_of_at_most_600_bytes_and_writes_nothing(self):
        self.start_with()
        before = {path: path.read_bytes() for path in self.cache.parent.rglob("*") if path.is_file()}
        self.assertIn("nothing new", self.expect(OK).stdout)
        self.assertEqual([(path, status) for path, status, _ in self.peer.log], [("feed.json", 304)])
        self.assertLessEqual(self.peer.log[0][2], 600)
        self.assertEqual(before, {path: path.read_bytes() for path in self.cache.parent.rglob("*") if path.is_file()})

    def test_a_change_takes_the_delta(self):
        self.start_with()
        self.feed.publish(put=[entry("seite-003", name="Neu"), entry("zugabe")], drop=["seite-007"])
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json", self.feed.deltas[-1]["path"]])
        self.assert_holds(2)

    def test_several_deltas_are_taken_in_order_in_one_go(self):
        self.start_with()
        for i in range(3):
            self.feed.publish(put=[entry("seite-003", name=f"Fassung {i}")])
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json"] + [delta["path"] for delta in self.feed.deltas])
        self.assert_holds(4)

    def test_a_chain_that_does_not_reach_back_means_the_snapshot(self):
        self.start_with()
        for i in range(3):
            self.feed.publish(put=[entry("seite-003", name=f"Fassung {i}")], deltas_listed=2)
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json", self.feed.snapshot["path"]])
        self.assert_holds(4)

    def test_a_chain_larger_than_the_snapshot_means_the_snapshot(self):
        self.start_with()
        self.feed.publish(put=[entry(f"neu-{i}", name=os.urandom(30).hex()) for i in range(50)])
        self.feed.publish(drop=[f"neu-{i}" for i in range(50)])
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json", self.feed.snapshot["path"]])
        self.assert_holds(3)

    def test_a_snapshot_older_than_the_version_is_completed_by_deltas(self):
        self.feed.publish(put=PAGES)
        self.feed.publish(put=[entry("seite-003", name="Neu")], drop=["seite-000"], snapshot=False)
        self.feed.publish(put=[entry("seite-000", name="Wieder da"), entry("anders")], drop=["seite-001"], snapshot=False)
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["root.json", "feed.json", self.feed.snapshot["path"]]
                         + [delta["path"] for delta in self.feed.deltas])
        self.assert_holds(3)

    def test_the_real_hub_is_understood(self):
        hub = self.scratch / "hub"
        run = lambda *words, **more: subprocess.run([HUB, *words, "--dir", hub], check=True, capture_output=True, text=True, **more)
        key = json.loads(run("init", "--json", stdin=subprocess.DEVNULL).stdout)["key"]
        (self.scratch / "in.jsonl").write_bytes(b"\n".join(PAGES) + b"\n")
        run("import", self.scratch / "in.jsonl")
        run("publish")
        serve = subprocess.Popen([HUB, "serve", "--dir", hub, "--port", "0", "--json"], stdout=subprocess.PIPE, text=True)
        try:
            url = json.loads(serve.stdout.readline())["feed"]
            self.expect(OK, key=key, url=url)
            self.assertEqual(self.lines(), {json.loads(line)["id"]: line for line in PAGES})
            (self.scratch / "in.jsonl").write_bytes(entry("seite-001", name="Anders") + b"\n")
            run("import", self.scratch / "in.jsonl")
            run("publish")
            answer = json.loads(self.expect(OK, key=key, url=url, more=["--json"]).stdout)
            self.assertEqual((answer["way"], answer["requests"]), ("deltas", 2))
            self.assertEqual(self.lines()["seite-001"], entry("seite-001", name="Anders"))
            self.expect(OK, command="verify", key=key, url=url, cache=False)
        finally:
            serve.terminate()
            serve.wait()
            serve.stdout.close()

    def test_kinds_of_tomorrow_are_skipped_and_counted(self):
        self.start_with(PAGES + [entry("r2", kind="robot"), entry("d2", kind="notice", priority="apocalypse")])
        status = self.status()
        self.assertEqual((status["entries"], status["skipped"]), (42, 2))
        self.assert_holds(1)

    def test_another_feed_json_with_the_same_content_is_remembered(self):
        self.start_with()
        self.feed.manifest["expires"] = "2036-12-24T10:00:00Z"
        self.feed.write_manifest()
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json"])
        self.assertEqual(self.status()["expires"], "2036-12-24T10:00:00Z")
        self.expect(OK)
        self.assertEqual(self.peer.log[0][1], 304)

    # Keys change without a visit

    def test_a_new_publishing_key_is_found_in_the_root(self):
        self.start_with()
        self.feed.write_root(2, [self.other])
        self.feed.publish(put=[entry("neu")], key=self.other)
        self.expect(OK)
        self.assertEqual(self.peer.paths(), ["feed.json", "root.json", self.feed.deltas[-1]["path"]])
        self.feed.write_root(1, [self.key])
        self.feed.publish(put=[entry("alt")])
        self.assert_kept(DENIED, "root.json", version=2)

    def test_a_root_key_hands_over_to_the_next_without_a_visit(self):
        self.start_with()
        first, second = self.other, Key(self.keys.name, "second")
        self.feed.hand_over(2, first)
        self.feed.publish(put=[entry("neu")])
        self.look_at_root_again()
        self.expect(OK)
        self.feed.hand_over(3, second)
        self.feed.hand_over(4, first)  # off for two of them
        self.feed.write_root(5, [self.key])
        self.feed.publish(put=[entry("spaeter")])
        self.look_at_root_again()
        self.expect(OK)
        self.assert_holds(3)
        self.look_at_root_again()
        self.expect(OK)  # what is kept leads from the pinned key to the present one
        self.assertEqual(self.peer.paths(), ["root.json", "feed.json"])

    def test_a_new_screen_with_the_old_root_key_finds_the_present_one(self):
        self.feed.publish(put=PAGES)
        self.feed.hand_over(2, self.other)
        self.feed.write_root(3, [self.key])
        self.expect(OK)
        self.assert_holds(1)

    # Broken and hostile peers (QUALITY R8)

    def test_a_login_page_is_not_a_feed(self):
        self.start_with()
        self.peer.faults = {"": lambda h: h.answer(200, b"<html><body>Willkommen im Gastnetz</body></html>")}
        self.assert_kept(NETWORK, "login page")
        self.peer.faults = {"": lambda h: h.answer(511, b"<html>")}
        self.assert_kept(NETWORK, "HTTP 511")

    def test_a_redirect_elsewhere_is_not_followed(self):
        self.start_with()
        elsewhere = self.start_peer()
        self.peer.faults = {"": lambda h: h.answer(302, headers=[("Location", elsewhere.url + "feed.json")])}
        self.assert_kept(NETWORK, "another host")
        self.assertEqual(elsewhere.log, [])

    def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(self):
        self.feed.publish(put=PAGES)
        self.peer.faults = {"feed.json": lambda h: h.answer(302, headers=[("Location", "/feed/there.json")]),
                            "there.json": lambda h: h.serve("feed.json")}
        self.expect(OK)
        self.peer.faults = {"feed.json": lambda h: h.answer(302, headers=[("Location", "/feed/feed.json")])}
        self.assert_kept(NETWORK, "redirects")
        self.assertEqual(len(self.peer.log), 4)

    def test_server_errors_and_silence_are_network_errors(self):
        self.start_with()
        for status in (404, 429, 500, 503):
            self.peer.faults = {"": lambda h, status=status: h.answer(status, headers=[("Retry-After", "120")])}
            self.assert_kept(NETWORK, f"HTTP {status}")
        self.peer.faults = {"": lambda h: setattr(h, "close_connection", True)}
        self.assert_kept(NETWORK, "feed.json")

    def test_only_https_beyond_this_machine(self):
        for url in ("http://example.org/feed/", "ftp://127.0.0.1/", "file:///etc/", "http://127.0.0.1.example.org/", "nonsense",
                    "http://user:secret@127.0.0.1/"):
            self.expect(USAGE, "", url=url)

    def test_certificates_are_verified(self):
        self.feed.publish(put=PAGES)
        certificate, private = self.scratch / "cert.pem", self.scratch / "tls.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                        "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", private, "-out",
                        certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, private)
        self.peer = self.start_peer(tls=context)
        self.expect(NETWORK, "certificate")
        settings = self.scratch / "sync.ini"
        settings.write_text(f"[feed]\nca_file = {certificate}\n")
        self.expect(OK, more=["--config", settings])
        settings.write_text(f"[feed]\nca_file = {certificate}\npin = sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
        self.expect(NETWORK, "", more=["--config", settings])

    # Pictures

    def test_pictures_come_after_entries_and_are_swept(self):
        asset = self.feed.asset(png())
        image = {"asset": asset, "alt": "Bild"}
        self.start_with([entry("a", image=image), entry("b", image=image)])
        self.assertEqual(self.peer.paths()[-1], f"asset/{asset}")
        self.assertEqual(len(self.peer.log), 4)
        folder = Path(f"{self.cache}.assets")
        self.assertEqual((folder / asset).read_bytes(), png())
        self.feed.publish(put=[entry("a"), entry("b")])
        self.expect(OK)
        self.assertFalse((folder / asset).exists())
        self.feed.publish(put=[entry("a", image=image)])
        self.expect(OK)
        self.assertTrue((folder / asset).exists())
        self.assertNotIn(f"asset/{asset}", self.peer.paths())

    def test_bad_pictures_are_left_out_and_the_rest_goes_on(self):
        good = self.feed.asset(png())
        huge, fake = self.feed.asset(png(5000, 10)), self.feed.asset(b"<svg/>" * 20)
        wrong = "0" * 64 + ".png"
        (self.feed.folder / "asset" / wrong).write_bytes(png(8, 8))
        names = [wrong, huge, fake, good]
        self.feed.publish(put=[entry(f"e{i}", image={"asset": name, "alt": "Bild"}) for i, name in enumerate(names)])
        answer = json.loads(self.sync(more=["--json"]).stdout)
        self.assertEqual((answer["pictures"], answer["pictures_missing"]), (1, 3))
        self.assertEqual([path.name for path in Path(f"{self.cache}.assets").iterdir()], [good])
        self.assert_holds(1)

    # Offline, damage, power cuts

    def test_a_failure_is_noted_once_and_forgotten_with_success(self):
        self.start_with()
        self.peer.faults = {"": lambda h: h.answer(503)}
        self.expect(NETWORK)
        first = self.status()
        self.assertEqual((first["state"], first["last_error"]), ("offline", "'feed.json': HTTP 503"))
        before = self.cache.read_bytes()
        self.expect(NETWORK)
        self.assertEqual(before, self.cache.read_bytes())
        self.peer.faults = {}
        self.expect(OK)
        self.assertEqual((self.status()["state"], self.status()["failing_since"]), ("ok", None))

    def damage_and_sync(self, damage):
        """Cache damaged, network gone: the content must be there again."""
        damage()
        self.peer.faults = {"": lambda h: h.answer(503)}
        done = self.sync()
        self.assertEqual(done.returncode, NETWORK, done.stderr)
        self.assert_holds(self.feed.version)
        self.peer.faults = {}
        self.expect(OK)

    def test_a_damaged_cache_is_rebuilt_without_network(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], drop=["seite-000"])
        self.expect(OK)
        size = self.cache.stat().st_size
        self.damage_and_sync(lambda: self.cache.write_bytes(os.urandom(size)))
        self.damage_and_sync(lambda: os.truncate(self.cache, size // 2 + 100))
        self.damage_and_sync(lambda: self.cache.write_bytes(b""))
        self.damage_and_sync(self.cache.unlink)

        def newer():
            db = sqlite3.connect(self.cache)
            db.execute("PRAGMA user_version = 99")
            db.close()
        self.damage_and_sync(newer)

    def copies(self):
        return sorted(path.name for path in Path(f"{self.cache}.kept").glob("copy-*"))

    def test_a_damaged_cache_comes_back_from_its_copy_and_the_deltas_since(self):
        self.start_with()
        self.feed.publish(put=[entry("neu")], drop=["seite-000"])
        self.expect(OK)
        self.assertEqual(self.copies(), ["copy-1.db"])
        for path in Path(f"{self.cache}.kept").glob("snapshot-*"):
            path.write_bytes(b"")  # only the copy can help
        self.damage_and_sync(lambda: self.cache.write_bytes(b"noise" * 10000))
        self.assertEqual(self.copies(), ["copy-2.db"])  # the next good poll makes another

    def test_a_copy_that_is_damaged_too_is_not_believed(self):
        def spoil(path, start, length):
            with open(path, "r+b") as raw:
                raw.seek(start)
                raw.write(os.urandom(length))
        self.start_with()
        for start in (0, 4096):
            for path in (self.cache, Path(f"{self.cache}.kept") / self.copies()[0]):
                spoil(path, start, path.stat().st_size - start)
            self.damage_and_sync(lambda: None)
            self.assertEqual(self.copies(), ["copy-1.db"])

    def sweep(self, calls, action):
        """Does `action` to the n-th call of each kind during a sync, for every n, each time from the same start. Yields after each."""
        kiosk, copy = self.cache.parent, self.scratch / "copy"
        shutil.copytree(kiosk, copy)
        for call in calls:
            for when in range(1, 200):
                shutil.rmtree(kiosk)
                shutil.copytree(copy, kiosk)
                words = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{action}:when={when}"]
                if call == "pread64":  # the loader of programs reads with it too
                    words += ["-P", self.cache]
                done = subprocess.run(words + self.arguments("once"), capture_output=True, text=True,
                                      env=os.environ | {"ASAN_OPTIONS": "detect_leaks=0"})  # which does not work under strace
                yield call, when, done
                if done.returncode == OK:
                    break

    def start_sweep(self):
        self.start_with()
        old = self.lines()
        self.feed.publish(put=[entry("neu", name="x" * 60), entry("seite-002", name="Neu")], drop=["seite-001"])
        return old

    def test_killed_at_any_write_the_cache_is_the_old_or_the_new_version(self):
        old, seen = self.start_sweep(), set()
        for call, when, done in self.sweep(("fsync,fdatasync", "pwrite64", "rename", "unlink,unlinkat", "write", "ftruncate"),
                                           "signal=KILL"):
            version = self.status()["version"]
            self.assertEqual(self.lines(), old if version == 1 else self.feed.entries, (call, when))
            seen.add(version)
            if done.returncode != OK:
                self.expect(OK)
                self.assert_holds(2)
        self.assertEqual(seen, {1, 2})

    def test_on_a_bad_disk_the_cache_stays_and_recovers(self):
        old = self.start_sweep()
        for calls, error in ((("fsync,fdatasync", "rename", "pread64"), "EIO"), (("pwrite64", "mkdir"), "ENOSPC"),
                             (("ftruncate", "unlink"), "EROFS")):
            for call, when, done in self.sweep(calls, f"error={error}"):
                self.assertIn(done.returncode, (OK, IO, DATA, NETWORK), (call, when, done.stderr))
                version = self.status()["version"]
                self.assertEqual(self.lines(), old if version == 1 else self.feed.entries, (call, when, error))
                if done.returncode != OK:
                    self.expect(OK)
                    self.assert_holds(2)
            shutil.rmtree(self.cache.parent)
            (self.scratch / "copy").rename(self.cache.parent)

    # The daemon

    def start_daemon(self, **options):
        daemon = subprocess.Popen(self.arguments("run", **options), stderr=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (daemon.poll() is None and daemon.kill(), daemon.wait(), daemon.stderr.close()))
        return daemon

    def wait_for(self, what, seconds=20):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.02)

    def test_the_daemon_follows_the_feed_and_ends_cleanly(self):
        self.feed.publish(put=PAGES)
        daemon = self.start_daemon()
        self.wait_for(lambda: self.status()["version"] == 1)
        self.feed.publish(put=[entry("neu")])
        self.wait_for(lambda: self.status()["version"] == 2)
        second = self.expect(IO, "another litfass-sync")
        self.assertIn("at work", second.stderr)
        daemon.send_signal(signal.SIGTERM)
        self.assertEqual(daemon.wait(timeout=20), 0)
        self.assert_holds(2)

    def test_the_daemon_ends_during_a_transfer_too(self):
        self.feed.publish(put=PAGES)
        reached = []

        def hang(handler):
            reached.append(True)
            handler.wfile.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
            time.sleep(30)
        self.peer.faults = {"snapshot": hang}
        daemon = self.start_daemon()
        self.wait_for(lambda: reached)
        daemon.send_signal(signal.SIGTERM)
        self.assertEqual(daemon.wait(timeout=20), 0)

    def test_the_daemon_heals_what_the_app_reports(self):
        self.start_with()
        self.peer.faults = {"": lambda h: h.answer(503)}
        daemon = self.start_daemon()
        self.wait_for(lambda: self.peer.log)
        wal = Path(f"{self.cache}-wal")
        for file in (self.cache, wal):
            if file.exists():
                with open(file, "r+b") as raw:
                    raw.seek(4096)
                    raw.write(os.urandom(max(0, file.stat().st_size - 4096)))
        Path(f"{self.cache}.suspect").touch()
        self.wait_for(lambda: self.status()["version"] == 1 and self.status()["cache"] == "ok")
        self.assertFalse(Path(f"{self.cache}.suspect").exists())
        self.assert_holds(1)
        daemon.terminate()
        daemon.wait()

    # Downloads that break off

    def break_off(self, keep=300):
        """A first version of which only the beginning of the snapshot arrives."""
        self.feed.publish(put=[entry(f"seite-{i:03}", name=os.urandom(16).hex()) for i in range(40)])
        self.peer.faults = {"snapshot": lambda h: h.cut_off(self.feed.snapshot["path"], keep)}
        self.expect(NETWORK)
        self.peer.faults = {}

    def snapshot_answers(self):
        return [(status, size) for path, status, size in self.peer.log if path.startswith("snapshot")]

    def test_a_download_that_broke_off_goes_on_where_it_was(self):
        self.break_off()
        self.expect(OK)
        [(status, size)] = self.snapshot_answers()
        self.assertEqual(status, 206)
        self.assertLess(size, self.feed.snapshot["bytes"])
        self.assert_holds(1)
        self.assertFalse(Path(f"{self.cache}.tmp").exists())

    def test_a_download_may_break_off_many_times(self):
        self.break_off(keep=100)
        for _ in range(3):
            self.peer.faults = {"snapshot": lambda h: (self.assertIn("Range", h.headers), h.wfile.write(
                b"HTTP/1.1 206 X\r\nContent-Length: 10000\r\nContent-Range: %s-9999/10000\r\n\r\n%s" % (
                    h.headers["Range"].replace("=", " ").removesuffix("-").encode(),
                    (self.feed.folder / self.feed.snapshot["path"]).read_bytes()[int(h.headers["Range"][6:-1]):][:50])),
                setattr(h, "close_connection", True))}
            self.expect(NETWORK)
        self.peer.faults = {}
        self.expect(OK)
        self.assertEqual(self.peer.log[-1][0], self.feed.snapshot["path"])
        self.assertIn((206,), [(status,) for status, _ in self.snapshot_answers()])
        self.assert_holds(1)

    def test_a_server_that_knows_no_ranges_sends_the_whole(self):
        self.break_off()
        self.peer.faults = {"snapshot": lambda h: h.answer(200, (self.feed.folder / self.feed.snapshot["path"]).read_bytes())}
        self.expect(OK)
        self.assertEqual(len(self.snapshot_answers()), 1)
        self.assert_holds(1)

    def test_a_rest_that_does_not_fit_means_the_whole_again_in_the_same_poll(self):
        wrong = {
            "another range": lambda h: h.answer(206, b"x" * 50, [("Content-Range", "bytes 7-56/9999")]),
            "no range": lambda h: h.answer(206, b"x" * 50),
            "other bytes": lambda h: h.answer(206, b"x" * (self.feed.snapshot["bytes"] - 300), [("Content-Range", "bytes 300-9999/10000")]),
            "not satisfiable": lambda h: h.answer(416),
        }
        for name, fault in wrong.items():
            with self.subTest(name):
                self.forget_cache()
                self.break_off()
                self.peer.faults = {"snapshot": lambda h, fault=fault: fault(h) if h.headers["Range"] else h.serve(h.path.removeprefix("/feed/"))}
                self.expect(OK)
                self.assertEqual(self.snapshot_answers()[-1][0], 200)
                self.assert_holds(self.feed.version)

    def test_a_busy_server_costs_nothing_of_what_is_there(self):
        self.break_off()
        self.peer.faults = {"snapshot": lambda h: h.answer(503)}
        self.expect(NETWORK, "HTTP 503")
        self.peer.faults = {}
        self.expect(OK)
        self.assertEqual([status for status, _ in self.snapshot_answers()], [206])

    def test_beginnings_of_files_that_are_no_longer_named_are_removed(self):
        self.break_off()
        self.feed.publish(put=[entry("neu")])
        self.peer.faults = {"": lambda h: h.answer(503) if h.path.startswith("/feed/snapshot") else h.serve(h.path.removeprefix("/feed/"))}
        self.expect(NETWORK)
        self.assertEqual([path.name for path in Path(f"{self.cache}.tmp").iterdir() if path.name.startswith("snapshot-1")], [])

    def configured(self, *lines):
        settings = self.scratch / "sync.ini"
        settings.write_text("\n".join([f"[feed]\nurl = {self.peer.url}\nkey = {self.root.hex}", *lines, f"[cache]\npath = {self.cache}\n"]))
        self.peer.log.clear()
        return subprocess.run([SYNC, "once", "--config", settings], capture_output=True, text=True, timeout=60)

    def test_a_line_that_costs_by_volume_carries_no_pictures(self):
        self.feed.publish(put=[entry("bild", image={"asset": self.feed.asset(png()), "alt": "Bild"})])
        self.assertEqual(self.configured("metered = yes").returncode, OK)
        self.assertFalse(any(path.startswith("asset") for path in self.peer.paths()))
        self.assertEqual(self.configured("metered = no").returncode, OK)
        self.assertTrue(any(path.startswith("asset") for path in self.peer.paths()))

    def test_a_bound_on_the_speed_is_kept(self):
        self.feed.publish(put=[entry(f"seite-{i:03}", name="Seite", description=os.urandom(150).hex()) for i in range(1000)])
        size = self.feed.snapshot["bytes"]
        start = time.monotonic()
        self.assertEqual(self.configured("max_kbit_s = 512").returncode, OK)
        self.assertGreater(time.monotonic() - start, 0.5 * size / 64000, f"{size} bytes at 64,000 a second")
        self.assertEqual(self.configured("max_kbit_s = 8").returncode, USAGE)

    # USB sticks

    def put_stick(self):
        """Copies the feed as a person would."""
        stick = self.scratch / "stick"
        shutil.rmtree(stick, ignore_errors=True)
        shutil.copytree(self.feed.folder, stick)
        return stick

    def start_with_stick(self, stick, url="http://127.0.0.1:9/feed/"):
        settings = self.scratch / "sync.ini"
        settings.write_text(f"[feed]\nurl = {url}\nkey = {self.root.hex}\nstick = {stick}\n[cache]\npath = {self.cache}\n")
        daemon = Process(self.scratch / "stick.log", SYNC, "run", "--config", settings)
        self.addCleanup(daemon.end)
        return daemon

    def test_a_stick_brings_content_and_pictures_without_network(self):
        picture = png()
        self.feed.publish(put=PAGES + [entry("bild", image={"asset": self.feed.asset(picture), "alt": "Bild"})])
        daemon = self.start_with_stick(self.put_stick())
        self.wait_for(lambda: self.status()["state"] == "offline")
        self.assert_holds(1)
        self.assertIn("version 1 taken", daemon.said())
        self.assertEqual([path.read_bytes() for path in Path(f"{self.cache}.assets").iterdir()], [picture])

    def test_what_a_stick_brought_is_as_old_as_its_publication(self):
        self.feed.publish(put=PAGES)
        self.assertEqual(self.sync(url=str(self.put_stick())).returncode, OK)
        self.assertEqual(self.status()["last_success"], "2026-11-21T10:00:00Z")

    def test_a_later_stick_is_taken_as_changes_and_an_older_one_is_left_alone(self):
        self.feed.publish(put=PAGES)
        old = shutil.copytree(self.feed.folder, self.scratch / "old")
        daemon = self.start_with_stick(self.put_stick(), self.peer.url)
        self.wait_for(lambda: self.status()["version"] == 1)
        self.peer.faults = {"": lambda h: h.answer(503)}
        self.feed.publish(put=[entry("neu")])
        stick = self.put_stick()
        daemon.child.send_signal(signal.SIGHUP)
        self.wait_for(lambda: self.status()["version"] == 2)
        shutil.rmtree(stick)
        os.rename(old, stick)
        for _ in range(2):
            before = len(self.peer.log)
            daemon.child.send_signal(signal.SIGHUP)
            self.wait_for(lambda: len(self.peer.log) > before)
        self.assertEqual(self.status()["version"], 2)
        self.assertEqual(daemon.said().count("rollback"), 1, daemon.said())

    def test_a_forged_or_strange_stick_is_refused(self):
        self.start_with()
        for bend in (lambda stick: (stick / "feed.json").write_bytes(b"x" * 5_000_000),
                     lambda stick: (stick / "feed.json").write_text("{}"),
                     lambda stick: ((stick / "feed.json").unlink(), os.mkfifo(stick / "feed.json")),
                     lambda stick: ((stick / "feed.json").unlink(), (stick / "feed.json").symlink_to("/dev/zero")),
                     lambda stick: [path.write_bytes(b"") for path in (stick / "delta").iterdir()] and
                     [path.unlink() for path in (stick / "snapshot").iterdir()]):
            self.feed.publish(put=[entry("neu", name=f"Fassung {self.feed.version}")])
            stick = self.put_stick()
            bend(stick)
            done = self.sync(url=str(stick))
            self.assertNotEqual(done.returncode, OK)
            self.assertEqual(done.stderr.strip().count("\n") - done.stderr.count("deltas:"), 0, done.stderr)
            self.assertEqual(self.status()["version"], 1)

    # verify, status, options

    def test_verify_reads_everything_and_names_what_is_wrong(self):
        image = {"asset": self.feed.asset(png()), "alt": "Bild"}
        self.feed.publish(put=PAGES)
        self.feed.publish(put=[entry("neu", image=image)])
        done = self.expect(OK, command="verify", cache=False, more=["--json"])
        answer = json.loads(done.stdout)
        self.assertEqual((answer["ok"], answer["entries"], answer["files"], answer["pictures"]), (True, 41, 2, 1))
        (self.feed.folder / self.feed.deltas[0]["path"]).write_bytes(b"broken")
        done = self.sync(command="verify", cache=False, more=["--json"])
        self.assertEqual(done.returncode, NETWORK)
        self.assertEqual([problem["file"] for problem in json.loads(done.stdout)["problems"]], [self.feed.deltas[0]["path"]])
        self.feed.publish(put=[b'{"id":"kaputt","kind":"page"}'])
        done = self.sync(command="verify", cache=False)
        self.assertEqual(len(done.stderr.strip().split("\n")), 3)
        self.assertIn("line", done.stderr)

    def test_status_says_how_it_is_without_content_and_with_damage(self):
        done = subprocess.run([SYNC, "status", "--cache", self.cache, "--json"], capture_output=True, text=True)
        self.assertEqual((done.returncode, json.loads(done.stdout)["state"]), (NO_INPUT, "empty"))
        self.start_with()
        with open(self.cache, "r+b") as raw:
            raw.seek(4096)
            raw.write(b"\xff" * (self.cache.stat().st_size - 4096))
        done = subprocess.run([SYNC, "status", "--cache", self.cache, "--json"], capture_output=True, text=True)
        self.assertEqual((done.returncode, json.loads(done.stdout)["state"]), (DATA, "damaged"))

    def test_status_for_monitoring_is_what_prometheus_reads(self):
        self.start_with()
        self.peer.faults = {"": lambda h: h.answer(500)}
        self.expect(NETWORK)
        file = self.scratch / "litfass.prom"
        done = subprocess.run([SYNC, "status", "--cache", self.cache, "--prometheus", file], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (OK, ""), done.stderr)
        metrics = {family.name: family for family in text_string_to_metric_families(file.read_text())}
        value = {name: family.samples[0].value for name, family in metrics.items()}
        self.assertEqual((value["litfass_content_version"], value["litfass_entries"], value["litfass_cache_bytes"] > 0), (1, 40, True))
        self.assertEqual({sample.labels["state"]: sample.value for sample in metrics["litfass_state"].samples},
                         {"ok": 0, "offline": 1, "empty": 0, "damaged": 0, "unreadable": 0})
        self.assertEqual((metrics["litfass_polls_failed"].type, value["litfass_polls_failed"]), ("counter", 1))
        self.assertLess(abs(value["litfass_failing_since_timestamp_seconds"] - time.time()), 60)
        self.assertNotIn("litfass_shown_version", metrics)  # unknown is absent, not nought
        self.assertEqual(self.sync(more=["--prometheus", "-"]).returncode, USAGE)

    def test_status_reads_a_cache_that_it_may_not_write(self):
        self.start_with()
        for path in (self.scratch, self.cache.parent):
            path.chmod(0o755)
        os.chmod(self.cache.parent, 0o555)
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        program = self.scratch / "litfass-sync"
        shutil.copy(SYNC, program)
        done = subprocess.run(user + [program, "status", "--cache", self.cache, "--json"], capture_output=True, text=True)
        os.chmod(self.cache.parent, 0o755)
        self.assertEqual((done.returncode, json.loads(done.stdout)["cache"]), (OK, "ok"), done.stderr)

    def test_settings_and_options_are_checked(self):
        settings = self.scratch / "sync.ini"
        settings.write_text(f"[feed]\nurl = {self.peer.url}\nkey = {self.root.hex}\n[cache]\npath = {self.cache}\n")
        self.feed.publish(put=PAGES)
        done = subprocess.run([SYNC, "once", "--config", settings], capture_output=True, text=True)
        self.assertEqual(done.returncode, OK, done.stderr)
        settings.write_text("[feed]\nurl = x\ncolour = red\n")
        done = subprocess.run([SYNC, "once", "--config", settings], capture_output=True, text=True)
        self.assertEqual(done.returncode, CONFIG)
        self.assertIn("line 3", done.stderr)
        for more in (["--clock", "yesterday"], ["--timezone", "Mars/Olympus"], ["--land", "XX"], ["--colour"], ["extra"]):
            self.expect(USAGE, "", more=more)
        self.expect(USAGE, "litfass-sync once: unknown option or missing value: '--colour'", more=["--colour"])
        self.expect(USAGE, "64 hex digits", key="12ab")
        folder = self.scratch / "folder"
        folder.mkdir()
        for command in ("once", "status"):
            done = subprocess.run([SYNC, command, "--feed", self.peer.url, "--key", self.root.hex, "--cache", folder],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 74, done.stderr)
            self.assertIn(str(folder), done.stderr)
        printed = subprocess.run([SYNC, "run", "--print-config"], capture_output=True, text=True).stdout
        settings.write_text(printed)
        self.expect(OK, more=["--config", settings])


if __name__ == "__main__":
    unittest.main()
