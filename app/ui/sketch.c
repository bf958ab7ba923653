/* Names are placed greedily, the important ones first: to the right of their mark, to the left, below, above, and then on the
 * diagonals; the first place that lies inside and on nothing else is taken. Here and the target have the rest of the map as
 * well. */
#include "ui/sketch.h"

#include <math.h>

enum { TAKEN_MAX = 64 };

static const double edge_mm = 2;
/* Names of 200 % leave no room for the picture that they name; the page says everything beside it at full size. */
static const double most_scale = 1.4;

struct painter {
  struct ui *ui;
  const struct sketch *sketch;
  struct rect frame;
  struct rect taken[TAKEN_MAX];
  size_t taken_count;
};

/* ---- unmirrored ---- */

static struct rect as_is(const struct ui *ui, struct rect rect) {
  if (ui->rtl) rect.x = ui->metrics.width_px - rect.x - rect.w;
  return rect;
}

struct rect sketch_frame(const struct ui *ui, struct rect rect) {
  return as_is(ui, rect);
}

static void box(struct painter *p, struct rect rect, struct color fill, struct color border, double border_mm,
                double radius_mm) {
  ui_box(p->ui, as_is(p->ui, rect), fill, border, border_mm, radius_mm);
}

static void disc(struct painter *p, int x, int y, int size, struct color color) {
  box(p, (struct rect){x - size / 2, y - size / 2, size, size}, color, COLOR_NONE, 0, size / 2.0 / p->ui->metrics.px_per_mm);
}

static void icon(struct painter *p, int x, int y, int size, const char *name, struct color color) {
  struct rect rect = as_is(p->ui, (struct rect){x, y, size, size});
  ui_icon(p->ui, rect.x, rect.y, size, name, color);
}

static void words(struct painter *p, int x, int y, const struct text_block *block) {
  struct rect rect = as_is(p->ui, (struct rect){x, y, block->width, block->height});
  ui_block(p->ui, rect.x, rect.y, block->width, block);
}

/* ---- who has which room ---- */

static void take(struct painter *p, struct rect rect) {
  if (p->taken_count < TAKEN_MAX) p->taken[p->taken_count++] = rect;
}

static bool is_free(const struct painter *p, struct rect rect) {
  struct rect inside = rect_inset(p->frame, ui_mm(p->ui, edge_mm), ui_mm(p->ui, edge_mm));
  if (rect.x < inside.x || rect.y < inside.y || rect_right(rect) > rect_right(inside) ||
      rect_bottom(rect) > rect_bottom(inside))
    return false;
  for (size_t i = 0; i < p->taken_count; i++)
    if (!rect_is_empty(rect_intersect(rect, p->taken[i]))) return false;
  return true;
}

/* The box around a mark: a pin stands on its point, a disc lies on it. */
static struct rect mark_box(const struct ui *ui, const struct sketch_mark *mark) {
  static const double size_mm[] = {[SKETCH_HERE] = 8, [SKETCH_TARGET] = 15, [SKETCH_LANDMARK] = 4};
  int size = ui_mm(ui, size_mm[mark->role]);
  int up = mark->role == SKETCH_TARGET ? size * 22 / 24 : size / 2; /* the icon's tip */
  return (struct rect){mark->at.x - size / 2, mark->at.y - up, size, size};
}

/* Where a name of w x h could stand, best first. */
static struct rect candidate(const struct ui *ui, struct rect mark, int w, int h, int which) {
  int gap = ui_mm(ui, 1);
  int middle_x = mark.x + (mark.w - w) / 2, middle_y = mark.y + (mark.h - h) / 2;
  int right = rect_right(mark) + gap, left = mark.x - gap - w, below = rect_bottom(mark) + gap, above = mark.y - gap - h;
  const struct point at[] = {{right, middle_y}, {left, middle_y}, {middle_x, below}, {middle_x, above},
                             {right, below},    {right, above},   {left, below},     {left, above}};
  return (struct rect){at[which].x, at[which].y, w, h};
}
enum { CANDIDATES = 8 };

