#include "hub/command.h"

#include "base/str.h"
#include "hub/hub.h"
#include "hub/import.h"

#include <jansson.h>

static void on_rejected(void *user, const char *file, size_t line, const char *reason) {
  json_t *list = user;
  fprintf(stderr, "%s line %zu: %s\n", file, line, reason);
  json_t *item = json_object();
  json_object_set_new(item, "file", json_string(file));
  json_object_set_new(item, "line", json_integer((json_int_t)line));
  json_object_set_new(item, "reason", json_string(reason));
  json_array_append_new(list, item);
}

static void on_warning(void *user UNUSED, const char *file, size_t line, const char *warning) {
  fprintf(stderr, "%s line %zu: warning: %s\n", file, line, warning);
}

static void print_json(const struct import_result *result, const json_t *rejected) {
  printf("{\"imported\":%zu,\"changed\":%zu,\"dropped\":%zu,\"rejected\":", result->imported, result->changed, result->dropped);
  json_dumpf(rejected, stdout, JSON_COMPACT);
  printf("}\n");
}

bool command_import(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  struct import_result result;
  if (options->as && (options->source || !str_equals(options->as, "jsonl"))) return command_import_as(options, err);
  if (options->source || options->topic || options->place)
    return err_set(err, ERR_USAGE, "--source, --topic and --place need --as FORMAT");
  if (!hub_open(&hub, options->dir, options->clock, err)) return false;
  json_t *rejected = json_array();
  struct import_listener listener = {on_rejected, on_warning, rejected};
  bool done = import_files(&hub, options->files, options->file_count, options->replace, &listener, &result, err);
  if (done && options->json)
    print_json(&result, rejected);
  else if (done && result.rejected == 0)
    printf("imported %zu lines: %zu changed, %zu dropped\n", result.imported, result.changed, result.dropped);
  json_decref(rejected);
  if (!done || result.rejected == 0) return done;
  return err_set(err, ERR_PARSE, "%zu %s rejected, nothing changed", result.rejected, result.rejected == 1 ? "line" : "lines");
}
