/* The document lies in a file without a name, so that a slow lp cannot block us as a pipe would. What lp has to say goes into
 * another, for the log. */
#include "print/printer.h"

#include "base/child.h"
#include "base/str.h"

#include <errno.h>
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

void printer_destroy(struct printer *printer) {
  if (!printer) return;
  if (printer->child != 0) child_end(printer->child);
  forget(printer);
  free(printer);
}

static bool spawn(struct printer *printer, int document, struct err *err) {
  const char *const argv[] = {"lp",       "-d", printer->queue,    "-t", "Litfass", "-o",
                              "media=A4", "-o", "sides=one-sided", "-",  NULL};
  struct child_files files = {document, CHILD_NOTHING, fileno(printer->said)};
  return child_start(argv, &files, NULL, &printer->child, err);
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
  child_end(printer->child);
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
