#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "cache/reader_private.h"
#include "cache/writer.h"
#include "edition.h"
#include "scratch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
  struct scratch on;
  struct edition edition;
};

static int64_t wall(const char *text) {
  int64_t value;
  assert_true(wall_parse(text, &value));
  return value;
}

static int setup(void **state) {
  struct fixture *f = calloc(1, sizeof *f);
  scratch_init(&f->on);
  *state = f;
  return 0;
}

static int teardown(void **state) {
  struct fixture *f = *state;
  scratch_fini(&f->on);
  free(f);
  return 0;
}

static void open_writer(struct fixture *f) { ok(writer_open(f->on.path, ZONE, &f->on.writer, &err)); }
static void open_reader(struct fixture *f) { ok(reader_open(f->on.path, &f->on.reader, &err)); }

static void load_lines(struct fixture *f, const char *const *lines, size_t count) {
  f->edition = (struct edition){.version = f->edition.version};
  ok(writer_begin(f->on.writer, WRITER_WHOLE, f->on.now, &err));
  for (size_t i = 0; i < count; i++) {
    edition_add(&f->edition, lines[i]);
    ok(writer_put(f->on.writer, lines[i], strlen(lines[i]), &err));
  }
  ok(edition_commit(&f->edition, f->on.writer, &err));
}

#define LOAD(f, ...)                                                                                                           \
  do {                                                                                                                         \
    static const char *const lines[] = {__VA_ARGS__};                                                                          \
    load_lines(f, lines, COUNT_OF(lines));                                                                                     \
  } while (0)

static struct reader_query query_of(struct fixture *f, unsigned kinds) {
  return (struct reader_query){.kinds = kinds, .now = f->on.now};
}

/* Ids of a page, joined by spaces. */
static const char *page_text(struct fixture *f, const struct reader_query *query, const struct reader_cursor *cursor,
                             bool backward, size_t limit, struct reader_cursor *after) {
  static char text[4096];
  struct entry entries[64];
  size_t count;
  size_t used = 0;
  text[0] = '\0';
  assert_true(limit <= COUNT_OF(entries));
  ok(reader_page(f->on.reader, query, cursor, backward, limit, &f->on.arena, entries, after, &count, &err));
  for (size_t i = 0; i < count; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? " " : "", entries[i].id);
  return text;
}

static const char *list_text(struct fixture *f, const struct reader_query *query) {
  struct reader_cursor start = {0};
  return page_text(f, query, &start, false, 64, NULL);
}

static size_t count_of(struct fixture *f, const struct reader_query *query) {
  size_t count;
  ok(reader_count(f->on.reader, query, &count, &err));
  return count;
}

static const char *occurrences_text(struct fixture *f, const char *from, const char *to) {
  static char text[4096];
  struct occurrence found[64];
  size_t count;
  size_t used = 0;
  char start[WALL_TEXT_SIZE], end[WALL_TEXT_SIZE];
  text[0] = '\0';
  ok(reader_occurrences(f->on.reader, wall(from), wall(to), f->on.now, 0, 64, &f->on.arena, found, &count, &err));
  for (size_t i = 0; i < count; i++) {
    wall_format(found[i].start, start);
    wall_format(found[i].end, end);
    used +=
        (size_t)snprintf(text + used, sizeof text - used, "%s%s %s %s", i ? "; " : "", found[i].entry.id, start + 5, end + 5);
  }
  return text;
}

#define SERVICES                                                                                                               \
  "{\"id\":\"s1\",\"kind\":\"service\",\"name\":\"Zahnarzt\",\"topics\":[\"pflege\"],\"opening_hours\":\"Mo-Fr "               \
  "08:00-12:00\"}",                                                                                                            \
      "{\"id\":\"s2\",\"kind\":\"service\",\"name\":\"Ärztin\",\"topics\":[\"pflege\",\"wohnen\"],\"opening_hours\":\"Mo-Fr " \
      "08:00-12:00\",\"numbers\":true,\"accessibility\":[\"step-free\"]}",                                                     \
      "{\"id\":\"s3\",\"kind\":\"service\",\"name\":\"Bank\",\"topics\":[\"wohnen\"],\"opening_hours\":\"24/"                  \
      "7\",\"provider\":\"o1\",\"accessibility\":[\"step-free\",\"toilet\"]}",                                                 \
      "{\"id\":\"s4\",\"kind\":\"service\",\"name\":\"Morgen\",\"topics\":[\"wohnen\"],\"visible_from\":\"2026-11-22T00:"      \
      "00\"}",                                                                                                                 \
      "{\"id\":\"s5\",\"kind\":\"service\",\"name\":\"Vorbei\",\"topics\":[\"wohnen\"],\"visible_until\":\"2026-11-21T14:"     \
      "32\"}"
#define ORGANIZATION "{\"id\":\"o1\",\"kind\":\"organization\",\"name\":\"Bürgerverein\"}"

