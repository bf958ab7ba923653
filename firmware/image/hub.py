"""What a board in a virtual machine needs of the world: a hub with the sample neighbourhood behind TLS, and a server for updates."""
import email.utils
import glob
import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading

HOST = "10.0.2.2"  # this machine, as a guest of QEMU's user network sees it
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


class Relay:
    """Takes TLS off, and counts the connections that the board makes."""

    def __init__(self, port, certificate, key):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.port, self.requests = port, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            plain, _ = self.listener.accept()
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain):
        try:
            with self.context.wrap_socket(plain, server_side=True) as board, socket.create_connection(("127.0.0.1", self.port)) as hub:
                self.requests += 1
                threading.Thread(target=self._pump, args=(hub, board), daemon=True).start()
                self._pump(board, hub)
        except OSError:
            pass  # the board lost its power

    @staticmethod
    def _pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass


class Hub:
    """litfass-hub with the sample, in `folder`; `settings` is what build --settings takes."""

    def __init__(self, bin_folder, folder):
        self.program, self.folder = os.path.join(bin_folder, "litfass-hub"), os.path.join(folder, "hub")
        self.sample, self.round = os.path.join(folder, "sample"), 0
        shutil.rmtree(self.sample, ignore_errors=True)
        shutil.copytree(f"{TOP}/assets/sample", self.sample)
        shutil.rmtree(self.folder, ignore_errors=True)
        run(self.program, "init", "--dir", self.folder, "--name", "Treffpunkt Südstadt", "--land", "BW", "--poll", "5")
        self.publish()
        self.process = subprocess.Popen([self.program, "serve", "--dir", self.folder, "--port", "0", "--json"], text=True,
                                        stdout=subprocess.PIPE, stderr=open(os.path.join(folder, "hub.log"), "w"))
        said = json.loads(self.process.stdout.readline())
        self.key = said["key"]
        certificate, key = self._certificate(folder)
        self.relay = Relay(int(said["feed"].split(":")[2].split("/")[0]), certificate, key)
        self.settings = os.path.join(folder, "settings")
        os.makedirs(self.settings, exist_ok=True)
        shutil.copy(certificate, os.path.join(self.settings, "hub.pem"))
        with open(os.path.join(self.settings, "sync.ini"), "w", encoding="utf-8") as file:
            file.write(f"[feed]\nurl = https://{HOST}:{self.relay.address}/feed/\nkey = {self.key}\npoll_s = 10\nca_file = /etc/litfass/hub.pem\n")

    @staticmethod
    def _certificate(folder):
        certificate, key = os.path.join(folder, "hub.pem"), os.path.join(folder, "hub.key")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=hub", "-addext",
            f"subjectAltName=IP:{HOST}", "-keyout", key, "-out", certificate)
        return certificate, key

    def publish(self):
        """Another version: each news has another summary."""
        self.round += 1
        news = os.path.join(self.sample, "news.jsonl")
        with open(news, encoding="utf-8") as file:
            entries = [json.loads(line) for line in file if line.strip()]
        for entry in entries:
            entry.setdefault("summary", {})["de"] = f"Fassung {self.round}"
        with open(news, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        run(self.program, "import", "--dir", self.folder, "--replace", *sorted(glob.glob(f"{self.sample}/*.jsonl")))
        run(self.program, "publish", "--dir", self.folder)

    def close(self):
        self.process.terminate()
        self.process.wait()


class Ranges(http.server.SimpleHTTPRequestHandler):
    """Files with ranges and If-Modified-Since (RFC 9110, 13 and 14): boards go on with a download that was cut off, and ask each night."""

    def is_known(self, path):
        since = self.headers.get("If-Modified-Since")
        return since and os.stat(path).st_mtime < email.utils.parsedate_to_datetime(since).timestamp() + 1

    def do_GET(self):
        path = os.path.join(self.directory, os.path.basename(self.path))
        wanted = self.headers.get("Range", "")
        if not os.path.exists(path):
            self.send_error(404)
            return
        if self.is_known(path):
            self.send_response(304)
            self.end_headers()
            return
        size = os.path.getsize(path)
        first, last = 0, size - 1
        if wanted.startswith("bytes="):
            start, _, end = wanted[6:].partition("-")
            first, last = (int(start), min(int(end or last), last)) if start else (max(0, size - int(end)), last)
        if first > last:
            self.send_error(416)
            return
        self.send_response(206 if wanted else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Last-Modified", self.date_time_string(int(os.stat(path).st_mtime)))
        self.send_header("Content-Length", str(last - first + 1))
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.end_headers()
        if self.command == "HEAD":
            return
        with open(path, "rb") as file:
            file.seek(first)
            left = last - first + 1
            while left > 0 and (data := file.read(min(left, 1 << 20))):
                self.wfile.write(data)
                left -= len(data)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


class Updates:
    """Serves the files of `folder`; `url` is as a guest of QEMU, or another host, sees it."""

    def __init__(self, folder, host=HOST):
        handler = lambda *arguments: Ranges(*arguments, directory=folder)  # noqa: E731
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://{host}:{self.server.server_address[1]}/"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
