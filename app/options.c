#include "options.h"

#include "base/civil.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/pulse.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/holidays.h"
#include "i18n/catalog.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define KEY(section, name, type, field, fallback, min, max, help)                                                              \
  { section, name, type, offsetof(struct config, field), sizeof(((struct config *)0)->field), fallback, min, max, help }

#define DEVICE_SOCKET "/run/litfass/device.sock"
#define SPOOL_DEFAULT "/var/lib/litfass/spool"

static const struct conf_key keys[] = {
    KEY("cache", "path", CONF_TEXT, cache, "/var/lib/litfass/cache.db", 0, 0, "the cache that litfass-sync fills"),
    KEY("screen", "panel_mm", CONF_DOUBLE, panel_mm, "0", 0, 5000,
        "width of the panel in mm; 0: as the display says, else 0.248 mm a pixel"),
    KEY("screen", "idle_s", CONF_INT, idle_s, "90", 0, 3600, "seconds without touch until the board asks; 0: never"),
    KEY("screen", "attract_s", CONF_INT, attract_s, "90", 0, 86400,
        "seconds without touch until home gives way to posters; 0: never"),
    KEY("place", "id", CONF_TEXT, place, "", 0, 0, "id of the place entry where the board stands"),
    KEY("place", "land", CONF_TEXT, land, "BW", 0, 0, "Bundesland, for public holidays: BW, BY, BE, …"),
    KEY("place", "timezone", CONF_TEXT, zone, "Europe/Berlin", 0, 0, "IANA time zone"),
    KEY("place", "latitude", CONF_DOUBLE, latitude, "0", -90, 90,
        "where the board stands, when the place entry does not say it"),
    KEY("place", "longitude", CONF_DOUBLE, longitude, "0", -180, 180, "likewise"),
    KEY("holidays", "mariae_himmelfahrt", CONF_BOOL, local_assumption, "no", 0, 0, "kept here (Bavaria, most municipalities)"),
    KEY("holidays", "fronleichnam", CONF_BOOL, local_corpus_christi, "no", 0, 0, "kept here (parts of Saxony and Thuringia)"),
    KEY("holidays", "friedensfest", CONF_BOOL, local_peace_festival, "no", 0, 0, "kept here (Augsburg)"),
    KEY("language", "default", CONF_TEXT, lang, "de", 0, 0, "de, de-simple, en, tr, uk or ar"),
    KEY("language", "folder", CONF_SHARED, lang_folder, "lang", 0, 0,
        "folder of the .mo files; relative ones are below share/litfass"),
    KEY("speech", "on", CONF_BOOL, speech_on, "yes", 0, 0, "reading aloud"),
    KEY("speech", "program", CONF_TEXT, speech_program, "espeak-ng", 0, 0, "espeak-ng, or where it lies"),
    KEY("speech", "folder", CONF_SHARED, speech_folder, "speech", 0, 0, "folder of the rules of pronunciation, likewise"),
    KEY("speech", "volume", CONF_INT, speech_volume, "50", 1, 100, "percent, for each new visitor"),
    KEY("speech", "volume_max", CONF_INT, speech_volume_max, "90", 1, 100, "percent; louder it does not get"),
    KEY("speech", "voice_de", CONF_TEXT, speech_voice_de, "de", 0, 0, "espeak-ng --voices"),
    KEY("speech", "voice_en", CONF_TEXT, speech_voice_en, "en-gb", 0, 0, "likewise"),
    KEY("speech", "voice_tr", CONF_TEXT, speech_voice_tr, "tr", 0, 0, "likewise"),
    KEY("speech", "voice_uk", CONF_TEXT, speech_voice_uk, "uk", 0, 0, "likewise"),
    KEY("speech", "voice_ar", CONF_TEXT, speech_voice_ar, "ar", 0, 0, "likewise"),
    KEY("search", "words", CONF_SHARED, search_words, "search/words.txt", 0, 0,
        "table of synonyms and topic words, likewise; empty: none"),
    KEY("map", "tiles", CONF_TEXT, map_tiles, "", 0, 0,
        "an MBTiles file with PNG or JPEG tiles of OpenStreetMap; empty: a sketch"),
    KEY("print", "printer", CONF_TEXT, printer, "", 0, 0, "name of a CUPS queue (lpstat -e); empty: no button to print"),
    KEY("device", "health", CONF_TEXT, health, PULSE_FOLDER, 0, 0,
        "folder for signs of life to litfass-device; where it does not exist, none are given"),
    KEY("device", "display", CONF_TEXT, display, PULSE_DISPLAY, 0, 0, "file in which litfass-device says when to be dark"),
    KEY("device", "socket", CONF_TEXT, device, DEVICE_SOCKET, 0, 0,
        "where litfass-device can be asked about network, loudness and cleaning; empty: nowhere"),
    KEY("volunteer", "pin", CONF_TEXT, pin, "", 0, 0,
        "4 to 8 digits for those who look after the board; empty: no volunteer mode"),
    KEY("spool", "path", CONF_TEXT, spool, SPOOL_DEFAULT, 0, 0,
        "folder in which messages of visitors and counts wait for litfass-sync; empty: the board takes none"),
    KEY("sandbox", "on", CONF_BOOL, sandbox, "yes", 0, 0,
        "give up all rights that the board does not need; no: to look for a fault"),
    KEY("fonts", "folder", CONF_TEXT, font_folder, "", 0, 0, "instead of /usr/share/fonts/truetype"),
};

