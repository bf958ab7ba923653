/* Events by day: seven days and the month as buttons, filters beside the title, the chosen day's occurrences below. */
#include "screens/agenda.h"

#include "base/civil.h"
#include "base/str.h"
#include "screens/agenda_out.h"
#include "screens/rows.h"
#include "screens/screen.h"

/* Days as buttons, then the month; where there is little room fewer days, and one button for all filters. */
enum { DAYS = 7, FEW_DAYS = 2, BUTTONS_MAX = DAYS + 1 };

struct agenda {
  struct app *app;
  struct agenda_choice choice;
  int32_t today, day;
  int64_t from, to;      /* what is shown; what is over is gone */
  size_t count;          /* of that, at most AGENDA_COUNT_MAX */
  struct agenda_out out; /* what is not, this once; under filters nothing */
  bool by_day;           /* several days: rows say which */
};

/* ---- what is shown ---- */

/* This week's Saturday and Sunday; on a Sunday what is left of it. */
static void take_weekend(struct agenda *a, int64_t now) {
  int32_t saturday = a->today + ((int)SATURDAY - (int)day_weekday(a->today) + DAYS) % DAYS;
  if (day_weekday(a->today) == SUNDAY) saturday = a->today - 1;
  a->from = day_wall(saturday) > now ? day_wall(saturday) : now;
  a->to = day_wall(saturday + 2);
  a->by_day = wall_day(a->from) == saturday;
}

static void take_choice(struct agenda *a) {
  struct app *app = a->app;
  int64_t now = model_now(app->model);
  a->today = wall_day(now);
  a->choice = agenda_choice_of(app_view(app));
  bool later = a->choice.day > a->today && a->choice.day <= a->today + AGENDA_AHEAD_DAYS;
  if (!later) a->choice.day = 0; /* or midnight has passed */
  a->day = later ? a->choice.day : a->today;
  a->from = later ? day_wall(a->day) : now;
  a->to = day_wall(a->day + 1);
  if (a->choice.weekend) take_weekend(a, now);
  a->count = agenda_count(app, &a->choice, a->from, a->to);
  if (!agenda_is_filtered(&a->choice)) agenda_out_read(app, a->from, a->to, a->by_day, &a->out);
}

static const char *heading_words(struct agenda *a) {
  struct words w = app_words(a->app);
  if (!a->choice.weekend || !a->by_day) return words_day_heading(&w, wall_day(a->from), a->today);
  int32_t saturday = wall_day(a->from);
  return arena_printf(w.arena, tr(w.catalog, "%s und %s"), words_date_long(&w, saturday), words_date_inside(&w, saturday + 1));
}

/* ---- days ---- */

struct day_button {
  const char *upper, *lower, *icon; /* the month has an icon in place of a number */
  const char *name;                 /* as it is said */
  bool on;
  struct action action;
};

static int day_count(const struct ui *ui) { return ui_is_compact(ui) ? FEW_DAYS : DAYS; }

static struct day_button day_button(struct ui *ui, struct agenda *a, int i) {
  struct words w = app_words(a->app);
  int32_t day = a->today + i;
  struct agenda_choice choice = a->choice;
  int year, month, month_day;
  day_to_ymd(day, &year, &month, &month_day);
  choice.day = i == 0 ? 0 : day;
  choice.weekend = false;
  struct day_button button = {.lower = ui_printf(ui, TR(ui, "%d."), month_day), .action = agenda_action(&choice)};
  button.upper = i == 0 ? TR(ui, "Heute") : words_weekday_short(&w, (int)day_weekday(day));
  button.name = ui_printf(ui, "%s %s", button.upper, button.lower);
  button.on = a->choice.weekend ? day >= wall_day(a->from) && day_wall(day) < a->to : a->day == day;
  return button;
}

static struct day_button month_button(struct ui *ui, struct agenda *a) {
  struct agenda_choice choice = a->choice;
  choice.weekend = false;
  struct action action = agenda_action(&choice);
  return (struct day_button){.upper = TR(ui, "Monat"),
                             .name = TR(ui, "Monat"),
                             .icon = "calendar_month",
                             .on = !a->choice.weekend && a->day >= a->today + day_count(ui),
                             .action = action_full(ACTION_GO, SCREEN_MONTH, action.number, action.id)};
}

static struct action to_choices(const struct agenda *a) {
  struct action now = agenda_action(&a->choice);
  return action_full(ACTION_GO, SCREEN_AGENDA_TOPIC, now.number, now.id);
}

