#!/usr/bin/env python3
"""Asks Python's gettext which plural form each number takes in our catalogs: plurals.py FOLDER-OF-MO > tests/corpus/plurals.tsv

One line a language: the tag and, for n = 0 to 130, the index of the form.
"""
import gettext
import sys

for lang in ("de-simple", "en", "tr", "uk", "ar"):
    with open(f"{sys.argv[1]}/{lang}.mo", "rb") as file:
        catalog = gettext.GNUTranslations(file)
    print(lang, "".join(str(catalog.plural(n)) for n in range(131)), sep="\t")
