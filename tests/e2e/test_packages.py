#!/usr/bin/python3
"""The Debian packages of this build tree (LITFASS_BUILD): what is in them, what lintian says, that the same tree makes the same bytes.
toolchain/check-packages installs them into a Debian of their own."""
import filecmp
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ["LITFASS_BUILD"])
PACKAGES = ("litfass", "litfass-device", "litfass-hub", "litfass-sync")
PROGRAMS = {"litfass": "usr/bin/litfass", "litfass-device": "usr/sbin/litfass-device", "litfass-hub": "usr/bin/litfass-hub",
            "litfass-sync": "usr/bin/litfass-sync"}
STANDING_STILL = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}


def run(*words, **options):
    result = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=250, **options)
    assert result.returncode == 0, f"{words}: {result.stdout[-2000:]}{result.stderr[-2000:]}"
    return result.stdout


def pack(folder):
    """All packages, by name."""
    run("cpack", "-G", "DEB", "-B", folder, "--config", BUILD / "CPackConfig.cmake", env=STANDING_STILL, umask=0o022)
    return {path.name.split("_")[0]: path for path in folder.glob("*.deb")}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="litfass-packages-")
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = Path(scratch.name)
        cls.debs = pack(cls.scratch / "first")

    def files(self, name):
        """Paths of files, with their modes and owners."""
        rows = [line.split(None, 5) for line in run("dpkg-deb", "--contents", self.debs[name]).splitlines()]
        return {row[5].removeprefix("./"): (row[0], row[1]) for row in rows if not row[0].startswith("d")}

    def field(self, name, field):
        return run("dpkg-deb", "--field", self.debs[name], field).strip()

    def test_there_is_one_for_each_program(self):
        self.assertEqual(sorted(self.debs), sorted(PACKAGES))
        for name, program in PROGRAMS.items():
            self.assertEqual(self.files(name).get(program), ("-rwxr-xr-x", "root/root"))

    def test_each_has_what_debian_wants_of_it(self):
        for name in PACKAGES:
            with self.subTest(package=name):
                files = self.files(name)
                section = 8 if name == "litfass-device" else 1
                for wanted in (f"usr/share/doc/{name}/copyright", f"usr/share/doc/{name}/changelog.Debian.gz",
                               f"usr/share/man/man{section}/{name}.{section}.gz", f"usr/lib/systemd/system/{name}.service"):
                    self.assertIn(wanted, files)
                settings = {path for path in files if path.startswith("etc/")}
                self.assertEqual(settings, self.conffiles(name))

    def conffiles(self, name):
        run("dpkg-deb", "--control", self.debs[name], self.scratch / f"control-{name}")
        return {line.removeprefix("/") for line in (self.scratch / f"control-{name}/conffiles").read_text().split()}

    def test_no_two_have_the_same_file(self):
        owners = {}
        for name in PACKAGES:
            for path in self.files(name):
                self.assertIsNone(owners.setdefault(path, None), f"{path} is in {name} and another")
                owners[path] = name

    def test_the_board_needs_what_it_shows_with(self):
        depends, recommends = self.field("litfass", "Depends"), self.field("litfass", "Recommends")
        version = self.field("litfass", "Version")
        for word in (f"litfass-sync (= {version})", "libsdl2-2.0-0", "fonts-sil-andika", "fonts-noto-core", "tzdata"):
            self.assertIn(word, depends)
        self.assertIn("espeak-ng", recommends)
        self.assertNotIn("curl", depends)
        self.assertIn("ca-certificates", self.field("litfass-sync", "Depends"))
        self.assertNotIn("sdl", self.field("litfass-sync", "Depends"))

    def test_an_installed_program_finds_what_ships_with_it(self):
        root = self.scratch / "root"
        for name in PACKAGES:
            run("dpkg-deb", "--extract", self.debs[name], root)
        script = 'show search\nexpect button "Ana sayfa"\n'
        run(root / "usr/bin/litfass", "play", "-", "--lang", "tr", "--cache", self.scratch / "none.db", "--config",
            root / "etc/litfass/litfass.ini", input=script, env={**os.environ, "SDL_VIDEODRIVER": "dummy"})
        for settings, program in (("sync.ini", ("usr/bin/litfass-sync", "status")), ("device.ini", ("usr/sbin/litfass-device",))):
            run(root / program[0], *program[1:], "--config", root / "etc/litfass" / settings, "--print-config")

    def test_lintian_finds_neither_errors_nor_warnings(self):
        # A package that is uploaded nowhere closes no bug of Debian's.
        run("lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags", "initial-upload-closes-no-bugs", *self.debs.values())

    def test_the_same_tree_makes_the_same_bytes(self):
        again = pack(self.scratch / "second")
        for name, path in self.debs.items():
            self.assertTrue(filecmp.cmp(path, again[name], shallow=False), name)


if __name__ == "__main__":
    unittest.main()
