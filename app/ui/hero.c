#include "ui/hero.h"

#include "base/str.h"

#include <string.h>

enum { PARTS = 3 };

struct hero_part {
  const char *text;
  struct label label;
};

static int parts_height(struct ui *ui, const struct hero_part *parts, int width, int gap) {
  int height = 0;
  for (size_t i = 0; i < PARTS; i++)
    if (!str_is_empty(parts[i].text)) height += ui_layout(ui, parts[i].text, &parts[i].label, width)->height + gap;
  return height - gap;
}

static bool fits(struct ui *ui, const struct hero_part *parts, struct rect room, int gap) {
  return parts_height(ui, parts, room.w, gap) <= room.h && ui_longest_word(ui, parts[1].text, &parts[1].label) <= room.w;
}

/* The title as large as it fits with the words around it: in the visitor's size, in that of buttons, without the note, without
 * the kicker. */
static void fit(struct ui *ui, struct hero_part *parts, struct rect room, int gap) {
  static const enum text_size sizes[] = {TEXT_HEADLINE, TEXT_NUMBER, TEXT_TITLE, TEXT_ROW, TEXT_BODY, TEXT_META};
  for (int stage = 0; stage < 4; stage++) {
    ui->chrome = stage > 0;
    if (stage == 2) parts[2].text = NULL;
    if (stage == 3) parts[0].text = NULL;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
      parts[1].label.size = sizes[i];
      if (fits(ui, parts, room, gap)) return;
    }
  }
}

/* The picture stands at the end, as high as the room. */
static void draw_picture(struct ui *ui, struct rect *room) {
  if (!ui->hero.picture || room->w < room->h * 2) return;
  int width = room->h * 4 / 3;
  ui_picture(ui, (struct rect){rect_right(*room) - width, room->y, width, room->h}, ui->hero.picture, 5, 15);
  room->w -= width + ui_mm(ui, 8);
}

/* Nodes from `from` on go before the one at `to`. */
static void move_nodes(struct tree *tree, size_t to, size_t from) {
  size_t count = tree->count - from;
  struct node *moved = arena_array(tree->arena, count + 1, sizeof *moved);
  memcpy(moved, tree->nodes + from, count * sizeof *moved);
  memmove(tree->nodes + to + count, tree->nodes + to, (from - to) * sizeof *moved);
  memcpy(tree->nodes + to, moved, count * sizeof *moved);
}

void hero_draw(struct ui *ui, struct rect upper, size_t first) {
  const struct theme *theme = ui->theme;
  const struct hero *hero = &ui->hero;
  struct color ink = theme->area[hero->area];
  ui_box(ui, upper, theme->tint[hero->area], COLOR_NONE, 0, 0);
  struct rect room = rect_inset(upper, ui_mm(ui, clamp_mm(ui->metrics.width_mm * 0.037, 5, 12)), ui_gap(ui, 5));
  draw_picture(ui, &room);
  const char *below = TR(ui, "Alle Tasten sind jetzt unten");
  const char *title = hero->title ? hero->title : below;
  struct hero_part parts[PARTS] = {
      {hero->kicker, {.size = TEXT_ROW, .bold = true, .color = ink}},
      {title, {.bold = true, .color = hero->kicker ? theme->ink : ink, .role = ROLE_HEADING, .lang = hero->lang}},
      {hero->note    ? hero->note
       : hero->title ? below
                     : NULL,
       {.size = hero->note ? TEXT_TITLE : TEXT_STRONG, .color = theme->ink}},
  };
  int gap = ui_gap(ui, 3);
  size_t from = ui->tree.count;
  bool was_chrome = ui->chrome;
  fit(ui, parts, room, gap);
  int y = room.y + (room.h - parts_height(ui, parts, room.w, gap)) / 2;
  for (size_t i = 0; i < PARTS; i++)
    if (!str_is_empty(parts[i].text)) y += ui_text(ui, room.x, y, room.w, parts[i].text, &parts[i].label) + gap;
  ui->chrome = was_chrome;
  move_nodes(&ui->tree, first, from);
}
