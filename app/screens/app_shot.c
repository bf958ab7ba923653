#include "screens/app_shot.h"

#include "base/log.h"
#include "base/str.h"
#include "screens/app_counts.h"
#include "screens/app_wishes.h"
#include "spool/spool.h"

#include <string.h>

static bool put(struct app *app, const struct shot *shot, struct err *err) {
  struct spool spool;
  char id[MESSAGE_ID_SIZE];
  scoped_buf body, message;
  buf_init(&body, MESSAGE_MAX);
  buf_init(&message, MESSAGE_MAX);
  message_make_id(id);
  int64_t made = model_clock_is_trusted(app->model) ? clock_utc(app->clock) : MESSAGE_UNKNOWN_TIME;
  return shot_body(shot, &body, err) && message_plain(MESSAGE_PICTURE, id, made, buf_text(&body), &message, err) &&
         spool_init(&spool, app->config.spool, err) && spool_put(&spool, MESSAGE_PICTURE, id, &message, err);
}

/* Whatever becomes of it: the same is not tried a second time. */
static void answer(struct app *app, const struct shot *shot) {
  struct err err;
  app->shot.said = shot->state;
  if (!put(app, shot, &err)) log_warning("picture of the display: %s", err.msg);
}

static bool is_open(const struct app *app) { return app->shot.wish[0] && app->shot.said != SHOT_TAKEN && app_is_counting(app); }

void app_shot_tick(struct app *app) {
  struct shot_wish *mine = &app->shot;
  if (!str_equals(mine->wish, app->wishes.picture)) {
    str_copy(mine->wish, sizeof mine->wish, app->wishes.picture);
    mine->said = SHOT_STATES;
  }
  if (!is_open(app)) return;
  enum shot_state state = app->is_dark ? SHOT_DARK : app_is_resting(app) ? SHOT_TAKEN : SHOT_BUSY;
  if (state != SHOT_TAKEN && state != mine->said) answer(app, &(struct shot){.wish = mine->wish, .state = state});
}

void app_shot_take(struct app *app, const struct canvas *canvas) {
  struct shot shot = {.wish = app->shot.wish, .state = SHOT_TAKEN};
  scoped_buf jpeg = {0};
  struct err err;
  if (!is_open(app) || app->is_dark || app->dirty || !app_is_resting(app)) return;
  bool ok = canvas_jpeg(canvas, SHOT_SIDE_MAX, SHOT_BYTES_MAX, &jpeg, &err);
  if (!ok) log_warning("%s", err.msg);
  shot.picture = jpeg.data;
  shot.len = jpeg.len;
  if (ok) answer(app, &shot);
  app->shot.said = SHOT_TAKEN;
}
