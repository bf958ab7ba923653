/* The month: a grid of days with how much is on, or on small panels and in large text a list of the days that have something.
 * It leads back to the agenda with the day that was chosen. */
#include "screens/agenda.h"

#include "base/civil.h"
#include "base/str.h"
#include "model/month.h"
#include "screens/rows.h"
#include "screens/screen.h"

static const double gap_mm = 3.2, least_cell_mm = 16, least_width_mm = 20;

enum { MONTH_DAYS_MAX = 31 };

struct month_page {
  struct app *app;
  struct agenda_choice choice; /* of the agenda behind */
  int32_t today, month, chosen;
  size_t counts[MONTH_DAYS_MAX];
};

/* This screen keeps its month in the place of the day, by the 1st. */
static struct action month_action(const struct month_page *m, int32_t month) {
  struct agenda_choice choice = m->choice;
  choice.day = month_first_day(month);
  return action_of(ACTION_FILTER, agenda_action(&choice).number);
}

/* The day that the agenda behind shows. */
static int32_t chosen_day(const struct month_page *m) {
  const struct app *app = m->app;
  if (app->depth == 0 || app->history[app->depth - 1].screen != SCREEN_AGENDA) return m->today;
  int32_t day = agenda_choice_of(&app->history[app->depth - 1]).day;
  return day > m->today ? day : m->today;
}

static void read_month(struct month_page *m) {
  struct app *app = m->app;
  struct day_total totals[MONTH_DAYS_MAX] = {0};
  struct agenda_filter filter = agenda_filter_of(&m->choice);
  struct err err;
  int32_t first = month_first_day(m->month);
  if (!reader_day_totals(model_reader(app->model), &filter, first, (size_t)month_length(m->month), totals, &err)) return;
  for (int i = 0; i < month_length(m->month); i++)
    m->counts[i] = totals[i].starting + totals[i].running;
  int at = m->today - first;
  if (at >= 0 && at < month_length(m->month)) /* what is over is gone */
    m->counts[at] = agenda_count(app, &m->choice, model_now(app->model), day_wall(m->today + 1));
}

static void take_month(struct month_page *m) {
  m->today = wall_day(model_now(m->app->model));
  m->choice = agenda_choice_of(app_view(m->app));
  m->choice.weekend = false;
  m->chosen = chosen_day(m);
  int32_t last = month_of_day(m->today + AGENDA_AHEAD_DAYS - 1);
  m->month = month_of_day(m->choice.day > m->today ? m->choice.day : m->today);
  if (m->month > last) m->month = last;
  read_month(m);
}

/* "Dezember", and in another year "Januar 2027". */
static const char *month_words(struct month_page *m, int32_t month, bool with_year) {
  struct words w = app_words(m->app);
  with_year = with_year || month_year(month) != month_year(month_of_day(m->today));
  return words_month(&w, month_in_year(month), with_year ? month_year(month) : 0);
}

/* ---- the head: the months beside this one ---- */

struct neighbour {
  bool is_there;
  struct chip chip;
};

/* The month before stands at the start and the one behind at the end, as on paper. */
static void neighbours(struct month_page *m, struct neighbour out[2]) {
  int32_t first = month_of_day(m->today), last = month_of_day(m->today + AGENDA_AHEAD_DAYS - 1);
  static const char *const icons[2] = {"chevron_left", "chevron_right"};
  for (int i = 0; i < 2; i++) {
    int32_t month = m->month + (i == 0 ? -1 : 1);
    out[i] = (struct neighbour){
        month >= first && month <= last,
        {.icon = icons[i], .text = month_words(m, month, false), .action = month_action(m, month)},
    };
  }
}

static int chip_size(struct ui *ui, const struct chip *chip, int width, int *height) {
  int used;
  ui_measure_begin(ui);
  *height = chips_draw(ui, 0, 0, width, chip, 1, false, &used);
  ui_measure_end(ui);
  return used;
}

