/* Posters change on the ticks that the board has anyway: no wake-up more than one for each. */
#include "screens/attract.h"

#include "base/str.h"
#include "screens/posters.h"
#include "screens/app.h"

enum {
  POSTER_MS = 8000,      /* to the next tick of a second: at most 9 s */
  HOME_SHOWN_MS = 10000, /* after the board came home by itself */
};

/* In itself, as languages name themselves: whoever reads none of the others still finds it. */
static const struct {
  const char *lang, *words;
} invitations[] = {
    {"de", "Bildschirm berühren"},    {"en", "Touch\u00a0the\u00a0screen"}, {"tr", "Ekrana\u00a0dokunun"},
    {"uk", "Торкніться\u00a0екрана"}, {"ar", "المس\u00a0الشاشة"},
};

/* ---- when ---- */

bool attract_tick(struct app *app, bool at_rest) {
  struct attract *attract = &app->attract;
  int64_t now = clock_elapsed_ms(app->clock);
  bool begins = at_rest && app->config.attract_s > 0 && now - app->touched_ms >= app->config.attract_s * INT64_C(1000) &&
                now - attract->rested_ms >= HOME_SHOWN_MS && model_has_content(app->model);
  if (!attract->on && begins) {
    attract->on = true;
    attract->since_ms = now;
    return true;
  }
  if (!attract->on) return false;
  if (!model_has_content(app->model)) return attract_wake(app);
  if (now - attract->since_ms < POSTER_MS) return false;
  attract->since_ms = now;
  attract->turn++;
  return true;
}

bool attract_wake(struct app *app) {
  bool was_on = app->attract.on;
  app->attract.on = false;
  if (was_on) {
    app->attract.turn++;
    app->screen_since_ms = clock_elapsed_ms(app->clock);
    app->dirty = true;
  }
  return was_on;
}

/* ---- which ---- */

/* The poster of this turn. As long as a turn lasts it stays the same; a new turn never brings the last one again, also when the
 * content has changed meanwhile. */
static const struct poster *choose(struct attract *attract, const struct poster *posters, size_t count) {
  size_t at = attract->turn % count;
  bool same_turn = attract->shown[0] && attract->shown_turn == attract->turn;
  for (size_t i = 0; same_turn && i < count; i++)
    if (str_equals(posters[i].key, attract->shown)) return &posters[i];
  if (str_equals(posters[at].key, attract->shown)) at = (at + 1) % count;
  str_copy(attract->shown, sizeof attract->shown, posters[at].key);
  attract->shown_turn = attract->turn;
  return &posters[at];
}

/* ---- how ---- */

/* Twelve places around the middle, no two neighbours alike. */
static struct point shift_of(const struct ui *ui, unsigned turn) {
  static const struct {
    signed char x, y;
  } places[] = {{-3, -2}, {2, 1}, {-1, 3}, {3, -3}, {0, 0}, {-2, 2}, {1, -1}, {-3, 1}, {3, 2}, {-1, -3}, {2, -2}, {1, 3}};
  double step = clamp_mm(ui->metrics.height_mm * 0.009, 0.5, 2.5);
  return (struct point){ui_mm(ui, step * places[turn % COUNT_OF(places)].x),
                        ui_mm(ui, step * places[turn % COUNT_OF(places)].y)};
}

struct canvas_area {
  struct rect inner;
  struct color ink, ground;
};

/* Name of the place and time; returns the height. */
static int draw_head(struct ui *ui, struct app *app, const struct canvas_area *area) {
  struct words w = app_words(app);
  struct label name = {.size = TEXT_ROW, .bold = true, .color = area->ink, .max_lines = 1};
  struct label clock = {.size = TEXT_TITLE, .bold = true, .color = area->ink, .max_lines = 1};
  int used = 0;
  if (model_clock_is_trusted(app->model)) {
    const char *time = words_clock(&w, model_now(app->model));
    used = ui_layout(ui, time, &clock, area->inner.w)->width;
    ui_text(ui, rect_right(area->inner) - used, area->inner.y, used + 2, time, &clock);
    used += ui_mm(ui, 8);
  }
  return ui_text(ui, area->inner.x, area->inner.y, area->inner.w - used, model_info(app->model)->name, &name);
}

/* The other languages stand beside the invitation where there is room, else below it. */
static bool is_stacked(const struct ui *ui) { return ui->metrics.portrait || ui->metrics.width_mm < 200; }

struct invitation {
  const char *own, *others;
  struct label own_label, others_label;
  struct rect box, rest;
  int icon_px, pad;
};

static void choose_words(struct ui *ui, const struct app *app, struct invitation *out) {
  out->own = invitations[0].words;
  for (size_t i = 0; i < COUNT_OF(invitations); i++)
    if (str_equals(invitations[i].lang, app->settings.lang)) out->own = invitations[i].words;
  for (size_t i = 0; i < COUNT_OF(invitations); i++)
    if (!str_equals(invitations[i].words, out->own))
      out->others = out->others ? ui_printf(ui, "%s · %s", out->others, invitations[i].words) : invitations[i].words;
}

