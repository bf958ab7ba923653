/* When the watchdog is fed, and what is tried before it is not. Pure: signs of life in, orders out; the caller owns clock,
 * watchdog and systemd.
 *
 * A program that misses its promise is started anew, a few times, each time with as long as a start may take. Where that does
 * not help, the watchdog is left to bite: a fresh start of the whole board heals more than any of our rules. That is bounded
 * too: a board that was started several times in a row without ever becoming healthy stays up, says so, and tries its programs
 * once an hour, since a screen with a fault can still be looked at by somebody, and one in a loop of starts cannot. */
#ifndef LITFASS_DEVICE_WATCH_H
#define LITFASS_DEVICE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

enum watch_unit { WATCH_APP, WATCH_SYNC, WATCH_UNITS };

struct watch_limits {
  int64_t start_ms;  /* a start may take so long */
  int64_t bite_ms;   /* by then the watchdog has bitten */
  int64_t settle_ms; /* health for so long makes restarts and boots forgotten */
  int restarts;      /* of one program */
  int boots;         /* in a row without health */
};

enum watch_state { WATCH_UNUSED, WATCH_STARTING, WATCH_HEALTHY, WATCH_MISSING, WATCH_LOST /* restarts did not help */ };

struct watch_member {
  enum watch_state state;
  int64_t since_ms;
  int restarts;
};

struct watch {
  struct watch_limits limits;
  struct watch_member members[WATCH_UNITS];
  int boots;                /* this one included; 0: health was seen */
  int64_t healthy_since_ms; /* all that are needed; -1: not now */
  int64_t lost_since_ms;    /* -1: none is */
};

struct watch_sign {
  bool is_needed; /* false also while its absence is excused: no screen is plugged in */
  bool is_alive;
};

struct watch_orders {
  bool feed;
  bool restart[WATCH_UNITS];
  bool forget_boots; /* write down that this start was a good one */
  bool reboot;       /* the watchdog should have bitten by now: ask the system */
};

/* `boots`: starts in a row without health, this one included. */
void watch_init(struct watch *watch, const struct watch_limits *limits, int boots, int64_t now_ms);

struct watch_orders watch_step(struct watch *watch, const struct watch_sign signs[WATCH_UNITS], int64_t now_ms);

/* The board was started too often: nothing will bite. */
bool watch_is_resigned(const struct watch *watch);

const char *watch_state_name(enum watch_state state);

#endif
