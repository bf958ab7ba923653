#include "ui/ui.h"

#include "base/str.h"
#include "draw/hash.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const double text_mm[] = {
    [TEXT_SMALL] = 6.6,  [TEXT_META] = 7.4,    [TEXT_BODY] = 8.44,  [TEXT_STRONG] = 9.4,  [TEXT_TILE] = 10.3, [TEXT_ROW] = 10.9,
    [TEXT_TITLE] = 13.9, [TEXT_NUMBER] = 16.4, [TEXT_CLOCK] = 12.9, [TEXT_HEADLINE] = 26, [TEXT_POSTER] = 38,
};

/* On a small panel headings step down towards the body size, so that a page still holds more than its title. Body text and
 * everything below keep their physical size everywhere: that is what eyes need. */
static double fit_small_panel(const struct ui *ui, double mm) {
  double body = text_mm[TEXT_BODY];
  if (mm <= body) return mm;
  double shorter = ui->metrics.width_mm < ui->metrics.height_mm ? ui->metrics.width_mm : ui->metrics.height_mm;
  double share = clamp_mm((shorter - 80) / (200 - 80), 0.15, 1);
  return body + (mm - body) * share;
}

void ui_begin(struct ui *ui, struct arena *arena) {
  struct rect screen = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  ui->arena = arena;
  ui->measuring = 0;
  ui->chrome = false;
  ui->clip = screen;
  memset(ui->laid_out, 0, sizeof ui->laid_out);
  commands_init(&ui->commands, arena, screen);
  tree_init(&ui->tree, arena);
}

int ui_mm(const struct ui *ui, double mm) { return mm_px(&ui->metrics, mm); }

int ui_text_px(const struct ui *ui, enum text_size size) {
  double mm = fit_small_panel(ui, text_mm[size]);
  return ui_mm(ui, ui->chrome ? mm : mm * ui->metrics.text_scale);
}

/* What most pages are written in, then titles and numbers. The clock and posters are few letters, rendered when they come. */
static const struct {
  enum text_size size;
  bool bold;
} usual_styles[] = {{TEXT_META, false},  {TEXT_BODY, false},  {TEXT_BODY, true},   {TEXT_ROW, true},     {TEXT_TITLE, true},
                    {TEXT_STRONG, true}, {TEXT_META, true},   {TEXT_SMALL, true},  {TEXT_STRONG, false}, {TEXT_TILE, true},
                    {TEXT_SMALL, false}, {TEXT_TITLE, false}, {TEXT_NUMBER, true}, {TEXT_HEADLINE, true}};

void ui_expect_text(struct fonts *fonts, const struct metrics *metrics, const double *scales, size_t scale_count) {
  enum { MOST_SCALES = 4 };
  ASSERT(scale_count <= MOST_SCALES);
  struct text_style styles[MOST_SCALES * COUNT_OF(usual_styles)];
  size_t count = 0;
  struct ui ui = {.metrics = *metrics};
  for (size_t scale = 0; scale < scale_count; scale++)
    for (size_t i = 0; i < COUNT_OF(usual_styles); i++) {
      ui.metrics.text_scale = scales[scale];
      styles[count++] = (struct text_style){.size_px = ui_text_px(&ui, usual_styles[i].size), .bold = usual_styles[i].bold};
    }
  fonts_expect(fonts, styles, count);
}

int ui_gap(const struct ui *ui, double mm) {
  double small = ui->metrics.height_mm < 150 ? 0.7 : 1;
  return ui_mm(ui, mm * small * (1 + (ui->metrics.text_scale - 1) * 0.25));
}

int ui_icon_px(const struct ui *ui, double mm) {
  double more = ui->chrome ? 0 : ui->metrics.text_scale - 1, share = ui->metrics.height_mm < 150 ? 0.2 : 0.6;
  return ui_mm(ui, mm * (1 + more * share));
}

int ui_apart(const struct ui *ui, double mm) {
  int gap = ui_gap(ui, mm), least = ui_mm(ui, 3) + 1;
  return gap > least ? gap : least;
}

bool ui_is_compact(const struct ui *ui) {
  const struct metrics *m = &ui->metrics;
  double height = ui->reach ? m->height_mm / 2 : m->height_mm;
  return height < 150 * m->text_scale || m->width_mm < 200 * m->text_scale;
}

const char *ui_printf(struct ui *ui, const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return arena_strdup(ui->arena, text);
}

static struct rect mirrored(const struct ui *ui, struct rect rect) {
  if (ui->rtl) rect.x = ui->metrics.width_px - rect.x - rect.w;
  return rect;
}

