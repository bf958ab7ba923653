#include "cache/derive.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPOTS_IN_DEGREE = 100000 };

static const char *const facet_prefix[] = {
    [FACET_ALL] = "",        [FACET_TOPIC] = "t/",  [FACET_PLACE] = "p/",  [FACET_PROVIDER] = "o/",
    [FACET_MODE] = "m/",     [FACET_ACCESS] = "a/", [FACET_NUMBERS] = "n", [FACET_FREE] = "f",
    [FACET_LANGUAGE] = "l/", [FACET_SPOT] = "@",    [FACET_NOWHERE] = "w", [FACET_IMAGE] = "i/",
};

bool facet_name(enum facet facet, const char *value, bool newest, char out[FACET_NAME_MAX]) {
  int len = snprintf(out, FACET_NAME_MAX, "%s%s%s", newest ? ">" : "", facet_prefix[facet], value ? value : "");
  return len < FACET_NAME_MAX;
}

bool facet_is_topical(const char *facet) { return facet[0] == '\0' || str_starts_with(facet, "t/"); }

bool derive_has_newest(enum entry_kind kind) {
  return kind == KIND_NOTICE || kind == KIND_PROJECT || kind == KIND_SURVEY || kind == KIND_OFFER;
}

int64_t derive_wall(const struct entry *entry, const struct when *when, const char *zone, bool close) {
  if (when->date_only) return when->wall + (close ? DAY_SECONDS : 0);
  if (!entry->timezone || str_equals(entry->timezone, zone)) return when->wall;
  return zone_to_wall(zone, zone_to_utc(entry->timezone, when->wall));
}

/* Important first, then the newest: the greatest values get the smallest bytes. */
static void make_newest_key(const struct entry *entry, struct derived *out) {
  out->newest_key[0] = (unsigned char)(PRIORITY_ALERT - entry->priority);
  uint64_t age = entry->visible_from.is_set ? ~((uint64_t)out->visible_from ^ (UINT64_C(1) << 63)) : UINT64_MAX;
  for (int i = 0; i < 8; i++)
    out->newest_key[1 + i] = (unsigned char)(age >> (56 - 8 * i));
  memcpy(out->newest_key + 9, out->key, out->key_len);
  out->newest_len = 9 + out->key_len;
}

static void set_visibility(const struct entry *entry, const char *zone, struct derived *out) {
  out->has_from = entry->visible_from.is_set;
  out->has_until = entry->visible_until.is_set;
  if (out->has_from) out->visible_from = derive_wall(entry, &entry->visible_from, zone, false);
  if (out->has_until) out->visible_until = derive_wall(entry, &entry->visible_until, zone, true);
  if (!out->has_from || !out->has_until || out->visible_from < out->visible_until) return;
  /* Never visible. One bound says so: counts subtract what each bound hides. */
  out->has_until = false;
  out->visible_from = INT64_MAX;
}

static void add_facet(struct derived *out, const char **facets, struct arena *arena, enum facet facet, const char *value) {
  char name[FACET_NAME_MAX];
  if (!facet_name(facet, value, false, name)) return;
  for (size_t i = 0; i < out->facet_count; i++)
    if (str_equals(facets[i], name)) return;
  facets[out->facet_count++] = arena_strdup(arena, name);
}

bool spot_position(const char *name, double *latitude, double *longitude) {
  char *end;
  if (name[0] != '@') return false;
  *latitude = (double)strtol(name + 1, &end, 10) / SPOTS_IN_DEGREE;
  *longitude = (double)strtol(end + 1, NULL, 10) / SPOTS_IN_DEGREE;
  return true;
}

/* At a place, at a position of its own (to a metre), or nowhere. */
enum facet derive_spot(const struct entry *entry, char value[FACET_NAME_MAX]) {
  const struct location *at = &entry->location;
  value[0] = '\0';
  if (!entry->has_location) return FACET_NOWHERE;
  if (at->place) return str_copy(value, FACET_NAME_MAX, at->place) ? FACET_PLACE : FACET_NOWHERE;
  if (!at->has_position) return FACET_NOWHERE;
  snprintf(value, FACET_NAME_MAX, "%ld,%ld", lround(at->latitude * SPOTS_IN_DEGREE), lround(at->longitude * SPOTS_IN_DEGREE));
  return FACET_SPOT;
}

static void set_spot(const struct entry *entry, const char **facets, struct arena *arena, struct derived *out) {
  char value[FACET_NAME_MAX], name[FACET_NAME_MAX];
  if (entry->kind != KIND_SERVICE) return;
  enum facet facet = derive_spot(entry, value);
  add_facet(out, facets, arena, facet, value);
  if (facet != FACET_NOWHERE && facet_name(facet, value, false, name)) out->spot = arena_strdup(arena, name);
}

static void set_facets(const struct entry *entry, struct arena *arena, struct derived *out) {
  enum { OTHERS = 16 };
  const char **facets = arena_array(arena, entry->topics.count + entry->languages.count + OTHERS, sizeof *facets);
  char number[16];
  out->facets = facets;
  add_facet(out, facets, arena, FACET_ALL, NULL);
  for (size_t i = 0; i < entry->topics.count; i++)
    add_facet(out, facets, arena, FACET_TOPIC, entry->topics.items[i]);
  if (entry->has_location && entry->location.place) add_facet(out, facets, arena, FACET_PLACE, entry->location.place);
  if (entry->provider) add_facet(out, facets, arena, FACET_PROVIDER, entry->provider);
  if (entry->kind == KIND_OFFER) {
    snprintf(number, sizeof number, "%d", 1 + (int)entry->mode);
    add_facet(out, facets, arena, FACET_MODE, number);
  }
  for (unsigned bit = 0; bit < 7; bit++) {
    snprintf(number, sizeof number, "%u", bit);
    if (entry->accessibility & 1U << bit) add_facet(out, facets, arena, FACET_ACCESS, number);
  }
  if (entry->numbers) add_facet(out, facets, arena, FACET_NUMBERS, NULL);
  if (entry->free) add_facet(out, facets, arena, FACET_FREE, NULL);
  for (size_t i = 0; i < entry->languages.count; i++)
    add_facet(out, facets, arena, FACET_LANGUAGE, entry->languages.items[i]);
  set_spot(entry, facets, arena, out);
}

void derive(const struct entry *entry, const char *zone, struct arena *arena, struct derived *out) {
  *out = (struct derived){0};
  const char *name = text_get(&entry->name, "de", NULL);
  out->key_len = sortkey_make(name ? name : "", out->key);
  out->flags = entry->accessibility | (entry->numbers ? FLAG_NUMBERS : 0U) | (entry->free ? FLAG_FREE : 0U);
  if (entry->kind == KIND_OFFER) out->flags |= (unsigned)(1 + (int)entry->mode) << FLAG_MODE_SHIFT;
  if (entry->kind == KIND_EVENT)
    out->agenda_flags = (entry->free ? AGENDA_FREE : 0U) | (entry->accessibility & ACCESS_STEP_FREE ? AGENDA_STEP_FREE : 0U);
  set_visibility(entry, zone, out);
  make_newest_key(entry, out);
  set_facets(entry, arena, out);
}
