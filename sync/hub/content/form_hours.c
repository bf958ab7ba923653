/* Opening hours: the grid of hub/content/week, and the syntax itself for those who know it. Cells are named
 * "hours.DAY.SPAN.from"; day 7 is public holidays. */
#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"
#include "hub/content/form_parts.h"
#include "hub/content/week.h"

#include <string.h>

enum { DAYS = 8, HOLIDAY_ROW = 7, SPANS_SHOWN = 2, EXCEPTIONS_FREE = 2 };

static const char *const row_names[DAYS] = {N_("Montag"),  N_("Dienstag"), N_("Mittwoch"), N_("Donnerstag"),
                                            N_("Freitag"), N_("Samstag"),  N_("Sonntag"),  N_("Feiertage")};
static const struct form_choice holiday_choices[] = {
    {"usual", N_("wie an anderen Tagen")}, {"closed", N_("geschlossen")}, {"own", N_("eigene Zeiten")}};

static const char *cell_name(const struct form *form, const char *group, size_t row, size_t span, const char *end) {
  return arena_printf(form->arena, "hours.%s%zu.%zu.%s", group, row, span, end);
}

static const char *time_text(const struct form *form, int minutes) {
  char text[WEEK_TIME_SIZE];
  week_time_format(minutes == 1440 ? 0 : minutes, text);
  return arena_strdup(form->arena, text);
}

static json_t *show_spans(const struct form *form, const char *group, size_t row, const struct week_spans *spans,
                          size_t least) {
  json_t *cells = json_array();
  size_t count = spans->count + 1 > WEEK_SPANS_MAX ? WEEK_SPANS_MAX : spans->count < least ? least : spans->count + (least > 1);
  for (size_t i = 0; i < count; i++) {
    bool set = i < spans->count;
    const char *from = set ? time_text(form, spans->items[i].from) : "";
    const char *to = set ? time_text(form, spans->items[i].to) : "";
    json_array_append_new(cells, json_pack("{s:o, s:o}", "from",
                                           form_cell(form, cell_name(form, group, row, i, "from"), "time", from, NULL), "to",
                                           form_cell(form, cell_name(form, group, row, i, "to"), "time", to, NULL)));
  }
  return cells;
}

static json_t *show_exceptions(const struct form *form, const struct week *week) {
  json_t *rows = json_array();
  for (size_t i = 0; i < week->exception_count + EXCEPTIONS_FREE && i < WEEK_EXCEPTIONS_MAX; i++) {
    static const struct week_exception none = {0};
    const struct week_exception *exception = i < week->exception_count ? &week->exceptions[i] : &none;
    bool set = i < week->exception_count;
    char from[DAY_TEXT_SIZE] = "";
    char to[DAY_TEXT_SIZE] = "";
    if (set) day_format(exception->from, from);
    if (set && exception->to > exception->from) day_format(exception->to, to);
    const char *prefix = arena_printf(form->arena, "hours.x%zu", i);
    json_array_append_new(
        rows, json_pack("{s:i, s:o, s:o, s:o, s:o}", "number", (int)i + 1, "first",
                        form_cell(form, form_name(form, prefix, "first"), "date", from, N_("Erster Tag")), "last",
                        form_cell(form, form_name(form, prefix, "last"), "date", to, N_("Letzter Tag")), "comment",
                        form_cell(form, form_name(form, prefix, "comment"), "text", exception->comment, N_("Grund")), "spans",
                        show_spans(form, "x", i, &exception->spans, 1)));
  }
  return rows;
}

static json_t *show_grid(const struct form *form, const struct week *week) {
  json_t *rows = json_array();
  json_t *options = json_array();
  const char *chosen = form_shown(form, "hours.holidays", holiday_choices[week->holidays].value);
  for (size_t i = 0; i < COUNT_OF(holiday_choices); i++)
    json_array_append_new(
        options, form_option(holiday_choices[i].value, holiday_choices[i].label, str_equals(chosen, holiday_choices[i].value)));
  for (size_t row = 0; row < DAYS; row++)
    json_array_append_new(
        rows, json_pack("{s:s, s:b, s:o}", "label", row_names[row], "is_holiday", row == HOLIDAY_ROW, "spans",
                        show_spans(form, "", row, row == HOLIDAY_ROW ? &week->holiday_spans : &week->days[row], SPANS_SHOWN)));
  bool appointment = form_has(form, "hours.grid") ? form_ticked(form, "hours.appointment", "1") : week->by_appointment;
  return json_pack("{s:o, s:o, s:o, s:b}", "rows", rows, "holidays", options, "exceptions", show_exceptions(form, week),
                   "appointment", appointment);
}

/* What the hours are in words, and what a tolerant reading assumed. */
static void add_notes(const char *text, json_t *control) {
  struct hours *hours = NULL;
  struct err err;
  scoped_buf words;
  buf_init(&words, 2000);
  if (!*text || !hours_parse(text, &hours, &err)) return;
  json_t *notes = json_array();
  hours_text(hours, &words);
  json_array_append_new(notes, json_pack("{s:s, s:s}", "words", N_("Auf der Tafel steht: {hours}"), "hours", buf_text(&words)));
  for (size_t i = 0; i < hours_warning_count(hours); i++)
    json_array_append_new(notes, json_string(hours_warning(hours, i)));
  form_add_notes(control, notes);
  hours_destroy(hours);
}

