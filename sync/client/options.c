#include "client/options.h"

#include "base/civil.h"
#include "base/compiler.h"
#include "base/conf.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/pulse.h"
#include "base/str.h"
#include "base/zone.h"
#include "client/fetch.h"
#include "client/pair.h"
#include "feed/holidays.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define DEFAULT_FILE "/etc/litfass/sync.ini"

#define TEXT(section, name, field, fallback, help)                                                                             \
  {                                                                                                                            \
    section, name, CONF_TEXT, offsetof(struct sync_config, field), sizeof(((struct sync_config *)0)->field), fallback, 0, 0,   \
        help                                                                                                                   \
  }

enum { MIN_KBIT_S = 64 }; /* eight times what counts as a stalled transfer */

static const struct conf_key keys[] = {
    TEXT("feed", "url", feed, "", "base address of the feed: https://…/feed/, or an absolute path"),
    TEXT("feed", "key", key, "", "root key of the feed, 64 hex digits, as 'litfass-hub init' prints it"),
    {"feed", "poll_s", CONF_INT, offsetof(struct sync_config, poll_s), 0, "0", 0, 86400,
     "seconds between two looks; 0: as the feed says"},
    TEXT("feed", "stick", stick, "",
         "folder where a USB stick with a feed appears, looked into before each poll and at SIGHUP"),
    TEXT("feed", "ca_file", ca_file, "", "certificates to trust instead of the system's (PEM file)"),
    TEXT("feed", "pin", pin, "", "public key that the server must have: sha256//…"),
    {"feed", "max_kbit_s", CONF_INT, offsetof(struct sync_config, max_kbit_s), 0, "0", 0, 1000000,
     "most kilobits a second to take; 0: no bound, else at least 64"},
    {"feed", "metered", CONF_BOOL, offsetof(struct sync_config, is_metered), 0, "no", 0, 0,
     "the line costs by volume: look hourly at most, fetch no pictures, four signs of life a day"},
    TEXT("cache", "path", cache, "/var/lib/litfass/cache.db", "the cache; its pictures and files of its own lie beside it"),
    {"search", "words", CONF_SHARED, offsetof(struct sync_config, search_words),
     sizeof(((struct sync_config *)0)->search_words), "search/words.txt", 0, 0,
     "table of synonyms and topic words; relative ones are below share/litfass; empty: none"},
    TEXT("hub", "url", hub, "",
         "address of the hub: https://…/. Messages go there; without a feed's address the board is paired there first"),
    TEXT("hub", "device_key_file", device_key_file, "",
         "file with the key under which the hub knows this screen; pairing makes its own"),
    {"hub", "heartbeat_s", CONF_INT, offsetof(struct sync_config, heartbeat_s), 0, "3600", 0, 86400,
     "seconds between two signs of life to the hub; 0: none"},
    TEXT("spool", "path", spool, "/var/lib/litfass/spool", "folder in which messages wait for the hub"),
    TEXT("device", "status", device, PULSE_STATUS,
         "what litfass-device says about the board, for heartbeat and status; empty: not looked at"),
    TEXT("device", "health", health, PULSE_FOLDER,
         "folder for signs of life to litfass-device; where it does not exist, none are given"),
    {"sandbox", "on", CONF_BOOL, offsetof(struct sync_config, sandbox), 0, "yes", 0, 0,
     "give up all rights that the daemon does not need; no: to look for a fault"},
    TEXT("place", "timezone", zone, "Europe/Berlin", "IANA time zone of the place"),
    TEXT("place", "land", land, "BW", "Bundesland of the place, for holidays"),
};

enum {
  OPT_CONFIG = 1,
  OPT_FEED,
  OPT_KEY,
  OPT_CACHE,
  OPT_JSON,
  OPT_CLOCK,
  OPT_LAND,
  OPT_ZONE,
  OPT_PRINT,
  OPT_HELP,
  OPT_HUB,
  OPT_SPOOL,
  OPT_PROMETHEUS,
  OPT_LANG,
  OPT_LIMIT,
  OPT_WORDS,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, OPT_CONFIG},
    {"feed", required_argument, NULL, OPT_FEED},
    {"key", required_argument, NULL, OPT_KEY},
    {"cache", required_argument, NULL, OPT_CACHE},
    {"hub", required_argument, NULL, OPT_HUB},
    {"spool", required_argument, NULL, OPT_SPOOL},
    {"prometheus", required_argument, NULL, OPT_PROMETHEUS},
    {"lang", required_argument, NULL, OPT_LANG},
    {"limit", required_argument, NULL, OPT_LIMIT},
    {"words", required_argument, NULL, OPT_WORDS},
    {"json", no_argument, NULL, OPT_JSON},
    {"clock", required_argument, NULL, OPT_CLOCK},
    {"land", required_argument, NULL, OPT_LAND},
    {"timezone", required_argument, NULL, OPT_ZONE},
    {"print-config", no_argument, NULL, OPT_PRINT},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

