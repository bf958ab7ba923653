/* The logger, the one mutable file-scope state besides the signal flag. A line is written with one call, so that lines of
 * threads do not mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
  const char *program;
  bool journal;
  bool quiet;
} state = {.program = "litfass"};

void log_open(const char *program) {
  state.program = program;
  state.journal = getenv("JOURNAL_STREAM") != NULL;
}

void log_set_quiet(bool quiet) { state.quiet = quiet; }

PRINTF_LIKE(2, 0) static void write_line(int priority, const char *format, va_list args) {
  char text[1024];
  vsnprintf(text, sizeof text, format, args);
  if (state.journal)
    fprintf(stderr, "<%d>%s\n", priority, text);
  else
    fprintf(stderr, "%s: %s\n", state.program, text);
}

void log_error(const char *format, ...) {
  va_list args;
  va_start(args, format);
  write_line(3, format, args);
  va_end(args);
}

void log_warning(const char *format, ...) {
  va_list args;
  va_start(args, format);
  write_line(4, format, args);
  va_end(args);
}

void log_info(const char *format, ...) {
  if (state.quiet) return;
  va_list args;
  va_start(args, format);
  write_line(6, format, args);
  va_end(args);
}
