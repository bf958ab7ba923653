/* The pages of volunteer mode: the PIN, what can be done, how the board is; and the pause for cleaning. */
#include "screens/app_device.h"
#include "screens/app_volunteer.h"
#include "screens/screen.h"
#include "ui/choice.h"
#include "ui/qr.h"
#include "ui/widgets.h"

#include "base/str.h"

#include <math.h>

enum { PAD_COLUMNS = 3, LINES_MAX = 28 };

static struct action do_it(int command) { return action_of(ACTION_VOLUNTEER, command); }

/* ---- the PIN ---- */

static const char *pin_words(struct ui *ui, struct app *app) {
  int wait = app_pin_wait_s(app);
  if (wait > 0) return ui_printf(ui, TR(ui, "Zu viele Versuche. Bitte warten Sie %d Sekunden."), wait);
  if (app->volunteer.was_wrong) return TR(ui, "Das war nicht die PIN. Bitte noch einmal.");
  return ui_printf(ui, TR(ui, "%zu Ziffern eingetippt"), app->volunteer.len);
}

static void draw_digit(struct ui *ui, struct rect rect, int digit) {
  struct label label = {.size = TEXT_TITLE, .bold = true, .align = ALIGN_CENTER, .silent = true};
  struct action action = do_it(digit);
  bool pressed = ui_is_pressed(ui, &action);
  const char *word = ui_printf(ui, "%d", digit);
  label.color = pressed ? ui->theme->on_ink : ui->theme->ink;
  ui->chrome = true;
  const struct text_block *block = ui_layout(ui, word, &label, rect.w);
  ui->chrome = false;
  ui_box(ui, rect, pressed ? ui->theme->ink : ui->theme->card, ui->theme->control, 0.75, 5);
  ui_block(ui, rect.x, rect.y + (rect.h - block->height) / 2, rect.w, block);
  ui_node(ui, ROLE_BUTTON, word, NULL, 0, rect, &action);
}

static int draw_pin(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  int at = y + title_draw(ui, x, y, width, TR(ui, "Für Menschen, die diese Tafel betreuen"), AREA_PLAIN, NULL, 0);
  at += ui_text(ui, x, at, width, TR(ui, "Bitte tippen Sie die PIN ein."), &body);
  at += ui_text(ui, x, at, width, pin_words(ui, app), &body) + ui_gap(ui, 4);
  int gap = ui_apart(ui, 4), height = ui_mm(ui, 20) + 1, cell = ui_mm(ui, 30);
  if (PAD_COLUMNS * cell + (PAD_COLUMNS - 1) * gap > width) cell = (width - (PAD_COLUMNS - 1) * gap) / PAD_COLUMNS;
  for (int i = 0; i < 10; i++) {
    int place = i == 9 ? 10 : i; /* 0 stands below 8 */
    draw_digit(ui,
               (struct rect){x + place % PAD_COLUMNS * (cell + gap), at + place / PAD_COLUMNS * (height + gap), cell, height},
               (i + 1) % 10);
  }
  at += 4 * (height + gap);
  struct way again = {.icon = "backspace", .word = TR(ui, "Löschen"), .action = do_it(VOLUNTEER_DELETE), .is_quiet = true};
  int pad = PAD_COLUMNS * cell + (PAD_COLUMNS - 1) * gap;
  return at - y + ways_draw(ui, x, at, pad, &again, 1, AREA_PLAIN);
}

void pin_build(struct app *app, struct ui *ui, struct rect page) { page_draw(ui, page, &app_view(app)->scroll, draw_pin, app); }

/* ---- how the board is ---- */

/* litfass-device's table of problems (firmware/device/README.md). */
static const struct {
  const char *name, *words;
} problems[] = {
    {"sync-missing", N_("Das Programm, das Inhalte holt, läuft nicht.")},
    {"gave-up", N_("Das Gerät ist mehrmals neu gestartet, ohne dass es half.")},
    {"no-watchdog", N_("Das Gerät hat keinen Wächter.")},
    {"warm", N_("Das Gerät ist warm.")},
    {"hot", N_("Das Gerät ist zu heiß.")},
    {"power-low", N_("Das Netzteil ist zu schwach.")},
    {"power-was-low", N_("Das Netzteil war zu schwach.")},
    {"disk-full", N_("Der Speicher ist fast voll.")},
    {"disk-worn", N_("Der Speicher ist bald verbraucht.")},
    {"disk-failing", N_("Der Speicher ist schadhaft.")},
    {"time-unknown", N_("Die Uhr des Geräts ist nicht gestellt.")},
    {"no-network", N_("Das Gerät hat kein Netz.")},
    {"update-failed", N_("Die letzte Aktualisierung ist misslungen.")},
};

