#include "cache/search_private.h"

#include "base/fs.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1024 * 1024, LINE_WORDS_MAX = 64, BEGINNING_MIN = 5 };

/* Words of one line; of a topic when `topic` is set. */
struct group {
  const char *topic;
  const char *const *words; /* folded; ends with NULL */
  const char *const *stems; /* in German, as every word of a synonym is taken */
  struct group *next;
};

struct search_words {
  struct arena arena;
  struct stemmers stemmers;
  struct group *groups;
};

void search_words_free(struct search_words *words) {
  if (!words) return;
  arena_fini(&words->arena);
  stemmers_fini(&words->stemmers);
  free(words);
}

static char *trim(char *text) {
  while (*text == ' ' || *text == '\t')
    text++;
  size_t len = strlen(text);
  while (len > 0 && strchr(" \t\r", text[len - 1]))
    text[--len] = '\0';
  return text;
}

/* One word, folded as the index folds it. */
static bool fold(const char *text, struct arena *arena, const char **out, struct err *err) {
  struct tokens tokens;
  struct token token;
  struct token last = {0};
  size_t parts = 0;
  tokens_start(&tokens, text, strlen(text));
  for (; tokens_next(&tokens, &token); last = token)
    parts += !token.is_joined;
  if (parts == 0) return err_set(err, ERR_PARSE, "an empty word: is there a comma too much?");
  if (parts > 1 && !last.is_joined) return err_set(err, ERR_PARSE, "'%.60s' is more than one word", text);
  *out = arena_strdup(arena, last.text);
  return true;
}

static const char *const *make_stems(struct search_words *words, const char *const *items, size_t count) {
  const char **stems = arena_array(&words->arena, count + 1, sizeof *stems);
  char stem[TOKEN_MAX + 1];
  for (size_t i = 0; i < count; i++) {
    stem_make(&words->stemmers, STEM_GERMAN, items[i], strlen(items[i]), stem);
    stems[i] = arena_strdup(&words->arena, stem);
  }
  return stems;
}

static bool read_group(char *line, struct search_words *words, struct err *err) {
  struct group *group = arena_alloc(&words->arena, sizeof *group);
  const char **items = arena_array(&words->arena, LINE_WORDS_MAX + 1, sizeof *items);
  size_t count = 0;
  if (*line == '@') {
    char *colon = strchr(line, ':');
    if (!colon) return err_set(err, ERR_PARSE, "a topic needs a colon: '@pflege: …'");
    *colon = '\0';
    group->topic = arena_strdup(&words->arena, trim(line + 1));
    if (!entry_id_is_valid(group->topic)) return err_set(err, ERR_PARSE, "'%.60s' is no id of a topic", group->topic);
    line = colon + 1;
  }
  for (char *next = line; next; count++) {
    char *at = next;
    next = strchr(at, ',');
    if (next) *next++ = '\0';
    if (count == LINE_WORDS_MAX) return err_set(err, ERR_PARSE, "more than %d words", LINE_WORDS_MAX);
    if (!fold(trim(at), &words->arena, &items[count], err)) return false;
  }
  if (count < 2 && !group->topic) return err_set(err, ERR_PARSE, "a line needs two words at least, with a comma between them");
  group->words = items;
  group->stems = make_stems(words, items, count);
  group->next = words->groups;
  words->groups = group;
  return true;
}

static bool read_lines(char *text, const char *path, struct search_words *words, struct err *err) {
  int number = 1;
  for (char *line = text; line; number++) {
    char *next = strchr(line, '\n');
    if (next) *next++ = '\0';
    char *hash = strchr(line, '#');
    if (hash) *hash = '\0';
    char *words_of_line = trim(line);
    bool ok =
        *words_of_line == '\0' || utf8_is_valid(words_of_line, strlen(words_of_line)) || err_set(err, ERR_PARSE, "not UTF-8");
    if (ok && *words_of_line != '\0') ok = read_group(words_of_line, words, err);
    if (!ok) return err_prefix(err, "%s:%d", path, number);
    line = next;
  }
  return true;
}

bool search_words_load(const char *path, struct search_words **out, struct err *err) {
  scoped_buf text;
  buf_init(&text, FILE_MAX);
  if (!fs_read(path, &text, err)) return false;
  struct search_words *words = calloc(1, sizeof *words);
  ASSERT(words != NULL);
  char *copy = arena_strndup(&words->arena, buf_text(&text), text.len);
  if (read_lines(copy, path, words, err)) {
    *out = words;
    return true;
  }
  search_words_free(words);
  return false;
}

struct likeness {
  const char *word;
  size_t len;
  char stem[TOKEN_MAX + 1];
  bool is_last;
};

/* The same word, inflected perhaps, or begun. */
static bool is_like(const struct likeness *likeness, const struct group *group, size_t place) {
  const char *other = group->words[place];
  if (other[0] != likeness->word[0]) return false;
  if (str_equals(likeness->word, other) || str_equals(likeness->stem, group->stems[place])) return true;
  return likeness->is_last && likeness->len >= BEGINNING_MIN && str_starts_with(other, likeness->word);
}

size_t synonyms_of(const struct search_words *words, struct stemmers *stemmers, const char *word, size_t len, bool is_last,
                   const char **out, size_t max) {
  struct likeness likeness = {.word = word, .len = len, .is_last = is_last};
  stem_make(stemmers, STEM_GERMAN, word, len, likeness.stem);
  size_t count = 0;
  for (const struct group *group = words->groups; group; group = group->next) {
    bool is_meant = false;
    for (size_t i = 0; !group->topic && group->words[i] && !is_meant; i++)
      is_meant = is_like(&likeness, group, i);
    for (size_t i = 0; is_meant && group->words[i] && count < max; i++)
      if (!str_equals(group->words[i], word)) out[count++] = group->words[i];
  }
  return count;
}

const char *const *topic_words(const struct search_words *words, const char *topic) {
  for (const struct group *group = words->groups; group; group = group->next)
    if (group->topic && str_equals(group->topic, topic)) return group->words;
  return NULL;
}
