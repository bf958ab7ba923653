#include "screens/rows.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/recurrence_text.h"

#include <string.h>

#include <stdlib.h>

#define T(text) tr(app->catalog, text)

const struct topic topics[] = {
    {"nahversorgung", N_("Nahversorgung"), N_("Einkaufen, Lieferdienste, Markt"), "shopping_basket"},
    {"wohnen", N_("Wohnen"), N_("Beratung, Wohngeld, Umbau"), "home"},
    {"betreuung", N_("Betreuung"), N_("Kinder, Angehörige, Begleitung"), "child_care"},
    {"energie", N_("Energie"), N_("Spartipps, Zuschüsse"), "bolt"},
    {"mobilitaet", N_("Mobilität"), N_("Bus, Bürgerauto, Fahrdienst"), "directions_bus"},
    {"begegnung", N_("Begegnung"), N_("Treffs, Vereine, Mittagstisch"), "groups"},
    {"pflege", N_("Pflege"), N_("Pflegedienste, Stützpunkt"), "elderly"},
    {"aerztliche-versorgung", N_("Ärztliche Versorgung"), N_("Praxen, Apotheken"), "medical_services"},
    {"kultur", N_("Kultur"), N_("Bücherei, Musik, Kino"), "theater_comedy"},
};
const size_t topic_count = COUNT_OF(topics);

const struct mode_words offer_modes[MODE_COUNT] = {
    [MODE_LEND] = {"construction", N_("Leihen"), N_("Verleihe"), N_("Suche")},
    [MODE_GIVE] = {"chair", N_("Verschenken"), N_("Verschenke"), N_("Suche")},
    [MODE_SWAP] = {"swap_horiz", N_("Tauschen"), N_("Tausche"), N_("Suche")},
    [MODE_RIDE] = {"directions_car", N_("Mitfahren"), N_("Nehme mit"), N_("Suche Fahrt")},
    [MODE_HELP] = {"volunteer_activism", N_("Helfen"), N_("Helfe"), N_("Suche Hilfe")},
    [MODE_SPACE] = {"meeting_room", N_("Räume"), N_("Biete Raum"), N_("Suche Raum")},
    [MODE_TEACH] = {"school", N_("Lernen"), N_("Biete"), N_("Suche")},
};

const struct topic *topic_find(const char *id) {
  for (size_t i = 0; i < topic_count; i++)
    if (str_equals(topics[i].id, id)) return &topics[i];
  return NULL;
}

const char *topic_name(struct app *app, const char *id) {
  const struct topic *topic = topic_find(id);
  if (topic) return T(topic->name);
  char *name = arena_strdup(app->ui.arena, id);
  if (name[0] >= 'a' && name[0] <= 'z') name[0] = (char)(name[0] - 'a' + 'A');
  for (char *c = name; *c; c++)
    if (*c == '-') *c = ' ';
  return name;
}

static const char *walk_words(struct app *app, int minutes) {
  return minutes > 0 && minutes <= 90
             ? arena_printf(app->ui.arena, trn(app->catalog, "%d Min.", "%d Min.", (size_t)minutes), minutes)
             : NULL;
}

static void add_fact(struct row *row, const char *icon, const char *text, struct color color) {
  if (!str_is_empty(text) && row->fact_count < COUNT_OF(row->facts))
    row->facts[row->fact_count++] = (struct fact){icon, text, color};
}

static void add_hours(struct app *app, struct row *row, const struct entry *entry) {
  struct words w = app_words(app);
  enum hours_state state;
  const char *words = model_hours_words(app->model, &w, entry->opening_hours, false, &state);
  const struct theme *theme = app->ui.theme;
  add_fact(row, NULL, words, state == HOURS_OPEN ? theme->open : state == HOURS_CLOSED ? theme->closed : theme->soft);
}

static void add_place(struct app *app, struct row *row, const struct entry *entry, bool by_name) {
  struct words w = app_words(app);
  struct whereabouts where = model_where(app->model, &w, entry);
  const char *place = where.is_here && where.note ? where.note : by_name || !where.street ? where.name : where.street;
  if (!place) place = where.street ? where.street : where.name;
  add_fact(row, "place", place, COLOR_NONE);
  add_fact(row, "directions_walk", walk_words(app, where.walk_minutes), COLOR_NONE);
}

/* The name in the visitor's language, or visibly in another. */
static struct row row_start(struct app *app, const struct entry *entry, enum area area) {
  struct row row = {.area = area, .action = action_with_id(ACTION_ENTRY, 0, entry->id)};
  row.title = text_get(&entry->name, app->settings.lang, &row.lang);
  if (!row.title) row.title = entry->id;
  return row;
}

