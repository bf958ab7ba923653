"""The content in the formats of others, read by others: Python's icalendar, vobject, dateutil, feedparser and XML parser, the rules of
HSDS's schemas, and our own readers on the way back in. Backups, taken and put back while the hub is at work."""
import datetime
import json
import re
import subprocess
import tarfile
import unittest
import xml.etree.ElementTree as xml
import zoneinfo

import feedparser
import hsds_schema
import icalendar
import vobject
from dateutil import rrule as rules
from programs import DAY, HUB, Neighbourhood, run

# Services at the edges of what an entry may say.
ODD = [
    {"id": "nackt", "kind": "service", "name": "Nackt"},
    {"id": "tuerkisch", "kind": "service", "name": {"tr": "Danışma"}, "languages": ["tr", "gsg", "zh-Hans", "de-AT"], "free": True},
    {"id": "umlaut", "kind": "service", "name": "Umlaut", "url": "https://www.example.org/öffnung/?a[]=1%zz", "email": "a@b.example",
     "location": {"name": "Nur ein Name"}, "opening_hours": "24/7", "provider": "amt", "topics": ["pflege", "wohnen"]},
    {"id": "nachts", "kind": "service", "name": "Nachts", "opening_hours": "Fr-Sa 22:00-02:00; PH off", "location": "saal",
     "telephone": "+49 711 123456-12", "accessibility": ["step-free", "toilet"], "verified": "2026-10-01", "price": "3 Euro & mehr"},
    {"id": "irgendwann", "kind": "service", "name": "Irgendwann", "opening_hours": "\"nach Vereinbarung\"",
     "location": {"street": "Weg 1", "locality": "Auenstadt", "latitude": 48.1, "longitude": 9.1}},
    {"id": "amt", "kind": "organization", "name": "Amt", "url": "https://amt.example/?ü=50%", "email": "info@amt.example"},
    {"id": "saal", "kind": "place", "name": "Saal", "location": {"street": "Weg 2", "postal_code": "70000", "locality": "Auenstadt"}},
]


def wall(moment):
    """A moment as the clock in Berlin shows it, or a day."""
    if not isinstance(moment, datetime.datetime):
        return datetime.datetime.combine(moment, datetime.time())
    return moment.astimezone(zoneinfo.ZoneInfo("Europe/Berlin")).replace(tzinfo=None)


def exceptions(event, name):
    found = event.get(name, [])
    return [wall(date.dt) for group in (found if isinstance(found, list) else [found]) for date in group.dts]


def occurrences(start, rule, rdates, exdates, until):
    dates = {start} if not rule else set(rules.rrulestr(rule, dtstart=start, ignoretz=True).between(start, until, inc=True))
    return sorted(date for date in (dates | set(rdates)) - set(exdates) if date <= until)


