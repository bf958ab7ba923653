#include "client/apply.h"

#include "base/str.h"
#include "client/lines.h"
#include "feed/entry.h"

enum { DELTA_LINE_MAX = ENTRY_LINE_MAX + 64 };

static bool on_entry(void *user, const char *line, size_t len, struct err *err) { return writer_put(user, line, len, err); }

static bool on_change(void *user, const char *line, size_t len, struct err *err) {
  struct delta_line change;
  if (!delta_line_parse(line, len, &change, err)) return false;
  return change.put ? writer_put(user, change.put, change.put_len, err) : writer_drop(user, change.drop, err);
}

bool apply_snapshot(struct writer *writer, const char *path, int64_t size, struct err *err) {
  return lines_read(path, size, ENTRY_LINE_MAX, on_entry, writer, err) || err_prefix(err, "snapshot");
}

bool apply_delta(struct writer *writer, const char *path, int64_t size, struct err *err) {
  return lines_read(path, size, DELTA_LINE_MAX, on_change, writer, err) || err_prefix(err, "delta");
}

bool apply_commit(struct writer *writer, const struct manifest *manifest, const char *etag, int64_t checked_utc,
                  struct err *err) {
  struct writer_version version = {.name = manifest->name,
                                   .content = manifest->content,
                                   .etag = etag,
                                   .seal_key = manifest->seal_key,
                                   .version = manifest->version,
                                   .published_utc = manifest->published,
                                   .expires_utc = manifest->expires,
                                   .checked_utc = checked_utc,
                                   .entries = manifest->entries};
  return writer_commit(writer, &version, err);
}
