/* What this board counts, keeps and sends: as promises in words, and as today's numbers. */
#include "screens/app_counts.h"
#include "screens/app_form.h"
#include "screens/rows.h"
#include "screens/screen.h"
#include "ui/widgets.h"

#include "base/str.h"

enum { FEW = 5 /* smaller numbers are not shown (QUALITY P1) */, CHIPS_MAX = 32 };

/* Each sentence is a promise about the code. Whoever makes the board keep, count or send something changes it here first: what
 * the app hands to the spool (sync/spool/message.h says all of it) and what the daemon reports of its own (sync/client/mail.c)
 * is all that ever leaves. Some hold only on boards that count, that do not, or that take messages. */
enum holds { ALWAYS, COUNTING, NOT_COUNTING, MESSAGES };

struct promise {
  enum holds holds;
  const char *icon, *title, *sentence;
};

static const struct promise promises[] = {
    {ALWAYS, "visibility_off", N_("Keine Kamera, kein Mikrofon"), N_("Diese Tafel sieht und hört Sie nicht.")},
    {ALWAYS, "person_off", N_("Kein Name, kein Konto"),
     N_("Niemand muss sich anmelden. Die Tafel weiß nicht, wer davor steht.")},
    {NOT_COUNTING, "bar_chart", N_("Besuche werden nicht gezählt"),
     N_("Was Sie antippen, ansehen oder suchen, wird nicht gespeichert und nicht gezählt.")},
    {COUNTING, "bar_chart", N_("Gezählt wird, wie oft, nicht wer"),
     N_("Besuche und Berührungen eines Tages, und wie oft ein Thema und welche Art von Eintrag geöffnet wird. Mehr nicht. Am "
        "nächsten Tag gehen diese Zahlen an das Stadtteilbüro.")},
    {COUNTING, "desktop_windows", N_("Ein Bild nur, wenn niemand hier ist"),
     N_("Das Stadtteilbüro kann ein Bild dieser Anzeige anfordern, um zu sehen, ob sie läuft. Es zeigt die Startseite oder ein "
        "Plakat. Solange jemand hier ist, entsteht keines; die Tafel meldet dann nur, dass sie besetzt ist.")},
    {MESSAGES, "lock", N_("Was Sie abschicken, ist verschlossen"),
     N_("Antworten, Hinweise, Ideen und Angebote kann nur das Stadtteilbüro öffnen. Auch diese Tafel kann sie nicht mehr "
        "lesen.")},
    {MESSAGES, "search_off", N_("Wörter, zu denen es nichts gibt"),
     N_("Findet die Suche zu einem Wort nichts, geht dieses Wort verschlossen an das Stadtteilbüro, damit es ergänzt wird. "
        "Zahlen und Sätze nie.")},
    {ALWAYS, "keyboard", N_("Was Sie tippen, bleibt nicht"),
     N_("Am Ende Ihres Besuchs wird alles gelöscht. Nichts davon bleibt in der Tafel.")},
    {ALWAYS, "cloud_off", N_("Keine Verbindung nach außen"),
     N_("Von dieser Tafel aus kommt niemand ins Internet. Sie holt nur neue Inhalte und meldet dabei, was auf dieser Seite "
        "steht, ob sie läuft und wie neu ihre Inhalte sind, sonst nichts.")},
    {ALWAYS, "qr_code_2", N_("Zum Mitnehmen"),
     N_("Der Code mit den Punkten enthält nur, was auf der Seite steht, und keine Nummer von Ihnen.")},
};

static bool holds(const struct app *app, enum holds when) {
  switch (when) {
    case COUNTING: return app_is_counting(app);
    case NOT_COUNTING: return !app_is_counting(app);
    case MESSAGES: return app_takes_messages(app);
    case ALWAYS: break;
  }
  return true;
}

