#include "ui/page.h"

#include <string.h>

static const double scroll_share = 0.85; /* of the page that one tap moves: context stays */
static const double least_share = 0.2;
static const double button_mm = 22, least_button_mm = 16.2, button_gap_mm = 4;
static const double list_gap_mm = 4.5;

static int max_int(int a, int b) { return a > b ? a : b; }
static int min_int(int a, int b) { return a < b ? a : b; }

/* How far one tap moves: less where lines are so high that one could be cut on this page and on the next. */
static int page_step(const struct ui *ui, int viewport) {
  int em = ui_text_px(ui, TEXT_NUMBER); /* of the largest letters that a page has; a line of them is no higher */
  int step = min_int((int)(viewport * scroll_share), viewport - (viewport > em * 4 ? em * 3 / 2 : em));
  return max_int(step, (int)(viewport * least_share));
}

/* What was asked for since the last frame, in pixels. */
static int take_pending(const struct ui *ui, struct scroll *scroll, int viewport) {
  int pixels = scroll->pending_px + scroll->pending_pages * page_step(ui, viewport);
  scroll->pending_px = 0;
  scroll->pending_pages = 0;
  return pixels;
}

/* Above each other, and beside each other where a page is too low for two of 16 mm. */
static bool buttons_are_beside(const struct ui *ui, int page_height) {
  return page_height < ui_mm(ui, 2 * least_button_mm + button_gap_mm);
}

/* What the page gives up for its buttons. */
static int side_width(const struct ui *ui, int page_height) {
  double buttons = buttons_are_beside(ui, page_height) ? 2 * least_button_mm + button_gap_mm : button_mm;
  return ui_mm(ui, buttons + 5);
}

static void page_button(struct ui *ui, struct rect rect, const char *icon, const char *word, bool possible, int direction) {
  const struct theme *theme = ui->theme;
  struct action action = action_of(ACTION_PAGE, direction);
  bool filled = possible != ui_is_pressed(ui, &action);
  int icon_px = ui_mm(ui, 14);
  ui_box(ui, rect, filled ? theme->ink : theme->card, possible ? theme->control : theme->line, 0.75, 5);
  ui_icon(ui, rect.x + (rect.w - icon_px) / 2, rect.y + (rect.h - icon_px) / 2, icon_px, icon,
          filled ? theme->on_ink : theme->soft);
  if (possible) ui_node(ui, ROLE_BUTTON, word, NULL, 0, rect, &action);
}

static void page_buttons(struct ui *ui, struct rect page, const struct scroll *scroll) {
  int gap = ui_mm(ui, button_gap_mm);
  int height = ui_mm(ui, button_mm);
  struct rect up, down;
  if (buttons_are_beside(ui, page.h)) {
    int width = ui_mm(ui, least_button_mm);
    down = (struct rect){rect_right(page) - width, rect_bottom(page) - width, width, width};
    up = down;
    up.x -= width + gap;
  } else {
    if (2 * height + gap > page.h) height = (page.h - gap) / 2;
    down = (struct rect){rect_right(page) - ui_mm(ui, button_mm), rect_bottom(page) - height, ui_mm(ui, button_mm), height};
    up = down;
    up.y -= height + gap;
  }
  page_button(ui, up, "expand_less", TR(ui, "Nach oben"), scroll->can_up, -1);
  page_button(ui, down, "expand_more", TR(ui, "Weiter unten"), scroll->can_down, 1);
}

static int measure(struct ui *ui, page_content *content, void *context, int width) {
  ui_measure_begin(ui);
  int height = content(ui, context, 0, 0, width);
  ui_measure_end(ui);
  return height;
}

/* What keys need to know: which nodes move, and where they can be seen. */
static void note_page(struct ui *ui, struct scroll *scroll, struct rect viewport, size_t first_node, bool is_list) {
  scroll->viewport = viewport;
  scroll->is_list = is_list;
  for (size_t i = first_node; i < ui->tree.count; i++)
    ui->tree.nodes[i].state |= NODE_IN_PAGE;
}

void page_draw(struct ui *ui, struct rect page, struct scroll *scroll, page_content *content, void *context) {
  int width = page.w;
  int height = measure(ui, content, context, width);
  bool overflow = height > page.h;
  if (overflow) {
    width -= side_width(ui, page.h);
    height = measure(ui, content, context, width);
  }
  int limit = overflow ? max_int(height - page.h, 0) : 0;
  scroll->offset_px = min_int(max_int(scroll->offset_px + take_pending(ui, scroll, page.h), 0), limit);
  scroll->can_up = scroll->offset_px > 0;
  scroll->can_down = scroll->offset_px < limit;
  /* The clip is a little wider than the page, for borders and the focus ring. */
  struct rect clip = page;
  clip.x -= ui_mm(ui, 2);
  clip.w = width + ui_mm(ui, 4);
  size_t first_node = ui->tree.count;
  ui_push_clip(ui, clip);
  content(ui, context, page.x, page.y - scroll->offset_px, width);
  ui_pop_clip(ui);
  note_page(ui, scroll, page, first_node, false);
  if (overflow) page_buttons(ui, page, scroll);
}

