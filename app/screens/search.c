/* Search: what is typed on top, our keyboard at the bottom, between them what there is for it, from the first letter on. Low
 * panels give header and alert to it while the keyboard is out, and the keyboard folds away by one tap. */
#include "screens/screen.h"
#include "screens/search_results.h"
#include "ui/frame.h"
#include "ui/keyboard.h"

static const double dense_mm = 55;

/* ---- where things stand ---- */

struct places {
  struct rect field, results, tray;
  bool field_is_high; /* reach mode: the field, which nobody needs to touch, stands in the upper half */
  bool preview;       /* and the keyboard leaves no room for results below it: they can be read above, and touched without it */
};

/* Grows with the letters where there is room. */
static int field_height(struct ui *ui, int room, bool bare) {
  int height = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.085, 11, 22));
  int line = ui_text_px(ui, TEXT_STRONG) * 6 / 5;
  int most = bare ? height : room / 5;
  if (line > most) line = most;
  return line > height ? line : height;
}

/* Reach mode: results below the middle, where the keyboard leaves room for one row at least. */
static void place_in_reach(const struct ui *ui, int top, int gap, struct places *places) {
  int half = rect_bottom(frame_upper_half(ui)), room = places->tray.y - half;
  places->field_is_high = true;
  places->preview = room < ui_mm(ui, 20.5);
  places->field.y = places->preview ? top : (top + half - places->field.h) / 2;
  places->results.y = places->preview ? rect_bottom(places->field) + gap : half;
  places->results.h =
      (places->preview ? half : places->tray.y) - places->results.y - (room < ui_mm(ui, 30) ? ui_mm(ui, 1.2) : gap);
}

static struct places place(struct ui *ui, struct app *app, struct rect page) {
  int bottom = frame_footer_top(ui), gap = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.018, 2.3, 4));
  bool bare = app_is_bare(app), reach = app->settings.reach;
  int top = bare ? gap : page.y;
  int tray = keyboard_height(ui, &app->keyboard, bottom - (reach ? rect_bottom(frame_upper_half(ui)) : top));
  struct places places = {.tray = {0, bottom - tray, ui->metrics.width_px, tray}};
  places.field = (struct rect){page.x, top, page.w, field_height(ui, bottom - top, bare)};
  places.results = (struct rect){page.x, rect_bottom(places.field) + gap, page.w, 0};
  places.results.h = places.tray.y - gap - places.results.y;
  if (reach) place_in_reach(ui, top, gap, &places);
  return places;
}

/* Beside the field where there is room: results need the lines. */
static void place_suggestion(struct ui *ui, struct search_page *search, struct places *places) {
  struct chip chip;
  if (places->field_is_high || !search_suggestion(ui, search, &chip)) return;
  int width, gap = ui_gap(ui, 4), most = places->field.w * 42 / 100;
  ui_measure_begin(ui);
  int height = chips_draw(ui, 0, 0, most, &chip, 1, false, &width);
  ui_measure_end(ui);
  struct label label = {.size = TEXT_BODY, .bold = true, .secret = true};
  if (height > places->field.h + ui_mm(ui, 2) || ui_layout(ui, chip.text, &label, 0x7FFF)->width > most - ui_mm(ui, 25)) return;
  places->field.w -= width + gap;
  chips_draw(ui, rect_right(places->field) + gap, places->field.y + (places->field.h - height) / 2, width, &chip, 1, false,
             NULL);
  search->is_suggested = true;
}

static void draw_upper_half(struct ui *ui, struct app *app) {
  struct rect upper = frame_upper_half(ui);
  if (app_is_bare(app)) upper = (struct rect){0, 0, ui->metrics.width_px, rect_bottom(upper)};
  ui_box(ui, upper, ui->theme->tint[AREA_EVENTS], COLOR_NONE, 0, 0);
}

static page_content *content_of(const struct search_page *search) {
  if (!search->result) return search_draw_ideas;
  bool found = search->result->count > 0 || search->result->topic_count > 0;
  return found ? search_draw_hits : search_draw_nothing;
}

void search_build(struct app *app, struct ui *ui, struct rect page) {
  struct search_page search;
  search_read(app, &search);
  struct places places = place(ui, app, page);
  search.dense = places.results.h < ui_mm(ui, dense_mm * ui->metrics.text_scale);
  search.least_row = ui_mm(ui, 20) < places.results.h ? ui_mm(ui, 20) : places.results.h;
  place_suggestion(ui, &search, &places);
  if (places.field_is_high) draw_upper_half(ui, app);
  textbox_draw(ui, places.field, &app->typed, "search", TR(ui, "Was suchen Sie?"), search_count_words(ui, &search));
  /* Where not even one row in large letters has room above the keyboard, rows are smaller until it is folded away. */
  ui->chrome = places.results.h < ui_mm(ui, 24 * ui->metrics.text_scale) && !app->keyboard.folded;
  if (places.preview)
    search_draw_preview(ui, &search, places.results);
  else
    page_draw(ui, places.results, &app_view(app)->scroll, content_of(&search), &search);
  ui->chrome = false;
  keyboard_draw(ui, &app->keyboard, places.tray);
}
