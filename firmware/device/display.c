#include "device/display.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "device/device.h"

#include <string.h>

enum { POWER_LIMIT_MS = 20 * 1000 };

/* ---- hours ---- */

/* Settings and wishes were checked when they were read. */
static struct hours *parse_hours(const char *text) {
  struct hours *hours = NULL;
  struct err err;
  bool ok = str_is_empty(text) || hours_parse(text, &hours, &err);
  ASSERT(ok);
  return hours;
}

/* A caretaker sets them from home; the settings hold where the hub says nothing. */
static void look_for_wishes(struct device *device) {
  struct display *display = &device->display;
  char path[PATH_MAX];
  if (!device->settings.wishes[0]) return;
  tree_path(&device->tree, device->settings.wishes, path);
  if (!wishes_look(&display->wishes, path)) return;
  const char *hours = display->wishes.hours[0] ? display->wishes.hours : device->settings.hours;
  log_info("display: hours of the %s: '%s'", display->wishes.hours[0] ? "hub" : "settings", hours);
  hours_destroy(display->hours);
  display->hours = parse_hours(hours);
  display->hours_wall = INT64_MIN;
}

/* ---- facts ---- */

static bool is_open_at(const struct display *display, const struct hours *hours, int64_t wall) {
  return hours && hours_at(hours, &display->place, wall).state != HOURS_CLOSED;
}

/* With the minutes before and after: who unlocks the door finds the column lit. */
static void look_up_hours(struct device *device) {
  struct display *display = &device->display;
  const struct hours *hours = display->hours;
  int64_t wall = clock_wall(&device->clock) / 60 * 60;
  if (wall == display->hours_wall) return;
  display->hours_wall = wall;
  display->is_dim_time = is_open_at(display, display->dim_hours, wall);
  display->is_open = is_open_at(display, hours, wall) || is_open_at(display, hours, wall + device->settings.before_s) ||
                     is_open_at(display, hours, wall - device->settings.after_s);
}

static struct lighting_rules rules_of(const struct settings *settings) {
  return (struct lighting_rules){.awake_ms = settings->awake_s * 1000,
                                 .empty_off_ms = settings->empty_off_s * 1000,
                                 .empty_dim_ms = settings->empty_dim_s * 1000,
                                 .bright_percent = (int)settings->bright_percent,
                                 .dim_percent = (int)settings->dim_percent,
                                 .dark_lux = settings->dark_lux,
                                 .bright_lux = settings->bright_lux};
}

static struct lighting_facts facts_of(const struct device *device) {
  const struct display *display = &device->display;
  bool trusted = device->timing != TIMING_UNKNOWN;
  struct lighting_facts facts = {.now_ms = device_now_ms(device),
                                 .seen_ms = display->seen_ms,
                                 .clock_is_trusted = trusted,
                                 .has_hours = display->hours != NULL,
                                 .is_open = display->is_open,
                                 .is_hot = device->warmth.grade == GRADE_BAD,
                                 .cleaning_until_ms = display->cleaning_until_ms};
  facts.is_dim_time = trusted && display->is_dim_time;
  facts.has_lux = device->settings.has_light_sensor && panel_lux(&device->tree, &facts.lux);
  return facts;
}

/* ---- carrying out ---- */

/* One word for the app. */
static void say(struct device *device, const char *word) {
  char path[PATH_MAX];
  char line[32];
  struct err err;
  if (str_equals(word, device->display.said)) return;
  int len = snprintf(line, sizeof line, "%s\n", word);
  tree_path(&device->tree, device->settings.display, path);
  if (fs_write_volatile(path, line, (size_t)len, &err))
    str_copy(device->display.said, sizeof device->display.said, word);
  else
    log_warning("display: %s", err.msg);
}

static void on_power(void *user UNUSED, const struct task_result *result) {
  if (!result->is_ok) log_warning("screen power: %s", result->why);
}

static void switch_power(struct device *device, bool is_on) {
  struct task_order order = {
      .words = {device->settings.power_program, is_on ? "on" : "off"}, .limit_ms = POWER_LIMIT_MS, .done = on_power};
  struct err err;
  if (device->settings.power_program[0] && !tasks_start(&device->tasks, &order, device_now_ms(device), &err))
    log_warning("screen power: %s", err.msg);
}

