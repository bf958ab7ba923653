#include "device/settings.h"

#include "base/compiler.h"
#include "base/conf.h"
#include "base/pulse.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/hours.h"

#include <stddef.h>
#include <string.h>

#define KEY(section, name, type, field, fallback, min, max, help)                                                              \
  { section, name, type, offsetof(struct settings, field), sizeof(((struct settings *)0)->field), fallback, min, max, help }

static const struct conf_key keys[] = {
    KEY("watchdog", "device", CONF_TEXT, watchdog, "/dev/watchdog", 0, 0, "the hardware watchdog; empty: none is fed"),
    KEY("watchdog", "timeout_s", CONF_INT, timeout_s, "15", 5, 600,
        "seconds without food until it bites; a Raspberry Pi can do 15"),
    KEY("watchdog", "start_s", CONF_INT, start_s, "120", 10, 3600, "seconds that a program may take to start"),
    KEY("watchdog", "late_s", CONF_INT, late_s, "20", 1, 3600,
        "seconds beyond a program's own promise until it counts as missing"),
    KEY("watchdog", "restarts", CONF_INT, restarts, "3", 0, 20,
        "times that a missing program is started anew before the board is"),
    KEY("watchdog", "settle_s", CONF_INT, settle_s, "600", 10, 86400, "seconds of health after which all is forgotten"),
    KEY("watchdog", "boots", CONF_INT, boots, "3", 0, 100,
        "starts in a row without health, then the board stays up and says so"),
    KEY("app", "needed", CONF_BOOL, app_is_needed, "yes", 0, 0, "whether the board must show something"),
    KEY("app", "unit", CONF_TEXT, app_unit, "litfass.service", 0, 0, "its systemd unit"),
    KEY("sync", "needed", CONF_BOOL, sync_is_needed, "yes", 0, 0, "whether litfass-sync must be there"),
    KEY("sync", "unit", CONF_TEXT, sync_unit, "litfass-sync.service", 0, 0, "its systemd unit"),
    KEY("files", "health", CONF_TEXT, health, PULSE_FOLDER, 0, 0, "folder in which app and sync give signs of life"),
    KEY("files", "group", CONF_TEXT, group, "litfass", 0, 0, "group that may write there"),
    KEY("files", "status", CONF_TEXT, status, PULSE_STATUS, 0, 0, "what this program says about the board"),
    KEY("files", "socket", CONF_TEXT, socket, "/run/litfass/device.sock", 0, 0, "where it is told what to do"),
    KEY("files", "data", CONF_TEXT, data, "/var/lib/litfass-device", 0, 0,
        "folder for what must survive a start; on the disk to look after"),
    KEY("place", "timezone", CONF_TEXT, zone, "Europe/Berlin", 0, 0, "IANA time zone of the place"),
    KEY("place", "land", CONF_TEXT, land, "BW", 0, 0, "Bundesland of the place, for holidays"),
    KEY("place", "latitude", CONF_DOUBLE, latitude, "0", -90, 90, "for sunrise and sunset; 0, 0: the middle of the Land"),
    KEY("place", "longitude", CONF_DOUBLE, longitude, "0", -180, 180, "likewise"),
    KEY("place", "hours", CONF_TEXT, hours, "", 0, 0,
        "when the place is open, as OpenStreetMap writes it (Mo-Fr 08:00-18:00); empty: always"),
    KEY("display", "wishes", CONF_TEXT, wishes, "/var/lib/litfass/cache.db.screen", 0, 0,
        "file beside the cache in which litfass-sync says what the hub wants; its hours count before those of [place]; empty: "
        "none"),
    KEY("display", "file", CONF_TEXT, display, PULSE_DISPLAY, 0, 0, "where the app reads whether to be dark"),
    KEY("display", "before_s", CONF_INT, before_s, "900", 0, 7200, "seconds that it is on before the place opens"),
    KEY("display", "after_s", CONF_INT, after_s, "900", 0, 7200, "seconds that it stays on after the place closes"),
    KEY("display", "awake_s", CONF_INT, awake_s, "300", 10, 7200,
        "seconds that a touch or a person wakes it for while the place is closed"),
    KEY("display", "empty_off_s", CONF_INT, empty_off_s, "0", 0, 86400,
        "seconds without anybody after which it is off by day too; 0: never"),
    KEY("display", "empty_dim_s", CONF_INT, empty_dim_s, "0", 0, 86400,
        "seconds without anybody after which it is dim; 0: never"),
    KEY("display", "bright_percent", CONF_INT, bright_percent, "100", 5, 100, "of the backlight"),
    KEY("display", "dim_percent", CONF_INT, dim_percent, "35", 1, 100, "of the backlight, when it is dim"),
    KEY("display", "dim_hours", CONF_TEXT, dim_hours, "", 0, 0,
        "when it is dim, as hours of OpenStreetMap (sunset-sunrise); empty: never"),
    KEY("display", "light_sensor", CONF_BOOL, has_light_sensor, "yes", 0, 0, "follow a light sensor where there is one"),
    KEY("display", "dark_lux", CONF_DOUBLE, dark_lux, "5", 0, 100000, "of a room in which it is dim"),
    KEY("display", "bright_lux", CONF_DOUBLE, bright_lux, "300", 0, 100000, "of a room in which it is bright"),
    KEY("display", "sensor", CONF_TEXT, sensor, "", 0, 0,
        "presence sensor: gpiochip0:17, or a file with 1 in it; '!' before it turns it round"),
    KEY("display", "power_program", CONF_TEXT, power_program, "", 0, 0,
        "called with on or off, for screens that have a switch of their own; empty: none"),
    KEY("display", "cleaning_s", CONF_INT, cleaning_s, "30", 5, 600, "seconds that the screen can be wiped for"),
    KEY("sound", "mixer", CONF_TEXT, mixer, "amixer", 0, 0, "amixer or wpctl"),
    KEY("sound", "control", CONF_TEXT, mixer_control, "Master", 0, 0, "control of amixer"),
    KEY("update", "folders", CONF_TEXT, update_folders, "/var/lib/litfass/updates /media /run/media", 0, 0,
        "where bundles may lie"),
    KEY("access", "status", CONF_TEXT, may_status, "@litfass", 0, 0,
        "who may ask how the board is: users, @groups; root may all"),
    KEY("access", "display", CONF_TEXT, may_display, "litfass", 0, 0, "who may switch the screen"),
    KEY("access", "volume", CONF_TEXT, may_volume, "litfass", 0, 0, "who may set the loudness"),
    KEY("access", "cleaning", CONF_TEXT, may_cleaning, "litfass", 0, 0, "who may ask for time to wipe"),
    KEY("access", "restart", CONF_TEXT, may_restart, "litfass", 0, 0, "who may start app or sync anew"),
    KEY("access", "reboot", CONF_TEXT, may_reboot, "litfass", 0, 0, "who may start the board anew"),
    KEY("access", "network", CONF_TEXT, may_network, "litfass", 0, 0, "who may list and join Wi-Fi"),
    KEY("access", "update", CONF_TEXT, may_update, "litfass", 0, 0, "who may install a new system"),
    KEY("care", "warm_c", CONF_INT, warm_c, "75", 30, 120, "degrees Celsius from which the board counts as too warm"),
    KEY("care", "hot_c", CONF_INT, hot_c, "82", 30, 130, "degrees Celsius from which it is in danger"),
    KEY("care", "free_mb", CONF_INT, free_mb, "64", 1, 1000000, "least free space of the data folder's disk"),
    KEY("care", "free_percent", CONF_INT, free_percent, "5", 0, 90, "least free share of its space and of its files"),
    KEY("care", "probe_s", CONF_INT, probe_s, "3600", 0, 86400,
        "seconds between two trials of writing and reading back; 0: none"),
    KEY("time", "kernel", CONF_BOOL, asks_kernel, "yes", 0, 0,
        "ask the kernel whether its clock is set by somebody (adjtimex)"),
    KEY("programs", "path", CONF_TEXT, path, "/usr/sbin:/usr/bin:/sbin:/bin", 0, 0,
        "where systemctl, nmcli, rauc, amixer and wpctl are looked for"),
    KEY("sandbox", "on", CONF_BOOL, sandbox, "yes", 0, 0,
        "give up all rights that this program and those do not need; no: to look for a fault"),
};

