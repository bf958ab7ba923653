#include "face.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

int face_run(const char *command, const char *arguments, char *out, size_t size) {
  char line[1000];
  assert_true(snprintf(line, sizeof line, "'%s' %s %s 2>&1", SYNC_PROGRAM, command, arguments) < (int)sizeof line);
  FILE *pipe = popen(line, "r"); /* NOLINT(cert-env33-c): the test's own words */
  assert_non_null(pipe);
  out[fread(out, 1, size - 1, pipe)] = '\0';
  int status = pclose(pipe);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

void face_check(const char *command, const struct face_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char out[2000];
    int got = face_run(command, cases[i].arguments, out, sizeof out);
    if (got != cases[i].exit || strcmp(out, cases[i].expected) != 0)
      fail_msg("%s %s\n  exit %d, expected %d\n  %s", command, cases[i].arguments, got, cases[i].exit, out);
  }
}
