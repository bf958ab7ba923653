#include "device/command.h"

#include "base/civil.h"
#include "base/compiler.h"
#include "base/fs.h"
#include "base/str.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define DEFAULT_FILE "/etc/litfass/device.ini"

enum { GO_ON = -1 };
enum { OPT_CONFIG = 256, OPT_ROOT, OPT_CLOCK, OPT_STEPS, OPT_JSON, OPT_PRINT, OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {
    {"config", required_argument, NULL, OPT_CONFIG},
    {"root", required_argument, NULL, OPT_ROOT},
    {"clock", required_argument, NULL, OPT_CLOCK},
    {"steps", no_argument, NULL, OPT_STEPS},
    {"json", no_argument, NULL, OPT_JSON},
    {"print-config", no_argument, NULL, OPT_PRINT},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

static const char *const help =
    "Usage: litfass-device run [OPTION]…           look after the board (the daemon)\n"
    "       litfass-device status [--json]         say how the board is\n"
    "       litfass-device call VERB [ARG]         ask the daemon for something, print its answer\n"
    "       litfass-device call network join SSID  the passphrase is the first line of standard input\n"
    "\n"
    "  --config FILE    settings (default " DEFAULT_FILE " where it exists)\n"
    "  --root DIR       /sys, /dev, /proc, /run and /var below DIR, as for tests\n"
    "  --clock T        as if it were T now (YYYY-MM-DDTHH:MM, local)\n"
    "  --steps          time stands still but for lines \"wait SECONDS\" on standard input; answers each\n"
    "                   with \"done\" and the milliseconds elapsed\n"
    "  --json           answer as one line of JSON\n"
    "  --print-config   write the commented default settings and end\n"
    "  --help, --version\n"
    "\n"
    "Verbs: status, display on|off|auto, volume 0-100, cleaning on|off, restart app|sync, reboot, network list, update FILE.\n"
    "status ends with 0 when the board is good or poor, 1 when it is bad, 69 when nobody looks after it; call with 0 when it\n"
    "was done, 1 when it failed, 64 when it was not understood, 75 when something like it is running, 77 when this user may "
    "not.\n";

static int bad(const char *what, const char *value) {
  fprintf(stderr, "litfass-device: %s '%.60s', see --help\n", what, value);
  return EX_USAGE;
}

/* The file comes first, wherever it stands. */
static int load_settings(int argc, char **argv, struct settings *out) {
  const char *path = fs_exists(DEFAULT_FILE) ? DEFAULT_FILE : NULL;
  struct err err;
  optind = 0;
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, "", long_options, NULL)) != -1;)
    if (option == OPT_CONFIG) path = optarg;
  settings_defaults(out);
  if (!path || settings_load(path, out, &err)) return GO_ON;
  fprintf(stderr, "litfass-device: %s\n", err.msg);
  return err_exit_code(err.code);
}

/* In steps, elapsed time begins where the system's is, so that other programs' stamps fit. */
static int set_clock(const char *text, struct command_line *line) {
  const char *zone = line->settings.zone;
  int64_t wall;
  clock_init_system(&line->clock, zone);
  if (!text && !line->is_stepped) return GO_ON;
  if (!text)
    wall = clock_wall(&line->clock);
  else if (!wall_parse(text, &wall))
    return bad("no time like 2026-11-21T14:32:", text);
  int64_t elapsed = clock_elapsed_ms(&line->clock);
  int64_t floor = line->clock.floor_utc;
  if (line->is_stepped) {
    clock_init_virtual(&line->clock, zone, wall);
    clock_advance(&line->clock, elapsed);
    clock_set_wall(&line->clock, wall);
  } else {
    clock_init_shifted(&line->clock, zone, wall);
  }
  clock_raise_floor(&line->clock, floor);
  return GO_ON;
}

static int print_and_end(int option) {
  if (option == OPT_HELP) fputs(help, stdout);
  if (option == OPT_VERSION) puts("litfass-device " LITFASS_VERSION);
  if (option == OPT_PRINT) settings_print(stdout);
  return EX_OK;
}

static int read_line(int argc, char **argv, struct command_line *out) {
  const char *clock = NULL;
  *out = (struct command_line){.root = ""};
  int code = load_settings(argc, argv, &out->settings);
  if (code != GO_ON) return code;
  optind = 0;
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, "", long_options, NULL)) != -1;) {
    switch (option) {
      case OPT_CONFIG: break;
      case OPT_ROOT: out->root = optarg; break;
      case OPT_CLOCK: clock = optarg; break;
      case OPT_STEPS: out->is_stepped = true; break;
      case OPT_JSON: out->is_json = true; break;
      case '?': return bad("unknown option or missing value:", argv[optind - 1]);
      default: return print_and_end(option);
    }
  }
  if (optind < argc) out->command = argv[optind++];
  out->words = argv + optind;
  out->word_count = argc - optind;
  return set_clock(clock, out);
}

static const struct {
  const char *name;
  int words_max;
  int (*run)(struct command_line *line);
} commands[] = {
    {"run", 0, command_run_daemon},
    {"status", 0, command_status},
    {"call", 3, command_call},
};

/* Results go through stdout's buffer: a full disk behind `> file` shows only here. */
static int check_output(int code) {
  if ((fflush(stdout) == 0 && !ferror(stdout)) || code != EX_OK) return code;
  fprintf(stderr, "litfass-device: cannot write the output: %s\n", strerror(errno));
  return EX_IOERR;
}

int command_run(int argc, char **argv) {
  struct command_line line;
  int code = read_line(argc, argv, &line);
  if (code != GO_ON) return check_output(code);
  if (!line.command) return bad("which command? not", "");
  for (size_t i = 0; i < COUNT_OF(commands); i++) {
    if (!str_equals(commands[i].name, line.command)) continue;
    if (line.word_count > commands[i].words_max) return bad("this is too much:", line.words[commands[i].words_max]);
    return check_output(commands[i].run(&line));
  }
  return bad("no such command:", line.command);
}
