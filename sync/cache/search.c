#include "cache/search_private.h"

#include <stdlib.h>
#include <string.h>

enum { VOCABULARY_MAX = 64 * 1024 * 1024 };

struct search *search_create(struct reader *reader, const struct search_words *words) {
  struct search *search = calloc(1, sizeof *search);
  ASSERT(search != NULL);
  search->reader = reader;
  search->words = words;
  search->arena.wipes = true;
  buf_init(&search->texts, VOCABULARY_MAX);
  return search;
}

static void wipe(void *memory, size_t bytes) {
  if (memory) explicit_bzero(memory, bytes);
}

void search_forget(struct search *search) {
  wipe(search->total, search->scratch_rows * sizeof *search->total);
  wipe(search->current, search->scratch_rows * sizeof *search->current);
  wipe(search->found, search->scratch_rows * sizeof *search->found);
  wipe(search->touched, search->scratch_rows * sizeof *search->touched);
  wipe(search->listed, search->scratch_rows * sizeof *search->listed);
  arena_wipe(&search->arena);
  stemmers_forget(&search->stemmers);
}

void search_destroy(struct search *search) {
  if (!search) return;
  search_forget(search);
  free(search->looks);
  free(search->spellings);
  free(search->total);
  free(search->current);
  free(search->found);
  free(search->is_wanted);
  free(search->touched);
  free(search->listed);
  buf_fini(&search->texts);
  stemmers_fini(&search->stemmers);
  arena_fini(&search->arena);
  free(search);
}

/* Room for another page of words. */
static void make_room(struct search *search) {
  if (search->word_count + VOCABULARY_PAGE <= search->word_capacity) return;
  search->word_capacity = 2 * search->word_capacity + VOCABULARY_PAGE;
  search->looks = realloc(search->looks, search->word_capacity * sizeof *search->looks);
  search->spellings = realloc(search->spellings, search->word_capacity * sizeof *search->spellings);
  ASSERT(search->looks != NULL && search->spellings != NULL);
}

/* A word that nobody uses any more keeps its number. */
static bool add_word(struct search *search, const struct word *word) {
  bool is_used = word->len > 0;
  size_t number = search->word_count++;
  search->looks[number] = is_used ? (struct look){word->letters, word->stem, word->sound} : (struct look){0};
  search->spellings[number] = (struct spelling){(uint32_t)search->texts.len, word->len, is_used ? word->lang : 0};
  if (is_used) search->langs |= 1U << word->lang;
  return buf_add(&search->texts, word->text, word->len);
}

/* All pages but the last are full. */
static bool add_page(struct search *search, int64_t page, const unsigned char *bytes, size_t len, struct err *err) {
  struct word word = {.text = ""};
  bool ok = search->word_count == (size_t)page * VOCABULARY_PAGE;
  make_room(search);
  for (size_t at = 0, used, count = 0; ok && at < len; at += used, count++) {
    used = vocabulary_read(bytes + at, len - at, &word);
    ok = used > 0 && count < VOCABULARY_PAGE && add_word(search, &word);
  }
  return ok || err_set(err, ERR_CORRUPT, "cache: page %lld of words is damaged", (long long)page);
}

static bool load_vocabulary(struct search *search, struct err *err) {
  sqlite3_stmt *stmt;
  bool more;
  search->is_loaded = false;
  search->word_count = 0;
  search->langs = 0;
  buf_clear(&search->texts);
  if (!reader_use(search->reader, RS_WORD_PAGES, &stmt, err)) return false;
  for (;;) {
    if (!db_step(stmt, &more, err)) return false;
    if (!more) break;
    if (!add_page(search, sqlite3_column_int64(stmt, 0), sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1),
                  err)) {
      sqlite3_reset(stmt);
      return false;
    }
  }
  if (!reader_use(search->reader, RS_LAST_ROW, &stmt, err) || !db_step(stmt, &more, err)) return false;
  search->row_end = more ? (size_t)sqlite3_column_int64(stmt, 0) + 1 : 0;
  sqlite3_reset(stmt);
  return search->is_loaded = true;
}

/* Within a transaction of the reader the version stays what it is; between them it may be another at every run. */
static bool refresh(struct search *search, struct err *err) {
  sqlite3_stmt *stmt;
  bool row;
  const struct stat *file = &search->reader->file;
  if (!reader_use(search->reader, RS_DATA_VERSION, &stmt, err) || !db_step(stmt, &row, err)) return false;
  sqlite3_int64 version = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  bool is_same =
      search->is_loaded && version == search->data_version && file->st_dev == search->device && file->st_ino == search->inode;
  if (is_same) return true;
  if (!load_vocabulary(search, err)) return false;
  search->data_version = version;
  search->device = file->st_dev;
  search->inode = file->st_ino;
  return true;
}

static bool run(struct search *search, const struct search_query *query, struct arena *arena, struct search_result *out,
                struct err *err) {
  struct asked_words *words = arena_alloc(&search->arena, sizeof *words);
  query_read(query->text, words);
  if (words->count == 0) return true;
  if (!refresh(search, err)) return false;
  match_words(search, words);
  return rank(search, query, words, arena, out, err) && suggest(search, query, words, arena, out, err);
}

/* One version of the content for all of it, even where the caller is in no transaction. */
bool search_run(struct search *search, const struct search_query *query, struct arena *arena, struct search_result *out,
                struct err *err) {
  bool is_own = sqlite3_get_autocommit(search->reader->db) != 0;
  arena_wipe(&search->arena);
  *out = (struct search_result){0};
  if (is_own && !reader_begin(search->reader, err)) return false;
  bool ok = run(search, query, arena, out, err);
  if (is_own) reader_end(search->reader);
  if (!ok) *out = (struct search_result){0};
  return ok;
}
