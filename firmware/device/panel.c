#include "device/panel.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POWER_ON = 0, POWER_OFF = 4 /* FB_BLANK_POWERDOWN */ };

static void beside(const char *path, const char *name, char out[PATH_MAX]) {
  snprintf(out, PATH_MAX, "%.*s/%s", (int)(strrchr(path, '/') - path), path, name);
}

/* ---- plug ---- */

struct look {
  const struct tree *tree;
  enum panel_plug plug;
};

static void visit_connector(void *user, const char *path) {
  struct look *look = user;
  char text[32];
  if (!tree_line(look->tree, path, text, sizeof text)) return;
  if (str_equals(text, "connected")) look->plug = PANEL_THERE;
  if (str_equals(text, "disconnected") && look->plug == PANEL_UNKNOWN) look->plug = PANEL_ABSENT;
}

enum panel_plug panel_plug_read(const struct tree *tree) {
  struct look look = {.tree = tree};
  tree_each(tree, "/sys/class/drm/card*-*/status", visit_connector, &look);
  return look.plug;
}

const char *panel_plug_name(enum panel_plug plug) {
  static const char *const names[] = {"unknown", "absent", "there"};
  ASSERT((size_t)plug < COUNT_OF(names));
  return names[plug];
}

/* ---- backlight ---- */

struct setting {
  const struct tree *tree;
  bool is_on;
  int percent, count;
};

static void put_number(const struct tree *tree, const char *path, int64_t value) {
  char text[24];
  int64_t now;
  if (tree_number(tree, path, &now) && now == value) return;
  snprintf(text, sizeof text, "%lld", (long long)value);
  /* A backlight that refuses is no backlight: nothing more can be done, and status shows what is wished. */
  if (!tree_put(tree, path, text)) return;
}

static void visit_backlight(void *user, const char *path) {
  struct setting *setting = user;
  char brightness[PATH_MAX], power[PATH_MAX];
  int64_t most;
  if (!tree_number(setting->tree, path, &most) || most < 1 || most > INT32_MAX) return;
  beside(path, "brightness", brightness);
  beside(path, "bl_power", power);
  int64_t wanted = (most * setting->percent + 50) / 100;
  put_number(setting->tree, brightness, wanted > 0 ? wanted : 1);
  put_number(setting->tree, power, setting->is_on ? POWER_ON : POWER_OFF);
  setting->count++;
}

int panel_set(const struct tree *tree, bool is_on, int percent) {
  struct setting setting = {.tree = tree, .is_on = is_on, .percent = percent};
  tree_each(tree, "/sys/class/backlight/*/max_brightness", visit_backlight, &setting);
  return setting.count;
}

/* ---- light ---- */

struct light {
  const struct tree *tree;
  bool is_known;
  double lux;
};

static bool read_real(const struct tree *tree, const char *path, double *out) {
  char text[48];
  char *end;
  if (!tree_line(tree, path, text, sizeof text)) return false;
  double value = strtod(text, &end);
  if (end == text || *end || !isfinite(value)) return false;
  *out = value;
  return true;
}

static void visit_input(void *user, const char *path) {
  struct light *light = user;
  double lux;
  if (light->is_known || !read_real(light->tree, path, &lux) || lux < 0) return;
  light->is_known = true;
  light->lux = lux;
}

static void visit_raw(void *user, const char *path) {
  struct light *light = user;
  char offset_path[PATH_MAX], scale_path[PATH_MAX];
  double raw, offset = 0, scale = 1;
  beside(path, "in_illuminance_offset", offset_path);
  beside(path, "in_illuminance_scale", scale_path);
  if (light->is_known || !read_real(light->tree, path, &raw)) return;
  if (!read_real(light->tree, offset_path, &offset)) offset = 0;
  if (!read_real(light->tree, scale_path, &scale)) scale = 1;
  light->lux = fmax((raw + offset) * scale, 0);
  light->is_known = true;
}

bool panel_lux(const struct tree *tree, double *out) {
  struct light light = {.tree = tree};
  tree_each(tree, "/sys/bus/iio/devices/iio:device*/in_illuminance_input", visit_input, &light);
  tree_each(tree, "/sys/bus/iio/devices/iio:device*/in_illuminance_raw", visit_raw, &light);
  if (light.is_known) *out = light.lux;
  return light.is_known;
}
