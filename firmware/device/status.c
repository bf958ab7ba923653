#include "device/status.h"

#include "base/fs.h"
#include "base/log.h"
#include "feed/stamp.h"
#include "feed/strict.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is wrong ---- */

struct problem {
  const char *name;
  enum grade grade;
  bool (*is_there)(const struct device *device);
};

static bool app_is_missing(const struct device *d) { return d->watch.members[WATCH_APP].state >= WATCH_MISSING; }
static bool sync_is_missing(const struct device *d) { return d->watch.members[WATCH_SYNC].state >= WATCH_MISSING; }
static bool is_resigned(const struct device *d) { return watch_is_resigned(&d->watch); }
static bool has_no_dog(const struct device *d) { return d->settings.watchdog[0] != '\0' && d->dog.kind != DOG_HARDWARE; }
static bool is_warm(const struct device *d) { return d->warmth.grade == GRADE_POOR; }
static bool is_hot(const struct device *d) { return d->warmth.grade == GRADE_BAD; }
static bool is_starved(const struct device *d) { return d->supply.is_low; }
static bool was_starved(const struct device *d) { return d->supply.was_low && !d->supply.is_low; }
static bool disk_is_full(const struct device *d) { return d->storage_verdict == STORAGE_FULL; }
static bool disk_is_worn(const struct device *d) { return d->storage_verdict == STORAGE_WORN; }
static bool disk_is_failing(const struct device *d) { return d->storage_verdict == STORAGE_FAILING; }
static bool time_is_unknown(const struct device *d) { return d->timing == TIMING_UNKNOWN; }
static bool has_no_screen(const struct device *d) { return d->display.plug == PANEL_ABSENT; }
static bool update_failed(const struct device *d) { return d->update.state == UPDATE_FAILED; }
static bool is_offline(const struct device *d) { return !network_is_online(&d->network); }

static const struct problem problems[] = {
    {"app-missing", GRADE_BAD, app_is_missing},
    {"sync-missing", GRADE_BAD, sync_is_missing},
    {"gave-up", GRADE_BAD, is_resigned},
    {"no-watchdog", GRADE_POOR, has_no_dog},
    {"warm", GRADE_POOR, is_warm},
    {"hot", GRADE_BAD, is_hot},
    {"power-low", GRADE_BAD, is_starved},
    {"power-was-low", GRADE_POOR, was_starved},
    {"disk-full", GRADE_POOR, disk_is_full},
    {"disk-worn", GRADE_POOR, disk_is_worn},
    {"disk-failing", GRADE_BAD, disk_is_failing},
    {"time-unknown", GRADE_POOR, time_is_unknown},
    {"no-network", GRADE_POOR, is_offline},
    {"no-screen", GRADE_BAD, has_no_screen},
    {"update-failed", GRADE_POOR, update_failed},
};

enum grade status_grade(const struct device *device) {
  enum grade worst = GRADE_GOOD;
  for (size_t i = 0; i < COUNT_OF(problems); i++)
    if (problems[i].grade > worst && problems[i].is_there(device)) worst = problems[i].grade;
  return worst;
}

static json_t *problems_json(const struct device *device) {
  json_t *names = json_array();
  for (size_t i = 0; i < COUNT_OF(problems); i++)
    if (problems[i].is_there(device)) json_array_append_new(names, json_string(problems[i].name));
  return names;
}

/* ---- the members ---- */

static json_t *known(int64_t value) { return value == STORAGE_UNKNOWN ? json_null() : json_integer(value); }

static json_t *member_json(const struct device *device, enum watch_unit unit) {
  const struct watch_member *member = &device->watch.members[unit];
  const struct sign *sign = &device->signs[unit];
  return json_pack("{s:s,s:s*,s:i}", "state", watch_state_name(member->state), "word", sign->is_known ? sign->pulse.word : NULL,
                   "restarts", member->restarts);
}

