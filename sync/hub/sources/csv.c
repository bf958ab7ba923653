#include "hub/sources/csv.h"

#include "base/civil.h"
#include "base/str.h"
#include "hub/sources/address.h"
#include "hub/sources/csv_cells.h"
#include "hub/sources/csv_columns.h"
#include "hub/sources/dates.h"
#include "hub/sources/fit.h"
#include "hub/sources/plain.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct column {
  const struct csv_column *known;
  const char *title;
};

/* One row on its way to an entry. */
struct table {
  struct intake *intake;
  struct column columns[CSV_COLUMNS_MAX];
  size_t count;
  bool has_day; /* more than one column says when it begins: one of them is the day */
  size_t row;
  struct arena *arena; /* of the row */
  json_t *entry;
  const char *id;
  /* Times stand in columns of their own and count only with their day. */
  int64_t day, end_day;
  int32_t time, end_time; /* -1: none */
};

static const char *place_of(const struct table *table, const struct column *column) {
  return arena_printf(table->arena, "row %zu, column '%.60s'", table->row, column->title);
}

/* Which column a field of the entry came from: "telephone", "location.street". */
static const char *place_of_field(void *user, const char *field) {
  const struct table *table = user;
  bool is_part = str_starts_with(field, "location.");
  const char *name = is_part ? field + sizeof "location." - 1 : field;
  name = arena_strndup(table->arena, name, strcspn(name, ".["));
  for (size_t i = 0; i < table->count; i++) {
    const struct csv_column *known = table->columns[i].known;
    bool in_location = known->meaning == CSV_LOCATION || known->meaning == CSV_NUMBER;
    if (str_equals(known->field, name) && in_location == is_part) return place_of(table, &table->columns[i]);
  }
  return NULL;
}

static json_t *location_of(const struct table *table) {
  json_t *location = json_object_get(table->entry, "location");
  if (json_is_object(location)) return location;
  location = json_object();
  json_object_set_new(table->entry, "location", location);
  return location;
}

/* "ja", "x", "true"; anything else that is not a no is wrong. */
static bool read_yes(const struct table *table, const struct column *column, const char *cell, bool *out) {
  static const char *const yes[] = {"ja", "j", "yes", "y", "x", "1", "wahr", "true"};
  static const char *const no[] = {"nein", "n", "no", "0", "falsch", "false", ""};
  const char *slug = fit_slug(table->arena, cell, 20);
  *out = false;
  for (size_t i = 0; i < COUNT_OF(yes); i++)
    if (str_equals(yes[i], slug)) return *out = true, true;
  for (size_t i = 0; i < COUNT_OF(no); i++)
    if (str_equals(no[i], slug)) return true;
  if (column) intake_wrong(table->intake, place_of(table, column), "'%.40s' is neither 'ja' nor 'nein'", cell);
  return false;
}

static void set_list(const struct table *table, const struct column *column, const char *cell) {
  const char *field = column->known->field;
  json_t *list = json_array();
  for (const char *at = cell; *at;) {
    size_t len = strcspn(at, ",;\n");
    const char *item = plain_line(table->arena, arena_strndup(table->arena, at, len));
    const char *word = column->known->meaning == CSV_ACCESS ? csv_word_find(field, item, table->arena) : item;
    if (*item && column->known->meaning == CSV_TOPICS)
      intake_category(table->intake, table->entry, item);
    else if (*item && word)
      json_array_append_new(list, json_string(word));
    at += len + (at[len] != '\0');
  }
  if (json_array_size(list) > 0)
    json_object_set_new(table->entry, field, list);
  else
    json_decref(list);
}

static void set_access(const struct table *table, const struct column *column, const char *cell) {
  bool yes;
  if (!read_yes(table, NULL, cell, &yes))
    set_list(table, column, cell);
  else if (yes)
    json_object_set_new(table->entry, "accessibility", json_pack("[s]", "step-free"));
}

static void set_degrees(const struct table *table, const struct column *column, const char *cell) {
  char *text = arena_strdup(table->arena, cell);
  char *comma = strchr(text, ',');
  if (comma) *comma = '.';
  json_t *number = json_loads(text, JSON_DECODE_ANY, NULL);
  if (json_is_number(number))
    json_object_set(location_of(table), column->known->field, number);
  else
    intake_wrong(table->intake, place_of(table, column), "'%.40s' is no number of degrees (48.7758)", cell);
  json_decref(number);
}

