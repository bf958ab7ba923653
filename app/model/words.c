#include "model/words.h"

#include "base/civil.h"
#include "base/str.h"

#include <string.h>

#define W(text) tr(w->catalog, text)
enum { HOURS_WORDS_MAX = 4000 };

#define NBSP "\u00a0"

const char *words_weekday(struct words *w, int weekday) {
  static const char *const names[] = {N_("Montag"),  N_("Dienstag"), N_("Mittwoch"), N_("Donnerstag"),
                                      N_("Freitag"), N_("Samstag"),  N_("Sonntag")};
  return W(names[weekday]);
}

const char *words_weekday_short(struct words *w, int weekday) {
  static const char *const names[] = {N_("Mo"), N_("Di"), N_("Mi"), N_("Do"), N_("Fr"), N_("Sa"), N_("So")};
  return W(names[weekday]);
}

static const char *month_of_date(struct words *w, int month) {
  static const char *const names[] = {N_("Januar"),    N_("Februar"), N_("März"),     N_("April"),
                                      N_("Mai"),       N_("Juni"),    N_("Juli"),     N_("August"),
                                      N_("September"), N_("Oktober"), N_("November"), N_("Dezember")};
  return W(names[month - 1]);
}

/* One word of gettext for the twelve, since in German each is the same as in a date. */
const char *words_month(struct words *w, int month, int year) {
  const char *name = W("Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember");
  for (int i = 1; i < month; i++) {
    name += strcspn(name, ",");
    if (*name) name++;
  }
  const char *heading = arena_strndup(w->arena, name, strcspn(name, ","));
  return year ? arena_printf(w->arena, "%s %d", heading, year) : heading;
}

const char *words_weekday_brief(struct words *w, int weekday) {
  return str_equals(w->lang, "de-simple") ? words_weekday(w, weekday) : words_weekday_short(w, weekday);
}

const char *words_weekdays(struct words *w, unsigned days) {
  const char *out = "";
  for (int day = 0; day < 7;) {
    if (!(days >> day & 1)) {
      day++;
      continue;
    }
    int last = day;
    while (last < 6 && days >> (last + 1) & 1)
      last++;
    const char *run = words_weekday_brief(w, day);
    if (last - day >= 2)
      run = arena_printf(w->arena, W("%s–%s"), run, words_weekday_brief(w, last));
    else
      last = day;
    out = *out ? arena_printf(w->arena, W("%s, %s"), out, run) : run;
    day = last + 1;
  }
  return out;
}

const char *words_time(struct words *w, int64_t wall) {
  struct civil c = wall_to_civil(wall);
  return arena_printf(w->arena, "%d:%02d", c.hour, c.minute);
}

const char *words_clock(struct words *w, int64_t wall) {
  struct civil c = wall_to_civil(wall);
  return arena_printf(w->arena, "%02d:%02d", c.hour, c.minute);
}

struct parts {
  int year, month, day, weekday;
};

static struct parts parts_of(int32_t day) {
  struct parts p = {.weekday = (int)day_weekday(day)};
  day_to_ymd(day, &p.year, &p.month, &p.day);
  return p;
}

/* Patterns are words too: translators move the pieces. */
static const char *date_by(struct words *w, const char *pattern, int32_t day) {
  struct parts p = parts_of(day);
  const struct {
    const char *name, *value;
  } pieces[] = {
      {"{weekday}", words_weekday(w, p.weekday)},      {"{wd}", words_weekday_short(w, p.weekday)},
      {"{day}", arena_printf(w->arena, "%d", p.day)},  {"{month}", month_of_date(w, p.month)},
      {"{mm}", arena_printf(w->arena, "%d", p.month)}, {"{year}", arena_printf(w->arena, "%d", p.year)},
  };
  const char *out = "";
  while (*pattern) {
    size_t literal = strcspn(pattern, "{");
    out = arena_printf(w->arena, "%s%.*s", out, (int)literal, pattern);
    pattern += literal;
    size_t i = 0;
    while (*pattern && i < COUNT_OF(pieces) && !str_starts_with(pattern, pieces[i].name))
      i++;
    if (!*pattern) break;
    const char *value = i < COUNT_OF(pieces) ? pieces[i].value : "{";
    out = arena_printf(w->arena, "%s%s", out, value);
    pattern += i < COUNT_OF(pieces) ? strlen(pieces[i].name) : 1;
  }
  return out;
}

/* Ukrainian writes weekdays small, but not at the start of a line. */
static const char *capitalized(struct words *w, const char *text) {
  uint32_t first;
  size_t len = utf8_decode(text, strlen(text), &first);
  if (first >= 0x430 && first < 0x450)
    first -= 0x20;
  else if (first >= 0x450 && first < 0x460)
    first -= 0x50;
  else
    return text;
  char letter[4];
  size_t size = utf8_encode(first, letter);
  return arena_printf(w->arena, "%.*s%s", (int)size, letter, text + len);
}

