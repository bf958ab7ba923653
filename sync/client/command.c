/* The table of commands. To add one: a file command_<name>.c, its prototype in command.h, a line here. */
#include "client/command.h"

#include "base/compiler.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

struct command {
  const char *name;
  const char *help;
  int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

static const struct command commands[] = {
    {"run", "keep the cache up to date (the daemon)", command_run_daemon},
    {"once", "look at the feed once", command_once},
    {"status", "say how the cache is", command_status},
    {"verify", "check a whole feed, without a cache", command_verify},
    {"search", "find entries as the board does", command_search},
    {"hours", "say when something is open (OpenStreetMap opening_hours)", command_hours},
    {"recur", "expand a recurrence rule (RFC 5545)", command_recur},
};

static void print_help(void) {
  puts("Usage: litfass-sync COMMAND …\n\nBrings the feed into the cache.\n");
  for (size_t i = 0; i < COUNT_OF(commands); i++)
    printf("  %-8s %s\n", commands[i].name, commands[i].help);
  puts("\nlitfass-sync COMMAND --help says more. --version prints the version.");
}

/* Results go through stdout's buffer: a full disk behind `> file` shows only here. */
static int run_command(const struct command *command, int argc, char **argv) {
  int code = command->run(argc, argv);
  if ((fflush(stdout) == 0 && !ferror(stdout)) || code != EX_OK) return code;
  fprintf(stderr, "litfass-sync %s: cannot write the output: %s\n", command->name, strerror(errno));
  return EX_IOERR;
}

int command_run(int argc, char **argv) {
  if (argc < 2) {
    fputs("litfass-sync: which command? see --help\n", stderr);
    return EX_USAGE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
    print_help();
    return EX_OK;
  }
  if (strcmp(argv[1], "--version") == 0) {
    puts("litfass-sync " LITFASS_VERSION);
    return EX_OK;
  }
  for (size_t i = 0; i < COUNT_OF(commands); i++)
    if (strcmp(commands[i].name, argv[1]) == 0) return run_command(&commands[i], argc - 1, argv + 1);
  fprintf(stderr, "litfass-sync: '%.40s' is not a command, see --help\n", argv[1]);
  return EX_USAGE;
}
