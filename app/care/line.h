/* One question at a time to litfass-device, which looks after the board (firmware/device/README.md): a line of JSON out, a line
 * back, over its socket on this machine. Never waits: it is looked at with each tick. The only socket of this program. */
#ifndef LITFASS_CARE_LINE_H
#define LITFASS_CARE_LINE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE_ANSWER_MAX = 32 * 1024 };

struct line {
  int fd; /* -1: nothing was asked */
  int64_t until_ms;
  struct buf answer;
};

enum line_state { LINE_IDLE, LINE_WAITING, LINE_ANSWERED, LINE_SILENT };

void line_init(struct line *line);
void line_close(struct line *line);

/* `text` ends with a newline. False: nobody is there, or an answer is still awaited. Times as clock_elapsed_ms. */
bool line_ask(struct line *line, const char *path, const char *text, size_t len, int64_t now_ms, int64_t limit_ms);

/* LINE_ANSWERED: *answer is the line without its newline, borrowed until the next question. LINE_SILENT: hung up, too long, or
 * too late. Either is told once. */
enum line_state line_look(struct line *line, int64_t now_ms, const char **answer);

#endif
