/* One pass over the text: parts split at ';', each found in one table that says what it may hold. What the parts forbid each
 * other is a second table. Sets of numbers are bit sets, so doubles vanish and order does not matter.
 *
 * Stricter than most readers: what the RFC says MUST NOT be is an error here, because a rule that half the calendars read
 * differently shows a visitor the wrong day. Case is free, as RFC 5545, 2, has it. */
#include "feed/rrule.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { QUOTE_MAX = 40, NUMBER_MAX = 1000000000, MONTH_WEEKS_MAX = 5, YEAR_WEEKS_MAX = 53 };

struct span {
  const char *at;
  size_t len;
};

static const char weekday_names[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char *const frequency_names[] = {
    [DAILY] = "DAILY", [WEEKLY] = "WEEKLY", [MONTHLY] = "MONTHLY", [YEARLY] = "YEARLY"};

void numbers_add(struct numbers *numbers, int number) {
  if (numbers_have(numbers, number)) return;
  unsigned n = (unsigned)(number < 0 ? -number : number);
  uint64_t *words = number < 0 ? numbers->negative : numbers->positive;
  words[n / 64] |= UINT64_C(1) << n % 64;
  numbers->count++;
}

bool numbers_have(const struct numbers *numbers, int number) {
  unsigned n = (unsigned)(number < 0 ? -number : number);
  const uint64_t *words = number < 0 ? numbers->negative : numbers->positive;
  return n < 384 && (words[n / 64] >> n % 64 & 1) != 0;
}

bool numbers_allow(const struct numbers *numbers, int number, int size) {
  return numbers->count == 0 || numbers_have(numbers, number) || numbers_have(numbers, number - size - 1);
}

bool rrule_has_weekdays(const struct rrule *rule) { return rule->weekdays != 0 || rule->has_ordinals; }

/* Errors quote outside text: short, and with nothing in it that could break the log's line. */
static bool fail(struct err *err, struct span part, struct span value, const char *why) {
  char quote[QUOTE_MAX + 1];
  size_t len = value.len < QUOTE_MAX ? value.len : QUOTE_MAX;
  for (size_t i = 0; i < len; i++)
    quote[i] = value.at[i];
  for (size_t i = 0; i < len; i++)
    if (quote[i] < ' ' || quote[i] > '~') quote[i] = '?';
  quote[len] = '\0';
  return err_set(err, ERR_PARSE, "%.*s: '%s' %s", (int)part.len, part.at, quote, why);
}

static struct span span_of(const char *text) { return (struct span){text, strlen(text)}; }

static bool span_equals(struct span span, const char *text) {
  return strlen(text) == span.len && strncasecmp(span.at, text, span.len) == 0;
}

/* Cuts the text before the next `separator` off `rest`; without one, takes everything and ends `rest` with a NULL. */
static struct span next_piece(struct span *rest, char separator) {
  const char *end = memchr(rest->at, separator, rest->len);
  struct span piece = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
  *rest = end ? (struct span){end + 1, rest->len - piece.len - 1} : (struct span){NULL, 0};
  return piece;
}

static bool parse_digits(struct span span, int64_t *out) {
  if (span.len == 0 || span.len > 10) return false;
  int64_t value = 0;
  for (size_t i = 0; i < span.len; i++) {
    if (span.at[i] < '0' || span.at[i] > '9') return false;
    value = value * 10 + (span.at[i] - '0');
  }
  *out = value;
  return true;
}

static bool parse_weekday(struct span span, int *out) {
  for (int i = 0; i < 7; i++)
    if (span_equals(span, weekday_names[i])) {
      *out = i;
      return true;
    }
  return false;
}

/* A part of the rule and where its numbers go. */
struct part {
  const char *name;
  bool (*parse)(const struct part *part, struct span value, struct rrule *rule, struct err *err);
  size_t offset; /* of its `struct numbers` or int64_t */
  int min, max;  /* smallest and largest; with `is_signed` also counted from the end */
  bool is_signed;
};

static bool parse_number_list(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  struct numbers *numbers = (struct numbers *)(void *)((char *)rule + part->offset);
  while (value.at) {
    struct span item = next_piece(&value, ',');
    struct span digits = item;
    bool has_sign = part->is_signed && item.len > 0 && (item.at[0] == '-' || item.at[0] == '+');
    if (has_sign) digits = (struct span){item.at + 1, item.len - 1};
    int64_t number;
    if (!parse_digits(digits, &number)) return fail(err, span_of(part->name), item, "is not a number");
    if (number < part->min || number > part->max) return fail(err, span_of(part->name), item, "is out of range");
    numbers_add(numbers, has_sign && item.at[0] == '-' ? (int)-number : (int)number);
  }
  return true;
}

static bool parse_number(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  int64_t number;
  if (!parse_digits(value, &number)) return fail(err, span_of(part->name), value, "is not a number");
  if (number < part->min || number > part->max) return fail(err, span_of(part->name), value, "is out of range");
  memcpy((char *)rule + part->offset, &number, sizeof number);
  return true;
}

static bool parse_frequency(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  static const char *const sub_daily[] = {"SECONDLY", "MINUTELY", "HOURLY"};
  for (size_t i = 0; i < COUNT_OF(frequency_names); i++)
    if (span_equals(value, frequency_names[i])) {
      rule->frequency = (enum frequency)i;
      return true;
    }
  for (size_t i = 0; i < COUNT_OF(sub_daily); i++)
    if (span_equals(value, sub_daily[i]))
      return fail(err, span_of(part->name), value, "is not supported: events repeat at most daily");
  return fail(err, span_of(part->name), value, "is not DAILY, WEEKLY, MONTHLY or YEARLY");
}

static bool parse_week_start(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  int weekday;
  if (!parse_weekday(value, &weekday)) return fail(err, span_of(part->name), value, "is not a weekday");
  rule->week_start = (enum weekday)weekday;
  return true;
}

static bool parse_weekday_list(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  while (value.at) {
    struct span item = next_piece(&value, ',');
    int weekday = 0;
    if (item.len < 2 || !parse_weekday((struct span){item.at + item.len - 2, 2}, &weekday))
      return fail(err, span_of(part->name), item, "is not a weekday");
    struct span ordinal = {item.at, item.len - 2};
    if (ordinal.len == 0) {
      rule->weekdays |= 1U << weekday;
      continue;
    }
    bool is_negative = ordinal.at[0] == '-';
    if (is_negative || ordinal.at[0] == '+') ordinal = (struct span){ordinal.at + 1, ordinal.len - 1};
    int64_t number;
    if (!parse_digits(ordinal, &number) || number < part->min || number > part->max)
      return fail(err, span_of(part->name), item, "has an ordinal that is not from 1 to 53 or -53 to -1");
    numbers_add(&rule->ordinals[weekday], is_negative ? (int)-number : (int)number);
    rule->has_ordinals = true;
  }
  return true;
}

/* DATE, DATE-TIME local, DATE-TIME in UTC (3.3.4, 3.3.5). A leap second is read as :59, as 3.3.12 asks. */
static bool parse_until(const struct part *part, struct span value, struct rrule *rule, struct err *err) {
  static const struct { size_t at, len; } fields[] = {{0, 4}, {4, 2}, {6, 2}, {9, 2}, {11, 2}, {13, 2}};
  bool is_utc = value.len == 16 && (value.at[15] == 'Z' || value.at[15] == 'z');
  bool has_time = (value.len == 15 || is_utc) && (value.at[8] == 'T' || value.at[8] == 't');
  if (value.len != 8 && !has_time)
    return fail(err, span_of(part->name), value, "is not YYYYMMDD or YYYYMMDDTHHMMSS with or without Z");
  int64_t n[6] = {0};
  for (size_t i = 0; i < (has_time ? 6U : 3U); i++)
    if (!parse_digits((struct span){value.at + fields[i].at, fields[i].len}, &n[i]))
      return fail(err, span_of(part->name), value, "is not YYYYMMDD or YYYYMMDDTHHMMSS with or without Z");
  struct civil civil = {(int)n[0], (int)n[1], (int)n[2], (int)n[3], (int)n[4], n[5] == 60 ? 59 : (int)n[5]};
  if (!civil_is_valid(&civil)) return fail(err, span_of(part->name), value, "is not a day or time that exists");
  rule->until = wall_from_civil(&civil);
  rule->until_kind = is_utc ? UNTIL_UTC : UNTIL_WALL;
  return true;
}

enum part_index {
  PART_FREQ,
  PART_INTERVAL,
  PART_COUNT,
  PART_UNTIL,
  PART_WKST,
  PART_BYMONTH,
  PART_BYWEEKNO,
  PART_BYYEARDAY,
  PART_BYMONTHDAY,
  PART_BYDAY,
  PART_BYHOUR,
  PART_BYMINUTE,
  PART_BYSECOND,
  PART_BYSETPOS,
};

#define FIELD(name) offsetof(struct rrule, name)
static const struct part parts[] = {
    [PART_FREQ] = {"FREQ", parse_frequency, 0, 0, 0, false},
    [PART_INTERVAL] = {"INTERVAL", parse_number, FIELD(interval), 1, NUMBER_MAX, false},
    [PART_COUNT] = {"COUNT", parse_number, FIELD(count), 1, NUMBER_MAX, false},
    [PART_UNTIL] = {"UNTIL", parse_until, 0, 0, 0, false},
    [PART_WKST] = {"WKST", parse_week_start, 0, 0, 0, false},
    [PART_BYMONTH] = {"BYMONTH", parse_number_list, FIELD(months), 1, 12, false},
    [PART_BYWEEKNO] = {"BYWEEKNO", parse_number_list, FIELD(week_numbers), 1, 53, true},
    [PART_BYYEARDAY] = {"BYYEARDAY", parse_number_list, FIELD(year_days), 1, 366, true},
    [PART_BYMONTHDAY] = {"BYMONTHDAY", parse_number_list, FIELD(month_days), 1, 31, true},
    [PART_BYDAY] = {"BYDAY", parse_weekday_list, 0, 1, YEAR_WEEKS_MAX, true},
    [PART_BYHOUR] = {"BYHOUR", parse_number_list, FIELD(hours), 0, 23, false},
    [PART_BYMINUTE] = {"BYMINUTE", parse_number_list, FIELD(minutes), 0, 59, false},
    [PART_BYSECOND] = {"BYSECOND", parse_number_list, FIELD(seconds), 0, 60, false},
    [PART_BYSETPOS] = {"BYSETPOS", parse_number_list, FIELD(positions), 1, 366, true},
};
#undef FIELD

static bool find_part(struct span name, size_t *out) {
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    if (span_equals(name, parts[i].name)) {
      *out = i;
      return true;
    }
  return false;
}

/* The "N/A" fields of the table in 3.3.10. */
static const struct {
  enum part_index part;
  unsigned frequencies; /* bits: where it must not be */
} not_applicable[] = {
    {PART_BYWEEKNO, 1U << DAILY | 1U << WEEKLY | 1U << MONTHLY},
    {PART_BYYEARDAY, 1U << DAILY | 1U << WEEKLY | 1U << MONTHLY},
    {PART_BYMONTHDAY, 1U << WEEKLY},
};

/* Ordinals count weekdays of a month or a year; a month never has a sixth Monday, so asking for one is a slip. */
static bool check_ordinals(const struct rrule *rule, struct err *err) {
  if (!rule->has_ordinals) return true;
  if (rule->frequency != MONTHLY && rule->frequency != YEARLY)
    return err_set(err, ERR_PARSE, "BYDAY: ordinals as in '1MO' need FREQ=MONTHLY or FREQ=YEARLY");
  if (rule->week_numbers.count > 0)
    return err_set(err, ERR_PARSE, "BYDAY: ordinals as in '1MO' must not stand beside BYWEEKNO");
  if (rule->frequency == YEARLY && rule->months.count == 0) return true;
  for (int weekday = 0; weekday < 7; weekday++)
    for (int n = -YEAR_WEEKS_MAX; n <= YEAR_WEEKS_MAX; n++)
      if (abs(n) > MONTH_WEEKS_MAX && numbers_have(&rule->ordinals[weekday], n))
        return err_set(err, ERR_PARSE, "BYDAY: '%d%s' is beyond the fifth week of a month", n, weekday_names[weekday]);
  return true;
}

static bool check_whole(const struct rrule *rule, unsigned seen, struct err *err) {
  unsigned by_parts = seen >> PART_BYMONTH & ~(1U << (PART_BYSETPOS - PART_BYMONTH));
  if (!(seen & 1U << PART_FREQ)) return err_set(err, ERR_PARSE, "FREQ: is missing");
  if (seen & 1U << PART_COUNT && seen & 1U << PART_UNTIL) return err_set(err, ERR_PARSE, "COUNT: must not stand beside UNTIL");
  for (size_t i = 0; i < COUNT_OF(not_applicable); i++)
    if (seen & 1U << not_applicable[i].part && not_applicable[i].frequencies & 1U << rule->frequency)
      return err_set(err, ERR_PARSE, "%s: must not stand beside FREQ=%s", parts[not_applicable[i].part].name,
                     frequency_names[rule->frequency]);
  if (seen & 1U << PART_BYSETPOS && by_parts == 0)
    return err_set(err, ERR_PARSE, "BYSETPOS: needs another BY part to choose from");
  return check_ordinals(rule, err);
}

bool rrule_parse(const char *text, struct rrule *out, struct err *err) {
  struct rrule rule = {.interval = 1, .week_start = MONDAY};
  struct span rest = span_of(text);
  unsigned seen = 0;
  while (rest.at) {
    struct span value = next_piece(&rest, ';');
    struct span whole = value;
    struct span name = next_piece(&value, '=');
    size_t index;
    if (!value.at) return fail(err, span_of("RRULE"), whole, "is not NAME=VALUE");
    if (!find_part(name, &index)) return fail(err, span_of("RRULE"), name, "is not a known part");
    if (seen & 1U << index) return fail(err, span_of(parts[index].name), value, "is given twice");
    seen |= 1U << index;
    if (!parts[index].parse(&parts[index], value, &rule, err)) return false;
  }
  if (!check_whole(&rule, seen, err)) return false;
  *out = rule;
  return true;
}

void rrule_copy_endless(const char *text, struct buf *out) {
  for (const char *part = text; *part;) {
    size_t len = strcspn(part, ";");
    if (strncasecmp(part, "COUNT=", 6) != 0 && strncasecmp(part, "UNTIL=", 6) != 0)
      for (size_t i = 0; i < len; i++)
        buf_addc(out, part[i] >= 'a' && part[i] <= 'z' ? (char)(part[i] - 'a' + 'A') : part[i]);
    else if (part[len] == ';')
      len++; /* its separator goes too */
    part += len;
    if (*part == ';') {
      buf_addc(out, ';');
      part++;
    }
  }
  while (out->len > 0 && out->data[out->len - 1] == ';')
    out->data[--out->len] = '\0';
}
