/* Days of the daemon's life in virtual time: the real session against a real hub over loopback HTTP, a poll each virtual
 * minute, a change each half hour, a hub that is away for a while each two hours, a damaged cache each six. Prints a line and
 * ends with 1 when memory has grown by more than a mebibyte or a descriptor has been left open since the first quarter.
 *
 *   soak_sync DAYS HUB-PROGRAM */
#include "soak.h"

#include "base/compiler.h"
#include "base/str.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHANGE_MINUTES = 30, AWAY_EVERY_MINUTES = 120, AWAY_MINUTES = 15, DAMAGE_MINUTES = 360, GROWTH_MAX_KIB = 1024 };

struct life {
  struct soak soak;
  int64_t polls, failed, versions, healed;
};

/* ---- what is measured ---- */

static int64_t resident_kib(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  malloc_trim(0); /* what is free but not given back is no leak */
  if (!file || fscanf(file, "%*d %ld", &pages) != 1) soak_give_up("no /proc/self/statm");
  fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static int open_files(void) {
  int count = -1; /* the folder itself */
  DIR *folder = opendir("/proc/self/fd");
  if (!folder) soak_give_up("no /proc/self/fd");
  for (const struct dirent *entry; (entry = readdir(folder));)
    count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

/* ---- life ---- */

static void damage(struct life *life) {
  char noise[8192];
  struct err err;
  memset(noise, 0x5a, sizeof noise);
  int fd = open(life->soak.cache, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || pwrite(fd, noise, sizeof noise, 8192) != sizeof noise) soak_give_up("cannot damage the cache");
  close(fd);
  if (!session_check(&life->soak.session, &err)) soak_give_up(err.msg);
  life->healed++;
}

static void poll_once(struct life *life) {
  struct update_result result;
  struct err err;
  int64_t before = writer_info(life->soak.session.writer)->version;
  life->polls++;
  if (!session_top_up(&life->soak.session, &err)) soak_give_up(err.msg);
  if (!session_poll(&life->soak.session, &result, &err)) life->failed++;
  if (writer_info(life->soak.session.writer)->version != before) life->versions++;
}

static void live_minute(struct life *life, int64_t minute) {
  clock_advance(&life->soak.options.clock, 60 * 1000);
  if (minute % CHANGE_MINUTES == 0) soak_publish(&life->soak, minute / CHANGE_MINUTES);
  if (minute % AWAY_EVERY_MINUTES == AWAY_EVERY_MINUTES / 2) soak_stop_server(&life->soak);
  if (minute % AWAY_EVERY_MINUTES == AWAY_EVERY_MINUTES / 2 + AWAY_MINUTES) soak_start_server(&life->soak);
  if (minute % DAMAGE_MINUTES == DAMAGE_MINUTES / 2 + 1) damage(life);
  poll_once(life);
}

int main(int argc, char **argv) {
  struct life life = {.soak.hub = argc == 3 ? argv[2] : NULL};
  int64_t days;
  if (argc != 3 || !parse_int(argv[1], 1, 1000, &days)) {
    fprintf(stderr, "usage: soak_sync DAYS HUB-PROGRAM\n");
    return 64;
  }
  soak_open(&life.soak);
  int64_t end = days * SOAK_DAY_MINUTES;
  int64_t resident = 0;
  int files = 0;
  for (int64_t minute = 1; minute <= end; minute++) {
    live_minute(&life, minute);
    if (minute != end / 4) continue;
    resident = resident_kib();
    files = open_files();
  }
  if (life.soak.server == 0) soak_start_server(&life.soak);
  poll_once(&life);
  int64_t growth = resident_kib() - resident;
  int left = open_files() - files;
  printf("%" PRId64 " virtual days: %" PRId64 " polls, %" PRId64 " failed, %" PRId64 " versions, %" PRId64
         " healed; memory %" PRId64 " KiB, grown by %" PRId64 "; files %+d\n",
         days, life.polls, life.failed, life.versions, life.healed, resident + growth, growth, left);
#ifdef __SANITIZE_ADDRESS__
  growth = 0; /* it keeps what is freed in quarantine, and finds leaks itself */
#endif
  bool ok = growth <= GROWTH_MAX_KIB && left <= 0 && life.versions >= end / CHANGE_MINUTES - 4 && life.failed > 0;
  soak_close(&life.soak);
  return ok ? 0 : 1;
}
