/* Home: what is on next, the four doors, the two numbers. The first thing that a visitor sees, so nothing here asks her to know
 * anything. Wide panels show two columns, all others one that scrolls. */
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"

#include <string.h>

enum { EVENTS_MAX = 8, LOOK_AHEAD_DAYS = 60 };

struct home {
  struct app *app;
  struct row events[EVENTS_MAX];
  size_t event_count;
  struct row numbers[2];
  size_t number_count;
  const char *tile_sub[4];
  int tile_height; /* one column: grows into free space */
};

struct tile {
  const char *icon, *title;
  enum area area;
  enum screen_id screen;
};

static const struct tile tiles[4] = {
    {"event", "Veranstaltungen", AREA_EVENTS, SCREEN_AGENDA},
    {"volunteer_activism", "Hilfe & Dienste", AREA_SERVICES, SCREEN_TOPICS},
    {"handshake", "Teilen & Tauschen", AREA_SHARING, SCREEN_SHARING},
    {"campaign", "Neues & Mitmachen", AREA_NEWS, SCREEN_NEWS},
};

const char *freshness_words(struct app *app) {
  const struct reader_info *info = model_info(app->model);
  struct words w = app_words(app);
  bool offline = info->failing_since_utc > 0;
  if (!model_clock_is_trusted(app->model)) return offline ? tr(app->catalog, "zurzeit ohne Internet") : NULL;
  int64_t checked = zone_to_wall(model_zone(app->model), info->checked_utc);
  const char *age = words_age(&w, checked, model_now(app->model));
  return arena_printf(w.arena, offline ? tr(app->catalog, "Stand: %s, zurzeit ohne Internet") : tr(app->catalog, "Stand: %s"),
                      age);
}

/* ---- what home knows ---- */

/* Soonest first; what has been running since before today stands behind what begins. */
static void read_events(struct app *app, struct home *home) {
  int64_t now = model_now(app->model);
  if (!model_clock_is_trusted(app->model)) return;
  struct occurrence *found = arena_array(app->ui.arena, EVENTS_MAX * 2, sizeof *found);
  size_t count;
  struct err err;
  if (!reader_occurrences(model_reader(app->model), now, now + LOOK_AHEAD_DAYS * (int64_t)DAY_SECONDS, now, 0, EVENTS_MAX * 2,
                          app->ui.arena, found, &count, &err))
    return;
  for (int running = 0; running < 2; running++)
    for (size_t i = 0; i < count && home->event_count < EVENTS_MAX; i++)
      if ((wall_day(found[i].start) < wall_day(now)) == (running == 1))
        home->events[home->event_count++] = row_of_occurrence(app, &found[i], true);
}

/* These two hold in all of Germany, with or without content. */
static void read_numbers(struct app *app, struct home *home) {
  struct words w = app_words(app);
  home->numbers[home->number_count++] = (struct row){.title = tr(app->catalog, "Notruf"), .number = "112"};
  home->numbers[home->number_count++] =
      (struct row){.title = tr(app->catalog, "Arzt"), .number = words_telephone(&w, "116 117")};
}

static size_t count_of(struct app *app, unsigned kinds) {
  struct reader_query query = {.kinds = kinds, .now = model_visible_now(app->model)};
  size_t count;
  struct err err;
  return reader_count(model_reader(app->model), &query, &count, &err) ? count : 0;
}

static const char *events_sub(struct app *app) {
  size_t days[7];
  struct err err;
  if (!model_clock_is_trusted(app->model) ||
      !reader_count_days(model_reader(app->model), wall_day(model_now(app->model)), 7, days, &err))
    return "";
  size_t sum = 0;
  for (size_t i = 0; i < 7; i++)
    sum += days[i];
  return arena_printf(app->ui.arena, tr(app->catalog, "%zu in 7 Tagen"), sum);
}

static const char *services_sub(struct app *app) {
  size_t all = count_of(app, 1U << KIND_SERVICE);
  size_t open;
  const char *offers = arena_printf(app->ui.arena, trn(app->catalog, "%zu Angebot", "%zu Angebote", all), all);
  if (!model_count_open(app->model, NULL, &open)) return offers;
  return arena_printf(app->ui.arena, tr(app->catalog, "%s, %zu offen"), offers, open);
}

static const char *news_sub(struct app *app) {
  size_t surveys = count_of(app, 1U << KIND_SURVEY);
  if (surveys > 0)
    return arena_printf(app->ui.arena, trn(app->catalog, "%zu Umfrage offen", "%zu Umfragen offen", surveys), surveys);
  size_t notices = count_of(app, 1U << KIND_NOTICE);
  return arena_printf(app->ui.arena, trn(app->catalog, "%zu Meldung", "%zu Meldungen", notices), notices);
}

static void read_tiles(struct app *app, struct home *home) {
  size_t offers = count_of(app, 1U << KIND_OFFER);
  home->tile_sub[0] = events_sub(app);
  home->tile_sub[1] = services_sub(app);
  home->tile_sub[2] = arena_printf(app->ui.arena, trn(app->catalog, "%zu Angebot", "%zu Angebote", offers), offers);
  home->tile_sub[3] = news_sub(app);
}

