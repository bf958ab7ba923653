/* Opening the board with its cache, and looking up which entries will be the hardest to show. */
#include "crawl.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_MAX = 2000 };

static NO_RETURN void give_up(const struct err *err) {
  fprintf(stderr, "crawl: %s\n", err->msg);
  exit(70);
}

static size_t letters(const struct text *text, const char *lang) {
  const char *words = text_get(text, lang, NULL);
  return words ? utf8_length(words) : 0;
}

/* Of each kind the entry with the longest name, and the one with the most to read. */
static void find_longest(struct crawl *crawl) {
  scoped_arena arena = {0};
  struct entry *entries = arena_array(&arena, ENTRIES_MAX, sizeof *entries);
  crawl->longest = calloc(KIND_COUNT * 2, sizeof *crawl->longest);
  ASSERT(crawl->longest != NULL);
  for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
    struct reader_query query = {.kinds = 1U << kind, .now = READER_NO_CLOCK};
    size_t count, name = 0, all = 0;
    struct err err;
    if (!reader_page(model_reader(crawl->stage.app->model), &query, &(struct reader_cursor){0}, false, ENTRIES_MAX, &arena,
                     entries, NULL, &count, &err))
      give_up(&err);
    const struct entry *by_name = NULL, *by_all = NULL;
    for (size_t i = 0; i < count; i++) {
      const struct entry *entry = &entries[i];
      size_t of_name = letters(&entry->name, "de");
      size_t of_all = of_name + letters(&entry->summary, "de") + letters(&entry->description, "de");
      if (of_name > name) name = of_name, by_name = entry;
      if (of_all > all) all = of_all, by_all = entry;
    }
    if (by_name) str_copy(crawl->longest[crawl->longest_count++], 65, by_name->id);
    if (by_all && by_all != by_name) str_copy(crawl->longest[crawl->longest_count++], 65, by_all->id);
  }
}

void crawl_open(struct crawl *crawl, const char *cache, const char *place) {
  char *argv[] = {"litfass", "--cache",     (char *)cache, "--clock",   "2026-11-21T14:32",
                  "--place", (char *)place, "--spool",     crawl->spool};
  struct options options;
  enum options_end end;
  struct err err = {0};
  *crawl = (struct crawl){.pages_max = PAGES_MAX, .each_class = 2, .spool = "/tmp/litfass-crawl-XXXXXX"};
  ASSERT(mkdtemp(crawl->spool) != NULL);
  if (!options_parse((int)COUNT_OF(argv), argv, &options, &end, &err) || !stage_open(&crawl->stage, &options, &err) ||
      !stage_start(&crawl->stage, &err))
    give_up(&err);
  if (!model_has_content(crawl->stage.app->model)) {
    fprintf(stderr, "crawl: no content in '%s'\n", cache);
    exit(66);
  }
  find_longest(crawl);
}

void crawl_close(struct crawl *crawl) {
  struct err err;
  stage_close(&crawl->stage);
  if (!fs_remove_tree(crawl->spool, &err)) fprintf(stderr, "crawl: %s\n", err.msg);
  findings_fini(&crawl->findings);
  arena_fini(&crawl->arena);
  free(crawl->states);
  free(crawl->longest);
}
