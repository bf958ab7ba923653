/* litfass-sync: brings the feed into the cache. */
#include "client/command.h"

#include "base/log.h"

int main(int argc, char **argv) {
  log_open("litfass-sync");
  return command_run(argc, argv);
}
