/* Tells the service manager that we are ready and alive, as sd_notify(3) does, without its library: a datagram to the socket
 * named in $NOTIFY_SOCKET. Without that variable nobody waits, and everything here does nothing. Whoever calls notify_alive
 * says that work was done, so it is called where work was done, and never by a helper thread or a timer. */
#ifndef LITFASS_BASE_NOTIFY_H
#define LITFASS_BASE_NOTIFY_H

#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

struct notify {
  int fd; /* -1: nobody listens */
  struct sockaddr_un address;
  socklen_t address_len;
  int64_t every_ms; /* how often the watchdog wants to hear of us at least, a third of its patience; 0: no watchdog */
  int64_t next_ms;
};

/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, and takes them out of the environment: programs that we start are not
 * us. */
void notify_open(struct notify *notify);
void notify_close(struct notify *notify);

/* Up: what the program is for works from now on. */
void notify_ready(struct notify *notify);

/* Work was done at `now_ms` (clock_elapsed_ms); tells the watchdog when it is time to. */
void notify_alive(struct notify *notify, int64_t now_ms);

/* At most so long may one sleep who wants to sleep for `ms`. */
int64_t notify_sleep_ms(const struct notify *notify, int64_t ms);

#endif