enum option_id {
  OPT_CONFIG = 256,
  OPT_CACHE,
  OPT_WINDOW,
  OPT_PANEL_MM,
  OPT_CLOCK,
  OPT_SPOOL,
  OPT_LANG,
  OPT_PLACE,
  OPT_LAND,
  OPT_TEXT_SIZE,
  OPT_CONTRAST,
  OPT_REACH,
  OPT_SAFE,
  OPT_SCREEN,
  OPT_ENTRY,
  OPT_VIEW,
  OPT_LIST,
  OPT_JSON,
  OPT_TAPS,
  OPT_SOAK,
  OPT_FIRST_FRAME,
  OPT_STARTED_MS,
  OPT_PRINT_CONFIG,
  OPT_HELP,
  OPT_VERSION,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, OPT_CONFIG},
    {"cache", required_argument, NULL, OPT_CACHE},
    {"window", required_argument, NULL, OPT_WINDOW},
    {"panel-mm", required_argument, NULL, OPT_PANEL_MM},
    {"clock", required_argument, NULL, OPT_CLOCK},
    {"spool", required_argument, NULL, OPT_SPOOL},
    {"lang", required_argument, NULL, OPT_LANG},
    {"place", required_argument, NULL, OPT_PLACE},
    {"land", required_argument, NULL, OPT_LAND},
    {"text-size", required_argument, NULL, OPT_TEXT_SIZE},
    {"contrast", no_argument, NULL, OPT_CONTRAST},
    {"reach", no_argument, NULL, OPT_REACH},
    {"safe", no_argument, NULL, OPT_SAFE},
    {"screen", required_argument, NULL, OPT_SCREEN},
    {"entry", required_argument, NULL, OPT_ENTRY},
    {"view", required_argument, NULL, OPT_VIEW},
    {"list", no_argument, NULL, OPT_LIST},
    {"json", no_argument, NULL, OPT_JSON},
    {"taps", required_argument, NULL, OPT_TAPS},
    {"soak", required_argument, NULL, OPT_SOAK},
    {"first-frame", no_argument, NULL, OPT_FIRST_FRAME},
    {"started-ms", required_argument, NULL, OPT_STARTED_MS},
    {"output", required_argument, NULL, 'o'},
    {"print-config", no_argument, NULL, OPT_PRINT_CONFIG},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

