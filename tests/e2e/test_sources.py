"""Documents of others become entries: files as the world writes them (tests/corpus/source_*), what a second look at the same source
changes, and what Python's icalendar reads out of the same files."""
import datetime
import json
import random
import re
import unittest
import urllib.parse
import zoneinfo

import feedparser
import icalendar
from dateutil import rrule as rules
from programs import DAY, HUB, ROOT, Neighbourhood, run

CORPUS = ROOT / "tests/corpus"
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


class Sources(Neighbourhood):
    def take(self, file, form, *more, expect=0, stdin=""):
        result = run(HUB, "import", "--dir", self.dir, "--as", form, "--json", "--clock", DAY, file, *more, stdin=stdin)
        self.assertEqual(result.returncode, expect, result.stderr)
        return json.loads(result.stdout) if expect == 0 else result.stderr

    def named(self, name):
        found = [entry for entry in self.exported().values() if entry["name"] == name]
        self.assertEqual(len(found), 1, name)
        return found[0]

    def calendar(self, *events):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//T//DE", *(line for event in events for line in event), "END:VCALENDAR"]
        return "".join(line + "\r\n" for line in lines)

    def event(self, uid, name, *lines, start="20261201T100000"):
        return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", f"DTSTART:{start}", *lines, "END:VEVENT"]


