/* The screen as hardware: whether one is plugged in, its backlight, and light that falls on it. */
#ifndef LITFASS_DEVICE_PANEL_H
#define LITFASS_DEVICE_PANEL_H

#include "device/tree.h"

enum panel_plug {
  PANEL_UNKNOWN, /* no DRM connectors here: a screen is assumed */
  PANEL_ABSENT,  /* none of them has a screen, or it is switched off at its own switch */
  PANEL_THERE,
};

/* /sys/class/drm/card<n>-<connector>/status. */
enum panel_plug panel_plug_read(const struct tree *tree);
const char *panel_plug_name(enum panel_plug plug); /* "unknown", "absent", "there" */

/* Sets power (bl_power: 0 on, 4 off, Documentation/ABI/stable/sysfs-class-backlight) and brightness of all backlights, where
 * they are not so already. Returns how many there are: without one, darkness is the app's to draw. */
int panel_set(const struct tree *tree, bool is_on, int percent);

/* Lux of the first light sensor (Documentation/ABI/testing/sysfs-bus-iio: in_illuminance_input, or raw with offset and scale).
 */
bool panel_lux(const struct tree *tree, double *out);

#endif
