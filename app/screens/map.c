/* Where an entry is, from here: a sketch of what lies around, and the same in words. The sketch shows distances and directions
 * as they are, and no streets, because the board knows none. */
#include "screens/entry_blocks.h"
#include "screens/screen.h"

#include "base/str.h"
#include "model/chart.h"
#include "screens/map_tiles.h"
#include "ui/sketch.h"

#include <math.h>

enum { LANDMARKS_MAX = 10, LOOKED_AT = 40, RINGS_MAX = 3, WALK_MINUTES_MAX = 90 };

static const double too_near_m = 25, too_far_m = 30000, least_view_m = 160;
static const double margin_mm = 19, least_map_mm = 70; /* a pin and the name below it */

struct map_page {
  struct detail detail;
  struct position here;
  const char *place; /* what the target is called on the map */
  const char *place_lang;
  bool wide;
  int page_height;
};

bool map_is_useful(struct app *app, const struct whereabouts *where) {
  struct position here;
  return where->has_position && !where->is_here && model_position(app->model, &here) && where->metres > too_near_m &&
         where->metres < too_far_m;
}

/* ---- landmarks: the services nearest to the middle of the way, each house once ---- */

static bool is_known(const struct position *known, size_t count, struct position position) {
  for (size_t i = 0; i < count; i++)
    if (way_metres(known[i], position) < too_near_m) return true;
  return false;
}

static struct sketch_mark landmark(struct map_page *p, const struct chart *chart, const struct entry *entry,
                                   const struct whereabouts *where) {
  struct sketch_mark mark = {.role = SKETCH_LANDMARK, .at = chart_point(chart, where->position), .name = where->name};
  if (!mark.name) mark.name = text_get(&entry->name, p->detail.words.lang, &mark.lang);
  return mark;
}

static size_t find_landmarks(struct ui *ui, struct map_page *p, const struct chart *chart, struct sketch_mark *out,
                             size_t max) {
  struct model *model = p->detail.app->model;
  struct position target = p->detail.where.position;
  struct position known[2 + LANDMARKS_MAX] = {p->here, target};
  struct reader_query query = {.kinds = 1U << KIND_SERVICE,
                               .order = ORDER_NEAR,
                               .latitude = (p->here.latitude + target.latitude) / 2,
                               .longitude = (p->here.longitude + target.longitude) / 2,
                               .now = model_visible_now(model)};
  struct entry entries[LOOKED_AT];
  size_t read, count = 0;
  struct err err;
  if (!reader_page(model_reader(model), &query, &(struct reader_cursor){0}, false, LOOKED_AT, ui->arena, entries, NULL, &read,
                   &err))
    return 0;
  for (size_t i = 0; i < read && count < max; i++) {
    struct whereabouts where = model_where(model, &p->detail.words, &entries[i]);
    if (!where.has_position || is_known(known, 2 + count, where.position)) continue;
    struct sketch_mark mark = landmark(p, chart, &entries[i], &where);
    if (!mark.name || !rect_contains(chart->rect, mark.at.x, mark.at.y)) continue;
    known[2 + count] = where.position;
    out[count++] = mark;
  }
  return count;
}

/* ---- rings: five minutes, ten minutes ---- */

static size_t find_rings(struct ui *ui, const struct chart *chart, struct sketch_ring *out) {
  static const int steps[] = {2, 5, 10, 15, 20, 30, 60};
  double metres_per_minute = 4000.0 / 60 / 1.3; /* of the straight line: see way_minutes */
  double most = hypot(chart->rect.w, chart->rect.h) * 0.75;
  int last = 0;
  size_t count = 0;
  for (size_t i = 0; i < COUNT_OF(steps) && count < RINGS_MAX; i++) {
    double radius = steps[i] * metres_per_minute / chart_metres_per_px(chart);
    if (radius < ui_mm(ui, 22) || radius - last < ui_mm(ui, 22) || radius > most) continue;
    last = (int)radius;
    const char *words = ui_printf(ui, trn(ui->catalog, "%d Minute", "%d Minuten", (size_t)steps[i]), steps[i]);
    out[count++] = (struct sketch_ring){last, words};
  }
  return count;
}

