#include "care/line.h"

#include "base/str.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void line_init(struct line *line) {
  *line = (struct line){.fd = -1};
  buf_init(&line->answer, LINE_ANSWER_MAX);
}

static void hang_up(struct line *line) {
  if (line->fd >= 0) close(line->fd);
  line->fd = -1;
}

void line_close(struct line *line) {
  hang_up(line);
  buf_fini(&line->answer);
}

/* A question fits into the socket's buffer as a whole. */
bool line_ask(struct line *line, const char *path, const char *text, size_t len, int64_t now_ms, int64_t limit_ms) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (line->fd >= 0 || !str_copy(address.sun_path, sizeof address.sun_path, path)) return false;
  line->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (line->fd < 0) return false;
  buf_clear(&line->answer);
  line->until_ms = now_ms + limit_ms;
  if (connect(line->fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
      send(line->fd, text, len, MSG_NOSIGNAL) == (ssize_t)len)
    return true;
  hang_up(line);
  return false;
}

enum line_state line_look(struct line *line, int64_t now_ms, const char **answer) {
  char bytes[4096];
  ssize_t got = 0;
  bool has_room = true;
  if (line->fd < 0) return LINE_IDLE;
  while (has_room && (got = recv(line->fd, bytes, sizeof bytes, 0)) > 0)
    has_room = buf_add(&line->answer, bytes, (size_t)got);
  char *end = line->answer.len > 0 ? memchr(line->answer.data, '\n', line->answer.len) : NULL;
  bool goes_on = has_room && got < 0 && (errno == EAGAIN || errno == EINTR) && now_ms < line->until_ms;
  if (!end && goes_on) return LINE_WAITING;
  hang_up(line);
  if (!end) return LINE_SILENT;
  *end = '\0';
  *answer = line->answer.data;
  return LINE_ANSWERED;
}
