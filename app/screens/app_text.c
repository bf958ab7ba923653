/* What visitors type, from our keyboard or a physical one, and how it is forgotten (UI.md: "nothing typed remains").
 *
 * The text is in one place, `typed`. What is made of it lives in the arenas of the frames and of the search's answers, which
 * zero their memory, and in draw's caches, which never learn of it (text_style.secret). The action of a key holds one letter.
 */
#include "screens/app.h"
#include "screens/screen.h"

#include "base/wipe.h"

bool app_takes_text(const struct app *app) {
  return app->history[app->depth].screen == SCREEN_SEARCH && model_has_content(app->model);
}

/* Other letters, other results: they are read from the first on. */
static void text_changed(struct app *app) {
  app_view(app)->scroll = (struct scroll){0};
  app_view(app)->filter = 0;
  app->dirty = true;
}

void app_press_letter(struct app *app, const struct action *action) {
  if (!app_takes_text(app)) return;
  if (keyboard_press(&app->keyboard, &app->typed, action)) text_changed(app);
  if (app->typed.len == 0) app_forget(app, false); /* what was deleted is gone */
  app->dirty = true;
}

void app_take_suggestion(struct app *app, const char *words) {
  if (!app_takes_text(app)) return;
  textbox_wipe(&app->typed);
  textbox_add(&app->typed, words);
  text_changed(app);
}

bool app_type(struct app *app, const char *utf8) {
  app->touched_ms = clock_elapsed_ms(app->clock);
  if (attract_wake(app)) return true;
  if (app_view(app)->screen == SCREEN_HOME && !app->asking && model_has_content(app->model))
    app_perform(app, &(struct action){.kind = ACTION_GO, .number = SCREEN_SEARCH});
  if (!app_takes_text(app) || app->asking) return false;
  app->has_focus = false;
  if (textbox_add(&app->typed, utf8)) text_changed(app);
  return true;
}

static void forget_letter(struct action *action) {
  if (action->kind == ACTION_TYPE || action->kind == ACTION_SUGGEST) wipe(action, sizeof *action);
}

void app_forget(struct app *app, bool all) {
  textbox_wipe(&app->typed);
  forget_letter(&app->pressed);
  forget_letter(&app->last_action);
  forget_letter(&app->focus);
  app->forgets = true;
  if (app->model) model_forget(app->model);
  if (all) {
    app->forgets_all = true;
    if (app->fonts) fonts_forget(app->fonts);
  }
  app->dirty = true;
  wipe_stack();
}
