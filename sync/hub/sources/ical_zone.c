#include "hub/sources/ical_zone.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"

#include <string.h>

/* Unicode CLDR, common/supplemental/windowsZones.xml, territory 001; ascending. */
static const struct windows_zone {
  const char *windows, *iana;
} windows_zones[] = {
    {"AUS Central Standard Time", "Australia/Darwin"},
    {"AUS Eastern Standard Time", "Australia/Sydney"},
    {"Afghanistan Standard Time", "Asia/Kabul"},
    {"Alaskan Standard Time", "America/Anchorage"},
    {"Arab Standard Time", "Asia/Riyadh"},
    {"Arabian Standard Time", "Asia/Dubai"},
    {"Arabic Standard Time", "Asia/Baghdad"},
    {"Argentina Standard Time", "America/Buenos_Aires"},
    {"Atlantic Standard Time", "America/Halifax"},
    {"Azerbaijan Standard Time", "Asia/Baku"},
    {"Azores Standard Time", "Atlantic/Azores"},
    {"Bahia Standard Time", "America/Bahia"},
    {"Bangladesh Standard Time", "Asia/Dhaka"},
    {"Belarus Standard Time", "Europe/Minsk"},
    {"Canada Central Standard Time", "America/Regina"},
    {"Cape Verde Standard Time", "Atlantic/Cape_Verde"},
    {"Caucasus Standard Time", "Asia/Yerevan"},
    {"Cen. Australia Standard Time", "Australia/Adelaide"},
    {"Central America Standard Time", "America/Guatemala"},
    {"Central Asia Standard Time", "Asia/Almaty"},
    {"Central Brazilian Standard Time", "America/Cuiaba"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Central Pacific Standard Time", "Pacific/Guadalcanal"},
    {"Central Standard Time", "America/Chicago"},
    {"Central Standard Time (Mexico)", "America/Mexico_City"},
    {"China Standard Time", "Asia/Shanghai"},
    {"Dateline Standard Time", "Etc/GMT+12"},
    {"E. Africa Standard Time", "Africa/Nairobi"},
    {"E. Australia Standard Time", "Australia/Brisbane"},
    {"E. Europe Standard Time", "Europe/Chisinau"},
    {"E. South America Standard Time", "America/Sao_Paulo"},
    {"Eastern Standard Time", "America/New_York"},
    {"Eastern Standard Time (Mexico)", "America/Cancun"},
    {"Egypt Standard Time", "Africa/Cairo"},
    {"Ekaterinburg Standard Time", "Asia/Yekaterinburg"},
    {"FLE Standard Time", "Europe/Kiev"},
    {"Fiji Standard Time", "Pacific/Fiji"},
    {"GMT Standard Time", "Europe/London"},
    {"GTB Standard Time", "Europe/Bucharest"},
    {"Georgian Standard Time", "Asia/Tbilisi"},
    {"Greenland Standard Time", "America/Godthab"},
    {"Greenwich Standard Time", "Atlantic/Reykjavik"},
    {"Hawaiian Standard Time", "Pacific/Honolulu"},
    {"India Standard Time", "Asia/Calcutta"},
    {"Iran Standard Time", "Asia/Tehran"},
    {"Israel Standard Time", "Asia/Jerusalem"},
    {"Jordan Standard Time", "Asia/Amman"},
    {"Kaliningrad Standard Time", "Europe/Kaliningrad"},
    {"Korea Standard Time", "Asia/Seoul"},
    {"Libya Standard Time", "Africa/Tripoli"},
    {"Line Islands Standard Time", "Pacific/Kiritimati"},
    {"Magadan Standard Time", "Asia/Magadan"},
    {"Mauritius Standard Time", "Indian/Mauritius"},
    {"Middle East Standard Time", "Asia/Beirut"},
    {"Montevideo Standard Time", "America/Montevideo"},
    {"Morocco Standard Time", "Africa/Casablanca"},
    {"Mountain Standard Time", "America/Denver"},
    {"Mountain Standard Time (Mexico)", "America/Chihuahua"},
    {"Myanmar Standard Time", "Asia/Rangoon"},
    {"N. Central Asia Standard Time", "Asia/Novosibirsk"},
    {"Namibia Standard Time", "Africa/Windhoek"},
    {"Nepal Standard Time", "Asia/Katmandu"},
    {"New Zealand Standard Time", "Pacific/Auckland"},
    {"Newfoundland Standard Time", "America/St_Johns"},
    {"North Asia East Standard Time", "Asia/Irkutsk"},
    {"North Asia Standard Time", "Asia/Krasnoyarsk"},
    {"North Korea Standard Time", "Asia/Pyongyang"},
    {"Pacific SA Standard Time", "America/Santiago"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Pakistan Standard Time", "Asia/Karachi"},
    {"Paraguay Standard Time", "America/Asuncion"},
    {"Romance Standard Time", "Europe/Paris"},
    {"Russia Time Zone 10", "Asia/Srednekolymsk"},
    {"Russia Time Zone 11", "Asia/Kamchatka"},
    {"Russia Time Zone 3", "Europe/Samara"},
    {"Russian Standard Time", "Europe/Moscow"},
    {"SA Eastern Standard Time", "America/Cayenne"},
    {"SA Pacific Standard Time", "America/Bogota"},
    {"SA Western Standard Time", "America/La_Paz"},
    {"SE Asia Standard Time", "Asia/Bangkok"},
    {"Samoa Standard Time", "Pacific/Apia"},
    {"Singapore Standard Time", "Asia/Singapore"},
    {"South Africa Standard Time", "Africa/Johannesburg"},
    {"Sri Lanka Standard Time", "Asia/Colombo"},
    {"Syria Standard Time", "Asia/Damascus"},
    {"Taipei Standard Time", "Asia/Taipei"},
    {"Tasmania Standard Time", "Australia/Hobart"},
    {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Tonga Standard Time", "Pacific/Tongatapu"},
    {"Turkey Standard Time", "Europe/Istanbul"},
    {"US Eastern Standard Time", "America/Indianapolis"},
    {"US Mountain Standard Time", "America/Phoenix"},
    {"UTC", "Etc/GMT"},
    {"UTC+12", "Etc/GMT-12"},
    {"UTC-02", "Etc/GMT+2"},
    {"UTC-11", "Etc/GMT+11"},
    {"Ulaanbaatar Standard Time", "Asia/Ulaanbaatar"},
    {"Venezuela Standard Time", "America/Caracas"},
    {"Vladivostok Standard Time", "Asia/Vladivostok"},
    {"W. Australia Standard Time", "Australia/Perth"},
    {"W. Central Africa Standard Time", "Africa/Lagos"},
    {"W. Europe Standard Time", "Europe/Berlin"},
    {"West Asia Standard Time", "Asia/Tashkent"},
    {"West Pacific Standard Time", "Pacific/Port_Moresby"},
    {"Yakutsk Standard Time", "Asia/Yakutsk"},
};

static const char *find_windows(const char *name) {
  for (size_t i = 0; i < COUNT_OF(windows_zones); i++)
    if (str_equals(windows_zones[i].windows, name)) return windows_zones[i].iana;
  return NULL;
}

/* What stands behind the last slashes, if that is a zone: "Area/City" and "America/Argentina/Salta" are. */
static const char *find_behind_prefix(const char *tzid) {
  for (const char *at = strchr(tzid, '/'); at; at = strchr(at + 1, '/'))
    if (strchr(at + 1, '/') && zone_is_known(at + 1)) return at + 1;
  return NULL;
}

/* The first word that is a city of Europe: Outlook lists some. That of the own zone, where it is among them. */
static const char *find_city(const char *tzid, const char *home, struct arena *arena) {
  ASSERT(home != NULL);
  const char *slash = strrchr(home, '/');
  if (slash && strstr(tzid, slash + 1)) return home;
  for (const char *at = tzid; *at;) {
    size_t len = strcspn(at, " ,()/;");
    if (len > 2 && len < 40) {
      char *zone = arena_printf(arena, "Europe/%.*s", (int)len, at);
      if (zone_is_known(zone)) return zone;
    }
    at += len;
    at += strspn(at, " ,()/;");
  }
  return NULL;
}

/* "UTC+1", "GMT-03:00": WordPress names zones so that somebody gave as an offset, mostly forgetting the summer. */
static const char *find_offset(const char *tzid, const char *home, struct arena *arena) {
  char digits[3] = "";
  int64_t hours;
  if ((!str_starts_with(tzid, "UTC") && !str_starts_with(tzid, "GMT")) || !strchr("+-", tzid[3]) || !tzid[3]) return NULL;
  size_t count = strspn(tzid + 4, "0123456789");
  const char *rest = tzid + 4 + count;
  if (count < 1 || count > 2 || (*rest && !str_equals(rest, ":00"))) return NULL;
  memcpy(digits, tzid + 4, count);
  if (!parse_int(count == 2 && digits[0] == '0' ? digits + 1 : digits, 0, 14, &hours)) return NULL;
  int64_t seconds = (tzid[3] == '-' ? -hours : hours) * 3600;
  if (zone_to_wall(home, 0) == seconds) return home;
  char *zone = arena_printf(arena, "Etc/GMT%c%d", tzid[3] == '-' ? '+' : '-', (int)hours); /* POSIX counts the other way */
  return zone_is_known(zone) ? zone : NULL;
}

const char *ical_zone_by_name(const char *tzid, const char *home, struct arena *arena) {
  size_t len = strlen(tzid);
  bool quoted = len >= 2 && tzid[0] == '"' && tzid[len - 1] == '"';
  if (len > 200) return NULL;
  const char *name = arena_strndup(arena, tzid + quoted, len - 2 * quoted);
  if (zone_is_known(name)) return name;
  const char *found = find_windows(name);
  if (!found) found = find_behind_prefix(name);
  if (!found) found = find_offset(name, home, arena);
  return found ? found : find_city(name, home, arena);
}

static bool fits(const char *zone, int64_t winter, int64_t summer, int year) {
  int64_t january = day_wall(day_from_ymd(year, 1, 15));
  int64_t july = day_wall(day_from_ymd(year, 7, 15));
  int64_t in_january = zone_to_wall(zone, january) - january;
  int64_t in_july = zone_to_wall(zone, july) - july;
  return (in_january == winter && in_july == summer) || (in_january == summer && in_july == winter);
}

const char *ical_zone_by_offsets(int64_t winter, int64_t summer, int year, const char *home) {
  static const char *const known[] = {"Europe/Berlin", "Europe/London",    "Europe/Athens",   "Europe/Moscow",
                                      "UTC",           "America/New_York", "America/Chicago", "America/Denver",
                                      "Asia/Tokyo",    "Europe/Istanbul",  "Asia/Kolkata",    "America/Los_Angeles"};
  if (fits(home, winter, summer, year)) return home;
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (zone_is_known(known[i]) && fits(known[i], winter, summer, year)) return known[i];
  return NULL;
}
