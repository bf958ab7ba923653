/* Days of the daemon's life in virtual time: the real session against a real hub over loopback HTTP, a poll each virtual
 * minute, a change each half hour, a hub that is away for a while each two hours, a damaged cache each six. Prints a line and
 * ends with 1 when memory has grown by more than a mebibyte or a descriptor has been left open since the first quarter.
 *
 *   soak_sync DAYS HUB-PROGRAM */
#include "base/arena.h"
#include "base/civil.h"
#include "base/compiler.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/session.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  DAY_MINUTES = 24 * 60,
  CHANGE_MINUTES = 30,
  AWAY_EVERY_MINUTES = 120,
  AWAY_MINUTES = 15,
  DAMAGE_MINUTES = 360,
  ENTRIES = 500,
  GROWTH_MAX_KIB = 1024,
};

struct soak {
  const char *hub;
  char folder[64], dir[96], cache[96];
  struct sync_options options;
  struct session session;
  pid_t server;
  int64_t polls, failed, versions, healed;
};

static _Noreturn void give_up(const char *what) {
  printf("soak: %s\n", what); /* standard error is closed to the log */
  exit(2);
}

/* ---- the hub ---- */

/* Runs the hub's program; its standard input comes from `input`, its first line goes to `line` (both may be NULL). */
static pid_t start_hub(const struct soak *soak, const char *const *words, const char *input, char *line, size_t size) {
  int in[2];
  int out[2];
  pid_t pid;
  posix_spawn_file_actions_t actions;
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) give_up("no pipes");
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  if (line)
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (posix_spawn(&pid, soak->hub, &actions, NULL, (char *const *)words, environ) != 0) give_up("cannot start the hub");
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  if (input && write(in[1], input, strlen(input)) != (ssize_t)strlen(input)) give_up("the hub does not listen");
  close(in[1]);
  if (line) {
    FILE *answer = fdopen(out[0], "r");
    if (!answer || !fgets(line, (int)size, answer)) give_up("the hub says nothing");
    fclose(answer);
  } else {
    close(out[0]);
  }
  return pid;
}

static void run_hub(const struct soak *soak, const char *const *words, const char *input, char *line, size_t size) {
  int status;
  pid_t pid = start_hub(soak, words, input, line, size);
  if (waitpid(pid, &status, 0) != pid || status != 0) give_up("the hub failed");
}