/* Pushed inside the frame: the last resort of what must be named. */
static struct rect pushed_inside(const struct painter *p, struct rect rect) {
  struct rect inside = rect_inset(p->frame, ui_mm(p->ui, edge_mm), ui_mm(p->ui, edge_mm));
  if (rect_right(rect) > rect_right(inside)) rect.x = rect_right(inside) - rect.w;
  if (rect_bottom(rect) > rect_bottom(inside)) rect.y = rect_bottom(inside) - rect.h;
  if (rect.x < inside.x) rect.x = inside.x;
  if (rect.y < inside.y) rect.y = inside.y;
  return rect;
}

static bool place(const struct painter *p, struct rect mark, int w, int h, bool must, struct rect *out) {
  for (int i = 0; i < CANDIDATES; i++) {
    *out = candidate(p->ui, mark, w, h, i);
    if (is_free(p, *out)) return true;
  }
  for (int i = 0; must && i < CANDIDATES; i++) {
    *out = pushed_inside(p, candidate(p->ui, mark, w, h, i));
    if (is_free(p, *out)) return true;
  }
  return false;
}

/* Where nothing beside the mark is free: the free place nearest to it, anywhere on the map. */
static bool place_anywhere(const struct painter *p, struct rect mark, int w, int h, struct rect *out) {
  struct rect inside = rect_inset(p->frame, ui_mm(p->ui, edge_mm), ui_mm(p->ui, edge_mm));
  int step = ui_mm(p->ui, 1);
  int64_t nearest = INT64_MAX;
  for (int y = inside.y; y + h <= rect_bottom(inside); y += step)
    for (int x = inside.x; x + w <= rect_right(inside); x += step) {
      int64_t dx = x + w / 2 - mark.x - mark.w / 2, dy = y + h / 2 - mark.y - mark.h / 2, far = dx * dx + dy * dy;
      struct rect rect = {x, y, w, h};
      if (far >= nearest || !is_free(p, rect)) continue;
      nearest = far;
      *out = rect;
    }
  return nearest < INT64_MAX;
}

/* ---- what is drawn ---- */

static struct label name_label(const struct painter *p, const struct sketch_mark *mark) {
  const struct theme *theme = p->ui->theme;
  struct label label = {
      .size = TEXT_META, .bold = true, .color = theme->area[p->sketch->area], .lang = mark->lang, .silent = true};
  if (mark->role == SKETCH_HERE) label.color = theme->on_ink;
  if (mark->role != SKETCH_LANDMARK) return label;
  label.size = TEXT_SMALL;
  label.bold = false;
  label.color = theme->soft;
  return label;
}

static void draw_mark(struct painter *p, const struct sketch_mark *mark) {
  const struct theme *theme = p->ui->theme;
  struct rect at = mark_box(p->ui, mark);
  switch (mark->role) {
    case SKETCH_HERE:
      disc(p, mark->at.x, mark->at.y, at.w, theme->ink);
      disc(p, mark->at.x, mark->at.y, at.w * 4 / 10, theme->on_ink);
      break;
    case SKETCH_TARGET: icon(p, at.x, at.y, at.w, "place", theme->area[p->sketch->area]); break;
    case SKETCH_LANDMARK: disc(p, mark->at.x, mark->at.y, at.w, theme->soft); break;
  }
}

/* Not wider than it must be, and never broken inside a word. */
static const struct text_block *lay_out_name(const struct painter *p, const struct sketch_mark *mark,
                                             const struct label *label) {
  int width = p->frame.w * 45 / 100, word = ui_longest_word(p->ui, mark->name, label) + 1;
  int most = p->frame.w - 2 * ui_mm(p->ui, edge_mm + 2.5);
  if (word > width) width = word < most ? word : most;
  return ui_layout(p->ui, mark->name, label, width);
}

/* What must be named gets smaller letters before it stands away from its mark. NULL where no room is left at all: a name never
 * lies on something else, and the words beside the map say it too. */
