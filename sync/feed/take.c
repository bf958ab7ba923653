#include "feed/take_parts.h"

#include "base/str.h"
#include "feed/hours.h"

#include <string.h>

/* FNV-1a */
uint32_t take_origin_mark(const char *origin) {
  uint32_t hash = 2166136261U;
  for (const char *c = origin ? origin : ""; *c; c++)
    hash = (hash ^ (unsigned char)*c) * 16777619U;
  return hash;
}

enum take_form take_form(const struct take *take) {
  switch (take->entry->kind) {
    case KIND_SERVICE:
    case KIND_ORGANIZATION:
    case KIND_PLACE: return TAKE_CARD;
    case KIND_EVENT: return take->has_occurrence ? TAKE_EVENT : TAKE_NOTE;
    default: return TAKE_NOTE;
  }
}

const char *take_words(const struct take *take, const struct text *text) { return text_get(text, take->lang, NULL); }

const char *take_name(const struct take *take, const struct text *name) {
  return text_get(name, str_equals(take->lang, "de-simple") ? "de" : take->lang, NULL);
}

void take_telephone(const struct entry *entry, struct buf *out) {
  const char *at = entry->telephone ? entry->telephone : "";
  for (bool gap = false; *at; at++) {
    if (str_starts_with(at, "(0)") && entry->telephone[0] == '+') {
      at += 2;
      gap = true;
    } else if (*at == ' ' || *at == '(' || *at == ')' || *at == '/') {
      gap = true;
    } else {
      if (gap && out->len > 0) buf_addc(out, ' ');
      gap = false;
      buf_addc(out, *at);
    }
  }
}

static void take_location(const struct take *take, const struct location *location, struct take_address *out) {
  const char *name = take_name(take, &location->name);
  const char *note = take_name(take, &location->note);
  if (name) out->name = name;
  if (note) out->note = note;
  if (location->street) out->street = location->street;
  if (location->postal_code) out->postal_code = location->postal_code;
  if (location->locality) out->locality = location->locality;
  if (!location->has_position) return;
  out->has_position = true;
  out->latitude = location->latitude;
  out->longitude = location->longitude;
}

struct take_address take_address(const struct take *take) {
  struct take_address address = {0};
  if (take->place) {
    if (take->place->has_location) take_location(take, &take->place->location, &address);
    address.name = take_name(take, &take->place->name);
    address.note = NULL; /* how to find the house, not the room */
  }
  if (take->entry->has_location) take_location(take, &take->entry->location, &address);
  return address;
}

size_t take_prose_limit(size_t limit) {
  enum { PROSE_BYTES = 440 };
  return limit < PROSE_BYTES ? limit : PROSE_BYTES;
}

void take_join(struct buf *out, const char *separator, const char *text) {
  if (str_is_empty(text)) return;
  if (out->len > 0) buf_adds(out, separator);
  buf_adds(out, text);
}

void take_address_line(const struct take_address *address, struct buf *out) {
  take_join(out, ", ", address->note);
  take_join(out, ", ", address->name);
  take_join(out, ", ", address->street);
  take_join(out, ", ", address->postal_code);
  take_join(out, address->postal_code ? " " : ", ", address->locality);
}

void take_hours(const struct take *take, struct buf *out) {
  struct hours *hours;
  struct err err;
  if (str_is_empty(take->entry->opening_hours) || !hours_parse(take->entry->opening_hours, &hours, &err)) return;
  if (!hours_describe(hours, take->lang, out)) hours_text(hours, out);
  hours_destroy(hours);
}

bool take_text(const struct take *take, size_t max_bytes, struct buf *out, struct err *err) {
  static bool (*const forms[])(const struct take *, size_t,
                               struct buf *) = {[TAKE_CARD] = take_card, [TAKE_EVENT] = take_event, [TAKE_NOTE] = take_note};
  scoped_buf text;
  buf_init(&text, TAKE_MOST_BYTES);
  size_t limit = max_bytes < TAKE_MOST_BYTES ? max_bytes : TAKE_MOST_BYTES;
  if (!forms[take_form(take)](take, limit, &text))
    return err_set(err, ERR_TOO_BIG, "entry '%s' does not fit into %zu bytes", take->entry->id, max_bytes);
  return buf_add(out, buf_text(&text), text.len) || buf_ok(out, err);
}
