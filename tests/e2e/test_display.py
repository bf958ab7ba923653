#!/usr/bin/python3
"""The board in a real window on a display without a display (Xvfb), touched by xdotool and looked at with ImageMagick.

What the window shows is compared with `litfass snapshot` of the same cache: the header is left out, because its clock runs.
"""
import os
import subprocess
import unittest

from programs import DAY, ENVIRONMENT, LITFASS, Neighbourhood, Process, run, until

WIDTH, HEIGHT, HEADER = 1280, 800, 120
SIZE = f"{WIDTH}x{HEIGHT}"
SAME = 0.001  # of all pixels; another screen differs in more than a twentieth


class Display(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.server = self.serve()
        self.configure(self.server.feed)
        self.daemon()
        self.until_version(1)
        self.open_display()

    def open_display(self):
        read, write = os.pipe()
        server = self.start(Process, "Xvfb", "-displayfd", write, "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-nocursor",
                            pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:  # a free display, picked by the server
            number = answer.readline().strip()
        self.assertTrue(number, server.said())
        # Under AddressSanitizer: SDL asks D-Bus to keep the screen on, and libdbus keeps a kilobyte for ever.
        (self.scratch / "leaks").write_text("leak:libdbus-1\n")
        self.env = {**ENVIRONMENT, "DISPLAY": f":{number}", "SDL_VIDEODRIVER": "x11",
                    "LSAN_OPTIONS": f"suppressions={self.scratch}/leaks:print_suppressions=0"}

    def pixels(self, *command):
        """What the command writes as PNG, without the header, as RGB bytes."""
        picture = subprocess.run(command, env=self.env, stdout=subprocess.PIPE, check=True, timeout=30).stdout
        return subprocess.run(["convert", "png:-", "-crop", f"{WIDTH}x{HEIGHT - HEADER}+0+{HEADER}", "-depth", "8", "rgb:-"], input=picture,
                              stdout=subprocess.PIPE, check=True, timeout=30).stdout

    def window(self):
        return self.pixels("import", "-window", "root", "png:-")

    def snapshot(self, *what):
        path = self.scratch / "wanted.png"
        result = run(LITFASS, "snapshot", *what, "--cache", self.cache, "--window", SIZE, "--clock", DAY, "-o", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        return self.pixels("cat", str(path))

    def differs_in(self, left, right):
        """The share of pixels that differ."""
        self.assertEqual(len(left), len(right))
        return sum(left[i:i + 3] != right[i:i + 3] for i in range(0, len(left), 3)) * 3 / len(left)

    def until_shown(self, wanted, what):
        until(lambda: self.differs_in(self.window(), wanted) <= SAME, f"the window to show {what}")

    def touch(self, role, name):
        """Where the tree of the same screen says that it is."""
        tree = self.board(f"size {SIZE}").tree()
        x, y, width, height = next(node["rect"] for node in tree if (node["role"], node["name"]) == (role, name))
        subprocess.run(["xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1"], env=self.env, check=True, timeout=30)

    def test_a_touch_opens_a_page_and_news_appear_in_the_window(self):
        home, topics = self.snapshot("--screen", "home"), self.snapshot("--screen", "topics")
        self.assertGreater(self.differs_in(home, topics), 50 * SAME)
        board = self.start(Process, LITFASS, "--cache", self.cache, "--window", SIZE, "--clock", DAY, env=self.env)
        self.until_shown(home, "home")

        self.touch("button", "Hilfe & Dienste")
        self.until_shown(topics, "the topics")
        subprocess.run(["xdotool", "key", "Escape"], env=self.env, check=True, timeout=30)
        self.until_shown(home, "home again")

        event = {"id": "lichterfest", "kind": "event", "name": "Lichterfest im Hof", "start": "2026-11-21T15:00", "end": "2026-11-21T18:00"}
        self.publish(event)
        self.until_version(2)
        news = self.snapshot("--screen", "home")
        self.assertGreater(self.differs_in(home, news), 2 * SAME)
        self.until_shown(news, "the new event")
        until(lambda: self.status()["shown_version"] == 2, "the daemon's side to know which version is on display")
        self.assertEqual(board.end(), 0, board.said())

    def click(self):
        subprocess.run(["xdotool", "click", "1"], env=self.env, check=True, timeout=30)

    def test_a_closed_place_is_dark_and_the_touch_that_wakes_it_does_nothing_else(self):
        home, topics = self.snapshot("--screen", "home"), self.snapshot("--screen", "topics")
        black = bytes(len(home))
        word, settings = self.scratch / "display", self.scratch / "board.ini"
        settings.write_text(f"[device]\ndisplay = {word}\n")
        word.write_text("off\n")
        self.start(Process, LITFASS, "--config", settings, "--cache", self.cache, "--window", SIZE, "--clock", DAY, env=self.env)
        self.until_shown(black, "nothing")
        self.touch("button", "Hilfe & Dienste")
        until(lambda: self.window() != black, "light")
        self.assertLess(self.differs_in(self.window(), home), SAME)
        word.write_text("on\n")
        until(lambda: self.click() or self.differs_in(self.window(), topics) <= SAME, "the topics")


if __name__ == "__main__":
    unittest.main()
