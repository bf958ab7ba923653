#include "hub/sources/source.h"

#include "base/civil.h"
#include "base/str.h"
#include "hub/sources/format.h"
#include "hub/transfer.h"

#include <stdlib.h>
#include <string.h>

enum {
  OLDEST_DAYS = 366, /* of events that are over */
  RETRY_S = 300,
  RETRY_DOUBLINGS = 6,
  NOTES_SHOWN = 20,
  DUE_MAX = 1000,
};

/* One look: a source, and what it takes to read it. */
struct look {
  struct hub *hub;
  const struct source *source;
  const struct source_way *way;
  struct arena *arena;
  struct intake_rules rules;
  struct transfer_request request;
  struct transfer_response response;
};

static bool prepare(struct look *look, struct err *err) {
  const struct source *source = look->source;
  int64_t inside;
  look->rules = (struct intake_rules){.source = source->name,
                                      .zone = arena_strdup(look->arena, look->hub->clock.zone),
                                      .today = wall_day(clock_wall(&look->hub->clock))};
  look->rules.oldest = look->rules.today - OLDEST_DAYS;
  if (!mapping_parse(source->topics, look->arena, &look->rules.topics, err) ||
      !mapping_parse(source->places, look->arena, &look->rules.places, err) ||
      !store_get_int(look->hub->store, "sources_inside", &inside, err))
    return false;
  look->request = (struct transfer_request){.url = source->url,
                                            .accept = format_find(source->format)->accept,
                                            .reach = inside ? GUARD_INSIDE : GUARD_PUBLIC,
                                            .timeout_s = look->way->timeout_s,
                                            .stop = look->way->stop};
  return true;
}

static bool on_marks(void *user, const struct row *row, struct err *err UNUSED) {
  struct transfer_marks *marks = user;
  if (row_text(row, 0)) str_copy(marks->etag, sizeof marks->etag, row_text(row, 0));
  if (row_text(row, 1)) str_copy(marks->last_modified, sizeof marks->last_modified, row_text(row, 1));
  return true;
}

/* Fetches and reads. Nothing is read when the server says that nothing changed. */
static bool read_document(struct look *look, struct intake *intake, struct err *err) {
  scoped_buf body;
  buf_init(&body, INTAKE_BYTES_MAX);
  if (!transfer_get(&look->request, &body, &look->response, err)) return false;
  return look->response.is_unchanged || format_read(format_find(look->source->format), buf_text(&body), body.len, intake, err);
}

static char *notes_text(const struct intake *intake) {
  json_t *list = json_array();
  for (size_t i = 0; i < intake_notes_kept(intake) && i < NOTES_SHOWN; i++)
    json_array_append_new(list, json_pack("{ss,ss}", "where", intake->notes[i].where, "reason", intake->notes[i].text));
  char *text = json_dumps(list, JSON_COMPACT);
  json_decref(list);
  return text;
}

/* After a failure: soon, then ever later, but not later than otherwise; and not before the server wants. */
static int64_t next_look(const struct look *look, int64_t now, int64_t failures) {
  int64_t wait = look->source->interval_s;
  if (failures > 0) {
    int64_t retry = (int64_t)RETRY_S << (failures - 1 < RETRY_DOUBLINGS ? failures - 1 : RETRY_DOUBLINGS);
    if (retry < wait) wait = retry;
  }
  if (look->response.retry_after_s > wait) wait = look->response.retry_after_s;
  return now + wait;
}

static bool note_success(struct look *look, const struct intake *intake, struct err *err) {
  struct store *store = look->hub->store;
  int64_t now = clock_utc(&look->hub->clock);
  const char *name = look->source->name;
  bool is_read = !look->response.is_unchanged;
  char *notes = notes_text(intake);
  bool done =
      query_run(store, "UPDATE source SET tried = ?2, succeeded = ?2, error = NULL, failures = 0, due = ?3 WHERE name = ?1",
                WITH(value_text(name), value_number(now), value_number(next_look(look, now, 0))), err);
  if (done && is_read)
    done =
        query_run(store, "UPDATE source SET etag = ?2, last_modified = ?3, entries = ?4, notes = ?5 WHERE name = ?1",
                  WITH(value_text(name), value_text(look->response.marks.etag), value_text(look->response.marks.last_modified),
                       value_number((int64_t)intake->count), value_text(notes)),
                  err);
  free(notes);
  return done;
}

