/* A recurrence in the words of a person: "jeden Samstag", "every 2 weeks on Tuesday and Thursday". */
#ifndef LITFASS_FEED_RECURRENCE_TEXT_H
#define LITFASS_FEED_RECURRENCE_TEXT_H

#include "base/buf.h"
#include "feed/recurrence.h"

#include <stdbool.h>

/* Adds the words in `lang` (a BCP 47 tag of which the language counts: de, en, tr, uk, ar), lower case, without time of day,
 * beginning and end. Says only what is true of every occurrence but EXDATE. Returns false, with `out` as before, for a single
 * event, a rule that is too complex to say in one breath, RDATE, a bad rule and any other language: then a screen shows the
 * next date. */
bool recurrence_describe(const struct recurrence *recurrence, const char *lang, struct buf *out);

#endif