void form_show_hours(const struct form *form, const struct form_field *field, json_t *fields) {
  const char *text = form_string(form->entry, field->name);
  struct week week;
  bool fits = week_read(text, &week);
  json_t *control = form_control(form, fields, field->name, field->label, fits ? field->hint : NULL);
  json_t *grid = fits ? show_grid(form, &week) : json_null();
  form_add_special(control, "week",
                   json_pack("{s:o, s:s, s:s}", "grid", grid, "was", text, "text", form_shown(form, "hours.text", text)));
  add_notes(text, control);
}

/* Fills the spans of a row. False, with an error, for what is no span. */
static bool take_spans(struct form *form, const char *group, size_t row, struct week_spans *out) {
  for (size_t i = 0; i < WEEK_SPANS_MAX; i++) {
    const char *from = form_typed(form, cell_name(form, group, row, i, "from"));
    const char *to = form_typed(form, cell_name(form, group, row, i, "to"));
    int begin;
    int end;
    if (!*from && !*to) continue;
    if (!week_time_parse(from, &begin) || !week_time_parse(to, &end)) {
      form_error(form, "opening_hours", N_("Zu jeder Zeit gehören ein Anfang und ein Ende, zum Beispiel 9:00 und 12:00."));
      return false;
    }
    if (end == 0) end = 1440;
    if (begin == end || !week_spans_add(out, begin, end)) {
      form_error(form, "opening_hours", N_("An einem Tag überschneiden sich zwei Zeiten."));
      return false;
    }
  }
  return true;
}

static bool take_exception(struct form *form, size_t row, struct week *week) {
  const char *prefix = arena_printf(form->arena, "hours.x%zu", row);
  const char *first = form_typed(form, form_name(form, prefix, "first"));
  const char *last = form_typed(form, form_name(form, prefix, "last"));
  struct week_exception exception = {0};
  if (!*first && !*last) return true;
  if (!form_day(first, &exception.from) || (*last && !form_day(last, &exception.to))) {
    form_error(form, "opening_hours", N_("Eine Ausnahme braucht ein Datum, zum Beispiel 24.12.2026."));
    return false;
  }
  if (!*last) exception.to = exception.from;
  if (exception.to < exception.from) {
    form_error(form, "opening_hours", N_("Bei einer Ausnahme liegt der letzte Tag vor dem ersten."));
    return false;
  }
  str_copy(exception.comment, sizeof exception.comment, form_typed(form, form_name(form, prefix, "comment")));
  for (char *c = exception.comment; *c; c++)
    if (*c == '"') *c = '\'';
  if (!take_spans(form, "x", row, &exception.spans)) return false;
  week->exceptions[week->exception_count++] = exception;
  return true;
}

static bool take_grid(struct form *form, struct week *week) {
  const char *holidays = form_typed(form, "hours.holidays");
  *week = (struct week){.by_appointment = form_ticked(form, "hours.appointment", "1")};
  for (size_t i = 0; i < COUNT_OF(holiday_choices); i++)
    if (str_equals(holidays, holiday_choices[i].value)) week->holidays = (enum week_holidays)i;
  for (size_t row = 0; row < DAYS; row++)
    if (!take_spans(form, "", row, row == HOLIDAY_ROW ? &week->holiday_spans : &week->days[row])) return false;
  if (week->holiday_spans.count > 0) week->holidays = WEEK_HOLIDAYS_OWN;
  if (week->holidays == WEEK_HOLIDAYS_OWN && week->holiday_spans.count == 0) week->holidays = WEEK_HOLIDAYS_CLOSED;
  for (size_t row = 0; row < WEEK_EXCEPTIONS_MAX; row++)
    if (!take_exception(form, row, week)) return false;
  return true;
}

static void take_text(struct form *form, const struct form_field *field, const char *text) {
  struct hours *hours = NULL;
  struct err err;
  form_set(form->entry, field->name, text);
  if (*text && !hours_parse(text, &hours, &err))
    form_error_with(form, field->name,
                    json_pack("{s:s, s:s}", "words", N_("Diese Zeiten sind nicht zu lesen: {reason}"), "reason", err.msg));
  hours_destroy(hours);
}

static void write(const struct week *week, struct buf *out) {
  buf_init(out, 4 * WEEK_TEXT_MAX);
  week_write(week, out);
}

void form_take_hours(struct form *form, const struct form_field *field) {
  struct week typed;
  struct week stored;
  if (!form_has(form, "hours.text")) return;
  const char *text = form_typed(form, "hours.text");
  if (!form_has(form, "hours.grid") || !str_equals(text, form_typed(form, "hours.was"))) {
    take_text(form, field, text);
    return;
  }
  if (!take_grid(form, &typed)) return;
  scoped_buf after, before;
  write(&typed, &after);
  bool had_grid = week_read(form_string(form->entry, field->name), &stored);
  if (!had_grid) stored = (struct week){0};
  write(&stored, &before);
  /* The same hours in other words stay in the words that they had. */
  if (!had_grid || !str_equals(buf_text(&before), buf_text(&after))) form_set(form->entry, field->name, buf_text(&after));
}
