#include "hub/web/entry_page.h"

#include "base/civil.h"
#include "base/clock.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/web/words.h"

static const char *german(const struct page *page, int32_t day) {
  int year;
  int month;
  int month_day;
  day_to_ymd(day, &year, &month, &month_day);
  return arena_printf(page->arena, "%d.%d.%d", month_day, month, year);
}

const char *entry_german_date(const struct page *page, const char *date) {
  int32_t day;
  return day_parse(date, &day) ? german(page, day) : arena_strdup(page->arena, date);
}

const char *entry_german_moment(const struct page *page, int64_t utc) {
  int64_t wall = zone_to_wall(page->hub->clock.zone, utc);
  struct civil civil = wall_to_civil(wall);
  return arena_printf(page->arena, "%s, %d:%02d", german(page, wall_day(wall)), civil.hour, civil.minute);
}

const char *entry_query(const struct page *page, const char *start, const char *value) {
  scoped_buf query;
  buf_init(&query, 64 * 1024);
  buf_adds(&query, start);
  for (; *value; value++)
    buf_addf(&query, "%%%02X", (unsigned char)*value);
  return arena_strdup(page->arena, buf_text(&query));
}

bool entry_check_months(struct page *page, int64_t *out, struct err *err) {
  if (!store_get_int(page->hub->store, "check_months", out, err)) return false;
  if (*out < 1 || *out > 120) *out = 6;
  return true;
}

bool entry_check_before(struct page *page, char out[DAY_TEXT_SIZE], struct err *err) {
  int64_t months;
  if (!entry_check_months(page, &months, err)) return false;
  day_format(wall_day(clock_wall(&page->hub->clock)) - (int32_t)months * 30, out);
  return true;
}

#define UNCHECKED " FROM entry WHERE kind IN ('service', 'organization', 'place') AND coalesce(verified, '') < ?1"

bool entry_set_unchecked(struct page *page, struct err *err) {
  char before[DAY_TEXT_SIZE];
  int64_t count;
  bool found;
  json_t *rows;
  size_t i;
  json_t *row;
  if (!entry_check_before(page, before, err) ||
      !query_find(page->hub->store, "SELECT count(*)" UNCHECKED, WITH(value_text(before)), &found, &count, NULL, NULL, err) ||
      !query_list(page->hub->store, "SELECT id, title, verified" UNCHECKED " ORDER BY verified, sort LIMIT 5",
                  WITH(value_text(before)), &rows, err))
    return false;
  json_array_foreach(rows, i, row) {
    const char *verified = json_string_value(json_object_get(row, "verified"));
    json_object_set_new(row, "checked_on", verified ? json_string(entry_german_date(page, verified)) : json_null());
  }
  page_set_json(page, "unchecked", rows);
  page_set_int(page, "unchecked_count", count);
  return true;
}

/* The newest row of the log about this entry, to be made undone with one tap; 0: none. */
static bool last_number(struct page *page, const char *id, int64_t *out, struct err *err) {
  bool found;
  *out = 0;
  return query_find(page->hub->store, "SELECT number FROM audit WHERE object = ?1 ORDER BY number DESC LIMIT 1",
                    WITH(value_text(id)), &found, out, NULL, NULL, err);
}

bool entry_done(struct page *page, const char *id, enum content_result result, const char *location, const char *words,
                struct err *err) {
  int64_t number = 0;
  switch (result) {
    case CONTENT_DONE:
      if (!last_number(page, id, &number, err)) return false;
      page_done_undo(page, location, json_string(words),
                     number ? arena_printf(page->arena, "/entries/%s/undo/%lld", id, (long long)number) : NULL);
      return true;
    case CONTENT_UNCHANGED: page_done(page, location, N_("Es war schon alles so gespeichert.")); return true;
    case CONTENT_PROPOSED: page_done(page, location, N_("Ihr Vorschlag wartet jetzt auf die Freigabe.")); return true;
    case CONTENT_CONFLICT:
      return page_fail(page, 409, N_("Inzwischen geändert"),
                       N_("Jemand hat diesen Eintrag inzwischen geändert. Bitte sehen Sie im Verlauf nach."), err);
    case CONTENT_REFUSED:
      return page_fail(page, 403, N_("Das dürfen Sie nicht"), N_("Dieser Eintrag gehört zu einer anderen Einrichtung."), err);
  }
  return true;
}
