#include "client/trust.h"

#include "feed/envelope.h"

#include <inttypes.h>
#include <string.h>

bool trust_init(struct trust *trust, const char *key, struct err *err) {
  *trust = (struct trust){0};
  if (key_parse(key, trust->root_key, err)) return true;
  err->code = ERR_DENIED; /* no secret belongs to such a key, so nothing can be signed by it */
  return err_prefix(err, "key of the feed");
}

/* What is no envelope was not sent by a hub. */
static bool blame_network(struct err *err, const char *file) {
  if (err->code == ERR_PARSE || err->code == ERR_TOO_BIG)
    return err_set(err, ERR_NETWORK, "'%s' is not what a hub sends (a login page of the network?)", file);
  return err_prefix(err, "'%s'", file);
}

bool trust_take_root(struct trust *trust, const struct buf *text, struct err *err) {
  struct root root;
  if (!root_open(buf_text(text), text->len, trust->root_key, &root, err)) return blame_network(err, "root.json");
  if (trust->has_root && root.version < trust->root.version)
    return err_set(err, ERR_DENIED, "'root.json' has version %" PRId64 ", version %" PRId64 " was seen (rollback)",
                   root.version, trust->root.version);
  trust->root = root;
  if (root.has_root_key) memcpy(trust->root_key, root.root_key, KEY_PUBLIC_BYTES);
  trust->has_root = true;
  return true;
}

bool trust_check_root(const struct trust *trust, int64_t utc, struct err *err) {
  if (!trust->has_root) return err_set(err, ERR_DENIED, "no publishing keys are known");
  if (trust->root.expires == 0 || utc < trust->root.expires) return true;
  return err_set(err, ERR_DENIED, "'root.json': the publishing keys have expired");
}

bool trust_open_feed(const struct trust *trust, const struct buf *text, struct arena *arena, struct manifest *out,
                     struct err *err) {
  scoped_buf payload;
  buf_init(&payload, MANIFEST_MAX);
  if (!envelope_open(buf_text(text), text->len, FEED_PAYLOAD_TYPE, trust->root.keys,
                     trust->has_root ? trust->root.key_count : 0, &payload, err))
    return blame_network(err, "feed.json");
  return manifest_parse(buf_text(&payload), payload.len, arena, out, err) || err_prefix(err, "'feed.json'");
}
