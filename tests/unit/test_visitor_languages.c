/* The board in the visitor's language, and what it does where a text is missing in it. */
#include "board.h"

#include "base/str.h"
#include "i18n/catalog.h"

#include <string.h>

static void speak(struct fixture *f, const char *language) {
  assert_true(app_show_screen(f->stage.app, "language"));
  stage_settle(&f->stage);
  tap(f, ROLE_LISTITEM, language);
}

static void look_at(struct fixture *f, const char *id) {
  assert_true(app_show_entry(f->stage.app, id));
  stage_settle(&f->stage);
}

static const char *lang_of(struct fixture *f, enum role role, const char *name) {
  const struct node *node = find(f, role, name);
  if (!node) fail_msg("no %s \"%s\"", role_name(role), name);
  return node->lang;
}

static const char *const entries[] = {
    "{\"id\":\"nur-de\",\"kind\":\"service\",\"name\":\"Demenzberatung\",\"summary\":\"Wir hören "
    "zu.\",\"opening_hours\":\"Mo-Sa "
    "08:00-16:00\",\"topics\":[\"pflege\"]}",
    "{\"id\":\"alle\",\"kind\":\"service\",\"name\":{\"de\":\"Sprachcafé\",\"en\":\"Language café\",\"ar\":\"مقهى اللغات\"},"
    "\"summary\":{\"de\":\"Deutsch üben.\",\"en\":\"Practise German.\",\"ar\":\"تدريب على "
    "الألمانية.\"},\"topics\":[\"pflege\"]}",
    "{\"id\":\"halb\",\"kind\":\"service\",\"name\":{\"de\":\"Treff\",\"en\":\"Meeting\"},\"summary\":{\"de\":\"Kommen Sie.\","
    "\"en\":\"Do come.\"},\"description\":\"Jeden Dienstag im Saal.\",\"topics\":[\"pflege\"]}",
    "{\"id\":\"nur-tr\",\"kind\":\"service\",\"name\":{\"tr\":\"Çay saati\"},\"summary\":{\"tr\":\"Her salı.\"},\"topics\":"
    "[\"pflege\"]}",
    "{\"id\":\"en-tr\",\"kind\":\"service\",\"name\":{\"tr\":\"Yürüyüş\",\"en\":\"Walk\"},\"summary\":{\"tr\":\"Parkta.\","
    "\"en\":"
    "\"In the park.\"},\"topics\":[\"pflege\"]}",
    "{\"id\":\"leicht\",\"kind\":\"service\",\"name\":\"Amt\",\"summary\":{\"de\":\"Anträge.\",\"de-simple\":\"Wir helfen "
    "Ihnen. Am "
    "1. Mai ist zu. Haben Sie Fragen? Rufen Sie an.\"},\"topics\":[\"pflege\"]}",
};

static struct fixture *open_entries(void **state) {
  struct fixture *f = *state;
  publish(f, entries, COUNT_OF(entries));
  start(f);
  return f;
}

static void a_text_that_lacks_the_language_is_german_and_says_so(void **state) {
  struct fixture *f = open_entries(state);
  speak(f, "English");
  look_at(f, "nur-de");
  assert_string_equal(lang_of(f, ROLE_TEXT, "This text is only available in German."), "en");
  assert_string_equal(lang_of(f, ROLE_TEXT, "Wir hören zu."), "de");
  assert_string_equal(lang_of(f, ROLE_HEADING, "Demenzberatung"), "de");
  assert_string_equal(lang_of(f, ROLE_TEXT, "Open now, until 16:00"), "en");
  look_at(f, "alle");
  assert_null(find(f, ROLE_TEXT, "This text is only available"));
  assert_string_equal(lang_of(f, ROLE_HEADING, "Language café"), "en");
}

static void a_description_alone_in_german_is_noted_too(void **state) {
  struct fixture *f = open_entries(state);
  speak(f, "English");
  look_at(f, "halb");
  const struct node *note = find(f, ROLE_TEXT, "This text is only available in German.");
  assert_non_null(note);
  assert_true(note > find(f, ROLE_TEXT, "Do come.")); /* where it begins to be true */
  assert_string_equal(lang_of(f, ROLE_TEXT, "Do come."), "en");
  assert_string_equal(lang_of(f, ROLE_TEXT, "Jeden Dienstag im Saal."), "de");
}

