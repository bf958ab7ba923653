/* What the agenda, the month and the choice of a topic share: which days and which events a visitor asked for. */
#ifndef LITFASS_SCREENS_AGENDA_H
#define LITFASS_SCREENS_AGENDA_H

#include "cache/reader.h"
#include "screens/app.h"
#include "ui/widgets.h"

#include <stdbool.h>
#include <stdint.h>

/* Kept in a view: numbers in its filter, the topic in its id. */
struct agenda_choice {
  bool free_only, step_free, weekend;
  int32_t day;       /* 0: today, whichever day that is */
  const char *topic; /* "": all */
};

struct agenda_choice agenda_choice_of(const struct view *view);
/* The action that leads to the agenda with this choice: from the agenda itself, or back from the month or the topics. */
struct action agenda_action(const struct agenda_choice *choice);
bool agenda_is_filtered(const struct agenda_choice *choice);
struct agenda_filter agenda_filter_of(const struct agenda_choice *choice);

/* "kostenlos, stufenfrei, Pflege"; NULL without a filter. */
const char *agenda_filter_words(struct app *app, const struct agenda_choice *choice);

/* "3 Veranstaltungen", "keine Veranstaltung", from AGENDA_COUNT_MAX on "mehr als 99 Veranstaltungen". */
enum { AGENDA_COUNT_MAX = 100 };
const char *agenda_count_words(struct app *app, size_t count);

/* Occurrences between two wall times under the choice's filter, at most AGENDA_COUNT_MAX. */
size_t agenda_count(struct app *app, const struct agenda_choice *choice, int64_t from, int64_t to);

/* How far the cache knows occurrences, from today. */
enum { AGENDA_AHEAD_DAYS = 400 };

#endif