class CalendarTest(Sources):
    def test_starts_are_those_that_icalendar_reads(self):
        for file in ("nextcloud", "google", "thunderbird"):
            self.take(CORPUS / f"source_ical/{file}.ics", "ical")
            starts = {(entry["name"], entry["start"]) for key, entry in self.exported().items() if key.startswith(file)}
            for event in icalendar.Calendar.from_ical((CORPUS / f"source_ical/{file}.ics").read_bytes()).walk("VEVENT"):
                start = event["DTSTART"].dt
                if event.get("CLASS") == "PRIVATE":
                    continue
                if isinstance(start, datetime.datetime):
                    zone = datetime.timezone.utc if "RRULE" in event and start.utcoffset() == datetime.timedelta(0) else BERLIN
                    start = start.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
                self.assertIn((str(event["SUMMARY"]), str(start)), starts)

    def test_words_come_whole_and_plain(self):
        self.take(CORPUS / "source_ical/nextcloud.ics", "ical")
        cafe = self.exported("nextcloud-0f7a4e0e-7d6f-4f55-9a6d-3d7b2c1a9e11")
        self.assertIn("suchen. Jede und jeder", cafe["description"])  # a folded line
        self.assertTrue(cafe["description"].endswith("\n- gute Laune\n- wer mag: Kuchen; Geschirr ist da"))
        self.assertEqual(cafe["location"], {"name": "Treffpunkt Südstadt", "street": "Rathausplatz 1", "postal_code": "70000",
                                            "locality": "Auenstadt"})
        self.assertEqual((cafe["topics"], cafe["keywords"]), (["begegnung"], ["Café, Kuchen"]))
        self.take(CORPUS / "source_ical/google.ics", "ical")
        self.assertIn("für den neuen Platz vor.\n\n- Spielplatz\n- Bäume\n\nFragen", self.named("Bürgerversammlung")["description"])
        self.take(CORPUS / "source_ical/outlook.ics", "ical")
        self.assertEqual(self.named("Sprechstunde Pflegestützpunkt")["description"],
                         "Beratung rund um Pflege.\n\nOhne Termin – einfach kommen.")
        self.take(CORPUS / "source_ical/wordpress.ics", "ical")
        self.named("Lesung: „Herbst am Fluss“ & Musik")
        self.take(CORPUS / "source_ical/joomla.ics", "ical")
        self.named("Frühstück für Ältere – gemütlich")  # Windows-1252

    def test_a_moved_occurrence_is_an_entry_and_leaves_its_series(self):
        self.take(CORPUS / "source_ical/nextcloud.ics", "ical")
        series = self.exported("nextcloud-0f7a4e0e-7d6f-4f55-9a6d-3d7b2c1a9e11")
        self.assertEqual(sorted(series["exdate"]), ["2026-11-28T14:30", "2026-12-19T14:30", "2026-12-26T14:30", "2027-01-02T14:30"])
        moved = self.named("Nachbarschaftscafé mit Adventsbasteln")
        self.assertEqual((moved["start"], moved["end"]), ("2026-11-28T15:00", "2026-11-28T18:00"))
        self.assertNotIn("rrule", moved)
        cancelled = [entry for entry in self.exported().values() if entry.get("event_status") == "cancelled"]
        self.assertEqual([entry["start"] for entry in cancelled], ["2026-12-19T14:30"])

    def test_zones(self):
        self.take(CORPUS / "source_ical/outlook.ics", "ical")
        self.assertNotIn("timezone", self.named("Sprechstunde Pflegestützpunkt"))  # W. Europe Standard Time
        self.assertEqual(self.named("Vortrag aus Athen")["timezone"], "Europe/Athens")  # by its VTIMEZONE alone
        self.assertNotIn("timezone", self.named("Sitzung des Ortsbeirats"))
        self.take(CORPUS / "source_ical/google.ics", "ical")
        self.assertEqual(self.named("Serie in Weltzeit")["timezone"], "UTC")
        self.take("-", "ical", "--source", "ny", stdin=self.calendar(
            ["BEGIN:VEVENT", "UID:a", "SUMMARY:Serie", "RRULE:FREQ=DAILY;COUNT=3", "DTSTART;TZID=Eastern Standard Time:20261201T100000",
             "END:VEVENT"]))
        self.assertEqual(self.exported("ny-a")["timezone"], "America/New_York")

    def test_whole_days_end_on_their_last_day(self):
        self.take(CORPUS / "source_ical/nextcloud.ics", "ical")
        market = self.named("Weihnachtsmarkt")
        self.assertEqual((market["start"], market["end"]), ("2026-12-05", "2026-12-06"))
        self.take(CORPUS / "source_ical/outlook.ics", "ical")
        closed = self.named("Rathaus geschlossen")
        self.assertEqual((closed["start"], closed["end"]), ("2026-12-24", "2026-12-26"))
        self.take(CORPUS / "source_ical/wordpress.ics", "ical")
        self.assertNotIn("end", self.named("Nikolaus im Park"))

    def test_private_events_stay_out_and_are_only_counted(self):
        result = self.take(CORPUS / "source_ical/nextcloud.ics", "ical")
        self.assertEqual(result["left_out"], 1)
        self.assertNotIn("Zahnarzt", json.dumps(result) + self.hub("export").stdout)

    def test_what_cannot_be_shown_is_named_and_the_rest_comes(self):
        result = self.take(CORPUS / "source_ical/typo3.ics", "ical")
        self.assertEqual(result["imported"], 3)
        reasons = " ".join(f"{item['where']} {item['reason']}" for item in result["rejected"])
        self.assertIn("'Ohne Anfang'", reasons)
        self.assertIn("HOURLY", reasons)


    def test_a_line_may_be_folded_within_a_letter(self):
        data = self.calendar(self.event("a", "Frühstück für Väter")).encode().replace("ü".encode(), b"\xc3\r\n \xbc")
        (self.scratch / "folded.ics").write_bytes(data)
        self.take(self.scratch / "folded.ics", "ical")
        self.named("Frühstück für Väter")  # RFC 5545, 3.1, warns of it; python3-icalendar trips

    def test_ends_are_those_that_icalendar_reads(self):
        self.take(CORPUS / "source_ical/shapes.ics", "ical")
        for event in icalendar.Calendar.from_ical((CORPUS / "source_ical/shapes.ics").read_bytes()).walk("VEVENT"):
            start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt + event["DURATION"].dt
            if not isinstance(start, datetime.datetime):
                end -= datetime.timedelta(days=1)  # theirs is the day behind the last
            theirs = [when.astimezone(BERLIN).replace(tzinfo=None).isoformat(timespec="minutes")
                      if isinstance(when, datetime.datetime) else str(when) for when in (start, end)]
            ours = self.named(str(event["SUMMARY"]))
            self.assertEqual([ours["start"], ours.get("end", ours["start"])], theirs)

    def dates(self, entry, until):
        """What a reader of the feed makes of it: (name, start) of each occurrence, by dateutil, on the wall."""
        wall = {name: [datetime.datetime.fromisoformat(date) for date in entry.get(name, [])] for name in ("rdate", "exdate")}
        start = datetime.datetime.fromisoformat(entry["start"])
        rule = re.sub(r"(UNTIL=\d{8}T\d{6})Z", r"\1", entry.get("rrule", ""))
        found = set(rules.rrulestr(rule, dtstart=start).between(start, until, inc=True)) if rule else {start}
        skipped = {date.date() for date in wall["exdate"]} if any(len(date) == 10 for date in entry.get("exdate", [])) else set()
        return {(entry["name"], date) for date in (found | set(wall["rdate"])) - set(wall["exdate"])
                if date <= until and date.date() not in skipped}

    def changed_series(self, dice, number):
        """Events of one series that goes on changed once or twice, with dates left out and moved; and when it then happens."""
        start = datetime.datetime(2026, 12, 1, 10) + datetime.timedelta(days=dice.randrange(7))
        rule = dice.choice(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
                            "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=DAILY;INTERVAL=3",
                            "FREQ=WEEKLY;WKST=SU;BYDAY=TU,SU", "FREQ=YEARLY"])
        rule += dice.choice(["", ";COUNT=%d" % dice.randrange(6, 40), ";UNTIL=20270415T120000"])
        until = datetime.datetime(2028, 6, 30)
        old = rules.rrulestr(rule, dtstart=start).between(start, until, inc=True)
        stamp = "%Y%m%dT%H%M%S"
        left_out = dice.sample(old[1:], min(len(old) - 1, dice.randrange(3)))
        lines = [f"RRULE:{rule}", *(f"EXDATE:{date:{stamp}}" for date in left_out)]
        events = [self.event(number, f"S{number}", *lines, start=f"{old[0]:{stamp}}")]
        expected, changes = {}, []
        for place in sorted(dice.sample(range(1, min(len(old), 9)), min(len(old) - 1, dice.randrange(1, 3)))):
            shift = datetime.timedelta(days=dice.choice([0, 0, 1, -1, 3]), hours=dice.choice([0, 2, -3]))
            changes.append((old[place], shift, f"S{number} neu {place}"))
            events.append(self.event(number, changes[-1][2], f"RECURRENCE-ID;RANGE=THISANDFUTURE:{old[place]:{stamp}}",
                                     start=f"{old[place] + shift:{stamp}}"))
        single = [date for date in old[1:12] if date not in left_out and date not in [change[0] for change in changes]]
        for moved in dice.sample(single, min(len(single), dice.randrange(2))):
            events.append(self.event(number, f"S{number} einmal", f"RECURRENCE-ID:{moved:{stamp}}", start=f"{moved.replace(hour=20):{stamp}}"))
            expected[moved] = (f"S{number} einmal", moved.replace(hour=20))
        for date in old:
            _, shift, name = next((change for change in reversed(changes) if change[0] <= date), (None, datetime.timedelta(0), f"S{number}"))
            if date not in left_out or date in [change[0] for change in changes]:
                expected.setdefault(date, (name, date + shift))
        dice.shuffle(events)
        return events, set(expected.values())

    def test_a_series_goes_on_changed_from_where_it_says(self):
        """RFC 5545, 3.2.13, written again with dateutil: series of every kind, changed, moved and with gaps."""
        dice, events, expected = random.Random(7), [], set()
        for number in range(60):
            of_one, dates = self.changed_series(dice, f"{number:02d}")
            events += of_one
            expected |= dates
        result = self.take("-", "ical", "--source", "a", stdin=self.calendar(*events))
        self.assertEqual((result["warnings"], result["rejected"]), ([], []))
        until = datetime.datetime(2028, 6, 1)
        found = set().union(*(self.dates(entry, until) for entry in self.exported().values()))
        expected = {(name, date) for name, date in expected if date <= until}
        early = {(name, date) for name, date in found ^ expected if date < datetime.datetime(2028, 5, 1)}
        self.assertEqual(sorted(early), [])

    def test_what_is_private_from_a_date_on_is_not_told_from_there(self):
        text = self.calendar(self.event("a", "Serie", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20261208T100000"),
                             self.event("a", "Geheim", "CLASS:PRIVATE", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261222T100000",
                                        start="20261222T100000"),
                             self.event("b", "Offen", "RRULE:FREQ=WEEKLY;COUNT=6"),
                             self.event("b", "Geheim", "CLASS:CONFIDENTIAL", "RECURRENCE-ID:20261215T100000", start="20261216T100000"))
        result = self.take("-", "ical", "--source", "a", stdin=text)
        self.assertNotIn("Geheim", json.dumps(result) + self.hub("export").stdout)
        end = datetime.datetime(2027, 2, 1)
        self.assertEqual(sorted(date.day for _, date in self.dates(self.exported("a-a"), end)), [1, 15])
        self.assertEqual(sorted(date.day for _, date in self.dates(self.exported("a-b"), end)), [1, 5, 8, 22, 29])

    def test_a_changed_occurrence_without_a_name_has_that_of_its_series(self):
        self.take("-", "ical", "--source", "a", stdin=self.calendar(
            self.event("a", "Serie", "RRULE:FREQ=WEEKLY;COUNT=6"),
            ["BEGIN:VEVENT", "UID:a", "STATUS:CANCELLED", "RECURRENCE-ID:20261208T100000", "DTSTART:20261208T100000", "END:VEVENT"]))
        self.assertEqual({(entry["name"], entry["start"], entry.get("event_status")) for entry in self.exported().values()},
                         {("Serie", "2026-12-01T10:00", None), ("Serie", "2026-12-08T10:00", "cancelled")})

    def test_a_change_of_what_is_no_occurrence_is_said_not_to_be_followed(self):
        text = self.calendar(self.event("a", "Serie", "RRULE:FREQ=WEEKLY;COUNT=6"),
                             self.event("a", "Neu", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261216T100000", start="20261216T140000"))
        result = self.take("-", "ical", "--source", "a", stdin=text)
        self.assertIn("THISANDFUTURE", result["warnings"][0]["reason"])
        self.assertEqual(self.exported("a-a")["rrule"], "FREQ=WEEKLY;COUNT=6")


class NewsTest(Sources):
    def test_links_lead_where_urljoin_says(self):
        links = ["/a", "a/b", "../a", "../../../a", "./a/./b/", "?q=1", "#part", "//other.example/x", "https://x.example/y", "a/../b", "..",
                 "/a/../b?c=/../d", "."]
        for base in ("https://a.example/news/archive/index.html?page=2", "https://a.example", "https://a.example/news/"):
            items = "".join(f"<item><title>L{i}</title><guid>{i}</guid><link>{link}</link></item>" for i, link in enumerate(links))
            feed = f"<rss version='2.0'><channel><title>T</title><link> {base}\n</link>{items}</channel></rss>"
            self.take("-", "rss", "--source", "a", stdin=feed)
            for i, link in enumerate(links):
                self.assertEqual(self.named(f"L{i}")["url"], urllib.parse.urljoin(base, link), (base, link))

    def test_links_of_atom_are_relative_to_its_base(self):
        feed = ("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/x/'><link rel='self' href='https://b.example/'/>"
                "<entry><title>A</title><id>1</id><link href='y'/></entry>"
                "<entry xml:base='https://c.example/z/'><title>B</title><id>2</id><link href='y'/></entry></feed>")
        self.take("-", "rss", "--source", "a", stdin=feed)
        theirs = {entry.title: entry.link for entry in feedparser.parse(feed).entries}
        self.assertEqual({name: self.named(name)["url"] for name in "AB"}, theirs)

    def test_what_is_nearly_xml_is_read_as_feed_readers_do(self):
        feed = ("<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>T</title><item><guid>1</guid>"
                "<title>{}</title></item></channel></rss>")
        for title, body in (("Kaffee & Kuchen", feed.format("Kaffee & Kuchen").encode()),
                            ("Müller & Söhne", feed.format("M&uuml;ller &amp; S&#246;hne").encode()),
                            ("Frühstück", feed.format("Frühstück").encode("latin-1")),
                            ("„Hier“ – dort", feed.format("„Hier“ – dort").encode("cp1252")),
                            ("A & B", b"\n\n  " + feed.format("<![CDATA[A & B]]>").encode()),
                            ("Frühstück", feed.format("Frühstück").encode("utf-8-sig")),
                            ("Frühstück", feed.format("Frühstück").replace("UTF-8", "UTF-16").encode("utf-16"))):
            file = self.scratch / "a.rss"
            file.write_bytes(body)
            self.take(file, "rss", "--source", "a")
            self.assertEqual(self.named(title)["name"], feedparser.parse(body).entries[0].title)

    def test_dates_come_as_careless_programs_write_them(self):
        """TYPO3 and Joomla in German; what has no zone is told on the wall of the house."""
        dates = {"Fri, 20 Nov 2026 16:30:00 +0100": "T16:30", "Fr, 20 Nov 2026 16:30:00 +0100": "T16:30", "20 Nov 26 15:30 GMT": "T16:30",
                 "Fr., 20. Nov. 2026 16:30:00 +0100": "T16:30", "Fri, 20 Nov 2026 16:30:00 MEZ": "T16:30", "2026-11-20 16:30:00": "T16:30",
                 "2026-11-20T15:30:00Z": "T16:30", "20.11.2026 16:30": "T16:30", "20.11.2026, 16:30 Uhr": "T16:30",
                 "Freitag, 20. November 2026": "T00:00", "2026-11-20": "T00:00", "2026-11-20T16:30": "T16:30", "neulich": None, "": None}
        items = "".join(f"<item><title>D{i}</title><guid>{i}</guid><pubDate>{date}</pubDate></item>" for i, date in enumerate(dates))
        self.take("-", "rss", "--source", "a", stdin=f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>")
        for i, (date, time) in enumerate(dates.items()):
            self.assertEqual(self.named(f"D{i}").get("visible_from"), time and "2026-11-20" + time, date)
        march = "<rss version='2.0'><channel><title>T</title><item><title>M</title><pubDate>Di, 03 Mär 2026 08:00:00 +0100</pubDate></item></channel></rss>"
        self.take("-", "rss", "--source", "b", stdin=march)
        self.assertEqual(self.named("M")["visible_from"], "2026-03-03T08:00")

    def test_html_becomes_paragraphs_and_lists(self):
        self.take(CORPUS / "source_rss/wordpress.rss", "rss")
        benches = self.named("Neue Bänke am Fluss – danke!")
        self.assertEqual(benches["description"], "Fünf neue Bänke stehen am Fluss.\nSie haben Lehnen.\n\n- am Steg\n- an der Brücke")
        self.assertEqual((benches["kind"], benches["topics"], benches["keywords"]), ("notice", ["begegnung"], ["Spenden & Dank"]))
        self.assertEqual((benches["visible_from"], benches["url"]), ("2026-11-20T15:30", "https://verein.example/2026/11/baenke/"))
        self.assertEqual(self.named("Winterdienst")["summary"], "Wer räumt wann? Temperaturen < 0 Grad & Glätte.")

    def test_atom_and_rss_1(self):
        self.take(CORPUS / "source_rss/gemeinde.atom", "rss")
        street = self.named("Sperrung der Mühlstraße")
        self.assertEqual(street["description"], "Die Mühlstraße ist gesperrt & umgeleitet.\n\n- Buslinie 4\n- Buslinie 7")
        self.assertEqual((street["url"], street["visible_from"], street["topics"]),
                         ("https://auenstadt.example/news/1", "2026-11-20T23:30", ["mobilitaet"]))
        self.take(CORPUS / "source_rss/joomla.rdf", "rss")
        self.assertEqual(self.named("Adventskonzert für alle")["topics"], ["kultur"])
        self.take(CORPUS / "source_rss/typo3.rss", "rss")
        self.named("Wasser – abgestellt")  # Windows-1252

    def test_a_document_type_is_refused(self):
        bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
        self.assertIn("document type", self.take("-", "rss", "--source", "a", expect=65, stdin=bomb))
        for other in ("<html><body/></html>", "<rss><channel><item></rss>", "<rss/>", "<rss><channel></channel></rss>", "{}"):
            self.take("-", "rss", "--source", "a", expect=65, stdin=other)


class PlacesTest(Sources):
    def test_overpass(self):
        result = self.take(CORPUS / "source_geojson/overpass.json", "geojson")
        self.assertEqual((result["imported"], result["left_out"]), (5, 2))
        pharmacy = self.named("Löwen-Apotheke")
        self.assertEqual(pharmacy["opening_hours"], "Mo-Fr 08:30-18:30; Sa 09:00-13:00")
        self.assertEqual((pharmacy["kind"], pharmacy["telephone"], pharmacy["accessibility"], pharmacy["verified"]),
                         ("service", "+49 711 1234567", ["step-free"], "2026-05-01"))
        self.assertEqual(pharmacy["location"], {"latitude": 48.7751, "longitude": 9.1801, "street": "Marktstraße 5",
                                                "postal_code": "70000", "locality": "Auenstadt"})
        library = self.named("Stadtbücherei")
        self.assertEqual((library["telephone"], library["url"]), ("+49 711 7654-0", "https://www.buecherei.example"))
        self.assertNotIn("accessibility", library)  # limited is not step-free
        self.assertEqual(self.named("Trinkwasser")["kind"], "place")
        self.assertNotIn("opening_hours", self.named("Bäckerei Korn"))
        self.take("-", "geojson", "--source", "overpass", expect=65,
                  stdin='{"elements":[],"remark":"runtime error: Query timed out"}')

    def test_geojson(self):
        self.take(CORPUS / "source_geojson/places.geojson", "geojson")
        self.assertEqual(self.named("Boulebahn")["location"], {"latitude": 48.1, "longitude": 9.1})
        self.assertEqual(self.named("Bürgerhaus")["accessibility"], ["toilet"])


class ServicesTest(Sources):
    def test_hsds(self):
        self.assertEqual(self.take(CORPUS / "source_hsds/hsds.json", "hsds")["left_out"], 1)  # defunct
        advice = self.named("Pflegeberatung")
        self.assertEqual(advice["opening_hours"], "Mo-Tu 09:00-12:00,14:00-16:00; Th 09:00-12:00; Fr[1] 10:00-11:00")
        self.assertEqual((advice["telephone"], advice["languages"], advice["verified"], advice["topics"]),
                         ("+49 711 123456-12", ["de", "tr"], "2026-10-01", ["pflege"]))
        self.assertEqual(self.exported(advice["provider"])["name"], "Pflegedienst Auenstadt")
        self.assertEqual(advice["location"]["street"], "Marktstraße 12")


    def test_what_one_can_call_and_where_one_can_go_counts(self):
        address = {"address_1": "Weg 2", "city": "Auenstadt", "state_province": "BW", "postal_code": "70001", "country": "DE"}
        service = {"id": "1", "name": "S", "status": "active", "url": "amt.example/s", "languages": [{"id": "l", "code": "deu"}, {"id": "m"}],
                   "organization": {"id": "o", "name": "O", "description": "D", "website": "www.amt.example"},
                   "phones": [{"id": "p", "number": "0711 111111", "type": "fax"}, {"id": "q", "number": "0711 7654321", "type": "voice"}],
                   "service_at_locations": [{"id": "x", "location": {"id": "y", "location_type": "physical", "addresses": [
                       {**address, "id": "a", "address_type": "postal", "address_1": "Postfach 1"},
                       {**address, "id": "b", "address_type": "physical"}]}}]}
        page = {"total_items": 9, "total_pages": 9, "page_number": 1, "size": 1, "contents": [service]}
        result = self.take("-", "hsds", "--source", "a", stdin=json.dumps(page))
        entry = self.named("S")
        self.assertEqual((entry["telephone"], entry["location"]["street"], entry["languages"], entry["url"]),
                         ("+49 711 7654321", "Weg 2", ["de"], "https://amt.example/s"))
        self.assertEqual(self.named("O")["url"], "https://www.amt.example")
        self.assertIn("one page of 9", result["warnings"][0]["reason"])


class TableTest(Sources):
    def test_times_may_stand_in_two_columns(self):
        self.take("-", "csv", "--source", "a", stdin="Titel;Datum;Uhrzeit von;Uhrzeit bis\nA;1.12.2026;10:00;12:00\n")
        self.assertEqual((self.named("A")["start"], self.named("A")["end"]), ("2026-12-01T10:00", "2026-12-01T12:00"))

    def test_german_columns_semicolons_and_windows_letters(self):
        result = self.take(CORPUS / "source_csv/sprechstunden.csv", "csv")
        self.assertEqual(result["imported"], 3)
        self.assertIn("Notiz intern", result["warnings"][0]["reason"])
        games = self.named("Spieleabend")
        self.assertEqual((games["start"], games["end"]), ("2026-12-05T19:00", "2026-12-05T22:00"))
        self.assertEqual((games["description"], games["free"]), ('Brettspiele für alle;\nauch "neue"', True))
        self.assertEqual(self.named("Rentenberatung")["accessibility"], ["step-free", "toilet"])

    def test_tables_as_people_make_them(self):
        tables = (
            ("Titel;Datum;Beginn;Ende;Ort\r\nA;01.12.2026;09:00;11 Uhr;Saal\r\n", "utf-8-sig"),
            ("sep=;\r\nTitel;Datum;Uhrzeit;Ort\r\nA;1.12.26;9.00-11.00;Saal\r\n", "cp1252"),
            ("Titel\tDatum\tvon\tbis\tWo\nA\tDi, 1. Dezember 2026\t9 Uhr\t11h\tSaal\n", "utf-16"),
            ('"Titel","Beginn","Ende","Ort"\n"A","2026/12/01 09:00","2026-12-01T11:00","Saal"\n', "utf-8"),
            ("Titel,Datum,Uhrzeit,Ort\r\rA,1. Dez. 2026,9 bis 11 Uhr,Saal\r".replace("\r\r", "\r"), "mac-roman"),
        )
        for number, (text, encoding) in enumerate(tables):
            file = self.scratch / "a.csv"
            file.write_bytes(text.encode(encoding))
            self.take(file, "csv", "--source", "a")
            entry = self.named("A")
            self.assertEqual((entry["start"], entry["end"], entry["location"]),
                             ("2026-12-01T09:00", "2026-12-01T11:00", {"name": "Saal"}), number)

    def test_beside_a_street_ort_is_the_town(self):
        self.take("-", "csv", "--source", "a", stdin="Name;Straße;PLZ;Ort\nA;Weg 1;70000;Auenstadt\n")
        self.assertEqual(self.named("A")["location"], {"street": "Weg 1", "postal_code": "70000", "locality": "Auenstadt"})

    def test_schema_org_columns(self):
        self.take(CORPUS / "source_csv/events.csv", "csv")
        self.assertEqual(self.named("Repair Café")["end"], "2026-12-05T17:00")
        self.assertEqual(self.named("Tanz, Tee")["start"], "2026-12-06")

    def test_each_wrong_cell_is_named_and_nothing_changes(self):
        message = self.take(CORPUS / "source_csv/wrong.csv", "csv", expect=65)
        for where in ("row 2, column 'Datum'", "row 3, column 'Telefon'", "row 3, column 'Öffnungszeiten'",
                      "row 4, column 'Telefon'", "row 5"):
            self.assertIn(where, message)
        self.assertEqual(self.exported(), {})

    def test_lines_of_another_hub(self):
        self.take("-", "jsonl", "--source", "nachbar", stdin='{"id":"a","kind":"page","name":"A"}\n{"id":"b","kind":"page","name":"B"}\n')
        result = self.take("-", "jsonl", "--source", "nachbar", stdin='{"id":"b","kind":"page","name":"B"}\n')
        self.assertEqual((result["dropped"], sorted(self.exported())), (1, ["b"]))
        self.assertIn("line 1", self.take("-", "jsonl", "--source", "nachbar", expect=65, stdin='{"id":"b","kind":"page"}\n'))


class SecondLookTest(Sources):
    def test_only_what_differs_changes_and_only_the_own_goes(self):
        self.hub("import", "-", stdin='{"id":"hand","kind":"page","name":"Von Hand"}\n')
        self.take("-", "ical", "--source", "b", stdin=self.calendar(self.event("1", "Fremd")))
        first = self.calendar(self.event("1", "Eins"), self.event("2", "Zwei"), self.event("3", "Drei"))
        self.assertEqual(self.take("-", "ical", "--source", "a", stdin=first)["changed"], 3)
        self.publish()
        again = self.take("-", "ical", "--source", "a", stdin=first)
        self.assertEqual((again["changed"], again["dropped"]), (0, 0))
        self.assertFalse(json.loads(self.hub("publish", "--json").stdout)["changed"])
        second = self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Eins"), self.event("2", "Zwo")))
        self.assertEqual((second["changed"], second["dropped"]), (1, 1))
        self.assertEqual(sorted(self.exported()), ["a-1", "a-2", "b-1", "hand"])

    def test_what_is_empty_or_broken_keeps_what_was_there(self):
        whole = self.calendar(self.event("1", "Eins"))
        self.take("-", "ical", "--source", "a", stdin=whole)
        for broken in ("", "\n", "<html>Wartung</html>", self.calendar(), whole[:-20], '{"a":1}', "BEGIN:VCALENDAR\r\n", "\0\0"):
            message = self.take("-", "ical", "--source", "a", expect=65, stdin=broken)
            self.assertEqual(len(message.splitlines()), 1, message)
            self.assertEqual(sorted(self.exported()), ["a-1"])

    def test_an_entry_of_another_hand_is_not_taken_over(self):
        self.hub("import", "-", stdin='{"id":"a-1","kind":"page","name":"Von Hand"}\n')
        result = self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Eins"), self.event("2", "Zwei")))
        self.assertEqual((result["changed"], result["left_out"]), (1, 1))
        self.assertEqual(self.exported("a-1")["name"], "Von Hand")

    def test_a_correction_by_hand_stays_until_the_source_changes(self):
        self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Eins")))
        self.hub("import", "-", stdin=json.dumps(self.exported("a-1") | {"name": "Eins, berichtigt"}))
        self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Eins")))
        self.assertEqual(self.exported("a-1")["name"], "Eins, berichtigt")
        self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Eins neu")))
        self.assertEqual(self.exported("a-1")["name"], "Eins neu")

    def test_what_another_import_swept_away_comes_back(self):
        calendar = self.calendar(self.event("1", "Eins"))
        self.take("-", "ical", "--source", "a", stdin=calendar)
        self.hub("import", "--replace", "-", stdin='{"id":"hand","kind":"page","name":"Von Hand"}\n')
        self.take("-", "ical", "--source", "a", stdin=calendar)
        self.assertEqual(sorted(self.exported()), ["a-1", "hand"])

    def test_words_of_the_source_become_topics_and_places(self):
        self.publish({"id": "saal", "kind": "place", "name": "Saal"}, {"id": "hof", "kind": "place", "name": "Hof"})
        self.take("-", "ical", "--source", "a", "--topic", "Turnen=pflege, kultur", "--place", "Großer Saal=saal,hof", stdin=self.calendar(
            self.event("1", "Eins", "CATEGORIES:turnen", "LOCATION:grosser saal"), self.event("2", "Zwei")))
        one, two = self.exported("a-1"), self.exported("a-2")
        self.assertEqual((one["topics"], one["location"]), (["pflege"], "saal"))
        self.assertEqual((two["topics"], two["location"]), (["kultur"], "hof"))

    def test_what_is_too_long_is_shortened_at_a_word(self):
        result = self.take("-", "ical", "--source", "a", stdin=self.calendar(self.event("1", "Wort " * 40)))
        name = self.exported("a-1")["name"]
        self.assertTrue(name.endswith("Wort…") and len(name) <= 80, name)
        self.assertIn("'name'", result["warnings"][0]["reason"])


if __name__ == "__main__":
    unittest.main()
