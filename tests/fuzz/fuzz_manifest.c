/* Manifests, roots and delta lines: what is accepted is written back and read again equal. */
#include "base/compiler.h"
#include "feed/manifest.h"
#include "feed/root.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_manifest(const char *text, size_t len) {
  scoped_arena arena = {0};
  scoped_buf once;
  scoped_buf twice;
  struct manifest manifest, again;
  struct err err;
  buf_init(&once, MANIFEST_MAX);
  buf_init(&twice, MANIFEST_MAX);
  if (!manifest_parse(text, len, &arena, &manifest, &err)) return;
  ASSERT(feed_path_is_safe(manifest.snapshot.path) && manifest.snapshot_version <= manifest.version);
  ASSERT(manifest_format(&manifest, &once, &err));
  ASSERT(manifest_parse(once.data, once.len, &arena, &again, &err) && manifest_format(&again, &twice, &err));
  ASSERT(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
}

static void try_root(const char *text, size_t len) {
  scoped_buf payload;
  struct root root, again;
  struct err err;
  buf_init(&payload, ROOT_MAX);
  if (!root_parse(text, len, &root, &err)) return;
  ASSERT(root.key_count > 0 && root_format(&root, &payload, &err));
  ASSERT(root_parse(payload.data, payload.len, &again, &err) && again.version == root.version);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  struct delta_line delta;
  struct err err;
  try_manifest(text, size);
  try_root(text, size);
  if (delta_line_parse(text, size, &delta, &err) && delta.put)
    ASSERT(delta.put >= text && delta.put + delta.put_len < text + size && *delta.put == '{');
  return 0;
}
