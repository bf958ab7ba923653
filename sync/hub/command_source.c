/* `source add|list|remove|fetch|preview|waiting|accept|refuse|inside`: what a page of the hub does too, for scripts and for
 * those who prefer a terminal. */
#include "hub/command.h"

#include "base/str.h"
#include "hub/hub.h"
#include "hub/sources/fit.h"
#include "hub/sources/source.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { ANY = 99 };

struct call {
  struct hub hub;
  const struct options *options;
  const char *const *words; /* behind the verb */
  size_t count;
};

static void print_object(json_t *object) {
  json_dumpf(object, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(object);
}

static bool read_source(const struct call *call, const char *name, struct source *out, struct err *err) {
  const struct options *options = call->options;
  int64_t minutes = SOURCE_INTERVAL_S / 60;
  if (options->interval && !parse_int(options->interval, 5, SOURCE_INTERVAL_MAX_S / 60, &minutes))
    return err_set(err, ERR_USAGE, "--interval must be 5 to %d minutes", SOURCE_INTERVAL_MAX_S / 60);
  if (!options->url || !options->as) return err_set(err, ERR_USAGE, "needs --url URL and --as FORMAT");
  *out = (struct source){.name = name,
                         .url = options->url,
                         .format = options->as,
                         .interval_s = minutes * 60,
                         .topics = options->topic ? options->topic : "",
                         .places = options->place ? options->place : "",
                         .is_moderated = options->moderated};
  return source_check(out, err);
}

static bool read_way(const struct call *call, struct source_way *out, struct err *err) {
  *out = (struct source_way){0};
  return !call->options->timeout || parse_int(call->options->timeout, 1, 600, &out->timeout_s) ||
         err_set(err, ERR_USAGE, "--timeout must be 1 to 600 seconds");
}

static bool add(struct call *call, struct err *err) {
  struct source source;
  if (!read_source(call, call->words[0], &source, err) || !source_save(call->hub.store, &source, err)) return false;
  if (call->options->json)
    print_object(json_pack("{ss}", "name", source.name));
  else
    printf("source '%s' is looked at every %lld minutes\n", source.name, (long long)source.interval_s / 60);
  return true;
}

static void print_source(const json_t *row) {
  const char *error = json_string_value(json_object_get(row, "error"));
  printf("%-16s %-8s %5lld entries, %lld waiting  %s%s%s\n", json_string_value(json_object_get(row, "name")),
         json_string_value(json_object_get(row, "format")), (long long)json_integer_value(json_object_get(row, "entries")),
         (long long)json_integer_value(json_object_get(row, "waiting")), json_string_value(json_object_get(row, "url")),
         error ? "\n                 last error: " : "", error ? error : "");
}

static bool list(struct call *call, struct err *err) {
  json_t *rows;
  if (!source_list(call->hub.store, &rows, err)) return false;
  if (call->options->json) return print_object(json_pack("{so}", "sources", rows)), true;
  for (size_t i = 0; i < json_array_size(rows); i++)
    print_source(json_array_get(rows, i));
  json_decref(rows);
  return true;
}

static bool remove_one(struct call *call, struct err *err) {
  size_t dropped;
  if (!source_remove(call->hub.store, call->words[0], &dropped, err)) return false;
  if (call->options->json)
    print_object(json_pack("{ss,sI}", "name", call->words[0], "dropped", (json_int_t)dropped));
  else
    printf("source '%s' is forgotten, %zu entries dropped\n", call->words[0], dropped);
  return true;
}

static json_t *notes_json(const struct intake *intake) {
  json_t *notes = json_array();
  for (size_t i = 0; i < intake_notes_kept(intake); i++)
    json_array_append_new(notes, json_pack("{ss,ss}", "where", intake->notes[i].where, "reason", intake->notes[i].text));
  return notes;
}

static json_t *look_json(const char *name, const struct source_look *look, const struct intake *intake, const char *error) {
  static const char *const results[] = {"unchanged", "changed", "waiting"};
  return json_pack("{ss,ss,sI,sI,sI,sI,ss?,so}", "name", name, "result", error ? "failed" : results[look->result], "imported",
                   (json_int_t)look->read, "added", (json_int_t)look->merged.added, "changed", (json_int_t)look->merged.changed,
                   "dropped", (json_int_t)look->merged.dropped, "error", error, "notes", notes_json(intake));
}

static bool fetch_one(struct call *call, const char *name, json_t *results, struct err *err) {
  scoped_intake intake = {0};
  struct source_look look = {0};
  struct source_way way;
  if (!read_way(call, &way, err)) return false;
  bool done = source_fetch(&call->hub, name, &way, &intake, &look, err);
  json_array_append_new(results, look_json(name, &look, &intake, done ? NULL : err->msg));
  if (done && !call->options->json)
    printf("source '%s': %zu entries, %zu new, %zu changed, %zu gone%s\n", name, look.read, look.merged.added,
           look.merged.changed, look.merged.dropped, look.result == SOURCE_WAITS ? ", waiting" : "");
  return done || err_prefix(err, "source '%s'", name);
}

/* All of them, whether they are due or not; one that fails does not keep the others. */
static bool fetch(struct call *call, struct err *err) {
  json_t *rows = NULL;
  json_t *results = json_array();
  if (!source_list(call->hub.store, &rows, err)) return false;
  bool done = true;
  size_t count = call->count > 0 ? call->count : json_array_size(rows);
  for (size_t i = 0; i < count; i++) {
    const char *name = call->count > 0 ? call->words[i] : json_string_value(json_object_get(json_array_get(rows, i), "name"));
    struct err why;
    if (fetch_one(call, name, results, &why)) continue;
    if (done)
      *err = why;
    else
      fprintf(stderr, "%s\n", why.msg);
    done = false;
  }
  if (call->options->json)
    print_object(json_pack("{so}", "sources", results));
  else
    json_decref(results);
  json_decref(rows);
  return done;
}

static void on_change(void *user, enum merge_change change, const char *id, const char *before, const char *now) {
  static const char *const lists[] = {"added", "changed", "dropped"};
  json_t *object = json_pack("{ss}", "id", id);
  json_object_set_new(object, "before", before ? json_loads(before, 0, NULL) : json_null());
  json_object_set_new(object, "now", now ? json_loads(now, 0, NULL) : json_null());
  json_array_append_new(json_object_get(user, lists[change]), object);
}

static const char *name_of(const json_t *change) {
  const json_t *line = json_object_get(change, "now");
  const json_t *name = json_object_get(json_is_object(line) ? line : json_object_get(change, "before"), "name");
  return json_is_object(name) ? json_string_value(json_object_iter_value(json_object_iter((json_t *)(uintptr_t)name)))
                              : json_string_value(name);
}

static void print_changes(const json_t *changes, const char *key, const char *word) {
  const json_t *list = json_object_get(changes, key);
  for (size_t i = 0; i < json_array_size(list); i++)
    printf("%s %s  %s\n", word, json_string_value(json_object_get(json_array_get(list, i), "id")),
           name_of(json_array_get(list, i)));
}

/* Of a source that is there, or one that would be (--url, --as). */
static bool preview(struct call *call, struct err *err) {
  scoped_arena arena = {0};
  scoped_intake intake = {0};
  struct source source;
  struct source_way way;
  struct merge_result merged;
  bool found = true;
  if (call->options->url ? !read_source(call, call->words[0], &source, err)
                         : !source_find(call->hub.store, call->words[0], &arena, &source, &found, err))
    return false;
  if (!found) return err_set(err, ERR_NOT_FOUND, "there is no source '%.40s'", call->words[0]);
  json_t *changes = json_pack("{s[],s[],s[]}", "added", "changed", "dropped");
  bool done = read_way(call, &way, err) && source_preview(&call->hub, &source, &way, &intake, on_change, changes, &merged, err);
  if (done && call->options->json) {
    json_object_set_new(changes, "notes", notes_json(&intake));
    print_object(json_incref(changes));
  } else if (done) {
    print_changes(changes, "added", "+");
    print_changes(changes, "changed", "~");
    print_changes(changes, "dropped", "-");
    for (size_t i = 0; i < intake_notes_kept(&intake); i++)
      printf("! %s: %s\n", intake.notes[i].where, intake.notes[i].text);
  }
  json_decref(changes);
  return done;
}

static bool waiting(struct call *call, struct err *err) {
  json_t *rows;
  if (!source_waiting(call->hub.store, call->count > 0 ? call->words[0] : NULL, &rows, err)) return false;
  if (call->options->json) return print_object(json_pack("{so}", "waiting", rows)), true;
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    const char *line = json_string_value(json_object_get(row, "line"));
    printf("%s %s\n", line ? "+" : "-", line ? line : json_string_value(json_object_get(row, "id")));
  }
  json_decref(rows);
  return true;
}

