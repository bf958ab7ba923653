#include "hub/sources/hsds_hours.h"

#include "base/civil.h"
#include "base/str.h"
#include "hub/sources/json_document.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { SPANS_MAX = 8, TEXT_MAX = 120, ORDINALS_MAX = 8 };

static const char *const codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char *const days[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/* "09:00-12:00,15:00-17:00" of each weekday; monthly ones are whole rules. */
struct week {
  char spans[7][TEXT_MAX];
  struct buf monthly;
  char comment[TEXT_MAX];
};

/* "09:00", "9:00:00", "09:00+01:00", "09:00Z": the offset says what the zone of the place says better. "00:00" as an end is
 * midnight, 24:00; so is 23:59, by which HSDS says "around the clock". */
static bool read_clock(const char *text, bool is_end, char out[6]) {
  int hour = 0, minute = 0;
  size_t digits = text ? strspn(text, "0123456789") : 0;
  if (digits < 1 || digits > 2 || text[digits] != ':' || strspn(text + digits + 1, "0123456789") != 2) return false;
  for (size_t i = 0; i < digits; i++)
    hour = hour * 10 + (text[i] - '0');
  minute = (text[digits + 1] - '0') * 10 + (text[digits + 2] - '0');
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return false;
  if (is_end && ((hour == 0 && minute == 0) || (hour == 23 && minute == 59))) hour = 24, minute = 0;
  snprintf(out, 6, "%02u:%02u", (unsigned)hour % 100, (unsigned)minute % 100);
  return true;
}

static bool holds(const json_t *schedule, int32_t today, struct arena *arena) {
  const char *from = json_document_text(schedule, "valid_from", arena);
  const char *to = json_document_text(schedule, "valid_to", arena);
  if (!to) to = json_document_text(schedule, "until", arena);
  int32_t day;
  if (from && day_parse(from, &day) && day > today) return false;
  return !(to && day_parse(to, &day) && day < today);
}

static void add_span(char *spans, const char *span) {
  size_t used = strlen(spans);
  if (strstr(spans, span)) return;
  snprintf(spans + used, TEXT_MAX - used, "%s%s", used ? "," : "", span);
}

static int find_day(const char *code, size_t len) {
  for (int i = 0; i < 7; i++)
    if (len == 2 && strncasecmp(codes[i], code, 2) == 0) return i;
  return -1;
}

/* One part of byday: "MO", "2MO", "-1FR". */
static bool add_day(struct week *week, const char *part, size_t len, bool is_monthly, const char *span) {
  int ordinal = 0;
  int sign = len > 0 && *part == '-' ? -1 : 1;
  size_t at = len > 0 && strchr("+-", *part) ? 1 : 0;
  for (; at < len && part[at] >= '0' && part[at] <= '9' && ordinal < 10; at++)
    ordinal = ordinal * 10 + (part[at] - '0');
  int day = find_day(part + at, len - at);
  if (day < 0 || ordinal > 5 || (ordinal > 0) != is_monthly) return false;
  if (is_monthly)
    buf_addf(&week->monthly, "%s%s[%d] %s", week->monthly.len ? "; " : "", days[day], sign * ordinal, span);
  else
    add_span(week->spans[day], span);
  return true;
}

static bool add_days(struct week *week, const char *byday, bool is_monthly, const char *span) {
  bool all = true;
  size_t count = 0;
  for (const char *at = byday; *at;) {
    at += strspn(at, ", ");
    size_t len = strcspn(at, ", ");
    if (len > 0) all = add_day(week, at, len, is_monthly, span) && all, count++;
    at += len;
  }
  return all && count > 0;
}

/* The text of byday; some write it as a list. */
static const char *byday_of(const json_t *schedule, struct arena *arena) {
  const json_t *value = json_object_get(schedule, "byday");
  if (!json_is_array(value)) return json_document_text(schedule, "byday", arena);
  const char *text = "";
  for (size_t i = 0; i < json_array_size(value) && i < 50; i++)
    if (json_is_string(json_array_get(value, i)))
      text = arena_printf(arena, "%s,%s", text, json_string_value(json_array_get(value, i)));
  return text;
}

static bool add_schedule(struct week *week, const json_t *schedule, struct arena *arena) {
  char from[6], to[6], span[16];
  const char *freq = json_document_text(schedule, "freq", arena);
  const char *byday = byday_of(schedule, arena);
  const char *description = json_document_text(schedule, "description", arena);
  double interval = 1;
  json_document_number(schedule, "interval", &interval);
  bool has_times = read_clock(json_document_text(schedule, "opens_at", arena), false, from) &&
                   read_clock(json_document_text(schedule, "closes_at", arena), true, to);
  if (!has_times && description && !byday) {
    str_copy(week->comment, sizeof week->comment, description);
    return true;
  }
  if (!has_times || interval > 1) return false;
  snprintf(span, sizeof span, "%s-%s", from, to);
  if (!byday && (!freq || strcasecmp(freq, "DAILY") == 0)) byday = "MO,TU,WE,TH,FR,SA,SU";
  return byday && add_days(week, byday, freq && strcasecmp(freq, "MONTHLY") == 0, span);
}

static void add_rule(struct buf *out, const char *from, const char *to, const char *spans) {
  if (out->len > 0) buf_adds(out, "; ");
  buf_addf(out, "%s%s%s %s", from, from == to ? "" : "-", from == to ? "" : to, spans);
}

/* Neighbouring days with equal hours share a rule. */
static void say_week(const struct week *week, struct buf *out) {
  for (int day = 0; day < 7;) {
    int last = day;
    while (last < 6 && str_equals(week->spans[last + 1], week->spans[day]))
      last++;
    if (week->spans[day][0]) add_rule(out, days[day], days[last], week->spans[day]);
    day = last + 1;
  }
  if (week->monthly.len > 0) buf_addf(out, "%s%s", out->len ? "; " : "", buf_text(&week->monthly));
  if (out->len > 0 || !week->comment[0]) return;
  buf_addc(out, '"');
  for (const char *c = week->comment; *c; c++)
    buf_addc(out, *c == '"' || *c == '\n' ? ' ' : *c);
  buf_addc(out, '"');
}

size_t hsds_hours(const json_t *schedules, int32_t today, struct buf *out) {
  struct week week = {0};
  scoped_arena arena = {0};
  scoped_buf text;
  size_t unsaid = 0;
  buf_init(&week.monthly, 512);
  buf_init(&text, 1024);
  for (size_t i = 0; i < json_array_size(schedules); i++) {
    const json_t *schedule = json_array_get(schedules, i);
    if (holds(schedule, today, &arena)) unsaid += !add_schedule(&week, schedule, &arena);
  }
  say_week(&week, &text);
  buf_add(out, buf_text(&text), text.len);
  buf_fini(&week.monthly);
  return unsaid;
}
