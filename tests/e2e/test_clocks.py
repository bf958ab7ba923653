#!/usr/bin/python3
"""Time that goes wrong (QUALITY R7, R9): names that are never resolved, servers slower than slow, clocks of 1970 and of 2046, the nights
when summer time comes and goes, and wall time that jumps while the daemon sleeps.

libfaketime makes the real programs live faster (`speed`), or shows them the wall clock that a file tells while durations stay as they
are. The 30 seconds of a stalled transfer take a second and a half here, the quarter of an hour of a whole job five.
"""
import datetime
import os
import signal
import sqlite3
import subprocess
import time
import unittest
from pathlib import Path

from feedpeer import Feed, entry
from kiosk import DENIED, NETWORK, OK, PAGES, Kiosk
from programs import ENVIRONMENT, SYNC, Board, Process, preloaded, until

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
RESOLVER = Path(SYNC).parent / "hanging_resolver.so"
BUSY_MS = 300  # of processor time while next to nothing happens
WAKE_UPS = 60
YEAR_S = 365 * 86400
EVENTS = [entry(f"treffen-{n}", kind="event", name=f"Treffen {n}", start=f"2026-11-{22 + n}T02:30:00", end=f"2026-11-{22 + n}T03:30:00",
                rrule="FREQ=DAILY") for n in range(3)]


def speed(factor):
    return {"FAKETIME": f"+0 x{factor}"}


