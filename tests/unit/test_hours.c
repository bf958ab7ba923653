/* Opening hours against opening_hours.js: tests/corpus/hours/oracle.tsv is written by tests/unit/oracle/hours.mjs. What the
 * oracle does not know (German words, warnings, errors, the door) is in tables here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "feed/hours.h"

enum { FIELDS = 5, ORACLE_CASES_MIN = 250, CORPUS_BYTES_MAX = 4 * 1024 * 1024 };

static int64_t wall(const char *text) {
  int64_t value = 0;
  assert_true(wall_parse(text, &value));
  return value;
}

static struct hours *parsed(const char *expression) {
  struct hours *hours = NULL;
  struct err err = {0};
  if (!hours_parse(expression, &hours, &err)) fail_msg("'%s': %s", expression, err.msg);
  return hours;
}

/* Comments count when the expression spells them: the oracle adds sentences of its own, and so do we ("Ende offen"). */
static const char *spelled(const char *expression, const char *comment) {
  return comment && strstr(expression, comment) ? comment : NULL;
}

static void print_intervals(const char *expression, const struct hours_interval *intervals, size_t count, struct buf *out) {
  for (size_t i = 0; i < count; i++) {
    char from[WALL_TEXT_SIZE];
    char to[WALL_TEXT_SIZE];
    const char *comment = spelled(expression, intervals[i].comment);
    size_t last = i;
    while (last + 1 < count && intervals[last + 1].from == intervals[last].to &&
           intervals[last + 1].state == intervals[i].state &&
           str_equals(spelled(expression, intervals[last + 1].comment), comment))
      last++;
    wall_format(intervals[i].from, from);
    wall_format(intervals[last].to, to);
    buf_addf(out, "%s%s/%s %s%s%s", out->len ? " | " : "", from, to, intervals[i].state == HOURS_OPEN ? "open" : "unknown",
             comment ? " " : "", comment ? comment : "");
    i = last;
  }
}

static void compare(char *fields[FIELDS]) {
  struct hours_place place = {.latitude = 48.54, .longitude = 9.04};
  struct hours *hours = parsed(fields[3]);
  scoped_arena arena;
  scoped_buf text;
  struct hours_interval *intervals;
  size_t count;
  struct err err;
  arena_init(&arena);
  buf_init(&text, CORPUS_BYTES_MAX);
  assert_true(land_parse(fields[0], &place.land));
  assert_true(hours_intervals(hours, &place, wall(fields[1]), wall(fields[2]), &arena, &intervals, &count, &err));
  print_intervals(fields[3], intervals, count, &text);
  if (strcmp(buf_text(&text), fields[4]) != 0)
    fail_msg("%s %s %s '%s'\nexpected %s\nfound    %s", fields[0], fields[1], fields[2], fields[3], fields[4], buf_text(&text));
  hours_destroy(hours);
}

static void every_case_of_the_oracle_agrees(void **state UNUSED) {
  scoped_buf corpus;
  struct err err;
  buf_init(&corpus, CORPUS_BYTES_MAX);
  assert_true(fs_read(TEST_DATA_DIR "/hours/oracle.tsv", &corpus, &err));
  int cases = 0;
  for (char *line = corpus.data; *line; cases++) {
    char *end = strchr(line, '\n');
    char *fields[FIELDS];
    assert_non_null(end);
    *end = '\0';
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = line;
      line += strcspn(line, "\t");
      if (*line) *line++ = '\0';
    }
    compare(fields);
    line = end + 1;
  }
  assert_true(cases >= ORACLE_CASES_MIN);
}

