/* Search: what is typed on top, our keyboard at the bottom, between them what there is for it, from the first letter on. Low
 * panels give header and alert to it while the keyboard is out, and the keyboard folds away by one tap. */
#include "screens/rows.h"
#include "screens/screen.h"
#include "ui/frame.h"
#include "ui/keyboard.h"

#include "base/str.h"

static const double low_panel_mm = 150;

struct search {
  struct app *app;
};

/* ---- before the first letter ---- */

enum { IDEAS_MAX = 16 };

/* Topics that help is looked for in most, then the others. */
static const char *const first_topics[] = {
    "pflege", "aerztliche-versorgung", "nahversorgung", "wohnen", "mobilitaet", "begegnung", "betreuung", "energie", "kultur"};

static size_t ideas(struct ui *ui, struct app *app, struct chip *chips) {
  size_t count = 0;
  chips[count++] =
      (struct chip){.icon = "call", .text = TR(ui, "Wichtige Nummern"), .action = action_of(ACTION_GO, SCREEN_NUMBERS)};
  for (size_t i = 0; i < COUNT_OF(first_topics); i++) {
    const struct topic *topic = topic_find(first_topics[i]);
    if (topic)
      chips[count++] = (struct chip){
          .icon = topic->icon, .text = TR(ui, topic->name), .action = action_with_id(ACTION_GO, SCREEN_LIST, topic->id)};
  }
  if (model_clock_is_trusted(app->model))
    chips[count++] =
        (struct chip){.icon = "schedule", .text = TR(ui, "Jetzt offen"), .action = action_of(ACTION_GO, SCREEN_OPEN)};
  chips[count++] =
      (struct chip){.icon = "sort_by_alpha", .text = TR(ui, "Alles von A bis Z"), .action = action_of(ACTION_GO, SCREEN_AZ)};
  ASSERT(count <= IDEAS_MAX);
  return count;
}

static int draw_ideas(struct ui *ui, void *context, int x, int y, int width) {
  struct search *search = context;
  struct chip chips[IDEAS_MAX];
  size_t count = ideas(ui, search->app, chips);
  return chips_draw(ui, x, y, width, chips, count, false, NULL);
}

/* ---- where things stand ---- */

struct places {
  struct rect field, results, tray;
  bool field_is_high; /* reach mode: the field, which nobody needs to touch, stands in the upper half */
};

bool search_is_bare(const struct app *app, const struct metrics *metrics) {
  return app->history[app->depth].screen == SCREEN_SEARCH && !app->keyboard.folded && metrics->height_mm < low_panel_mm &&
         model_has_content(app->model);
}

static int field_height(struct ui *ui, int room) {
  int height = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.085, 11, 22));
  int line = ui_text_px(ui, TEXT_STRONG) * 6 / 5;
  int most = room / 5;
  if (line > most) line = most;
  return line > height ? line : height;
}

static struct places place(struct ui *ui, const struct app *app, struct rect page) {
  struct places places = {0};
  int bottom = frame_footer_top(ui), gap = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.018, 1, 4));
  bool bare = search_is_bare(app, &ui->metrics);
  int top = bare ? gap : page.y;
  int half = ui->metrics.height_px * 46 / 100;
  int tray = keyboard_height(ui, &app->keyboard, bottom - (app->settings.reach ? half : top));
  int field = field_height(ui, bottom - top);
  places.tray = (struct rect){0, bottom - tray, ui->metrics.width_px, tray};
  places.field_is_high = app->settings.reach && bottom - tray - half >= ui_mm(ui, 22);
  int field_y = places.field_is_high ? (top + half - field) / 2 : top;
  places.field = (struct rect){page.x, field_y, page.w, field};
  int from = places.field_is_high ? half : field_y + field + gap;
  int to = places.tray.y - (places.field_is_high ? ui_mm(ui, 1) : gap);
  places.results = (struct rect){page.x, from, page.w, to - from};
  return places;
}

void search_build(struct app *app, struct ui *ui, struct rect page) {
  struct search search = {.app = app};
  struct places places = place(ui, app, page);
  if (places.field_is_high) {
    struct rect upper = {0, page.y - ui_mm(ui, 4), ui->metrics.width_px, places.results.y - page.y};
    ui_box(ui, upper, ui->theme->tint[AREA_EVENTS], COLOR_NONE, 0, 0);
  }
  textbox_draw(ui, places.field, &app->typed, "search", TR(ui, "Was suchen Sie?"));
  page_draw(ui, places.results, &app_view(app)->scroll, draw_ideas, &search);
  keyboard_draw(ui, &app->keyboard, places.tray);
}
