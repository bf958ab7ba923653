#!/usr/bin/env python3
"""Who may come in, and what is kept out: every route against every role, forms without token or from elsewhere, sessions,
guesses, headers, bodies, slow clients, editors who save at once, a hub that is killed while it saves."""
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import re
import select
import signal
import socket
import sqlite3
import struct
import time
import unittest
import urllib.parse
from base64 import b32decode, b64decode

from hubroom import PASSWORD, Browser, HubRoom, routes
from programs import until

ROLES = ("NOBODY", "VIEWER", "EDITOR", "ADMIN")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def totp(secret, moment):
    """RFC 6238 once more, by hand."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class RolesTest(HubRoom):
    def test_every_route_asks_for_its_role_and_every_form_for_its_token(self):
        table = routes()
        self.assertGreater(len(table), 40)
        people = {"NOBODY": Browser(self.host), "VIEWER": self.join("v@example.org", "Vera", "viewer"),
                  "EDITOR": self.join("e@example.org", "Emil", "editor"), "ADMIN": self.admin}
        for method, pattern, needed, flags in table:
            path = pattern.replace("{}", "9999")
            for role, browser in people.items():
                with self.subTest(route=f"{method} {pattern}", role=role):
                    self.check(method, path, needed, flags, role, browser)

    def check(self, method, path, needed, flags, role, browser):
        if path in ("/sign-out", "/account/password"):
            return  # they end the session; below
        if "ROUTE_MACHINE" in flags:
            answer = browser.ask(method, path, b"" if method == "POST" else None)
            self.assertLess(answer.status, 500)
            return
        if method == "POST":
            foreign = browser.ask("POST", path, "", {**FORM, "Origin": "https://evil.example"})
            self.assertEqual(foreign.status, 403)
        answer = browser.ask(method, path, "" if method == "POST" else None, FORM if method == "POST" else {})
        if role == "NOBODY" and needed != "NOBODY":
            self.assertEqual((answer.status, answer.location), (303, "/sign-in"))
        elif method == "POST" and needed != "NOBODY":
            self.assertEqual(answer.status, 403)  # no token
        elif ROLES.index(role) < ROLES.index(needed):
            self.assertEqual(answer.status, 403)
        else:
            self.assertLess(answer.status, 500)
            self.assertNotEqual(answer.status, 403)

    def test_with_a_token_a_lesser_role_still_may_not(self):
        viewer = self.join("v@example.org", "Vera", "viewer")
        token = viewer.token("/account")
        for method, pattern, needed, flags in routes():
            if method == "POST" and needed in ("EDITOR", "ADMIN") and "ROUTE_MACHINE" not in flags:
                with self.subTest(route=pattern):
                    body = urllib.parse.urlencode({"csrf": token})
                    self.assertEqual(viewer.ask("POST", pattern.replace("{}", "1"), body, FORM).status, 403)

    def test_the_last_admin_stays(self):
        answer = self.admin.post("/people/1", {"name": "Aylin", "role": "viewer"})
        self.assertEqual(answer.status, 422)
        self.assertIn("Jemand muss die Verwaltung behalten", answer.text)
        self.assertEqual(self.admin.post("/people/1/toggle", page="/people/1").status, 422)
        self.assertEqual(self.admin.get("/people").status, 200)


class SignInTest(HubRoom):
    def test_headers_of_every_page(self):
        for path in ("/sign-in", "/nothing", "/"):
            headers = Browser(self.host).get(path).headers
            self.assertTrue(headers["Content-Security-Policy"].startswith("default-src 'none'"))
            self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["Cache-Control"], "no-store")

    def test_the_cookie_is_the_hosts_alone_and_new_at_every_sign_in(self):
        browser = Browser(self.host)
        browser.cookie = "__Host-litfass=" + "a" * 64
        answer = browser.post("/sign-in", {"email": "aylin@example.org", "password": PASSWORD})
        cookie = answer.headers["Set-Cookie"]
        for word in ("__Host-litfass=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"):
            self.assertIn(word, cookie)
        self.assertNotIn("a" * 64, cookie)
        fixed = Browser(self.host)
        fixed.cookie = "__Host-litfass=" + "a" * 64
        self.assertEqual(fixed.get("/").location, "/sign-in")

    def test_hub_db_holds_no_secret_in_the_clear(self):
        database = (self.hub_dir / "hub.db").read_bytes()
        self.assertFalse(self.admin.cookie.split("=")[1].encode() in database)
        self.assertFalse(PASSWORD.encode() in database)
        self.assertTrue(b"$argon2id$v=19$m=65536,t=2,p=1$" in database)

    def test_signing_out_ends_the_session_also_for_copies_of_its_cookie(self):
        copy = self.admin.cookie
        self.assertEqual(self.admin.post("/sign-out", page="/account").status, 303)
        self.admin.cookie = copy
        self.assertEqual(self.admin.get("/account").location, "/sign-in")

    def test_a_session_ends_after_half_an_hour_of_rest_and_after_twelve_hours(self):
        for column, age in (("seen", 1801), ("created", 43201)):
            browser, _ = self.sign_in("aylin@example.org")
            self.assertEqual(browser.get("/account").status, 200)
            with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
                hub.execute(f"UPDATE session SET {column} = {column} - {age}")
            self.assertEqual(browser.get("/account").location, "/sign-in")

    def test_after_five_wrong_passwords_one_has_to_wait_and_nobody_else(self):
        for _ in range(5):
            self.assertIn("stimmt nicht", self.sign_in("aylin@example.org", "falsch falsch falsch")[1].text)
        answer = self.sign_in("aylin@example.org")[1]
        self.assertEqual(answer.status, 422)
        self.assertIn("Das waren viele Versuche", answer.text)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.join("bea@example.org", "Bea", "editor")
        self.assertEqual(self.sign_in("bea@example.org")[1].status, 303)

    def test_an_unknown_address_and_a_wrong_password_look_the_same(self):
        answers = [re.sub("[a-z]+@example.org", "", self.sign_in(email, "falsch falsch falsch")[1].text)
                   for email in ("aylin@example.org", "niemand@example.org")]
        self.assertEqual(*answers)

    def test_an_invitation_is_good_for_one_time(self):
        link = self.invite("bea@example.org", "editor")
        self.assertEqual(Browser(self.host).post(link, {"name": "Bea", "password": "kurz"}).status, 422)
        self.assertEqual(Browser(self.host).post(link, {"name": "Bea", "password": PASSWORD}).status, 303)
        self.assertEqual(Browser(self.host).get(link).status, 404)
        self.assertEqual(Browser(self.host).get("/invitation/" + "0" * 64).status, 404)

    def test_the_second_factor_is_asked_for_and_each_code_taken_once(self):
        page = self.admin.get("/account/second-factor").text
        secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', page).group(1)
        moment = time.time()
        near = {totp(secret, moment + 30 * steps) for steps in range(-2, 4)}
        never = next(code for code in map("{:06d}".format, range(10)) if code not in near)
        wrong = self.admin.post("/account/second-factor", {"secret": secret, "code": never})
        self.assertEqual(wrong.status, 422)
        self.assertEqual(self.admin.post("/account/second-factor", {"secret": secret, "code": totp(secret, moment)}).status, 303)
        browser, answer = self.sign_in("aylin@example.org")
        self.assertEqual(answer.location, "/sign-in/code")
        self.assertEqual(browser.get("/people").location, "/sign-in/code")  # halfway is nowhere
        code, halfway = totp(secret, time.time()), Browser(self.host)
        halfway.cookie = browser.cookie
        self.assertEqual(browser.post("/sign-in/code", {"code": code}).location, "/")
        self.assertEqual(browser.get("/people").status, 200)
        self.assertEqual(halfway.get("/sign-in/code").location, "/sign-in")  # its cookie went with the step
        again, _ = self.sign_in("aylin@example.org")
        self.assertEqual(again.post("/sign-in/code", {"code": code}).status, 422)

    def test_where_one_wanted_to_go_is_where_one_comes_and_never_elsewhere(self):
        browser = Browser(self.host)
        answer = browser.get("/screens")
        self.assertIn("litfass-next=/screens", answer.headers["Set-Cookie"])
        for next_page, expected in (("/screens", "/screens"), ("//evil.example", "/"), ("https://evil.example", "/")):
            other = Browser(self.host)
            other.cookie = "litfass-next=" + next_page
            self.assertEqual(other.post("/sign-in", {"email": "aylin@example.org", "password": PASSWORD}).location, expected)


class WireTest(HubRoom):
    def raw(self, text, *, seconds=20):
        """Bytes as they are; what came back until the hub hung up."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=seconds) as line:
            line.sendall(text)
            answer = b""
            while True:
                piece = line.recv(65536)
                if not piece:
                    return answer
                answer += piece

    def test_headers_beyond_16_kib_are_refused(self):
        answer = self.raw(b"GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: " + b"a" * 20000 + b"\r\n\r\n")
        self.assertRegex(answer[:40], rb"HTTP/1\.1 (431|414|400)")

    def test_paths_that_climb_lead_nowhere(self):
        for path in ("/static/../hub.css", "/static/..%2Fhub.db", "/static/%2e%2e/keys", "/%00", "/static/hub.css%00", "/%ff",
                     "//evil.example/", "/entries/..", "/static/lang/en.mo"):
            answer = self.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            self.assertRegex(answer[:40], rb"HTTP/1\.1 (303|400|404)", path)
            self.assertFalse(b"root.secret" in answer)

    def test_a_header_cannot_be_smuggled_into_an_answer(self):
        answer = Browser(self.host).ask("GET", "/entries?x=%0d%0aSet-Cookie:%20a=b")
        self.assertEqual(len(answer.headers.get_all("Set-Cookie")), 1)

    def test_a_form_sends_nobody_elsewhere_and_writes_no_header(self):
        for here, expected in (("/entries?page=2", "/entries?page=2"), ("https://evil.example/", "/"), ("//evil.example/", "/"),
                               ("/\\evil.example/", "/"), ("/\t/evil.example/", "/"), ("/\nSet-Cookie: a=b", "/"),
                               ("/x\r\nSet-Cookie: a=b", "/"), ("javascript:1", "/"), ("", "/")):
            answer = self.admin.post("/entries/several", {"here": here}, page="/account")
            self.assertEqual((answer.status, answer.location), (303, expected), here)
            self.assertNotIn("a=b", str(answer.headers))

    def test_pictures_of_previews_come_out_of_no_other_folder(self):
        token, secret = self.admin.cookie, (self.hub_dir / "keys/root.secret").read_text().strip()
        for path in ("/preview/../hub.db", "/preview/..%2f..%2fkeys/root.secret", "/preview/%2e%2e/normal.png", "/preview/" + "a" * 64
                     + "/..%2fnormal.png", "/preview/" + "A" * 64 + "/normal.png", "/preview/x/../../hub.db"):
            answer = self.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {token}\r\nConnection: close\r\n\r\n".encode())
            self.assertRegex(answer[:40], rb"HTTP/1\.1 (400|404)", path)
            self.assertNotIn(secret.encode(), answer)

    def test_bodies_beyond_the_limit_are_refused(self):
        body = b"email=" + b"a" * 600 * 1024
        answer = Browser(self.host).ask("POST", "/sign-in", body, FORM)
        self.assertEqual(answer.status, 413)
        self.assertEqual(Browser(self.host).ask("POST", "/entries/new/event", body * 2, FORM).status, 413)
        pieces = b"&".join(b"f%d=" % i + b"a" * 200 * 1024 for i in range(4))  # each within the limit, together not
        self.assertEqual(Browser(self.host).ask("POST", "/sign-in", pieces, FORM).status, 413)

    def test_broken_forms_are_refused_and_leave_the_hub_alive(self):
        for type_, body in (("multipart/form-data", b"x"), ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
                            ("application/x-www-form-urlencoded", b"email=%ff&password=%00"),
                            ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % i for i in range(7000)))):
            answer = Browser(self.host).ask("POST", "/sign-in", body, {"Content-Type": type_})
            self.assertIn(answer.status, (400, 413, 422), body[:30])
        self.assertEqual(Browser(self.host).get("/healthz").text, "ok\n")

    def dribble(self, start, drop):
        """Sends the start at once and then a drop every half second; how long the hub bears it."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as line:
            begin = time.monotonic()
            line.sendall(start)
            line.settimeout(0.5)
            while time.monotonic() - begin < 25:
                try:
                    line.sendall(drop)
                    if line.recv(1000) == b"":
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
            return time.monotonic() - begin

    def test_clients_that_dribble_are_cut_after_ten_seconds(self):
        form = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 999\r\n\r\n"
        multipart = form.replace(b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x") + b"--x\r\n"
        kinds = ((b"GET /sign-in HTTP/1.1\r\n", b"X-Slow: 1\r\n"), (b"G", b"E"), (form, b"a"), (multipart, b"C"), (b"", b"\r\n"))
        with concurrent.futures.ThreadPoolExecutor(len(kinds)) as pool:
            for took in pool.map(lambda kind: self.dribble(*kind), kinds):
                self.assertGreater(took, 8)
                self.assertLess(took, 20)

    def test_other_methods_are_refused(self):
        for method in ("PUT", "DELETE", "TRACE", "PATCH"):
            self.assertEqual(self.admin.ask(method, "/people").status, 405)
        self.assertEqual(self.admin.ask("GET", "/people/1/toggle").status, 405)


class SavingTest(HubRoom):
    def base(self, browser, entry):
        return re.search(r'name="base" value="([0-9a-f]*)"', browser.get("/entries/" + entry).text).group(1)

    def test_those_who_guess_passwords_do_not_hold_up_those_who_save(self):
        base, token = self.base(self.admin, "demenzberatung"), self.admin.token("/account")
        others = [http.client.HTTPConnection(self.host, timeout=60) for _ in range(80)]
        for number, other in enumerate(others):
            self.addCleanup(other.close)
            guess = urllib.parse.urlencode({"email": f"niemand{number}@example.org", "password": "falsch falsch falsch"})
            other.request("POST", "/sign-in", guess, {**FORM, "Origin": "http://" + self.host})
        body = urllib.parse.urlencode({"csrf": token, "base": base, "save": "publish", "contact_name": "Frau Amt"})
        self.assertEqual(self.admin.ask("POST", "/entries/demenzberatung", body, FORM).status, 303)
        answered, _, _ = select.select([other.sock for other in others], [], [], 0)
        self.assertLess(len(answered), len(others))  # he did not have to wait for all of them
        self.assertLessEqual({other.getresponse().status for other in others}, {422, 503})

    def test_of_fifty_who_save_at_once_one_wins_and_the_others_are_told(self):
        base, token = self.base(self.admin, "demenzberatung"), self.admin.token("/account")

        def save(n):
            browser = Browser(self.host)
            browser.cookie = self.admin.cookie
            body = urllib.parse.urlencode({"csrf": token, "base": base, "save": "publish", "summary.de": f"Fassung {n}"})
            answer = browser.ask("POST", "/entries/demenzberatung", body, FORM)
            return n, answer.status, answer.text

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(save, range(50)))
        won = [n for n, status, _ in answers if status == 303]
        lost = [(n, text) for n, status, text in answers if status == 409]
        self.assertEqual((len(won), len(lost)), (1, 49))
        self.assertTrue(all(f"Fassung {n}" in text for n, text in lost))  # what they typed is still there
        line, = [line for line in self.hub("export").stdout.splitlines() if json.loads(line)["id"] == "demenzberatung"]
        self.assertIn(f"Fassung {won[0]}", line)

    def test_fifty_who_save_different_entries_all_win(self):
        token = self.admin.token("/account")
        ids = [json.loads(line)["id"] for line in self.hub("export").stdout.splitlines()
               if json.loads(line)["kind"] == "service"][:50]
        bases = {entry: self.base(self.admin, entry) for entry in ids}

        def save(entry):
            browser = Browser(self.host)
            browser.cookie = self.admin.cookie
            body = urllib.parse.urlencode({"csrf": token, "base": bases[entry], "save": "publish", "contact_name": "Neu"})
            return browser.ask("POST", "/entries/" + entry, body, FORM).status

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            self.assertEqual(set(pool.map(save, ids)), {303})
        lines = [json.loads(line) for line in self.hub("export").stdout.splitlines()]
        self.assertEqual(sum(line.get("contact_name") == "Neu" for line in lines), len(ids))

    def test_a_kill_during_saves_loses_nothing_that_was_acknowledged(self):
        token, saved = self.admin.token("/account"), []

        def save_on():
            browser = Browser(self.host)
            browser.cookie = self.admin.cookie
            for n in range(1000):
                base = self.base(browser, "demenzberatung")
                body = urllib.parse.urlencode({"csrf": token, "base": base, "save": "publish", "contact_name": f"Nummer {n}"})
                if browser.ask("POST", "/entries/demenzberatung", body, FORM).status == 303:
                    saved.append(n)

        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            work = pool.submit(save_on)
            until(lambda: len(saved) >= 3)
            self.server.send_signal(signal.SIGKILL)
            self.server.wait(20)
            self.assertRaises((OSError, AttributeError, http.client.HTTPException), work.result)
        line, = [line for line in self.hub("export").stdout.splitlines() if json.loads(line)["id"] == "demenzberatung"]
        number = int(json.loads(line)["contact_name"].split()[1])
        self.assertIn(number, (saved[-1], saved[-1] + 1))  # the last that was acknowledged, or the one on its way
        self.serve()
        browser, _ = self.sign_in("aylin@example.org")
        self.assertIn("Die Kette ist heil", browser.get("/audit").text)

    def test_a_change_is_in_the_feed_within_seconds_and_undone_by_one_tap(self):
        def published():
            feed = Browser(self.host).get("/feed/feed.json").text
            return json.loads(b64decode(json.loads(feed)["payload"]))["version"]

        before = published()
        self.assertEqual(self.admin.post("/entries/demenzberatung", {"base": self.base(self.admin, "demenzberatung"),
                                                                     "save": "publish", "contact_name": "Neu"}).status, 303)
        until(lambda: published() == before + 1, patience_s=20)
        undo = re.search(r'action="(/entries/demenzberatung/(?:undo|return)/\d+)"',
                         self.admin.get("/entries/demenzberatung").text + self.admin.get("/entries/demenzberatung/history").text)
        self.assertEqual(self.admin.post(undo.group(1), page="/entries/demenzberatung/history").status, 303)
        self.assertNotIn('"contact_name":"Neu"', self.hub("export").stdout)

    def test_a_row_of_the_log_that_was_altered_shows(self):
        with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
            hub.execute("UPDATE audit SET who = 'Niemand' WHERE number = 1")
        self.assertIn("passt die Kette nicht mehr", self.admin.get("/audit").text)


if __name__ == "__main__":
    unittest.main()
