/* What the board counts: visits, taps, topics; a day's message; the file between starts. */
#include "board.h"

#include "base/fs.h"
#include "base/str.h"
#include "screens/app_counts.h"
#include "spool/message_open.h"
#include "spool/spool.h"

#include <stdio.h>

static struct err err;

/* A board with a spool. */
static struct fixture *counting_board(void **state) {
  struct fixture *f = open_board(state);
  snprintf(f->spool, sizeof f->spool, "%s/spool", f->folder);
  f->stage.app->config.spool = f->spool;
  return f;
}

static const struct counts *today(const struct fixture *f) { return &f->stage.app->counts.today; }

static int64_t times(const struct counted_list *list, const char *id) {
  for (size_t i = 0; i < list->count; i++)
    if (str_equals(list->items[i].id, id)) return list->items[i].times;
  return 0;
}

/* The bodies of the messages that wait, in order. */
static size_t waiting(const struct fixture *f, struct arena *arena, struct message out[4]) {
  struct spool spool;
  struct spool_item *items;
  size_t count = 0;
  must(spool_init(&spool, f->spool, &err) && spool_list(&spool, arena, &items, &count, &err), &err);
  for (size_t i = 0; i < count && i < 4; i++) {
    scoped_buf line;
    buf_init(&line, MESSAGE_MAX);
    must(spool_read(&spool, &items[i], &line, &err), &err);
    must(message_open(buf_text(&line), line.len, NULL, arena, &out[i], &err), &err);
  }
  return count;
}

static void what_is_opened_is_counted_by_topic_and_kind(void **state) {
  struct fixture *f = counting_board(state);
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  tap(f, ROLE_LISTITEM, "Pflege");
  tap(f, ROLE_LISTITEM, "Pflegestützpunkt Süd");
  tap(f, ROLE_BUTTON, "Zurück");
  assert_int_equal(today(f)->taps, 4);
  assert_int_equal(today(f)->visits, 1);
  assert_int_equal(times(&today(f)->topics, "pflege"), 2); /* its list and an entry of it; the way back is not counted */
  assert_int_equal(times(&today(f)->kinds, "service"), 1);
}

static void two_minutes_without_touch_end_a_visit(void **state) {
  struct fixture *f = counting_board(state);
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  stage_wait(&f->stage, 60000);
  tap(f, ROLE_BUTTON, "Start");
  assert_int_equal(today(f)->visits, 1);
  stage_wait(&f->stage, 125000);
  stage_wake(&f->stage);
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  assert_int_equal(today(f)->visits, 2);
}

static void a_day_that_is_over_becomes_one_message(void **state) {
  struct fixture *f = counting_board(state);
  scoped_arena arena = {0};
  struct message messages[4];
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  stage_wait(&f->stage, 10LL * 3600 * 1000); /* past midnight */
  assert_int_equal(waiting(f, &arena, messages), 1);
  assert_int_equal(messages[0].kind, MESSAGE_COUNTS);
  assert_string_equal(messages[0].body, "{\"day\":\"2026-11-21\",\"kinds\":{},\"taps\":1,\"topics\":{},\"visits\":1}");
  stage_wait(&f->stage, 48LL * 3600 * 1000); /* days without visitors say nothing */
  assert_int_equal(waiting(f, &arena, messages), 1);
}

static void a_restart_goes_on_counting(void **state) {
  struct fixture *f = counting_board(state);
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  char id[MESSAGE_ID_SIZE];
  str_copy(id, sizeof id, today(f)->message_id);
  app_counts_close(f->stage.app);
  f->stage.app->counts = (struct counting){0};
  app_counts_open(f->stage.app);
  assert_int_equal(today(f)->taps, 1);
  assert_string_equal(today(f)->message_id, id);
}

/* QUALITY R11: an hour of taps costs one small file. */
static void it_is_written_once_an_hour_at_most(void **state) {
  struct fixture *f = counting_board(state);
  char path[160];
  snprintf(path, sizeof path, "%s/counts.json", f->spool);
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  stage_wait(&f->stage, 50LL * 60 * 1000);
  assert_false(fs_exists(path));
  stage_wait(&f->stage, 11LL * 60 * 1000);
  assert_true(fs_exists(path));
  assert_false(f->stage.app->counts.changed);
}

static void a_full_disk_at_midnight_loses_no_day(void **state) {
  struct fixture *f = counting_board(state);
  scoped_arena arena = {0};
  struct message messages[4];
  f->stage.app->config.spool = "/dev/null/spool";
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  stage_wait(&f->stage, 10LL * 3600 * 1000);
  f->stage.app->config.spool = f->spool;
  stage_wait(&f->stage, 2LL * 3600 * 1000);
  assert_int_equal(waiting(f, &arena, messages), 1);
  assert_non_null(strstr(messages[0].body, "2026-11-21"));
}

static void a_board_without_a_spool_counts_nothing(void **state) {
  struct fixture *f = open_board(state);
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  assert_int_equal(today(f)->taps, 0);
}

static void damaged_files_are_told_from_whole_ones(void **state UNUSED) {
  static const char *const bad[] = {
      "",
      "{}",
      "[]",
      "{\"counts\":{},\"id\":\"00\",\"searches\":0}",
      "{\"counts\":{\"day\":\"2026-11-21\",\"kinds\":{},\"taps\":1,\"topics\":{},\"visits\":1},\"id\":\"00\",\"searches\":0}",
      "{\"counts\":{\"day\":\"x\",\"kinds\":{},\"taps\":1,\"topics\":{},\"visits\":1},\"id\":\"00\",\"searches\":0}"};
  struct counts counts = {.taps = -1};
  for (size_t i = 0; i < COUNT_OF(bad); i++) {
    assert_false(counts_parse(bad[i], strlen(bad[i]), &counts, &err));
    assert_int_equal(counts.taps, -1);
  }
  scoped_buf text;
  struct counts back;
  buf_init(&text, COUNTS_FILE_MAX);
  counts_start(&counts, 20778);
  for (int i = 0; i < 100; i++) {
    char id[16];
    snprintf(id, sizeof id, "topic-%d", i);
    counts_add(&counts.topics, id);
    counts_add(&counts.kinds, "event");
  }
  assert_true(counts_format(&counts, &text, &err));
  must(counts_parse(buf_text(&text), text.len, &back, &err), &err);
  assert_int_equal(back.topics.count, COUNTS_KEYS_MAX);
  assert_int_equal(times(&back.kinds, "event"), 100);
  assert_int_equal(back.day, 20778);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_is_opened_is_counted_by_topic_and_kind), TEST(two_minutes_without_touch_end_a_visit),
      TEST(a_day_that_is_over_becomes_one_message),      TEST(a_restart_goes_on_counting),
      TEST(it_is_written_once_an_hour_at_most),          TEST(a_full_disk_at_midnight_loses_no_day),
      TEST(a_board_without_a_spool_counts_nothing),      cmocka_unit_test(damaged_files_are_told_from_whole_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
