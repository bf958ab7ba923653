#include "client/report.h"

#include "base/compiler.h"
#include "base/str.h"
#include "cache/health.h"
#include "cache/shown.h"
#include "client/board.h"
#include "feed/stamp.h"
#include "spool/spool.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- gathering ---- */

struct finding {
  struct cache_health health;
  struct spool_tally spool;
  struct shown shown;
  struct board board;
  const char *state, *cache;
  int64_t utc;
  bool readable, trusted, has_board;
};

static const char *state_of(const struct finding *found, const struct err *err) {
  if (!found->readable) return err->code == ERR_CORRUPT ? "damaged" : err->code == ERR_NOT_FOUND ? "empty" : "unreadable";
  if (found->health.info.version == 0) return "empty";
  return found->health.info.failing_since_utc != 0 ? "offline" : "ok";
}

/* What cannot be read counts as nothing: the daemon's log has more. */
static void look_beside(const struct sync_options *options, struct finding *out) {
  struct spool spool;
  struct err ignored;
  if (!spool_init(&spool, options->config.spool, &ignored) || !spool_count(&spool, &out->spool, &ignored))
    out->spool = (struct spool_tally){0};
  if (!shown_read(options->config.cache, &out->shown, &ignored)) out->shown = (struct shown){0};
  const char *device = options->config.device;
  out->has_board = device[0] && board_read(device, &options->clock, &out->board, &ignored);
}

static void look(const struct sync_options *options, struct arena *arena, struct finding *out, struct err *err) {
  struct clock clock = options->clock;
  *out = (struct finding){0};
  out->readable = cache_health_read(options->config.cache, true, &out->health, err);
  if (out->readable) *err = (struct err){0};
  look_beside(options, out);
  clock_raise_floor(&clock, out->health.info.newest_utc);
  out->utc = clock_utc(&clock);
  out->trusted = clock_is_trusted(&clock);
  out->state = state_of(out, err);
  out->cache = err->code == ERR_NONE ? "ok" : arena_strdup(arena, err->msg);
}

/* ---- facts ---- */

static int64_t age_of(const struct finding *found) {
  int64_t age = found->utc - found->health.info.checked_utc;
  return age > 0 ? age : 0;
}

static struct fact text(const char *key, const char *label, const char *value, struct arena *arena) {
  return (struct fact){
      .key = key, .label = label, .type = FACT_TEXT, .is_known = !str_is_empty(value), .text = arena_strdup(arena, value)};
}

static struct fact number(const char *key, const char *label, const char *metric, const char *help, bool known, int64_t value) {
  return (struct fact){
      .key = key, .label = label, .metric = metric, .help = help, .type = FACT_NUMBER, .is_known = known, .number = value};
}

static struct fact counter(const char *key, const char *label, const char *metric, const char *help, int64_t value) {
  struct fact fact = number(key, label, metric, help, true, value);
  fact.is_counter = true;
  return fact;
}

static struct fact stamp(const char *key, const char *label, const char *metric, const char *help, int64_t value) {
  struct fact fact = number(key, label, metric, help, value != 0, value);
  fact.type = FACT_STAMP;
  return fact;
}

static struct fact flag(const char *key, const char *metric, const char *help, bool value) {
  return (struct fact){.key = key, .metric = metric, .help = help, .type = FACT_FLAG, .is_known = true, .number = value};
}

static void add(struct report *report, struct fact fact) { report->facts[report->count++] = fact; }

