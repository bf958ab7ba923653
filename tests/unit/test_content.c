/* What the forms of the hub are made of: telephone numbers, Leichte Sprache, opening hours as a grid, repeats as choices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"
#include "feed/strict.h"
#include "hub/content/repeat.h"
#include "hub/content/simple.h"
#include "hub/content/telephone.h"
#include "hub/content/week.h"

static void telephone_numbers_become_international(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"0711 / 123-45", "+49 711 123 45"},
      {"(0711) 12 34 56", "+49 711 12 34 56"},
      {"+49 (0)711 1234567", "+49 711 1234567"},
      {"0049 711 1234567", "+49 711 1234567"},
      {"+43 1 234567", "+43 1 234567"},
      {"116117", "116117"},
      {"112", "112"},
      {"0800 1110111", "0800 1110111"},
      {" 0711–1234567 ", "+49 711 1234567"},
      {"07031/1234567", "+49 7031 1234567"},
      {"+49711 1234567", "+49711 1234567"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    char out[TELEPHONE_SIZE] = "";
    if (!telephone_normalize(cases[i][0], out)) fail_msg("'%s' is refused", cases[i][0]);
    assert_string_equal(out, cases[i][1]);
  }
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const cases[] = {
      "", "abends", "123", "0711 123 oder 456", "+", "+49", "12345678901234567890123456789012345678901234567"};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    char out[TELEPHONE_SIZE] = "kept";
    if (telephone_normalize(cases[i], out)) fail_msg("'%s' is taken as '%s'", cases[i], out);
    assert_string_equal(out, "kept");
  }
}

static void two_spellings_of_a_number_have_one_key(void **state) {
  (void)state;
  char a[TELEPHONE_SIZE];
  char b[TELEPHONE_SIZE];
  telephone_key("0711 / 123 45 67", a);
  telephone_key("+49 711 1234567", b);
  assert_string_equal(a, "497111234567");
  assert_string_equal(a, b);
  telephone_key("keine", a);
  assert_string_equal(a, "");
}

/* The hints on a text, each as its words up to the first '{' or blank sentence: what is asked is which rule spoke. */
static void check_hints(const char *text, const char *expected) {
  scoped_json *hints = simple_hints(text);
  char found[400] = "";
  size_t index;
  json_t *hint;
  json_array_foreach(hints, index, hint) {
    static const char *const values[] = {"word", "verb", "short", "count"};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
      json_t *value = json_object_get(hint, values[i]);
      size_t used = strlen(found);
      if (json_is_string(value)) snprintf(found + used, sizeof found - used, "%s=%s;", values[i], json_string_value(value));
      if (json_is_integer(value))
        snprintf(found + used, sizeof found - used, "%s=%d;", values[i], (int)json_integer_value(value));
    }
  }
  if (strcmp(found, expected) != 0) fail_msg("'%s': '%s', not '%s'", text, found, expected);
}

static void leichte_sprache_is_looked_at_gently(void **state) {
  (void)state;
  check_hints("", "");
  check_hints("Ihr Gerät ist kaputt? Wir helfen Ihnen beim Reparieren.", "");
  check_hints("Wir treffen uns jeden Samstag im Hof und reparieren dort zusammen alte Lampen und Radios.", "count=15;");
  check_hints("Hier wird gemeinsam gekocht.", "verb=gekocht;");
  check_hints("Die Radios werden kostenlos repariert.", "verb=repariert;");
  check_hints("Alle wurden eingeladen.", "verb=eingeladen;");
  check_hints("Wir werden gehen. Es wird warm. Er wird gegen 5 Uhr kommen.", "");
  check_hints("Bringen Sie z. B. eine Lampe mit.", "short=z. B.;");
  check_hints("Am 24.12. ist zu. Am 3. Mai ist offen bzw. länger.", "short=bzw.;");
  check_hints("Im Nachbarschaftszentrum", "word=Nachbarschaftszentrum;");
  check_hints("Im Nachbarschafts·zentrum, Pflege-Beratungsstelle", "");
  check_hints("Die VHS hilft. Im Erdgeschoß.", "word=VHS;");
  check_hints("Schreiben Sie an kontakt@stadtteilbuero.example", "");
}

static void hints_end_at_a_friendly_number(void **state) {
  (void)state;
  scoped_json *hints = simple_hints("AA BB CC DD EE FF GG HH II JJ KK LL");
  assert_int_equal(json_array_size(hints), SIMPLE_HINTS_MAX);
}

static void grids_write_what_they_read(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Mo-Fr 09:00-12:00", NULL},
      {"Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-13:00; PH off", NULL},
      {"Mo,We 09:00-12:00; Th 14:00-18:00", NULL},
      {"Mo-We,Fr 08:00-16:00; Sa,Su 10:00-14:00; PH 10:00-12:00", NULL},
      {"Mo-Fr 9-12 Uhr", "Mo-Fr 09:00-12:00"},
      {"Mo 09:00-12:00; Tu 09:00-12:00", "Mo,Tu 09:00-12:00"},
      {"24/7", "Mo-Su 00:00-24:00"},
      {"Fr,Sa 20:00-02:00", NULL},
      {"Mo-Fr 09:00-12:00; 2026 Dec 24-2027 Jan 06 off \"Betriebsferien\"", NULL},
      {"Mo-Fr 09:00-12:00; 2026 Dec 24 10:00-11:00", NULL},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", NULL},
      {"\"nach Vereinbarung\"", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct week week;
    scoped_buf out;
    buf_init(&out, WEEK_TEXT_MAX);
    if (!week_read(cases[i][0], &week)) fail_msg("'%s' is not shown", cases[i][0]);
    week_write(&week, &out);
    assert_string_equal(buf_text(&out), cases[i][1] ? cases[i][1] : cases[i][0]);
  }
}

