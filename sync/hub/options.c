#include "hub/options.h"

#include "base/str.h"

#include <string.h>

struct option {
  const char *name;
  const char *value; /* NULL: a switch */
  size_t offset;
  unsigned bit; /* 0: every command */
  const char *help;
};

static const struct option table[] = {
    {"--dir", "D", offsetof(struct options, dir), OPTION_DIR, "the hub's folder"},
    {"--name", "N", offsetof(struct options, name), OPTION_NAME, "name of the place, as screens show it"},
    {"--land", "BW", offsetof(struct options, land), OPTION_LAND, "Bundesland, for its public holidays"},
    {"--timezone", "Z", offsetof(struct options, timezone), OPTION_TIMEZONE, "IANA time zone; Europe/Berlin if not given"},
    {"--poll", "S", offsetof(struct options, poll), OPTION_POLL, "seconds between two looks of a screen; 45 if not given"},
    {"--replace", NULL, offsetof(struct options, replace), OPTION_REPLACE, "the content is exactly these files afterwards"},
    {"--clock", "T", offsetof(struct options, clock), OPTION_CLOCK, "act as if it were T (2026-11-21T14:32, local time)"},
    {"--port", "P", offsetof(struct options, port), OPTION_PORT, "0 takes a free port; 8080 if not given"},
    {"--bind", "A", offsetof(struct options, bind), OPTION_BIND, "address to listen on; 127.0.0.1 if not given"},
    {"--no-sandbox", NULL, offsetof(struct options, no_sandbox), OPTION_PORT, "keep all rights, to look for a fault"},
    {"--key", "WHICH", offsetof(struct options, key), OPTION_KEY, "publishing (signs feed.json) or root (signs root.json)"},
    {"--stolen", NULL, offsetof(struct options, stolen), OPTION_STOLEN,
     "withdraw the key before at once, and let versions count anew"},
    {"--as", "FORMAT", offsetof(struct options, as), OPTION_AS, "ical rss hsds geojson csv jsonl"},
    {"--source", "NAME", offsetof(struct options, source), OPTION_SOURCE,
     "the entries belong to this source; the file's name if not given"},
    {"--topic", "MAP", offsetof(struct options, topic), OPTION_MAPPING, "Konzert=kultur,begegnung: its words to our topics"},
    {"--place", "MAP", offsetof(struct options, place), OPTION_MAPPING, "Großer Saal=saal,treffpunkt: its words to our places"},
    {"--url", "URL", offsetof(struct options, url), OPTION_URL, "where it is fetched from, http or https"},
    {"--interval", "MIN", offsetof(struct options, interval), OPTION_URL, "minutes between two looks; 60 if not given"},
    {"--timeout", "S", offsetof(struct options, timeout), OPTION_URL, "seconds that a document may take; 60 if not given"},
    {"--moderated", NULL, offsetof(struct options, moderated), OPTION_URL, "what comes in waits until a person agrees"},
    {"--with-keys", NULL, offsetof(struct options, with_keys), OPTION_WITH_KEYS, "the secret keys go into the backup too"},
    {"--email", "ADDRESS", offsetof(struct options, email), OPTION_EMAIL, "of the person"},
    {"--role", "R", offsetof(struct options, role), OPTION_ROLE, "admin, editor or viewer; admin if not given"},
    {"--json", NULL, offsetof(struct options, json), OPTION_JSON, "print the result as JSON"},
    {"--help", NULL, offsetof(struct options, help), 0, "print this"},
};

static const struct option *find_option(const char *name, size_t len, unsigned allowed) {
  for (size_t i = 0; i < COUNT_OF(table); i++)
    if (strlen(table[i].name) == len && memcmp(table[i].name, name, len) == 0)
      return table[i].bit == 0 || table[i].bit & allowed ? &table[i] : NULL;
  return NULL;
}

static bool set_option(int argc, char **argv, int *at, unsigned allowed, struct options *out, struct err *err) {
  const char *word = argv[*at];
  size_t len = strcspn(word, "=");
  const struct option *option = find_option(word, len, allowed);
  if (!option) return err_set(err, ERR_USAGE, "unknown option '%.40s'", word);
  char *field = (char *)out + option->offset;
  if (!option->value) {
    if (word[len]) return err_set(err, ERR_USAGE, "option '%s' takes no value", option->name);
    *(bool *)field = true;
    return true;
  }
  const char *value = word + len + 1;
  if (!word[len]) {
    if (*at + 1 >= argc) return err_set(err, ERR_USAGE, "option '%s' needs a value", option->name);
    value = argv[++*at];
  }
  *(const char **)field = value;
  return true;
}

bool options_parse(int argc, char **argv, unsigned allowed, struct options *out, struct err *err) {
  struct options options = {0};
  bool only_files = false;
  int kept = 1;
  for (int i = 1; i < argc; i++) {
    char *word = argv[i];
    if (!only_files && str_equals(word, "--")) {
      only_files = true;
    } else if (!only_files && str_equals(word, "-h")) {
      options.help = true;
    } else if (!only_files && word[0] == '-' && word[1]) {
      if (!set_option(argc, argv, &i, allowed, &options, err)) return false;
    } else {
      argv[kept++] = word;
    }
  }
  options.files = (const char *const *)argv + 1;
  options.file_count = (size_t)kept - 1;
  if (!options.help && allowed & OPTION_DIR && str_is_empty(options.dir)) return err_set(err, ERR_USAGE, "needs --dir D");
  if (!options.help && !(allowed & (OPTION_FILES | OPTION_WORDS)) && options.file_count > 0)
    return err_set(err, ERR_USAGE, "'%.40s' is one argument too many", options.files[0]);
  if (!options.help && allowed & OPTION_FILES && options.file_count == 0)
    return err_set(err, ERR_USAGE, "needs a file, or - for standard input");
  *out = options;
  return true;
}

void options_print(unsigned allowed, FILE *out) {
  for (size_t i = 0; i < COUNT_OF(table); i++) {
    char left[24];
    if (table[i].bit && !(table[i].bit & allowed)) continue;
    snprintf(left, sizeof left, "%s %s", table[i].name, table[i].value ? table[i].value : "");
    fprintf(out, "  %-14s %s\n", left, table[i].help);
  }
}
