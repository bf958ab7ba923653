#include "device/door.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "device/device.h"
#include "device/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATIENCE_MS = 30 * 1000, BACKLOG = 8 };

void door_init(struct door *door, struct device *device) {
  *door = (struct door){.fd = -1};
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++)
    door->clients[i] = (struct client){.device = device, .fd = -1};
}

bool door_open(struct door *door, const char *path, struct err *err) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (!str_copy(address.sun_path, sizeof address.sun_path, path)) return err_set(err, ERR_IO, "socket '%s': too long", path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return err_set_errno(err, "socket");
  unlink(path);
  /* Everybody may knock: who it is, the kernel says, and the verbs are guarded one by one. */
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || chmod(path, 0666) != 0 || listen(fd, BACKLOG) != 0) {
    err_set_errno(err, "socket '%s'", path);
    close(fd);
    return false;
  }
  door->fd = fd;
  return true;
}

static void hang_up(struct client *client) {
  if (client->fd >= 0) close(client->fd);
  client->fd = -1;
  wipe(client->line, sizeof client->line);
  client->len = 0;
}

void door_close(struct door *door) {
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++)
    hang_up(&door->clients[i]);
  if (door->fd >= 0) close(door->fd);
  door->fd = -1;
}

/* ---- answers ---- */

/* What does not fit into the socket at once is for somebody who does not read. */
void door_answer(struct client *client, json_t *answer) {
  char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(6));
  json_decref(answer);
  ASSERT(text != NULL);
  size_t len = strlen(text);
  text[len++] = '\n'; /* in place of the NUL */
  client->is_waiting = false;
  if (client->fd >= 0 && send(client->fd, text, len, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)len) hang_up(client);
  free(text);
}

void door_agree(struct client *client) { door_answer(client, json_pack("{s:b}", "ok", 1)); }

void door_refuse(struct client *client, const char *error, const char *why) {
  bool is_text = utf8_is_valid(why, strlen(why));
  door_answer(client, json_pack("{s:b,s:s,s:s}", "ok", 0, "error", error, "why", is_text ? why : "unreadable"));
}

void door_wait(struct client *client) { client->is_waiting = true; }

/* ---- requests ---- */

static void take_line(struct client *client, size_t len) {
  struct request request;
  struct err err;
  bool ok = request_parse(client->line, len, &request, &err);
  if (ok)
    verbs_run(client, &request);
  else
    door_refuse(client, "request", err.msg);
  request_wipe(&request);
}

/* What stands behind the line stays. A client that waits for an answer has its next lines read afterwards. */
static void take_lines(struct client *client) {
  char *end;
  while (client->fd >= 0 && !client->is_waiting && (end = memchr(client->line, '\n', client->len))) {
    size_t len = (size_t)(end - client->line);
    take_line(client, len);
    if (client->fd < 0) return;
    client->len -= len + 1;
    memmove(client->line, end + 1, client->len);
    wipe(client->line + client->len, len + 1);
  }
  if (client->fd < 0 || client->is_waiting || client->len < REQUEST_MAX) return;
  door_refuse(client, "request", "too long");
  hang_up(client);
}

static void read_client(struct client *client, int64_t now_ms) {
  if (client->len < REQUEST_MAX) {
    ssize_t got = recv(client->fd, client->line + client->len, REQUEST_MAX - client->len, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
      hang_up(client);
      return;
    }
    if (got > 0) {
      client->len += (size_t)got;
      client->until_ms = now_ms + PATIENCE_MS;
    }
  }
  take_lines(client);
}

static struct client *find_free(struct door *door) {
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++)
    if (door->clients[i].fd < 0 && !door->clients[i].is_waiting) return &door->clients[i];
  return NULL;
}

static void take_callers(struct door *door, int64_t now_ms) {
  struct client *client;
  struct err err;
  while (door->fd >= 0 && (client = find_free(door))) {
    int fd = accept4(door->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    if (!access_find_caller(fd, &client->caller, &err)) {
      log_warning("%s", err.msg);
      close(fd);
      continue;
    }
    client->fd = fd;
    client->len = 0;
    client->until_ms = now_ms + PATIENCE_MS;
  }
}

/* ---- waiting ---- */

/* While all places are taken nobody new is listened to: they wait in the backlog. */
size_t door_watch(const struct door *door, struct pollfd *out) {
  size_t count = 0;
  bool has_room = false;
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++) {
    const struct client *client = &door->clients[i];
    has_room = has_room || (client->fd < 0 && !client->is_waiting);
    if (client->fd >= 0 && !client->is_waiting) out[count++] = (struct pollfd){.fd = client->fd, .events = POLLIN};
  }
  if (door->fd >= 0 && has_room) out[count++] = (struct pollfd){.fd = door->fd, .events = POLLIN};
  return count;
}

int64_t door_due_ms(const struct door *door) {
  int64_t due = INT64_MAX;
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++) {
    const struct client *client = &door->clients[i];
    if (client->fd >= 0 && !client->is_waiting && client->until_ms < due) due = client->until_ms;
  }
  return due;
}

void door_step(struct door *door, int64_t now_ms) {
  take_callers(door, now_ms);
  for (size_t i = 0; i < DOOR_CLIENTS_MAX; i++) {
    struct client *client = &door->clients[i];
    if (client->fd < 0 || client->is_waiting) continue;
    read_client(client, now_ms);
    if (client->fd >= 0 && !client->is_waiting && now_ms >= client->until_ms) hang_up(client);
  }
}
