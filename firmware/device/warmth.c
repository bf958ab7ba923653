#include "device/warmth.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HYSTERESIS_MILLI_C = 5000, HOTTEST_MILLI_C = 200000 /* beyond: a broken sensor */ };

const char *grade_name(enum grade grade) {
  static const char *const names[] = {"good", "poor", "bad"};
  ASSERT((size_t)grade < COUNT_OF(names));
  return names[grade];
}

enum grade warmth_grade(enum grade before, int64_t milli_c, int64_t warm_c, int64_t hot_c) {
  int64_t hot = hot_c * 1000 - (before == GRADE_BAD ? HYSTERESIS_MILLI_C : 0);
  int64_t warm = warm_c * 1000 - (before != GRADE_GOOD ? HYSTERESIS_MILLI_C : 0);
  return milli_c >= hot ? GRADE_BAD : milli_c >= warm ? GRADE_POOR : GRADE_GOOD;
}

struct look {
  const struct tree *tree;
  void *out;
};

static void visit_zone(void *user, const char *path) {
  struct look *look = user;
  struct warmth *warmth = look->out;
  int64_t milli_c;
  if (!tree_number(look->tree, path, &milli_c) || milli_c < -HOTTEST_MILLI_C || milli_c > HOTTEST_MILLI_C) return;
  if (!warmth->is_known || milli_c > warmth->milli_c) warmth->milli_c = milli_c;
  warmth->is_known = true;
}

void warmth_read(const struct tree *tree, int64_t warm_c, int64_t hot_c, struct warmth *warmth) {
  warmth->is_known = false;
  tree_each(tree, "/sys/class/thermal/thermal_zone*/temp", visit_zone, &(struct look){tree, warmth});
  warmth->grade = warmth->is_known ? warmth_grade(warmth->grade, warmth->milli_c, warm_c, hot_c) : GRADE_GOOD;
}

static void visit_hwmon(void *user, const char *path) {
  struct look *look = user;
  struct supply *supply = look->out;
  char name[32];
  char alarm[PATH_MAX];
  int64_t value;
  if (!tree_line(look->tree, path, name, sizeof name) || !str_equals(name, "rpi_volt")) return;
  snprintf(alarm, sizeof alarm, "%.*s/in0_lcrit_alarm", (int)(strrchr(path, '/') - path), path);
  if (!tree_number(look->tree, alarm, &value)) return;
  supply->is_known = true;
  supply->is_low = value != 0;
}

static void visit_throttled(void *user, const char *path) {
  struct look *look = user;
  struct supply *supply = look->out;
  char text[32];
  char *end;
  if (!tree_line(look->tree, path, text, sizeof text)) return;
  unsigned long bits = strtoul(text, &end, 16);
  if (end == text || *end) return;
  supply->is_known = true;
  supply->is_low = supply->is_low || (bits & 1);
  supply->was_low = supply->was_low || (bits & (1UL << 16));
}

void supply_read(const struct tree *tree, struct supply *supply) {
  struct look look = {tree, supply};
  *supply = (struct supply){.was_low = supply->was_low};
  tree_each(tree, "/sys/class/hwmon/hwmon*/name", visit_hwmon, &look);
  tree_each(tree, "/sys/devices/platform/soc/soc:firmware/get_throttled", visit_throttled, &look);
  supply->was_low = supply->was_low || supply->is_low;
}
