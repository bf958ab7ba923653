/* How written words are said: a table of cases for each language (tests/corpus/speech), and what a caretaker is told about a
 * mistake in a file of rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/str.h"
#include "speech/pronounce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_said(const struct pronunciation *rules, const char *lang, const char *written, const char *wanted) {
  scoped_buf said;
  buf_init(&said, 64 * 1024);
  pronounce(rules, written, &said);
  if (!str_equals(buf_text(&said), wanted))
    fail_msg("%s: '%s' is said '%s', wanted '%s'", lang, written, buf_text(&said), wanted);
}

static struct pronunciation *load(const char *lang) {
  struct pronunciation *rules;
  struct err err;
  if (!pronunciation_load(SOURCE_DIR "/assets/speech", lang, &rules, &err)) fail_msg("%s", err.msg);
  return rules;
}

/* Runs the cases of the language and returns how many there are. */
static int check_cases(const char *lang) {
  struct pronunciation *rules = load(lang);
  char path[512];
  snprintf(path, sizeof path, TEST_DATA_DIR "/speech/%s.tsv", lang);
  FILE *file = fopen(path, "re");
  assert_non_null(file);
  char line[1024];
  int count = 0;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    char *tab = strchr(line, '\t');
    if (*line == '#') continue;
    assert_non_null(tab);
    *tab = '\0';
    check_said(rules, lang, line, tab + 1);
    count++;
  }
  fclose(file);
  pronunciation_free(rules);
  return count;
}

static void german_is_said_as_people_say_it(void **state UNUSED) { assert_true(check_cases("de") >= 150); }

static void other_languages_are_said_as_people_say_them(void **state UNUSED) {
  static const char *const langs[] = {"en", "tr", "uk", "ar"};
  for (size_t i = 0; i < COUNT_OF(langs); i++)
    assert_true(check_cases(langs[i]) >= 20);
}

static void marks_that_nobody_sees_part_no_words(void **state UNUSED) {
  struct pronunciation *rules = load("de");
  check_said(rules, "de", "14:\u200b30 Uhr", "14 Uhr 30");
  check_said(rules, "de", "Pflege\u00adstütz\u00adpunkt", "Pflegestützpunkt");
  check_said(rules, "de", "\u200f8:00–12:00", "8 Uhr bis 12 Uhr");
  check_said(rules, "de", "3,50\u00a0€", "3 Euro 50");
  check_said(rules, "de", "030\u00a023125\u00a0410", "0 30, 2 31 25, 4 10");
  pronunciation_free(rules);
}

static void hostile_text_is_said_in_bounded_time(void **state UNUSED) {
  struct pronunciation *rules = load("de");
  enum { MANY = 6000 };
  static const char *const seeds[] = {"0", "1-", "Mo, ", "0 ", "a@", "(", "1.", "\xff", "\xe2\x80", "{x}", "z.", "ß–"};
  for (size_t i = 0; i < COUNT_OF(seeds); i++) {
    scoped_buf text, said;
    buf_init(&text, MANY + 16);
    buf_init(&said, 1024 * 1024);
    while (text.len + strlen(seeds[i]) <= MANY)
      buf_adds(&text, seeds[i]);
    pronounce(rules, buf_text(&text), &said);
    assert_true(said.len > 0);
  }
  pronunciation_free(rules);
}

static void without_rules_it_is_said_as_written(void **state UNUSED) { check_said(NULL, "none", "14:30 Uhr", "14:30 Uhr"); }

/* ---- mistakes in a file ---- */

struct mistake {
  const char *text, *message; /* a part of what is said about it */
};

static const struct mistake mistakes[] = {
    {"Nr. = Nummer\n", "line 1: a rule before the first [table]"},
    {"# c\n\n[rules\n", "line 3: '[rules' is no [table]"},
    {"[rules]\nNr. Nummer\n", "line 2: 'Nr. Nummer' is not: what is written = what is said"},
    {"[rules]\n = Nummer\n", "line 2"},
    {"[a]\nx = y\n[a]\n", "line 3: a second table 'a'"},
    {"[rules]\n{h:0-24 = x\n", "line 2: '{' is not closed"},
    {"[rules]\n(a|b = x\n", "line 2: '(' is not closed"},
    {"[rules]\n{h} = x\n", "line 2: '{h}' wants a name"},
    {"[rules]\n{h:24-0} = x\n", "line 2: '24-0' is no range"},
    {"[rules]\n{h:0-} = x\n", "line 2: '0-' is no range"},
    {"[rules]\n{h:99999999999999999999} = x\n", "is no range"},
    {"[rules]\n{h:later} = x\n[later]\n", "line 2: 'later' is no table above"},
    {"[rules]\n{h:rules} = x\n", "line 2: 'rules' is no table above"},
    {"[rules]\n{h:0-24} = {m}\n", "line 2: '{m}' is not in the pattern"},
    {"[rules]\n{h:0-24} = {h:loud}\n", "line 2: 'loud' is no table above and no change"},
    {"[rules]\n{h:0-24} = {h\n", "line 2: '{' is not closed"},
    {"[rules]\na}b = x\n", "line 2: '}' at a place where it means nothing"},
    {"[other]\na = b\n", "no table [rules]"},
    {"", "no table [rules]"},
    {"[rules]\na = \xff\n", "is no UTF-8 text"},
};

static void a_mistake_is_named_with_file_and_line(void **state UNUSED) {
  char folder[] = "/tmp/litfass-test-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char path[64];
  snprintf(path, sizeof path, "%s/xx.txt", folder);
  struct err err;
  for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
    struct pronunciation *rules = NULL;
    assert_true(fs_write(path, mistakes[i].text, strlen(mistakes[i].text), &err));
    if (pronunciation_load(folder, "xx", &rules, &err)) fail_msg("'%s' was taken", mistakes[i].text);
    assert_int_equal(err.code, ERR_CONFIG);
    assert_null(rules);
    if (!strstr(err.msg, mistakes[i].message) || !strstr(err.msg, "xx.txt"))
      fail_msg("'%s' is said to be \"%s\"", mistakes[i].text, err.msg);
  }
  struct pronunciation *rules;
  assert_false(pronunciation_load(folder, "yy", &rules, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
  assert_true(fs_remove_tree(folder, &err));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(german_is_said_as_people_say_it),      cmocka_unit_test(other_languages_are_said_as_people_say_them),
      cmocka_unit_test(marks_that_nobody_sees_part_no_words), cmocka_unit_test(hostile_text_is_said_in_bounded_time),
      cmocka_unit_test(without_rules_it_is_said_as_written),  cmocka_unit_test(a_mistake_is_named_with_file_and_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
