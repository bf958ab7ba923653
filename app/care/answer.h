/* What litfass-device answers (firmware/device/README.md, "The door"), read for people: another program's words, so bounded,
 * and whatever is not as it should be is left out. Pure. */
#ifndef LITFASS_CARE_ANSWER_H
#define LITFASS_CARE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

enum { ANSWER_NETWORKS_MAX = 24, ANSWER_PROBLEMS_MAX = 16, ANSWER_SSID_SIZE = 33 };

struct network {
  char ssid[ANSWER_SSID_SIZE];
  int signal; /* percent */
  bool is_secure, is_in_use;
};

struct networks {
  struct network items[ANSWER_NETWORKS_MAX];
  size_t count;
};

struct condition {
  bool is_online;
  bool has_cable, cable_is_in; /* an Ethernet at all, and a line in it */
  char address[48];            /* the first one; "" none */
  bool has_temperature;
  double temperature_c;
  long long free_mb;                      /* -1: unknown */
  char state[8];                          /* "good", "poor", "bad" */
  char problems[ANSWER_PROBLEMS_MAX][24]; /* names of litfass-device's table */
  size_t problem_count;
};

/* Whether it did what was asked. */
bool answer_is_good(const char *line);
/* False: it did not, or this is no such answer. */
bool answer_condition(const char *line, struct condition *out);
bool answer_networks(const char *line, struct networks *out);

#endif
