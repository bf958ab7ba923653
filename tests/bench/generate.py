#!/usr/bin/env python3
"""Writes N entries as JSON lines, the way a large neighbourhood (or a whole city) would look to a kiosk.

Usage: generate.py N [--today YYYY-MM-DD] [--changes K] [--words M]

All kinds and topics, about 200 different opening hours, 30 % events of which half recur, names from word lists. The same
arguments give the same bytes. --changes K prints only K entries, with another summary: the import that the sync of K changes needs.
--words M writes names and texts in M made-up words instead, for the search.
"""
import argparse
import datetime
import json
import random

# Out of 100 entries. The rare kinds come first, so that also the smallest set has each of them.
KINDS = [("page", 2), ("survey", 1), ("project", 3), ("notice", 6), ("place", 10), ("organization", 12), ("offer", 14),
         ("service", 22), ("event", 30)]

TOPICS = ["nahversorgung", "wohnen", "betreuung", "energie", "mobilitaet", "begegnung", "pflege", "aerztliche-versorgung", "kultur"]

FIRST = """Anna Ben Carla David Elif Fatma Georg Hanna Ivan Jana Karl Lena Murat Nina Oksana Paul Rosa Selim Tanja Ulrich Vera
Walter Yasmin Zoe Ältje Özlem""".split()
LAST = """Albrecht Bauer Çelik Dietrich Ebert Fischer Groß Haußmann Ihringer Jäger Kaya Lang Müller Nowak Öztürk Petrenko Quast
Roth Schäfer Thoma Uhl Vogt Weiß Yılmaz Ziegler""".split()
STREETS = """Ahornweg Bahnhofstraße Fliederweg Gartenstraße Hauptstraße Kirchgasse Lindenallee Marktplatz Mühlweg Rosenstraße
Schillerstraße Schulstraße Uferweg Wiesenweg Ziegelgasse""".split()
TOWNS = ["Auenstadt", "Auenstadt-Süd", "Oberau", "Unterau", "Talheim"]

WORDS = {
    "service": (["Beratung", "Hilfe", "Sprechstunde", "Begleitung", "Vermittlung", "Ambulanz", "Telefon", "Werkstatt", "Fahrdienst",
                 "Mittagstisch", "Pflegestützpunkt", "Apotheke", "Praxis", "Hofladen", "Kleiderkammer"],
                ["für Familien", "für Ältere", "bei Schulden", "rund ums Wohnen", "zur Pflege", "bei Demenz", "für Zugewanderte",
                 "Strom und Heizung", "im Alltag", "am Lindenplatz", "für Kinder", "ohne Anmeldung"]),
    "event": (["Kaffeeklatsch", "Chorprobe", "Spielenachmittag", "Flohmarkt", "Lesung", "Gymnastik", "Kinoabend", "Nähtreff",
               "Sprachcafé", "Reparaturcafé", "Vernetzungstreffen", "Gartentag", "Konzert", "Vortrag", "Tanztee"],
              ["für alle", "im Saal", "am Vormittag", "mit Kinderbetreuung", "der Nachbarschaft", "unter Bäumen", "am See",
               "mit Gästen", "zum Mitmachen", "zweisprachig"]),
    "offer": (["Bohrmaschine", "Kinderwagen", "Fahrrad", "Bücherkiste", "Leiter", "Gitarre", "Mitfahrt nach Talheim", "Nachhilfe",
               "Gartenplatz", "Raum für Proben", "Einkaufshilfe", "Näharbeiten", "Umzugskartons", "Computerhilfe"],
              ["zu verleihen", "abzugeben", "zum Tausch", "für eine Woche", "gesucht", "in guten Händen", "am Wochenende"]),
    "notice": (["Baustelle", "Sperrung", "Neue Öffnungszeiten", "Dank", "Wasserabstellung", "Stromausfall", "Neuer Fahrplan"],
               ["in der Schulstraße", "am Marktplatz", "ab Montag", "an alle Helfenden", "im Südviertel"]),
    "survey": (["Umfrage", "Ihre Meinung"], ["zum Quartier", "zu den Läden", "zum Spielplatz", "zum Angebot für Ältere"]),
    "project": (["Spielplatz", "Radweg", "Quartiersgarten", "Bürgerbus", "Nachbarschaftshaus", "Marktplatz"],
                ["wird erneuert", "entsteht", "im Umbau", "gemeinsam geplant"]),
    "organization": (["Förderverein", "Genossenschaft", "Kirchengemeinde", "Sportverein", "Stiftung", "Pflegedienst", "Bürgerbank",
                      "Musikverein", "Sozialstation", "Werkgemeinschaft"],
                     ["Südstadt", "Auenstadt", "am Fluss", "Oberau", "Lindenplatz", "Miteinander", "St. Georg"]),
    "place": (["Bürgerhaus", "Bibliothek", "Saal", "Sporthalle", "Begegnungsstätte", "Gemeindezentrum", "Treffpunkt", "Gaststätte"],
              ["Südstadt", "am Markt", "im Park", "Lindenplatz", "Oberau", "am Bahnhof"]),
    "page": (["Wegweiser für", "Fragen und Antworten für", "Rat für"], ["neue Nachbarn", "Eltern", "Ehrenamtliche", "Vereine", "Gäste"]),
}
SENTENCES = """Kommen Sie vorbei, eine Anmeldung ist nicht nötig. Wir nehmen uns Zeit für Sie. Der Eingang ist im Hof.
Bitte bringen Sie Ihren Ausweis mit. Das Angebot ist kostenlos. Wir sprechen auch Türkisch und Ukrainisch.
Rufen Sie uns an, wenn Sie abgeholt werden möchten. Für Kaffee und Kuchen ist gesorgt. Kinder sind willkommen.
Bei schlechtem Wetter treffen wir uns im Saal. Die Gruppe freut sich über neue Gesichter""".replace("\n", " ").split(". ")
OSM_DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
ICAL_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def opening_hours_pool():
    """About 200 different expressions, from plain to the kind with holidays, weeks and seasons."""
    rng = random.Random(200)
    pool = set()
    while len(pool) < 200:
        opens, noon, closes = rng.choice([7, 8, 9, 10]), rng.choice([12, 13]), rng.choice([16, 17, 18, 19, 20])
        half = rng.choice(["00", "30"])
        day, other = sorted(rng.sample(range(5), 2))
        pool.add(rng.choice([
            f"Mo-Fr {opens:02}:{half}-{closes}:00",
            f"Mo-Fr {opens:02}:{half}-{closes}:00; Sa {opens:02}:00-{noon}:{half}; PH off",
            f"Mo-Fr {opens:02}:00-{noon}:{half},14:00-{closes}:{half}; PH off",
            f"{OSM_DAYS[day]},{OSM_DAYS[other]} {opens:02}:{half}-{noon}:00",
            f"{OSM_DAYS[day]}[1,3] {noon + 2}:00-{closes}:{half}",
            f"Apr-Oct: Mo-Su {opens:02}:{half}-{closes}:00; Nov-Mar: Sa,Su {opens + 1:02}:00-{closes - 1}:00",
            f"Mo-Th {opens:02}:00-{closes}:{half}; Fr {opens:02}:00-{noon}:00; SH off; PH off",
            f"Fr,Sa {closes}:00-02:{half}; Su {noon}:00-{closes}:00",
        ]))
    return sorted(pool) + ["24/7"]


