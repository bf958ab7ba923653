#!/usr/bin/python3
"""What a telephone reads from the board: QR codes on real pictures, decoded by zbar and read by two libraries of other people
(vobject for vCard, icalendar for iCalendar), compared with the entry. Each entry of the sample is shown on one of the small panels,
where a code has the least room, in one of the two colour schemes in turn; one of each kind, and hostile ones, on all panels.
"""
import datetime
import re
import sqlite3
import unittest
import zoneinfo

import icalendar
import vobject
from dateutil import rrule

from programs import DAY, SAMPLE, Board, Neighbourhood, read_code

SMALL = ("1280x800 10.1in", "800x480 7in")
PANELS = SMALL + ("1920x1080 21.5in", "1080x1920 268mm", "1920x1080 15.6in", "3840x2160 32in")
SCHEMES = ((), ("--contrast",))
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
EPOCH = datetime.datetime(1970, 1, 1)
NOW = datetime.datetime.fromisoformat(DAY)

HOSTILE = [
    {"id": "x-escape", "kind": "service", "name": "A;B,C\\D\\n \"E\": F", "topics": ["pflege"], "telephone": "+49 (0)30/23125-410",
     "summary": "END:VCARD\nTEL:110\n;,\\\\", "email": "a@b.example", "url": "https://a.example/x;y,z?q=1",
     "location": {"street": "Straße; 1, Hof", "locality": "Auen,stadt", "postal_code": "70000"}},
    {"id": "x-long", "kind": "service", "name": "Ж" * 79 + "ß", "topics": ["pflege"], "telephone": "+49 30 23125 411",
     "summary": "漢" * 300, "description": "🙂" * 900},
    {"id": "x-arabic", "kind": "offer", "mode": "lend", "side": "offer", "name": "مثقاب كهربائي", "summary": "أعيره بسرور " * 20},
    {"id": "x-event", "kind": "event", "name": "Bunt, laut; schön: 2027", "summary": "END:VEVENT\nBEGIN:VALARM",
     "start": "2026-12-31T23:30", "end": "2027-01-01T02:00", "timezone": "America/New_York"},
    {"id": "x-count", "kind": "event", "name": "Kurs mit zehn Abenden", "start": "2026-10-01T18:00", "end": "2026-10-01T19:30",
     "rrule": "FREQ=WEEKLY;COUNT=26;BYDAY=TH", "exdate": ["2026-12-24T18:00", "2026-12-31T18:00"]},
    {"id": "x-until", "kind": "event", "name": "Bis Ostern", "start": "2026-01-05", "rrule": "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270328"},
    {"id": "x-moved", "kind": "event", "name": "Verlegt", "start": "2026-11-24T10:00", "rrule": "FREQ=MONTHLY;BYDAY=-1TU",
     "exdate": ["2026-11-24T10:00"], "rdate": ["2026-11-25T10:00"]},
    {"id": "x-off", "kind": "event", "name": "Abgesagt", "start": "2026-11-28T10:00", "event_status": "cancelled"},
]


def german(text):
    value = text if isinstance(text, str) else text.get("de") or text.get("en") or next(iter(text.values()))
    return value.replace("\u00ad", "")


def digits(number):
    return re.sub(r"[^0-9+]", "", number.replace("(0)", ""))


