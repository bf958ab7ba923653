/* Which fields there are, which kinds have them and how they are read: the table `fields` is FEED.md's table. What needs two
 * fields at once is checked behind it. A known field on a kind that does not have it is treated like an unknown one: kept and
 * ignored, so that a later version of the format may give it to that kind. */
#include "feed/entry.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/fields.h"
#include "feed/strict.h"

#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(enum entry_kind) == sizeof(int), "read_enum stores ints");

static const char *const kind_names[] = {"service", "event",        "offer", "notice", "survey",
                                         "project", "organization", "place", "page",   NULL};
static const char *const access_names[] = {"step-free", "toilet",         "hearing-loop", "sign-language",
                                           "parking",   "assistance-dog", "quiet",        NULL};
static const char *const status_names[] = {"scheduled", "cancelled", "postponed", NULL};
static const char *const mode_names[] = {"lend", "give", "swap", "ride", "help", "space", "teach", NULL};
static const char *const side_names[] = {"offer", "request", NULL};
static const char *const priority_names[] = {"info", "important", "alert", NULL};
static const char *const question_names[] = {"single", "multiple", "scale", "text", NULL};
static const char *const state_names[] = {"done", "active", "planned", NULL};

static field_check *const id_form = check_id;
static field_check *const asset_form = check_asset;
static field_check *const telephone_form = check_telephone;
static field_check *const email_form = check_email;
static field_check *const url_form = check_url;
static field_check *const language_form = check_language;
static field_check *const zone_form = check_zone;

enum {
  SERVICE = 1 << KIND_SERVICE,
  EVENT = 1 << KIND_EVENT,
  OFFER = 1 << KIND_OFFER,
  NOTICE = 1 << KIND_NOTICE,
  SURVEY = 1 << KIND_SURVEY,
  PROJECT = 1 << KIND_PROJECT,
  ORGANIZATION = 1 << KIND_ORGANIZATION,
  PLACE = 1 << KIND_PLACE,
  CONTACTS = SERVICE | EVENT | OFFER | ORGANIZATION | PLACE,
  LOCATED = SERVICE | EVENT | OFFER | PLACE | ORGANIZATION, /* FEED.md's four, and where an organisation has its office */
  PAID = SERVICE | EVENT | OFFER,
};

#define AT(type, member) offsetof(struct type, member)

static bool read_image(const struct source *source, const struct field *field, json_t *value, void *out) {
  static const struct field parts[] = {
      {"asset", read_line, AT(entry, image_asset), ALL_KINDS, ALL_KINDS, 68, &asset_form},
      {"alt", read_text, AT(entry, image_alt), ALL_KINDS, ALL_KINDS, 300, NULL},
  };
  struct source inner = *source;
  inner.prefix = "image.";
  if (!json_is_object(value)) return field_fail(source, field->name, "must be an object with asset and alt");
  return fields_read(&inner, parts, COUNT_OF(parts), 0, value, out);
}

static bool read_location(const struct source *source, const struct field *field, json_t *value, void *out) {
  static const struct field parts[] = {
      {"name", read_title, AT(location, name), ALL_KINDS, 0, 80, NULL},
      {"street", read_line, AT(location, street), ALL_KINDS, 0, 120, NULL},
      {"postal_code", read_line, AT(location, postal_code), ALL_KINDS, 0, 16, NULL},
      {"locality", read_line, AT(location, locality), ALL_KINDS, 0, 80, NULL},
      {"latitude", read_number, AT(location, latitude), ALL_KINDS, 0, 90, NULL},
      {"longitude", read_number, AT(location, longitude), ALL_KINDS, 0, 180, NULL},
      {"note", read_text, AT(location, note), ALL_KINDS, 0, 300, NULL},
  };
  static const struct field by_id = {"location", read_line, 0, ALL_KINDS, 0, ENTRY_ID_MAX, &id_form};
  struct entry *entry = out;
  struct source inner = *source;
  inner.prefix = "location.";
  entry->has_location = true;
  if (json_is_string(value)) return read_line(source, &by_id, value, &entry->location.place);
  if (!json_is_object(value)) return field_fail(source, field->name, "must be the id of a place, or an object");
  if (!fields_read(&inner, parts, COUNT_OF(parts), 0, value, &entry->location)) return false;
  bool has_latitude = json_object_get(value, "latitude") != NULL;
  bool has_longitude = json_object_get(value, "longitude") != NULL;
  if (has_latitude != has_longitude) return field_fail(source, field->name, "has only one of latitude and longitude");
  entry->location.has_position = has_latitude;
  return true;
}

