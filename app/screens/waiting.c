/* No content yet: the first start shows the code by which a person connects the board with its hub; later there is one plain
 * sentence, a word for the telephone, and the numbers that hold everywhere. The language is chosen below, as on every page. */
#include "screens/app_device.h"
#include "screens/screen.h"
#include "ui/widgets.h"

#include "base/str.h"

#include <math.h>

/* ---- what is known ---- */

static const struct {
  const char *state, *network, *telephone; /* state as in spool/paired.h */
} states[] = {
    {"waiting", N_("Netz: verbunden."), "L-12"},
    {"offline", N_("Netz: keine Verbindung."), "L-11"},
    {"refused", N_("Netz: verbunden, aber die Verwaltung hat diese Tafel getrennt."), "L-13"},
};

static size_t state_of(const struct app *app) {
  size_t i = COUNT_OF(states) - 1;
  while (i > 0 && !str_equals(states[i].state, app->pairing.state))
    i--;
  return i;
}

/* "Netz: verbunden. Uhr: gestellt. Bildschirm: 21,5 Zoll." */
static const char *board_words(struct app *app) {
  struct ui *ui = &app->ui;
  const struct metrics *m = &ui->metrics;
  const char *clock = model_clock_is_trusted(app->model) ? TR(ui, "Uhr: gestellt.") : TR(ui, "Uhr: noch nicht gestellt.");
  int tenths = (int)lround(hypot(m->width_mm, m->height_mm) / 2.54);
  const char *panel = ui_printf(ui, TR(ui, "Bildschirm: %d,%d Zoll."), tenths / 10, tenths % 10);
  return ui_printf(ui, "%s %s %s", TR(ui, states[state_of(app)].network), clock, panel);
}

/* ---- the code ---- */

/* In the largest letters that fit, two groups of four. */
static int draw_code(struct ui *ui, int x, int y, int width, const char *code) {
  const char *words = ui_printf(ui, "%.4s %s", code, strlen(code) > 4 ? code + 4 : "");
  struct label label = {.size = TEXT_POSTER, .bold = true, .align = ALIGN_CENTER, .color = ui->theme->ink, .lang = "zxx"};
  int pad = ui_gap(ui, 7);
  const struct text_block *block;
  while ((block = ui_layout(ui, words, &label, 0x7FFF))->width > width - 2 * pad && label.size > TEXT_TITLE)
    label.size--;
  if (block->width > width) block = ui_layout(ui, words, &label, width); /* the two groups below each other */
  int inner = block->width + 6 * pad < width ? block->width + 6 * pad : width, height = block->height + 2 * pad;
  ui_box(ui, (struct rect){x + (width - inner) / 2, y, inner, height}, ui->theme->card, ui->theme->control, 1, 8);
  ui_text(ui, x, y + pad, width, words, &label);
  return height;
}

static int draw_pairing(struct ui *ui, struct app *app, int x, int y, int width) {
  struct label head = {.size = TEXT_TITLE, .bold = true, .align = ALIGN_CENTER, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_BODY, .align = ALIGN_CENTER, .color = ui->theme->ink};
  struct label soft = {.size = TEXT_META, .align = ALIGN_CENTER, .color = ui->theme->soft};
  bool code_first = ui_is_compact(ui); /* nobody should have to look for it */
  int at = y + ui_gap(ui, 4);
  if (code_first) at += draw_code(ui, x, at, width, app->pairing.code) + ui_gap(ui, 3);
  at += ui_text(ui, x, at, width, TR(ui, "Diese Tafel ist noch nicht verbunden"), &head);
  at += ui_text(ui, x, at, width,
                TR(ui, "Bitte geben Sie diesen Code in der Verwaltung unter „Tafeln, Neue Tafel verbinden“ ein:"), &body) +
        ui_gap(ui, 4);
  if (!code_first) at += draw_code(ui, x, at, width, app->pairing.code) + ui_gap(ui, 5);
  at += ui_text(ui, x, at, width, board_words(app), &soft);
  const char *telephone = states[state_of(app)].telephone;
  return at + ui_text(ui, x, at, width, ui_printf(ui, TR(ui, "Hilfe am Telefon: nennen Sie den Code %s"), telephone), &soft) -
         y;
}

/* ---- without a code ---- */

static int draw_nothing(struct ui *ui, struct app *app, int x, int y, int width) {
  const char *trouble = model_trouble(app->model);
  if (trouble) return message_draw(ui, x, y, width, "build", TR(ui, "Einen Moment bitte"), tr(app->catalog, trouble));
  return message_draw(ui, x, y, width, "hourglass_empty", TR(ui, "Diese Tafel wird gerade eingerichtet"),
                      TR(ui, "Sobald sie mit dem Internet verbunden ist, erscheinen hier die Angebote aus Ihrem "
                             "Quartier."));
}

static int draw_waiting(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  bool pairs = app->pairing.code[0] && !model_trouble(app->model);
  int height = pairs ? draw_pairing(ui, app, x, y, width) : draw_nothing(ui, app, x, y, width);
  struct label label = {.size = TEXT_ROW, .bold = true, .align = ALIGN_CENTER, .color = ui->theme->area[AREA_ALERT]};
  height += ui_gap(ui, 8);
  height += ui_text(ui, x, y + height, width, TR(ui, "Notruf 112 · Ärztlicher Dienst 116\u00a0117"), &label) + ui_gap(ui, 6);
  struct chip chips[3] = {{"call", TR(ui, "Wichtige Nummern"), false, action_of(ACTION_GO, SCREEN_NUMBERS)}};
  size_t count = 1;
  if (app_may_set_up(app)) {
    chips[count++] = (struct chip){"wifi", TR(ui, "Netz"), false, action_of(ACTION_GO, SCREEN_NETWORK)};
    chips[count++] = (struct chip){"aspect_ratio", TR(ui, "Größe des Bildschirms"), false, action_of(ACTION_GO, SCREEN_PANEL)};
  }
  int used;
  ui_measure_begin(ui);
  chips_draw(ui, 0, 0, width, chips, count, false, &used);
  ui_measure_end(ui);
  return height + chips_draw(ui, x + (width - used) / 2, y + height, used, chips, count, false, NULL);
}

void waiting_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_waiting, app);
}
