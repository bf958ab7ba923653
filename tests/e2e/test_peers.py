#!/usr/bin/python3
"""Broken and hostile peers (QUALITY R8, S2): whatever answers instead of the hub, the cache stays as it was, one line of the log says
why in plain words, `status` shows it, and the next good poll heals it."""
import json
import socket
import ssl
import struct
import subprocess
import threading
import time
import unittest
import warnings
from pathlib import Path

from feedpeer import Feed, Peer, entry
from kiosk import KeysCase
from programs import SYNC

OK, DATA, NETWORK, DENIED = 0, 65, 69, 77
DAY_S = 86400


class Authority:
    """A certificate authority of our own, made with openssl."""

    def __init__(self, folder, name):
        self.folder, self.name = Path(folder), name
        self.file = self.folder / f"{name}.pem"
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj",
                     f"/CN={name}", "-keyout", self.folder / f"{name}.key", "-out", self.file)

    @staticmethod
    def openssl(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    def server(self, name, host="IP:127.0.0.1", starts=0, lasts=2):
        """Key and certificate of a server, valid from `starts` days from now for `lasts` days; as an SSL context."""
        key, request, certificate, more = (self.folder / f"{name}.{end}" for end in ("key", "csr", "pem", "ext"))
        more.write_text(f"subjectAltName={host}\n")
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=hub", "-keyout", key,
                     "-out", request)
        begin, end = (time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + days * DAY_S)) for days in (starts, starts + lasts))
        database = self.folder / "index.txt"
        database.write_text("")
        settings = self.folder / "ca.cnf"
        settings.write_text(f"[ca]\ndefault_ca=ours\n[ours]\ndatabase={database}\nnew_certs_dir={self.folder}\ndefault_md=sha256\n"
                            "policy=any\nrand_serial=yes\nunique_subject=no\n[any]\ncommonName=supplied\n")
        self.openssl("ca", "-batch", "-config", settings, "-cert", self.file, "-keyfile", self.folder / f"{self.name}.key", "-in", request,
                     "-out", certificate, "-notext", "-startdate", begin, "-enddate", end, "-extfile", more)
        return self.context(certificate, key)

    @staticmethod
    def context(certificate, key):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    def old_protocol(self, version):
        context = self.server(version.name)
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that is why they are here
            context.minimum_version = context.maximum_version = version
        return context


