/* How warm the board is, and whether its power supply is strong enough. */
#ifndef LITFASS_DEVICE_WARMTH_H
#define LITFASS_DEVICE_WARMTH_H

#include "device/tree.h"

enum grade { GRADE_GOOD, GRADE_POOR, GRADE_BAD };

const char *grade_name(enum grade grade); /* "good", "poor", "bad" */

struct warmth {
  bool is_known;
  int64_t milli_c; /* of the hottest sensor */
  enum grade grade;
};

/* `before` counts: a grade is left only 5 degrees below where it began, so that nothing flutters. Pure. */
enum grade warmth_grade(enum grade before, int64_t milli_c, int64_t warm_c, int64_t hot_c);

/* Thermal zones (Documentation/ABI/testing/sysfs-class-thermal: millidegrees Celsius). */
void warmth_read(const struct tree *tree, int64_t warm_c, int64_t hot_c, struct warmth *warmth);

struct supply {
  bool is_known;
  bool is_low;  /* now */
  bool was_low; /* at some time since the start of the board */
};

/* A Raspberry Pi's hwmon "rpi_volt" (in0_lcrit_alarm), and its firmware's get_throttled where that file exists (bit 0: now,
 * bit 16: since the start). */
void supply_read(const struct tree *tree, struct supply *supply);

#endif
