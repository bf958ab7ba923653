#include "hub/lines.h"

#include "base/str.h"
#include "feed/entry.h"

#include <string.h>

bool lines_open(struct lines *lines, const char *name, struct err *err) {
  *lines = (struct lines){.name = name};
  buf_init(&lines->line, ENTRY_LINE_MAX);
  lines->file = str_equals(name, "-") ? stdin : fopen(name, "rbe");
  return lines->file || err_set_errno(err, "cannot open '%s'", name);
}

void lines_close(struct lines *lines) {
  if (!lines) return;
  if (lines->file && lines->file != stdin) fclose(lines->file);
  lines->file = NULL;
  buf_fini(&lines->line);
}

/* The first line of a file written on Windows may start with U+FEFF. */
static void drop_mark(struct buf *line) {
  if (line->len < 3 || memcmp(line->data, "\xEF\xBB\xBF", 3) != 0) return;
  memmove(line->data, line->data + 3, line->len - 2);
  line->len -= 3;
}

static bool is_blank(const struct buf *line) { return strspn(buf_text(line), " \t\r") == line->len; }

/* Reads up to the end of a line; false at the end of the file when nothing was left. */
static bool read_line(struct lines *lines) {
  buf_clear(&lines->line);
  int c = getc_unlocked(lines->file);
  if (c == EOF) return false;
  for (; c != EOF && c != '\n'; c = getc_unlocked(lines->file))
    buf_addc(&lines->line, (char)c);
  lines->number++;
  return true;
}

enum lines_result lines_next(struct lines *lines, struct err *err) {
  while (read_line(lines)) {
    if (ferror(lines->file)) break;
    if (lines->line.overflowed) return LINES_TOO_LONG;
    if (lines->number == 1) drop_mark(&lines->line);
    if (!is_blank(&lines->line)) return LINES_LINE;
  }
  if (!ferror(lines->file)) return LINES_END;
  err_set_errno(err, "cannot read '%s'", lines->name);
  return LINES_FAILED;
}

bool lines_read_all(const char *name, struct buf *out, struct err *err) {
  char portion[4096];
  scoped_lines lines;
  if (!lines_open(&lines, name, err)) return false;
  for (;;) {
    size_t len = fread(portion, 1, sizeof portion, lines.file);
    if (!buf_add(out, portion, len)) return buf_ok(out, err);
    if (ferror(lines.file)) return err_set_errno(err, "cannot read '%s'", name);
    if (len < sizeof portion) return true;
  }
}
