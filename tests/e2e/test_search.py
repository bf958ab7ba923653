#!/usr/bin/python3
"""litfass-sync search: what it prints, and how it ends."""
import json
import unittest

from programs import DAY, SYNC, Neighbourhood, run


class Search(Neighbourhood):
    def setUp(self):
        super().setUp()
        self.publish_sample()
        self.configure(self.serve().feed)
        self.assertEqual(self.sync_once().returncode, 0)

    def search(self, *words, cache=None, clock=("--clock", DAY)):
        return run(SYNC, "search", *words, "--cache", cache or self.cache, *clock, cwd=self.scratch)

    def answer(self, *words):
        result = self.search(*words, "--json")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def fails(self, result, code, *words):
        self.assertEqual((result.returncode, result.stdout, result.stderr.count("\n")), (code, "", 1), result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_the_answer_has_what_it_promises(self):
        answer = self.answer("demnez", "--limit", "3")
        self.assertLessEqual({"results", "suggestion"}, set(answer))
        self.assertEqual(answer["suggestion"], "Demenz")
        self.assertEqual(len(answer["results"]), 3)
        first = answer["results"][0]
        self.assertEqual(set(first), {"id", "kind", "name", "score"})
        self.assertEqual((first["id"], first["kind"], first["name"]), ("demenzberatung", "service", "Demenzberatung"))
        scores = [hit["score"] for hit in answer["results"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertGreater(scores[-1], 0)

    def test_nonsense_finds_nothing_and_that_is_no_error(self):
        for query in ("xqzw", "asdfgh", "", "   ", "?!"):
            with self.subTest(query=query):
                answer = self.answer(query)
                self.assertEqual((answer["results"], answer["suggestion"]), ([], None))
        self.assertEqual(self.search("xqzw").stdout, "Nothing found.\n")

    def test_people_get_a_table_in_their_language(self):
        lines = self.search("demnez", "--lang", "en", "--limit", "1").stdout.splitlines()
        self.assertEqual(lines[0], "Did you mean: Demenz")
        self.assertIn("Topics: pflege", lines)
        self.assertEqual([line.endswith("  Dementia advice") for line in lines].count(True), 1, lines)

    def test_topics_are_suggested(self):
        self.assertEqual(self.answer("pflege")["topics"], ["pflege"])

    def test_what_is_over_on_the_day_of_the_clock_is_not_found(self):
        def found(clock):
            result = self.search("Rathaus Aufzug", "--json", clock=("--clock", clock))
            return [hit["id"] for hit in json.loads(result.stdout)["results"]]
        self.assertIn("aufzug-rathaus", found(DAY))
        self.assertNotIn("aufzug-rathaus", found("2027-03-01T12:00"))

    def test_a_wrong_command_line_says_so(self):
        self.fails(self.search(), 64, "search for what")
        self.fails(self.search("a", "b"), 64, "'b' is too much")
        self.fails(self.search("a", "--limit", "0"), 64, "--limit")
        self.fails(self.search("a", cache=self.scratch / "none.db"), 66, "none.db")
        self.fails(run(SYNC, "status", "--limit", "3", "--cache", self.cache), 64, "'search'")

    def test_a_slip_in_the_table_of_words_is_named(self):
        words = self.scratch / "words.txt"
        words.write_text("# a comment\nHandy\n", encoding="utf-8")
        self.fails(self.search("a", "--words", words), 65, f"{words}:2: ")
        self.fails(self.search("a", "--words", self.scratch / "none.txt"), 66, "none.txt")
        words.write_text("Vergissmeinnicht, Demenz\n", encoding="utf-8")
        answer = self.answer("vergissmeinnicht", "--words", words)
        self.assertEqual(answer["results"][0]["id"], "demenzberatung")

    def test_the_index_follows_the_feed(self):
        self.assertEqual(self.answer("Hängebauchschwein")["results"], [])
        self.publish({"id": "tierpark", "kind": "service", "name": "Hängebauchschwein streicheln"})
        self.assertEqual(self.sync_once().returncode, 0)
        self.assertEqual([hit["id"] for hit in self.answer("haengebauchschwein")["results"]], ["tierpark"])


if __name__ == "__main__":
    unittest.main()
