/* Catalogs: what a damaged file may do, and which plural form a number takes. The expected forms are those of Python's gettext
 * (tests/unit/oracle/plurals.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/str.h"
#include "i18n/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[64];

static int make_folder(void **state UNUSED) {
  snprintf(folder, sizeof folder, "/tmp/litfass-catalog-XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state UNUSED) {
  struct err err;
  return fs_remove_tree(folder, &err) ? 0 : -1;
}

/* ---- a .mo file of three words (gettext manual, "MO Files") ---- */

enum { WORDS = 3, TABLES = 28, TEXTS = TABLES + 2 * WORDS * 8, FILE_MAX = 256 };

struct mo {
  unsigned char data[FILE_MAX];
  size_t len;
};

static void put_word(struct mo *mo, size_t at, uint32_t word) { memcpy(mo->data + at, &word, sizeof word); }

static void put_text(struct mo *mo, size_t row, const char *text, size_t len) {
  put_word(mo, row, (uint32_t)len);
  put_word(mo, row + 4, (uint32_t)mo->len);
  memcpy(mo->data + mo->len, text, len + 1);
  mo->len += len + 1;
}

#define TEXT(text) text, sizeof text - 1

static struct mo make_mo(void) {
  struct mo mo = {.len = TEXTS};
  const uint32_t head[] = {0x950412DE, 0, WORDS, TABLES, TABLES + WORDS * 8, 0, 0};
  memcpy(mo.data, head, sizeof head);
  put_text(&mo, TABLES, TEXT("%d Tag\0%d Tage"));
  put_text(&mo, TABLES + 8, TEXT("leer"));
  put_text(&mo, TABLES + 16, TEXT("oben"));
  put_text(&mo, TABLES + 24, TEXT("0\0001\0002\0003\0004\0005"));
  put_text(&mo, TABLES + 32, TEXT(""));
  put_text(&mo, TABLES + 40, TEXT("up"));
  return mo;
}

/* Without the care of fs_write: thousands of these need no disk. */
static void write_mo(const char *lang, const void *data, size_t len) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s.mo", folder, lang);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, len, file), len);
  assert_int_equal(fclose(file), 0);
}

static bool open_mo(const char *lang, const struct mo *mo, size_t len, struct catalog **out, struct err *err) {
  write_mo(lang, mo->data, len);
  return catalog_open(folder, lang, out, err);
}

/* ---- tests ---- */

static void words_are_found_and_others_stay_german(void **state UNUSED) {
  struct mo mo = make_mo();
  struct catalog *catalog;
  struct err err;
  assert_true(open_mo("en", &mo, mo.len, &catalog, &err));
  assert_string_equal(tr(catalog, "oben"), "up");
  assert_string_equal(tr(catalog, "leer"), "leer");
  assert_string_equal(tr(catalog, "Aal"), "Aal");
  assert_string_equal(tr(catalog, "Zebra"), "Zebra");
  assert_string_equal(trn(catalog, "%d Haus", "%d Häuser", 1), "%d Haus");
  assert_string_equal(trn(catalog, "%d Haus", "%d Häuser", 2), "%d Häuser");
  assert_string_equal(trn(catalog, "leer", "leere", 2), "leere");
  catalog_close(catalog);
}

static void no_catalog_is_german(void **state UNUSED) {
  assert_string_equal(tr(NULL, "oben"), "oben");
  assert_string_equal(trn(NULL, "%d Tag", "%d Tage", 0), "%d Tage");
  catalog_close(NULL);
}

static void check_plurals(const char *path) {
  scoped_buf table;
  buf_init(&table, 64 * 1024);
  struct err err;
  assert_true(fs_read(path, &table, &err));
  struct mo mo = make_mo();
  size_t languages_seen = 0;
  for (char *line = strtok((char *)(uintptr_t)buf_text(&table), "\n"); line; line = strtok(NULL, "\n")) {
    char *forms = strchr(line, '\t');
    assert_non_null(forms);
    *forms++ = '\0';
    assert_int_equal(strlen(forms), 131);
    struct catalog *catalog;
    assert_true(open_mo(line, &mo, mo.len, &catalog, &err));
    for (size_t n = 0; n <= 130; n++)
      if (trn(catalog, "%d Tag", "%d Tage", n)[0] != forms[n])
        fail_msg("%s: %zu takes form %s, not %c", line, n, trn(catalog, "%d Tag", "%d Tage", n), forms[n]);
    catalog_close(catalog);
    languages_seen++;
  }
  assert_int_equal(languages_seen, language_count - 1);
}

