/* One row per holiday, Land and span of years. Rules instead of a table of years: a screen that hangs for ten years keeps its
 * holidays. The laws behind the rows are named in assets/holidays/README.md. */
#include "feed/holidays.h"

#include "base/civil.h"
#include "base/compiler.h"

#include <string.h>
#include <strings.h>

/* clang-format off */
enum { BW = 1 << LAND_BW, BY = 1 << LAND_BY, BE = 1 << LAND_BE, BB = 1 << LAND_BB, HB = 1 << LAND_HB, HH = 1 << LAND_HH,
       HE = 1 << LAND_HE, MV = 1 << LAND_MV, NI = 1 << LAND_NI, NW = 1 << LAND_NW, RP = 1 << LAND_RP, SL = 1 << LAND_SL,
       SN = 1 << LAND_SN, ST = 1 << LAND_ST, SH = 1 << LAND_SH, TH = 1 << LAND_TH, ALL = (1 << LAND_COUNT) - 1,
       OLD_LAENDER = ALL & ~(BB | MV | SN | ST | TH) };
/* clang-format on */

enum anchor { FIXED, EASTER, REPENTANCE };

struct holiday {
  const char *name;
  enum anchor anchor;
  int month, day; /* FIXED: the date; EASTER: day is the distance from Easter Sunday */
  int first_year, last_year;
  unsigned lands; /* bits; 0 for holidays that are only local */
  unsigned local; /* enum local_holiday that brings it to `local_lands` */
  unsigned local_lands;
};

enum { ALWAYS = 0, FOREVER = 9999 };

static const struct holiday holidays[] = {
    {"Neujahr", FIXED, 1, 1, ALWAYS, FOREVER, ALL, 0, 0},
    {"Heilige Drei Könige", FIXED, 1, 6, ALWAYS, FOREVER, BW | BY | ST, 0, 0},
    {"Frauentag", FIXED, 3, 8, 2019, FOREVER, BE, 0, 0},
    {"Frauentag", FIXED, 3, 8, 2023, FOREVER, MV, 0, 0},
    {"Karfreitag", EASTER, 0, -2, ALWAYS, FOREVER, ALL, 0, 0},
    {"Ostersonntag", EASTER, 0, 0, ALWAYS, FOREVER, BB, 0, 0},
    {"Ostermontag", EASTER, 0, 1, ALWAYS, FOREVER, ALL, 0, 0},
    {"Tag der Arbeit", FIXED, 5, 1, ALWAYS, FOREVER, ALL, 0, 0},
    {"Tag der Befreiung", FIXED, 5, 8, 2020, 2020, BE, 0, 0},
    {"Tag der Befreiung", FIXED, 5, 8, 2025, 2025, BE, 0, 0},
    {"Tag der deutschen Einheit", FIXED, 6, 17, 1954, 1990, OLD_LAENDER, 0, 0},
    {"Tag des Volksaufstandes", FIXED, 6, 17, 2028, 2028, BE, 0, 0},
    {"Christi Himmelfahrt", EASTER, 0, 39, ALWAYS, FOREVER, ALL, 0, 0},
    {"Pfingstsonntag", EASTER, 0, 49, ALWAYS, FOREVER, BB, 0, 0},
    {"Pfingstmontag", EASTER, 0, 50, ALWAYS, FOREVER, ALL, 0, 0},
    {"Fronleichnam", EASTER, 0, 60, ALWAYS, FOREVER, BW | BY | HE | NW | RP | SL, LOCAL_CORPUS_CHRISTI, SN | TH},
    {"Friedensfest", FIXED, 8, 8, ALWAYS, FOREVER, 0, LOCAL_PEACE_FESTIVAL, BY},
    {"Mariä Himmelfahrt", FIXED, 8, 15, ALWAYS, FOREVER, SL, LOCAL_ASSUMPTION, BY},
    {"Weltkindertag", FIXED, 9, 20, 2019, FOREVER, TH, 0, 0},
    {"Tag der Deutschen Einheit", FIXED, 10, 3, 1990, FOREVER, ALL, 0, 0},
    {"Reformationstag", FIXED, 10, 31, ALWAYS, FOREVER, BB | MV | SN | ST | TH, 0, 0},
    {"Reformationstag", FIXED, 10, 31, 2017, 2017, ALL, 0, 0},
    {"Reformationstag", FIXED, 10, 31, 2018, FOREVER, HB | HH | NI | SH, 0, 0},
    {"Allerheiligen", FIXED, 11, 1, ALWAYS, FOREVER, BW | BY | NW | RP | SL, 0, 0},
    {"Buß- und Bettag", REPENTANCE, 0, 0, 1990, 1994, ALL, 0, 0},
    {"Buß- und Bettag", REPENTANCE, 0, 0, 1995, FOREVER, SN, 0, 0},
    {"1. Weihnachtstag", FIXED, 12, 25, ALWAYS, FOREVER, ALL, 0, 0},
    {"2. Weihnachtstag", FIXED, 12, 26, ALWAYS, FOREVER, ALL, 0, 0},
};

