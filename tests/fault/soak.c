#include "soak.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/compiler.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENTRIES = 500 };

_Noreturn void soak_give_up(const char *what) {
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
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) soak_give_up("no pipes");
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  if (line)
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (posix_spawn(&pid, soak->hub, &actions, NULL, (char *const *)words, environ) != 0) soak_give_up("cannot start the hub");
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  if (input && write(in[1], input, strlen(input)) != (ssize_t)strlen(input)) soak_give_up("the hub does not listen");
  close(in[1]);
  if (line) {
    FILE *answer = fdopen(out[0], "r");
    if (!answer || !fgets(line, (int)size, answer)) soak_give_up("the hub says nothing");
    fclose(answer);
  } else {
    close(out[0]);
  }
  return pid;
}

static void run_hub(const struct soak *soak, const char *const *words, const char *input, char *line, size_t size) {
  int status;
  pid_t pid = start_hub(soak, words, input, line, size);
  if (waitpid(pid, &status, 0) != pid || status != 0) soak_give_up("the hub failed");
}

/* The text between "name":" and the next quote. */
static void read_field(const char *json, const char *name, char *out, size_t size) {
  char start[32];
  snprintf(start, sizeof start, "\"%s\":\"", name);
  const char *at = strstr(json, start);
  if (!at) soak_give_up("the hub's answer is another one");
  at += strlen(start);
  snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

/* With what decides how many pages of the cache an event is in: topics, free or not, and a text of usual length. */
static void add_event(struct buf *lines, int number, int64_t round) {
  static const char *const topics[] = {"kultur", "begegnung", "wohnen", "mobilitaet", "pflege", "energie", "betreuung"};
  const char *topic = topics[number % 7], *other = topics[(number / 7 + 1) % 7];
  buf_addf(lines, "{\"id\":\"seite-%d\",\"name\":\"Treffen %" PRId64 "\",\"kind\":\"event\",", number, round);
  buf_addf(lines, "\"topics\":[\"%s\"%s%s%s],", topic, number % 4 ? "" : ",\"", number % 4 ? "" : other,
           number % 4 ? "" : "\"");
  buf_addf(lines, "\"description\":\"%0300d\",%s", number, number % 3 == 0 ? "\"free\":true," : "");
  buf_addf(lines, "\"start\":\"2026-11-%dT%02d:00\",\"rrule\":\"FREQ=WEEKLY\"}\n", 16 + number / 3 % 7, 9 + number / 21 % 12);
}

void soak_publish(struct soak *soak, int64_t round) {
  scoped_buf lines;
  buf_init(&lines, 1 << 20);
  int count = round == 0 ? ENTRIES : 10;
  for (int i = 0; i < count; i++) {
    int number = (int)((round * 7 + i) % ENTRIES);
    if (soak->has_events_only || number % 3 == 0)
      add_event(&lines, number, round);
    else
      buf_addf(&lines, "{\"id\":\"seite-%d\",\"name\":\"Treffen %" PRId64 "\",\"kind\":\"page\"}\n", number, round);
  }
  const char *const import[] = {soak->hub, "import", "--dir", soak->dir, "-", NULL};
  const char *const publish_[] = {soak->hub, "publish", "--dir", soak->dir, NULL};
  run_hub(soak, import, buf_text(&lines), NULL, 0);
  run_hub(soak, publish_, NULL, NULL, 0);
}

void soak_start_server(struct soak *soak) {
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

void soak_stop_server(struct soak *soak) {
  if (soak->server <= 0) return;
  kill(soak->server, SIGTERM);
  waitpid(soak->server, NULL, 0);
  soak->server = 0;
}

void soak_open(struct soak *soak) {
  struct err err;
  const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  snprintf(soak->folder, sizeof soak->folder, "%s/litfass-soak-XXXXXX", memory);
  if (!mkdtemp(soak->folder)) soak_give_up("no scratch folder");
  snprintf(soak->dir, sizeof soak->dir, "%s/hub", soak->folder);
  snprintf(soak->cache, sizeof soak->cache, "%s/cache.db", soak->folder);
  const char *const init[] = {soak->hub, "init", "--dir", soak->dir, NULL};
  run_hub(soak, init, NULL, NULL, 0);
  soak_publish(soak, 0);
  soak_start_server(soak);
  str_copy(soak->options.config.cache, sizeof soak->options.config.cache, soak->cache);
  str_copy(soak->options.config.zone, sizeof soak->options.config.zone, "Europe/Berlin");
  int64_t noon = 0;
  ASSERT(sodium_init() >= 0 && wall_parse("2026-11-21T12:00", &noon));
  log_set_quiet(true);
  if (!freopen("/dev/null", "w", stderr)) exit(2); /* the log of days; what matters is printed */
  clock_init_virtual(&soak->options.clock, "Europe/Berlin", noon);
  if (!session_open(&soak->session, &soak->options, NULL, &err)) soak_give_up(err.msg);
}

void soak_close(struct soak *soak) {
  struct err err;
  soak_stop_server(soak);
  session_close(&soak->session);
  if (!fs_remove_tree(soak->folder, &err)) fprintf(stderr, "%s\n", err.msg);
}
