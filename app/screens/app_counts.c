#include "screens/app_counts.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "spool/spool.h"

#include <stdio.h>

enum { VISIT_MS = 120 * 1000, SAVE_MS = 60 * 60 * 1000, PATH_SIZE = 4096 + 16 };

bool app_is_counting(const struct app *app) { return !str_is_empty(app->config.spool); }

/* ---- the file ---- */

static void file_path(const struct app *app, char out[PATH_SIZE]) {
  snprintf(out, PATH_SIZE, "%s/counts.json", app->config.spool);
}

void app_counts_open(struct app *app) {
  char path[PATH_SIZE];
  scoped_buf text;
  struct err err;
  buf_init(&text, COUNTS_FILE_MAX);
  app->counts.saved_ms = clock_elapsed_ms(app->clock);
  if (!app_is_counting(app)) return;
  file_path(app, path);
  if (!fs_exists(path)) return;
  if (!fs_read(path, &text, &err) || !counts_parse(buf_text(&text), text.len, &app->counts.today, &err))
    log_warning("'%s': %s, counting anew", path, err.msg);
}

static void save(struct app *app) {
  struct counting *counting = &app->counts;
  char path[PATH_SIZE];
  scoped_buf text;
  struct err err;
  buf_init(&text, COUNTS_FILE_MAX);
  file_path(app, path);
  counting->changed = false;
  counting->saved_ms = clock_elapsed_ms(app->clock);
  if (!counts_format(&counting->today, &text, &err) || !fs_make_dirs(app->config.spool, &err) ||
      !fs_write(path, text.data, text.len, &err))
    log_warning("'%s': %s, what is counted may be lost", path, err.msg);
}

void app_counts_close(struct app *app) {
  if (app_is_counting(app) && app->counts.changed && !app->counts.closes) save(app);
}

/* ---- the day ---- */

static bool put_message(struct app *app, const struct counts *counts, struct err *err) {
  struct spool spool;
  scoped_buf body, message;
  buf_init(&body, COUNTS_FILE_MAX);
  buf_init(&message, MESSAGE_MAX);
  int64_t made = clock_utc(app->clock);
  return counts_body(counts, &body, err) &&
         message_plain(MESSAGE_COUNTS, counts->message_id, made, buf_text(&body), &message, err) &&
         spool_init(&spool, app->config.spool, err) && spool_put(&spool, MESSAGE_COUNTS, counts->message_id, &message, err);
}

/* The file still holds the old day until its message is in the spool. */
static void close_day(struct app *app) {
  struct counting *counting = &app->counts;
  struct err err;
  counting->closes = !put_message(app, &counting->past, &err);
  counting->saved_ms = clock_elapsed_ms(app->clock);
  if (counting->closes)
    log_warning("counts: %s, trying again in an hour", err.msg);
  else
    save(app);
}

/* Nobody knows the day while the clock is not trusted: then nothing is counted. */
static bool find_day(struct app *app) {
  if (!app_is_counting(app) || !model_clock_is_trusted(app->model)) return false;
  struct counting *counting = &app->counts;
  int32_t day = (int32_t)wall_day(model_now(app->model));
  if (counting->today.day == day) return true;
  if (counting->today.day != 0 && (counting->today.taps > 0 || counting->today.visits > 0)) {
    counting->past = counting->today;
    counting->closes = true;
    counting->saved_ms = INT64_MIN / 2;
  }
  counts_start(&counting->today, day);
  return true;
}

void app_counts_tick(struct app *app) {
  struct counting *counting = &app->counts;
  int64_t now = clock_elapsed_ms(app->clock);
  if (counting->visiting && now - app->touched_ms >= VISIT_MS) counting->visiting = false;
  if (app->dirty || counting->today.day == 0 || !find_day(app) || now - counting->saved_ms < SAVE_MS) return;
  if (counting->closes)
    close_day(app);
  else if (counting->changed)
    save(app);
}

/* ---- counting ---- */

void app_count_touch(struct app *app) {
  if (app->counts.visiting || !find_day(app)) return;
  app->counts.visiting = app->counts.changed = true;
  app->counts.today.visits++;
}

static void count_entry(struct app *app, const char *id) {
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  if (!model_has_content(app->model) || !reader_find(model_reader(app->model), id, &arena, &entry, &err)) return;
  counts_add(&app->counts.today.kinds, entry_kind_name(entry.kind));
  for (size_t i = 0; i < entry.topics.count; i++)
    counts_add(&app->counts.today.topics, entry.topics.items[i]);
}

void app_count_action(struct app *app, const struct action *action) {
  if (!find_day(app)) return;
  app->counts.changed = true;
  app->counts.today.taps++;
  if (action->kind == ACTION_ENTRY) count_entry(app, action->id);
  if (action->kind == ACTION_GO && action->number == SCREEN_LIST) counts_add(&app->counts.today.topics, action->id);
}