static const struct {
  const char *code, *name;
} lands[LAND_COUNT] = {
    [LAND_BW] = {"BW", "Baden-Württemberg"},
    [LAND_BY] = {"BY", "Bayern"},
    [LAND_BE] = {"BE", "Berlin"},
    [LAND_BB] = {"BB", "Brandenburg"},
    [LAND_HB] = {"HB", "Bremen"},
    [LAND_HH] = {"HH", "Hamburg"},
    [LAND_HE] = {"HE", "Hessen"},
    [LAND_MV] = {"MV", "Mecklenburg-Vorpommern"},
    [LAND_NI] = {"NI", "Niedersachsen"},
    [LAND_NW] = {"NW", "Nordrhein-Westfalen"},
    [LAND_RP] = {"RP", "Rheinland-Pfalz"},
    [LAND_SL] = {"SL", "Saarland"},
    [LAND_SN] = {"SN", "Sachsen"},
    [LAND_ST] = {"ST", "Sachsen-Anhalt"},
    [LAND_SH] = {"SH", "Schleswig-Holstein"},
    [LAND_TH] = {"TH", "Thüringen"},
};

bool land_parse(const char *code, enum land *out) {
  if (strncasecmp(code, "DE-", 3) == 0) code += 3;
  for (int i = 0; i < LAND_COUNT; i++)
    if (strcasecmp(lands[i].code, code) == 0) {
      *out = (enum land)i;
      return true;
    }
  return false;
}

const char *land_code(enum land land) { return lands[land].code; }
const char *land_name(enum land land) { return lands[land].name; }

/* The Gregorian computus with a corrected golden number and epact, after Lichtenberg's form of Gauss's rule. */
int32_t easter_sunday(int year) {
  int century = year / 100;
  int moon_shift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
  int sun_shift = 2 - (3 * century + 3) / 4;
  int moon = (19 * (year % 19) + moon_shift) % 30;
  int correction = (moon + (year % 19) / 11) / 29;
  int full_moon = 21 + moon - correction; /* as a day of March */
  int first_sunday = 7 - (year + year / 4 + sun_shift) % 7;
  int distance = 7 - (full_moon - first_sunday) % 7;
  return day_from_ymd(year, 3, 1) + full_moon + distance - 1;
}

/* The Wednesday before 23 November. */
static int32_t repentance_day(int year) {
  int32_t day = day_from_ymd(year, 11, 22);
  return day - ((int)day_weekday(day) - WEDNESDAY + 7) % 7;
}

static bool falls_on(const struct holiday *holiday, int32_t day, int year, int month, int month_day) {
  if (year < holiday->first_year || year > holiday->last_year) return false;
  switch (holiday->anchor) {
    case FIXED: return holiday->month == month && holiday->day == month_day;
    case EASTER: return month >= 3 && month <= 6 && easter_sunday(year) + holiday->day == day;
    case REPENTANCE: return month == 11 && repentance_day(year) == day;
  }
  return false;
}

const char *holiday_find(enum land land, unsigned local, int32_t day) {
  int year;
  int month;
  int month_day;
  day_to_ymd(day, &year, &month, &month_day);
  unsigned bit = 1U << land;
  for (size_t i = 0; i < COUNT_OF(holidays); i++) {
    const struct holiday *holiday = &holidays[i];
    bool is_kept = (holiday->lands & bit) || ((holiday->local & local) && (holiday->local_lands & bit));
    if (is_kept && falls_on(holiday, day, year, month, month_day)) return holiday->name;
  }
  return NULL;
}
