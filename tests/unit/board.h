/* A board for tests: a real cache in a folder of its own, real fonts, a clock that the test moves; and what a test does with
 * it. Failing ends the test. */
#ifndef LITFASS_TESTS_BOARD_H
#define LITFASS_TESTS_BOARD_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cache/writer.h"
#include "feed/manifest.h"
#include "play/stage.h"

extern const char *const zone;

struct fixture {
  char folder[64];
  char cache[128];
  char spool[128]; /* for tests that send: its path, for app_config */
  struct writer *writer;
  int64_t version;
  struct content_sum sum;
  int64_t entries;
  struct stage stage;
};

/* cmocka's set-up and tear-down of each test; the state is a fixture. */
int set_up(void **state);
int tear_down(void **state);

int64_t wall(const char *text);
void must(bool ok, const struct err *err);

/* Puts the lines as the next version of the content. */
void publish(struct fixture *f, const char *const *lines, size_t count);

/* Entries of each kind. */
extern const char *const few[];
extern const size_t few_count;

/* Starts the app on what was published; with a few entries. It is 2026-11-21T14:32, a Saturday. */
void start(struct fixture *f);
struct fixture *open_board(void **state);

/* Goes there directly: "agenda", "list:pflege". */
void show(struct fixture *f, const char *screen);
/* The same for every screen of the app's table, while i is in it; those of an entry show `id`. False when that is none. */
bool show_nth(struct app *app, size_t i, const char *id);

const struct node *find(struct fixture *f, enum role role, const char *name);
void tap(struct fixture *f, enum role role, const char *name);
struct point middle(const struct node *node);

#endif