static void lists_are_in_german_order_and_hide_what_is_not_visible(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, ORGANIZATION);
  open_reader(f);
  struct reader_query query = query_of(f, 1 << KIND_SERVICE);
  assert_string_equal(list_text(f, &query), "s2 s3 s1");
  assert_int_equal(count_of(f, &query), 3);
  query.kinds |= 1 << KIND_ORGANIZATION;
  assert_string_equal(list_text(f, &query), "s2 s3 o1 s1");
  query.now = READER_NO_CLOCK;
  assert_string_equal(list_text(f, &query), "s2 s3 o1 s4 s5 s1");
  assert_int_equal(count_of(f, &query), 6);
}

static void every_restriction_filters_and_counts(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, ORGANIZATION,
       "{\"id\":\"f1\",\"kind\":\"offer\",\"name\":\"Leiter\",\"mode\":\"lend\",\"side\":\"offer\",\"location\":\"p1\","
       "\"free\":true}",
       "{\"id\":\"f2\",\"kind\":\"offer\",\"name\":\"Bohrer\",\"mode\":\"lend\",\"side\":\"offer\"}",
       "{\"id\":\"f3\",\"kind\":\"offer\",\"name\":\"Auto\",\"mode\":\"ride\",\"side\":\"request\"}");
  open_reader(f);
  const unsigned services = 1 << KIND_SERVICE, offers = 1 << KIND_OFFER;
  const struct {
    struct reader_query query;
    const char *ids;
  } rows[] = {
      {{.kinds = services, .topic = "pflege"}, "s2 s1"},
      {{.kinds = services, .topic = "wohnen"}, "s2 s3"},
      {{.kinds = services, .topic = "none"}, ""},
      {{.kinds = services, .accessibility = ACCESS_STEP_FREE}, "s2 s3"},
      {{.kinds = services, .accessibility = ACCESS_STEP_FREE | ACCESS_TOILET}, "s3"},
      {{.kinds = services, .topic = "pflege", .accessibility = ACCESS_STEP_FREE}, "s2"},
      {{.kinds = services, .topic = "wohnen", .provider = "o1"}, "s3"},
      {{.kinds = services, .topic = "pflege", .provider = "o1"}, ""},
      {{.kinds = services, .numbers_only = true}, "s2"},
      {{.kinds = services, .numbers_only = true, .topic = "wohnen"}, "s2"},
      {{.kinds = offers, .mode = 1 + MODE_LEND}, "f2 f1"},
      {{.kinds = offers, .mode = 1 + MODE_RIDE}, "f3"},
      {{.kinds = offers, .mode = 1 + MODE_LEND, .place = "p1"}, "f1"},
      {{.kinds = offers, .free_only = true}, "f1"},
      {{.kinds = services | offers, .free_only = true}, "f1"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct reader_query query = rows[i].query;
    query.now = f->on.now;
    const char *ids = list_text(f, &query);
    if (!str_equals(ids, rows[i].ids)) fail_msg("row %zu: '%s' instead of '%s'", i, ids, rows[i].ids);
    size_t wanted = ids[0] ? 1 : 0;
    for (const char *c = ids; *c; c++)
      wanted += *c == ' ';
    if (count_of(f, &query) != wanted) fail_msg("row %zu: count %zu instead of %zu", i, count_of(f, &query), wanted);
  }
}

static void pages_continue_both_ways_and_letters_are_found(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, ORGANIZATION);
  open_reader(f);
  struct reader_query query = query_of(f, 1 << KIND_SERVICE | 1 << KIND_ORGANIZATION);
  struct reader_cursor start = {0}, after[64];
  assert_string_equal(page_text(f, &query, &start, false, 2, after), "s2 s3");
  struct reader_cursor second = after[1];
  assert_string_equal(page_text(f, &query, &second, false, 2, after), "o1 s1");
  assert_string_equal(page_text(f, &query, &after[1], false, 2, NULL), "");
  struct reader_cursor last = after[1];
  assert_string_equal(page_text(f, &query, &last, true, 2, NULL), "o1 s3");
  assert_string_equal(page_text(f, &query, &second, true, 2, NULL), "s2");
  struct reader_cursor letter;
  ok(reader_seek_letter(f->on.reader, &query, "B", &letter, &err));
  assert_string_equal(page_text(f, &query, &letter, false, 9, NULL), "s3 o1 s1");
  assert_string_equal(page_text(f, &query, &letter, true, 9, NULL), "s2");
  ok(reader_seek_letter(f->on.reader, &query, "C", &letter, &err));
  assert_string_equal(page_text(f, &query, &letter, false, 9, NULL), "s1");
}

