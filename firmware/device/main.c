/* litfass-device: looks after the board. The only program of ours that runs as root. */
#include "device/command.h"

#include "base/log.h"

int main(int argc, char **argv) {
  log_open("litfass-device");
  return command_run(argc, argv);
}
