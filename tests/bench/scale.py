"""What a large neighbourhood costs the daemon and the hub: the sync figures of toolchain/bench beside those of the sqlite3 shell.

Processor time is user and system together, so that other work on the machine matters little; memory is the high-water mark that
the kernel keeps (VmHWM), looked at every few milliseconds until the process ends.
"""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

DEAD_FEED = "http://127.0.0.1:9/feed/"
CHAIN = 500


def watch(words, stdin=None):
    """Runs a program to its end: (seconds, processor seconds, most MB)."""
    started, most_kib = time.monotonic(), 0
    child = subprocess.Popen([str(word) for word in words], stdin=stdin or subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child.pid}/status").read_text())
        most_kib = int(found.group(1)) if found else most_kib
        time.sleep(0.004)
    child.returncode = os.waitstatus_to_exitcode(status)
    with child.stderr:
        said = child.stderr.read().decode()
    if child.returncode != 0:
        raise RuntimeError(f"'{words[0]}' ended with {child.returncode}: {said.strip()}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, most_kib / 1024


class Reader(threading.Thread):
    """Asks for an entry and a page of a list again and again, as the board does; keeps the longest that an answer took."""

    def __init__(self, cache):
        super().__init__()
        self.cache, self.is_over, self.longest_s = cache, False, 0.0

    def run(self):
        db = sqlite3.connect(f"file:{self.cache}?mode=ro", uri=True)
        while not self.is_over:
            began = time.perf_counter()
            db.execute("SELECT row FROM list WHERE facet = 1 AND kind = 0 LIMIT 20").fetchall()
            db.execute("SELECT line FROM entry LIMIT 1").fetchall()
            self.longest_s = max(self.longest_s, time.perf_counter() - began)
            time.sleep(0.001)
        db.close()


def shell_seconds(cache, folder):
    """Processor time of the sqlite3 shell for the same rows: it reads its own dump of the cache."""
    dump, copy = folder / "dump.sql", folder / "copy.db"
    with open(dump, "wb") as out:
        subprocess.run(["sqlite3", cache, ".dump"], stdout=out, check=True)
    with open(dump, "rb") as lines:
        _, cpu_s, _ = watch(["sqlite3", copy], lines)
    for file in (dump, copy):
        file.unlink()
    return cpu_s


def heal_seconds(program, key, cache):
    """From the start of the daemon, without network and with noise for a cache, until the content can be read again."""
    copy = cache.parent / "damaged" / "cache.db"
    shutil.copytree(f"{cache}.kept", f"{copy}.kept")
    copy.write_bytes(os.urandom(4096 * 100))
    started = time.monotonic()
    daemon = subprocess.Popen([program, "run", "--feed", DEAD_FEED, "--key", key, "--cache", copy], stdin=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() < started + 600:
            try:
                db = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
                found = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
                db.close()
                if found:
                    return time.monotonic() - started
            except sqlite3.DatabaseError:
                pass
            time.sleep(0.005)
        raise RuntimeError("the cache was not rebuilt")
    finally:
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()
        shutil.rmtree(copy.parent)


def write_pages(path, count, text):
    path.write_text("".join(json.dumps({"id": f"zugabe-{n}", "kind": "page", "name": f"{text} {n}", "description": f"{text} " * 40}) + "\n"
                            for n in range(count)))
    return path


def measure(figures, bin_dir, hub, folder):
    """Adds the figures of a kiosk that reads the hub's folder, so that only our programs are measured."""
    program, feed = bin_dir / "litfass-sync", hub.dir / "feed"
    key = json.loads((folder / "key.json").read_text())["key"]
    cache = folder / "scale" / "cache.db"
    words = [program, "once", "--feed", feed, "--key", key, "--cache", cache]
    _, figures["cold_cpu_s"], figures["cold_mb"] = watch(words)
    figures["shell_cpu_s"] = shell_seconds(cache, folder)
    figures["cold_ratio"] = figures["cold_cpu_s"] / figures["shell_cpu_s"]
    _, publish_s = hub.load(write_pages(folder / "more.jsonl", 10, "Neues"))
    figures["publish_10_ms"] = publish_s * 1000
    reader = Reader(cache)
    reader.start()
    change_s, cpu_s, figures["change_mb"] = watch(words)
    reader.is_over = True
    reader.join()
    figures["change_ms"], figures["change_cpu_ms"] = change_s * 1000, cpu_s * 1000
    figures["reader_wait_ms"] = reader.longest_s * 1000
    figures["heal_s"] = heal_seconds(program, key, cache)
    shutil.rmtree(folder / "scale")


def measure_chain(figures, bin_dir, hub, folder):
    """Two kiosks to the same version: one has to go through many deltas, the other begins with the snapshot."""
    program, feed = bin_dir / "litfass-sync", hub.dir / "feed"
    key = json.loads((folder / "key.json").read_text())["key"]
    words = {name: [program, "once", "--feed", feed, "--key", key, "--cache", folder / name / "cache.db"] for name in ("chain", "whole")}
    watch(words["chain"])
    for number in range(CHAIN):
        hub.load(write_pages(folder / "link.jsonl", 2, f"Glied {number}"))
    _, figures["chain_cpu_s"], _ = watch(words["chain"])
    _, figures["whole_cpu_s"], _ = watch(words["whole"])
    for name in words:
        shutil.rmtree(folder / name)
