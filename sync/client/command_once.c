/* One poll, for people, scripts and tests. */
#include "client/command.h"

#include "base/log.h"
#include "client/session.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

static const char *const ways[] = {[UPDATE_NONE] = "none", [UPDATE_DELTAS] = "deltas", [UPDATE_SNAPSHOT] = "snapshot"};

static void print_json(const struct update_result *result, const struct writer_info *info) {
  json_t *object =
      json_pack("{s:I, s:I, s:I, s:b, s:s, s:I, s:I, s:I, s:I}", "version", (json_int_t)result->version, "entries",
                (json_int_t)info->entries, "skipped", (json_int_t)info->skipped, "changed", result->way != UPDATE_NONE, "way",
                ways[result->way], "requests", (json_int_t)result->requests, "bytes", (json_int_t)result->bytes, "pictures",
                (json_int_t)result->pictures, "pictures_missing", (json_int_t)result->pictures_missing);
  json_dumpf(object, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(object);
}

static void print_text(const struct update_result *result, const struct writer_info *info) {
  printf("version %" PRId64 ", %" PRId64 " entries, %s (%" PRId64 " requests, %" PRId64 " bytes)\n", result->version,
         info->entries,
         result->way == UPDATE_NONE     ? "nothing new"
         : result->way == UPDATE_DELTAS ? "taken as changes"
                                        : "taken as a whole",
         result->requests, result->bytes);
  if (info->skipped > 0)
    log_warning("%" PRId64 " entries are of kinds that this program does not know, not shown", info->skipped);
}

int command_once(int argc, char **argv) {
  struct sync_options options;
  struct session session;
  struct update_result result;
  struct err err;
  int code = options_read(argc, argv, "Looks at the feed once and brings the cache up to date.",
                          OPTIONS_NEED_FEED | OPTIONS_NEED_CACHE, &options);
  if (code != OPTIONS_GO_ON) return code;
  if (!session_open(&session, &options, NULL, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  bool ok = session_top_up(&session, &err) && session_poll(&session, &result, &err);
  if (!ok)
    log_error("feed '%s': %s", options.config.feed, err.msg);
  else if (options.is_json)
    print_json(&result, writer_info(session.writer));
  else
    print_text(&result, writer_info(session.writer));
  session_close(&session);
  return ok ? 0 : err_exit_code(err.code);
}
