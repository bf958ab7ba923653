/* Cleaning (QUALITY S4) by a table, and the choice of a language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "feed/text.h"

#include <string.h>

static const struct clean_case {
  const char *name, *input, *expected;
} clean_cases[] = {
    {"plain text", "Käse & Brot – 3 €", "Käse & Brot – 3 €"},
    {"nothing", "", ""},
    {"only blanks", " \n\t \n", ""},
    {"trims, keeps inner lines", "\n a\n\n- b \n", "a\n\n- b"},
    {"tab is a space", "a\tb", "a b"},
    {"carriage returns go", "a\r\nb\rc", "a\nbc"},
    {"C0, DEL and C1 go",
     "a\x01\x1b[31m\x7f\xc2\x85\xc2\x9b"
     "b",
     "a[31mb"},
    {"bidi overrides and isolates go",
     "a\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
     "b",
     "ab"},
    {"bidi marks go",
     "a\u200e\u200f\u061c"
     "b",
     "ab"},
    {"zero width goes",
     "a\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
     "b",
     "ab"},
    {"separators go", "a\u2028b\u2029c", "abc"},
    {"soft hyphens stay", "Quartiers\u00adhaus", "Quartiers\u00adhaus"},
    {"no-break space stays inside", "10\u00a0Uhr", "10\u00a0Uhr"},
    {"joiner between Latin letters goes",
     "a\u200c"
     "b\u200d"
     "c",
     "abc"},
    {"non-joiner between Persian letters stays", "می\u200cخواهم", "می\u200cخواهم"},
    {"joiner at the end goes", "می\u200c", "می"},
    {"two joiners become one", "می\u200c\u200cخ", "می\u200cخ"},
    {"joiner between Devanagari letters stays", "क्\u200dष", "क्\u200dष"},
    {"noncharacters go",
     "a\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
     "b",
     "ab"},
    {"tags and variation supplements go",
     "a\U000e0041\U000e0100"
     "b",
     "ab"},
    {"emoji stay", "🎄", "🎄"},
    {"decomposed letters stay", "u\u0308", "u\u0308"},
    {"markup is only text", "<b>&amp;</b> *x*", "<b>&amp;</b> *x*"},
    {"bytes that are not UTF-8 go",
     "a\xff\xc0\x80\xed\xa0\x80"
     "b",
     "ab"},
};

static void unwanted_characters_go_and_the_rest_stays(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(clean_cases); i++) {
    scoped_arena arena = {0};
    const char *once = text_clean(&arena, clean_cases[i].input, strlen(clean_cases[i].input));
    if (!str_equals(once, clean_cases[i].expected)) fail_msg("%s: '%s'", clean_cases[i].name, once);
    const char *twice = text_clean(&arena, once, strlen(once));
    assert_string_equal(once, twice);
  }
}

static void a_nul_byte_goes_too(void **state UNUSED) {
  scoped_arena arena = {0};
  assert_string_equal(text_clean(&arena, "a\0b", 3), "ab");
}

static void a_run_of_marks_is_capped_at_twenty(void **state UNUSED) {
  char text[256] = "a";
  for (int i = 0; i < 30; i++)
    strncat(text, i % 2 ? "\u0301" : "\u200b\u0489", 8);
  strncat(text, "b\u0301", 4);
  scoped_arena arena = {0};
  const char *clean = text_clean(&arena, text, strlen(text));
  assert_int_equal(utf8_length(clean), 1 + 20 + 2);
  assert_true(str_ends_with(clean, "b\u0301"));
}

/* Every code point alone between two letters: either it stays as it is, or nothing is left of it (or a space, of a tab). */
static void no_code_point_turns_into_another(void **state UNUSED) {
  for (uint32_t c = 1; c <= 0x10FFFF; c++) {
    char text[8] = "x";
    size_t width = utf8_encode(c, text + 1);
    text[1 + width] = 'y';
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    scoped_arena arena = {0};
    const char *clean = text_clean(&arena, text, width + 2);
    bool good = memcmp(clean, text, width + 3) == 0 || str_equals(clean, "xy") || (c == '\t' && str_equals(clean, "x y"));
    if (!good) fail_msg("U+%04X", c);
  }
}

static void the_nearest_language_is_chosen(void **state UNUSED) {
  static const struct text_item items[] = {{"de", "d"}, {"en", "e"}, {"ar", "a"}, {"pt-br", "p"}};
  static const struct {
    size_t from, count;
    const char *lang, *value, *used;
  } cases[] = {
      {0, 4, "de", "d", "de"}, {0, 4, "AR", "a", "ar"},       {0, 4, "de-simple", "d", "de"}, {0, 4, "en-gb-x", "e", "en"},
      {0, 4, "tr", "d", "de"}, {1, 3, "tr", "e", "en"},       {2, 2, "tr", "a", "ar"},        {3, 1, "tr", "p", "pt-br"},
      {0, 4, "", "d", "de"},   {0, 4, "pt-br", "p", "pt-br"}, {0, 4, "pt", "d", "de"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const struct text text = {items + cases[i].from, cases[i].count};
    const char *used = NULL;
    assert_string_equal(text_get(&text, cases[i].lang, &used), cases[i].value);
    assert_string_equal(used, cases[i].used);
  }
  const struct text none = {0};
  assert_null(text_get(&none, "de", NULL));
  const struct text all = {items, 4};
  assert_null(text_find(&all, "de-simple"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unwanted_characters_go_and_the_rest_stays),
      cmocka_unit_test(a_nul_byte_goes_too),
      cmocka_unit_test(a_run_of_marks_is_capped_at_twenty),
      cmocka_unit_test(no_code_point_turns_into_another),
      cmocka_unit_test(the_nearest_language_is_chosen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
