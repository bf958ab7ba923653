#include "screens/app_print.h"

#include "base/str.h"
#include "screens/entry_blocks.h"
#include "screens/screen.h"
#include "ui/widgets.h"

enum { AGAIN_MS = 30000 };

bool app_print(struct app *app, const char *id) {
  if (!app->press) return false;
  int64_t now = clock_elapsed_ms(app->clock);
  bool again = str_equals(app->printed, id) && now - app->printed_ms < AGAIN_MS && press_state(app->press) != PRESS_FAILED;
  if (again || press_state(app->press) == PRESS_BUSY) return true;
  press_reset(app->press);
  str_copy(app->printed, sizeof app->printed, id);
  app->printed_ms = now;
  app->print_wanted = true;
  return true;
}

void app_print_reset(struct app *app) {
  app->print_wanted = false;
  app->printed[0] = '\0';
  press_reset(app->press);
}

/* The frame that says "Ihr Blatt wird gedruckt" is on the panel: now the tenth of a second that a page takes hurts nobody. */
static void start(struct app *app) {
  const struct view *view = app_view(app);
  app->print_wanted = false;
  if (view->screen != SCREEN_PRINT || !str_equals(view->id, app->printed)) return;
  scoped_arena arena = {0};
  struct ui paper;
  if (!paper_build(app, &paper, &arena)) return;
  press_print(app->press, &paper.commands, clock_elapsed_ms(app->clock));
  app->dirty = true;
}

void app_print_tick(struct app *app) {
  if (!app->dirty && app->print_wanted) start(app);
  if (press_tick(app->press, clock_elapsed_ms(app->clock))) app->dirty = true;
}

/* ---- the screen ---- */

struct print_page {
  struct app *app;
  struct detail detail;
  bool stale; /* the page that the state is about is another one's */
};

struct state_words {
  const char *icon, *title, *sentence;
};

static const struct state_words states[] = {
    [PRESS_IDLE] = {"print", N_("Ihr Blatt wird vorbereitet"), N_("Einen Augenblick, bitte.")},
    [PRESS_BUSY] = {"print", N_("Ihr Blatt wird gedruckt"), N_("Einen Augenblick, bitte.")},
    [PRESS_DONE] = {"check_circle", N_("Ihr Blatt kommt gleich aus dem Drucker"),
                    N_("Kommt nichts heraus? Dann fehlt vielleicht Papier. Bitte sagen Sie im Stadtteilbüro Bescheid.")},
    [PRESS_FAILED] = {"print_disabled", N_("Der Drucker druckt gerade nicht"),
                      N_("Das liegt nicht an Ihnen. Schreiben Sie ab, was Sie brauchen, oder fragen Sie im Stadtteilbüro.")},
};

static int draw_state(struct ui *ui, void *context, int x, int y, int width) {
  struct print_page *p = context;
  enum press_state state = press_state(p->app->press);
  if (p->stale && state == PRESS_BUSY) state = PRESS_IDLE;
  const struct state_words *words = &states[state];
  int at = y + message_draw(ui, x, y, width, words->icon, TR(ui, words->title), TR(ui, words->sentence)) + ui_gap(ui, 8);
  if (state != PRESS_FAILED) return at - y;
  struct action write = action_with_id(ACTION_GO, SCREEN_WRITE, p->detail.entry.id);
  struct action again = action_with_id(ACTION_PRINT, 0, p->detail.entry.id);
  int button = width < ui_mm(ui, 150) ? width : ui_mm(ui, 150), left = x + (width - button) / 2, height = ui_mm(ui, 20);
  button_draw(ui, (struct rect){left, at, button, height}, "edit", TR(ui, "Abschreiben"), BUTTON_PLAIN, false, &write);
  at += height + ui_gap(ui, 5);
  button_draw(ui, (struct rect){left, at, button, height}, "print", TR(ui, "Noch einmal"), BUTTON_PLAIN, false, &again);
  return at + height - y;
}

static int draw_none(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "print_disabled", TR(ui, "Diese Tafel hat keinen Drucker"),
                      TR(ui, "Nehmen Sie den Eintrag auf dem Handy mit, oder schreiben Sie ihn ab."));
}

void print_build(struct app *app, struct ui *ui, struct rect page) {
  struct print_page p = {.app = app, .stale = !str_equals(app->printed, app_view(app)->id)};
  if (!app->press)
    page_draw(ui, page, &app_view(app)->scroll, draw_none, NULL);
  else if (detail_load(app, ui, &p.detail))
    page_draw(ui, page, &app_view(app)->scroll, draw_state, &p);
  else
    detail_gone(app, ui, page);
}
