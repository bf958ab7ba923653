/* What the hub makes of messages: bodies by kind, shapes, keys. tests/e2e/test_house.py has libsodium by way of Python as a
 * second opinion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "spool/message_open.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID "00112233445566778899aabbccddeeff"
enum { MADE = 1795267920 }; /* 2026-11-21T13:32:00Z */

static struct err err;
static struct arena arena;
static struct seal_pair house;

static int make_house(void **state UNUSED) {
  seal_pair_generate(&house);
  return 0;
}

static int empty_arena(void **state UNUSED) {
  arena_fini(&arena);
  return 0;
}

/* Makes the message as a kiosk does and opens it as the hub does. */
static bool carry(enum message_kind kind, const char *body, struct message *out) {
  scoped_buf line;
  buf_init(&line, MESSAGE_MAX);
  bool made = message_is_sealed(kind) ? message_sealed(kind, ID, MADE, body, house.public_key, &line, &err)
                                      : message_plain(kind, ID, MADE, body, &line, &err);
  return made && message_open(buf_text(&line), line.len, &house, &arena, out, &err);
}

static const struct body_case {
  enum message_kind kind;
  const char *body, *expected; /* what comes out, or how the error begins behind "message: " */
} cases[] = {
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"telephone\",\"text\":\"\"}",
     "{\"entry\":\"amt\",\"field\":\"telephone\",\"text\":\"\"}"},
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"hours\",\"text\":\" a\\u202eb\\u0007 \"}",
     "{\"entry\":\"amt\",\"field\":\"hours\",\"text\":\"ab\"}"},
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"fax\",\"text\":\"\"}", "body: 'field' is none of its values"},
    {MESSAGE_REPORT, "{\"entry\":\"../amt\",\"field\":\"gone\",\"text\":\"\"}", "body: 'entry' is no id"},
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"gone\"}", "body: 'text' is missing"},
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"gone\",\"text\":7}", "body: 'text' is no text"},
    {MESSAGE_REPORT, "{\"entry\":\"amt\",\"field\":\"gone\",\"text\":\"\",\"name\":\"Ada\"}",
     "body: 'report' has a member that"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":[0,3],\"b\":5,\"c\":\"ja\"}}",
     "{\"answers\":{\"a\":[0,3],\"b\":5,\"c\":\"ja\"},\"survey\":\"s\"}"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{}}", "body: 'answers' are none"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":[]}}", "body: 'a' has no option"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":[1,1]}}", "body: 'a' has an option that is none"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":[20]}}", "body: 'a' has an option that is none"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":0}}", "body: 'a' is no step"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":\"\"}}", "body: 'a' is empty"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"A\":1}}", "body: 'A' is no id"},
    {MESSAGE_SURVEY, "{\"survey\":\"s\",\"answers\":{\"a\":1.5}}", "body: 'a' is no text"},
    {MESSAGE_IDEA, "{\"text\":\"Bank am Teich\",\"contact\":\"\"}", "{\"contact\":\"\",\"text\":\"Bank am Teich\"}"},
    {MESSAGE_IDEA, "{\"text\":\" \\n\",\"contact\":\"\"}", "body: 'text' is empty"},
    {MESSAGE_OFFER, "{\"name\":\"Leiter\",\"description\":\"\",\"mode\":\"lend\",\"side\":\"request\",\"contact\":\"Ada, 12\"}",
     "{\"contact\":\"Ada, 12\",\"description\":\"\",\"mode\":\"lend\",\"name\":\"Leiter\",\"side\":\"request\"}"},
    {MESSAGE_OFFER, "{\"name\":\"Leiter\",\"description\":\"\",\"mode\":\"sell\",\"side\":\"offer\",\"contact\":\"1\"}",
     "body: 'mode' is none"},
    {MESSAGE_OFFER, "{\"name\":\"Leiter\",\"description\":\"\",\"mode\":\"lend\",\"side\":\"offer\",\"contact\":\"\"}",
     "body: 'contact' is empty"},
    {MESSAGE_SEARCH, "{\"word\":\"fußpflege\"}", "{\"word\":\"fußpflege\"}"},
    {MESSAGE_SEARCH, "{\"word\":\"ab\"}", "body: 'word' is no word"},
    {MESSAGE_SEARCH, "{\"word\":\"ada@ort\"}", "body: 'word' is no word"},
    {MESSAGE_SEARCH, "{\"word\":\"0711 123\"}", "body: 'word' is no word"},
    {MESSAGE_SEARCH, "{\"word\":\"abcdefghijabcdefghijabcdefghijabcdefghijx\"}", "body: 'word' is no word"},
    {MESSAGE_PICTURE, "{\"wish\":\"9f86d081884c7d65\",\"state\":\"taken\",\"picture\":\"/9j/\"}",
     "{\"picture\":\"/9j/\",\"state\":\"taken\",\"wish\":\"9f86d081884c7d65\"}"},
    {MESSAGE_PICTURE, "{\"wish\":\"../a\",\"state\":\"busy\",\"picture\":\"\"}", "body: 'wish' is no id"},
    {MESSAGE_PICTURE, "{\"wish\":\"a\",\"state\":\"asleep\",\"picture\":\"\"}", "body: 'state' is none of its values"},
    {MESSAGE_PICTURE, "{\"wish\":\"a\",\"state\":\"taken\",\"picture\":\"/9j\"}", "body: 'picture' is no base64"},
    {MESSAGE_PICTURE, "{\"wish\":\"a\",\"state\":\"taken\",\"picture\":\"<svg>===\"}", "body: 'picture' is no base64"},
    {MESSAGE_COUNTS, "{\"day\":\"2026-11-21\",\"taps\":412,\"visits\":37,\"topics\":{\"pflege\":12},\"kinds\":{\"service\":9}}",
     "{\"day\":\"2026-11-21\",\"kinds\":{\"service\":9},\"taps\":412,\"topics\":{\"pflege\":12},\"visits\":37}"},
    {MESSAGE_COUNTS, "{\"day\":\"2026-02-30\",\"taps\":1,\"visits\":1,\"topics\":{},\"kinds\":{}}", "body: 'day' is no day"},
    {MESSAGE_COUNTS, "{\"day\":\"2026-11-21\",\"taps\":-1,\"visits\":1,\"topics\":{},\"kinds\":{}}",
     "body: 'taps' is no number"},
    {MESSAGE_COUNTS, "{\"day\":\"2026-11-21\",\"taps\":1,\"visits\":1,\"topics\":{\"a b\":1},\"kinds\":{}}",
     "body: 'a b' is no id"},
    {MESSAGE_HEARTBEAT, "{\"program\":\"1\",\"new\":[]}", "{\"new\":[],\"program\":\"1\"}"},
};