void ui_box(struct ui *ui, struct rect rect, struct color fill, struct color border, double border_mm, double radius_mm) {
  if (ui->measuring) return;
  int border_px = border_mm > 0 ? ui_mm(ui, border_mm) : 0;
  if (border_mm > 0 && border_px < 1) border_px = 1;
  command_box(&ui->commands, mirrored(ui, rect), fill, border, border_px, ui_mm(ui, radius_mm));
}

void ui_box_top(struct ui *ui, struct rect rect, struct color fill, double radius_mm) {
  if (ui->measuring) return;
  command_box_corners(&ui->commands, mirrored(ui, rect), fill, ui_mm(ui, radius_mm), 1 | 2);
}

/* Icons that point somewhere point the other way in a right-to-left screen. */
static bool icon_has_direction(const char *name) {
  static const char *const directed[] = {"chevron_right", "chevron_left", "arrow_back", "arrow_forward", "directions_walk"};
  for (size_t i = 0; i < COUNT_OF(directed); i++)
    if (str_equals(directed[i], name)) return true;
  return false;
}

void ui_icon(struct ui *ui, int x, int y, int size_px, const char *name, struct color color) {
  if (ui->measuring) return;
  struct rect rect = mirrored(ui, (struct rect){x, y, size_px, size_px});
  command_icon(&ui->commands, rect.x, rect.y, size_px, name, color, ui->rtl && icon_has_direction(name));
}

void ui_picture(struct ui *ui, struct rect rect, const char *path, double radius_mm, unsigned corners) {
  if (ui->measuring) return;
  command_image(&ui->commands, mirrored(ui, rect), path, ui_mm(ui, radius_mm), corners);
}

/* Leading 1.35 for text that wraps, tighter for headings, as the mockups have it; Arabic reaches further down and keeps its
 * dots. */
static int leading(int em, enum text_size size, bool rtl) {
  double heading = rtl ? 1.25 : 1.12;
  double factor = size == TEXT_TITLE || size == TEXT_CLOCK ? heading : size >= TEXT_ROW ? 1.2 : 1.35;
  return (int)(em * factor + 0.5);
}

static struct text_style style_of(const struct ui *ui, const struct label *label) {
  int em = ui_text_px(ui, label->size);
  /* A German name on an Arabic page stands where the page begins, beside its icon, not where German would begin. */
  enum text_align align = label->align;
  if (align == ALIGN_START) align = ui->rtl ? ALIGN_RIGHT : ALIGN_LEFT;
  if (align == ALIGN_END) align = ui->rtl ? ALIGN_LEFT : ALIGN_RIGHT;
  /* Arabic letters reach half as far down again as ours; all text of the page moves, so that base lines stay level. */
  int raise = ui->rtl ? em / 10 : 0;
  return (struct text_style){.raise_px = raise,
                             .size_px = em,
                             .line_px = leading(em, label->size, ui->rtl),
                             .bold = label->bold,
                             .secret = label->secret,
                             .align = align,
                             .color = label->color};
}

static uint64_t layout_key(const char *text, const char *lang, const struct text_style *style, int width, int max_lines) {
  const struct color c = style->color;
  uint64_t key = hash_pair(hash_text(0, text ? text : ""), width, max_lines);
  key = hash_pair(hash_text(key, lang ? lang : ""), style->size_px, style->line_px);
  key = hash_mix(hash_pair(key, style->raise_px, (int)style->align), (uint64_t)style->bold << 1 | style->secret);
  return hash_mix(key, (uint64_t)c.a << 24 | (uint64_t)c.r << 16 | (uint64_t)c.g << 8 | c.b);
}

static const struct text_block *lay_out(struct ui *ui, const char *text, const char *lang, const struct text_style *style,
                                        int width, int max_lines) {
  const uint64_t key = layout_key(text, lang, style, width, max_lines);
  struct laid_out *at = &ui->laid_out[key % UI_LAID_OUT];
  if (!at->block || at->key != key)
    *at = (struct laid_out){key, fonts_layout(ui->fonts, ui->arena, text, lang, style, width, max_lines)};
  return at->block;
}

const struct text_block *ui_layout(struct ui *ui, const char *text, const struct label *label, int width) {
  struct text_style style = style_of(ui, label);
  return lay_out(ui, text, label->lang ? label->lang : ui->lang, &style, width > 1 ? width : 1, label->max_lines);
}

void ui_block(struct ui *ui, int x, int y, int width, const struct text_block *block) {
  if (ui->measuring) return;
  struct rect rect = mirrored(ui, (struct rect){x, y, width, block->height});
  command_text(&ui->commands, rect.x, rect.y, width, block);
}

