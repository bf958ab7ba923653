/* When an event is: its date and times, how it repeats, when it does not take place. The choices are hub/content/repeat's; what
 * they cannot say stays a rule in a line of its own. */
#include "base/civil.h"
#include "base/str.h"
#include "feed/recurrence.h"
#include "feed/recurrence_text.h"
#include "hub/content/form_parts.h"
#include "hub/content/repeat.h"

#include <string.h>

enum { NEXT_DATES = 3, DATES_MAX = 400, LOOK_DAYS = 800 };

static const struct form_choice repeat_kinds[REPEAT_KIND_COUNT] = {
    {"none", N_("einmal")},
    {"daily", N_("jeden Tag")},
    {"weekly", N_("jede Woche")},
    {"monthly-weekday", N_("im Monat an einem Wochentag (zum Beispiel 3. Samstag)")},
    {"monthly-day", N_("im Monat am selben Datum")},
    {"yearly", N_("jedes Jahr")},
    {"other", N_("andere Regel")},
};
static const char *const weekdays[] = {N_("Montag"),  N_("Dienstag"), N_("Mittwoch"), N_("Donnerstag"),
                                       N_("Freitag"), N_("Samstag"),  N_("Sonntag")};
static const char *const nth_names[] = {N_("1."), N_("2."), N_("3."), N_("4."), N_("5."), N_("letzter")};

/* ---- start and end ---- */

/* The last day is only shown for events that last longer than one night. */
static const char *last_day(const struct form *form, const char *start, const char *end) {
  int32_t first;
  int32_t last;
  if (!day_parse(form_date_of(form, start), &first) || !day_parse(form_date_of(form, end), &last)) return "";
  bool is_night =
      last == first + 1 && *form_time_of(form, end) && strcmp(form_time_of(form, end), form_time_of(form, start)) <= 0;
  return last > first && !is_night ? form_date_of(form, end) : "";
}

void form_show_start(const struct form *form, const struct form_field *field, json_t *fields) {
  const char *start = form_string(form->entry, "start");
  const char *end = form_string(form->entry, "end");
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_t *cells = json_array();
  json_array_append_new(cells, form_cell(form, "start.date", "date", form_date_of(form, start), N_("Datum")));
  json_array_append_new(cells, form_cell(form, "start.time", "time", form_time_of(form, start), N_("Beginn")));
  json_array_append_new(cells, form_cell(form, "end.time", "time", form_time_of(form, end), N_("Ende")));
  json_array_append_new(
      cells, form_cell(form, "end.date", "date", last_day(form, start, end), N_("Letzter Tag (nur bei mehreren Tagen)")));
  form_add_special(control, "when", json_pack("{s:o}", "cells", cells));
}

/* "YYYY-MM-DD" or with "THH:MM"; NULL with an error when the time is none. */
static const char *moment(struct form *form, int32_t day, const char *time) {
  char date[DAY_TEXT_SIZE];
  int64_t wall;
  day_format(day, date);
  const char *text = *time ? arena_printf(form->arena, "%sT%s", date, time) : arena_strdup(form->arena, date);
  if (!*time || wall_parse(text, &wall)) return text;
  form_error(form, "start", N_("Das ist keine Uhrzeit, zum Beispiel 16:00."));
  return NULL;
}

static void take_end(struct form *form, int32_t first, const char *start_time) {
  const char *time = form_typed(form, "end.time");
  const char *date = form_typed(form, "end.date");
  int32_t last = first;
  if (*date && !form_day(date, &last)) {
    form_error(form, "start", N_("Der letzte Tag ist kein Datum, zum Beispiel 24.12.2026."));
    return;
  }
  if (*date && last < first) {
    form_error(form, "start", N_("Der letzte Tag liegt vor dem ersten."));
    return;
  }
  if (!*start_time && *time) {
    form_error(form, "start", N_("Zum Ende gehört auch ein Beginn."));
    return;
  }
  if (*start_time && *date && !*time) {
    form_error(form, "start", N_("Bitte sagen Sie auch, um wie viel Uhr es am letzten Tag endet."));
    return;
  }
  if (!*time && !*date) {
    json_object_del(form->entry, "end");
    return;
  }
  if (*time && !*date && strcmp(time, start_time) <= 0) last++; /* past midnight */
  const char *end = moment(form, last, time);
  if (end) form_set(form->entry, "end", end);
}