/* ---- the picture ---- */

static const char *in_words(struct ui *ui, struct map_page *p, const struct sketch *sketch, const bool *shown) {
  struct detail *d = &p->detail;
  const char *text =
      ui_printf(ui, TR(ui, "Karte: %s. Von hier %s %s."), p->place, way_distance_words(&d->words, d->where.metres),
                way_direction_words(&d->words, way_bearing(p->here, d->where.position)));
  const char *near = NULL;
  for (size_t i = 2; i < sketch->mark_count; i++)
    if (shown[i]) near = near ? ui_printf(ui, TR(ui, "%s, %s"), near, sketch->marks[i].name) : sketch->marks[i].name;
  if (near) text = ui_printf(ui, TR(ui, "%s In der Nähe: %s."), text, near);
  return ui_printf(ui, TR(ui, "%s Norden ist oben."), text);
}

/* What lies around, on a sketch: a map of tiles shows it itself. */
static void add_surroundings(struct ui *ui, struct map_page *p, const struct chart *chart, struct sketch *sketch,
                             struct sketch_mark *marks, struct sketch_ring *rings) {
  sketch->mark_count += find_landmarks(ui, p, chart, marks + sketch->mark_count, LANDMARKS_MAX);
  sketch->ring_count = find_rings(ui, chart, rings);
  sketch->rings = rings;
}

static void add_scale(struct ui *ui, const struct chart *chart, struct sketch *sketch) {
  int metres = chart_bar_metres(chart, chart->rect.w / 4, &sketch->bar_px);
  sketch->bar_words =
      metres < 1000 ? ui_printf(ui, TR(ui, "%ld m"), (long)metres) : ui_printf(ui, TR(ui, "%ld km"), metres / 1000L);
}

static int draw_credit(struct ui *ui, int x, int y, int width) {
  struct label label = {.size = TEXT_SMALL, .color = ui->theme->soft};
  return ui_text(ui, x, y, width, TR(ui, "© OpenStreetMap-Mitwirkende"), &label);
}

/* Room below the map for whose it is. No map in the contrast scheme: its colours are what they are, and marks would drown in
 * them. */
static int credit_height(struct ui *ui, const struct map_page *p, int width) {
  if (!p->detail.app->tiles || p->detail.app->settings.contrast) return 0;
  ui_measure_begin(ui);
  int height = draw_credit(ui, 0, 0, width);
  ui_measure_end(ui);
  return height;
}

static int draw_map(struct ui *ui, struct map_page *p, int x, int y, int width, int height) {
  if (ui->measuring) return height;
  int credit = credit_height(ui, p, width);
  struct rect rect = {x, y, width, height - credit};
  struct rect inner = rect_inset(rect, ui_mm(ui, 0.75), ui_mm(ui, 0.75));
  struct position target = p->detail.where.position;
  struct chart chart = chart_fit(sketch_frame(ui, inner), p->here, target, ui_mm(ui, margin_mm), least_view_m);
  int zoom;
  bool tiles = credit > 0 && map_tiles_fit(ui, p->detail.app->tiles, p->here, target, &chart, &zoom);
  struct sketch_mark marks[2 + LANDMARKS_MAX] = {
      {.role = SKETCH_HERE, .at = chart_point(&chart, p->here), .name = TR(ui, "Sie sind hier")},
      {.role = SKETCH_TARGET, .at = chart_point(&chart, target), .name = p->place, .lang = p->place_lang}};
  struct sketch_ring rings[RINGS_MAX];
  struct sketch sketch = {
      .rect = inner, .area = p->detail.area, .on_picture = tiles, .marks = marks, .mark_count = 2, .north = TR(ui, "Norden")};
  if (!tiles) add_surroundings(ui, p, &chart, &sketch, marks, rings);
  add_scale(ui, &chart, &sketch);
  ui_box(ui, rect, ui->theme->card, ui->theme->line, 0.75, tiles ? 0 : 6);
  if (tiles) map_tiles_draw(ui, &chart, zoom);
  bool shown[COUNT_OF(marks)];
  sketch_draw(ui, &sketch, shown);
  ui_node(ui, ROLE_IMAGE, in_words(ui, p, &sketch, shown), NULL, 0, rect, NULL);
  if (tiles) draw_credit(ui, x, rect_bottom(rect), width);
  return height;
}

