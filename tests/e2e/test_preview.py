#!/usr/bin/env python3
"""The preview is the board's own picture, and proposals wait until somebody takes them."""
import re
import sqlite3
import struct
import unittest

from hubroom import Browser, HubRoom, PASSWORD
from programs import until


class PreviewTest(HubRoom):
    def picture(self, view):
        page = self.admin.get("/entries/demenzberatung").text
        address = re.search(r'<img src="(/preview/[0-9a-f]{64}/)normal\.png"', page).group(1)
        return self.admin.get(address + view + ".png")

    def test_every_view_is_a_picture_by_the_board(self):
        sizes = {}
        for view in ("normal", "large", "contrast", "simple", "portrait"):
            answer = self.picture(view)
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "image/png"), view)
            sizes[view] = struct.unpack(">II", answer.body[16:24])
        self.assertEqual(sizes["normal"], (1280, 720))
        self.assertEqual(sizes["portrait"], (720, 1280))
        self.assertNotEqual(self.picture("normal").body, self.picture("contrast").body)
        self.assertEqual(list((self.hub_dir / "preview").glob("draw-*")), [])

    def test_only_what_was_kept_can_be_asked_for(self):
        self.assertEqual(self.admin.get("/preview/" + "0" * 64 + "/normal.png").status, 404)
        self.assertEqual(self.admin.get("/preview/..%2F..%2Fhub.db/normal.png").status, 404)
        self.picture("normal")
        address = next((self.hub_dir / "preview").glob("*.json")).stem
        self.assertEqual(self.admin.get(f"/preview/{address}/huge.png").status, 404)

    def test_what_is_typed_can_be_seen_before_it_is_saved(self):
        form = {"name.de": "Demenzberatung am Park", "base": ""}
        answer = self.admin.post("/entries/demenzberatung/preview", form, page="/entries/demenzberatung")
        self.assertEqual(answer.status, 200)
        address = re.search(r'"image":"([^"]+)"', answer.text).group(1)
        self.assertEqual(self.admin.get(address).status, 200)
        self.assertNotIn("am Park", self.admin.get("/entries/demenzberatung").text)


class ApprovalTest(HubRoom):
    """Bea edits for the organization that offers the advice on dementia, and somebody has to agree."""

    def setUp(self):
        super().setUp()
        with sqlite3.connect(self.hub_dir / "hub.db") as hub:
            (self.organization,), = hub.execute("SELECT provider FROM entry WHERE id = 'demenzberatung'")
            (self.foreign,), = hub.execute("SELECT id FROM entry WHERE kind = 'service' AND provider <> ? LIMIT 1",
                                           (self.organization,))
        invitation = self.admin.post("/people/invite", {"email": "bea@example.org", "role": "editor",
                                                        "organization": self.organization})
        link = re.search(r"/invitation/[0-9a-f]{64}", invitation.text).group(0)
        self.editor = Browser(self.host)
        self.assertEqual(self.editor.post(link, {"name": "Bea", "password": PASSWORD}).status, 303)

    def save(self, browser, entry, **fields):
        page = browser.get("/entries/" + entry).text
        base = re.search(r'name="base" value="([0-9a-f]*)"', page).group(1)
        return browser.post("/entries/" + entry, {"base": base, "save": "publish", **fields})

    def line(self, entry="demenzberatung"):
        with sqlite3.connect(self.hub_dir / "hub.db") as hub:
            (line,), = hub.execute("SELECT line FROM entry WHERE id = ?", (entry,))
        return line

    def proposals(self):
        return re.findall(r"/approvals/(\d+)/approve", self.admin.get("/approvals").text)

    def test_a_proposal_changes_nothing_until_it_is_approved(self):
        self.assertEqual(self.save(self.editor, "demenzberatung", telephone="030 23125 999").status, 303)
        self.assertNotIn("999", self.line())
        self.assertIn("Freigaben (1)", self.admin.get("/").text)
        number, = self.proposals()
        self.assertEqual(self.editor.post(f"/approvals/{number}/approve", page="/approvals").status, 403)
        self.assertEqual(self.admin.post(f"/approvals/{number}/approve", page="/approvals").status, 303)
        self.assertIn("999", self.line())
        until(lambda: "999" in self.hub("export").stdout)

    def test_a_proposal_that_is_sent_back_stays_as_a_draft_with_the_word(self):
        self.save(self.editor, "demenzberatung", telephone="030 23125 999")
        number, = self.proposals()
        self.assertEqual(self.admin.post(f"/approvals/{number}/reject", {"note": "Bitte mit Durchwahl"},
                                         page="/approvals").status, 303)
        self.assertNotIn("999", self.line())
        self.assertEqual(self.proposals(), [])
        self.assertIn("Bitte mit Durchwahl", self.editor.get("/entries/demenzberatung").text)

    def test_who_is_trusted_publishes_without_asking_but_only_what_is_theirs(self):
        form = {"name": "Bea", "role": "editor", "organization": self.organization, "is_trusted": "1"}
        self.assertEqual(self.admin.post("/people/2", form).status, 303)
        self.assertEqual(self.save(self.editor, "demenzberatung", telephone="030 23125 999").status, 303)
        self.assertIn("999", self.line())
        self.assertEqual(self.proposals(), [])
        self.assertRegex(self.admin.get("/").text, "Bea, [^:]+: <a href=\"/entries/demenzberatung\">")  # who did what
        before = self.line(self.foreign)
        self.assertEqual(self.editor.post("/entries/" + self.foreign, {"base": "", "save": "publish"},
                                          page="/entries/demenzberatung").status, 403)
        self.assertEqual(self.line(self.foreign), before)

    def test_what_belongs_to_others_is_not_an_editors_to_change(self):
        before = self.line(self.foreign)
        answer = self.editor.post("/entries/" + self.foreign, {"base": "", "save": "publish", "telephone": "030 23125 999"},
                                  page="/entries/demenzberatung")
        self.assertEqual(answer.status, 403)
        self.assertEqual(self.line(self.foreign), before)
        self.assertEqual(self.proposals(), [])


if __name__ == "__main__":
    unittest.main()
