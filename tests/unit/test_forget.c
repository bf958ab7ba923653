/* Nothing that a visitor typed remains (UI.md, idle): the test reads its own memory for it, as somebody with the board in her
 * hands would. */
#include "board.h"

#include "base/str.h"
#include "spool/spool.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* "qxjwvkz", which the test itself must not hold in memory: each letter with its bits turned. */
enum { LETTERS = 7, TELLING = 5 /* so many in a row are no accident */, TURNED = 0x5A };
static const unsigned char turned[LETTERS] = {'q' ^ TURNED, 'x' ^ TURNED, 'j' ^ TURNED, 'w' ^ TURNED,
                                              'v' ^ TURNED, 'k' ^ TURNED, 'z' ^ TURNED};

enum { CHUNK = 1 << 20 };

struct scan {
  unsigned char *buffer; /* in a mapping of its own, which is left out */
  int memory;
  size_t found;
  char where[200];
};

/* The letters from here on, `stride` bytes apart: UTF-8 or UTF-32. */
static bool is_here(const unsigned char *at, size_t left, size_t stride) {
  if (left < TELLING * stride) return false;
  for (size_t i = 0; i < TELLING; i++) {
    if (at[i * stride] != (turned[i] ^ TURNED)) return false;
    for (size_t k = 1; k < stride; k++)
      if (at[i * stride + k] != 0) return false;
  }
  return true;
}

static void scan_mapping(struct scan *scan, unsigned long from, unsigned long to, const char *line) {
  enum { OVERLAP = 64 };
  for (unsigned long at = from; at < to; at += CHUNK - OVERLAP) {
    size_t want = to - at < CHUNK ? to - at : CHUNK;
    ssize_t len = pread(scan->memory, scan->buffer, want, (off_t)at);
    for (ssize_t i = 0; i < len; i++)
      if (scan->buffer[i] == ('q') &&
          (is_here(scan->buffer + i, (size_t)(len - i), 1) || is_here(scan->buffer + i, (size_t)(len - i), 4))) {
        scan->found++;
        snprintf(scan->where, sizeof scan->where, "%#lx in %.150s", at + (unsigned long)i, line);
      }
    if (want < CHUNK) return;
  }
}

/* How often the typed word stands in what the process can write to. */
static size_t times_in_memory(char where[200]) {
  struct scan scan = {.memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC)};
  scan.buffer = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  assert_true(scan.memory >= 0 && scan.buffer != MAP_FAILED);
  FILE *maps = fopen("/proc/self/maps", "re");
  assert_non_null(maps);
  static char lines[4096][160];
  size_t count = 0;
  while (count < COUNT_OF(lines) && fgets(lines[count], sizeof lines[0], maps))
    count++;
  fclose(maps);
  for (size_t i = 0; i < count; i++) {
    char *end;
    unsigned long from = strtoul(lines[i], &end, 16), to = strtoul(end + 1, &end, 16);
    bool own = (unsigned long)scan.buffer >= from && (unsigned long)scan.buffer < to;
    bool is_shadow = to - from > 1UL << 30; /* AddressSanitizer's bookkeeping: terabytes that hold no text */
    if (end[1] == 'r' && end[2] == 'w' && !own && !is_shadow) scan_mapping(&scan, from, to, lines[i]);
  }
  if (where) snprintf(where, 200, "%s", scan.where);
  munmap(scan.buffer, CHUNK);
  close(scan.memory);
  return scan.found;
}

static void expect_nothing(void) {
  char where[200] = "";
  size_t found = times_in_memory(where);
  if (found > 0) fail_msg("found %zu times, last at %s", found, where);
}

static void type_secret(struct fixture *f, bool physical) {
  for (size_t i = 0; i < LETTERS; i++) {
    char letter[2] = {(char)(turned[i] ^ TURNED), '\0'};
    if (physical) {
      app_type(f->stage.app, letter);
      stage_settle(&f->stage);
    } else {
      tap(f, ROLE_BUTTON, letter);
    }
  }
}

static struct fixture *search_on_board(void **state) {
  struct fixture *f = open_board(state);
  tap(f, ROLE_BUTTON, "Was suchen Sie?");
  return f;
}

static void what_is_typed_is_in_memory_while_it_is_on_the_screen(void **state) {
  struct fixture *f = search_on_board(state);
  expect_nothing();
  type_secret(f, false);
  assert_true(times_in_memory(NULL) > 0);
}

