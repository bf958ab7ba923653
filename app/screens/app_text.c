/* What visitors type, from our keyboard or a physical one, and how it is forgotten (UI.md: "nothing typed remains").
 *
 * The text is in one place: `typed` for the search, `draft` for a form. What is made of it lives in the arenas of the frames
 * and of the search's answers, which zero their memory, and in draw's caches, which never learn of it (text_style.secret). The
 * action of a key holds one letter.
 */
#include "screens/app.h"
#include "screens/app_device.h"
#include "screens/app_form.h"
#include "screens/screen.h"

#include "base/wipe.h"

static const double low_panel_mm = 200;

/* What letters are written into on the screen that is shown; NULL where there is nothing. */
static struct textbox *textbox(struct app *app) {
  if (app_is_form(app)) return app_form_textbox(app);
  if (app_view(app)->screen == SCREEN_WIFI) return app_device_textbox(app);
  return app_view(app)->screen == SCREEN_SEARCH && model_has_content(app->model) ? &app->typed : NULL;
}

bool app_takes_text(struct app *app) { return textbox(app) != NULL; }

bool app_is_bare(struct app *app) {
  const struct metrics *metrics = &app->ui.metrics;
  return app_takes_text(app) && (keyboard_is_paged(metrics) || (!app->keyboard.folded && metrics->height_mm < low_panel_mm));
}

static void forget_letter(struct action *action) {
  if (action->kind == ACTION_TYPE || action->kind == ACTION_SUGGEST) wipe(action, sizeof *action);
}

/* What was made of a text: frames, answers of the search, letters that were pressed. */
static void forget_traces(struct app *app) {
  forget_letter(&app->pressed);
  forget_letter(&app->last_action);
  forget_letter(&app->focus);
  app->forgets = true;
  app->search_noted = false;
  if (app->model) model_forget(app->model);
  app->dirty = true;
}

/* Other letters, other results: they are read from the first on. What was deleted is gone. */
static void text_changed(struct app *app, const struct textbox *box) {
  if (box == &app->typed) {
    app_view(app)->scroll = (struct scroll){0};
    app_view(app)->filter = 0;
    app->search_noted = false;
  }
  if (box->len == 0) {
    forget_traces(app);
    wipe_stack();
  }
  app->dirty = true;
}

void app_press_letter(struct app *app, const struct action *action) {
  struct textbox *box = textbox(app);
  if (!box) return;
  if (box == &app->typed && action->kind == ACTION_KEYBOARD && action->number == KEYBOARD_CLEAR) app_note_search(app);
  if (keyboard_press(&app->keyboard, box, action)) text_changed(app, box);
  app->dirty = true;
}

void app_take_suggestion(struct app *app, const char *words) {
  if (!app_takes_text(app)) return;
  textbox_wipe(&app->typed);
  textbox_add(&app->typed, words);
  text_changed(app, &app->typed);
}

bool app_type(struct app *app, const char *utf8) {
  app->touched_ms = clock_elapsed_ms(app->clock);
  if (attract_wake(app)) return true;
  if (app_view(app)->screen == SCREEN_HOME && !app->asking && model_has_content(app->model))
    app_perform(app, &(struct action){.kind = ACTION_GO, .number = SCREEN_SEARCH});
  struct textbox *box = textbox(app);
  if (!box || app->asking) return false;
  app->has_focus = false;
  if (textbox_add(box, utf8)) text_changed(app, box);
  return true;
}

void app_forget(struct app *app, bool all) {
  textbox_wipe(&app->typed);
  app_form_forget(app);
  app_device_forget(app);
  forget_traces(app);
  if (all) {
    app->forgets_all = true;
    if (app->fonts) fonts_forget(app->fonts);
  }
  wipe_stack();
}