/* ---- pieces ---- */

static int search_height(struct ui *ui) { return ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.1, 18, 26.5)); }

/* Leads to everything from A to Z: finding without typing. */
static void draw_search(struct ui *ui, struct rect rect) {
  const struct theme *theme = ui->theme;
  struct action action = action_of(ACTION_GO, SCREEN_AZ);
  bool pressed = ui_is_pressed(ui, &action);
  ui_box(ui, rect, pressed ? theme->tint[AREA_PLAIN] : theme->card, theme->control, 1, 7);
  const char *words = TR(ui, "Was suchen Sie?");
  struct label label = {.size = TEXT_STRONG, .color = theme->soft, .silent = true, .max_lines = 1};
  int icon_px = ui_mm(ui, 14);
  ui_icon(ui, rect.x + ui_mm(ui, 9), rect.y + (rect.h - icon_px) / 2, icon_px, "search", theme->ink);
  int x = rect.x + ui_mm(ui, 9) + icon_px + ui_mm(ui, 6);
  const struct text_block *block = ui_layout(ui, words, &label, rect_right(rect) - x - ui_mm(ui, 4));
  ui_block(ui, x, rect.y + (rect.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_BUTTON, words, NULL, 0, rect, &action);
}

/* Both numbers lead to the page with all of them. */
static int draw_numbers(struct ui *ui, const struct home *home, int x, int y, int width) {
  const struct theme *theme = ui->theme;
  int gap = ui_mm(ui, 5);
  int cell = (width - gap) / 2;
  struct label word = {.size = TEXT_BODY, .bold = true, .color = theme->ink, .silent = true, .max_lines = 1};
  struct label digits = {.size = TEXT_ROW, .bold = true, .color = theme->ink, .silent = true, .max_lines = 1};
  int icon_px = ui_mm(ui, 10.5), between = ui_mm(ui, 2.5);
  bool fits = true;
  for (size_t i = 0; i < home->number_count; i++) {
    int need = icon_px + 2 * between + ui_layout(ui, home->numbers[i].title, &word, width)->width +
               ui_layout(ui, home->numbers[i].number, &digits, width)->width + 2 * ui_mm(ui, 3);
    fits = fits && need <= cell;
  }
  if (!fits) cell = width;
  int height = 0;
  for (size_t i = 0; i < home->number_count; i++) {
    const struct text_block *name = ui_layout(ui, home->numbers[i].title, &word, cell);
    const struct text_block *number = ui_layout(ui, home->numbers[i].number, &digits, cell);
    int h = number->height + ui_gap(ui, 4);
    if (h < ui_mm(ui, 17)) h = ui_mm(ui, 17);
    struct rect rect = {fits ? x + (int)i * (cell + gap) : x, fits ? y : y + (int)i * (h + gap), cell, h};
    struct action action = action_with_id(ACTION_GO, SCREEN_NUMBERS, home->numbers[i].number);
    ui_box(ui, rect, ui_is_pressed(ui, &action) ? theme->tint[AREA_ALERT] : theme->card, theme->line, 0.75, 5);
    int at = rect.x + (rect.w - icon_px - 2 * between - name->width - number->width) / 2;
    ui_icon(ui, at, rect.y + (h - icon_px) / 2, icon_px, "call", theme->area[AREA_ALERT]);
    at += icon_px + between;
    int base = rect.y + (h - number->height) / 2 + number->baseline;
    ui_block(ui, at, base - name->baseline, name->width, name);
    ui_block(ui, at + name->width + between, base - number->baseline, number->width, number);
    ui_node(ui, ROLE_BUTTON, home->numbers[i].title, home->numbers[i].number, 0, rect, &action);
    height = rect_bottom(rect) - y;
  }
  return height;
}

static int draw_tiles(struct ui *ui, const struct home *home, struct rect area) {
  int gap = ui_mm(ui, 5.5);
  int width = (area.w - gap) / 2;
  int height = (area.h - gap) / 2;
  for (int i = 0; i < 4; i++) {
    struct rect rect = {area.x + (i % 2) * (width + gap), area.y + (i / 2) * (height + gap), width, height};
    struct action action = action_of(ACTION_GO, (int)tiles[i].screen);
    tile_draw(ui, rect, tiles[i].icon, TR(ui, tiles[i].title), home->tile_sub[i], tiles[i].area, &action);
  }
  return area.h;
}

static int heading(struct ui *ui, struct home *home, int x, int y, int width) {
  struct label label = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING, .max_lines = 2};
  bool clock = model_clock_is_trusted(home->app->model);
  return ui_text(ui, x, y, width, clock ? TR(ui, "Heute im Quartier") : TR(ui, "Willkommen"), &label);
}