static void news_come_by_priority_then_newest_first(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, "{\"id\":\"n1\",\"kind\":\"notice\",\"name\":\"Alt\",\"visible_from\":\"2026-10-01T00:00\",\"topics\":[\"wohnen\"]}",
       "{\"id\":\"n2\",\"kind\":\"notice\",\"name\":\"Neu\",\"visible_from\":\"2026-11-20T00:00\",\"topics\":[\"wohnen\"]}",
       "{\"id\":\"n3\",\"kind\":\"notice\",\"name\":\"Warnung\",\"priority\":\"alert\",\"visible_from\":\"2026-09-01T00:00\"}",
       "{\"id\":\"n4\",\"kind\":\"notice\",\"name\":\"Ohne Datum\"}",
       "{\"id\":\"j1\",\"kind\":\"project\",\"name\":\"Projekt\",\"visible_from\":\"2026-11-10T00:00\"}");
  open_reader(f);
  struct reader_query query = query_of(f, 1 << KIND_NOTICE | 1 << KIND_PROJECT);
  query.order = ORDER_NEWEST;
  assert_string_equal(list_text(f, &query), "n3 n2 j1 n1 n4");
  query.topic = "wohnen";
  assert_string_equal(list_text(f, &query), "n2 n1");
  query.order = ORDER_NAME;
  assert_string_equal(list_text(f, &query), "n1 n2");
}

#define EVENTS                                                                                                                 \
  "{\"id\":\"e1\",\"kind\":\"event\",\"name\":\"Kaffee\",\"start\":\"2026-11-07T15:00\",\"end\":\"2026-11-07T17:00\","         \
  "\"rrule\":\"FREQ=WEEKLY\"}",                                                                                                \
      "{\"id\":\"e2\",\"kind\":\"event\",\"name\":\"Ausstellung\",\"start\":\"2026-11-01\",\"end\":\"2026-12-24\"}",           \
      "{\"id\":\"e3\",\"kind\":\"event\",\"name\":\"Nachtwache\",\"start\":\"2026-11-20T22:00\",\"end\":\"2026-11-21T06:"      \
      "00\"}",                                                                                                                 \
      "{\"id\":\"e4\",\"kind\":\"event\",\"name\":\"Lesung\",\"start\":\"2026-11-21T15:00\"}",                                 \
      "{\"id\":\"e5\",\"kind\":\"event\",\"name\":\"Anruf\",\"start\":\"2026-11-21T10:00\",\"timezone\":\"America/"            \
      "New_York\"}",                                                                                                           \
      "{\"id\":\"e6\",\"kind\":\"event\",\"name\":\"Feiertag\",\"start\":\"2026-11-22\"}"

static void occurrences_of_a_window_include_what_still_runs(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, EVENTS);
  open_reader(f);
  assert_string_equal(occurrences_text(f, "2026-11-21T14:32", "2026-11-22T00:00"),
                      "e2 11-01T00:00 12-24T00:00; e1 11-21T15:00 11-21T17:00; e4 11-21T15:00 11-21T15:00; "
                      "e5 11-21T16:00 11-21T16:00");
  assert_string_equal(occurrences_text(f, "2026-11-21T05:00", "2026-11-21T06:00"),
                      "e2 11-01T00:00 12-24T00:00; e3 11-20T22:00 11-21T06:00");
  assert_string_equal(occurrences_text(f, "2026-11-21T06:00", "2026-11-21T07:00"), "e2 11-01T00:00 12-24T00:00");
  assert_string_equal(occurrences_text(f, "2026-11-22T12:00", "2026-11-23T00:00"),
                      "e2 11-01T00:00 12-24T00:00; e6 11-22T00:00 11-22T00:00");
  assert_string_equal(occurrences_text(f, "2026-12-24T23:59", "2026-12-25T00:00"), "e2 11-01T00:00 12-24T00:00");
  assert_string_equal(occurrences_text(f, "2026-12-25T00:00", "2026-12-25T23:00"), "");
}

static void occurrences_of_one_event_and_counts_of_days(void **state) {
  struct fixture *f = *state;
  struct occurrence found[64];
  size_t count, days[8];
  open_writer(f);
  LOAD(f, EVENTS);
  open_reader(f);
  ok(reader_occurrences_of(f->on.reader, "e1", f->on.now, 3, &f->on.arena, found, &count, &err));
  assert_int_equal(count, 3);
  assert_int_equal(found[0].start, wall("2026-11-21T15:00"));
  assert_int_equal(found[2].end, wall("2026-12-05T17:00"));
  ok(reader_count_days(f->on.reader, wall_day(f->on.now), 8, days, &err));
  const size_t expected[8] = {3, 1, 0, 0, 0, 0, 0, 1};
  assert_memory_equal(days, expected, sizeof days);
  ok(reader_occurrences(f->on.reader, f->on.now, f->on.now + 3600, f->on.now, 1, 1, &f->on.arena, found, &count, &err));
  assert_int_equal(count, 1);
  assert_string_equal(found[0].entry.id, "e1");
}

