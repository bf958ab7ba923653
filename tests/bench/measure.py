#!/usr/bin/env python3
"""Measures what the issue promises, for neighbourhoods of several sizes; started by toolchain/bench.

Real programs on real files: a hub imports, publishes and serves generated entries, litfass-sync fetches them through a counting
relay, litfass draws from the cache with the software renderer at 1920x1080 on SDL's dummy driver. Progress goes to stderr, the
table (or JSON) to stdout. A slow figure fails nothing; a program that fails does.
"""
import argparse
import json
import os
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import load  # noqa: E402
import scale  # noqa: E402
from processes import cpu_ms, pss_mb  # noqa: E402
from relay import Relay  # noqa: E402

HERE = Path(__file__).parent
GROWTH_LIMIT = 1.25  # from the smallest to the largest size
IDLE_SECONDS = 30
STARTS = 7
TAPS = 1000
CHAIN_SIZE_MAX = 10_000  # five hundred publications take their time

# key, what, unit, target (or None), whether the limit of growth holds for it
FIGURES = [
    ("first_frame_ms", "process start to first useful frame", "ms", 100, True),
    ("tap_median_ms", "tap to presented frame, median", "ms", None, True),
    ("tap_p99_ms", "tap to presented frame, p99", "ms", 10, True),
    ("tap_cpu_p99_ms", "the same, processor time", "ms", None, True),
    ("visit_p99_ms", "tap, same size and language, p99", "ms", 10, True),
    ("large_p99_ms", "tap at 200 %, p99", "ms", 10, True),
    ("arabic_p99_ms", "tap in Arabic, p99", "ms", 10, True),
    ("reach_p99_ms", "tap in reach mode, p99", "ms", 10, True),
    ("typing_p99_ms", "key of the search, p99", "ms", 10, True),
    ("scroll_median_ms", "frame while scrolling, median", "ms", None, True),
    ("scroll_p99_ms", "frame while scrolling, p99", "ms", 12, True),
    ("search_p50_ms", "keystroke of a search, median", "ms", None, False),
    ("search_p99_ms", "keystroke of a search, p99", "ms", 10, False),
    ("search_max_ms", "keystroke of a search, slowest", "ms", None, False),
    ("search_mb", "memory that searching adds", "MB", 15, False),
    ("pss_mb", "memory (PSS), after the start", "MB", 40, True),
    ("pss_used_mb", f"memory (PSS), after {TAPS:,} taps", "MB", 40, True),
    ("own_used_mb", "of these its own, in no file", "MB", None, True),
    ("idle_cpu_ms", f"CPU time in {IDLE_SECONDS} s idle", "ms", 10, True),
    ("cold_sync_s", "cold sync, time", "s", None, False),
    ("cold_sync_kb", "cold sync, bytes on the wire", "kB", None, False),
    ("cold_sync_requests", "cold sync, requests", "", None, False),
    ("change_sync_s", "sync of 10 changes, time", "s", None, False),
    ("change_sync_kb", "sync of 10 changes, bytes", "kB", 4, False),
    ("change_sync_requests", "sync of 10 changes, requests", "", None, False),
    ("same_sync_bytes", "sync of nothing new, bytes", "B", 600, False),
    ("same_sync_requests", "sync of nothing new, requests", "", 1, False),
    ("cold_cpu_s", "cold sync, processor time", "s", None, False),
    ("shell_cpu_s", "sqlite3 shell, the same rows", "s", None, False),
    ("cold_ratio", "cold sync / sqlite3 shell", "", 2, False),
    ("cold_mb", "memory of a cold sync", "MB", 30, False),
    ("change_mb", "memory of a sync of 10 changes", "MB", 30, False),
    ("change_ms", "sync of 10 changes, from a folder", "ms", 50, True),
    ("change_cpu_ms", "the same, processor time", "ms", None, True),
    ("reader_wait_ms", "longest answer to a reader meanwhile", "ms", 5, False),
    ("publish_10_ms", "hub: publish 10 changes", "ms", 200, False),
    ("heal_s", "damaged cache: content back", "s", 2, False),
    ("chain_cpu_s", f"chain of {scale.CHAIN} deltas, processor time", "s", None, False),
    ("whole_cpu_s", "snapshot instead, processor time", "s", None, False),
    ("import_s", "hub: import", "s", None, False),
    ("publish_s", "hub: publish", "s", None, False),
    ("cache_mb", "cache.db", "MB", None, False),
    ("hub_kept_polls", "hub: unchanged polls, kept connections", "/s", None, False),
    ("nginx_kept_polls", "nginx: the same", "/s", None, False),
    ("hub_new_polls", "hub: unchanged polls, a connection each", "/s", None, False),
    ("nginx_new_polls", "nginx: the same", "/s", None, False),
    ("hub_kept_us", "hub: processor time, kept connections", "us", None, False),
    ("nginx_kept_us", "nginx: the same", "us", None, False),
    ("hub_new_us", "hub: processor time, a connection each", "us", None, False),
    ("nginx_new_us", "nginx: the same", "us", None, False),
    ("hub_mb", "hub: memory (PSS) after these", "MB", None, False),
    ("nginx_mb", "nginx: the same", "MB", None, False),
    *((f"page_{name}{key}_ms", f"hub: {what}, {which}", "ms", 50, False)
      for name, what in (("first", "list, first page"), ("last", "list, last page"), ("search", "list, a search"),
                         ("nothing", "list, nothing found"), ("form", "form of an entry"), ("public", "an entry for everybody"))
      for key, which in (("", "median"), ("_p99", "p99"))),
    ("page_cpu_ms", "hub: dearest page, processor time", "ms", None, False),
    ("save_ms", "hub: a save, median", "ms", None, False),
]


