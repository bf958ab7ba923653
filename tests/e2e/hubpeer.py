"""A hub for tests that takes messages, and misbehaves as told. None of our own code."""
from webpeer import Handler, Server


class Hub(Server):
    """Takes messages. `answers`: function(n-th request, id, headers) -> (status, headers, body), or None to hang up without an
    answer. Like a real hub it takes each id once: `taken` is in order of arrival."""

    def __init__(self, answers=lambda *_: (204, {}, b"")):
        self.answers, self.requests, self.taken, self.doubled = answers, [], {}, 0
        super().__init__(HubHandler)
        self.url = f"{self.origin}/hub"


class HubHandler(Handler):
    def do_POST(self):
        hub, ident = self.owner, self.headers["Idempotency-Key"]
        body = self.body()
        hub.requests.append((self.path, ident, dict(self.headers), body))
        answer = hub.answers(len(hub.requests), ident, self.headers)
        if answer is None or answer[0] < 300:  # what is taken before the connection breaks is taken all the same
            hub.doubled += ident in hub.taken
            hub.taken.setdefault(ident, body)
        if answer is None:
            self.close_connection = True
            return
        status, headers, text = answer
        self.answer(status, text, headers.items())