static void without_german_another_language_stands_in(void **state) {
  struct fixture *f = open_entries(state);
  look_at(f, "nur-tr");
  assert_string_equal(lang_of(f, ROLE_HEADING, "Çay saati"), "tr");
  assert_non_null(find(f, ROLE_TEXT, "Diesen Text gibt es nur auf: Türkçe"));
  look_at(f, "en-tr");
  assert_string_equal(lang_of(f, ROLE_HEADING, "Walk"), "en");
  assert_non_null(find(f, ROLE_TEXT, "Diesen Text gibt es nur auf Englisch."));
}

static void leichte_sprache_has_a_line_for_each_sentence(void **state) {
  struct fixture *f = open_entries(state);
  speak(f, "Leichte Sprache");
  look_at(f, "leicht");
  static const char *const lines[] = {"Wir helfen Ihnen.", "Am 1. Mai ist zu.", "Haben Sie Fragen?", "Rufen Sie an."};
  int bottom = 0;
  for (size_t i = 0; i < COUNT_OF(lines); i++) {
    const struct node *node = find(f, ROLE_TEXT, lines[i]);
    assert_non_null(node);
    assert_string_equal(node->name, lines[i]);
    assert_string_equal(node->lang, "de-simple");
    assert_true(node->rect.y >= bottom);
    bottom = node->rect.y + node->rect.h;
  }
  assert_null(find(f, ROLE_TEXT, "Diesen Text gibt es noch nicht"));
  look_at(f, "nur-de");
  assert_non_null(find(f, ROLE_TEXT, "Diesen Text gibt es noch nicht in Leichter Sprache."));
  assert_non_null(find(f, ROLE_TEXT, "Wir hören zu."));
}

static void lists_name_entries_in_the_language_or_say_which(void **state) {
  struct fixture *f = open_entries(state);
  speak(f, "العربية");
  assert_true(app_show_screen(f->stage.app, "az"));
  stage_settle(&f->stage);
  assert_string_equal(lang_of(f, ROLE_LISTITEM, "مقهى اللغات"), "ar");
  assert_string_equal(lang_of(f, ROLE_LISTITEM, "Demenzberatung"), "de");
}

/* Marks of direction and breaks are for the eye; a test, a key or a voice meets none of them, nor an unfilled phrase. */
static bool is_plain(const char *text) {
  static const char *const unwanted[] = {"\u200b", "\u200e", "\u200f", "\u2066", "\u2068", "\u2069",
                                         "\u00ad", "%s",     "%d",     "%zu",    "{"};
  for (size_t i = 0; text && i < COUNT_OF(unwanted); i++)
    if (strstr(text, unwanted[i])) return false;
  return true;
}

static void every_screen_speaks_every_language_in_plain_words(void **state) {
  struct fixture *f = open_entries(state);
  for (size_t l = 0; l < language_count; l++) {
    speak(f, languages[l].name);
    for (size_t i = 0; app_screen_name(i); i++) {
      if (!app_show_screen(f->stage.app, app_screen_name(i))) continue;
      const struct ui *ui = app_build(f->stage.app);
      assert_string_equal(ui->lang, languages[l].tag);
      for (size_t n = 0; n < ui->tree.count; n++) {
        const struct node *node = &ui->tree.nodes[n];
        if (!is_plain(node->name) || !is_plain(node->value))
          fail_msg("%s, %s: '%s', '%s'", languages[l].tag, app_screen_name(i), node->name, node->value ? node->value : "");
        if (str_is_empty(node->lang)) fail_msg("%s, %s: '%s' in no language", languages[l].tag, app_screen_name(i), node->name);
      }
    }
  }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_text_that_lacks_the_language_is_german_and_says_so),
      TEST(a_description_alone_in_german_is_noted_too),
      TEST(without_german_another_language_stands_in),
      TEST(leichte_sprache_has_a_line_for_each_sentence),
      TEST(lists_name_entries_in_the_language_or_say_which),
      TEST(every_screen_speaks_every_language_in_plain_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