static const struct text_block *fit_name(const struct painter *p, const struct sketch_mark *mark, int pad, struct rect *out) {
  struct ui *ui = p->ui;
  struct label label = name_label(p, mark);
  struct rect at = mark_box(ui, mark);
  bool must = mark->role != SKETCH_LANDMARK, chrome = ui->chrome;
  const struct text_block *block = lay_out_name(p, mark, &label);
  bool placed = place(p, at, block->width + 2 * pad, block->height + pad / 2, must, out);
  for (int i = 0; must && !placed && i < 2; i++) {
    ui->chrome = true;
    if (i > 0) label.size = TEXT_SMALL;
    block = lay_out_name(p, mark, &label);
    placed = place(p, at, block->width + 2 * pad, block->height + pad / 2, must, out);
  }
  ui->chrome = chrome;
  if (must && !placed) placed = place_anywhere(p, at, block->width + 2 * pad, block->height + pad / 2, out);
  return placed ? block : NULL;
}

/* A name on its ground: ink for where you are, the card's colour for the others, so that dots below do not disturb it. */
static bool draw_name(struct painter *p, const struct sketch_mark *mark) {
  struct ui *ui = p->ui;
  int pad = ui_mm(ui, mark->role == SKETCH_HERE ? 2.5 : 1);
  struct rect box_rect;
  const struct text_block *block = fit_name(p, mark, pad, &box_rect);
  if (!block) return false;
  take(p, box_rect);
  box(p, box_rect, mark->role == SKETCH_HERE ? ui->theme->ink : ui->theme->card, COLOR_NONE, 0, 2);
  words(p, box_rect.x + pad, box_rect.y + pad / 4, block);
  return true;
}

static void draw_dots(struct painter *p, struct point from, struct point to) {
  double dx = to.x - from.x, dy = to.y - from.y;
  int count = (int)(hypot(dx, dy) / ui_mm(p->ui, 5));
  for (int i = 2; i < count; i++) /* not on the mark at the start */
    disc(p, from.x + (int)lround(dx * i / count), from.y + (int)lround(dy * i / count), ui_mm(p->ui, 2.2),
         p->ui->theme->area[p->sketch->area]);
}

static void draw_ring(struct painter *p, const struct sketch_ring *ring) {
  struct ui *ui = p->ui;
  const double turn = 6.283185307179586;
  struct point middle = p->sketch->marks[0].at;
  int count = (int)(ring->radius_px * turn / ui_mm(ui, 4));
  int size = ui_mm(ui, 1);
  for (int i = 0; i < count; i++) {
    int x = middle.x + (int)lround(ring->radius_px * sin(turn * i / count));
    int y = middle.y - (int)lround(ring->radius_px * cos(turn * i / count));
    if (rect_contains(p->frame, x, y)) disc(p, x, y, size, ui->theme->line);
  }
}

/* On the ring where there is room: above, below, beside. */
static void name_ring(struct painter *p, const struct sketch_ring *ring) {
  struct ui *ui = p->ui;
  struct label label = {.size = TEXT_SMALL, .color = ui->theme->soft, .silent = true};
  const struct text_block *block = ui_layout(ui, ring->words, &label, p->frame.w / 2);
  struct point middle = p->sketch->marks[0].at;
  static const int sides[][2] = {{0, -1}, {0, 1}, {-1, 0}, {1, 0}};
  for (size_t i = 0; i < COUNT_OF(sides); i++) {
    int w = block->width + ui_mm(ui, 2);
    struct rect rect = {middle.x + sides[i][0] * ring->radius_px - w / 2,
                        middle.y + sides[i][1] * ring->radius_px - block->height / 2, w, block->height};
    if (!is_free(p, rect)) continue;
    take(p, rect);
    box(p, rect, ui->theme->card, COLOR_NONE, 0, 1);
    words(p, rect.x + ui_mm(ui, 1), rect.y, block);
    return;
  }
}