/* The summary up to its first full stop: what fits beside a number. */
static const char *first_sentence(struct app *app, const struct entry *entry) {
  const char *summary = text_get(&entry->summary, app->settings.lang, NULL);
  if (!summary) return NULL;
  const char *end = strstr(summary, ". ");
  size_t len = end ? (size_t)(end - summary) : strlen(summary);
  if (strcspn(summary, "\n") < len) len = strcspn(summary, "\n"); /* Leichte Sprache has a sentence a line */
  if (len > 0 && summary[len - 1] == '.') len--;
  return arena_strndup(app->ui.arena, summary, len);
}

static struct row row_of_service(struct app *app, const struct entry *entry) {
  struct row row = row_start(app, entry, AREA_SERVICES);
  add_hours(app, &row, entry);
  add_place(app, &row, entry, false);
  return row;
}

static struct row row_of_offer(struct app *app, const struct entry *entry) {
  struct row row = row_start(app, entry, AREA_SHARING);
  row.tag = T(entry->side == SIDE_OFFER ? offer_modes[entry->mode].offers : offer_modes[entry->mode].wants);
  struct words w = app_words(app);
  const struct hours *hours = str_is_empty(entry->opening_hours) ? NULL : model_hours_parsed(app->model, entry->opening_hours);
  const char *when = hours ? words_hours(&w, hours, NULL) : NULL;
  if (when && utf8_length(when) < 60) add_fact(&row, "schedule", when, COLOR_NONE);
  add_place(app, &row, entry, false);
  return row;
}

static struct row row_of_notice(struct app *app, const struct entry *entry) {
  ASSERT(entry->kind < KIND_COUNT);
  struct row row = row_start(app, entry, AREA_NEWS);
  static const char *const kinds[KIND_COUNT] = {
      [KIND_SURVEY] = N_("Umfrage"), [KIND_PROJECT] = N_("Projekt"), [KIND_PAGE] = N_("Information")};
  static const char *const icons[KIND_COUNT] = {[KIND_SURVEY] = "poll", [KIND_PROJECT] = "account_tree", [KIND_PAGE] = "info"};
  if (kinds[entry->kind]) add_fact(&row, icons[entry->kind], T(kinds[entry->kind]), COLOR_NONE);
  if (entry->kind == KIND_NOTICE && entry->priority != PRIORITY_INFO) row.tag = T("Wichtig");
  struct words w = app_words(app);
  if (entry->kind == KIND_NOTICE && entry->visible_from.is_set)
    add_fact(&row, "event_note", words_date_short(&w, wall_day(entry->visible_from.wall)), COLOR_NONE);
  add_fact(&row, NULL, first_sentence(app, entry), COLOR_NONE);
  return row;
}

static struct row row_of_event(struct app *app, const struct entry *entry) {
  struct row row = row_start(app, entry, AREA_EVENTS);
  add_fact(&row, "repeat", repeat_words(app, entry), COLOR_NONE);
  add_place(app, &row, entry, true);
  return row;
}

static struct row row_of_organization(struct app *app, const struct entry *entry) {
  struct row row = row_start(app, entry, AREA_SERVICES);
  add_fact(&row, entry->kind == KIND_PLACE ? "apartment" : "groups",
           T(entry->kind == KIND_PLACE ? N_("Ort") : N_("Organisation")), COLOR_NONE);
  add_hours(app, &row, entry);
  add_place(app, &row, entry, false);
  return row;
}

struct row row_of_entry(struct app *app, const struct entry *entry) {
  switch (entry->kind) {
    case KIND_SERVICE: return row_of_service(app, entry);
    case KIND_EVENT: return row_of_event(app, entry);
    case KIND_OFFER: return row_of_offer(app, entry);
    case KIND_ORGANIZATION:
    case KIND_PLACE: return row_of_organization(app, entry);
    case KIND_NOTICE:
    case KIND_SURVEY:
    case KIND_PROJECT:
    case KIND_PAGE:
    case KIND_COUNT: break;
  }
  return row_of_notice(app, entry);
}

/* Far away, where nobody walks, the distance alone. */
struct row row_of_near(struct app *app, const struct entry *entry) {
  struct row row = row_of_entry(app, entry);
  struct words w = app_words(app);
  struct whereabouts where = model_where(app->model, &w, entry);
  if (where.metres <= 0) return row;
  const char *metres = way_distance_words(&w, where.metres);
  for (size_t i = 0; i < row.fact_count; i++)
    if (str_equals(row.facts[i].icon, "directions_walk")) {
      row.facts[i].text = arena_printf(w.arena, T("%s, %s"), metres, row.facts[i].text);
      return row;
    }
  add_fact(&row, "near_me", metres, COLOR_NONE);
  return row;
}

const char *repeat_words(struct app *app, const struct entry *entry) {
  if (str_is_empty(entry->rrule)) return NULL;
  struct recurrence recurrence = {
      .start = entry->start.wall, .date_only = entry->start.date_only, .zone = entry->timezone, .rrule = entry->rrule};
  scoped_buf text;
  buf_init(&text, 200);
  if (!recurrence_describe(&recurrence, app->settings.lang, &text)) return NULL;
  return arena_strdup(app->ui.arena, buf_text(&text));
}

