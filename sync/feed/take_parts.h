/* Between the files of take: its three forms and what they share. Each form leaves `out` within `limit` bytes; false: not even
 * what must be there fits. */
#ifndef LITFASS_FEED_TAKE_PARTS_H
#define LITFASS_FEED_TAKE_PARTS_H

#include "feed/take.h"

bool take_card(const struct take *take, size_t limit, struct buf *out);
bool take_event(const struct take *take, size_t limit, struct buf *out);
bool take_note(const struct take *take, size_t limit, struct buf *out);

/* The text in the visitor's language. Of a name in Leichte Sprache, whose words carry dots to be read by, the plain one. */
const char *take_name(const struct take *take, const struct text *name);
const char *take_words(const struct take *take, const struct text *text);

/* As anybody in the world dials it: "+49 30 23125 410", without "(0)"; "" for none. */
void take_telephone(const struct entry *entry, struct buf *out);

/* Where it is: the entry's own field over that of its place; NULL where neither says it. */
struct take_address {
  const char *name, *note, *street, *postal_code, *locality;
  bool has_position;
  double latitude, longitude;
};
struct take_address take_address(const struct take *take);
/* In one line: "Saal, Treffpunkt, Rathausplatz 1, 70000 Auenstadt". */
void take_address_line(const struct take_address *address, struct buf *out);

/* Opening hours as on a door, in the visitor's language where it has the phrases, else in German; "" when there are none. */
void take_hours(const struct take *take, struct buf *out);

/* Where prose has to end: a code with less in it has larger modules and is read from further away. */
size_t take_prose_limit(size_t limit);

/* Adds `text` behind `separator` to text that is there, unless it is NULL or "". */
void take_join(struct buf *out, const char *separator, const char *text);

#endif
