#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "cache/search.h"
#include "cache/sound.h"
#include "cache/stem.h"
#include "cache/tokens.h"
#include "cache/typing.h"
#include "cache/writer.h"
#include "edition.h"
#include "scratch.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A cache with a reader and a search on it. */
struct fixture {
  struct scratch on;
  char words_path[96];
  struct edition edition;
  struct search_words *words;
  struct search *search;
};

static int setup(void **state) {
  struct fixture *f = calloc(1, sizeof *f);
  scratch_init(&f->on);
  snprintf(f->words_path, sizeof f->words_path, "%s/words.txt", f->on.folder);
  ok(writer_open(f->on.path, ZONE, &f->on.writer, &err));
  *state = f;
  return 0;
}

static void close_search(struct fixture *f) {
  search_destroy(f->search);
  search_words_free(f->words);
  reader_close(f->on.reader);
  f->search = NULL;
  f->words = NULL;
  f->on.reader = NULL;
}

static int teardown(void **state) {
  struct fixture *f = *state;
  close_search(f);
  scratch_fini(&f->on);
  free(f);
  return 0;
}

static void put(struct fixture *f, const char *line) {
  edition_add(&f->edition, line);
  ok(writer_put(f->on.writer, line, strlen(line), &err));
}

static void begin(struct fixture *f) { ok(writer_begin(f->on.writer, WRITER_DELTA, f->on.now, &err)); }

static void load(struct fixture *f, const char *const *lines, size_t count) {
  begin(f);
  for (size_t i = 0; i < count; i++)
    put(f, lines[i]);
  ok(edition_commit(&f->edition, f->on.writer, &err));
}

#define LOAD(f, ...)                                                                                                           \
  do {                                                                                                                         \
    static const char *const lines[] = {__VA_ARGS__};                                                                          \
    load(f, lines, COUNT_OF(lines));                                                                                           \
  } while (0)

static struct search_result ask(struct fixture *f, struct search_query query) {
  struct search_result result;
  if (!f->on.reader) ok(reader_open(f->on.path, &f->on.reader, &err));
  if (!f->search) f->search = search_create(f->on.reader, f->words);
  if (query.limit == 0) query.limit = 10;
  if (query.now == 0) query.now = f->on.now;
  ok(search_run(f->search, &query, &f->on.arena, &result, &err));
  return result;
}

/* Ids of the hits with spaces between them. */
static const char *found(struct fixture *f, const char *text) {
  struct search_result result = ask(f, (struct search_query){.text = text});
  scoped_buf ids;
  buf_init(&ids, 4096);
  for (size_t i = 0; i < result.count; i++)
    buf_addf(&ids, "%s%s", i ? " " : "", result.hits[i].id);
  return arena_strdup(&f->on.arena, buf_text(&ids));
}

#define NAMED(id, kind, name) "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"name\":\"" name "\""

static void names_come_before_keywords_summaries_and_descriptions(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("d", "service", "Alpha") ",\"description\":\"Ein Klavier.\"}",
       NAMED("k", "service", "Beta") ",\"keywords\":[\"Klavier\"]}", NAMED("n", "service", "Klavier") "}",
       NAMED("s", "service", "Gamma") ",\"summary\":\"Ein Klavier.\"}");
  assert_string_equal(found(f, "Klavier"), "n k s d");
}

static void umlauts_are_found_however_they_are_typed(void **state) {
  struct fixture *f = *state;
  static const char *const ways[] = {"Bürgerhaus", "buergerhaus", "burgerhaus", "BÜRGERHAUS", "Bu\xCC\x88rgerhaus", "bürgerh"};
  LOAD(f, NAMED("h", "place", "Bürgerhaus") "}", NAMED("s", "place", "Große Straße") "}");
  for (size_t i = 0; i < COUNT_OF(ways); i++)
    assert_string_equal(found(f, ways[i]), "h");
  assert_string_equal(found(f, "strasse"), "s");
  assert_string_equal(found(f, "grosse straße"), "s");
}

static void middle_dots_and_hyphens_do_not_hide_words(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("p", "service", "Pflege·dienst") "}", NAMED("k", "service", "Kita-Platz") "}");
  assert_string_equal(found(f, "pflegedienst"), "p");
  assert_string_equal(found(f, "kitaplatz"), "k");
  assert_string_equal(found(f, "kita-platz"), "k");
  assert_string_equal(found(f, "platz"), "k");
}

