/* One cursor runs over the text; every step either eats what it knows or leaves the cursor where it was. */
#include "hub/sources/dates.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static void skip_white(const char **at) {
  while (isspace((unsigned char)**at) || str_starts_with(*at, "\xC2\xA0"))
    *at += **at == '\xC2' ? 2 : 1;
}

static bool at_end(const char *at) {
  skip_white(&at);
  return *at == '\0';
}

static bool eat(const char **at, const char *word) {
  if (strncasecmp(*at, word, strlen(word)) != 0) return false;
  *at += strlen(word);
  return true;
}

/* From `least` to `most` digits. */
static bool eat_number(const char **at, size_t least, size_t most, int *out) {
  size_t count = strspn(*at, "0123456789");
  if (count < least || count > most) return false;
  *out = 0;
  for (size_t i = 0; i < count; i++)
    *out = *out * 10 + ((*at)[i] - '0');
  *at += count;
  return true;
}

static bool make_day(int year, int month, int day, int32_t *out) {
  const struct civil civil = {year, month, day, 0, 0, 0};
  if (!civil_is_valid(&civil) || year < 1) return false;
  *out = day_from_ymd(year, month, day);
  return true;
}

static bool eat_iso_day(const char **at, int32_t *out) {
  const char *from = *at;
  int year, month, day;
  if (eat_number(at, 4, 4, &year)) {
    const char *mark = eat(at, "/") ? "/" : eat(at, "-") ? "-" : NULL;
    if (mark && eat_number(at, 2, 2, &month) && eat(at, mark) && eat_number(at, 2, 2, &day) && make_day(year, month, day, out))
      return true;
  }
  *at = from;
  return false;
}

/* "Dezember", "Dez.", "December" */
static bool eat_month_name(const char **at, int *out) {
  static const struct {
    const char *name;
    int month;
  } names[] = {{"Jan", 1},  {"Jän", 1},  {"Feb", 2},  {"Mär", 3},  {"Maer", 3}, {"Mrz", 3}, {"Mar", 3},
               {"Apr", 4},  {"Mai", 5},  {"May", 5},  {"Jun", 6},  {"Jul", 7},  {"Aug", 8}, {"Sep", 9},
               {"Okt", 10}, {"Oct", 10}, {"Nov", 11}, {"Dez", 12}, {"Dec", 12}};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (!eat(at, names[i].name)) continue;
    while (isalpha((unsigned char)**at))
      (*at)++;
    *at += strspn(*at, ".");
    *out = names[i].month;
    return true;
  }
  return false;
}

/* "12.", or a name */
static bool eat_month(const char **at, int *out) {
  if (eat_number(at, 1, 2, out)) return eat(at, ".");
  return eat_month_name(at, out);
}

static bool eat_german_day(const char **at, int32_t *out) {
  const char *from = *at;
  int year, month, day;
  bool read = eat_number(at, 1, 2, &day) && eat(at, ".");
  if (read) skip_white(at);
  read = read && eat_month(at, &month);
  if (read) skip_white(at);
  const char *digits = *at;
  if (read && eat_number(at, 2, 4, &year) && *at - digits != 3) {
    if (*at - digits == 2) year += 2000;
    if (make_day(year, month, day, out)) return true;
  }
  *at = from;
  return false;
}

/* "Do, ", "Donnerstag, ", "Thu ": letters, and what parts them from the date. */
static void skip_weekday(const char **at) {
  const char *from = *at;
  size_t letters = 0;
  while (isalpha((unsigned char)(*at)[letters]))
    letters++;
  if (letters < 2 || letters > 10) return;
  *at += letters;
  *at += strspn(*at, "., ");
  if (!isdigit((unsigned char)**at)) *at = from;
}

static bool eat_day(const char **at, int32_t *out) {
  skip_white(at);
  skip_weekday(at);
  return eat_iso_day(at, out) || eat_german_day(at, out);
}

/* "15:00", "15.00 Uhr", "15 Uhr", "15h"; a bare number only where `bare_is_hour`. */
static bool eat_time(const char **at, bool bare_is_hour, int32_t *out) {
  const char *from = *at;
  int hour, minute = 0, second = 0;
  skip_white(at);
  if (!eat_number(at, 1, 2, &hour)) return *at = from, false;
  bool has_minutes = strchr(":.h", **at) && **at && isdigit((unsigned char)(*at)[1]);
  if (has_minutes) (*at)++;
  if (has_minutes && !eat_number(at, 2, 2, &minute)) return *at = from, false;
  if (has_minutes && **at == ':') (*at)++, has_minutes = eat_number(at, 2, 2, &second);
  const char *behind = *at;
  skip_white(&behind);
  bool has_word = eat(&behind, "Uhr") || eat(&behind, "h");
  if (has_word) *at = behind;
  bool fits = hour < 24 ? minute < 60 && second < 60 : hour == 24 && minute == 0;
  if (!fits || !(has_minutes || has_word || bare_is_hour)) return *at = from, false;
  *out = hour * 3600 + minute * 60 + second;
  return true;
}