/* Starts as Python's dateutil and zoneinfo have them. */
static void dates_that_a_series_leaves_out_are_known(void **state) {
  static const char *const expected[] = {"x 2026-11-28T19:00", "all 2026-12-22T00:00", "kyjiw 2026-12-24T19:00"};
  struct fixture *f = *state;
  struct occurrence found[8];
  size_t count;
  open_writer(f);
  LOAD(f,
       "{\"id\":\"x\",\"kind\":\"event\",\"name\":\"Chor\",\"start\":\"2026-11-05T19:00\",\"end\":\"2026-11-05T20:00\","
       "\"rrule\":"
       "\"FREQ=WEEKLY;BYDAY=TH,SA\",\"exdate\":[\"2026-11-28\",\"2026-11-21T18:00\",\"2026-11-25\",\"2026-11-07T19:00\"]}",
       "{\"id\":\"all\",\"kind\":\"event\",\"name\":\"Markt\",\"start\":\"2026-12-01\",\"rrule\":\"FREQ=WEEKLY\",\"exdate\":["
       "\"2026-12-22\"]}",
       "{\"id\":\"kyjiw\",\"kind\":\"event\",\"name\":\"Radio\",\"start\":\"2026-11-05T20:00\",\"timezone\":\"Europe/Kyiv\","
       "\"rrule\":\"FREQ=WEEKLY\",\"exdate\":[\"2026-12-24T20:00\"]}",
       "{\"id\":\"off\",\"kind\":\"event\",\"name\":\"Kino\",\"start\":\"2026-11-05T20:00\",\"event_status\":\"cancelled\","
       "\"rrule\":"
       "\"FREQ=WEEKLY\",\"exdate\":[\"2026-12-24T20:00\"]}");
  open_reader(f);
  ok(reader_taken_out(f->on.reader, f->on.now, wall("2027-03-01T00:00"), f->on.now, 8, &f->on.arena, found, &count, &err));
  assert_int_equal(count, COUNT_OF(expected));
  for (size_t i = 0; i < count; i++) {
    char start[WALL_TEXT_SIZE], text[64];
    wall_format(found[i].start, start);
    snprintf(text, sizeof text, "%s %s", found[i].entry.id, start);
    assert_string_equal(text, expected[i]);
  }
  assert_int_equal(found[0].end, wall("2026-11-28T20:00"));
  LOAD(f, ORGANIZATION); /* the events are gone, and so is what they left out */
  ok(reader_taken_out(f->on.reader, f->on.now, wall("2027-03-01T00:00"), f->on.now, 8, &f->on.arena, found, &count, &err));
  assert_int_equal(count, 0);
}

static void a_delta_changes_only_what_it_names(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, ORGANIZATION, EVENTS);
  open_reader(f);
  static const char *const after[] = {SERVICES, EVENTS};
  static const char put[] = "{\"id\":\"e4\",\"kind\":\"event\",\"name\":\"Lesung\",\"start\":\"2026-11-22T15:00\"}";
  bool changed;
  f->edition = (struct edition){.version = f->edition.version};
  for (size_t i = 0; i < COUNT_OF(after); i++)
    edition_add(&f->edition, after[i]);
  edition_drop(&f->edition, after[COUNT_OF(after) - 3]);
  edition_add(&f->edition, put);
  ok(reader_poll(f->on.reader, &changed, &err));
  assert_false(changed);
  ok(writer_begin(f->on.writer, WRITER_DELTA, f->on.now, &err));
  ok(writer_put(f->on.writer, put, strlen(put), &err));
  ok(writer_drop(f->on.writer, "o1", &err));
  ok(writer_drop(f->on.writer, "never-there", &err));
  ok(edition_commit(&f->edition, f->on.writer, &err));
  ok(reader_poll(f->on.reader, &changed, &err));
  assert_true(changed);
  struct reader_query query = query_of(f, 1 << KIND_ORGANIZATION);
  assert_int_equal(count_of(f, &query), 0);
  assert_non_null(strstr(occurrences_text(f, "2026-11-22T14:00", "2026-11-22T16:00"), "e4 11-22T15:00"));
  assert_null(strstr(occurrences_text(f, "2026-11-21T14:00", "2026-11-21T16:00"), "e4"));
}

static void a_wrong_content_sum_commits_nothing(void **state) {
  struct fixture *f = *state;
  struct err refused;
  open_writer(f);
  LOAD(f, SERVICES);
  struct edition wrong = {.entries = 1, .version = 1};
  ok(writer_begin(f->on.writer, WRITER_WHOLE, f->on.now, &err));
  ok(writer_put(f->on.writer, ORGANIZATION, strlen(ORGANIZATION), &err));
  assert_false(edition_commit(&wrong, f->on.writer, &refused));
  assert_int_equal(refused.code, ERR_DENIED);
  open_reader(f);
  struct reader_query query = query_of(f, 1 << KIND_SERVICE | 1 << KIND_ORGANIZATION);
  assert_string_equal(list_text(f, &query), "s2 s3 s1");
  assert_int_equal(writer_info(f->on.writer)->version, 1);
  LOAD(f, ORGANIZATION); /* and the next version still goes in, dropping what it does not have */
  assert_string_equal(list_text(f, &query), "o1");
}

