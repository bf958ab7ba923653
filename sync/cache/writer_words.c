/* The index of the search: words get numbers and records (table word, word_page), terms get postings. Postings are gathered and
 * written together, in front of the commit and whenever enough of them have come. */
#include "cache/writer_private.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
  BATCH_ENOUGH = 1 << 16, /* of postings: written when the next chunk of rows begins */
  BATCH_MAX = 1 << 21,    /* 16 MB */
  BLOB_MAX = POSTINGS_CHUNK * POSTINGS_ENTRY_MAX,
  PAGE_MAX = VOCABULARY_PAGE * VOCABULARY_RECORD_MAX
};

void words_fini(struct words *words) {
  tally_fini(&words->numbers);
  batch_fini(&words->batch);
  buf_fini(&words->page);
  stemmers_fini(&words->stemmers);
}

void words_start(struct words *words, bool is_empty) {
  if (words->page.max == 0) buf_init(&words->page, PAGE_MAX);
  tally_clear(&words->numbers);
  batch_clear(&words->batch);
  words->is_page_known = words->is_page_changed = false;
  words->stored_chunk = is_empty ? -1 : INT64_MAX;
}

static size_t count_records(const struct buf *page) {
  struct word word;
  size_t count = 0;
  for (size_t at = 0, used; at < page->len; at += used, count++)
    if ((used = vocabulary_read((const unsigned char *)page->data + at, page->len - at, &word)) == 0)
      return VOCABULARY_PAGE + 1;
  return count;
}