static void the_reset_leaves_nothing_of_it(void **state) {
  struct fixture *f = search_on_board(state);
  type_secret(f, false);
  stage_wait(&f->stage, 121000);
  assert_int_equal(app_view(f->stage.app)->screen, SCREEN_HOME);
  expect_nothing();
}

static void coming_home_leaves_nothing_of_it(void **state) {
  struct fixture *f = search_on_board(state);
  type_secret(f, false);
  tap(f, ROLE_BUTTON, "Start");
  expect_nothing();
  tap(f, ROLE_BUTTON, "Was suchen Sie?");
  assert_int_equal(f->stage.app->typed.len, 0);
  type_secret(f, true);
  tap(f, ROLE_BUTTON, "Zurück");
  expect_nothing();
}

static void deleting_all_of_it_leaves_nothing(void **state) {
  struct fixture *f = search_on_board(state);
  type_secret(f, false);
  tap(f, ROLE_BUTTON, "Alles löschen");
  expect_nothing();
  type_secret(f, false);
  for (size_t i = 0; i < LETTERS; i++)
    tap(f, ROLE_BUTTON, "Löschen");
  assert_int_equal(f->stage.app->typed.len, 0);
  expect_nothing();
}

/* With words that find something, and are suggested anew, in all sizes. */
static void what_was_made_of_it_is_gone_too(void **state) {
  struct fixture *f = search_on_board(state);
  for (const char *c = "demnez"; *c; c++) {
    char letter[2] = {*c, '\0'};
    tap(f, ROLE_BUTTON, letter);
  }
  assert_non_null(find(f, ROLE_LISTITEM, "Demenzberatung"));
  tap(f, ROLE_BUTTON, "Leertaste");
  type_secret(f, false);
  tap(f, ROLE_BUTTON, "Größer");
  tap(f, ROLE_BUTTON, "Größer");
  tap(f, ROLE_BUTTON, "Kontrast");
  assert_true(times_in_memory(NULL) > 0);
  stage_wait(&f->stage, 121000);
  expect_nothing();
}

static void everything_a_visitor_changed_is_as_before(void **state) {
  struct fixture *f = search_on_board(state);
  struct app *app = f->stage.app;
  tap(f, ROLE_BUTTON, "A–Z");
  tap(f, ROLE_BUTTON, "English");
  tap(f, ROLE_BUTTON, "123");
  tap(f, ROLE_BUTTON, "Tastatur aus");
  tap(f, ROLE_BUTTON, "Größer");
  tap(f, ROLE_BUTTON, "Kontrast");
  tap(f, ROLE_BUTTON, "Tiefer");
  tap(f, ROLE_BUTTON, "Sprache");
  tap(f, ROLE_LISTITEM, "Türkçe");
  stage_wait(&f->stage, 121000);
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
  assert_string_equal(app->settings.lang, "de");
  assert_int_equal(app->settings.size_step, 0);
  assert_false(app->settings.contrast || app->settings.reach);
  assert_memory_equal(&app->keyboard, &(struct keyboard){0}, sizeof app->keyboard);
  assert_int_equal(app->typed.len, 0);
  assert_int_equal(app->pressed.kind == ACTION_TYPE || app->last_action.kind == ACTION_TYPE, false);
}

/* The order of the keys is a setting: going home keeps it, as it keeps size and contrast. */
static void going_home_keeps_the_order_of_the_keys(void **state) {
  struct fixture *f = search_on_board(state);
  tap(f, ROLE_BUTTON, "A–Z");
  tap(f, ROLE_BUTTON, "Start");
  tap(f, ROLE_BUTTON, "Was suchen Sie?");
  assert_non_null(find(f, ROLE_BUTTON, "QWERTZ"));
  stage_wait(&f->stage, 121000);
  tap(f, ROLE_BUTTON, "Was suchen Sie?");
  assert_non_null(find(f, ROLE_BUTTON, "A–Z"));
}

/* ---- forms ---- */

static const char *const house = "5b3c0f4d7c0a1c0a5d7a6f0e6c1d6a9b7d2f0e1c3b5a79886756453423120f1e";

static void take_messages(struct fixture *f) {
  struct err err = {0};
  must(writer_note_seal_key(f->writer, house, &err), &err);
  snprintf(f->spool, sizeof f->spool, "%s/spool", f->folder);
  f->stage.app->config.spool = f->spool;
  stage_wait(&f->stage, 2000);
}

