#include "device/settings.h"

#include "base/compiler.h"
#include "base/conf.h"
#include "base/pulse.h"
#include "base/zone.h"

#include <stddef.h>

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
    KEY("files", "status", CONF_TEXT, status, DEVICE_STATUS_FILE, 0, 0, "what this program says about the board"),
    KEY("files", "socket", CONF_TEXT, socket, "/run/litfass/device.sock", 0, 0, "where it is told what to do"),
    KEY("files", "data", CONF_TEXT, data, "/var/lib/litfass-device", 0, 0,
        "folder for what must survive a start; on the disk to look after"),
    KEY("place", "timezone", CONF_TEXT, zone, "Europe/Berlin", 0, 0, "IANA time zone of the place"),
    KEY("place", "land", CONF_TEXT, land, "BW", 0, 0, "Bundesland of the place, for holidays"),
    KEY("place", "latitude", CONF_DOUBLE, latitude, "0", -90, 90, "for sunrise and sunset; 0, 0: the middle of the Land"),
    KEY("place", "longitude", CONF_DOUBLE, longitude, "0", -180, 180, "likewise"),
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
};

void settings_defaults(struct settings *out) { conf_set_defaults(keys, COUNT_OF(keys), out); }

static bool fits(const struct settings *settings, struct err *err) {
  enum land land;
  if (!zone_is_known(settings->zone)) return err_set(err, ERR_CONFIG, "time zone '%.60s' is not known", settings->zone);
  if (!land_parse(settings->land, &land))
    return err_set(err, ERR_CONFIG, "land '%.8s' is not one of the sixteen", settings->land);
  if (settings->hot_c <= settings->warm_c) return err_set(err, ERR_CONFIG, "hot_c must be above warm_c");
  return true;
}

bool settings_load(const char *path, struct settings *out, struct err *err) {
  if (!conf_load(path, keys, COUNT_OF(keys), out, err)) return false;
  return fits(out, err) || err_prefix(err, "'%s'", path);
}

void settings_print(FILE *out) { conf_print(keys, COUNT_OF(keys), out); }
