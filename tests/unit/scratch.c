#include "scratch.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

void scratch_init(struct scratch *scratch) {
  *scratch = (struct scratch){.folder = "/tmp/litfass-cache-XXXXXX"};
  assert_non_null(mkdtemp(scratch->folder));
  snprintf(scratch->path, sizeof scratch->path, "%s/cache.db", scratch->folder);
  assert_true(wall_parse("2026-11-21T14:32", &scratch->now));
}

void scratch_fini(struct scratch *scratch) {
  reader_close(scratch->reader);
  writer_close(scratch->writer);
  arena_fini(&scratch->arena);
  ok(fs_remove_tree(scratch->folder, &err));
}
