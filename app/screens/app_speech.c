/* Between a tap on "Vorlesen" and the first word lies a frame: the one with the stop button in it is drawn first, then its tree
 * is read. So the visitor sees at once that something happens, and no tap waits for a process. */
#include "screens/app_speech.h"

#include "base/log.h"
#include "base/str.h"

static struct utterances_source source_of(struct app *app) {
  return (struct utterances_source){.tree = &app->ui.tree,
                                    .page_from = app->page_from,
                                    .page_to = app->page_to,
                                    .lang = app->settings.lang,
                                    .catalog = app->catalog,
                                    .with_frame = reading_says_frame(app->reading),
                                    .more_rows = app_view(app)->scroll.more_rows};
}

void app_utterances(struct app *app, struct arena *arena, struct utterances *out) {
  struct utterances_source source = source_of(app);
  reading_preview(app->reading, &source, arena, out);
}

/* ---- taps ---- */

void app_speech_stop(struct app *app) {
  if (!reading_is_on(app->reading)) return;
  reading_stop(app->reading);
  app->touched_ms = clock_elapsed_ms(app->clock);
  app->dirty = true;
}

/* The page that says so, instead of a button that does nothing. */
static void show_trouble(struct app *app, const struct err *err) {
  log_warning("reading aloud: %s", err->msg);
  app_perform(app, &(struct action){.kind = ACTION_GO, .number = SCREEN_SPEECH});
}

/* Who asks from the page with the buttons, or from the one that said that it does not work, means the page before. */
static void leave_side_page(struct app *app) {
  enum screen_id screen = app_view(app)->screen;
  if (app->depth > 0 && (screen == SCREEN_MORE || screen == SCREEN_SPEECH)) app->depth--;
}

static void start(struct app *app) {
  leave_side_page(app);
  struct scroll *scroll = &app_view(app)->scroll;
  if (scroll->line == 0) scroll->offset_px = 0; /* a page is read from its top, a list from where it stands */
  app->read_view = *app_view(app);
  reading_start(app->reading);
}

void app_speech_command(struct app *app, int command) {
  struct err err;
  if (command == READING_TOGGLE && reading_is_on(app->reading))
    app_speech_stop(app);
  else if (command == READING_TOGGLE)
    start(app);
  else if (!reading_command(app->reading, (enum reading_command)command, &err))
    show_trouble(app, &err);
  app->dirty = true;
}

/* ---- time ---- */

static bool is_in_page(const struct app *app, const struct node *node) {
  size_t at = (size_t)(node - app->ui.tree.nodes);
  return at >= app->page_from && at < app->page_to;
}

/* What is being said comes into sight: its whole box, or its upper edge where it is higher than the page. Not while somebody
 * walks through the page with keys: what has the focus stays in sight then. */
static void scroll_along(struct app *app) {
  const struct utterance *line = reading_line(app->reading);
  const struct node *node = line ? spot_find(&app->ui.tree, &line->first) : NULL;
  const struct node *focused = app_focused(app);
  if (!node || !is_in_page(app, node) || (focused && is_in_page(app, focused))) return;
  int above = app->page.y - node->rect.y;
  int below = rect_bottom(node->rect) - rect_bottom(app->page);
  if (above > 0 || (below > 0 && node->rect.h >= app->page.h))
    app_view(app)->scroll.pending_px -= above;
  else if (below > 0)
    app_view(app)->scroll.pending_px += below;
}

static bool is_another_view(const struct app *app) {
  const struct view *view = &app->history[app->depth];
  return view->screen != app->read_view.screen || view->filter != app->read_view.filter ||
         !str_equals(view->id, app->read_view.id);
}

void app_speech_tick(struct app *app) {
  if (app->dirty || reading_next_ms(app->reading) < 0) return;
  if (reading_is_on(app->reading))
    app->touched_ms = clock_elapsed_ms(app->clock); /* who listens is there; READING_MAX_S bounds it */
  struct err err;
  int64_t now = clock_elapsed_ms(app->clock);
  enum reading_event event = READING_MOVED;
  if (reading_is_on(app->reading) && is_another_view(app)) {
    app_speech_stop(app);
  } else if (reading_wants_lines(app->reading)) {
    struct utterances_source source = source_of(app);
    if (!reading_begin(app->reading, &source, now, &err)) event = READING_FAILED;
  } else {
    event = reading_tick(app->reading, now, &err);
  }
  if (event == READING_SAME) return;
  app->dirty = true;
  if (event == READING_MOVED) scroll_along(app);
  if (event == READING_FAILED) show_trouble(app, &err);
}
