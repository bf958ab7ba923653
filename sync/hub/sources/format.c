#include "hub/sources/format.h"

#include "base/buf.h"
#include "base/str.h"
#include "feed/text.h"
#include "hub/sources/csv.h"
#include "hub/sources/geojson.h"
#include "hub/sources/hsds.h"
#include "hub/sources/ical.h"
#include "hub/sources/jsonl.h"
#include "hub/sources/plain_letters.h"
#include "hub/sources/rss.h"

#include <string.h>

static const struct format formats[] = {
    {"ical", "Kalender (iCalendar)", ical_read, "text/calendar", false},
    {"rss", "Nachrichten (RSS, Atom)", rss_read, "application/rss+xml, application/atom+xml, application/xml, text/xml", false},
    {"hsds", "Hilfsangebote (Open Referral HSDS 3)", hsds_read, "application/json", false},
    {"geojson", "Orte (GeoJSON, OpenStreetMap)", geojson_read, "application/geo+json, application/json", false},
    {"csv", "Tabelle (CSV)", csv_read, "text/csv", true},
    {"jsonl", "Einträge (JSON-Zeilen)", jsonl_read, "application/x-ndjson, application/jsonl", true},
};

const struct format *format_list(size_t *count) {
  *count = COUNT_OF(formats);
  return formats;
}

const struct format *format_find(const char *name) {
  for (size_t i = 0; i < COUNT_OF(formats); i++)
    if (str_equals(formats[i].name, name)) return &formats[i];
  return NULL;
}

static void add_utf8(struct buf *out, uint32_t c) {
  char bytes[4];
  buf_add(out, bytes, utf8_encode(c, bytes));
}

/* RFC 2781; half a pair becomes U+FFFD. */
static void read_utf16(const unsigned char *data, size_t len, bool big_endian, struct buf *out) {
  uint32_t high = 0;
  for (size_t i = 0; i + 1 < len; i += 2) {
    uint32_t unit = big_endian ? (uint32_t)(data[i] << 8 | data[i + 1]) : (uint32_t)(data[i + 1] << 8 | data[i]);
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high && is_low)
      add_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    else if (high || is_low)
      add_utf8(out, 0xFFFD);
    bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
    if (!is_high && !is_low) add_utf8(out, unit);
    high = is_high ? unit : 0;
  }
}

static void read_windows(const unsigned char *data, size_t len, struct buf *out) {
  for (size_t i = 0; i < len; i++)
    add_utf8(out, plain_windows(data[i]));
}

/* Folded lines joined again: RFC 5545, 3.1, lets a fold part the bytes of one letter. */
static void unfold(const unsigned char *data, size_t len, struct buf *out) {
  for (size_t i = 0; i < len; i++) {
    size_t end = i;
    if (end < len && data[end] == '\r') end++;
    if (end < len && data[end] == '\n') end++;
    if (end > i && end < len && (data[end] == ' ' || data[end] == '\t'))
      i = end;
    else
      buf_addc(out, (char)data[i]);
  }
}

/* Valid only once its lines are joined: those then, else nothing. */
static bool read_folded(const unsigned char *data, size_t len, struct buf *out) {
  unfold(data, len, out);
  if (!out->overflowed && utf8_is_valid(buf_text(out), out->len)) return true;
  buf_clear(out);
  return false;
}

/* XML says itself what it is encoded in; everything else comes through here. */
static bool decode(const unsigned char *data, size_t len, bool folds, struct buf *out) {
  if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, len -= 3;
  if (utf8_is_valid((const char *)data, len)) return buf_add(out, data, len);
  if (folds && read_folded(data, len, out)) return true;
  bool little = len >= 2 && data[0] == 0xFF && data[1] == 0xFE;
  bool big = len >= 2 && data[0] == 0xFE && data[1] == 0xFF;
  if (little || big)
    read_utf16(data + 2, len - 2, big, out);
  else
    read_windows(data, len, out);
  return !out->overflowed;
}

/* Errors may quote what was read: cleaned before they reach a log, a page or the database. */
static void clean_message(struct err *err) {
  scoped_arena arena = {0};
  const char *clean = text_clean(&arena, err->msg, strlen(err->msg));
  str_copy(err->msg, sizeof err->msg, clean);
}

static bool read_any(const struct format *format, const void *data, size_t len, struct intake *intake, struct err *err) {
  scoped_buf text;
  buf_init(&text, (size_t)3 * INTAKE_BYTES_MAX);
  if (len > INTAKE_BYTES_MAX) return err_set(err, ERR_TOO_BIG, "more than %d MiB", INTAKE_BYTES_MAX >> 20);
  if (format->read == rss_read) {
    if (!rss_read(data, len, intake, err)) return false;
  } else {
    if (!decode(data, len, format->read == ical_read, &text)) return buf_ok(&text, err);
    if (memchr(buf_text(&text), '\0', text.len)) return err_set(err, ERR_PARSE, "is no text: it holds a byte 0");
    if (!format->read(buf_text(&text), text.len, intake, err)) return false;
  }
  return intake->count > 0 || err_set(err, ERR_PARSE, "nothing in it that could be shown");
}

bool format_read(const struct format *format, const void *data, size_t len, struct intake *intake, struct err *err) {
  if (read_any(format, data, len, intake, err)) return true;
  clean_message(err);
  return false;
}