static const char *const option_help =
    "  --config FILE    settings (default " DEFAULT_FILE " where it exists); options win over it\n"
    "  --feed URL       base address of the feed\n"
    "  --key HEX        root key of the feed, 64 hex digits\n"
    "  --cache FILE     the cache\n"
    "  --hub URL        where messages go\n"
    "  --spool DIR      where they wait\n"
    "  --timezone ZONE  IANA zone of the place (Europe/Berlin)\n"
    "  --land LAND      Bundesland of the place (BW)\n"
    "  --clock T        as if it were T now (YYYY-MM-DDTHH:MM, local)\n"
    "  --json           answer as one line of JSON\n"
    "  --print-config   write the commented default settings and end\n";

static const char *const prometheus_help =
    "  --prometheus FILE  write the figures for node_exporter's textfile collector ('-': print them)\n";

static const char *const query_help = "  --limit N        at most N entries, 1 to 200 (10)\n"
                                      "  --lang L         language of who asks: de, de-simple, en, tr, uk, ar (de)\n"
                                      "  --words FILE     synonyms and topic words\n";

struct reading {
  const char *command, *about;
  struct sync_options *out;
  const char *clock;
  unsigned needs;
  bool is_help, is_print;
};

static int bad(const struct reading *reading, const char *format, ...) PRINTF_LIKE(2, 3);
static int bad(const struct reading *reading, const char *format, ...) {
  va_list args;
  fprintf(stderr, "litfass-sync %s: ", reading->command);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  return EX_USAGE;
}

static int set_text(const struct reading *reading, char *field, size_t size, const char *value) {
  if (str_copy(field, size, value)) return OPTIONS_GO_ON;
  return bad(reading, "'%.60s…' is too long", value);
}

static int on_option(struct reading *reading, int option, const char *value) {
  struct sync_config *config = &reading->out->config;
  switch (option) {
    case OPT_CONFIG: return OPTIONS_GO_ON; /* read before */
    case OPT_FEED: return set_text(reading, config->feed, sizeof config->feed, value);
    case OPT_KEY: return set_text(reading, config->key, sizeof config->key, value);
    case OPT_CACHE: return set_text(reading, config->cache, sizeof config->cache, value);
    case OPT_HUB: return set_text(reading, config->hub, sizeof config->hub, value);
    case OPT_SPOOL: return set_text(reading, config->spool, sizeof config->spool, value);
    case OPT_LAND: return set_text(reading, config->land, sizeof config->land, value);
    case OPT_ZONE: return set_text(reading, config->zone, sizeof config->zone, value);
    case OPT_CLOCK: reading->clock = value; return OPTIONS_GO_ON;
    case OPT_LANG: reading->out->lang = value; return OPTIONS_GO_ON;
    case OPT_WORDS: return set_text(reading, config->search_words, sizeof config->search_words, value);
    case OPT_LIMIT:
      if (parse_int(value, 1, 200, &reading->out->limit)) return OPTIONS_GO_ON;
      return bad(reading, "--limit '%.40s' is not a number from 1 to 200", value);
    case OPT_PROMETHEUS: reading->out->prometheus = value; return OPTIONS_GO_ON;
    case OPT_JSON: reading->out->is_json = true; return OPTIONS_GO_ON;
    case OPT_PRINT: reading->is_print = true; return OPTIONS_GO_ON;
    case OPT_HELP: reading->is_help = true; return OPTIONS_GO_ON;
    default: return EX_USAGE;
  }
}

/* Within "-abc" getopt_long stays on the word until its last letter. */
const char *options_stumble(int argc, char **argv) {
  bool is_cluster =
      optopt > ' ' && optind < argc && argv[optind][0] == '-' && argv[optind][1] != '-' && argv[optind][1] && argv[optind][2];
  return argv[is_cluster ? optind : optind - 1];
}

static int read_options(struct reading *reading, int argc, char **argv) {
  optind = 0;
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, "", long_options, NULL)) != -1;) {
    if (option == '?') return bad(reading, "unknown option or missing value: '%.60s'", options_stumble(argc, argv));
    int code = on_option(reading, option, optarg);
    if (code != OPTIONS_GO_ON) return code;
  }
  if (reading->needs & OPTIONS_QUERY && optind < argc) reading->out->query = argv[optind++];
  return optind < argc ? bad(reading, "'%.60s' is too much", argv[optind]) : OPTIONS_GO_ON;
}