static void print_help(void) {
  puts("Usage: litfass [OPTION]…                      the board, full screen\n"
       "       litfass play FILE|- [OPTION]…          run a script against it (see app/play/README.md)\n"
       "       litfass snapshot --screen NAME|--entry ID [--view take|write|map] -o F.png [OPTION]…\n"
       "       litfass snapshot --list                names of the screens\n"
       "       litfass bench --cache F [--taps N] [--first-frame] [--soak N] [--json]\n"
       "\n"
       "  --config F          INI file (see --print-config)\n"
       "  --cache F           the cache that litfass-sync fills\n"
       "  --window WxH        in a window, or a picture of this size (1920x1080)\n"
       "  --panel-mm W        width of the panel in mm\n"
       "  --clock T           pretend that it is T (YYYY-MM-DDTHH:MM)\n"
       "  --spool DIR         folder in which messages wait for litfass-sync; scripts and pictures have none without it\n"
       "  --lang L            de, de-simple, en, tr, uk or ar\n"
       "  --place ID          the place entry where the board stands\n"
       "  --land BW           Bundesland, for public holidays\n"
       "  --text-size N       100, 140 or 200\n"
       "  --contrast          white on black\n"
       "  --reach             controls in the lower half\n"
       "  --safe              without pictures, reading aloud, printing, posters and map; after crashes\n"
       "  --print-config      the commented default configuration\n"
       "  --help, --version");
}

bool size_parse(const char *text, int *width_px, int *height_px) {
  char copy[32];
  int64_t width, height;
  if (!str_copy(copy, sizeof copy, text)) return false;
  char *x = strchr(copy, 'x');
  if (!x) return false;
  *x = '\0';
  if (!parse_int(copy, 320, 16384, &width) || !parse_int(x + 1, 320, 16384, &height)) return false;
  *width_px = (int)width;
  *height_px = (int)height;
  return true;
}

static bool bad(struct err *err, const char *option, const char *value, const char *wanted) {
  return err_set(err, ERR_USAGE, "%s: '%.60s' is not %s", option, value, wanted);
}

static bool check_words(const struct config *config, struct err *err) {
  enum land land;
  if (!language_find(config->lang)) return bad(err, "language", config->lang, "one of de, de-simple, en, tr, uk, ar");
  if (!land_parse(config->land, &land)) return bad(err, "land", config->land, "a Bundesland like BW");
  size_t digits = strspn(config->pin, "0123456789");
  if (*config->pin && (config->pin[digits] || digits < 4)) return bad(err, "pin", config->pin, "4 to 8 digits");
  return zone_is_known(config->zone) || bad(err, "timezone", config->zone, "a time zone like Europe/Berlin");
}

static bool load_file(const char *path, struct config *out, struct err *err) {
  if (!conf_load(path, keys, COUNT_OF(keys), out, err)) return false;
  if (check_words(out, err)) return true;
  err->code = ERR_CONFIG;
  return err_prefix(err, "'%s'", path);
}

/* Safe mode keeps what says which board this is, and leaves what may have brought it down: pictures, other programs, other
 * people's files, and whatever somebody wrote into the settings. */
static void make_safe(struct config *config) {
  struct config file = *config;
  conf_set_defaults(keys, COUNT_OF(keys), config);
  memcpy(config->cache, file.cache, sizeof config->cache);
  memcpy(config->place, file.place, sizeof config->place);
  memcpy(config->land, file.land, sizeof config->land);
  memcpy(config->zone, file.zone, sizeof config->zone);
  memcpy(config->lang, file.lang, sizeof config->lang);
  memcpy(config->spool, file.spool, sizeof config->spool);
  config->panel_mm = file.panel_mm;
  config->latitude = file.latitude;
  config->longitude = file.longitude;
  config->speech_on = false;
  config->attract_s = 0;
}

/* The file comes first, wherever it stands on the command line: options override it. In safe mode a bad file is no reason to
 * show nothing. */
static bool load_config(int argc, char **argv, struct options *out, struct err *err) {
  conf_set_defaults(keys, COUNT_OF(keys), &out->config);
  for (int i = 1; i < argc; i++)
    if (str_equals(argv[i], "--safe")) out->safe = true;
  for (int i = 1; i < argc; i++) {
    const char *path = NULL;
    if (str_equals(argv[i], "--config") && i + 1 < argc)
      path = argv[i + 1];
    else if (str_starts_with(argv[i], "--config="))
      path = argv[i] + strlen("--config=");
    if (!path) continue;
    if (load_file(path, &out->config, err)) continue;
    if (!out->safe) return false;
    log_warning("%s, safe mode goes on with its own settings", err->msg);
    conf_set_defaults(keys, COUNT_OF(keys), &out->config);
  }
  if (out->safe) make_safe(&out->config);
  return true;
}

