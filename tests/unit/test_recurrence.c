/* The table is recurrence_cases.txt: what python3-dateutil 2.8.2 expects, written by oracle/recurrence.py. Here stands what no
 * oracle can say: what is refused, what our borders promise, and what it may cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/compiler.h"
#include "feed/recurrence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 9, LIST_MAX = 16, FOUND_MAX = 200, CASES_MIN = 200 };

static int64_t wall_of(const char *text) {
  int32_t day;
  int64_t wall = 0;
  if (day_parse(text, &day)) return day_wall(day);
  assert_true(wall_parse(text, &wall));
  return wall;
}

static size_t split_walls(char *text, int64_t *out) {
  size_t count = 0;
  for (char *rest = text, *item; (item = strsep(&rest, ",")) != NULL && *item;) {
    assert_true(count < LIST_MAX);
    out[count++] = wall_of(item);
  }
  return count;
}

static void split_columns(char *line, char **columns) {
  line[strcspn(line, "\n")] = '\0';
  for (int i = 0; i < COLUMNS; i++) {
    char *end = strstr(line, " | ");
    assert_true((end != NULL) == (i < COLUMNS - 1));
    if (end) *end = '\0';
    columns[i] = strcmp(line, "-") == 0 ? line + 1 : line;
    if (end) line = end + 3;
  }
}

static void format_walls(const int64_t *walls, size_t count, bool date_only, struct buf *out) {
  for (size_t i = 0; i < count; i++) {
    char wall[WALL_TEXT_SIZE];
    wall_format(walls[i], wall);
    if (date_only) wall[DAY_TEXT_SIZE - 1] = '\0';
    buf_addf(out, "%s%s", i > 0 ? "," : "", wall);
  }
}

static bool case_holds(char *line) {
  char *columns[COLUMNS];
  int64_t exdates[LIST_MAX], rdates[LIST_MAX], found[FOUND_MAX];
  size_t count = 0;
  struct err err = {.code = ERR_NONE};
  split_columns(line, columns);
  struct recurrence recurrence = {.start = wall_of(columns[1]), .date_only = strlen(columns[1]) == 10, .rrule = columns[2]};
  recurrence.zone = columns[3][0] ? columns[3] : NULL;
  recurrence.exdate_count = split_walls(columns[6], exdates);
  recurrence.rdate_count = split_walls(columns[7], rdates);
  recurrence.exdates = exdates;
  recurrence.rdates = rdates;
  bool is_done = recurrence_expand(&recurrence, wall_of(columns[4]), wall_of(columns[5]), found, FOUND_MAX, &count, &err);
  scoped_buf got;
  buf_init(&got, 10000);
  format_walls(found, count, recurrence.date_only, &got);
  if (is_done && strcmp(buf_text(&got), columns[8]) == 0) return true;
  print_error("%s: '%s' from %s%s%s\n  expected %s\n  got      %s\n", columns[0], columns[2], columns[1], is_done ? "" : ": ",
              is_done ? "" : err.msg, columns[8], buf_text(&got));
  return false;
}

static void the_table_of_the_oracle_holds(void **state UNUSED) {
  FILE *file = fopen(SOURCE_DIR "/tests/unit/recurrence_cases.txt", "r");
  char *line = NULL;
  size_t size = 0;
  int cases = 0, wrong = 0;
  assert_non_null(file);
  while (getline(&line, &size, file) > 0) {
    if (line[0] == '#') continue;
    cases++;
    wrong += !case_holds(line);
  }
  free(line);
  fclose(file);
  assert_int_equal(wrong, 0);
  assert_true(cases >= CASES_MIN);
}

static void bad_rules_are_refused_with_part_and_value(void **state UNUSED) {
  static const struct {
    const char *rule, *expected;
  } cases[] = {
      {"", "RRULE: '' is not NAME=VALUE"},
      {"FREQ", "RRULE: 'FREQ' is not NAME=VALUE"},
      {"FREQ=DAILY;", "RRULE: '' is not NAME=VALUE"},
      {"RRULE:FREQ=DAILY", "RRULE: 'RRULE:FREQ' is not a known part"},
      {"FREQ=DAILY;BYEASTER=0", "RRULE: 'BYEASTER' is not a known part"},
      {"FREQ=DAILY; COUNT=2", "RRULE: ' COUNT' is not a known part"},
      {"FREQ=DAILY;X-NOTE=a\nb", "RRULE: 'X-NOTE' is not a known part"},
      {"INTERVAL=2", "FREQ: is missing"},
      {"FREQ=", "FREQ: '' is not DAILY, WEEKLY, MONTHLY or YEARLY"},
      {"FREQ=SOMETIMES", "FREQ: 'SOMETIMES' is not DAILY, WEEKLY, MONTHLY or YEARLY"},
      {"FREQ=DAI\nLY", "FREQ: 'DAI?LY' is not DAILY, WEEKLY, MONTHLY or YEARLY"},
      {"FREQ=HOURLY", "FREQ: 'HOURLY' is not supported: events repeat at most daily"},
      {"FREQ=MINUTELY;INTERVAL=20", "FREQ: 'MINUTELY' is not supported: events repeat at most daily"},
      {"FREQ=secondly", "FREQ: 'secondly' is not supported: events repeat at most daily"},
      {"FREQ=DAILY;FREQ=DAILY", "FREQ: 'DAILY' is given twice"},
      {"FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY: 'TU' is given twice"},
      {"FREQ=DAILY;COUNT=2;UNTIL=20260101", "COUNT: must not stand beside UNTIL"},
      {"FREQ=DAILY;COUNT=0", "COUNT: '0' is out of range"},
      {"FREQ=DAILY;COUNT=-1", "COUNT: '-1' is not a number"},
      {"FREQ=DAILY;COUNT=1000000001", "COUNT: '1000000001' is out of range"},
      {"FREQ=DAILY;COUNT=99999999999999999999", "COUNT: '99999999999999999999' is not a number"},
      {"FREQ=DAILY;INTERVAL=0", "INTERVAL: '0' is out of range"},
      {"FREQ=DAILY;INTERVAL=", "INTERVAL: '' is not a number"},
      {"FREQ=DAILY;INTERVAL=1.5", "INTERVAL: '1.5' is not a number"},
      {"FREQ=DAILY;UNTIL=2026", "UNTIL: '2026' is not YYYYMMDD or YYYYMMDDTHHMMSS with or without Z"},
      {"FREQ=DAILY;UNTIL=2026-01-01", "UNTIL: '2026-01-01' is not YYYYMMDD or YYYYMMDDTHHMMSS with or without Z"},
      {"FREQ=DAILY;UNTIL=20260101T1000", "UNTIL: '20260101T1000' is not YYYYMMDD or YYYYMMDDTHHMMSS with or without Z"},
      {"FREQ=DAILY;UNTIL=20260229", "UNTIL: '20260229' is not a day or time that exists"},
      {"FREQ=DAILY;UNTIL=20260228T240000Z", "UNTIL: '20260228T240000Z' is not a day or time that exists"},
      {"FREQ=DAILY;WKST=XX", "WKST: 'XX' is not a weekday"},
      {"FREQ=WEEKLY;BYDAY=", "BYDAY: '' is not a weekday"},
      {"FREQ=WEEKLY;BYDAY=MO,", "BYDAY: '' is not a weekday"},
      {"FREQ=WEEKLY;BYDAY=SAT", "BYDAY: 'SAT' is not a weekday"},
      {"FREQ=MONTHLY;BYDAY=0MO", "BYDAY: '0MO' has an ordinal that is not from 1 to 53 or -53 to -1"},
      {"FREQ=YEARLY;BYDAY=54MO", "BYDAY: '54MO' has an ordinal that is not from 1 to 53 or -53 to -1"},
      {"FREQ=YEARLY;BYDAY=+-1MO", "BYDAY: '+-1MO' has an ordinal that is not from 1 to 53 or -53 to -1"},
      {"FREQ=MONTHLY;BYDAY=8MO", "BYDAY: '8MO' is beyond the fifth week of a month"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=-20SU", "BYDAY: '-20SU' is beyond the fifth week of a month"},
      {"FREQ=WEEKLY;BYDAY=1MO", "BYDAY: ordinals as in '1MO' need FREQ=MONTHLY or FREQ=YEARLY"},
      {"FREQ=DAILY;BYDAY=-1MO", "BYDAY: ordinals as in '1MO' need FREQ=MONTHLY or FREQ=YEARLY"},
      {"FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", "BYDAY: ordinals as in '1MO' must not stand beside BYWEEKNO"},
      {"FREQ=YEARLY;BYMONTH=13", "BYMONTH: '13' is out of range"},
      {"FREQ=YEARLY;BYMONTH=0", "BYMONTH: '0' is out of range"},
      {"FREQ=YEARLY;BYMONTH=-1", "BYMONTH: '-1' is not a number"},
      {"FREQ=YEARLY;BYMONTH=1,,2", "BYMONTH: '' is not a number"},
      {"FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO: '54' is out of range"},
      {"FREQ=YEARLY;BYWEEKNO=-54", "BYWEEKNO: '-54' is out of range"},
      {"FREQ=MONTHLY;BYWEEKNO=20", "BYWEEKNO: must not stand beside FREQ=MONTHLY"},
      {"FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY: '367' is out of range"},
      {"FREQ=YEARLY;BYYEARDAY=0", "BYYEARDAY: '0' is out of range"},
      {"FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY: must not stand beside FREQ=DAILY"},
      {"FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY: '32' is out of range"},
      {"FREQ=MONTHLY;BYMONTHDAY=-0", "BYMONTHDAY: '-0' is out of range"},
      {"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY: must not stand beside FREQ=WEEKLY"},
      {"FREQ=DAILY;BYHOUR=24", "BYHOUR: '24' is out of range"},
      {"FREQ=DAILY;BYMINUTE=60", "BYMINUTE: '60' is out of range"},
      {"FREQ=DAILY;BYSECOND=61", "BYSECOND: '61' is out of range"},
      {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS: '0' is out of range"},
      {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS: '367' is out of range"},
      {"FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS: needs another BY part to choose from"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct err err = {.code = ERR_NONE};
    if (recurrence_check(cases[i].rule, &err)) fail_msg("'%s' was accepted", cases[i].rule);
    assert_int_equal(err.code, ERR_PARSE);
    assert_string_equal(err.msg, cases[i].expected);
  }
}

static size_t expand(const struct recurrence *recurrence, const char *from, const char *to, int64_t *out, size_t max) {
  struct err err;
  size_t count = 0;
  if (!recurrence_expand(recurrence, wall_of(from), wall_of(to), out, max, &count, &err)) fail_msg("%s", err.msg);
  return count;
}

static void an_event_without_a_rule_happens_once(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("2026-11-21T16:00")};
  int64_t added = wall_of("2026-11-28T16:00"), out[4];
  assert_int_equal(expand(&recurrence, "2026-11-21T16:00", "2026-11-21T16:01", out, 4), 1);
  assert_int_equal(out[0], recurrence.start);
  assert_int_equal(expand(&recurrence, "2026-11-01", "2026-11-21T16:00", out, 4), 0);
  recurrence.rdates = &added;
  recurrence.rdate_count = 1;
  recurrence.exdates = &recurrence.start;
  recurrence.exdate_count = 1;
  assert_int_equal(expand(&recurrence, "2026-11-01", "2027-01-01", out, 4), 1);
  assert_int_equal(out[0], added);
}

static void too_many_keeps_the_first(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("2026-11-21T16:00"), .rrule = "FREQ=DAILY"};
  int64_t added = wall_of("2026-11-22T10:00"), out[3] = {0, 0, -1};
  struct err err;
  size_t count = 0;
  recurrence.rdates = &added;
  recurrence.rdate_count = 1;
  assert_false(recurrence_expand(&recurrence, wall_of("2026-11-01"), wall_of("2027-01-01"), out, 2, &count, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  assert_int_equal(count, 2);
  assert_int_equal(out[1], added);
  assert_int_equal(out[2], -1);
  assert_int_equal(expand(&recurrence, "2026-11-01", "2026-11-22T11:00", out, 2), 2);
}

static void a_bad_rule_leaves_the_count_alone(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("2026-11-21T16:00"), .rrule = "FREQ=DAILY;COUNT=x"};
  int64_t out[2];
  struct err err;
  size_t count = 77;
  assert_false(recurrence_expand(&recurrence, wall_of("2026-11-01"), wall_of("2027-01-01"), out, 2, &count, &err));
  assert_int_equal(err.code, ERR_PARSE);
  assert_int_equal(count, 77);
  recurrence = (struct recurrence){.start = 0, .rrule = "FREQ=DAILY;UNTIL=20300101T000000Z", .zone = "Europe/Entenhausen"};
  assert_false(recurrence_expand(&recurrence, wall_of("2026-11-01"), wall_of("2027-01-01"), out, 2, &count, &err));
  assert_int_equal(err.code, ERR_PARSE);
  assert_int_equal(count, 77);
}

static void dates_ignore_the_time_of_the_rule(void **state UNUSED) {
  struct recurrence recurrence = {
      .start = wall_of("2026-11-21"), .date_only = true, .rrule = "FREQ=WEEKLY;BYHOUR=9,10;BYMINUTE=5;BYSECOND=7;COUNT=2"};
  int64_t out[4];
  assert_int_equal(expand(&recurrence, "2026-11-01", "2027-01-01", out, 4), 2);
  assert_int_equal(out[1], wall_of("2026-11-28"));
}

static void a_leap_second_is_second_59(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("2026-11-21T16:00"), .rrule = "FREQ=DAILY;BYSECOND=60,59;COUNT=1"};
  int64_t out[4];
  assert_int_equal(expand(&recurrence, "2026-11-01", "2027-01-01", out, 4), 1);
  assert_int_equal(out[0], wall_of("2026-11-21T16:00:59"));
}

static void the_calendar_ends_with_9999(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("9999-12-30T16:00"), .rrule = "FREQ=DAILY"};
  int64_t out[4];
  size_t count = 0;
  struct err err;
  assert_true(recurrence_expand(&recurrence, INT64_MIN, INT64_MAX, out, 4, &count, &err));
  assert_int_equal(count, 2);
  recurrence.start = INT64_MAX;
  assert_false(recurrence_expand(&recurrence, INT64_MIN, INT64_MAX, out, 4, &count, &err));
  recurrence = (struct recurrence){.start = wall_of("0001-01-01"), .rrule = "FREQ=WEEKLY;BYDAY=MO;WKST=SU;COUNT=2"};
  assert_int_equal(expand(&recurrence, "0001-01-01", "2027-01-01", out, 4), 2);
  assert_int_equal(out[0], recurrence.start);
}

#define HALF_AN_HOUR "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29"
#define HUGE_PRODUCT                                                                                                           \
  "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;"                      \
  "BYMINUTE=" HALF_AN_HOUR ";BYSECOND=" HALF_AN_HOUR ";COUNT=1000000000"

/* Processor time, not the clock on the wall: a busy machine must not fail it. The limit is wide of what a release build needs
 * (see recurrence.c) because sanitizers and debug builds run here too. */
