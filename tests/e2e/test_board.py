#!/usr/bin/python3
"""From the caretaker's change to the visitor's eyes, with the real programs: hub, feed over HTTP, daemon, cache, board.

The board is the real app with a virtual clock, driven over a pipe while the others run. What it shows is asked of its tree.
"""
import shutil
import signal
import socket
import unittest

from programs import DAY, SAMPLE, Neighbourhood, run, until, SYNC

MONTH_LATER = "2026-12-21T14:32"
SERVICE = "wohnberatung"
SCREENS = ("home", "topics", "az", "list:pflege", "agenda", "sharing", "news", "numbers")


def shown_number(telephone):
    """+49 30 23125 410 is dialled 030 23125 410."""
    return telephone.replace("+49 ", "0", 1)


class News(Neighbourhood):
    """The chain is alive: what is published appears, without a restart, within two seconds of the board's time."""

    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.configure(self.serve().feed)
        self.daemon()
        self.until_version(1)

    def test_a_new_number_appears_on_the_open_page(self):
        entry = self.exported(SERVICE)
        old, new = shown_number(entry["telephone"]), "030 23125 999"
        board = self.board(f"show entry {SERVICE}")
        self.assertIn(old, board.words())
        entry["telephone"] = "+49 30 23125 999"
        self.assertEqual(self.publish(entry), 2)
        self.until_version(2)
        words = board.words("wait 2s")
        self.assertIn(new, words)
        self.assertNotIn(old, words)
        self.assertIn(entry["name"]["de"], board.words(role="heading"))

    def test_news_leave_the_visitor_where_she_is(self):
        board = self.board('tap button "Kontrast"', 'tap button "Größer"', "show list:pflege", 'tap button "Weiter unten"')
        before = board.tree()
        self.publish({"id": "ganz-anderswo", "kind": "page", "name": "Eine neue Seite"})
        self.until_version(2)
        self.assertEqual(board.tree("wait 2s"), before)

    def test_a_new_event_comes_and_a_cancelled_one_stays_marked(self):
        board = self.board("show agenda")
        event = {"id": "lichterfest", "kind": "event", "name": "Lichterfest im Hof", "start": "2026-11-21T18:00",
                 "end": "2026-11-21T20:00"}
        self.publish(event)
        self.until_version(2)
        board.do("wait 2s", 'expect listitem "Lichterfest im Hof"')
        self.publish({**event, "event_status": "cancelled"})
        self.until_version(3)
        words = board.words("wait 2s", 'tap listitem "Lichterfest im Hof"')
        self.assertTrue(any("Fällt aus" in word for word in words), words)

    def test_an_entry_that_goes_takes_its_open_page_along_without_a_crash(self):
        name = self.exported(SERVICE)["name"]["de"]
        board = self.board(f"show entry {SERVICE}", f'expect heading "{name}"')
        self.publish({"drop": SERVICE})
        self.until_version(2)
        self.assertNotIn(name, board.words("wait 2s"))
        board.do('tap button "Start"', 'expect heading "Heute im Quartier"')

    def test_an_empty_board_wakes_up_by_itself(self):
        self.cache = self.scratch / "later.db"
        board = self.board('expect heading "Diese Tafel wird gerade eingerichtet"')
        self.configure(self.serve().feed)
        self.daemon()
        self.until_version(1)
        board.do("wait 2s", 'expect heading "Heute im Quartier"')


class Outage(Neighbourhood):
    """Power cut, no hub, no network: the board starts from its cache, says how old it is, and heals by itself."""

    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.server = self.serve()
        self.configure(self.server.feed)
        self.sync = self.daemon()
        self.until_version(1)

    def pages(self, board):
        """What all the main screens list, without the header that tells the age."""
        return {screen: [word for word in board.words(f"show {screen}") if not word.startswith("Stand:")] for screen in SCREENS}

    def test_everything_is_there_after_a_power_cut_without_network(self):
        board = self.board()
        self.assertNotIn("ohne Internet", board.freshness())
        before = self.pages(board)
        for process in (self.server, self.sync, board):
            process.end(signal.SIGKILL)
        daemon = self.daemon(clock="2026-11-21T17:45")
        self.until_state("offline")
        until(lambda: "keeping version 1" in daemon.said(), "one line on the failure")
        board = self.board()
        self.assertEqual(self.pages(board), before)
        self.assertIn(f"Stand: heute {DAY[-5:-1]}", board.freshness())
        self.assertIn("zurzeit ohne Internet", board.freshness())
        # Also without a daemon, for it is a program of its own.
        daemon.end(signal.SIGKILL)
        self.assertEqual(self.pages(self.board()), before)

    def test_the_open_board_says_so_and_heals_when_the_hub_is_back(self):
        board = self.board()
        port = int(self.server.feed.split(":")[2].split("/")[0])
        self.server.end(signal.SIGKILL)
        with socket.socket() as nobody:  # keeps the port for the hub, and refuses who connects
            nobody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            nobody.bind(("127.0.0.1", port))
            self.until_state("offline")
            self.assertIn("zurzeit ohne Internet", board.freshness("wait 2s"))
            self.publish({"id": "waehrenddessen", "kind": "page", "name": "In der Zwischenzeit"})
        self.serve(port=port)
        self.until_state("ok", patience_s=90)  # the daemon backs off, up to 20 s after its second failure
        self.assertEqual(self.status()["version"], 2)
        self.assertNotIn("ohne Internet", board.freshness("wait 2s"))

    def test_a_hub_that_moved_is_found_through_the_configuration(self):
        for process in (self.server, self.sync):
            process.end(signal.SIGKILL)
        self.publish({"id": "umzug", "kind": "page", "name": "Umgezogen"})
        self.configure(self.serve().feed)
        self.daemon()
        self.until_version(2)
        self.assertEqual(self.status()["state"], "ok")

    def test_a_month_offline(self):
        """QUALITY R4."""
        self.server.end(signal.SIGKILL)
        self.sync.end()
        entries = self.exported().values()
        events = [entry for entry in entries if entry["kind"] == "event" and "name" in entry]
        lasting = {entry["name"]["de"] for entry in events if entry.get("rrule") or entry.get("rdate")
                   or max(entry["start"], entry.get("end", "")) > MONTH_LATER[:10]}
        past = {entry["name"]["de"] for entry in events} - lasting
        self.assertGreater(len(past), 3)

        self.daemon(clock=MONTH_LATER)
        self.until_state("offline")
        board = self.board(clock=MONTH_LATER)
        self.assertIn("Stand: 21. November, zurzeit ohne Internet", board.freshness())
        listed = set(board.words("show home", role="listitem")) | set(board.words("show agenda", role="listitem"))
        self.assertEqual(listed & past, set())
        self.assertTrue(listed & lasting)
        entry = self.exported(SERVICE)
        self.assertIn(shown_number(entry["telephone"]), board.words(f"show entry {SERVICE}"))
        self.assertIn("Telefonseelsorge", board.words("show numbers"))

    def test_a_month_passes_on_the_running_board(self):
        self.server.end(signal.SIGKILL)
        self.sync.end()
        board = self.board('expect heading "Heute im Quartier"', f"clock {MONTH_LATER}", "wait 2s", 'expect heading "Heute im Quartier"')
        self.assertIn("Stand: 21. November", board.freshness())