/* Reads a list of objects; `size` is that of one struct, the array goes to the arena. NULL on failure. */
static void *read_objects(const struct source *source, const struct field *field, json_t *value, const struct field *parts,
                          size_t part_count, size_t size) {
  if (!json_is_array(value)) {
    field_fail(source, field->name, "must be a list of objects");
    return NULL;
  }
  size_t count = json_array_size(value);
  if (count > field->limit || (count == 0 && field->required)) {
    field_fail(source, field->name, "%zu items, from %d to %zu fit", count, field->required ? 1 : 0, field->limit);
    return NULL;
  }
  char *items = arena_array(source->arena, count + 1, size);
  for (size_t i = 0; i < count; i++) {
    struct source inner = *source;
    inner.prefix = arena_printf(source->arena, "%s[%zu].", field->name, i);
    json_t *item = json_array_get(value, i);
    if (!json_is_object(item)) {
      field_fail(source, field->name, "must be a list of objects");
      return NULL;
    }
    if (!fields_read(&inner, parts, part_count, 0, item, items + i * size)) return NULL;
  }
  return items;
}

static bool read_options(const struct source *source, const struct field *field, json_t *value, void *out) {
  static const struct field option = {"options", read_title, 0, ALL_KINDS, ALL_KINDS, 120, NULL};
  struct question *question = out;
  if (!json_is_array(value)) return field_fail(source, field->name, "must be a list");
  size_t count = json_array_size(value);
  if (count > field->limit) return field_fail(source, field->name, "%zu items, at most %zu fit", count, field->limit);
  struct text *options = arena_array(source->arena, count, sizeof *options);
  for (size_t i = 0; i < count; i++)
    if (!read_title(source, &option, json_array_get(value, i), &options[i])) return false;
  question->options = options;
  question->option_count = count;
  return true;
}

static bool check_questions(const struct source *source, const struct question *questions, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool chooses = questions[i].type == QUESTION_SINGLE || questions[i].type == QUESTION_MULTIPLE;
    if (chooses && questions[i].option_count < 2)
      return field_fail(source, "questions", "'%s' needs two options or more", questions[i].id);
    for (size_t k = 0; k < i; k++)
      if (str_equals(questions[k].id, questions[i].id))
        return field_fail(source, "questions", "the id '%s' is there twice", questions[i].id);
  }
  return true;
}

static bool read_questions(const struct source *source, const struct field *field, json_t *value, void *out) {
  static const struct field parts[] = {
      {"id", read_line, AT(question, id), ALL_KINDS, ALL_KINDS, ENTRY_ID_MAX, &id_form},
      {"text", read_text, AT(question, text), ALL_KINDS, ALL_KINDS, 300, NULL},
      {"type", read_enum, AT(question, type), ALL_KINDS, ALL_KINDS, 0, question_names},
      {"options", read_options, 0, ALL_KINDS, 0, 20, NULL},
  };
  struct entry *entry = out;
  struct question *questions = read_objects(source, field, value, parts, COUNT_OF(parts), sizeof *questions);
  if (!questions || !check_questions(source, questions, json_array_size(value))) return false;
  entry->questions = questions;
  entry->question_count = json_array_size(value);
  return true;
}

static bool check_order(const struct source *source, const char *name, const struct when *from, const struct when *to) {
  if (!from->is_set || !to->is_set || to->wall >= from->wall) return true;
  if (to->date_only && wall_day(to->wall) == wall_day(from->wall)) return true; /* the date means its whole day */
  return field_fail(source, name, "lies before the beginning");
}

