/* Messages, and the folder in which they wait for the hub. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/str.h"
#include "spool/spool.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MADE = 1795267920 }; /* 2026-11-21T13:32:00Z */

static char scratch[64];
static struct spool spool;
static struct err err;

static int make_folder(void **state UNUSED) {
  str_copy(scratch, sizeof scratch, "/tmp/litfass-spool-XXXXXX");
  char folder[96];
  assert_non_null(mkdtemp(scratch));
  snprintf(folder, sizeof folder, "%s/spool", scratch);
  assert_true(spool_init(&spool, folder, &err));
  return 0;
}

static int remove_folder(void **state UNUSED) { return fs_remove_tree(scratch, &err) ? 0 : -1; }

/* Puts a message whose body counts up; false as spool_put. */
static bool put(enum message_kind kind, int n) {
  char id[MESSAGE_ID_SIZE];
  char body[32];
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  message_make_id(id);
  snprintf(body, sizeof body, "{\"n\":%d}", n);
  assert_true(message_plain(kind, id, MADE, body, &message, &err));
  return spool_put(&spool, kind, id, &message, &err);
}

/* "heartbeat 1, report 2": kinds and numbers of what waits, in order. */
static const char *waiting(void) {
  static char text[4096];
  scoped_arena arena = {0};
  struct spool_item *items;
  size_t count;
  text[0] = '\0';
  assert_true(spool_list(&spool, &arena, &items, &count, &err));
  for (size_t i = 0; i < count; i++) {
    scoped_buf message;
    buf_init(&message, MESSAGE_MAX);
    assert_true(spool_read(&spool, &items[i], &message, &err));
    json_t *object = json_loads(buf_text(&message), 0, NULL);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "%s%s %d", i ? ", " : "", message_kind_name(items[i].kind),
             (int)json_integer_value(json_object_get(json_object_get(object, "body"), "n")));
    json_decref(object);
  }
  return text;
}

static void a_plain_message_says_what_when_and_under_which_id(void **state UNUSED) {
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  assert_true(message_plain(MESSAGE_COUNTS, "00112233445566778899aabbccddeeff", MADE, "{\"pflege\":7}", &message, &err));
  assert_string_equal(buf_text(&message),
                      "{\"format\":\"litfass-message/1\",\"id\":\"00112233445566778899aabbccddeeff\",\"kind\":\"counts\","
                      "\"made\":\"2026-11-21T13:32:00Z\",\"body\":{\"pflege\":7}}\n");
}

static void a_message_without_a_trusted_clock_has_no_time(void **state UNUSED) {
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  assert_true(message_plain(MESSAGE_COUNTS, "00", MESSAGE_UNKNOWN_TIME, "{}", &message, &err));
  assert_non_null(strstr(buf_text(&message), "\"made\":null"));
}

static void a_body_that_is_no_object_is_refused(void **state UNUSED) {
  static const char *const bodies[] = {"", "[]", "1", "{", "{\"a\":1,\"a\":2}"};
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  for (size_t i = 0; i < COUNT_OF(bodies); i++) {
    assert_false(message_plain(MESSAGE_COUNTS, "00", MADE, bodies[i], &message, &err));
    assert_int_equal(err.code, ERR_PARSE);
  }
}

static void sealed_words_open_with_the_secret_key_alone(void **state UNUSED) {
  unsigned char public_key[SEAL_KEY_BYTES];
  unsigned char secret_key[crypto_box_SECRETKEYBYTES];
  unsigned char box[4096];
  unsigned char plain[4096];
  size_t len;
  size_t used;
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  assert_true(sodium_init() >= 0);
  crypto_box_keypair(public_key, secret_key);
  assert_true(message_sealed(MESSAGE_REPORT, "00", MADE, "{\"text\":\"Die Nummer stimmt nicht\"}", public_key, &message, &err));
  assert_null(strstr(buf_text(&message), "Nummer"));
  assert_null(strstr(buf_text(&message), "2026"));
  json_t *object = json_loads(buf_text(&message), 0, NULL);
  const char *sealed = json_string_value(json_object_get(object, "sealed"));
  assert_int_equal(sodium_base642bin(box, sizeof box, sealed, strlen(sealed), NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL),
                   0);
  assert_int_equal(crypto_box_seal_open(plain, box, len, public_key, secret_key), 0);
  assert_int_equal(sodium_unpad(&used, plain, len - crypto_box_SEALBYTES, 512), 0);
  plain[used] = '\0';
  assert_string_equal((char *)plain, "{\"made\":\"2026-11-21T13:32:00Z\",\"body\":{\"text\":\"Die Nummer stimmt nicht\"}}");
  json_decref(object);
}