static bool decide(struct call *call, bool agreed, struct err *err) {
  struct store *store = call->hub.store;
  bool done = store_begin(store, err);
  for (size_t i = 0; done && i < call->count; i++)
    done = merge_decide(store, call->words[i], agreed, err);
  done = done && store_set_int(store, "publish_wanted", 1, err) && store_commit(store, err);
  store_rollback(store);
  return done;
}

static bool accept(struct call *call, struct err *err) { return decide(call, true, err); }
static bool refuse(struct call *call, struct err *err) { return decide(call, false, err); }

/* Whether sources may stand in private networks and on this machine. */
static bool inside(struct call *call, struct err *err) {
  bool on = str_equals(call->words[0], "on");
  if (!on && !str_equals(call->words[0], "off")) return err_set(err, ERR_USAGE, "inside: on or off");
  return store_set_int(call->hub.store, "sources_inside", on, err);
}

static const struct verb {
  const char *name;
  bool (*run)(struct call *call, struct err *err);
  size_t words_min, words_max;
  const char *usage;
} verbs[] = {
    {"add", add, 1, 1, "add NAME --url URL --as FORMAT"},
    {"list", list, 0, 0, "list"},
    {"remove", remove_one, 1, 1, "remove NAME"},
    {"fetch", fetch, 0, ANY, "fetch [NAME…]"},
    {"preview", preview, 1, 1, "preview NAME [--url URL --as FORMAT]"},
    {"waiting", waiting, 0, 1, "waiting [NAME]"},
    {"accept", accept, 1, ANY, "accept ID…"},
    {"refuse", refuse, 1, ANY, "refuse ID…"},
    {"inside", inside, 1, 1, "inside on|off"},
};

bool command_source(const struct options *options, struct err *err) {
  const struct verb *verb = NULL;
  for (size_t i = 0; i < COUNT_OF(verbs); i++)
    if (options->file_count > 0 && str_equals(verbs[i].name, options->files[0])) verb = &verbs[i];
  if (!verb) return err_set(err, ERR_USAGE, "source: add, list, remove, fetch, preview, waiting, accept, refuse or inside");
  struct call call = {.options = options, .words = options->files + 1, .count = options->file_count - 1};
  if (call.count < verb->words_min || call.count > verb->words_max)
    return err_set(err, ERR_USAGE, "usage: litfass-hub source %s --dir D", verb->usage);
  bool done = hub_open(&call.hub, options->dir, options->clock, err) && verb->run(&call, err);
  hub_close(&call.hub);
  return done;
}
