/* The password of a Wi-Fi: what is typed on top with the button that joins, our keyboard with capitals and all signs below. It
 * is shown as it is typed: nobody finds a wrong letter among dots, and it is wiped as soon as it went off. */
#include "screens/app_device.h"
#include "screens/form_page.h"
#include "screens/screen.h"
#include "ui/frame.h"
#include "ui/keyboard.h"
#include "ui/widgets.h"

#include "base/str.h"

enum { PASSPHRASE_MIN = 8 };

/* The most that the room above the field has room for. */
static void draw_head(struct ui *ui, struct rect room, const char *ssid) {
  struct label title = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  const char *words = ui_printf(ui, TR(ui, "Passwort für „%s“"), ssid);
  const char *hint = TR(ui, "Mindestens acht Zeichen. Groß und klein ist wichtig.");
  ui_measure_begin(ui);
  int first = ui_text(ui, 0, 0, room.w, words, &title), second = ui_text(ui, 0, 0, room.w, hint, &soft);
  ui_measure_end(ui);
  if (first > room.h) return;
  ui_text(ui, room.x, room.y, room.w, words, &title);
  if (first + second <= room.h) ui_text(ui, room.x, room.y + first, room.w, hint, &soft);
}

void wifi_build(struct app *app, struct ui *ui, struct rect page) {
  if (!app_may_set_up(app)) {
    locked_build(app, ui, page);
    return;
  }
  const struct textbox *secret = &app->device.secret;
  int bottom = frame_footer_top(ui), gap = ui_gap(ui, 3), high = ui_mm(ui, 16) + 1;
  bool is_paged = keyboard_is_paged(&ui->metrics);
  int top = is_paged ? ui_mm(ui, 1) : app_is_bare(app) ? gap : page.y;
  int tray = keyboard_height(ui, &app->keyboard, bottom - top - high - 2 * (is_paged ? top : gap));
  struct rect line = {page.x, bottom - tray - (is_paged ? top : gap) - high, page.w, high};
  struct rect button = form_button_place(ui, TR(ui, "Verbinden"), line);
  struct action join = action_of(ACTION_DEVICE, DEVICE_JOIN);
  bool can = secret->len >= PASSPHRASE_MIN;
  draw_head(ui, (struct rect){page.x, top, page.w, line.y - gap - top}, app->device.ssid);
  if (can) line.w -= button.w + ui_apart(ui, 4);
  textbox_draw(ui, line, secret, "lock", ui_printf(ui, TR(ui, "Passwort für „%s“"), app->device.ssid), NULL);
  ui->chrome = true;
  if (can) button_go_draw(ui, button, "wifi", TR(ui, "Verbinden"), AREA_NEWS, &join);
  ui->chrome = false;
  keyboard_draw(ui, &app->keyboard, (struct rect){0, bottom - tray, ui->metrics.width_px, tray});
}