bool dates_parse_day(const char *text, int32_t *out) {
  const char *at = text;
  int32_t day;
  if (!eat_day(&at, &day) || !at_end(at)) return false;
  *out = day;
  return true;
}

bool dates_parse_time(const char *text, int32_t *out) {
  const char *at = text;
  int32_t time;
  if (!eat_time(&at, false, &time) || !at_end(at)) return false;
  *out = time;
  return true;
}

bool dates_parse_span(const char *text, int32_t *from, int32_t *to) {
  static const char *const dashes[] = {"-", "–", "—", "bis"};
  const char *at = text;
  int32_t first, last;
  skip_white(&at);
  if (!eat(&at, "von")) skip_white(&at);
  if (dates_parse_time(at, &first)) return *from = first, *to = -1, true;
  if (!eat_time(&at, true, &first)) return false;
  skip_white(&at);
  bool dash = false;
  for (size_t i = 0; !dash && i < COUNT_OF(dashes); i++)
    dash = eat(&at, dashes[i]);
  if (!dash || !eat_time(&at, true, &last) || !at_end(at)) return false;
  *from = first;
  *to = last;
  return true;
}

bool dates_parse_moment(const char *text, int64_t *wall, bool *date_only) {
  const char *at = text;
  int32_t day, time;
  if (!eat_day(&at, &day)) return false;
  if (at_end(at)) return *wall = day_wall(day), *date_only = true, true;
  if (*at != 'T' && *at != ' ' && *at != ',') return false;
  at++;
  skip_white(&at);
  if (!eat(&at, "um")) skip_white(&at);
  if (!dates_parse_time(at, &time)) return false;
  *wall = day_wall(day) + time;
  *date_only = false;
  return true;
}

/* --- stamps of feeds --- */

/* RFC 822, 5.1; single letters were defined wrongly there and mean UTC (RFC 2822, 4.3). CET and CEST are what Germans write. */
static bool eat_zone(const char **at, int *seconds) {
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7},
               {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"CEST", 2}, {"CET", 1},  {"MESZ", 2}, {"MEZ", 1},  {"Z", 0}};
  int hours, minutes;
  skip_white(at);
  if (**at == '+' || **at == '-') {
    int sign = *(*at)++ == '-' ? -1 : 1;
    if (!eat_number(at, 2, 4, &hours)) return false;
    minutes = 0;
    if (hours > 99)
      minutes = hours % 100, hours /= 100;
    else if (**at == ':' && ((*at)++, !eat_number(at, 2, 2, &minutes)))
      return false;
    if (hours > 14 || minutes > 59) return false;
    *seconds = sign * (hours * 3600 + minutes * 60);
    return true;
  }
  for (size_t i = 0; i < COUNT_OF(zones); i++)
    if (eat(at, zones[i].name)) return *seconds = zones[i].hours * 3600, true;
  *seconds = 0;
  return at_end(*at);
}

static bool eat_clock(const char **at, int32_t *out) {
  int hour, minute, second = 0;
  if (!eat_number(at, 1, 2, &hour) || !eat(at, ":") || !eat_number(at, 2, 2, &minute)) return false;
  if (eat(at, ":") && !eat_number(at, 2, 2, &second)) return false;
  if (**at == '.') *at += 1 + strspn(*at + 1, "0123456789");
  if (hour > 23 || minute > 59 || second > 60) return false;
  *out = hour * 3600 + minute * 60 + (second > 59 ? 59 : second);
  return true;
}

/* "21 Nov 2026", "21. Nov. 2026" */
static bool eat_mail_day(const char **at, int32_t *out) {
  const char *from = *at;
  int day, month, year;
  skip_weekday(at);
  bool read = eat_number(at, 1, 2, &day);
  *at += strspn(*at, ". -");
  read = read && eat_month_name(at, &month);
  *at += strspn(*at, " -");
  const char *digits = *at;
  if (read && eat_number(at, 2, 4, &year)) {
    if (*at - digits == 2) year += year < 50 ? 2000 : 1900;
    if (make_day(year, month, day, out)) return true;
  }
  *at = from;
  return false;
}

/* As the standards have it; *has_offset is false for a day alone, or a time without a zone. */
static bool parse_standard(const char *text, int64_t *wall, bool *has_offset, int *offset) {
  const char *at = text;
  int32_t day, time = 0;
  skip_white(&at);
  *has_offset = false;
  if (!eat_iso_day(&at, &day) && !eat_mail_day(&at, &day)) return false;
  if (!at_end(at)) {
    if (*at == 'T' || *at == 't') at++;
    skip_white(&at);
    if (!eat_clock(&at, &time)) return false;
    *has_offset = !at_end(at);
    if (!eat_zone(&at, offset) || !at_end(at)) return false;
  }
  *wall = day_wall(day) + time;
  return true;
}

bool dates_parse_stamp(const char *text, const char *zone, int64_t *wall) {
  bool has_offset, date_only;
  int offset = 0;
  int64_t there;
  if (!parse_standard(text, &there, &has_offset, &offset)) return dates_parse_moment(text, wall, &date_only);
  *wall = has_offset ? zone_to_wall(zone, there - offset) : there;
  return true;
}
