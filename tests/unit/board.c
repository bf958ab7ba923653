#include "board.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>

const char *const zone = "Europe/Berlin";

int64_t wall(const char *text) {
  int64_t out;
  assert_true(wall_parse(text, &out));
  return out;
}

void must(bool ok, const struct err *err) {
  if (!ok) fail_msg("%s", err->msg);
}

/* Puts the lines as the next version of the content. */
void publish(struct fixture *f, const char *const *lines, size_t count) {
  struct err err = {0};
  int64_t now = wall("2026-11-21T08:10");
  if (!f->writer) must(writer_open(f->cache, zone, &f->writer, &err), &err);
  must(writer_begin(f->writer, WRITER_DELTA, now, &err), &err);
  for (size_t i = 0; i < count; i++) {
    must(writer_put(f->writer, lines[i], strlen(lines[i]), &err), &err);
    content_sum_add(&f->sum, lines[i], strlen(lines[i]));
  }
  f->entries += (int64_t)count;
  char content[65];
  content_sum_format(&f->sum, content);
  int64_t utc = zone_to_utc(zone, now);
  struct writer_version version = {.name = "Treffpunkt Test",
                                   .content = content,
                                   .version = ++f->version,
                                   .published_utc = utc,
                                   .expires_utc = utc + 30 * DAY_SECONDS,
                                   .checked_utc = utc,
                                   .entries = f->entries};
  must(writer_commit(f->writer, &version, &err), &err);
}

void start(struct fixture *f) {
  char *argv[] = {"litfass", "--cache", f->cache, "--clock", "2026-11-21T14:32"};
  struct options options;
  enum options_end end;
  struct err err = {0};
  must(options_parse(5, argv, &options, &end, &err), &err);
  must(stage_open(&f->stage, &options, &err), &err);
  must(stage_start(&f->stage, &err), &err);
}

int set_up(void **state) {
  struct fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  strcpy(f->folder, "/tmp/litfass-test-XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->cache, sizeof f->cache, "%s/cache.db", f->folder);
  *state = f;
  return 0;
}

int tear_down(void **state) {
  struct fixture *f = *state;
  struct err err;
  stage_close(&f->stage);
  writer_close(f->writer);
  bool removed = fs_remove_tree(f->folder, &err);
  free(f);
  return removed ? 0 : -1;
}

const char *const few[] = {
    "{\"id\":\"pflege-sued\",\"kind\":\"service\",\"name\":\"Pflegestützpunkt Süd\",\"opening_hours\":\"Mo-Sa 08:00-16:00\","
    "\"telephone\":\"+49 30 23125 410\",\"topics\":[\"pflege\"]}",
    "{\"id\":\"demenz\",\"kind\":\"service\",\"name\":\"Demenzberatung\",\"opening_hours\":\"Tu "
    "14:00-16:00\",\"topics\":[\"pflege\"]}",
    "{\"id\":\"kaffee\",\"kind\":\"event\",\"name\":\"Kaffee & "
    "Kuchen\",\"start\":\"2026-11-07T15:00\",\"end\":\"2026-11-07T17:00\","
    "\"rrule\":\"FREQ=WEEKLY;BYDAY=SA\"}",
    "{\"id\":\"bohrer\",\"kind\":\"offer\",\"mode\":\"lend\",\"side\":\"offer\",\"name\":\"Bohrmaschine\"}",
};

const size_t few_count = COUNT_OF(few);

/* The board with a few entries of each kind. */
struct fixture *open_board(void **state) {
  struct fixture *f = *state;
  publish(f, few, few_count);
  start(f);
  return f;
}

void show(struct fixture *f, const char *screen) {
  assert_true(app_show_screen(f->stage.app, screen));
  stage_settle(&f->stage);
}

bool show_nth(struct app *app, size_t i, const char *id) {
  char name[100];
  bool of_entry = app_screen_needs_entry(i);
  snprintf(name, sizeof name, "%s%s%s", app_screen_name(i), of_entry ? ":" : "", of_entry ? id : "");
  return app_show_screen(app, name);
}

const struct node *find(struct fixture *f, enum role role, const char *name) {
  return tree_find(&f->stage.app->ui.tree, role, name);
}

void tap(struct fixture *f, enum role role, const char *name) {
  const struct node *node = stage_find(&f->stage, role, name);
  if (!node) fail_msg("no %s \"%s\"", role_name(role), name);
  stage_tap(&f->stage, node);
}

struct point middle(const struct node *node) {
  assert_non_null(node);
  return (struct point){node->hit.x + node->hit.w / 2, node->hit.y + node->hit.h / 2};
}
