#include "hub/sources/csv_cells.h"

#include "base/buf.h"

#include <string.h>

enum { CELL_BYTES_MAX = 64 * 1024 };

/* CRLF, LF or CR. */
static void skip_line_end(struct csv_cells *cells) {
  if (cells->text < cells->end && *cells->text == '\r') cells->text++;
  if (cells->text < cells->end && *cells->text == '\n') cells->text++;
}

/* "sep=;" in a line of its own, as Excel writes and wants it. */
static bool read_hint(struct csv_cells *cells) {
  static const char hint[] = "sep=";
  if ((size_t)(cells->end - cells->text) <= sizeof hint || strncmp(cells->text, hint, sizeof hint - 1) != 0) return false;
  if (!strchr("\r\n", cells->text[sizeof hint])) return false;
  cells->separator = cells->text[sizeof hint - 1];
  cells->text += sizeof hint;
  skip_line_end(cells);
  cells->row = 1;
  return true;
}

void csv_begin(struct csv_cells *cells, const char *text, size_t len) {
  static const char separators[] = ";\t,";
  size_t best = 0;
  *cells = (struct csv_cells){.text = text, .end = text + len, .separator = ','};
  if (read_hint(cells)) return;
  for (const char *separator = separators; *separator; separator++) {
    size_t count = 0;
    bool quoted = false;
    for (const char *c = text; c < cells->end && (quoted || (*c != '\n' && *c != '\r')); c++) {
      if (*c == '"') quoted = !quoted;
      count += !quoted && *c == *separator;
    }
    if (count > best) {
      best = count;
      cells->separator = *separator;
    }
  }
}

static const char *trimmed(struct arena *arena, const struct buf *cell) {
  const char *text = buf_text(cell);
  size_t len = cell->len;
  while (len > 0 && strchr(" \t\r\n", *text))
    text++, len--;
  while (len > 0 && strchr(" \t\r\n", text[len - 1]))
    len--;
  return arena_strndup(arena, text, len);
}

/* A cell in quotes, the cursor behind the first of them; "" is one. What stands behind the last up to the separator is kept:
 * spreadsheets never write it, people do. */
static bool read_quoted(struct csv_cells *cells, struct buf *out) {
  while (cells->text < cells->end) {
    char c = *cells->text++;
    if (c != '"') {
      buf_addc(out, c);
    } else if (cells->text < cells->end && *cells->text == '"') {
      buf_addc(out, *cells->text++);
    } else {
      return true;
    }
  }
  return false;
}

static bool read_cell(struct csv_cells *cells, struct buf *out, struct err *err) {
  const char *start = cells->text + strspn(cells->text, " ");
  if (start < cells->end && *start == '"') {
    cells->text = start + 1;
    if (!read_quoted(cells, out)) return err_set(err, ERR_PARSE, "row %zu: a quote is never closed", cells->row);
  }
  while (cells->text < cells->end && *cells->text != cells->separator && *cells->text != '\n' && *cells->text != '\r')
    buf_addc(out, *cells->text++);
  return !out->overflowed || err_set(err, ERR_TOO_BIG, "row %zu: a cell has more than %d bytes", cells->row, CELL_BYTES_MAX);
}

enum csv_result csv_next(struct csv_cells *cells, struct arena *arena, const char *out[CSV_COLUMNS_MAX], size_t *count,
                         struct err *err) {
  scoped_buf cell;
  buf_init(&cell, CELL_BYTES_MAX);
  *count = 0;
  if (cells->text >= cells->end) return CSV_END;
  cells->row++;
  for (;;) {
    buf_clear(&cell);
    if (!read_cell(cells, &cell, err)) return CSV_FAILED;
    if (*count == CSV_COLUMNS_MAX) {
      err_set(err, ERR_TOO_BIG, "row %zu: more than %d columns", cells->row, CSV_COLUMNS_MAX);
      return CSV_FAILED;
    }
    out[(*count)++] = trimmed(arena, &cell);
    if (cells->text >= cells->end || *cells->text != cells->separator) break;
    cells->text++;
  }
  skip_line_end(cells);
  return CSV_ROW;
}
