/* The screens that say one thing: more buttons, languages, waiting for content, and the idle question. */
#include "screens/app_speech.h"
#include "screens/screen.h"
#include "ui/frame.h"
#include "ui/widgets.h"

#include "base/str.h"

/* ---- what the footer has no room for ---- */

/* Pages about the board itself, for somebody who looks here for help. */
static const struct {
  const char *icon, *word;
  enum screen_id screen;
} pages[] = {
    {"help_outline", N_("So geht’s"), SCREEN_HELP},
    {"call", N_("Wichtige Nummern"), SCREEN_NUMBERS},
    {"bar_chart", N_("Was diese Tafel zählt"), SCREEN_PRIVACY},
};

static int draw_wide_button(struct ui *ui, int x, int y, int width, const struct bar_button *button) {
  struct label label = {.size = TEXT_BODY};
  int least = ui_layout(ui, "X", &label, width)->height + ui_gap(ui, 4);
  struct rect rect = {x, y, width, least > ui_mm(ui, 20) ? least : ui_mm(ui, 20)};
  /* A long word on a narrow panel keeps the size that the footer has, rather than leaving its button. */
  struct label smallest = {.size = TEXT_SMALL, .bold = true};
  bool chrome = ui->chrome;
  if (ui_layout(ui, button->word, &smallest, 0x7FFF)->width + ui_mm(ui, 20) > width) ui->chrome = true;
  button_draw(ui, rect, button->icon, button->word, button->look, false, &button->action);
  ui->chrome = chrome;
  return rect.h;
}

static int draw_more(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  struct frame frame = {.contrast_on = app->settings.contrast,
                        .reach_on = app->settings.reach,
                        .size_step = app->settings.size_step,
                        .reading_on = reading_is_on(app->reading),
                        .more_screen = SCREEN_MORE};
  struct bar_button buttons[BAR_BUTTONS_MAX];
  size_t shown;
  size_t count = frame_buttons(ui, &frame, buttons, &shown);
  if (shown == count) shown = 2; /* a panel that needs no "Mehr": all but Start and Zurück */
  int at = y + title_draw(ui, x, y, width, TR(ui, "Einstellungen"), AREA_PLAIN, NULL, 0);
  int gap = ui_gap(ui, 4);
  for (size_t i = shown; i < count; i++)
    at += draw_wide_button(ui, x, at, width, &buttons[i]) + gap;
  at += ui_gap(ui, 4);
  for (size_t i = 0; i < COUNT_OF(pages); i++) {
    struct bar_button button = {pages[i].icon, TR(ui, pages[i].word), action_of(ACTION_GO, (int)pages[i].screen), BUTTON_PLAIN};
    at += draw_wide_button(ui, x, at, width, &button) + gap;
  }
  return at - gap - y;
}

void more_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_more, app);
}

/* ---- languages, each in its own words ---- */

/* The board's own language is always there: nobody gets stuck in another. */
static bool is_offered(const struct app *app, const char *tag) {
  return !*app->wishes.now.languages || str_has_word(app->wishes.now.languages, tag) || str_equals(app->config.lang, tag) ||
         str_equals(app->settings.lang, tag);
}

static int draw_languages(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  int at = y + title_draw(ui, x, y, width, TR(ui, "Sprache"), AREA_PLAIN, NULL, 0);
  int columns = width > ui_mm(ui, 280 * ui->metrics.text_scale) ? 2 : 1;
  int gap = ui_gap(ui, 5);
  int cell = (width - (columns - 1) * gap) / columns;
  int height = 0, shown = 0;
  for (size_t i = 0; i < language_count; i++) {
    if (!is_offered(app, languages[i].tag)) continue;
    struct row row = {.title = languages[i].name,
                      .lang = languages[i].tag,
                      .area = AREA_NEWS,
                      .action = action_with_id(ACTION_LANGUAGE, 0, languages[i].tag)};
    if (str_equals(app->settings.lang, languages[i].tag))
      row.facts[row.fact_count++] = (struct fact){"check_circle", TR(ui, "ausgewählt"), ui->theme->open};
    int column = shown++ % columns;
    int h = row_draw(ui, x + column * (cell + gap), at, cell, &row);
    if (h > height) height = h;
    if (column == columns - 1) {
      at += height + gap;
      height = 0;
    }
  }
  return at + (height > 0 ? height : -gap) - y;
}

void language_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_languages, app);
}

/* ---- the idle question ---- */

void idle_question_draw(struct app *app, struct ui *ui, int seconds_left) {
  const struct theme *theme = ui->theme;
  ui->chrome = true;
  bool is_narrow = ui->metrics.portrait || ui->metrics.width_mm < 250;
  int width = ui->metrics.width_px * (is_narrow ? 88 : 62) / 100;
  int pad = ui_mm(ui, is_narrow ? 6 : 9), inner = width - 2 * pad;
  struct label title = {.size = TEXT_TITLE, .bold = true, .align = ALIGN_CENTER, .color = theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_BODY, .align = ALIGN_CENTER, .color = theme->soft};
  const char *question = TR(ui, "Sind Sie noch da?");
  const char *sentence = ui_printf(ui,
                                   trn(ui->catalog, "Die Tafel geht in %d Sekunde zum Anfang zurück.",
                                       "Die Tafel geht in %d Sekunden zum Anfang zurück.", (size_t)seconds_left),
                                   seconds_left);
  int button = ui_mm(ui, 26), gap = ui_mm(ui, 6);
  ui_measure_begin(ui);
  int words = ui_text(ui, 0, 0, inner, question, &title) + gap + ui_text(ui, 0, 0, inner, sentence, &body);
  ui_measure_end(ui);
  int height = words + gap + button + 2 * pad;
  struct rect box = {(ui->metrics.width_px - width) / 2, (ui->metrics.height_px - height) / 2, width, height};
  if (app->settings.reach) { /* the button is at its end */
    int lowest = ui->metrics.height_px - ui_mm(ui, 6) - height;
    box.y = box.y + ui->metrics.height_px / 4 < lowest ? box.y + ui->metrics.height_px / 4 : lowest;
  }
  ui->tree.modal_from = ui->tree.count;
  ui_box(ui, box, theme->card, theme->control, 1.5, 8);
  ui_node(ui, ROLE_DIALOG, question, sentence, 0, box, NULL);
  int at = box.y + pad;
  at += ui_text(ui, box.x + pad, at, inner, question, &title) + gap;
  ui_text(ui, box.x + pad, at, inner, sentence, &body);
  button_draw(ui, (struct rect){box.x + pad, rect_bottom(box) - pad - button, inner, button}, "check", TR(ui, "Ich lese noch"),
              BUTTON_FILLED, false, &(struct action){.kind = ACTION_STAY});
  ui->chrome = false;
}
