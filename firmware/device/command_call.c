/* Knocks at the daemon's door for whoever stands at a shell, and prints its answer. */
#include "device/command.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "device/door.h"
#include "device/request.h"
#include "device/tree.h"
#include "feed/strict.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

enum { CALL_EXIT_FAILED = 1 };

static int open_socket(const char *path, struct err *err) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (!str_copy(address.sun_path, sizeof address.sun_path, path)) return err_set(err, ERR_IO, "'%.80s…' is too long", path), -1;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    err_set_errno(err, "'%s': nobody answers", path);
    if (fd >= 0) close(fd);
    return -1;
  }
  return fd;
}

/* Half a line behind which the peer has hung up is no answer. */
static bool converse(int fd, const struct buf *question, struct buf *answer, struct err *err) {
  char chunk[4096];
  if (send(fd, question->data, question->len, MSG_NOSIGNAL) != (ssize_t)question->len) return err_set_errno(err, "socket");
  while (answer->len == 0 || answer->data[answer->len - 1] != '\n') {
    ssize_t got = recv(fd, chunk, sizeof chunk, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return err_set_errno(err, "socket");
    if (got == 0) return err_set(err, ERR_NETWORK, "hung up without an answer");
    if (!buf_add(answer, chunk, (size_t)got)) return buf_ok(answer, err);
  }
  return true;
}

/* The first line of standard input, without an echo on the command line or in a history. */
static bool read_secret(char *out, size_t size, struct err *err) {
  char line[PASSPHRASE_SIZE + 2];
  if (!fgets(line, sizeof line, stdin)) line[0] = '\0';
  line[strcspn(line, "\r\n")] = '\0';
  bool ok = str_copy(out, size, line);
  wipe(line, sizeof line);
  return ok || err_set(err, ERR_USAGE, "the passphrase is too long");
}

static bool make_request(const struct command_line *line, struct request *out, struct err *err) {
  static const char usage[] = "call VERB [ARG], or: call network join SSID";
  bool is_join = line->word_count == 3 && str_equals(line->words[0], "network") && str_equals(line->words[1], "join");
  *out = (struct request){0};
  if (line->word_count == 0 || (line->word_count > 2 && !is_join)) return err_set(err, ERR_USAGE, "%s", usage);
  bool fits = str_copy(out->verb, sizeof out->verb, line->words[0]) &&
              (line->word_count < 2 || str_copy(out->arg, sizeof out->arg, line->words[1])) &&
              (!is_join || str_copy(out->ssid, sizeof out->ssid, line->words[2]));
  if (!fits) return err_set(err, ERR_USAGE, "too long; %s", usage);
  return !is_join || read_secret(out->passphrase, sizeof out->passphrase, err);
}

static int code_of(const struct buf *answer) {
  static const struct {
    const char *error;
    int code;
  } rows[] = {
      {"request", EX_USAGE}, {"unknown", EX_USAGE}, {"argument", EX_USAGE}, {"denied", EX_NOPERM}, {"busy", EX_TEMPFAIL}};
  struct err err;
  const char *error;
  scoped_json *object = strict_load(buf_text(answer), answer->len, DOOR_ANSWER_MAX, &err);
  if (!object) return EX_PROTOCOL;
  if (json_is_true(json_object_get(object, "ok"))) return EX_OK;
  if (!strict_string(object, "error", &error, &err)) return EX_PROTOCOL;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    if (str_equals(rows[i].error, error)) return rows[i].code;
  return CALL_EXIT_FAILED;
}

static bool call(const struct command_line *line, struct buf *answer, struct err *err) {
  struct request request;
  scoped_buf question;
  struct tree tree;
  char path[PATH_MAX];
  buf_init(&question, REQUEST_MAX * 6);
  question.wipes = true;
  if (!make_request(line, &request, err)) return false;
  request_format(&request, &question);
  request_wipe(&request);
  if (!tree_init(&tree, line->root)) return err_set(err, ERR_USAGE, "--root is too long");
  tree_path(&tree, line->settings.socket, path);
  int fd = open_socket(path, err);
  if (fd < 0) return err->code = ERR_NETWORK, false;
  bool ok = converse(fd, &question, answer, err);
  close(fd);
  return ok;
}

int command_call(struct command_line *line) {
  scoped_buf answer;
  struct err err;
  buf_init(&answer, DOOR_ANSWER_MAX);
  if (!call(line, &answer, &err)) {
    log_error("call: %s", err.msg);
    return err_exit_code(err.code);
  }
  fputs(buf_text(&answer), stdout);
  return code_of(&answer);
}
