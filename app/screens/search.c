/* Search: what is typed on top, our keyboard at the bottom, between them what there is for it, from the first letter on. Low
 * panels give header and alert to it while the keyboard is out, and the keyboard folds away by one tap. */
#include "screens/screen.h"
#include "screens/search_results.h"
#include "ui/frame.h"
#include "ui/keyboard_keys.h"

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

/* Where not even one row in large letters has room (above a keyboard: until it is folded away), rows are smaller. */
static void draw_results(struct ui *ui, struct search_page *search, struct rect rect, bool may_shrink) {
  search->dense = rect.h < ui_mm(ui, dense_mm * ui->metrics.text_scale);
  search->least_row = ui_mm(ui, 20) < rect.h ? ui_mm(ui, 20) : rect.h;
  ui->chrome = may_shrink && rect.h < ui_mm(ui, 24 * ui->metrics.text_scale);
  page_draw(ui, rect, &app_view(search->app)->scroll, content_of(search), search);
  ui->chrome = false;
}

/* ---- on small panels ---- */

/* The button beside the field says what there is, and changes between the keyboard and that. */
static void draw_switch(struct ui *ui, const struct search_page *search, struct rect rect, bool folded) {
  bool counts = !folded && search->result;
  const char *word = folded ? TR(ui, "Tastatur ein") : counts ? search_count_words(ui, search) : TR(ui, "Tastatur aus");
  struct key_row row = {.count = 1, .least = rect.w};
  row.keys[0] = (struct key){.text = word, .filled = counts, .share = 10, .action = action_of(ACTION_KEYBOARD, KEYBOARD_FOLD)};
  key_row_draw(ui, rect, 0, &row);
}

/* A keyboard of pages takes all the room below the field, and so do the results in its place. In reach mode they begin in the
 * middle, and the keyboard stays as it is: the lower half of so small a panel has room for one row of keys. */
static void build_paged(struct app *app, struct ui *ui, struct search_page *search, struct rect page) {
  int bottom = frame_footer_top(ui), high = ui_mm(ui, 16) + 1, gap = ui_mm(ui, 1), button = page.w * 34 / 100;
  int room = bottom - high - 2 * gap, keys = keyboard_height(ui, &(struct keyboard){0}, room), top = (bottom - keys - high) / 2;
  struct rect field = {page.x, top, page.w - button - ui_mm(ui, 3), high};
  struct rect results = {page.x, top + high + ui_mm(ui, 3), page.w, 0};
  bool folded = app->keyboard.folded;
  if (app->settings.reach && folded) {
    results.y = rect_bottom(frame_upper_half(ui));
    draw_upper_half(ui, app);
  }
  results.h = bottom - results.y - ui_mm(ui, 1.5);
  textbox_draw(ui, field, &app->typed, "search", TR(ui, "Was suchen Sie?"), NULL);
  draw_switch(ui, search, (struct rect){rect_right(page) - button, top, button, high}, folded);
  if (folded)
    draw_results(ui, search, results, true);
  else
    keyboard_draw(ui, &app->keyboard, (struct rect){0, bottom - keys, ui->metrics.width_px, keys});
}

void search_build(struct app *app, struct ui *ui, struct rect page) {
  struct search_page search;
  search_read(app, &search);
  if (keyboard_is_paged(&ui->metrics)) {
    build_paged(app, ui, &search, page);
    return;
  }
  struct places places = place(ui, app, page);
  place_suggestion(ui, &search, &places);
  if (places.field_is_high) draw_upper_half(ui, app);
  bool found = search.result && search.result->count > 0;
  textbox_draw(ui, places.field, &app->typed, "search", TR(ui, "Was suchen Sie?"),
               found ? search_count_words(ui, &search) : NULL);
  if (places.preview)
    search_draw_preview(ui, &search, places.results);
  else
    draw_results(ui, &search, places.results, !app->keyboard.folded);
  keyboard_draw(ui, &app->keyboard, places.tray);
}