/* In one line, the name in its middle; false where there is no room for that. */
static bool draw_head_line(struct ui *ui, const struct neighbour sides[2], const char *name, int x, int y, int width,
                           int *height) {
  struct label label = {
      .size = TEXT_TITLE, .bold = true, .color = ui->theme->area[AREA_EVENTS], .role = ROLE_HEADING, .align = ALIGN_CENTER};
  const struct text_block *block = ui_layout(ui, name, &label, 0x7FFF);
  int high, widest = 0;
  *height = block->height;
  for (int i = 0; i < 2; i++) {
    int w = chip_size(ui, &sides[i].chip, width, &high);
    if (w > widest) widest = w;
    if (high > *height) *height = high;
  }
  if (block->width + 2 * (widest + ui_gap(ui, 6)) > width) return false;
  if (sides[0].is_there) chips_draw(ui, x, y + (*height - high) / 2, width, &sides[0].chip, 1, false, NULL);
  ui_text(ui, x, y + (*height - block->height) / 2, width, name, &label);
  if (sides[1].is_there) chips_draw(ui, x, y + (*height - high) / 2, width, &sides[1].chip, 1, true, NULL);
  *height += ui_gap(ui, 4);
  return true;
}

static int draw_month_head(struct ui *ui, struct month_page *m, int x, int y, int width) {
  struct neighbour sides[2];
  struct chip chips[2];
  size_t count = 0;
  int height;
  const char *name = month_words(m, m->month, true);
  const char *filters = agenda_filter_words(m->app, &m->choice);
  neighbours(m, sides);
  if (ui->reach || !draw_head_line(ui, sides, name, x, y, width, &height)) {
    for (int i = 0; i < 2; i++)
      if (sides[i].is_there) chips[count++] = sides[i].chip;
    height = title_draw(ui, x, y, width, name, AREA_EVENTS, chips, count);
  }
  if (!filters) return height;
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft, .align = ALIGN_CENTER};
  return height + ui_text(ui, x, y + height, width, ui_printf(ui, TR(ui, "Nur: %s"), filters), &soft) + ui_gap(ui, 2);
}

static struct action day_action(const struct month_page *m, int32_t day) {
  struct agenda_choice choice = m->choice;
  choice.day = day == m->today ? 0 : day;
  return agenda_action(&choice);
}

/* ---- the grid ---- */

struct grid {
  int x, y, cell_w, cell_h, gap;
  int skip;                        /* weeks that are over and left out */
  bool long_counts, long_weekdays; /* "3 Termine", "Samstag": what fits in every cell */
};

static const char *short_count(struct ui *ui, size_t count, bool with_word) {
  if (count == 0) return "–";
  if (count >= AGENDA_COUNT_MAX) return TR(ui, "über 99");
  return with_word ? ui_printf(ui, trn(ui->catalog, "%zu Termin", "%zu Termine", count), count) : ui_printf(ui, "%zu", count);
}

static struct label count_label(struct color color) {
  return (struct label){.size = TEXT_SMALL, .align = ALIGN_CENTER, .color = color, .silent = true, .max_lines = 1};
}

static struct label number_label(struct color color) {
  return (struct label){
      .size = TEXT_STRONG, .bold = true, .align = ALIGN_CENTER, .color = color, .silent = true, .max_lines = 1};
}

static bool words_fit(struct ui *ui, const struct month_page *m, int width) {
  struct label label = count_label(COLOR_NONE);
  for (int i = 0; i < month_length(m->month); i++)
    if (ui_layout(ui, short_count(ui, m->counts[i], true), &label, 0x7FFF)->width > width) return false;
  return true;
}

static bool weekdays_fit(struct ui *ui, struct month_page *m, bool is_long, int width) {
  struct words w = app_words(m->app);
  struct label label = {.size = TEXT_META, .bold = true};
  for (int day = 0; day < WEEK_DAYS; day++)
    if (ui_layout(ui, is_long ? words_weekday(&w, day) : words_weekday_short(&w, day), &label, 0x7FFF)->width > width)
      return false;
  return true;
}

static void draw_weekdays(struct ui *ui, struct month_page *m, const struct grid *grid, int y, int height) {
  struct words w = app_words(m->app);
  struct label label = {.size = TEXT_META, .bold = true, .align = ALIGN_CENTER, .color = ui->theme->ink, .max_lines = 1};
  for (int day = 0; day < WEEK_DAYS; day++) {
    const char *name = grid->long_weekdays ? words_weekday(&w, day) : words_weekday_short(&w, day);
    const struct text_block *block = ui_layout(ui, name, &label, grid->cell_w);
    ui_text(ui, grid->x + day * (grid->cell_w + grid->gap), y + (height - block->height) / 2, grid->cell_w, name, &label);
  }
}