static void what_is_not_visible_is_not_found(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("later", "notice", "Sperrung") ",\"visible_from\":\"2026-12-01T00:00\"}",
       NAMED("past", "notice", "Sperrung") ",\"visible_until\":\"2026-11-01\"}", NAMED("now", "notice", "Sperrung") "}");
  assert_string_equal(found(f, "Sperrung"), "now");
  assert_int_equal(ask(f, (struct search_query){.text = "Sperrung", .now = READER_NO_CLOCK}).count, 3);
}

static void events_that_are_over_are_not_found(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("over", "event", "Konzert") ",\"start\":\"2026-11-20T18:00\",\"end\":\"2026-11-20T20:00\"}",
       NAMED("runs", "event", "Konzert") ",\"start\":\"2026-11-21T14:00\",\"end\":\"2026-11-21T16:00\"}",
       NAMED("weekly", "event", "Konzert") ",\"start\":\"2020-01-04T18:00\",\"rrule\":\"FREQ=WEEKLY\"}");
  const char *ids = found(f, "Konzert");
  assert_null(strstr(ids, "over"));
  assert_non_null(strstr(ids, "runs"));
  assert_non_null(strstr(ids, "weekly"));
}

static void kinds_topic_and_limit_restrict(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("a", "service", "Treff") ",\"topics\":[\"pflege\"]}", NAMED("b", "place", "Treff") "}",
       NAMED("c", "service", "Treff") "}");
  assert_int_equal(ask(f, (struct search_query){.text = "Treff", .kinds = 1U << KIND_PLACE}).count, 1);
  struct search_result topic = ask(f, (struct search_query){.text = "Treff", .topic = "pflege"});
  assert_int_equal(topic.count, 1);
  assert_string_equal(topic.hits[0].id, "a");
  struct search_result two = ask(f, (struct search_query){.text = "Treff", .limit = 2});
  assert_true(two.count == 2 && two.more);
  assert_false(ask(f, (struct search_query){.text = "Treff", .limit = 3}).more);
}

static void mistyped_words_are_suggested_as_they_are_written(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("d", "service", "Hilfe bei Demenz") "}");
  struct search_result result = ask(f, (struct search_query){.text = "hilfe demnez"});
  assert_int_equal(result.count, 1);
  assert_string_equal(result.suggestion, "hilfe Demenz");
  assert_null(ask(f, (struct search_query){.text = "demenz"}).suggestion);
}

static void nothing_is_found_in_nothing(void **state) {
  struct fixture *f = *state;
  static const char *const queries[] = {"", " ", "?!", "xqzw", "\xFF\xFE", "\xCC\x88", "-", "der", "+", "·"};
  LOAD(f, NAMED("d", "service", "Hilfe bei Demenz") "}");
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    struct search_result result = ask(f, (struct search_query){.text = queries[i]});
    assert_int_equal(result.count, 0);
    assert_null(result.suggestion);
  }
}

static void any_part_of_a_number_finds_its_owner(void **state) {
  struct fixture *f = *state;
  static const char *const ways[] = {"410", "23125410", "23125 410", "030 23125-410", "+49 30 23125 410", "004930 23125410"};
  LOAD(f, NAMED("a", "service", "Alpha") ",\"telephone\":\"+49 30 23125 410\"}",
       NAMED("b", "service", "Beta") ",\"telephone\":\"+49 30 23125 125\"}",
       NAMED("n", "service", "Notruf") ",\"telephone\":\"112\",\"numbers\":true}");
  for (size_t i = 0; i < COUNT_OF(ways); i++)
    assert_string_equal(found(f, ways[i]), "a");
  assert_string_equal(found(f, "11"), "n");
  assert_string_equal(found(f, "231254"), "a"); /* b holds all its triples, but not in a row */
  assert_string_equal(found(f, "999999"), "");
}

static void the_visitors_language_ranks_first(void **state) {
  struct fixture *f = *state;
  LOAD(f, "{\"id\":\"de\",\"kind\":\"service\",\"name\":{\"de\":\"Telefon\"}}",
       "{\"id\":\"tr\",\"kind\":\"service\",\"name\":{\"de\":\"Fernruf\",\"tr\":\"Telefon\"}}");
  struct search_result german = ask(f, (struct search_query){.text = "telefon", .lang = "de-simple"});
  struct search_result turkish = ask(f, (struct search_query){.text = "telefon", .lang = "tr"});
  assert_string_equal(german.hits[0].id, "de");
  assert_string_equal(turkish.hits[0].id, "tr");
  assert_int_equal(german.count, 2);
}