static const char *problem_words(struct ui *ui, const char *name) {
  for (size_t i = 0; i < COUNT_OF(problems); i++)
    if (str_equals(problems[i].name, name)) return TR(ui, problems[i].words);
  return ui_printf(ui, TR(ui, "Am Gerät: %s"), name);
}

/* What litfass-device says, or that it says nothing. */
static size_t device_lines(struct ui *ui, const struct app *app, const char **out) {
  const struct device_talk *talk = &app->device;
  const struct condition *now = &talk->condition;
  size_t count = 0;
  if (!talk->is_known) {
    if (app_device_is_silent(app)) out[count++] = TR(ui, "Gerät: antwortet nicht.");
    return count;
  }
  out[count++] = now->problem_count > 0 ? TR(ui, "Gerät: braucht Hilfe.") : TR(ui, "Gerät: in Ordnung.");
  for (size_t i = 0; i < now->problem_count; i++)
    out[count++] = problem_words(ui, now->problems[i]);
  if (now->address[0]) out[count++] = ui_printf(ui, TR(ui, "Adresse: %s"), now->address);
  if (now->has_temperature) out[count++] = ui_printf(ui, TR(ui, "Temperatur: %d Grad"), (int)lround(now->temperature_c));
  if (now->free_mb >= 0) out[count++] = ui_printf(ui, TR(ui, "Freier Speicher: %lld MB"), now->free_mb);
  return count;
}

static size_t state_lines(struct ui *ui, struct app *app, const char *out[LINES_MAX]) {
  const struct metrics *m = &ui->metrics;
  int tenths = (int)lround(hypot(m->width_mm, m->height_mm) / 2.54);
  size_t count = 0;
  out[count++] = "Litfass " LITFASS_VERSION;
  if (model_has_content(app->model)) {
    const struct reader_info *info = model_info(app->model);
    const char *fresh = freshness_words(app);
    out[count++] = ui_printf(ui, TR(ui, "Ort: %s"), info->name);
    out[count++] = ui_printf(ui, TR(ui, "Inhalt: Version %lld"), (long long)info->version);
    if (fresh) out[count++] = fresh;
    out[count++] = info->failing_since_utc > 0 ? TR(ui, "Netz: keine Verbindung.") : TR(ui, "Netz: verbunden.");
  }
  out[count++] = model_clock_is_trusted(app->model) ? TR(ui, "Uhr: gestellt.") : TR(ui, "Uhr: noch nicht gestellt.");
  out[count++] = ui_printf(ui, TR(ui, "Bildschirm: %d,%d Zoll."), tenths / 10, tenths % 10);
  out[count++] =
      ui_printf(ui, TR(ui, "Nachrichten: %zu warten, %zu abgelehnt"), app->volunteer.waiting, app->volunteer.refused);
  return count + device_lines(ui, app, out + count);
}

static int draw_code(struct ui *ui, int x, int y, int width, const char *const *lines, size_t count) {
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  const char *text = "";
  struct qr qr;
  for (size_t i = 0; i < count; i++)
    text = arena_printf(ui->arena, "%s%s\n", text, lines[i]);
  int most = ui_mm(ui, 70), side = width < most ? width : most;
  if (!qr_make(ui->arena, text, &qr) || qr_module_px(&qr, side) == 0) return 0;
  int height = qr_draw(ui, x, y, &qr, qr_module_px(&qr, side)) + ui_gap(ui, 2);
  ui_node(ui, ROLE_IMAGE, TR(ui, "Dasselbe als Code für das Telefon"), NULL, 0, (struct rect){x, y, height, height}, NULL);
  return height + ui_text(ui, x, y + height, width, TR(ui, "Dasselbe als Code für das Telefon"), &soft);
}

/* ---- what can be done ---- */

