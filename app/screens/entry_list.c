#include "screens/entry_list.h"

#include "screens/rows.h"

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

int list_title_draw(struct ui *ui, void *context, int x, int y, int width) {
  const struct list_title *title = context;
  int height = title_draw(ui, x, y, width, title->title, title->area, title->chips, title->count);
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  if (title->note) height += ui_text(ui, x, y + height, width, title->note, &soft) + ui_gap(ui, 3);
  return height;
}

int list_empty_draw(struct ui *ui, void *context, int x, int y, int width) {
  const struct list_empty *empty = context;
  return message_draw(ui, x, y, width, empty->icon, empty->title, empty->sentence);
}

void entry_list_show(struct app *app, struct ui *ui, struct rect page, const struct list_title *title, struct entry_list *list,
                     const struct list_empty *empty) {
  list->app = app;
  list->query.now = model_visible_now(app->model);
  if (!list->make_row) list->make_row = row_of_entry;
  struct list_source source = entry_list_source(list, 1, row_draw);
  struct list_head head = {list_title_draw, (void *)title, title->title, title->total};
  page_list(ui, page, &app_view(app)->scroll, &head, &source, list_empty_draw, (void *)empty);
}
