/* A sheet for the kitchen drawer: what the screen shows, without what is true only today, black on white. Letters are as large
 * as the sheet allows, never smaller than two thirds of the screen's (16 points); a long entry loses its prose before that. */
#include "screens/app_print.h"
#include "screens/entry_blocks.h"

#include "base/civil.h"
#include "base/str.h"
#include "ui/qr.h"

#include <string.h>

static const double margin_mm = 15, code_mm = 52;

#define BLACK                                                                                                                  \
  { 0, 0, 0, 255 }
#define WHITE                                                                                                                  \
  { 255, 255, 255, 255 }

static const struct theme theme_paper = {
    .paper = WHITE,
    .card = WHITE,
    .ink = BLACK,
    .on_ink = WHITE,
    .soft = BLACK,
    .line = BLACK,
    .tray = WHITE,
    .control = BLACK,
    .area = {BLACK, BLACK, BLACK, BLACK, BLACK, BLACK},
    .on_area = WHITE,
    .tint = {WHITE, WHITE, WHITE, WHITE, WHITE, WHITE},
    .open = BLACK,
    .closed = BLACK,
    .focus = BLACK,
};

struct sheet {
  struct detail detail;
  struct qr qr;
  bool has_code;
  bool with_prose;
};

static int gap_after(struct ui *ui, int height) { return height > 0 ? height + ui_gap(ui, 6) : 0; }

static int draw_content(struct ui *ui, struct sheet *s, int x, int y, int width) {
  struct detail *d = &s->detail;
  int at = y + gap_after(ui, block_name(ui, d, x, y, width));
  at += gap_after(ui, block_telephone(ui, d, x, at, width));
  at += gap_after(ui, block_when(ui, d, x, at, width));
  at += gap_after(ui, block_place(ui, d, x, at, width));
  at += gap_after(ui, block_hours(ui, d, x, at, width));
  at += gap_after(ui, block_contact(ui, d, x, at, width));
  if (s->with_prose) at += gap_after(ui, block_summary(ui, d, x, at, width));
  if (s->with_prose && d->entry.kind != KIND_SERVICE) at += gap_after(ui, block_description(ui, d, x, at, width));
  return at - y;
}

/* Where the sheet is from and of when: numbers change. */
static int draw_foot(struct ui *ui, struct sheet *s, int x, int bottom, int width) {
  struct app *app = s->detail.app;
  struct words *w = &s->detail.words;
  struct label small = {.size = TEXT_SMALL, .color = ui->theme->ink};
  int side = s->has_code ? (s->qr.modules + 2 * QR_QUIET) * qr_module_px(&s->qr, ui_mm(ui, code_mm)) : 0;
  int top = bottom - ui_mm(ui, code_mm);
  ui_box(ui, (struct rect){x, top - ui_mm(ui, 4), width, ui_mm(ui, 0.5)}, ui->theme->ink, COLOR_NONE, 0, 0);
  if (s->has_code) qr_draw(ui, x + width - side, top, &s->qr, qr_module_px(&s->qr, ui_mm(ui, code_mm)));
  int left = width - side - ui_mm(ui, 5);
  int at = top;
  if (s->has_code) at += ui_text(ui, x, at, left, TR(ui, "Mit der Kamera am Handy mitnehmen, ohne Internet."), &small);
  at += ui_gap(ui, 3);
  at += ui_text(ui, x, at, left, model_info(app->model)->name, &small);
  if (model_clock_is_trusted(app->model)) {
    const char *date = words_date_full(w, wall_day(model_now(app->model)));
    ui_text(ui, x, at, left, ui_printf(ui, TR(ui, "Gedruckt am %s"), date), &small);
  }
  return top - ui_mm(ui, 8);
}

static void begin_sheet(struct app *app, struct ui *ui, struct arena *arena, double text_scale) {
  const struct language *language = language_find(app->settings.lang);
  *ui = (struct ui){.fonts = app->fonts,
                    .theme = &theme_paper,
                    .catalog = app->catalog,
                    .lang = app->settings.lang,
                    .rtl = language && language->rtl};
  metrics_init(&ui->metrics, PRESS_WIDTH_PX, PRESS_HEIGHT_PX, PRESS_WIDTH_MM, text_scale);
  ui_begin(ui, arena);
}

/* The first that fits: full size with prose, smaller with prose, … */
static const struct {
  double text_scale;
  bool with_prose;
} tries[] = {{1, true}, {0.85, true}, {0.7, true}, {0.85, false}, {0.7, false}};

bool paper_build(struct app *app, struct ui *paper, struct arena *arena) {
  for (size_t i = 0; i < COUNT_OF(tries); i++) {
    begin_sheet(app, paper, arena, tries[i].text_scale);
    struct sheet s = {.with_prose = tries[i].with_prose};
    if (!detail_load(app, paper, &s.detail)) return false;
    s.detail.on_paper = true;
    s.has_code = detail_code(paper, &s.detail, ui_mm(paper, code_mm), &s.qr);
    int x = ui_mm(paper, margin_mm), width = paper->metrics.width_px - 2 * x;
    ui_box(paper, (struct rect){0, 0, PRESS_WIDTH_PX, PRESS_HEIGHT_PX}, paper->theme->paper, COLOR_NONE, 0, 0);
    int end = draw_foot(paper, &s, x, PRESS_HEIGHT_PX - x, width);
    ui_measure_begin(paper);
    int height = draw_content(paper, &s, x, x, width);
    ui_measure_end(paper);
    if (x + height > end && i + 1 < COUNT_OF(tries)) continue;
    ui_push_clip(paper, (struct rect){0, 0, PRESS_WIDTH_PX, end}); /* one sheet, whatever an entry holds */
    draw_content(paper, &s, x, x, width);
    ui_pop_clip(paper);
    return true;
  }
  return false;
}
