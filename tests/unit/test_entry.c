/* Entries by tables: a line, and either the error it must give or the canonical line it must become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "feed/entry.h"

#include <stdlib.h>
#include <string.h>

#define EVENT_HEAD "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"2026-12-24T15:00\","
#define SERVICE_HEAD "{\"id\":\"a\",\"kind\":\"service\",\"name\":\"N\","
#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct bad_line {
  const char *line, *error; /* the error starts so */
} bad_lines[] = {
    {"", "not valid JSON"},
    {"[]", "not a JSON object"},
    {"{", "not valid JSON"},
    {SERVICE_HEAD "\"x\":1} {}", "not valid JSON"},
    {SERVICE_HEAD "\"x\":1,\"x\":2}", "not valid JSON: duplicate object key"},
    {SERVICE_HEAD "\"summary\":\"a\\u0000b\"}", "not valid JSON"},
    {SERVICE_HEAD "\"summary\":\"\xff\"}", "not valid JSON"},
    {SERVICE_HEAD "\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", "nested deeper than 16"},
    {SERVICE_HEAD "\"x\":NaN}", "not valid JSON"},
    {SERVICE_HEAD "\"x\":1e999}", "not valid JSON"},
    {"{\"kind\":\"service\",\"name\":\"N\"}", "field 'id': missing"},
    {"{\"id\":\"a\",\"name\":\"N\"}", "field 'kind': missing"},
    {"{\"id\":\"a\",\"kind\":\"service\"}", "field 'name': missing"},
    {"{\"id\":\"a\",\"kind\":\"service\",\"name\":\" \\u200b \"}", "field 'name': is empty"},
    {"{\"id\":\"a\",\"kind\":\"service\",\"name\":{\"de\":\"\"}}", "field 'name': is empty"},
    {"{\"id\":\"a\",\"kind\":\"service\",\"name\":{\"de\":\"A\",\"DE\":\"B\"}}",
     "field 'name.DE': the language is there twice"},
    {"{\"id\":\"a\",\"kind\":\"service\",\"name\":{\"d\":\"A\"}}", "field 'name': a key must be a language tag"},
    {"{\"id\":\"a\",\"kind\":\"service\",\"name\":7}", "field 'name': must be a string"},
    {"{\"id\":\"A\",\"kind\":\"service\",\"name\":\"N\"}", "field 'id': must be 1 to 64"},
    {"{\"id\":\"-a\",\"kind\":\"service\",\"name\":\"N\"}", "field 'id': must be 1 to 64"},
    {SERVICE_HEAD "\"telephone\":49711}", "field 'telephone': must be a string"},
    {SERVICE_HEAD "\"telephone\":\"0711 1234\"}", "field 'telephone': must be in international form"},
    {SERVICE_HEAD "\"telephone\":\"+49 711 CALLME\"}", "field 'telephone': may hold digits"},
    {SERVICE_HEAD "\"telephone\":\"+0711 123456\"}", "field 'telephone': must have 7 to 15 digits"},
    {SERVICE_HEAD "\"telephone\":\"1+12\"}", "field 'telephone': must be in international form"},
    {SERVICE_HEAD "\"telephone\":\"+49 0123456789012345678\"}", "field 'telephone': must have 7 to 15"},
    {SERVICE_HEAD "\"email\":\"a b@c.de\"}", "field 'email': must be an e-mail address"},
    {SERVICE_HEAD "\"email\":\"a@b\"}", "field 'email': must be an e-mail address"},
    {SERVICE_HEAD "\"url\":\"javascript:alert(1)\"}", "field 'url': must be a web address"},
    {SERVICE_HEAD "\"url\":\"https://\"}", "field 'url': must be a web address"},
    {SERVICE_HEAD "\"url\":\"https://bank.de@evil.example/\"}", "field 'url': must be a web address"},
    {SERVICE_HEAD "\"url\":\"https://a.de:99x/\"}", "field 'url': must be a web address"},
    {SERVICE_HEAD "\"topics\":\"pflege\"}", "field 'topics': must be a list"},
    {SERVICE_HEAD "\"topics\":[\"Pflege\"]}", "field 'topics': must be 1 to 64"},
    {SERVICE_HEAD "\"location\":{\"latitude\":91,\"longitude\":9}}", "field 'location.latitude': must be from -90 to 90"},
    {SERVICE_HEAD "\"location\":{\"latitude\":48}}", "field 'location': has only one of"},
    {SERVICE_HEAD "\"location\":{\"street\":[]}}", "field 'location.street': must be a string"},
    {SERVICE_HEAD "\"location\":7}", "field 'location': must be the id of a place"},
    {SERVICE_HEAD "\"image\":{\"asset\":\"" HEX64 ".png\"}}", "field 'image.alt': missing"},
    {SERVICE_HEAD "\"image\":{\"asset\":\"" HEX64 ".svg\",\"alt\":\"x\"}}", "field 'image.asset': must be 64 hex digits"},
    {SERVICE_HEAD "\"image\":{\"asset\":\"../" HEX64 "\",\"alt\":\"x\"}}", "field 'image.asset': must be 64 hex digits"},
    {SERVICE_HEAD "\"free\":\"yes\"}", "field 'free': must be true or false"},
    {SERVICE_HEAD "\"accessibility\":[\"ramp\"]}", "field 'accessibility': 'ramp' is none of: step-free"},
    {SERVICE_HEAD "\"languages\":[\"deutsch-\"]}", "field 'languages': must be a language tag"},
    {SERVICE_HEAD "\"verified\":\"2026-11-01T10:00\"}", "field 'verified': must be a date without a time"},
    {SERVICE_HEAD "\"visible_from\":\"2026-11-02\",\"visible_until\":\"2026-11-01T10:00\"}",
     "field 'visible_until': lies before"},
    {"{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\"}", "field 'start': missing"},
    {"{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"morgen\"}", "field 'start': must be a date"},
    {"{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"2026-02-30\"}", "field 'start': must be a date"},
    {"{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"2026-02-03T10:00Z\"}", "field 'start': must be a date"},
    {EVENT_HEAD "\"end\":\"2026-12-24T14:59\"}", "field 'end': lies before the beginning"},
    {EVENT_HEAD "\"end\":\"2026-12-25\"}", "field 'end': must be a date when"},
    {EVENT_HEAD "\"timezone\":\"Europe/Stuttgart\"}", "field 'timezone': must be a time zone"},
    {EVENT_HEAD "\"timezone\":\"../etc/passwd\"}", "field 'timezone': must be a time zone"},
    {EVENT_HEAD "\"rrule\":\"FREQ=HOURLY\"}", "field 'rrule': "},
    {EVENT_HEAD "\"rrule\":\"\"}", "field 'rrule': is empty"},
    {SERVICE_HEAD "\"opening_hours\":\"Mo-Xx 8-12\"}", "field 'opening_hours': column "},
    {EVENT_HEAD "\"exdate\":\"2026-12-31\"}", "field 'exdate': must be a list"},
    {EVENT_HEAD "\"exdate\":[\"20261231T1500\"]}", "field 'exdate': must be a date"},
    {EVENT_HEAD "\"event_status\":\"moved\"}", "field 'event_status': 'moved' is none of: scheduled, cancelled, postponed"},
    {"{\"id\":\"a\",\"kind\":\"offer\",\"name\":\"N\"}", "field 'mode': missing"},
    {"{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"N\"}", "field 'questions': missing"},
    {"{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"N\",\"questions\":[]}", "field 'questions': 0 items"},
    {"{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"N\",\"questions\":[{\"id\":\"q\",\"text\":\"T\"}]}",
     "field 'questions[0].type': missing"},
    {"{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"N\",\"questions\":[{\"id\":\"q\",\"text\":\"T\",\"type\":\"single\"}]}",
     "field 'questions': 'q' needs two options"},
    {"{\"id\":\"a\",\"kind\":\"project\",\"name\":\"N\",\"phases\":[{\"name\":\"P\",\"state\":\"late\"}]}",
     "field 'phases[0].state': 'late' is none of"},
};

