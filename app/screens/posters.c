#include "screens/posters.h"

#include "base/civil.h"
#include "base/str.h"
#include "screens/rows.h"

#define T(text) tr(app->catalog, text)

enum { FOLLOWING_DAYS = 7, OF_A_KIND = 6 };

enum group { GROUP_EVENTS, GROUP_OFFERS, GROUP_NEWS, GROUP_OPEN, GROUP_NUMBERS, GROUP_COUNT };

struct groups {
  struct poster poster[GROUP_COUNT][OF_A_KIND];
  size_t count[GROUP_COUNT];
};

static void add(struct groups *groups, enum group group, struct poster poster) {
  if (groups->count[group] < OF_A_KIND && !str_is_empty(poster.title)) groups->poster[group][groups->count[group]++] = poster;
}

/* ---- events ---- */

static const char *day_and_time(struct app *app, const struct occurrence *occurrence) {
  struct words w = app_words(app);
  int32_t day = wall_day(occurrence->start), today = wall_day(model_now(app->model));
  const char *span = words_span(&w, occurrence->start, occurrence->end, occurrence->date_only);
  if (wall_day(occurrence->end > occurrence->start ? occurrence->end - 1 : occurrence->start) != day) return span;
  const char *name = day == today ? T("Heute") : day == today + 1 ? T("Morgen") : words_date_long(&w, day);
  return arena_printf(w.arena, T("%s, %s"), name, span);
}

static const char *where_words(struct app *app, const struct entry *entry) {
  struct words w = app_words(app);
  struct whereabouts where = model_where(app->model, &w, entry);
  const char *place = where.is_here && where.note ? where.note : where.name ? where.name : where.street;
  if (where.walk_minutes < 1 || where.walk_minutes > 90) return place;
  const char *walk = arena_printf(
      w.arena, trn(app->catalog, "%d Minute zu Fuß", "%d Minuten zu Fuß", (size_t)where.walk_minutes), where.walk_minutes);
  return place ? arena_printf(w.arena, T("%s, %s"), place, walk) : walk;
}

static void read_events(struct app *app, struct groups *groups) {
  int64_t now = model_now(app->model), midnight = ((int64_t)wall_day(now) + 1 + FOLLOWING_DAYS) * DAY_SECONDS;
  struct occurrence found[2 * OF_A_KIND];
  size_t count;
  struct err err;
  if (!model_clock_is_trusted(app->model) ||
      !reader_occurrences(model_reader(app->model), now, midnight, now, 0, COUNT_OF(found), app->ui.arena, found, &count, &err))
    return;
  for (size_t k = 0; k < 2 * count; k++) { /* what begins, then what has been running since before today */
    size_t i = k < count ? k : k - count;
    const struct entry *entry = &found[i].entry;
    if ((wall_day(found[i].start) < wall_day(now)) != (k >= count)) continue;
    if (entry->event_status == EVENT_CANCELLED || entry->event_status == EVENT_POSTPONED) continue;
    struct poster poster = {.area = AREA_EVENTS, .kicker = day_and_time(app, &found[i]), .note = where_words(app, entry)};
    poster.title = text_get(&entry->name, app->settings.lang, &poster.lang);
    poster.key = arena_printf(app->ui.arena, "%s %d", entry->id, (int)wall_day(found[i].start));
    add(groups, GROUP_EVENTS, poster);
  }
}

/* ---- offers, news, what is open ---- */

static const char *kicker_of(struct app *app, const struct entry *entry) {
  enum hours_state state;
  struct words w = app_words(app);
  switch (entry->kind) {
    case KIND_OFFER:
      return arena_printf(w.arena, "%s: %s", T("Teilen & Tauschen"),
                          T(entry->side == SIDE_OFFER ? offer_modes[entry->mode].offers : offer_modes[entry->mode].wants));
    case KIND_SURVEY: return T("Umfrage");
    case KIND_PROJECT: return T("Projekt");
    case KIND_SERVICE: return model_hours_words(app->model, &w, entry->opening_hours, true, &state);
    default: return T("Neues & Mitmachen");
  }
}

