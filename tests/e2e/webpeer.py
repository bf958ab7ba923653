"""A web server for tests on a port of its own, whose requests a handler answers. None of our own code."""
import functools
import http.server
import socket
import threading


class Server:
    """`handler(owner, …)` answers, in threads of its own."""

    def __init__(self, handler, tls=None):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, self))
        self.server.daemon_threads = True
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.origin = f"http{'s' if tls else ''}://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Handler(http.server.BaseHTTPRequestHandler):
    """Keeps connections, is silent, and may be left by its client at any time."""
    protocol_version = "HTTP/1.1"

    def __init__(self, owner, *args):
        self.owner = owner
        super().__init__(*args)

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, socket.timeout):
            pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status, body=b"", headers=()):
        """`headers` are pairs."""
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers) + "\r\n"
        self.log_request(status, len(head) + len(body))  # first: the client may be gone behind it
        self.wfile.write(head.encode() + body)


def answering(make):
    """A server that answers each request with make(handler) -> (status, body, headers)."""

    class Once(Handler):
        def any(self):
            self.answer(*make(self))

        do_GET = do_POST = do_PUT = do_DELETE = any

    return Server(Once)
