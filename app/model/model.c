#include "model/model.h"

#include "base/civil.h"
#include "base/log.h"
#include "base/str.h"
#include "base/zone.h"
#include "model/hours_table.h"

#include <stdlib.h>

enum {
  REOPEN_EVERY_MS = 1000,
  LAST_MINUTES = 45, /* before it closes: then minutes say more than the hour */
};

struct model {
  struct model_config config;
  struct clock *clock;
  struct reader *reader;
  struct reader_info info;
  struct finder *finder;
  struct hours_table *hours;
  struct hours_place place;
  int64_t minute; /* wall minute last seen */
  bool trusted;
  bool located; /* position of the kiosk is known */
  struct position position;
  int64_t reopen_at_ms;
  enum err_code trouble;
};

static void read_position(struct model *model) {
  const struct model_config *config = &model->config;
  model->located = config->has_position;
  model->position = (struct position){config->latitude, config->longitude};
  if (model->located || !model->reader || str_is_empty(config->place)) return;
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  if (reader_find(model->reader, config->place, &arena, &entry, &err) && entry.has_location && entry.location.has_position) {
    model->located = true;
    model->position = (struct position){entry.location.latitude, entry.location.longitude};
  }
}

/* The daemon hears of damage and mends it. */
static void report_damage(const struct model *model, const struct err *why) {
  struct err err;
  if (why->code == ERR_CORRUPT && !reader_report_damage(model->config.cache_path, &err))
    log_warning("cache '%s': the daemon cannot be told: %s", model->config.cache_path, err.msg);
}

/* A reader that failed is closed; the next tick opens another. */
static void give_up_reader(struct model *model, const struct err *why) {
  log_error("cache '%s': %s, reopening", model->config.cache_path, why->msg);
  finder_detach(model->finder);
  reader_close(TAKE(model->reader));
  report_damage(model, why);
}

static void read_content(struct model *model) {
  struct err err;
  finder_on_change(model->finder);
  if (!reader_info(model->reader, &model->info, &err)) {
    give_up_reader(model, &err);
    return;
  }
  clock_raise_floor(model->clock, model->info.newest_utc);
  read_position(model);
}

static bool open_reader(struct model *model) {
  struct err err;
  if (reader_open(model->config.cache_path, &model->reader, &err)) {
    model->trouble = ERR_NONE;
    read_content(model);
    return model->reader != NULL;
  }
  if (err.code != ERR_NOT_FOUND && err.code != model->trouble)
    log_error("cache '%s': %s, waiting for another", model->config.cache_path, err.msg);
  if (err.code != model->trouble) report_damage(model, &err);
  model->trouble = err.code == ERR_NOT_FOUND ? ERR_NONE : err.code;
  return false;
}

struct model *model_create(const struct model_config *config, struct clock *clock) {
  struct model *model = calloc(1, sizeof *model);
  ASSERT(model != NULL);
  model->config = *config;
  model->clock = clock;
  model->place = (struct hours_place){.land = config->land, .local_holidays = config->local_holidays};
  model->hours = hours_table_create();
  model->finder = finder_create(config->search_words);
  open_reader(model);
  model->minute = clock_wall(clock) / 60;
  model->trusted = clock_is_trusted(clock);
  return model;
}

void model_destroy(struct model *model) {
  if (!model) return;
  finder_destroy(model->finder);
  reader_close(model->reader);
  hours_table_destroy(model->hours);
  free(model);
}

void model_set_place(struct model *model, const char *place) {
  model->config.place = place;
  read_position(model);
}

static bool poll_content(struct model *model) {
  int64_t now_ms = clock_elapsed_ms(model->clock);
  if (!model->reader) {
    if (now_ms < model->reopen_at_ms) return false;
    model->reopen_at_ms = now_ms + REOPEN_EVERY_MS;
    return open_reader(model);
  }
  bool changed;
  struct err err;
  if (!reader_poll(model->reader, &changed, &err)) {
    give_up_reader(model, &err);
    return true;
  }
  if (changed) read_content(model);
  return changed;
}

