/* bench_typing --cache FILE [--words FILE] [--queries N]: what a search costs while somebody types. Words of the entries' own
 * names and texts are typed letter by letter, every third with a slip, every fifth behind another word; each keystroke is one
 * search_run within a transaction, as the board does it. Prints one line of JSON. */
#include "base/str.h"
#include "cache/search.h"
#include "cache/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { KEYS_MAX = 1 << 20, WORDS_MAX = 1 << 16 };

struct bench {
  struct reader *reader;
  struct search *search;
  char (*words)[TOKEN_MAX + 1];
  size_t word_count;
  double *ms;
  size_t key_count, hits;
  uint64_t random;
};

static void die(const struct err *err) {
  fprintf(stderr, "bench_typing: %s\n", err->msg);
  exit(70);
}

static uint64_t next_random(struct bench *bench) {
  bench->random = bench->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return bench->random >> 33;
}

/* Processor time: what the search costs, whoever else is at work on the machine. */
static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void add_words(struct bench *bench, const char *text) {
  struct tokens tokens;
  struct token token;
  if (!text) return;
  tokens_start(&tokens, text, strlen(text));
  while (tokens_next(&tokens, &token))
    if (!token.is_number && token.len > 3 && bench->word_count < WORDS_MAX)
      str_copy(bench->words[bench->word_count++], sizeof *bench->words, token.text);
}

/* Words of every thousandth part of all lists, so that rare ones are among them. */
static void collect(struct bench *bench) {
  struct err err;
  for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
    struct reader_query query = {.kinds = 1U << kind, .now = READER_NO_CLOCK};
    struct reader_cursor cursor = {0};
    for (int page = 0; page < 20; page++) {
      scoped_arena arena = {0};
      struct entry entries[40];
      struct reader_cursor after[40];
      size_t count;
      if (!reader_page(bench->reader, &query, &cursor, false, 40, &arena, entries, after, &count, &err)) die(&err);
      for (size_t i = 0; i < count; i++) {
        add_words(bench, text_get(&entries[i].name, "de", NULL));
        add_words(bench, text_get(&entries[i].summary, "de", NULL));
        add_words(bench, text_get(&entries[i].description, "de", NULL));
      }
      if (count < 40) break;
      cursor = after[count - 1];
    }
  }
}

static void press_key(struct bench *bench, const char *text) {
  scoped_arena arena = {0};
  struct search_result result;
  struct search_query query = {.text = text, .lang = "de", .limit = 24, .now = INT64_C(1795271520)};
  struct err err;
  double start = now_ms();
  if (!reader_begin(bench->reader, &err) || !search_run(bench->search, &query, &arena, &result, &err)) die(&err);
  reader_end(bench->reader);
  if (bench->key_count < KEYS_MAX) bench->ms[bench->key_count++] = now_ms() - start;
  bench->hits += result.count;
  if (getenv("SLOW") && now_ms() - start > 8) fprintf(stderr, "%.1f ms: '%s'\n", now_ms() - start, text);
}

/* Swaps two letters, or takes one out. */
static void slip(struct bench *bench, char *word) {
  size_t len = strlen(word);
  size_t at = 1 + next_random(bench) % (len - 2);
  if (next_random(bench) % 2) {
    char held = word[at];
    word[at] = word[at + 1];
    word[at + 1] = held;
  } else {
    memmove(word + at, word + at + 1, len - at);
  }
}

static void type_query(struct bench *bench, size_t number) {
  char text[3 * TOKEN_MAX] = "";
  char word[TOKEN_MAX + 1];
  if (number % 5 == 0) {
    str_copy(text, sizeof text, bench->words[next_random(bench) % bench->word_count]);
    strcat(text, " ");
  }
  str_copy(word, sizeof word, bench->words[next_random(bench) % bench->word_count]);
  if (number % 3 == 0) slip(bench, word);
  for (size_t i = 0, len = strlen(text); word[i]; i++) {
    text[len + i] = word[i];
    text[len + i + 1] = '\0';
    if (((unsigned char)word[i + 1] & 0xC0) != 0x80) press_key(bench, text);
  }
}

static int by_size(const void *a, const void *b) {
  double left = *(const double *)a;
  double right = *(const double *)b;
  return (left > right) - (left < right);
}

static double memory_mb(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
  if (file) fclose(file);
  return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1024 / 1024;
}

static const char *option(int argc, char **argv, const char *name) {
  for (int i = 1; i + 1 < argc; i++)
    if (str_equals(argv[i], name)) return argv[i + 1];
  return NULL;
}

int main(int argc, char **argv) {
  struct bench bench = {.random = 1};
  struct search_words *words = NULL;
  struct err err;
  const char *cache = option(argc, argv, "--cache");
  const char *table = option(argc, argv, "--words");
  const char *queries = option(argc, argv, "--queries");
  if (!cache) return fputs("bench_typing: which cache? --cache FILE\n", stderr), 64;
  if (table && !search_words_load(table, &words, &err)) die(&err);
  if (!reader_open(cache, &bench.reader, &err)) die(&err);
  bench.words = calloc(WORDS_MAX, sizeof *bench.words);
  bench.ms = calloc(KEYS_MAX, sizeof *bench.ms);
  if (!bench.words || !bench.ms) return 70;
  memset(bench.ms, 1, KEYS_MAX * sizeof *bench.ms); /* there before memory is measured */
  collect(&bench);
  double before = memory_mb();
  bench.search = search_create(bench.reader, words);
  press_key(&bench, "a");
  double first = bench.ms[0];
  for (size_t i = 0; i < (queries ? (size_t)strtoul(queries, NULL, 10) : 1000) && bench.word_count > 0; i++)
    type_query(&bench, i);
  double after = memory_mb();
  qsort(bench.ms, bench.key_count, sizeof *bench.ms, by_size);
  printf("{\"search_keys\":%zu,\"search_first_ms\":%.2f,\"search_p50_ms\":%.3f,\"search_p99_ms\":%.3f,\"search_max_ms\":%.3f,"
         "\"search_mb\":%.1f,\"search_hits\":%.1f}\n",
         bench.key_count, first, bench.ms[bench.key_count / 2], bench.ms[bench.key_count * 99 / 100],
         bench.ms[bench.key_count - 1], after - before, (double)bench.hits / (double)bench.key_count);
  search_destroy(bench.search);
  search_words_free(words);
  reader_close(bench.reader);
  free(bench.words);
  free(bench.ms);
  return 0;
}
