#include "hub/sources/source.h"

#include "base/str.h"
#include "hub/guard.h"
#include "hub/sources/fit.h"
#include "hub/sources/format.h"
#include "hub/sources/mapping.h"

#include <string.h>

bool source_check(const struct source *source, struct err *err) {
  scoped_arena arena = {0};
  struct mapping mapping;
  if (!source_name_is_valid(source->name))
    return err_set(err, ERR_USAGE, "a source's name must be at most %d of a-z, 0-9 and '-', not '%.40s'", SOURCE_NAME_MAX,
                   source->name);
  if (!format_find(source->format)) return err_set(err, ERR_USAGE, "there is no format '%.40s'", source->format);
  if (source->interval_s < SOURCE_INTERVAL_MIN_S || source->interval_s > SOURCE_INTERVAL_MAX_S)
    return err_set(err, ERR_USAGE, "the interval must be from 5 minutes to 30 days");
  if (!guard_check_url(source->url, err)) return false;
  if (!mapping_parse(source->topics, &arena, &mapping, err)) return err_prefix(err, "topics");
  return mapping_parse(source->places, &arena, &mapping, err) || err_prefix(err, "places");
}

static bool save(struct store *store, const struct source *source, struct err *err) {
  return query_run(
      store,
      "INSERT INTO source (name, url, format, interval_s, topics, places, is_moderated)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (name) DO UPDATE SET url = ?2, format = ?3, interval_s = ?4,"
      " topics = ?5, places = ?6, is_moderated = ?7, due = 0, etag = NULL, last_modified = NULL",
      WITH(value_text(source->name), value_text(source->url), value_text(source->format), value_number(source->interval_s),
           value_text(source->topics), value_text(source->places), value_number(source->is_moderated)),
      err);
}

bool source_save(struct store *store, const struct source *source, struct err *err) {
  if (!source_check(source, err)) return false;
  bool done = store_begin(store, err) && save(store, source, err) && store_commit(store, err);
  store_rollback(store);
  return done;
}

/* Only entries that are its own: what a person refused or corrected went or changed already. */
static bool drop_entries(struct store *store, const char *name, size_t *dropped, struct err *err) {
  json_t *rows = NULL;
  bool done =
      query_list(store, "SELECT id FROM source_entry WHERE source = ?1 ORDER BY id", WITH(value_text(name)), &rows, err);
  for (size_t i = 0; done && i < json_array_size(rows); i++) {
    bool was_there;
    done = store_drop(store, json_string_value(json_object_get(json_array_get(rows, i), "id")), &was_there, err);
    *dropped += done && was_there;
  }
  json_decref(rows);
  return done && query_run(store, "DELETE FROM source_entry WHERE source = ?1", WITH(value_text(name)), err) &&
         query_run(store, "DELETE FROM source_wait WHERE source = ?1", WITH(value_text(name)), err);
}

bool source_remove(struct store *store, const char *name, size_t *dropped, struct err *err) {
  *dropped = 0;
  bool done = store_begin(store, err) && query_run(store, "DELETE FROM source WHERE name = ?1", WITH(value_text(name)), err);
  if (done && query_changes(store) == 0) done = err_set(err, ERR_NOT_FOUND, "there is no source '%.40s'", name);
  done = done && drop_entries(store, name, dropped, err) && store_set_int(store, "publish_wanted", 1, err) &&
         store_commit(store, err);
  store_rollback(store);
  return done;
}

struct finding {
  struct arena *arena;
  struct source *source;
  bool found;
};

static bool on_source(void *user, const struct row *row, struct err *err UNUSED) {
  struct finding *finding = user;
  finding->found = true;
  *finding->source = (struct source){.name = arena_strdup(finding->arena, row_text(row, 0)),
                                     .url = arena_strdup(finding->arena, row_text(row, 1)),
                                     .format = arena_strdup(finding->arena, row_text(row, 2)),
                                     .interval_s = row_number(row, 3),
                                     .topics = arena_strdup(finding->arena, row_text(row, 4)),
                                     .places = arena_strdup(finding->arena, row_text(row, 5)),
                                     .is_moderated = row_number(row, 6) != 0};
  return true;
}

bool source_find(struct store *store, const char *name, struct arena *arena, struct source *out, bool *found, struct err *err) {
  struct finding finding = {arena, out, false};
  if (!query_each(store, "SELECT name, url, format, interval_s, topics, places, is_moderated FROM source WHERE name = ?1",
                  WITH(value_text(name)), on_source, &finding, err))
    return false;
  *found = finding.found;
  return true;
}

/* Columns of 0 and 1 become true and false, notes what they say. */
static void dress(json_t *row) {
  json_t *notes = json_loads(json_string_value(json_object_get(row, "notes")), 0, NULL);
  json_object_set_new(row, "notes", notes ? notes : json_array());
  json_object_set_new(row, "is_moderated", json_boolean(json_integer_value(json_object_get(row, "is_moderated")) != 0));
}

bool source_list(struct store *store, json_t **out, struct err *err) {
  if (!query_list(store,
                  "SELECT name, url, format, interval_s, topics, places, is_moderated, due, tried, succeeded, error, failures,"
                  " entries, notes, (SELECT count(*) FROM source_wait WHERE source = source.name) AS waiting"
                  " FROM source ORDER BY name",
                  WITH_NOTHING, out, err))
    return false;
  for (size_t i = 0; i < json_array_size(*out); i++)
    dress(json_array_get(*out, i));
  return true;
}

bool source_waiting(struct store *store, const char *name, json_t **out, struct err *err) {
  return query_list(store,
                    "SELECT source_wait.id, source, source_wait.line, entry.line AS before, at FROM source_wait"
                    " LEFT JOIN entry ON entry.id = source_wait.id WHERE ?1 IS NULL OR source = ?1 ORDER BY at, source_wait.id",
                    WITH(value_text(name)), out, err);
}
