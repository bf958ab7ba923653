/* Home: what is on next, the four doors, the two numbers. The first thing that a visitor sees, so nothing here asks her to know
 * anything. Wide panels show two columns, all others one that scrolls. */
#include "screens/home_numbers.h"
#include "screens/posters.h"
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
  int32_t first_day; /* of the first event */
  struct row numbers[2];
  size_t number_count;
  struct tile tiles[4];
  int tile_height; /* one column: grows into free space */
};

static const struct {
  const char *icon, *title;
  enum area area;
  enum screen_id screen;
} doors[4] = {
    {"event", N_("Veranstaltungen"), AREA_EVENTS, SCREEN_AGENDA},
    {"volunteer_activism", N_("Hilfe & Dienste"), AREA_SERVICES, SCREEN_TOPICS},
    {"handshake", N_("Teilen & Tauschen"), AREA_SHARING, SCREEN_SHARING},
    {"campaign", N_("Neues & Mitmachen"), AREA_NEWS, SCREEN_NEWS},
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
      if ((wall_day(found[i].start) < wall_day(now)) == (running == 1)) {
        if (home->event_count == 0) home->first_day = wall_day(found[i].start);
        home->events[home->event_count++] = row_of_occurrence(app, &found[i], true);
      }
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
  for (size_t i = 0; i < COUNT_OF(doors); i++)
    home->tiles[i] = (struct tile){.icon = doors[i].icon,
                                   .title = tr(app->catalog, doors[i].title),
                                   .area = doors[i].area,
                                   .action = action_of(ACTION_GO, (int)doors[i].screen)};
  home->tiles[0].sub = events_sub(app);
  home->tiles[1].sub = services_sub(app);
  home->tiles[2].sub = arena_printf(app->ui.arena, trn(app->catalog, "%zu Angebot", "%zu Angebote", offers), offers);
  home->tiles[3].sub = news_sub(app);
}

/* ---- pieces ---- */

static int search_height(struct ui *ui) { return ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.1, 16, 26.5)); }

