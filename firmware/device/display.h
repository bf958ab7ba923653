/* The screen as the place needs it: hours, hands, presence and daylight (lighting.h) brought to the panel (panel.h).
 *
 * How "off" happens: every backlight is powered down (bl_power 4), a program may be named that switches the screen itself, and
 * always <run>/display says "off" in one word, which the app follows: it shows black and takes the first touch for waking up.
 * The connector's own power (DPMS) would be the app's, which holds the DRM device; SDL has no door to it. */
#ifndef LITFASS_DEVICE_DISPLAY_H
#define LITFASS_DEVICE_DISPLAY_H

#include "device/lighting.h"
#include "device/panel.h"
#include "device/senses.h"
#include "device/wishes.h"
#include "feed/hours.h"

struct device;

struct display {
  struct hours *hours, *dim_hours; /* NULL: none */
  struct wishes wishes;            /* whose hours count before those of the settings */
  struct hours_place place;
  struct lighting lighting;
  struct lighting_wish wish;
  struct senses senses;
  enum panel_plug plug;
  int backlights;
  bool is_settled;    /* a wish was carried out */
  int64_t hours_wall; /* the minute for which the hours were looked up: it takes a millisecond */
  bool is_open, is_dim_time;
  int64_t seen_ms, cleaning_until_ms;
  char said[16]; /* the word in the file */
};

/* ERR_CONFIG: hours or sensor that cannot be understood. */
MUST_USE bool display_open(struct device *device, struct err *err);
void display_close(struct device *device);

/* Looks and does what is to be done. */
void display_step(struct device *device);

/* A hand or the sensor has stirred: as above where it changes anything; while a finger draws this comes a hundred times a
 * second. */
void display_stir(struct device *device);

/* Looks whether a screen was plugged in or switched on: then the app is started anew, which finds it. */
void display_find_screen(struct device *device);

void display_ask(struct device *device, enum lighting_mode mode);
void display_clean(struct device *device, int64_t span_ms);

#endif
