#include "hub/relative.h"

#include "base/civil.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

enum { OFFSET_DIGITS_MAX = 5 };

/* Where the word ends, and the day that it means. */
static const char *read_word(const char *text, int32_t today, int32_t *day, int *step) {
  static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  if (str_starts_with(text, "today")) {
    *day = today;
    *step = 1;
    return text + 5;
  }
  for (int i = 0; i < 7; i++)
    if (str_starts_with(text, weekdays[i])) {
      *day = today + (i - (int)day_weekday(today) + 7) % 7;
      *step = 7;
      return text + 3;
    }
  return NULL;
}

static const char *read_offset(const char *text, int step, int32_t *day) {
  if (*text != '+' && *text != '-') return text;
  int sign = *text == '+' ? 1 : -1;
  int number = 0;
  size_t digits = strspn(text + 1, "0123456789");
  if (digits == 0 || digits > OFFSET_DIGITS_MAX) return NULL;
  for (size_t i = 1; i <= digits; i++)
    number = number * 10 + (text[i] - '0');
  *day += sign * number * step;
  return text + 1 + digits;
}

bool relative_resolve(const char *text, int32_t today, char *out, size_t size) {
  int32_t day;
  int64_t wall;
  int step;
  char date[DAY_TEXT_SIZE], whole[WALL_TEXT_SIZE + 8];
  const char *rest = read_word(text, today, &day, &step);
  if (rest) rest = read_offset(rest, step, &day);
  if (!rest || (*rest && *rest != 'T') || strlen(rest) > 9) return false;
  if (day < day_from_ymd(1, 1, 1) || day > day_from_ymd(9999, 12, 31)) return false;
  day_format(day, date);
  snprintf(whole, sizeof whole, "%s%s", date, rest);
  if (*rest && !wall_parse(whole, &wall)) return false;
  return str_copy(out, size, whole);
}

static void resolve(json_t *value, int32_t today) {
  char text[32];
  if (json_is_string(value) && relative_resolve(json_string_value(value), today, text, sizeof text))
    ASSERT(json_string_set(value, text) == 0);
}

static void resolve_each(json_t *list, int32_t today) {
  for (size_t i = 0; i < json_array_size(list); i++)
    resolve(json_array_get(list, i), today);
}

void relative_resolve_entry(json_t *entry, int32_t today) {
  static const char *const dates[] = {"start", "end", "visible_from", "visible_until", "verified"};
  for (size_t i = 0; i < COUNT_OF(dates); i++)
    resolve(json_object_get(entry, dates[i]), today);
  resolve_each(json_object_get(entry, "exdate"), today);
  resolve_each(json_object_get(entry, "rdate"), today);
  json_t *phases = json_object_get(entry, "phases");
  for (size_t i = 0; i < json_array_size(phases); i++) {
    resolve(json_object_get(json_array_get(phases, i), "from"), today);
    resolve(json_object_get(json_array_get(phases, i), "until"), today);
  }
}