class Failed(Exception):
    pass


def say(words):
    print(f"bench: {words}", file=sys.stderr, flush=True)


def run(*words, env=None, timeout=600):
    """Runs a program of ours to its end; (seconds, output)."""
    started = time.monotonic()
    result = subprocess.run([str(w) for w in words], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=env, timeout=timeout)
    if result.returncode != 0:
        last = (result.stderr.strip().splitlines() or ["no word why"])[-1]
        raise Failed(f"'{Path(words[0]).name} {words[1]}' ended with {result.returncode}: {last}")
    return time.monotonic() - started, result.stdout


class Hub:
    """litfass-hub with its folder; `serve` runs while the object is open."""

    def __init__(self, bin_dir, folder):
        self.program, self.dir = bin_dir / "litfass-hub", folder / "hub"
        self.server = None
        (folder / "key.json").write_text(run(self.program, "init", "--dir", self.dir, "--json")[1])

    def load(self, file):
        import_s, _ = run(self.program, "import", file, "--dir", self.dir)
        publish_s, _ = run(self.program, "publish", "--dir", self.dir)
        return import_s, publish_s

    def serve(self):
        self.server = subprocess.Popen([self.program, "serve", "--dir", self.dir, "--port", "0", "--json"],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not select.select([self.server.stdout], [], [], 20)[0]:
            raise Failed("'litfass-hub serve' says nothing")
        return json.loads(self.server.stdout.readline())

    def close(self):
        if self.server:
            self.server.terminate()
            self.server.wait()
            self.server.stdout.close()
            self.server = None


def measure_sync(figures, bin_dir, hub, folder, changes):
    address = hub.serve()
    host, port = re.match(r"http://([^:/]+):(\d+)/", address["feed"]).groups()
    relay = Relay(host, int(port))
    feed = address["feed"].replace(f"{host}:{port}", f"127.0.0.1:{relay.port}")
    cache = folder / "cache.db"

    def sync(name):
        relay.reset()
        seconds, _ = run(bin_dir / "litfass-sync", "once", "--feed", feed, "--key", address["key"], "--cache", cache)
        figures[f"{name}_s"] = seconds
        figures[f"{name}_bytes"] = relay.up_bytes + relay.down_bytes
        figures[f"{name}_kb"] = figures[f"{name}_bytes"] / 1000
        figures[f"{name}_requests"] = relay.requests

    try:
        sync("cold_sync")
        sync("same_sync")
        hub.load(changes)
        sync("change_sync")
    finally:
        relay.close()
    figures["cache_mb"] = sum(f.stat().st_size for f in folder.glob("cache.db*") if f.is_file()) / 1e6
    return cache


def measure_hub(figures, hub, folder):
    """Once it serves, while nothing else of ours runs."""
    host = re.match(r"http://([^/]+)/", hub.serve()["feed"]).group(1)
    invitation = run(hub.program, "invite", "--dir", hub.dir, "--email", "aylin@example.org", "--role", "admin", "--json")[1]
    load.measure_polls(figures, host, hub.server.pid, hub.dir / "feed", folder)
    load.measure_pages(figures, host, hub.server.pid, json.loads(invitation)["link"])


def app_environment():
    return {**os.environ, "SDL_VIDEODRIVER": "dummy", "TZ": "Europe/Berlin"}


def measure_app(figures, bin_dir, cache):
    """`litfass bench` times itself, since only it knows when a frame is presented."""
    program, env = bin_dir / "litfass", app_environment()
    starts = []
    for attempt in range(STARTS):
        words = ["bench", "--cache", cache, "--window", "1920x1080", "--json", "--taps", str(TAPS)]
        words += [] if attempt == 0 else ["--first-frame"]
        said = json.loads(run(program, *words, env=env)[1])
        starts.append(said.pop("first_frame_ms"))
        figures.update(said)
    figures["first_frame_ms"] = statistics.median(starts)
    words = HERE.parents[1] / "assets" / "search" / "words.txt"
    figures.update(json.loads(run(bin_dir / "bench_typing", "--cache", cache, "--words", words)[1]))


def measure_idle(sizes, bin_dir, caches):
    """The real app, untouched; all sizes at once, so that each has the same minute tick in its 30 seconds."""
    apps = {}
    try:
        for size, cache in caches.items():
            apps[size] = subprocess.Popen([bin_dir / "litfass", "--cache", cache, "--window", "1920x1080"], env=app_environment(),
                                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(5)  # started and settled
        before = {size: cpu_ms(app.pid) for size, app in apps.items() if app.poll() is None}
        time.sleep(IDLE_SECONDS)
        for size, app in apps.items():
            if app.poll() is not None:
                raise Failed(f"'litfass' ended with {app.returncode} while idle")
            sizes[size]["idle_cpu_ms"] = cpu_ms(app.pid) - before[size]
            sizes[size]["pss_mb"] = pss_mb(app.pid)
    finally:
        for app in apps.values():
            app.terminate()
        for app in apps.values():
            app.wait()


def generate(file, *words):
    with open(file, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, HERE / "generate.py", *words, "--today", time.strftime("%Y-%m-%d")], stdout=out, check=True)


def measure_size(size, bin_dir, folder):
    figures = {}
    folder.mkdir()
    say(f"{size} entries: generating, importing, publishing")
    generate(folder / "entries.jsonl", str(size))
    generate(folder / "changes.jsonl", str(size), "--changes", "10")
    hub = Hub(bin_dir, folder)
    try:
        figures["import_s"], figures["publish_s"] = hub.load(folder / "entries.jsonl")
        say(f"{size} entries: syncing")
        cache = measure_sync(figures, bin_dir, hub, folder, folder / "changes.jsonl")
        hub.close()
        say(f"{size} entries: syncing beside sqlite3, healing")
        scale.measure(figures, bin_dir, hub, folder)
        if size <= CHAIN_SIZE_MAX:
            scale.measure_chain(figures, bin_dir, hub, folder)
        say(f"{size} entries: polling beside nginx, opening pages")
        measure_hub(figures, hub, folder)
    finally:
        hub.close()
    say(f"{size} entries: drawing")
    measure_app(figures, bin_dir, cache)
    return figures, cache


def growth(sizes, key):
    small, large = sizes[min(sizes)].get(key), sizes[max(sizes)].get(key)
    return large / small if small and large is not None else None


def number(value):
    if value is None:
        return "-"
    if value == int(value) and value < 1e6:
        return f"{int(value):,}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def print_table(sizes):
    names = [f"{size:,}" for size in sizes]
    print(f"{'':<38}" + "".join(f"{name:>12}" for name in names) + f"{'growth':>9}  target")
    for key, what, unit, target, limited in FIGURES:
        ratio = growth(sizes, key)
        values = "".join(f"{number(figures.get(key)):>12}" for figures in sizes.values())
        notes = []
        if target is not None:
            reached = all(figures.get(key) is not None and figures[key] <= target for figures in sizes.values())
            notes.append(f"<= {target} {unit}".rstrip() + (" reached" if reached else " MISSED"))
        if limited and ratio is not None:
            notes.append(f"growth <= {GROWTH_LIMIT}" + (" reached" if ratio <= GROWTH_LIMIT else " MISSED"))
        label = f"{what} [{unit}]" if unit else what
        print(f"{label:<38}{values}{'-' if ratio is None else f'{ratio:.2f}':>9}  {', '.join(notes)}".rstrip())


def as_json(sizes):
    keys = [key for key, *_ in FIGURES]
    return {
        "sizes": {str(size): {key: figures.get(key) for key in keys} for size, figures in sizes.items()},
        "growth": {key: growth(sizes, key) for key in keys},
        "targets": {key: target for key, _, _, target, _ in FIGURES if target is not None},
        "growth_limit": GROWTH_LIMIT,
        "growth_limited": [key for key, _, _, _, limited in FIGURES if limited],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the programs")
    parser.add_argument("--quick", action="store_true", help="100 and 10,000 entries only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    folder = Path(tempfile.mkdtemp(prefix="litfass-bench."))
    sizes, caches = {}, {}
    try:
        for size in [100, 10_000] if options.quick else [100, 10_000, 100_000]:
            sizes[size], caches[size] = measure_size(size, options.bin, folder / str(size))
        say(f"idle for {IDLE_SECONDS} s")
        measure_idle(sizes, options.bin, caches)
    except (Failed, RuntimeError) as failure:
        say(str(failure))
        return 70
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(as_json(sizes), indent=2))
    else:
        print_table(sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