static struct day_button choice_button(struct ui *ui, struct agenda *a) {
  return (struct day_button){.upper = TR(ui, "Auswahl"),
                             .name = TR(ui, "Auswahl"),
                             .icon = "filter_alt",
                             .on = a->choice.weekend || agenda_is_filtered(&a->choice),
                             .action = to_choices(a)};
}

static int collect_buttons(struct ui *ui, struct agenda *a, struct day_button out[BUTTONS_MAX]) {
  int count = 0;
  while (count < day_count(ui)) {
    out[count] = day_button(ui, a, count);
    count++;
  }
  out[count++] = month_button(ui, a);
  if (ui_is_compact(ui)) out[count++] = choice_button(ui, a);
  return count;
}

struct day_blocks {
  const struct text_block *upper, *lower; /* lower NULL: an icon */
  int height;
};

static struct day_blocks day_blocks(struct ui *ui, struct agenda *a, const struct day_button *button, int i, int cell,
                                    struct color ink) {
  struct words w = app_words(a->app);
  struct label name = {.size = TEXT_META, .bold = true, .align = ALIGN_CENTER, .silent = true, .max_lines = 1, .color = ink};
  struct label number = name;
  number.size = TEXT_ROW;
  struct day_blocks blocks = {.upper = ui_layout(ui, button->upper, &name, cell)};
  if (blocks.upper->truncated && button->icon) {
    name.size = TEXT_SMALL;
    blocks.upper = ui_layout(ui, button->upper, &name, cell);
  }
  if (blocks.upper->truncated && !button->icon) /* "Сьогодні" on a narrow panel */
    blocks.upper = ui_layout(ui, words_weekday_short(&w, (int)day_weekday(a->today + i)), &name, cell);
  blocks.lower = ui_layout(ui, button->lower ? button->lower : "0", &number, cell);
  blocks.height = blocks.upper->height + blocks.lower->height;
  return blocks;
}

static void draw_day(struct ui *ui, struct agenda *a, struct rect rect, int i, const struct day_button *button) {
  const struct theme *theme = ui->theme;
  bool filled = button->on != ui_is_pressed(ui, &button->action);
  struct color ink = filled ? theme->on_ink : theme->ink;
  struct day_blocks blocks = day_blocks(ui, a, button, i, rect.w, ink);
  ui_box(ui, rect, filled ? theme->ink : theme->card, theme->control, 0.75, 5);
  int top = rect.y + (rect.h - blocks.height) / 2;
  int closer = blocks.upper->height / 10; /* two lines of one label stand closer than two lines of text */
  if (button->icon) {
    int icon_px = blocks.lower->height;
    ui_icon(ui, rect.x + (rect.w - icon_px) / 2, top + closer / 2, icon_px, button->icon, ink);
    ui_block(ui, rect.x, top + icon_px - closer, rect.w, blocks.upper);
  } else {
    ui_block(ui, rect.x, top + closer / 2, rect.w, blocks.upper);
    ui_block(ui, rect.x, top + blocks.upper->height - closer, rect.w, blocks.lower);
  }
  ui_node(ui, ROLE_BUTTON, button->name, NULL, button->on ? NODE_SELECTED : 0, rect, &button->action);
}

static bool buttons_fit(struct ui *ui, struct agenda *a, const struct day_button *buttons, int count, int cell) {
  for (int i = 0; i < count; i++)
    if (day_blocks(ui, a, &buttons[i], i, cell, COLOR_NONE).upper->truncated) return false;
  return cell >= ui_mm(ui, 22);
}

static int draw_days(struct ui *ui, struct agenda *a, int x, int y, int width) {
  struct day_button buttons[BUTTONS_MAX];
  int gap = ui_mm(ui, 4), height = ui_mm(ui, 22);
  ui->chrome = true; /* the buttons must stay side by side; the day itself is named again in large text */
  int all = collect_buttons(ui, a, buttons), in_line = all;
  while (in_line > 2 && !buttons_fit(ui, a, buttons, all, (width - (in_line - 1) * gap) / in_line))
    in_line = (in_line + 1) / 2;
  int cell = (width - (in_line - 1) * gap) / in_line;
  for (int i = 0; i < all; i++) {
    int need = day_blocks(ui, a, &buttons[i], i, cell, COLOR_NONE).height + ui_mm(ui, 1);
    if (need > height) height = need;
  }
  for (int i = 0; i < all; i++)
    draw_day(ui, a, (struct rect){x + i % in_line * (cell + gap), y + i / in_line * (height + gap), cell, height}, i,
             &buttons[i]);
  ui->chrome = false;
  return (all + in_line - 1) / in_line * (height + gap) - gap;
}

