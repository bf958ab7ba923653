/* Prints what an expression means over a span of time, for caretakers who wonder and for tests. */
#include "client/command.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

struct hours_question {
  const char *expression;
  int64_t from, to;
  bool has_from, has_to;
  bool is_json;
  struct hours_place place;
};

static const char usage[] =
    "Usage: litfass-sync hours EXPR --from T --to T [--land BW] [--local LIST] [--lat N --lon N] [--json]\n"
    "\n"
    "Prints when EXPR (OpenStreetMap opening_hours, or nearly) is open or may be open in [from, to), as the clock on the wall\n"
    "shows it, what the reader had to guess, and the whole in German.\n"
    "\n"
    "  --from T, --to T   YYYY-MM-DDTHH:MM or YYYY-MM-DD; a date means its midnight, and for --to its whole day\n"
    "  --land L           whose public and school holidays: BW (default), BY, BE, …\n"
    "  --local LIST       local holidays, comma between: assumption, corpus-christi, peace-festival\n"
    "  --lat N --lon N    where the sun rises (default: the middle of the Land)\n"
    "  --json             {\"intervals\":[{\"from\",\"to\",\"state\",\"comment\"}],\"warnings\":[],\"text\":\"…\"}\n"
    "                     state is open or unknown, comment is null when there is none\n"
    "\n"
    "Exit: 0, also when it is never open; 64 for a wrong command line; 65 for hours that cannot be read.\n";

static const struct option options[] = {
    {"from", required_argument, NULL, 'f'},  {"to", required_argument, NULL, 't'},  {"land", required_argument, NULL, 'l'},
    {"local", required_argument, NULL, 'o'}, {"lat", required_argument, NULL, 'a'}, {"lon", required_argument, NULL, 'b'},
    {"json", no_argument, NULL, 'j'},        {"help", no_argument, NULL, 'h'},      {NULL, 0, NULL, 0},
};

static bool parse_degrees(const char *text, double limit, double *out) {
  char *end;
  *out = strtod(text, &end);
  return end != text && *end == '\0' && *out >= -limit && *out <= limit;
}

/* A date means its midnight, and as the end of the question the whole day. */
static bool parse_when(const char *text, bool is_end, int64_t *wall) {
  int32_t day;
  if (!day_parse(text, &day)) return wall_parse(text, wall);
  *wall = day_wall(day + is_end);
  return true;
}

static bool parse_local(char *list, unsigned *out) {
  static char *const names[] = {(char *)"assumption", (char *)"corpus-christi", (char *)"peace-festival", NULL};
  static const unsigned bits[] = {LOCAL_ASSUMPTION, LOCAL_CORPUS_CHRISTI, LOCAL_PEACE_FESTIVAL};
  char *value;
  while (*list) {
    int index = getsubopt(&list, names, &value);
    if (index < 0 || value) return false;
    *out |= bits[index];
  }
  return true;
}

static bool read_option(int option, struct hours_question *question) {
  switch (option) {
    case 'f': return question->has_from = parse_when(optarg, false, &question->from);
    case 't': return question->has_to = parse_when(optarg, true, &question->to);
    case 'l': return land_parse(optarg, &question->place.land);
    case 'o': return parse_local(optarg, &question->place.local_holidays);
    case 'a': return parse_degrees(optarg, 90, &question->place.latitude);
    case 'b': return parse_degrees(optarg, 180, &question->place.longitude);
    case 'j': return question->is_json = true;
    default: return false;
  }
}

static bool read_arguments(int argc, char **argv, struct hours_question *question, struct err *err) {
  int index = 0;
  int option;
  optind = 0;
  opterr = 0;
  while ((option = getopt_long(argc, argv, "", options, &index)) != -1) {
    if (option == '?') return err_set(err, ERR_USAGE, "hours: unknown option or missing value: '%.60s'", argv[optind - 1]);
    if (!read_option(option, question))
      return err_set(err, ERR_USAGE, "hours: bad value '%.60s' for --%s", optarg, options[index].name);
  }
  if (optind + 1 != argc) return err_set(err, ERR_USAGE, "hours: exactly one expression is expected");
  question->expression = argv[optind];
  if (!question->has_from || !question->has_to) return err_set(err, ERR_USAGE, "hours: --from and --to are missing");
  if (question->to < question->from) return err_set(err, ERR_USAGE, "hours: --to lies before --from");
  return true;
}

static const char *state_name(enum hours_state state) { return state == HOURS_OPEN ? "open" : "unknown"; }

static void print_json(const struct hours *hours, const struct hours_interval *intervals, size_t count) {
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++) {
    char from[WALL_TEXT_SIZE];
    char to[WALL_TEXT_SIZE];
    wall_format(intervals[i].from, from);
    wall_format(intervals[i].to, to);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s?}", "from", from, "to", to, "state",
                                          state_name(intervals[i].state), "comment", intervals[i].comment));
  }
  json_t *warnings = json_array();
  for (size_t i = 0; i < hours_warning_count(hours); i++)
    json_array_append_new(warnings, json_string(hours_warning(hours, i)));
  scoped_buf text;
  buf_init(&text, 64 * 1024);
  hours_text(hours, &text);
  json_t *root = json_pack("{s:o, s:o, s:s}", "intervals", list, "warnings", warnings, "text", buf_text(&text));
  json_dumpf(root, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(root);
}

static void print_table(const struct hours *hours, const struct hours_interval *intervals, size_t count) {
  static const char *const days[] = {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
  scoped_buf text;
  buf_init(&text, 64 * 1024);
  hours_text(hours, &text);
  printf("%s\n", buf_text(&text));
  for (size_t i = 0; i < hours_warning_count(hours); i++)
    printf("Hinweis: %s\n", hours_warning(hours, i));
  for (size_t i = 0; i < count; i++) {
    char from[WALL_TEXT_SIZE];
    char to[WALL_TEXT_SIZE];
    wall_format(intervals[i].from, from);
    wall_format(intervals[i].to, to);
    printf("%s  %s  %s  %-7s  %s\n", days[day_weekday(wall_day(intervals[i].from))], from, to, state_name(intervals[i].state),
           intervals[i].comment ? intervals[i].comment : "");
  }
}

static bool answer(const struct hours_question *question, struct err *err) {
  struct hours *hours;
  if (!hours_parse(question->expression, &hours, err)) return false;
  scoped_arena arena;
  arena_init(&arena);
  struct hours_interval *intervals;
  size_t count;
  bool is_ok = hours_intervals(hours, &question->place, question->from, question->to, &arena, &intervals, &count, err);
  if (is_ok && question->is_json) print_json(hours, intervals, count);
  if (is_ok && !question->is_json) print_table(hours, intervals, count);
  hours_destroy(hours);
  return is_ok;
}

int command_hours(int argc, char **argv) {
  struct hours_question question = {.place = {.land = LAND_BW}};
  struct err err = {0};
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--help") == 0) {
      fputs(usage, stdout);
      return EX_OK;
    }
  if (!read_arguments(argc, argv, &question, &err) || !answer(&question, &err)) {
    fprintf(stderr, "litfass-sync: %s\n", err.msg);
    return err_exit_code(err.code);
  }
  return EX_OK;
}