static bool parse_text(const char *option, const char *value, char *out, size_t size, struct err *err) {
  return str_copy(out, size, value) || bad(err, option, value, "short enough");
}

static bool parse_text_size(const char *value, int *out, struct err *err) {
  int64_t number;
  if (!parse_int(value, 100, 200, &number) || (number != 100 && number != 140 && number != 200))
    return bad(err, "--text-size", value, "100, 140 or 200");
  *out = (int)number;
  return true;
}

static bool parse_panel(const char *value, double *out, struct err *err) {
  char *end;
  double mm = strtod(value, &end);
  if (end == value || *end || !(mm >= 20 && mm <= 5000)) return bad(err, "--panel-mm", value, "a width from 20 to 5000 mm");
  *out = mm;
  return true;
}

static bool parse_option(int id, const char *value, struct options *out, struct err *err) {
  struct config *config = &out->config;
  int64_t number;
  switch (id) {
    case OPT_CONFIG: return true;
    case OPT_CACHE: return parse_text("--cache", value, config->cache, sizeof config->cache, err);
    case OPT_WINDOW:
      return size_parse(value, &out->width_px, &out->height_px) || bad(err, "--window", value, "a size like 1920x1080");
    case OPT_PANEL_MM: return parse_panel(value, &config->panel_mm, err);
    case OPT_CLOCK:
      out->has_clock = wall_parse(value, &out->clock_wall);
      return out->has_clock || bad(err, "--clock", value, "a time like 2026-11-21T14:32");
    case OPT_SPOOL: return parse_text("--spool", value, config->spool, sizeof config->spool, err);
    case OPT_LANG: return parse_text("--lang", value, config->lang, sizeof config->lang, err);
    case OPT_PLACE: return parse_text("--place", value, config->place, sizeof config->place, err);
    case OPT_LAND: return parse_text("--land", value, config->land, sizeof config->land, err);
    case OPT_TEXT_SIZE: return parse_text_size(value, &out->text_size, err);
    case OPT_CONTRAST: return out->contrast = true;
    case OPT_REACH: return out->reach = true;
    case OPT_SAFE: return true; /* seen before the file was read */
    case OPT_SCREEN: return out->screen = value, true;
    case OPT_ENTRY: return out->entry = value, true;
    case OPT_VIEW:
      out->view = value;
      return str_equals(value, "take") || str_equals(value, "write") || str_equals(value, "map") ||
             bad(err, "--view", value, "take, write or map");
    case OPT_LIST: return out->list = true;
    case OPT_JSON: return out->json = true;
    case OPT_TAPS:
      if (!parse_int(value, 1, 1000000, &number)) return bad(err, "--taps", value, "a number");
      out->taps = (int)number;
      return true;
    case OPT_SOAK:
      if (!parse_int(value, 10, 100000000, &number)) return bad(err, "--soak", value, "a number of taps from 10 on");
      out->soak = (int)number;
      return true;
    case OPT_STARTED_MS: return (out->started_ms = strtod(value, NULL)) > 0 || bad(err, "--started-ms", value, "a time");
    case OPT_FIRST_FRAME: return out->first_frame = true;
    case 'o': return out->output = value, true;
    default: return err_set(err, ERR_USAGE, "unknown option, see --help");
  }
}

static bool check(struct options *out, struct err *err) {
  if (!check_words(&out->config, err)) return false;
  const char *command = out->command;
  if (!command || str_equals(command, "bench")) return true;
  if (str_equals(command, "play"))
    return out->file || err_set(err, ERR_USAGE, "play: which script? a file, or - for standard input");
  if (!str_equals(command, "snapshot")) return err_set(err, ERR_USAGE, "'%.40s' is not a command, see --help", command);
  if (out->list) return true;
  if (out->view && !out->entry) return err_set(err, ERR_USAGE, "snapshot: --view of which entry? --entry ID");
  if (!out->screen == !out->entry) return err_set(err, ERR_USAGE, "snapshot: either --screen NAME or --entry ID");
  return out->output || err_set(err, ERR_USAGE, "snapshot: where to? -o F.png");
}

