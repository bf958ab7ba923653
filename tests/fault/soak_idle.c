/* What an idle kiosk with 500 weekly events costs its card (QUALITY R11): days in virtual time in which nothing changes. Polls
 * every five minutes, midnights, the daily check and an hourly sign of life that the hub does not take; every byte written to a
 * file and every fsync is counted. Ends with 1 beyond 1 MB a day or 50 fsyncs in any hour.
 *
 *   soak_idle DAYS HUB-PROGRAM */
#include "soak.h"
#include "written.h"

#include "base/civil.h"
#include "base/compiler.h"
#include "base/str.h"
#include "client/mail.h"
#include "client/schedule.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
  POLL_S = 300,
  HEARTBEAT_S = 3600,
  HOUR_MS = 3600 * 1000,
  DAY_MS = 24 * HOUR_MS,
  BYTES_MAX = 1000 * 1000,
  SYNCS_MAX = 50
};

struct idle {
  struct soak soak;
  struct mail mail;
  int64_t next_poll_ms, next_check_ms;
  int64_t polls;
};

static int64_t now_ms(const struct idle *idle) { return clock_elapsed_ms(&idle->soak.options.clock); }

static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

/* As the daemon's loop (client/command_run.c), but that time is moved instead of waited for. */
static void live_until(struct idle *idle, int64_t end_ms) {
  struct update_result result;
  struct err err;
  while (now_ms(idle) < end_ms) {
    if (!session_top_up(&idle->soak.session, &err)) soak_give_up(err.msg);
    if (now_ms(idle) >= idle->next_poll_ms) {
      if (!session_poll(&idle->soak.session, &result, &err)) soak_give_up(err.msg);
      idle->polls++;
      idle->next_poll_ms = now_ms(idle) + schedule_poll_ms(POLL_S, 0.5);
    }
    mail_run(&idle->mail, writer_info(idle->soak.session.writer), 0.5);
    if (now_ms(idle) >= idle->next_check_ms) {
      if (!session_check(&idle->soak.session, &err)) soak_give_up(err.msg);
      idle->next_check_ms = now_ms(idle) + DAY_MS;
    }
    int64_t midnight_ms = now_ms(idle) + (DAY_SECONDS - wall_second(clock_wall(&idle->soak.options.clock)) + 1) * INT64_C(1000);
    int64_t due = sooner(sooner(idle->next_poll_ms, idle->next_check_ms), sooner(mail_due_ms(&idle->mail), midnight_ms));
    due = sooner(due, end_ms);
    if (due > now_ms(idle)) clock_advance(&idle->soak.options.clock, due - now_ms(idle));
  }
}

static void open_mail(struct idle *idle) {
  static char hub[sizeof idle->soak.options.config.feed];
  static char spool[sizeof idle->soak.folder + 8];
  struct err err;
  str_copy(hub, sizeof hub, idle->soak.options.config.feed);
  char *feed = strstr(hub, "feed/");
  if (feed) *feed = '\0';
  snprintf(spool, sizeof spool, "%s/spool", idle->soak.folder);
  struct mail_config config = {.hub = hub, .spool = spool, .cache = idle->soak.cache, .heartbeat_s = HEARTBEAT_S};
  if (!mail_open(&idle->mail, &config, idle->soak.session.http, &idle->soak.options.clock, 0.5, &err)) soak_give_up(err.msg);
}

int main(int argc, char **argv) {
  static struct idle idle;
  int64_t days, most_syncs = 0, most_bytes = 0;
  idle.soak.hub = argc == 3 ? argv[2] : NULL;
  idle.soak.has_events_only = true;
  if (argc != 3 || !parse_int(argv[1], 1, 1000, &days)) {
    fprintf(stderr, "usage: soak_idle DAYS HUB-PROGRAM\n");
    return 64;
  }
  soak_open(&idle.soak);
  open_mail(&idle);
  live_until(&idle, DAY_MS); /* the first version, and when it comes from the log into the file */
  for (int64_t day = 0; day < days; day++) {
    struct written start = written_so_far();
    for (int hour = 0; hour < 24; hour++) {
      struct written before = written_so_far();
      live_until(&idle, now_ms(&idle) + HOUR_MS);
      int64_t syncs = written_so_far().syncs - before.syncs;
      if (syncs > most_syncs) most_syncs = syncs;
    }
    int64_t bytes = written_so_far().bytes - start.bytes;
    if (bytes > most_bytes) most_bytes = bytes;
  }
  printf("%" PRId64 " idle days: %" PRId64 " polls; at most %" PRId64 " bytes a day, %" PRId64 " fsyncs an hour\n", days,
         idle.polls, most_bytes, most_syncs);
  mail_close(&idle.mail);
  soak_close(&idle.soak);
  return most_bytes > 0 && most_bytes <= BYTES_MAX && most_syncs <= SYNCS_MAX ? 0 : 1;
}
