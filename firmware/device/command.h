/* The command line of litfass-device. */
#ifndef LITFASS_DEVICE_COMMAND_H
#define LITFASS_DEVICE_COMMAND_H

#include "base/clock.h"
#include "device/settings.h"

/* What a command line says. */
struct command_line {
  const char *command, *root;
  struct settings settings;
  struct clock clock;
  bool is_json, is_stepped;
  char **words; /* what follows the command */
  int word_count;
};

/* Returns the exit code. */
int command_run(int argc, char **argv);

int command_run_daemon(struct command_line *line);
int command_status(struct command_line *line);
int command_call(struct command_line *line);

#endif
