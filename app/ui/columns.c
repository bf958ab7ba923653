#include "ui/columns.h"

static const double column_mm = 140; /* at 100 % */

int columns_draw(struct ui *ui, int x, int y, int width, struct row *rows, size_t count) {
  size_t columns = width > 2 * ui_mm(ui, column_mm * ui->metrics.text_scale) ? 2 : 1;
  int gap = ui_gap(ui, 5);
  int cell = (width - ((int)columns - 1) * gap) / (int)columns;
  int at = y;
  for (size_t first = 0; first < count; first += columns) {
    int height = 0;
    ui_measure_begin(ui);
    for (size_t i = first; i < count && i < first + columns; i++) {
      rows[i].min_height_px = 0; /* of another width */
      int need = row_draw(ui, 0, 0, cell, &rows[i]);
      if (need > height) height = need;
    }
    ui_measure_end(ui);
    for (size_t i = first; i < count && i < first + columns; i++) {
      rows[i].min_height_px = height;
      row_draw(ui, x + (int)(i - first) * (cell + gap), at, cell, &rows[i]);
    }
    at += height + gap;
  }
  return count > 0 ? at - gap - y : 0;
}