static bool read_phases(const struct source *source, const struct field *field, json_t *value, void *out) {
  static const struct field parts[] = {
      {"name", read_title, AT(phase, name), ALL_KINDS, ALL_KINDS, 80, NULL},
      {"state", read_enum, AT(phase, state), ALL_KINDS, ALL_KINDS, 0, state_names},
      {"from", read_when, AT(phase, from), ALL_KINDS, 0, 0, NULL},
      {"until", read_when, AT(phase, until), ALL_KINDS, 0, 0, NULL},
  };
  struct entry *entry = out;
  struct phase *phases = read_objects(source, field, value, parts, COUNT_OF(parts), sizeof *phases);
  if (!phases) return false;
  for (size_t i = 0; i < json_array_size(value); i++)
    if (!check_order(source, "phases", &phases[i].from, &phases[i].until)) return false;
  entry->phases = phases;
  entry->phase_count = json_array_size(value);
  return true;
}

static const struct field fields[] = {
    {"id", read_line, AT(entry, id), ALL_KINDS, ALL_KINDS, ENTRY_ID_MAX, &id_form},
    {"topics", read_lines, AT(entry, topics), ALL_KINDS, 0, 16, &id_form},
    {"name", read_title, AT(entry, name), ALL_KINDS, ALL_KINDS, 80, NULL},
    {"summary", read_text, AT(entry, summary), ALL_KINDS, 0, 300, NULL},
    {"description", read_text, AT(entry, description), ALL_KINDS, 0, 4000, NULL},
    {"keywords", read_lines, AT(entry, keywords), ALL_KINDS, 0, 64, NULL},
    {"image", read_image, 0, ALL_KINDS, 0, 0, NULL},
    {"location", read_location, 0, LOCATED, 0, 0, NULL},
    {"provider", read_line, AT(entry, provider), SERVICE | EVENT | OFFER | NOTICE | PROJECT, 0, ENTRY_ID_MAX, &id_form},
    {"telephone", read_line, AT(entry, telephone), CONTACTS, 0, 40, &telephone_form},
    {"email", read_line, AT(entry, email), CONTACTS, 0, 254, &email_form},
    {"url", read_line, AT(entry, url), CONTACTS, 0, 2048, &url_form},
    {"contact_name", read_line, AT(entry, contact_name), CONTACTS, 0, 80, NULL},
    {"opening_hours", read_hours, AT(entry, opening_hours), SERVICE | PLACE | OFFER, 0, 1024, NULL},
    {"start", read_when, AT(entry, start), EVENT, EVENT, 0, NULL},
    {"end", read_when, AT(entry, end), EVENT, 0, 0, NULL},
    {"timezone", read_line, AT(entry, timezone), EVENT, 0, 64, &zone_form},
    {"rrule", read_rrule, AT(entry, rrule), EVENT, 0, 1024, NULL},
    {"exdate", read_whens, AT(entry, exdate), EVENT, 0, 1000, NULL},
    {"rdate", read_whens, AT(entry, rdate), EVENT, 0, 1000, NULL},
    {"event_status", read_enum, AT(entry, event_status), EVENT, 0, 0, status_names},
    {"mode", read_enum, AT(entry, mode), OFFER, OFFER, 0, mode_names},
    {"side", read_enum, AT(entry, side), OFFER, 0, 0, side_names},
    {"price", read_text, AT(entry, price), PAID, 0, 300, NULL},
    {"free", read_bool, AT(entry, free), PAID, 0, 0, NULL},
    {"booking", read_text, AT(entry, booking), PAID, 0, 300, NULL},
    {"accessibility", read_flags, AT(entry, accessibility), SERVICE | EVENT | PLACE, 0, 16, access_names},
    {"languages", read_lines, AT(entry, languages), SERVICE | EVENT, 0, 32, &language_form},
    {"priority", read_enum, AT(entry, priority), NOTICE, 0, 0, priority_names},
    {"questions", read_questions, 0, SURVEY, SURVEY, 50, NULL},
    {"phases", read_phases, 0, PROJECT, 0, 20, NULL},
    {"visible_from", read_when, AT(entry, visible_from), ALL_KINDS, 0, 0, NULL},
    {"visible_until", read_when, AT(entry, visible_until), ALL_KINDS, 0, 0, NULL},
    {"verified", read_day, AT(entry, verified), SERVICE | ORGANIZATION | PLACE, 0, 0, NULL},
    {"numbers", read_bool, AT(entry, numbers), SERVICE, 0, 0, NULL},
};