bool model_tick(struct model *model) {
  bool changed = poll_content(model);
  int64_t minute = clock_wall(model->clock) / 60;
  bool trusted = clock_is_trusted(model->clock);
  changed = changed || minute != model->minute || trusted != model->trusted;
  model->minute = minute;
  model->trusted = trusted;
  return changed;
}

bool model_has_content(const struct model *model) { return model->reader && model->info.version > 0; }

const char *model_trouble(const struct model *model) {
  if (model->trouble == ERR_NONE) return NULL;
  return N_("Die gespeicherten Inhalte sind beschädigt. Sie werden gerade wiederhergestellt.");
}

struct reader *model_reader(struct model *model) {
  return model->reader;
}

bool model_picture_path(struct model *model, const char *asset, char *out, size_t size) {
  return !model->config.without_pictures && reader_asset_path(model->reader, asset, out, size);
}

const struct reader_info *model_info(const struct model *model) { return &model->info; }
const struct search_result *model_find(struct model *model, const char *text, const char *lang) {
  return finder_ask(model->finder, model->reader, text, lang, model_visible_now(model));
}
void model_forget(struct model *model) { finder_forget(model->finder); }

int64_t model_now(const struct model *model) { return model->minute * 60; }
bool model_clock_is_trusted(const struct model *model) { return model->trusted; }
int64_t model_visible_now(const struct model *model) { return model->trusted ? model_now(model) : READER_NO_CLOCK; }
const char *model_zone(const struct model *model) { return model->clock->zone; }
const struct hours_place *model_hours_place(const struct model *model) { return &model->place; }
size_t model_hours_cached(const struct model *model) { return hours_table_count(model->hours); }

/* ---- opening hours ---- */

const struct hours *model_hours_parsed(struct model *model, const char *expression) {
  return hours_table_parsed(model->hours, expression);
}

bool model_hours(struct model *model, const char *expression, struct hours_status *out) {
  if (!model->trusted || str_is_empty(expression)) return false;
  return hours_table_at(model->hours, expression, &model->place, model_now(model), out);
}

/* "16:00", "morgen um 9:00", "Mo um 9:00" */
static const char *when_words(struct model *model, struct words *w, int64_t wall, bool opening) {
  int32_t today = wall_day(model_now(model));
  int32_t day = wall_day(wall);
  const char *time = words_time(w, wall);
  if (day == today) return opening ? arena_printf(w->arena, tr(w->catalog, "öffnet um %s"), time) : time;
  if (!opening && wall - model_now(model) < DAY_SECONDS) return time;
  if (opening && day == today + 1) return arena_printf(w->arena, tr(w->catalog, "morgen ab %s"), time);
  const char *name = day == today + 1  ? tr(w->catalog, "morgen")
                     : day < today + 7 ? words_weekday_brief(w, (int)day_weekday(day))
                                       : words_date_short(w, day);
  return arena_printf(w->arena, opening ? tr(w->catalog, "%s ab %s") : tr(w->catalog, "%s, %s"), name, time);
}

static const char *open_words(struct model *model, struct words *w, const struct hours_status *status, bool long_form) {
  if (!status->has_next || status->next_change - model_now(model) > 36 * 3600) return tr(w->catalog, "Jetzt geöffnet");
  int64_t left = (status->next_change - model_now(model)) / 60;
  if (left <= LAST_MINUTES && !status->open_end)
    return arena_printf(w->arena, trn(w->catalog, "Schließt in %d Minute", "Schließt in %d Minuten", (size_t)left), (int)left);
  const char *until = when_words(model, w, status->next_change, false);
  return arena_printf(
      w->arena, long_form ? tr(w->catalog, "Jetzt geöffnet, noch bis %s") : tr(w->catalog, "Jetzt geöffnet, bis %s"), until);
}

static const char *comment_words(struct words *w, const char *comment) {
  return arena_strdup(w->arena, hours_comment(w->lang, comment));
}