bool options_parse(int argc, char **argv, struct options *out, enum options_end *end, struct err *err) {
  *out = (struct options){.text_size = 100, .taps = 400};
  *end = OPTIONS_RUN;
  if (!load_config(argc, argv, out, err)) return false;
  opterr = 0;
  optind = 0; /* glibc: start anew, also when called twice */
  int id;
  while ((id = getopt_long(argc, argv, "o:h", long_options, NULL)) != -1) {
    if (id == OPT_HELP || id == 'h') return print_help(), *end = OPTIONS_DONE, true;
    if (id == OPT_VERSION) return puts("litfass " LITFASS_VERSION), *end = OPTIONS_DONE, true;
    if (id == OPT_PRINT_CONFIG) return conf_print(keys, COUNT_OF(keys), stdout), *end = OPTIONS_DONE, true;
    if (id == '?') return err_set(err, ERR_USAGE, "'%.60s' is unknown or wants a value, see --help", argv[optind - 1]);
    if (!parse_option(id, optarg, out, err)) return false;
  }
  out->has_spool = !str_equals(out->config.spool, SPOOL_DEFAULT);
  out->has_device = !str_equals(out->config.device, DEVICE_SOCKET);
  int left = argc - optind;
  if (left > 0) out->command = argv[optind];
  if (left > 1) out->file = argv[optind + 1];
  if (left > (str_equals(out->command, "play") ? 2 : 1))
    return err_set(err, ERR_USAGE, "'%.60s' is too much, see --help", argv[argc - 1]);
  return check(out, err);
}

void options_app_config(const struct options *options, struct app_config *out) {
  const struct config *config = &options->config;
  enum land land = LAND_BW;
  bool known = land_parse(config->land, &land);
  ASSERT(known);
  unsigned local = 0;
  if (config->local_assumption) local |= LOCAL_ASSUMPTION;
  if (config->local_corpus_christi) local |= LOCAL_CORPUS_CHRISTI;
  if (config->local_peace_festival) local |= LOCAL_PEACE_FESTIVAL;
  *out = (struct app_config){
      .model = {.cache_path = config->cache,
                .place = config->place,
                .has_position = config->latitude != 0 || config->longitude != 0,
                .latitude = config->latitude,
                .longitude = config->longitude,
                .land = land,
                .local_holidays = local,
                .search_words = config->search_words,
                .without_pictures = options->safe},
      .lang = config->lang,
      .lang_folder = config->lang_folder,
      .map_tiles = config->map_tiles,
      .printer = config->printer,
      .pin = config->pin,
      .spool = config->spool,
      .device = config->device,
      .idle_s = (int)config->idle_s,
      .attract_s = (int)config->attract_s,
      .reading = {.folder = config->speech_folder,
                  .volume = (int)config->speech_volume,
                  .volume_max = (int)config->speech_volume_max},
  };
}

void options_espeak_config(const struct options *options, struct espeak_config *out) {
  const struct config *config = &options->config;
  *out = (struct espeak_config){.program = config->speech_program,
                                .voices = {{"de", config->speech_voice_de},
                                           {"en", config->speech_voice_en},
                                           {"tr", config->speech_voice_tr},
                                           {"uk", config->speech_voice_uk},
                                           {"ar", config->speech_voice_ar}}};
}

void options_clock(const struct options *options, bool standing, struct clock *out) {
  const char *zone = options->config.zone;
  struct clock now;
  clock_init_system(&now, zone);
  int64_t wall = options->has_clock ? options->clock_wall : clock_wall(&now);
  if (standing)
    clock_init_virtual(out, zone, wall);
  else if (options->has_clock)
    clock_init_shifted(out, zone, wall);
  else
    *out = now;
}
