/* Entries as rows of a list. The words live in the frame's arena. */
#ifndef LITFASS_SCREENS_ROWS_H
#define LITFASS_SCREENS_ROWS_H

#include "cache/reader.h"
#include "screens/app.h"
#include "ui/widgets.h"

/* Any entry: status of its hours, street, minutes on foot; offers, notices and the rest in their way. */
struct row row_of_entry(struct app *app, const struct entry *entry);

/* A service in a list by distance: "450 m, 8 Min." */
struct row row_of_near(struct app *app, const struct entry *entry);

/* One occurrence. `with_day`: the badge says "heute" or "Mo 23." below the time (home); else "bis 17:00" (agenda). */
struct row row_of_occurrence(struct app *app, const struct occurrence *occurrence, bool with_day);

/* "Fällt aus", "Verschoben", "Verlegt von Sa 21.11.", "Zusätzlicher Termin"; NULL for an ordinary one. */
const char *occurrence_tag(struct app *app, const struct occurrence *occurrence);

/* Where an occurrence that was taken out of its series went; NULL: nowhere. */
const struct when *occurrence_moved_to(const struct occurrence *taken_out);

/* A row of important numbers: the number large at the end. */
struct row row_of_number(struct app *app, const struct entry *entry);

/* The important numbers, the most urgent first; those of all Germany are always there. Returns how many were written. */
size_t rows_of_numbers(struct app *app, struct row *rows, size_t most);

/* "jeden 3. Samstag", or NULL when the event does not repeat or its rule is hard to say. */
const char *repeat_words(struct app *app, const struct entry *entry);

struct topic {
  const char *id, *name, *sub, *icon;
};
/* The nine topics of the feed in the order of the screen. */
extern const struct topic topics[];
extern const size_t topic_count;
const struct topic *topic_find(const char *id);
/* Translated name; a topic of the hub's own shows its id with a capital. */
const char *topic_name(struct app *app, const char *id);

struct mode_words {
  const char *icon, *filter, *offers, *wants; /* "Leihen", "Verleihe", "Suche" */
};
extern const struct mode_words offer_modes[MODE_COUNT];

#endif
