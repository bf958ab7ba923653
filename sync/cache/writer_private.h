/* What the files of the writer share. writer.c: life and transactions. writer_meta.c: table meta and the notes in it.
 * writer_put.c: entries and their lists. writer_events.c: occurrences and their window. writer_words.c: the search's index. */
#ifndef LITFASS_CACHE_WRITER_PRIVATE_H
#define LITFASS_CACHE_WRITER_PRIVATE_H

#include "cache/db.h"
#include "cache/derive.h"
#include "cache/expand.h"
#include "cache/tally.h"
#include "cache/words.h"
#include "cache/writer.h"
#include "feed/manifest.h"

/* Who derived the rows; a writer that finds another derives them anew. The number rises with changes of derive.c, expand.c,
 * writer_put.c, or what makes terms (terms.c, tokens.c, stem.c, sound.c) between two versions. */
#define WRITER_PROGRAM LITFASS_VERSION " (5)"

enum statement {
  ST_META_SET,
  ST_ENTRY_FIND,
  ST_ENTRY_INSERT,
  ST_ENTRY_REPLACE,
  ST_ENTRY_DELETE,
  ST_ENTRY_NEXT,
  ST_ENTRY_ENDS,
  ST_FACET_FIND,
  ST_FACET_INSERT,
  ST_LIST_INSERT,
  ST_LIST_DELETE,
  ST_HOURS_FIND,
  ST_HOURS_INSERT,
  ST_OCCURRENCE_INSERT,
  ST_OCCURRENCE_OF,
  ST_OCCURRENCE_OF_PAST,
  ST_OCCURRENCE_PAST,
  ST_OCCURRENCE_DELETE,
  ST_OUT_INSERT,
  ST_OUT_DELETE,
  ST_OUT_PAST,
  ST_AGENDA_INSERT,
  ST_AGENDA_DELETE,
  ST_SPAN_INSERT,
  ST_SPAN_DELETE,
  ST_DUE_NEXT,
  ST_DUE_SET,
  ST_DUE_DELETE,
  ST_ADD_COUNTER,
  ST_ADD_HOURS,
  ST_ADD_DAY,
  ST_ADD_SHIFT,
  ST_ADD_NEAR,
  ST_TRIM_DAY,
  ST_TRIM_SHIFT,
  ST_TRIM_NEAR,
  ST_SPOT_SET,
  ST_SPOT_DELETE,
  ST_NEAR_MOVE,
  ST_WORD_FIND,
  ST_WORD_INSERT,
  ST_WORD_DELETE,
  ST_PAGE_READ,
  ST_PAGE_WRITE,
  ST_POSTING_READ,
  ST_POSTING_WRITE,
  ST_POSTING_DELETE,
  ST_POSTING_ANY,
  ST_COUNT
};

struct writer {
  sqlite3 *db;
  sqlite3_stmt *stmts[ST_COUNT];
  char path[4096], zone[65];
  int lock_fd;
  struct writer_info info;
  struct content_sum sum;
  int64_t window_from, window_to; /* of the occurrences; both 0: none yet */
  unsigned turns[7];              /* of the window, given to events so far, by weekday (writer_events.c) */
  bool stale;                     /* another zone or another program: derive everything anew */

  /* of the running transaction */
  bool active;
  enum writer_mode mode;
  bool was_empty;
  char last_id[65]; /* was_empty: the greatest id so far */
  int64_t last_row;
  unsigned char *seen; /* WRITER_WHOLE: a bit for each row */
  size_t seen_bytes;
  struct tally tally, hours_names;
  struct words words;
  struct arena arena;
  struct expansion *expansion; /* 16 KiB of scratch */
};

/* Resets the statement for new bindings, preparing it at first use. */
MUST_USE bool writer_use(struct writer *writer, enum statement id, sqlite3_stmt **out, struct err *err);

/* Table meta into the writer, and `info` into table meta. */
MUST_USE bool writer_load_meta(struct writer *writer, struct err *err);
/* Counters that are not stored yet outlive a rollback. */
void writer_keep_counts(struct writer *writer, const struct writer_info *before);
MUST_USE bool writer_save_info(struct writer *writer, const struct writer_info *info, struct err *err);
MUST_USE bool writer_set_text(struct writer *writer, const char *key, const char *value, struct err *err);
MUST_USE bool writer_set_number(struct writer *writer, const char *key, int64_t value, struct err *err);

/* The number of a facet, made when there is none yet. */
MUST_USE bool writer_facet(struct writer *writer, const char *name, int64_t *out, struct err *err);

/* The groups that occurrences of an event are under; in the writer's arena. */
struct groups {
  int64_t *items;
  size_t count;
};
MUST_USE bool writer_groups(struct writer *writer, const struct derived *derived, struct groups *out, struct err *err);

/* Occurrences of one event from the window's start, or from `from` on; gives `due` for entry.due. */
MUST_USE bool writer_add_occurrences(struct writer *writer, int64_t row, const struct entry *event,
                                     const struct derived *derived, const struct groups *groups, bool *has_due, int64_t *due,
                                     struct err *err);
MUST_USE bool writer_drop_occurrences(struct writer *writer, int64_t row, struct err *err);

/* Where services are. `sign` is +1 for an entry that comes and -1 for one that goes. */
MUST_USE bool writer_count_spot(struct writer *writer, const struct entry *entry, const struct derived *derived, int sign,
                                struct err *err);

/* Inside a transaction: brings the window to `now`. */
MUST_USE bool writer_move_window(struct writer *writer, int64_t now, struct err *err);
bool writer_window_is_current(const struct writer *writer, int64_t now);

/* Empties everything that is derived from lines and makes it again, occurrences included. */
MUST_USE bool writer_rederive(struct writer *writer, struct err *err);

/* WRITER_WHOLE: drops what was not put. */
MUST_USE bool writer_drop_unseen(struct writer *writer, struct err *err);

/* Puts an entry into the index of the search, or takes it out: the same entry that was put. Uses the arena. */
MUST_USE bool writer_index(struct writer *writer, int64_t row, const struct entry *entry, bool is_put, struct err *err);

/* Writes what the index has gathered. */
MUST_USE bool writer_flush_words(struct writer *writer, struct err *err);

/* Writes tally and index into their tables, in front of a commit. */
MUST_USE bool writer_flush(struct writer *writer, struct err *err);

/* Writes counters when many have gathered, so that memory does not grow with the content. */
MUST_USE bool writer_relieve(struct writer *writer, struct err *err);

#endif