/* ---- the words beside it ---- */

static int draw_words(struct ui *ui, struct map_page *p, int x, int y, int width) {
  struct detail *d = &p->detail;
  const struct theme *theme = ui->theme;
  struct label kind = {.size = TEXT_META, .bold = true, .color = theme->area[d->area]};
  struct label name = {.size = TEXT_TITLE, .bold = true, .color = theme->ink, .role = ROLE_HEADING};
  struct label strong = {.size = TEXT_STRONG, .bold = true, .color = theme->ink};
  struct label body = {.size = TEXT_BODY, .color = theme->ink};
  struct label soft = {.size = TEXT_META, .color = theme->soft};
  int at = y + icon_line(ui, x, y, width, "map", TR(ui, "So liegt es"), &kind);
  at += ui_text(ui, x, at, width, text_get(&d->entry.name, d->words.lang, &name.lang), &name) + ui_gap(ui, 3);
  int minutes = way_minutes(d->where.metres);
  if (minutes <= WALK_MINUTES_MAX)
    at += icon_line(ui, x, at, width, "directions_walk", way_minutes_words(&d->words, minutes), &strong);
  const char *far = ui_printf(ui, TR(ui, "etwa %s %s"), way_distance_words(&d->words, d->where.metres),
                              way_direction_words(&d->words, way_bearing(p->here, d->where.position)));
  at += icon_line(ui, x, at, width, "explore", far, &body) + ui_gap(ui, 3);
  at += icon_line(ui, x, at, width, "place", p->place, &body);
  if (d->where.street) at += ui_text(ui, x, at, width, d->where.street, &body);
  if (d->where.note) at += ui_text(ui, x, at, width, d->where.note, &body);
  if (d->where.town) at += ui_text(ui, x, at, width, d->where.town, &soft);
  at += ui_gap(ui, 3);
  at += ui_text(ui, x, at, width,
                TR(ui, "Die Zeit gilt für gemütliches Gehen, mit Umwegen. Die Punkte zeigen die Richtung, nicht die Straßen."),
                &soft);
  return at - y;
}

static int draw_page(struct ui *ui, void *context, int x, int y, int width) {
  struct map_page *p = context;
  int gap = ui_gap(ui, 8);
  if (!p->wide) {
    int most = width * 8 / 10, least = ui_mm(ui, least_map_mm);
    int height = most < p->page_height ? most : p->page_height;
    if (height < least) { /* the words fit, the map is further down */
      int words = draw_words(ui, p, x, y, width) + gap;
      return words + draw_map(ui, p, x, y + words, width, least);
    }
    int map = draw_map(ui, p, x, y, width, height);
    return map + gap + draw_words(ui, p, x, y + map + gap, width);
  }
  int left = (width - gap) * 62 / 100;
  int words = draw_words(ui, p, x + left + gap, y, width - left - gap);
  int map = draw_map(ui, p, x, y, left, p->page_height);
  return words > map ? words : map;
}

static int draw_unknown(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "location_off", TR(ui, "Hierfür gibt es keine Karte"),
                      TR(ui, "Wir wissen nicht genau, wo das ist, oder es ist gleich hier."));
}

void map_build(struct app *app, struct ui *ui, struct rect page) {
  struct map_page p = {.page_height = page.h};
  if (!detail_load(app, ui, &p.detail)) {
    detail_gone(app, ui, page);
    return;
  }
  if (!map_is_useful(app, &p.detail.where) || !model_position(app->model, &p.here)) {
    page_draw(ui, page, &app_view(app)->scroll, draw_unknown, NULL);
    return;
  }
  p.place = p.detail.where.name;
  if (!p.place || p.detail.entry.kind == KIND_PLACE)
    p.place = text_get(&p.detail.entry.name, p.detail.words.lang, &p.place_lang);
  double words_mm = page.w * 0.36 / ui->metrics.px_per_mm / ui->metrics.text_scale;
  p.wide = words_mm >= 90;
  page_draw(ui, page, &app_view(app)->scroll, draw_page, &p);
}