class Raw:
    """A server that says exactly what `talk(connection)` says."""

    def __init__(self, talk):
        self.talk, self.socket = talk, socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/feed/"
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while not self.done.is_set():
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                try:
                    self.talk(connection)
                except OSError:
                    pass

    def close(self):
        self.done.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class PeersTest(KeysCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours, cls.theirs = Authority(cls.keys.name, "ours"), Authority(cls.keys.name, "theirs")

    def setUp(self):
        super().setUp()
        self.cache = self.scratch / "cache.db"
        self.feed = Feed(self.scratch / "feed", self.root, self.key)
        self.feed.publish(put=[entry("seite", name="Erste Fassung")])
        self.good = self.start(Peer(self.scratch / "feed"))
        self.assertEqual(self.once(self.good.url).returncode, OK)

    def start(self, peer):
        self.addCleanup(peer.close)
        return peer

    def once(self, url, *lines):
        settings = self.scratch / "sync.ini"
        settings.write_text("\n".join([f"[feed]\nurl = {url}\nkey = {self.root.hex}", *lines, f"[cache]\npath = {self.cache}\n"]))
        return subprocess.run([SYNC, "once", "--config", settings], capture_output=True, text=True, timeout=60)

    def status(self):
        return json.loads(subprocess.run([SYNC, "status", "--cache", self.cache, "--json"], capture_output=True, text=True).stdout)

    def assert_refused(self, url, words, *lines, code=NETWORK):
        """A poll of `url` fails for this reason and changes nothing but the state; then a good one heals it."""
        before = self.status()["version"]
        done = self.once(url, *lines)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertRegex(done.stderr, words)
        self.assertEqual(len(done.stderr.strip().split("\n")), 1, done.stderr)
        status = self.status()
        self.assertEqual((status["version"], status["state"], status["cache"]), (before, "offline", "ok"))
        self.assertRegex(status["last_error"], words)
        self.feed.publish(put=[entry("seite", name=f"Fassung {self.feed.version}")])
        self.assertEqual(self.once(self.good.url).returncode, OK)
        status = self.status()
        self.assertEqual((status["version"], status["state"], status["last_error"]), (self.feed.version, "ok", None))

    # TLS

    def tls(self, context):
        return self.start(Peer(self.scratch / "feed", tls=context)).url

    def test_a_certificate_of_the_authority_that_was_named_is_believed(self):
        self.assertEqual(self.once(self.tls(self.ours.server("good")), f"ca_file = {self.ours.file}").returncode, OK)

    def test_certificates_that_do_not_hold_are_refused(self):
        for name, context, words in (
                ("expired", self.ours.server("expired", starts=-10), "expired"),
                ("not valid yet", self.ours.server("early", starts=10), "not yet valid"),
                ("of another host", self.ours.server("other", host="DNS:other.example.org"), "match|alternative"),
                ("of an unknown authority", self.theirs.server("unknown"), "unable to get local issuer|certificate"),
                ("self-signed", Authority.context(self.theirs.file, self.theirs.folder / "theirs.key"), "self.signed")):
            with self.subTest(name):
                self.assert_refused(self.tls(context), words, f"ca_file = {self.ours.file}")

    def test_protocols_of_yesterday_are_refused(self):
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with self.subTest(version.name):
                self.assert_refused(self.tls(self.ours.old_protocol(version)), "(?i)protocol|ssl|tls", f"ca_file = {self.ours.file}")

    def test_a_pinned_key_must_be_the_servers(self):
        url = self.tls(self.ours.server("pinned"))
        public = subprocess.run(f"openssl x509 -in {self.ours.folder}/pinned.pem -pubkey -noout | openssl pkey -pubin -outform der | "
                                "openssl dgst -sha256 -binary | openssl base64", shell=True, capture_output=True, text=True, check=True)
        pin = f"pin = sha256//{public.stdout.strip()}"
        self.assertEqual(self.once(url, f"ca_file = {self.ours.file}", pin).returncode, OK)
        self.assert_refused(self.tls(self.ours.server("stranger")), "(?i)pin|key", f"ca_file = {self.ours.file}", pin)

    def test_a_peer_that_speaks_no_tls_is_refused(self):
        self.assert_refused(self.good.url.replace("http:", "https:"), "(?i)ssl|tls")

    # What networks put in the way

    def test_login_pages_are_told_from_feeds(self):
        page = b"<html><body>Willkommen im Gastnetz</body></html>"
        for status, words in ((200, "login page"), (511, "HTTP 511"), (407, "HTTP 407")):
            with self.subTest(status):
                peer = self.start(Peer(self.scratch / "feed"))
                peer.faults = {"": lambda h, status=status: h.answer(status, page, [("Content-Type", "text/html")])}
                self.assert_refused(peer.url, words)

    def test_connections_that_lead_nowhere(self):
        with socket.socket() as nobody:  # bound, so that nobody else takes the port; it does not listen
            nobody.bind(("127.0.0.1", 0))
            self.assert_refused(f"http://127.0.0.1:{nobody.getsockname()[1]}/feed/", "(?i)connect")
        self.assert_refused("https://hub.invalid/feed/", "(?i)resolve")

    def test_answers_that_are_no_http(self):
        for name, talk, words in (
                ("nothing", lambda c: None, "(?i)empty|early|reset"),
                ("a reset", reset, "(?i)reset|early|empty|connect"),
                ("another protocol", lambda c: c.sendall(b"220 mail.example.org ESMTP\r\n"), "(?i)http"),
                ("bytes", lambda c: c.sendall(bytes(range(256)) * 20), "(?i)http|early"),
                ("a cut header", lambda c: (c.recv(9999), c.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")), "(?i)early|empty|header|json|page"),
                ("two lengths", lambda c: (c.recv(9999), c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhallo")),
                 "(?i)early|length|page|feed"),
                ("a wrong length", lambda c: (c.recv(9999), c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{}")), "early"),
                ("a broken chunk", lambda c: (c.recv(9999), c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")),
                 "(?i)early|chunk|recv|hex|page")):
            with self.subTest(name):
                peer = self.start(Raw(talk))
                self.assert_refused(peer.url, words)

    def test_redirects_that_change_the_scheme_are_not_followed(self):
        for target in ("https://127.0.0.1/feed/feed.json", "file:///etc/passwd", "ftp://127.0.0.1/", "//elsewhere.example/feed.json", ""):
            with self.subTest(target):
                peer = self.start(Peer(self.scratch / "feed"))
                peer.faults = {"": lambda h, target=target: h.answer(301, headers=[("Location", target)])}
                self.assert_refused(peer.url, "(?i)redirect")

    def test_a_body_in_another_encoding_is_no_feed(self):
        peer = self.start(Peer(self.scratch / "feed"))
        peer.faults = {"feed.json": lambda h: h.answer(200, b"\x1f\x8b" + b"x" * 50, [("Content-Encoding", "gzip")])}
        self.assert_refused(peer.url, "(?i)login page|feed|page")


if __name__ == "__main__":
    unittest.main()
