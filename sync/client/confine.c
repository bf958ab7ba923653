#include "client/confine.h"

#include "base/compiler.h"
#include "base/fs.h"
#include "base/sandbox.h"

#include <limits.h>

void confine_daemon(const struct sync_config *config) {
  char cache[PATH_MAX] = "", stick[PATH_MAX] = "", device[PATH_MAX] = "";
  if (!config->sandbox || !fs_parent(config->cache, cache) || !fs_parent(config->stick, stick)) return;
  if (!fs_parent(config->device, device)) return;
  const struct sandbox_path paths[] = {
      {"/etc", SANDBOX_READ},
      {"/dev", SANDBOX_READ | SANDBOX_WRITE},
      {cache, SANDBOX_READ | SANDBOX_WRITE},
      {config->spool, SANDBOX_READ | SANDBOX_WRITE},
      {config->health, SANDBOX_READ | SANDBOX_WRITE},
      {*config->device ? device : NULL, SANDBOX_READ}, /* its folder: the file is replaced all the time */
      {*config->feed == '/' ? config->feed : NULL, SANDBOX_READ},
      {*config->stick ? stick : NULL, SANDBOX_READ}, /* the stick is another file system, which comes later */
      {config->ca_file, SANDBOX_READ},
      {config->device_key_file, SANDBOX_READ},
  };
  sandbox_confine(paths, COUNT_OF(paths), SANDBOX_NETWORK);
}
