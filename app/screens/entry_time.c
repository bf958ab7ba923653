/* When somebody is there, and when an event is. */
#include "screens/entry_blocks.h"

#include "base/civil.h"
#include "base/str.h"

int block_status(struct ui *ui, struct detail *d, int x, int y, int width) {
  enum hours_state state;
  const char *words = model_hours_words(d->app->model, &d->words, d->entry.opening_hours, true, &state);
  if (!words || d->on_paper) return 0;
  const struct theme *theme = ui->theme;
  struct label label = {.size = TEXT_STRONG, .bold = true};
  label.color = state == HOURS_OPEN ? theme->open : state == HOURS_CLOSED ? theme->closed : theme->ink;
  const char *icon = state == HOURS_OPEN ? "check_circle" : state == HOURS_CLOSED ? "cancel" : "help";
  return icon_line(ui, x, y, width, icon, words, &label);
}

static int draw_week_line(struct ui *ui, struct detail *d, int x, int y, int width, int label_width,
                          const struct hours_line *line) {
  struct label label = {.size = TEXT_BODY, .bold = line->covers_today, .color = ui->theme->ink};
  const char *days = words_weekdays(&d->words, line->weekdays);
  const char *times = line->times;
  if (!str_is_empty(line->note)) times = ui_printf(ui, "%s (%s)", times, line->note);
  /* All spans of a table run the same way, also beside a German comment: U+200F makes the line right-to-left. */
  if (ui->rtl) times = ui_printf(ui, "\u200f%s", times);
  if (label_width > width * 45 / 100) { /* too narrow for two columns */
    int height = ui_text(ui, x, y, width, days, &label);
    return height + ui_text(ui, x + ui_mm(ui, 5), y + height, width - ui_mm(ui, 5), times, &label);
  }
  int left = ui_text(ui, x, y, label_width, days, &label);
  int right = ui_text(ui, x + label_width, y, width - label_width, times, &label);
  return left > right ? left : right;
}

int block_hours(struct ui *ui, struct detail *d, int x, int y, int width) {
  struct model *model = d->app->model;
  const struct hours *hours = str_is_empty(d->entry.opening_hours) ? NULL : model_hours_parsed(model, d->entry.opening_hours);
  if (!hours) return 0;
  int at = y + (d->wide ? block_status(ui, d, x, y, width) : 0); /* in one column it stands below the name */
  if (at > y) at += ui_gap(ui, 2);
  struct hours_line *lines;
  size_t count;
  if (!model_clock_is_trusted(model) || d->on_paper) { /* this week's table would lie in the drawer next week */
    struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
    const char *text = words_hours(&d->words, hours, &label.lang);
    return at - y + ui_text(ui, x, at, width, text, &label);
  }
  hours_week(hours, model_hours_place(model), wall_day(model_now(model)), d->words.lang, ui->arena, &lines, &count);
  struct label label = {.size = TEXT_BODY, .bold = true};
  int label_width = 0;
  for (size_t i = 0; i < count; i++) {
    int w = ui_layout(ui, words_weekdays(&d->words, lines[i].weekdays), &label, 10000)->width;
    if (w > label_width) label_width = w;
  }
  for (size_t i = 0; i < count; i++)
    at += draw_week_line(ui, d, x, at, width, label_width + ui_mm(ui, 10), &lines[i]) + ui_mm(ui, 1);
  return at - y;
}

/* "Sa 26.12., Sa 2.1.": dates of the series that were taken out, as far as somebody plans. NULL when there are none. */
static const char *pauses(struct ui *ui, struct detail *d) {
  enum { PLAN_DAYS = 60 };
  const char *words = NULL;
  int32_t today = wall_day(model_now(d->app->model));
  if (!d->entry.rrule) return NULL;
  for (size_t i = 0; i < d->entry.exdate.count; i++) {
    int32_t day = wall_day(d->entry.exdate.items[i].wall);
    if (day < today || day > today + PLAN_DAYS) continue;
    const char *date = words_date_short(&d->words, day);
    words = words ? ui_printf(ui, TR(ui, "%s, %s"), words, date) : date;
  }
  return words;
}

int block_when(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (d->entry.kind != KIND_EVENT) return 0;
  const struct theme *theme = ui->theme;
  struct label strong = {.size = TEXT_STRONG, .bold = true, .color = theme->area[AREA_EVENTS]};
  struct label plain = {.size = TEXT_BODY, .color = theme->ink};
  int at = y;
  if (d->entry.event_status != EVENT_SCHEDULED && d->next_count > 0) { /* the date that it had is not where to go */
    struct label off = {.size = TEXT_BODY, .bold = true, .color = theme->closed};
    at += ui_text(ui, x, at, width, TR(ui, "Dieser Termin fällt aus:"), &off);
    strong = plain;
  }
  int32_t today = wall_day(model_now(d->app->model));
  if (d->next_count > 0) {
    const struct occurrence *first = &d->next[0];
    at += icon_line(ui, x, at, width, "event", words_day_heading(&d->words, wall_day(first->start), today), &strong);
    at += icon_line(ui, x, at, width, "schedule", words_span(&d->words, first->start, first->end, first->date_only), &strong);
  } else {
    at += ui_text(ui, x, at, width, TR(ui, "Zurzeit steht kein Termin fest."), &plain);
  }
  const char *repeat = repeat_words(d->app, &d->entry);
  if (repeat) at += ui_gap(ui, 2) + icon_line(ui, x, at + ui_gap(ui, 2), width, "repeat", repeat, &plain);
  const char *out = pauses(ui, d);
  if (out)
    at += ui_gap(ui, 2) +
          icon_line(ui, x, at + ui_gap(ui, 2), width, "event_busy", ui_printf(ui, TR(ui, "Nicht am %s"), out), &plain);
  if (d->next_count > 1) {
    at += ui_gap(ui, 3);
    at += ui_text(ui, x, at, width, TR(ui, "Auch am:"), &plain);
    for (size_t i = 1; i < d->next_count; i++)
      at += ui_text(ui, x + ui_mm(ui, 5), at, width - ui_mm(ui, 5),
                    ui_printf(ui, TR(ui, "%s, %s"), words_date_long(&d->words, wall_day(d->next[i].start)),
                              words_span(&d->words, d->next[i].start, d->next[i].end, d->next[i].date_only)),
                    &plain);
  }
  return at - y;
}
