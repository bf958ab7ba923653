/* test_found CACHE TABLE WORDS: asks the search all queries of the table (tests/corpus/queries.txt) and counts how often
 * something right is among the first three hits. At least 95 % must be, and nonsense must find nothing at all. */
#include "base/buf.h"
#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "cache/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 3, CLASSES_MAX = 32, TABLE_MAX = 1 << 20, COLUMNS = 4, NEEDED_PERCENT = 95 };

struct tally {
  char name[32];
  int right, all;
};

struct judge {
  struct search *search;
  int64_t now;
  struct tally classes[CLASSES_MAX], total;
  int finds_in_nonsense;
};

static int give_up(const char *message) {
  fprintf(stderr, "test_found: %s\n", message);
  return 1;
}

static char *trim(char *text) {
  while (*text == ' ')
    text++;
  for (size_t len = strlen(text); len > 0 && text[len - 1] == ' '; len--)
    text[len - 1] = '\0';
  return text;
}

/* "class | language | query | ids" */
static bool split(char *line, char *columns[COLUMNS]) {
  for (int i = 0; i < COLUMNS; i++) {
    char *bar = strchr(line, '|');
    if (!bar != (i == COLUMNS - 1)) return false;
    if (bar) *bar = '\0';
    columns[i] = trim(line);
    if (bar) line = bar + 1;
  }
  return true;
}

static bool is_wanted(const char *ids, const char *id) {
  size_t len = strlen(id);
  for (const char *at = ids; (at = strstr(at, id)) != NULL; at += len)
    if ((at == ids || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) return true;
  return false;
}

static struct tally *tally_of(struct judge *judge, const char *name) {
  for (size_t i = 0; i < CLASSES_MAX; i++) {
    struct tally *tally = &judge->classes[i];
    if (tally->name[0] == '\0') str_copy(tally->name, sizeof tally->name, name);
    if (str_equals(tally->name, name)) return tally;
  }
  return &judge->classes[CLASSES_MAX - 1];
}

static bool ask(struct judge *judge, char *columns[COLUMNS], struct err *err) {
  scoped_arena arena = {0};
  struct search_result result;
  struct search_query query = {.text = columns[2], .lang = columns[1], .limit = 10, .now = judge->now};
  bool is_nonsense = str_equals(columns[3], "-");
  bool is_right = is_nonsense;
  if (!search_run(judge->search, &query, &arena, &result, err)) return false;
  if (is_nonsense) is_right = result.count == 0;
  for (size_t i = 0; !is_nonsense && i < result.count && i < FIRST; i++)
    is_right = is_right || is_wanted(columns[3], result.hits[i].id);
  for (size_t i = 1; i < result.count; i++)
    if (result.hits[i].score > result.hits[i - 1].score) return err_set(err, ERR_INTERNAL, "'%s': a score rises", columns[2]);
  struct tally *tally = tally_of(judge, columns[0]);
  tally->all++;
  judge->total.all++;
  tally->right += is_right;
  judge->total.right += is_right;
  if (!is_right)
    printf("%s, %s: '%s' finds %s first\n", columns[0], columns[1], columns[2], result.count ? result.hits[0].id : "nothing");
  judge->finds_in_nonsense += is_nonsense && !is_right;
  return true;
}

static bool ask_all(struct judge *judge, char *table, struct err *err) {
  int number = 1;
  for (char *line = table; line; number++) {
    char *columns[COLUMNS];
    char *next = strchr(line, '\n');
    if (next) *next++ = '\0';
    if (*line != '\0' && *line != '#') {
      if (!split(line, columns)) return err_set(err, ERR_PARSE, "line %d has no four columns", number);
      if (!ask(judge, columns, err)) return false;
    }
    line = next;
  }
  return true;
}

static int say(const struct judge *judge) {
  for (size_t i = 0; i < CLASSES_MAX && judge->classes[i].name[0]; i++)
    printf("%-12s %3d of %3d\n", judge->classes[i].name, judge->classes[i].right, judge->classes[i].all);
  printf("%-12s %3d of %3d\n", "all", judge->total.right, judge->total.all);
  bool is_enough = judge->total.all > 0 && 100 * judge->total.right >= NEEDED_PERCENT * judge->total.all;
  return is_enough && judge->finds_in_nonsense == 0 ? 0 : 1;
}

int main(int argc, char **argv) {
  struct judge judge = {0};
  struct reader *reader = NULL;
  struct search_words *words = NULL;
  struct err err;
  scoped_buf table;
  buf_init(&table, TABLE_MAX);
  if (argc != 4 || !wall_parse("2026-11-21T14:32", &judge.now)) return give_up("needs a cache, a table and the words");
  if (!fs_read(argv[2], &table, &err) || !search_words_load(argv[3], &words, &err)) return give_up(err.msg);
  if (!reader_open(argv[1], &reader, &err)) return give_up(err.msg);
  judge.search = search_create(reader, words);
  bool ok = ask_all(&judge, table.data, &err);
  search_destroy(judge.search);
  reader_close(reader);
  search_words_free(words);
  return ok ? say(&judge) : give_up(err.msg);
}