static void add_content(struct report *report, const struct finding *found, struct arena *arena) {
  const struct reader_info *info = &found->health.info;
  bool there = info->version > 0;
  bool expired = info->expires_utc != 0 && found->utc >= info->expires_utc;
  add(report, text("name", "name", info->name, arena));
  add(report, number("version", there ? "version" : NULL, "litfass_content_version",
                     "Version of the content in the cache, 0 for none.", true, info->version));
  add(report, number("shown_version", "on display", "litfass_shown_version", "Version that the board presented last.",
                     found->shown.version > 0, found->shown.version));
  add(report, stamp("shown_since", NULL, NULL, NULL, found->shown.utc));
  add(report,
      number("entries", there ? "entries" : NULL, "litfass_entries", "Entries in the cache.", true, found->health.entries));
  add(report, number("skipped", found->health.skipped ? "skipped" : NULL, "litfass_entries_skipped",
                     "Entries that this program does not understand.", true, found->health.skipped));
  add(report, stamp("published", "published", "litfass_published_timestamp_seconds", "When the content was published.",
                    info->published_utc));
  add(report, stamp("expires", expired ? "expired" : "expires", "litfass_expires_timestamp_seconds",
                    "Until when the feed vouches for the content.", info->expires_utc));
  add(report, flag("expired", NULL, NULL, expired));
}

static void add_polls(struct report *report, const struct finding *found, struct arena *arena) {
  const struct reader_info *info = &found->health.info;
  const struct cache_health *health = &found->health;
  add(report, stamp("last_success", "last success", "litfass_last_success_timestamp_seconds",
                    "When the hub last confirmed the content.", info->checked_utc));
  add(report, number("age_s", "age", "litfass_age_seconds", "Seconds since the hub last confirmed the content.",
                     info->checked_utc != 0, age_of(found)));
  add(report, stamp("failing_since", "failing since", "litfass_failing_since_timestamp_seconds",
                    "Since when polls fail; absent while they succeed.", info->failing_since_utc));
  add(report, text("last_error", "last error", health->last_error, arena));
  add(report, counter("polls", NULL, "litfass_polls_total", "Polls since the cache was made.", health->polls));
  add(report, counter("polls_failed", NULL, "litfass_polls_failed_total", "Polls that failed.", health->polls_failed));
  add(report, counter("requests", NULL, "litfass_requests_total", "HTTP requests.", health->requests));
  add(report, counter("received_bytes", NULL, "litfass_received_bytes_total", "Bytes of answers.", health->received));
}

static void add_health(struct report *report, const struct finding *found, struct arena *arena) {
  add(report, flag("clock_trusted", "litfass_clock_trusted", "Whether the wall clock is believed.", found->trusted));
  add(report, number("spool_waiting", found->spool.waiting ? "messages" : NULL, "litfass_spool_messages",
                     "Messages that wait for the hub.", true, (int64_t)found->spool.waiting));
  add(report, number("spool_bytes", NULL, "litfass_spool_bytes", "Their bytes.", true, found->spool.bytes));
  add(report, number("spool_refused", found->spool.refused ? "refused" : NULL, "litfass_spool_refused",
                     "Messages that the hub would not take.", true, (int64_t)found->spool.refused));
  add(report, text("cache", "cache", found->cache, arena));
  add(report, number("bytes", NULL, "litfass_cache_bytes", "Size of the cache file.", true, found->health.bytes));
}

static void add_board(struct report *report, const struct finding *found, struct arena *arena) {
  const struct board *board = &found->board;
  scoped_buf problems;
  buf_init(&problems, sizeof board->problems + BOARD_PROBLEMS_MAX);
  for (size_t i = 0; i < board->problem_count; i++)
    buf_addf(&problems, "%s%s", i ? " " : "", board->problems[i]);
  int64_t tenths = (int64_t)(board->temperature_c * 10);
  add(report, text("device", "device", board->state, arena));
  add(report, text("device_program", NULL, board->program, arena));
  add(report, text("device_problems", "problems", buf_text(&problems), arena));
  add(report, number("device_decicelsius", NULL, "litfass_device_temperature_decicelsius",
                     "Temperature of the board, in tenths.", board->has_temperature, tenths));
  add(report, text("device_storage", "storage", board->storage, arena));
  add(report, number("device_free_mb", board->free_mb < 0 ? NULL : "free MB", "litfass_device_free_mebibytes",
                     "Free space of the board's disk.", found->has_board && board->free_mb != BOARD_UNKNOWN, board->free_mb));
  add(report, text("device_time", "time", board->time, arena));
}

