/* The content as it is being edited, what of it changed since the last version, and what was published: tables of hub.db, which
 * query.h opens. Functions that write stand between store_begin and store_commit. */
#ifndef LITFASS_HUB_STORE_H
#define LITFASS_HUB_STORE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "feed/manifest.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Settings and published state, by name: "name", "land", "timezone", "poll_s", "root_key"; "version", … (publish.c);
 * "publish_wanted" (serve publishes within a second). */
MUST_USE bool store_set(struct store *store, const char *key, const char *value, struct err *err);
MUST_USE bool store_set_int(struct store *store, const char *key, int64_t value, struct err *err);
/* A copy in the arena; `fallback` where absent. */
MUST_USE bool store_get(struct store *store, const char *key, const char *fallback, struct arena *arena, const char **out,
                        struct err *err);
MUST_USE bool store_get_int(struct store *store, const char *key, int64_t *out, struct err *err); /* 0 where absent */

/* `line` is canonical (entry_normalize); `asset` is its picture or NULL. *changed is false when the line was there already. */
MUST_USE bool store_put(struct store *store, const char *id, const char *line, size_t len, const char *asset, bool *changed,
                        struct err *err);
MUST_USE bool store_drop(struct store *store, const char *id, bool *dropped, struct err *err);
/* A copy of the line in the arena; NULL: there is none. */
MUST_USE bool store_line(struct store *store, const char *id, struct arena *arena, const char **out, struct err *err);
MUST_USE bool store_has(struct store *store, const char *id, bool *out, struct err *err);

/* Which ids an import named: marks live from store_begin to the end of its transaction. *was_marked tells that it stood there
 * before. store_drop_unmarked drops the entries that were not named (`import --replace`). */
MUST_USE bool store_mark(struct store *store, const char *id, bool *was_marked, struct err *err);
MUST_USE bool store_unmark(struct store *store, const char *id, struct err *err);
MUST_USE bool store_drop_unmarked(struct store *store, size_t *dropped, struct err *err);

struct store_line {
  const char *id;
  const char *data; /* NULL: there is none */
  size_t len;
};

/* Every entry, ascending by id (bytes). The callback returns false to stop, with the error set. */
typedef bool store_on_entry(void *user, const struct store_line *line, struct err *err);
MUST_USE bool store_each_entry(struct store *store, store_on_entry *callback, void *user, struct err *err);

/* Every id that was touched since store_forget_changes, ascending: its published line and its present one (data NULL where
 * there is none; both may be equal). */
typedef bool store_on_change(void *user, const struct store_line *before, const struct store_line *now, struct err *err);
MUST_USE bool store_each_change(struct store *store, store_on_change *callback, void *user, struct err *err);
MUST_USE bool store_forget_changes(struct store *store, struct err *err);

/* Published files. Kept rows are kept files: removing a row is removing a file. */
enum store_file_kind { STORE_SNAPSHOT, STORE_DELTA };
MUST_USE bool store_add_file(struct store *store, enum store_file_kind kind, const struct feed_delta *file, struct err *err);
/* The newest `limit` of a kind, newest first, in the arena. */
MUST_USE bool store_newest_files(struct store *store, enum store_file_kind kind, size_t limit, struct arena *arena,
                                 struct feed_delta **out, size_t *count, struct err *err);
MUST_USE bool store_has_file(struct store *store, const char *path, bool *out, struct err *err);
MUST_USE bool store_remove_file(struct store *store, const char *path, struct err *err);

/* Pictures. Those that no entry shows are named once they have not been shown for `grace` versions. */
MUST_USE bool store_add_asset(struct store *store, const char *name, struct err *err);
MUST_USE bool store_unused_assets(struct store *store, int64_t version, int64_t grace, struct arena *arena,
                                  const char *const **out, size_t *count, struct err *err);
MUST_USE bool store_remove_asset(struct store *store, const char *name, struct err *err);

#endif