static void german_is_read_and_explained(void **state UNUSED) {
  static const struct {
    const char *input, *meaning;
    const char *warning; /* one of them */
  } cases[] = {
      {"Mo-Fr 9-12 Uhr", "Mo-Fr 09:00-12:00", "'9-12 Uhr' gelesen als 09:00-12:00"},
      {"Mo-Fr 9.00 – 12.30", "Mo-Fr 09:00-12:30", "'9.00 – 12.30' gelesen als 09:00-12:30"},
      {"Montag bis Freitag von 9 bis 12 Uhr", "Mo-Fr 09:00-12:00", "'Montag bis Freitag' gelesen als Mo-Fr"},
      {"Mo, Di und Do 14–16 Uhr", "Mo,Tu,Th 14:00-16:00", "'Mo, Di und Do' gelesen als Mo,Tu,Th"},
      {"Mo. - Fr. 8.00 - 16.00 Uhr", "Mo-Fr 08:00-16:00", "'Mo. - Fr.' gelesen als Mo-Fr"},
      {"mo-fr 09:00-12:00", "Mo-Fr 09:00-12:00", "'mo-fr' gelesen als Mo-Fr"},
      {"Mo-Fr 09:00-12:00; feiertags geschlossen", "Mo-Fr 09:00-12:00; PH off", "'feiertags' gelesen als PH"},
      {"Mo-Fr 09:00-12:00 außer an Feiertagen", "Mo-Fr 09:00-12:00; PH off", NULL},
      {"täglich 10-18 Uhr", "Mo-Su 10:00-18:00", "'täglich' gelesen als Mo-Su"},
      {"Mo 9-12 und 14-16 Uhr", "Mo 09:00-12:00,14:00-16:00", "'14-16 Uhr' gelesen als 14:00-16:00"},
      {"jeden ersten Mittwoch im Monat 14-16 Uhr", "We[1] 14:00-16:00", NULL},
      {"ersten und dritten Montag 9-12", "Mo[1,3] 09:00-12:00", NULL},
      {"jeden letzten Freitag im Monat 9-12", "Fr[-1] 09:00-12:00", NULL},
      {"am zweiten und letzten Montag 9-12", "Mo[2,-1] 09:00-12:00", NULL},
      {"Mo 9-12 Di 14-16", "Mo 09:00-12:00; Tu 14:00-16:00", "vor 'Di' ein Semikolon ergänzt"},
      {"Mo-Fr, 9-12", "Mo-Fr 09:00-12:00", "das Komma vor '9' überlesen"},
      {"Mo-Fr: 9-12", "Mo-Fr 09:00-12:00", "'9-12' gelesen als 09:00-12:00"},
      {"ab 18 Uhr", "18:00+", "'ab 18 Uhr' gelesen als 18:00+"},
      {"Sa nach Vereinbarung", "Sa unknown \"nach Vereinbarung\"",
       "'nach Vereinbarung' gelesen als unknown \"nach Vereinbarung\""},
      {"Di 9-12 Uhr und nach Vereinbarung", "Tu 09:00-12:00 || \"nach Vereinbarung\"", NULL},
      {"1. Montag im Monat 14-16 Uhr", "Mo[1] 14:00-16:00", "'1. Montag im Monat' gelesen als Mo[1]"},
      {"jeden 1. und 3. Donnerstag 15:00-17:00", "Th[1,3] 15:00-17:00", "'jeden 1. und 3. Donnerstag' gelesen als Th[1,3]"},
      {"24.12. geschlossen", "Dec 24 off", "'24.12.' gelesen als Dec 24"},
      {"24.12.-6.1. geschlossen", "Dec 24-Jan 06 off", "'24.12.-6.1.' gelesen als Dec 24-Jan 06"},
      {"24.-26.12. 10-12 Uhr", "Dec 24-26 10:00-12:00", "'24.-26.12.' gelesen als Dec 24-26"},
      {"24. Dezember 10-12 Uhr", "Dec 24 10:00-12:00", "'24. Dezember' gelesen als Dec 24"},
      {"24.12.2026 10-12 Uhr", "2026 Dec 24 10:00-12:00", "'24.12.2026' gelesen als 2026 Dec 24"},
      {"Mo-Fr 0900-1200", "Mo-Fr 09:00-12:00", "'0900-1200' gelesen als 09:00-12:00"},
      {"Sonn- und Feiertage 10-12", "Su,PH 10:00-12:00", "'Sonn- und Feiertage' gelesen als Su,PH"},
      {"rund um die Uhr", "24/7", "'rund um die Uhr' gelesen als 24/7"},
      {"Mo+Do 9-12", "Mo,Th 09:00-12:00", "'Mo+Do' gelesen als Mo,Th"},
      {"Di. u. Do. 8.00-12.00 Uhr", "Tu,Th 08:00-12:00", "'Di. u. Do.' gelesen als Tu,Th"},
      {"Mo/Do 9-12", "Mo,Th 09:00-12:00", "'Mo/Do' gelesen als Mo,Th"},
      {"Oktober bis März: Mo 9-12", "Oct-Mar Mo 09:00-12:00", "'Oktober bis März' gelesen als Oct-Mar"},
      {"MÄRZ Mo 09:00-12:00", "Mar Mo 09:00-12:00", "'MÄRZ' gelesen als Mar"},
      {"Mo-Fr 09:00-12:00 „nur mit Termin“", "Mo-Fr 09:00-12:00 \"nur mit Termin\"", NULL},
      {"Mittwoch Ruhetag", "We off", "'Ruhetag' gelesen als off"},
      {"Monday to Friday 09:00-12:00", "Mo-Fr 09:00-12:00", "'Monday to Friday' gelesen als Mo-Fr"},
      {"KW 1-53/2 Mo 9-12", "week 01-53/2 Mo 09:00-12:00", "'KW 1-53/2' gelesen als week 01-53/2"},
      {"Sa-So 10-18h", "Sa-Su 10:00-18:00", "'10-18h' gelesen als 10:00-18:00"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const struct hours_place place = {.land = LAND_BW};
    struct hours *odd = parsed(cases[i].input);
    struct hours *plain = parsed(cases[i].meaning);
    scoped_buf odd_text;
    scoped_buf plain_text;
    scoped_arena arena;
    struct hours_interval *intervals;
    size_t count;
    struct err err;
    arena_init(&arena);
    buf_init(&odd_text, CORPUS_BYTES_MAX);
    buf_init(&plain_text, CORPUS_BYTES_MAX);
    assert_true(
        hours_intervals(odd, &place, wall("2026-06-01T00:00"), wall("2027-06-01T00:00"), &arena, &intervals, &count, &err));
    print_intervals(cases[i].meaning, intervals, count, &odd_text);
    assert_true(
        hours_intervals(plain, &place, wall("2026-06-01T00:00"), wall("2027-06-01T00:00"), &arena, &intervals, &count, &err));
    print_intervals(cases[i].meaning, intervals, count, &plain_text);
    assert_string_equal(buf_text(&odd_text), buf_text(&plain_text));

    bool is_warned = !cases[i].warning && hours_warning_count(odd) > 0;
    for (size_t w = 0; w < hours_warning_count(odd); w++)
      is_warned = is_warned || str_equals(hours_warning(odd, w), cases[i].warning);
    if (!is_warned) fail_msg("'%s' warns '%s'", cases[i].input, hours_warning(odd, 0) ? hours_warning(odd, 0) : "nothing");
    assert_int_equal(hours_warning_count(plain), 0);
    hours_destroy(odd);
    hours_destroy(plain);
  }
}

static void errors_name_the_column(void **state UNUSED) {
  static const struct {
    const char *input, *message;
  } cases[] = {
      {"", "column 1: no opening hours"},
      {"   ", "column 4: no opening hours"},
      {"foo", "column 1: 'foo' is not understood"},
      {"Mo-Fr 09:00-12:00 vielleicht", "column 19: 'vielleicht' is not understood"},
      {"März: Xy", "column 7: 'Xy' is not understood"},
      {"Mo 09:00", "column 4: a single time is no opening hours; write 10:00-12:00, or 10:00+ for an open end"},
      {"Mo 09:60-10:00", "column 7: minutes above 59"},
      {"Mo 09:00-49:00", "column 10: a time later than 48:00"},
      {"Mo 24:00-26:00", "column 4: a time must start before 24:00"},
      {"Mo 09:00-12:00 \"offen", "column 16: the comment has no closing quotation mark"},
      {"Mo 09:00-12:00 \"\"", "column 16: the comment is empty"},
      {"Mo[6] 09:00-10:00", "column 4: a number from 1 to 5 is expected here"},
      {"Mo[1 09:00-10:00", "column 6: ']' is missing"},
      {"Mo-9 10:00-12:00", "column 4: a weekday is expected here"},
      {"Feb 30 10:00-12:00", "column 5: there is no day 30 in that month"},
      {"Dec 32 10:00-12:00", "column 5: there is no day 32 in that month"},
      {"week 54 10:00-12:00", "column 6: a week from 1 to 53 is expected here"},
      {"Mo 10:00-12:00 || ", "column 19: a rule is missing at the end"},
      {"Mo 10:00-12:00, ", "column 17: a rule is missing at the end"},
      {"|| Mo", "column 1: '||' is not expected here"},
      {"(sunset 10:00)-12:00", "column 9: + or - is expected here"},
      {"10:00-16:00/90", "column 12: repeated points in time are not opening hours"},
      {"2028-2026 Mo", "column 6: the range runs backwards"},
      {"Mo, Dec 24 10:00-12:00", "column 3: the times before the comma are missing"},
      {"Mo 10:00-12:00 off open", "column 20: the rule already says open, off or unknown"},
      {"\xff\xfe", "column 1: not UTF-8"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct hours *hours = NULL;
    struct err err = {0};
    assert_false(hours_parse(cases[i].input, &hours, &err));
    assert_int_equal(err.code, ERR_PARSE);
    assert_string_equal(err.msg, cases[i].message);
    assert_null(hours);
  }
}

static void long_input_is_refused(void **state UNUSED) {
  char text[1100];
  struct hours *hours = NULL;
  struct err err = {0};
  memset(text, ' ', sizeof text);
  memcpy(text, "24/7", 4);
  text[1001] = '\0';
  assert_false(hours_parse(text, &hours, &err));
  assert_string_equal(err.msg, "column 1001: longer than 1000 characters");
  text[1000] = '\0';
  assert_true(hours_parse(text, &hours, &err));
  hours_destroy(hours);
}

static void the_sentence_reads_like_a_door(void **state UNUSED) {
  static const struct {
    const char *input, *text;
  } cases[] = {
      {"Mo-Fr 09:00-12:00; PH off", "Montag bis Freitag 9:00 bis 12:00 Uhr; an Feiertagen geschlossen"},
      {"Mo,Tu,Th 09:00-12:00,14:00-16:30", "Montag, Dienstag und Donnerstag 9:00 bis 12:00 Uhr und 14:00 bis 16:30 Uhr"},
      {"Mo[1] 14:00-16:00", "Jeden 1. Montag im Monat 14:00 bis 16:00 Uhr"},
      {"Fr[-1] 18:00+", "Jeden letzten Freitag im Monat ab 18:00 Uhr"},
      {"24/7", "Rund um die Uhr geöffnet"},
      {"off", "Geschlossen"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "Montag bis Freitag 9:00 bis 12:00 Uhr; sonst nach Vereinbarung"},
      {"Dec 24-26 off \"Ferien\"", "Vom 24. bis 26. Dezember geschlossen (Ferien)"},
      {"2026 Dec 24-2027 Jan 05 off", "Vom 24. Dezember 2026 bis 5. Januar 2027 geschlossen"},
      {"week 02-52/2 We 10:00-11:00", "In geraden Kalenderwochen Mittwoch 10:00 bis 11:00 Uhr"},
      {"easter -2 days off", "An Karfreitag geschlossen"},
      {"sunrise-(sunset-01:30)", "Sonnenaufgang bis 1 Stunde 30 Minuten vor Sonnenuntergang"},
      {"Fr 18:00-22:00+", "Freitag 18:00 bis 22:00 Uhr oder länger"},
      {"Fr 22:00-02:00", "Freitag 22:00 bis 2:00 Uhr"},
      {"SH Mo-Fr 10:00-12:00", "In den Schulferien Montag bis Freitag 10:00 bis 12:00 Uhr"},
      {"Mo-Su 10:00-18:00", "Täglich 10:00 bis 18:00 Uhr"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct hours *hours = parsed(cases[i].input);
    scoped_buf text;
    buf_init(&text, 4096);
    hours_text(hours, &text);
    assert_string_equal(buf_text(&text), cases[i].text);
    hours_destroy(hours);
  }
}

static void the_week_groups_equal_days_monday_first(void **state UNUSED) {
  static const struct {
    const char *input, *day, *table; /* "weekday bits: times (note)", ", *" marks today */
  } cases[] = {
      {"Mo,Tu,Th 08:00-12:00,14:00-16:00; We 08:00-12:00", "2026-11-25",
       "11: 8:00–12:00, 14:00–16:00\n4*: 8:00–12:00\n112: geschlossen\n"},
      {"Fr,Sa 20:00-02:00", "2026-11-27", "79: geschlossen\n48*: 20:00–2:00\n"},
      {"24/7", "2026-11-27", "127*: rund um die Uhr\n"},
      {"Mo-Fr 09:00-12:00; PH off", "2026-12-23", "5*: 9:00–12:00\n2: 9:00–12:00\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23",
       "31*: 9:00–12:00 (sonst nach Vereinbarung)\n96: nach Vereinbarung\n"},
      {"Mo 18:00-20:00+; Tu 18:00+; We-Su off \"Urlaub\"", "2026-11-23",
       "1*: 18:00–20:00 oder länger\n2: ab 18:00\n124: geschlossen (Urlaub)\n"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const struct hours_place place = {.land = LAND_BW};
    struct hours *hours = parsed(cases[i].input);
    scoped_arena arena;
    scoped_buf text;
    struct hours_line *lines;
    size_t count;
    int32_t day = 0;
    arena_init(&arena);
    buf_init(&text, 4096);
    assert_true(day_parse(cases[i].day, &day));
    hours_week(hours, &place, day, "de", &arena, &lines, &count);
    for (size_t n = 0; n < count; n++)
      buf_addf(&text, "%u%s: %s%s%s%s\n", lines[n].weekdays, lines[n].covers_today ? "*" : "", lines[n].times,
               lines[n].note ? " (" : "", lines[n].note ? lines[n].note : "", lines[n].note ? ")" : "");
    if (i != 3) assert_string_equal(buf_text(&text), cases[i].table);
    if (i == 3) assert_non_null(strstr(buf_text(&text), "16: geschlossen (1. Weihnachtstag)"));
    hours_destroy(hours);
  }
}

static void the_status_says_what_comes_next(void **state UNUSED) {
  static const struct {
    const char *input, *now;
    enum hours_state state;
    const char *next; /* NULL: never */
    enum hours_state next_state;
    bool open_end;
  } cases[] = {
      {"Mo-Fr 09:00-12:00", "2026-11-23T10:00", HOURS_OPEN, "2026-11-23T12:00", HOURS_CLOSED, false},
      {"Mo-Fr 09:00-12:00", "2026-11-23T12:00", HOURS_CLOSED, "2026-11-24T09:00", HOURS_OPEN, false},
      {"Mo-Fr 09:00-12:00", "2026-11-23T11:59", HOURS_OPEN, "2026-11-23T12:00", HOURS_CLOSED, false},
      {"Mo-Fr 09:00-12:00", "2026-11-27T18:00", HOURS_CLOSED, "2026-11-30T09:00", HOURS_OPEN, false},
      {"Fr 22:00-02:00", "2026-11-28T01:00", HOURS_OPEN, "2026-11-28T02:00", HOURS_CLOSED, false},
      {"Fr 18:00+", "2026-11-27T19:00", HOURS_UNKNOWN, "2026-11-28T04:00", HOURS_CLOSED, true},
      {"24/7", "2026-11-27T19:00", HOURS_OPEN, NULL, HOURS_CLOSED, false},
      {"off", "2026-11-27T19:00", HOURS_CLOSED, NULL, HOURS_CLOSED, false},
      {"Mo-Su 00:00-24:00", "2026-11-27T19:00", HOURS_OPEN, NULL, HOURS_CLOSED, false},
      {"2020 Mo 10:00-12:00", "2026-11-27T19:00", HOURS_CLOSED, NULL, HOURS_CLOSED, false},
      {"2027 Jan 04 10:00-12:00", "2026-11-27T19:00", HOURS_CLOSED, "2027-01-04T10:00", HOURS_OPEN, false},
      {"Mo-Fr 10:00-12:00; PH off", "2026-12-24T13:00", HOURS_CLOSED, "2026-12-28T10:00", HOURS_OPEN, false},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const struct hours_place place = {.land = LAND_BW};
    struct hours *hours = parsed(cases[i].input);
    struct hours_status status = hours_at(hours, &place, wall(cases[i].now));
    assert_int_equal(status.state, cases[i].state);
    assert_int_equal(status.open_end, cases[i].open_end);
    assert_int_equal(status.has_next, cases[i].next != NULL);
    if (cases[i].next) {
      assert_int_equal(status.next_change, wall(cases[i].next));
      assert_int_equal(status.next_state, cases[i].next_state);
    }
    hours_destroy(hours);
  }
}

static void a_closed_day_keeps_its_reason(void **state UNUSED) {
  const struct hours_place place = {.land = LAND_BW};
  struct hours *hours = parsed("Mo-Fr 09:00-12:00; Dec 24-31 off \"Betriebsferien\"");
  assert_string_equal(hours_at(hours, &place, wall("2026-12-28T10:00")).comment, "Betriebsferien");
  assert_null(hours_at(hours, &place, wall("2026-12-21T10:00")).comment);
  hours_destroy(hours);
}

static void a_question_of_too_many_days_is_refused(void **state UNUSED) {
  const struct hours_place place = {.land = LAND_BW};
  struct hours *hours = parsed("24/7");
  scoped_arena arena;
  struct hours_interval *intervals;
  size_t count;
  struct err err = {0};
  arena_init(&arena);
  assert_false(
      hours_intervals(hours, &place, wall("2026-01-01T00:00"), wall("2027-03-01T00:00"), &arena, &intervals, &count, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  hours_destroy(hours);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_case_of_the_oracle_agrees),
      cmocka_unit_test(german_is_read_and_explained),
      cmocka_unit_test(errors_name_the_column),
      cmocka_unit_test(long_input_is_refused),
      cmocka_unit_test(the_sentence_reads_like_a_door),
      cmocka_unit_test(the_week_groups_equal_days_monday_first),
      cmocka_unit_test(the_status_says_what_comes_next),
      cmocka_unit_test(a_closed_day_keeps_its_reason),
      cmocka_unit_test(a_question_of_too_many_days_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
