/* The document lies in a file without a name, so that a slow lp cannot block us as a pipe would. What lp has to say goes into
 * another, for the log. */
#include "print/printer.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TIMEOUT_MS = 20000, STEP_MS = 10 };

struct printer {
  char queue[128];
  pid_t child; /* 0: none */
  int64_t started_ms;
  FILE *said;
};

struct printer *printer_create(const char *queue) {
  struct printer *printer = calloc(1, sizeof *printer);
  ASSERT(printer != NULL);
  str_copy(printer->queue, sizeof printer->queue, queue);
  return printer;
}

static void close_file(FILE **file) {
  if (*file) fclose(*file);
  *file = NULL;
}

static void forget(struct printer *printer) {
  printer->child = 0;
  close_file(&printer->said);
}

static void end_child(struct printer *printer) {
  if (printer->child == 0) return;
  kill(-printer->child, SIGKILL); /* and what it started; not reaped yet, so the number is still its own */
  while (waitpid(printer->child, NULL, 0) < 0 && errno == EINTR)
    continue;
  printer->child = 0;
}

void printer_destroy(struct printer *printer) {
  if (!printer) return;
  end_child(printer);
  forget(printer);
  free(printer);
}

/* A group of its own, so that all of it can be ended; no signal blocked or ignored. */
static void set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_init(attributes);
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setsigdefault(attributes, &all);
}

static bool spawn(struct printer *printer, int document, struct err *err) {
  char program[] = "lp", to[] = "-d", title[] = "-t", name[] = "Litfass", option[] = "-o", media[] = "media=A4", again[] = "-o",
       sides[] = "sides=one-sided", dash[] = "-";
  char *argv[] = {program, to, printer->queue, title, name, option, media, again, sides, dash, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  set_attributes(&attributes);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, document, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(printer->said), STDERR_FILENO);
  int failed = posix_spawnp(&printer->child, program, &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed == 0) return true;
  printer->child = 0;
  return err_set(err, failed == ENOENT ? ERR_NOT_FOUND : ERR_IO, "lp cannot be started: %s", strerror(failed));
}

bool printer_start(struct printer *printer, const struct buf *pdf, int64_t now_ms, struct err *err) {
  ASSERT(printer->child == 0);
  forget(printer);
  CLEANUP(close_file) FILE *document = tmpfile();
  printer->said = tmpfile();
  if (!document || !printer->said || fwrite(pdf->data, 1, pdf->len, document) != pdf->len || fflush(document) != 0)
    return err_set_errno(err, "no room for a page to print");
  rewind(document);
  printer->started_ms = now_ms;
  return spawn(printer, fileno(document), err);
}

/* The first line of what lp complained about. */
static void read_complaint(struct printer *printer, char *out, int size) {
  rewind(printer->said);
  if (!fgets(out, size, printer->said)) str_copy(out, (size_t)size, "without a word");
  out[strcspn(out, "\r\n")] = '\0';
}

static enum printer_state finish(struct printer *printer, int status, struct err *err) {
  char complaint[160];
  printer->child = 0;
  bool took = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  read_complaint(printer, complaint, sizeof complaint);
  if (!took) err_set(err, ERR_IO, "lp refused the page: %s", complaint);
  forget(printer);
  return took ? PRINTER_TOOK : PRINTER_REFUSED;
}

enum printer_state printer_poll(struct printer *printer, int64_t now_ms, struct err *err) {
  int status;
  if (printer->child == 0) return PRINTER_IDLE;
  pid_t ended = waitpid(printer->child, &status, WNOHANG);
  if (ended == printer->child) return finish(printer, status, err);
  if (ended == 0 && now_ms - printer->started_ms < TIMEOUT_MS) return PRINTER_BUSY;
  end_child(printer);
  forget(printer);
  err_set(err, ERR_IO, "lp did not end within %d s", TIMEOUT_MS / 1000);
  return PRINTER_REFUSED;
}

void printer_wait(struct printer *printer, int most_ms) {
  for (int waited = 0; printer->child != 0 && waited < most_ms; waited += STEP_MS) {
    siginfo_t info = {0};
    /* Only looks: who polls next hears of it. */
    if (waitid(P_PID, (id_t)printer->child, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0) return;
    nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
  }
}