static void no_rule_blocks(void **state UNUSED) {
  static const char *const rules[] = {
      "FREQ=DAILY;INTERVAL=1000",
      "FREQ=DAILY;COUNT=1000000",
      "FREQ=DAILY;BYDAY=MO;BYMONTHDAY=13;COUNT=1000000",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=1000000",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=1000000",
      "FREQ=YEARLY;BYWEEKNO=1,2,3,53,-53;BYDAY=MO,SU;COUNT=1000000",
      HUGE_PRODUCT,
      "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,1,2,3,4,5,6,7,8;BYSETPOS=366,-366,200,-200",
  };
  enum { MAX = 1000 };
  static int64_t out[MAX];
  for (size_t i = 0; i < COUNT_OF(rules); i++) {
    struct recurrence recurrence = {.start = wall_of("1976-01-01T10:00"), .rrule = rules[i]};
    struct err err;
    size_t count = 0;
    clock_t begin = clock();
    bool is_done = recurrence_expand(&recurrence, wall_of("2026-11-22"), wall_of("2027-11-22"), out, MAX, &count, &err);
    clock_t spent = clock() - begin;
    if (!is_done) assert_int_equal(err.code, ERR_TOO_BIG);
    if (spent * 10 > CLOCKS_PER_SEC) fail_msg("%s took %ld ms", rules[i], (long)(spent * 1000 / CLOCKS_PER_SEC));
  }
}

