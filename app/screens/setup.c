/* Setting the board up: its network, the size of its panel, where it stands. In volunteer mode, and before the first content.
 */
#include "screens/app_device.h"
#include "screens/screen.h"
#include "ui/choice.h"
#include "ui/widgets.h"

#include "base/str.h"

#include <math.h>

enum { PLACES_MAX = 60 };

static struct action device(int command, int state) { return action_full(ACTION_DEVICE, command, state, ""); }

static void build(struct app *app, struct ui *ui, struct rect page, page_content *content) {
  if (app_may_set_up(app))
    page_draw(ui, page, &app_view(app)->scroll, content, app);
  else
    locked_build(app, ui, page);
}

/* ---- network ---- */

static const char *cable_words(struct ui *ui, const struct device_talk *talk) {
  const struct condition *now = &talk->condition;
  if (!now->has_cable) return TR(ui, "Netzwerkkabel: kein Anschluss gefunden.");
  if (!now->cable_is_in) return TR(ui, "Netzwerkkabel: nicht eingesteckt.");
  return TR(ui, "Netzwerkkabel: eingesteckt.");
}

static const char *way_words(struct ui *ui, const struct device_talk *talk) {
  const struct condition *now = &talk->condition;
  if (!now->is_online) return TR(ui, "Diese Tafel hat noch keinen Weg ins Internet.");
  return now->address[0] ? ui_printf(ui, TR(ui, "Diese Tafel ist verbunden. Ihre Adresse: %s"), now->address)
                         : TR(ui, "Diese Tafel ist verbunden.");
}

static const char *join_words(struct ui *ui, const struct device_talk *talk) {
  switch (talk->join) {
    case JOIN_RUNNING:
      return ui_printf(ui, TR(ui, "Verbindung mit „%s“ wird hergestellt. Das dauert bis zu einer Minute."), talk->ssid);
    case JOIN_DONE: return ui_printf(ui, TR(ui, "Verbunden mit „%s“."), talk->ssid);
    case JOIN_FAILED:
      return ui_printf(ui, TR(ui, "Mit „%s“ hat es nicht geklappt. Stimmt das Passwort? Bitte noch einmal."), talk->ssid);
    case JOIN_NONE: break;
  }
  return NULL;
}

static const char *list_words(struct ui *ui, const struct device_talk *talk) {
  if (talk->list == LIST_THERE) return talk->networks.count > 0 ? NULL : TR(ui, "Es wurde kein WLAN gefunden.");
  if (talk->list == LIST_FAILED) return TR(ui, "Nach WLAN konnte nicht gesucht werden.");
  return TR(ui, "WLAN wird gesucht. Das dauert einen Moment.");
}

static const char *network_words(struct ui *ui, const struct network *network) {
  const char *strength = network->signal >= 60 ? TR(ui, "stark") : network->signal >= 35 ? TR(ui, "mittel") : TR(ui, "schwach");
  const char *words = ui_printf(ui, TR(ui, "%s, %s"), network->ssid, strength);
  return network->is_secure ? words : ui_printf(ui, TR(ui, "%s, ohne Passwort"), words);
}

static int draw_networks(struct ui *ui, const struct device_talk *talk, int x, int y, int width) {
  struct choice items[ANSWER_NETWORKS_MAX];
  for (size_t i = 0; i < talk->networks.count; i++)
    items[i] = (struct choice){.text = network_words(ui, &talk->networks.items[i]),
                               .chosen = talk->networks.items[i].is_in_use,
                               .action = device(DEVICE_PICK, (int)i)};
  struct choices choices = {.items = items, .count = talk->networks.count, .area = AREA_NEWS};
  return choices_draw(ui, x, y, width, &choices);
}

/* Nobody looks after the network of a desk: then somebody has to do it another way. */
static int draw_silence(struct ui *ui, int x, int y, int width) {
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  return ui_text(
      ui, x, y, width,
      TR(ui, "Das Programm, das sich um dieses Gerät kümmert, antwortet gerade nicht. Ein Netzwerkkabel geht trotzdem: einfach "
             "einstecken."),
      &body);
}

