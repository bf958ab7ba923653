/* What the command list and the tree say about a frame, without drawing it (UI.md, "Everything is measured in millimetres"). */
#include "crawl.h"

#include "draw/fonts_internal.h"
#include "draw/hash.h"

#include <stdio.h>

static const double least_mm = 16, main_mm = 20, apart_mm = 3, key_apart_mm = 1, least_cap_mm = 4.8;
static const double cap_share = 0.73; /* of Andika's em that its capitals take */

/* ---- words and lines ---- */

const char *block_words(const struct text_block *block, char *out, size_t size) {
  size_t len = 0;
  out[0] = '\0';
  for (int i = 0; i < block->lines; i++)
    for (int r = 0; r < block->line[i].count && len + 1 < size; r++) {
      int wrote = snprintf(out + len, size - len, "%s%s", len > 0 ? " " : "", block->line[i].runs[r].text);
      len += wrote > 0 ? (size_t)wrote : 0;
    }
  return out;
}

static int line_shift(const struct command *command, const struct text_line *line) {
  int room = command->rect.w - line->width;
  switch (command->text->style.align) {
    case ALIGN_CENTER: return room / 2;
    case ALIGN_END: return line->rtl ? 0 : room;
    case ALIGN_RIGHT: return room;
    case ALIGN_START: return line->rtl ? room : 0;
    case ALIGN_LEFT: break;
  }
  return 0;
}

struct rect line_rect(const struct command *command, int i) {
  const struct text_block *block = command->text;
  const struct text_line *line = &block->line[i];
  int em = block->style.size_px;
  int base = command->rect.y + i * block->style.line_px + block->baseline;
  return (struct rect){command->rect.x + line_shift(command, line), base - em * 75 / 100, line->width, em * 95 / 100};
}

/* Digits are alike: the page about counting counts the taps that turn it. */
static uint64_t line_key(const struct text_block *block, int i) {
  uint64_t key = hash_mix((uint64_t)block->style.size_px, (uint64_t)i);
  for (int r = 0; r < block->lines; r++)
    for (int k = 0; k < block->line[r].count; k++)
      for (const char *at = block->line[r].runs[k].text; *at; at++)
        key = hash_mix(key, *at >= '0' && *at <= '9' ? '0' : (unsigned char)*at);
  return key;
}

static void add_key(struct arena *arena, uint64_t **items, size_t *count, size_t *capacity, uint64_t key) {
  for (size_t i = 0; i < *count; i++)
    if ((*items)[i] == key) return;
  if (*count == *capacity) {
    size_t grown = *capacity ? *capacity * 2 : 128;
    uint64_t *copy = arena_array(arena, grown, sizeof *copy);
    if (*count > 0) memcpy(copy, *items, *count * sizeof *copy);
    *items = copy;
    *capacity = grown;
  }
  (*items)[(*count)++] = key;
}

/* A page whose viewport is lower than its lines cannot show them whole: the keyboard and the bar of reading aloud leave a small
 * panel no more. */
void layout_check_lines(struct crawl *crawl, const struct lines *lines) {
  struct app *app = crawl->stage.app;
  bool bar = app_takes_text(app) || reading_is_on(app->reading);
  for (size_t i = 0; i < crawl->at->steps; i++)
    bar = bar || crawl->at->way[i].action.kind == ACTION_SPEECH; /* which scrolls by itself, too */
  if (bar && app->ui.metrics.height_mm < 150) return;
  for (size_t c = 0; c < lines->cut_count; c++) {
    bool whole = false;
    for (size_t w = 0; w < lines->whole_count && !whole; w++)
      whole = lines->whole[w] == lines->cut[c];
    if (!whole) crawl_find(crawl, "never whole", "", "a line of text is cut on every page of this screen");
  }
}

/* ---- text ---- */

static bool is_inside(struct rect outer, struct rect inner, int slack) {
  return inner.x >= outer.x - slack && inner.y >= outer.y - slack && rect_right(inner) <= rect_right(outer) + slack &&
         rect_bottom(inner) <= rect_bottom(outer) + slack;
}

/* Text under a dialog is nobody's business; the dialog's own comes after its box. */
size_t first_command(const struct ui *ui) {
  if (ui->tree.modal_from == 0 || ui->tree.modal_from >= ui->tree.count) return 0;
  struct rect dialog = ui->tree.nodes[ui->tree.modal_from].rect;
  for (size_t i = ui->commands.count; i > 0; i--) {
    const struct command *command = &ui->commands.items[i - 1];
    if (command->kind == COMMAND_BOX && command->rect.x == dialog.x && command->rect.y == dialog.y &&
        command->rect.w == dialog.w && command->rect.h == dialog.h)
      return i - 1;
  }
  return 0;
}