void form_take_start(struct form *form, const struct form_field *field) {
  int32_t day;
  if (!form_has(form, "start.date")) return;
  const char *time = form_typed(form, "start.time");
  if (!form_day(form_typed(form, "start.date"), &day)) {
    form_error(form, field->name, N_("Bitte wählen Sie ein Datum, zum Beispiel 24.12.2026."));
    return;
  }
  const char *start = moment(form, day, time);
  if (!start) return;
  /* Seconds that an import brought stay while nobody changes the minute. */
  if (!str_starts_with(form_string(form->entry, "start"), start) || !*time) form_set(form->entry, "start", start);
  take_end(form, day, time);
}

/* ---- repeats ---- */

static bool entry_start(const struct form *form, int64_t *wall, bool *date_only) {
  const char *start = form_string(form->entry, "start");
  int32_t day;
  *date_only = day_parse(start, &day);
  if (*date_only) *wall = day_wall(day);
  return *date_only || wall_parse(start, wall);
}

static const char *zone_of(const struct form *form) {
  const char *zone = form_string(form->entry, "timezone");
  return *zone ? zone : NULL;
}

static struct repeat entry_repeat(const struct form *form) {
  int64_t start = form->now;
  bool date_only;
  (void)entry_start(form, &start, &date_only);
  return repeat_read(form_string(form->entry, "rrule"), start, zone_of(form));
}

static const char *number_text(const struct form *form, int64_t number) {
  return arena_printf(form->arena, "%lld", (long long)number);
}

static json_t *boxes(const struct form *form, const char *name, const char *const *labels, size_t count, unsigned set) {
  json_t *items = json_array();
  bool was_typed = form_has(form, name);
  for (size_t i = 0; i < count; i++) {
    const char *value = number_text(form, (int64_t)i);
    bool ticked = was_typed ? form_ticked(form, name, value) : (set & (1U << i)) != 0;
    json_array_append_new(items, form_option(value, labels[i], ticked));
  }
  return json_pack("{s:s, s:o}", "name", name, "items", items);
}

static int lowest_bit(unsigned bits) {
  int bit = 0;
  while (bit < 6 && !(bits & (1U << bit)))
    bit++;
  return bit;
}

static json_t *weekday_options(const struct form *form, const struct repeat *repeat) {
  json_t *options = json_array();
  unsigned set = repeat->weekdays ? repeat->weekdays : 1U << day_weekday(wall_day(form->now));
  const char *chosen = number_text(form, lowest_bit(set));
  for (size_t i = 0; i < COUNT_OF(weekdays); i++) {
    const char *value = number_text(form, (int64_t)i);
    json_array_append_new(options,
                          form_option(value, weekdays[i], str_equals(form_shown(form, "repeat.weekday", chosen), value)));
  }
  return options;
}

static json_t *kind_options(const struct form *form, enum repeat_kind kind) {
  json_t *options = json_array();
  const char *chosen = form_shown(form, "repeat.kind", repeat_kinds[kind].value);
  for (size_t i = 0; i < COUNT_OF(repeat_kinds); i++)
    json_array_append_new(options,
                          form_option(repeat_kinds[i].value, repeat_kinds[i].label, str_equals(chosen, repeat_kinds[i].value)));
  return options;
}

/* Days of a list of dates, one a line. */
static const char *list_days(const struct form *form, const char *key) {
  const char *lines = "";
  size_t index;
  json_t *item;
  json_array_foreach(json_object_get(form->entry, key), index, item) {
    int32_t day;
    const char *text = json_string_value(item) ? form_date_of(form, json_string_value(item)) : "";
    if (day_parse(text, &day))
      lines = arena_printf(form->arena, "%s%s%s", lines, *lines ? "\n" : "", form_german_day(form, day));
  }
  return lines;
}

/* Midnights or moments of a list, as recurrence wants them. */
static size_t list_walls(const struct form *form, const char *key, int64_t start, int64_t *out) {
  size_t count = 0;
  size_t index;
  json_t *item;
  json_array_foreach(json_object_get(form->entry, key), index, item) {
    int32_t day;
    const char *text = json_string_value(item) ? json_string_value(item) : "";
    if (count == DATES_MAX) break;
    if (day_parse(text, &day))
      out[count++] = day_wall(day) + wall_second(start);
    else if (wall_parse(text, &out[count]))
      count++;
  }
  return count;
}

