/* litfass-sync recur: what a recurrence rule means, for people who look for a slip in one and for tests against other
 * calendars. */
#include "client/command.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/recurrence.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

enum { OCCURRENCES_MAX = 100000, OUTPUT_BYTES_MAX = OCCURRENCES_MAX * (WALL_TEXT_SIZE + 3) + 64 };

static const char help[] =
    "Usage: litfass-sync recur --start T RRULE --from D --to D [--zone Z] [--exdate T]… [--rdate T]… [--json]\n"
    "\n"
    "Prints the occurrences s of an event with from <= s <= to, one a line, as the clock on the wall shows them.\n"
    "\n"
    "  --start T    first date of the event: YYYY-MM-DDTHH:MM, or YYYY-MM-DD for a whole day\n"
    "  RRULE        as in RFC 5545, 'FREQ=WEEKLY;BYDAY=SA'\n"
    "  --from D     date or date-time; a date means its midnight\n"
    "  --to D       date or date-time, inclusive; a date means its whole day\n"
    "  --zone Z     zone of the wall time, in which UNTIL=…Z is read (Europe/Berlin)\n"
    "  --exdate T   leave this one out; may be repeated; a date exactly when --start is one\n"
    "  --rdate T    add this one; may be repeated; a date exactly when --start is one\n"
    "  --json       {\"occurrences\":[\"2026-11-21T16:00\",…]}\n"
    "\n"
    "Exit: 0, also when there are none; 64 for a wrong command line; 65 for a bad rule or more than 100000 occurrences.";

struct wall_list {
  int64_t *items;
  size_t count;
};

struct question {
  bool wants_help, is_json, is_date, has_start, has_from, has_to;
  const char *zone, *rrule;
  int64_t start, from, to; /* half-open */
  struct wall_list rdates, exdates;
};

static bool parse_when(const char *option, const char *text, int64_t *wall, bool *is_date, struct err *err) {
  int32_t day;
  *is_date = day_parse(text, &day);
  if (*is_date) *wall = day_wall(day);
  if (*is_date || wall_parse(text, wall)) return true;
  return err_set(err, ERR_USAGE, "--%s: '%.40s' is not YYYY-MM-DD or YYYY-MM-DDTHH:MM", option, text);
}

/* --rdate and --exdate wait for --start, which says whether they are dates. */
static bool collect_list(const char *option, char **texts, size_t count, bool wants_date, struct arena *arena,
                         struct wall_list *out, struct err *err) {
  out->items = arena_array(arena, count + 1, sizeof *out->items);
  for (size_t i = 0; i < count; i++) {
    bool is_date;
    if (!parse_when(option, texts[i], &out->items[i], &is_date, err)) return false;
    if (is_date != wants_date)
      return err_set(err, ERR_USAGE, "--%s: '%.40s' must be a %s, as --start is", option, texts[i],
                     wants_date ? "date" : "date-time");
  }
  out->count = count;
  return true;
}

enum { OPTION_START, OPTION_FROM, OPTION_TO, OPTION_ZONE, OPTION_EXDATE, OPTION_RDATE, OPTION_JSON, OPTION_HELP };
static const struct option options[] = {
    {"start", required_argument, NULL, OPTION_START},
    {"from", required_argument, NULL, OPTION_FROM},
    {"to", required_argument, NULL, OPTION_TO},
    {"zone", required_argument, NULL, OPTION_ZONE},
    {"exdate", required_argument, NULL, OPTION_EXDATE},
    {"rdate", required_argument, NULL, OPTION_RDATE},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static bool parse_option(int option, const char *value, struct question *question, struct err *err) {
  bool is_date;
  switch (option) {
    case OPTION_START: question->has_start = true; return parse_when("start", value, &question->start, &question->is_date, err);
    case OPTION_FROM: question->has_from = true; return parse_when("from", value, &question->from, &is_date, err);
    case OPTION_TO:
      question->has_to = true;
      if (!parse_when("to", value, &question->to, &is_date, err)) return false;
      question->to += is_date ? DAY_SECONDS : 1;
      return true;
    case OPTION_ZONE:
      question->zone = value;
      return zone_is_known(value) || err_set(err, ERR_USAGE, "--zone: '%.64s' is not an IANA time zone", value);
    case OPTION_JSON: question->is_json = true; return true;
    case OPTION_HELP: question->wants_help = true; return true;
    default: return err_set(err, ERR_USAGE, "wrong or incomplete option, see --help");
  }
}

static bool parse_arguments(int argc, char **argv, struct arena *arena, struct question *question, struct err *err) {
  char **exdates = arena_array(arena, (size_t)argc, sizeof *exdates);
  char **rdates = arena_array(arena, (size_t)argc, sizeof *rdates);
  size_t exdate_count = 0, rdate_count = 0;
  opterr = 0;
  optind = 0;
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    if (option == OPTION_EXDATE)
      exdates[exdate_count++] = optarg;
    else if (option == OPTION_RDATE)
      rdates[rdate_count++] = optarg;
    else if (!parse_option(option, optarg, question, err))
      return false;
  }
  if (question->wants_help) return true;
  if (!question->has_start || !question->has_from || !question->has_to)
    return err_set(err, ERR_USAGE, "needs --start, --from and --to, see --help");
  if (question->to <= question->from) return err_set(err, ERR_USAGE, "--to lies before --from");
  if (argc - optind != 1) return err_set(err, ERR_USAGE, "needs one rule as in 'FREQ=WEEKLY;BYDAY=SA', see --help");
  question->rrule = argv[optind];
  return collect_list("exdate", exdates, exdate_count, question->is_date, arena, &question->exdates, err) &&
         collect_list("rdate", rdates, rdate_count, question->is_date, arena, &question->rdates, err);
}

static void print_walls(const struct question *question, const int64_t *walls, size_t count) {
  scoped_buf text;
  buf_init(&text, OUTPUT_BYTES_MAX);
  if (question->is_json) buf_adds(&text, "{\"occurrences\":[");
  for (size_t i = 0; i < count; i++) {
    char wall[WALL_TEXT_SIZE];
    if (question->is_date)
      day_format(wall_day(walls[i]), wall);
    else
      wall_format(walls[i], wall);
    if (question->is_json)
      buf_addf(&text, "%s\"%s\"", i > 0 ? "," : "", wall);
    else
      buf_addf(&text, "%s\n", wall);
  }
  if (question->is_json) buf_adds(&text, "]}\n");
  fputs(buf_text(&text), stdout);
}

static bool answer(const struct question *question, struct arena *arena, struct err *err) {
  struct recurrence recurrence = {
      .start = question->start,
      .date_only = question->is_date,
      .zone = question->zone,
      .rrule = question->rrule,
      .rdates = question->rdates.items,
      .rdate_count = question->rdates.count,
      .exdates = question->exdates.items,
      .exdate_count = question->exdates.count,
  };
  int64_t *walls = arena_array(arena, OCCURRENCES_MAX, sizeof *walls);
  size_t count;
  if (!recurrence_expand(&recurrence, question->from, question->to, walls, OCCURRENCES_MAX, &count, err)) return false;
  print_walls(question, walls, count);
  return true;
}

int command_recur(int argc, char **argv) {
  scoped_arena arena = {0};
  struct question question = {.zone = "Europe/Berlin"};
  struct err err;
  bool is_done = parse_arguments(argc, argv, &arena, &question, &err);
  if (is_done && question.wants_help) {
    puts(help);
    return EX_OK;
  }
  if (is_done && answer(&question, &arena, &err)) return EX_OK;
  fprintf(stderr, "litfass-sync recur: %s\n", err.msg);
  return err_exit_code(err.code);
}
