/* Texts for a telephone, held against RFC 5545 and RFC 6350. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/content_line.h"
#include "feed/take.h"
#include "feed/vtimezone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t wall(const char *text) {
  int64_t out;
  assert_true(wall_parse(text, &out));
  return out;
}

/* ---- lines ---- */

static void text_is_escaped_and_invisible_signs_are_left_out(void **state UNUSED) {
  static const struct {
    const char *text, *escaped;
  } cases[] = {{"a;b,c\\d", "a\\;b\\,c\\\\d"},
               {"eins\nzwei\r\n", "eins\\nzwei\\n"},
               {"Pflege\u00adstütz\tpunkt\x7f", "Pflegestützpunkt"},
               {"\u2068x\u2069\u200f", "x"},
               {"\xc3", ""},
               {"f\xffg", "fg"},
               {"\"quoted\": as it is", "\"quoted\": as it is"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_buf out;
    buf_init(&out, 1000);
    content_escape(&out, cases[i].text);
    assert_string_equal(buf_text(&out), cases[i].escaped);
  }
}

static void lines_fold_at_75_octets_between_characters(void **state UNUSED) {
  scoped_buf out;
  buf_init(&out, 10000);
  /* "NOTE:" and 70 letters are one line; the next letter is on the second. */
  static const char letters[] = "1234567890123456789012345678901234567890123456789012345678901234567890";
  assert_true(content_line(&out, 10000, "NOTE", letters));
  assert_string_equal(buf_text(&out), "NOTE:1234567890123456789012345678901234567890123456789012345678901234567890\r\n");
  buf_clear(&out);
  assert_true(content_line(&out, 10000, "NOTES", letters));
  assert_string_equal(buf_text(&out), "NOTES:123456789012345678901234567890123456789012345678901234567890123456789\r\n 0\r\n");
  buf_clear(&out);
  /* 69 octets, then one of two octets that would end in the 76th. */
  char text[100];
  snprintf(text, sizeof text, "%.69sü!", letters);
  assert_true(content_line(&out, 10000, "NOTE", text));
  assert_string_equal(buf_text(&out), "NOTE:123456789012345678901234567890123456789012345678901234567890123456789\r\n ü!\r\n");
}

static void a_line_that_does_not_fit_leaves_what_was_there(void **state UNUSED) {
  scoped_buf out;
  buf_init(&out, 1000);
  assert_true(content_line(&out, 20, "FN", "Anna"));
  assert_false(content_line(&out, 20, "NOTE", "zu lang"));
  assert_string_equal(buf_text(&out), "FN:Anna\r\n");
  assert_true(content_line(&out, 20, "TEL", "112"));
  assert_string_equal(buf_text(&out), "FN:Anna\r\nTEL:112\r\n");
  assert_true(content_text(&out, 20, "NOTE", ""));
  assert_true(content_text(&out, 20, "NOTE", NULL));
}

/* ---- zones ---- */

static void zones_are_told_by_their_rules(void **state UNUSED) {
  scoped_buf out;
  buf_init(&out, 4000);
  assert_true(vtimezone("Europe/Berlin", 2026, 4000, &out));
  assert_string_equal(buf_text(&out), "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
                                      "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                      "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
                                      "BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                      "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
  buf_clear(&out);
  assert_true(vtimezone("America/New_York", 2026, 4000, &out));
  assert_non_null(
      strstr(buf_text(&out), "DTSTART:20250309T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nTZOFFSETFROM:-0500"));
  buf_clear(&out);
  assert_true(vtimezone("Asia/Kolkata", 2026, 4000, &out));
  assert_string_equal(buf_text(&out), "BEGIN:VTIMEZONE\r\nTZID:Asia/Kolkata\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                                      "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
  buf_clear(&out);
  assert_false(vtimezone("Africa/Casablanca", 2026, 4000, &out)); /* Ramadan */
  assert_false(vtimezone("Europe/Berlin", 2026, 300, &out));
  assert_int_equal(out.len, 0);
}

/* ---- entries ---- */

struct fixture {
  struct arena arena;
  struct entry entry;
  struct take take;
};

static struct take *take_entry(struct fixture *f, const char *line) {
  struct err err;
  if (!entry_parse(line, strlen(line), &f->arena, &f->entry, &err)) fail_msg("%s", err.msg);
  f->take = (struct take){
      .entry = &f->entry, .lang = "de", .zone = "Europe/Berlin", .origin = "Südstadt", .stamp_utc = wall("2026-11-21T07:10")};
  return &f->take;
}

static void take_at(struct take *take, const char *start, const char *end) {
  take->has_occurrence = true;
  take->start = wall(start);
  take->end = wall(end);
}

static void check(const struct take *take, size_t limit, const char *expected) {
  scoped_buf out;
  struct err err;
  buf_init(&out, 5000);
  if (!take_text(take, limit, &out, &err)) fail_msg("%s", err.msg);
  assert_string_equal(buf_text(&out), expected);
}

static int set_up(void **state) {
  *state = calloc(1, sizeof(struct fixture));
  return *state ? 0 : -1;
}

static int tear_down(void **state) {
  struct fixture *f = *state;
  arena_fini(&f->arena);
  free(f);
  return 0;
}

static void a_service_is_a_card(void **state) {
  struct take *take = take_entry(
      *state,
      "{\"id\":\"a\",\"kind\":\"service\",\"topics\":[\"pflege\"],\"name\":{\"de\":\"Rat, Tat\",\"de-simple\":\"Rat·Tat\"},"
      "\"telephone\":\"+49 (0)30/23125-410\",\"email\":\"a@b.example\",\"url\":\"https://b.example/?a=1,2;3\","
      "\"opening_hours\":\"Mo-Fr 08:00-12:00\",\"contact_name\":\"Frau Öz\",\"summary\":\"Kurz.\","
      "\"location\":{\"street\":\"Weg 1; Hof\",\"postal_code\":\"70000\",\"locality\":\"Auenstadt\",\"note\":\"Zimmer 2\","
      "\"latitude\":48.7702,\"longitude\":-9.1796}}");
  take->lang = "de-simple"; /* a telephone book must find the name: without the dots of Leichte Sprache */
  check(
      take, 2000,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Rat\\, Tat\r\nTEL:+49 30 23125-410\r\nKIND:org\r\n"
      "ADR:;;Weg 1\\; Hof;Auenstadt;;70000;\r\nEMAIL:a@b.example\r\nURL:https://b.example/?a=1,2;3\r\n"
      "GEO:geo:48.77020,-9.17960\r\nNOTE:Frau Öz\\nMontag bis Freitag 8:00 bis 12:00 Uhr\\nZimmer 2\\nKurz.\r\nEND:VCARD\r\n");
  check(take, 95, "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Rat\\, Tat\r\nTEL:+49 30 23125-410\r\nKIND:org\r\nEND:VCARD\r\n");
  scoped_buf out;
  struct err err;
  buf_init(&out, 5000);
  assert_false(take_text(take, 70, &out, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  assert_int_equal(out.len, 0);
}

static void an_event_stands_in_utc(void **state) {
  struct take *take = take_entry(*state, "{\"id\":\"chor\",\"kind\":\"event\",\"name\":\"Chor\",\"start\":\"2027-07-01T19:30\","
                                         "\"end\":\"2027-07-01T21:00\",\"event_status\":\"postponed\",\"booking\":\"Ohne\"}");
  assert_int_equal(take_form(take), TAKE_NOTE); /* no date is known */
  take_at(take, "2027-07-01T19:30", "2027-07-01T21:00");
  check(take, 2000,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Litfass//DE\r\nBEGIN:VEVENT\r\nUID:chor-20270701-d794e0af@litfass\r\n"
        "DTSTAMP:20261121T071000Z\r\nDTSTART:20270701T173000Z\r\nDTEND:20270701T190000Z\r\nSUMMARY:Chor\r\nSTATUS:TENTATIVE\r\n"
        "DESCRIPTION:Ohne\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void whole_days_have_no_zone_and_end_before_their_end(void **state) {
  struct take *take = take_entry(*state, "{\"id\":\"fest\",\"kind\":\"event\",\"name\":\"Fest\",\"start\":\"2026-12-05\","
                                         "\"end\":\"2026-12-06\",\"rrule\":\"freq=yearly;until=20300101\"}");
  take_at(take, "2026-12-05T00:00", "2026-12-07T00:00");
  take->date_only = true;
  check(take, 2000,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Litfass//DE\r\nBEGIN:VEVENT\r\nUID:fest-d794e0af@litfass\r\n"
        "DTSTAMP:20261121T071000Z\r\nDTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261207\r\n"
        "RRULE:FREQ=YEARLY;UNTIL=20300101\r\nSUMMARY:Fest\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* The part from DTSTART to SUMMARY, in one line. */
static const char *when(struct fixture *f, struct take *take, size_t limit) {
  scoped_buf out;
  struct err err;
  buf_init(&out, 5000);
  assert_true(take_text(take, limit, &out, &err));
  const char *from = strstr(strstr(buf_text(&out), "BEGIN:VEVENT"), "DTSTART");
  char *text = arena_strndup(&f->arena, from, (size_t)(strstr(from, "SUMMARY") - from));
  for (char *c = text; *c; c++)
    if (*c == '\r' || *c == '\n') *c = ' ';
  return text;
}

static void a_series_starts_where_it_stands(void **state) {
  struct fixture *f = *state;
  struct take *take = take_entry(
      f, "{\"id\":\"kurs\",\"kind\":\"event\",\"name\":\"Kurs\",\"start\":\"2026-10-01T18:00\",\"end\":\"2026-10-01T19:00\","
         "\"rrule\":\"FREQ=WEEKLY;COUNT=10;BYDAY=TH\",\"exdate\":[\"2026-10-08T18:00\",\"2026-11-26\"],"
         "\"rdate\":[\"2026-11-27T18:00\"]}");
  take_at(take, "2026-11-12T18:00", "2026-11-12T19:00"); /* the seventh by the rule */
  assert_string_equal(when(f, take, 2000),
                      "DTSTART;TZID=Europe/Berlin:20261112T180000  DTEND;TZID=Europe/Berlin:20261112T190000  "
                      "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=4  EXDATE;TZID=Europe/Berlin:20261126T180000  "
                      "RDATE;TZID=Europe/Berlin:20261127T180000  ");
  take_at(take, "2026-11-27T18:00", "2026-11-27T19:00"); /* no occurrence of the rule: taken alone */
  assert_string_equal(when(f, take, 2000), "DTSTART:20261127T170000Z  DTEND:20261127T180000Z  ");
  take_at(take, "2026-11-12T18:00", "2026-11-12T19:00");
  assert_string_equal(when(f, take, 500), "DTSTART:20261112T170000Z  DTEND:20261112T180000Z  "); /* no room for the zone */
}

static void the_end_of_a_series_is_told_in_utc(void **state) {
  struct fixture *f = *state;
  struct take *take = take_entry(f, "{\"id\":\"kurs\",\"kind\":\"event\",\"name\":\"Kurs\",\"start\":\"2026-10-01T18:00\","
                                    "\"rrule\":\"FREQ=WEEKLY;UNTIL=20261231T180000\",\"timezone\":\"America/New_York\"}");
  take_at(take, "2026-11-27T00:00", "2026-11-27T00:00"); /* six hours later in Berlin */
  assert_string_equal(when(f, take, 2000),
                      "DTSTART;TZID=America/New_York:20261126T180000  RRULE:FREQ=WEEKLY;UNTIL=20261231T230000Z  ");
}

/* ---- hostile text ---- */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525U + 1013904223U;
  return *seed >> 8;
}

static char *random_text(struct arena *arena, uint32_t *seed, size_t most) {
  static const char *const pieces[] = {
      "\r\n", "\n", "END:VCARD", "BEGIN:VEVENT", ";",      ",",      "\\",   "\\n",      ":",   "\"",      " ",
      "a",    "ß",  "漢",        "🙂",         "\u00ad", "\u200f", "\xff", "\xe2\x82", "x-y", "TEL:110", "\t"};
  size_t count = next_random(seed) % most;
  char *text = arena_strdup(arena, "");
  for (size_t i = 0; i < count; i++)
    text = arena_printf(arena, "%s%s", text, pieces[next_random(seed) % COUNT_OF(pieces)]);
  return text;
}

static bool is_one_of(const char *line, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_starts_with(line, names[i]) && strchr(":;", line[strlen(names[i])])) return true;
  return false;
}

/* Every unfolded line is one of ours, and the frame is there once. */
static void check_form(const char *text, size_t limit) {
  static const char *const names[] = {"BEGIN",   "END",         "VERSION",  "FN",    "KIND",         "TEL",       "ADR",
                                      "EMAIL",   "URL",         "ORG",      "GEO",   "NOTE",         "PRODID",    "UID",
                                      "DTSTAMP", "DTSTART",     "DTEND",    "RRULE", "EXDATE",       "RDATE",     "SUMMARY",
                                      "STATUS",  "DESCRIPTION", "LOCATION", "TZID",  "TZOFFSETFROM", "TZOFFSETTO"};
  assert_true(strlen(text) <= limit);
  assert_true(utf8_is_valid(text, strlen(text)));
  int frames = 0;
  for (const char *line = text; *line;) {
    size_t len = strcspn(line, "\r\n");
    assert_true(len <= 75);
    assert_memory_equal(line + len, "\r\n", 2);
    assert_true(*line == ' ' || is_one_of(line, names, COUNT_OF(names)));
    frames += str_starts_with(line, "BEGIN:V") && !str_starts_with(line, "BEGIN:VTIMEZONE");
    line += len + 2;
  }
  assert_in_range(frames, 1, 2); /* VCARD, or VCALENDAR and VEVENT */
}

static void no_text_breaks_the_form(void **state) {
  struct fixture *f = *state;
  uint32_t seed = 1;
  for (int round = 0; round < 1500; round++) {
    arena_reset(&f->arena);
    struct text_item items[3];
    struct text texts[3];
    for (size_t i = 0; i < 3; i++) {
      items[i] = (struct text_item){"de", random_text(&f->arena, &seed, i == 0 ? 20 : 200)};
      texts[i] = (struct text){&items[i], 1};
    }
    bool event = round % 2 == 0;
    f->entry = (struct entry){.id = "x",
                              .kind = event ? KIND_EVENT : KIND_SERVICE,
                              .name = texts[0],
                              .summary = texts[1],
                              .booking = texts[2],
                              .email = random_text(&f->arena, &seed, 30),
                              .contact_name = random_text(&f->arena, &seed, 30),
                              .has_location = true,
                              .location = {.street = random_text(&f->arena, &seed, 30), .note = texts[2]},
                              .start = {true, false, wall("2026-11-28T10:00")},
                              .rrule = round % 4 == 0 ? "FREQ=DAILY" : NULL};
    f->take = (struct take){.entry = &f->entry, .lang = "de", .zone = "Europe/Berlin"};
    take_at(&f->take, "2026-11-28T10:00", "2026-11-28T11:00");
    size_t limit = TAKE_LEAST_BYTES + next_random(&seed) % 1500;
    scoped_buf out;
    struct err err;
    buf_init(&out, 5000);
    assert_true(take_text(&f->take, limit, &out, &err));
    check_form(buf_text(&out), limit);
  }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_escaped_and_invisible_signs_are_left_out),
      cmocka_unit_test(lines_fold_at_75_octets_between_characters),
      cmocka_unit_test(a_line_that_does_not_fit_leaves_what_was_there),
      cmocka_unit_test(zones_are_told_by_their_rules),
      TEST(a_service_is_a_card),
      TEST(an_event_stands_in_utc),
      TEST(whole_days_have_no_zone_and_end_before_their_end),
      TEST(a_series_starts_where_it_stands),
      TEST(the_end_of_a_series_is_told_in_utc),
      TEST(no_text_breaks_the_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
