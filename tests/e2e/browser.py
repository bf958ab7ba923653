"""Somebody at a browser, as HTTP: keeps the cookie and finds the form token by itself."""
import http.client
import re
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode()

    @property
    def location(self):
        return self.headers.get("Location")


class Browser:
    """One person. `host` is "127.0.0.1:PORT"."""

    def __init__(self, host):
        self.host, self.cookie = host, ""

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request(method, path, body, {"Cookie": self.cookie, "Origin": "http://" + self.host, **(headers or {})})
        answer = connection.getresponse()
        result = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("__Host-litfass="):
                self.cookie = cookie.split(";")[0]
        return result

    def get(self, path):
        return self.ask("GET", path)

    def token(self, page):
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(page).text)
        return found.group(1) if found else None

    def post(self, path, form=None, *, page=None, headers=None):
        """Opens `page` (or the path itself) for its token first."""
        token = self.token(page or path)
        fields = {**(form or {}), **({"csrf": token} if token else {})}
        return self.ask("POST", path, urllib.parse.urlencode(fields, doseq=True),
                        {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})
