/* A question that is answered in words: the question and what is written above, our keyboard below, the way on between them.
 * Where the keyboard leaves little, the question stands in the field until somebody writes, and the way on beside it. */
#include "screens/form_page.h"
#include "screens/screen.h"
#include "ui/frame.h"
#include "ui/keyboard.h"
#include "ui/widgets.h"

#include "base/str.h"

static const double least_field_mm = 14, most_field_mm = 62;

struct words_page {
  struct form_page *form;
  const struct form_step *step;
  struct rect room; /* above the way on and the keyboard */
  struct rect field;
  bool asks; /* the question stands above the field */
};

static struct label question_label(const struct ui *ui, const struct form_step *step) {
  return (struct label){.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING, .lang = step->lang};
}

/* Head, question and note, as many of them as leave the field its least height; the question counts most. The other two leave
 * it a line in the page's letters. */
static int draw_above(struct ui *ui, struct words_page *p) {
  struct label question = question_label(ui, p->step);
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  struct rect room = p->room;
  int gap = ui_gap(ui, 3), left = room.h - ui_mm(ui, least_field_mm) - gap, at = room.y;
  int spare = room.h - ui_mm(ui, least_field_mm * ui->metrics.text_scale) - gap;
  ui_measure_begin(ui);
  int head = form_head_draw(ui, p->form, 0, 0, room.w);
  int words = ui_text(ui, 0, 0, room.w, p->step->title, &question);
  int note = p->step->note ? ui_text(ui, 0, 0, room.w, p->step->note, &soft) : 0;
  ui_measure_end(ui);
  bool with_note = note > 0 && words + note <= spare;
  p->asks = words <= left;
  bool with_head = words + note + head <= spare;
  if (with_head) at += form_head_draw(ui, p->form, room.x, at, room.w);
  if (p->asks) at += ui_text(ui, room.x, at, room.w, p->step->title, &question);
  if (with_note) at += ui_text(ui, room.x, at, room.w, p->step->note, &soft);
  return at > room.y ? at + gap : at;
}

/* The one button that this page has: on, when something is written, else past it. */
static bool way_on(struct ui *ui, const struct form_page *page, struct way *out) {
  struct way ways[FORM_WAYS_MAX];
  size_t count = form_ways(ui, page, ways);
  if (count > 0) *out = ways[0];
  return count > 0;
}

/* Reach mode: the way on stands below the middle, too, between field and keyboard, where keys keep their size beside it. Else
 * it comes when the keyboard is folded away. */
static int bar_height(struct ui *ui, const struct app *app, int lower_half, int gap) {
  int bar = ui_mm(ui, 16) + 1 + 2 * gap;
  double keys_mm = 3 * metrics_key_mm(&ui->metrics) + 8;
  return app->keyboard.folded || lower_half - bar >= ui_mm(ui, keys_mm) ? bar : 0;
}

static int draw_fold_hint(struct ui *ui, struct rect room) {
  struct label hint = {.size = TEXT_META, .color = ui->theme->soft};
  const char *words = TR(ui, "Fertig? Dann tippen Sie auf „Tastatur aus“.");
  ui->chrome = true;
  int height = ui_layout(ui, words, &hint, room.w)->height;
  if (room.h - height >= ui_mm(ui, least_field_mm))
    ui_text(ui, room.x, rect_bottom(room) - height, room.w, words, &hint);
  else
    height = 0;
  ui->chrome = false;
  return height;
}

struct frame_parts {
  int bottom, gap, tray, bar;
  bool is_reach;
};

/* A keyboard of pages (7") takes all but one line, in reach mode too (search.c). */
static bool is_filled(const struct ui *ui, const struct app *app) {
  return keyboard_is_paged(&ui->metrics) && !app->keyboard.folded;
}

static struct frame_parts parts_of(struct ui *ui, struct app *app, int top) {
  if (is_filled(ui, app)) {
    struct frame_parts filled = {.bottom = frame_footer_top(ui), .gap = top};
    filled.tray = keyboard_height(ui, &app->keyboard, filled.bottom - 2 * top - ui_mm(ui, 16) - 1);
    return filled;
  }
  struct frame_parts f = {.bottom = frame_footer_top(ui), .gap = ui_gap(ui, 3), .is_reach = app->settings.reach};
  int lower_half = f.bottom - rect_bottom(frame_upper_half(ui));
  if (f.is_reach) f.bar = bar_height(ui, app, lower_half, f.gap);
  f.tray = keyboard_height(ui, &app->keyboard, f.is_reach ? lower_half - f.bar : f.bottom - top);
  return f;
}

void form_words_build(struct app *app, struct ui *ui, struct rect rect, struct form_page *page) {
  struct words_page p = {.form = page, .step = &page->form.steps[page->step]};
  int top = is_filled(ui, app) ? ui_mm(ui, 1) : app_is_bare(app) ? ui_gap(ui, 3) : rect.y, most = ui_mm(ui, most_field_mm);
  struct frame_parts f = parts_of(ui, app, top);
  struct way way;
  bool can = way_on(ui, page, &way);
  p.room = (struct rect){rect.x, top, rect.w, f.bottom - f.tray - f.gap - f.bar - top};
  if (f.is_reach && f.bar == 0) {
    p.room.h -= can ? draw_fold_hint(ui, p.room) : 0;
    can = false;
  }
  int at = draw_above(ui, &p);
  p.field = (struct rect){rect.x, at, rect.w, rect_bottom(p.room) - at};
  if (p.field.h > most) p.field.h = most;
  struct rect line = p.field, button = {0};
  if (f.is_reach) line = (struct rect){rect.x, f.bottom - f.tray - f.gap - ui_mm(ui, 16) - 1, rect.w, ui_mm(ui, 16) + 1};
  if (can) button = form_button_place(ui, way.word, line);
  if (can && !f.is_reach) p.field.w = button.x - ui_apart(ui, 4) - p.field.x;
  textbox_draw_lines(ui, p.field, &page->draft->words[page->step], p.step->title,
                     p.asks ? TR(ui, "Hier schreiben") : p.step->title);
  if (can) button_go_draw(ui, button, way.icon, way.word, page->form.area, &way.action);
  keyboard_draw(ui, &app->keyboard, (struct rect){0, f.bottom - f.tray, ui->metrics.width_px, f.tray});
}