static void readers_see_one_version_until_they_end(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES);
  open_reader(f);
  struct reader_query query = query_of(f, 1 << KIND_SERVICE);
  ok(reader_begin(f->on.reader, &err));
  assert_int_equal(count_of(f, &query), 3);
  LOAD(f, ORGANIZATION);
  assert_int_equal(count_of(f, &query), 3);
  assert_string_equal(list_text(f, &query), "s2 s3 s1");
  reader_end(f->on.reader);
  assert_int_equal(count_of(f, &query), 0);
}

static const char *name_of(struct fixture *f, const char *id) {
  struct entry entry;
  ok(reader_find(f->on.reader, id, &f->on.arena, &entry, &err));
  return text_get(&entry.name, "de", NULL);
}

static void parsed_entries_follow_the_version_of_their_transaction(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, "{\"id\":\"s1\",\"kind\":\"service\",\"name\":\"Alt\"}");
  open_reader(f);
  ok(reader_begin(f->on.reader, &err));
  const char *old = name_of(f, "s1");
  assert_ptr_equal(name_of(f, "s1"), old); /* parsed once */
  LOAD(f, "{\"id\":\"s1\",\"kind\":\"service\",\"name\":\"Neu\"}");
  assert_ptr_equal(name_of(f, "s1"), old);
  reader_end(f->on.reader);
  assert_string_equal(name_of(f, "s1"), "Neu");
  ok(reader_begin(f->on.reader, &err)); /* without a poll in between */
  assert_string_equal(name_of(f, "s1"), "Neu");
  reader_end(f->on.reader);
  assert_string_equal(old, "Alt");
}

static void entries_live_as_long_as_their_arena_whatever_was_read_since(void **state) {
  enum { ENTRIES = 3 * PARSED_MAX };
  struct fixture *f = *state;
  char *lines[ENTRIES], id[16];
  const char *names[ENTRIES];
  for (int i = 0; i < ENTRIES; i++)
    lines[i] = arena_printf(&f->on.arena, "{\"id\":\"s%d\",\"kind\":\"service\",\"name\":\"Name %d\"}", i, i);
  open_writer(f);
  load_lines(f, (const char *const *)lines, ENTRIES);
  open_reader(f);
  ok(reader_begin(f->on.reader, &err));
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < ENTRIES; i++) {
      snprintf(id, sizeof id, "s%d", i);
      names[i] = name_of(f, id);
    }
  reader_end(f->on.reader);
  reader_close(TAKE(f->on.reader));
  for (int i = 0; i < ENTRIES; i++)
    assert_string_equal(names[i], arena_printf(&f->on.arena, "Name %d", i));
}

static void lines_of_tomorrow_are_kept_hidden_and_counted(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, "{\"id\":\"x1\",\"kind\":\"robot\",\"name\":\"R2\"}",
       "{\"id\":\"x2\",\"kind\":\"notice\",\"name\":\"N\",\"priority\":\"apocalypse\"}");
  assert_int_equal(writer_info(f->on.writer)->entries, 7);
  assert_int_equal(writer_info(f->on.writer)->skipped, 2);
  struct err refused;
  open_reader(f);
  struct entry entry;
  assert_false(reader_find(f->on.reader, "x1", &f->on.arena, &entry, &refused));
  assert_int_equal(refused.code, ERR_NOT_FOUND);
  LOAD(f, ORGANIZATION);
  assert_int_equal(writer_info(f->on.writer)->skipped, 0);
  ok(writer_begin(f->on.writer, WRITER_DELTA, f->on.now, &err));
  assert_false(writer_put(f->on.writer, "<html>", 6, &refused));
  assert_int_equal(refused.code, ERR_PARSE);
  writer_rollback(f->on.writer);
}