static int draw_network(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  const struct device_talk *talk = &app->device;
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct label head = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct chip again = {.icon = "refresh", .text = TR(ui, "Neu suchen"), .action = device(DEVICE_LIST, 0)};
  int at = y + title_draw(ui, x, y, width, TR(ui, "Netz"), AREA_PLAIN, &again, 1);
  if (app_device_is_silent(app)) return at - y + draw_silence(ui, x, at, width);
  if (talk->is_known) {
    at += ui_text(ui, x, at, width, way_words(ui, talk), &body);
    at += ui_text(ui, x, at, width, cable_words(ui, talk), &body) + ui_gap(ui, 4);
  }
  const char *joining = join_words(ui, talk), *listing = list_words(ui, talk);
  at += ui_text(ui, x, at, width, TR(ui, "WLAN"), &head);
  if (joining) at += ui_text(ui, x, at, width, joining, &body);
  if (listing) at += ui_text(ui, x, at, width, listing, &body);
  at += ui_gap(ui, 4);
  return at - y + (talk->list == LIST_THERE ? draw_networks(ui, talk, x, at, width) : 0);
}

void network_build(struct app *app, struct ui *ui, struct rect page) { build(app, ui, page, draw_network); }

/* ---- panel ---- */

static const char *inches(struct ui *ui, int tenths) {
  return tenths % 10 ? ui_printf(ui, TR(ui, "%d,%d Zoll"), tenths / 10, tenths % 10)
                     : ui_printf(ui, TR(ui, "%d Zoll"), tenths / 10);
}

static bool is_near(const struct app *app, int tenths) {
  double diagonal = hypot(app->width_px, app->height_px) / app->width_px * app->panel_mm / 2.54;
  return app->own.panel_mm > 0 && fabs(diagonal - tenths) < 1;
}

static int draw_panel(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct choice items[16];
  size_t count = 0;
  items[count++] = (struct choice){
      .text = TR(ui, "Wie der Bildschirm selbst sagt"), .chosen = app->own.panel_mm <= 0, .action = device(DEVICE_PANEL, 0)};
  for (size_t i = 0; panel_sizes[i] && count < COUNT_OF(items); i++)
    items[count++] = (struct choice){.text = inches(ui, panel_sizes[i]),
                                     .chosen = is_near(app, panel_sizes[i]),
                                     .action = device(DEVICE_PANEL, panel_sizes[i])};
  struct choices choices = {.items = items, .count = count, .area = AREA_NEWS};
  int at = y + title_draw(ui, x, y, width, TR(ui, "Größe des Bildschirms"), AREA_PLAIN, NULL, 0);
  at += ui_text(ui, x, at, width,
                TR(ui, "Von Ecke zu Ecke gemessen. Nur wenn sie stimmt, sind Schrift und Knöpfe so groß, wie sie sein sollen."),
                &body) +
        ui_gap(ui, 4);
  return at - y + choices_draw(ui, x, at, width, &choices);
}

void panel_build(struct app *app, struct ui *ui, struct rect page) { build(app, ui, page, draw_panel); }

/* ---- place ---- */

static size_t read_places(struct app *app, struct ui *ui, struct choice *items, size_t most) {
  struct reader_query query = {.kinds = 1U << KIND_PLACE, .order = ORDER_NAME, .now = model_visible_now(app->model)};
  struct entry *places = arena_array(ui->arena, most, sizeof *places);
  struct reader_cursor cursor = {0};
  size_t count = 0;
  struct err err;
  if (!reader_page(model_reader(app->model), &query, &cursor, false, most, ui->arena, places, NULL, &count, &err)) return 0;
  for (size_t i = 0; i < count; i++)
    items[i] = (struct choice){.text = text_get(&places[i].name, app->settings.lang, &items[i].lang),
                               .chosen = str_equals(places[i].id, app->config.model.place),
                               .action = action_full(ACTION_DEVICE, DEVICE_PLACE, 0, places[i].id)};
  return count;
}

static int draw_place(struct ui *ui, void *context, int x, int y, int width) {
  struct app *app = context;
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct choice *items = arena_array(ui->arena, PLACES_MAX, sizeof *items);
  struct choices choices = {.items = items, .area = AREA_NEWS};
  const char *words = TR(ui, "Von hier aus werden Wege gezeigt und Entfernungen gerechnet.");
  choices.count = read_places(app, ui, items, PLACES_MAX);
  if (*app->wishes.now.place) {
    choices.count = 0;
    words = TR(ui, "Wo diese Tafel steht, ist in der Verwaltung eingetragen und wird dort geändert.");
  }
  int at = y + title_draw(ui, x, y, width, TR(ui, "Wo diese Tafel steht"), AREA_PLAIN, NULL, 0);
  at += ui_text(ui, x, at, width, words, &body) + ui_gap(ui, 4);
  return at - y + (choices.count > 0 ? choices_draw(ui, x, at, width, &choices) : 0);
}

void place_build(struct app *app, struct ui *ui, struct rect page) { build(app, ui, page, draw_place); }
