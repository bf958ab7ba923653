/* What is seen of reading aloud: the bar with its controls, the mark, and the page that says why it does not work. */
#include "screens/app_speech.h"
#include "screens/screen.h"
#include "ui/frame.h"
#include "ui/widgets.h"

#include "base/str.h"

/* ---- the bar ---- */

static const double bar_button_mm = 17, bar_pad_mm = 2.5;

static const struct {
  const char *icon, *word;
} rates[RATE_COUNT] = {
    [RATE_SLOW] = {"speed", N_("Langsam")}, [RATE_NORMAL] = {"speed", N_("Normal")}, [RATE_FAST] = {"speed", N_("Schnell")}};

enum { CONTROLS_MAX = 5 };

/* The first are those that a narrow panel keeps. */
static size_t controls(struct ui *ui, const struct reading *reading, struct bar_button out[CONTROLS_MAX]) {
  enum voice_rate rate = reading_rate(reading);
  size_t count = 0;
  out[count++] = (struct bar_button){"volume_down", TR(ui, "Leiser"), action_of(ACTION_SPEECH, READING_QUIETER), BUTTON_PLAIN};
  out[count++] = (struct bar_button){"volume_up", TR(ui, "Lauter"), action_of(ACTION_SPEECH, READING_LOUDER), BUTTON_PLAIN};
  out[count++] =
      (struct bar_button){rates[rate].icon, TR(ui, rates[rate].word), action_of(ACTION_SPEECH, READING_RATE), BUTTON_PLAIN};
  out[count++] = (struct bar_button){"skip_next", TR(ui, "Weiter"), action_of(ACTION_SPEECH, READING_SKIP), BUTTON_PLAIN};
  out[count++] = (struct bar_button){"replay", TR(ui, "Von vorn"), action_of(ACTION_SPEECH, READING_AGAIN), BUTTON_PLAIN};
  return count;
}

static int widest(struct ui *ui, const struct bar_button *buttons, size_t count, enum text_size size) {
  struct label label = {.size = size, .bold = true};
  int widest_px = 0;
  for (size_t i = 0; i < count; i++) {
    int width = ui_layout(ui, buttons[i].word, &label, 0x7FFF)->width;
    if (width > widest_px) widest_px = width;
  }
  return widest_px;
}

/* How loud it is, as a line that fills: below the two buttons that change it. */
static void draw_level(struct ui *ui, const struct reading *reading, struct rect rect) {
  struct rect filled = rect;
  filled.w = rect.w * reading_volume(reading) / reading_volume_max(reading);
  ui_box(ui, rect, ui->theme->card, ui->theme->control, 0.3, 0.8);
  ui_box(ui, filled, ui->theme->area[AREA_NEWS], COLOR_NONE, 0, 0.8);
}

static void draw_controls(struct app *app, struct ui *ui, struct rect bar) {
  struct bar_button buttons[CONTROLS_MAX];
  size_t count = controls(ui, app->reading, buttons);
  int gap = ui_mm(ui, ui->metrics.width_mm < 300 ? 3.2 : 5), level = ui_mm(ui, 1.6);
  int above = widest(ui, buttons, count, TEXT_SMALL) + ui_mm(ui, 2);
  int beside = widest(ui, buttons, count, TEXT_META) + ui_mm(ui, 11.5 + 3.5 + 5);
  while (count > 3 && (above + gap) * (int)count - gap > bar.w)
    count--;
  bool stacked = (beside + gap) * (int)count - gap > bar.w;
  int width = (bar.w - gap * ((int)count - 1)) / (int)count;
  for (size_t i = 0; i < count; i++)
    button_draw(ui, (struct rect){bar.x + (int)i * (width + gap), bar.y, width, bar.h - level - ui_mm(ui, 0.8)},
                buttons[i].icon, buttons[i].word, buttons[i].look, stacked, &buttons[i].action);
  draw_level(ui, app->reading, (struct rect){bar.x, rect_bottom(bar) - level, 2 * width + gap, level});
}

struct rect speech_bar_draw(struct app *app, struct ui *ui, struct rect page) {
  if (!reading_is_on(app->reading) || app_takes_text(app)) return page; /* there the keyboard needs the room */
  int pad = ui_mm(ui, bar_pad_mm);
  int height = ui_mm(ui, bar_button_mm) + pad;
  if (ui->reach && page.h - height < ui_mm(ui, 20)) return page; /* "Stopp" in the footer must do */
  int top = frame_footer_top(ui) - height - pad;
  ui->chrome = true;
  struct rect strip = {0, top, ui->metrics.width_px, height + pad};
  ui_box(ui, strip, ui->theme->tint[AREA_NEWS], COLOR_NONE, 0, 0);
  ui_box(ui, (struct rect){0, top, strip.w, ui_mm(ui, 0.75)}, ui->theme->area[AREA_NEWS], COLOR_NONE, 0, 0);
  draw_controls(app, ui, (struct rect){page.x, top + pad, page.w, height - pad / 2});
  ui->chrome = false;
  page.h = top - ui_mm(ui, 2) - page.y;
  return page;
}

/* ---- the mark ---- */

/* How far the mark may reach beside the words. A control there keeps its own edge: the mark stays off it. */
static int room_beside(const struct ui *ui, struct rect said) {
  int room = ui_mm(ui, 3.5), off = ui_mm(ui, 1.2), least = ui_mm(ui, 1.5);
  for (size_t i = ui->tree.modal_from; i < ui->tree.count; i++) {
    const struct node *node = &ui->tree.nodes[i];
    bool level = node->hit.y < rect_bottom(said) && rect_bottom(node->hit) > said.y;
    if (node->action.kind == ACTION_NONE || rect_is_empty(node->hit) || !level) continue;
    int gap = node->hit.x >= rect_right(said) ? node->hit.x - rect_right(said) : said.x - rect_right(node->hit);
    if (gap >= 0 && gap - off < room) room = gap - off;
  }
  return room > least ? room : least;
}

void speech_mark_draw(struct app *app, struct ui *ui) {
  const struct utterance *line = reading_line(app->reading);
  const struct node *first = line ? spot_find(&ui->tree, &line->first) : NULL;
  const struct node *last = line ? spot_find(&ui->tree, &line->last) : NULL;
  if (!first || !last) return;
  struct rect rect = {0};
  for (const struct node *node = first; node <= last; node++)
    rect = rect_union(rect, node->hit);
  if (rect_is_empty(rect)) return;
  for (struct node *node = &ui->tree.nodes[first - ui->tree.nodes]; node <= last; node++)
    node->state |= NODE_SPOKEN;
  /* Beside the words rather than above and below them: there the next line stands. */
  rect = rect_inset(rect, -room_beside(ui, rect), -ui_mm(ui, 1.8));
  command_box(&ui->commands, rect, COLOR_NONE, ui->theme->area[AREA_NEWS], ui_mm(ui, 1.5), ui_mm(ui, 6));
}

/* ---- the page ---- */

static int draw_speech(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "volume_off", TR(ui, "Vorlesen geht auf dieser Tafel gerade nicht"),
                      TR(ui, "Mit „Größer“ wird die Schrift größer. Im Stadtteilbüro liest Ihnen gern jemand vor."));
}

void speech_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_speech, app);
}
