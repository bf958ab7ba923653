#!/usr/bin/python3
"""Root's door: verbs, who may use them, and what others throw at it."""
import json
import os
import socket
import stat
import unittest

from fakeboard import BoardCase
from programs import kernel_has_landlock

NOBODY = 65534
OTHER = NOBODY if os.getuid() == 0 else None  # somebody who is not root


# A helper that says what it may not do.
PROBE = """#!/usr/bin/python3
import os, socket, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
own = here + "/../root/dev/script"

def run_what_is_written():
    with open(own, "w") as script:
        script.write("#!/bin/sh\\n")
    os.chmod(own, 0o755)
    subprocess.run([own], check=True)

for name, probe in {"secret": lambda: open("/etc/shadow"), "write": lambda: open(here + "/new", "w"), "run": run_what_is_written,
                    "internet": lambda: socket.socket(socket.AF_INET)}.items():
    try:
        probe()
    except PermissionError:
        print(name, end=" ")
print("-")
sys.exit(3)
"""


class DoorTest(BoardCase):
    def setUp(self):
        super().setUp()
        self.put("/sys/class/backlight/panel/max_brightness", 100)
        self.put("/sys/class/backlight/panel/brightness", 100)
        self.put("/sys/class/backlight/panel/bl_power", 0)

    def may(self, **verbs):
        """Starts with these verbs open for somebody who is not root."""
        self.start(access={name: who for name, who in verbs.items()})

    def test_status_answers_what_the_file_says(self):
        self.start()
        answer = self.verb("status")
        self.assertTrue(answer["ok"])
        self.assertEqual(answer["status"].keys(), self.status().keys())

    def test_only_who_is_named_may(self):
        who = str(NOBODY if OTHER else os.getuid())
        self.may(display=who, status="@nogroup" if OTHER else who)
        self.assertEqual(self.verb("display", "off", user=OTHER), {"ok": True})
        self.assertTrue(self.verb("status", user=OTHER)["ok"])
        for verb in ("reboot", "restart", "volume", "cleaning", "network", "update"):
            answer = self.verb(verb, "app", user=OTHER)
            self.assertEqual((answer["ok"], answer["error"]), (False, "denied"), verb)
        self.assertEqual(self.calls(), [])
        self.assertIn("denied to user", self.said())

    def test_the_screen_can_be_switched_until_the_place_opens_or_closes(self):
        self.start("2026-11-20T18:00", place={"hours": "Mo-Fr 08:00-18:00"})
        self.assertEqual(self.verb("display", "off"), {"ok": True})
        self.assertEqual(self.take("/sys/class/backlight/panel/bl_power"), "4")
        self.assertEqual(self.status()["display"]["why"], "asked")
        self.verb("display", "auto")
        self.assertEqual(self.take("/run/litfass/display"), "on")
        self.verb("display", "off")
        self.wait(20 * 60)  # closed, and a quarter of an hour more
        self.assertEqual(self.status()["display"]["why"], "closed")
        self.assertEqual(self.verb("display", "sideways")["error"], "argument")

    def test_cleaning_keeps_the_light_on_and_ends_by_itself(self):
        self.start()
        self.verb("display", "off")
        self.verb("cleaning", "on")
        self.assertEqual(self.take("/run/litfass/display"), "cleaning")
        self.wait(25)
        self.assertEqual(self.take("/run/litfass/display"), "cleaning")
        self.wait(10)
        self.assertEqual(self.take("/run/litfass/display"), "off")
        self.verb("cleaning", "on")
        self.verb("cleaning", "off")
        self.assertEqual(self.take("/run/litfass/display"), "off")

    def test_volume_goes_to_the_mixer(self):
        self.start()
        self.assertEqual(self.verb("volume", "40"), {"ok": True})
        self.assertEqual(self.calls("amixer")[-1]["words"], ["amixer", "-q", "-M", "sset", "Master", "40%", "unmute"])
        for bad in ("101", "-1", "laut", "", "40%"):
            self.assertEqual(self.verb("volume", bad)["error"], "argument", bad)
        self.answers("amixer", "amixer: Unable to find simple control 'Master',0\n", code=1)
        answer = self.verb("volume", "40")
        self.assertEqual(answer["error"], "failed")
        self.assertIn("Unable to find", answer["why"])

    def test_programs_can_be_started_anew_and_the_board_too(self):
        self.start()
        for verb, arg, words in (("restart", "app", ["restart", "litfass.service"]), ("restart", "sync", ["restart", "litfass-sync.service"]),
                                 ("reboot", None, ["reboot"])):
            self.assertEqual(self.verb(verb, arg), {"ok": True})
            self.wait(0)
            self.assertEqual(self.calls("systemctl")[-1]["words"], ["systemctl", "--no-block", *words])
        self.assertEqual(self.verb("restart", "../sshd")["error"], "argument")

    def test_networks_are_listed(self):
        self.start()
        self.answers("nmcli", " :Nachbar:30:WPA2\n*:Treff\\: Süd:70:WPA2\n :Café:90:\n")
        networks = self.verb("network", "list")["networks"]
        self.assertEqual([(n["ssid"], n["signal"], n["secure"], n["in_use"]) for n in networks],
                         [("Treff: Süd", 70, True, True), ("Café", 90, False, False), ("Nachbar", 30, True, False)])

    def test_a_passphrase_is_in_no_argument_no_environment_and_no_log(self):
        self.start()
        self.assertEqual(self.verb("network", "join", ssid="Treff", passphrase="sehr geheim"), {"ok": True})
        call = self.calls("nmcli")[-1]
        self.assertEqual(call["words"], ["nmcli", "--ask", "device", "wifi", "connect", "Treff"])
        self.assertEqual(call["heard"], "sehr geheim\n")
        self.assertEqual(call["names"], ["LC_ALL", "PATH"])
        self.answers("nmcli", "Error: Secrets were required, but not provided.\n", code=4)
        self.assertEqual(self.verb("network", "join", ssid="Treff", passphrase="sehr geheim")["error"], "failed")
        for bad in ({"ssid": "--help"}, {"ssid": ""}, {"ssid": "Treff", "passphrase": "kurz"}, {}):
            self.assertEqual(self.verb("network", "join", **bad)["error"], "argument", bad)
        self.assertNotIn("geheim", self.said())
        self.assertNotIn("geheim", self.take("/run/litfass/device.json"))

    def test_the_command_line_passes_a_passphrase_through_standard_input(self):
        self.start()
        result = self.command("call", "network", "join", "Treff", stdin="sehr geheim\n")
        self.assertEqual((result.returncode, json.loads(result.stdout)), (0, {"ok": True}))
        self.assertEqual(self.calls("nmcli")[-1]["heard"], "sehr geheim\n")

    def test_an_update_is_installed_from_its_folders_only(self):
        self.put("/var/lib/litfass/updates/neu.raucb", "bundle")
        self.put("/etc/shadow", "secret")
        os.symlink(self.path("/etc/shadow"), self.path("/var/lib/litfass/updates/link.raucb"))
        self.start()
        for bad in ("/etc/shadow", "/var/lib/litfass/updates/../../../../etc/shadow", "/var/lib/litfass/updates/link.raucb", "neu.raucb",
                    "/var/lib/litfass/updates", "/var/lib/litfass/updates/none", ""):
            self.assertEqual(self.verb("update", bad)["error"], "argument", bad)
        self.assertEqual(self.calls("rauc"), [])
        self.assertEqual(self.verb("update", "/var/lib/litfass/updates/neu.raucb"), {"ok": True})
        self.wait(5)
        self.assertEqual(self.calls("rauc")[-1]["words"], ["rauc", "install", str(self.path("/var/lib/litfass/updates/neu.raucb"))])
        self.assertEqual(self.status()["update"]["state"], "done")
        self.answers("rauc", "signature verification failed\n", code=1)
        self.verb("update", "/var/lib/litfass/updates/neu.raucb")
        self.wait(5)
        self.assertEqual(self.status()["update"]["state"], "failed")
        self.assertIn("signature", self.status()["update"]["why"])
        self.assertIn("update-failed", self.status()["problems"])

    def test_a_program_that_is_not_installed_is_an_answer(self):
        (self.bin / "amixer").unlink()
        self.start(programs={"path": str(self.bin)})
        self.assertEqual(self.verb("volume", "1")["error"], "failed")

    def refused(self, switch):
        """What a helper of a litfass-device with this [sandbox] on is refused: it is as confined as who started it."""
        (self.bin / "amixer").write_text(PROBE)
        self.start(sandbox={"on": switch})
        answer = self.verb("volume", "40")
        self.device.end()
        return set(answer["why"].removeprefix("amixer: exit code 3: ").split())

    def test_neither_it_nor_its_helpers_read_secrets_call_out_or_run_what_they_wrote(self):
        always = {"-"} if os.getuid() == 0 else {"-", "secret"}
        self.assertEqual(self.refused("no"), always)
        files = {"secret", "write", "run"} if kernel_has_landlock() else set()
        print("files are closed by Landlock" if files else "this kernel has no Landlock: that files are closed is NOT CHECKED")
        self.assertEqual(self.refused("yes"), always | files | {"internet"})

    def test_nonsense_gets_one_line_and_nothing_breaks(self):
        self.start()
        for junk in (b"\n", b"status\n", b"{\"verb\":\n", b"\xff\xfe\n", b"[" * 1000 + b"\n", b"{\"verb\":\"" + b"x" * 500 + b"\"}\n",
                     b"{\"verb\":\"dance\"}\n", b"{\"verb\":\"status\",\"also\":\"x\"}\n", b"x" * 100000):
            answer = self.ask(junk)
            self.assertFalse(answer["ok"], junk[:20])
            self.assertIn(answer["error"], ("request", "unknown"))
        self.assertTrue(self.verb("status")["ok"])

    def test_several_requests_of_one_caller_are_answered_in_order(self):
        self.start()
        answers = self.ask({"verb": "volume", "arg": "10"}, {"verb": "dance"}, {"verb": "volume", "arg": "20"}, {"verb": "status"})
        self.assertEqual([answer["ok"] for answer in answers], [True, False, True, True])
        self.assertEqual([call["words"][5] for call in self.calls("amixer")], ["10%", "20%"])

    def test_who_says_nothing_is_hung_up_on_and_the_next_is_served(self):
        self.start()
        silent = []
        for _ in range(12):  # more than there are places
            silent.append(socket.socket(socket.AF_UNIX))
            silent[-1].connect(str(self.path("/run/litfass/device.sock")))
        self.wait(31)
        self.wait(31)
        for one in silent:
            one.settimeout(5)
            self.assertEqual(one.recv(1), b"")
            one.close()
        self.assertTrue(self.verb("status")["ok"])

    def test_who_leaves_before_the_answer_harms_nobody(self):
        self.start()
        for _ in range(5):
            gone = socket.socket(socket.AF_UNIX)
            gone.connect(str(self.path("/run/litfass/device.sock")))
            gone.send(b'{"verb":"network","arg":"list"}\n')
            gone.close()
        self.wait(1)
        self.assertTrue(self.verb("status")["ok"])

    def test_the_socket_of_a_former_run_is_replaced(self):
        self.start()
        self.device.end(9)
        self.start()
        self.assertTrue(stat.S_ISSOCK(self.path("/run/litfass/device.sock").stat().st_mode))
        self.assertTrue(self.verb("status")["ok"])

    def test_call_ends_with_a_code_for_each_kind_of_answer(self):
        self.assertEqual(self.command("call", "status").returncode, 69)
        self.start()
        for words, code in ((("status",), 0), (("display", "on"), 0), (("display", "up"), 64), (("dance",), 64), ((), 64),
                            (("network", "join", "a", "b"), 64)):
            self.assertEqual(self.command("call", *words).returncode, code, words)
        self.answers("amixer", "", code=1)
        self.assertEqual(self.command("call", "volume", "3").returncode, 1)


if __name__ == "__main__":
    unittest.main()
