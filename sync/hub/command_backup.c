/* `backup FILE` and `restore FILE`. */
#include "hub/backup.h"
#include "hub/command.h"

#include <stdio.h>

static bool one_file(const struct options *options, struct err *err) {
  return options->file_count == 1 || err_set(err, ERR_USAGE, "one file, not %zu", options->file_count);
}

static void print_result(const struct options *options, const struct backup_result *result, const char *done) {
  if (options->json)
    printf("{\"files\":%zu,\"keys\":%s}\n", result->files, result->has_keys ? "true" : "false");
  else
    printf("%zu files %s%s\n", result->files, done,
           result->has_keys ? ", the secret keys among them" : "; the folder keys/ is not in it, keep that elsewhere");
}

bool command_backup(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  struct backup_result result;
  if (!one_file(options, err) || !hub_open(&hub, options->dir, NULL, err) ||
      !backup_write(&hub, options->files[0], options->with_keys, &result, err))
    return false;
  print_result(options, &result, "saved");
  return true;
}

bool command_restore(const struct options *options, struct err *err) {
  struct backup_result result;
  if (!one_file(options, err) || !backup_restore(options->files[0], options->dir, &result, err)) return false;
  print_result(options, &result, "restored");
  return true;
}