void settings_defaults(struct settings *out) { conf_set_defaults(keys, COUNT_OF(keys), out); }

static bool hours_fit(const char *key, const char *text, struct err *err) {
  struct hours *hours = NULL;
  bool ok = str_is_empty(text) || hours_parse(text, &hours, err);
  hours_destroy(hours);
  if (ok) return true;
  err->code = ERR_CONFIG;
  return err_prefix(err, "%s", key);
}

static bool fits(const struct settings *settings, struct err *err) {
  enum land land;
  if (!zone_is_known(settings->zone)) return err_set(err, ERR_CONFIG, "time zone '%.60s' is not known", settings->zone);
  if (!land_parse(settings->land, &land))
    return err_set(err, ERR_CONFIG, "land '%.8s' is not one of the sixteen", settings->land);
  if (settings->hot_c <= settings->warm_c) return err_set(err, ERR_CONFIG, "hot_c must be above warm_c");
  if (settings->dim_percent > settings->bright_percent)
    return err_set(err, ERR_CONFIG, "dim_percent must not exceed bright_percent");
  if (settings->dark_lux >= settings->bright_lux) return err_set(err, ERR_CONFIG, "bright_lux must be above dark_lux");
  if (strcmp(settings->mixer, "amixer") != 0 && strcmp(settings->mixer, "wpctl") != 0)
    return err_set(err, ERR_CONFIG, "mixer '%s' is neither amixer nor wpctl", settings->mixer);
  return hours_fit("hours", settings->hours, err) && hours_fit("dim_hours", settings->dim_hours, err);
}

bool settings_load(const char *path, struct settings *out, struct err *err) {
  if (!conf_load(path, keys, COUNT_OF(keys), out, err)) return false;
  return fits(out, err) || err_prefix(err, "'%s'", path);
}

void settings_print(FILE *out) { conf_print(keys, COUNT_OF(keys), out); }
