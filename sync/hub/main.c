/* litfass-hub: keeps the content of a neighbourhood and publishes it as a feed of static files. */
#include "hub/command.h"

#include "base/log.h"

int main(int argc, char **argv) {
  log_open("litfass-hub");
  return command_run(argc, argv);
}