static const struct good_line {
  const char *line, *canonical;
} good_lines[] = {
    {" { \"name\" : \"N\" , \"kind\":\"page\",\"id\":\"a\" } ", "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"N\"}"},
    {"{\"name\":\" A\\nB\\u202e \",\"kind\":\"page\",\"id\":\"a\"}", "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"A B\"}"},
    {"{\"name\":\"\\u00e4\\/\\ud83c\\udf84\",\"kind\":\"page\",\"id\":\"a\"}",
     "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"ä/🎄\"}"},
    {"{\"name\":\"N\",\"kind\":\"page\",\"id\":\"a\",\"z\":{\"b\":[1,2.50,1e3,null,true],\"a\":\"\\u202e\"}}",
     "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"N\",\"z\":{\"a\":\"\u202e\",\"b\":[1,2.5,1000.0,null,true]}}"},
    {"{\"name\":\"N\",\"kind\":\"page\",\"id\":\"a\",\"start\":7}",
     "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"N\",\"start\":7}"},
    {"{\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"2026-12-24 "
     "15:00:00\",\"exdate\":[\"20261231T150000\",\"20270107\"]}",
     "{\"exdate\":[\"2026-12-31T15:00\",\"2027-01-07\"],\"id\":\"a\",\"kind\":\"event\",\"name\":\"N\",\"start\":\"2026-12-"
     "24T15:00\"}"},
    {SERVICE_HEAD "\"location\":{\"latitude\":48.7758,\"longitude\":9.1829}}",
     "{\"id\":\"a\",\"kind\":\"service\",\"location\":{\"latitude\":48.7758,\"longitude\":9.1829},\"name\":\"N\"}"},
};

