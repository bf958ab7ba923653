/* How the cache is, for people and for monitoring. Reads beside a running daemon and writes nothing. */
#include "client/command.h"

#include "base/log.h"
#include "base/str.h"
#include "cache/health.h"
#include "cache/shown.h"
#include "client/options.h"
#include "feed/stamp.h"
#include "spool/spool.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct report {
  const char *state; /* ok, offline, empty, damaged */
  struct cache_health health;
  struct err err; /* what is wrong with the file, when something is */
  struct spool_tally spool;
  struct shown shown; /* version 0: no board has shown anything yet */
  bool expired;
  int64_t age_s; /* since the last confirmation; -1: never */
};

static const char *state_of(const struct report *report, bool readable) {
  if (!readable)
    return report->err.code == ERR_CORRUPT ? "damaged" : report->err.code == ERR_NOT_FOUND ? "empty" : "unreadable";
  if (report->health.info.version == 0) return "empty";
  return report->health.info.failing_since_utc != 0 ? "offline" : "ok";
}

/* A spool that cannot be read holds nothing that could be counted; the daemon's log has more. */
static void count_spool(const struct sync_options *options, struct spool_tally *out) {
  struct spool spool;
  struct err ignored;
  if (!spool_init(&spool, options->config.spool, &ignored) || !spool_count(&spool, out, &ignored))
    *out = (struct spool_tally){0};
}

static void make_report(const struct sync_options *options, struct report *out) {
  struct err ignored;
  *out = (struct report){.age_s = -1};
  bool readable = cache_health_read(options->config.cache, true, &out->health, &out->err);
  if (readable) out->err = (struct err){0};
  const struct reader_info *info = &out->health.info;
  int64_t utc = clock_utc(&options->clock);
  out->state = state_of(out, readable);
  count_spool(options, &out->spool);
  if (!shown_read(options->config.cache, &out->shown, &ignored)) out->shown = (struct shown){0};
  if (info->checked_utc != 0) out->age_s = utc > info->checked_utc ? utc - info->checked_utc : 0;
  out->expired = info->expires_utc != 0 && utc >= info->expires_utc;
}

static json_t *stamp(int64_t utc) {
  char text[STAMP_TEXT_SIZE];
  if (utc == 0) return json_null();
  stamp_format(utc, text);
  return json_string(text);
}

static void print_json(const struct report *report) {
  const struct reader_info *info = &report->health.info;
  json_t *object = json_object();
  json_object_set_new(object, "state", json_string(report->state));
  json_object_set_new(object, "version", json_integer(info->version));
  json_object_set_new(object, "name", json_string(info->name));
  json_object_set_new(object, "entries", json_integer(report->health.entries));
  json_object_set_new(object, "skipped", json_integer(report->health.skipped));
  json_object_set_new(object, "published", stamp(info->published_utc));
  json_object_set_new(object, "expires", stamp(info->expires_utc));
  json_object_set_new(object, "expired", json_boolean(report->expired));
  json_object_set_new(object, "last_success", stamp(info->checked_utc));
  json_object_set_new(object, "age_s", report->age_s < 0 ? json_null() : json_integer(report->age_s));
  json_object_set_new(object, "failing_since", stamp(info->failing_since_utc));
  json_object_set_new(object, "last_error",
                      report->health.last_error[0] ? json_string(report->health.last_error) : json_null());
  json_object_set_new(object, "cache", report->err.code == ERR_NONE ? json_string("ok") : json_string(report->err.msg));
  json_object_set_new(object, "bytes", json_integer(report->health.bytes));
  json_object_set_new(object, "shown_version", report->shown.version ? json_integer(report->shown.version) : json_null());
  json_object_set_new(object, "shown_since", stamp(report->shown.utc));
  json_object_set_new(object, "spool_waiting", json_integer((json_int_t)report->spool.waiting));
  json_object_set_new(object, "spool_bytes", json_integer(report->spool.bytes));
  json_object_set_new(object, "spool_refused", json_integer((json_int_t)report->spool.refused));
  json_dumpf(object, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(object);
}

static void print_age(int64_t seconds) {
  if (seconds < 120)
    printf("%" PRId64 " s", seconds);
  else if (seconds < 7200)
    printf("%" PRId64 " min", seconds / 60);
  else if (seconds < 172800)
    printf("%" PRId64 " h", seconds / 3600);
  else
    printf("%" PRId64 " days", seconds / 86400);
}

static void print_stamp(const char *label, int64_t utc) {
  char text[STAMP_TEXT_SIZE];
  if (utc == 0) return;
  stamp_format(utc, text);
  printf("%-13s %s\n", label, text);
}

static void print_text(const struct report *report) {
  const struct reader_info *info = &report->health.info;
  printf("%-13s %s\n", "state", report->state);
  if (info->version > 0) {
    printf("%-13s %s\n%-13s %" PRId64 "\n", "name", info->name, "version", info->version);
    printf("%-13s %" PRId64 " (%" PRId64 " skipped)\n", "entries", report->health.entries, report->health.skipped);
    print_stamp("published", info->published_utc);
    print_stamp(report->expired ? "expired" : "expires", info->expires_utc);
    print_stamp("last success", info->checked_utc);
    printf("%-13s ", "age");
    print_age(report->age_s);
    putchar('\n');
  }
  print_stamp("failing since", info->failing_since_utc);
  if (report->health.last_error[0]) printf("%-13s %s\n", "last error", report->health.last_error);
  if (report->shown.version > 0) printf("%-13s %" PRId64 "\n", "on display", report->shown.version);
  if (report->spool.waiting + report->spool.refused > 0)
    printf("%-13s %zu waiting, %zu refused\n", "spool", report->spool.waiting, report->spool.refused);
  printf("%-13s %s\n", "cache", report->err.code == ERR_NONE ? "ok" : report->err.msg);
}

int command_status(int argc, char **argv) {
  struct sync_options options;
  struct report report;
  int code =
      options_read(argc, argv,
                   "Says how the cache is: version, age, last error, damage. Ends with 0 when there is content and the cache\n"
                   "is sound, 66 when there is no content yet, 65 when it is damaged.",
                   OPTIONS_NEED_CACHE, &options);
  if (code != OPTIONS_GO_ON) return code;
  make_report(&options, &report);
  if (options.is_json)
    print_json(&report);
  else
    print_text(&report);
  if (report.err.code != ERR_NONE) {
    log_error("%s", report.err.msg);
    return err_exit_code(report.err.code);
  }
  return report.health.info.version > 0 ? 0 : err_exit_code(ERR_NOT_FOUND);
}
