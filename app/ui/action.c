#include "ui/action.h"

#include "base/str.h"

#include <string.h>

struct action action_with_id(enum action_kind kind, int number, const char *id) {
  struct action action = {.kind = kind, .number = number};
  str_copy(action.id, sizeof action.id, id);
  return action;
}

bool action_equals(const struct action *a, const struct action *b) {
  return a->kind == b->kind && a->number == b->number && strcmp(a->id, b->id) == 0;
}