static void the_window_moves_with_the_days(void **state) {
  struct fixture *f = *state;
  bool changed;
  struct occurrence found[80];
  size_t count;
  open_writer(f);
  LOAD(f, EVENTS);
  ok(writer_top_up(f->on.writer, f->on.now + 3600, &changed, &err));
  assert_false(changed);
  for (int day = 1; day <= 100; day++)
    ok(writer_top_up(f->on.writer, f->on.now + day_wall(day), &changed, &err));
  assert_true(changed);
  f->on.now += day_wall(100); /* 2027-03-01 */
  open_reader(f);
  ok(reader_occurrences_of(f->on.reader, "e1", INT64_MIN / 2, 80, &f->on.arena, found, &count, &err));
  /* Every Saturday from a week ago to 400 days ahead, and at most five weeks more at either end. */
  assert_in_range(found[0].start, wall("2027-01-18T00:00"), wall("2027-02-27T15:00"));
  assert_in_range(found[count - 1].start, wall("2028-04-01T15:00"), wall("2028-05-06T15:00"));
  assert_int_equal(count, 1 + (found[count - 1].start - found[0].start) / (7 * DAY_SECONDS));
  ok(reader_occurrences_of(f->on.reader, "e2", INT64_MIN / 2, 80, &f->on.arena, found, &count, &err));
  assert_int_equal(count, 0);
  f->on.now -= day_wall(100); /* the clock goes back: what was dropped is there again */
  ok(writer_top_up(f->on.writer, f->on.now, &changed, &err));
  assert_non_null(strstr(occurrences_text(f, "2026-11-21T14:32", "2026-11-22T00:00"), "e2 11-01T00:00 12-24T00:00; e1"));
}

static void another_zone_expands_anew(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, EVENTS);
  writer_close(f->on.writer);
  f->on.writer = NULL;
  ok(writer_open(f->on.path, "America/New_York", &f->on.writer, &err));
  ok(writer_top_up(f->on.writer, f->on.now, NULL, &err));
  open_reader(f);
  assert_string_equal(occurrences_text(f, "2026-11-21T09:00", "2026-11-21T11:00"),
                      "e2 11-01T00:00 12-24T00:00; e5 11-21T10:00 11-21T10:00");
}

static void hours_and_topics_are_counted(void **state) {
  struct fixture *f = *state;
  struct hours_use *uses;
  struct topic_count *topics;
  size_t count;
  open_writer(f);
  LOAD(f, SERVICES);
  open_reader(f);
  ok(reader_hours(f->on.reader, NULL, &f->on.arena, &uses, &count, &err));
  assert_int_equal(count, 2);
  assert_int_equal(uses[0].count + uses[1].count, 3);
  ok(reader_hours(f->on.reader, "pflege", &f->on.arena, &uses, &count, &err));
  assert_int_equal(count, 1);
  assert_string_equal(uses[0].expression, "Mo-Fr 08:00-12:00");
  assert_int_equal(uses[0].count, 2);
  ok(reader_topics(f->on.reader, &f->on.arena, &topics, &count, &err));
  assert_int_equal(count, 2);
  assert_string_equal(topics[1].id, "wohnen");
  assert_int_equal(topics[1].count, 4);
  LOAD(f, ORGANIZATION);
  ok(reader_hours(f->on.reader, NULL, &f->on.arena, &uses, &count, &err));
  assert_int_equal(count, 0);
  ok(reader_topics(f->on.reader, &f->on.arena, &topics, &count, &err));
  assert_int_equal(count, 0);
}

static void services_are_found_by_the_number_of_their_hours(void **state) {
  struct fixture *f = *state;
  struct hours_use *uses;
  size_t count, rows;
  open_writer(f);
  LOAD(f, SERVICES);
  open_reader(f);
  ok(reader_hours(f->on.reader, "pflege", &f->on.arena, &uses, &count, &err));
  assert_int_equal(count, 1);
  assert_in_range(uses[0].number, 1, 15);
  unsigned char wanted[16] = {0};
  struct hours_set set = {wanted, sizeof wanted};
  struct reader_query query = query_of(f, 1U << KIND_SERVICE);
  query.hours = &set;
  assert_string_equal(page_text(f, &query, &(struct reader_cursor){0}, false, 9, NULL), "");
  wanted[uses[0].number] = 1;
  assert_string_equal(page_text(f, &query, &(struct reader_cursor){0}, false, 9, NULL), "s2 s1");
  ok(reader_count(f->on.reader, &query, &rows, &err));
  assert_int_equal(rows, 2);
  query.topic = "wohnen";
  assert_string_equal(page_text(f, &query, &(struct reader_cursor){0}, false, 9, NULL), "s2");
  set.count = 1; /* numbers behind the end are not asked for */
  assert_string_equal(page_text(f, &query, &(struct reader_cursor){0}, false, 9, NULL), "");
}

