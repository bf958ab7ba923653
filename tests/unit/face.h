/* A command's face: what it prints and how it ends. */
#ifndef LITFASS_TESTS_FACE_H
#define LITFASS_TESTS_FACE_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct face_case {
  const char *arguments; /* as for the shell */
  int exit;
  const char *expected; /* standard output and error */
};

/* Runs `litfass-sync <command> <arguments>` by the shell; `out` gets both outputs. Returns the exit code. */
int face_run(const char *command, const char *arguments, char *out, size_t size);

/* The test fails unless each case answers as expected. */
void face_check(const char *command, const struct face_case *cases, size_t count);

#endif