static void plural_forms_are_those_of_another_gettext_and_of_cldr(void **state UNUSED) {
  check_plurals(TEST_DATA_DIR "/catalog/plurals.tsv");
  check_plurals(TEST_DATA_DIR "/catalog/cldr-plurals.tsv");
}

static void too_few_forms_fall_back_to_german(void **state UNUSED) {
  struct mo mo = make_mo();
  struct catalog *catalog;
  struct err err;
  put_word(&mo, TABLES + 24, 1); /* only form 0, and no others in its length */
  assert_true(open_mo("ar", &mo, mo.len, &catalog, &err));
  assert_string_equal(trn(catalog, "%d Tag", "%d Tage", 0), "0");
  assert_string_equal(trn(catalog, "%d Tag", "%d Tage", 1), "%d Tag");
  assert_string_equal(trn(catalog, "%d Tag", "%d Tage", 3), "%d Tage");
  catalog_close(catalog);
}

static void what_is_no_catalog_is_refused(void **state UNUSED) {
  struct mo mo = make_mo();
  struct catalog *catalog = NULL;
  struct err err;
  assert_false(catalog_open(folder, "nowhere", &catalog, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
  put_word(&mo, 0, 0xDE120495); /* the other byte order */
  assert_false(open_mo("en", &mo, mo.len, &catalog, &err));
  assert_int_equal(err.code, ERR_CORRUPT);
  assert_false(open_mo("en", &mo, 0, &catalog, &err));
  assert_int_equal(err.code, ERR_CORRUPT);
  assert_null(catalog);
}

/* Whatever comes back is a whole string of the file or the German words. */
static void look_up_all(const struct catalog *catalog) {
  static const char *const words[] = {"%d Tag", "leer", "oben", "Aal", "Zebra", ""};
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    assert_true(strlen(tr(catalog, words[i])) < FILE_MAX);
    for (size_t n = 0; n < 12; n++)
      assert_true(strlen(trn(catalog, words[i], "many", n)) < FILE_MAX);
  }
}

static void a_cut_file_gives_german_or_whole_words(void **state UNUSED) {
  struct mo mo = make_mo();
  for (size_t len = 0; len < mo.len; len++) {
    struct catalog *catalog;
    struct err err;
    if (!open_mo("ar", &mo, len, &catalog, &err)) continue;
    look_up_all(catalog);
    catalog_close(catalog);
  }
}

static void lengths_and_offsets_beyond_the_end_are_not_followed(void **state UNUSED) {
  struct mo good = make_mo();
  const uint32_t lies[] = {0, 1, (uint32_t)good.len - 1, (uint32_t)good.len, 0x7FFFFFFF, 0xFFFFFFF8, 0xFFFFFFFE, 0xFFFFFFFF};
  for (size_t at = 8; at < TEXTS; at += 4)
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
      struct mo mo = good;
      put_word(&mo, at, lies[i]);
      struct catalog *catalog;
      struct err err;
      assert_true(open_mo("ar", &mo, mo.len, &catalog, &err));
      look_up_all(catalog);
      catalog_close(catalog);
    }
}

static void every_language_but_german_has_a_catalog(void **state UNUSED) {
  for (size_t i = 0; i < language_count; i++) {
    if (str_equals(languages[i].tag, "de")) continue;
    struct catalog *catalog;
    struct err err;
    if (!catalog_open(LANG_FOLDER, languages[i].tag, &catalog, &err)) fail_msg("%s", err.msg);
    assert_string_not_equal(tr(catalog, "Veranstaltungen"), "Veranstaltungen");
    catalog_close(catalog);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_found_and_others_stay_german),
      cmocka_unit_test(no_catalog_is_german),
      cmocka_unit_test(plural_forms_are_those_of_another_gettext_and_of_cldr),
      cmocka_unit_test(too_few_forms_fall_back_to_german),
      cmocka_unit_test(what_is_no_catalog_is_refused),
      cmocka_unit_test(a_cut_file_gives_german_or_whole_words),
      cmocka_unit_test(lengths_and_offsets_beyond_the_end_are_not_followed),
      cmocka_unit_test(every_language_but_german_has_a_catalog),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