/* "jeden 3. Samstag im Monat" and the next dates, out of what the entry has now. */
static void add_notes(const struct form *form, json_t *control) {
  int64_t start, next[NEXT_DATES];
  int64_t *rdates = arena_array(form->arena, DATES_MAX, sizeof *rdates);
  int64_t *exdates = arena_array(form->arena, DATES_MAX, sizeof *exdates);
  bool date_only;
  size_t count = 0;
  struct err err;
  scoped_buf words;
  buf_init(&words, 400);
  const char *rule = form_string(form->entry, "rrule");
  if (!entry_start(form, &start, &date_only)) return;
  struct recurrence recurrence = {.start = start,
                                  .date_only = date_only,
                                  .zone = zone_of(form),
                                  .rrule = *rule ? rule : NULL,
                                  .rdates = rdates,
                                  .exdates = exdates};
  recurrence.rdate_count = list_walls(form, "rdate", start, rdates);
  recurrence.exdate_count = list_walls(form, "exdate", start, exdates);
  int64_t from = day_wall(wall_day(form->now));
  bool complete = recurrence_expand(&recurrence, from, from + day_wall(LOOK_DAYS), next, NEXT_DATES, &count, &err);
  if (!complete && err.code != ERR_TOO_BIG) return;
  const char *dates = "";
  for (size_t i = 0; i < count; i++)
    dates = arena_printf(form->arena, "%s%s%s", dates, i ? ", " : "", form_german_day(form, wall_day(next[i])));
  recurrence_describe(&recurrence, "de", &words);
  json_t *notes = json_array();
  if (words.len > 0)
    json_array_append_new(notes, json_pack("{s:s, s:s}", "words", N_("Das heißt: {rule}."), "rule", buf_text(&words)));
  json_array_append_new(notes, *dates ? json_pack("{s:s, s:s}", "words", N_("Nächste Termine: {dates}"), "dates", dates)
                                      : json_string(N_("Dieser Termin ist vorbei, es kommt keiner mehr.")));
  form_add_notes(control, notes);
}

void form_show_repeat(const struct form *form, const struct form_field *field, json_t *fields) {
  struct repeat repeat = entry_repeat(form);
  char until[DAY_TEXT_SIZE] = "";
  if (repeat.has_until) day_format(repeat.until, until);
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const char *end = form_shown(form, "repeat.end", repeat.has_until ? "until" : repeat.count ? "count" : "never");
  form_add_special(
      control, "repeat",
      json_pack("{s:o, s:s, s:o, s:o, s:o, s:{s:b, s:b, s:b}, s:s, s:s, s:s, s:s, s:s, s:b}", "kinds",
                kind_options(form, repeat.kind), "interval",
                form_shown(form, "repeat.interval", number_text(form, repeat.interval)), "days",
                boxes(form, "repeat.days", weekdays, COUNT_OF(weekdays), repeat.kind == REPEAT_WEEKLY ? repeat.weekdays : 0),
                "nth", boxes(form, "repeat.nth", nth_names, COUNT_OF(nth_names), repeat.nth), "nth_weekdays",
                weekday_options(form, &repeat), "end", "never", str_equals(end, "never"), "until", str_equals(end, "until"),
                "count", str_equals(end, "count"), "until", form_shown(form, "repeat.until", until), "count",
                form_shown(form, "repeat.count", repeat.count > 0 ? number_text(form, repeat.count) : ""), "rule",
                form_shown(form, "repeat.rule", form_string(form->entry, "rrule")), "exdate",
                form_shown(form, "exdate", list_days(form, "exdate")), "rdate",
                form_shown(form, "rdate", list_days(form, "rdate")), "is_other", repeat.kind == REPEAT_OTHER));
  add_notes(form, control);
}

static unsigned typed_bits(const struct form *form, const char *name, size_t count) {
  unsigned bits = 0;
  for (size_t i = 0; i < count; i++) {
    const char *value = number_text(form, (int64_t)i);
    if (form_ticked(form, name, value)) bits |= 1U << i;
  }
  return bits;
}

