/* How this board is used, with pictures of its real buttons. The pictures do nothing: the buttons
 * themselves stand below, always in the same place, and somebody who reads about one finds it there. */
#include "screens/screen.h"
#include "ui/columns.h"
#include "ui/widgets.h"

/* ---- how it works ---- */

struct lesson {
  const char *icon, *word; /* as on the button; word NULL: an icon that is no button */
  const char *title, *sentence;
  bool is_filled; /* as these are in the bar */
};

static const struct lesson lessons[] = {
    {"touch_app", NULL, N_("Antippen"),
     N_("Tippen Sie kurz auf das, was Sie wissen möchten. Sie können nichts falsch machen und nichts kaputt machen."), false},
    {"expand_more", NULL, N_("Weiter unten"),
     N_("Ist die Seite länger als die Tafel, tippen Sie auf den Pfeil. Sie können die Seite auch mit dem Finger schieben."),
     true},
    {"arrow_back", N_("Zurück"), N_("Eine Seite zurück"), N_("Sie sehen wieder, was davor zu sehen war."), true},
    {"home", N_("Start"), N_("Ganz an den Anfang"), N_("Das geht immer, von jeder Seite."), true},
    {"text_fields", N_("Größer"), N_("Größere Schrift"),
     N_("Einmal tippen: größer. Noch einmal: sehr groß. Beim dritten Mal ist alles wie am Anfang."), false},
    {"contrast", N_("Kontrast"), N_("Helle Schrift auf Schwarz"),
     N_("Für Augen, die das Weiß blendet. Noch einmal tippen: wie am Anfang."), false},
    {"volume_up", N_("Vorlesen"), N_("Hören statt lesen"), N_("Die Tafel liest Ihnen vor, was auf der Seite steht."), false},
    {"accessible", N_("Tiefer"), N_("Alles nach unten"),
     N_("Die Tasten rücken nach unten: im Sitzen und im Rollstuhl gut zu erreichen."), false},
    {"translate", N_("Sprache"), N_("Andere Sprachen"), N_("Auch Leichte Sprache: kurze Sätze, die jeder versteht."), false},
};

enum { LESSONS = COUNT_OF(lessons) };

/* What is no button of the bar: a finger, and the arrow beside a long page as it is there. */
static void draw_sign(struct ui *ui, struct rect rect, const struct lesson *lesson) {
  const struct theme *theme = ui->theme;
  bool is_arrow = lesson->is_filled;
  int icon_px = is_arrow ? ui_mm(ui, 14) : rect.h;
  rect.w = rect.h;
  if (is_arrow) ui_box(ui, rect, theme->ink, theme->control, 0.75, 5);
  ui_icon(ui, rect.x + (rect.w - icon_px) / 2, rect.y + (rect.h - icon_px) / 2, icon_px, lesson->icon,
          is_arrow ? theme->on_ink : theme->ink);
}