/* Counted for each expression, however many services there are; what is hidden now is no part of it. */
static void open_services_are_counted_without_those_that_are_hidden(void **state) {
  struct fixture *f = *state;
  struct hours_use *uses;
  size_t count, rows;
  open_writer(f);
  LOAD(f, SERVICES,
       "{\"id\":\"h1\",\"kind\":\"service\",\"name\":\"Bald\",\"topics\":[\"pflege\"],\"opening_hours\":\"Mo-Fr "
       "08:00-12:00\",\"visible_from\":\"2026-11-22T00:00\"}",
       "{\"id\":\"h2\",\"kind\":\"service\",\"name\":\"Gewesen\",\"topics\":[\"pflege\"],\"opening_hours\":\"24/7\","
       "\"visible_until\":\"2026-11-21T14:32\"}");
  open_reader(f);
  ok(reader_hours(f->on.reader, "pflege", &f->on.arena, &uses, &count, &err));
  assert_int_equal(count, 2);
  for (unsigned which = 0; which < 4; which++) {
    unsigned char wanted[16] = {0};
    struct hours_set set = {wanted, sizeof wanted};
    for (size_t i = 0; i < count; i++)
      wanted[uses[i].number] = which >> i & 1;
    for (int topic = 0; topic < 2; topic++) {
      struct reader_query query = query_of(f, 1U << KIND_SERVICE);
      query.hours = &set;
      query.topic = topic ? "pflege" : NULL;
      const char *page = page_text(f, &query, &(struct reader_cursor){0}, false, 9, NULL);
      size_t shown = *page ? 1 : 0;
      for (; *page; page++)
        shown += *page == ' ';
      ok(reader_count(f->on.reader, &query, &rows, &err));
      assert_int_equal(rows, shown);
    }
  }
}

static void a_reader_needs_content_and_a_file_of_ours(void **state) {
  struct fixture *f = *state;
  struct err refused;
  assert_false(reader_open(f->on.path, &f->on.reader, &refused));
  assert_int_equal(refused.code, ERR_NOT_FOUND);
  open_writer(f);
  assert_false(reader_open(f->on.path, &f->on.reader, &refused));
  assert_int_equal(refused.code, ERR_NOT_FOUND);
  writer_close(f->on.writer);
  f->on.writer = NULL;
  ok(fs_write(f->on.path, "This is no database at all, not even close to one.", 50, &err));
  assert_false(reader_open(f->on.path, &f->on.reader, &refused));
  assert_int_equal(refused.code, ERR_CORRUPT);
  assert_false(writer_open(f->on.path, ZONE, &f->on.writer, &refused));
  assert_int_equal(refused.code, ERR_CORRUPT);
}

