/* The settings of litfass-device: one INI file whose keys are one table (settings.c). */
#ifndef LITFASS_DEVICE_SETTINGS_H
#define LITFASS_DEVICE_SETTINGS_H

#include "base/err.h"
#include "feed/holidays.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { SETTINGS_PATH_SIZE = 1024, SETTINGS_HOURS_SIZE = 512, SETTINGS_WHO_SIZE = 256 };

struct settings {
  /* [watchdog] */
  char watchdog[SETTINGS_PATH_SIZE]; /* "": none */
  int64_t timeout_s, start_s, late_s, restarts, settle_s, boots;
  /* [app], [sync] */
  bool app_is_needed, sync_is_needed;
  char app_unit[128], sync_unit[128];
  /* [files] */
  char health[SETTINGS_PATH_SIZE], status[SETTINGS_PATH_SIZE], socket[SETTINGS_PATH_SIZE], data[SETTINGS_PATH_SIZE];
  char group[64];
  /* [place] */
  char zone[65], land[8];
  double latitude, longitude;
  char hours[SETTINGS_HOURS_SIZE]; /* "": always open */
  /* [display] */
  char wishes[SETTINGS_PATH_SIZE];
  char display[SETTINGS_PATH_SIZE], power_program[SETTINGS_PATH_SIZE], sensor[128], dim_hours[SETTINGS_HOURS_SIZE];
  int64_t before_s, after_s, awake_s, empty_off_s, empty_dim_s, bright_percent, dim_percent, cleaning_s;
  bool has_light_sensor;
  double dark_lux, bright_lux;
  /* [sound] */
  char mixer[16], mixer_control[64];
  /* [update] */
  char update_folders[SETTINGS_PATH_SIZE];
  /* [access] */
  char may_status[SETTINGS_WHO_SIZE], may_display[SETTINGS_WHO_SIZE], may_volume[SETTINGS_WHO_SIZE],
      may_cleaning[SETTINGS_WHO_SIZE], may_restart[SETTINGS_WHO_SIZE], may_reboot[SETTINGS_WHO_SIZE],
      may_network[SETTINGS_WHO_SIZE], may_update[SETTINGS_WHO_SIZE];
  /* [care] */
  int64_t warm_c, hot_c, free_mb, free_percent, probe_s;
  /* [time] */
  bool asks_kernel;
  /* [programs] */
  char path[SETTINGS_PATH_SIZE];
  /* [sandbox] */
  bool sandbox;
};

void settings_defaults(struct settings *out);
/* ERR_CONFIG names file and line, or what does not fit together. */
MUST_USE bool settings_load(const char *path, struct settings *out, struct err *err);
void settings_print(FILE *out);

#endif
