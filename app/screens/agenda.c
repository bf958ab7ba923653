/* Events by day: seven days as buttons, the chosen day's occurrences below. */
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/civil.h"

enum { DAYS = 7 };

struct agenda {
  struct app *app;
  int32_t today, day;
  size_t counts[DAYS];
};

static int draw_days(struct ui *ui, struct agenda *agenda, int x, int y, int width) {
  const struct theme *theme = ui->theme;
  struct words w = app_words(agenda->app);
  int gap = ui_mm(ui, 4);
  ui->chrome = true; /* seven buttons must stay side by side; the day itself is named again in large text */
  struct label name = {.size = TEXT_META, .bold = true, .align = ALIGN_CENTER, .silent = true, .max_lines = 1};
  struct label number = {.size = TEXT_ROW, .bold = true, .align = ALIGN_CENTER, .silent = true, .max_lines = 1};
  int in_line = DAYS;
  while (in_line > 3 && (width - (in_line - 1) * gap) / in_line < ui_mm(ui, 22))
    in_line = (in_line + 1) / 2;
  int cell = (width - (in_line - 1) * gap) / in_line;
  int height = 0;
  for (int i = 0; i < DAYS; i++) {
    int32_t day = agenda->today + i;
    struct action action = action_of(ACTION_FILTER, i);
    bool on = (agenda->day == day) != ui_is_pressed(ui, &action);
    name.color = number.color = on ? theme->on_ink : theme->ink;
    int year, month, month_day;
    day_to_ymd(day, &year, &month, &month_day);
    const char *label = i == 0 ? TR(ui, "Heute") : words_weekday_short(&w, (int)day_weekday(day));
    const char *date = ui_printf(ui, TR(ui, "%d."), month_day);
    const struct text_block *upper = ui_layout(ui, label, &name, cell);
    if (upper->truncated) { /* "Сьогодні" on a narrow panel */
      label = words_weekday_short(&w, (int)day_weekday(day));
      upper = ui_layout(ui, label, &name, cell);
    }
    const struct text_block *lower = ui_layout(ui, date, &number, cell);
    int h = upper->height + lower->height + ui_mm(ui, 1);
    if (h < ui_mm(ui, 22)) h = ui_mm(ui, 22);
    struct rect rect = {x + i % in_line * (cell + gap), y + i / in_line * (h + gap), cell, h};
    ui_box(ui, rect, on ? theme->ink : theme->card, theme->control, 0.75, 5);
    int top = rect.y + (h - upper->height - lower->height) / 2;
    int closer = upper->height / 10; /* two lines of one label stand closer than two lines of text */
    ui_block(ui, rect.x, top + closer / 2, cell, upper);
    ui_block(ui, rect.x, top + upper->height - closer, cell, lower);
    ui_node(ui, ROLE_BUTTON, ui_printf(ui, "%s %s", label, date), NULL, agenda->day == day ? NODE_SELECTED : 0, rect, &action);
    height = rect_bottom(rect) - y;
  }
  ui->chrome = false;
  return height;
}

static int draw_head(struct ui *ui, void *context, int x, int y, int width) {
  struct agenda *agenda = context;
  struct words w = app_words(agenda->app);
  int at = y + title_draw(ui, x, y, width, TR(ui, "Veranstaltungen"), AREA_EVENTS, NULL, 0);
  at += draw_days(ui, agenda, x, at, width) + ui_gap(ui, 5);
  struct label label = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  at += ui_text(ui, x, at, width, words_day_heading(&w, agenda->day, agenda->today), &label) + ui_gap(ui, 3);
  return at - y;
}

/* Counted by position: a day holds few rows. */
static bool fetch(void *context, const struct list_cursor *cursor UNUSED, size_t index, bool backward, size_t limit,
                  struct row *rows, struct list_cursor *after UNUSED, size_t *count) {
  struct agenda *agenda = context;
  struct app *app = agenda->app;
  size_t skip = backward ? (index > limit ? index - limit : 0) : index;
  if (backward) limit = index - skip;
  int64_t from = day_wall(agenda->day);
  if (agenda->day == agenda->today) from = model_now(app->model); /* what is over is gone */
  struct occurrence *found = arena_array(app->ui.arena, limit + 1, sizeof *found);
  struct err err;
  if (!reader_occurrences(model_reader(app->model), from, day_wall(agenda->day + 1), model_visible_now(app->model), skip, limit,
                          app->ui.arena, found, count, &err))
    return false;
  for (size_t i = 0; i < *count; i++)
    rows[backward ? *count - 1 - i : i] = row_of_occurrence(app, &found[i], false);
  return true;
}

static int draw_empty(struct ui *ui, void *context, int x, int y, int width) {
  struct agenda *agenda = context;
  bool today = agenda->day == agenda->today;
  return message_draw(ui, x, y, width, "event_available",
                      today ? TR(ui, "Heute steht nichts mehr im Kalender") : TR(ui, "An diesem Tag steht nichts im Kalender"),
                      TR(ui, "Tippen Sie oben auf einen anderen Tag."));
}

static int draw_no_clock(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  int height = title_draw(ui, x, y, width, TR(ui, "Veranstaltungen"), AREA_EVENTS, NULL, 0);
  return height +
         message_draw(ui, x, y + height, width, "schedule", TR(ui, "Die Uhr dieser Tafel ist noch nicht gestellt"),
                      TR(ui, "Deshalb zeigen wir hier noch keine Termine. Unter „A bis Z“ finden Sie alle Veranstaltungen."));
}

void agenda_build(struct app *app, struct ui *ui, struct rect page) {
  struct view *view = app_view(app);
  if (!model_clock_is_trusted(app->model)) {
    page_draw(ui, page, &view->scroll, draw_no_clock, NULL);
    return;
  }
  struct agenda agenda = {.app = app, .today = wall_day(model_now(app->model))};
  agenda.day = agenda.today + view->filter;
  struct list_source source = {.context = &agenda, .fetch = fetch, .draw_cell = row_draw, .columns = 1};
  struct list_head head = {draw_head, &agenda};
  page_list(ui, page, &view->scroll, &head, &source, draw_empty, &agenda);
}