static bool is_drawn(const struct command *box) { return box->fill.a > 0 || (box->border_px > 0 && box->border.a > 0); }

/* A box that is only an edge is crossed, or not, at its edge; a filled one as a whole. */
static void check_boxes(struct crawl *crawl, size_t first, size_t at, struct rect line, const char *words) {
  const struct commands *commands = &crawl->stage.app->ui.commands;
  int dot = ui_mm(&crawl->stage.app->ui, 3); /* a map's way is made of dots; names stand over them */
  line.h -= line.h / 12;                     /* few letters reach all the way down, and digits never do */
  struct rect seen = rect_intersect(line, commands->items[at].clip);
  for (size_t i = first; i < commands->count; i++) {
    const struct command *box = &commands->items[i];
    if (box->kind != COMMAND_BOX || !is_drawn(box) || (box->rect.w < dot && box->rect.h < dot)) continue;
    struct rect meets = rect_intersect(rect_intersect(box->rect, box->clip), seen);
    if (meets.w <= 1 || meets.h <= 1) continue;
    if (i > at) {
      if (box->fill.a == 255) crawl_find(crawl, "covered", words, "'%s' is covered by a box", words);
    } else if (!is_inside(box->rect, seen, 1)) {
      crawl_find(crawl, "leaves box", words, "'%s' (%d,%d %dx%d) leaves its box (%d,%d %dx%d)", words, seen.x, seen.y, seen.w,
                 seen.h, box->rect.x, box->rect.y, box->rect.w, box->rect.h);
    }
  }
}

/* The parts of letters that no line may share with another's: accents and tails may come close. */
static struct rect core(const struct command *command, int i) {
  struct rect rect = line_rect(command, i);
  int em = command->text->style.size_px;
  rect.y += em * 5 / 100;
  rect.h -= em * 15 / 100;
  return rect_intersect(rect, command->clip);
}

static void check_overlaps(struct crawl *crawl, size_t first, size_t at, int line) {
  const struct commands *commands = &crawl->stage.app->ui.commands;
  struct rect mine = core(&commands->items[at], line);
  char words[80], others[80];
  for (size_t i = first; i < at; i++) {
    const struct command *other = &commands->items[i];
    if (other->kind == COMMAND_ICON) {
      struct rect icon = rect_intersect(rect_inset(other->rect, other->rect.w / 8, other->rect.h / 8), other->clip);
      struct rect both = rect_intersect(icon, mine);
      if (both.w > 1 && both.h > 1)
        crawl_find(crawl, "over icon", block_words(commands->items[at].text, words, sizeof words),
                   "'%s' stands over the icon '%s'", block_words(commands->items[at].text, words, sizeof words), other->name);
    }
    for (int k = 0; other->kind == COMMAND_TEXT && k < other->text->lines; k++) {
      struct rect both = rect_intersect(core(other, k), mine);
      if (both.w > 1 && both.h > 1)
        crawl_find(crawl, "overlap", block_words(commands->items[at].text, words, sizeof words), "'%s' stands over '%s'",
                   block_words(commands->items[at].text, words, sizeof words), block_words(other->text, others, sizeof others));
    }
  }
}

static void check_line(struct crawl *crawl, struct lines *lines, size_t first, size_t at, int i) {
  const struct ui *ui = &crawl->stage.app->ui;
  const struct command *command = &ui->commands.items[at];
  struct rect line = line_rect(command, i);
  struct rect seen = rect_intersect(line, command->clip);
  if (rect_is_empty(line) || rect_is_empty(seen)) return;
  char words[80];
  block_words(command->text, words, sizeof words);
  if (seen.w < line.w - 1) crawl_find(crawl, "sideways", words, "'%s' is cut at the side: %d of %d px", words, seen.w, line.w);
  uint64_t key = line_key(command->text, i);
  if (seen.h >= line.h - 1)
    add_key(lines->arena, &lines->whole, &lines->whole_count, &lines->whole_capacity, key);
  else
    add_key(lines->arena, &lines->cut, &lines->cut_count, &lines->cut_capacity, key);
  check_boxes(crawl, first, at, line, words);
  check_overlaps(crawl, first, at, i);
}

static void check_text(struct crawl *crawl, struct lines *lines, size_t first, size_t at) {
  const struct ui *ui = &crawl->stage.app->ui;
  const struct text_block *block = ui->commands.items[at].text;
  char words[80];
  block_words(block, words, sizeof words);
  if (block->truncated) crawl_find(crawl, "truncated", words, "'%s' does not fit and ends in …", words);
  double cap = block->style.size_px * cap_share / ui->metrics.px_per_mm;
  if (cap < least_cap_mm - 0.5 / ui->metrics.px_per_mm)
    crawl_find(crawl, "small", words, "'%s' has capitals of %.2f mm", words, cap);
  for (int i = 0; i < block->lines; i++)
    check_line(crawl, lines, first, at, i);
}

