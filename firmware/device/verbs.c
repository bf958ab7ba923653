#include "device/verbs.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "device/device.h"
#include "device/status.h"
#include "device/wifi.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
  SHORT_LIMIT_MS = 20 * 1000,
  NETWORK_LIMIT_MS = 90 * 1000,
  UPDATE_LIMIT_MS = 3600 * 1000,
};

typedef void verb_run(struct client *client, const struct request *request);

/* ---- tasks that answer ---- */

static void start(struct client *client, struct task_order *order) {
  struct device *device = client->device;
  struct err err;
  order->user = client;
  if (tasks_start(&device->tasks, order, device_now_ms(device), &err))
    door_wait(client);
  else
    door_refuse(client, err.code == ERR_NOT_FOUND ? "failed" : "busy", err.msg);
}

static void on_done(void *user, const struct task_result *result) {
  if (result->is_ok)
    door_agree(user);
  else
    door_refuse(user, "failed", result->why);
}

/* ---- the verbs ---- */

static void run_status(struct client *client, const struct request *request UNUSED) {
  door_answer(client, json_pack("{s:b,s:o}", "ok", 1, "status", status_json(client->device)));
}

static void run_reboot(struct client *client, const struct request *request UNUSED) {
  log_info("reboot: asked for by user %u", client->caller.user);
  device_reboot(client->device);
  door_agree(client);
}

static void run_restart(struct client *client, const struct request *request) {
  bool is_app = str_equals(request->arg, "app");
  if (!is_app && !str_equals(request->arg, "sync")) {
    door_refuse(client, "argument", "app or sync");
    return;
  }
  device_restart_unit(client->device, is_app ? WATCH_APP : WATCH_SYNC);
  door_agree(client);
}

static void run_display(struct client *client, const struct request *request) {
  static const char *const modes[] = {[LIGHTING_AUTO] = "auto", [LIGHTING_ON] = "on", [LIGHTING_OFF] = "off"};
  for (size_t i = 0; i < COUNT_OF(modes); i++) {
    if (!str_equals(request->arg, modes[i])) continue;
    display_ask(client->device, (enum lighting_mode)i);
    door_agree(client);
    return;
  }
  door_refuse(client, "argument", "on, off or auto");
}

static void run_cleaning(struct client *client, const struct request *request) {
  bool is_on = str_equals(request->arg, "on");
  if (!is_on && !str_equals(request->arg, "off")) {
    door_refuse(client, "argument", "on or off");
    return;
  }
  display_clean(client->device, is_on ? client->device->settings.cleaning_s * 1000 : 0);
  door_agree(client);
}

static void run_volume(struct client *client, const struct request *request) {
  const struct settings *settings = &client->device->settings;
  int64_t percent;
  char level[16];
  if (!parse_int(request->arg, 0, 100, &percent)) {
    door_refuse(client, "argument", "a number from 0 to 100");
    return;
  }
  bool is_wpctl = str_equals(settings->mixer, "wpctl");
  snprintf(level, sizeof level, "%" PRId64 "%%", percent);
  struct task_order alsa = {.words = {"amixer", "-q", "-M", "sset", settings->mixer_control, level, "unmute"}};
  struct task_order pipewire = {.words = {"wpctl", "set-volume", "@DEFAULT_AUDIO_SINK@", level}};
  struct task_order *order = is_wpctl ? &pipewire : &alsa;
  order->limit_ms = SHORT_LIMIT_MS;
  order->done = on_done;
  start(client, order);
}

/* ---- update ---- */

static void on_update(void *user, const struct task_result *result) {
  struct device *device = user;
  struct update *update = &device->update;
  update->state = result->is_ok ? UPDATE_DONE : UPDATE_FAILED;
  device_tell_soon(device);
  str_copy(update->why, sizeof update->why, result->why);
  if (result->is_ok)
    log_info("update '%s': installed, used from the next start on", update->file);
  else
    log_warning("update '%s': %s", update->file, result->why);
}

/* Only what lies in a folder of the settings, whatever links there are in the path. */
static bool find_bundle(const struct device *device, const char *name, char out[PATH_MAX]) {
  char list[SETTINGS_PATH_SIZE], folder[PATH_MAX], allowed[PATH_MAX], full[PATH_MAX];
  char *rest;
  if (name[0] != '/') return false;
  tree_path(&device->tree, name, full);
  if (!realpath(full, out)) return false;
  str_copy(list, sizeof list, device->settings.update_folders);
  for (char *word = strtok_r(list, " ,", &rest); word; word = strtok_r(NULL, " ,", &rest)) {
    tree_path(&device->tree, word, folder);
    size_t len = realpath(folder, allowed) ? strlen(allowed) : 0;
    if (len > 0 && strncmp(out, allowed, len) == 0 && out[len] == '/') return true;
  }
  return false;
}

