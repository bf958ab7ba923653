/* From terms to hits. Each word gives every row at most one weight, its best; a row's score is the sum over the words, the
 * rarer ones counting more, lowered by the words that it lacks. Then rows come out best first, and each is looked at before it
 * counts: whether it is visible, whether its event is still to come, whether it really holds the number. */
#include "cache/search_private.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 1024, CANDIDATES = 256, LOOKS_MAX = 2000, OWNERS_MAX = 8, FULL = 256 };

/* How much a word of another language than the visitor's counts; German is what everything falls back to. */
static const float OTHER_LANGUAGE = 0.8F, GERMAN = 0.92F;
/* Hits that are worth less than this share of the best one are noise. */
static const float SHARE_MIN = 0.12F;

static bool make_scratch(struct search *search) {
  size_t rows = search->row_end;
  search->touched_count = search->listed_count = 0;
  if (search->scratch_rows < rows) {
    size_t wanted = rows + rows / 8 + 64;
    search->total = realloc(search->total, wanted * sizeof *search->total);
    search->current = realloc(search->current, wanted * sizeof *search->current);
    search->found = realloc(search->found, wanted * sizeof *search->found);
    search->is_wanted = realloc(search->is_wanted, wanted * sizeof *search->is_wanted);
    search->touched = realloc(search->touched, wanted * sizeof *search->touched);
    search->listed = realloc(search->listed, wanted * sizeof *search->listed);
    ASSERT(search->total && search->current && search->found && search->is_wanted && search->touched && search->listed);
    search->scratch_rows = wanted;
  }
  memset(search->total, 0, rows * sizeof *search->total);
  memset(search->current, 0, rows * sizeof *search->current);
  memset(search->found, 0, rows * sizeof *search->found);
  return rows > 0;
}

