/* Only localtime_r is asked, never mktime: what mktime does with skipped and doubled hours differs between C libraries. */
#include "base/zone.h"

#include "base/str.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static bool name_is_plain(const char *zone) {
  if (str_is_empty(zone) || zone[0] == '/' || strlen(zone) > 64 || strstr(zone, "..")) return false;
  for (const char *c = zone; *c; c++)
    if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-", *c)) return false;
  return true;
}

bool zone_is_known(const char *zone) {
  if (!name_is_plain(zone)) return false;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
  /* The folder holds a few tables beside the zones; only zones start with "TZif" (RFC 8536, 3.1). */
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  char magic[4] = {0};
  bool known = fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
  fclose(file);
  return known;
}

/* The C library has one zone for all threads. */
static pthread_mutex_t one_zone = PTHREAD_MUTEX_INITIALIZER;

static void use_zone(const char *zone) {
  const char *now = getenv("TZ");
  if (now && now[0] == ':' && str_equals(now + 1, zone)) return;
  char value[80];
  snprintf(value, sizeof value, ":%s", zone);
  setenv("TZ", value, 1);
  tzset();
}

static int64_t offset_at(int64_t utc) {
  struct tm tm;
  time_t t = (time_t)utc;
  if (!localtime_r(&t, &tm)) return 0;
  return tm.tm_gmtoff;
}

int64_t zone_to_wall(const char *zone, int64_t utc) {
  pthread_mutex_lock(&one_zone);
  use_zone(zone);
  int64_t wall = utc + offset_at(utc);
  pthread_mutex_unlock(&one_zone);
  return wall;
}

static int64_t to_utc(int64_t wall) {
  int64_t before = offset_at(wall - 86400);
  int64_t after = offset_at(wall + 86400);
  if (offset_at(wall - before) == before) return wall - before; /* plain, or the first of two */
  if (offset_at(wall - after) == after) return wall - after;
  return wall - before; /* skipped: the offset before the gap */
}

int64_t zone_to_utc(const char *zone, int64_t wall) {
  pthread_mutex_lock(&one_zone);
  use_zone(zone);
  int64_t utc = to_utc(wall);
  pthread_mutex_unlock(&one_zone);
  return utc;
}