/* ---- targets ---- */

static int gap_between(struct rect a, struct rect b) {
  int dx = a.x > rect_right(b) ? a.x - rect_right(b) : b.x > rect_right(a) ? b.x - rect_right(a) : 0;
  int dy = a.y > rect_bottom(b) ? a.y - rect_bottom(b) : b.y > rect_bottom(a) ? b.y - rect_bottom(a) : 0;
  return dx > dy ? dx : dy;
}

static bool is_key(const struct node *node) { return node->action.kind == ACTION_TYPE || node->action.kind == ACTION_KEYBOARD; }

static bool has_keys(const struct tree *tree) {
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (is_key(&tree->nodes[i])) return true;
  return false;
}

/* In reach mode three rows of keys below the middle of a 10.1" panel are as high as they can be. */
static void check_size(struct crawl *crawl, const struct node *node) {
  const struct ui *ui = &crawl->stage.app->ui;
  double wanted = is_key(node) ? metrics_key_mm(&ui->metrics) : node->role == ROLE_LISTITEM ? main_mm : least_mm;
  if (is_key(node) && crawl->combo.reach && ui->metrics.height_mm < 150 && !keyboard_is_paged(&ui->metrics)) wanted = 13.5;
  double w = (node->rect.w + 1) / ui->metrics.px_per_mm, h = (node->rect.h + 1) / ui->metrics.px_per_mm;
  if (w < wanted || h < wanted)
    crawl_find(crawl, "small target", node->name, "%s '%s' is %.1f x %.1f mm, wanted are %.0f", role_name(node->role),
               node->name, w, h, wanted);
}

static void check_targets(struct crawl *crawl) {
  const struct ui *ui = &crawl->stage.app->ui;
  const struct tree *tree = &ui->tree;
  struct rect screen = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  int apart = ui_mm(ui, apart_mm) - 1;
  bool filled = keyboard_is_paged(&ui->metrics) && has_keys(tree);
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    const struct node *node = &tree->nodes[i];
    if (node->action.kind == ACTION_NONE || rect_is_empty(node->hit)) continue;
    check_size(crawl, node);
    if (!is_inside(screen, node->hit, 0)) crawl_find(crawl, "off panel", node->name, "'%s' reaches off the panel", node->name);
    if (crawl->combo.reach && node->hit.y < ui->metrics.height_px / 2 && !filled)
      crawl_find(crawl, "reach", node->name, "'%s' begins at %d %% of the height", node->name,
                 node->hit.y * 100 / ui->metrics.height_px);
    for (size_t k = tree->modal_from; k < i; k++) {
      const struct node *other = &tree->nodes[k];
      if (other->action.kind == ACTION_NONE || rect_is_empty(other->hit)) continue;
      int gap = gap_between(node->hit, other->hit);
      if (gap < (is_key(node) && is_key(other) ? ui_mm(ui, key_apart_mm) - 1 : apart))
        crawl_find(crawl, "close", node->name, "'%s' and '%s' are %.1f mm apart", node->name, other->name,
                   gap / ui->metrics.px_per_mm);
    }
  }
}

static void check_place(struct crawl *crawl, enum action_kind kind, struct rect *place) {
  const struct node *node = crawl_control(crawl, &(struct action){.kind = kind});
  bool modal = crawl->stage.app->ui.tree.modal_from > 0;
  if (!node) {
    if (crawl->stage.app->depth > 0 && !modal) crawl_find(crawl, "place", "", "there is no Start or Zurück");
    return;
  }
  if (rect_is_empty(*place)) *place = node->rect;
  if (place->x != node->rect.x || place->y != node->rect.y || place->w != node->rect.w || place->h != node->rect.h)
    crawl_find(crawl, "place", node->name, "'%s' is not where it was on other screens", node->name);
}

void layout_check(struct crawl *crawl, struct lines *lines) {
  const struct ui *ui = &crawl->stage.app->ui;
  size_t first = first_command(ui);
  for (size_t i = first; i < ui->commands.count; i++)
    if (ui->commands.items[i].kind == COMMAND_TEXT) check_text(crawl, lines, first, i);
  check_targets(crawl);
  check_place(crawl, ACTION_HOME, &crawl->home_button);
  check_place(crawl, ACTION_BACK, &crawl->back_button);
}