class Taken(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.hub("import", *SAMPLE)
        self.publish(*HOSTILE)
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.entries = self.exported()
        cache = sqlite3.connect(f"file:{self.cache}?mode=ro", uri=True)
        self.addCleanup(cache.close)
        self.walls = {}
        for ident, start, until in cache.execute("SELECT id, start, until FROM occurrence JOIN entry USING(row) ORDER BY start"):
            if EPOCH + datetime.timedelta(seconds=until) > NOW:
                self.walls.setdefault(ident, []).append(EPOCH + datetime.timedelta(seconds=start))

    def read(self, board, ident):
        picture = self.scratch / "code.png"
        board.do(f"show take:{ident}", f"snapshot {picture}")
        code = read_code(picture)
        self.assertNotEqual(code, "", f"zbar finds no code for '{ident}'")
        return code[:-1]  # zbar ends with a line of its own

    def boards(self, panels):
        for scheme in SCHEMES:
            board = self.start(Board, "--cache", self.cache, "--place", "treffpunkt-suedstadt", *scheme)
            for panel in panels:
                board.do(f"size {panel}")
                yield f"{panel} {scheme}", board

    # --- three forms ---

    def check(self, ident, text):
        entry = self.entries[ident]
        if entry["kind"] in ("service", "organization", "place"):
            self.check_card(entry, text)
        elif entry["kind"] == "event" and ident in self.walls:
            self.check_event(entry, text)
        else:
            self.check_note(entry, text)

    def check_lines(self, text):
        raw = text.encode()
        self.assertTrue(raw.endswith(b"\r\n"))
        for line in raw[:-2].split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotRegex(line, rb"[\r\n]")
            line.decode()  # no character is cut

    def check_card(self, entry, text):
        self.check_lines(text)
        self.assertTrue(text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n"))
        cards = list(vobject.readComponents(text))
        self.assertEqual(len(cards), 1)
        card = cards[0]
        self.assertEqual(card.fn.value, german(entry["name"]))
        if "telephone" in entry:
            self.assertEqual([digits(tel.value) for tel in card.tel_list], [digits(entry["telephone"])])
        if hasattr(card, "email"):
            self.assertEqual(card.email.value, entry["email"])
        if hasattr(card, "url"):  # vobject cuts a URI at its comma
            self.assertIn(f"\r\nURL:{entry['url']}\r\n", text.replace("\r\n ", ""))
        if hasattr(card, "adr"):
            where = entry["location"]
            if isinstance(where, str):
                where = self.entries[where]["location"]
            self.assertEqual((card.adr.value.street, card.adr.value.city, card.adr.value.code),
                             (where.get("street", ""), where.get("locality", ""), where.get("postal_code", "")))

    def check_event(self, entry, text):
        self.check_lines(text)
        calendar = icalendar.Calendar.from_ical(text)
        [event] = calendar.walk("VEVENT")
        self.assertEqual(str(event["SUMMARY"]), german(entry["name"]))
        self.assertEqual({"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(entry.get("event_status")), event.get("STATUS"))
        self.assertFalse(calendar.errors or event.errors)
        walls = self.walls[entry["id"]]
        start = event.decoded("DTSTART")
        self.assertEqual(self.wall(start), walls[0])
        if "RRULE" not in event:
            return
        # What a calendar makes of it must be what the board shows, as far as the board has looked ahead.
        occurrences = rrule.rruleset()
        naive = start if isinstance(start, datetime.datetime) else datetime.datetime.combine(start, datetime.time())
        rule = event["RRULE"].to_ical().decode()
        if isinstance(start, datetime.datetime):
            self.assertEqual(event["DTSTART"].params["TZID"], "Europe/Berlin")
            naive = start.replace(tzinfo=None)
            rule = re.sub(r"UNTIL=(\d{8}T\d{6})Z", lambda m: "UNTIL=" + datetime.datetime.strptime(m[1], "%Y%m%dT%H%M%S").replace(
                tzinfo=datetime.timezone.utc).astimezone(BERLIN).strftime("%Y%m%dT%H%M%S"), rule)
            self.check_zone(calendar)
        occurrences.rrule(rrule.rrulestr(rule, dtstart=naive))
        for name, add in (("EXDATE", occurrences.exdate), ("RDATE", occurrences.rdate)):
            dates = event.get(name, [])
            for group in dates if isinstance(dates, list) else [dates]:
                for date in group.dts:
                    add(self.wall(date.dt))
        self.assertEqual(list(occurrences.between(walls[0], walls[-1], inc=True)), walls)

    @staticmethod
    def wall(value):
        if not isinstance(value, datetime.datetime):
            return datetime.datetime.combine(value, datetime.time())
        return value.astimezone(BERLIN).replace(tzinfo=None)

    def check_zone(self, calendar):
        [zone] = [component.to_tz() for component in calendar.walk("VTIMEZONE")]
        for month in range(1, 13):
            wall = datetime.datetime(2027, month, 28, 12)
            self.assertEqual(zone.utcoffset(wall), BERLIN.utcoffset(wall), wall)

    def check_note(self, entry, text):
        self.assertEqual(text.split("\n")[0], german(entry["name"]).split("\n")[0])
        if "telephone" in entry:
            self.assertIn(digits(entry["telephone"]), digits(text))

    # --- the tests ---

    def test_every_entry_of_the_sample_is_read_from_some_panel(self):
        shown = sorted(ident for ident, entry in self.entries.items() if entry["kind"] != "page")
        self.assertGreater(len(shown), 120)
        for turn, (name, board) in enumerate(self.boards(SMALL)):
            for ident in shown[turn::len(SMALL) * len(SCHEMES)]:
                with self.subTest(panel=name, id=ident):
                    self.check(ident, self.read(board, ident))

    def test_all_forms_are_read_from_all_panels(self):
        for name, board in self.boards(PANELS):
            for ident in ("x-escape", "x-long", "reparatur-cafe"):
                with self.subTest(panel=name, id=ident):
                    self.check(ident, self.read(board, ident))

    def test_a_series_goes_into_the_calendar_whole(self):
        board = self.start(Board, "--cache", self.cache, "--place", "treffpunkt-suedstadt")
        for ident, wanted in (("x-count", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=18\r\n"), ("x-until", "UNTIL=20270328\r\n"),
                              ("x-moved", "DTSTART:20261125T090000Z\r\n"), ("x-event", "DTSTART:20270101T043000Z\r\n"),
                              ("x-off", "STATUS:CANCELLED\r\n")):
            text = self.read(board, ident)
            self.check(ident, text)
            self.assertIn(wanted, text)


if __name__ == "__main__":
    unittest.main()
