/* The whole expression as a sentence, as on a door. */
#include "feed/hours_language.h"

#include <string.h>

enum { SENTENCE_BYTES_MAX = 64 * 1024, COMMENT_BYTES_MAX = 2 * HOURS_TEXT_MAX };

/* The parts of a rule are parted, but nothing stands in front of the first. */
static void add_gap(struct buf *out, size_t start, const char *gap) {
  if (out->len > start) buf_adds(out, gap);
}

static void say_selectors(struct hours_saying *saying, const struct hours_rule *rule) {
  const char *gap = saying->language->part_comma;
  struct buf *out = saying->out;
  size_t start = out->len;
  if (rule->years) hours_say_years(saying, rule->years);
  if (rule->dates) {
    add_gap(out, start, gap);
    hours_say_dates(saying, rule->dates);
  }
  if (rule->weeks) {
    add_gap(out, start, gap);
    hours_say_weeks(saying, rule->weeks);
  }
  if (rule->holidays) {
    add_gap(out, start, gap);
    hours_say_days(saying, rule->holidays);
  }
  if (rule->days) {
    add_gap(out, start, gap);
    hours_say_days(saying, rule->days);
  }
}

static void say_comment(struct hours_saying *saying, const char *phrase, const char *comment) {
  scoped_buf own;
  buf_init(&own, COMMENT_BYTES_MAX);
  hours_say(saying, phrase, 0, hours_known(saying->language, comment, &own), "");
}

/* What the rule says behind its times: nothing for plain opening hours. `gap` stands in front. */
static void say_state(struct hours_saying *saying, const struct hours_rule *rule, size_t start, const char *gap) {
  const struct hours_language *words = saying->language;
  if (rule->state == HOURS_CLOSED) {
    add_gap(saying->out, start, gap);
    hours_say(saying, words->closed, 0, "", "");
  } else if (rule->state == HOURS_OPEN && !rule->times) {
    add_gap(saying->out, start, gap);
    hours_say(saying, hours_rule_has_dates(rule) && !rule->is_always ? words->open_all_day : words->open_always, 0, "", "");
  } else if (rule->state == HOURS_UNKNOWN) {
    add_gap(saying->out, start, gap);
    if (rule->comment)
      say_comment(saying, "@", rule->comment);
    else
      hours_say(saying, words->unknown, 0, "", "");
    return;
  }
  if (!rule->comment) return;
  add_gap(saying->out, start, " ");
  say_comment(saying, "(@)", rule->comment);
}

static void say_rule(struct hours_saying *saying, const struct hours_rule *rule) {
  const struct hours_language *words = saying->language;
  size_t start = saying->out->len;
  if (rule->join == HOURS_JOIN_FALLBACK) hours_say(saying, words->otherwise, 0, "", "");
  if (hours_rule_has_dates(rule)) add_gap(saying->out, start, " ");
  say_selectors(saying, rule);
  if (rule->times) {
    add_gap(saying->out, start, words->colon);
    hours_say_times(saying, rule->times);
  }
  say_state(saying, rule, start, rule->times ? " " : words->colon);
}

bool hours_describe(const struct hours *hours, const char *lang, struct buf *out) {
  const struct hours_language *language = hours_language_find(lang);
  if (!language) return false;
  scoped_buf sentence;
  buf_init(&sentence, SENTENCE_BYTES_MAX);
  struct hours_saying saying = {.language = language, .out = &sentence};
  for (const struct hours_rule *rule = hours->rules; rule; rule = rule->next) {
    if (rule != hours->rules) buf_adds(&sentence, language->semicolon);
    say_rule(&saying, rule);
  }
  phrase_capitalize(&sentence, 0, language->lang);
  return !saying.failed && !sentence.overflowed && buf_adds(out, buf_text(&sentence));
}

void hours_text(const struct hours *hours, struct buf *out) { hours_describe(hours, "de", out); /* German has every phrase */ }
