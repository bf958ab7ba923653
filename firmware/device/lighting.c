#include "device/lighting.h"

#include <math.h>
#include <stdlib.h>

enum { STEP_PERCENT = 5 /* smaller changes of daylight are not followed: nothing shall flicker */ };

void lighting_init(struct lighting *lighting) { *lighting = (struct lighting){.mode = LIGHTING_AUTO}; }

void lighting_ask(struct lighting *lighting, enum lighting_mode mode, bool is_open) {
  lighting->mode = mode;
  lighting->mode_was_open = is_open;
}

static bool seen_within(const struct lighting_facts *facts, int64_t span_ms) {
  return facts->seen_ms != LIGHTING_NEVER && facts->now_ms - facts->seen_ms < span_ms;
}

static bool is_empty_for(const struct lighting_facts *facts, int64_t span_ms) {
  return span_ms > 0 && !seen_within(facts, span_ms);
}

/* What the eye takes for equal steps are equal factors of light. */
static int by_lux(const struct lighting_rules *rules, double lux) {
  double low = log(fmax(rules->dark_lux, 0.1));
  double high = log(fmax(rules->bright_lux, 0.2));
  double share = high > low ? (log(fmax(lux, 0.01)) - low) / (high - low) : 1;
  share = fmin(fmax(share, 0), 1);
  return rules->dim_percent + (int)lround(share * (rules->bright_percent - rules->dim_percent));
}

static int level(struct lighting *lighting, const struct lighting_rules *rules, const struct lighting_facts *facts) {
  if (facts->is_hot || facts->is_dim_time || is_empty_for(facts, rules->empty_dim_ms)) return rules->dim_percent;
  if (!facts->has_lux) return rules->bright_percent;
  int wanted = by_lux(rules, facts->lux);
  bool is_end = wanted == rules->dim_percent || wanted == rules->bright_percent;
  return is_end || lighting->percent == 0 || abs(wanted - lighting->percent) >= STEP_PERCENT ? wanted : lighting->percent;
}

static struct lighting_wish decide(const struct lighting *lighting, const struct lighting_rules *rules,
                                   const struct lighting_facts *facts) {
  if (facts->now_ms < facts->cleaning_until_ms) return (struct lighting_wish){.is_on = true, .why = "cleaning"};
  if (lighting->mode == LIGHTING_ON) return (struct lighting_wish){.is_on = true, .why = "asked"};
  bool is_shut = lighting->mode == LIGHTING_OFF || (facts->has_hours && facts->clock_is_trusted && !facts->is_open);
  if (is_shut && seen_within(facts, rules->awake_ms)) return (struct lighting_wish){.is_on = true, .why = "somebody"};
  if (lighting->mode == LIGHTING_OFF) return (struct lighting_wish){.is_on = false, .why = "asked"};
  if (is_shut) return (struct lighting_wish){.is_on = false, .why = "closed"};
  if (is_empty_for(facts, rules->empty_off_ms)) return (struct lighting_wish){.is_on = false, .why = "nobody"};
  if (!facts->has_hours) return (struct lighting_wish){.is_on = true, .why = "always"};
  return (struct lighting_wish){.is_on = true, .why = facts->clock_is_trusted ? "open" : "no-clock"};
}

struct lighting_wish lighting_step(struct lighting *lighting, const struct lighting_rules *rules,
                                   const struct lighting_facts *facts) {
  if (lighting->mode != LIGHTING_AUTO && facts->has_hours && lighting->mode_was_open != facts->is_open)
    lighting->mode = LIGHTING_AUTO;
  struct lighting_wish wish = decide(lighting, rules, facts);
  lighting->percent = level(lighting, rules, facts);
  wish.percent = lighting->percent;
  return wish;
}