int ui_text(struct ui *ui, int x, int y, int width, const char *text, const struct label *label) {
  if (str_is_empty(text)) return 0;
  const struct text_block *block = ui_layout(ui, text, label, width);
  ui_block(ui, x, y, width, block);
  if (label->silent) return block->height;
  /* The node is where the words are, not the column that they may fill: reading aloud marks it. */
  int room = width - block->width;
  bool at_end = label->align == ALIGN_END || label->align == ALIGN_RIGHT;
  x += room <= 0 || label->align == ALIGN_START ? 0 : at_end ? room : label->align == ALIGN_CENTER ? room / 2 : 0;
  struct rect rect = {x, y, room > 0 ? block->width : width, block->height};
  ui_node(ui, label->role == ROLE_HEADING ? ROLE_HEADING : ROLE_TEXT, text, NULL, 0, rect, NULL);
  ui_node_lang(ui, label->lang);
  return block->height;
}

/* The tree speaks as a person would: no-break spaces are spaces, marks of where to break and of direction are nothing. */
static const char *plain_words(struct ui *ui, const char *text) {
  static const struct {
    const char *mark, *spoken;
  } marks[] = {{"\u00a0", " "}, {"\u00ad", ""}, {"\u200b", ""}, {"\u200e", ""}, {"\u200f", ""},
               {"\u2066", ""},  {"\u2067", ""}, {"\u2068", ""}, {"\u2069", ""}};
  bool has_mark = false;
  for (size_t i = 0; text && i < COUNT_OF(marks); i++)
    has_mark = has_mark || strstr(text, marks[i].mark);
  if (!has_mark) return text;
  char *plain = arena_alloc(ui->arena, strlen(text) + 1);
  char *out = plain;
  while (*text) {
    size_t i = 0;
    while (i < COUNT_OF(marks) && !str_starts_with(text, marks[i].mark))
      i++;
    if (i == COUNT_OF(marks)) {
      *out++ = *text++;
    } else {
      text += strlen(marks[i].mark);
      if (*marks[i].spoken) *out++ = *marks[i].spoken;
    }
  }
  *out = '\0';
  return plain;
}

static const double sliver_mm = 5;

void ui_node(struct ui *ui, enum role role, const char *name, const char *value, unsigned state, struct rect rect,
             const struct action *action) {
  if (ui->measuring) return;
  rect = mirrored(ui, rect);
  name = plain_words(ui, name);
  value = str_is_empty(value) ? NULL : plain_words(ui, value);
  struct node node = {.role = role, .name = name, .value = value, .lang = ui->lang, .state = state, .rect = rect};
  if (action) node.action = *action;
  node.hit = rect_intersect(rect, ui->clip);
  /* What the edge of the page leaves of a control must be enough to be meant: nobody can read a sliver. */
  if (action && node.hit.h < rect.h && node.hit.h < ui_mm(ui, sliver_mm)) node.hit.h = 0;
  if (rect_is_empty(node.hit)) node.state |= NODE_OFFSCREEN;
  tree_add(&ui->tree, node);
}

void ui_node_lang(struct ui *ui, const char *lang) {
  if (!ui->measuring && lang && ui->tree.count > 0) ui->tree.nodes[ui->tree.count - 1].lang = lang;
}

bool ui_is_pressed(const struct ui *ui, const struct action *action) {
  return ui->pressed && action->kind != ACTION_NONE && action_equals(ui->pressed, action);
}

void ui_measure_begin(struct ui *ui) { ui->measuring++; }
void ui_measure_end(struct ui *ui) { ui->measuring--; }

void ui_push_clip(struct ui *ui, struct rect rect) {
  ui->clip = mirrored(ui, rect);
  commands_push_clip(&ui->commands, ui->clip);
}

void ui_pop_clip(struct ui *ui) {
  commands_pop_clip(&ui->commands);
  ui->clip = (struct rect){0, 0, ui->metrics.width_px, ui->metrics.height_px};
}

int ui_longest_word(struct ui *ui, const char *text, const struct label *label) {
  struct text_style style = style_of(ui, label);
  int longest = 0;
  for (const char *word = text; *word;) {
    size_t len = strcspn(word, " \n-");
    if (word[len] == '-') len++;
    char *copy = arena_strndup(ui->arena, word, len);
    int width = lay_out(ui, copy, NULL, &style, 0, 0)->width;
    if (width > longest) longest = width;
    word += len;
    while (*word == ' ' || *word == '\n')
      word++;
  }
  return longest;
}