/* ---- lists ---- */

enum { BATCH_MAX = 96 };

/* The cells behind the scroll position, as far as they are needed. */
struct window {
  const struct list_source *source;
  struct row *rows;
  struct list_cursor *after;
  size_t first; /* cell of the batch at the scroll position */
  size_t count;
  size_t batch; /* cells to ask for: a page of the lowest possible rows and some to move on */
  bool ended;   /* the source has no cell behind the batch */
  int lead;     /* height of a head that scrolls along */
};

static bool window_load(struct window *window, const struct scroll *scroll) {
  window->first = 0;
  window->count = 0;
  bool ok = window->source->fetch(window->source->context, &scroll->cursor, scroll->line * window->source->columns, false,
                                  window->batch, window->rows, window->after, &window->count);
  window->ended = !ok || window->count < window->batch;
  return ok;
}

/* Cells of the line at batch position `at`: fewer than `columns` in the last line, 0 behind the end. */
static size_t line_cells(const struct window *window, size_t at) {
  size_t left = window->count > at ? window->count - at : 0;
  return left < window->source->columns ? left : window->source->columns;
}

static int cell_width(const struct ui *ui, const struct list_source *source, int width) {
  int columns = (int)source->columns;
  return (width - (columns - 1) * ui_gap(ui, 5)) / columns;
}

/* The first line of all carries the head, where that scrolls along. */
static int lead_of(const struct window *window, const struct scroll *scroll, size_t at) {
  return scroll->line == 0 && at == window->first ? window->lead : 0;
}

static int line_height(struct ui *ui, const struct window *window, const struct scroll *scroll, size_t at, int width) {
  int height = 0;
  ui_measure_begin(ui);
  for (size_t i = 0; i < line_cells(window, at); i++)
    height = max_int(height, window->source->draw_cell(ui, 0, 0, cell_width(ui, window->source, width), &window->rows[at + i]));
  ui_measure_end(ui);
  return lead_of(window, scroll, at) + height + ui_gap(ui, list_gap_mm);
}

/* Height from the scroll position to the end of the list, or just past `limit`. */
static int height_below(struct ui *ui, const struct window *window, const struct scroll *scroll, int width, int limit) {
  int height = 0;
  for (size_t at = window->first; line_cells(window, at) > 0 && height <= limit; at += window->source->columns)
    height += line_height(ui, window, scroll, at, width);
  return height;
}

static bool step_down(struct window *window, struct scroll *scroll) {
  size_t columns = window->source->columns;
  if (line_cells(window, window->first) < columns) return false;
  if (line_cells(window, window->first + columns) == 0 && window->ended) return false;
  scroll->cursor = window->after[window->first + columns - 1];
  scroll->line++;
  window->first += columns;
  if (window->count - window->first < window->batch * 3 / 4 && !window->ended) return window_load(window, scroll);
  return true;
}

static bool step_up(struct window *window, struct scroll *scroll) {
  if (scroll->line == 0) return false;
  size_t columns = window->source->columns;
  size_t count = 0;
  /* The cursor is that of the last cell above; reading backward from it gives the cells before that one, and the last of them
   * is the cell in front of the line above. */
  if (scroll->line > 1 && !window->source->fetch(window->source->context, &scroll->cursor, scroll->line * columns, true,
                                                 columns, window->rows, window->after, &count))
    return false;
  scroll->cursor = count == columns ? window->after[columns - 1] : (struct list_cursor){0};
  scroll->line--;
  return window_load(window, scroll);
}

/* Moves the position by pixels and keeps the last page full. */
static void list_move(struct ui *ui, struct window *window, struct scroll *scroll, int width, int viewport, int pixels) {
  scroll->offset_px += pixels;
  int height;
  while (scroll->offset_px >= (height = line_height(ui, window, scroll, window->first, width)) && step_down(window, scroll))
    scroll->offset_px -= height;
  int gap = ui_gap(ui, list_gap_mm);
  int below = height_below(ui, window, scroll, width, viewport + max_int(scroll->offset_px, 0) + gap) - gap;
  int missing = viewport - (below - scroll->offset_px);
  if (missing > 0) scroll->offset_px -= missing;
  while (scroll->offset_px < 0 && step_up(window, scroll))
    scroll->offset_px += line_height(ui, window, scroll, window->first, width);
  scroll->offset_px = max_int(scroll->offset_px, 0);
}

