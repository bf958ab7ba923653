#include "screens/call_numbers.h"

#include "base/str.h"
#include "screens/rows.h"

enum { NUMBERS_SHOWN = 4 };

/* The place where the board stands. */
static bool read_own_place(struct app *app, struct row *out) {
  const char *place = app->config.model.place;
  struct words w = app_words(app);
  struct entry entry;
  struct err err;
  if (str_is_empty(place) || !reader_find(model_reader(app->model), place, app->ui.arena, &entry, &err) || !entry.telephone)
    return false;
  *out = row_of_entry(app, &entry);
  out->number = words_telephone(&w, entry.telephone);
  out->fact_count = 0;
  return true;
}

int call_numbers_draw(struct app *app, int x, int y, int width) {
  struct ui *ui = &app->ui;
  struct row rows[1 + NUMBERS_SHOWN];
  size_t count = read_own_place(app, rows) ? 1 : 0;
  count += rows_of_numbers(app, rows + count, NUMBERS_SHOWN);
  int at = y;
  int columns = width > ui_mm(ui, 320 * ui->metrics.text_scale) ? 2 : 1, gap = ui_gap(ui, 4);
  int cell = (width - (columns - 1) * gap) / columns, height = 0;
  for (size_t i = 0; i < count; i++) {
    int h = row_draw(ui, x + (int)i % columns * (cell + gap), at, cell, &rows[i]);
    if (h > height) height = h;
    if ((int)i % columns < columns - 1 && i + 1 < count) continue;
    at += height + gap;
    height = 0;
  }
  return at - y;
}
