/* Prints what an expression means over a span of time, for caretakers who wonder and for tests. */
#include "client/command.h"

#include "base/civil.h"
#include "base/str.h"
#include "client/options.h"
#include "feed/hours.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum { QUESTION_YEARS_MAX = 20 };

struct hours_question {
  const char *expression;
  int64_t from, to;
  bool has_from, has_to, to_is_date;
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
static bool parse_end(const char *text, struct hours_question *question) {
  int32_t day;
  question->to_is_date = day_parse(text, &day);
  if (!question->to_is_date) return wall_parse(text, &question->to);
  question->to = day_wall(day + 1);
  return true;
}

static bool parse_start(const char *text, int64_t *wall) {
  int32_t day;
  if (!day_parse(text, &day)) return wall_parse(text, wall);
  *wall = day_wall(day);
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
    case 'f': return question->has_from = parse_start(optarg, &question->from);
    case 't': return question->has_to = parse_end(optarg, question);
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
    if (option == '?') return err_set(err, ERR_USAGE, "unknown option or missing value: '%.60s'", options_stumble(argc, argv));
    if (!read_option(option, question))
      return err_set(err, ERR_USAGE, "bad value '%.60s' for --%s", optarg, options[index].name);
  }
  if (optind + 1 != argc) return err_set(err, ERR_USAGE, "exactly one expression is expected");
  question->expression = argv[optind];
  if (!question->has_from || !question->has_to) return err_set(err, ERR_USAGE, "--from and --to are missing");
  if (question->to < question->from + question->to_is_date) return err_set(err, ERR_USAGE, "--to lies before --from");
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
    printf("%s  %s  %s  %s", days[day_weekday(wall_day(intervals[i].from))], from, to, state_name(intervals[i].state));
    if (intervals[i].comment) printf("  %s", intervals[i].comment);
    putchar('\n');
  }
}

struct interval_list {
  struct hours_interval *items;
  size_t count;
};

static bool is_continued(const struct hours_interval *last, const struct hours_interval *next) {
  return last->to == next->from && last->state == next->state && str_equals(last->comment, next->comment);
}

/* Adds one answer behind the others; what the cut between two questions parted is joined again. */
static void list_add(struct interval_list *list, const struct hours_interval *items, size_t count, struct arena *arena) {
  size_t first = 0;
  if (list->count > 0 && count > 0 && is_continued(&list->items[list->count - 1], &items[0]))
    list->items[list->count - 1].to = items[first++].to;
  if (first == count) return;
  struct hours_interval *all = arena_array(arena, list->count + count, sizeof *all);
  if (list->count > 0) memcpy(all, list->items, list->count * sizeof *all);
  memcpy(all + list->count, items + first, (count - first) * sizeof *all);
  list->items = all;
  list->count += count - first;
}

/* hours_intervals answers for at most 400 days; a person may ask for some years. */
static bool collect(const struct hours *hours, const struct hours_question *question, struct arena *arena,
                    struct interval_list *out, struct err *err) {
  const int64_t step = (int64_t)366 * DAY_SECONDS;
  if (question->to - question->from > QUESTION_YEARS_MAX * step)
    return err_set(err, ERR_USAGE, "--from and --to are more than %d years apart", QUESTION_YEARS_MAX);
  for (int64_t from = question->from; from < question->to; from += step) {
    int64_t to = from + step < question->to ? from + step : question->to;
    struct hours_interval *items;
    size_t count;
    if (!hours_intervals(hours, &question->place, from, to, arena, &items, &count, err)) return false;
    list_add(out, items, count, arena);
  }
  return true;
}

static bool answer(const struct hours_question *question, struct err *err) {
  struct hours *hours;
  if (!hours_parse(question->expression, &hours, err)) return false;
  scoped_arena arena;
  arena_init(&arena);
  struct interval_list list = {0};
  bool is_ok = collect(hours, question, &arena, &list, err);
  if (is_ok && question->is_json) print_json(hours, list.items, list.count);
  if (is_ok && !question->is_json) print_table(hours, list.items, list.count);
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
    fprintf(stderr, "litfass-sync hours: %s\n", err.msg);
    return err_exit_code(err.code);
  }
  return EX_OK;
}