/* ---- filters ---- */

static size_t filter_chips(struct ui *ui, struct agenda *a, struct chip chips[4]) {
  const struct agenda_choice *now = &a->choice;
  struct agenda_choice weekend = *now, free_only = *now, step_free = *now;
  size_t count = 0;
  if (ui_is_compact(ui)) return 0; /* they are behind one button */
  weekend.weekend = !weekend.weekend;
  free_only.free_only = !free_only.free_only;
  step_free.step_free = !step_free.step_free;
  bool has_topic = !str_is_empty(now->topic);
  chips[count++] = (struct chip){NULL, TR(ui, "Wochenende"), now->weekend, agenda_action(&weekend)};
  chips[count++] = (struct chip){NULL, TR(ui, "Kostenlos"), now->free_only, agenda_action(&free_only)};
  chips[count++] = (struct chip){NULL, TR(ui, "Stufenfrei"), now->step_free, agenda_action(&step_free)};
  chips[count++] = (struct chip){NULL, has_topic ? topic_name(a->app, now->topic) : TR(ui, "Thema"), has_topic, to_choices(a)};
  return count;
}

static struct action clear_action(const struct agenda *a) {
  struct agenda_choice choice = {.weekend = a->choice.weekend, .day = a->choice.day, .topic = ""};
  return agenda_action(&choice);
}

struct heading {
  const char *day, *count;
  struct label day_label, count_label;
  bool in_line; /* count at the end of the day's line */
};

