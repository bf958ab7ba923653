#include "spool/counts.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/str.h"
#include "feed/strict.h"
#include "spool/message_body.h"

#include <string.h>

enum { FILE_MEMBERS = 3, SEARCHES_MAX = 10000 };

void counts_start(struct counts *counts, int32_t day) {
  *counts = (struct counts){.day = day};
  message_make_id(counts->message_id);
}

static struct counted *find(struct counted_list *list, const char *id) {
  for (size_t i = 0; i < list->count; i++)
    if (str_equals(list->items[i].id, id)) return &list->items[i];
  if (list->count == COUNTS_KEYS_MAX) return NULL;
  struct counted *made = &list->items[list->count++];
  *made = (struct counted){0};
  str_copy(made->id, sizeof made->id, id);
  return made;
}

void counts_add(struct counted_list *list, const char *id) {
  struct counted *counted = find(list, id);
  if (counted) counted->times++;
}

/* ---- writing ---- */

static json_t *list_object(const struct counted_list *list) {
  json_t *object = json_object();
  for (size_t i = 0; i < list->count; i++)
    json_object_set_new(object, list->items[i].id, json_integer(list->items[i].times));
  return object;
}

static json_t *body_object(const struct counts *counts) {
  char day[DAY_TEXT_SIZE];
  day_format(counts->day, day);
  return json_pack("{s:s,s:I,s:I,s:o,s:o}", "day", day, "visits", (json_int_t)counts->visits, "taps", (json_int_t)counts->taps,
                   "topics", list_object(&counts->topics), "kinds", list_object(&counts->kinds));
}

bool counts_body(const struct counts *counts, struct buf *out, struct err *err) {
  scoped_json *body = body_object(counts);
  return strict_write(body, out, err);
}

bool counts_format(const struct counts *counts, struct buf *out, struct err *err) {
  scoped_json *file = json_pack("{s:o,s:s,s:I}", "counts", body_object(counts), "id", counts->message_id, "searches",
                                (json_int_t)counts->searches);
  return strict_write(file, out, err);
}

/* ---- reading ---- */

static void read_list(const json_t *object, struct counted_list *out) {
  const char *id;
  json_t *times;
  json_object_foreach((json_t *)object, id, times) {
    struct counted *counted = find(out, id);
    if (counted) counted->times = json_integer_value(times);
  }
}

static bool read_file(const json_t *file, struct counts *out, struct err *err) {
  scoped_arena arena = {0};
  json_t *body = json_object_get(file, "counts");
  json_int_t searches;
  const char *id;
  if (json_object_size(file) != FILE_MEMBERS || !body) return err_set(err, ERR_PARSE, "counts: not a file of counts");
  if (!message_body_check(MESSAGE_COUNTS, body, &arena, err) || !strict_string(file, "id", &id, err) ||
      !strict_integer(file, "searches", 0, SEARCHES_MAX, &searches, err))
    return false;
  if (strlen(id) != MESSAGE_ID_SIZE - 1 || !day_parse(json_string_value(json_object_get(body, "day")), &out->day))
    return err_set(err, ERR_PARSE, "counts: no id");
  str_copy(out->message_id, sizeof out->message_id, id);
  out->searches = searches;
  out->visits = json_integer_value(json_object_get(body, "visits"));
  out->taps = json_integer_value(json_object_get(body, "taps"));
  read_list(json_object_get(body, "topics"), &out->topics);
  read_list(json_object_get(body, "kinds"), &out->kinds);
  return true;
}

bool counts_parse(const char *text, size_t len, struct counts *out, struct err *err) {
  struct counts counts = {0};
  scoped_json *file = strict_load(text, len, COUNTS_FILE_MAX, err);
  if (!file || !read_file(file, &counts, err)) return false;
  *out = counts;
  return true;
}
