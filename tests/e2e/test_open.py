#!/usr/bin/env python3
"""What comes in from others through the pages, and what goes out to everybody."""
import html
import http.client
import json
import re
import socket
import threading
import unittest
import xml.etree.ElementTree as xml

import icalendar
import pyld
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from hubroom import Browser, HubRoom
from programs import until
from webpeer import answering

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Nachbarn//DE\r
BEGIN:VEVENT\r
UID:tanz@nachbarn.example\r
DTSTAMP:20261101T120000Z\r
DTSTART;TZID=Europe/Berlin:20271204T150000\r
DTEND;TZID=Europe/Berlin:20271204T170000\r
SUMMARY:Tanztee im Advent\r
CATEGORIES:Konzert\r
END:VEVENT\r
END:VCALENDAR\r
"""

# Of what schema.org lets each type say (npm schema-dts 2.1.0), the part that an entry could fill.
MEMBERS = {kind: set(members.split()) for kind, members in {
    "Thing": "identifier name description url image sameAs alternateName",
    "Service": "provider availableChannel hoursAvailable areaServed serviceType offers audience category",
    "Event": "startDate endDate eventStatus eventAttendanceMode isAccessibleForFree organizer location eventSchedule offers inLanguage",
    "Offer": "price priceCurrency availability offeredBy category validFrom validThrough itemOffered",
    "Demand": "availability category validFrom validThrough itemOffered",
    "NewsArticle": "headline articleBody datePublished publisher inLanguage",
    "WebPage": "inLanguage about", "Project": "telephone email address", "Organization": "telephone email address location",
    "Place": "telephone address geo openingHoursSpecification isAccessibleForFree publicAccess",
    "PostalAddress": "streetAddress postalCode addressLocality addressRegion addressCountry", "GeoCoordinates": "latitude longitude",
    "OpeningHoursSpecification": "dayOfWeek opens closes validFrom validThrough",
    "Schedule": "repeatFrequency scheduleTimezone startDate startTime endTime endDate repeatCount byDay byMonth byMonthDay exceptDate",
    "ServiceChannel": "servicePhone serviceLocation serviceUrl", "ContactPoint": "telephone email availableLanguage"}.items()}


class SourcePagesTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.text = CALENDAR
        server = answering(lambda _: (200, self.text.encode(), [("Content-Type", "text/calendar")]))
        self.addCleanup(server.close)
        self.url = server.origin + "/kalender.ics"

    def form(self, **more):
        return {"name": "nachbarn", "url": self.url, "format": "ical", "interval": "15", "topics": "Konzert=kultur", "places": "",
                **more}

    def test_the_preview_shows_what_would_come_in_and_keeps_nothing(self):
        self.hub("source", "inside", "on")
        page = self.admin.post("/sources/new", self.form(preview="1")).text
        self.assertIn("Tanztee im Advent", page)
        self.assertIn("neu", page)
        self.assertIn("Noch keine Quelle", self.admin.get("/sources").text)

    def test_an_address_inside_the_house_is_refused_unless_it_is_allowed(self):
        page = self.admin.post("/sources/new", self.form(preview="1")).text
        self.assertNotIn("Tanztee", page)
        self.assertIn("Das hat nicht geklappt", page)

    def test_what_comes_in_waits_until_somebody_agrees(self):
        self.hub("source", "inside", "on")
        self.assertEqual(self.admin.post("/sources/new", self.form(is_moderated="1")).status, 303)
        self.hub("source", "fetch", "nachbarn")
        page = until(lambda: (lambda text: "Tanztee im Advent" in text and text)(self.admin.get("/sources/nachbarn").text))
        self.assertNotIn("Tanztee", self.hub("export").stdout)
        entry = re.search(r'name="id" value="([^"]+)"', page).group(1)
        self.assertEqual(self.admin.post("/sources/nachbarn/decide", {"id": entry, "agree": "1"}, page="/sources/nachbarn").status, 303)
        self.assertIn("Tanztee", self.hub("export").stdout)

    def test_a_source_that_breaks_keeps_what_was_there_and_says_why(self):
        self.hub("source", "inside", "on")
        self.admin.post("/sources/new", self.form())
        self.hub("source", "fetch", "nachbarn")
        self.text = "<html>Wartung</html>"
        with self.assertRaises(AssertionError):
            self.hub("source", "fetch", "nachbarn")
        self.assertIn("Tanztee", self.hub("export").stdout)
        self.assertIn("▲", self.admin.get("/sources").text)

    def test_a_wrong_source_is_told_and_not_kept(self):
        for form, words in ((self.form(url="file:///etc/passwd"), "zum Beispiel https://verein.de/termine.ics"),
                            (self.form(url="ftp://x.example/"), "Das ist keine Internet-Adresse"),
                            (self.form(url=""), "Das ist keine Internet-Adresse"),
                            (self.form(topics="Konzert=Kultur & mehr"), "Bitte so: Konzert=kultur")):
            answer = self.admin.post("/sources/new", form)
            self.assertEqual(answer.status, 422)
            self.assertIn(words, answer.text)
        self.assertIn("Noch keine Quelle", self.admin.get("/sources").text)

    def test_a_source_is_named_by_itself_and_never_takes_the_place_of_another(self):
        for name, url in (("Groß & Klein", "www.verein.example/t.ics"), ("", "webcal://www.verein.example/t.ics"),
                          ("", "https://verein.example:8443/t.ics")):
            self.assertEqual(self.admin.post("/sources/new", self.form(name=name, url=url)).status, 303)
        rows = json.loads(self.hub("source", "list", "--json").stdout)["sources"]
        self.assertEqual({row["name"]: row["url"] for row in rows},
                         {"gross-klein": "https://www.verein.example/t.ics", "verein-example": "https://www.verein.example/t.ics",
                          "verein-example-2": "https://verein.example:8443/t.ics"})


class EverybodyTest(HubRoom):
    def setUp(self):
        super().setUp()
        self.anyone = Browser(self.host)

    def test_an_entry_is_a_page_with_linked_data(self):
        answer = self.anyone.get("/e/demenzberatung")
        self.assertEqual(answer.status, 200)
        self.assertIn("public", answer.headers["Cache-Control"])
        self.assertIn("Demenzberatung", answer.text)
        self.assertRegex(answer.text, r'href="tel:\+49[ 0-9]+"')
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.S).group(1))
        self.assertEqual(data["@context"], "https://schema.org")
        self.assertEqual(self.anyone.get("/e/nirgends").status, 404)

    def test_the_page_of_an_event_names_its_place_and_who_offers_it(self):
        entries = {entry["id"]: entry for entry in map(json.loads, self.hub("export").stdout.splitlines())}
        event = next(entry for entry in entries.values() if entry["kind"] == "event" and entry.get("provider") in entries
                     and isinstance(entry.get("location"), str) and "visible_until" not in entry and "visible_from" not in entry)
        place, provider = entries[event["location"]], entries[event["provider"]]
        text = self.anyone.get("/e/" + event["id"]).text
        for words in (place["name"]["de"], place["location"]["street"], provider["name"]["de"]):
            self.assertIn(html.escape(words), text)
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S).group(1))
        self.assertEqual(data["location"]["address"]["streetAddress"], place["location"]["street"])

    def test_hostile_text_of_an_entry_stays_text(self):
        lines = self.dir / "lines.jsonl"
        lines.write_text(json.dumps({"id": "boese", "kind": "service", "name": "</script><script>alert(1)</script>",
                                     "contact_name": "\"onclick=\"x", "url": "https://example.org/?a=%22&b='"}) + "\n")
        self.hub("import", str(lines))
        text = self.anyone.get("/e/boese").text
        self.assertEqual(text.count("<script"), 2)  # ours, and the data block
        self.assertNotIn("<script>alert", text)
        self.assertNotIn('"onclick="', text)

    def test_linked_data_say_only_what_the_vocabulary_knows(self):
        """Every type and member is one of schema.org's that fits there; PyLD reads all of it."""
        lines = self.dir / "lines.jsonl"
        lines.write_text("".join(json.dumps(entry) + "\n" for entry in (
            {"id": "gesuch", "kind": "offer", "name": "Suche", "mode": "lend", "side": "request", "free": True, "url": "https://x.example/ä?a[]=1"},
            {"id": "biete", "kind": "offer", "name": "Biete", "mode": "lend", "side": "offer", "free": True},
            {"id": "reihe", "kind": "event", "name": "Reihe", "start": "2027-01-04T10:00", "end": "2027-01-04T11:00", "free": True,
             "rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=5", "exdate": ["2027-01-11T10:00"], "location": {"name": "Saal"}})))
        self.hub("import", str(lines))
        kinds = set()
        for entry in map(json.loads, self.hub("export").stdout.splitlines()):
            answer = self.anyone.get("/e/" + entry["id"])
            if answer.status == 404:
                continue  # not shown today
            kinds.add(entry["kind"])
            data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.S).group(1))
            self.check_linked(data)
            expanded, = pyld.jsonld.expand({**data, "@context": {"@vocab": "https://schema.org/"}})
            self.assertEqual({"https://schema.org/" + key for key in data if key[0] != "@"}, {key for key in expanded if key[0] != "@"})
        self.assertGreater(len(kinds), 7)

    def check_linked(self, thing):
        for key, value in thing.items():
            if key[0] == "@":
                continue
            self.assertIn(key, MEMBERS[thing["@type"]] | MEMBERS["Thing"], thing)
            self.assertNotIn(value, ("", None, []), key)
            if key == "url":
                self.assertRegex(value, r"^https?://[!-~]+$")
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    self.check_linked(each)

    def test_metrics_are_for_this_machine_and_can_be_read(self):
        answer = self.anyone.get("/metrics")
        families = {family.name: family.samples[0].value for family in text_string_to_metric_families(answer.text)}
        self.assertEqual(families["litfass_hub_entries"], 171)
        self.assertEqual(families["litfass_hub_version"], 1)
        self.assertEqual(self.anyone.ask("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status, 403)

    def test_calendar_news_services_and_lines_are_there_for_others(self):
        calendar = icalendar.Calendar.from_ical(self.anyone.get("/out/events.ics").text)
        self.assertGreater(len(calendar.walk("VEVENT")), 20)
        self.assertEqual(xml.fromstring(self.anyone.get("/out/news.rss").text).tag, "rss")
        self.assertGreater(len(json.loads(self.anyone.get("/out/services.json").text)["contents"]), 20)
        lines = self.anyone.get("/out/everything.jsonl?topic=pflege").text.splitlines()
        self.assertTrue(lines)
        self.assertTrue(all("pflege" in json.loads(line)["topics"] for line in lines))

    def fill(self):
        """Four megabytes of news: more than the sockets between two programs hold."""
        text = "\U0001f4f0" * 4000
        lines = self.dir / "lines.jsonl"
        lines.write_text("".join(json.dumps({"id": f"n{i}", "kind": "notice", "name": f"N{i}", "description": text}) + "\n"
                                 for i in range(250)))
        self.hub("import", str(lines))

    def connect(self):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        self.addCleanup(connection.close)
        connection.connect()
        return connection

    def test_pages_are_answered_before_the_exports_that_were_asked_for_earlier(self):
        self.fill()
        browsers, order = [self.connect() for _ in range(8)], []  # of each thread of the server's, some
        for browser in browsers:
            browser.request("GET", "/healthz")
            browser.getresponse().read()
        others = [self.connect() for _ in range(6)]
        for other in others:
            other.request("GET", "/out/everything.jsonl?topic=kultur")
        readers = [threading.Thread(target=lambda other=other: order.append(len(other.getresponse().read()))) for other in others]
        for reader in readers:
            reader.start()
        for browser in browsers:
            browser.request("GET", "/sign-in")
            self.assertEqual(browser.getresponse().status, 200)
        order.append("pages")
        for reader in readers:
            reader.join()
        self.assertNotEqual(order[-1], "pages")
        self.assertEqual(len(order), 7)

    def test_those_who_do_not_read_what_they_asked_for_hold_up_nobody_and_fill_no_memory(self):
        self.fill()
        lines = []
        for _ in range(34):
            line = socket.socket()
            self.addCleanup(line.close)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect((self.host.split(":")[0], int(self.host.split(":")[1])))
            line.sendall(b"GET /out/everything.jsonl HTTP/1.1\r\nHost: x\r\n\r\n")
            lines.append(line)
        heads = [line.recv(12) for line in lines]
        self.assertEqual((heads.count(b"HTTP/1.1 200"), heads.count(b"HTTP/1.1 503")), (32, 2))
        self.assertEqual(self.anyone.get("/sign-in").status, 200)
        refused = self.anyone.get("/out/events.ics")
        self.assertEqual((refused.status, refused.headers["Retry-After"]), (503, "5"))
        lines[heads.index(b"HTTP/1.1 200")].close()
        until(lambda: self.anyone.get("/out/events.ics").status == 200)


if __name__ == "__main__":
    unittest.main()
