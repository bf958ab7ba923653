/* litfass-sync search: what the board would find, for caretakers who wonder and for tests. The same engine (cache/search.h). */
#include "client/command.h"

#include "base/log.h"
#include "base/str.h"
#include "cache/search.h"
#include "client/options.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

enum { LIMIT_DEFAULT = 10 };

struct finding {
  const struct sync_options *options;
  struct reader *reader;
  struct arena *arena;
  struct search_result result;
};

static const char *name_of(const struct finding *finding, const struct entry *entry) {
  const char *name = text_get(&entry->name, finding->options->lang ? finding->options->lang : "de", NULL);
  return name ? name : "";
}

/* Jansson writes 17 digits; nobody needs more than four. */
static json_t *score_of(double score) { return json_real((double)(int64_t)(score * 10000 + 0.5) / 10000); }

static bool print_json(const struct finding *finding, struct err *err) {
  json_t *results = json_array();
  json_t *object = json_object();
  bool ok = true;
  for (size_t i = 0; ok && i < finding->result.count; i++) {
    const struct search_hit *hit = &finding->result.hits[i];
    struct entry entry;
    ok = reader_find(finding->reader, hit->id, finding->arena, &entry, err);
    if (!ok) break;
    json_t *item = json_object();
    json_object_set_new(item, "id", json_string(hit->id));
    json_object_set_new(item, "kind", json_string(entry_kind_name(hit->kind)));
    json_object_set_new(item, "name", json_string(name_of(finding, &entry)));
    json_object_set_new(item, "score", score_of(hit->score));
    json_array_append_new(results, item);
  }
  json_object_set_new(object, "results", results);
  json_object_set_new(object, "suggestion", finding->result.suggestion ? json_string(finding->result.suggestion) : json_null());
  json_t *topics = json_array();
  for (size_t i = 0; i < finding->result.topic_count; i++)
    json_array_append_new(topics, json_string(finding->result.topics[i]));
  json_object_set_new(object, "topics", topics);
  json_object_set_new(object, "more", json_boolean(finding->result.more));
  if (ok) json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
  if (ok) putchar('\n');
  json_decref(object);
  return ok;
}

static bool print_text(const struct finding *finding, struct err *err) {
  const struct search_result *result = &finding->result;
  if (result->suggestion) printf("Did you mean: %s\n", result->suggestion);
  for (size_t i = 0; i < result->topic_count; i++)
    printf("%s%s%s", i == 0 ? "Topics: " : ", ", result->topics[i], i + 1 == result->topic_count ? "\n" : "");
  for (size_t i = 0; i < result->count; i++) {
    const struct search_hit *hit = &result->hits[i];
    struct entry entry;
    if (!reader_find(finding->reader, hit->id, finding->arena, &entry, err)) return false;
    printf("%6.3f  %-12s  %-30s  %s\n", hit->score, entry_kind_name(hit->kind), hit->id, name_of(finding, &entry));
  }
  if (result->count == 0) puts("Nothing found.");
  if (result->more) puts("…");
  return true;
}

static bool answer(const struct sync_options *options, struct reader *reader, const struct search_words *words,
                   struct err *err) {
  scoped_arena arena = {0};
  struct finding finding = {.options = options, .reader = reader, .arena = &arena};
  struct search_query query = {.text = options->query,
                               .lang = options->lang,
                               .now = clock_is_trusted(&options->clock) ? clock_wall(&options->clock) : READER_NO_CLOCK,
                               .limit = options->limit ? (size_t)options->limit : LIMIT_DEFAULT};
  struct search *search = search_create(reader, words);
  bool ok = reader_begin(reader, err);
  if (ok) {
    ok = search_run(search, &query, &arena, &finding.result, err) &&
         (options->is_json ? print_json(&finding, err) : print_text(&finding, err));
    reader_end(reader);
  }
  search_destroy(search);
  return ok;
}

int command_search(int argc, char **argv) {
  struct sync_options options;
  struct reader *reader = NULL;
  struct search_words *words = NULL;
  struct err err;
  int code =
      options_read(argc, argv,
                   "Finds what the board would find for these words, best first. Ends with 0, also when that is nothing;\n"
                   "66 when there is no cache, 65 when it is damaged or the table of words has a slip.",
                   OPTIONS_NEED_CACHE | OPTIONS_QUERY, &options);
  if (code != OPTIONS_GO_ON) return code;
  bool ok = options.config.search_words[0] == '\0' || search_words_load(options.config.search_words, &words, &err);
  ok = ok && reader_open(options.config.cache, &reader, &err) && answer(&options, reader, words, &err);
  reader_close(reader);
  search_words_free(words);
  if (ok) return EX_OK;
  log_error("%s", err.msg);
  return err_exit_code(err.code);
}
