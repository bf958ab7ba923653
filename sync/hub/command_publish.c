#include "hub/command.h"

#include "hub/hub.h"
#include "hub/mirror.h"
#include "hub/publish.h"

static const char *words(const struct publication *result) {
  if (result->changed) return "published version";
  return result->renewed ? "nothing changed, renewed version" : "nothing changed, still version";
}

bool command_publish(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  struct publication result;
  size_t sent, removed;
  if (!hub_open(&hub, options->dir, options->clock, err) || !publish(&hub, &result, err) ||
      !mirror_run(&hub, &sent, &removed, err))
    return false;
  if (options->json)
    printf("{\"version\":%lld,\"changed\":%s,\"renewed\":%s,\"entries\":%lld,\"put\":%zu,\"dropped\":%zu}\n",
           (long long)result.version, result.changed ? "true" : "false", result.renewed ? "true" : "false",
           (long long)result.entries, result.put, result.dropped);
  else
    printf("%s %lld: %lld entries, %zu put, %zu dropped\n", words(&result), (long long)result.version,
           (long long)result.entries, result.put, result.dropped);
  return true;
}