static void a_provider_leads_to_its_services(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("caritas", "organization", "Caritas") "}", NAMED("m", "service", "Mittagstisch") ",\"provider\":\"caritas\"}",
       NAMED("x", "service", "Mittagstisch") "}");
  assert_string_equal(found(f, "Caritas"), "caritas m");
  assert_string_equal(found(f, "Mittagstisch Caritas"), "m caritas x");
}

static int64_t count_in(const char *path, const char *sql) {
  sqlite3 *db;
  sqlite3_stmt *stmt;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  int64_t count = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  sqlite3_close(db);
  return count;
}

static void the_index_follows_every_change(void **state) {
  struct fixture *f = *state;
  static const char old_line[] = NAMED("a", "service", "Fahrradwerkstatt") "}";
  static const char new_line[] = NAMED("a", "service", "Nähstube") "}";
  static const char other[] = NAMED("b", "service", "Werkstatt") ",\"summary\":\"Nähstube nebenan\"}";
  LOAD(f, old_line, other);
  assert_string_equal(found(f, "Fahrradwerkstatt"), "a");
  begin(f);
  edition_drop(&f->edition, old_line);
  put(f, new_line);
  ok(edition_commit(&f->edition, f->on.writer, &err));
  assert_string_equal(found(f, "Nähstube"), "a b");
  assert_string_equal(found(f, "Fahrradwerkstatt"), "b"); /* a workshop at least */
  begin(f);
  edition_drop(&f->edition, other);
  ok(writer_drop(f->on.writer, "b", &err));
  ok(edition_commit(&f->edition, f->on.writer, &err));
  assert_string_equal(found(f, "Werkstatt"), "");
  assert_string_equal(found(f, "Nähstube"), "a");
  assert_int_equal(count_in(f->on.path, "SELECT count(*) FROM word"), 1);
  begin(f);
  edition_drop(&f->edition, new_line);
  ok(writer_drop(f->on.writer, "a", &err));
  ok(edition_commit(&f->edition, f->on.writer, &err));
  assert_int_equal(count_in(f->on.path, "SELECT count(*) FROM word"), 0);
  assert_int_equal(count_in(f->on.path, "SELECT count(*) FROM posting"), 0);
}

/* More rows than a chunk of postings holds, and more words than a page, in several transactions and out of order. */
static void many_entries_in_many_steps_are_all_found(void **state) {
  struct fixture *f = *state;
  enum { MANY = 9000, STEP = 1500 };
  char line[256];
  for (int from = 0; from < MANY; from += STEP) {
    begin(f);
    for (int i = from; i < from + STEP; i++) {
      int number = i * 7919 % MANY;
      snprintf(line, sizeof line, NAMED("e%d", "page", "Wort%c%c%c Blatt") "}", number, 'a' + number % 26,
               'a' + number / 26 % 26, 'a' + number / 676 % 26);
      put(f, line);
    }
    ok(edition_commit(&f->edition, f->on.writer, &err));
  }
  for (int number = 0; number < MANY; number += 487) {
    char word[16], id[16];
    snprintf(word, sizeof word, "wort%c%c%c", 'a' + number % 26, 'a' + number / 26 % 26, 'a' + number / 676 % 26);
    snprintf(id, sizeof id, "e%d", number);
    assert_string_equal(ask(f, (struct search_query){.text = word}).hits[0].id, id);
  }
  assert_true(ask(f, (struct search_query){.text = "Blatt", .limit = 200}).more);
}

