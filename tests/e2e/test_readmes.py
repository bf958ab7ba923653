#!/usr/bin/python3
"""What the papers name is there: links, files, headings, tests, programs with their commands and options."""
import os
import re
import subprocess
import unittest
from pathlib import Path

from programs import HUB, LITFASS, ROOT, SYNC

DEVICE = os.environ.get("LITFASS_DEVICE", ROOT / "build/debug/bin/litfass-device")
PROGRAMS = {"litfass": LITFASS, "litfass-sync": SYNC, "litfass-hub": HUB, "litfass-device": DEVICE}
TOP = ("app", "assets", "firmware", "sync", "tests", "toolchain")
NOT_OURS = ("build", "node_modules", ".git")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`|^    (.+)$", re.MULTILINE)
PATH = re.compile(rf"^(?:{'|'.join(TOP)})/[\w./*+-]*")  # up to what stands for a name: tests/corpus/<name>
COMMAND = re.compile(r"(?:^|[\s|;&(])(?:/usr/s?bin/)?(litfass(?:-sync|-hub|-device)?)((?: [^|;&`()]+)?)")
TEST = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+){3,}\b")  # names read as sentences
OF_OTHERS = {"client_max_body_size"}  # nginx's


def files(*suffixes):
    """Ours, without going into what others made: a sysroot has a hundred thousand."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        yield from (Path(folder) / name for name in names if name.endswith(suffixes))


def papers():
    return sorted(files(".md"))


def code(text):
    """What stands in code spans, indented and fenced blocks, a line each."""
    fenced = [line for block in FENCED.findall(text) for line in block.splitlines()]
    return fenced + [inline or block for inline, block in CODE.findall(FENCED.sub("", text))]


def anchors(text):
    """Headings as forges turn them into anchors."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def help_of(program, *words):
    result = subprocess.run([str(PROGRAMS[program]), *words, "--help"], capture_output=True, text=True, timeout=30)
    return result.stdout + result.stderr if result.returncode == 0 else ""


class Readmes(unittest.TestCase):
    def each(self, find):
        """Fails with all that is missing: find(path, text) names it."""
        missing = [f"{path.relative_to(ROOT)}: {what}" for path in papers() for what in find(path, path.read_text())]
        self.assertEqual(missing, [])

    def test_links_lead_somewhere(self):
        def find(path, text):
            for link in LINK.findall(text):
                if re.match(r"[a-z]+:", link):
                    continue
                name, _, anchor = link.partition("#")
                target = path.parent / name if name else path
                if not target.exists():
                    yield link
                elif anchor and anchor not in anchors(target.read_text()):
                    yield link
        self.each(find)

    def test_files_that_are_named_are_there(self):
        def find(_, text):
            for words in code(text):
                for word in words.split():
                    name = PATH.match(word.strip('"\'(,;:.…'))
                    if name and not any(ROOT.glob(name[0].rstrip("./") + "*")):
                        yield word
        self.each(find)

    def test_tests_that_are_named_are_there(self):
        words = {word for path in files(".c", ".h", ".py", ".mjs", ".cmake") for word in TEST.findall(path.read_text(errors="replace"))}
        words |= {word.removeprefix("test_") for word in words}
        self.each(lambda _, text: [word for word in TEST.findall(text) if word not in words | OF_OTHERS])

    def test_programs_know_their_commands_and_options(self):
        helps = {program: help_of(program) for program in PROGRAMS}

        def find(_, text):
            for words in code(text):
                for program, rest in COMMAND.findall(words):
                    command = (rest.split() or [""])[0]
                    known = helps[program]
                    if re.fullmatch(r"[a-z][a-z-]*", command):
                        if not re.search(rf"\b{command}\b", known):
                            yield f"{program} {command}"
                            continue
                        known += help_of(program, command)
                    for option in re.findall(r"(?<!\S)--[a-z][a-z-]+", rest):
                        if option not in known and option not in ("--help", "--version"):
                            yield f"{program} {command} {option}"
        self.each(find)


if __name__ == "__main__":
    unittest.main()
