/* A cache in a folder of its own: for tests that fill one by its writer and look at it by its reader. */
#ifndef LITFASS_TESTS_SCRATCH_H
#define LITFASS_TESTS_SCRATCH_H

#include "cache/reader.h"
#include "cache/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ZONE "Europe/Berlin"

/* Fails the test with the reason where `call`, which may set `err`, returns false. */
#define ok(call)                                                                                                               \
  do {                                                                                                                         \
    struct err err = {0};                                                                                                      \
    if (!(call)) fail_msg("%s: %s", #call, err.msg);                                                                           \
  } while (0)

/* Reader and writer are opened by who needs them, and closed with it. */
struct scratch {
  char folder[64], path[96];
  struct writer *writer;
  struct reader *reader;
  struct arena arena;
  int64_t now; /* a Saturday, 21 November 2026, 14:32 */
};

void scratch_init(struct scratch *scratch);
void scratch_fini(struct scratch *scratch);

#endif
