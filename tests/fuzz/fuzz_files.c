/* Small files that other programs or people wrote: what the app says it shows, a sign of life, settings, names in the spool.
 * The first byte chooses. What is accepted is in its range, what is not says where. */
#include "scratch.h"

#include "base/compiler.h"
#include "base/conf.h"
#include "base/pulse.h"
#include "base/str.h"
#include "cache/shown.h"
#include "spool/spool.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct settings {
  char name[16];
  int64_t count;
  double share;
  bool is_on;
};

static const struct conf_key keys[] = {
    {"screen", "name", CONF_TEXT, offsetof(struct settings, name), 16, "", 0, 0, "a name"},
    {"screen", "count", CONF_INT, offsetof(struct settings, count), 0, "3", 1, 9, "a number"},
    {"screen", "share", CONF_DOUBLE, offsetof(struct settings, share), 0, "0.5", 0, 1, "a share"},
    {"sound", "on", CONF_BOOL, offsetof(struct settings, is_on), 0, "no", 0, 0, "a switch"},
};

static void read_shown(const uint8_t *data, size_t size) {
  char cache[256];
  struct shown shown;
  struct err err;
  const char *path = scratch_file("c.shown", data, size);
  snprintf(cache, sizeof cache, "%.*s", (int)(strlen(path) - strlen(".shown")), path);
  if (shown_read(cache, &shown, &err)) ASSERT(shown.version >= 0 && shown.utc >= 0);
}

static void read_pulse(const uint8_t *data, size_t size) {
  struct pulse pulse;
  struct err err;
  if (!pulse_read(scratch_file("pulse", data, size), &pulse, &err)) return;
  ASSERT(pulse.stamp_ms >= 0 && pulse.lease_ms >= 0 && strspn(pulse.word, "abcdefghijklmnopqrstuvwxyz-") == strlen(pulse.word));
}

static void read_settings(const uint8_t *data, size_t size) {
  struct settings settings;
  struct err err;
  conf_set_defaults(keys, COUNT_OF(keys), &settings);
  if (!conf_load(scratch_file("x.ini", data, size), keys, COUNT_OF(keys), &settings, &err)) {
    ASSERT(err.code == ERR_CONFIG || err.code == ERR_TOO_BIG);
    return;
  }
  ASSERT(strlen(settings.name) < sizeof settings.name && settings.count >= 1 && settings.count <= 9);
  ASSERT(settings.share >= 0 && settings.share <= 1);
}

static void read_names(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  char name[200];
  char path[300];
  struct spool spool;
  struct spool_item *items;
  struct err err;
  size_t count;
  if (size == 0 || size >= sizeof name || memchr(data, '/', size) || memchr(data, '\0', size)) return;
  snprintf(name, sizeof name, "%.*s", (int)size, (const char *)data);
  if (str_equals(name, ".") || str_equals(name, "..")) return;
  str_copy(path, sizeof path, scratch_file(name, data, size));
  ASSERT(spool_init(&spool, scratch_folder(), &err) && spool_list(&spool, &arena, &items, &count, &err));
  for (size_t i = 0; i < count; i++)
    ASSERT(items[i].number >= 0 && strspn(items[i].id, "0123456789abcdef") == 32 && str_ends_with(items[i].name, ".json"));
  unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static void (*const readers[])(const uint8_t *, size_t) = {read_shown, read_pulse, read_settings, read_names};
  if (size > 0) readers[data[0] % COUNT_OF(readers)](data + 1, size - 1);
  return 0;
}