static bool read_page(struct writer *writer, int64_t number, struct buf *out, struct err *err) {
  sqlite3_stmt *stmt;
  bool found;
  buf_clear(out);
  if (!writer_use(writer, ST_PAGE_READ, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, number);
  if (!db_step(stmt, &found, err) || !found) return found || err_set(err, ERR_CORRUPT, "cache: page of words is missing");
  buf_add(out, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
  sqlite3_reset(stmt);
  if (count_records(out) <= VOCABULARY_PAGE) return true;
  return err_set(err, ERR_CORRUPT, "cache: page %lld of words is damaged", (long long)number);
}

static bool write_page(struct writer *writer, int64_t number, const struct buf *page, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_PAGE_WRITE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, number);
  sqlite3_bind_blob(stmt, 2, buf_text(page), (int)page->len, SQLITE_STATIC);
  return db_run(stmt, err);
}

/* The last page, which new words go to. */
static bool know_page(struct writer *writer, struct err *err) {
  struct words *words = &writer->words;
  sqlite3_int64 last;
  if (words->is_page_known) return true;
  if (!db_number(writer->db, "SELECT ifnull(max(page), -1) FROM word_page", &last, err)) return false;
  buf_clear(&words->page);
  words->page_number = last < 0 ? 0 : last;
  if (last >= 0 && !read_page(writer, last, &words->page, err)) return false;
  words->page_words = count_records(&words->page);
  words->is_page_known = true;
  return true;
}

static bool save_page(struct writer *writer, struct err *err) {
  struct words *words = &writer->words;
  if (!words->is_page_changed) return true;
  words->is_page_changed = false;
  return write_page(writer, words->page_number, &words->page, err);
}

static bool insert_word(struct writer *writer, const char *name, int64_t number, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_WORD_INSERT, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64(stmt, 2, number);
  return db_run(stmt, err);
}

static bool new_word(struct writer *writer, const struct term *term, const char *name, int64_t *number, struct err *err) {
  struct words *words = &writer->words;
  struct word word;
  unsigned char record[VOCABULARY_RECORD_MAX];
  if (!know_page(writer, err)) return false;
  if (words->page_words == VOCABULARY_PAGE) {
    if (!save_page(writer, err)) return false;
    words->page_number++;
    words->page_words = 0;
    buf_clear(&words->page);
  }
  vocabulary_describe(&words->stemmers, term->lang, term->text, term->len, &word);
  buf_add(&words->page, record, vocabulary_write(&word, record));
  words->is_page_changed = true;
  *number = words->page_number * VOCABULARY_PAGE + (int64_t)words->page_words++;
  return insert_word(writer, name, *number, err);
}

/* A word's name in table word: its language as a letter, then the word. */
enum { WORD_NAME_MAX = TOKEN_MAX + 2 };
static void name_word(int lang, const char *text, size_t len, char out[WORD_NAME_MAX]) {
  out[0] = (char)('A' + lang);
  memcpy(out + 1, text, len);
  out[1 + len] = '\0';
}

static bool find_word(struct writer *writer, const char *name, bool *found, int64_t *number, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_WORD_FIND, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
  if (!db_step(stmt, found, err)) return false;
  if (!*found) return true;
  *number = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

/* The term of a word, numbered when it is new. The numbers that a transaction has met are kept one higher: 0 is none. */
static bool number_word(struct writer *writer, const struct term *term, int64_t *out, struct err *err) {
  char name[WORD_NAME_MAX];
  bool found;
  name_word(term->lang, term->text, term->len, name);
  int64_t number = tally_find_name(&writer->words.numbers, name) - 1;
  if (number < 0) {
    bool is_fresh = writer->words.stored_chunk < 0;
    if (is_fresh)
      found = false;
    else if (!find_word(writer, name, &found, &number, err))
      return false;
    if (!found && !new_word(writer, term, name, &number, err)) return false;
    tally_set_name(&writer->words.numbers, name, number + 1);
  }
  *out = term_make(TERM_WORD, (uint64_t)number);
  return true;
}

bool writer_index(struct writer *writer, int64_t row, const struct entry *entry, bool is_put, struct err *err) {
  struct batch *batch = &writer->words.batch;
  struct terms terms;
  bool is_next = row >> POSTINGS_CHUNK_BITS > batch->last_chunk;
  if (batch->item_count >= (is_next ? BATCH_ENOUGH : BATCH_MAX) && !writer_flush_words(writer, err)) return false;
  terms_of(entry, &writer->arena, &terms);
  for (size_t i = 0; i < terms.count; i++) {
    int64_t term = terms.items[i].term;
    if (term < 0 && !number_word(writer, &terms.items[i], &term, err)) return false;
    batch_add(batch, term, row, is_put ? terms.items[i].weight : 0);
  }
  return true;
}

static bool run_key(struct writer *writer, enum statement id, int64_t key, const struct buf *blob, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, key);
  if (blob) sqlite3_bind_blob(stmt, 2, buf_text(blob), (int)blob->len, SQLITE_STATIC);
  return db_run(stmt, err);
}

/* One blob; *is_gone when nothing is left of it. */
static bool write_slot(struct writer *writer, const struct batch_slot *slot, struct buf *blob, bool *is_gone, struct err *err) {
  const struct words *words = &writer->words;
  sqlite3_stmt *read = NULL;
  bool found = false;
  bool may_be_there = posting_first_row(slot->key) >> POSTINGS_CHUNK_BITS <= words->stored_chunk;
  if (may_be_there) {
    if (!writer_use(writer, ST_POSTING_READ, &read, err)) return false;
    sqlite3_bind_int64(read, 1, slot->key);
    if (!db_step(read, &found, err)) return false;
  }
  const void *old = found ? sqlite3_column_blob(read, 0) : NULL;
  size_t old_len = found ? (size_t)sqlite3_column_bytes(read, 0) : 0;
  batch_merge(&words->batch, slot, old, old_len, blob);
  bool is_same = found && blob->len == old_len && memcmp(buf_text(blob), old, old_len) == 0;
  if (found) sqlite3_reset(read);
  *is_gone = blob->len == 0;
  if (is_same) return true;
  if (blob->len > 0) return run_key(writer, ST_POSTING_WRITE, slot->key, blob, err);
  return !found || run_key(writer, ST_POSTING_DELETE, slot->key, NULL, err);
}

/* An empty record in the word's place, and its name out of the table. */
static bool forget_word(struct writer *writer, int64_t number, struct buf *page, struct err *err) {
  char name[WORD_NAME_MAX] = "";
  struct word word;
  size_t at = 0;
  if (!read_page(writer, number / VOCABULARY_PAGE, page, err)) return false;
  for (int64_t i = number % VOCABULARY_PAGE; i >= 0 && at < page->len; i--) {
    size_t used = vocabulary_read((const unsigned char *)page->data + at, page->len - at, &word);
    if (i == 0 && word.len > 0) {
      name_word(word.lang, word.text, word.len, name);
      page->data[at] = '\0';
      memmove(page->data + at + 1, page->data + at + used, page->len - at - used);
      page->len -= used - 1;
    }
    at += used;
  }
  if (name[0] == '\0') return true;
  sqlite3_stmt *stmt;
  tally_set_name(&writer->words.numbers, name, 0);
  if (!writer_use(writer, ST_WORD_DELETE, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
  return db_run(stmt, err) && write_page(writer, number / VOCABULARY_PAGE, page, err);
}

static bool is_used(struct writer *writer, int64_t term, bool *out, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_POSTING_ANY, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, posting_key(term, 0));
  sqlite3_bind_int64(stmt, 2, posting_key(term + 1, 0));
  if (!db_step(stmt, out, err)) return false;
  sqlite3_reset(stmt);
  return true;
}

/* `gone` holds keys of words of which a blob went, ascending. */
static bool forget_unused(struct writer *writer, const int64_t *gone, size_t count, struct err *err) {
  scoped_buf page;
  bool used;
  buf_init(&page, PAGE_MAX);
  for (size_t i = 0; i < count; i++) {
    int64_t term = posting_term(gone[i]);
    if (i > 0 && posting_term(gone[i - 1]) == term) continue;
    if (!is_used(writer, term, &used, err)) return false;
    if (used) continue;
    if (!save_page(writer, err) || !forget_word(writer, term, &page, err)) return false;
    writer->words.is_page_known = false; /* it may have been the last page */
  }
  return true;
}

bool writer_flush_words(struct writer *writer, struct err *err) {
  struct batch *batch = &writer->words.batch;
  if (batch->item_count == 0) return save_page(writer, err);
  scoped_buf blob;
  buf_init(&blob, BLOB_MAX);
  batch_sort(batch);
  int64_t *gone = malloc(batch->slot_count * sizeof *gone);
  size_t gone_count = 0;
  bool ok = gone != NULL;
  ASSERT(ok);
  for (size_t i = 0; ok && i < batch->slot_count; i++) {
    bool is_gone;
    ok = write_slot(writer, &batch->slots[i], &blob, &is_gone, err);
    if (ok && is_gone && term_tag(posting_term(batch->slots[i].key)) == TERM_WORD) gone[gone_count++] = batch->slots[i].key;
  }
  ok = ok && save_page(writer, err) && forget_unused(writer, gone, gone_count, err);
  free(gone);
  if (writer->words.stored_chunk < batch->last_chunk) writer->words.stored_chunk = batch->last_chunk;
  batch_clear(batch);
  return ok;
}
