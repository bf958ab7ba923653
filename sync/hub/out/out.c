#include "hub/out/out.h"

#include "base/civil.h"
#include "base/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct loading {
  struct out_content *content;
  size_t capacity;
};

static int compare_entries(const void *a, const void *b) {
  return strcmp(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

static bool on_line(void *user, const struct store_line *line, struct err *err UNUSED) {
  struct loading *loading = user;
  struct out_content *content = loading->content;
  if (content->count == loading->capacity) {
    loading->capacity = loading->capacity ? loading->capacity * 2 : 256;
    content->lines = realloc(content->lines, loading->capacity * sizeof *content->lines);
    ASSERT(content->lines != NULL);
  }
  content->lines[content->count++] = arena_strndup(&content->arena, line->data, line->len);
  return true;
}

static bool read_settings(struct store *store, struct out_content *out, struct err *err) {
  if (!store_get(store, "name", "", &out->arena, &out->name, err) ||
      !store_get(store, "timezone", "Europe/Berlin", &out->arena, &out->zone, err) ||
      !store_get(store, "land", "", &out->arena, &out->land, err) ||
      !store_get(store, "public_url", "", &out->arena, &out->public_url, err))
    return false;
  size_t len = strlen(out->public_url);
  while (len > 0 && out->public_url[len - 1] == '/')
    len--;
  out->public_url = arena_strndup(&out->arena, out->public_url, len);
  return true;
}

static void begin(struct hub *hub, struct out_content *out) {
  *out = (struct out_content){.stamp_utc = clock_utc(&hub->clock), .now_wall = clock_wall(&hub->clock)};
}

bool out_read(struct hub *hub, struct out_content *out, struct err *err) {
  struct loading loading = {.content = out};
  begin(hub, out);
  return read_settings(hub->store, out, err) && store_each_entry(hub->store, on_line, &loading, err);
}

bool out_parse(struct out_content *content, struct err *err) {
  content->entries = calloc(content->count + 1, sizeof *content->entries);
  ASSERT(content->entries != NULL);
  for (size_t i = 0; i < content->count; i++) {
    const char *line = content->lines[i];
    if (!entry_parse(line, strlen(line), &content->arena, &content->entries[i], err))
      return err_prefix(err, "entry in '%.64s'", line);
  }
  return true;
}

bool out_load(struct hub *hub, struct out_content *out, struct err *err) {
  return out_read(hub, out, err) && out_parse(out, err);
}

/* Nothing when there is none, or no id. */
static bool add_line(struct hub *hub, struct loading *loading, const char *id, struct err *err) {
  const char *line = NULL;
  if (!id || !store_line(hub->store, id, &loading->content->arena, &line, err)) return id == NULL;
  return !line || on_line(loading, &(struct store_line){.id = id, .data = line, .len = strlen(line)}, err);
}

bool out_load_one(struct hub *hub, const char *id, struct out_content *out, struct err *err) {
  struct entry entry;
  struct loading loading = {.content = out};
  begin(hub, out);
  if (!read_settings(hub->store, out, err) || !add_line(hub, &loading, id, err)) return false;
  if (out->count == 0) return true;
  if (!entry_parse(out->lines[0], strlen(out->lines[0]), &out->arena, &entry, err) ||
      !add_line(hub, &loading, entry.location.place, err) || !add_line(hub, &loading, entry.provider, err) ||
      !out_parse(out, err))
    return false;
  qsort(out->entries, out->count, sizeof *out->entries, compare_entries);
  free(out->lines); /* in another order now, and nobody asks for one entry's */
  out->lines = NULL;
  return true;
}

void out_unload(struct out_content *content) {
  if (!content) return;
  free(content->entries);
  free(content->lines);
  arena_fini(&content->arena);
  *content = (struct out_content){0};
}

static int compare_id(const void *key, const void *entry) { return strcmp(key, ((const struct entry *)entry)->id); }

const struct entry *out_find(const struct out_content *content, const char *id) {
  if (!id || content->count == 0) return NULL;
  return bsearch(id, content->entries, content->count, sizeof *content->entries, compare_id);
}

static bool is_visible(const struct out_content *content, const struct entry *entry) {
  int64_t until = entry->visible_until.wall + (entry->visible_until.date_only ? DAY_SECONDS : 0);
  if (entry->visible_from.is_set && entry->visible_from.wall > content->now_wall) return false;
  return !entry->visible_until.is_set || until > content->now_wall;
}

bool out_fits(const struct out_content *content, const struct entry *entry, const struct out_question *question) {
  if (!is_visible(content, entry)) return false;
  if (question && question->place && !str_equals(entry->location.place, question->place)) return false;
  if (!question || !question->topic) return true;
  for (size_t i = 0; i < entry->topics.count; i++)
    if (str_equals(entry->topics.items[i], question->topic)) return true;
  return false;
}

const char *out_text(const struct text *text) { return text_get(text, "de", NULL); }

static void add_part(struct buf *out, const char *part) {
  if (str_is_empty(part)) return;
  if (out->len > 0) buf_adds(out, "\n\n");
  buf_adds(out, part);
}

char *out_prose(const struct entry *entry, struct arena *arena) {
  scoped_buf prose;
  buf_init(&prose, 64 * 1024);
  add_part(&prose, out_text(&entry->summary));
  add_part(&prose, out_text(&entry->description));
  return arena_strdup(arena, buf_text(&prose));
}

char *out_page_url(const struct out_content *content, const struct entry *entry, struct arena *arena) {
  if (!content->public_url[0]) return NULL;
  return arena_printf(arena, "%s/e/%s", content->public_url, entry->id);
}

static bool is_escape(const char *c) { return c[0] == '%' && isxdigit((unsigned char)c[1]) && isxdigit((unsigned char)c[2]); }

/* RFC 3986, 2.2 and 2.3, but for the brackets of an IPv6 address, which no entry has. A host's letters are escaped, too
 * (3.2.2). */
const char *out_uri(const char *url, struct arena *arena) {
  if (!url) return NULL;
  bool in_fragment = false;
  scoped_buf uri;
  buf_init(&uri, 3 * strlen(url) + 1);
  for (const char *c = url; *c; c++) {
    bool is_plain = (unsigned char)*c < 0x80 && (isalnum((unsigned char)*c) || strchr("-._~:/?@!$&'()*+,;=", *c));
    if (is_plain || is_escape(c) || (*c == '#' && !in_fragment))
      buf_addc(&uri, *c);
    else
      buf_addf(&uri, "%%%02X", (unsigned)(unsigned char)*c);
    in_fragment |= *c == '#';
  }
  return arena_strdup(arena, buf_text(&uri));
}

const char *out_url(const struct out_content *content, const struct entry *entry, struct arena *arena) {
  return entry->url ? out_uri(entry->url, arena) : out_page_url(content, entry, arena);
}

bool out_jsonl(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err) {
  bool all = !question || (!question->topic && !question->place);
  for (size_t i = 0; i < content->count; i++) {
    if (!all && !out_fits(content, &content->entries[i], question)) continue;
    buf_adds(out, content->lines[i]);
    buf_addc(out, '\n');
  }
  return buf_ok(out, err);
}