static void bodies_come_out_clean_or_not_at_all(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct message message = {.made_utc = -1};
    bool opened = carry(cases[i].kind, cases[i].body, &message);
    if (opened != (cases[i].expected[0] == '{')) fail_msg("case %zu: %s", i, opened ? message.body : err.msg);
    if (!opened) {
      if (!str_starts_with(err.msg, "message: ") || !str_starts_with(err.msg + 9, cases[i].expected))
        fail_msg("case %zu: %s", i, err.msg);
      assert_int_equal(message.made_utc, -1);
      continue;
    }
    assert_string_equal(message.body, cases[i].expected);
    assert_string_equal(message.id, ID);
    assert_int_equal(message.kind, cases[i].kind);
    assert_int_equal(message.made_utc, MADE);
  }
}

static void another_key_opens_nothing(void **state UNUSED) {
  struct seal_pair other;
  struct message message;
  scoped_buf line;
  buf_init(&line, MESSAGE_MAX);
  seal_pair_generate(&other);
  assert_true(message_sealed(MESSAGE_IDEA, ID, MADE, "{\"text\":\"a\",\"contact\":\"\"}", house.public_key, &line, &err));
  assert_false(message_open(buf_text(&line), line.len, &other, &arena, &message, &err));
  assert_int_equal(err.code, ERR_DENIED);
  assert_false(message_open(buf_text(&line), line.len, NULL, &arena, &message, &err));
  assert_int_equal(err.code, ERR_DENIED);
  assert_true(message_look(buf_text(&line), line.len, &arena, &message, &err));
  assert_int_equal(message.kind, MESSAGE_IDEA);
  assert_null(message.body);
}