enum { FACTS_MAX = 48 };

struct report report_make(const struct sync_options *options, struct arena *arena) {
  struct finding found;
  struct report report = {.facts = arena_array(arena, FACTS_MAX, sizeof(struct fact))};
  look(options, arena, &found, &report.err);
  report.has_content = found.health.info.version > 0;
  add(&report, text("state", "state", found.state, arena));
  add_content(&report, &found, arena);
  add_polls(&report, &found, arena);
  add_health(&report, &found, arena);
  add_board(&report, &found, arena);
  ASSERT(report.count <= FACTS_MAX);
  return report;
}

/* ---- the three forms ---- */

static json_t *value_json(const struct fact *fact) {
  char stamp_text[STAMP_TEXT_SIZE];
  if (!fact->is_known) return json_null();
  switch (fact->type) {
    case FACT_TEXT: return json_string(fact->text);
    case FACT_FLAG: return json_boolean(fact->number);
    case FACT_STAMP: stamp_format(fact->number, stamp_text); return json_string(stamp_text);
    case FACT_NUMBER: break;
  }
  return json_integer(fact->number);
}

void report_json(const struct report *report, struct buf *out) {
  json_t *object = json_object();
  for (size_t i = 0; i < report->count; i++)
    json_object_set_new(object, report->facts[i].key, value_json(&report->facts[i]));
  char *dumped = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  ASSERT(dumped != NULL);
  buf_addf(out, "%s\n", dumped);
  free(dumped);
}

static void add_age(struct buf *out, int64_t seconds) {
  static const struct {
    int64_t below, unit;
    const char *name;
  } units[] = {{120, 1, "s"}, {7200, 60, "min"}, {172800, 3600, "h"}, {INT64_MAX, 86400, "days"}};
  size_t i = 0;
  while (seconds >= units[i].below)
    i++;
  buf_addf(out, "%" PRId64 " %s", seconds / units[i].unit, units[i].name);
}

void report_text(const struct report *report, struct buf *out) {
  char stamp_text[STAMP_TEXT_SIZE];
  for (size_t i = 0; i < report->count; i++) {
    const struct fact *fact = &report->facts[i];
    if (!fact->label || !fact->is_known) continue;
    buf_addf(out, "%-13s ", fact->label);
    if (fact->type == FACT_TEXT) {
      buf_adds(out, fact->text);
    } else if (fact->type == FACT_STAMP) {
      stamp_format(fact->number, stamp_text);
      buf_adds(out, stamp_text);
    } else if (str_ends_with(fact->key, "_s")) {
      add_age(out, fact->number);
    } else {
      buf_addf(out, "%" PRId64, fact->number);
    }
    buf_addc(out, '\n');
  }
}

static void add_state(const struct report *report, struct buf *out) {
  static const char *const states[] = {"ok", "offline", "empty", "damaged", "unreadable"};
  buf_adds(out, "# HELP litfass_state How the content is; 1 for the state that holds.\n# TYPE litfass_state gauge\n");
  for (size_t i = 0; i < COUNT_OF(states); i++)
    buf_addf(out, "litfass_state{state=\"%s\"} %d\n", states[i], str_equals(states[i], report->facts[0].text));
}

void report_prometheus(const struct report *report, struct buf *out) {
  add_state(report, out);
  for (size_t i = 0; i < report->count; i++) {
    const struct fact *fact = &report->facts[i];
    if (!fact->metric || !fact->is_known) continue;
    buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n%s %" PRId64 "\n", fact->metric, fact->help, fact->metric,
             fact->is_counter ? "counter" : "gauge", fact->metric, fact->number);
  }
}