static void change_database(const char *path, const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static void newer_and_foreign_files_are_refused(void **state) {
  struct fixture *f = *state;
  struct err err;
  open_writer(f);
  LOAD(f, SERVICES);
  writer_close(f->on.writer);
  f->on.writer = NULL;
  change_database(f->on.path, "PRAGMA user_version = 99");
  assert_false(reader_open(f->on.path, &f->on.reader, &err));
  assert_int_equal(err.code, ERR_CORRUPT);
  assert_non_null(strstr(err.msg, "newer"));
  assert_false(writer_open(f->on.path, ZONE, &f->on.writer, &err));
  assert_int_equal(err.code, ERR_CORRUPT);
  change_database(f->on.path, "PRAGMA user_version = 1; PRAGMA application_id = 7");
  assert_false(reader_open(f->on.path, &f->on.reader, &err));
  assert_int_equal(err.code, ERR_CORRUPT);
}

/* Schema 4 had the working `due` beside the line. */
static void an_older_file_goes_on_where_it_was(void **state) {
  struct fixture *f = *state;
  struct occurrence found[80];
  size_t count;
  open_writer(f);
  LOAD(f, EVENTS);
  writer_close(f->on.writer);
  f->on.writer = NULL;
  change_database(f->on.path,
                  "DROP TABLE due; CREATE INDEX entry_due ON entry(due) WHERE due IS NOT NULL; PRAGMA user_version = 4");
  open_writer(f);
  ok(writer_top_up(f->on.writer, f->on.now + day_wall(60), NULL, &err)); /* 2027-01-20 */
  open_reader(f);
  ok(reader_occurrences_of(f->on.reader, "e1", f->on.now, 80, &f->on.arena, found, &count, &err));
  assert_true(found[count - 1].start >= wall("2028-02-19T15:00"));
}

static void only_one_writer_at_a_time(void **state) {
  struct fixture *f = *state;
  struct writer *second;
  struct err err;
  open_writer(f);
  assert_false(writer_open(f->on.path, ZONE, &second, &err));
  assert_int_equal(err.code, ERR_IO);
}

static void a_reader_works_without_a_writer_and_in_a_folder_it_may_not_write(void **state) {
  struct fixture *f = *state;
  char name[128];
  open_writer(f);
  LOAD(f, SERVICES);
  writer_close(f->on.writer);
  f->on.writer = NULL;
  struct reader_query query = query_of(f, 1 << KIND_SERVICE);
  open_reader(f);
  assert_string_equal(list_text(f, &query), "s2 s3 s1");
  reader_close(f->on.reader);
  f->on.reader = NULL;
  snprintf(name, sizeof name, "%s-wal", f->on.path);
  unlink(name);
  snprintf(name, sizeof name, "%s-shm", f->on.path);
  unlink(name);
  assert_int_equal(chmod(f->on.folder, 0555), 0);
  open_reader(f);
  assert_string_equal(list_text(f, &query), "s2 s3 s1");
  chmod(f->on.folder, 0755);
}

static void a_reader_follows_a_cache_put_in_place_of_a_damaged_one(void **state) {
  struct fixture *f = *state;
  char other[128];
  bool changed;
  open_writer(f);
  LOAD(f, SERVICES);
  open_reader(f);
  writer_close(f->on.writer);
  snprintf(other, sizeof other, "%s/moved.db", f->on.folder);
  assert_int_equal(rename(f->on.path, other), 0);
  snprintf(other, sizeof other, "%s-wal", f->on.path);
  unlink(other);
  snprintf(other, sizeof other, "%s-shm", f->on.path);
  unlink(other);
  struct reader_query query = query_of(f, 1 << KIND_SERVICE | 1 << KIND_ORGANIZATION);
  ok(reader_poll(f->on.reader, &changed, &err));
  assert_false(changed);
  assert_int_equal(count_of(f, &query), 3);
  open_writer(f);
  LOAD(f, ORGANIZATION);
  ok(reader_poll(f->on.reader, &changed, &err));
  assert_true(changed);
  assert_string_equal(list_text(f, &query), "o1");
}

static void notes_reach_the_reader(void **state) {
  struct fixture *f = *state;
  struct reader_info info;
  open_writer(f);
  LOAD(f, SERVICES);
  open_reader(f);
  ok(writer_note_failure(f->on.writer, 1790000500, "no route", &err));
  ok(writer_note_failure(f->on.writer, 1790000900, "still none", &err));
  ok(reader_info(f->on.reader, &info, &err));
  assert_int_equal(info.failing_since_utc, 1790000500);
  assert_int_equal(info.version, 1);
  assert_string_equal(info.name, "Treffpunkt Südstadt");
  ok(writer_note_checked(f->on.writer, 1790001000, "\"x\"", 1810000000, &err));
  ok(reader_info(f->on.reader, &info, &err));
  assert_int_equal(info.failing_since_utc, 0);
  assert_int_equal(info.checked_utc, 1790001000);
  assert_int_equal(info.expires_utc, 1810000000);
}

/* A SCAN is a walk through all rows; a TEMP B-TREE sorts all that match: both grow with the content. */
static void no_statement_of_the_reader_scans_or_sorts(void **state) {
  struct fixture *f = *state;
  open_writer(f);
  LOAD(f, SERVICES, EVENTS);
  open_reader(f);
  for (int id = 0; id < RS_COUNT_ALL; id++) {
    char sql[4096];
    sqlite3_stmt *stmt;
    snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", reader_sql((enum reader_statement)id));
    if (id == RS_DATA_VERSION) continue;
    assert_int_equal(sqlite3_prepare_v2(f->on.reader->db, sql, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
      const char *detail = (const char *)sqlite3_column_text(stmt, 3);
      if (strstr(detail, "SCAN CONSTANT")) continue;
      if (strstr(detail, "SCAN") || strstr(detail, "TEMP B-TREE")) fail_msg("%s: %s", sql, detail);
    }
    sqlite3_finalize(stmt);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(lists_are_in_german_order_and_hide_what_is_not_visible),
      TEST(every_restriction_filters_and_counts),
      TEST(pages_continue_both_ways_and_letters_are_found),
      TEST(news_come_by_priority_then_newest_first),
      TEST(occurrences_of_a_window_include_what_still_runs),
      TEST(occurrences_of_one_event_and_counts_of_days),
      TEST(dates_that_a_series_leaves_out_are_known),
      TEST(a_delta_changes_only_what_it_names),
      TEST(a_wrong_content_sum_commits_nothing),
      TEST(readers_see_one_version_until_they_end),
      TEST(parsed_entries_follow_the_version_of_their_transaction),
      TEST(entries_live_as_long_as_their_arena_whatever_was_read_since),
      TEST(lines_of_tomorrow_are_kept_hidden_and_counted),
      TEST(the_window_moves_with_the_days),
      TEST(another_zone_expands_anew),
      TEST(an_older_file_goes_on_where_it_was),
      TEST(hours_and_topics_are_counted),
      TEST(services_are_found_by_the_number_of_their_hours),
      TEST(open_services_are_counted_without_those_that_are_hidden),
      TEST(a_reader_needs_content_and_a_file_of_ours),
      TEST(newer_and_foreign_files_are_refused),
      TEST(only_one_writer_at_a_time),
      TEST(a_reader_works_without_a_writer_and_in_a_folder_it_may_not_write),
      TEST(a_reader_follows_a_cache_put_in_place_of_a_damaged_one),
      TEST(notes_reach_the_reader),
      TEST(no_statement_of_the_reader_scans_or_sorts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