class ClocksTest(Kiosk):
    def poll(self, url=None, env=ENVIRONMENT, clock=None):
        """(outcome, seconds)"""
        began = time.monotonic()
        more = ["--clock", clock] if clock else []
        done = subprocess.run(self.arguments("once", url=url, more=more), capture_output=True, text=True, timeout=60, env=env)
        return done, time.monotonic() - began

    def daemon(self, url=None, env=ENVIRONMENT, more=()):
        process = Process(self.scratch / "daemon.log", *self.arguments("run", url=url, more=more), env=env)
        self.addCleanup(process.end, signal.SIGKILL)
        return process

    def busy(self, process):
        """(processor time in ms, wake-ups) of a process so far."""
        ran_ns = sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{process.child.pid}/task").iterdir())
        status = dict(line.split(":", 1) for line in Path(f"/proc/{process.child.pid}/status").read_text().splitlines() if ":" in line)
        return ran_ns / 1e6, int(status["voluntary_ctxt_switches"])

    def table(self, name):
        db = sqlite3.connect(self.cache)
        try:
            return sorted(db.execute(f"SELECT * FROM {name}"))
        finally:
            db.close()

    # Limits

    def test_a_name_that_is_never_resolved_costs_ten_seconds(self):
        self.start_with()
        env = preloaded(RESOLVER, FAKETIME, **speed(10))
        done, took_s = self.poll("https://feed.example.org/feed/", env)
        self.assertEqual(done.returncode, NETWORK, done.stderr)
        self.assertRegex(done.stderr, r"Resolving timed out after 1\d{4} milliseconds")  # a tenth of our second is one of theirs
        self.assertLess(took_s, 5)
        self.assert_holds(1)

    def test_the_daemon_ends_at_once_while_a_name_is_being_resolved(self):
        self.start_with()
        daemon = self.daemon("https://feed.example.org/feed/", preloaded(RESOLVER))
        until(lambda: len(list(Path(f"/proc/{daemon.child.pid}/task").iterdir())) > 1, "the thread that resolves")
        began = time.monotonic()
        self.assertEqual(daemon.end(), 0)
        self.assertLess(time.monotonic() - began, 8)  # of the ten that the name would take

    def trickle(self, length, pause_s):
        """A snapshot that comes in pieces of this length, one each `pause_s` of real time, and never ends."""
        self.start_with()
        self.feed.publish(put=[entry("neu")], deltas_listed=0, snapshot_bent={"bytes": 200_000_000, "size": 200_000_000})

        def answer(handler):
            handler.wfile.write(b"HTTP/1.1 200 X\r\nContent-Length: 200000000\r\n\r\n")
            while True:
                handler.wfile.write(b"x" * length)
                time.sleep(pause_s)
        self.peer.faults = {"snapshot": answer}

    def test_less_than_a_thousand_bytes_a_second_is_a_stall(self):
        self.trickle(10, 0.1)  # 5 a second of their time
        done, took_s = self.poll(env=preloaded(FAKETIME, **speed(20)))
        self.assertEqual(done.returncode, NETWORK)
        self.assertIn("Less than 1000 bytes/sec transferred the last 30 seconds", done.stderr)
        self.assertLess(took_s, 15)
        self.assert_holds(1)

    def test_a_job_ends_behind_a_quarter_of_an_hour_however_lively_it_is(self):
        self.trickle(100_000, 0.02)  # 20,000 a second of their time
        for _ in range(3):  # where both are kept from working for an eighth of our second, that is half a minute's stall to them
            done, took_s = self.poll(env=preloaded(FAKETIME, **speed(250)))
            if "Less than 1000 bytes/sec" not in done.stderr:
                break
        self.assertEqual(done.returncode, NETWORK)
        # What came before has used some of it; a slow machine's second is four minutes here.
        self.assertRegex(done.stderr, r"timed out after [5-9]\d{5} milliseconds")
        self.assertLess(took_s, 30)
        self.assert_holds(1)

    # Wrong clocks

    def test_in_1970_all_is_fetched_and_nothing_expires(self):
        self.feed.write_root(1, [self.key], expires="2027-01-01T00:00:00Z")
        self.feed.publish(put=PAGES + EVENTS, expires="2026-12-24T00:00:00Z")
        done, _ = self.poll(clock="1970-01-01T00:00")
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assert_holds(1)
        status = self.status("1970-01-01T00:00")
        self.assertEqual((status["clock_trusted"], status["expired"]), (False, False))
        self.assertGreater(len(self.table("occurrence")), 3 * 390, "of the days around its publication")

    def test_a_clock_twenty_years_ahead_hides_nothing_for_good(self):
        self.feed.write_root(1, [self.key], expires="2030-01-01T00:00:00Z")
        self.feed.publish(put=PAGES + EVENTS, expires="2030-12-24T00:00:00Z")
        self.assertEqual(self.poll(clock="2026-11-22T12:00")[0].returncode, OK)
        before = {name: self.table(name) for name in ("entry", "occurrence", "agenda", "day_count", "list")}
        for _ in range(2):  # the second finds keys that it knows to have expired
            done, _ = self.poll(clock="2046-11-22T12:00")
            self.assertEqual(done.returncode, DENIED)
            self.assertIn("expired", done.stderr)
            self.assertEqual([row[:2] for row in self.table("entry")], [row[:2] for row in before["entry"]])
        self.assertEqual(self.poll(clock="2026-11-22T12:01")[0].returncode, OK)
        self.assertEqual(self.status("2026-11-22T12:01")["state"], "ok")
        self.assertEqual({name: self.table(name) for name in before}, before)

    def test_nights_of_summer_time_pass_like_others(self):
        """The daemon from 01:59 to 03:01 and behind, and over the midnights of those days; sixty times as fast."""
        for night in ("2026-03-29T01:59:30", "2026-10-25T02:59:30", "2026-03-28T23:59:30", "2026-10-25T23:59:30"):
            with self.subTest(night):
                self.forget_cache()
                feed = Feed(self.scratch / f"feed-{night[:13]}", self.root, self.key)
                feed.publish(put=[entry("treffen", kind="event", name="Treffen", start="2026-03-01T02:30:00", rrule="FREQ=DAILY")], poll_s=3600)
                self.peer.folder = feed.folder
                daemon = self.daemon(env=preloaded(FAKETIME, **speed(60)), more=["--clock", night[:16]])
                until(lambda: "version 1" in daemon.said(), "the first version")
                first = self.busy(daemon)
                time_s = 1.5
                deadline = time.monotonic() + time_s
                until(lambda: time.monotonic() > deadline, "a minute and a half")
                last = self.busy(daemon)
                self.assertLess(last[0] - first[0], BUSY_MS)
                self.assertLess(last[1] - first[1], WAKE_UPS)
                self.assertEqual(daemon.end(), 0)
                starts = [row[1] for row in self.table("occurrence")]
                self.assertEqual(len(starts), len(set(starts)))
                self.assertTrue(all(after - before == 86400 for before, after in zip(starts, starts[1:])))  # wall time: each night once

    # Jumps

    def test_wall_time_that_jumps_while_the_daemon_sleeps_changes_nothing(self):
        self.start_with(PAGES + EVENTS)
        rc, now = self.scratch / "clock", datetime.datetime.now().replace(microsecond=0)

        def jump(seconds):
            there = now + datetime.timedelta(seconds=seconds)
            (self.scratch / "next").write_text(f"@{there:%Y-%m-%d %H:%M:%S}\n")
            os.rename(self.scratch / "next", rc)
        jump(0)
        daemon = self.daemon(env=preloaded(FAKETIME, FAKETIME_TIMESTAMP_FILE=str(rc), FAKETIME_DONT_FAKE_MONOTONIC="1"))
        polls = lambda: len(self.peer.log)
        until(lambda: polls() >= 1, "the first poll")
        before = self.lines()
        for seconds in (-3600, 3600, -56 * YEAR_S, 20 * YEAR_S, 0):
            jump(seconds)
            start, had = self.busy(daemon), polls()
            until(lambda: polls() >= had + 2, f"polls go on at {seconds} s")
            ran_ms, wakes = (after - earlier for earlier, after in zip(start, self.busy(daemon)))
            self.assertLess(ran_ms, BUSY_MS, seconds)
            self.assertLess(wakes, WAKE_UPS, seconds)
            self.assertLessEqual(polls() - had, 10, seconds)  # we may look late
            self.assertEqual(self.lines(), before)
        self.assertEqual(daemon.end(), 0)
        self.assertEqual(daemon.said().count("warning"), 0, daemon.said())
        self.assertEqual(self.status()["state"], "ok")

    def test_the_board_says_only_true_things_of_days(self):
        self.start_with(EVENTS)
        for clock, has_today in (("2026-11-22T02:00", True), ("1970-01-01T02:00", False), ("2046-11-22T02:00", False),
                                 ("2026-11-22T02:59", True)):
            with self.subTest(clock):
                board = Board(self.scratch / "board.log", "--cache", self.cache, clock=clock)
                words = board.words("show agenda", role="listitem")
                self.assertEqual(any("Treffen 0" in word for word in words), has_today, words)
                board.end()


if __name__ == "__main__":
    unittest.main()
