#include "care/answer.h"

#include "base/str.h"
#include "care/line.h"
#include "feed/strict.h"

#include <math.h>
#include <string.h>

static json_t *read(const char *line) {
  struct err ignored;
  json_t *answer = strict_load(line, strlen(line), LINE_ANSWER_MAX, &ignored);
  if (json_is_true(json_object_get(answer, "ok"))) return answer;
  json_decref(answer);
  return NULL;
}

bool answer_is_good(const char *line) {
  scoped_json *answer = read(line);
  return answer != NULL;
}

/* Words that go to the screen: no control characters, valid UTF-8 (strict_load). */
static bool take(const json_t *value, char *out, size_t size) {
  const char *text = json_string_value(value);
  out[0] = '\0';
  for (const char *c = text; c && *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F) return false;
  return text && *text && str_copy(out, size, text);
}

static void take_network(const json_t *network, struct condition *out) {
  size_t i;
  json_t *one;
  out->is_online = json_is_true(json_object_get(network, "online"));
  json_array_foreach(json_object_get(network, "interfaces"), i, one) {
    if (json_is_true(json_object_get(one, "wireless"))) continue;
    out->has_cable = true;
    out->cable_is_in = out->cable_is_in || json_is_true(json_object_get(one, "carrier"));
  }
  if (!take(json_array_get(json_object_get(network, "addresses"), 0), out->address, sizeof out->address))
    out->address[0] = '\0';
}

bool answer_condition(const char *line, struct condition *out) {
  scoped_json *answer = read(line);
  const json_t *status = json_object_get(answer, "status");
  const json_t *warmth = json_object_get(status, "temperature_c"), *free_mb;
  size_t i;
  json_t *problem;
  *out = (struct condition){.free_mb = -1};
  if (!status || !take(json_object_get(status, "state"), out->state, sizeof out->state)) return false;
  out->has_temperature = json_is_number(warmth) && fabs(json_number_value(warmth)) < 200;
  if (out->has_temperature) out->temperature_c = json_number_value(warmth);
  free_mb = json_object_get(json_object_get(status, "storage"), "free_mb");
  if (json_is_integer(free_mb)) out->free_mb = json_integer_value(free_mb);
  take_network(json_object_get(status, "network"), out);
  json_array_foreach(json_object_get(status, "problems"), i, problem) {
    if (out->problem_count == ANSWER_PROBLEMS_MAX) break;
    if (take(problem, out->problems[out->problem_count], sizeof out->problems[0])) out->problem_count++;
  }
  return true;
}

bool answer_networks(const char *line, struct networks *out) {
  scoped_json *answer = read(line);
  const json_t *list = json_object_get(answer, "networks");
  size_t i;
  json_t *one;
  *out = (struct networks){0};
  if (!json_is_array(list)) return false;
  json_array_foreach(list, i, one) {
    if (out->count == ANSWER_NETWORKS_MAX) break;
    struct network *network = &out->items[out->count];
    if (!take(json_object_get(one, "ssid"), network->ssid, sizeof network->ssid)) continue;
    json_int_t signal = json_integer_value(json_object_get(one, "signal"));
    network->signal = signal < 0 ? 0 : signal > 100 ? 100 : (int)signal;
    network->is_secure = json_is_true(json_object_get(one, "secure"));
    network->is_in_use = json_is_true(json_object_get(one, "in_use"));
    out->count++;
  }
  return true;
}