static struct heading heading_of(struct ui *ui, struct agenda *a, int width) {
  struct heading h = {.day = heading_words(a), .count = agenda_count_words(a->app, a->count)};
  const char *filters = agenda_filter_words(a->app, &a->choice);
  if (filters) h.count = ui_printf(ui, TR(ui, "%s: %s"), filters, h.count);
  h.day_label = (struct label){.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  h.count_label = (struct label){.size = TEXT_META, .color = ui->theme->soft};
  int day = ui_layout(ui, h.day, &h.day_label, 0x7FFF)->width, count = ui_layout(ui, h.count, &h.count_label, 0x7FFF)->width;
  h.in_line = !filters && day + count + ui_gap(ui, 8) <= width;
  if (h.in_line) h.count_label.align = ALIGN_END;
  return h;
}

static int draw_words(struct ui *ui, const struct heading *h, int x, int y, int width) {
  const struct text_block *day = ui_layout(ui, h->day, &h->day_label, width);
  const struct text_block *count = ui_layout(ui, h->count, &h->count_label, width);
  ui_text(ui, x, y, width, h->day, &h->day_label);
  ui_text(ui, x, h->in_line ? y + day->baseline - count->baseline : y + day->height, width, h->count, &h->count_label);
  return day->height + (h->in_line ? 0 : count->height);
}

/* The day in words, how much is left of it, and one tap to see all again. */
static int draw_heading(struct ui *ui, struct agenda *a, int x, int y, int width) {
  struct chip clear = {"filter_alt_off", TR(ui, "Alle zeigen"), false, clear_action(a)};
  struct heading h = heading_of(ui, a, width);
  if (!agenda_is_filtered(&a->choice)) return draw_words(ui, &h, x, y, width);
  int used;
  ui_measure_begin(ui);
  int chip = chips_draw(ui, 0, 0, width, &clear, 1, true, &used);
  int room = used < width / 2 ? width - used - ui_gap(ui, 5) : width;
  int words = draw_words(ui, &h, 0, 0, room);
  ui_measure_end(ui);
  if (room == width) {
    draw_words(ui, &h, x, y, width);
    return words + ui_gap(ui, 3) + chips_draw(ui, x, y + words + ui_gap(ui, 3), width, &clear, 1, false, NULL);
  }
  int height = chip > words ? chip : words;
  draw_words(ui, &h, x, y + (height - words) / 2, room);
  chips_draw(ui, x, y + (height - chip) / 2, width, &clear, 1, true, NULL);
  return height;
}

static int draw_head(struct ui *ui, void *context, int x, int y, int width) {
  struct agenda *a = context;
  struct chip chips[4];
  size_t count = filter_chips(ui, a, chips);
  int at = y + title_draw(ui, x, y, width, TR(ui, "Veranstaltungen"), AREA_EVENTS, chips, count);
  at += draw_days(ui, a, x, at, width) + ui_apart(ui, 3);
  at += draw_heading(ui, a, x, at, width) + ui_apart(ui, 3);
  int out = agenda_out_draw(ui, &a->out, x, at, width);
  if (out > 0) at += out + ui_gap(ui, 3);
  return at - y;
}

/* ---- rows ---- */

/* Counted by position: a day holds few rows. */
static bool fetch(void *context, const struct list_cursor *cursor UNUSED, size_t index, bool backward, size_t limit,
                  struct row *rows, struct list_cursor *after UNUSED, size_t *count) {
  struct agenda *a = context;
  struct app *app = a->app;
  struct words w = app_words(app);
  size_t skip = backward ? (index > limit ? index - limit : 0) : index;
  if (backward) limit = index - skip;
  struct occurrence *found = arena_array(app->ui.arena, limit + 1, sizeof *found);
  struct agenda_query query = {
      .filter = agenda_filter_of(&a->choice), .from = a->from, .to = a->to, .now = model_visible_now(app->model)};
  struct err err;
  if (!reader_agenda(model_reader(app->model), &query, skip, limit, app->ui.arena, found, count, &err)) return false;
  for (size_t i = 0; i < *count; i++) {
    struct row row = row_of_occurrence(app, &found[i], false);
    if (a->by_day && found[i].start >= a->from) row.badge_sub = words_day_near(&w, wall_day(found[i].start), a->today);
    rows[backward ? *count - 1 - i : i] = row;
  }
  return true;
}

/* ---- nothing ---- */

static const char *nothing_words(struct ui *ui, const struct agenda *a) {
  if (agenda_is_filtered(&a->choice)) return TR(ui, "Mit dieser Auswahl steht hier nichts im Kalender");
  if (a->choice.weekend) return TR(ui, "An diesem Wochenende steht nichts mehr im Kalender");
  if (a->day == a->today) return TR(ui, "Heute steht nichts mehr im Kalender");
  return TR(ui, "An diesem Tag steht nichts im Kalender");
}

/* Never a dead end: the next day that has something is one tap away. */
static int draw_empty(struct ui *ui, void *context, int x, int y, int width) {
  struct agenda *a = context;
  struct words w = app_words(a->app);
  struct agenda_filter filter = agenda_filter_of(&a->choice);
  int32_t next;
  bool found = false;
  struct err err;
  int at = y + message_draw(ui, x, y, width, "event_available", nothing_words(ui, a), "");
  bool known = reader_next_day(model_reader(a->app->model), &filter, wall_day(a->to - 1), &next, &found, &err) && found;
  if (!known || next > a->today + AGENDA_AHEAD_DAYS) {
    struct label label = {.size = TEXT_BODY, .align = ALIGN_CENTER, .color = ui->theme->soft};
    return at - y + ui_text(ui, x, at, width, TR(ui, "Auch an späteren Tagen ist bisher nichts geplant."), &label);
  }
  struct agenda_choice choice = a->choice;
  choice.weekend = false;
  choice.day = next;
  struct chip chip = {"event", ui_printf(ui, TR(ui, "Weiter zu %s"), words_date_long(&w, next)), false, agenda_action(&choice)};
  int used;
  ui_measure_begin(ui);
  chips_draw(ui, 0, 0, width, &chip, 1, false, &used);
  ui_measure_end(ui);
  at += ui_gap(ui, 4);
  return at - y + chips_draw(ui, x + (width - used) / 2, at, used, &chip, 1, false, NULL);
}

static int draw_no_clock(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  int height = title_draw(ui, x, y, width, TR(ui, "Veranstaltungen"), AREA_EVENTS, NULL, 0);
  return height +
         message_draw(ui, x, y + height, width, "schedule", TR(ui, "Die Uhr dieser Tafel ist noch nicht gestellt"),
                      TR(ui, "Deshalb zeigen wir hier noch keine Termine. Unter „A bis Z“ finden Sie alle Veranstaltungen."));
}

void agenda_no_clock_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_no_clock, NULL);
}

void agenda_build(struct app *app, struct ui *ui, struct rect page) {
  if (!model_clock_is_trusted(app->model)) {
    agenda_no_clock_build(app, ui, page);
    return;
  }
  struct agenda a = {.app = app};
  take_choice(&a);
  struct list_source source = {.context = &a, .fetch = fetch, .draw_cell = row_draw, .columns = 1};
  struct list_head head = {draw_head, &a, TR(ui, "Veranstaltungen"), agenda_count_words(app, a.count)};
  page_list(ui, page, &app_view(app)->scroll, &head, &source, draw_empty, &a);
}
