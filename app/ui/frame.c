#include "ui/frame.h"

#include "base/str.h"

#include <string.h>

static int max_int(int a, int b) { return a > b ? a : b; }

static const double low_mm = 150; /* panels lower than this have little room for anything but the page */

static double header_mm(const struct ui *ui) { return clamp_mm(ui->metrics.height_mm * 0.0965, 13, 25.8); }
static double button_mm(const struct ui *ui) { return clamp_mm(ui->metrics.height_mm * 0.1, 16, 26); }
static double margin_mm(const struct ui *ui) { return clamp_mm(ui->metrics.width_mm * 0.037, 5, 12); }

/* ---- header ---- */

static void header_clock(struct ui *ui, const struct frame *frame, struct rect bar, int margin, int left_end, bool short_date) {
  const struct theme *theme = ui->theme;
  if (!frame->time) return;
  struct label time = {.size = TEXT_CLOCK, .bold = true, .color = theme->ink, .max_lines = 1};
  struct label date = {.size = TEXT_BODY, .color = theme->soft, .max_lines = 1};
  const struct text_block *clock = ui_layout(ui, frame->time, &time, bar.w);
  int x = bar.w - margin - clock->width;
  ui_text(ui, x, bar.y + (bar.h - clock->height) / 2, clock->width + 2, frame->time, &time);
  int room = x - left_end - ui_mm(ui, 9);
  const struct text_block *block = ui_layout(ui, frame->date_long, &date, bar.w);
  const char *words = frame->date_long;
  if (block->width > room || short_date) {
    words = frame->date_short;
    block = ui_layout(ui, words, &date, bar.w);
  }
  if (block->width > room) return;
  /* One base line with the clock. */
  int base = bar.y + (bar.h - clock->height) / 2 + clock->baseline;
  ui_text(ui, x - ui_mm(ui, 7) - block->width, base - block->baseline, block->width + 2, words, &date);
}

static int date_width(struct ui *ui, const struct frame *frame, struct rect bar) {
  struct label date = {.size = TEXT_BODY};
  return frame->time ? ui_layout(ui, frame->date_short, &date, bar.w)->width : 0;
}

/* Where the clock with the short date begins. */
static int clock_start(struct ui *ui, const struct frame *frame, struct rect bar, int margin) {
  if (!frame->time) return bar.w - margin;
  struct label time = {.size = TEXT_CLOCK, .bold = true};
  int width = ui_layout(ui, frame->time, &time, bar.w)->width + ui_mm(ui, 7);
  return bar.w - margin - width - date_width(ui, frame, bar);
}

static int header_place(struct ui *ui, const struct frame *frame, struct rect bar, int margin) {
  const struct theme *theme = ui->theme;
  int icon_px = ui_mm(ui, bar.h < ui_mm(ui, 18) ? 10 : 14);
  ui_icon(ui, margin, bar.y + (bar.h - icon_px) / 2, icon_px, "location_city", theme->area[AREA_SERVICES]);
  struct label name = {.size = TEXT_ROW, .bold = true, .color = theme->ink, .max_lines = 1};
  int x = margin + icon_px + ui_mm(ui, 5);
  int limit = clock_start(ui, frame, bar, margin) - ui_mm(ui, 5) - x;
  const struct text_block *block = ui_layout(ui, frame->place, &name, limit);
  while (block->truncated && name.size > TEXT_META) {
    name.size--;
    block = ui_layout(ui, frame->place, &name, limit);
  }
  if (block->truncated) { /* the date gives way */
    limit += date_width(ui, frame, bar);
    block = ui_layout(ui, frame->place, &name, limit);
  }
  ui_text(ui, x, bar.y + (bar.h - block->height) / 2, limit, frame->place, &name);
  return x + block->width;
}

