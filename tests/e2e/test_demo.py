#!/usr/bin/python3
"""toolchain/demo from outside: pictures of every main screen, and nothing left behind, also when it is interrupted."""
import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from programs import ENVIRONMENT, LITFASS, MEMORY, PATIENCE_S, ROOT, run, until

DEMO = ROOT / "toolchain/demo"


def processes_of(group):
    """Commands of the processes in a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().rsplit(")", 1)
        except OSError:
            continue  # it has just ended
        if int(rest.split()[2]) == group and rest.split()[0] != "Z":
            found.append(name)
    return found


class Demo(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="litfass-e2e-", dir=MEMORY)
        self.addCleanup(scratch.cleanup)
        self.pictures = Path(scratch.name) / "pictures"
        self.temporary = Path(scratch.name) / "tmp"
        self.temporary.mkdir()

    def start(self, *arguments, **environment):
        """In a process group of its own, so that whatever it leaves behind is found."""
        env = {**ENVIRONMENT, "LITFASS_BIN": str(Path(LITFASS).parent), "TMPDIR": str(self.temporary), **environment}
        demo = subprocess.Popen([DEMO, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env=env, start_new_session=True)
        self.addCleanup(lambda: processes_of(demo.pid) and os.killpg(demo.pid, signal.SIGKILL))
        return demo

    def leaves_nothing(self, demo):
        until(lambda: not processes_of(demo.pid), "the end of all processes")
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_headless_draws_every_main_screen_and_ends(self):
        demo = self.start("--headless", self.pictures)
        output, _ = demo.communicate(timeout=4 * PATIENCE_S)
        self.assertEqual(demo.returncode, 0, output)
        screens = run(LITFASS, "snapshot", "--list").stdout.split()
        self.assertLessEqual({f"{screen}.png" for screen in screens}, {path.name for path in self.pictures.iterdir()})
        for path in self.pictures.iterdir():
            self.assertIn(str(path), output)
            self.assertEqual(path.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
            self.assertGreater(path.stat().st_size, 5000)
        self.leaves_nothing(demo)

    def test_interrupted_it_leaves_nothing(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            # The display only has to be named: SDL's dummy driver needs none.
            demo = self.start("--window", DISPLAY=":none")
            for line in demo.stdout:
                if "the board is open" in line:
                    break
            self.assertTrue(processes_of(demo.pid))
            os.killpg(demo.pid, number)  # as Ctrl-C in a terminal does
            self.assertEqual(demo.wait(PATIENCE_S), code, demo.stdout.read())
            demo.stdout.close()
            self.leaves_nothing(demo)

    def test_bad_usage_is_one_line(self):
        for arguments in (["--headless"], ["--fly"]):
            demo = self.start(*arguments)
            output, _ = demo.communicate(timeout=PATIENCE_S)
            self.assertEqual((demo.returncode, output.count("\n")), (64, 1), output)
            self.leaves_nothing(demo)


if __name__ == "__main__":
    unittest.main()