static void the_pair_follows_from_the_secret(void **state UNUSED) {
  static const unsigned char zeros[SEAL_KEY_BYTES];
  struct seal_pair pair;
  assert_true(seal_pair_of(house.secret_key, &pair, &err));
  assert_memory_equal(pair.public_key, house.public_key, SEAL_KEY_BYTES);
  assert_false(seal_pair_of(zeros, &pair, &err));
}

#define FRAME(kind) "{\"format\":\"litfass-message/1\",\"id\":\"" ID "\",\"kind\":\"" kind "\","
#define COUNTS "\"made\":null,\"body\":{\"day\":\"2026-11-21\",\"taps\":0,\"visits\":0,\"topics\":{},\"kinds\":{}}}"

static void frames_are_read_strictly(void **state UNUSED) {
  static const struct {
    const char *line;
    const char *expected; /* NULL: fine */
  } lines[] = {
      {FRAME("counts") COUNTS, NULL},
      {FRAME("counts") COUNTS "\n", NULL},
      {FRAME("counts") COUNTS " x", "not valid JSON"},
      {FRAME("counts") "\"x\":1," COUNTS, "message: a member too many"},
      {FRAME("party") COUNTS, "message: kind 'party' is not known"},
      {FRAME("report") COUNTS, "message: 'report' must be sealed"},
      {FRAME("counts") "\"sealed\":\"AAAA\"}", "message: 'counts' must not be sealed"},
      {FRAME("report") "\"sealed\":\"AAAA\"}", "message: 'sealed' is no sealed box"},
      {FRAME("report") "\"sealed\":\"!\"}", "message: 'sealed' is no sealed box"},
      {FRAME("report") "\"sealed\":7}", "field 'sealed'"},
      {FRAME("report") "\"sealed\":\"AAAA\",\"made\":null}", "message: a member too many"},
      {"{\"format\":\"litfass-message/2\",\"id\":\"" ID "\",\"kind\":\"counts\"," COUNTS, "message: format"},
      {"{\"format\":\"litfass-message/1\",\"id\":\"7\",\"kind\":\"counts\"," COUNTS, "message: the id is none"},
      {FRAME("counts") "\"made\":\"gestern\",\"body\":{}}", "field 'made'"},
      {FRAME("counts") "\"made\":null,\"body\":[]}", "message: body: 'body' is no object"},
      {"[]", "not a JSON object"},

  };
  for (size_t i = 0; i < COUNT_OF(lines); i++) {
    struct message message = {.made_utc = -1};
    bool opened = message_open(lines[i].line, strlen(lines[i].line), &house, &arena, &message, &err);
    if (opened != (lines[i].expected == NULL)) fail_msg("%s: %s", lines[i].line, opened ? "opened" : err.msg);
    if (!opened && !str_starts_with(err.msg, lines[i].expected)) fail_msg("%s: %s", lines[i].line, err.msg);
    if (opened) assert_int_equal(message.made_utc, MESSAGE_UNKNOWN_TIME);
  }
}

static void a_flipped_bit_anywhere_in_the_box_is_noticed(void **state UNUSED) {
  scoped_buf line;
  struct message message;
  buf_init(&line, MESSAGE_MAX);
  assert_true(message_sealed(MESSAGE_SEARCH, ID, MADE, "{\"word\":\"lift\"}", house.public_key, &line, &err));
  char *sealed = strstr(line.data, "\"sealed\":\"") + 10;
  size_t len = strcspn(sealed, "\"");
  for (size_t i = 0; i < len; i += 7) {
    char kept = sealed[i];
    sealed[i] = kept == 'A' ? 'B' : 'A';
    if (message_open(line.data, line.len, &house, &arena, &message, &err)) fail_msg("'%c' at %zu", kept, i);
    sealed[i] = kept;
  }
  assert_true(message_open(line.data, line.len, &house, &arena, &message, &err));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(bodies_come_out_clean_or_not_at_all, empty_arena),
      cmocka_unit_test_teardown(another_key_opens_nothing, empty_arena),
      cmocka_unit_test(the_pair_follows_from_the_secret),
      cmocka_unit_test_teardown(frames_are_read_strictly, empty_arena),
      cmocka_unit_test_teardown(a_flipped_bit_anywhere_in_the_box_is_noticed, empty_arena),
  };
  return cmocka_run_group_tests(tests, make_house, NULL);
}