static size_t sealed_length(const char *body) {
  unsigned char public_key[SEAL_KEY_BYTES];
  unsigned char secret_key[crypto_box_SECRETKEYBYTES];
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  assert_true(sodium_init() >= 0);
  crypto_box_keypair(public_key, secret_key);
  assert_true(message_sealed(MESSAGE_IDEA, "00", MADE, body, public_key, &message, &err));
  return message.len;
}

static void short_and_longer_words_are_sealed_at_equal_length(void **state UNUSED) {
  assert_int_equal(sealed_length("{\"text\":\"ja\"}"), sealed_length("{\"text\":\"nein, auf gar keinen Fall, meine Liebe\"}"));
}

static void a_key_that_is_none_seals_nothing(void **state UNUSED) {
  static const unsigned char zeros[SEAL_KEY_BYTES];
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  assert_false(message_sealed(MESSAGE_IDEA, "00", MADE, "{}", zeros, &message, &err));
  assert_int_equal(err.code, ERR_DENIED);
}

static void messages_wait_in_the_order_in_which_they_came(void **state UNUSED) {
  assert_string_equal(waiting(), "");
  assert_true(put(MESSAGE_REPORT, 1) && put(MESSAGE_HEARTBEAT, 2) && put(MESSAGE_COUNTS, 3));
  assert_string_equal(waiting(), "report 1, heartbeat 2, counts 3");
}

static void what_the_hub_has_is_gone(void **state UNUSED) {
  scoped_arena arena = {0};
  struct spool_item *items;
  size_t count;
  assert_true(put(MESSAGE_REPORT, 1) && put(MESSAGE_REPORT, 2));
  assert_true(spool_list(&spool, &arena, &items, &count, &err));
  assert_true(spool_done(&spool, &items[0], &err));
  assert_true(spool_done(&spool, &items[0], &err)); /* twice is once */
  assert_string_equal(waiting(), "report 2");
}

static void heartbeats_make_room_first_then_counts(void **state UNUSED) {
  spool.max_messages = 4;
  assert_true(put(MESSAGE_COUNTS, 1) && put(MESSAGE_HEARTBEAT, 2) && put(MESSAGE_REPORT, 3) && put(MESSAGE_HEARTBEAT, 4));
  assert_true(put(MESSAGE_HEARTBEAT, 5));
  assert_string_equal(waiting(), "counts 1, report 3, heartbeat 4, heartbeat 5");
  assert_true(put(MESSAGE_REPORT, 6) && put(MESSAGE_REPORT, 7));
  assert_string_equal(waiting(), "counts 1, report 3, report 6, report 7");
  assert_true(put(MESSAGE_OFFER, 8));
  assert_string_equal(waiting(), "report 3, report 6, report 7, offer 8");
}

static void a_picture_of_the_display_is_worth_less_than_a_count(void **state UNUSED) {
  spool.max_messages = 2;
  assert_true(put(MESSAGE_COUNTS, 1) && put(MESSAGE_PICTURE, 2) && put(MESSAGE_SEARCH, 3));
  assert_string_equal(waiting(), "counts 1, search 3");
}

static void words_searched_in_vain_make_room_for_what_a_visitor_sent(void **state UNUSED) {
  spool.max_messages = 2;
  assert_true(put(MESSAGE_SEARCH, 1) && put(MESSAGE_COUNTS, 2) && put(MESSAGE_SEARCH, 3) && put(MESSAGE_REPORT, 4));
  assert_string_equal(waiting(), "search 3, report 4");
}

static void a_visitors_words_never_make_room(void **state UNUSED) {
  spool.max_messages = 2;
  assert_true(put(MESSAGE_REPORT, 1) && put(MESSAGE_IDEA, 2));
  for (int kind = 0; kind < MESSAGE_KINDS; kind++) {
    assert_false(put((enum message_kind)kind, 3));
    assert_int_equal(err.code, ERR_TOO_BIG);
  }
  assert_string_equal(waiting(), "report 1, idea 2");
}

static void bytes_are_bounded_too(void **state UNUSED) {
  assert_true(put(MESSAGE_HEARTBEAT, 1) && put(MESSAGE_HEARTBEAT, 2));
  struct spool_tally tally;
  assert_true(spool_count(&spool, &tally, &err));
  assert_int_equal(tally.waiting, 2);
  spool.max_bytes = tally.bytes;
  assert_true(put(MESSAGE_HEARTBEAT, 3));
  assert_string_equal(waiting(), "heartbeat 2, heartbeat 3");
}

