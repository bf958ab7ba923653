#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "cache/sortkey.h"

#include <string.h>

static int compare(const char *a, const char *b) {
  unsigned char a_key[SORTKEY_MAX], b_key[SORTKEY_MAX];
  size_t a_len = sortkey_make(a, a_key), b_len = sortkey_make(b, b_key);
  int order = memcmp(a_key, b_key, a_len < b_len ? a_len : b_len);
  return order ? order : (a_len > b_len) - (a_len < b_len);
}

/* DIN 5007-1 and what the header promises, ascending. */
static void names_sort_as_in_a_german_dictionary(void **state UNUSED) {
  static const char *const ascending[] = {
      "3 Linden",     "Haus 9",       "Haus 10",     "Haus 010 b",
      "Hausarzt",     "Mahler",       "Maler",       "Maße",
      "Massen",       "Möbelhaus",    "Mode",        "Muller",
      "Müller",       "Müller, Anna", "Mut",         "»Offener Treff«",
      "Offizier",     "Öffnung",      "Ofterdingen", "Pflege zu Hause",
      "Pflegedienst", "Übung",        "Uhr",         "Zebra",
      "Ελπίδα",       "Библиотека",   "бюро",        "قهوة",
  };
  for (size_t i = 0; i + 1 < COUNT_OF(ascending); i++)
    for (size_t j = i + 1; j < COUNT_OF(ascending); j++)
      if (compare(ascending[i], ascending[j]) >= 0) fail_msg("'%s' should come before '%s'", ascending[i], ascending[j]);
}

static void names_that_people_take_for_the_same_sort_together(void **state UNUSED) {
  static const char *const same[][2] = {
      {"cafe", "CAFE"},       {"E-Mail", "e mail"}, {"St. Anna", "St Anna"}, {"\"Treff\"", "Treff"}, {"Haus 007", "Haus 7"},
      {"  Treff  ", "Treff"}, {"Straße", "straße"}, {"Łódź", "łódź"},        {"Жук", "жук"},         {"", "…"},
  };
  for (size_t i = 0; i < COUNT_OF(same); i++)
    if (compare(same[i][0], same[i][1]) != 0) fail_msg("'%s' should equal '%s'", same[i][0], same[i][1]);
}

static void accents_decide_only_between_equal_letters(void **state UNUSED) {
  assert_true(compare("Strasse", "Straße") < 0);
  assert_true(compare("Straße", "Strassen") < 0);
  assert_true(compare("Äpfel", "Apfelb") < 0);
  assert_true(compare("Äpfel", "Apfelsaft") < 0);
  assert_true(compare("A\xCC\x88pfel", "Apfel") > 0); /* a + combining diaeresis */
  assert_true(compare("A\xCC\x88pfel", "Apfelsaft") < 0);
}

static void long_and_broken_names_fit(void **state UNUSED) {
  char name[2000];
  unsigned char key[SORTKEY_MAX];
  for (size_t i = 0; i + 2 < sizeof name; i += 2)
    memcpy(name + i, "ä", 2);
  name[sizeof name - 2] = '\0';
  assert_in_range(sortkey_make(name, key), 1, SORTKEY_MAX);
  memset(name, '7', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  assert_in_range(sortkey_make(name, key), 1, SORTKEY_MAX);
  assert_int_equal(sortkey_make("\xFF\xC3", key), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_sort_as_in_a_german_dictionary),
      cmocka_unit_test(names_that_people_take_for_the_same_sort_together),
      cmocka_unit_test(accents_decide_only_between_equal_letters),
      cmocka_unit_test(long_and_broken_names_fit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