static json_t *watchdog_json(const struct device *device) {
  static const char *const kinds[] = {"none", "hardware", "file"};
  return json_pack("{s:s,s:i,s:b,s:i,s:b}", "kind", kinds[device->dog.kind], "timeout_s", device->dog.timeout_s, "fed",
                   device->dog.kind != DOG_NONE && device->watch.lost_since_ms < 0, "boots", device->watch.boots, "gave_up",
                   watch_is_resigned(&device->watch));
}

static json_t *storage_json(const struct device *device) {
  const struct storage *storage = &device->storage;
  int64_t free_mb = storage->free_bytes == STORAGE_UNKNOWN ? STORAGE_UNKNOWN : storage->free_bytes >> 20;
  return json_pack("{s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:s,s:b,s:I}", "verdict", storage_verdict_name(device->storage_verdict),
                   "ext4_errors", known(storage->ext4_errors), "life_percent", known(storage->life_percent), "pre_eol",
                   known(storage->pre_eol), "free_mb", known(free_mb), "free_percent", known(storage->free_percent),
                   "free_inodes_percent", known(storage->free_inodes_percent), "probe", probe_name(storage->probe),
                   "probe_direct", storage->probe_is_direct, "probe_ms", (json_int_t)storage->probe_ms);
}

static json_t *network_json(const struct device *device) {
  const struct network *network = &device->network;
  json_t *interfaces = json_array();
  json_t *addresses = json_array();
  for (size_t i = 0; i < network->interface_count; i++) {
    const struct network_interface *one = &network->interfaces[i];
    json_array_append_new(interfaces, json_pack("{s:s%,s:b,s:b,s:b}", "name", one->name, strlen(one->name), "wireless",
                                                one->is_wireless, "carrier", one->has_carrier, "up", one->is_up));
  }
  for (size_t i = 0; i < network->address_count; i++)
    json_array_append_new(addresses, json_string(network->addresses[i]));
  return json_pack("{s:b,s:b,s:o,s:o}", "online", network_is_online(network), "route", network->has_route, "interfaces",
                   interfaces, "addresses", addresses);
}

static json_t *display_json(const struct device *device) {
  const struct display *display = &device->display;
  return json_pack("{s:b,s:s,s:i,s:s,s:s,s:s}", "on", display->wish.is_on, "why",
                   display->wish.why ? display->wish.why : "start", "percent", display->wish.percent, "screen",
                   panel_plug_name(display->plug), "dark_by", display->backlights > 0 ? "backlight" : "black", "hours_by",
                   display->wishes.hours[0] ? "hub"
                   : display->hours         ? "settings"
                                            : "nobody");
}

static json_t *update_json(const struct device *device) {
  static const char *const names[] = {"idle", "running", "done", "failed"};
  return json_pack("{s:s,s:s*}", "state", names[device->update.state], "why",
                   device->update.why[0] ? device->update.why : NULL);
}

static const char *supply_name(const struct supply *supply) {
  if (!supply->is_known) return "unknown";
  return supply->is_low ? "low" : supply->was_low ? "was-low" : "good";
}

/* What changes by itself with every second is added later, so that it alone causes no writing. */
static json_t *make_lasting(const struct device *device) {
  json_t *warmth = device->warmth.is_known ? json_real(round((double)device->warmth.milli_c / 100.0) / 10.0) : json_null();
  json_t *all =
      json_pack("{s:i,s:s,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:s,s:s,s:o,s:s,s:o,s:o}", "schema", 1, "program", LITFASS_VERSION,
                "state", grade_name(status_grade(device)), "problems", problems_json(device), "app",
                member_json(device, WATCH_APP), "sync", member_json(device, WATCH_SYNC), "watchdog", watchdog_json(device),
                "display", display_json(device), "temperature_c", warmth, "temperature", grade_name(device->warmth.grade),
                "supply", supply_name(&device->supply), "storage", storage_json(device), "time", timing_name(device->timing),
                "network", network_json(device), "update", update_json(device));
  ASSERT(all != NULL);
  return all;
}