static void bad_lines_are_refused_naming_the_field(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(bad_lines); i++) {
    scoped_arena arena = {0};
    scoped_buf out;
    buf_init(&out, ENTRY_LINE_MAX);
    struct entry entry = {.id = "untouched"};
    struct err err = {0};
    const char *line = bad_lines[i].line;
    bool parsed = entry_parse(line, strlen(line), &arena, &entry, &err);
    if (parsed || !str_starts_with(err.msg, bad_lines[i].error)) fail_msg("%s\n gives: %s", line, parsed ? "success" : err.msg);
    assert_string_equal(entry.id, "untouched");
    assert_false(entry_normalize(line, strlen(line), &out, &err));
    assert_int_equal(out.len, 0);
  }
}

static void normalizing_is_canonical_and_idempotent(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(good_lines); i++) {
    scoped_buf once;
    scoped_buf twice;
    buf_init(&once, ENTRY_LINE_MAX);
    buf_init(&twice, ENTRY_LINE_MAX);
    struct err err = {0};
    const char *line = good_lines[i].line;
    if (!entry_normalize(line, strlen(line), &once, &err)) fail_msg("%s: %s", line, err.msg);
    assert_string_equal(buf_text(&once), good_lines[i].canonical);
    assert_true(entry_normalize(once.data, once.len, &twice, &err));
    assert_string_equal(buf_text(&twice), good_lines[i].canonical);
  }
}

