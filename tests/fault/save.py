"""A caretaker saves in the browser while the hub is killed, or its disk fails: what was acknowledged is there."""
import http.client
import json
import os
import re
import select
import signal
import subprocess
import urllib.parse

from place import ENVIRONMENT, HUB, page, run
from browser import Browser

PASSWORD = "lampe radio werkstatt garten"
ENTRY = "seite-00007"
SAVES = 2
LIMIT_S = 60
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BROKEN = (OSError, http.client.HTTPException, AttributeError)  # no answer, or one that is not the page


class Save:
    """`litfass-hub serve`, and somebody who changes one entry again and again: the text is the last that was acknowledged, or one that was
    on its way after that. The sweep's scenarios are in scenarios.py."""

    def prepare(self, place):
        place.make()
        place.publish([page(number) for number in range(20)])
        link = json.loads(run(*place.hub_words("invite", "--email", "a@example.org", "--role", "admin", "--json")))["link"]
        server, host = self.serve(place)
        try:
            browser = Browser(host)
            if browser.post(link, {"name": "Aylin Kaya", "password": PASSWORD}).status != 303:
                raise AssertionError("the invitation was refused")
        finally:
            self.stop(server)
        self.cookie = browser.cookie  # its session is in hub.db, and so in every copy

    def serve(self, place, tracer=()):
        """(process, "127.0.0.1:PORT"); no address when it ended before it had one."""
        words = [str(word) for word in (*tracer, HUB, "serve", "--dir", place.hub, "--port", "0", "--json")]
        with open(place.folder / "serve.log", "wb") as errors:
            server = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=ENVIRONMENT, text=True)
        ready = select.select([server.stdout], [], [], LIMIT_S)[0]
        line = server.stdout.readline() if ready else ""
        return server, urllib.parse.urlsplit(json.loads(line)["feed"]).netloc if line else ""

    def stop(self, server, is_traced=False):
        """To strace's child, not to strace, which would leave it behind."""
        try:
            children = f"/proc/{server.pid}/task/{server.pid}/children"
            os.kill(int(open(children).read().split()[0]) if is_traced else server.pid, signal.SIGTERM)
        except (IndexError, OSError):
            pass  # it has ended
        server.wait(LIMIT_S)
        server.stdout.close()

    def save(self, browser, text):
        """True when the hub said that it is kept."""
        form = browser.get("/entries/" + ENTRY).text
        hidden = {name: re.search(f'name="{name}" value="([0-9a-f]*)"', form).group(1) for name in ("csrf", "base")}
        body = urllib.parse.urlencode({**hidden, "save": "publish", "description.de": text})
        return browser.ask("POST", "/entries/" + ENTRY, body, FORM).status == 303

    def execute(self, place, tracer=()):
        self.allowed = [self.text(place)]
        server, host = self.serve(place, tracer)
        browser = Browser(host)
        browser.cookie = self.cookie
        for number in range(SAVES if host else 0):
            self.allowed.append(f"Fassung {number}")
            try:
                if self.save(browser, self.allowed[-1]):
                    self.allowed = self.allowed[-1:]
            except BROKEN:
                pass  # the next one may get through, when it was the disk
        self.stop(server, bool(tracer))
        return server.returncode, (place.folder / "serve.log").read_text(errors="replace").strip()

    def text(self, place):
        return next(entry["description"] for entry in map(json.loads, place.edited()) if entry["id"] == ENTRY)

    def check(self, place):
        text = self.text(place)
        if text not in self.allowed:
            raise LookupError(f"'{text}' is there, and not one of {self.allowed}")

    def recover(self, place):
        """It serves again, takes the next save, and the log of changes is whole."""
        server, host = self.serve(place)
        try:
            browser = Browser(host)
            browser.cookie = self.cookie
            if not self.save(browser, "Danach") or self.text(place) != "Danach":
                raise LookupError("the next save is not kept")
            if "Die Kette ist heil" not in browser.get("/audit").text:
                raise AssertionError("the chain of the log is broken")
        finally:
            self.stop(server)

    def close(self):
        pass