static void format_when(int64_t wall, bool date_only, char out[WALL_TEXT_SIZE]) {
  if (date_only)
    day_format(wall_day(wall), out);
  else
    wall_format(wall, out);
}

static bool set_time(struct table *table, const struct column *column, const char *cell) {
  int32_t from, to;
  if (!dates_parse_span(cell, &from, &to)) return false;
  if (str_equals(column->known->field, "end")) {
    table->end_time = from;
  } else {
    table->time = from;
    if (to >= 0) table->end_time = to;
  }
  return true;
}

static void set_moment(struct table *table, const struct column *column, const char *cell) {
  char text[WALL_TEXT_SIZE];
  int64_t wall;
  bool date_only;
  const char *field = column->known->field;
  if (table->has_day && set_time(table, column, cell)) return; /* "Datum; Beginn; Ende": times, though it may be said in full */
  if (!dates_parse_moment(cell, &wall, &date_only)) {
    intake_wrong(table->intake, place_of(table, column), "'%.40s' is no date (24.12.2026, 24.12.2026 15:00 or 2026-12-24)",
                 cell);
    return;
  }
  if (date_only && str_equals(field, "start")) table->day = wall;
  if (date_only && str_equals(field, "end")) table->end_day = wall;
  format_when(wall, date_only, text);
  intake_set(table->entry, field, text);
}

static void set_day(const struct table *table, const struct column *column, const char *cell) {
  char text[DAY_TEXT_SIZE];
  int32_t day;
  if (!dates_parse_day(cell, &day)) {
    intake_wrong(table->intake, place_of(table, column), "'%.40s' is no date (24.12.2026 or 2026-12-24)", cell);
    return;
  }
  day_format(day, text);
  intake_set(table->entry, column->known->field, text);
}

static void set_house(const struct table *table, const char *cell) {
  const char *street = json_string_value(json_object_get(location_of(table), "street"));
  if (street) intake_set(location_of(table), "street", arena_printf(table->arena, "%s %s", street, cell));
}

static void set_phone(const struct table *table, const struct column *column, const char *cell) {
  const char *number = fit_telephone(table->arena, cell);
  if (number)
    intake_set(table->entry, "telephone", number);
  else
    intake_wrong(table->intake, place_of(table, column), "'%.40s' is no telephone number", cell);
}

static void set_cell(struct table *table, const struct column *column, const char *cell) {
  const char *field = column->known->field;
  bool yes;
  switch (column->known->meaning) {
    case CSV_TEXT: intake_set(table->entry, field, plain_line(table->arena, cell)); break;
    case CSV_PROSE: intake_set(table->entry, field, plain_from_text(table->arena, cell)); break;
    case CSV_LOCATION: intake_set(location_of(table), field, plain_line(table->arena, cell)); break;
    case CSV_ADDRESS: address_set(table->intake, table->entry, cell); break;
    case CSV_HOUSE: set_house(table, cell); break;
    case CSV_NUMBER: set_degrees(table, column, cell); break;
    case CSV_PHONE: set_phone(table, column, cell); break;
    case CSV_URL:
      intake_set(table->entry, field, str_starts_with(cell, "www.") ? arena_printf(table->arena, "https://%s", cell) : cell);
      break;
    case CSV_LIST:
    case CSV_TOPICS: set_list(table, column, cell); break;
    case CSV_ACCESS: set_access(table, column, cell); break;
    case CSV_YES:
      if (read_yes(table, column, cell, &yes) && yes) json_object_set_new(table->entry, field, json_true());
      break;
    case CSV_WORD: intake_set(table->entry, field, csv_word_find(field, cell, table->arena)); break;
    case CSV_DAY: set_day(table, column, cell); break;
    case CSV_MOMENT: set_moment(table, column, cell); break;
    case CSV_TIME:
      if (!set_time(table, column, cell))
        intake_wrong(table->intake, place_of(table, column), "'%.40s' is no time (15:00, or 15:00-17:00)", cell);
      break;
    case CSV_ID: table->id = plain_line(table->arena, cell); break;
    case CSV_UNKNOWN: break;
  }
}

/* The columns of times join those of days; an end before its start is of the next day. */
static void join_times(struct table *table) {
  char text[WALL_TEXT_SIZE];
  if (table->day < 0 || table->time < 0) return;
  int64_t start = table->day + table->time;
  format_when(start, false, text);
  intake_set(table->entry, "start", text);
  int64_t end = (table->end_day >= 0 ? table->end_day : table->day) + table->end_time;
  if (table->end_time < 0) {
    if (table->end_day >= 0) json_object_del(table->entry, "end"); /* a last day beside a time of day says no end of it */
    return;
  }
  if (end <= start && table->end_day < 0) end += DAY_SECONDS;
  format_when(end, false, text);
  intake_set(table->entry, "end", text);
}

