#include "model/finder.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"

#include <stdlib.h>

struct finder {
  struct search_words *words;
  struct search *search; /* NULL while there is no reader */
  struct arena arena;    /* of the answer */
  struct search_result result;
  char text[SEARCH_TEXT_MAX * 2]; /* what was asked */
  char lang[16];
  int64_t now;
  bool answered;
};

struct finder *finder_create(const char *words_path) {
  struct finder *finder = calloc(1, sizeof *finder);
  ASSERT(finder != NULL);
  finder->arena.wipes = true;
  struct err err;
  if (!str_is_empty(words_path) && !search_words_load(words_path, &finder->words, &err)) {
    finder->words = NULL;
    log_warning("%s, searching without synonyms", err.msg);
  }
  return finder;
}

void finder_destroy(struct finder *finder) {
  if (!finder) return;
  finder_forget(finder);
  finder_detach(finder);
  search_words_free(finder->words);
  arena_fini(&finder->arena);
  free(finder);
}

void finder_on_change(struct finder *finder) { finder->answered = false; }

void finder_detach(struct finder *finder) {
  search_destroy(TAKE(finder->search));
  finder->answered = false;
}

void finder_forget(struct finder *finder) {
  wipe(finder->text, sizeof finder->text);
  wipe(&finder->result, sizeof finder->result);
  arena_reset(&finder->arena);
  if (finder->search) search_forget(finder->search);
  finder->answered = false;
}

const struct search_result *finder_ask(struct finder *finder, struct reader *reader, const char *text, const char *lang,
                                       int64_t now) {
  if (finder->answered && now == finder->now && str_equals(text, finder->text) && str_equals(lang, finder->lang))
    return &finder->result;
  if (!finder->search) finder->search = search_create(reader, finder->words);
  arena_reset(&finder->arena);
  wipe(finder->text, sizeof finder->text);
  str_copy(finder->text, sizeof finder->text, text);
  str_copy(finder->lang, sizeof finder->lang, lang);
  finder->now = now;
  finder->answered = true;
  struct search_query query = {.text = finder->text, .lang = finder->lang, .limit = FINDER_LIMIT, .now = now};
  struct err err;
  if (!search_run(finder->search, &query, &finder->arena, &finder->result, &err)) {
    log_warning("search: %s, finding nothing", err.msg);
    finder->result = (struct search_result){0};
  }
  return &finder->result;
}