static void what_a_grid_cannot_show_stays_text(void **state) {
  (void)state;
  static const char *const cases[] = {
      "Mo[1] 09:00-12:00",           "Apr-Sep Mo-Fr 09:00-12:00",         "Mo-Fr 18:00+",
      "Mo-Fr sunrise-sunset",        "Mo-Fr 09:00-12:00; SH off",         "Dec 24 off",
      "week 01-53/2 Mo 10:00-12:00", "Mo 09:00-12:00 \"Eingang hinten\"", "kein Zeitplan",
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct week week;
    if (week_read(cases[i], &week)) fail_msg("'%s' is taken", cases[i]);
  }
}

static void times_are_read_as_people_type_them(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int minutes; /* -1: refused */
  } cases[] = {{"9", 540},    {"09:30", 570}, {"9.30", 570}, {"0930", 570}, {"930", 570}, {"24:00", 1440}, {"0:00", 0},
               {"9h30", 570}, {"25", -1},     {"9:60", -1},  {"24:01", -1}, {"", -1},     {"neun", -1},    {"9:3", -1}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    int minutes = -1;
    if (week_time_parse(cases[i].text, &minutes) != (cases[i].minutes >= 0) || minutes != cases[i].minutes)
      fail_msg("'%s' is %d", cases[i].text, minutes);
  }
}

static void spans_keep_their_order_and_do_not_overlap(void **state) {
  (void)state;
  struct week_spans spans = {0};
  assert_true(week_spans_add(&spans, 840, 1080));
  assert_true(week_spans_add(&spans, 540, 720));
  assert_false(week_spans_add(&spans, 700, 800));
  assert_false(week_spans_add(&spans, 600, 660));
  assert_true(week_spans_add(&spans, 1200, 120));
  assert_int_equal(spans.items[0].from, 540);
  assert_int_equal(spans.items[2].to, 120);
}

static const char *const start = "2026-11-21T16:00"; /* the third Saturday */

static void repeats_write_what_they_read(void **state) {
  (void)state;
  static const struct {
    const char *rule;
    enum repeat_kind kind;
    const char *written; /* NULL: the same */
  } cases[] = {
      {"", REPEAT_NONE, NULL},
      {"FREQ=DAILY", REPEAT_DAILY, NULL},
      {"FREQ=WEEKLY", REPEAT_WEEKLY, "FREQ=WEEKLY;BYDAY=SA"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", REPEAT_WEEKLY, NULL},
      {"FREQ=MONTHLY;BYDAY=3SA", REPEAT_MONTHLY_WEEKDAY, NULL},
      {"FREQ=MONTHLY;BYDAY=1SA,3SA,-1SA", REPEAT_MONTHLY_WEEKDAY, NULL},
      {"FREQ=MONTHLY;BYDAY=SA;BYSETPOS=3", REPEAT_MONTHLY_WEEKDAY, "FREQ=MONTHLY;BYDAY=3SA"},
      {"FREQ=MONTHLY;BYMONTHDAY=21", REPEAT_MONTHLY_DAY, "FREQ=MONTHLY"},
      {"FREQ=YEARLY", REPEAT_YEARLY, NULL},
      {"FREQ=WEEKLY;BYDAY=SA;COUNT=10", REPEAT_WEEKLY, NULL},
      {"FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231T235959", REPEAT_WEEKLY, NULL},
      {"FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231T230000Z", REPEAT_WEEKLY, "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270101T235959"},
  };
  int64_t wall = 0;
  assert_true(wall_parse(start, &wall));
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct repeat repeat = repeat_read(cases[i].rule, wall, "Europe/Berlin");
    scoped_buf out;
    buf_init(&out, 1024);
    repeat_write(&repeat, false, &out);
    assert_int_equal(repeat.kind, cases[i].kind);
    assert_string_equal(buf_text(&out), cases[i].written ? cases[i].written : cases[i].rule);
  }
}

static void rules_beyond_the_choices_stay_rules(void **state) {
  (void)state;
  static const char *const cases[] = {
      "FREQ=MONTHLY;BYDAY=2MO,4TU",    "FREQ=MONTHLY;BYMONTHDAY=-1",    "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
      "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9", "FREQ=DAILY;BYDAY=MO",           "nonsense",
      "FREQ=MONTHLY;BYDAY=MO",         "FREQ=WEEKLY;INTERVAL=2;WKST=SU"};
  int64_t wall = 0;
  assert_true(wall_parse(start, &wall));
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct repeat repeat = repeat_read(cases[i], wall, NULL);
    if (repeat.kind != REPEAT_OTHER) fail_msg("'%s' is taken", cases[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(telephone_numbers_become_international),
      cmocka_unit_test(what_is_no_number_is_refused),
      cmocka_unit_test(two_spellings_of_a_number_have_one_key),
      cmocka_unit_test(leichte_sprache_is_looked_at_gently),
      cmocka_unit_test(hints_end_at_a_friendly_number),
      cmocka_unit_test(grids_write_what_they_read),
      cmocka_unit_test(what_a_grid_cannot_show_stays_text),
      cmocka_unit_test(times_are_read_as_people_type_them),
      cmocka_unit_test(spans_keep_their_order_and_do_not_overlap),
      cmocka_unit_test(repeats_write_what_they_read),
      cmocka_unit_test(rules_beyond_the_choices_stay_rules),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