static void counting_from_far_away_is_refused_not_endless(void **state UNUSED) {
  struct recurrence recurrence = {.start = wall_of("0001-01-01"), .rrule = "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;COUNT=1"};
  int64_t out[2];
  size_t count = 0;
  struct err err;
  assert_false(recurrence_expand(&recurrence, wall_of("2026-01-01"), wall_of("2027-01-01"), out, 2, &count, &err));
  assert_int_equal(err.code, ERR_PARSE);
  assert_string_equal(err.msg, "COUNT: the start is too long ago to count from");
  recurrence.rrule = "FREQ=WEEKLY;COUNT=1000000";
  assert_int_equal(expand(&recurrence, "2026-01-01", "2026-01-08", out, 2), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_of_the_oracle_holds),
      cmocka_unit_test(bad_rules_are_refused_with_part_and_value),
      cmocka_unit_test(an_event_without_a_rule_happens_once),
      cmocka_unit_test(too_many_keeps_the_first),
      cmocka_unit_test(a_bad_rule_leaves_the_count_alone),
      cmocka_unit_test(dates_ignore_the_time_of_the_rule),
      cmocka_unit_test(a_leap_second_is_second_59),
      cmocka_unit_test(the_calendar_ends_with_9999),
      cmocka_unit_test(no_rule_blocks),
      cmocka_unit_test(counting_from_far_away_is_refused_not_endless),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