static int draw_no_events(struct ui *ui, const struct home *home, int x, int y, int width) {
  struct label label = {.size = TEXT_BODY, .color = ui->theme->soft};
  bool clock = model_clock_is_trusted(home->app->model);
  return ui_text(
      ui, x, y, width,
      clock ? TR(ui, "In den nächsten Wochen steht nichts im Kalender. Schauen Sie gern bei „Hilfe & Dienste“ vorbei.")
            : TR(ui, "Die Uhr dieser Tafel ist noch nicht gestellt. Termine mit Datum erscheinen, sobald sie richtig geht."),
      &label);
}

/* ---- two columns ---- */

static void draw_wide(struct ui *ui, struct home *home, struct rect page) {
  int gap = ui_mm(ui, 10);
  int left = (page.w - gap) * 52 / 100;
  int right = page.w - gap - left;
  int y = page.y - ui_mm(ui, 1);
  int head = heading(ui, home, page.x, y, left) + ui_mm(ui, 2);
  ui_measure_begin(ui);
  int numbers = draw_numbers(ui, home, 0, 0, left);
  ui_measure_end(ui);
  int bottom = rect_bottom(page) - numbers;
  draw_numbers(ui, home, page.x, bottom, left);

  int room = bottom - y - head;
  int least = ui_mm(ui, 3.5);
  int heights[EVENTS_MAX];
  int used = 0;
  size_t fits = 0;
  ui_measure_begin(ui);
  for (; fits < home->event_count; fits++) {
    heights[fits] = row_draw(ui, 0, 0, left, &home->events[fits]);
    if (used + heights[fits] + least > room) break;
    used += heights[fits] + least;
  }
  ui_measure_end(ui);
  if (fits == 0) {
    draw_no_events(ui, home, page.x, y + head + ui_mm(ui, 4), left);
  } else {
    int between = (room - (used - (int)fits * least)) / (int)fits;
    if (between > ui_mm(ui, 6)) between = ui_mm(ui, 6);
    int at = y + head;
    for (size_t i = 0; i < fits; i++) {
      row_draw(ui, page.x, at, left, &home->events[i]);
      at += heights[i] + between;
    }
  }
  int x = page.x + left + gap;
  int search = search_height(ui);
  draw_search(ui, (struct rect){x, page.y, right, search});
  int top = page.y + search + ui_mm(ui, 6);
  draw_tiles(ui, home, (struct rect){x, top, right, rect_bottom(page) - top});
}

/* ---- one column ---- */

static int draw_event_list(struct ui *ui, struct home *home, int x, int y, int width) {
  int at = y + heading(ui, home, x, y, width) + ui_gap(ui, 3);
  if (home->event_count == 0) return at - y + draw_no_events(ui, home, x, at, width) + ui_gap(ui, 4);
  for (size_t i = 0; i < home->event_count && i < 4; i++)
    at += row_draw(ui, x, at, width, &home->events[i]) + ui_gap(ui, 4);
  return at - y;
}

static int draw_column(struct ui *ui, void *context, int x, int y, int width) {
  struct home *home = context;
  int gap = ui_gap(ui, 5.5);
  bool tall = ui->metrics.height_mm > 300;
  int at = y;
  int search = search_height(ui);
  draw_search(ui, (struct rect){x, at, width, search});
  at += search + gap;
  if (tall) at += draw_event_list(ui, home, x, at, width) + ui_gap(ui, 2);
  int least = 0;
  for (int i = 0; i < 4; i++) {
    int h = tile_height(ui, (width - ui_mm(ui, 5.5)) / 2, TR(ui, tiles[i].title), home->tile_sub[i]);
    if (h > least) least = h;
  }
  if (home->tile_height > least) least = home->tile_height;
  at += draw_tiles(ui, home, (struct rect){x, at, width, 2 * least + ui_mm(ui, 5.5)}) + gap;
  at += draw_numbers(ui, home, x, at, width) + gap;
  if (!tall) at += draw_event_list(ui, home, x, at, width);
  return at - y - (tall ? gap : 0);
}

void home_build(struct app *app, struct ui *ui, struct rect page) {
  struct home home = {.app = app};
  read_events(app, &home);
  read_numbers(app, &home);
  read_tiles(app, &home);
  bool wide = ui->metrics.width_mm / ui->metrics.text_scale >= 300 && page.h >= ui_mm(ui, 110) * ui->metrics.text_scale;
  if (wide) {
    draw_wide(ui, &home, page);
    return;
  }
  ui_measure_begin(ui);
  int height = draw_column(ui, &home, 0, 0, page.w);
  int tile = tile_height(ui, page.w / 2, TR(ui, tiles[1].title), home.tile_sub[1]);
  ui_measure_end(ui);
  int free = (page.h - height) / 2;
  if (free > 0 && ui->metrics.height_mm > 300) {
    home.tile_height = tile + free;
    if (home.tile_height > ui_mm(ui, 75)) home.tile_height = ui_mm(ui, 75);
  }
  page_draw(ui, page, &app_view(app)->scroll, draw_column, &home);
}