const char *words_date_long(struct words *w, int32_t day) {
  return capitalized(w, date_by(w, W("{weekday}, {day}. {month}"), day));
}

const char *words_date_inside(struct words *w, int32_t day) { return date_by(w, W("{weekday}, {day}. {month}"), day); }

const char *words_date_short(struct words *w, int32_t day) { return date_by(w, W("{wd} {day}.{mm}."), day); }

const char *words_date_full(struct words *w, int32_t day) { return date_by(w, W("{day}. {month} {year}"), day); }

const char *words_day_near(struct words *w, int32_t day, int32_t today) {
  if (day == today) return W("heute");
  if (day == today + 1) return W("morgen");
  if (day > today && day < today + 7) return date_by(w, W("{wd} {day}."), day);
  return words_date_short(w, day);
}

const char *words_day_heading(struct words *w, int32_t day, int32_t today) {
  const char *date = date_by(w, W("{weekday} {day}. {month}"), day);
  if (day == today) return arena_printf(w->arena, W("Heute, %s"), date);
  if (day == today + 1) return arena_printf(w->arena, W("Morgen, %s"), date);
  return capitalized(w, date);
}

const char *words_age(struct words *w, int64_t wall, int64_t now) {
  int32_t day = wall_day(wall);
  int32_t today = wall_day(now);
  if (day == today) return arena_printf(w->arena, W("heute %s"), words_clock(w, wall));
  if (day == today - 1) return arena_printf(w->arena, W("gestern %s"), words_clock(w, wall));
  if (day < today && day > today - 7) return words_weekday(w, parts_of(day).weekday);
  if (parts_of(day).year == parts_of(today).year) return date_by(w, W("{day}. {month}"), day);
  return words_date_full(w, day);
}

const char *words_span(struct words *w, int64_t start, int64_t end, bool date_only) {
  int32_t first = wall_day(start);
  int32_t last = wall_day(end > start ? end - 1 : start);
  if (date_only && first == last) return W("ganztägig");
  if (date_only) return arena_printf(w->arena, W("%s bis %s"), words_date_short(w, first), words_date_short(w, last));
  if (end <= start) return arena_printf(w->arena, W("%s Uhr"), words_time(w, start));
  if (end - start < DAY_SECONDS) return arena_printf(w->arena, W("%s bis %s Uhr"), words_time(w, start), words_time(w, end));
  return arena_printf(w->arena, W("%s, %s bis %s, %s Uhr"), words_date_short(w, first), words_time(w, start),
                      words_date_short(w, last), words_time(w, end));
}

const char *words_telephone(struct words *w, const char *telephone) {
  const char *rest = telephone;
  const char *prefix = "";
  if (str_starts_with(telephone, "+49")) {
    rest = telephone + 3;
    while (*rest == ' ' || *rest == '-')
      rest++;
    if (str_starts_with(rest, "(0)")) rest += 3;
    if (*rest != '0') prefix = "0";
  }
  const char *out = prefix;
  for (const char *word = rest; *word;) {
    size_t len = strcspn(word, " ");
    if (len > 0) out = arena_printf(w->arena, "%s%s%.*s", out, *out && out != prefix ? NBSP : "", (int)len, word);
    word += len;
    while (*word == ' ')
      word++;
  }
  return out;
}

const char *words_hours(struct words *w, const struct hours *hours, const char **used) {
  scoped_buf text;
  buf_init(&text, HOURS_WORDS_MAX);
  bool is_said = hours_describe(hours, w->lang, &text);
  if (!is_said) hours_text(hours, &text);
  if (used) *used = is_said ? w->lang : "de";
  return arena_strdup(w->arena, buf_text(&text));
}

/* Behind a full stop that ends a sentence: a word of two letters at least before it, a capital or a quotation mark behind. */
static bool ends_sentence(const char *text, const char *stop) {
  if (stop[1] != ' ' || stop - text < 2) return false;
  if (*stop == '!' || *stop == '?') return true;
  bool is_number = stop[-1] >= '0' && stop[-1] <= '9';
  bool is_initial = stop[-2] == ' ' || stop[-2] == '.';
  bool is_small = stop[2] >= 'a' && stop[2] <= 'z';
  return *stop == '.' && !is_number && !is_initial && !is_small;
}

const char *words_by_sentence(struct words *w, const char *text) {
  char *lines = arena_strdup(w->arena, text);
  for (char *c = lines; *c; c++)
    if (ends_sentence(lines, c)) c[1] = '\n';
  return lines;
}
