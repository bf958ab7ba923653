#include "hub/command.h"

#include "base/log.h"
#include "base/str.h"

#include <stdio.h>
#include <sysexits.h>

struct command {
  const char *name;
  bool (*run)(const struct options *options, struct err *err);
  unsigned options;
  const char *help;
};

static const struct command commands[] = {
    {"init", command_init, OPTION_DIR | OPTION_NAME | OPTION_LAND | OPTION_TIMEZONE | OPTION_POLL | OPTION_JSON,
     "make a hub in an empty or new folder, with its keys"},
    {"import", command_import,
     OPTION_DIR | OPTION_FILES | OPTION_REPLACE | OPTION_AS | OPTION_SOURCE | OPTION_MAPPING | OPTION_CLOCK | OPTION_JSON,
     "take in entries, one JSON object a line; all of them or none; or a document of others (--as)"},
    {"source", command_source, OPTION_DIR | OPTION_WORDS | OPTION_AS | OPTION_MAPPING | OPTION_URL | OPTION_CLOCK | OPTION_JSON,
     "calendars, news and lists of others: add, list, remove, fetch, preview, waiting, accept, refuse"},
    {"publish", command_publish, OPTION_DIR | OPTION_CLOCK | OPTION_JSON,
     "write the next version of the feed, if anything changed"},
    {"rotate", command_rotate, OPTION_DIR | OPTION_KEY | OPTION_STOLEN | OPTION_CLOCK | OPTION_JSON,
     "make a new publishing or root key; screens follow by themselves"},
    {"invite", command_invite, OPTION_DIR | OPTION_EMAIL | OPTION_ROLE | OPTION_CLOCK | OPTION_JSON,
     "make a link by which a person comes to work on the hub, or gets a new password"},
    {"set", command_set, OPTION_DIR | OPTION_WORDS, "change a setting, or list them"},
    {"serve", command_serve, OPTION_DIR | OPTION_PORT | OPTION_BIND | OPTION_CLOCK | OPTION_JSON,
     "serve the feed and the pages over HTTP"},
    {"backup", command_backup, OPTION_DIR | OPTION_FILES | OPTION_WITH_KEYS | OPTION_JSON,
     "save the hub in one file (tar.gz), also while it serves"},
    {"restore", command_restore, OPTION_DIR | OPTION_FILES | OPTION_JSON, "make a hub of a backup, in an empty or new folder"},
    {"export", command_export, OPTION_DIR | OPTION_AS | OPTION_MAPPING | OPTION_CLOCK | OPTION_JSON,
     "print entries: one JSON object a line, sorted by id; or --as ical, rss, hsds, of one --topic or --place"},
};

static void print_help(FILE *out) {
  fprintf(out, "litfass-hub keeps the content of a neighbourhood and publishes it as a feed.\n\n"
               "usage: litfass-hub COMMAND --dir D [options]\n\n");
  for (size_t i = 0; i < COUNT_OF(commands); i++)
    fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].help);
  fprintf(out, "\nlitfass-hub COMMAND --help tells the options; litfass-hub --version the version.\n");
}

static void print_command_help(const struct command *command) {
  const char *files = command->options & OPTION_FILES ? " FILE…|-" : "";
  printf("litfass-hub %s: %s\n\nusage: litfass-hub %s --dir D [options]%s\n\n", command->name, command->help, command->name,
         files);
  options_print(command->options, stdout);
}

/* Results go through stdout's buffer: a full disk behind `> file` shows only here. */
static bool flush_output(struct err *err) {
  return (fflush(stdout) == 0 && !ferror(stdout)) || err_set_errno(err, "cannot write the output");
}

static int run_command(const struct command *command, int argc, char **argv) {
  struct options options;
  struct err err = {0};
  bool done = options_parse(argc, argv, command->options, &options, &err);
  if (done && options.help)
    print_command_help(command);
  else
    done = done && command->run(&options, &err);
  if (done) done = flush_output(&err);
  if (done) return EX_OK;
  fflush(stdout);
  log_error("%s: %s", command->name, err.msg);
  return err_exit_code(err.code);
}

int command_run(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  if (str_equals(name, "--help") || str_equals(name, "-h") || str_equals(name, "help")) return print_help(stdout), EX_OK;
  if (str_equals(name, "--version")) return printf("litfass-hub %s\n", LITFASS_VERSION), EX_OK;
  for (size_t i = 0; i < COUNT_OF(commands); i++)
    if (str_equals(commands[i].name, name)) return run_command(&commands[i], argc - 1, argv + 1);
  log_error(argc > 1 ? "unknown command '%.40s'; try litfass-hub --help" : "no command%s; try litfass-hub --help", name);
  return EX_USAGE;
}