static void run_update(struct client *client, const struct request *request) {
  struct device *device = client->device;
  char bundle[PATH_MAX];
  struct err err;
  if (device->update.state == UPDATE_RUNNING) {
    door_refuse(client, "busy", "an update is running");
    return;
  }
  if (!find_bundle(device, request->arg, bundle)) {
    door_refuse(client, "argument", "no file in a folder for updates");
    return;
  }
  struct task_order order = {
      .words = {"rauc", "install", bundle}, .limit_ms = UPDATE_LIMIT_MS, .done = on_update, .user = device};
  if (!tasks_start(&device->tasks, &order, device_now_ms(device), &err)) {
    door_refuse(client, "failed", err.msg);
    return;
  }
  device->update = (struct update){.state = UPDATE_RUNNING};
  str_copy(device->update.file, sizeof device->update.file, request->arg);
  log_info("update '%s': asked for by user %u", request->arg, client->caller.user);
  door_agree(client);
}

/* ---- network ---- */

static void on_list(void *user, const struct task_result *result) {
  struct wifi list[WIFI_MAX];
  if (!result->is_ok) {
    on_done(user, result);
    return;
  }
  json_t *networks = json_array();
  size_t count = wifi_parse(result->output, list);
  for (size_t i = 0; i < count; i++)
    json_array_append_new(networks, json_pack("{s:s,s:i,s:b,s:b}", "ssid", list[i].ssid, "signal", list[i].signal, "secure",
                                              list[i].is_secure, "in_use", list[i].is_in_use));
  door_answer(user, json_pack("{s:b,s:o}", "ok", 1, "networks", networks));
}

static void list_networks(struct client *client) {
  struct task_order order = {
      .words = {"nmcli", "--terse", "--escape", "yes", "--fields", WIFI_FIELDS, "device", "wifi", "list", "--rescan", "yes"},
      .limit_ms = NETWORK_LIMIT_MS,
      .done = on_list};
  start(client, &order);
}

/* The passphrase goes through standard input alone (--ask): arguments can be read by every process of the board. */
static void join_network(struct client *client, const struct request *request) {
  char secret[PASSPHRASE_SIZE + 1];
  if (!ssid_is_valid(request->ssid) || !passphrase_is_valid(request->passphrase)) {
    door_refuse(client, "argument", "ssid of 1 to 32 bytes, passphrase of 8 to 63 characters");
    return;
  }
  snprintf(secret, sizeof secret, "%s\n", request->passphrase);
  struct task_order order = {.words = {"nmcli", "--ask", "device", "wifi", "connect", request->ssid},
                             .input = secret,
                             .limit_ms = NETWORK_LIMIT_MS,
                             .done = on_done};
  log_info("network: joining a Wi-Fi, asked for by user %u", client->caller.user);
  start(client, &order);
  wipe(secret, sizeof secret);
}

static void run_network(struct client *client, const struct request *request) {
  if (str_equals(request->arg, "list"))
    list_networks(client);
  else if (str_equals(request->arg, "join"))
    join_network(client, request);
  else
    door_refuse(client, "argument", "list or join");
}

/* ---- the table ---- */

#define WHO(field) offsetof(struct settings, field)

static const struct {
  const char *name;
  size_t who; /* in the settings */
  verb_run *run;
} verbs[VERBS_COUNT] = {
    {"status", WHO(may_status), run_status},    {"display", WHO(may_display), run_display},
    {"volume", WHO(may_volume), run_volume},    {"cleaning", WHO(may_cleaning), run_cleaning},
    {"restart", WHO(may_restart), run_restart}, {"reboot", WHO(may_reboot), run_reboot},
    {"network", WHO(may_network), run_network}, {"update", WHO(may_update), run_update},
};

void verbs_open(struct device *device) {
  for (size_t i = 0; i < COUNT_OF(verbs); i++)
    access_parse((const char *)&device->settings + verbs[i].who, &device->may[i]);
}

void verbs_run(struct client *client, const struct request *request) {
  for (size_t i = 0; i < COUNT_OF(verbs); i++) {
    if (!str_equals(request->verb, verbs[i].name)) continue;
    if (access_is_granted(&client->device->may[i], &client->caller)) {
      verbs[i].run(client, request);
      device_tell_soon(client->device);
      return;
    }
    log_warning("%s: denied to user %u", verbs[i].name, client->caller.user);
    door_refuse(client, "denied", "this user may not");
    return;
  }
  door_refuse(client, "unknown", "no such verb");
}
