/* Whether the screen is on, and how bright: the decision alone. Pure; the caller knows hours, hands and hardware.
 *
 * In this order: who cleans needs light; what a caretaker has switched lasts until the place opens or closes; a hand or a
 * person before the board wakes it; an untrusted clock leaves it on, since a dark column by day is worse than a lit one by
 * night; then the place's hours decide. */
#ifndef LITFASS_DEVICE_LIGHTING_H
#define LITFASS_DEVICE_LIGHTING_H

#include <stdbool.h>
#include <stdint.h>

enum lighting_mode { LIGHTING_AUTO, LIGHTING_ON, LIGHTING_OFF };

struct lighting_rules {
  int64_t awake_ms;     /* after a touch or a person, while the place is closed */
  int64_t empty_off_ms; /* off while the place is open, after so long without anybody; 0: never */
  int64_t empty_dim_ms; /* dim likewise; 0: never */
  int bright_percent, dim_percent;
  double dark_lux, bright_lux; /* of the light sensor: dim below, bright above */
};

enum { LIGHTING_NEVER = -1 };

struct lighting_facts {
  int64_t now_ms;
  int64_t seen_ms; /* when somebody touched it or stood before it; LIGHTING_NEVER */
  bool clock_is_trusted;
  bool has_hours, is_open; /* of the place, with the minutes before and after */
  bool is_dim_time;        /* by the clock */
  bool is_hot;             /* the board is in danger: least light */
  bool has_lux;
  double lux;
  int64_t cleaning_until_ms;
};

struct lighting {
  enum lighting_mode mode;
  bool mode_was_open; /* when the mode was asked for */
  int percent;        /* given out last; 0: none yet */
};

struct lighting_wish {
  bool is_on;
  int percent;     /* also while it is off: what it wakes up to */
  const char *why; /* static: "open", "closed", "somebody", "asked", "cleaning", "no-clock", "always", "nobody" */
};

void lighting_init(struct lighting *lighting);
void lighting_ask(struct lighting *lighting, enum lighting_mode mode, bool is_open);
struct lighting_wish lighting_step(struct lighting *lighting, const struct lighting_rules *rules,
                                   const struct lighting_facts *facts);

#endif