/* The button as it looks in the bar below. */
static void draw_button_picture(struct ui *ui, struct rect rect, const struct lesson *lesson) {
  const struct theme *theme = ui->theme;
  struct color ink = lesson->is_filled ? theme->on_ink : theme->ink;
  struct label label = {.size = TEXT_BODY, .bold = true, .color = ink, .silent = true, .max_lines = 1};
  int icon_px = ui_mm(ui, 11.5), gap = ui_mm(ui, 3.5);
  if (!lesson->word) {
    draw_sign(ui, rect, lesson);
    return;
  }
  ui_box(ui, rect, lesson->is_filled ? theme->ink : theme->card, theme->control, 0.75, 5);
  const char *word = TR(ui, lesson->word);
  const struct text_block *block = ui_layout(ui, word, &label, 0x7FFF);
  while (label.size > TEXT_SMALL && block->width + icon_px + gap + ui_mm(ui, 4) > rect.w) {
    label.size--;
    block = ui_layout(ui, word, &label, 0x7FFF);
  }
  int left = rect.x + (rect.w - icon_px - gap - block->width) / 2;
  ui_icon(ui, left, rect.y + (rect.h - icon_px) / 2, icon_px, lesson->icon, ink);
  ui_block(ui, left + icon_px + gap, rect.y + (rect.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_IMAGE, ui_printf(ui, TR(ui, "Taste „%s“"), word), NULL, 0, rect, NULL);
}

/* Picture beside words, or above them where a column is narrow. */
static int draw_lesson(struct ui *ui, int x, int y, int width, const struct lesson *lesson) {
  struct label title = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_META, .color = ui->theme->soft};
  ui->chrome = true; /* the button keeps its size, as it does below */
  int picture_w = ui_mm(ui, 58), picture_h = ui_mm(ui, 20), gap = ui_mm(ui, 6);
  bool beside = width - picture_w - gap >= ui_mm(ui, 90 * ui->metrics.text_scale);
  int words_x = beside ? picture_w + gap : 0;
  ui->chrome = false;
  ui_measure_begin(ui);
  int words = ui_text(ui, 0, 0, width - words_x, TR(ui, lesson->title), &title) +
              ui_text(ui, 0, 0, width - words_x, TR(ui, lesson->sentence), &body);
  ui_measure_end(ui);
  int height = beside ? (words > picture_h ? words : picture_h) : picture_h + ui_mm(ui, 2) + words;
  ui->chrome = true;
  if (!ui->measuring) draw_button_picture(ui, (struct rect){x, y, picture_w, picture_h}, lesson);
  ui->chrome = false;
  int at = y + (beside ? 0 : picture_h + ui_mm(ui, 2));
  at += ui_text(ui, x + words_x, at, width - words_x, TR(ui, lesson->title), &title);
  ui_text(ui, x + words_x, at, width - words_x, TR(ui, lesson->sentence), &body);
  return height;
}

static int draw_lessons(struct ui *ui, int x, int y, int width) {
  int columns = width > ui_mm(ui, 330 * ui->metrics.text_scale) ? 2 : 1;
  int gap = ui_gap(ui, 8);
  int cell = (width - (columns - 1) * gap) / columns;
  int at = y;
  for (int first = 0; first < (int)LESSONS; first += columns) {
    int height = 0;
    for (int i = first; i < first + columns && i < (int)LESSONS; i++) {
      int h = draw_lesson(ui, x + (i - first) * (cell + gap), at, cell, &lessons[i]);
      if (h > height) height = h;
    }
    at += height + ui_gap(ui, 6);
  }
  return at - y;
}

static int draw_after(struct ui *ui, const struct app *app, int x, int y, int width) {
  struct label title = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_META, .color = ui->theme->soft};
  if (app->config.idle_s <= 0) return 0;
  int at = y + ui_text(ui, x, y, width, TR(ui, "Wenn Sie gehen"), &title);
  at += ui_text(
      ui, x, at, width,
      TR(ui, "Sie müssen nichts ausschalten. Tippt eine Weile niemand, fragt die Tafel, ob noch jemand da ist, und geht dann "
             "von selbst an den Anfang zurück."),
      &body);
  return at - y + ui_gap(ui, 6);
}

static int draw_help(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  int at = y + title_draw(ui, x, y, width, TR(ui, "So geht’s"), AREA_PLAIN, NULL, 0);
  at += draw_lessons(ui, x, at, width);
  at += draw_after(ui, app, x, at, width);
  struct row rows[] = {
      {.title = TR(ui, "Wichtige Nummern"), .area = AREA_ALERT, .action = action_of(ACTION_GO, SCREEN_NUMBERS)},
      {.title = TR(ui, "Was diese Tafel zählt"), .area = AREA_NEWS, .action = action_of(ACTION_GO, SCREEN_PRIVACY)},
  };
  return at - y + columns_draw(ui, x, at, width, rows, COUNT_OF(rows));
}

void help_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_help, app);
}
