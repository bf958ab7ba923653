"""Sources over HTTP: conditional requests, moderation, previews, and what a web server can do wrong or to us."""
import gzip
import json
import threading
import unittest

from programs import HUB, Neighbourhood, run, until
from webpeer import Handler, Server


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//T//DE"]
    for uid, name in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", "DTSTART:20261201T100000", "END:VEVENT"]
    return "".join(line + "\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


class SourceHandler(Handler):
    """`owner.answers`: path -> function(handler). Everything else is 404."""

    def do_GET(self):
        self.owner.requests.append((self.path, dict(self.headers)))
        self.owner.answers.get(self.path, lambda handler: handler.answer(404, b"no"))(self)


class Peer(Server):
    def __init__(self):
        self.answers, self.requests = {}, []
        super().__init__(SourceHandler)

    def document(self, path, body, **headers):
        """A document that keeps to If-None-Match where it has an ETag."""
        pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]

        def serve(handler):
            if "ETag" in headers and handler.headers["If-None-Match"] == headers["ETag"]:
                return handler.answer(304, headers=pairs)
            handler.answer(200, body, pairs)
        self.answers[path] = serve


class FetchTest(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.peer = Peer()
        self.addCleanup(self.peer.close)
        self.source("inside", "on")

    def source(self, verb, *words, expect=0):
        as_json = ["--json"] if verb in ("list", "fetch", "preview", "waiting") else []
        result = run(HUB, "source", verb, *words, "--dir", self.dir, *as_json)
        self.assertEqual(result.returncode, expect, result.stderr)
        return json.loads(result.stdout) if as_json and result.stdout else result.stderr

    def add(self, name, path, *more, form="ical"):
        self.source("add", name, "--url", self.peer.origin + path, "--as", form, *more)

    def fetch(self, name, *more, expect=0):
        return self.source("fetch", name, *more, expect=expect)["sources"][0]

    def status(self, name):
        return {row["name"]: row for row in self.source("list")["sources"]}[name]

    def test_a_document_that_stands_still_is_asked_for_by_its_etag(self):
        self.peer.document("/a.ics", calendar(("1", "Eins"), ("2", "Zwei")), ETag='"v1"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
        self.add("a", "/a.ics")
        first = self.fetch("a")
        self.assertEqual((first["result"], first["added"]), ("changed", 2))
        self.assertEqual(self.fetch("a")["result"], "unchanged")
        asked = self.peer.requests[-1][1]
        self.assertEqual((asked["If-None-Match"], asked["If-Modified-Since"]), ('"v1"', "Sat, 21 Nov 2026 10:00:00 GMT"))
        self.peer.document("/a.ics", calendar(("1", "Eins neu")), ETag='"v2"')
        third = self.fetch("a")
        self.assertEqual((third["changed"], third["dropped"]), (1, 1))
        self.assertEqual(sorted(self.exported()), ["a-1"])
        self.source("add", "a", "--url", self.peer.origin + "/a.ics", "--as", "ical", "--topic", "kultur")  # said anew: read anew
        self.assertEqual(self.fetch("a")["changed"], 1)
        self.assertEqual(self.exported("a-1")["topics"], ["kultur"])

    def test_a_source_that_fails_keeps_what_it_brought(self):
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        self.add("a", "/a.ics")
        self.fetch("a")
        good = self.status("a")
        for body, status, code in ((b"", 200, 65), (calendar(), 200, 65), (b"<html>Wartung</html>", 200, 65),
                                   (calendar(("1", "E"))[:-10], 200, 65), (b"weg", 404, 69), (b"", 503, 69), (b"", 304, 69)):
            self.peer.answers["/a.ics"] = lambda handler: handler.answer(status, body)
            # Without conditions: a 304 that nobody asked for is a mistake too.
            failed = self.fetch("a", expect=code)
            self.assertEqual((failed["result"], sorted(self.exported())), ("failed", ["a-1"]))
            now = self.status("a")
            self.assertEqual((now["succeeded"], now["error"], now["entries"]), (good["succeeded"], failed["error"].split(": ", 1)[1]
                             if failed["error"].startswith("source") else failed["error"], 1))
        self.assertEqual(self.status("a")["failures"], 7)
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        self.assertEqual(self.fetch("a")["result"], "unchanged")
        self.assertEqual((self.status("a")["failures"], self.status("a")["error"]), (0, None))

    def test_the_hub_does_not_reach_into_its_own_house(self):
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        self.source("inside", "off")
        port = self.peer.origin.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0",
                     "169.254.169.254", "10.0.0.1", "192.168.0.1", "100.64.0.1", "[fd00::1]", "[fe80::1]"):
            self.source("add", "x", "--url", f"http://{host}:{port}/a.ics", "--as", "ical")
            failed = self.fetch("x", "--timeout", "5", expect=77)
            self.assertIn("private network", failed["error"])
        self.assertEqual(self.peer.requests, [])
        self.source("inside", "on")
        self.source("add", "x", "--url", f"http://169.254.169.254:{port}/", "--as", "ical")
        self.fetch("x", expect=77)  # clouds give out secrets there: never

    def test_addresses_that_are_none(self):
        for url in ("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://", "http://u:p@a.example/",
                    "https://a.example/ b", "javascript:1", "//a.example/", "http:///a", "dict://a:1/"):
            self.source("add", "x", "--url", url, "--as", "ical", expect=64)

    def test_redirects_are_followed_five_times_and_looked_at_each_time(self):
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        for i in range(1, 7):
            target = "/a.ics" if i == 1 else f"/r{i - 1}"
            self.peer.answers[f"/r{i}"] = lambda handler, target=target: handler.answer(302, headers=[("Location", target)])
        self.peer.answers["/loop"] = lambda handler: handler.answer(301, headers=[("Location", "/loop")])
        self.peer.answers["/file"] = lambda handler: handler.answer(302, headers=[("Location", "file:///etc/passwd")])
        self.peer.answers["/meta"] = lambda handler: handler.answer(302, headers=[("Location", "http://169.254.169.254/latest/")])
        self.add("a", "/r5")
        self.assertEqual(self.fetch("a")["added"], 1)
        for path, code in (("/r6", 69), ("/loop", 69), ("/file", 77), ("/meta", 77)):
            self.add("b", path)
            self.fetch("b", expect=code)

    def test_too_much_and_too_slow(self):
        def endless(handler):
            handler.wfile.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(40):
                handler.wfile.write(b"100000\r\n" + b"x" * 0x100000 + b"\r\n")

        done = threading.Event()
        self.addCleanup(done.set)

        def slow(handler):
            handler.wfile.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nBEGIN")
            handler.wfile.flush()
            done.wait(20)

        bomb = gzip.compress(b"\0" * (40 << 20))
        self.peer.answers.update({"/endless": endless, "/slow": slow,
                                  "/bomb": lambda handler: handler.answer(200, bomb, [("Content-Encoding", "gzip")]),
                                  "/headers": lambda handler: handler.answer(200, headers=[("X", "y" * 70000)])})
        for path, code in (("/endless", 65), ("/bomb", 65), ("/slow", 69), ("/headers", 65)):
            self.add("b", path)
            self.fetch("b", "--timeout", "1" if path == "/slow" else "20", expect=code)

    def test_preview_changes_nothing(self):
        self.peer.document("/a.ics", calendar(("1", "Eins"), ("2", "Zwei")))
        new = self.source("preview", "neu", "--url", self.peer.origin + "/a.ics", "--as", "ical")
        self.assertEqual(sorted(change["id"] for change in new["added"]), ["neu-1", "neu-2"])
        self.assertEqual((self.exported(), self.source("list")["sources"]), ({}, []))
        self.add("a", "/a.ics")
        self.fetch("a")
        self.peer.document("/a.ics", calendar(("2", "Zwo"), ("3", "Drei")))
        seen = self.source("preview", "a")
        self.assertEqual([[change["id"] for change in seen[key]] for key in ("added", "changed", "dropped")], [["a-3"], ["a-2"], ["a-1"]])
        self.assertEqual(seen["changed"][0]["before"]["name"], "Zwei")
        self.assertEqual(sorted(self.exported()), ["a-1", "a-2"])

    def test_with_moderation_a_person_decides(self):
        self.peer.document("/a.ics", calendar(("1", "Eins"), ("2", "Zwei")))
        self.add("a", "/a.ics", "--moderated")
        self.assertEqual(self.fetch("a")["result"], "waiting")
        self.assertEqual((self.exported(), self.status("a")["waiting"]), ({}, 2))
        self.source("accept", "a-1")
        self.source("refuse", "a-2")
        self.assertEqual(sorted(self.exported()), ["a-1"])
        self.assertEqual(self.fetch("a")["result"], "unchanged")
        self.peer.document("/a.ics", calendar(("2", "Zwei neu")))
        self.fetch("a")
        waiting = {row["id"]: row for row in self.source("waiting")["waiting"]}
        self.assertEqual((waiting["a-1"]["line"], json.loads(waiting["a-2"]["line"])["name"]), (None, "Zwei neu"))
        self.assertEqual(sorted(self.exported()), ["a-1"])
        self.peer.document("/a.ics", calendar(("1", "Eins"), ("2", "Zwei")))  # taken back: nothing is left to ask
        self.fetch("a")
        self.assertEqual(self.source("waiting")["waiting"], [])
        self.source("accept", "a-1", expect=66)

    def test_removing_a_source_takes_its_entries_along(self):
        self.publish({"id": "hand", "kind": "page", "name": "Von Hand"})
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        self.add("a", "/a.ics")
        self.fetch("a")
        self.source("remove", "a")
        self.assertEqual((sorted(self.exported()), self.source("list")["sources"]), (["hand"], []))
        self.source("remove", "a", expect=66)

    def test_serve_looks_by_itself_and_publishes(self):
        self.peer.document("/a.ics", calendar(("1", "Eins")))
        self.add("a", "/a.ics")
        before = self.publish({"id": "hand", "kind": "page", "name": "Von Hand"})
        self.serve()
        until(lambda: "a-1" in self.exported(), "the source's entry")
        until(lambda: json.loads(self.hub("publish", "--json").stdout)["version"] > before, "its version")


if __name__ == "__main__":
    unittest.main()
