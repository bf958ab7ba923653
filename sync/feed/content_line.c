#include "feed/content_line.h"

#include "base/civil.h"
#include "base/str.h"

#include <string.h>

enum { OCTETS_MAX = 75, VALUE_MAX = 16 * 1024 };

/* Marks for the eye that would only stand in the way of a search. */
static bool is_invisible(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x200E || c == 0x200F || (c >= 0x2066 && c <= 0x2069);
}

void content_escape(struct buf *out, const char *text) {
  if (!text) return;
  for (size_t left = strlen(text); left > 0;) {
    uint32_t codepoint;
    size_t width = utf8_decode(text, left, &codepoint);
    if (codepoint == '\\' || codepoint == ';' || codepoint == ',') buf_addc(out, '\\');
    if (width > 0 && codepoint == '\n')
      buf_adds(out, "\\n");
    else if (width > 0 && !is_invisible(codepoint))
      buf_add(out, text, width);
    if (width == 0) width = 1; /* not UTF-8: left out */
    text += width;
    left -= width;
  }
}

/* Bytes of `text` that fit into `room` without cutting a character. */
static size_t whole_characters(const char *text, size_t len, size_t room) {
  if (len <= room) return len;
  while (room > 0 && ((unsigned char)text[room] & 0xC0) == 0x80)
    room--;
  return room;
}

bool content_line(struct buf *out, size_t limit, const char *name, const char *value) {
  scoped_buf line;
  buf_init(&line, VALUE_MAX);
  buf_addf(&line, "%s:%s", name, value);
  size_t before = out->len;
  size_t room = OCTETS_MAX;
  for (const char *at = buf_text(&line); *at;) {
    size_t len = whole_characters(at, strlen(at), room);
    if (at > buf_text(&line)) buf_adds(out, "\r\n "); /* the space is one of the next line's octets */
    buf_add(out, at, len);
    at += len;
    room = OCTETS_MAX - 1;
  }
  buf_adds(out, "\r\n");
  if (!line.overflowed && !out->overflowed && out->len <= limit) return true;
  out->len = before;
  out->overflowed = false;
  if (out->data) out->data[before] = '\0';
  return false;
}

bool content_text(struct buf *out, size_t limit, const char *name, const char *text) {
  if (str_is_empty(text)) return true;
  scoped_buf value;
  buf_init(&value, VALUE_MAX);
  content_escape(&value, text);
  return !value.overflowed && content_line(out, limit, name, buf_text(&value));
}

void content_moment(struct buf *out, const char *name, const char *zone, bool date_only, int64_t wall) {
  struct civil c = wall_to_civil(wall);
  buf_adds(out, name);
  if (date_only)
    buf_adds(out, ";VALUE=DATE");
  else if (zone)
    buf_addf(out, ";TZID=%s", zone);
  buf_addf(out, ":%04d%02d%02d", c.year, c.month, c.day);
  if (!date_only) buf_addf(out, "T%02d%02d%02d%s", c.hour, c.minute, c.second, zone ? "" : "Z");
  buf_adds(out, "\r\n");
}