/* In a transaction of its own: the one of the merge is gone. An error of the database here must not hide the first one. */
static void note_failure(struct look *look, const struct err *why) {
  struct store *store = look->hub->store;
  int64_t now = clock_utc(&look->hub->clock);
  const struct value name = value_text(look->source->name);
  int64_t failures = 0;
  bool found;
  struct err ignored;
  bool done =
      store_begin(store, &ignored) &&
      query_find(store, "SELECT failures FROM source WHERE name = ?1", WITH(name), &found, &failures, NULL, NULL, &ignored) &&
      query_run(store, "UPDATE source SET tried = ?2, error = ?3, failures = ?4, due = ?5 WHERE name = ?1",
                WITH(name, value_number(now), value_text(why->msg), value_number(failures + 1),
                     value_number(next_look(look, now, failures + 1))),
                &ignored) &&
      store_commit(store, &ignored);
  if (!done) store_rollback(store);
}

static bool merge_and_note(struct look *look, struct intake *intake, struct source_look *out, struct err *err) {
  struct store *store = look->hub->store;
  if (!store_begin(store, err)) return false;
  if (!look->response.is_unchanged &&
      !merge_apply(store, intake, look->source->is_moderated, clock_utc(&look->hub->clock), NULL, NULL, &out->merged, err))
    return false;
  size_t differences = out->merged.added + out->merged.changed + out->merged.dropped;
  out->result = differences == 0 ? SOURCE_UNCHANGED : look->source->is_moderated ? SOURCE_WAITS : SOURCE_CHANGED;
  out->read = intake->count;
  if (out->result == SOURCE_CHANGED && !store_set_int(store, "publish_wanted", 1, err)) return false;
  return note_success(look, intake, err) && store_commit(store, err);
}

bool source_fetch(struct hub *hub, const char *name, const struct source_way *way, struct intake *intake,
                  struct source_look *out, struct err *err) {
  scoped_arena arena = {0};
  struct source source;
  struct look look = {.hub = hub, .source = &source, .way = way, .arena = &arena};
  bool found;
  *out = (struct source_look){0};
  if (!source_find(hub->store, name, &arena, &source, &found, err)) return false;
  if (!found) return err_set(err, ERR_NOT_FOUND, "there is no source '%.40s'", name);
  if (!prepare(&look, err)) return false;
  if (!way->is_whole && !query_each(hub->store, "SELECT etag, last_modified FROM source WHERE name = ?1",
                                    WITH(value_text(name)), on_marks, &look.request.marks, err))
    return false;
  intake_init(intake, &look.rules);
  bool done = read_document(&look, intake, err) && merge_and_note(&look, intake, out, err);
  store_rollback(hub->store);
  if (!done) note_failure(&look, err);
  intake->rules = NULL; /* they end here */
  return done;
}

bool source_preview(struct hub *hub, const struct source *source, const struct source_way *way, struct intake *intake,
                    merge_on_change *on_change, void *user, struct merge_result *out, struct err *err) {
  scoped_arena arena = {0};
  struct look look = {.hub = hub, .source = source, .way = way, .arena = &arena};
  if (!source_check(source, err) || !prepare(&look, err)) return false;
  intake_init(intake, &look.rules);
  bool done = read_document(&look, intake, err) && store_begin(hub->store, err) &&
              merge_apply(hub->store, intake, false, clock_utc(&hub->clock), on_change, user, out, err);
  store_rollback(hub->store);
  intake->rules = NULL;
  return done;
}

struct due {
  struct arena *arena;
  const char **names;
  size_t count;
};

static bool on_due(void *user, const struct row *row, struct err *err UNUSED) {
  struct due *due = user;
  due->names[due->count++] = arena_strdup(due->arena, row_text(row, 0));
  return true;
}

bool source_due(struct hub *hub, struct arena *arena, const char *const **out, size_t *count, struct err *err) {
  struct due due = {arena, arena_array(arena, DUE_MAX, sizeof *due.names), 0};
  if (!query_each(hub->store, "SELECT name FROM source WHERE due <= ?1 ORDER BY due, name LIMIT 1000",
                  WITH(value_number(clock_utc(&hub->clock))), on_due, &due, err))
    return false;
  *out = due.names;
  *count = due.count;
  return true;
}