/* The file comes first, so that options win wherever they stand. */
static int read_file(const struct reading *reading, int argc, char **argv) {
  const char *path = fs_exists(DEFAULT_FILE) ? DEFAULT_FILE : NULL;
  struct err err;
  optind = 0;
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, "", long_options, NULL)) != -1;)
    if (option == OPT_CONFIG) path = optarg;
  conf_set_defaults(keys, COUNT_OF(keys), &reading->out->config);
  if (!path || conf_load(path, keys, COUNT_OF(keys), &reading->out->config, &err)) return OPTIONS_GO_ON;
  fprintf(stderr, "litfass-sync %s: %s\n", reading->command, err.msg);
  return EX_CONFIG;
}

static int check(const struct reading *reading, unsigned needs) {
  const struct sync_config *config = &reading->out->config;
  enum land land;
  unsigned char key[32];
  if (!zone_is_known(config->zone)) return bad(reading, "time zone '%.60s' is not known", config->zone);
  if (!land_parse(config->land, &land)) return bad(reading, "land '%.60s' is not one of the sixteen", config->land);
  if (reading->needs & OPTIONS_QUERY && !reading->out->query) return bad(reading, "search for what? put the words in quotes");
  if (!(reading->needs & OPTIONS_QUERY) && (reading->out->lang || reading->out->limit))
    return bad(reading, "--lang and --limit belong to 'search'");
  if (reading->out->prometheus && !(needs & OPTIONS_PROMETHEUS)) return bad(reading, "--prometheus belongs to 'status'");
  if (needs & OPTIONS_NEED_CACHE && config->cache[0] == '\0') return bad(reading, "which cache? --cache FILE");
  if (!(needs & OPTIONS_NEED_FEED)) return OPTIONS_GO_ON;
  if (config->feed[0] == '\0' && config->hub[0] && needs & OPTIONS_OR_HUB) return OPTIONS_GO_ON;
  if (config->feed[0] == '\0') return bad(reading, "which feed? --feed URL, or url in [feed] of the settings");
  if (config->key[0] == '\0') return bad(reading, "which key? --key HEX, or key in [feed] of the settings");
  if (!hex_parse(config->key, key, sizeof key)) return bad(reading, "key '%.70s' is not 64 hex digits", config->key);
  if (config->max_kbit_s != 0 && config->max_kbit_s < MIN_KBIT_S)
    return bad(reading, "max_kbit_s %lld is below %d", (long long)config->max_kbit_s, MIN_KBIT_S);
  if (config->stick[0] && !origin_is_folder(config->stick))
    return bad(reading, "stick '%.60s' is no absolute path", config->stick);
  return OPTIONS_GO_ON;
}

static int set_clock(const struct reading *reading) {
  struct sync_options *out = reading->out;
  int64_t wall;
  if (!reading->clock) {
    clock_init_system(&out->clock, out->config.zone);
    return OPTIONS_GO_ON;
  }
  if (!wall_parse(reading->clock, &wall)) return bad(reading, "'%.40s' is no time like 2026-11-21T14:32", reading->clock);
  clock_init_shifted(&out->clock, out->config.zone, wall);
  return OPTIONS_GO_ON;
}

int options_read(int argc, char **argv, const char *about, unsigned needs, struct sync_options *out) {
  struct reading reading = {.command = argv[0], .about = about, .out = out, .needs = needs};
  struct err err;
  *out = (struct sync_options){0};
  int code = read_file(&reading, argc, argv);
  if (code == OPTIONS_GO_ON) code = read_options(&reading, argc, argv);
  if (code != OPTIONS_GO_ON) return code;
  if (reading.is_help) {
    printf("Usage: litfass-sync %s %s[options]\n\n%s\n\n%s%s%s", argv[0], needs & OPTIONS_QUERY ? "QUERY " : "", about,
           option_help, needs & OPTIONS_PROMETHEUS ? prometheus_help : "", needs & OPTIONS_QUERY ? query_help : "");
    return EX_OK;
  }
  if (reading.is_print) {
    conf_print(keys, COUNT_OF(keys), stdout);
    return EX_OK;
  }
  if (!pair_recall(&out->config, &err)) return bad(&reading, "%s", err.msg);
  code = check(&reading, needs);
  if (code == OPTIONS_GO_ON) code = set_clock(&reading);
  if (code == OPTIONS_GO_ON && out->is_json) log_set_quiet(true);
  return code;
}