/* The board's own loudness, which only litfass-device can set. */
static int draw_loudspeaker(struct ui *ui, const struct app *app, int x, int y, int width) {
  static const int levels[] = {25, 50, 75, 100};
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct chip chips[COUNT_OF(levels)];
  if (!app->device.is_known) return 0;
  for (size_t i = 0; i < COUNT_OF(levels); i++)
    chips[i] = (struct chip){.text = ui_printf(ui, TR(ui, "%d Prozent"), levels[i]),
                             .selected = app->device.volume == levels[i],
                             .action = action_full(ACTION_DEVICE, DEVICE_VOLUME, levels[i], "")};
  int at = y + ui_text(ui, x, y, width, TR(ui, "Lautsprecher des Geräts"), &body) + ui_gap(ui, 2);
  return at - y + chips_draw(ui, x, at, width, chips, COUNT_OF(chips), false, NULL) + ui_gap(ui, 4);
}

static int draw_menu(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct label head = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  const char *lines[LINES_MAX];
  struct chip chips[] = {
      {.icon = "lock", .text = TR(ui, "Sperren"), .action = do_it(VOLUNTEER_LOCK)},
      {.icon = "refresh", .text = TR(ui, "Neu laden"), .action = do_it(VOLUNTEER_RELOAD)},
      {.icon = "cleaning_services", .text = TR(ui, "Reinigen"), .action = do_it(VOLUNTEER_CLEAN)},
      {.icon = "volume_down", .text = TR(ui, "Leiser"), .action = do_it(VOLUNTEER_QUIETER)},
      {.icon = "volume_up", .text = TR(ui, "Lauter"), .action = do_it(VOLUNTEER_LOUDER)},
      {.icon = "wifi", .text = TR(ui, "Netz"), .action = action_of(ACTION_GO, SCREEN_NETWORK)},
      {.icon = "aspect_ratio", .text = TR(ui, "Größe des Bildschirms"), .action = action_of(ACTION_GO, SCREEN_PANEL)},
      {.icon = "place", .text = TR(ui, "Wo diese Tafel steht"), .action = action_of(ACTION_GO, SCREEN_PLACE)},
      {.icon = "restart_alt", .text = TR(ui, "Neu starten"), .action = action_of(ACTION_GO, SCREEN_REBOOT)},
  };
  int at = y + title_draw(ui, x, y, width, TR(ui, "Betreuung"), AREA_PLAIN, NULL, 0);
  at += chips_draw(ui, x, at, width, chips, COUNT_OF(chips), false, NULL) + ui_gap(ui, 4);
  int percent = reading_volume(app->reading);
  at += ui_text(ui, x, at, width, ui_printf(ui, TR(ui, "Lautstärke zu Beginn: %d Prozent"), percent), &body) + ui_gap(ui, 4);
  at += draw_loudspeaker(ui, app, x, at, width);
  at += ui_text(ui, x, at, width, TR(ui, "So geht es der Tafel"), &head);
  size_t count = state_lines(ui, app, lines);
  bool beside = width > ui_mm(ui, 280 * ui->metrics.text_scale);
  int half = beside ? width / 2 : width, below = at;
  for (size_t i = 0; i < count; i++)
    below += ui_text(ui, x, below, half - ui_gap(ui, 6), lines[i], &body);
  int code = beside ? draw_code(ui, x + half, at, width - half, lines, count) : 0;
  if (!beside) below += ui_gap(ui, 4) + draw_code(ui, x, below + ui_gap(ui, 4), width, lines, count);
  return (at + code > below ? at + code : below) - y;
}

static int draw_locked(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "lock", TR(ui, "Gesperrt"), TR(ui, "Diese Seite ist für die Betreuung der Tafel."));
}

void locked_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_locked, app);
}

void volunteer_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, app->volunteer.is_open ? draw_menu : draw_locked, app);
}

/* ---- cleaning ---- */

void cleaning_draw(struct app *app, struct ui *ui) {
  struct rect all = {0, 0, ui->metrics.width_px, ui->metrics.height_px};
  int seconds = app_cleaning_s(app), margin = ui_mm(ui, 12);
  const char *title = TR(ui, "Jetzt können Sie wischen");
  const char *sentence = ui_printf(ui,
                                   trn(ui->catalog, "Noch %d Sekunde lang bewirkt keine Berührung etwas.",
                                       "Noch %d Sekunden lang bewirkt keine Berührung etwas.", (size_t)seconds),
                                   seconds);
  ui->tree.modal_from = ui->tree.count;
  ui->chrome = true;
  ui_box(ui, all, ui->theme->paper, COLOR_NONE, 0, 0);
  ui_node(ui, ROLE_DIALOG, title, sentence, 0, all, NULL);
  message_draw(ui, margin, all.h / 5, all.w - 2 * margin, "cleaning_services", title, sentence);
  ui->chrome = false;
}