class OutTest(Neighbourhood):
    def out(self, form, *more):
        result = run(HUB, "export", "--dir", self.dir, "--as", form, "--clock", DAY, *more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def events(self, *more):
        calendar = icalendar.Calendar.from_ical(self.out("ical", *more))
        return {str(event["UID"]).rsplit("-", 1)[0]: event for event in calendar.walk("VEVENT")}

    def test_calendars_hold_the_same_meetings(self):
        self.publish_sample()
        until = datetime.datetime(2027, 6, 30)
        events = self.events()
        entries = {key: entry for key, entry in self.exported().items() if entry["kind"] == "event"}
        self.assertEqual(set(events), set(entries))
        for key, entry in entries.items():
            event = events[key]
            own = [datetime.datetime.fromisoformat(entry["start"]),
                   re.sub(r"UNTIL=(\d{8}T\d{6})Z", r"UNTIL=\1", entry.get("rrule", "")),
                   *([datetime.datetime.fromisoformat(date) for date in entry.get(name, [])] for name in ("rdate", "exdate"))]
            rule = event["RRULE"].to_ical().decode() if "RRULE" in event else ""
            theirs = [wall(event["DTSTART"].dt), rule.replace("Z", ""), exceptions(event, "RDATE"), exceptions(event, "EXDATE")]
            if not own[1]:
                self.assertEqual(own[0], theirs[0], key)
            self.assertEqual(occurrences(*own, until), occurrences(*theirs, until), key)
            self.assertFalse(event.errors, key)

    def test_every_line_of_a_calendar_is_short_and_ends_well(self):
        self.publish_sample()
        raw = subprocess.run([HUB, "export", "--dir", self.dir, "--as", "ical"], capture_output=True, check=True).stdout
        for line in raw.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotIn(b"\n", line)

    def test_a_start_that_does_not_fit_its_rule_becomes_the_first_that_does(self):
        self.publish({"id": "kurs", "kind": "event", "name": "Kurs; mit, Zeichen\\", "start": "2026-12-04T10:00",
                      "end": "2026-12-04T11:30", "rrule": "FREQ=WEEKLY;BYDAY=SA;COUNT=3"},
                     {"id": "tage", "kind": "event", "name": "Tage", "start": "2026-12-05", "end": "2026-12-06",
                      "event_status": "cancelled"},
                     {"id": "fern", "kind": "event", "name": "Fern", "start": "2026-12-05T10:00", "timezone": "America/New_York"})
        events = self.events()
        self.assertEqual(wall(events["kurs"]["DTSTART"].dt), datetime.datetime(2026, 12, 5, 10))
        self.assertEqual(wall(events["kurs"]["DTEND"].dt), datetime.datetime(2026, 12, 5, 11, 30))
        self.assertEqual(str(events["kurs"]["SUMMARY"]), "Kurs; mit, Zeichen\\")
        self.assertEqual((events["tage"]["DTEND"].dt, events["tage"]["STATUS"]), (datetime.date(2026, 12, 7), "CANCELLED"))
        self.assertEqual(wall(events["fern"]["DTSTART"].dt), datetime.datetime(2026, 12, 5, 16))

    def test_by_place_and_topic(self):
        self.publish({"id": "saal", "kind": "place", "name": "Saal"},
                     {"id": "a", "kind": "event", "name": "A", "start": "2026-12-04T10:00", "location": "saal", "topics": ["kultur"]},
                     {"id": "b", "kind": "event", "name": "B", "start": "2026-12-04T10:00", "topics": ["pflege"]},
                     {"id": "c", "kind": "event", "name": "C", "start": "2026-12-04T10:00", "visible_from": "2027-01-01"})
        self.assertEqual((set(self.events()), set(self.events("--place", "saal")), set(self.events("--topic", "pflege"))),
                         ({"a", "b"}, {"a"}, {"b"}))
        self.assertEqual(set(self.events("--topic", "wohnen")), set())
        self.assertEqual([json.loads(line)["id"] for line in self.out("jsonl", "--topic", "kultur").splitlines()], ["a"])
        self.assertEqual(run(HUB, "export", "--dir", self.dir, "--as", "ical", "--place", "nirgends").returncode, 66)
        self.assertEqual(run(HUB, "export", "--dir", self.dir, "--as", "pdf").returncode, 64)

    def test_news_are_valid_and_come_back_the_same(self):
        notices = [{"id": "n1", "kind": "notice", "name": "A & B <x>", "description": "Eins\nzwei\n\n- drei\n- vier & \"fünf\"",
                    "visible_from": "2026-11-20T08:15", "topics": ["kultur"]},
                   {"id": "n2", "kind": "notice", "name": "Alt", "visible_from": "2026-11-01", "url": "https://a.example/x"}]
        self.publish(*notices)
        feed = self.out("rss")
        channel = xml.fromstring(feed).find("channel")
        for name in ("title", "link", "description"):
            self.assertTrue(channel.findtext(name))
        items = channel.findall("item")
        self.assertEqual([item.findtext("title") for item in items], ["A & B <x>", "Alt"])
        self.assertEqual(items[0].findtext("pubDate"), "Fri, 20 Nov 2026 07:15:00 GMT")
        self.assertEqual(items[1].findtext("link"), "https://a.example/x")
        other = self.scratch / "other"
        self.hub("init", folder=other)
        self.hub("import", "-", "--as", "rss", "--source", "s", stdin=feed, folder=other)
        back = {entry["name"]: entry for entry in map(json.loads, self.hub("export", folder=other).stdout.splitlines())}
        self.assertEqual(back["A & B <x>"]["description"], notices[0]["description"])
        self.assertEqual((back["A & B <x>"]["visible_from"], back["A & B <x>"]["topics"]), ("2026-11-20T08:15", ["kultur"]))

    def test_services_follow_the_schemas_and_come_back(self):
        self.publish_sample()
        self.publish(*ODD)
        page = json.loads(self.out("hsds"))
        services = [entry for entry in self.exported().values() if entry["kind"] == "service"]
        self.assertEqual(hsds_schema.faults(page), [])
        self.assertEqual((len(page["contents"]), page["total_items"], page["empty"]), (len(services), len(services), False))
        self.assertEqual(len({service["id"] for service in page["contents"]}), len(services))
        self.assertEqual(self.out("hsds"), self.out("hsds"))
        other = self.scratch / "other"
        self.hub("init", folder=other)
        self.hub("import", "-", "--as", "hsds", "--source", "s", stdin=json.dumps(page), folder=other)
        back = [json.loads(line) for line in self.hub("export", folder=other).stdout.splitlines()]
        self.assertEqual(sorted(entry["name"] for entry in back if entry["kind"] == "service"),
                         sorted(entry["name"] if isinstance(entry["name"], str) else entry["name"].get("de") or entry["name"]["tr"]
                                for entry in services))

    def test_the_schemas_find_what_is_wrong(self):
        self.publish(*ODD)
        page = json.loads(self.out("hsds"))
        service = page["contents"][0]
        for key, value in (("status", "open"), ("id", "1"), ("url", "www.example.org"), ("colour", "red"), ("name", None),
                           ("phones", [{"id": service["id"]}]), ("schedules", {}), ("organization", {"id": service["id"]})):
            self.assertTrue(hsds_schema.faults({**page, "contents": [{**service, key: value}]}), key)

    def test_news_are_what_feed_readers_expect(self):
        self.publish_sample()
        self.publish({"id": "laut", "kind": "notice", "name": "]]> & <b>", "description": "\"A\" 'B' ]]>\n\u2028x \U0001f389"})
        feed = feedparser.parse(self.out("rss"))
        self.assertFalse(feed.bozo, feed.get("bozo_exception"))
        self.assertEqual(feed.version, "rss20")
        shown = [entry for entry in self.exported().values() if entry["kind"] == "notice"]
        self.assertLessEqual(len(feed.entries), len(shown))
        self.assertEqual(len({entry.id for entry in feed.entries}), len(feed.entries))
        for entry in feed.entries:
            self.assertTrue(entry.title and entry.summary, entry)
            self.assertTrue("published" not in entry or entry.published_parsed, entry)
        self.assertIn("]]> & <b>", [entry.title for entry in feed.entries])

    def test_calendars_keep_the_rules_of_their_format(self):
        """RFC 5545: what 3.6 and 3.6.1 ask of components, read by vobject, which checks cardinality, too."""
        self.publish_sample()
        calendar = vobject.readOne(self.out("ical"))
        calendar.validate(raiseException=True)
        self.assertEqual((calendar.version.value, len(calendar.contents["prodid"])), ("2.0", 1))
        zones = {zone.tzid.value for zone in calendar.contents["vtimezone"]}
        events = calendar.contents["vevent"]
        self.assertEqual(len({event.uid.value for event in events}), len(events))
        for event in events:
            self.assertTrue(event.dtstamp.value)
            start, end = event.dtstart.value, event.dtend.value if "dtend" in event.contents else None
            self.assertTrue(end is None or end > start, event.uid.value)
            for name in ("dtstart", "dtend", "exdate", "rdate"):
                for line in event.contents.get(name, []):
                    self.assertTrue({str(zone) for zone in line.params.get("X-VOBJ-ORIGINAL-TZID", [])} <= zones)

    def test_lines_are_everything_and_come_back_the_same(self):
        self.publish_sample()
        self.publish(*ODD)
        lines = self.out("jsonl")
        other = self.scratch / "other"
        self.hub("init", folder=other)
        self.hub("import", "-", stdin=lines, folder=other)
        self.assertEqual(self.hub("export", folder=other).stdout, lines)

    def test_an_empty_hub_answers_validly(self):
        self.assertEqual(icalendar.Calendar.from_ical(self.out("ical")).walk("VEVENT"), [])
        self.assertEqual(json.loads(self.out("hsds"))["contents"], [])
        self.assertEqual(xml.fromstring(self.out("rss")).findall("channel/item"), [])


class BackupTest(Neighbourhood):
    def backup(self, name, *more):
        file = self.scratch / name
        result = run(HUB, "backup", file, "--dir", self.dir, *more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return file

    def test_a_backup_brings_everything_back_but_the_keys(self):
        version = self.publish_sample()
        with tarfile.open(self.backup("a.tar.gz")) as archive:
            names = archive.getnames()
        self.assertTrue({"hub.db", "feed/feed.json", "feed/root.json"} <= set(names), names)
        self.assertFalse([name for name in names if name.startswith("keys/")])
        self.assertTrue([name for name in names if name.startswith("feed/asset/")])
        self.hub("restore", self.backup("b.tar.gz", "--with-keys"), folder=self.scratch / "new")
        new = self.scratch / "new"
        self.assertEqual(self.hub("export", folder=new).stdout, self.hub("export").stdout)
        self.assertEqual((new / "keys/publishing.secret").stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.publish({"id": "neu", "kind": "page", "name": "Neu"}, folder=new), version + 1)
        self.serve(new)  # and a kiosk that knew the old one follows it
        old = sorted(path.relative_to(self.dir) for path in (self.dir / "feed").rglob("*") if path.is_file())
        self.assertTrue(set(old) - {p.relative_to(new) for p in (new / "feed").rglob("*")} <= set(old))

    def test_while_serve_and_imports_run(self):
        self.publish_sample()
        self.serve()
        writer = subprocess.Popen(["/bin/sh", "-c", 'for i in 1 2 3 4 5; do '
                                   'printf \'{"id":"w%s","kind":"page","name":"W"}\n{"id":"v%s","kind":"page","name":"V"}\n\' $i $i | '
                                   '"$0" import --dir "$1" - && "$0" publish --dir "$1"; done', HUB, str(self.dir)],
                                  stdout=subprocess.DEVNULL)
        for i in range(2):
            file = self.backup(f"{i}.tar.gz", "--with-keys")
            copy = self.scratch / f"copy{i}"
            self.hub("restore", file, folder=copy)
            ids = {json.loads(line)["id"] for line in self.hub("export", folder=copy).stdout.splitlines()}
            self.assertEqual({key[1:] for key in ids if re.fullmatch(r"w\d+", key)},
                             {key[1:] for key in ids if re.fullmatch(r"v\d+", key)})  # an import whole or not at all
            self.hub("publish", folder=copy)
        self.assertEqual(writer.wait(60), 0)

    def test_what_is_no_backup_or_no_empty_folder_is_refused(self):
        self.publish_sample()
        good = self.backup("good.tar.gz", "--with-keys")
        self.assertEqual(run(HUB, "restore", good, "--dir", self.dir).returncode, 74)
        self.assertEqual(run(HUB, "restore", self.scratch / "none", "--dir", self.scratch / "x").returncode, 66)
        evil = self.scratch / "evil.tar.gz"
        for name in ("../evil", "/tmp/evil", "feed/../../evil", "keys/../x.secret", "x"):
            with tarfile.open(evil, "w:gz") as archive:
                archive.add(good, arcname=name)
            self.assertEqual(run(HUB, "restore", evil, "--dir", self.scratch / "x").returncode, 65, name)
        with tarfile.open(evil, "w:gz") as archive:
            link = tarfile.TarInfo("hub.db")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        self.assertEqual(run(HUB, "restore", evil, "--dir", self.scratch / "x").returncode, 65)
        whole = good.read_bytes()
        for broken in (b"", b"PK", whole[:len(whole) // 2], whole[:-9]):
            evil.write_bytes(broken)
            self.assertEqual(run(HUB, "restore", evil, "--dir", self.scratch / "x").returncode, 65)
        self.assertFalse((self.scratch / "x" / "hub.db").exists())


if __name__ == "__main__":
    unittest.main()
