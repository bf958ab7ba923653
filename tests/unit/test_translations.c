/* Dates, spans and door tables in each language, with the catalogs that the build made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "model/words.h"

#include <string.h>

static const char *const tags[] = {"de", "en", "tr", "uk", "ar"};
enum { LANGUAGES = COUNT_OF(tags) };

typedef const char *make_words(struct words *w, int64_t wall);

static int64_t wall_of(const char *text) {
  int64_t wall;
  assert_true(wall_parse(text, &wall));
  return wall;
}

static void check(make_words *make, const char *at, const char *const expected[LANGUAGES]) {
  for (size_t i = 0; i < LANGUAGES; i++) {
    scoped_arena arena = {0};
    struct words w = {.lang = tags[i], .arena = &arena};
    struct catalog *catalog = NULL;
    struct err err;
    if (i > 0 && !catalog_open(LANG_FOLDER, tags[i], &catalog, &err)) fail_msg("%s", err.msg);
    w.catalog = catalog;
    const char *words = make(&w, wall_of(at));
    if (!str_equals(words, expected[i])) fail_msg("%s: '%s', not '%s'", tags[i], words, expected[i]);
    catalog_close(catalog);
  }
}

static const char *date_long(struct words *w, int64_t wall) { return words_date_long(w, wall_day(wall)); }
static const char *date_full(struct words *w, int64_t wall) { return words_date_full(w, wall_day(wall)); }
static const char *heading_of_today(struct words *w, int64_t wall) {
  return words_day_heading(w, wall_day(wall), wall_day(wall));
}
static const char *two_hours(struct words *w, int64_t wall) { return words_span(w, wall, wall + 7200, false); }
static const char *weekdays(struct words *w, int64_t wall UNUSED) { return words_weekdays(w, 1 | 2 | 4 | 8 | 64); }

static void dates_follow_the_habit_of_the_language(void **state UNUSED) {
  check(date_long, "2026-11-21T14:32",
        (const char *const[]){"Samstag, 21. November", "Saturday, 21 November", "21 Kasım Cumartesi", "Субота, 21 листопада",
                              "السبت، 21 نوفمبر"});
  check(date_full, "2026-05-03T00:00",
        (const char *const[]){"3. Mai 2026", "3 May 2026", "3 Mayıs 2026", "3 травня 2026 року", "3 مايو 2026"});
  check(heading_of_today, "2026-11-20T09:00",
        (const char *const[]){"Heute, Freitag 20. November", "Today, Friday 20 November", "Bugün, 20 Kasım Cuma",
                              "Сьогодні, пʼятниця, 20 листопада", "اليوم، الجمعة 20 نوفمبر"});
}

static void spans_and_weekdays_follow_it_too(void **state UNUSED) {
  check(two_hours, "2026-11-21T15:00",
        (const char *const[]){"15:00 bis 17:00 Uhr", "15:00 to 17:00", "15:00 – 17:00", "з 15:00 до 17:00",
                              "من 15:00 إلى 17:00"});
  check(weekdays, "2026-11-21T15:00",
        (const char *const[]){"Mo–Do, So", "Mon–Thu, Sun", "Pzt–Per, Paz", "Пн–Чт, Нд",
                              "\u2068الاثنين–الخميس\u2069، \u2068الأحد\u2069"});
}

static struct catalog *open_catalog(const char *lang) {
  struct catalog *catalog = NULL;
  struct err err;
  if (!str_equals(lang, "de") && !catalog_open(LANG_FOLDER, lang, &catalog, &err)) fail_msg("%s", err.msg);
  return catalog;
}

/* One line of the table: tag, day, long date, full date, month, weekday, short weekday. */
static void check_cldr_line(char *line) {
  enum { TAG, DAY, LONG, FULL, MONTH, WEEKDAY, BRIEF, FIELDS };
  char *fields[FIELDS];
  for (size_t i = 0; i < FIELDS; i++) {
    assert_non_null(line);
    fields[i] = line;
    line = strchr(line, '\t');
    if (line) *line++ = '\0';
  }
  scoped_arena arena = {0};
  struct catalog *catalog = open_catalog(fields[TAG]);
  struct words w = {.catalog = catalog, .lang = fields[TAG], .arena = &arena};
  int32_t day;
  int year, month, month_day;
  assert_true(day_parse(fields[DAY], &day));
  day_to_ymd(day, &year, &month, &month_day);
  assert_string_equal(words_date_inside(&w, day), fields[LONG]);
  assert_string_equal(words_date_full(&w, day), fields[FULL]);
  assert_string_equal(words_month(&w, month, 0), fields[MONTH]);
  assert_string_equal(words_weekday(&w, (int)day_weekday(day)), fields[WEEKDAY]);
  assert_string_equal(words_weekday_short(&w, (int)day_weekday(day)), fields[BRIEF]);
  catalog_close(catalog);
}

/* tests/unit/oracle/cldr.py says where we differ on purpose. */
static void dates_are_those_of_cldr(void **state UNUSED) {
  scoped_buf table;
  buf_init(&table, 256 * 1024);
  struct err err;
  assert_true(fs_read(TEST_DATA_DIR "/catalog/cldr-dates.tsv", &table, &err));
  size_t lines = 0;
  for (char *line = strtok((char *)(uintptr_t)buf_text(&table), "\n"); line; line = strtok(NULL, "\n"), lines++)
    check_cldr_line(line);
  assert_int_equal(lines, 5 * 12 * LANGUAGES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_follow_the_habit_of_the_language),
      cmocka_unit_test(spans_and_weekdays_follow_it_too),
      cmocka_unit_test(dates_are_those_of_cldr),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
