/* Contrast as WCAG 2.1 defines it, measured on the drawn pixels: whatever the theme says, this is what eyes get. */
#include "crawl.h"

#include <math.h>
#include <stdio.h>

enum { COLORS_MAX = 512 };

struct shade {
  uint32_t rgb;
  size_t count;
};

struct shades {
  struct shade items[COLORS_MAX];
  size_t count, pixels;
};

struct picture {
  const uint32_t *pixels;
  int pitch;
  struct rect rect;
};

/* ---- WCAG 2.1, "relative luminance" and "contrast ratio" ---- */

static double channel(unsigned value) {
  double share = value / 255.0;
  return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb) {
  return 0.2126 * channel(rgb >> 16 & 0xFF) + 0.7152 * channel(rgb >> 8 & 0xFF) + 0.0722 * channel(rgb & 0xFF);
}

static double ratio(uint32_t a, uint32_t b) {
  double x = luminance(a), y = luminance(b);
  return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* ---- pixels ---- */

static void count_pixel(struct shades *shades, uint32_t rgb) {
  size_t slot = (rgb * 2654435761U) >> 23; /* 9 bits */
  for (size_t i = 0; i < COLORS_MAX; i++, slot = (slot + 1) % COLORS_MAX) {
    struct shade *shade = &shades->items[slot];
    if (shade->count > 0 && shade->rgb != rgb) continue;
    shade->rgb = rgb;
    shade->count++;
    return;
  }
}

static void count_rect(const struct picture *picture, struct rect rect, struct shades *out) {
  *out = (struct shades){0};
  rect = rect_intersect(rect, picture->rect);
  out->pixels = (size_t)rect.w * (size_t)rect.h;
  for (int y = rect.y; y < rect_bottom(rect); y++)
    for (int x = rect.x; x < rect_right(rect); x++)
      count_pixel(out, picture->pixels[y * picture->pitch + x] & 0xFFFFFF);
}

static uint32_t most_frequent(const struct shades *shades) {
  const struct shade *best = &shades->items[0];
  for (size_t i = 1; i < COLORS_MAX; i++)
    if (shades->items[i].count > best->count) best = &shades->items[i];
  return best->rgb;
}

/* The strongest contrast with the ground that enough pixels have to be more than a smoothed edge. */
static double strongest(const struct shades *shades, uint32_t ground, size_t least) {
  double best = 1;
  for (size_t i = 0; i < COLORS_MAX; i++)
    if (shades->items[i].count >= least) best = fmax(best, ratio(shades->items[i].rgb, ground));
  return best;
}

static double contrast_in(const struct picture *picture, struct rect rect) {
  struct shades shades;
  count_rect(picture, rect, &shades);
  size_t least = shades.pixels / 400 + 3;
  return shades.pixels == 0 ? 21 : strongest(&shades, most_frequent(&shades), least);
}

/* ---- checks ---- */

static bool is_whole(struct rect rect, struct rect clip) {
  struct rect seen = rect_intersect(rect, clip);
  return seen.w == rect.w && seen.h == rect.h;
}

static void check_text(struct crawl *crawl, const struct picture *picture, const struct command *command) {
  double wanted = crawl->combo.contrast ? 15 : 7;
  for (int i = 0; i < command->text->lines; i++) {
    struct rect line = line_rect(command, i);
    if (rect_is_empty(line) || !is_whole(line, command->clip)) continue;
    double found = contrast_in(picture, line);
    char words[80];
    if (found < wanted)
      crawl_find(crawl, "contrast", block_words(command->text, words, sizeof words),
                 "'%s' has a contrast of %.2f : 1, wanted %.1f", block_words(command->text, words, sizeof words), found,
                 wanted);
  }
}

static void check_icon(struct crawl *crawl, const struct picture *picture, const struct command *command) {
  if (!is_whole(command->rect, command->clip)) return;
  double found = contrast_in(picture, command->rect);
  if (found < 4.5) crawl_find(crawl, "icon", command->name, "icon '%s' has a contrast of %.2f : 1", command->name, found);
}

/* From just outside to just inside, at half the height: somewhere there the control must begin visibly. */
static void check_edge(struct crawl *crawl, const struct picture *picture, const struct node *node) {
  const struct ui *ui = &crawl->stage.app->ui;
  int out = ui_mm(ui, 1), in = ui_mm(ui, 2);
  struct rect strip = {node->rect.x - out, node->rect.y + node->rect.h / 2, out + in, 1};
  if (!is_whole(strip, picture->rect) || node->hit.h < node->rect.h) return;
  uint32_t ground = picture->pixels[strip.y * picture->pitch + strip.x] & 0xFFFFFF;
  struct shades shades;
  count_rect(picture, strip, &shades);
  double found = strongest(&shades, ground, 1);
  if (found < 3) crawl_find(crawl, "edge", node->name, "the edge of '%s' has a contrast of %.2f : 1", node->name, found);
}

void contrast_check(struct crawl *crawl) {
  const struct ui *ui = &crawl->stage.app->ui;
  canvas_show(crawl->stage.canvas, &ui->commands);
  struct picture picture = {.rect = canvas_rect(crawl->stage.canvas)};
  picture.pixels = canvas_pixels(crawl->stage.canvas, &picture.pitch);
  for (size_t i = first_command(ui); i < ui->commands.count; i++) {
    const struct command *command = &ui->commands.items[i];
    if (command->kind == COMMAND_TEXT) check_text(crawl, &picture, command);
    if (command->kind == COMMAND_ICON) check_icon(crawl, &picture, command);
  }
  for (size_t i = ui->tree.modal_from; i < ui->tree.count; i++) {
    const struct node *node = &ui->tree.nodes[i];
    bool marked = node->role == ROLE_BUTTON || node->role == ROLE_TEXTBOX;
    if (marked && node->action.kind != ACTION_NONE && !rect_is_empty(node->hit)) check_edge(crawl, &picture, node);
  }
}

void contrast_check_focus(struct crawl *crawl, const struct node *node) {
  const struct ui *ui = &crawl->stage.app->ui;
  canvas_show(crawl->stage.canvas, &ui->commands);
  struct picture picture = {.rect = canvas_rect(crawl->stage.canvas)};
  picture.pixels = canvas_pixels(crawl->stage.canvas, &picture.pitch);
  int out = ui_mm(ui, 4);
  struct rect strip = {node->hit.x - out, node->hit.y + node->hit.h / 2, out, 1};
  if (strip.x < 0) strip = (struct rect){rect_right(node->hit), strip.y, out, 1};
  double found = contrast_in(&picture, strip);
  if (found < 3) crawl_find(crawl, "ring", node->name, "the focus around '%s' has a contrast of %.2f : 1", node->name, found);
}