static void draw_north(struct painter *p) {
  struct ui *ui = p->ui;
  struct label label = {.size = TEXT_SMALL, .bold = true, .color = ui->theme->ink, .silent = true};
  const struct text_block *block = ui_layout(ui, p->sketch->north, &label, p->frame.w / 3);
  int arrow = ui_mm(ui, 8), pad = ui_mm(ui, 1.5);
  struct rect rect = {rect_right(p->frame) - block->width - arrow - 4 * pad, p->frame.y + 2 * pad,
                      block->width + arrow + 2 * pad, block->height > arrow ? block->height : arrow};
  take(p, rect);
  if (p->sketch->on_picture) box(p, rect, ui->theme->card, COLOR_NONE, 0, 2);
  icon(p, rect.x, rect.y + (rect.h - arrow) / 2, arrow, "arrow_upward", ui->theme->ink);
  words(p, rect.x + arrow + pad, rect.y + (rect.h - block->height) / 2, block);
}

static void draw_bar(struct painter *p) {
  struct ui *ui = p->ui;
  const struct sketch *s = p->sketch;
  struct label label = {.size = TEXT_SMALL, .bold = true, .color = ui->theme->ink, .silent = true};
  const struct text_block *block = ui_layout(ui, s->bar_words, &label, p->frame.w / 2);
  int pad = ui_mm(ui, 2), thick = ui_mm(ui, 1.2), tick = ui_mm(ui, 4);
  int w = (block->width > s->bar_px ? block->width : s->bar_px) + pad;
  struct rect rect = {p->frame.x + 2 * pad, rect_bottom(p->frame) - block->height - tick - pad, w, block->height + tick};
  take(p, rect);
  if (s->on_picture) box(p, rect_inset(rect, -pad / 2, -pad / 2), ui->theme->card, COLOR_NONE, 0, 2);
  words(p, rect.x, rect.y, block);
  int y = rect_bottom(rect) - tick;
  box(p, (struct rect){rect.x, y + tick - thick, s->bar_px, thick}, ui->theme->ink, COLOR_NONE, 0, 0);
  box(p, (struct rect){rect.x, y, thick, tick}, ui->theme->ink, COLOR_NONE, 0, 0);
  box(p, (struct rect){rect.x + s->bar_px - thick, y, thick, tick}, ui->theme->ink, COLOR_NONE, 0, 0);
}

static void draw_marks(struct painter *p, bool *shown) {
  const struct sketch *s = p->sketch;
  for (size_t i = 0; i < s->mark_count && s->marks[i].role != SKETCH_LANDMARK; i++)
    take(p, mark_box(p->ui, &s->marks[i]));
  for (size_t i = 0; i < s->mark_count; i++) {
    const struct sketch_mark *mark = &s->marks[i];
    struct rect own = mark_box(p->ui, mark);
    bool landmark = mark->role == SKETCH_LANDMARK;
    shown[i] = (!landmark || is_free(p, own)) && draw_name(p, mark);
    if (landmark && !shown[i]) continue;
    if (landmark) take(p, own);
    draw_mark(p, mark);
  }
}

void sketch_draw(struct ui *ui, const struct sketch *sketch, bool *shown) {
  struct painter p = {.ui = ui, .sketch = sketch, .frame = sketch_frame(ui, sketch->rect)};
  double scale = ui->metrics.text_scale;
  if (scale > most_scale) ui->metrics.text_scale = most_scale;
  commands_push_clip(&ui->commands, p.frame);
  for (size_t i = 0; i < sketch->ring_count; i++)
    draw_ring(&p, &sketch->rings[i]);
  if (sketch->mark_count > 1) draw_dots(&p, sketch->marks[0].at, sketch->marks[1].at);
  draw_north(&p);
  draw_bar(&p);
  draw_marks(&p, shown);
  for (size_t i = 0; i < sketch->ring_count; i++)
    name_ring(&p, &sketch->rings[i]);
  ui->metrics.text_scale = scale;
  commands_pop_clip(&ui->commands);
}
