/* `import --as FORMAT`: a file of others becomes entries of a source, by the same code that fetches sources. */
#include "hub/command.h"

#include "base/civil.h"
#include "base/str.h"
#include "hub/hub.h"
#include "hub/lines.h"
#include "hub/sources/fit.h"
#include "hub/sources/format.h"
#include "hub/sources/merge.h"

#include <jansson.h>
#include <string.h>

/* "/tmp/Müllabfuhr 2027.ics": "muellabfuhr-2027". */
static const char *name_of_file(const char *file, const char *format, struct arena *arena) {
  const char *slash = strrchr(file, '/');
  const char *base = slash ? slash + 1 : file;
  const char *dot = strrchr(base, '.');
  const char *name = fit_slug(arena, arena_strndup(arena, base, dot ? (size_t)(dot - base) : strlen(base)), SOURCE_NAME_MAX);
  return *name ? name : format;
}

static bool read_rules(const struct hub *hub, const struct options *options, struct arena *arena, struct intake_rules *out,
                       struct err *err) {
  const char *source = options->source ? options->source : name_of_file(options->files[0], options->as, arena);
  *out = (struct intake_rules){
      .source = source, .zone = hub->clock.zone, .today = wall_day(clock_wall(&hub->clock)), .oldest = INT32_MIN};
  if (!source_name_is_valid(source))
    return err_set(err, ERR_USAGE, "--source must be at most %d of a-z, 0-9 and '-', not '%.40s'", SOURCE_NAME_MAX, source);
  if (!mapping_parse(options->topic, arena, &out->topics, err)) return err_prefix(err, "--topic");
  return mapping_parse(options->place, arena, &out->places, err) || err_prefix(err, "--place");
}

static bool read_file(const struct format *format, const char *file, struct intake *intake, struct err *err) {
  scoped_buf data;
  buf_init(&data, INTAKE_BYTES_MAX);
  bool read = lines_read_all(file, &data, err);
  return (read && format_read(format, buf_text(&data), data.len, intake, err)) || err_prefix(err, "'%.100s'", file);
}

static void print_notes(const struct intake *intake, const char *file) {
  for (size_t i = 0; i < intake_notes_kept(intake); i++) {
    const struct intake_note *note = &intake->notes[i];
    fprintf(stderr, "%s %s: %s%s\n", file, note->where, note->wrong ? "" : "warning: ", note->text);
  }
  if (intake->note_count > INTAKE_NOTES_MAX) fprintf(stderr, "and %zu more\n", intake->note_count - INTAKE_NOTES_MAX);
}

static json_t *notes_json(const struct intake *intake, bool wrong) {
  json_t *list = json_array();
  for (size_t i = 0; i < intake_notes_kept(intake); i++) {
    const struct intake_note *note = &intake->notes[i];
    if (note->wrong == wrong) json_array_append_new(list, json_pack("{ss,ss}", "where", note->where, "reason", note->text));
  }
  return list;
}

static void print_result(const struct options *options, const struct intake *intake, const struct merge_result *result) {
  if (!options->json) {
    printf("imported %zu entries of '%s': %zu changed, %zu dropped\n", intake->count, intake->rules->source,
           result->added + result->changed, result->dropped);
    return;
  }
  json_t *object =
      json_pack("{ss,sI,sI,sI,sI,so,so}", "source", intake->rules->source, "imported", (json_int_t)intake->count, "changed",
                (json_int_t)result->added + (json_int_t)result->changed, "dropped", (json_int_t)result->dropped, "left_out",
                (json_int_t)intake->left_out + (json_int_t)result->foreign, "rejected", notes_json(intake, true), "warnings",
                notes_json(intake, false));
  json_dumpf(object, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(object);
}

static bool check_places(struct hub *hub, struct intake *intake, struct err *err) {
  for (size_t i = 0; i < intake->rules->places.count; i++) {
    const char *id = intake->rules->places.items[i].id;
    bool there;
    if (!store_has(hub->store, id, &there, err)) return false;
    if (!there) intake_note(intake, "--place", "there is no '%s'", id);
  }
  return true;
}

static bool merge_all(struct hub *hub, struct intake *intake, struct merge_result *out, struct err *err) {
  bool done = store_begin(hub->store, err) && check_places(hub, intake, err) &&
              merge_apply(hub->store, intake, false, clock_utc(&hub->clock), NULL, NULL, out, err) &&
              store_commit(hub->store, err);
  store_rollback(hub->store);
  return done;
}

bool command_import_as(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  scoped_arena arena = {0};
  scoped_intake intake = {0};
  struct intake_rules rules;
  struct merge_result result = {0};
  const struct format *format = format_find(options->as);
  if (!format) return err_set(err, ERR_USAGE, "--as: there is no format '%.40s'", options->as);
  if (options->replace) return err_set(err, ERR_USAGE, "--replace is not for sources: what vanished from one goes by itself");
  if (!hub_open(&hub, options->dir, options->clock, err) || !read_rules(&hub, options, &arena, &rules, err)) return false;
  intake_init(&intake, &rules);
  bool done = true;
  for (size_t i = 0; done && i < options->file_count; i++)
    done = read_file(format, options->files[i], &intake, err);
  bool refused = format->is_ours && intake.wrong_count > 0;
  done = done && (refused || merge_all(&hub, &intake, &result, err));
  print_notes(&intake, options->files[0]);
  if (done && refused)
    err_set(err, ERR_PARSE, "%zu %s, nothing changed", intake.wrong_count, intake.wrong_count == 1 ? "mistake" : "mistakes");
  if (done && (!refused || options->json)) print_result(options, &intake, &result);
  return done && !refused;
}