struct day_look {
  struct color fill, border, ink;
  double border_mm;
};

static struct day_look look_of(struct ui *ui, const struct month_page *m, int32_t day, const struct action *action) {
  const struct theme *theme = ui->theme;
  if (day < m->today) return (struct day_look){theme->paper, COLOR_NONE, theme->soft, 0};
  bool filled = (day == m->chosen) != ui_is_pressed(ui, action);
  struct day_look look = {filled ? theme->area[AREA_EVENTS] : theme->card, theme->control, filled ? theme->on_area : theme->ink,
                          0.75};
  if (day == m->today) look.border = theme->area[AREA_EVENTS], look.border_mm = 1.5;
  return look;
}

/* "Heute, Samstag, 21. November" */
static const char *day_name(struct month_page *m, int32_t day) {
  struct words w = app_words(m->app);
  const char *date = words_date_long(&w, day);
  return day == m->today ? arena_printf(w.arena, tr(w.catalog, "Heute, %s"), date) : date;
}

static void draw_cell(struct ui *ui, struct month_page *m, const struct grid *grid, int i) {
  int32_t day = month_first_day(m->month) + i;
  int at = month_lead(m->month) + i - grid->skip * WEEK_DAYS;
  if (at < 0) return;
  struct rect rect = {grid->x + at % WEEK_DAYS * (grid->cell_w + grid->gap),
                      grid->y + at / WEEK_DAYS * (grid->cell_h + grid->gap), grid->cell_w, grid->cell_h};
  struct action action = day_action(m, day);
  struct day_look look = look_of(ui, m, day, &action);
  struct label number = number_label(look.ink), count = count_label(look.ink);
  const char *today = ui_printf(ui, TR(ui, "Heute %d."), i + 1);
  bool says_today = day == m->today && ui_layout(ui, today, &number, 0x7FFF)->width < rect.w - ui_mm(ui, 4);
  const struct text_block *upper = ui_layout(ui, says_today ? today : ui_printf(ui, "%d", i + 1), &number, rect.w);
  bool past = day < m->today;
  const struct text_block *lower =
      past ? NULL : ui_layout(ui, short_count(ui, m->counts[i], grid->long_counts), &count, rect.w);
  int closer = upper->height / 6;
  int height = upper->height + (lower ? lower->height - 2 * closer : 0);
  int top = rect.y + (rect.h - height) / 2;
  ui_box(ui, rect, look.fill, look.border, look.border_mm, 5);
  ui_block(ui, rect.x, lower ? top - closer : top, rect.w, upper);
  if (lower) ui_block(ui, rect.x, top + upper->height - 2 * closer, rect.w, lower);
  if (past) {
    ui_node(ui, ROLE_TEXT, day_name(m, day), TR(ui, "vorbei"), 0, rect, NULL);
    return;
  }
  const char *name = ui_printf(ui, TR(ui, "%s, %s"), day_name(m, day), agenda_count_words(m->app, m->counts[i]));
  ui_node(ui, ROLE_BUTTON, name, NULL, day == m->chosen ? NODE_SELECTED : 0, rect, &action);
}

/* What the small numbers are, where there is no room to say it in each cell. Returns its height; measures where y is below 0.
 */
static int draw_legend(struct ui *ui, const struct grid *grid, int y, int width) {
  struct label label = {.size = TEXT_META, .color = ui->theme->soft};
  if (y < 0) ui_measure_begin(ui);
  int height = ui_text(ui, grid->x, y, width, TR(ui, "Die kleine Zahl sagt, wie viele Termine es an dem Tag gibt."), &label);
  if (y < 0) ui_measure_end(ui);
  return height + ui_gap(ui, 2);
}

/* Room for six weeks, so that the buttons of a month stand where those of the last one stood; where there is not, for those of
 * this month, and at last for those that are not over. False: not even that is enough. */