static void draw_search(struct ui *ui, struct rect rect, const char *words) {
  const struct theme *theme = ui->theme;
  struct action action = action_of(ACTION_GO, SCREEN_SEARCH);
  bool pressed = ui_is_pressed(ui, &action);
  ui_box(ui, rect, pressed ? theme->tint[AREA_PLAIN] : theme->card, theme->control, 1, 7);
  struct label label = {.size = TEXT_STRONG, .color = theme->soft, .silent = true, .max_lines = 1};
  int icon_px = ui_gap(ui, 14);
  ui_icon(ui, rect.x + ui_mm(ui, 9), rect.y + (rect.h - icon_px) / 2, icon_px, "search", theme->ink);
  int x = rect.x + ui_mm(ui, 9) + icon_px + ui_mm(ui, 6);
  const struct text_block *block = ui_layout(ui, words, &label, rect_right(rect) - x - ui_mm(ui, 4));
  ui_block(ui, x, rect.y + (rect.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_BUTTON, words, NULL, 0, rect, &action);
}

static int draw_numbers(struct ui *ui, const struct home *home, int x, int y, int width) {
  return number_buttons_draw(ui, home->numbers, home->number_count, x, y, width);
}

static int draw_tiles(struct ui *ui, const struct home *home, struct rect area, int columns) {
  int gap = ui_mm(ui, 5.5);
  int rows = (int)COUNT_OF(home->tiles) / columns;
  int width = (area.w - gap * (columns - 1)) / columns;
  int height = (area.h - gap * (rows - 1)) / rows;
  enum text_size size = tiles_text_size(ui, width, home->tiles, COUNT_OF(home->tiles));
  int icon_px = tiles_icon_px(ui, width, height, home->tiles, COUNT_OF(home->tiles), size);
  for (int i = 0; i < (int)COUNT_OF(home->tiles); i++)
    tile_draw(ui, (struct rect){area.x + (i % columns) * (width + gap), area.y + (i / columns) * (height + gap), width, height},
              &home->tiles[i], size, icon_px);
  return area.h;
}

/* The least height of a tile in a page of this width. */
static int least_tile(struct ui *ui, const struct home *home, int width, int columns) {
  int cell = (width - ui_mm(ui, 5.5) * (columns - 1)) / columns;
  enum text_size size = tiles_text_size(ui, cell, home->tiles, COUNT_OF(home->tiles));
  int least = 0;
  for (size_t i = 0; i < COUNT_OF(home->tiles); i++) {
    int height = tile_height(ui, cell, &home->tiles[i], size);
    if (height > least) least = height;
  }
  return least;
}

static int heading(struct ui *ui, struct home *home, int x, int y, int width) {
  struct label label = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  bool clock = model_clock_is_trusted(home->app->model);
  bool today = home->event_count == 0 || home->first_day <= wall_day(model_now(home->app->model));
  const char *words = !clock ? TR(ui, "Willkommen") : today ? TR(ui, "Heute im Quartier") : TR(ui, "Demnächst im Quartier");
  return ui_text(ui, x, y, width, words, &label);
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

/* Where there is little height, the tiles do without their second line. Whether two rows of them fit then. */
static bool fit_tiles(struct ui *ui, struct home *home, int width, int height) {
  if (2 * least_tile(ui, home, width, 2) <= height) return true;
  for (size_t i = 0; i < COUNT_OF(home->tiles); i++)
    home->tiles[i].sub = "";
  return 2 * least_tile(ui, home, width, 2) <= height;
}

/* ---- two columns ---- */

/* False where the tiles do not fit: reading aloud takes a line, and some languages have long words. */
static bool draw_wide(struct ui *ui, struct home *home, struct rect page) {
  int gap = ui_mm(ui, 10);
  int left = (page.w - gap) * 52 / 100;
  int right = page.w - gap - left;
  int search = search_height(ui), top = page.y + search + ui_mm(ui, 6);
  if (!fit_tiles(ui, home, right, rect_bottom(page) - top - ui_mm(ui, 5.5))) return false;
  int y = page.y - ui_mm(ui, 1);
  int head = heading(ui, home, page.x, y, left) + ui_mm(ui, ui->rtl ? 4.5 : 2); /* Arabic dots reach down */
  ui_measure_begin(ui);
  int numbers = draw_numbers(ui, home, 0, 0, left);
  ui_measure_end(ui);
  int bottom = rect_bottom(page) - numbers;

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
    int spare = room - (used - (int)fits * least), air = spare - (int)fits * ui_mm(ui, 5);
    if (air > ui_mm(ui, 3)) air = ui_mm(ui, 3); /* below the heading, when the rows have theirs */
    if (air < 0) air = 0;
    int between = (spare - air) / (int)fits;
    if (between > ui_mm(ui, 6)) between = ui_mm(ui, 6);
    int at = y + head + air;
    for (size_t i = 0; i < fits; i++) {
      row_draw(ui, page.x, at, left, &home->events[i]);
      at += heights[i] + between;
    }
  }
  draw_numbers(ui, home, page.x, bottom, left);

  int x = page.x + left + gap;
  draw_search(ui, (struct rect){x, page.y, right, search}, TR(ui, "Was suchen Sie?"));
  draw_tiles(ui, home, (struct rect){x, top, right, rect_bottom(page) - top}, 2);
  return true;
}

/* ---- reach mode on wide panels: two lines in the lower half ---- */

/* Search, the next event, the emergency number; then the four doors. False where they do not fit. */
static bool draw_low(struct ui *ui, struct home *home, struct rect page) {
  int gap = ui_mm(ui, 5.5);
  int number = number_button_width(ui, &home->numbers[0], TEXT_ROW) + ui_mm(ui, 6);
  int search = (page.w - number - 2 * gap) * 42 / 100, event = page.w - number - search - 2 * gap;
  int line = search_height(ui);
  ui_measure_begin(ui);
  if (home->event_count > 0) line = row_draw(ui, 0, 0, event, &home->events[0]);
  ui_measure_end(ui);
  if (line < search_height(ui)) line = search_height(ui);
  struct label label = {.size = TEXT_STRONG};
  const char *question = TR(ui, "Was suchen Sie?");
  if (ui_layout(ui, question, &label, 0x7FFF)->width + ui_mm(ui, 40) > search) question = TR(ui, "Suchen");
  int rest = page.h - line - gap;
  if (least_tile(ui, home, page.w, 4) > rest || ui_layout(ui, question, &label, 0x7FFF)->width + ui_mm(ui, 40) > search)
    return false;
  if (home->event_count == 0) search += event + gap;
  draw_search(ui, (struct rect){page.x, page.y, search, line}, question);
  home->events[0].min_height_px = line;
  if (home->event_count > 0) row_draw(ui, page.x + search + gap, page.y, event, &home->events[0]);
  number_button_draw(ui, (struct rect){page.x + page.w - number, page.y, number, line}, &home->numbers[0], TEXT_ROW);
  draw_tiles(ui, home, (struct rect){page.x, page.y + line + gap, page.w, rest}, 4);
  return true;
}

static void home_hero(struct app *app, struct ui *ui) {
  struct poster posters[POSTERS_MAX];
  if (posters_read(app, posters) == 0) return;
  ui->hero = (struct hero){.kicker = posters[0].kicker,
                           .title = posters[0].title,
                           .lang = posters[0].lang,
                           .note = posters[0].note,
                           .area = posters[0].area};
}

/* ---- one column ---- */

static bool is_tall(const struct ui *ui) { return ui->metrics.height_mm > 300 && !ui->reach; }

static int draw_event_list(struct ui *ui, struct home *home, int x, int y, int width) {
  int at = y + heading(ui, home, x, y, width) + ui_gap(ui, 3);
  if (home->event_count == 0) return at - y + draw_no_events(ui, home, x, at, width) + ui_gap(ui, 4);
  for (size_t i = 0; i < home->event_count && i < 4; i++)
    at += row_draw(ui, x, at, width, &home->events[i]) + ui_gap(ui, 4);
  return at - y;
}

/* The search field, and on low panels the emergency number beside it: one tap away without scrolling. */
static int draw_top(struct ui *ui, const struct home *home, int x, int y, int width, bool with_number) {
  int gap = ui_mm(ui, 4);
  int height = search_height(ui);
  int number = number_button_width(ui, &home->numbers[0], TEXT_BODY) + ui_mm(ui, 3);
  struct label label = {.size = TEXT_STRONG, .silent = true};
  const char *question = TR(ui, "Was suchen Sie?");
  int fixed = ui_gap(ui, 14) + ui_mm(ui, 20);
  int others = fixed + (with_number ? gap + number : 0);
  if (ui_layout(ui, question, &label, 0x7FFF)->width + others > width) question = TR(ui, "Suchen");
  int words = ui_layout(ui, question, &label, 0x7FFF)->width + fixed;
  bool beside = with_number && words + gap + number <= width;
  int least = number_button_height(ui, &home->numbers[0], TEXT_BODY, beside ? number : width);
  if (least > height) height = least;
  if (ui->measuring) return beside || !with_number ? height : 2 * height + gap;
  struct rect search = {x, y, beside ? width - gap - number : width, height};
  draw_search(ui, search, question);
  if (!with_number) return height;
  struct rect rect =
      beside ? (struct rect){rect_right(search) + gap, y, number, height} : (struct rect){x, y + height + gap, width, height};
  number_button_draw(ui, rect, &home->numbers[0], TEXT_BODY);
  return rect_bottom(rect) - y;
}

/* How fresh the content is, where the header had no room to say it. */
static int draw_freshness(struct ui *ui, const struct home *home, int x, int y, int width) {
  const char *words = freshness_words(home->app);
  if (!words || tree_find(&ui->tree, ROLE_STATUS, words)) return 0;
  bool offline = model_info(home->app->model)->failing_since_utc > 0;
  struct fact fact = {offline ? "cloud_off" : "cloud_done", words, offline ? ui->theme->closed : ui->theme->soft};
  int gap = ui_gap(ui, 4);
  int height = facts_draw(ui, x, y + gap, width, &fact, 1);
  ui_node(ui, ROLE_STATUS, words, NULL, 0, (struct rect){x, y + gap, width, height}, NULL);
  return gap + height;
}

static int draw_column(struct ui *ui, void *context, int x, int y, int width) {
  struct home *home = context;
  int gap = ui_gap(ui, 5.5);
  bool tall = is_tall(ui);
  int at = y + draw_top(ui, home, x, y, width, !tall) + gap;
  if (tall) at += draw_event_list(ui, home, x, at, width) + ui_gap(ui, 2);
  int tile = least_tile(ui, home, width, 2);
  if (home->tile_height > tile) tile = home->tile_height;
  at += draw_tiles(ui, home, (struct rect){x, at, width, 2 * tile + ui_mm(ui, 5.5)}, 2) + gap;
  if (!tall) at += draw_event_list(ui, home, x, at, width);
  if (tall)
    at += draw_numbers(ui, home, x, at, width);
  else /* the first stands at the top */
    at += number_buttons_draw(ui, home->numbers + 1, home->number_count - 1, x, at, width);
  return at - y + draw_freshness(ui, home, x, at, width);
}

static void shorten_tiles(struct ui *ui, struct home *home, struct rect page) {
  int gap = ui_gap(ui, 5.5);
  ui_measure_begin(ui);
  int room = page.h - draw_top(ui, home, 0, 0, page.w, true) - gap - ui_mm(ui, 5.5);
  int width = page.w - ui_mm(ui, 27);
  bool fits = fit_tiles(ui, home, width, room);
  ui_measure_end(ui);
  if (fits) home->tile_height = room / 2;
}

/* Tall panels: the tiles take the space that is left. */
static void grow_tiles(struct ui *ui, struct home *home, struct rect page) {
  ui_measure_begin(ui);
  int left = page.h - draw_column(ui, home, 0, 0, page.w);
  int least = least_tile(ui, home, page.w, 2);
  ui_measure_end(ui);
  if (left <= 0) return;
  home->tile_height = least + left / 2;
  if (home->tile_height > ui_mm(ui, 78)) home->tile_height = ui_mm(ui, 78);
}

void home_build(struct app *app, struct ui *ui, struct rect page) {
  struct home home = {.app = app};
  read_events(app, &home);
  read_numbers(app, &home);
  read_tiles(app, &home);
  if (ui->reach) home_hero(app, ui);
  if (ui->reach && draw_low(ui, &home, page)) return;
  bool wide = ui->metrics.width_mm / ui->metrics.text_scale >= 300 && page.h >= ui_mm(ui, 110) * ui->metrics.text_scale;
  if (wide && draw_wide(ui, &home, page)) return;
  if (is_tall(ui))
    grow_tiles(ui, &home, page);
  else
    shorten_tiles(ui, &home, page);
  page_draw(ui, page, &app_view(app)->scroll, draw_column, &home);
}