ONSETS = "b br d dr f fl fr g gr h k kl kr l m n p pf pl qu r s sch schl schw sp st str t tr v w z".split()
NUCLEI = "a e i o u ä ö ü au ei eu ie".split()
CODAS = ["", "", "", "l", "n", "r", "s", "t", "ch", "ck", "ng", "nd", "rt", "ld", "st", "ss"]


def vocabulary(size):
    """So many German-looking words, a third of them compounds of two shorter ones."""
    rng = random.Random("words")
    words = {}
    while len(words) < size:
        if len(words) > 1000 and rng.random() < 0.35:
            first, second = rng.choice(list_of), rng.choice(list_of)
            word = first + rng.choice(["", "", "s", "n"]) + second.lower()
        else:
            word = "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.choice([1, 2, 2, 3])))
            word = word.capitalize() + rng.choice(["", "", "e", "er", "ung", "en"])
        if 3 < len(word) < 24:
            words[word] = True
        if len(words) <= 1000:
            list_of = list(words)
    return list(words)


class Neighbourhood:
    def __init__(self, today, words=0):
        self.words = vocabulary(words)
        self.today = today
        self.hours = opening_hours_pool()
        self.places = 1
        self.organizations = 1

    def date(self, rng, low, high):
        return self.today + datetime.timedelta(days=rng.randint(low, high))

    def name(self, rng, kind, number):
        what, whom = WORDS[kind]
        tail = rng.choice([rng.choice(whom), rng.choice(whom), f"{rng.choice(whom)} {rng.choice(LAST)}"])
        return f"{rng.choice(what)} {tail} {number}" if number >= 1000 else f"{rng.choice(what)} {tail}"

    def text(self, rng, words):
        return {"de": words, "en": f"English: {words}"} if rng.random() < 0.3 else words

    def address(self, rng):
        return {"street": f"{rng.choice(STREETS)} {rng.randint(1, 140)}", "postal_code": "70999", "locality": rng.choice(TOWNS),
                "latitude": round(48.7 + rng.random() / 10, 5), "longitude": round(9.1 + rng.random() / 10, 5)}

    def contact(self, rng, entry):
        entry["telephone"] = f"+49 30 23125 {rng.randint(0, 999):03}"
        if rng.random() < 0.5:
            entry["contact_name"] = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        if rng.random() < 0.4:
            entry["email"] = f"info{rng.randint(1, 999)}@example.org"

    def event_times(self, rng, entry):
        recurs = rng.random() < 0.5
        start = self.date(rng, -300, 30) if recurs else self.date(rng, -7, 120)
        hour = rng.choice([9, 10, 14, 15, 18, 19, 20])
        entry["start"] = f"{start}T{hour:02}:{rng.choice(['00', '30'])}"
        entry["end"] = f"{start}T{hour + 2:02}:{rng.choice(['00', '15'])}"[:16]
        entry["timezone"] = "Europe/Berlin"
        if entry["end"] <= entry["start"]:
            del entry["end"]
        if recurs:
            day = ICAL_DAYS[start.weekday()]
            nth = min((start.day - 1) // 7 + 1, 4)
            entry["rrule"] = rng.choice([f"FREQ=WEEKLY;BYDAY={day}", f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
                                         f"FREQ=MONTHLY;BYDAY={nth}{day}", f"FREQ=MONTHLY;BYDAY={nth}{day}", "FREQ=YEARLY",
                                         f"FREQ=WEEKLY;BYDAY={day};COUNT={rng.randint(4, 60)}"])
        if rng.random() < 0.02:
            entry["event_status"] = rng.choice(["cancelled", "postponed"])

    def fill(self, rng, entry, kind):
        if kind in ("service", "place", "organization"):
            entry["verified"] = str(self.date(rng, -500, -1))
            self.contact(rng, entry)
        if kind in ("service", "place") and rng.random() < 0.8:
            entry["opening_hours"] = rng.choice(self.hours)
        if kind in ("service", "event", "offer"):
            entry["location"] = f"place-{rng.randrange(self.places)}" if rng.random() < 0.7 else self.address(rng)
            entry["provider"] = f"organization-{rng.randrange(self.organizations)}"
        if kind in ("service", "event", "place") and rng.random() < 0.5:
            entry["accessibility"] = rng.sample(["step-free", "toilet", "hearing-loop", "parking"], rng.randint(1, 3))
        if kind == "service":
            entry["numbers"] = rng.random() < 0.01
            entry["languages"] = rng.sample(["de", "en", "tr", "uk", "ar"], rng.randint(1, 3))
        if kind in ("service", "event") and rng.random() < 0.4:
            entry["free"] = True
        if kind == "event":
            self.event_times(rng, entry)
        if kind == "offer":
            entry["mode"] = rng.choice(["lend", "give", "swap", "ride", "help", "space", "teach"])
            entry["side"] = rng.choice(["offer", "offer", "request"])
        if kind == "place":
            entry["location"] = self.address(rng)
        if kind == "notice":
            entry["priority"] = rng.choice(["info"] * 8 + ["important"])
            entry["visible_from"] = f"{self.date(rng, -90, 0)}T08:00"
        if kind == "survey":
            entry["questions"] = [{"id": "q1", "text": "Wie wohnen Sie hier?", "type": "scale"},
                                  {"id": "q2", "text": "Was fehlt Ihnen?", "type": "multiple",
                                   "options": ["Läden", "Bänke", "Grün", "Ruhe"]}]
        if kind == "project":
            entry["phases"] = [{"name": "Analyse", "state": "done"}, {"name": "Beteiligung und Planung", "state": "active"},
                               {"name": "Umsetzung", "state": "planned"}]

    def entry(self, kind, number):
        rng = random.Random(f"{kind} {number}")  # each entry on its own: it is the same in every size of the neighbourhood
        entry = {"id": f"{kind}-{number}", "kind": kind, "topics": rng.sample(TOPICS, rng.choice([1, 1, 1, 2])),
                 "name": self.text(rng, self.name(rng, kind, number)),
                 "summary": self.text(rng, ". ".join(rng.sample(SENTENCES, 2)) + "."),
                 "description": ". ".join(rng.sample(SENTENCES, rng.randint(3, 6))) + ".",
                 "keywords": rng.sample(FIRST + STREETS, rng.randint(0, 3))}
        self.fill(rng, entry, kind)
        if self.words:  # a few words are everywhere, most are rare
            some = [self.words[int(len(self.words) * rng.random() ** 3)] for _ in range(16)]
            entry["name"] = self.text(rng, f"{some[0]} {some[1]}")
            entry["keywords"] = some[2:4]
            entry["summary"] = " ".join(some[4:8]) + ". " + rng.choice(SENTENCES) + "."
            entry["description"] = " ".join(some[8:]) + ". " + rng.choice(SENTENCES) + "."
        return entry


def counts(total):
    """How many of each kind: at least one, the rest by share, the sum exact."""
    result = {kind: max(1, total * share // 100) for kind, share in KINDS}
    result["event"] += total - sum(result.values())
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 21))
    parser.add_argument("--changes", type=int)
    parser.add_argument("--words", type=int, default=0)
    options = parser.parse_args()
    if options.entries < 20:
        parser.error("at least 20 entries, for one of each kind")

    numbers = counts(options.entries)
    neighbourhood = Neighbourhood(options.today, options.words)
    neighbourhood.places, neighbourhood.organizations = numbers["place"], numbers["organization"]
    if options.changes is None:
        for kind, count in numbers.items():
            for number in range(count):
                print(json.dumps(neighbourhood.entry(kind, number), ensure_ascii=False, separators=(",", ":")))
        return
    kinds = ["service", "event", "offer", "organization", "place"]
    for change in range(options.changes):
        entry = neighbourhood.entry(kinds[change % len(kinds)], change // len(kinds))
        entry["summary"] = f"Geändert: Änderung {change}, heute eingetragen."
        print(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
