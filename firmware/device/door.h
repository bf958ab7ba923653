/* Root's only door: a UNIX socket that takes one line of JSON and answers with one (README.md has the verbs). Whoever sends too
 * much, nothing, or nonsense gets one line that says so, or is hung up on; nothing that is sent ends this program.
 *
 *   {"ok": true, …}     {"ok": false, "error": "denied", "why": "…"}
 *
 * Errors: "request" (not understood), "denied", "unknown" (no such verb), "argument", "busy", "failed". */
#ifndef LITFASS_DEVICE_DOOR_H
#define LITFASS_DEVICE_DOOR_H

#include "base/buf.h"
#include "base/err.h"
#include "device/access.h"
#include "device/request.h"

#include <jansson.h>
#include <poll.h>
#include <stdint.h>

enum { DOOR_CLIENTS_MAX = 8, DOOR_WATCH_MAX = DOOR_CLIENTS_MAX + 1, DOOR_ANSWER_MAX = 16 * 1024 };

struct device;

struct client {
  struct device *device;
  int fd;          /* -1: nobody, or hung up while a task still runs for it */
  bool is_waiting; /* a task runs for it: the next request waits */
  struct caller caller;
  int64_t until_ms; /* then it is hung up on */
  size_t len;
  char line[REQUEST_MAX + 1];
};

struct door {
  int fd; /* -1: none */
  struct client clients[DOOR_CLIENTS_MAX];
};

void door_init(struct door *door, struct device *device);
/* Replaces a socket that a former run left. */
MUST_USE bool door_open(struct door *door, const char *path, struct err *err);
void door_close(struct door *door);

/* At most DOOR_WATCH_MAX. */
size_t door_watch(const struct door *door, struct pollfd *out);
int64_t door_due_ms(const struct door *door);
/* Takes what has come in. */
void door_step(struct door *door, int64_t now_ms);

/* Answers, and is ready for the next request. Takes the object over. */
void door_answer(struct client *client, json_t *answer);
void door_agree(struct client *client);
void door_refuse(struct client *client, const char *error, const char *why);

/* The client waits for a task, which answers later: before anything of the client's is read, even when it has gone. */
void door_wait(struct client *client);

#endif
