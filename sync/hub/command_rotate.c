#include "hub/command.h"

#include "base/str.h"
#include "hub/hub.h"
#include "hub/rotate.h"

bool command_rotate(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  struct rotation rotation;
  bool is_root = str_equals(options->key, "root");
  if (!is_root && !str_equals(options->key, "publishing"))
    return err_set(err, ERR_USAGE, "which key? --key publishing or --key root");
  if (is_root && options->stolen)
    return err_set(err, ERR_USAGE, "a stolen root key cannot hand over: make a new hub and pair the screens with it");
  if (!hub_open(&hub, options->dir, options->clock, err)) return false;
  if (!(is_root ? rotate_root(&hub, &rotation, err) : rotate_publishing(&hub, options->stolen, &rotation, err))) return false;
  if (options->json)
    printf("{\"key\":\"%s\",\"root_version\":%lld}\n", rotation.key, (long long)rotation.root_version);
  else
    printf("%s key is now %s (root.json version %lld)\n", is_root ? "the root" : "the publishing", rotation.key,
           (long long)rotation.root_version);
  return true;
}
