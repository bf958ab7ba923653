"""What a caretaker finds in the hub's lists and forms, over HTTP and without scripts."""
import html
import json
import re
import sqlite3
import unittest

from hubroom import HubRoom, routes
from programs import until


def titles(page):
    return [html.unescape(title) for title in re.findall(r'class="row-link" href="/entries/[a-z0-9-]+">([^<]*)<', page)]


class CaretakerTest(HubRoom):
    def put(self, *entries):
        file = self.dir / "more.jsonl"
        file.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
        self.hub("import", str(file))

    def found(self, words):
        return titles(self.admin.ask("GET", "/entries?kind=page&q=" + "".join(f"%{byte:02X}" for byte in words.encode())).text)


class ListTest(CaretakerTest):
    def test_titles_stand_in_the_order_of_a_dictionary(self):
        names = ["Ärztehaus", "arbeit", "Azubi", "Öffnung", "Oper", "Haus 10", "Haus 9", "Straße", "Strauß", "Zoo", "Übung", "Uhr"]
        self.put(*({"id": f"x{i}", "kind": "page", "name": name} for i, name in enumerate(names)))
        shown = [title for title in titles(self.admin.get("/entries?kind=page").text) if title in names]
        self.assertEqual(shown, ["arbeit", "Ärztehaus", "Azubi", "Haus 9", "Haus 10", "Öffnung", "Oper", "Straße", "Strauß", "Übung",
                                 "Uhr", "Zoo"])

    def test_search_asks_neither_for_capitals_nor_for_umlauts(self):
        self.put({"id": "x", "kind": "page", "name": {"de": "Ärztehaus Süd: 24 Stunden, 100 % da", "en": "Doctors"}},
                 {"id": "y", "kind": "page", "name": {"tr": "Yalnız", "en": "Alone"}})
        for words in ("ärzte", "ÄRZTE", "arztehaus", "süd 24", "100 %", "haus s"):
            self.assertEqual(self.found(words), ["Ärztehaus Süd: 24 Stunden, 100 % da"], words)
        for words in ("süd 25", "%%", "doctors"):
            self.assertEqual(self.found(words), [], words)
        self.assertEqual(self.found("alon"), ["Alone"])  # without German its first language


class WayTest(HubRoom):
    def test_every_page_that_stands_by_itself_is_reached_from_the_overview(self):
        alone = {path for method, path, role, flags in routes() if method == "GET" and "{}" not in path and role != "NOBODY"
                 and not re.search("MACHINE|HALFWAY", flags)}
        seen, ahead = set(), ["/"]
        while ahead:
            path = ahead.pop()
            seen.add(path)
            ahead += {link for link in re.findall(r'href="(/[a-z/-]*)["?]', self.admin.get(path).text)} & alone - seen - set(ahead)
        self.assertEqual(alone - seen, {"/account/second-factor/qr"})  # a picture


class FormTest(CaretakerTest):
    def test_what_is_there_already_is_named_before_it_is_there_twice(self):
        self.put({"id": "x", "kind": "service", "name": "Café Zukunft", "telephone": "+49 711 123456"})
        for typed in ({"name.de": "CAFÉ Zukunft"}, {"name.de": "Etwas anderes", "telephone": "0711/123456"}):
            answer = self.admin.post("/entries/new/service", {**typed, "save": "publish"})
            self.assertEqual(answer.status, 422)
            self.assertIn('<a href="/entries/x">Café Zukunft</a>', answer.text)
        self.assertEqual(self.admin.post("/entries/new/service", {"name.de": "Café Zukunft", "anyway": "1", "save": "publish"}).status, 303)

    def test_an_editor_with_one_organisation_finds_it_filled_in(self):
        person = self.join("emil@example.org", "Emil", "editor")
        self.assertEqual(self.admin.post("/people/2", {"name": "Emil", "role": "editor", "organization": "nachbarschaftsverein"}).status, 303)
        self.assertRegex(person.get("/entries/new/event").text, r'<option value="nachbarschaftsverein" selected>')


class OldThingsTest(CaretakerTest):
    def change(self, sql):
        with sqlite3.connect(self.hub_dir / "hub.db", timeout=20) as hub:
            return hub.execute(sql).fetchall()

    def test_the_bin_keeps_for_thirty_days_and_no_longer(self):
        self.pair_board()
        for entry in ("demenzberatung", "energieberatung"):
            self.assertEqual(self.admin.post(f"/entries/{entry}/drop", page="/account").status, 303)
        self.change("UPDATE bin SET at = unixepoch() - 86400 * iif(id = 'demenzberatung', 31, 29)")
        self.change("INSERT INTO message (id, screen, kind, received, line, is_done) VALUES"
                    " ('old', 1, 'idea', unixepoch() - 401 * 86400, '', 1), ('unread', 1, 'idea', unixepoch() - 401 * 86400, 'x', 0)")
        self.server.terminate()
        self.server.wait(20)
        self.serve()
        self.admin.host = self.host
        until(lambda: "/bin/demenzberatung/" not in self.admin.get("/bin").text)
        self.assertIn("/bin/energieberatung/", self.admin.get("/bin").text)
        self.assertEqual(self.change("SELECT id FROM message"), [("unread",)])

    def test_the_overview_reminds_of_what_nobody_has_checked_for_long(self):
        self.put({"id": "x", "kind": "service", "name": "Alte Nummer", "verified": "2020-01-31"},
                 {"id": "y", "kind": "service", "name": "Neue Nummer", "verified": "today"})
        self.assertIn("Alte Nummer</a> – zuletzt geprüft am 31.1.2020", self.admin.get("/").text)
        self.assertIn("Alte Nummer", titles(self.admin.get("/entries?state=check").text))
        self.assertNotIn("Neue Nummer", titles(self.admin.get("/entries?state=check").text))
        page = self.admin.get("/entries/x").text
        self.assertRegex(page, r'(?s)name="here" value="/entries/x">.{,60}<button [^>]*name="action" value="verified"')
        form = {"id": "x", "action": "verified", "here": "/entries/x"}
        self.assertEqual(self.admin.post("/entries/several", form, page="/entries/x").location, "/entries/x")
        self.assertNotIn("Alte Nummer</a> – zuletzt geprüft", self.admin.get("/").text)


if __name__ == "__main__":
    unittest.main()
