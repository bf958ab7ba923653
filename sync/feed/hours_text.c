/* The whole expression as a German sentence, as on a door. */
#include "feed/hours_german.h"

#include <string.h>

/* Separates the parts of a rule by single spaces. */
static void add_space(struct buf *out, size_t start) {
  if (out->len > start) buf_addc(out, ' ');
}

static void add_selectors(const struct hours_rule *rule, struct buf *out, size_t start) {
  if (rule->years) hours_german_years(rule->years, out);
  if (rule->dates) {
    add_space(out, start);
    hours_german_dates(rule->dates, out);
  }
  if (rule->weeks) {
    add_space(out, start);
    hours_german_weeks(rule->weeks, out);
  }
  if (rule->holidays) {
    add_space(out, start);
    hours_german_days(rule->holidays, out);
  }
  if (rule->days) {
    add_space(out, start);
    hours_german_days(rule->days, out);
  }
}

/* What the rule says behind its times: nothing for plain opening hours. */
static void add_state(const struct hours_rule *rule, struct buf *out, size_t start) {
  if (rule->state == HOURS_CLOSED) {
    add_space(out, start);
    buf_adds(out, "geschlossen");
  } else if (rule->state == HOURS_OPEN && !rule->times) {
    add_space(out, start);
    buf_adds(out, hours_rule_has_dates(rule) && !rule->is_always ? "ganztägig geöffnet" : "rund um die Uhr geöffnet");
  } else if (rule->state == HOURS_UNKNOWN) {
    add_space(out, start);
    buf_adds(out, rule->comment ? rule->comment : "nicht sicher bekannt");
    return;
  }
  if (!rule->comment) return;
  add_space(out, start);
  buf_addf(out, "(%s)", rule->comment);
}

static void add_rule(const struct hours_rule *rule, struct buf *out) {
  size_t start = out->len;
  if (rule->join == HOURS_JOIN_FALLBACK) buf_adds(out, "sonst");
  add_selectors(rule, out, start);
  if (rule->times) {
    add_space(out, start);
    hours_german_times(rule->times, out);
  }
  add_state(rule, out, start);
}

/* "täglich" at the start becomes "Täglich". Our own words start with ASCII letters; comments stay as they are. */
static void capitalize(struct buf *out, size_t start) {
  if (out->len > start && out->data[start] >= 'a' && out->data[start] <= 'z') out->data[start] -= 'a' - 'A';
}

void hours_text(const struct hours *hours, struct buf *out) {
  size_t start = out->len;
  for (const struct hours_rule *rule = hours->rules; rule; rule = rule->next) {
    if (rule != hours->rules) buf_adds(out, "; ");
    add_rule(rule, out);
  }
  capitalize(out, start);
}