const char *model_hours_words(struct model *model, struct words *w, const char *expression, bool long_form,
                              enum hours_state *state) {
  struct hours_status status;
  if (!model_hours(model, expression, &status)) return NULL;
  *state = status.state;
  if (status.state == HOURS_OPEN) return open_words(model, w, &status, long_form);
  if (status.state == HOURS_UNKNOWN)
    return status.comment ? comment_words(w, status.comment) : tr(w->catalog, "Bitte nachfragen");
  if (!status.has_next) return status.comment ? comment_words(w, status.comment) : tr(w->catalog, "Geschlossen");
  if (status.next_state == HOURS_UNKNOWN) return tr(w->catalog, "Geschlossen");
  return arena_printf(w->arena, tr(w->catalog, "Geschlossen, %s"), when_words(model, w, status.next_change, true));
}

static bool is_open(struct model *model, const char *expression) {
  struct hours_status status;
  return model_hours(model, expression, &status) && status.state == HOURS_OPEN;
}

struct hours_set model_open_hours(struct model *model, const char *topic, struct arena *arena) {
  struct hours_use *uses = NULL;
  size_t count = 0;
  int64_t largest = 0;
  struct err err;
  if (!model_has_content(model) || !reader_hours(model->reader, topic, arena, &uses, &count, &err)) count = 0;
  for (size_t i = 0; i < count; i++)
    if (uses[i].number > largest) largest = uses[i].number;
  unsigned char *wanted = arena_alloc(arena, (size_t)largest + 1);
  for (size_t i = 0; i < count; i++)
    wanted[uses[i].number] = is_open(model, uses[i].expression);
  return (struct hours_set){wanted, (size_t)largest + 1};
}

bool model_count_open(struct model *model, const char *topic, size_t *out) {
  if (!model->trusted || !model_has_content(model)) return false;
  scoped_arena arena = {0};
  struct hours_use *uses;
  size_t count;
  struct err err;
  if (!reader_hours(model->reader, topic, &arena, &uses, &count, &err)) return false;
  *out = 0;
  for (size_t i = 0; i < count; i++)
    if (is_open(model, uses[i].expression)) *out += uses[i].count;
  return true;
}

/* ---- places ---- */

bool model_position(const struct model *model, struct position *out) {
  if (model->located) *out = model->position;
  return model->located;
}

static const char *town_of(struct words *w, const struct location *location) {
  if (!location->postal_code) return location->locality;
  return location->locality ? arena_printf(w->arena, "%s %s", location->postal_code, location->locality)
                            : location->postal_code;
}

static void take_location(struct model *model, struct words *w, const struct location *location, struct whereabouts *out) {
  const char *name = text_get(&location->name, w->lang, NULL);
  const char *note = text_get(&location->note, w->lang, NULL);
  if (name) out->name = name;
  if (location->street) out->street = location->street;
  if (location->locality || location->postal_code) out->town = town_of(w, location);
  if (note) out->note = note;
  if (!location->has_position) return;
  out->has_position = true;
  out->position = (struct position){location->latitude, location->longitude};
  if (!model->located) return;
  out->metres = way_metres(model->position, out->position);
  out->walk_minutes = way_minutes(out->metres);
}

struct whereabouts model_where(struct model *model, struct words *w, const struct entry *entry) {
  struct whereabouts out = {0};
  const char *place = entry->kind == KIND_PLACE ? entry->id : entry->has_location ? entry->location.place : NULL;
  if (place) {
    out.place = place;
    out.is_here = str_equals(place, model->config.place);
    struct entry found;
    struct err err;
    if (entry->kind != KIND_PLACE && model->reader && reader_find(model->reader, place, w->arena, &found, &err)) {
      out.name = text_get(&found.name, w->lang, NULL);
      if (found.has_location) {
        const char *name = out.name;
        take_location(model, w, &found.location, &out);
        out.name = name;
        out.note = NULL; /* how to find the house, not the room */
      }
    }
  }
  if (entry->has_location) take_location(model, w, &entry->location, &out);
  if (out.is_here) out.metres = 0;
  if (out.is_here || out.walk_minutes == 1) out.walk_minutes = 0; /* a minute away is here */
  return out;
}
