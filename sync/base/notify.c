#include "base/notify.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* sd_notify(3): "/path" is a socket in the file system, "@name" one in the abstract name space. */
static bool parse_address(const char *text, struct notify *out) {
  size_t len = strlen(text);
  if ((*text != '/' && *text != '@') || len < 2 || len >= sizeof out->address.sun_path) return false;
  out->address = (struct sockaddr_un){.sun_family = AF_UNIX};
  memcpy(out->address.sun_path, text, len);
  bool is_abstract = *text == '@';
  if (is_abstract) out->address.sun_path[0] = '\0';
  out->address_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + (is_abstract ? 0 : 1));
  return true;
}

/* sd_watchdog_enabled(3) */
static int64_t watchdog_ms(void) {
  const char *patience = getenv("WATCHDOG_USEC");
  const char *whose = getenv("WATCHDOG_PID");
  int64_t us;
  int64_t pid;
  if (!patience || !parse_int(patience, 1, INT64_MAX, &us)) return 0;
  if (whose && (!parse_int(whose, 1, INT64_MAX, &pid) || pid != getpid())) return 0;
  return us / 1000 > 3 ? us / 1000 : 3;
}

void notify_open(struct notify *notify) {
  const char *text = getenv("NOTIFY_SOCKET");
  *notify = (struct notify){.fd = -1};
  if (text && parse_address(text, notify)) {
    notify->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    notify->every_ms = watchdog_ms() / 3;
  }
  unsetenv("NOTIFY_SOCKET");
  unsetenv("WATCHDOG_USEC");
  unsetenv("WATCHDOG_PID");
}

void notify_close(struct notify *notify) {
  if (notify->fd >= 0) close(notify->fd);
  notify->fd = -1;
}

/* A manager that does not hear us will do what it thinks right; we can do nothing better than our work. */
static void say(const struct notify *notify, const char *text) {
  if (notify->fd < 0) return;
  sendto(notify->fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&notify->address,
         notify->address_len);
}

void notify_ready(struct notify *notify) { say(notify, "READY=1"); }

void notify_alive(struct notify *notify, int64_t now_ms) {
  if (notify->every_ms == 0 || now_ms < notify->next_ms) return;
  notify->next_ms = now_ms + notify->every_ms;
  say(notify, "WATCHDOG=1");
}

int64_t notify_sleep_ms(const struct notify *notify, int64_t ms) {
  return notify->fd >= 0 && notify->every_ms > 0 && notify->every_ms < ms ? notify->every_ms : ms;
}
