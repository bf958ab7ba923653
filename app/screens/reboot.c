/* Starting the whole machine anew: asked once more before it is done, and what to do where nobody can. */
#include "screens/app_device.h"
#include "screens/screen.h"
#include "ui/choice.h"
#include "ui/widgets.h"

static int draw_failure(struct ui *ui, int x, int y, int width, const char *why) {
  const char *plug = TR(ui, "Zur Not geht es so: Netzstecker ziehen, zehn Sekunden warten, wieder einstecken.");
  return message_draw(ui, x, y, width, "error_outline", TR(ui, "Neu starten geht gerade nicht"),
                      ui_printf(ui, "%s %s", why, plug));
}

static int draw_question(struct ui *ui, int x, int y, int width) {
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct way ways[] = {
      {.icon = "restart_alt", .word = TR(ui, "Ja, neu starten"), .action = action_of(ACTION_DEVICE, DEVICE_REBOOT)},
      {.icon = "close", .word = TR(ui, "Nein"), .action = action_of(ACTION_BACK, 0)},
  };
  const char *words = TR(ui, "Der Bildschirm wird für ein bis zwei Minuten dunkel. Inhalte und Einstellungen bleiben.");
  bool answers_first = ui_is_compact(ui); /* nobody should have to look for them */
  int at = y + title_draw(ui, x, y, width, TR(ui, "Diese Tafel neu starten?"), AREA_PLAIN, NULL, 0);
  if (!answers_first) at += ui_text(ui, x, at, width, words, &body) + ui_gap(ui, 6);
  at += ways_draw(ui, x, at, width, ways, COUNT_OF(ways), AREA_PLAIN);
  if (answers_first) at += ui_gap(ui, 3) + ui_text(ui, x, at + ui_gap(ui, 3), width, words, &body);
  return at - y;
}

static int draw_reboot(struct ui *ui, void *context, int x, int y, int width) {
  const struct app *app = context;
  if (app->device.reboot == REBOOT_RUNNING) /* litfass-device is soon gone, too */
    return message_draw(ui, x, y, width, "restart_alt", TR(ui, "Die Tafel startet neu"),
                        TR(ui, "Gleich wird der Bildschirm dunkel, für ein bis zwei Minuten."));
  if (app->device.reboot == REBOOT_REFUSED) return draw_failure(ui, x, y, width, TR(ui, "Dieses Gerät lässt es nicht zu."));
  if (app->device.reboot == REBOOT_SILENT || app_device_is_silent(app))
    return draw_failure(ui, x, y, width, TR(ui, "Das Programm, das sich um dieses Gerät kümmert, antwortet gerade nicht."));
  return draw_question(ui, x, y, width);
}

void reboot_build(struct app *app, struct ui *ui, struct rect page) {
  if (app->volunteer.is_open)
    page_draw(ui, page, &app_view(app)->scroll, draw_reboot, app);
  else
    locked_build(app, ui, page);
}