/* The text between "name":" and the next quote. */
static void read_field(const char *json, const char *name, char *out, size_t size) {
  char start[32];
  snprintf(start, sizeof start, "\"%s\":\"", name);
  const char *at = strstr(json, start);
  if (!at) give_up("the hub's answer is another one");
  at += strlen(start);
  snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

static void publish(struct soak *soak, int64_t round) {
  scoped_buf lines;
  buf_init(&lines, 1 << 20);
  int count = round == 0 ? ENTRIES : 10;
  for (int i = 0; i < count; i++)
    buf_addf(&lines,
             "{\"id\":\"seite-%d\",\"kind\":\"event\",\"name\":\"Treffen %" PRId64
             "\",\"start\":\"2026-11-21T15:00\",\"rrule\":\"FREQ=WEEKLY\"}\n",
             (int)((round * 7 + i) % ENTRIES), round);
  const char *const import[] = {soak->hub, "import", "--dir", soak->dir, "-", NULL};
  const char *const publish_[] = {soak->hub, "publish", "--dir", soak->dir, NULL};
  run_hub(soak, import, buf_text(&lines), NULL, 0);
  run_hub(soak, publish_, NULL, NULL, 0);
}

static void start_server(struct soak *soak) {
  char line[512];
  char port[8];
  char *feed = soak->options.config.feed;
  const char *colon = strrchr(feed, ':');
  snprintf(port, sizeof port, "%.*s", colon ? (int)strspn(colon + 1, "0123456789") : 1, colon ? colon + 1 : "0");
  const char *const words[] = {soak->hub, "serve", "--dir", soak->dir, "--port", port, "--json", NULL};
  soak->server = start_hub(soak, words, NULL, line, sizeof line);
  read_field(line, "feed", feed, sizeof soak->options.config.feed);
  read_field(line, "key", soak->options.config.key, sizeof soak->options.config.key);
}

static void stop_server(struct soak *soak) {
  if (soak->server <= 0) return;
  kill(soak->server, SIGTERM);
  waitpid(soak->server, NULL, 0);
  soak->server = 0;
}

/* ---- what is measured ---- */

static int64_t resident_kib(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  malloc_trim(0); /* what is free but not given back is no leak */
  if (!file || fscanf(file, "%*d %ld", &pages) != 1) give_up("no /proc/self/statm");
  fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static int open_files(void) {
  int count = -1; /* the folder itself */
  DIR *folder = opendir("/proc/self/fd");
  if (!folder) give_up("no /proc/self/fd");
  for (const struct dirent *entry; (entry = readdir(folder));)
    count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

/* ---- life ---- */

static void damage(struct soak *soak) {
  char noise[8192];
  struct err err;
  memset(noise, 0x5a, sizeof noise);
  int fd = open(soak->cache, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || pwrite(fd, noise, sizeof noise, 8192) != sizeof noise) give_up("cannot damage the cache");
  close(fd);
  if (!session_check(&soak->session, &err)) give_up(err.msg);
  soak->healed++;
}

static void poll_once(struct soak *soak) {
  struct update_result result;
  struct err err;
  int64_t before = writer_info(soak->session.writer)->version;
  soak->polls++;
  if (!session_top_up(&soak->session, &err)) give_up(err.msg);
  if (!session_poll(&soak->session, &result, &err)) soak->failed++;
  if (writer_info(soak->session.writer)->version != before) soak->versions++;
}

static void live_minute(struct soak *soak, int64_t minute) {
  clock_advance(&soak->options.clock, 60 * 1000);
  if (minute % CHANGE_MINUTES == 0) publish(soak, minute / CHANGE_MINUTES);
  if (minute % AWAY_EVERY_MINUTES == AWAY_EVERY_MINUTES / 2) stop_server(soak);
  if (minute % AWAY_EVERY_MINUTES == AWAY_EVERY_MINUTES / 2 + AWAY_MINUTES) start_server(soak);
  if (minute % DAMAGE_MINUTES == DAMAGE_MINUTES / 2 + 1) damage(soak);
  poll_once(soak);
}

static void open_all(struct soak *soak) {
  struct err err;
  const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  snprintf(soak->folder, sizeof soak->folder, "%s/litfass-soak-XXXXXX", memory);
  if (!mkdtemp(soak->folder)) give_up("no scratch folder");
  snprintf(soak->dir, sizeof soak->dir, "%s/hub", soak->folder);
  snprintf(soak->cache, sizeof soak->cache, "%s/cache.db", soak->folder);
  const char *const init[] = {soak->hub, "init", "--dir", soak->dir, NULL};
  run_hub(soak, init, NULL, NULL, 0);
  publish(soak, 0);
  start_server(soak);
  str_copy(soak->options.config.cache, sizeof soak->options.config.cache, soak->cache);
  str_copy(soak->options.config.zone, sizeof soak->options.config.zone, "Europe/Berlin");
  int64_t noon = 0;
  ASSERT(wall_parse("2026-11-21T12:00", &noon));
  clock_init_virtual(&soak->options.clock, "Europe/Berlin", noon);
  if (!session_open(&soak->session, &soak->options, NULL, &err)) give_up(err.msg);
}

static void close_all(struct soak *soak) {
  struct err err;
  stop_server(soak);
  session_close(&soak->session);
  if (!fs_remove_tree(soak->folder, &err)) fprintf(stderr, "%s\n", err.msg);
}

int main(int argc, char **argv) {
  struct soak soak = {.hub = argc == 3 ? argv[2] : NULL};
  int64_t days;
  if (argc != 3 || !parse_int(argv[1], 1, 1000, &days)) {
    fprintf(stderr, "usage: soak_sync DAYS HUB-PROGRAM\n");
    return 64;
  }
  ASSERT(sodium_init() >= 0);
  log_set_quiet(true);
  if (!freopen("/dev/null", "w", stderr)) return 2; /* the log of days; what matters is printed */
  open_all(&soak);
  int64_t end = days * DAY_MINUTES;
  int64_t resident = 0;
  int files = 0;
  for (int64_t minute = 1; minute <= end; minute++) {
    live_minute(&soak, minute);
    if (minute != end / 4) continue;
    resident = resident_kib();
    files = open_files();
  }
  if (soak.server == 0) start_server(&soak);
  poll_once(&soak);
  int64_t growth = resident_kib() - resident;
  int left = open_files() - files;
  printf("%" PRId64 " virtual days: %" PRId64 " polls, %" PRId64 " failed, %" PRId64 " versions, %" PRId64
         " healed; memory %" PRId64 " KiB, grown by %" PRId64 "; files %+d\n",
         days, soak.polls, soak.failed, soak.versions, soak.healed, resident + growth, growth, left);
#ifdef __SANITIZE_ADDRESS__
  growth = 0; /* it keeps what is freed in quarantine, and finds leaks itself */
#endif
  bool ok =
      growth <= GROWTH_MAX_KIB && left <= 0 && soak.versions >= days * DAY_MINUTES / CHANGE_MINUTES - 4 && soak.failed > 0;
  close_all(&soak);
  return ok ? 0 : 1;
}
