/* The coming week as a table for the door. What runs past midnight is written on the day where it starts. */
#include "base/str.h"
#include "feed/hours_language.h"

#include <string.h>

enum { DAYS = 7, TEXT_MAX = 2000, NOTE_MAX = 2000, PIECE_MAX = 200 };

struct door_day {
  const struct hours_language *words;
  struct buf times, note;
};

static const struct hours_segment *first_segment(const struct hours_day_plan *plan) { return &plan->segments[0]; }

static const struct hours_segment *last_segment(const struct hours_day_plan *plan) { return &plan->segments[plan->count - 1]; }

static bool is_alike(const struct hours_segment *a, const struct hours_segment *b) {
  return hours_segment_state(a) == hours_segment_state(b) && a->is_open_end == b->is_open_end &&
         str_equals(hours_segment_comment(a), hours_segment_comment(b));
}

/* The evening and the night after it are one stretch; whole days stand for themselves. */
static bool runs_over(const struct hours_day_plan *evening, const struct hours_day_plan *morning) {
  const struct hours_segment *before = last_segment(evening);
  const struct hours_segment *after = first_segment(morning);
  return hours_segment_state(before) != HOURS_CLOSED && is_alike(before, after) && before->from > 0 &&
         after->to < HOURS_MINUTES;
}

static void add_time(int minutes, struct buf *out) { buf_addf(out, "%d:%02d", minutes / 60, minutes % 60); }

static const char *list_comma(const struct door_day *door) { return door->words->rtl ? "، " : ", "; }

static void add_span(struct door_day *door, const struct hours_segment *segment, int to, bool is_longer) {
  const struct hours_language *words = door->words;
  scoped_buf time, span;
  buf_init(&time, PIECE_MAX);
  buf_init(&span, PIECE_MAX);
  add_time(segment->from, &time);
  if (segment->is_open_end) {
    phrase_fill(&span, words->door_since, 0, buf_text(&time), "");
  } else if (segment->from == 0 && to == HOURS_MINUTES) {
    buf_adds(&span, words->all_day);
  } else {
    buf_addf(&span, "%s–", buf_text(&time));
    add_time(to, &span);
  }
  if (door->times.len > 0) buf_adds(&door->times, list_comma(door));
  phrase_fill(&door->times, is_longer ? words->longer : "@", 0, buf_text(&span), "");
}

static bool is_guess(const struct hours_segment *segment) {
  return segment->is_open_end && hours_segment_state(segment) == HOURS_UNKNOWN;
}

/* The comment that all time which is not open carries, as `|| "nach Vereinbarung"` leaves it; NULL if there is none. */
static const char *comment_otherwise(const struct hours_day_plan *plan) {
  const char *comment = NULL;
  bool has_open = false;
  for (size_t i = 0; i < plan->count; i++) {
    const struct hours_segment *segment = &plan->segments[i];
    if (hours_segment_state(segment) == HOURS_OPEN || is_guess(segment)) {
      has_open = true;
      continue;
    }
    const char *own = hours_segment_comment(segment);
    if (hours_segment_state(segment) != HOURS_UNKNOWN || !own || (comment && strcmp(comment, own) != 0)) return NULL;
    comment = own;
  }
  return has_open ? comment : NULL;
}

/* `phrase` has '@' for the note. */
static void add_note(struct door_day *door, const char *phrase, const char *german) {
  if (!german) return;
  scoped_buf own;
  buf_init(&own, NOTE_MAX);
  const char *note = hours_known(door->words, german, &own);
  if (strstr(buf_text(&door->note), note)) return;
  if (door->note.len > 0) buf_adds(&door->note, list_comma(door));
  phrase_fill(&door->note, phrase, 0, note, "");
}

static void add_unknown(struct door_day *door, const char *comment) {
  scoped_buf own;
  buf_init(&own, NOTE_MAX);
  buf_adds(&door->times, comment ? hours_known(door->words, comment, &own) : door->words->unknown);
}

static void write_segments(struct door_day *door, const struct hours_day_plan plans[3], bool skips_unknown) {
  const struct hours_day_plan *plan = &plans[1];
  for (size_t i = 0; i < plan->count; i++) {
    const struct hours_segment *segment = &plan->segments[i];
    enum hours_state state = hours_segment_state(segment);
    bool is_last = i + 1 == plan->count;
    if (state == HOURS_CLOSED || (state == HOURS_UNKNOWN && skips_unknown && !is_guess(segment))) continue;
    if (i == 0 && runs_over(&plans[0], plan)) continue;
    int to = is_last && runs_over(plan, &plans[2]) ? first_segment(&plans[2])->to : segment->to;
    const struct hours_segment *next = is_last ? NULL : segment + 1;
    bool is_longer = next && is_guess(next) && state == HOURS_OPEN;
    const char *comment = is_guess(segment) ? segment->rule->comment : hours_segment_comment(segment);
    bool is_whole_day = segment->from == 0 && to == HOURS_MINUTES;
    if (state == HOURS_UNKNOWN && is_whole_day)
      add_unknown(door, comment);
    else
      add_span(door, segment, to, is_longer);
    if (!is_whole_day || state == HOURS_OPEN) add_note(door, "@", comment);
    if (is_longer) i++;
  }
}

static void write_day(struct door_day *door, const struct hours *hours, const struct hours_place *place, int32_t day) {
  struct hours_day_plan plans[3];
  for (int i = 0; i < 3; i++)
    hours_plan_day(hours, place, day - 1 + i, &plans[i]);
  const char *otherwise = comment_otherwise(&plans[1]);
  write_segments(door, plans, otherwise != NULL);
  if (door->times.len == 0) {
    buf_adds(&door->times, door->words->closed);
    for (size_t i = 0; i < plans[1].count; i++)
      if (hours_segment_state(&plans[1].segments[i]) == HOURS_CLOSED)
        add_note(door, "@", hours_segment_comment(&plans[1].segments[i]));
  }
  add_note(door, door->words->door_otherwise, otherwise);
  add_note(door, "@", holiday_find(place->land, place->local_holidays, day));
}

static struct hours_line *find_line(struct hours_line *lines, size_t count, const char *times, const char *note) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(lines[i].times, times) && str_equals(lines[i].note, note)) return &lines[i];
  return NULL;
}

void hours_week(const struct hours *hours, const struct hours_place *place, int32_t day, const char *lang, struct arena *arena,
                struct hours_line **out, size_t *count) {
  const struct hours_language *words = hours_language_find(lang);
  if (!words) words = hours_language_find("de");
  *out = arena_array(arena, DAYS, sizeof **out);
  *count = 0;
  for (int weekday = MONDAY; weekday <= SUNDAY; weekday++) {
    int32_t on = day + (weekday - (int)day_weekday(day) + DAYS) % DAYS;
    struct door_day door = {.words = words};
    buf_init(&door.times, TEXT_MAX);
    buf_init(&door.note, NOTE_MAX);
    write_day(&door, hours, place, on);
    const char *note = door.note.len ? buf_text(&door.note) : NULL;
    struct hours_line *line = find_line(*out, *count, buf_text(&door.times), note);
    if (!line) {
      line = &(*out)[(*count)++];
      line->times = arena_strdup(arena, buf_text(&door.times));
      line->note = note ? arena_strdup(arena, note) : NULL;
    }
    line->weekdays |= 1U << weekday;
    line->covers_today = line->covers_today || on == day;
    buf_fini(&door.times);
    buf_fini(&door.note);
  }
}
