"""What strangers and broken browsers may send where the hub takes paths, forms and pictures: each is answered by a page with the right
status, nothing is half done, and the hub goes on."""
import concurrent.futures
import io
import json
import re
import socket
import struct
import subprocess
import time
import unittest
import urllib.parse
import zipfile
import zlib

from hubroom import HubRoom, routes
from test_upload import BOUNDARY, multipart

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
CLIMBS = ["../hub.db", "..%2fhub.db", "%2e%2e/hub.db", "%2e%2e%2fhub.db", "%252e%252e%252fhub.db", "..%5chub.db", "..\\hub.db",
          "..;/hub.db", "....//hub.db", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", ".", "..", "...", "", "/", "%00", "feed.json%00.png",
          "feed.json%0a", "%c0%ae%c0%ae/hub.db", "%ff", "%", "%2", "%zz", "a" * 300, "a" * 12000, "a/" * 2000, "../keys/root.secret",
          "asset/../../keys/root.secret", "%e2%80%ae", "feed.json/", "feed.json/..", "./feed.json", "asset", "asset/", "snapshot/..", "*",
          "feed.json.tmp", "FEED.JSON", "feed.json?x=/../..", "~", "-", "CON", "\t", "hub.db", "xn--", "$(id)", "`id`", "'", "'--"]
SEGMENTS = ["%2e%2e", "..%2f..", "%252e%252e", "%00", "%01", "%7f", "%ff", "%c3%28", "%ed%a0%80", "%e2%80%ae", "%e2%80%8b", "%f0%9f%98%80",
            "'%20OR%20'1'='1", "%3Cscript%3E", "{}", "-1", "0", "9223372036854775808", "1e9", "%20", "a" * 65, "a" * 3000, "%0d%0aX:%20y"]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, packed, *more):
    """A PNG of one bit a pixel, with these bytes as its picture data."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


class GuardRoom(HubRoom):
    def tearDown(self):
        self.assertEqual(self.admin.get("/healthz").text, "ok\n")
        self.assertEqual(list(self.hub_dir.glob("upload-*")), [])

    def raw(self, data, seconds=20):
        """What comes back until the hub hangs up; the status first."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=seconds) as line:
            line.sendall(data)
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        return int(answer.split(b" ", 2)[1]), answer

    def get(self, path):
        head = f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.admin.cookie}\r\nConnection: close\r\n\r\n"
        return self.raw(head.encode())

    def content(self):
        return self.hub("export").stdout