static void carry_out(struct device *device, const struct lighting_wish *wish) {
  struct display *display = &device->display;
  bool is_news = !display->is_settled || wish->is_on != display->wish.is_on;
  display->wish = *wish;
  display->is_settled = true;
  display->backlights = panel_set(&device->tree, wish->is_on, wish->percent);
  say(device, device_now_ms(device) < display->cleaning_until_ms ? "cleaning" : wish->is_on ? "on" : "off");
  if (!is_news) return;
  log_info("display: %s (%s)", wish->is_on ? "on" : "off", wish->why);
  switch_power(device, wish->is_on);
}

static void look_around(struct device *device) {
  struct display *display = &device->display;
  int64_t now = device_now_ms(device);
  bool is_touched = senses_take_touch(&display->senses);
  bool is_there = senses_take_presence(&display->senses, &device->tree);
  /* The cloth that cleans is nobody who wants something. */
  if ((is_touched && now >= display->cleaning_until_ms) || is_there) display->seen_ms = now;
}

void display_stir(struct device *device) {
  enum { FRESH_MS = 1000 };
  const struct display *display = &device->display;
  bool was_seen = display->seen_ms != LIGHTING_NEVER && device_now_ms(device) - display->seen_ms < FRESH_MS;
  look_around(device);
  if (!was_seen || !display->wish.is_on) display_step(device);
}

void display_step(struct device *device) {
  struct display *display = &device->display;
  look_around(device);
  look_for_wishes(device);
  look_up_hours(device);
  struct lighting_rules rules = rules_of(&device->settings);
  struct lighting_facts facts = facts_of(device);
  struct lighting_wish wish = lighting_step(&display->lighting, &rules, &facts);
  carry_out(device, &wish);
}

void display_find_screen(struct device *device) {
  struct display *display = &device->display;
  enum panel_plug before = display->plug;
  display->plug = panel_plug_read(&device->tree);
  senses_find_inputs(&display->senses, &device->tree);
  if (before == PANEL_THERE && display->plug == PANEL_ABSENT) log_warning("screen: gone, or switched off; waiting for it");
  if (before != PANEL_ABSENT || display->plug != PANEL_THERE) return;
  log_info("screen: there, starting the app anew");
  display->is_settled = false; /* what was set may be lost with it */
  device_restart_unit(device, WATCH_APP);
}

void display_ask(struct device *device, enum lighting_mode mode) {
  look_up_hours(device);
  lighting_ask(&device->display.lighting, mode, device->display.is_open);
  if (mode == LIGHTING_OFF) device->display.seen_ms = LIGHTING_NEVER; /* the hand that switched it off does not wake it */
  display_step(device);
}

void display_clean(struct device *device, int64_t span_ms) {
  device->display.cleaning_until_ms = device_now_ms(device) + span_ms;
  display_step(device);
}

/* ---- opening ---- */

bool display_open(struct device *device, struct err *err) {
  struct display *display = &device->display;
  const struct settings *settings = &device->settings;
  struct err why;
  senses_init(&display->senses);
  lighting_init(&display->lighting);
  display->seen_ms = LIGHTING_NEVER;
  display->hours_wall = INT64_MIN;
  display->cleaning_until_ms = INT64_MIN;
  display->place = (struct hours_place){.latitude = settings->latitude, .longitude = settings->longitude};
  bool known = land_parse(settings->land, &display->place.land);
  ASSERT(known);
  display->hours = parse_hours(settings->hours);
  display->dim_hours = parse_hours(settings->dim_hours);
  if (senses_open_sensor(&display->senses, &device->tree, settings->sensor, &why)) return true;
  if (why.code == ERR_CONFIG) return *err = why, false;
  log_warning("%s, going on without", why.msg);
  return true;
}

void display_close(struct device *device) {
  hours_destroy(device->display.hours);
  hours_destroy(device->display.dim_hours);
  senses_fini(&device->display.senses);
}