/* A date among the exceptions of a timed event means the occurrence at the event's own time of that day. */
static bool fit_dates(const struct source *source, const char *name, const struct when *start, struct time_list *list) {
  struct when *items = arena_array(source->arena, list->count, sizeof *items);
  for (size_t i = 0; i < list->count; i++) {
    items[i] = list->items[i];
    if (start->date_only && !items[i].date_only) return field_fail(source, name, "must be dates, as 'start' is a date");
    if (!start->date_only && items[i].date_only)
      items[i] = (struct when){.is_set = true, .wall = items[i].wall + wall_second(start->wall)};
  }
  list->items = items;
  return true;
}

static bool check_event(const struct source *source, struct entry *entry) {
  if (entry->end.is_set && entry->end.date_only != entry->start.date_only)
    return field_fail(source, "end", "must be a date when 'start' is one, and have a time when it has one");
  if (!check_order(source, "end", &entry->start, &entry->end)) return false;
  return fit_dates(source, "exdate", &entry->start, &entry->exdate) && fit_dates(source, "rdate", &entry->start, &entry->rdate);
}

static bool read_kind(const struct source *source, json_t *object, enum entry_kind *out) {
  json_t *value = json_object_get(object, "kind");
  if (!value) return field_fail(source, "kind", "missing");
  const char *name = field_line(source, "kind", ENTRY_ID_MAX, value);
  if (!name) return false;
  if (entry_kind_parse(name, out)) return true;
  return err_set(source->err, ERR_NOT_FOUND, "field 'kind': '%s' is not a known kind", name);
}

static bool read_entry(json_t *object, struct arena *arena, struct entry *out, struct err *err) {
  struct source source = {arena, err, ""};
  struct entry entry = {0};
  if (!read_kind(&source, object, &entry.kind)) return false;
  if (!fields_read(&source, fields, COUNT_OF(fields), entry.kind, object, &entry)) return false;
  if (!check_order(&source, "visible_until", &entry.visible_from, &entry.visible_until)) return false;
  if (entry.kind == KIND_EVENT && !check_event(&source, &entry)) return false;
  *out = entry;
  return true;
}

const char *entry_kind_name(enum entry_kind kind) { return kind_names[kind]; }

bool entry_kind_parse(const char *name, enum entry_kind *out) {
  for (int i = 0; kind_names[i]; i++)
    if (str_equals(kind_names[i], name)) return *out = (enum entry_kind)i, true;
  return false;
}

const char *offer_mode_name(enum offer_mode mode) { return mode_names[mode]; }

const char *accessibility_name(enum accessibility bit) {
  for (int i = 0; access_names[i]; i++)
    if ((unsigned)bit == 1U << i) return access_names[i];
  return "";
}

bool entry_parse(const char *line, size_t len, struct arena *arena, struct entry *out, struct err *err) {
  scoped_json *object = strict_load(line, len, ENTRY_LINE_MAX, err);
  return object && read_entry(object, arena, out, err);
}

bool entry_read(const char *line, size_t len, struct arena *arena, struct entry *out, struct buf *line_out, struct err *err) {
  scoped_json *object = strict_load(line, len, ENTRY_LINE_MAX, err);
  struct entry entry;
  scoped_buf text;
  buf_init(&text, ENTRY_LINE_MAX);
  if (!object || !read_entry(object, arena, &entry, err) || !strict_write(object, &text, err)) return false;
  if (!buf_add(line_out, text.data, text.len)) return buf_ok(line_out, err);
  *out = entry;
  return true;
}

bool entry_normalize(const char *line, size_t len, struct buf *out, struct err *err) {
  scoped_arena arena = {0};
  struct entry entry;
  return entry_read(line, len, &arena, &entry, out, err);
}