static bool take_end_of_series(struct form *form, struct repeat *repeat) {
  const char *end = form_typed(form, "repeat.end");
  if (str_equals(end, "until")) {
    repeat->has_until = form_day(form_typed(form, "repeat.until"), &repeat->until);
    if (!repeat->has_until) form_error(form, "repeat", N_("Bis wann? Bitte wählen Sie ein Datum."));
    return repeat->has_until;
  }
  if (str_equals(end, "count") && !parse_int(form_typed(form, "repeat.count"), 1, 1000, &repeat->count)) {
    form_error(form, "repeat", N_("Wie oft? Bitte schreiben Sie eine Zahl bis 1000."));
    return false;
  }
  return true;
}

static bool take_choices(struct form *form, struct repeat *out) {
  const char *kind = form_typed(form, "repeat.kind");
  int64_t interval = 1;
  int64_t weekday;
  *out = (struct repeat){.kind = REPEAT_OTHER, .interval = 1};
  for (size_t i = 0; i < COUNT_OF(repeat_kinds); i++)
    if (str_equals(kind, repeat_kinds[i].value)) out->kind = (enum repeat_kind)i;
  if (out->kind == REPEAT_NONE || out->kind == REPEAT_OTHER) return true;
  const char *typed = form_typed(form, "repeat.interval");
  if (*typed && !parse_int(typed, 1, 99, &interval)) {
    form_error(form, "repeat", N_("Jede wievielte Woche? Bitte schreiben Sie eine Zahl von 1 bis 99."));
    return false;
  }
  out->interval = interval;
  if (out->kind == REPEAT_WEEKLY) out->weekdays = typed_bits(form, "repeat.days", COUNT_OF(weekdays));
  if (out->kind == REPEAT_MONTHLY_WEEKDAY) {
    out->nth = typed_bits(form, "repeat.nth", COUNT_OF(nth_names));
    if (out->nth == 0 || !parse_int(form_typed(form, "repeat.weekday"), 0, 6, &weekday)) {
      form_error(form, "repeat", N_("Der wievielte im Monat? Bitte kreuzen Sie etwas an."));
      return false;
    }
    out->weekdays = 1U << weekday;
  }
  return take_end_of_series(form, out);
}

/* The rule that the choices make, or the entry's own where that says the same. */
static void take_rule(struct form *form) {
  struct repeat typed;
  struct repeat stored = entry_repeat(form);
  int64_t start = form->now;
  bool date_only = false;
  scoped_buf before, after;
  buf_init(&before, 1024);
  buf_init(&after, 1024);
  (void)entry_start(form, &start, &date_only);
  if (!take_choices(form, &typed)) return;
  if (typed.kind == REPEAT_WEEKLY && typed.weekdays == 0) typed.weekdays = 1U << day_weekday(wall_day(start));
  if (typed.kind == REPEAT_OTHER) {
    struct err err;
    const char *rule = form_typed(form, "repeat.rule");
    if (!*rule || recurrence_check(rule, &err))
      form_set(form->entry, "rrule", rule);
    else
      form_error_with(form, "repeat",
                      json_pack("{s:s, s:s}", "words", N_("Diese Regel ist nicht zu lesen: {reason}"), "reason", err.msg));
    return;
  }
  repeat_write(&stored, date_only, &before);
  repeat_write(&typed, date_only, &after);
  if (stored.kind == REPEAT_OTHER || !str_equals(buf_text(&before), buf_text(&after)))
    form_set(form->entry, "rrule", buf_text(&after));
}

static void take_dates(struct form *form, const char *key) {
  if (!form_has(form, key) || str_equals(form_typed(form, key), list_days(form, key))) return;
  json_t *list = json_array();
  for (const char *line = form_typed(form, key); *line;) {
    char text[DAY_TEXT_SIZE];
    int32_t day;
    line += strspn(line, " \n,;");
    size_t len = strcspn(line, " \n,;");
    if (len == 0) break;
    if (form_day(arena_strndup(form->arena, line, len), &day)) {
      day_format(day, text);
      json_array_append_new(list, json_string(text));
    } else {
      form_error_with(
          form, "repeat",
          json_pack("{s:s, s:s%}", "words", N_("„{typed}“ ist kein Datum, zum Beispiel 24.12.2026."), "typed", line, len));
    }
    line += len;
  }
  if (json_array_size(list) > 0)
    json_object_set(form->entry, key, list);
  else
    json_object_del(form->entry, key);
  json_decref(list);
}

void form_take_repeat(struct form *form, const struct form_field *field) {
  (void)field;
  if (form_has(form, "repeat.kind")) take_rule(form);
  take_dates(form, "exdate");
  take_dates(form, "rdate");
}