class BadFeeds(Neighbourhood):
    """Whatever a hub that was hacked, rolled back or cut off sends: one line, and the visitor sees what she saw."""

    def setUp(self):
        super().setUp()
        entry = {"id": SERVICE, "kind": "service", "name": "Wohnberatung", "telephone": "+49 30 23125 400"}
        self.publish(entry)
        self.old = self.scratch / "old-feed"
        shutil.copytree(self.dir / "feed", self.old)
        entry["telephone"] = "+49 30 23125 401"
        self.publish(entry)
        self.server = self.serve()
        self.configure(self.server.feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.open_board = self.board(f"show entry {SERVICE}", 'expect text "030 23125 401"')
        self.before = self.open_board.tree()

    def refused(self, *codes):
        result = self.sync_once()
        self.assertIn(result.returncode, codes, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertGreater(len(result.stderr.strip()), 0)
        status = self.status()
        self.assertEqual((status["version"], status["state"]), (2, "offline"))
        self.assertEqual(self.open_board.tree("wait 2s"), self.before)
        self.assertEqual(self.board(f"show entry {SERVICE}").tree(), self.before)

    def restore_and_sync(self):
        self.assertEqual(self.sync_once().returncode, 0)
        self.assertEqual(self.status()["state"], "ok")

    def test_another_key(self):
        other = self.scratch / "other"
        self.hub("init", "--name", "Fremd", folder=other)
        for version in range(3):
            self.publish({"id": SERVICE, "kind": "service", "name": f"Fremd {version}"}, folder=other)
        self.configure(self.serve(folder=other).feed)
        self.refused(77)
        self.configure(self.server.feed)
        self.restore_and_sync()

    def test_a_feed_that_was_rolled_back(self):
        new = self.scratch / "new-feed"
        shutil.copytree(self.dir / "feed", new)
        shutil.copytree(self.old, self.dir / "feed", dirs_exist_ok=True)  # in place: the hub holds the folder open
        self.refused(65, 77)
        shutil.copytree(new, self.dir / "feed", dirs_exist_ok=True)
        self.restore_and_sync()

    def test_files_that_were_cut_off(self):
        kept = {path for folder in ("snapshot", "delta") for path in (self.dir / "feed" / folder).iterdir()}
        self.hub("import", *SAMPLE)
        self.publish()
        new = {path for folder in ("snapshot", "delta") for path in (self.dir / "feed" / folder).iterdir()} - kept
        whole = {path: path.read_bytes() for path in new}
        self.assertTrue(whole)
        for path, data in whole.items():
            path.write_bytes(data[:len(data) // 2])
        self.refused(65, 69, 77)
        for path, data in whole.items():
            path.write_bytes(data)
        self.restore_and_sync()
        self.assertEqual(self.status()["version"], 3)

    def test_a_manifest_that_was_changed_by_one_bit(self):
        path = self.dir / "feed/feed.json"
        data = path.read_bytes()
        at = data.index(b"payload") + 40
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
        self.refused(65, 77)
        path.write_bytes(data)
        self.restore_and_sync()

    def test_verify_tells_a_good_feed_from_a_bad_one(self):
        command = (SYNC, "verify", "--feed", self.server.feed, "--key", self.key, "--clock", DAY, "--json")
        self.assertEqual(run(*command).returncode, 0)
        for path in (self.dir / "feed/snapshot").iterdir():
            path.write_bytes(path.read_bytes()[:-1])
        self.assertNotEqual(run(*command).returncode, 0)


if __name__ == "__main__":
    unittest.main()