static const char *price_words(struct app *app, const struct entry *entry) {
  const char *price = text_get(&entry->price, app->settings.lang, NULL);
  return price ? price : entry->free ? T("kostenlos") : NULL;
}

static bool has_moment(const struct time_list *list, const struct occurrence *occurrence) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].wall == occurrence->start ||
        (list->items[i].date_only && wall_day(list->items[i].wall) == wall_day(occurrence->start)))
      return true;
  return false;
}

/* The date that an extra one stands for: the nearest that was taken out of the series, if that is not far. */
static const struct when *moved_from(const struct entry *event, int64_t start) {
  enum { NEAR_DAYS = 21 };
  const struct when *best = NULL;
  int64_t least = NEAR_DAYS * (int64_t)DAY_SECONDS;
  const struct time_list *out = &event->exdate;
  for (size_t i = 0; i < out->count; i++) {
    int64_t apart = llabs(out->items[i].wall - start);
    if (apart > least) continue;
    least = apart;
    best = &out->items[i];
  }
  return best;
}

const struct when *occurrence_moved_to(const struct occurrence *taken_out) {
  const struct time_list *extra = &taken_out->entry.rdate;
  for (size_t i = 0; i < extra->count; i++) {
    const struct when *from = moved_from(&taken_out->entry, extra->items[i].wall);
    if (from && from->wall == taken_out->start && extra->items[i].wall != from->wall) return &extra->items[i];
  }
  return NULL;
}

const char *occurrence_tag(struct app *app, const struct occurrence *occurrence) {
  const struct entry *entry = &occurrence->entry;
  struct words w = app_words(app);
  if (entry->event_status == EVENT_CANCELLED) return T("Fällt aus");
  if (entry->event_status == EVENT_POSTPONED) return T("Verschoben");
  if (str_is_empty(entry->rrule) || !has_moment(&entry->rdate, occurrence)) return NULL;
  const struct when *from = moved_from(entry, occurrence->start);
  if (!from) return T("Zusätzlicher Termin");
  bool same_day = wall_day(from->wall) == wall_day(occurrence->start);
  const char *was = same_day ? words_time(&w, from->wall) : words_date_short(&w, wall_day(from->wall));
  return arena_printf(w.arena, T("Verlegt von %s"), was);
}

struct row row_of_occurrence(struct app *app, const struct occurrence *occurrence, bool with_day) {
  const struct entry *entry = &occurrence->entry;
  struct words w = app_words(app);
  struct row row = row_start(app, entry, AREA_EVENTS);
  int32_t today = wall_day(model_now(app->model));
  int32_t first = wall_day(occurrence->start);
  row.action.number = first; /* the page shows this date, and two dates of one event are two controls */
  bool running = occurrence->start <= model_now(app->model) && occurrence->end > model_now(app->model) && first < today;
  row.badge = occurrence->date_only ? T("ganztags") : words_time(&w, occurrence->start);
  if (running) row.badge = T("läuft");
  bool has_end = occurrence->end > occurrence->start && !occurrence->date_only;
  if (running)
    row.badge_sub = arena_printf(w.arena, T("bis %s"), words_day_near(&w, wall_day(occurrence->end - 1), today));
  else if (with_day)
    row.badge_sub = words_day_near(&w, first, today);
  else if (has_end)
    row.badge_sub = arena_printf(w.arena, T("bis %s"), words_time(&w, occurrence->end));
  row.tag = occurrence_tag(app, occurrence);
  add_place(app, &row, entry, true);
  if (with_day) return row;
  const char *repeat = repeat_words(app, entry);
  if (repeat && utf8_length(repeat) < 36) add_fact(&row, "repeat", repeat, COLOR_NONE);
  const char *price = price_words(app, entry);
  if (price && utf8_length(price) < 24) add_fact(&row, "euro", price, COLOR_NONE);
  return row;
}

struct row row_of_number(struct app *app, const struct entry *entry) {
  struct words w = app_words(app);
  struct row row = row_start(app, entry, AREA_ALERT);
  if (entry->telephone) row.number = words_telephone(&w, entry->telephone);
  enum hours_state state = HOURS_OPEN;
  const char *hours = model_hours_words(app->model, &w, entry->opening_hours, false, &state);
  bool always = hours && state == HOURS_OPEN && str_equals(hours, T("Jetzt geöffnet"));
  if (hours && !always)
    add_fact(&row, NULL, hours, state == HOURS_OPEN ? app->ui.theme->open : app->ui.theme->closed);
  else
    add_fact(&row, NULL, first_sentence(app, entry), COLOR_NONE);
  return row;
}
