/* The agenda's filters and lists by distance against brute force over random neighbourhoods. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "cache/expand.h"
#include "cache/reader_private.h"
#include "cache/writer.h"
#include "edition.h"
#include "scratch.h"
#include "cache/zorder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 480, FOUND_MAX = 4096 };

static const char *const topics[] = {"pflege", "kultur", "wohnen", "eigenes-thema"};
static const char *const tags[] = {"tr", "uk", "en"};
static const double here_latitude = 48.7716, here_longitude = 9.1813;

struct town {
  struct scratch on; /* in its arena: lines and entries */
  struct arena answers;
  char *lines[LINES]; /* NULL: dropped */
  struct entry entries[LINES];
  uint64_t random;
  int64_t version;
};

static unsigned next_random(struct town *t, unsigned below) {
  t->random = t->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(t->random >> 33) % below;
}

static bool flip(struct town *t, unsigned percent) { return next_random(t, 100) < percent; }

/* ---- random lines ---- */

static void add(char *line, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
static void add(char *line, size_t size, const char *format, ...) {
  va_list args;
  size_t len = strlen(line);
  va_start(args, format);
  vsnprintf(line + len, size - len, format, args);
  va_end(args);
}

/* "topics":["a","b"] of random words, or nothing. */
static void add_list(struct town *t, char *line, size_t size, const char *field, const char *const *words, size_t count) {
  char inside[256] = "";
  for (size_t i = 0; i < count; i++)
    if (flip(t, 40)) add(inside, sizeof inside, "%s\"%s\"", inside[0] ? "," : "", words[i]);
  if (inside[0]) add(line, size, ",\"%s\":[%s]", field, inside);
}

static void add_position(struct town *t, char *line, size_t size) {
  unsigned spread = flip(t, 10) ? 4000000 : 3000; /* some in another country */
  add(line, size, "\"latitude\":%.5f,\"longitude\":%.5f", here_latitude + ((double)next_random(t, spread) - spread / 2.0) / 1e5,
      here_longitude + ((double)next_random(t, spread) - spread / 2.0) / 1e5);
}

/* Dates of a weekly series, and such that are none. */
static void add_exceptions(struct town *t, char *line, size_t size, int32_t first) {
  char dates[256] = "", day[DAY_TEXT_SIZE];
  for (int i = 0; i < 6; i++) {
    day_format(first + (int32_t)next_random(t, 20) * (flip(t, 70) ? 7 : 5), day);
    add(dates, sizeof dates, "%s\"%s\"", i ? "," : "", day);
  }
  add(line, size, ",\"exdate\":[%s]", dates);
}

static void add_event(struct town *t, char *line, size_t size) {
  static const char *const rules[] = {"FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=3SA", "FREQ=DAILY;INTERVAL=9"};
  char day[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE];
  int32_t first = wall_day(t->on.now) - 60 + (int32_t)next_random(t, 120);
  unsigned hour = next_random(t, 24);
  day_format(first, day);
  day_format(first + (int32_t)(flip(t, 20) ? next_random(t, 90) : 0), end);
  if (flip(t, 20))
    add(line, size, ",\"start\":\"%s\",\"end\":\"%s\"", day, end);
  else
    add(line, size, ",\"start\":\"%sT%02u:00\",\"end\":\"%sT%02u:30\"", day, hour, end, hour);
  if (flip(t, 30)) {
    add(line, size, ",\"rrule\":\"%s\"", rules[next_random(t, COUNT_OF(rules))]);
    if (flip(t, 50)) add_exceptions(t, line, size, first);
  }
  if (flip(t, 30)) add(line, size, ",\"free\":true");
  if (flip(t, 30)) add(line, size, ",\"accessibility\":[\"step-free\",\"toilet\"]");
}

static void add_location(struct town *t, char *line, size_t size) {
  unsigned way = next_random(t, 10);
  if (way < 5) {
    add(line, size, ",\"location\":\"e%03u\"", next_random(t, LINES)); /* a place, another entry or nothing */
  } else if (way < 8) {
    add(line, size, ",\"location\":{");
    add_position(t, line, size);
    add(line, size, "}");
  } else if (way == 8) {
    add(line, size, ",\"location\":{\"street\":\"Rathausplatz 1\"}");
  }
}

/* A third each of events, services and places. */
static const char *make_line(struct town *t, size_t number) {
  static char line[4096];
  static const char *const kinds[] = {"event", "service", "place"};
  size_t kind = number % 3;
  snprintf(line, sizeof line, "{\"id\":\"e%03zu\",\"kind\":\"%s\",\"name\":\"Name %u\"", number, kinds[kind],
           next_random(t, 40));
  add_list(t, line, sizeof line, "topics", topics, COUNT_OF(topics));
  if (kind == 0) add_event(t, line, sizeof line);
  if (kind == 1) {
    add_location(t, line, sizeof line);
    add_list(t, line, sizeof line, "languages", tags, COUNT_OF(tags));
    if (flip(t, 50)) add(line, sizeof line, ",\"accessibility\":[\"step-free\"]");
  }
  if (kind == 2 && flip(t, 80)) {
    add(line, sizeof line, ",\"location\":{");
    add_position(t, line, sizeof line);
    add(line, sizeof line, "}");
  }
  if (kind != 2 && flip(t, 15)) add(line, sizeof line, ",\"visible_until\":\"2026-11-%02uT00:00\"", 1 + next_random(t, 30));
  add(line, sizeof line, "}");
  return line;
}

static void renew(struct town *t, size_t number) {
  t->lines[number] = arena_strdup(&t->on.arena, make_line(t, number));
  ok(entry_parse(t->lines[number], strlen(t->lines[number]), &t->on.arena, &t->entries[number], &err));
}

/* ---- the town's life ---- */

static void commit(struct town *t) {
  struct edition edition = {.version = t->version++};
  for (size_t i = 0; i < LINES; i++)
    if (t->lines[i]) edition_add(&edition, t->lines[i]);
  ok(edition_commit(&edition, t->on.writer, &err));
}

static void load(struct town *t) {
  ok(writer_begin(t->on.writer, WRITER_WHOLE, t->on.now, &err));
  for (size_t i = 0; i < LINES; i++) {
    renew(t, i);
    ok(writer_put(t->on.writer, t->lines[i], strlen(t->lines[i]), &err));
  }
  commit(t);
  ok(reader_open(t->on.path, &t->on.reader, &err));
}

/* A tenth changes, a tenth goes, what was gone comes back. */
static void change(struct town *t) {
  ok(writer_begin(t->on.writer, WRITER_DELTA, t->on.now, &err));
  for (size_t i = 0; i < LINES; i++) {
    unsigned fate = next_random(t, 10);
    if (fate == 0 && t->lines[i]) {
      ok(writer_drop(t->on.writer, t->entries[i].id, &err));
      t->lines[i] = NULL;
    } else if (fate == 1 || !t->lines[i]) {
      renew(t, i);
      ok(writer_put(t->on.writer, t->lines[i], strlen(t->lines[i]), &err));
    }
  }
  commit(t);
}

static int setup(void **state) {
  struct town *t = calloc(1, sizeof *t);
  scratch_init(&t->on);
  t->random = 20261121;
  ok(writer_open(t->on.path, ZONE, &t->on.writer, &err));
  *state = t;
  return 0;
}

static int teardown(void **state) {
  struct town *t = *state;
  scratch_fini(&t->on);
  arena_fini(&t->answers);
  free(t);
  return 0;
}

/* ---- what must come out ---- */

static bool has_topic(const struct entry *entry, const char *topic) {
  if (!topic) return true;
  for (size_t i = 0; i < entry->topics.count; i++)
    if (str_equals(entry->topics.items[i], topic)) return true;
  return false;
}

static bool is_visible(const struct entry *entry, int64_t now) {
  return now == READER_NO_CLOCK || !entry->visible_until.is_set || now < entry->visible_until.wall;
}

static bool passes(const struct entry *entry, const struct agenda_filter *filter) {
  if (entry->kind != KIND_EVENT || !has_topic(entry, filter->topic)) return false;
  if (filter->free_only && !entry->free) return false;
  return !filter->step_free || entry->accessibility & ACCESS_STEP_FREE;
}

struct sight {
  char id[65];
  int64_t start;
};

static int compare_sights(const void *a, const void *b) {
  const struct sight *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp(x->id, y->id);
}

/* All occurrences that the window holds, by brute force. */
static size_t expect_agenda(struct town *t, const struct agenda_query *query, struct sight *out) {
  static struct expansion found;
  size_t count = 0;
  for (size_t i = 0; i < LINES; i++) {
    const struct entry *e = &t->entries[i];
    if (!t->lines[i] || !passes(e, &query->filter) || !is_visible(e, query->now)) continue;
    expand(e, ZONE, query->from - expand_duration(e) - DAY_SECONDS, query->to, &found);
    for (size_t k = 0; k < found.count; k++) {
      if (found.until[k] <= query->from && found.start[k] < query->from) continue;
      assert_true(count < FOUND_MAX);
      str_copy(out[count].id, sizeof out[count].id, e->id);
      out[count++].start = found.start[k];
    }
  }
  qsort(out, count, sizeof *out, compare_sights);
  return count;
}

static void check_agenda(struct town *t, const struct agenda_query *query) {
  static struct sight wanted[FOUND_MAX], got[FOUND_MAX];
  size_t count = 0, batch = 0, counted;
  size_t expected = expect_agenda(t, query, wanted);
  arena_reset(&t->answers);
  do {
    struct occurrence page[50];
    ok(reader_agenda(t->on.reader, query, count, COUNT_OF(page), &t->answers, page, &batch, &err));
    for (size_t i = 0; i < batch; i++) {
      assert_true(count < FOUND_MAX);
      assert_true(count == 0 || got[count - 1].start <= page[i].start);
      str_copy(got[count].id, sizeof got[count].id, page[i].entry.id);
      got[count++].start = page[i].start;
    }
  } while (batch == 50);
  qsort(got, count, sizeof *got, compare_sights);
  assert_int_equal(count, expected);
  for (size_t i = 0; i < count; i++) {
    assert_string_equal(got[i].id, wanted[i].id);
    assert_int_equal(got[i].start, wanted[i].start);
  }
  ok(reader_agenda_count(t->on.reader, query, FOUND_MAX, &counted, &err));
  assert_int_equal(counted, expected);
  ok(reader_agenda_count(t->on.reader, query, 3, &counted, &err));
  assert_int_equal(counted, expected < 3 ? expected : 3);
}

static bool holds(const struct expansion *found, int64_t start) {
  for (size_t i = 0; i < found->count; i++)
    if (found->start[i] == start) return true;
  return false;
}

/* What the rule without its exceptions has more than the rule with them. */
static size_t expect_taken_out(struct town *t, int64_t from, int64_t to, int64_t now, struct sight *out) {
  static struct expansion with, without;
  size_t count = 0;
  for (size_t i = 0; i < LINES; i++) {
    struct entry e = t->entries[i];
    if (!t->lines[i] || e.kind != KIND_EVENT || !is_visible(&e, now)) continue;
    expand(&e, ZONE, day_wall(wall_day(from)), to, &with);
    e.exdate.count = 0;
    expand(&e, ZONE, day_wall(wall_day(from)), to, &without);
    for (size_t k = 0; k < without.count; k++) {
      if (without.until[k] <= from || holds(&with, without.start[k])) continue;
      str_copy(out[count].id, sizeof out[count].id, e.id);
      out[count++].start = without.start[k];
    }
  }
  qsort(out, count, sizeof *out, compare_sights);
  return count;
}

static void check_taken_out(struct town *t) {
  static struct sight wanted[FOUND_MAX], got[FOUND_MAX];
  size_t met = 0;
  for (int i = 0; i < 20; i++) {
    struct occurrence found[200];
    size_t count;
    int64_t from = flip(t, 50) ? t->on.now : day_wall(wall_day(t->on.now) + (int32_t)next_random(t, 60));
    int64_t to = day_wall(wall_day(from) + 1 + (int32_t)next_random(t, 12)), now = flip(t, 80) ? t->on.now : READER_NO_CLOCK;
    arena_reset(&t->answers);
    ok(reader_taken_out(t->on.reader, from, to, now, COUNT_OF(found), &t->answers, found, &count, &err));
    assert_int_equal(count, expect_taken_out(t, from, to, now, wanted));
    for (size_t k = 0; k < count; k++) {
      str_copy(got[k].id, sizeof got[k].id, found[k].entry.id);
      got[k].start = found[k].start;
    }
    qsort(got, count, sizeof *got, compare_sights);
    for (size_t k = 0; k < count; k++)
      assert_true(compare_sights(&got[k], &wanted[k]) == 0);
    met += count;
  }
  assert_true(met > 0);
}

static struct agenda_filter random_filter(struct town *t) {
  struct agenda_filter filter = {.free_only = flip(t, 40), .step_free = flip(t, 40)};
  unsigned topic = next_random(t, COUNT_OF(topics) + 2);
  filter.topic = topic < COUNT_OF(topics) ? topics[topic] : topic == COUNT_OF(topics) ? "niemand" : NULL;
  return filter;
}

static void check_random_agendas(struct town *t) {
  for (int i = 0; i < 30; i++) {
    struct agenda_query query = {.filter = random_filter(t), .now = flip(t, 80) ? t->on.now : READER_NO_CLOCK};
    query.from = flip(t, 50) ? t->on.now : day_wall(wall_day(t->on.now) - 5 + (int32_t)next_random(t, 60));
    query.to = day_wall(wall_day(query.from) + 1 + (int32_t)next_random(t, 12));
    check_agenda(t, &query);
  }
}

static void every_combination_of_filters_finds_what_brute_force_finds(void **state) {
  struct town *t = *state;
  load(t);
  check_random_agendas(t);
  for (int i = 0; i < 3; i++) {
    change(t);
    check_random_agendas(t);
    t->on.now += 5 * DAY_SECONDS;
    ok(writer_top_up(t->on.writer, t->on.now, NULL, &err));
    check_random_agendas(t);
  }
}

static void what_exdate_takes_out_is_what_is_missing(void **state) {
  struct town *t = *state;
  load(t);
  check_taken_out(t);
  for (int i = 0; i < 3; i++) {
    change(t);
    check_taken_out(t);
    t->on.now += 12 * DAY_SECONDS;
    ok(writer_top_up(t->on.writer, t->on.now, NULL, &err));
    check_taken_out(t);
  }
}

/* Totals know neither visibility nor the hour. */
static void check_totals(struct town *t) {
  static struct sight wanted[FOUND_MAX];
  for (int i = 0; i < 12; i++) {
    struct agenda_filter filter = random_filter(t);
    struct day_total totals[42];
    int32_t first = wall_day(t->on.now) - 3 + (int32_t)next_random(t, 40);
    int32_t next;
    bool found;
    ok(reader_day_totals(t->on.reader, &filter, first, COUNT_OF(totals), totals, &err));
    ok(reader_next_day(t->on.reader, &filter, first, &next, &found, &err));
    for (int32_t day = first; day < first + (int32_t)COUNT_OF(totals); day++) {
      struct agenda_query query = {.filter = filter, .from = day_wall(day), .to = day_wall(day + 1), .now = READER_NO_CLOCK};
      size_t all = expect_agenda(t, &query, wanted), starting = 0;
      for (size_t k = 0; k < all; k++)
        starting += wall_day(wanted[k].start) == day;
      assert_int_equal(totals[day - first].starting, starting);
      assert_int_equal(totals[day - first].running, all - starting);
      if (day > first && starting > 0 && found) assert_true(next <= day);
      if (day > first && starting > 0) assert_true(found);
      if (found && day == next) assert_true(starting > 0);
    }
  }
}

static void days_count_what_starts_and_what_still_runs(void **state) {
  struct town *t = *state;
  load(t);
  check_totals(t);
  change(t);
  check_totals(t);
  t->on.now += 20 * DAY_SECONDS;
  ok(writer_top_up(t->on.writer, t->on.now, NULL, &err));
  check_totals(t);
}

/* A week back and 400 days ahead, whenever events are written and whatever the clock does: days one by one, days that the kiosk
 * was off, an hour before midnight again, months at once. */
static void the_agenda_is_whole_on_every_day(void **state) {
  static const int32_t steps[] = {1, 1, 1, 5, 1, -1, 1, 29, 1, 1, 1, 90, 1, 1, 1, 1, 1, 1, 1, 1, -40, 450};
  struct town *t = *state;
  load(t);
  for (size_t i = 0; i < COUNT_OF(steps); i++) {
    if (i % 7 == 6) change(t);
    t->on.now += steps[i] * (int64_t)DAY_SECONDS;
    ok(writer_top_up(t->on.writer, t->on.now, NULL, &err));
    int32_t today = wall_day(t->on.now);
    const int32_t first_days[] = {today - WRITER_PAST_DAYS, today, today + WRITER_AHEAD_DAYS - 8};
    for (size_t k = 0; k < COUNT_OF(first_days); k++) {
      struct agenda_query query = {.from = day_wall(first_days[k]), .to = day_wall(first_days[k] + 8), .now = READER_NO_CLOCK};
      check_agenda(t, &query);
    }
    check_totals(t);
  }
}

/* ---- near ---- */

static const struct entry *place_of(struct town *t, const char *id) {
  for (size_t i = 0; i < LINES; i++)
    if (t->lines[i] && t->entries[i].kind == KIND_PLACE && str_equals(t->entries[i].id, id)) return &t->entries[i];
  return NULL;
}

/* Metres on a globe, as another formula has it; 1e9 for an unknown place, 2e9 for none. */
static double true_distance(struct town *t, const struct entry *entry) {
  const double radian = acos(-1) / 180;
  if (!entry->has_location || (!entry->location.place && !entry->location.has_position)) return 2e9;
  const struct location *at = &entry->location;
  if (at->place) {
    const struct entry *place = place_of(t, at->place);
    if (!place || !place->has_location || !place->location.has_position) return 1e9;
    at = &place->location;
  }
  double cosine = sin(here_latitude * radian) * sin(at->latitude * radian) +
                  cos(here_latitude * radian) * cos(at->latitude * radian) * cos((at->longitude - here_longitude) * radian);
  return 6371000 * acos(cosine < 1 ? cosine : 1);
}

static bool speaks(const struct entry *entry, const char *language) {
  for (size_t i = 0; language && i < entry->languages.count; i++)
    if (str_equals(entry->languages.items[i], language)) return true;
  return !language;
}

static size_t expect_near(struct town *t, const struct reader_query *query) {
  size_t count = 0;
  for (size_t i = 0; i < LINES; i++) {
    const struct entry *e = &t->entries[i];
    count += t->lines[i] && e->kind == KIND_SERVICE && has_topic(e, query->topic) && speaks(e, query->language) &&
             (e->accessibility & query->accessibility) == query->accessibility && is_visible(e, query->now);
  }
  return count;
}

enum { NEAR_PAGE = 7 };

/* Reads the whole list a page at a time, then backwards from the end. */
static void check_near(struct town *t, const struct reader_query *query) {
  static struct entry all[LINES];
  static struct reader_cursor after[LINES];
  struct entry page[NEAR_PAGE];
  size_t count = 0, batch, counted;
  struct reader_cursor at = {0};
  arena_reset(&t->answers);
  do {
    ok(reader_page(t->on.reader, query, &at, false, NEAR_PAGE, &t->answers, &all[count], &after[count], &batch, &err));
    count += batch;
    if (batch > 0) at = after[count - 1];
    assert_true(count + NEAR_PAGE <= LINES);
  } while (batch == NEAR_PAGE);
  assert_int_equal(count, expect_near(t, query));
  ok(reader_count(t->on.reader, query, &counted, &err));
  assert_int_equal(counted, count);
  for (size_t i = 1; i < count; i++) {
    double before = true_distance(t, &all[i - 1]), here = true_distance(t, &all[i]);
    assert_true(before <= here * 1.03 + 2); /* a map's distance beside a globe's: some places are 1,000 km away */
  }
  for (size_t end = count; end > 0; end -= batch) {
    struct reader_cursor before[NEAR_PAGE];
    at = end == count ? after[count - 1] : after[end];
    size_t last = end == count ? count - 1 : end;
    ok(reader_page(t->on.reader, query, &at, true, NEAR_PAGE, &t->answers, page, before, &batch, &err));
    assert_int_equal(batch, last < NEAR_PAGE ? last : NEAR_PAGE);
    for (size_t i = 0; i < batch; i++)
      assert_string_equal(page[i].id, all[last - 1 - i].id);
    if (end == count) batch++;
    if (last == 0) break;
  }
}

static void check_random_nears(struct town *t) {
  for (int i = 0; i < 20; i++) {
    struct reader_query query = {.kinds = 1U << KIND_SERVICE,
                                 .order = ORDER_NEAR,
                                 .latitude = here_latitude,
                                 .longitude = here_longitude,
                                 .now = flip(t, 70) ? t->on.now : READER_NO_CLOCK};
    if (flip(t, 60)) query.topic = topics[next_random(t, COUNT_OF(topics))];
    if (flip(t, 40)) query.language = tags[next_random(t, COUNT_OF(tags))];
    if (flip(t, 40)) query.accessibility = ACCESS_STEP_FREE;
    check_near(t, &query);
  }
}

static void lists_by_distance_are_whole_and_in_order_both_ways(void **state) {
  struct town *t = *state;
  load(t);
  check_random_nears(t);
  for (int i = 0; i < 3; i++) { /* places move, come and go */
    change(t);
    check_random_nears(t);
  }
}

static void a_list_in_an_unknown_language_is_empty(void **state) {
  struct town *t = *state;
  load(t);
  struct reader_query query = {.kinds = 1U << KIND_SERVICE, .language = "tlh", .now = t->on.now};
  size_t count;
  ok(reader_count(t->on.reader, &query, &count, &err));
  assert_int_equal(count, 0);
  struct language_count *languages;
  ok(reader_languages(t->on.reader, KIND_SERVICE, &t->answers, &languages, &count, &err));
  assert_int_equal(count, COUNT_OF(tags));
  for (size_t i = 0; i < count; i++) {
    query = (struct reader_query){.kinds = 1U << KIND_SERVICE, .language = languages[i].tag, .now = READER_NO_CLOCK};
    size_t all;
    ok(reader_count(t->on.reader, &query, &all, &err));
    assert_int_equal(all, languages[i].count);
  }
}

/* ---- what it costs ---- */

/* Steps of SQLite's machine since the last look, over all of the reader's statements. */
static int64_t steps_taken(struct reader *reader) {
  int64_t steps = 0;
  for (size_t i = 0; i < RS_COUNT_ALL; i++)
    if (reader->stmts[i]) steps += sqlite3_stmt_status(reader->stmts[i], SQLITE_STMTSTATUS_VM_STEP, 1);
  return steps;
}

/* `count` events of culture and as many services around, and three free events about nursing among them. */
static void load_crowd(struct town *t, size_t count) {
  char line[512];
  struct edition edition = {.version = t->version++};
  ok(writer_begin(t->on.writer, WRITER_WHOLE, t->on.now, &err));
  for (size_t i = 0; i < count; i++) {
    bool rare = i % (count / 3) == 0 && i / (count / 3) < 3;
    snprintf(line, sizeof line,
             "{\"id\":\"a%05zu\",\"kind\":\"event\",\"name\":\"Treff\",\"start\":\"2026-11-22T%02zu:00\",%s}", i, i % 24,
             rare ? "\"topics\":[\"pflege\"],\"free\":true" : "\"topics\":[\"kultur\"]");
    ok(writer_put(t->on.writer, line, strlen(line), &err));
    edition_add(&edition, line);
    snprintf(line, sizeof line,
             "{\"id\":\"b%05zu\",\"kind\":\"service\",\"name\":\"Rat\",\"location\":{\"latitude\":%.5f,\"longitude\":%.5f}}", i,
             here_latitude + next_random(t, 9000) / 1e5, here_longitude + next_random(t, 9000) / 1e5);
    ok(writer_put(t->on.writer, line, strlen(line), &err));
    edition_add(&edition, line);
  }
  ok(edition_commit(&edition, t->on.writer, &err));
}

struct costs {
  int64_t three, first_page, totals, near;
};

static struct costs measure(struct town *t) {
  struct occurrence found[12];
  struct day_total totals[31];
  struct entry entries[12];
  size_t count;
  struct costs costs;
  int64_t day = day_wall(wall_day(t->on.now) + 1);
  struct agenda_query query = {
      .filter = {.topic = "pflege", .free_only = true}, .from = day, .to = day + DAY_SECONDS, .now = t->on.now};
  struct reader_query near = {
      .kinds = 1U << KIND_SERVICE, .order = ORDER_NEAR, .latitude = here_latitude, .longitude = here_longitude};
  steps_taken(t->on.reader);
  ok(reader_agenda(t->on.reader, &query, 0, 12, &t->answers, found, &count, &err));
  assert_int_equal(count, 3);
  costs.three = steps_taken(t->on.reader);
  query.filter = (struct agenda_filter){0};
  ok(reader_agenda(t->on.reader, &query, 0, 12, &t->answers, found, &count, &err));
  assert_int_equal(count, 12);
  costs.first_page = steps_taken(t->on.reader);
  ok(reader_day_totals(t->on.reader, &query.filter, wall_day(t->on.now), 31, totals, &err));
  costs.totals = steps_taken(t->on.reader);
  near.now = t->on.now;
  ok(reader_page(t->on.reader, &near, &(struct reader_cursor){0}, false, 12, &t->answers, entries, NULL, &count, &err));
  assert_int_equal(count, 12);
  costs.near = steps_taken(t->on.reader);
  return costs;
}

static void cost_follows_what_is_shown_and_not_what_there_is(void **state) {
  struct town *t = *state;
  load_crowd(t, 300);
  ok(reader_open(t->on.path, &t->on.reader, &err));
  struct costs few = measure(t);
  load_crowd(t, 2400);
  struct costs many = measure(t);
  assert_int_equal(many.three, few.three);
  assert_int_equal(many.first_page, few.first_page);
  assert_int_equal(many.totals, few.totals);
  assert_true(many.near < 2 * few.near); /* a tree grows by a level where there is four times as much */
}

/* ---- the curve ---- */

static void cells_hold_what_is_in_them(void **state) {
  struct town *t = *state;
  for (int i = 0; i < 2000; i++) {
    double latitude = next_random(t, 1800001) / 1e4 - 90, longitude = next_random(t, 3600001) / 1e4 - 180;
    int64_t z = zorder(latitude, longitude);
    int level = (int)next_random(t, ZORDER_LEVELS + 1);
    struct zcell cell = {z / zcell_size(level) * zcell_size(level), level};
    struct zbounds b = zcell_bounds(cell);
    assert_true(b.south <= latitude && latitude <= b.north && b.west <= longitude && longitude <= b.east);
    assert_true(fabs((b.north - b.south) * (double)(1 << level) - 180) < 1e-6);
    int64_t other = zorder(latitude / 2, longitude);
    struct zcell both = zcell_around(z, other);
    assert_true(both.first <= z && z < both.first + zcell_size(both.level));
    assert_true(both.first <= other && other < both.first + zcell_size(both.level));
  }
  assert_int_equal(zorder(-91, -181), 0);
  assert_int_equal(zorder(90, 180), zcell_size(0) - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_combination_of_filters_finds_what_brute_force_finds, setup, teardown),
      cmocka_unit_test_setup_teardown(what_exdate_takes_out_is_what_is_missing, setup, teardown),
      cmocka_unit_test_setup_teardown(days_count_what_starts_and_what_still_runs, setup, teardown),
      cmocka_unit_test_setup_teardown(the_agenda_is_whole_on_every_day, setup, teardown),
      cmocka_unit_test_setup_teardown(lists_by_distance_are_whole_and_in_order_both_ways, setup, teardown),
      cmocka_unit_test_setup_teardown(a_list_in_an_unknown_language_is_empty, setup, teardown),
      cmocka_unit_test_setup_teardown(cost_follows_what_is_shown_and_not_what_there_is, setup, teardown),
      cmocka_unit_test_setup_teardown(cells_hold_what_is_in_them, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
