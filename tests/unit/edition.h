/* What a hub would publish: for tests that fill a cache by its writer. */
#ifndef LITFASS_TESTS_EDITION_H
#define LITFASS_TESTS_EDITION_H

#include "cache/writer.h"
#include "feed/manifest.h"

/* Zero is the empty one. */
struct edition {
  struct content_sum sum;
  int64_t entries, version;
};

void edition_add(struct edition *edition, const char *line);
void edition_drop(struct edition *edition, const char *line);

/* Commits what the writer was given as the next version, with the sum and the number of the edition's lines. */
MUST_USE bool edition_commit(struct edition *edition, struct writer *writer, struct err *err);

#endif
