/* The sources that a hub fetches: rows of the table `source`, how each did last time, and the look itself.
 *
 * A look fetches the document if it changed (ETag, Last-Modified), reads it, and merges what differs (merge.h); with moderation
 * what differs waits for a person. A source that cannot be reached, or answers with something broken or empty, keeps what it
 * brought before, with its age and its last error. Nothing here logs. */
#ifndef LITFASS_HUB_SOURCES_SOURCE_H
#define LITFASS_HUB_SOURCES_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/hub.h"
#include "hub/sources/merge.h"

#include <jansson.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { SOURCE_INTERVAL_MIN_S = 300, SOURCE_INTERVAL_S = 3600, SOURCE_INTERVAL_MAX_S = 30 * 86400 };

/* What a person says about a source. */
struct source {
  const char *name;   /* source_name_is_valid */
  const char *url;    /* guard_check_url */
  const char *format; /* format_find */
  int64_t interval_s;
  const char *topics, *places; /* mapping.h; "" for none */
  bool is_moderated;
};

/* ERR_USAGE names what is wrong with it. */
MUST_USE bool source_check(const struct source *source, struct err *err);

/* Adds it, or changes what is said about it; either way it is looked at soon, and the whole document. In a transaction of its
 * own. */
MUST_USE bool source_save(struct store *store, const struct source *source, struct err *err);

/* Forgets it and drops what it brought, in a transaction of its own. ERR_NOT_FOUND: there is none of that name; *dropped gets
 * how many entries went. */
MUST_USE bool source_remove(struct store *store, const char *name, size_t *dropped, struct err *err);

/* *found is false when there is none. Strings live in the arena. */
MUST_USE bool source_find(struct store *store, const char *name, struct arena *arena, struct source *out, bool *found,
                          struct err *err);

/* All of them by name, as a new list of objects: name, url, format, interval_s, topics, places, is_moderated, due, tried,
 * succeeded (UTC seconds; null: never), error (null: none), failures, entries, waiting, notes (list of {where, reason}). */
MUST_USE bool source_list(struct store *store, json_t **out, struct err *err);

/* What waits for a person, oldest first, as a new list of objects: id, source, line (null: it would go), before (the entry as
 * it is now, or null), at. `name` NULL: of all sources. */
MUST_USE bool source_waiting(struct store *store, const char *name, json_t **out, struct err *err);

enum source_result {
  SOURCE_UNCHANGED, /* the server said so, or nothing differs */
  SOURCE_CHANGED,
  SOURCE_WAITS, /* something differs, and waits for a person */
};

struct source_look {
  enum source_result result;
  struct merge_result merged;
  size_t read;
};

/* How a look is done; {0} is good for most. */
struct source_way {
  int64_t timeout_s;       /* of the transfer; 0: its default */
  bool is_whole;           /* asks without conditions */
  const atomic_bool *stop; /* may be NULL */
};

/* Looks now, whether it is due or not, and notes how it went. `intake` is begun by this function and ended by the caller
 * (intake_fini); its notes are worth showing, on failure too. ERR_NOT_FOUND: no such source; else as transfer_get and
 * format_read. Blocks as long as the network does; holds the database only while it merges. */
MUST_USE bool source_fetch(struct hub *hub, const char *name, const struct source_way *way, struct intake *intake,
                           struct source_look *out, struct err *err);

/* What a look would change, without changing anything; the source need not be saved yet. The database is locked while
 * it compares. */
MUST_USE bool source_preview(struct hub *hub, const struct source *source, const struct source_way *way, struct intake *intake,
                             merge_on_change *on_change, void *user, struct merge_result *out, struct err *err);

/* The names of those whose time has come, in the arena, most overdue first. */
MUST_USE bool source_due(struct hub *hub, struct arena *arena, const char *const **out, size_t *count, struct err *err);

#endif
