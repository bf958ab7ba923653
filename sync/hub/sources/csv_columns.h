/* What the columns of a spreadsheet are called, and what their cells mean. */
#ifndef LITFASS_HUB_SOURCES_CSV_COLUMNS_H
#define LITFASS_HUB_SOURCES_CSV_COLUMNS_H

#include "base/arena.h"

#include <stddef.h>

/* How a cell becomes part of an entry. */
enum csv_meaning {
  CSV_TEXT,     /* as it stands, into `field` */
  CSV_PROSE,    /* many lines */
  CSV_LOCATION, /* a part of `location` */
  CSV_ADDRESS,  /* a place or an address in one line */
  CSV_HOUSE,    /* number of the house, behind the street */
  CSV_NUMBER,   /* degrees, also with a decimal comma; a part of `location` */
  CSV_PHONE,
  CSV_URL,
  CSV_LIST,   /* parted by commas or semicolons */
  CSV_TOPICS, /* the same, by the mapping */
  CSV_ACCESS, /* words, or yes */
  CSV_YES,    /* true where it says so */
  CSV_WORD,   /* of a list of ours, in German or as it is: kind, status, mode, priority */
  CSV_DAY,    /* a date alone */
  CSV_MOMENT, /* a date, with or without a time */
  CSV_TIME,   /* a time, or from-to, of the day in the column of the date */
  CSV_ID,
  CSV_UNKNOWN,
};

struct csv_column {
  const char *names; /* slugs with a space before and behind each */
  enum csv_meaning meaning;
  const char *field;
};

/* Never NULL; CSV_UNKNOWN for a name that nobody knows. */
const struct csv_column *csv_column_find(const char *name, struct arena *arena);

/* "Veranstaltung": "event"; NULL when the word means nothing in that field. */
const char *csv_word_find(const char *field, const char *word, struct arena *arena);

#endif
