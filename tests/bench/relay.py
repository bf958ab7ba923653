"""A TCP relay on the loopback that counts what passes: bytes both ways and HTTP requests. Sees what a network would be charged
for, headers included, whatever the programs say of themselves."""
import re
import socket
import threading

REQUEST = re.compile(rb"^(?:GET|HEAD|POST) [^ \r\n]+ HTTP/1\.[01]\r$", re.MULTILINE)


class Relay:
    def __init__(self, host, port):
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.reset()
        threading.Thread(target=self._accept, daemon=True).start()

    def reset(self):
        with self.lock:
            self.up_bytes = self.down_bytes = self.requests = 0

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            threading.Thread(target=self._pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, False), daemon=True).start()

    def _pump(self, source, sink, upward):
        try:
            while data := source.recv(1 << 16):
                with self.lock:
                    if upward:
                        self.up_bytes += len(data)
                        self.requests += len(REQUEST.findall(data))
                    else:
                        self.down_bytes += len(data)
                sink.sendall(data)
        except OSError:
            pass  # one side has gone: the other is told below
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
