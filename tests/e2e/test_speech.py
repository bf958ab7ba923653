#!/usr/bin/python3
"""Reading aloud with the real espeak-ng, played by SDL's disk driver: what would be heard is in a file.

The board runs on a display without a display and is touched by xdotool, as in test_display. Times are printed and
decide nothing, but one: "Stopp" must once have been quick enough (a busy machine is late for reasons of its own).
"""
import array
import os
import subprocess
import time
import unittest
from pathlib import Path

import test_display
from programs import DAY, LITFASS, Neighbourhood, Process, until
from test_display import SIZE

RATE = 22050     # samples a second, espeak-ng's
LOUD = 300       # of 32767: nothing that is quieter is speech
REPEAT_S = 0.55  # the same button counts again after half a second
STOP_MS, STOPS = 200, 8


class Speech(test_display.Display):
    test_a_touch_opens_a_page_and_news_appear_in_the_window = None  # is test_display's own

    def setUp(self):
        Neighbourhood.setUp(self)
        self.publish_sample()
        self.configure(self.serve().feed)
        self.sync_once()
        self.open_display()
        self.sound = self.scratch / "sound.raw"
        self.ini = self.scratch / "litfass.ini"
        self.env.update(SDL_AUDIODRIVER="disk", SDL_DISKAUDIOFILE=str(self.sound))
        self.places = {screen: self.place("Vorlesen", f"show {screen}") for screen in ("home", "speech")}

    # --- the board ---

    def place(self, button, *lines):
        tree = self.board(f"size {SIZE}", *lines).tree()
        x, y, width, height = next(node["rect"] for node in tree if (node["role"], node["name"]) == ("button", button))
        return x + width // 2, y + height // 2

    def start_board(self, *speech):
        """With these lines in the section of its INI file."""
        self.ini.write_text("\n".join(("[speech]", *speech, "")))
        self.process = self.start(Process, LITFASS, "--cache", self.cache, "--window", SIZE, "--clock", DAY, "--config", self.ini,
                                  env=self.env)
        until(lambda: "first frame" in self.process.said(), "the board")

    def end_board(self):
        self.assertEqual(self.process.end(), 0, self.process.said())

    def touch_speech(self, screen="home"):
        """Vorlesen and Stopp are in the same place."""
        subprocess.run(["xdotool", "mousemove", *map(str, self.places[screen]), "click", "1"], env=self.env, check=True, timeout=30)

    def start_reading(self, screen="home"):
        """A window that has just come up may miss the first touch."""
        before = self.process.said().count("reading aloud: ")
        answered = lambda: self.children() or self.sound.exists() or self.process.said().count("reading aloud: ") > before
        for _ in range(10):
            self.touch_speech(screen)
            try:
                until(answered, "an answer to the touch", 3)
                return
            except AssertionError:
                pass
        self.fail(f"no answer to a touch: {self.process.said()}")

    def children(self):
        """Processes that the board has started and not ended."""
        pid = self.process.child.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def runs(self, pid):
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def program(self, text):
        path = self.scratch / "program"
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    # --- what is heard ---

    def samples(self):
        data = self.sound.read_bytes() if self.sound.exists() else b""
        return array.array("h", data[:len(data) // 2 * 2])

    def is_loud(self):
        samples = self.samples()
        return len(samples) > 0 and max(map(abs, samples)) > LOUD

    def is_closed(self):
        """The disk driver holds its file as long as the device is open."""
        held = map(os.path.realpath, Path(f"/proc/{self.process.child.pid}/fd").iterdir())
        return os.path.realpath(self.sound) not in held

    def stop_ms(self):
        """Reads aloud if nothing is heard, then touches Stopp: how much is heard after the touch, the time that it takes to touch included."""
        if self.is_closed():
            self.sound.unlink()
            self.start_reading()
            until(self.is_loud, "speech in what is played")
        time.sleep(REPEAT_S)
        stopped = len(self.samples())
        self.touch_speech()
        until(lambda: not self.children(), "espeak-ng to be gone")
        until(self.is_closed, "the device to be closed")
        loud = [i for i, sample in enumerate(self.samples()) if abs(sample) > LOUD]
        late_ms = max(0, loud[-1] - stopped) / RATE * 1000
        print(f"the last loud sample comes {late_ms:.0f} ms after the touch on Stopp")
        time.sleep(REPEAT_S)
        return late_ms

    # --- tests ---

    def test_a_touch_is_answered_with_a_voice_and_another_ends_it(self):
        self.start_board()
        began = time.monotonic()
        self.start_reading()
        until(self.is_loud, "speech in what is played")
        print(f"the first loud sample comes {time.monotonic() - began:.2f} s after the touch")
        self.assertLessEqual(len(self.children()), 1)  # none when the board is slower than espeak-ng: what it said is all there
        if not any(self.stop_ms() <= STOP_MS for _ in range(STOPS)):
            self.fail(f"of {STOPS} times it has not once been silent {STOP_MS} ms after the touch on Stopp")
        self.end_board()

    def test_the_text_goes_through_standard_input_only_and_no_process_is_left(self):
        said = self.scratch / "said"
        program = self.program(f'printf "%s\\n" "$*" >>{said}.args\ncat >{said}.text\nexec espeak-ng "$@" <{said}.text\n')
        self.start_board(f"program = {program}", "voice_de = de+f2")
        self.start_reading()
        until(self.is_loud, "speech in what is played")
        self.assertNotIn("Treffpunkt", Path(f"{said}.args").read_text())
        self.assertIn("-v de+f2", Path(f"{said}.args").read_text())
        self.assertNotEqual(Path(f"{said}.text").read_text(), "")
        child = until(self.children, "the next line")[0]
        self.end_board()
        self.assertFalse(self.runs(child))

    def test_without_the_program_the_page_says_so_and_it_works_when_it_is_back(self):
        program = self.scratch / "later"
        self.start_board(f"program = {program}")
        self.start_reading()
        until(lambda: "cannot start" in self.process.said(), "the log to say why")
        program.symlink_to("/usr/bin/espeak-ng")
        time.sleep(REPEAT_S)
        self.start_reading("speech")
        until(self.is_loud, "speech after all")
        self.end_board()

    def trouble(self, words, *speech):
        self.start_board(*speech)
        self.start_reading()
        until(lambda: words in self.process.said(), f"'{words}' in the log")
        until(lambda: not self.children(), "the program to be gone")
        self.end_board()

    def test_whatever_is_wrong_is_said_and_the_board_goes_on(self):
        self.trouble("switched off", "on = no")
        hangs = self.program(f"sleep 1000 &\necho $! >{self.scratch}/grandchild\nwait\n")
        self.trouble("does not answer", f"program = {hangs}")
        self.assertFalse(self.runs(int((self.scratch / "grandchild").read_text())))
        for prints in ("head -c 5000 /dev/zero", "cat", "false"):
            self.trouble("reading aloud: ", f"program = {self.program(prints)}")
        self.env["SDL_DISKAUDIOFILE"] = "/dev/full"  # a device that goes away while it plays
        self.trouble("the sound device is gone")
        self.env["SDL_AUDIODRIVER"] = "invalid"
        self.trouble("no sound", "volume = 40")


if __name__ == "__main__":
    unittest.main()
