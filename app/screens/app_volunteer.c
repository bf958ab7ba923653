#include "screens/app_volunteer.h"

#include "base/str.h"
#include "base/wipe.h"
#include "screens/app_device.h"
#include "spool/spool.h"

#include <string.h>

enum {
  HOLD_MS = 5000,
  CHORD_KEYS = 5,
  CHORD_MS = 5000,
  LOCK_MS = 60 * 1000,
  CLEAN_MS = 30 * 1000,
  WRONG_FREE = 3,           /* then the next has to wait: */
  WAIT_MS = 60 * 1000,      /* a minute, and twice as long each time, */
  WAIT_MOST_MS = 900 * 1000 /* up to a quarter of an hour */
};

static bool has_mode(const struct app *app) { return !str_is_empty(app->config.pin); }

static bool is_in(const struct app *app) {
  enum screen_id screen = app->history[app->depth].screen;
  return screen == SCREEN_PIN || screen == SCREEN_VOLUNTEER || (app->volunteer.is_open && app_screen_needs_pin(screen));
}

static int seconds_until(const struct app *app, int64_t until_ms) {
  int64_t left = until_ms - clock_elapsed_ms(app->clock);
  return left > 0 ? (int)((left + 999) / 1000) : 0;
}

int app_cleaning_s(const struct app *app) { return seconds_until(app, app->volunteer.cleaning_until_ms); }

int app_pin_wait_s(const struct app *app) { return seconds_until(app, app->volunteer.wait_until_ms); }

/* ---- in and out ---- */

static void enter(struct app *app) {
  app_pointers_lost(app);
  app_reset(app);
  app_show_screen(app, "pin");
  app->touched_ms = app->screen_since_ms = clock_elapsed_ms(app->clock);
}

void app_volunteer_lock(struct app *app) {
  wipe(app->volunteer.typed, sizeof app->volunteer.typed);
  app->volunteer.len = 0;
  app->volunteer.is_open = false;
}

bool app_volunteer_key(struct app *app, bool is_back) {
  struct volunteer *v = &app->volunteer;
  int64_t now = clock_elapsed_ms(app->clock);
  if (!has_mode(app) || app->depth > 0 || !is_back || now - v->chord_ms > CHORD_MS) v->chord = 0;
  if (!has_mode(app) || app->depth > 0 || !is_back) return false;
  if (v->chord++ == 0) v->chord_ms = now;
  if (v->chord < CHORD_KEYS) return false;
  v->chord = 0;
  enter(app);
  return true;
}

/* The half of the header where the name stands. */
static bool is_held(const struct app *app) {
  const struct contact *contact = &app->contact;
  bool at_start = app->ui.rtl ? contact->x > app->width_px / 2 : contact->x < app->width_px / 2;
  return app->finger >= 0 && !contact->dragging && !app->has_pressed && at_start && contact->y < app->page.y &&
         contact->down_y < app->page.y && clock_elapsed_ms(app->clock) - contact->down_ms >= HOLD_MS;
}

void app_volunteer_tick(struct app *app) {
  if (!has_mode(app)) return;
  if (is_in(app)) {
    int seconds = app_cleaning_s(app) + app_pin_wait_s(app);
    if (seconds != app->volunteer.shown_s) app->dirty = true;
    app->volunteer.shown_s = seconds;
    if (app_cleaning_s(app) > 0) return;
    if (app->volunteer.cleaning_until_ms > 0) app->touched_ms = clock_elapsed_ms(app->clock);
    app->volunteer.cleaning_until_ms = 0;
    if (clock_elapsed_ms(app->clock) - app->touched_ms >= LOCK_MS) app_reset(app);
  } else if (is_held(app)) {
    enter(app);
  }
}

/* ---- the PIN ---- */

/* In a time that does not tell how much of it was right. */
static bool is_right(const struct app *app) {
  const struct volunteer *v = &app->volunteer;
  unsigned differ = strlen(app->config.pin) != v->len;
  for (size_t i = 0; i < v->len && app->config.pin[i]; i++)
    differ |= (unsigned)(app->config.pin[i] ^ v->typed[i]);
  return differ == 0;
}

static void judge(struct app *app) {
  struct volunteer *v = &app->volunteer;
  bool right = is_right(app);
  app_volunteer_lock(app);
  v->was_wrong = !right;
  if (right) {
    v->wrong = 0;
    v->is_open = true;
    *app_view(app) = (struct view){.screen = SCREEN_VOLUNTEER};
    return;
  }
  v->wrong++;
  if (v->wrong < WRONG_FREE) return;
  int64_t wait = (int64_t)WAIT_MS << (v->wrong - WRONG_FREE < 4 ? v->wrong - WRONG_FREE : 4);
  v->wait_until_ms = clock_elapsed_ms(app->clock) + (wait < WAIT_MOST_MS ? wait : WAIT_MOST_MS);
}

static void type_digit(struct app *app, int digit) {
  struct volunteer *v = &app->volunteer;
  if (app_pin_wait_s(app) > 0) return;
  v->was_wrong = false;
  v->typed[v->len++] = (char)('0' + digit);
  if (v->len == strlen(app->config.pin) || v->len == sizeof v->typed) judge(app);
}

/* ---- commands ---- */

static void look_into_spool(struct app *app) {
  struct spool spool;
  struct err err;
  app->volunteer.waiting = app->volunteer.refused = 0;
  struct spool_tally tally;
  if (str_is_empty(app->config.spool) || !spool_init(&spool, app->config.spool, &err) || !spool_count(&spool, &tally, &err))
    return;
  app->volunteer.waiting = tally.waiting;
  app->volunteer.refused = tally.refused;
}

static void reload(struct app *app) {
  model_destroy(app->model);
  app->model = model_create(&app->config.model, app->clock);
  fonts_forget(app->fonts);
  app->forgets_all = true;
}

static void obey(struct app *app, enum volunteer_command command) {
  switch (command) {
    case VOLUNTEER_RELOAD: reload(app); break;
    case VOLUNTEER_CLEAN:
      app->volunteer.cleaning_until_ms = clock_elapsed_ms(app->clock) + CLEAN_MS;
      app_device_clean(app);
      break;
    case VOLUNTEER_QUIETER: reading_set_usual_volume(app->reading, READING_QUIETER); break;
    case VOLUNTEER_LOUDER: reading_set_usual_volume(app->reading, READING_LOUDER); break;
    case VOLUNTEER_LOCK: app_reset(app); break;
    default: break;
  }
}

void app_volunteer_perform(struct app *app, enum volunteer_command command) {
  enum screen_id screen = app_view(app)->screen;
  if (!has_mode(app)) return;
  if (screen == SCREEN_PIN && command < VOLUNTEER_DELETE) type_digit(app, (int)command);
  if (screen == SCREEN_PIN && command == VOLUNTEER_DELETE) app_volunteer_lock(app);
  if (screen == SCREEN_VOLUNTEER && app->volunteer.is_open) {
    obey(app, command);
    look_into_spool(app);
  }
}