static int draw_promise(struct ui *ui, int x, int y, int width, const struct promise *promise) {
  struct label title = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_META, .color = ui->theme->soft};
  int icon_px = ui_mm(ui, 14), words_x = icon_px + ui_mm(ui, 6);
  ui_icon(ui, x, y + ui_mm(ui, 1), icon_px, promise->icon, ui->theme->area[AREA_NEWS]);
  int at = y + ui_text(ui, x + words_x, y, width - words_x, TR(ui, promise->title), &title);
  at += ui_text(ui, x + words_x, at, width - words_x, TR(ui, promise->sentence), &body);
  return at - y < icon_px ? icon_px : at - y;
}

static int draw_promises(struct ui *ui, const struct app *app, int x, int y, int width) {
  int columns = width > ui_mm(ui, 330 * ui->metrics.text_scale) ? 2 : 1, gap = ui_gap(ui, 8);
  int cell = (width - (columns - 1) * gap) / columns, at = y, column = 0, height = 0;
  for (size_t i = 0; i < COUNT_OF(promises); i++) {
    if (!holds(app, promises[i].holds)) continue;
    int h = draw_promise(ui, x + column * (cell + gap), at, cell, &promises[i]);
    if (h > height) height = h;
    column = (column + 1) % columns;
    if (column > 0) continue;
    at += height + ui_gap(ui, 6);
    height = 0;
  }
  return at - y + (height > 0 ? height + ui_gap(ui, 6) : 0);
}

/* ---- today's numbers ---- */

static const char *times_words(struct ui *ui, int64_t times) {
  return times < FEW ? ui_printf(ui, TR(ui, "weniger als %d"), FEW) : ui_printf(ui, "%lld", (long long)times);
}

static void add_chip(struct ui *ui, struct chip *chips, size_t *count, const char *name, int64_t times) {
  if (*count < CHIPS_MAX)
    chips[(*count)++] = (struct chip){.text = ui_printf(ui, TR(ui, "%s: %s"), name, times_words(ui, times))};
}

static const char *kind_name(struct ui *ui, const char *id) {
  static const char *const names[KIND_COUNT] = {
      [KIND_SERVICE] = N_("Hilfe & Dienste"), [KIND_EVENT] = N_("Veranstaltungen"),
      [KIND_OFFER] = N_("Teilen & Tauschen"), [KIND_NOTICE] = N_("Neues"),
      [KIND_SURVEY] = N_("Umfragen"),         [KIND_PROJECT] = N_("Projekte"),
      [KIND_ORGANIZATION] = N_("Vereine"),    [KIND_PLACE] = N_("Orte"),
      [KIND_PAGE] = N_("Informationen"),
  };
  for (int kind = 0; kind < KIND_COUNT; kind++)
    if (str_equals(entry_kind_name((enum entry_kind)kind), id)) return TR(ui, names[kind]);
  return id;
}

static int draw_today(struct ui *ui, struct app *app, int x, int y, int width) {
  const struct counts *counts = &app->counts.today;
  struct label title = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct chip *chips = arena_array(ui->arena, CHIPS_MAX, sizeof *chips);
  size_t count = 0;
  if (!app_is_counting(app) || !model_clock_is_trusted(app->model)) return 0;
  add_chip(ui, chips, &count, TR(ui, "Besuche"), counts->visits);
  add_chip(ui, chips, &count, TR(ui, "Berührungen"), counts->taps);
  for (size_t i = 0; i < counts->topics.count; i++)
    add_chip(ui, chips, &count, topic_name(app, counts->topics.items[i].id), counts->topics.items[i].times);
  for (size_t i = 0; i < counts->kinds.count; i++)
    add_chip(ui, chips, &count, kind_name(ui, counts->kinds.items[i].id), counts->kinds.items[i].times);
  int at = y + ui_text(ui, x, y, width, TR(ui, "Heute bisher gezählt"), &title) + ui_gap(ui, 3);
  return at + chips_draw(ui, x, at, width, chips, count, false, NULL) + ui_gap(ui, 6) - y;
}

static int draw_privacy(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  int at = y + title_draw(ui, x, y, width, TR(ui, "Was diese Tafel zählt"), AREA_NEWS, NULL, 0);
  at += draw_promises(ui, app, x, at, width);
  return at - y + draw_today(ui, app, x, at, width);
}

void privacy_build(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_privacy, app);
}
