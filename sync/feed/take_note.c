/* Plain lines, for what no telephone has a form for: an offer, a notice, a survey, a project. */
#include "feed/take_parts.h"

#include "base/str.h"

#include <string.h>

enum { SHORT_LINES = 1 }; /* the name of a person */

static bool add_line(const char *text, size_t limit, struct buf *out) {
  if (str_is_empty(text)) return true;
  if (out->len + strlen(text) + 1 > limit) return false;
  take_join(out, "\n", text);
  return true;
}

bool take_note(const struct take *take, size_t limit, struct buf *out) {
  const struct entry *entry = take->entry;
  const struct take_address address = take_address(take);
  scoped_buf number, where;
  buf_init(&number, 100);
  buf_init(&where, 4000);
  take_telephone(entry, &number);
  take_address_line(&address, &where);
  if (!add_line(take_name(take, &entry->name), limit, out) || !add_line(buf_text(&number), limit, out)) return false;
  const char *const lines[] = {
      buf_text(&number), entry->contact_name, take_words(take, &entry->summary), buf_text(&where),
      entry->email,      entry->url,          take_words(take, &entry->booking), take_words(take, &entry->description)};
  for (size_t i = 0; i < COUNT_OF(lines); i++)
    add_line(lines[i], i < SHORT_LINES ? limit : take_prose_limit(limit), out);
  return true;
}