bool search_each_row(struct search *search, int64_t term, search_row_fn *each, void *context, struct err *err) {
  sqlite3_stmt *stmt;
  bool more;
  if (!reader_use(search->reader, RS_POSTINGS, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, posting_key(term, 0));
  sqlite3_bind_int64(stmt, 2, posting_key(term + 1, 0));
  for (;;) {
    if (!db_step(stmt, &more, err)) return false;
    if (!more) return true;
    struct postings_walk walk;
    const void *blob = sqlite3_column_blob(stmt, 1);
    if (!blob) continue;
    postings_start(&walk, sqlite3_column_int64(stmt, 0), blob, (size_t)sqlite3_column_bytes(stmt, 1));
    while (postings_next(&walk))
      if (walk.row < (int64_t)search->row_end) each(search, (size_t)walk.row, walk.weight, context);
  }
}

static void want_row(struct search *search, size_t row, uint8_t weight, void *context) {
  (void)weight;
  search->is_wanted[row] = (uint8_t)(search->is_wanted[row] + *(const uint8_t *)context);
}

/* is_wanted becomes 0 for the rows to leave out. */
static bool restrict_rows(struct search *search, const struct search_query *query, struct err *err) {
  bool all_kinds = query->kinds == 0 || (query->kinds & ((1U << KIND_COUNT) - 1)) == (1U << KIND_COUNT) - 1;
  uint8_t wanted = (uint8_t)((all_kinds ? 0 : 1) + (query->topic ? 2 : 0));
  memset(search->is_wanted, wanted == 0, search->row_end);
  if (wanted == 0) return true;
  uint8_t kind_bit = 1;
  uint8_t topic_bit = 2;
  for (unsigned kind = 0; !all_kinds && kind < KIND_COUNT; kind++)
    if (query->kinds & 1U << kind && !search_each_row(search, term_make(TERM_KIND, kind), want_row, &kind_bit, err))
      return false;
  if (query->topic && !search_each_row(search, term_make(TERM_TOPIC, term_hash(query->topic)), want_row, &topic_bit, err))
    return false;
  for (size_t row = 0; row < search->row_end; row++)
    search->is_wanted[row] = search->is_wanted[row] == wanted;
  return true;
}

/* A row keeps the best weight of the word at hand; the first one puts it onto the list. */
static void note_row(struct search *search, size_t row, uint8_t weight, void *context) {
  unsigned value = (unsigned)(*(const float *)context * (float)weight * (FULL / 256.0F));
  if (value == 0) value = 1;
  if (search->current[row] == 0) search->touched[search->touched_count++] = (uint32_t)row;
  if (search->current[row] < value) search->current[row] = (uint16_t)value;
}

static bool note_term(struct search *search, int64_t term, float quality, struct err *err) {
  return search_each_row(search, term, note_row, &quality, err);
}

struct counting {
  uint16_t needed; /* the row must have this many already */
};

static void count_row(struct search *search, size_t row, uint8_t weight, void *context) {
  uint16_t needed = ((const struct counting *)context)->needed;
  (void)weight;
  if (search->current[row] != needed) return;
  if (needed == 0) search->touched[search->touched_count++] = (uint32_t)row;
  search->current[row]++;
}

/* Rows that hold all triples of the digits; the hits are looked at again later. */
static bool note_digits(struct search *search, const char *digits, struct err *err) {
  struct counting counting = {0};
  size_t triples = strlen(digits) - 2;
  for (size_t i = 0; i < triples; i++, counting.needed++) {
    bool is_double = false;
    for (size_t j = 0; j < i; j++)
      is_double = is_double || memcmp(digits + i, digits + j, 3) == 0;
    if (is_double) {
      counting.needed--;
      continue;
    }
    if (!search_each_row(search, term_of_digits(digits + i, 3), count_row, &counting, err)) return false;
  }
  for (size_t i = 0; i < search->touched_count; i++) {
    uint16_t *current = &search->current[search->touched[i]];
    *current = *current == counting.needed ? WEIGHT_KEYWORD : 0;
  }
  return true;
}

/* A row may have come onto the list before with no weight: then it must not come twice. */
static void drop_weightless(struct search *search) {
  size_t kept = 0;
  for (size_t i = 0; i < search->touched_count; i++)
    if (search->current[search->touched[i]] > 0) search->touched[kept++] = search->touched[i];
  search->touched_count = kept;
}

static bool note_number(struct search *search, const char *digits, struct err *err) {
  size_t len = strlen(digits);
  if (len >= 3) {
    if (!note_digits(search, digits, err)) return false;
    drop_weightless(search);
  } else if (!note_term(search, term_of_digits(digits, len), 0.9F, err)) {
    return false;
  }
  return note_term(search, term_of_number(digits), 1, err);
}

static float language_factor(int own, int asked) { return own == asked ? 1 : own == STEM_GERMAN ? GERMAN : OTHER_LANGUAGE; }

/* Entries of a provider or at a place whose name holds the word, behind those that say it themselves. */
static bool note_owned(struct search *search, struct err *err) {
  static const char what[] = {[KIND_ORGANIZATION] = 'o', [KIND_PLACE] = 'p'};
  uint32_t owners[OWNERS_MAX];
  size_t count = 0;
  for (size_t i = 0; i < search->touched_count && count < OWNERS_MAX; i++) {
    uint32_t row = search->touched[i];
    if (search->current[row] < WEIGHT_NAME * 4 / 5) continue;
    owners[count++] = row;
  }
  if (count == OWNERS_MAX) return true; /* a word of many names says little about an owner */
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *stmt;
    bool found;
    char name[2 + ENTRY_ID_MAX + 1] = "?/";
    if (!reader_use(search->reader, RS_FOUND, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, owners[i]);
    if (!db_step(stmt, &found, err)) return false;
    if (!found) continue;
    int kind = sqlite3_column_int(stmt, 1);
    str_copy(name + 2, sizeof name - 2, (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_reset(stmt);
    if (kind != KIND_ORGANIZATION && kind != KIND_PLACE) continue;
    name[0] = what[kind];
    if (!note_term(search, term_make(TERM_OF, term_hash(name)), 1, err)) return false;
  }
  return true;
}

struct ranking {
  struct search *search;
  const struct search_query *query;
  struct asked_words *words;
  int lang;
};

static bool note_asked(const struct ranking *ranking, const struct asked *asked, struct err *err) {
  struct search *search = ranking->search;
  if (asked->is_number) return note_number(search, asked->digits, err);
  for (size_t i = 0; i < asked->matches.count; i++) {
    const struct match *match = &asked->matches.items[i];
    float quality = match->quality * language_factor(match->lang, ranking->lang);
    if (!note_term(search, match->term, quality, err)) return false;
  }
  return note_owned(search, err);
}

/* Adds what the word gave to the totals and clears it. Rarity: 0.5 for a word that everybody has, 1.5 for one that is unique.
 */
static void settle(struct search *search, struct asked *asked, size_t place) {
  double all = (double)search->row_end + 1;
  asked->rarity = 0.5 + log(all / (1 + (double)search->touched_count)) / log(all + 1);
  for (size_t i = 0; i < search->touched_count; i++) {
    uint32_t row = search->touched[i];
    if (search->found[row] == 0) search->listed[search->listed_count++] = row;
    search->total[row] += (float)asked->rarity * (float)search->current[row] / FULL;
    search->found[row] |= (uint8_t)(1U << place);
    search->current[row] = 0;
  }
  search->touched_count = 0;
}

struct candidate {
  float score;
  uint32_t row;
};

static bool is_better(const struct candidate *a, const struct candidate *b) {
  return a->score > b->score || (a->score == b->score && a->row < b->row);
}

/* A binary heap with the best on top. */
static void sink(struct candidate *heap, size_t count, size_t at) {
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && is_better(&heap[child + 1], &heap[child])) child++;
    if (!is_better(&heap[child], &heap[at])) return;
    struct candidate held = heap[at];
    heap[at] = heap[child];
    heap[child] = held;
    at = child;
  }
}

/* What a row's total is multiplied with, by the words that it has: a bit of the place for each. */
static void weigh_lacks(const struct asked_words *words, float factors[256]) {
  double all = 0;
  for (size_t i = 0; i < words->count; i++)
    all += words->items[i].rarity;
  for (unsigned found = 0; found < 256; found++) {
    double has = 0;
    for (size_t i = 0; i < words->count; i++)
      if (found & 1U << i) has += words->items[i].rarity;
    factors[found] = (float)(has / all * (has / all) / all);
  }
}

/* Totals become scores; 0 for rows that are not wanted. Gives the highest. */
static float make_scores(struct search *search, const struct asked_words *words) {
  float factors[256];
  float best = 0;
  weigh_lacks(words, factors);
  for (size_t i = 0; i < search->listed_count; i++) {
    uint32_t row = search->listed[i];
    search->total[row] *= search->is_wanted[row] ? factors[search->found[row]] : 0;
    if (search->total[row] > best) best = search->total[row];
  }
  return best;
}

/* The score above which about `wanted` rows lie, at least SHARE_MIN of the best: nothing below that is ever shown. */
static float find_threshold(const struct search *search, float best, size_t wanted) {
  size_t steps[STEPS] = {0};
  size_t above = 0;
  int step = STEPS - 1;
  for (size_t i = 0; i < search->listed_count; i++)
    steps[(int)(search->total[search->listed[i]] / best * (STEPS - 1))]++;
  for (; step > (int)(SHARE_MIN * STEPS) && above < wanted; step--)
    above += steps[step];
  float threshold = best * (float)step / (STEPS - 1);
  return threshold > best * SHARE_MIN ? threshold : best * SHARE_MIN;
}

/* Rows with low <= score < high, the best on top. */
static size_t make_heap(const struct search *search, float low, float high, struct candidate *heap) {
  size_t count = 0;
  for (size_t i = 0; i < search->listed_count; i++) {
    struct candidate candidate = {search->total[search->listed[i]], search->listed[i]};
    if (candidate.score >= low && candidate.score < high) heap[count++] = candidate;
  }
  for (size_t i = count / 2; i-- > 0;)
    sink(heap, count, i);
  return count;
}

static size_t count_rows(const struct search *search, float low, float high) {
  size_t count = 0;
  for (size_t i = 0; i < search->listed_count; i++)
    count += search->total[search->listed[i]] >= low && search->total[search->listed[i]] < high;
  return count;
}

static bool is_running(struct search *search, int64_t row, int64_t now, bool *out, struct err *err) {
  sqlite3_stmt *stmt;
  if (!reader_use(search->reader, RS_RUNNING, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  sqlite3_bind_int64(stmt, 2, now);
  if (!db_step(stmt, out, err)) return false;
  sqlite3_reset(stmt);
  return true;
}

/* Whether the line really holds the digits one behind the other, as its triples say. */
static bool holds_numbers(struct search *search, const struct asked_words *words, int64_t row, bool *out, struct err *err) {
  sqlite3_stmt *stmt;
  char digits[DIGITS_MAX + 1];
  *out = true;
  for (size_t i = 0; *out && i < words->count; i++) {
    const struct asked *asked = &words->items[i];
    if (!asked->is_number || strlen(asked->digits) <= 3 || !(search->found[row] & 1U << i)) continue;
    if (!reader_use(search->reader, RS_LINE, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, row);
    if (!db_step(stmt, out, err)) return false;
    if (!*out) return true;
    const char *line = (const char *)sqlite3_column_text(stmt, 0);
    *out = false;
    while (line && !*out && digits_next(&line, digits))
      *out = strstr(digits, asked->digits) != NULL;
    sqlite3_reset(stmt);
  }
  return true;
}

/* The entry of a row into `hit`, unless a visitor would not see it now. */
static bool look_at(const struct ranking *ranking, int64_t row, struct arena *arena, struct search_hit *hit, bool *counts,
                    struct err *err) {
  struct search *search = ranking->search;
  int64_t now = ranking->query->now;
  sqlite3_stmt *stmt;
  if (!reader_use(search->reader, RS_FOUND, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  if (now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 2, now);
  if (!db_step(stmt, counts, err)) return false;
  if (!*counts) return true;
  hit->id = arena_strdup(arena, (const char *)sqlite3_column_text(stmt, 0));
  hit->kind = (enum entry_kind)sqlite3_column_int(stmt, 1);
  bool is_due = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
  sqlite3_reset(stmt);
  if (hit->kind == KIND_EVENT && now != READER_NO_CLOCK && !is_due && !is_running(search, row, now, counts, err)) return false;
  return !*counts || holds_numbers(search, ranking->words, row, counts, err);
}

static size_t limit_of(const struct search_query *query) {
  return query->limit < SEARCH_LIMIT_MAX ? query->limit : SEARCH_LIMIT_MAX;
}

static bool take_best(const struct ranking *ranking, struct candidate *heap, size_t count, size_t *looks, struct arena *arena,
                      struct search_result *out, struct err *err) {
  size_t limit = limit_of(ranking->query);
  for (; count > 0 && *looks < LOOKS_MAX && !out->more; (*looks)++) {
    struct candidate best = heap[0];
    struct search_hit *hit = &out->hits[out->count];
    bool counts;
    if (!look_at(ranking, best.row, arena, hit, &counts, err)) return false;
    if (counts && out->count == limit) return out->more = true, true;
    hit->score = (double)best.score;
    out->count += counts;
    heap[0] = heap[--count];
    sink(heap, count, 0);
  }
  return true;
}

/* The best few first; the others only when too few of those could be shown. */
static bool take_all(const struct ranking *ranking, struct arena *arena, struct search_result *out, struct err *err) {
  struct search *search = ranking->search;
  size_t looks = 0;
  float best = make_scores(search, ranking->words);
  if (best <= 0) return true;
  float low = find_threshold(search, best, CANDIDATES);
  float high = 2 * best;
  out->hits = arena_array(arena, limit_of(ranking->query) + 1, sizeof *out->hits);
  for (int turn = 0; turn < 2 && !out->more; turn++) {
    struct candidate *heap = arena_array(&search->arena, count_rows(search, low, high), sizeof *heap);
    if (!take_best(ranking, heap, make_heap(search, low, high, heap), &looks, arena, out, err)) return false;
    high = low;
    low = best * SHARE_MIN;
  }
  return true;
}

bool rank(struct search *search, const struct search_query *query, struct asked_words *words, struct arena *arena,
          struct search_result *out, struct err *err) {
  if (!make_scratch(search)) return true;
  struct ranking ranking = {search, query, words, stem_language(query->lang ? query->lang : "de")};
  if (!restrict_rows(search, query, err)) return false;
  for (size_t i = 0; i < words->count; i++) {
    if (!note_asked(&ranking, &words->items[i], err)) return false;
    settle(search, &words->items[i], i);
  }
  return take_all(&ranking, arena, out, err);
}
