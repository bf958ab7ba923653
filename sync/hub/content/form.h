/* An entry as a form and back: which fields a kind has, how each is shown, and how what was typed changes the entry's JSON.
 * Pure: no database, no HTTP. What the form does not know stays in the entry as it is.
 *
 * The table of fields is in form_table.c. Names of parameters begin with the field's name: "name.de", "start.date",
 * "hours.0.1.from". Where a group of boxes was left empty, an empty parameter of its name says that the group was shown; a
 * field without any parameter is not touched, so that a small form can change one field. */
#ifndef LITFASS_HUB_CONTENT_FORM_H
#define LITFASS_HUB_CONTENT_FORM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "feed/entry.h"
#include "hub/web/request.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct form {
  struct arena *arena;
  json_t *entry;                        /* object with id and kind; form_take changes it */
  const struct param *params;           /* what was typed; NULL before anything was */
  json_t *errors;                       /* list of {field, message}; form_take and form_check add to it */
  int64_t now;                          /* wall time of the house */
  const json_t *places, *organizations; /* [{value, label}], NULL: none; form_sections adds "selected" to each */
};

/* Puts what was typed into the entry. What cannot be put there is in `errors`. */
void form_take(struct form *form);

/* The entry's canonical line. False when it is not a valid entry: `errors` says so, at least once. */
MUST_USE bool form_check(struct form *form, struct buf *line);

/* For the template: [{title, folded: null or {written, is_open}, fields: […]}] with what was typed, else what the entry has. A
 * new reference. */
json_t *form_sections(const struct form *form);

/* "Veranstaltung"; German words. */
const char *form_kind_title(enum entry_kind kind);
/* "Veranstaltungen" */
const char *form_kind_plural(enum entry_kind kind);

/* [{value, label, selected}] of the topics that every house has. */
json_t *form_topics(const char *chosen);

/* An id out of a title: "Café & Kuchen" is "cafe-kuchen"; never empty, at most 48 bytes. */
void form_slug(const char *title, char out[ENTRY_ID_MAX + 1]);

/* Letters as a search compares them: of a sort key (cache/sortkey.h) what comes before its accents. "" where there are none. */
const char *form_letters(struct arena *arena, const char *text);

/* The title in German, or in any language; "" where there is none. Borrowed from the entry. */
const char *form_title(const json_t *entry);

#endif
