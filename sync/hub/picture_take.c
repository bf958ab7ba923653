#include "hub/picture_take.h"

#include "base/fs.h"

#include <stdio.h>

bool picture_take(struct hub *hub, const void *data, size_t len, char name[PICTURE_NAME_SIZE], struct err *err) {
  char relative[PICTURE_NAME_SIZE + 16];
  char path[PATH_MAX];
  if (!picture_check(data, len, name, err)) return false;
  snprintf(relative, sizeof relative, "feed/asset/%s", name);
  if (!hub_path(hub->dir, "feed/asset", path, err) || !fs_make_dirs(path, err) || !hub_path(hub->dir, relative, path, err) ||
      !fs_write(path, data, len, err))
    return false;
  if (!store_begin(hub->store, err)) return false;
  if (store_add_asset(hub->store, name, err) && store_commit(hub->store, err)) return true;
  store_rollback(hub->store);
  return false;
}
