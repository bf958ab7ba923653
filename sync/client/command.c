#include "client/command.h"

#include "base/compiler.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

struct command {
  const char *name;
  const char *help;
  int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

static const struct command commands[] = {
    {NULL, NULL, NULL},
};

int command_run(int argc, char **argv) {
  for (size_t i = 0; argc > 1 && i < COUNT_OF(commands); i++)
    if (commands[i].name && strcmp(commands[i].name, argv[1]) == 0) return commands[i].run(argc - 1, argv + 1);
  fprintf(stderr, "litfass-sync: unknown command\n");
  return EX_USAGE;
}
