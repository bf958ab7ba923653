#!/usr/bin/python3
"""Asks CLDR, through Babel, for the plural forms and dates of our languages: cldr.py plurals|dates > tests/corpus/catalog/cldr-….tsv

plurals: the tag and, for n = 0 to 130, the index of the gettext form (as plurals.py has it, from another source).
dates: tag, day, "Saturday, 21 November" (CLDR's full date without the year), "21 November 2026" (its long date), "November" (the
month by itself, as a calendar's head has it), "Saturday" and "Sat". What we do otherwise is done here: Ukrainian writes "року" out
and begins its heads and short weekdays with a capital; Arabic uses the digits of the country, which Babel does too.
"""
import datetime
import re
import sys

from babel import Locale, dates

LOCALES = {"de": "de", "en": "en_GB", "tr": "tr", "uk": "uk", "ar": "ar"}
FORMS = {"de": ["one", "other"], "en": ["one", "other"], "tr": ["one", "other"], "uk": ["one", "few", "many"],
         "ar": ["zero", "one", "two", "few", "many", "other"]}


def plurals():
    for tag in ("de", "en", "tr", "uk", "ar"):
        form = Locale.parse(LOCALES[tag]).plural_form
        print("de-simple" if tag == "de" else tag, "".join(str(FORMS[tag].index(form(n))) for n in range(131)), sep="\t")


def days():
    for month in range(1, 13):
        for day in (1, 2, 11, 21, 28):
            yield datetime.date(2026, month, day)


def say_dates():
    for tag, name in LOCALES.items():
        locale = Locale.parse(name)
        full = dates.get_date_format("full", locale).pattern
        without_year = re.sub(r"\s*y+(\s*'р'\.)?", "", full)
        for day in days():
            head = dates.format_date(day, "LLLL", locale)
            brief = locale.days["stand-alone"]["abbreviated"][day.weekday()]
            if tag == "uk":
                head, brief = head.capitalize(), brief.capitalize()
            print(tag, day, dates.format_date(day, without_year, locale),
                  dates.format_date(day, "long", locale).replace(" р.", " року"), head,
                  locale.days["format"]["wide"][day.weekday()], brief, sep="\t")


{"plurals": plurals, "dates": say_dates}[sys.argv[1]]()