static void expect_one_message(const struct fixture *f, enum message_kind kind) {
  scoped_arena arena = {0};
  struct spool spool;
  struct spool_item *items;
  size_t count;
  struct err err;
  assert_true(spool_init(&spool, f->spool, &err));
  assert_true(spool_list(&spool, &arena, &items, &count, &err));
  assert_int_equal(count, 1);
  assert_int_equal(items[0].kind, kind);
}

/* A board that can take messages, at the words of a report. */
static struct fixture *report_on_board(void **state) {
  struct fixture *f = open_board(state);
  take_messages(f);
  assert_true(app_show_screen(f->stage.app, "report:pflege-sued"));
  stage_settle(&f->stage);
  tap(f, ROLE_BUTTON, "Telefonnummer");
  tap(f, ROLE_BUTTON, "Etwas dazu schreiben");
  expect_nothing();
  type_secret(f, false);
  assert_true(times_in_memory(NULL) > 0);
  return f;
}

static void a_form_that_is_walked_away_from_leaves_nothing(void **state) {
  struct fixture *f = report_on_board(state);
  tap(f, ROLE_BUTTON, "Weiter"); /* the page that shows it all */
  stage_wait(&f->stage, 121000);
  expect_nothing();
  assert_int_equal(f->stage.app->draft.screen, 0);
}

static void a_form_is_gone_at_home(void **state) {
  struct fixture *f = report_on_board(state);
  tap(f, ROLE_BUTTON, "Start");
  expect_nothing();
}

/* The reader with the house's key finds it in the spool, whoever looks into the board finds nothing. */
static void what_was_sent_is_gone(void **state) {
  struct fixture *f = report_on_board(state);
  tap(f, ROLE_BUTTON, "Weiter");
  tap(f, ROLE_BUTTON, "Abschicken");
  assert_non_null(find(f, ROLE_HEADING, "Danke für Ihren Hinweis"));
  expect_nothing();
  expect_one_message(f, MESSAGE_REPORT);
}

static void a_disk_that_takes_nothing_leaves_the_words_until_the_visitor_goes(void **state) {
  struct fixture *f = report_on_board(state);
  f->stage.app->config.spool = "/dev/null/spool";
  tap(f, ROLE_BUTTON, "Weiter");
  tap(f, ROLE_BUTTON, "Abschicken");
  assert_non_null(find(f, ROLE_HEADING, "Das hat leider nicht geklappt"));
  assert_non_null(find(f, ROLE_LISTITEM, "Notruf"));
  assert_true(times_in_memory(NULL) > 0);
  f->stage.app->config.spool = f->spool;
  tap(f, ROLE_BUTTON, "Noch einmal versuchen");
  assert_non_null(find(f, ROLE_HEADING, "Danke für Ihren Hinweis"));
  expect_nothing();
}

static void without_a_key_nothing_can_be_typed(void **state) {
  struct fixture *f = open_board(state);
  assert_true(app_show_screen(f->stage.app, "report:pflege-sued"));
  stage_settle(&f->stage);
  assert_non_null(find(f, ROLE_HEADING, "Diese Tafel kann keine Nachrichten annehmen"));
  assert_non_null(find(f, ROLE_LISTITEM, "Notruf"));
  assert_false(app_type(f->stage.app, "x"));
}

/* A search without a result becomes a message when it ends, and nothing of it remains. */
static void a_word_that_was_searched_in_vain_is_sealed_once(void **state) {
  struct fixture *f = search_on_board(state);
  take_messages(f);
  type_secret(f, false);
  tap(f, ROLE_BUTTON, "Wichtige Nummern");
  tap(f, ROLE_BUTTON, "Zurück");
  tap(f, ROLE_BUTTON, "Start");
  expect_nothing();
  expect_one_message(f, MESSAGE_SEARCH);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_is_typed_is_in_memory_while_it_is_on_the_screen),
      TEST(the_reset_leaves_nothing_of_it),
      TEST(coming_home_leaves_nothing_of_it),
      TEST(deleting_all_of_it_leaves_nothing),
      TEST(what_was_made_of_it_is_gone_too),
      TEST(everything_a_visitor_changed_is_as_before),
      TEST(going_home_keeps_the_order_of_the_keys),
      TEST(a_form_that_is_walked_away_from_leaves_nothing),
      TEST(a_form_is_gone_at_home),
      TEST(what_was_sent_is_gone),
      TEST(a_disk_that_takes_nothing_leaves_the_words_until_the_visitor_goes),
      TEST(without_a_key_nothing_can_be_typed),
      TEST(a_word_that_was_searched_in_vain_is_sealed_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