static const char *telephone_words(struct app *app, const struct entry *entry, const char *where) {
  struct words w = app_words(app);
  const char *number = words_telephone(&w, entry->telephone);
  return where ? arena_printf(w.arena, "%s · %s", number, where) : number;
}

static void read_group(struct app *app, struct groups *groups, enum group group, enum area area, struct reader_query query) {
  struct entry found[OF_A_KIND];
  size_t count;
  struct err err;
  query.now = model_visible_now(app->model);
  if (!reader_page(model_reader(app->model), &query, &(struct reader_cursor){0}, false, OF_A_KIND, app->ui.arena, found, NULL,
                   &count, &err))
    return;
  for (size_t i = 0; i < count; i++) {
    struct poster poster = {.key = found[i].id, .area = area, .kicker = kicker_of(app, &found[i])};
    if (found[i].priority == PRIORITY_ALERT) poster.area = AREA_ALERT;
    poster.title = text_get(&found[i].name, app->settings.lang, &poster.lang);
    poster.note = group == GROUP_NEWS ? text_get(&found[i].summary, app->settings.lang, NULL) : where_words(app, &found[i]);
    if (group == GROUP_OPEN && found[i].telephone) poster.note = telephone_words(app, &found[i], poster.note);
    add(groups, group, poster);
  }
}

static void read_open(struct app *app, struct groups *groups) {
  if (!model_clock_is_trusted(app->model)) return;
  struct hours_set open = model_open_hours(app->model, NULL, app->ui.arena);
  bool any = false;
  for (size_t i = 1; i < open.count; i++)
    any = any || open.wanted[i];
  if (any)
    read_group(app, groups, GROUP_OPEN, AREA_SERVICES, (struct reader_query){.kinds = 1U << KIND_SERVICE, .hours = &open});
}

/* ---- numbers ---- */

/* These hold in all of Germany, with or without content. */
static void read_numbers(struct app *app, struct groups *groups) {
  struct words w = app_words(app);
  const char *kicker = T("Wichtige Nummern");
  add(groups, GROUP_NUMBERS,
      (struct poster){.key = "112",
                      .area = AREA_ALERT,
                      .kicker = kicker,
                      .title = arena_printf(w.arena, "%s\u00a0112", T("Notruf")),
                      .note = T("Feuerwehr und Rettungsdienst, rund um die Uhr")});
  add(groups, GROUP_NUMBERS,
      (struct poster){.key = "116117",
                      .area = AREA_ALERT,
                      .kicker = kicker,
                      .title = arena_printf(w.arena, "%s %s", T("Arzt"), words_telephone(&w, "116 117")),
                      .note = T("Wenn die Praxis zu hat")});
}

/* ---- taking turns ---- */

size_t posters_read(struct app *app, struct poster out[POSTERS_MAX]) {
  static const enum group turns[] = {GROUP_EVENTS, GROUP_OFFERS, GROUP_EVENTS, GROUP_NEWS, GROUP_EVENTS, GROUP_OPEN};
  struct groups *groups = arena_alloc(app->ui.arena, sizeof *groups);
  read_events(app, groups);
  read_group(app, groups, GROUP_OFFERS, AREA_SHARING, (struct reader_query){.kinds = 1U << KIND_OFFER});
  read_group(app, groups, GROUP_NEWS, AREA_NEWS,
             (struct reader_query){.kinds = 1U << KIND_NOTICE | 1U << KIND_SURVEY | 1U << KIND_PROJECT, .order = ORDER_NEWEST});
  read_open(app, groups);
  read_numbers(app, groups);
  size_t used[GROUP_COUNT] = {0}, count = 0;
  for (bool any = true; any;) {
    any = false;
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
      if (used[turns[i]] == groups->count[turns[i]] || count == POSTERS_MAX - 1) continue;
      out[count++] = groups->poster[turns[i]][used[turns[i]]++];
      any = true;
    }
    if (used[GROUP_NUMBERS] == groups->count[GROUP_NUMBERS] || count == POSTERS_MAX) continue;
    out[count++] = groups->poster[GROUP_NUMBERS][used[GROUP_NUMBERS]++];
    any = true;
  }
  return count;
}
