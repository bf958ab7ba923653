/* Text in several languages, and text made safe to show.
 *
 * A `text` of the feed is a JSON string (German) or an object from BCP 47 tags to strings. Tags in use: de, de-simple (Leichte
 * Sprache), en, tr, uk, ar. Plain text only: blank lines part paragraphs, lines that start with "- " are lists. */
#ifndef LITFASS_FEED_TEXT_H
#define LITFASS_FEED_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct text_item {
  const char *lang; /* BCP 47 tag, lower case */
  const char *value;
};

/* {0} is "no text". Memory belongs to the arena of the entry. */
struct text {
  const struct text_item *items;
  size_t count;
};

/* The best value for `lang`: exact; its base language ("de" for "de-simple"); de; en; the first. NULL only when there is none.
 * `*used` (may be NULL) gets the tag of the value, so that a screen can say that it fell back. */
const char *text_get(const struct text *text, const char *lang, const char **used);

/* The value in exactly this language, or NULL. */
const char *text_find(const struct text *text, const char *lang);

/* QUALITY S4: valid UTF-8 in, NFC not required; removes control characters (newline stays, a tab
 * becomes a space), bidi overrides and isolates
 * (U+202A-202E, U+2066-2069), zero-width and other invisible characters (U+200B, U+2060-2064, U+FEFF, U+00AD stays: soft
 * hyphens are wanted; U+200C and U+200D stay between letters of scripts that need them), lone CR, noncharacters; caps a run of
 * combining marks at 20; trims. Returns a copy in the arena; never NULL. */
MUST_USE char *text_clean(struct arena *arena, const char *value, size_t len);

#endif