/* From the lower edge of the area upwards. */
static struct invitation place_invitation(struct ui *ui, const struct app *app, const struct canvas_area *area) {
  struct invitation it = {.pad = ui_gap(ui, 7)};
  choose_words(ui, app, &it);
  bool stacked = is_stacked(ui);
  int height = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.15, 14, 34)), gap = ui_gap(ui, 5);
  it.icon_px = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.06, 9, 14));
  it.own_label = (struct label){.size = TEXT_ROW, .bold = true, .color = area->ground, .silent = true};
  it.others_label = (struct label){.size = ui->metrics.height_mm < 150 ? TEXT_SMALL : TEXT_BODY, .color = area->ink};
  int most = area->inner.w * (stacked ? 100 : 48) / 100 - 2 * it.pad - it.icon_px - gap;
  const struct text_block *words = ui_layout(ui, it.own, &it.own_label, most);
  while (it.own_label.size > TEXT_SMALL && (words->height > height || ui_longest_word(ui, it.own, &it.own_label) > most)) {
    it.own_label.size--;
    words = ui_layout(ui, it.own, &it.own_label, most);
  }
  it.box =
      (struct rect){area->inner.x, rect_bottom(area->inner) - height, 2 * it.pad + it.icon_px + gap + words->width, height};
  it.rest = (struct rect){rect_right(it.box) + gap, it.box.y, rect_right(area->inner) - rect_right(it.box) - gap, height};
  if (stacked) {
    int tall = ui_layout(ui, it.others, &it.others_label, area->inner.w)->height;
    it.box.y -= tall + ui_gap(ui, 3);
    it.rest = (struct rect){area->inner.x, rect_bottom(area->inner) - tall, area->inner.w, tall};
  }
  return it;
}

static void draw_invitation(struct ui *ui, const struct invitation *it, const struct canvas_area *area) {
  int at = it->box.x + it->pad;
  ui_box(ui, it->box, area->ink, COLOR_NONE, 0, 6);
  ui_icon(ui, at, it->box.y + (it->box.h - it->icon_px) / 2, it->icon_px, "touch_app", area->ground);
  at += it->icon_px + ui_gap(ui, 5);
  const struct text_block *words = ui_layout(ui, it->own, &it->own_label, rect_right(it->box) - it->pad - at);
  ui_block(ui, at, it->box.y + (it->box.h - words->height) / 2, words->width, words);
  int tall = ui_layout(ui, it->others, &it->others_label, it->rest.w)->height;
  ui_text(ui, it->rest.x, it->rest.y + (it->rest.h - tall) / 2, it->rest.w, it->others, &it->others_label);
  struct rect screen = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  ui_node(ui, ROLE_BUTTON, it->own, NULL, 0, screen, &(struct action){.kind = ACTION_STAY});
}

/* The title as large as it fits, with kicker and note around it, in the middle of what is left. */
static void draw_words(struct ui *ui, const struct poster *poster, const struct canvas_area *area, struct rect room) {
  struct label kicker = {
      .size = ui->metrics.height_mm < 110 ? TEXT_BODY : TEXT_TITLE, .bold = true, .color = area->ink, .max_lines = 2};
  struct label title = {.bold = true, .color = area->ink, .lang = poster->lang, .role = ROLE_HEADING};
  struct label note = {.size = TEXT_ROW, .color = area->ink, .max_lines = 2};
  static const enum text_size sizes[] = {TEXT_POSTER, TEXT_HEADLINE, TEXT_NUMBER, TEXT_TITLE, TEXT_BODY};
  int gap = ui_gap(ui, 5),
      above = str_is_empty(poster->kicker) ? 0 : ui_layout(ui, poster->kicker, &kicker, room.w)->height + gap;
  int below = str_is_empty(poster->note) ? 0 : ui_layout(ui, poster->note, &note, room.w)->height + gap;
  const struct text_block *block = NULL;
  for (size_t i = 0; i < COUNT_OF(sizes); i++) {
    title.size = sizes[i];
    block = ui_layout(ui, poster->title, &title, room.w);
    if (above + block->height + below <= room.h && ui_longest_word(ui, poster->title, &title) <= room.w) break;
  }
  if (above + block->height + below > room.h) below = 0;
  int y = room.y + (room.h - above - block->height - below) / 2;
  if (y < room.y) y = room.y;
  ui_text(ui, room.x, y, room.w, poster->kicker, &kicker);
  ui_text(ui, room.x, y + above, room.w, poster->title, &title);
  if (below > 0) ui_text(ui, room.x, y + above + block->height + gap, room.w, poster->note, &note);
}

void attract_draw(struct app *app, struct ui *ui) {
  struct poster posters[POSTERS_MAX];
  const struct poster *poster = choose(&app->attract, posters, posters_read(app, posters));
  struct rect screen = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  struct canvas_area area = {.ink = ui->theme->on_area, .ground = ui->theme->area[poster->area]};
  int margin = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.085, 6, 25));
  struct point shift = shift_of(ui, app->attract.turn);
  area.inner = rect_inset(screen, margin, margin);
  area.inner.x += shift.x;
  area.inner.y += shift.y;
  ui_box(ui, screen, area.ground, COLOR_NONE, 0, 0);
  bool low = ui->metrics.height_mm < 110; /* the words of the poster need all of it */
  int head = low ? 0 : draw_head(ui, app, &area) + ui_gap(ui, 5);
  struct invitation invitation = place_invitation(ui, app, &area);
  int room = invitation.box.y - ui_gap(ui, 6) - area.inner.y - head;
  draw_words(ui, poster, &area, (struct rect){area.inner.x, area.inner.y + head, area.inner.w, room});
  draw_invitation(ui, &invitation, &area);
}