static bool fit_weeks(struct ui *ui, const struct month_page *m, int room, int least, struct grid *grid) {
  int today = m->today - month_first_day(m->month);
  int over = today > 0 ? (month_lead(m->month) + today) / WEEK_DAYS : 0;
  const struct {
    int weeks, skip;
  } ways[] = {{MONTH_WEEKS_MAX, 0}, {month_weeks(m->month), 0}, {month_weeks(m->month) - over, over}};
  int most = ui_mm(ui, ui->metrics.portrait ? 34 : 24);
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    grid->cell_h = (room - (ways[i].weeks - 1) * grid->gap) / ways[i].weeks;
    if (grid->cell_h > most) grid->cell_h = most;
    grid->skip = ways[i].skip;
    if (grid->cell_h >= least) return true;
  }
  return false;
}

/* False, and nothing drawn: the panel is too small for a grid that a finger can use and an eye can read. */
static bool draw_grid(struct ui *ui, struct month_page *m, struct rect page) {
  struct grid grid = {.x = page.x, .gap = ui_mm(ui, gap_mm)};
  struct label weekday = {.size = TEXT_META, .bold = true}, number = number_label(COLOR_NONE), count = count_label(COLOR_NONE);
  ui_measure_begin(ui);
  int head = draw_month_head(ui, m, page.x, page.y, page.w);
  ui_measure_end(ui);
  int names = ui_layout(ui, "Mo", &weekday, page.w)->height + ui_mm(ui, 1);
  int words = (ui_layout(ui, "0", &number, page.w)->height + ui_layout(ui, "0", &count, page.w)->height) * 9 / 10;
  grid.y = page.y + head + names;
  grid.cell_w = (page.w - (WEEK_DAYS - 1) * grid.gap) / WEEK_DAYS;
  grid.long_counts = words_fit(ui, m, grid.cell_w - ui_mm(ui, 3));
  grid.long_weekdays = weekdays_fit(ui, m, true, grid.cell_w);
  if (!grid.long_weekdays && !weekdays_fit(ui, m, false, grid.cell_w)) return false;
  int least = ui_mm(ui, least_cell_mm) > words ? ui_mm(ui, least_cell_mm) : words;
  int legend = grid.long_counts ? 0 : draw_legend(ui, &grid, -1, page.w);
  if (grid.cell_w < ui_mm(ui, least_width_mm) || !fit_weeks(ui, m, rect_bottom(page) - grid.y - legend, least, &grid))
    return false;
  draw_month_head(ui, m, page.x, page.y, page.w);
  draw_weekdays(ui, m, &grid, page.y + head, names);
  for (int i = 0; i < month_length(m->month); i++)
    draw_cell(ui, m, &grid, i);
  int weeks = month_weeks(m->month) - grid.skip;
  if (legend > 0) draw_legend(ui, &grid, grid.y + weeks * (grid.cell_h + grid.gap), page.w);
  return true;
}

/* ---- the list ---- */

static int draw_day_list(struct ui *ui, void *context, int x, int y, int width) {
  struct month_page *m = context;
  int at = y + draw_month_head(ui, m, x, y, width);
  int first = m->today - month_first_day(m->month);
  size_t drawn = 0;
  for (int i = first > 0 ? first : 0; i < month_length(m->month); i++) {
    int32_t day = month_first_day(m->month) + i;
    if (m->counts[i] == 0) continue;
    struct row row = {.title = day_name(m, day), .area = AREA_EVENTS, .action = day_action(m, day)};
    row.facts[row.fact_count++] = (struct fact){"event", agenda_count_words(m->app, m->counts[i]), COLOR_NONE};
    at += row_draw(ui, x, at, width, &row) + ui_gap(ui, 4.5);
    drawn++;
  }
  if (drawn == 0)
    at += message_draw(ui, x, at, width, "event_available", TR(ui, "In diesem Monat steht nichts mehr im Kalender"), "");
  return at - y;
}

void month_build(struct app *app, struct ui *ui, struct rect page) {
  if (!model_clock_is_trusted(app->model)) {
    agenda_no_clock_build(app, ui, page);
    return;
  }
  struct month_page m = {.app = app};
  take_month(&m);
  if (!draw_grid(ui, &m, page)) page_draw(ui, page, &app_view(app)->scroll, draw_day_list, &m);
}