static void header_freshness(struct ui *ui, const struct frame *frame, struct rect bar, int from, int to) {
  const struct theme *theme = ui->theme;
  struct color color = frame->offline ? theme->closed : theme->soft;
  struct label label = {.size = TEXT_META, .bold = frame->offline, .color = color, .max_lines = 1};
  int icon_px = ui_mm(ui, 8.5);
  int gap = ui_mm(ui, 2.5);
  int room = to - from - 2 * ui_mm(ui, 6);
  const struct text_block *block = ui_layout(ui, frame->freshness, &label, room - icon_px - gap);
  if (block->truncated) return;
  int x = from + (to - from - icon_px - gap - block->width) / 2;
  ui_icon(ui, x, bar.y + (bar.h - icon_px) / 2, icon_px, frame->offline ? "cloud_off" : "cloud_done", color);
  ui_block(ui, x + icon_px + gap, bar.y + (bar.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_STATUS, frame->freshness, NULL, 0,
          (struct rect){x, bar.y + (bar.h - block->height) / 2, icon_px + gap + block->width, block->height}, NULL);
}

static int header_draw(struct ui *ui, const struct frame *frame, int y) {
  const struct theme *theme = ui->theme;
  int margin = ui_mm(ui, margin_mm(ui));
  struct rect bar = {0, y, ui->metrics.width_px, ui_mm(ui, header_mm(ui))};
  int rule = max_int(ui_mm(ui, 0.75), 1);
  ui_box(ui, bar, theme->card, COLOR_NONE, 0, 0);
  ui_box(ui, (struct rect){0, rect_bottom(bar) - rule, bar.w, rule}, theme->line, COLOR_NONE, 0, 0);
  bar.h -= rule;
  int left_end = header_place(ui, frame, bar, margin);
  bool fresh = !str_is_empty(frame->freshness);
  /* The long date gives way to the freshness; where even the short one leaves no room, the freshness stands on the page. */
  if (fresh) {
    struct label date = {.size = TEXT_BODY};
    struct label label = {.size = TEXT_META, .bold = frame->offline};
    int need = ui_layout(ui, frame->freshness, &label, bar.w)->width + ui_mm(ui, 11 + 12);
    int start = clock_start(ui, frame, bar, margin);
    bool long_fits = frame->time && start - left_end - need >= ui_layout(ui, frame->date_long, &date, bar.w)->width -
                                                                   ui_layout(ui, frame->date_short, &date, bar.w)->width;
    int end = start;
    if (long_fits)
      end -= ui_layout(ui, frame->date_long, &date, bar.w)->width - ui_layout(ui, frame->date_short, &date, bar.w)->width;
    header_freshness(ui, frame, bar, left_end, end);
    header_clock(ui, frame, bar, margin, left_end, !long_fits);
  } else {
    header_clock(ui, frame, bar, margin, left_end, false);
  }
  return rect_bottom(bar) + rule;
}

/* ---- alert ---- */

static int alert_draw(struct ui *ui, const struct frame *frame, int y) {
  if (str_is_empty(frame->alert)) return 0;
  const struct theme *theme = ui->theme;
  int margin = ui_mm(ui, margin_mm(ui));
  struct label label = {.size = TEXT_BODY, .bold = true, .color = theme->on_area, .silent = true, .max_lines = 2};
  int icon_px = ui_mm(ui, 11);
  int width = ui->metrics.width_px - 2 * margin;
  const struct text_block *block = ui_layout(ui, frame->alert, &label, width - 2 * (icon_px + ui_mm(ui, 4)));
  struct rect box = {0, y, ui->metrics.width_px, max_int(block->height + ui_mm(ui, 5), ui_mm(ui, 18))};
  ui_box(ui, box, theme->area[AREA_ALERT], COLOR_NONE, 0, 0);
  ui_icon(ui, margin, y + (box.h - icon_px) / 2, icon_px, "warning", theme->on_area);
  ui_icon(ui, box.w - margin - icon_px, y + (box.h - icon_px) / 2, icon_px, "chevron_right", theme->on_area);
  ui_block(ui, margin + icon_px + ui_mm(ui, 4), y + (box.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_BUTTON, frame->alert, NULL, 0, box, &frame->alert_action);
  ui_node_lang(ui, frame->alert_lang);
  return box.h;
}

/* ---- footer ---- */

static int widest_word(struct ui *ui, const struct bar_button *buttons, size_t count, enum text_size size) {
  struct label label = {.size = size, .bold = true};
  int widest = 0;
  for (size_t i = 0; i < count; i++)
    widest = max_int(widest, ui_layout(ui, buttons[i].word, &label, 10000)->width);
  return widest;
}

static int footer_height(const struct ui *ui) { return ui_mm(ui, button_mm(ui) + (ui->metrics.height_mm < low_mm ? 4 : 7)); }
static int footer_margin(const struct ui *ui) { return ui_mm(ui, ui->metrics.portrait ? margin_mm(ui) * 0.7 : margin_mm(ui)); }
static int footer_gap(const struct ui *ui) { return ui_mm(ui, ui->metrics.width_mm < 300 ? 3.2 : 5); }

/* A word that would need two places ("Nasıl kullanılır?" on 7") goes to the end, where "Mehr" takes it in. */
static void put_back_long(struct ui *ui, struct bar_button *buttons, size_t count) {
  int gap = footer_gap(ui), room = ui->metrics.width_px - 2 * footer_margin(ui);
  bool was_chrome = ui->chrome;
  ui->chrome = true;
  bool is_long = widest_word(ui, buttons, 1, TEXT_SMALL) + ui_mm(ui, 3) > (room - 2 * gap) / 3;
  ui->chrome = was_chrome;
  if (!is_long) return;
  struct bar_button first = buttons[0];
  memmove(buttons, buttons + 1, (count - 1) * sizeof *buttons);
  buttons[count - 1] = first;
}

static size_t all_buttons(struct ui *ui, const struct frame *frame, struct bar_button out[BAR_BUTTONS_MAX]) {
  size_t count = 0;
  if (frame->is_home) {
    out[count++] =
        (struct bar_button){"help_outline", TR(ui, "So geht’s"), action_of(ACTION_GO, frame->help_screen), BUTTON_PLAIN};
  } else {
    out[count++] = (struct bar_button){"home", TR(ui, "Start"), action_of(ACTION_HOME, 0), BUTTON_FILLED};
    out[count++] = (struct bar_button){"arrow_back", TR(ui, "Zurück"), action_of(ACTION_BACK, 0), BUTTON_FILLED};
  }
  out[count++] =
      (struct bar_button){"translate", TR(ui, "Sprache"), action_of(ACTION_GO, frame->more_screen + 1), BUTTON_PLAIN};
  out[count++] = (struct bar_button){"text_fields", frame->size_step == 2 ? TR(ui, "Kleiner") : TR(ui, "Größer"),
                                     action_of(ACTION_SIZE, 0), frame->size_step > 0 ? BUTTON_ON : BUTTON_PLAIN};
  out[count++] = (struct bar_button){"contrast", TR(ui, "Kontrast"), action_of(ACTION_CONTRAST, 0),
                                     frame->contrast_on ? BUTTON_ON : BUTTON_PLAIN};
  out[count++] = frame->reading_on
                     ? (struct bar_button){"stop", TR(ui, "Stopp"), action_of(ACTION_SPEECH, 0), BUTTON_FILLED}
                     : (struct bar_button){"volume_up", TR(ui, "Vorlesen"), action_of(ACTION_SPEECH, 0), BUTTON_PLAIN};
  out[count++] = (struct bar_button){"accessible", frame->reach_on ? TR(ui, "Höher") : TR(ui, "Tiefer"),
                                     action_of(ACTION_REACH, 0), frame->reach_on ? BUTTON_ON : BUTTON_PLAIN};
  if (frame->is_home) put_back_long(ui, out, count);
  return count;
}

/* The form that fits: icon beside word, icon above word, or as many as fit and "Mehr". */
static size_t choose_form(struct ui *ui, const struct bar_button *buttons, size_t count, bool *stacked) {
  int room = ui->metrics.width_px - 2 * footer_margin(ui), gap = footer_gap(ui);
  bool was_chrome = ui->chrome;
  ui->chrome = true;
  int beside = widest_word(ui, buttons, count, TEXT_META) + ui_mm(ui, 11.5 + 3.5 + 5);
  int above = widest_word(ui, buttons, count, TEXT_SMALL) + ui_mm(ui, 3);
  ui->chrome = was_chrome;
  *stacked = (beside + gap) * (int)count - gap > room;
  if (!*stacked || (above + gap) * (int)count - gap <= room) return count;
  if (above > (room - 2 * gap) / 3) above = widest_word(ui, buttons, count - 1, TEXT_SMALL) + ui_mm(ui, 3);
  int fits = (room + gap) / (above + gap);
  if (fits > (int)count) fits = (int)count;
  return (size_t)max_int(fits, 3) - 1;
}

size_t frame_buttons(struct ui *ui, const struct frame *frame, struct bar_button out[BAR_BUTTONS_MAX], size_t *shown) {
  bool stacked;
  size_t count = all_buttons(ui, frame, out);
  *shown = choose_form(ui, out, count, &stacked);
  return count;
}

void frame_footer(struct ui *ui, const struct frame *frame) {
  ui->chrome = true;
  const struct theme *theme = ui->theme;
  int margin = footer_margin(ui), gap = footer_gap(ui);
  struct rect bar = {0, ui->metrics.height_px - footer_height(ui), ui->metrics.width_px, footer_height(ui)};
  int rule = max_int(ui_mm(ui, 0.75), 1);
  ui_box(ui, bar, theme->card, COLOR_NONE, 0, 0);
  ui_box(ui, (struct rect){0, bar.y, bar.w, rule}, theme->line, COLOR_NONE, 0, 0);

  struct bar_button buttons[BAR_BUTTONS_MAX];
  size_t count = all_buttons(ui, frame, buttons);
  bool stacked;
  size_t shown = choose_form(ui, buttons, count, &stacked);
  if (shown < count)
    buttons[shown++] =
        frame->reading_on
            ? (struct bar_button){"stop", TR(ui, "Stopp"), action_of(ACTION_SPEECH, 0), BUTTON_FILLED}
            : (struct bar_button){"more_horiz", TR(ui, "Mehr"), action_of(ACTION_GO, frame->more_screen), BUTTON_PLAIN};
  int width = (bar.w - 2 * margin - gap * ((int)shown - 1)) / (int)shown;
  int height = ui_mm(ui, button_mm(ui));
  int y = bar.y + rule + (bar.h - rule - height) / 2;
  for (size_t i = 0; i < shown; i++)
    button_draw(ui, (struct rect){margin + (int)i * (width + gap), y, width, height}, buttons[i].icon, buttons[i].word,
                buttons[i].look, stacked, &buttons[i].action);
  ui->chrome = false;
}

int frame_footer_top(const struct ui *ui) { return ui->metrics.height_px - footer_height(ui); }

struct rect frame_upper_half(const struct ui *ui) {
  int top = ui_mm(ui, header_mm(ui));
  return (struct rect){0, top, ui->metrics.width_px, (ui->metrics.height_px + 1) / 2 - top};
}

/* Reach mode: what can be touched begins in the middle. On a low panel the alert would take what is left for the page; there it
 * is to be found among the news. */
static struct rect page_below_middle(struct ui *ui, const struct frame *frame, int margin, int pad) {
  int top = rect_bottom(frame_upper_half(ui));
  ui->chrome = true;
  if (ui->metrics.height_mm >= low_mm) top += alert_draw(ui, frame, top);
  ui->chrome = false;
  int above = ui->metrics.height_mm < low_mm ? 0 : pad / 2;
  int below = ui->metrics.height_mm < low_mm ? ui_mm(ui, 1.5) : pad / 2;
  int bottom = ui->metrics.height_px - footer_height(ui);
  return (struct rect){margin, top + above, ui->metrics.width_px - 2 * margin, bottom - top - above - below};
}

struct rect frame_draw(struct ui *ui, const struct frame *frame) {
  const struct theme *theme = ui->theme;
  struct rect screen = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  ui_box(ui, screen, theme->paper, COLOR_NONE, 0, 0);
  ui->chrome = true;
  int top = frame->bare ? 0 : header_draw(ui, frame, 0);
  int margin = ui_mm(ui, margin_mm(ui));
  int pad = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.028, 3, 8));
  if (ui->reach) return page_below_middle(ui, frame, margin, pad);
  if (!frame->bare) top += alert_draw(ui, frame, top);
  ui->chrome = false;
  return (struct rect){margin, top + pad, screen.w - 2 * margin, screen.h - footer_height(ui) - top - 2 * pad};
}
