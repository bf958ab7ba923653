"""Whose what is: every form that editors may send, sent by an editor of one organisation about what belongs to another; what the log
says about people; and that the table of routes which these tests read is the whole one."""
import hashlib
import json
import re
import sqlite3
import unittest
import urllib.parse

from hubroom import PASSWORD, ROUTE, Browser, HubRoom, chapters, routes

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Forms of editors about what is nobody's in particular: letters to the house, words that found nothing, a look at what was typed.
HOUSE = {"/inbox/words", "/inbox/{}/entry", "/entries/new/{}/preview", "/entries/{}/preview"}


class RightsTest(HubRoom):
    """Bea edits for the organisation that advises on dementia. `foreign` and `gone` are another one's."""

    def setUp(self):
        super().setUp()
        with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
            (own,), = hub.execute("SELECT provider FROM entry WHERE id = 'demenzberatung'")
            (self.foreign,), (self.gone,) = hub.execute(
                "SELECT id FROM entry WHERE kind = 'service' AND provider <> ? ORDER BY id LIMIT 2", (own,))
        invitation = self.admin.post("/people/invite", {"email": "bea@example.org", "role": "editor", "organization": own})
        link = re.search(r"/invitation/[0-9a-f]{64}", invitation.text).group(0)
        self.bea = Browser(self.host)
        self.assertEqual(self.bea.post(link, {"name": "Bea", "password": PASSWORD}).status, 303)
        self.token = self.bea.token("/account")

    def send(self, path, form):
        return self.bea.ask("POST", path, urllib.parse.urlencode({"csrf": self.token, **form}), FORM)

    def rows(self, sql, *values):
        with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
            return hub.execute(sql, values).fetchall()

    def base(self, entry):
        (line,), = self.rows("SELECT line FROM entry WHERE id = ?", entry)
        return hashlib.sha256(line.encode()).hexdigest()

    def prepare(self):
        """A foreign entry with a past, another in the bin, a report about the first; what each form would need to do harm."""
        form = {"base": self.base(self.foreign), "save": "publish", "contact_name": "Frau Amt"}
        self.assertEqual(self.admin.post("/entries/" + self.foreign, form, page="/account").status, 303)
        self.assertEqual(self.admin.post(f"/entries/{self.gone}/drop", page="/account").status, 303)
        board = self.pair_board()
        report = board.sealed("report", {"entry": self.foreign, "field": "gone", "text": "Quarkkeulchen"})
        board.send(report)
        (number,), = self.rows("SELECT max(number) FROM audit WHERE object = ?", self.foreign)
        (line,), = self.rows("SELECT line FROM entry WHERE id = ?", self.foreign)
        provider = json.loads(line)["provider"]
        base = self.base(self.foreign)
        return {
            "/entries/{}": (f"/entries/{self.foreign}", {"base": base, "save": "publish", "contact_name": "Bea"}),
            "/entries/{}/drop": (f"/entries/{self.foreign}/drop", {}),
            "/entries/{}/undo/{}": (f"/entries/{self.foreign}/undo/{number}", {}),
            "/entries/{}/return/{}": (f"/entries/{self.foreign}/return/{number}", {}),
            "/entries/several": ("/entries/several", {"id": self.foreign, "action": "drop", "here": "/entries"}),
            "/entries/new/{}": ("/entries/new/service", {"name.de": "Neu", "provider": provider, "save": "publish"}),
            "/bin/{}/restore": (f"/bin/{self.gone}/restore", {}),
            "/inbox/{}/settle": (f"/inbox/{report['id']}/settle", {}),
        }

    def state(self):
        return (self.hub("export").stdout, self.rows("SELECT entry, line FROM draft"), self.rows("SELECT id FROM bin"),
                self.rows("SELECT id, is_done FROM message"))

    def test_every_form_of_editors_leaves_what_is_anothers(self):
        harm = self.prepare()
        ours = {pattern for method, pattern, role, _ in routes() if method == "POST" and role == "EDITOR"}
        self.assertEqual(ours, set(harm) | HOUSE)  # a new form needs its row here
        path, form = harm["/entries/{}"]
        harm["as a draft"] = (path, {**form, "save": "draft"})
        (other,), = self.rows("SELECT id FROM entry WHERE kind = 'organization' AND id NOT IN"
                              " (SELECT organization FROM person_organization) LIMIT 1")
        harm["given away"] = ("/entries/demenzberatung",
                              {"base": self.base("demenzberatung"), "save": "publish", "provider": other})
        before = self.state()
        for name, (path, form) in harm.items():
            with self.subTest(form=name):
                answer = self.send(path, form)
                if name == "/entries/several":
                    self.assertIn("1 nicht geändert", self.bea.get("/entries").text)
                else:
                    self.assertEqual(answer.status, 403, answer.text)
                self.assertEqual(self.state(), before)

    def test_reports_are_read_by_those_who_can_mend_them(self):
        self.prepare()
        self.assertIn("Quarkkeulchen", self.admin.get("/inbox").text)
        for page in ("/inbox", "/entries/" + self.foreign):
            self.assertNotIn("Quarkkeulchen", self.bea.get(page).text)

    def test_what_the_log_says_about_people_is_for_admins(self):
        self.assertIn("bea@example.org", self.admin.get("/audit").text)
        for thing in ("bea@example.org", "bea%40example.org", "person%202", "person%201"):
            answer = self.bea.get(f"/entries/{thing}/history")
            self.assertNotRegex(answer.text, r"editor|Angemeldet(?! als)|eingeladen", thing)


class TableTest(unittest.TestCase):
    def test_the_table_of_routes_is_the_whole_one(self):
        rows = sum(len(re.findall(r"\{METHOD_", chapter.read_text())) for chapter in chapters())
        self.assertEqual(len(routes()), rows)
        source = "".join(chapter.read_text() for chapter in chapters())
        listed = (chapters()[0].parent / "chapters.c").read_text()
        for table in re.findall(r"^const struct route (\w+)\[\]", source, re.M):
            self.assertIn(f"    {table},", listed)
        self.assertEqual(len(ROUTE.findall(source)), rows)


if __name__ == "__main__":
    unittest.main()