/* Draws the lines that are seen; returns where the last one ends, and whether there are more behind it. */
static int list_lines(struct ui *ui, const struct window *window, const struct scroll *scroll, struct rect area, int width,
                      const struct list_head *head, bool *more) {
  int cell = cell_width(ui, window->source, width);
  int y = area.y - scroll->offset_px;
  for (size_t at = window->first; line_cells(window, at) > 0 && y < rect_bottom(area); at += window->source->columns) {
    int lead = lead_of(window, scroll, at);
    if (lead > 0) head->draw(ui, head->context, area.x, y, width);
    int height = line_height(ui, window, scroll, at, width);
    for (size_t i = 0; i < line_cells(window, at); i++) {
      struct row *row = &window->rows[at + i];
      if (window->source->columns > 1) row->min_height_px = height - lead - ui_gap(ui, list_gap_mm);
      window->source->draw_cell(ui, area.x + (int)i * (cell + ui_gap(ui, 5)), y + lead, cell, row);
    }
    y += height;
    *more = line_cells(window, at + window->source->columns) > 0;
  }
  return y - ui_gap(ui, list_gap_mm);
}

static void list_scroll(struct ui *ui, struct rect area, struct scroll *scroll, struct window *window,
                        const struct list_head *head) {
  bool at_start = scroll->line == 0 && scroll->offset_px == 0;
  int all = height_below(ui, window, scroll, area.w, area.h + ui_mm(ui, 20)) - ui_gap(ui, list_gap_mm);
  bool overflow = !at_start || all > area.h;
  int width = area.w;
  if (overflow) {
    width -= side_width(ui, area.h);
    if (window->lead > 0) window->lead = measure(ui, head->draw, head->context, width);
    list_move(ui, window, scroll, width, area.h, take_pending(ui, scroll, area.h));
  } else {
    take_pending(ui, scroll, area.h); /* a list that fits stays, whatever asks it to move */
  }
  struct rect clip = area;
  clip.x -= ui_mm(ui, 2);
  clip.w = width + ui_mm(ui, 4);
  size_t first_node = ui->tree.count;
  ui_push_clip(ui, clip);
  if (head->name) ui_node(ui, ROLE_LIST, head->name, head->count, 0, (struct rect){area.x, area.y, width, area.h}, NULL);
  bool more = false;
  int end = list_lines(ui, window, scroll, area, width, head, &more);
  ui_pop_clip(ui);
  note_page(ui, scroll, area, first_node, true);
  scroll->can_up = scroll->line > 0 || scroll->offset_px > 0;
  scroll->can_down = more || end > rect_bottom(area);
  scroll->more_rows = more;
  if (scroll->can_up || scroll->can_down) page_buttons(ui, area, scroll);
}

/* No row is lower than 20 mm; a third more lets a tap on a page button move within one batch. */
static size_t batch_cells(const struct ui *ui, struct rect page, const struct list_source *source) {
  size_t lines = (size_t)(page.h / (ui_mm(ui, 20) + 1)) * 4 / 3 + 3;
  size_t cells = lines * source->columns;
  return cells > BATCH_MAX ? BATCH_MAX : cells;
}

/* A list without rows: the head, and what is said instead. */
struct nothing {
  const struct list_head *head;
  page_content *empty;
  void *context;
};

static int draw_nothing(struct ui *ui, void *context, int x, int y, int width) {
  const struct nothing *nothing = context;
  int head = nothing->head->draw(ui, nothing->head->context, x, y, width);
  return head + (nothing->empty ? nothing->empty(ui, nothing->context, x, y + head, width) : 0);
}

void page_list(struct ui *ui, struct rect page, struct scroll *scroll, const struct list_head *head,
               const struct list_source *source, page_content *empty, void *empty_context) {
  struct window window = {.source = source, .batch = batch_cells(ui, page, source)};
  window.rows = arena_array(ui->arena, window.batch, sizeof *window.rows);
  window.after = arena_array(ui->arena, window.batch, sizeof *window.after);
  bool ok = window_load(&window, scroll);
  if (ok && window.count == 0 && scroll->line > 0) { /* the list became shorter */
    *scroll = (struct scroll){0};
    window_load(&window, scroll);
  }
  if (window.count == 0) {
    struct nothing nothing = {head, empty, empty_context};
    page_draw(ui, page, scroll, draw_nothing, &nothing);
    return;
  }
  int head_height = measure(ui, head->draw, head->context, page.w);
  bool roomy = head_height * 100 <= page.h * 45 && page.h - head_height >= ui_mm(ui, 50);
  struct rect area = page;
  if (roomy) {
    head->draw(ui, head->context, page.x, page.y, page.w);
    area.y += head_height;
    area.h -= head_height;
  } else {
    window.lead = head_height;
  }
  list_scroll(ui, area, scroll, &window, head);
}
