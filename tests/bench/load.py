"""The hub under load: boards that ask for nothing new, beside nginx with the same folder, and pages that a caretaker opens.

wrk asks hub and nginx in turn, a few rounds each, so that other work on the machine meets both; the median of the rounds counts.
The processor time of an answer depends least on what else runs.
"""
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

from processes import cpu_ms, family, pss_mb

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))
from browser import Browser  # noqa: E402

CONNECTIONS, SECONDS, ROUNDS = 32, 2, 3
KEPT, NEW = [], ["-H", "Connection: close"]
PAGE_ROUNDS, SAVES = 100, 20
PASSWORD = "lampe radio werkstatt garten"

NGINX = """daemon off;
{user}worker_processes auto;
pid {folder}/pid;
error_log {folder}/error;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location /feed/ {{ alias {feed}/; }} }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Nginx:
    """Debian's nginx as it comes, with a worker a core and without a log, on a folder."""

    def __init__(self, feed, folder):
        folder.mkdir()
        self.host = f"127.0.0.1:{free_port()}"
        user = "user root;\n" if os.geteuid() == 0 else ""  # the scratch folder is closed to others
        config = folder / "nginx.conf"
        config.write_text(NGINX.format(user=user, folder=folder, feed=feed, port=self.host.split(":")[1]))
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.process = subprocess.Popen([program, "-c", config, "-e", folder / "error"], stdin=subprocess.DEVNULL)

    def close(self):
        self.process.terminate()
        self.process.wait()


def ask(host, headers=None):
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", "/feed/feed.json", headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def until_there(host):
    end = time.monotonic() + 20
    while True:
        try:
            return ask(host)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def poll(host, pids, how):
    """Unchanged polls: (answers a second, µs of processor time for each)."""
    tag = ask(host).headers["ETag"]
    if ask(host, {"If-None-Match": tag}).status != 304:
        raise RuntimeError(f"'{host}' does not know its own ETag")
    before = sum(map(cpu_ms, pids))
    said = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"If-None-Match: {tag}", *how,
                           f"http://{host}/feed/feed.json"], capture_output=True, text=True, check=True).stdout
    spent = sum(map(cpu_ms, pids)) - before
    if re.search(r"Non-2xx|Socket errors", said):
        raise RuntimeError(f"'{host}' failed under load: {said}")
    count, rate = int(re.search(r"(\d+) requests in", said).group(1)), float(re.search(r"Requests/sec: +([\d.]+)", said).group(1))
    return rate, spent * 1000 / count


def measure_polls(figures, hub_host, hub_pid, feed, folder):
    nginx = Nginx(feed, folder / "nginx")
    try:
        until_there(nginx.host)
        servers = {"hub": (hub_host, family(hub_pid)), "nginx": (nginx.host, family(nginx.process.pid))}
        for how, words in (("kept", KEPT), ("new", NEW)):
            rounds = {name: [] for name in servers}
            for _ in range(ROUNDS):
                for name, (host, pids) in servers.items():
                    rounds[name].append(poll(host, pids, words))
            for name, values in rounds.items():
                rates, costs = zip(*values)
                figures[f"{name}_{how}_polls"], figures[f"{name}_{how}_us"] = statistics.median(rates), statistics.median(costs)
        for name, (_, pids) in servers.items():
            figures[f"{name}_mb"] = sum(map(pss_mb, pids))
    finally:
        nginx.close()


def join(host, link):
    browser = Browser(host)
    if browser.post(link, {"name": "Aylin Kaya", "password": PASSWORD}).status != 303:
        raise RuntimeError("the invitation was refused")
    return browser


def measure_page(figures, name, browser, pid, path):
    """Milliseconds from the first byte asked to the last one read, connection included; processor time of the hub."""
    took, before = [], cpu_ms(pid)
    for _ in range(PAGE_ROUNDS):
        begin = time.perf_counter()
        answer = browser.get(path)
        took.append((time.perf_counter() - begin) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"'{path}' answers {answer.status}")
    figures[f"page_{name}_ms"] = statistics.median(took)
    figures[f"page_{name}_p99_ms"] = sorted(took)[PAGE_ROUNDS * 99 // 100 - 1]
    return (cpu_ms(pid) - before) / PAGE_ROUNDS


def measure_saves(browser, path):
    """Median of saves that change something; what is saved is on the disk."""
    took = []
    for number in range(SAVES):
        page = browser.get(path).text
        hidden = {name: re.search(f'name="{name}" value="([0-9a-f]*)"', page).group(1) for name in ("csrf", "base")}
        body = urllib.parse.urlencode({**hidden, "save": "publish", "contact_name": f"Aylin Kaya {number}"})
        begin = time.perf_counter()
        answer = browser.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        took.append((time.perf_counter() - begin) * 1000)
        if answer.status != 303:
            raise RuntimeError(f"a save answers {answer.status}")
    return statistics.median(took)


def measure_pages(figures, hub_host, hub_pid, link):
    browser = join(hub_host, link)
    last = max(map(int, re.findall(r"von (\d+)", browser.get("/entries").text)), default=1)
    pages = {"first": "/entries", "last": f"/entries?page={last}", "search": "/entries?q=Reparatur", "nothing": "/entries?q=nirgends",
             "form": "/entries/service-1", "public": "/e/service-1"}
    costs = [measure_page(figures, name, browser, hub_pid, path) for name, path in pages.items()]
    figures["page_cpu_ms"] = max(costs)
    figures["save_ms"] = measure_saves(browser, pages["form"])