static void add_times(const struct device *device, json_t *all) {
  char text[STAMP_TEXT_SIZE];
  int64_t now = device_now_ms(device);
  stamp_format(clock_utc(&device->clock), text);
  json_object_set_new(all, "clock", device->timing == TIMING_UNKNOWN ? json_null() : json_string(text));
  json_object_set_new(all, "running_s", json_integer((now - device->started_ms) / 1000));
  json_object_set_new(all, "elapsed_ms", json_integer(now));
  for (int i = 0; i < WATCH_UNITS; i++) {
    const struct sign *sign = &device->signs[i];
    if (sign->is_known)
      json_object_set_new(json_object_get(all, i == WATCH_APP ? "app" : "sync"), "age_s",
                          json_integer((now - sign->pulse.stamp_ms) / 1000));
  }
}

static void dump(const json_t *all, struct buf *out) {
  char *text = json_dumps(all, JSON_COMPACT | JSON_REAL_PRECISION(6));
  ASSERT(text != NULL);
  buf_addf(out, "%s\n", text);
  free(text);
}

json_t *status_json(const struct device *device) {
  json_t *all = make_lasting(device);
  add_times(device, all);
  return all;
}

void status_format(const struct device *device, struct buf *out) {
  scoped_json *all = status_json(device);
  dump(all, out);
}

/* ---- keeping the file ---- */

/* FNV-1a */
static uint64_t hash_of(const struct buf *text) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < text->len; i++)
    hash = (hash ^ (unsigned char)text->data[i]) * UINT64_C(0x100000001b3);
  return hash;
}

static bool has_changed(struct device *device) {
  scoped_buf text;
  scoped_json *lasting = make_lasting(device);
  buf_init(&text, STATUS_MAX);
  dump(lasting, &text);
  uint64_t hash = hash_of(&text);
  if (hash == device->status_hash) return false;
  device->status_hash = hash;
  return true;
}

void status_keep(struct device *device) {
  scoped_buf text;
  struct err err;
  char path[PATH_MAX];
  int64_t now = device_now_ms(device);
  buf_init(&text, STATUS_MAX);
  if (!has_changed(device) && now - device->status_written_ms < STATUS_EVERY_MS) return;
  status_format(device, &text);
  tree_path(&device->tree, device->settings.status, path);
  device->status_written_ms = now;
  bool ok = buf_ok(&text, &err) && fs_write_volatile(path, text.data, text.len, &err);
  if (!ok && !device->status_failed) log_warning("status: %s", err.msg);
  device->status_failed = !ok;
}

/* ---- for people ---- */

static void print_value(const json_t *value, struct buf *out) {
  const char *text = json_string_value(value);
  switch (json_typeof(value)) {
    case JSON_STRING: buf_adds(out, text ? text : ""); break;
    case JSON_INTEGER: buf_addf(out, "%" PRId64, (int64_t)json_integer_value(value)); break;
    case JSON_REAL: buf_addf(out, "%.1f", json_real_value(value)); break;
    case JSON_TRUE: buf_adds(out, "yes"); break;
    case JSON_FALSE: buf_adds(out, "no"); break;
    default: buf_adds(out, "-"); break;
  }
}

static void print_list(const json_t *list, struct buf *out) {
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const json_t *named = json_is_object(item) ? json_object_get(item, "name") : item;
    if (i > 0) buf_adds(out, ", ");
    if (named) print_value(named, out);
  }
  if (json_array_size(list) == 0) buf_addc(out, '-');
}

static void print_line(const char *group, const char *key, const json_t *value, struct buf *out) {
  char label[80];
  snprintf(label, sizeof label, "%s%s%s", group, group[0] ? "." : "", key);
  buf_addf(out, "%-28s ", label);
  if (json_is_array(value))
    print_list(value, out);
  else
    print_value(value, out);
  buf_addc(out, '\n');
}

bool status_print(const char *text, size_t len, struct buf *out, struct err *err) {
  const char *key;
  const char *inner;
  json_t *value;
  json_t *part;
  scoped_json *all = strict_load(text, len, STATUS_MAX, err);
  if (!all) return err->code = ERR_CORRUPT, err_prefix(err, "status");
  json_object_foreach(all, key, value) {
    if (!json_is_object(value)) print_line("", key, value, out);
    json_object_foreach(value, inner, part) print_line(key, inner, part, out);
  }
  return buf_ok(out, err);
}