class PathTest(GuardRoom):
    def test_no_path_leads_out_of_the_feed_or_to_a_file_that_is_not_the_pages(self):
        secret = (self.hub_dir / "keys/root.secret").read_bytes().strip()
        shown = {"feed.json?x=/../..": 200}  # that is feed.json, with a question that nobody asks
        for base in ("/feed/", "/static/", "/e/", "/preview/", "/out/", "/"):
            for climb in CLIMBS:
                status, answer = self.get(base + climb)
                with self.subTest(path=(base + climb)[:60]):
                    self.assertNotIn(secret, answer)
                    self.assertNotIn(b"SQLite format", answer)
                    self.assertNotIn(b"root:", answer)
                    expected = {shown[climb]} if base == "/feed/" and climb in shown else {303, 400, 404, 414, 431}
                    if base == "/" and climb in ("", "."):
                        expected.add(200)
                    self.assertIn(status, expected)

    def test_no_segment_of_a_path_makes_the_hub_stumble(self):
        for method, pattern, _, _ in routes():
            for segment in SEGMENTS if "{}" in pattern and method == "GET" else []:
                with self.subTest(route=pattern, segment=segment[:40]):
                    status, answer = self.get(pattern.replace("{}", segment))
                    self.assertIn(status, (200, 303, 400, 404, 422))
                    self.assertNotIn(b"<script>", answer)
                    self.assertNotIn(b"\r\nX: y", answer.split(b"\r\n\r\n")[0])

    def test_a_path_that_is_none_is_no_request(self):
        for line in (b"GET  HTTP/1.1", b"GET http://evil.example/../hub.db HTTP/1.1", b"GET * HTTP/1.1", b"GET feed/feed.json HTTP/1.1",
                     b"\x16\x03\x01\x02\x00 / HTTP/1.1", b"GET /\x01 HTTP/1.1", b"GET /feed/../hub.db HTTP/9.9"):
            try:
                status, answer = self.raw(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
            except (IndexError, ConnectionError):
                continue  # hung up without a word: that will do
            self.assertIn(status, (303, 400, 404, 405, 505), line)
            self.assertNotIn(b"SQLite", answer)


class PictureTest(GuardRoom):
    def setUp(self):
        super().setUp()
        self.token = self.admin.token("/account")
        self.fields = {"csrf": self.token, "base": self.base(), "save": "publish", "image.alt.de": "Ein Garten"}

    def base(self):
        return re.search(r'name="base" value="([0-9a-f]*)"', self.admin.get("/entries/demenzberatung").text).group(1)

    def send(self, body, headers=None):
        return self.admin.ask("POST", "/entries/demenzberatung", body, headers or MULTIPART)

    def test_what_only_looks_like_a_picture_is_refused_with_words(self):
        whole = subprocess.run(["convert", "-size", "40x30", "-seed", "7", "plasma:", "jpeg:-"], capture_output=True, check=True, timeout=60).stdout
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("a.jpg", whole)
        bomb = zlib.compress(b"\0" * 200_000_000)
        pictures = {
            "an SVG with a script": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "a zip": archive.getvalue(), "a picture with a zip's name": b"PK\x03\x04" + whole, "a TIFF": b"II*\0" + b"\0" * 99,
            "a WebP": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40, "HTML": b"<html><script>alert(1)</script>",
            "half of one": whole[:len(whole) // 2], "a head alone": whole[:200], "a PNG of 65535 by 65535": png(65535, 65535, b""),
            "a PNG without width": png(0, 10, zlib.compress(b"\0")), "a PNG whose picture is a bomb": png(64, 64, bomb),
            "a PNG of 4000 by 4000 that holds a line": png(4000, 4000, zlib.compress(b"\0" * 501)),
            "a PNG whose profile is a bomb": png(8, 8, zlib.compress(b"\0\0" * 8), chunk(b"iCCP", b"x\0\0" + bomb)),
            "a PNG whose text is a bomb": png(8, 8, zlib.compress(b"\0\0" * 8), chunk(b"zTXt", b"x\0\0" + bomb)),
            "a JPEG of 65500 by 65500": b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xdc\xff\xdc\x01\x01\x11\0\xff\xd9",
        }
        before = self.content()
        for name, data in pictures.items():
            answer = self.send(multipart({**self.fields, "base": self.base()}, "bild.jpg", data))
            with self.subTest(picture=name):
                if "is a bomb" in name:  # what is beside the picture is dropped unread, or the picture refused
                    self.assertIn(answer.status, (303, 422))
                    before = self.content()
                    continue
                self.assertEqual(answer.status, 422)
                self.assertIn("Dieses Bild geht nicht", answer.text)
                self.assertEqual(self.content(), before)

    def test_a_file_of_no_bytes_is_no_picture_at_all(self):
        before = json.loads(next(line for line in self.content().splitlines() if '"id":"demenzberatung"' in line))["image"]["asset"]
        self.assertEqual(self.send(multipart(self.fields, "bild.jpg", b"")).status, 303)
        self.assertIn(before, self.content())

    def test_the_name_of_a_file_is_never_believed(self):
        data = subprocess.run(["convert", "-size", "40x30", "-seed", "7", "plasma:", "jpeg:-"], capture_output=True, check=True, timeout=60).stdout
        files = self.files()
        for name in ("../../../keys/root.secret", "/etc/passwd", "C:\\\\x.jpg", "a\0b.jpg", "\u202egpj.exe", "-rf.jpg", "$(id).jpg", "x" * 5000,
                     "", ".", "bild.jpg[page=9]", "pipe:|id", "\xff"):
            with self.subTest(name=name[:30]):
                answer = self.send(multipart({**self.fields, "base": self.base()}, name, data))
                self.assertIn(answer.status, (303, 400, 413))
        self.assertEqual(self.files() - files, set())

    def files(self):
        """Those that a save has no business with: not the feed's, and the preview's."""
        return {path for path in self.dir.rglob("*") if path.parent.name not in ("asset", "delta", "snapshot", "preview")
                and not path.name.startswith("hub.db-") and ".tmp" not in path.name}

    def test_forms_in_parts_that_are_broken_change_nothing(self):
        good = multipart(self.fields, "bild.jpg", b"")
        mark = f"--{BOUNDARY}".encode()
        before = self.content()
        for name, body, kind in (
                ("no end", good[:-len(mark) - 6], BOUNDARY), ("cut within a head", good[:70], BOUNDARY), ("no body", b"", BOUNDARY),
                ("another boundary", good, "other"), ("no boundary", good, None), ("an empty boundary", good, ""),
                ("a boundary of 5000", good, "b" * 5000), ("a head that does not end", mark + b"\r\n" + b"X: " + b"a" * 9000, BOUNDARY),
                ("no names", good.replace(b'name="', b'nome="'), BOUNDARY), ("a name that does not end", good.replace(b'"\r\n', b"\r\n"), BOUNDARY),
                ("parts in parts", good.replace(b"form-data; name=\"base\"", b"form-data; name=\"base\"\r\nContent-Type: multipart/mixed; boundary=i"),
                 BOUNDARY), ("lines that end with LF", good.replace(b"\r\n", b"\n"), BOUNDARY)):
            headers = {"Content-Type": "multipart/form-data" + (f"; boundary={kind}" if kind is not None else "")}
            answer = self.send(body, headers)
            with self.subTest(form=name):
                self.assertIn(answer.status, (400, 403, 413, 422, 431))
                self.assertEqual(self.content(), before)

    def test_slow_uploads_are_cut_and_others_go_on_meanwhile(self):
        body = multipart(self.fields, "bild.jpg", b"x" * 4_000_000)
        head = (f"POST /entries/demenzberatung HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\nCookie: {self.admin.cookie}\r\n"
                f"Content-Type: {MULTIPART['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n").encode()
        host, port = self.host.split(":")
        lines = [socket.create_connection((host, int(port)), timeout=30) for _ in range(20)]
        for line in lines:
            self.addCleanup(line.close)
            line.sendall(head + body[:1000])
        self.assertEqual(self.admin.get("/entries").status, 200)
        lines[0].sendall(body[1000:])  # one of them makes up its mind
        self.assertIn(b" 422 ", lines[0].recv(100))
        before = self.content()
        for line in lines[1:10]:
            line.shutdown(socket.SHUT_RDWR)
        self.assertEqual(self.content(), before)
        self.assertEqual(self.admin.get("/entries").status, 200)


class FieldTest(GuardRoom):
    def setUp(self):
        super().setUp()
        self.token = self.admin.token("/account")

    def entry(self):
        return json.loads(next(line for line in self.content().splitlines() if '"id":"demenzberatung"' in line))

    def save(self, pairs, entry="demenzberatung"):
        base = re.search(r'name="base" value="([0-9a-f]*)"', self.admin.get("/entries/" + entry).text).group(1)
        pairs = [("csrf", self.token), ("base", base), ("save", "publish"), *pairs]
        return self.admin.ask("POST", "/entries/" + entry, "&".join(
            f"{key}={value if isinstance(value, str) else urllib.parse.quote(value)}" for key, value in pairs), FORM)

    def test_bytes_that_are_no_text_are_refused_in_every_field(self):
        before = self.content()
        for value in ("%ff", "%c3", "%c3%28", "%ed%a0%80", "%f4%90%80%80", "%c0%80", "a%00b", "%00", "%fe%ff"):
            for field in ("name.de", "contact_name", "telephone", "opening_hours", "nie.gehoert"):
                self.assertEqual(self.save([(field, value)]).status, 400, (field, value))
            if "%00" not in value:  # libmicrohttpd ends a name there
                self.assertEqual(self.save([(f"name.{value}", "x")]).status, 400, value)
            sign_in = self.admin.ask("POST", "/sign-in", f"email={value}&password={value}", FORM)
            self.assertEqual(sign_in.status, 400, value)
        self.assertEqual(self.content(), before)

    def test_signs_that_nobody_sees_do_not_reach_the_board(self):
        odd = "\u202eA\u200b\u2066\u0007\u001b[31m\ufeffB\u0085\u2028C\u00ad\U000e0041" + "e" + "\u0301" * 60
        answer = self.save([("contact_name", odd.encode())])
        self.assertIn(answer.status, (303, 422))
        if answer.status == 303:
            name = self.entry()["contact_name"]
            for sign in "\u202e\u2066\u0007\u001b\u200b\ufeff\u0085\U000e0041":
                self.assertNotIn(sign, name)
            self.assertLessEqual(name.count("\u0301"), 20)
        for path, form in (("/people/invite", {"email": "\u202ea@b.example", "role": "viewer"}),
                           ("/screens/pair", {"code": "\u202e12345678", "name": "\u0007", "place": ""}),
                           ("/sources/new", {"name": "\u202e", "url": "https://x.example/\u202e", "format": "ical", "interval": "15"})):
            self.assertIn(self.admin.post(path, form, page="/account").status, (303, 422, 404, 200), path)

    def test_of_fields_that_come_twice_the_first_counts_and_none_is_mixed(self):
        self.assertEqual(self.save([("contact_name", "Eins"), ("contact_name", "Zwei")]).status, 303)
        self.assertEqual(self.entry()["contact_name"], "Eins")
        body = urllib.parse.urlencode([("csrf", "0" * 64), ("csrf", self.token), ("base", "x"), ("save", "publish")])
        self.assertEqual(self.admin.ask("POST", "/entries/demenzberatung", body, FORM).status, 403)

    def test_very_many_fields_and_very_long_names_are_too_much(self):
        before = self.content()
        for pairs in ([(f"f{i}", "x") for i in range(6001)], [("n" * 101, "x")], [(f"f{i}", "x" * 500_000) for i in range(22)]):
            self.assertEqual(self.save(pairs).status, 413, len(pairs))
        self.assertIn(self.save([("topics", f"t{i}") for i in range(4000)]).status, (303, 422))
        self.assertIn(self.save([("", "x"), ("=", "x"), ("&", ""), ("&&", "")]).status, (303, 400, 422))
        if self.content() != before:
            self.assertLessEqual(len(self.entry().get("topics", [])), 16)

    def test_questions_behind_a_path_may_be_anything(self):
        for query in ("q=%ff", "q=%00", "q=%zz", "&".join(f"a{i}=1" for i in range(100)), "q=" + "a" * 9000, "page=-1", "page=99999999999999999999",
                      "page=1e9", "q=%27%20OR%201=1--", "q=%22*%22", "q=*", "q=a%20NEAR%20b", "kind=nichts", "&&&", "=", "q", "q=%e2%80%ae",
                      "topic=%27&place=%27", "q=" + "%22" * 50):
            for path in ("/entries", "/audit", "/out/events.ics", "/out/services.json", "/inbox", "/bin", "/surveys", "/e/demenzberatung"):
                status, answer = self.get(f"{path}?{query}")
                self.assertIn(status, (200, 400, 404, 414, 422), (path, query[:40]))


if __name__ == "__main__":
    unittest.main()