static bool take_entry(struct table *table, struct err *err) {
  json_t *entry = table->entry;
  const char *name = json_string_value(json_object_get(entry, "name"));
  const char *start = json_string_value(json_object_get(entry, "start"));
  if (!json_object_get(entry, "kind")) intake_set(entry, "kind", start ? "event" : "service");
  if (!table->id) table->id = arena_printf(table->arena, "%s %s", name ? name : "", start ? start : "");
  intake_set(entry, "id", fit_id(table->arena, table->intake->rules->source, table->id));
  return intake_take(table->intake, TAKE(table->entry), arena_printf(table->arena, "row %zu", table->row), err);
}

static bool take_row(struct table *table, const char *const *cells, size_t count, struct err *err) {
  bool is_empty = true;
  size_t used = count;
  while (used > 0 && !cells[used - 1][0])
    used--;
  for (size_t i = 0; i < used; i++)
    is_empty &= !cells[i][0];
  if (is_empty) return true;
  if (used > table->count) {
    intake_wrong(table->intake, arena_printf(table->arena, "row %zu", table->row),
                 "has %zu cells, the first row %zu: is a text with a separator in it without quotes?", used, table->count);
    table->intake->left_out++;
    return true;
  }
  table->entry = json_object();
  table->id = NULL;
  table->day = table->end_day = table->time = table->end_time = -1;
  for (size_t i = 0; i < used; i++)
    if (cells[i][0]) set_cell(table, &table->columns[i], cells[i]);
  join_times(table);
  return take_entry(table, err);
}

/* What a column means beside the others: "Ort" alone is where it happens, beside a street it is the town. */
static void look_at_columns(struct table *table, struct arena *arena) {
  size_t starts = 0;
  struct column *town = NULL;
  bool has_address = false;
  for (size_t i = 0; i < table->count; i++) {
    const struct csv_column *known = table->columns[i].known;
    starts += known->meaning == CSV_MOMENT && str_equals(known->field, "start");
    has_address |=
        known->meaning == CSV_ADDRESS || str_equals(known->field, "street") || str_equals(known->field, "postal_code");
    if (str_equals(known->field, "locality")) town = &table->columns[i];
  }
  table->has_day = starts > 1;
  if (town && !has_address && strcasecmp(town->title, "Ort") == 0) town->known = csv_column_find("Veranstaltungsort", arena);
}

static bool read_columns(struct table *table, struct csv_cells *cells, struct arena *arena, struct err *err) {
  const char *titles[CSV_COLUMNS_MAX];
  bool has_name = false;
  enum csv_result result = csv_next(cells, arena, titles, &table->count, err);
  if (result == CSV_FAILED) return false;
  for (size_t i = 0; i < table->count; i++) {
    table->columns[i] = (struct column){csv_column_find(titles[i], arena), titles[i]};
    has_name |= str_equals(table->columns[i].known->field, "name") && table->columns[i].known->meaning == CSV_TEXT;
    if (table->columns[i].known->meaning == CSV_UNKNOWN && titles[i][0])
      intake_note(table->intake, "row 1", "column '%.60s' is not known and stays out", titles[i]);
  }
  look_at_columns(table, arena);
  if (result == CSV_ROW && has_name) return true;
  return err_set(err, ERR_PARSE, "row 1: no column 'Name' or 'Titel'");
}

bool csv_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  scoped_arena header = {0};
  struct table table = {.intake = intake};
  struct csv_cells cells;
  csv_begin(&cells, text, len);
  if (!read_columns(&table, &cells, &header, err)) return false;
  intake->place_of = place_of_field;
  intake->place_user = &table;
  enum csv_result result = CSV_ROW;
  while (result == CSV_ROW) {
    scoped_arena arena = {0};
    const char *row[CSV_COLUMNS_MAX];
    size_t count;
    table.arena = &arena;
    result = csv_next(&cells, &arena, row, &count, err);
    table.row = cells.row;
    if (result == CSV_ROW && !take_row(&table, row, count, err)) result = CSV_FAILED;
  }
  intake->place_of = NULL;
  return result == CSV_END;
}
