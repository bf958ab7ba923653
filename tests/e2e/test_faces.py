#!/usr/bin/python3
"""The command-line faces of litfass: what they draw, what they say when something is wrong, and that they leave the rest alone."""
import struct
import unittest

from programs import DAY, ENVIRONMENT, LITFASS, Neighbourhood, Process, run, until

CHUNK = struct.Struct(">I4s")
ENTRIES = {"service": "wohnberatung", "place": "treffpunkt-suedstadt"}  # the other kinds: the first one


def png_size(path):
    """Width and height of a PNG that is whole."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", data[:8]
    assert CHUNK.unpack(data[8:16]) == (13, b"IHDR") and data[-8:-4] == b"IEND", "no whole PNG"
    return struct.unpack(">II", data[16:24])


class Faces(Neighbourhood):
    """One cache with the sample, made by the real programs for each class of tests."""

    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)
        self.picture = self.scratch / "picture.png"

    def litfass(self, *arguments, stdin="", cache=None, clock=("--clock", DAY)):
        return run(LITFASS, *arguments, "--cache", cache or self.cache, *clock, stdin=stdin, timeout=30, cwd=self.scratch)

    def snapshot(self, *arguments, **options):
        return self.litfass("snapshot", "-o", self.picture, *arguments, **options)

    def fails(self, result, code, *words):
        """One line on standard error that holds the words, nothing on standard output."""
        self.assertEqual((result.returncode, result.stdout, result.stderr.count("\n")), (code, "", 1), result.stderr)
        self.assertTrue(result.stderr.startswith("litfass: "), result.stderr)
        for word in words:
            self.assertIn(str(word), result.stderr)


class Snapshot(Faces):
    def test_every_screen_and_every_kind_of_entry_has_a_picture(self):
        screens = run(LITFASS, "snapshot", "--list").stdout.split()
        for screen in ("home", "topics", "az", "list", "agenda", "sharing", "news", "numbers", "waiting"):
            self.assertIn(screen, screens)
        entries = {}
        for entry in self.exported().values():
            entries.setdefault(entry["kind"], entry["id"])
        self.assertEqual(len(entries), 9)
        entries.update(ENTRIES)
        wanted = [("--screen", name) for name in screens] + [("--entry", ident) for ident in entries.values()]
        seen = {}
        for what in wanted:
            with self.subTest(what=what):
                result = self.snapshot(*what, "--window", "800x480", "--panel-mm", "154")
                self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
                self.assertEqual(png_size(self.picture), (800, 480))
                self.assertNotIn(self.picture.read_bytes(), seen.values(), "the same picture as another screen")
                seen[what] = self.picture.read_bytes()

    def test_a_picture_has_the_asked_size_and_is_the_same_each_time(self):
        for size in ("1920x1080", "1080x1920", "1280x800", "320x320"):
            self.assertEqual(self.snapshot("--screen", "home", "--window", size).returncode, 0)
            self.assertEqual("%dx%d" % png_size(self.picture), size)
            first = self.picture.read_bytes()
            self.snapshot("--screen", "home", "--window", size)
            self.assertEqual(self.picture.read_bytes(), first)

    def test_settings_change_the_picture(self):
        seen = set()
        for settings in ((), ("--contrast",), ("--text-size", "200"), ("--reach",), ("--lang", "ar"), ("--clock", "2026-11-23T09:00")):
            self.assertEqual(self.snapshot("--screen", "home", *settings, clock=() if "--clock" in settings else ("--clock", DAY)).returncode, 0)
            seen.add(self.picture.read_bytes())
        self.assertEqual(len(seen), 6)

    def test_mistakes_are_one_line_and_leave_the_old_picture(self):
        self.picture.write_bytes(b"an older picture")
        home = ("--screen", "home")
        for code, arguments, words in (
            (64, ("--screen", "nowhere"), ["nowhere"]),
            (64, ("--screen", "entry"), ["entry"]),
            (66, ("--entry", "nowhere"), ["nowhere", self.cache]),
            (64, (), ["--screen", "--entry"]),
            (64, (*home, "--entry", "wohnberatung"), ["--screen", "--entry"]),
            (64, (*home, "--window", "1920"), ["1920"]),
            (64, (*home, "--window", "0x0"), ["0x0"]),
            (64, (*home, "--window", "100000x100000"), ["100000x100000"]),
            (64, (*home, "--panel-mm", "1"), ["--panel-mm"]),
            (64, (*home, "--clock", "2026-02-30T10:00"), ["2026-02-30T10:00"]),
            (64, (*home, "--clock", "gestern"), ["gestern"]),
            (64, (*home, "--lang", "xx"), ["xx"]),
            (64, (*home, "--land", "XX"), ["XX"]),
            (64, (*home, "--text-size", "150"), ["150"]),
            (64, (*home, "--colour", "red"), ["--colour"]),
            (64, (*home, "too-much"), ["too-much"]),
            (64, (*home, "--json=yes"), ["--json=yes"]),
            (66, (*home, "--config", "none.ini"), ["none.ini"]),
        ):
            with self.subTest(arguments=arguments):
                self.fails(self.snapshot(*arguments), code, *words)
                self.assertEqual(self.picture.read_bytes(), b"an older picture")
        self.fails(run(LITFASS, "snapshot", "--cache", self.cache, *home), 64, "-o")

    def test_a_cache_that_is_not_there_or_no_cache_is_said_and_not_made(self):
        self.picture.write_bytes(b"an older picture")
        none, text = self.scratch / "none.db", self.scratch / "text.db"
        text.write_text("This is no database, but a text that is long enough to be looked at." * 100)
        before = text.read_bytes()
        for path, code in ((none, 66), (text, 65)):
            for what in (("--screen", "home"), ("--entry", "wohnberatung")):
                self.fails(self.snapshot(*what, cache=path), code, path)
        self.assertEqual(self.picture.read_bytes(), b"an older picture")
        self.assertFalse(none.exists())
        self.assertEqual(text.read_bytes(), before)
        self.assertEqual(self.snapshot("--screen", "waiting", cache=none).returncode, 0)

    def test_a_place_that_cannot_be_written_is_said(self):
        home = ("snapshot", "--screen", "home", "-o")
        for path in ("/dev/full", self.scratch, self.scratch / "text" / "picture.png", self.scratch / "none" / "picture.png"):
            (self.scratch / "text").write_text("a file")
            self.fails(self.litfass(*home, path), 74, path)
        self.assertEqual([path.name for path in self.scratch.glob("*.tmp")], [])


class Play(Faces):
    def play(self, *lines, **options):
        return self.litfass("play", "-", stdin="".join(line + "\n" for line in lines), **options)

    def test_a_script_in_a_file_runs_to_its_end(self):
        script = self.scratch / "visit.play"
        script.write_text('# a visit\nsize 1280x800 10.1in\ntap button "Hilfe & Dienste"\ntap listitem "Pflege"\n\n'
                          f'expect heading "Pflege"\nkey back\nsnapshot {self.picture}\nsay "gut"\n')
        result = self.litfass("play", script)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "gut\n", ""))
        self.assertEqual(png_size(self.picture), (1280, 800))

    def test_lines_that_cannot_be_read_are_named(self):
        for line, word in (("fly away", "'fly'"), ("tap button", "usage: tap"), ('tap knob "Start"', "'knob'"), ('say "open', "quote"),
                           ("wait 5", "'5'"), ("wait -1s", "'-1s'"), ("wait 32d", "31 days"), ("clock yesterday", "'yesterday'"),
                           ("size 10x10", "'10x10'"), ("size 1920x1080 big", "'big'"), ("key jump", "'jump'"), ("say a b", "usage: say"),
                           ("show entry", "usage: show"), ("say " + "x" * 5000, "bytes"), ("say a a a a a a a a a", "too many words")):
            with self.subTest(line=line[:40]):
                self.fails(self.play("# first", "", line, 'say "never"'), 65, "standard input line 3", word)

    def test_what_is_not_there_is_told_with_what_is(self):
        for line, words in (('expect button "Nichts"', ["button", '"Nichts"', '"Hilfe & Dienste"']),
                            ('expect text "Nichts"', ['"Nichts"', '"Heute im Quartier"']),
                            ('tap listitem "Nichts"', ["listitem", '"Nichts"', "there are"]),
                            ('expect no heading "Heute im Quartier"', ['"Heute im Quartier"']),
                            ("show nowhere", ["'nowhere'"]), ("show entry nowhere", ["entry 'nowhere'"])):
            with self.subTest(line=line):
                self.fails(self.play("wait 1s", line), 66, "standard input line 2", *words)

    def test_scripts_that_cannot_be_read_are_said(self):
        self.fails(self.litfass("play"), 64, "script")
        self.fails(self.litfass("play", "none.play"), 66, "none.play")
        self.fails(self.litfass("play", self.scratch), 74, self.scratch)
        self.fails(self.litfass("play", "a", "b"), 64, "b")

    def test_a_place_that_cannot_be_written_is_said(self):
        for command in ("snapshot", "tree", "commands"):
            self.fails(self.play(f"{command} /dev/full"), 74, "line 1", "/dev/full")


class Config(Faces):
    def test_a_bad_file_names_itself_and_the_line(self):
        path = self.scratch / "board.ini"
        for line, word in (("colour = red", "'colour' in [screen]"), ("idle_s = 99999", "'idle_s'"), ("panel_mm = wide", "'wide'"),
                           ("nonsense", "key = value")):
            path.write_text(f"[cache]\npath = {self.cache}\n[screen]\n{line}\n")
            for command in ((), ("snapshot", "--screen", "home", "-o", self.picture), ("play", "-"), ("--print-config",)):
                with self.subTest(line=line, command=command):
                    self.fails(self.litfass(*command, "--config", path), 78, path, "line 4", word)
        for section, line in (("language", "default = xx"), ("place", "land = XX"), ("place", "timezone = Mars/Olympus")):
            path.write_text(f"[{section}]\n{line}\n")
            self.fails(self.litfass("--config", path), 78, path, line.split()[-1])
        self.fails(self.litfass("--config", self.scratch), 74, self.scratch)
        self.fails(self.litfass("--config", "none.ini"), 66, "none.ini")

    def test_the_printed_default_is_a_good_file(self):
        path = self.scratch / "default.ini"
        path.write_text(run(LITFASS, "--print-config").stdout)
        self.assertIn("[screen]", path.read_text())
        self.assertEqual(run(LITFASS, "--config", path, "--print-config").returncode, 0)

    def test_options_win_over_the_file(self):
        path = self.scratch / "board.ini"
        path.write_text("[cache]\npath = none.db\n[language]\ndefault = tr\n")
        self.assertEqual(self.snapshot("--screen", "home", "--config", path, "--lang", "de").returncode, 0)
        from_file = self.picture.read_bytes()
        self.snapshot("--screen", "home")
        self.assertEqual(self.picture.read_bytes(), from_file)


class Kiosk(Faces):
    def test_it_ends_at_once_and_cleanly_when_told(self):
        for number in (15, 2):
            board = self.start(Process, LITFASS, "--cache", self.cache, "--window", "800x480", env=ENVIRONMENT)
            until(lambda: "first frame" in board.said(), "the first frame")
            self.assertEqual(board.end(number), 0)

    def test_without_a_display_it_says_so(self):
        result = run(LITFASS, "--cache", self.cache, env={**ENVIRONMENT, "SDL_VIDEODRIVER": "x11"})
        self.fails(result, 70, "no display")

    def test_help_and_version_are_results(self):
        for arguments in (["--help"], ["-h"], ["--version"], ["snapshot", "--help"]):
            result = run(LITFASS, *arguments)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertTrue(result.stdout)


if __name__ == "__main__":
    unittest.main()
