/* vCard 4.0 (RFC 6350). TEL is text, not a URI: 6.4.1 allows both, text is what telephones of version 3 understand too, and 112
 * has no tel: URI without a context (RFC 3966, 5.1.4). */
#include "base/str.h"
#include "feed/content_line.h"
#include "feed/take_parts.h"

enum { SHORT_PARTS = 2 }; /* of the note: the name of a person and the hours */

static const char ending[] = "END:VCARD\r\n";

static bool add_telephone(const struct take *take, size_t limit, struct buf *out) {
  scoped_buf number;
  buf_init(&number, 100);
  take_telephone(take->entry, &number);
  return content_text(out, limit, "TEL", buf_text(&number));
}

/* 6.3.1: post office box, extended address, street, locality, region, postal code, country. The first two stay empty. */
static bool add_address(const struct take_address *address, size_t limit, struct buf *out) {
  if (!address->street && !address->locality) return true;
  scoped_buf value;
  buf_init(&value, 4000);
  buf_adds(&value, ";;");
  content_escape(&value, address->street);
  buf_addc(&value, ';');
  content_escape(&value, address->locality);
  buf_adds(&value, ";;");
  content_escape(&value, address->postal_code);
  buf_addc(&value, ';');
  return content_line(out, limit, "ADR", buf_text(&value));
}

static bool add_position(const struct take_address *address, size_t limit, struct buf *out) {
  if (!address->has_position) return true;
  scoped_buf value;
  buf_init(&value, 100);
  buf_addf(&value, "geo:%.5f,%.5f", address->latitude, address->longitude); /* RFC 5870; 1 m */
  return content_line(out, limit, "GEO", buf_text(&value));
}

/* One NOTE, since telephones show only one: whom to ask for, when, where in the house, what it is. What does not fit any more
 * is left out from the end. */
static void add_note(const struct take *take, const struct take_address *address, size_t limit, struct buf *out) {
  scoped_buf hours, where;
  buf_init(&hours, 4000);
  buf_init(&where, 1000);
  take_hours(take, &hours);
  take_join(&where, ", ", take->place ? address->name : NULL);
  take_join(&where, ", ", address->note);
  const char *const parts[] = {take->entry->contact_name, buf_text(&hours), buf_text(&where),
                               take_words(take, &take->entry->summary)};
  for (size_t count = COUNT_OF(parts); count > 0; count--) {
    scoped_buf note;
    buf_init(&note, 8000);
    for (size_t i = 0; i < count; i++)
      take_join(&note, "\n", parts[i]);
    if (content_text(out, count <= SHORT_PARTS ? limit : take_prose_limit(limit), "NOTE", buf_text(&note))) return;
  }
}

bool take_card(const struct take *take, size_t limit, struct buf *out) {
  if (limit < sizeof ending) return false;
  limit -= sizeof ending - 1;
  const struct entry *entry = take->entry;
  const struct take_address address = take_address(take);
  buf_adds(out, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
  if (!content_text(out, limit, "FN", take_name(take, &entry->name)) || !add_telephone(take, limit, out)) return false;
  bool all = content_line(out, limit, "KIND", entry->kind == KIND_PLACE ? "location" : "org");
  all = add_address(&address, limit, out) && all;
  all = content_text(out, limit, "EMAIL", entry->email) && all;
  all = (!entry->url || content_line(out, limit, "URL", entry->url)) && all; /* a URI is not escaped: 6.7.8 */
  if (take->provider) all = content_text(out, limit, "ORG", take_name(take, &take->provider->name)) && all;
  if (all && add_position(&address, limit, out)) add_note(take, &address, limit, out);
  buf_adds(out, ending);
  return true;
}
