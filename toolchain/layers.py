#!/usr/bin/env python3
"""Checks who includes whom and who calls what (ARCHITECTURE "Who may include whom"): the rules are the tables below.

Usage: layers.py FILE...   prints `file:line: finding` for each break of a rule, exits 1 when there is one.
"""
import re
import sys
from fnmatch import fnmatch

# folder of a file -> what it may include of ours. The longest folder that fits counts.
APP_VIEW_OF_SYNC = ["base/*", "feed/entry.h", "feed/hours.h", "feed/recurrence.h", "feed/recurrence_text.h",
                    "feed/holidays.h", "feed/take.h", "feed/text.h", "cache/reader.h", "cache/mbtiles.h", "cache/search.h",
                    "cache/shown.h", "spool/*"]
LAYERS = {
    "sync/base/": ["base/*"],
    "sync/feed/": ["base/*", "feed/*"],
    "sync/cache/": ["base/*", "feed/*", "cache/*"],
    "sync/spool/": ["base/*", "feed/stamp.h", "feed/strict.h", "feed/text.h", "spool/*"],
    "sync/client/": ["base/*", "feed/*", "cache/*", "spool/*", "client/*"],
    "sync/hub/": ["base/*", "feed/*", "cache/*", "spool/*", "hub/*"],
    "app/draw/": ["base/*", "draw/*"],
    "app/ui/": ["base/*", "draw/*", "ui/*", "i18n/*"],
    "app/": APP_VIEW_OF_SYNC + ["draw/*", "ui/*", "input/*", "model/*", "screens/*", "speech/*", "print/*", "i18n/*", "play/*", "care/*", "options.h", "confine.h"],
    # What litfass-device answers is strict JSON.
    "app/care/": ["base/*", "feed/strict.h", "care/*"],
    # Of feed only pure things: the place's opening hours switch the display, and strict JSON reads what comes in at root's door.
    "firmware/": ["base/*", "device/*", "feed/hours.h", "feed/holidays.h", "feed/strict.h", "feed/stamp.h"],
    "tests/": ["*"],
}

# system or library header -> the only files that may include it.
LIBRARIES = {
    # One file in each of the two programs that go out: litfass-sync to its feed, the hub to the documents of others (issue 5, 7).
    # They share nothing but curl: the kiosk talks to one known host, the hub to whatever an editor typed (hub/guard.h).
    "curl/*": ["sync/client/*", "sync/hub/transfer.c"],
    "sqlite3.h": ["sync/cache/*", "sync/hub/query.c", "tests/*"],
    "libical/*": ["sync/hub/sources/ical*"],  # formats of others are read on the hub only
    "expat.h": ["sync/hub/sources/*"],
    "SDL*": ["app/draw/canvas*", "app/draw/fonts*", "app/input/*", "app/main.c", "app/speech/sound_sdl.c", "tests/*"],
    "spawn.h": ["sync/base/child.c", "tests/*"],
    "xf86drm*": ["app/draw/panel.c"],  # the panel's back end
    "qrencode.h": ["app/ui/qr.c", "sync/hub/web/qr_svg.c"],
    "seccomp.h": ["sync/base/sandbox_calls.c"],
    "microhttpd.h": ["sync/hub/*"],
    # litfass itself opens one alone, to litfass-device on the same machine (volunteer mode, first start).
    "sys/socket.h": ["app/care/line.c", "sync/*", "firmware/*", "tests/*"],
    "netdb.h": ["sync/*", "tests/*"],
    "pthread.h": ["sync/*", "tests/*"],
}
ONE_FILE = ["curl/*"]  # in each of these folders
ONE_FILE_EACH = ["sync/client/", "sync/hub/"]

# what the code may say only in certain files: pattern, where allowed, why.
WORDS = [
    (re.compile(r"\b(clock_gettime|gettimeofday)\s*\(|\btime\s*\((NULL|0|&)"),
     ["sync/base/clock.c", "app/play/finger.c", "tests/*"], "only base/clock reads the time"),
    (re.compile(r"\b__attribute__\b"), ["sync/base/compiler.h"], "attributes have names in base/compiler.h"),
    (re.compile(r"\b(system|popen)\s*\("), ["tests/*"], "no shell"),
    (re.compile(r"\b(v?fork|posix_spawnp?|exec[lv]p?e?)\s*\("), ["sync/base/child.c", "app/play/bench.c", "tests/*"], "processes are started by base/child"),
    (re.compile(r"\bchild_start\s*\("),
     ["sync/base/child.*", "app/speech/process.c", "app/print/printer.c", "firmware/device/task.c", "sync/hub/program.c", "tests/*"],
     "each program starts others in one file, the board for speech and for print"),
    (re.compile(r"\b(strcpy|strcat|sprintf|gets|strtok|atoi|atol|atof)\s*\("), ["tests/*"], "unbounded or unchecked: see base/str.h"),
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), [], "open ends are NEEDSWORK(topic)"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def fits(name, patterns):
    return any(fnmatch(name, pattern) for pattern in patterns)


def layer_of(path):
    folders = [folder for folder in LAYERS if path.startswith(folder)]
    return LAYERS[max(folders, key=len)] if folders else None


def check_include(path, quote, header):
    if quote == '"':
        allowed = layer_of(path)
        if allowed is None:
            return f"no layer is known for this folder (toolchain/layers.py)"
        if not fits(header, allowed):
            return f"may not include \"{header}\": it is in a layer above or beside"
        return None
    for pattern, places in LIBRARIES.items():
        if fnmatch(header, pattern) and not fits(path, places):
            return f"may not include <{header}>: only {', '.join(places)}"
    return None


def strip_comments_and_strings(line):
    """Enough for one line of C: literals first, then comments; lines inside a block comment start with ' *' in our style."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    line = re.sub(r"/\*.*?(\*/|$)", "", line)
    return "" if line.lstrip().startswith("* ") else line.split("//")[0]


def check_file(path, users):
    findings = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            include = INCLUDE.match(line)
            if include:
                quote, header = include.groups()
                message = check_include(path, quote, header)
                if message:
                    findings.append((path, number, message))
                for pattern in ONE_FILE:
                    if quote == "<" and fnmatch(header, pattern):
                        folder = next((each for each in ONE_FILE_EACH if path.startswith(each)), "")
                        users.setdefault((pattern, folder), {}).setdefault(path, number)
                continue
            code = strip_comments_and_strings(line)
            for pattern, places, why in WORDS:
                text = line if "NEEDSWORK" in why else code
                if pattern.search(text) and not fits(path, places):
                    findings.append((path, number, f"'{pattern.search(text).group(0)}': {why}"))
    return findings


def main(paths):
    users = {}
    findings = [finding for path in sorted(paths) for finding in check_file(path, users)]
    for (pattern, _), files in users.items():
        for path, number in sorted(files.items())[1:]:
            findings.append((path, number, f"<{pattern}> belongs in one file, and {sorted(files)[0]} has it"))
    for path, number, message in findings:
        print(f"{path}:{number}: {message} [layers]")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
