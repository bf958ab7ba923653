#include "screens/app_wishes.h"

#include "base/log.h"
#include "base/str.h"
#include "spool/paired.h"

#include <string.h>
#include <sys/stat.h>

enum { REST_MS = 30 * 1000 };

bool app_is_resting(const struct app *app) {
  int64_t still_ms = clock_elapsed_ms(app->clock) - app->touched_ms;
  return app_is_fresh(app) && app->finger < 0 && !reading_is_on(app->reading) && (!app->visited || still_ms >= REST_MS);
}

/* What tells one file from the next that takes its place; all zero where there is none. The daemon replaces the file. */
static struct file_mark mark_of(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return (struct file_mark){0};
  return (struct file_mark){st.st_ino, st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec};
}

static bool is_same(const struct file_mark *a, const struct file_mark *b) {
  return a->inode == b->inode && a->bytes == b->bytes && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

/* Reads the note when it is another one. */
static void look(struct app *app) {
  scoped_arena arena = {0};
  struct screen_note note;
  char path[PAIRED_PATH_SIZE];
  struct err err;
  struct wishes *wishes = &app->wishes;
  const char *cache = app->config.model.cache_path;
  if (!cache || !paired_path(cache, "screen", path, &err)) return;
  struct file_mark mark = mark_of(path);
  if (is_same(&mark, &wishes->mark)) return;
  wishes->mark = mark;
  if (!screen_note_read(cache, &arena, &note, &err)) {
    log_warning("%s, going on without it", err.msg);
    return;
  }
  wishes->next = (struct wished){0}; /* so that what is equal is so byte for byte */
  str_copy(wishes->next.place, sizeof wishes->next.place, note.place);
  str_copy(wishes->next.languages, sizeof wishes->next.languages, note.languages);
  str_copy(wishes->next.topics, sizeof wishes->next.topics, note.topics);
  str_copy(wishes->picture, sizeof wishes->picture, note.picture);
}

void app_wishes_place(struct app *app) {
  const struct wishes *wishes = &app->wishes;
  app->config.model.place = *wishes->now.place ? wishes->now.place : *app->own.place ? app->own.place : wishes->own_place;
  if (app->model) model_set_place(app->model, app->config.model.place);
  app->dirty = true;
}

void app_wishes_take(struct app *app) {
  struct wished before = app->wishes.now;
  look(app);
  app->wishes.now = app->wishes.next;
  if (memcmp(&before, &app->wishes.now, sizeof before) != 0) app_wishes_place(app);
}

void app_wishes_tick(struct app *app) {
  if (app_is_resting(app))
    app_wishes_take(app);
  else
    look(app);
}