static void unknown_kinds_are_told_apart(void **state UNUSED) {
  static const char line[] = "{\"id\":\"a\",\"kind\":\"weather\",\"name\":\"N\"}";
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  assert_false(entry_parse(line, strlen(line), &arena, &entry, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void telephone_numbers_are_read_tolerantly(void **state UNUSED) {
  static const char *const good[] = {"110",
                                     "112",
                                     "115",
                                     "116117",
                                     "116 117",
                                     "0800 111 0 111",
                                     "0800 4 70 80 90",
                                     "+49 711 216-0",
                                     "+49 (711) 123/456",
                                     "+49 (0) 30 23125 000",
                                     "+493023125000"};
  for (size_t i = 0; i < COUNT_OF(good); i++) {
    scoped_arena arena = {0};
    struct entry entry;
    struct err err;
    const char *line = arena_printf(&arena, SERVICE_HEAD "\"telephone\":\"%s\"}", good[i]);
    if (!entry_parse(line, strlen(line), &arena, &entry, &err)) fail_msg("%s: %s", good[i], err.msg);
    assert_string_equal(entry.telephone, good[i]);
  }
}

static void every_field_arrives(void **state UNUSED) {
  static const char line[] =
      "{\"id\":\"repair-cafe\",\"kind\":\"event\",\"topics\":[\"begegnung\",\"energie\"],"
      "\"name\":{\"de\":\"Repair-Café\",\"DE-Simple\":\"Dinge reparieren\"},\"summary\":\"S\",\"description\":\"D\\n\\n- "
      "eins\","
      "\"keywords\":[\"Toaster\"],\"image\":{\"asset\":\"" HEX64 ".jpg\",\"alt\":{\"de\":\"Bild\"}},"
      "\"location\":{\"name\":\"Haus\",\"street\":\"Weg 1\",\"postal_code\":\"70173\",\"locality\":\"Stuttgart\","
      "\"latitude\":48,\"longitude\":9.5,\"note\":\"Hof\"},\"provider\":\"verein\",\"telephone\":\"112\",\"email\":\"a@b.de\","
      "\"url\":\"https://b.de/x?y#z\",\"contact_name\":\"Frau Ö\",\"start\":\"2026-12-24T15:00\",\"end\":\"2026-12-24T17:30\","
      "\"timezone\":\"Europe/Berlin\",\"exdate\":[\"2026-12-31\",\"20270107T150000\"],\"rdate\":[\"2027-01-08T16:00\"],"
      "\"event_status\":\"cancelled\",\"price\":\"2 €\",\"free\":false,\"booking\":\"per Mail\","
      "\"accessibility\":[\"step-free\",\"quiet\"],\"languages\":[\"de\",\"tr\"],\"visible_from\":\"2026-12-01\"}";
  scoped_arena arena = {0};
  struct entry e;
  struct err err;
  if (!entry_parse(line, strlen(line), &arena, &e, &err)) fail_msg("%s", err.msg);
  assert_string_equal(e.id, "repair-cafe");
  assert_int_equal(e.kind, KIND_EVENT);
  assert_int_equal(e.topics.count, 2);
  assert_string_equal(e.topics.items[1], "energie");
  assert_string_equal(text_find(&e.name, "de-simple"), "Dinge reparieren");
  assert_string_equal(text_get(&e.description, "tr", NULL), "D\n\n- eins");
  assert_string_equal(e.keywords.items[0], "Toaster");
  assert_string_equal(e.image_asset, HEX64 ".jpg");
  assert_string_equal(text_get(&e.image_alt, "de", NULL), "Bild");
  assert_true(e.has_location && e.location.has_position && e.location.place == NULL);
  assert_string_equal(e.location.postal_code, "70173");
  assert_true(e.location.latitude > 47.9 && e.location.longitude < 9.6);
  assert_string_equal(e.provider, "verein");
  assert_string_equal(e.url, "https://b.de/x?y#z");
  assert_int_equal(e.end.wall - e.start.wall, 9000);
  assert_int_equal(e.exdate.count, 2);
  assert_int_equal(e.exdate.items[0].wall, e.start.wall + 7 * DAY_SECONDS); /* the date took the event's time */
  assert_int_equal(e.exdate.items[1].wall, e.start.wall + 14 * DAY_SECONDS);
  assert_int_equal(e.rdate.count, 1);
  assert_int_equal(e.event_status, EVENT_CANCELLED);
  assert_int_equal(e.accessibility, ACCESS_STEP_FREE | ACCESS_QUIET);
  assert_string_equal(e.languages.items[1], "tr");
  assert_true(e.visible_from.date_only && !e.visible_until.is_set);
}

static void limits_count_characters_not_bytes(void **state UNUSED) {
  for (size_t extra = 0; extra < 2; extra++) {
    scoped_arena arena = {0};
    scoped_buf line;
    buf_init(&line, ENTRY_LINE_MAX);
    buf_adds(&line, "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"");
    for (size_t i = 0; i < 80 + extra; i++)
      buf_adds(&line, "ß");
    buf_adds(&line, "\"}");
    struct entry entry;
    struct err err = {0};
    assert_int_equal(entry_parse(line.data, line.len, &arena, &entry, &err), extra == 0);
    if (extra) assert_string_equal(err.msg, "field 'name': 81 characters, at most 80 fit");
  }
}

static void a_line_beyond_64_kib_is_too_big(void **state UNUSED) {
  scoped_arena arena = {0};
  char *line = malloc(ENTRY_LINE_MAX + 1);
  assert_non_null(line);
  memset(line, ' ', ENTRY_LINE_MAX + 1);
  memcpy(line, "{\"id\":\"a\",\"kind\":\"page\",\"name\":\"N\"}", 35);
  struct entry entry;
  struct err err;
  assert_true(entry_parse(line, ENTRY_LINE_MAX, &arena, &entry, &err));
  assert_false(entry_parse(line, ENTRY_LINE_MAX + 1, &arena, &entry, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  free(line);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_lines_are_refused_naming_the_field),
      cmocka_unit_test(normalizing_is_canonical_and_idempotent),
      cmocka_unit_test(unknown_kinds_are_told_apart),
      cmocka_unit_test(telephone_numbers_are_read_tolerantly),
      cmocka_unit_test(every_field_arrives),
      cmocka_unit_test(limits_count_characters_not_bytes),
      cmocka_unit_test(a_line_beyond_64_kib_is_too_big),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