static void old_heartbeats_are_nobodys_interest(void **state UNUSED) {
  spool.max_heartbeats = 2;
  assert_true(put(MESSAGE_HEARTBEAT, 1) && put(MESSAGE_COUNTS, 2) && put(MESSAGE_HEARTBEAT, 3) && put(MESSAGE_HEARTBEAT, 4));
  assert_string_equal(waiting(), "counts 2, heartbeat 3, heartbeat 4");
}

static void refused_messages_are_kept_with_the_reason(void **state UNUSED) {
  scoped_arena arena = {0};
  scoped_buf text;
  struct spool_item *items;
  size_t count;
  char path[4096 + 200];
  struct spool_tally tally;
  buf_init(&text, 4096);
  assert_true(put(MESSAGE_REPORT, 1));
  assert_true(spool_list(&spool, &arena, &items, &count, &err));
  assert_true(spool_refuse(&spool, &items[0], "HTTP 422: no such entry", &err));
  assert_string_equal(waiting(), "");
  snprintf(path, sizeof path, "%s/refused/%s.why", spool.folder, items[0].name);
  assert_true(fs_read(path, &text, &err));
  assert_string_equal(buf_text(&text), "HTTP 422: no such entry");
  assert_true(spool_count(&spool, &tally, &err));
  assert_int_equal(tally.refused, 1);
}

static void refused_messages_are_bounded(void **state UNUSED) {
  struct spool_tally tally;
  for (int i = 0; i < SPOOL_REFUSED_MAX + 5; i++) {
    scoped_arena arena = {0};
    struct spool_item *items;
    size_t count;
    assert_true(put(MESSAGE_REPORT, 1000 + i));
    assert_true(spool_list(&spool, &arena, &items, &count, &err));
    items[0].number = i;
    assert_true(spool_refuse(&spool, &items[0], "no", &err));
  }
  assert_true(spool_count(&spool, &tally, &err));
  assert_int_equal(tally.refused, SPOOL_REFUSED_MAX);
}

static void foreign_files_are_left_alone(void **state UNUSED) {
  static const char *const names[] = {"notes.txt", "000000000001-report-xyz.json",
                                      "1-report-00112233445566778899aabbccddeeff.json",
                                      "000000000001-poem-00112233445566778899aabbccddeeff.json",
                                      "000000000001-report-00112233445566778899aabbccddeeff.json.bak"};
  char path[4096 + 200];
  assert_true(put(MESSAGE_REPORT, 1));
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    snprintf(path, sizeof path, "%s/%s", spool.folder, names[i]);
    assert_true(fs_write(path, "x", 1, &err));
  }
  assert_true(spool_sweep(&spool, &err));
  assert_string_equal(waiting(), "report 1");
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    snprintf(path, sizeof path, "%s/%s", spool.folder, names[i]);
    assert_true(fs_exists(path));
  }
}

static void half_written_files_of_dead_processes_are_swept(void **state UNUSED) {
  char dead[4096 + 200];
  char alive[4096 + 200];
  assert_true(put(MESSAGE_REPORT, 1));
  snprintf(dead, sizeof dead, "%s/000000000002-report-00112233445566778899aabbccddeeff.json.999999999.tmp", spool.folder);
  snprintf(alive, sizeof alive, "%s/000000000002-report-00112233445566778899aabbccddeeff.json.%ld.tmp", spool.folder,
           (long)getppid());
  assert_true(fs_write(dead, "{", 1, &err) && fs_write(alive, "{", 1, &err));
  assert_true(spool_sweep(&spool, &err));
  assert_false(fs_exists(dead));
  assert_true(fs_exists(alive));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_plain_message_says_what_when_and_under_which_id),
      TEST(a_message_without_a_trusted_clock_has_no_time),
      TEST(a_body_that_is_no_object_is_refused),
      TEST(sealed_words_open_with_the_secret_key_alone),
      TEST(short_and_longer_words_are_sealed_at_equal_length),
      TEST(a_key_that_is_none_seals_nothing),
      TEST(messages_wait_in_the_order_in_which_they_came),
      TEST(what_the_hub_has_is_gone),
      TEST(heartbeats_make_room_first_then_counts),
      TEST(a_picture_of_the_display_is_worth_less_than_a_count),
      TEST(words_searched_in_vain_make_room_for_what_a_visitor_sent),
      TEST(a_visitors_words_never_make_room),
      TEST(bytes_are_bounded_too),
      TEST(old_heartbeats_are_nobodys_interest),
      TEST(refused_messages_are_kept_with_the_reason),
      TEST(refused_messages_are_bounded),
      TEST(foreign_files_are_left_alone),
      TEST(half_written_files_of_dead_processes_are_swept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
