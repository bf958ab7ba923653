#include "ui/action.h"

#include "base/str.h"

#include <string.h>

struct action action_with_id(enum action_kind kind, int number, const char *id) {
  struct action action = {.kind = kind, .number = number};
  str_copy(action.id, sizeof action.id, id);
  return action;
}

struct action action_full(enum action_kind kind, int number, int state, const char *id) {
  struct action action = action_with_id(kind, number, id);
  action.state = state;
  return action;
}

bool action_equals(const struct action *a, const struct action *b) {
  return a->kind == b->kind && a->number == b->number && a->state == b->state && strcmp(a->id, b->id) == 0;
}
