/* Public holidays of the sixteen German Länder by rule (no table of years), and school holidays from a table.
 * Sources: the Feiertagsgesetze of the Länder; see assets/holidays/README.md. */
#ifndef LITFASS_FEED_HOLIDAYS_H
#define LITFASS_FEED_HOLIDAYS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum land { /* ISO 3166-2:DE without the "DE-" */
            LAND_BW,
            LAND_BY,
            LAND_BE,
            LAND_BB,
            LAND_HB,
            LAND_HH,
            LAND_HE,
            LAND_MV,
            LAND_NI,
            LAND_NW,
            LAND_RP,
            LAND_SL,
            LAND_SN,
            LAND_ST,
            LAND_SH,
            LAND_TH,
            LAND_COUNT
};

/* Holidays that only some municipalities keep: configuration, since sources disagree. Bits. */
enum local_holiday {
  LOCAL_ASSUMPTION = 1 << 0,     /* Mariä Himmelfahrt, BY (most municipalities) */
  LOCAL_CORPUS_CHRISTI = 1 << 1, /* Fronleichnam, parts of SN and TH */
  LOCAL_PEACE_FESTIVAL = 1 << 2, /* Augsburger Friedensfest */
};

/* "BW" or "DE-BW", either case. */
MUST_USE bool land_parse(const char *code, enum land *out);
const char *land_code(enum land land);
const char *land_name(enum land land); /* "Baden-Württemberg" */

/* Gregorian Easter Sunday as day number (base/civil.h). */
int32_t easter_sunday(int year);

/* German name of the public holiday on that day ("Fronleichnam"), or NULL. `local` is a set of enum local_holiday. */
const char *holiday_find(enum land land, unsigned local, int32_t day);

/* Whether the day lies in school holidays, from the built-in table; *known is false for years the table does not cover. */
bool school_holiday_is(enum land land, int32_t day, bool *known);

#endif
