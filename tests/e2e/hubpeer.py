"""A hub for tests that takes messages, and misbehaves as told. None of our own code."""
import http.server

from feedpeer import Server


class Hub(Server):
    """Takes messages. `answers`: function(n-th request, id, headers) -> (status, headers, body), or None to hang up without an
    answer. Like a real hub it takes each id once: `taken` is in order of arrival."""

    def __init__(self, answers=lambda *_: (204, {}, b"")):
        self.answers, self.requests, self.taken, self.doubled = answers, [], {}, 0
        super().__init__(Handler)
        self.url = f"{self.origin}/hub"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, hub, *args):
        self.hub = hub
        super().__init__(*args)

    def log_message(self, *_):
        pass

    def do_POST(self):
        hub, ident = self.hub, self.headers["Idempotency-Key"]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        hub.requests.append((self.path, ident, dict(self.headers), body))
        answer = hub.answers(len(hub.requests), ident, self.headers)
        if answer is None or answer[0] < 300:  # what is taken before the connection breaks is taken all the same
            hub.doubled += ident in hub.taken
            hub.taken.setdefault(ident, body)
        if answer is None:
            self.close_connection = True
            return
        status, headers, text = answer
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(text)}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        self.wfile.write(head.encode() + b"\r\n" + text)
