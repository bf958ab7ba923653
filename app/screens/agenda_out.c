#include "screens/agenda_out.h"

#include "base/civil.h"
#include "base/str.h"
#include "screens/entry_blocks.h"
#include "screens/rows.h"

enum { READ_MAX = 24, BESIDE_MAX = 64 };

struct day {
  struct occurrence *items;
  size_t count;
};

/* One name begins with the other: "Chor", "Chor (in der Kirche)". */
static bool is_same_name(struct app *app, const struct entry *a, const struct entry *b) {
  const char *one = text_get(&a->name, app->settings.lang, NULL), *other = text_get(&b->name, app->settings.lang, NULL);
  return one && other && (str_starts_with(one, other) || str_starts_with(other, one));
}

static bool is_written_anew(struct app *app, const struct occurrence *out, const struct day *day) {
  for (size_t i = 0; i < day->count; i++)
    if (wall_day(day->items[i].start) == wall_day(out->start) && is_same_name(app, &day->items[i].entry, &out->entry))
      return true;
  return false;
}

static const char *moment(struct app *app, int64_t wall, bool date_only, bool by_day) {
  struct words w = app_words(app);
  const char *date = words_date_short(&w, wall_day(wall));
  if (date_only) return date;
  return by_day ? arena_printf(w.arena, tr(w.catalog, "%s, %s"), date, words_time(&w, wall)) : words_time(&w, wall);
}

static const char *line_of(struct app *app, const struct occurrence *out, bool by_day) {
  struct words w = app_words(app);
  const char *name = text_get(&out->entry.name, app->settings.lang, NULL);
  const struct when *to = occurrence_moved_to(out);
  if (to)
    return arena_printf(w.arena, tr(w.catalog, "Verlegt: %s (jetzt %s)"), name,
                        moment(app, to->wall, to->date_only, wall_day(to->wall) != wall_day(out->start)));
  return arena_printf(w.arena, tr(w.catalog, "Fällt aus: %s (%s)"), name, moment(app, out->start, out->date_only, by_day));
}

void agenda_out_read(struct app *app, int64_t from, int64_t to, bool by_day, struct agenda_out *out) {
  struct reader *reader = model_reader(app->model);
  struct arena *arena = app->ui.arena;
  int64_t now = model_visible_now(app->model);
  struct occurrence *found = arena_array(arena, READ_MAX, sizeof *found);
  struct day day = {0};
  size_t count, more = 0;
  struct err err;
  *out = (struct agenda_out){0};
  if (!reader_taken_out(reader, from, to, now, READ_MAX, arena, found, &count, &err) || count == 0) return;
  day.items = arena_array(arena, BESIDE_MAX, sizeof *day.items);
  if (!reader_occurrences(reader, day_wall(wall_day(from)), to, now, 0, BESIDE_MAX, arena, day.items, &day.count, &err)) return;
  for (size_t i = 0; i < count; i++) {
    if (is_written_anew(app, &found[i], &day)) continue;
    if (out->count < AGENDA_OUT_LINES)
      out->lines[out->count++] = line_of(app, &found[i], by_day);
    else
      more++;
  }
  if (more > 0)
    out->lines[out->count++] =
        arena_printf(arena, trn(app->catalog, "und %zu weiterer Termin", "und %zu weitere Termine", more), more);
}

int agenda_out_draw(struct ui *ui, const struct agenda_out *out, int x, int y, int width) {
  struct label label = {.size = TEXT_META, .bold = true, .color = ui->theme->closed};
  int at = y;
  for (size_t i = 0; i < out->count; i++)
    at += icon_line(ui, x, at, width, "event_busy", out->lines[i], &label);
  return at - y;
}