static void write_words(struct fixture *f, const char *text) {
  FILE *file = fopen(f->words_path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static void synonyms_come_from_the_table(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("h", "service", "Handyhilfe") ",\"keywords\":[\"Smartphones\"],\"topics\":[\"pflege\"]}");
  assert_string_equal(found(f, "Mobiltelefon"), "");
  close_search(f);
  write_words(f, "# ein Satz\n\n Mobiltelefon, Smartphone , E-Gerät # und noch einer\n@pflege: Opa\n");
  ok(search_words_load(f->words_path, &f->words, &err));
  assert_string_equal(found(f, "Mobiltelefone"), "h");
  assert_string_equal(found(f, "egerät"), "h");
  struct search_result topics = ask(f, (struct search_query){.text = "opa"});
  assert_int_equal(topics.topic_count, 1);
  assert_string_equal(topics.topics[0], "pflege");
}

static void the_end_of_a_compound_is_a_synonym_where_nothing_else_is(void **state) {
  struct fixture *f = *state;
  LOAD(f, NAMED("h", "service", "Hausarztpraxis Dr. Kaya") "}", NAMED("i", "service", "Interessengruppe") "}");
  close_search(f);
  write_words(f, "Arzt, Praxis, Doktor\nMittagstisch, Essen\n");
  ok(search_words_load(f->words_path, &f->words, &err));
  assert_string_equal(found(f, "Arzt"), "h");
  assert_string_equal(found(f, "Doktor"), "h");
  assert_string_equal(found(f, "Mittagstisch"), "");
  close_search(f);
  LOAD(f, NAMED("a", "service", "Arzt im Hof") "}");
  assert_string_equal(found(f, "Arzt"), "a");
}

static void slips_in_the_table_are_named_with_their_line(void **state) {
  struct fixture *f = *state;
  static const struct {
    const char *text, *said;
  } slips[] = {
      {"Handy\n", ":1: a line needs two words"}, {"a1, b1\nHandy,, Telefon\n", ":2: an empty word"},
      {"Handy, gutes Telefon", "more than one"}, {"\n\n@Pflege Opa\n", ":3: a topic needs a colon"},
      {"@Pfl ege: Opa", "no id of a topic"},     {"Handy, T\xFF", ":1: not UTF-8"},
  };
  for (size_t i = 0; i < COUNT_OF(slips); i++) {
    struct err err = {0};
    write_words(f, slips[i].text);
    assert_false(search_words_load(f->words_path, &f->words, &err));
    assert_int_equal(err.code, ERR_PARSE);
    assert_non_null(strstr(err.msg, f->words_path));
    if (!strstr(err.msg, slips[i].said)) fail_msg("'%s' lacks '%s'", err.msg, slips[i].said);
  }
  struct err err = {0};
  assert_false(search_words_load("/nowhere/words.txt", &f->words, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
}

/* Postel's examples and those of the reference implementations. */
static void sounds_are_those_of_cologne(void **state) {
  (void)state;
  static const struct {
    const char *word;
    uint64_t code; /* each digit plus one */
  } cases[] = {
      {"muller", 0x768},   {"wikipedia", 0x4523}, {"breschnew", 0x28974}, {"frisor", 0x4898},
      {"friseur", 0x4898}, {"philipp", 0x462},    {"xaver", 0x5948},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_int_equal(sound_code(cases[i].word, strlen(cases[i].word)), cases[i].code);
  assert_int_equal(sound_code("физика", strlen("физика")), 0);
}

static int cost(const char *typed, const char *word, bool is_beginning) {
  uint16_t a[TOKEN_MAX], b[TOKEN_MAX];
  size_t a_len = typing_letters(typed, strlen(typed), a);
  size_t b_len = typing_letters(word, strlen(word), b);
  struct typing typing;
  typing_start(&typing, a, a_len);
  int beginning;
  int whole = typing_cost(&typing, b, b_len, typing_budget(a_len), &beginning);
  return is_beginning ? beginning : whole;
}

static void likely_slips_are_cheaper(void **state) {
  (void)state;
  assert_int_equal(cost("demenz", "demenz", false), 0);
  assert_in_range(cost("demnez", "demenz", false), 1, 9);
  assert_in_range(cost("rolator", "rollator", false), 1, 9);
  assert_int_equal(cost("rallator", "rollator", false) <= TYPING_SLIP, 1);
  assert_int_equal(cost("xqzw", "quiz", false), TYPING_FAR);
  assert_int_equal(cost("haus", "maus", false), TYPING_FAR);
  assert_int_equal(cost("demnz", "demenzberatung", false), TYPING_FAR);
  assert_true(cost("demnz", "demenzberatung", true) <= TYPING_SLIP);
}

static size_t random_letters(uint32_t *seed, uint16_t out[TOKEN_MAX]) {
  static const uint16_t letters[] = {'a', 'e', 's', 't', 'd', 'h', 'n', 0x0456, 0x0438};
  *seed = *seed * 1664525U + 1013904223U;
  size_t count = 1 + (*seed >> 16) % 14;
  memset(out, 0, TOKEN_MAX * sizeof *out);
  for (size_t i = 0; i < count; i++) {
    *seed = *seed * 1664525U + 1013904223U;
    out[i] = letters[(*seed >> 16) % (*seed >> 30 == 0 ? COUNT_OF(letters) : 4)];
  }
  return count;
}

/* Without a limit nothing is left out of the table. */
static void a_budget_forgets_only_what_is_dearer(void **state) {
  (void)state;
  uint32_t seed = 1;
  size_t met = 0;
  for (int i = 0; i < 60000; i++) {
    uint16_t a[TOKEN_MAX], b[TOKEN_MAX];
    struct typing typing;
    int beginning, all_beginning;
    size_t a_len = random_letters(&seed, a), b_len = random_letters(&seed, b);
    if (i % 2 == 0) { /* much the same */
      memcpy(b + b_len / 2, a + b_len / 2, (TOKEN_MAX - b_len / 2) * sizeof *a);
      b_len = a_len > b_len / 2 ? a_len : b_len;
    }
    typing_start(&typing, a, a_len);
    int budget = i % 3 == 0 ? 2 * TYPING_SLIP : typing_budget(a_len);
    int all = typing_cost(&typing, b, b_len, TYPING_FAR - 1, &all_beginning);
    int whole = typing_cost(&typing, b, b_len, budget, &beginning);
    assert_int_equal(whole, all <= budget ? all : TYPING_FAR);
    assert_int_equal(beginning, all_beginning <= budget ? all_beginning : TYPING_FAR);
    assert_int_equal(typing_cost(&typing, b, b_len, budget, NULL), whole);
    met += whole != TYPING_FAR;
  }
  assert_true(met > 1000);
}

/* The first word; lives until the call after the next. */
static const char *folded(const char *text) {
  static struct token results[2];
  static size_t calls;
  struct token *token = &results[calls++ % 2];
  struct tokens tokens;
  tokens_start(&tokens, text, strlen(text));
  return tokens_next(&tokens, token) ? token->text : "";
}

static void letters_that_people_take_for_one_are_one(void **state) {
  (void)state;
  assert_string_equal(folded("ÄRZTE"), folded("aerzte"));
  assert_string_equal(folded("neue"), "neue");
  assert_string_equal(folded("İSTANBUL"), folded("ıstanbul"));
  assert_string_equal(folded("المَكْتَبَة"), folded("المكتبه"));
  assert_string_equal(folded("إعانة"), folded("اعانة"));
  assert_string_equal(folded("М’ЯСО"), folded("мясо"));
  assert_string_not_equal(folded("мир"), folded("мір"));
}

static void endings_do_not_matter(void **state) {
  (void)state;
  static const char *const pairs[][3] = {
      {"de", "wohnungen", "wohnung"}, {"de", "hauser", "haus"},  {"de", "bussen", "bus"},    {"en", "bicycles", "bicycle"},
      {"tr", "cocuklarda", "cocuk"},  {"uk", "лікаря", "лікар"}, {"ar", "الاسنان", "اسنان"},
  };
  struct stemmers stemmers = {0};
  for (size_t i = 0; i < COUNT_OF(pairs); i++) {
    char a[TOKEN_MAX + 1], b[TOKEN_MAX + 1];
    int lang = stem_language(pairs[i][0]);
    stem_make(&stemmers, lang, pairs[i][1], strlen(pairs[i][1]), a);
    stem_make(&stemmers, lang, pairs[i][2], strlen(pairs[i][2]), b);
    assert_string_equal(a, b);
  }
  stemmers_fini(&stemmers);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(names_come_before_keywords_summaries_and_descriptions),
      CASE(umlauts_are_found_however_they_are_typed),
      CASE(middle_dots_and_hyphens_do_not_hide_words),
      CASE(what_is_not_visible_is_not_found),
      CASE(events_that_are_over_are_not_found),
      CASE(kinds_topic_and_limit_restrict),
      CASE(mistyped_words_are_suggested_as_they_are_written),
      CASE(nothing_is_found_in_nothing),
      CASE(any_part_of_a_number_finds_its_owner),
      CASE(the_visitors_language_ranks_first),
      CASE(a_provider_leads_to_its_services),
      CASE(the_index_follows_every_change),
      CASE(many_entries_in_many_steps_are_all_found),
      CASE(synonyms_come_from_the_table),
      CASE(the_end_of_a_compound_is_a_synonym_where_nothing_else_is),
      CASE(slips_in_the_table_are_named_with_their_line),
      cmocka_unit_test(sounds_are_those_of_cologne),
      cmocka_unit_test(likely_slips_are_cheaper),
      cmocka_unit_test(a_budget_forgets_only_what_is_dearer),
      cmocka_unit_test(letters_that_people_take_for_one_are_one),
      cmocka_unit_test(endings_do_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
