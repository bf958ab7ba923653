#include "screens/entry_list.h"

#include <string.h>

enum { CHUNK = 48 };

_Static_assert(sizeof(struct reader_cursor) <= sizeof(struct list_cursor), "a page must be able to carry a reader's cursor");

static bool is_start(const struct list_cursor *cursor) {
  static const struct list_cursor zero;
  return memcmp(cursor, &zero, sizeof zero) == 0;
}

static bool fetch(void *context, const struct list_cursor *cursor, size_t index UNUSED, bool backward, size_t limit,
                  struct row *rows, struct list_cursor *after, size_t *count) {
  struct entry_list *list = context;
  struct reader_cursor at;
  memcpy(&at, cursor, sizeof at);
  if (is_start(cursor) && list->start) at = *list->start;
  *count = 0;
  struct entry *entries = arena_array(list->app->ui.arena, CHUNK, sizeof *entries);
  struct reader_cursor *behind = arena_array(list->app->ui.arena, CHUNK, sizeof *behind);
  while (*count < limit) {
    size_t wanted = limit - *count < CHUNK ? limit - *count : CHUNK;
    size_t got;
    struct err err;
    if (!reader_page(model_reader(list->app->model), &list->query, &at, backward, wanted, list->app->ui.arena, entries, behind,
                     &got, &err))
      return *count > 0;
    for (size_t i = 0; i < got; i++) {
      rows[*count] = list->make_row(list->app, &entries[i]);
      memcpy(&after[*count], &behind[i], sizeof behind[i]);
      ++*count;
    }
    if (got < wanted) break;
    at = behind[got - 1];
  }
  return true;
}

struct list_source entry_list_source(struct entry_list *list, size_t columns,
                                     int (*draw_cell)(struct ui *, int, int, int, const struct row *)) {
  return (struct list_source){.context = list, .fetch = fetch, .draw_cell = draw_cell, .columns = columns};
}
