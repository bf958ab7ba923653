/* What litfass-device answers the board: another program's words, with names of anybody's access points in them. What is taken
 * is within its bounds and can be shown. */
#include "base/compiler.h"
#include "base/str.h"
#include "care/answer.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_words(const char *words, size_t size) {
  size_t len = strnlen(words, size);
  ASSERT(len < size && utf8_is_valid(words, len));
  for (size_t i = 0; i < len; i++)
    ASSERT((unsigned char)words[i] >= ' ' && words[i] != 0x7F);
}

static void check_condition(const char *line) {
  struct condition condition;
  if (!answer_condition(line, &condition)) return;
  ASSERT(answer_is_good(line) && condition.state[0] != '\0' && condition.problem_count <= ANSWER_PROBLEMS_MAX);
  ASSERT(!condition.has_temperature || fabs(condition.temperature_c) < 200);
  check_words(condition.state, sizeof condition.state);
  check_words(condition.address, sizeof condition.address);
  for (size_t i = 0; i < condition.problem_count; i++)
    check_words(condition.problems[i], sizeof condition.problems[i]);
}

static void check_networks(const char *line) {
  struct networks networks;
  if (!answer_networks(line, &networks)) return;
  ASSERT(answer_is_good(line) && networks.count <= ANSWER_NETWORKS_MAX);
  for (size_t i = 0; i < networks.count; i++) {
    check_words(networks.items[i].ssid, sizeof networks.items[i].ssid);
    ASSERT(networks.items[i].ssid[0] != '\0' && networks.items[i].signal >= 0 && networks.items[i].signal <= 100);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *line = malloc(size + 1);
  ASSERT(line != NULL);
  memcpy(line, data, size);
  line[size] = '\0';
  check_condition(line);
  check_networks(line);
  free(line);
  return 0;
}
