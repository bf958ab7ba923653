/* Pages by distance. Services are kept by spot (place), spots by the Z-order number of where they are: an index of such numbers
 * is a quadtree, and the spots come nearest first by walking it best first (Hjaltason and Samet 1999): always open what can be
 * nearest, a cell by its nearest point, a spot by its distance. What is far away is never looked at.
 *
 * A cursor says where a row is by its spot's distance and number, then by its own key and row; a walk that goes on from there,
 * or back, skips the cells that lie wholly on the other side.
 *
 * Filters that are no facet of the walk are passed over spot by spot. Where they leave few entries these are read instead and
 * put in order (reader_near_few.c). */
#include "cache/reader_private.h"

#include "cache/near_spot.h"
#include "cache/zorder.h"

#include <math.h>
#include <string.h>

static const double slack_m = 1; /* cells are cut a little generously: rounding must not change the order */

enum { CELL_READ_MAX = 8 };

struct item {
  double rank; /* the least comes first */
  bool is_spot;
  struct zcell cell;
  struct spot spot;
};

struct near_walk {
  struct reader *reader;
  struct arena *arena;
  int64_t facet;
  struct centre centre;
  bool backward, has_limit;
  struct spot limit; /* go on from here, this one included */
  struct item *heap;
  size_t count, capacity;
  enum { STAGE_KNOWN, STAGE_UNKNOWN, STAGE_NOWHERE, STAGE_END } stage;
  int64_t unknown; /* the last one of STAGE_UNKNOWN */
};

/* ---- distances ---- */

static double clamp(double value, double min, double max) { return value < min ? min : value > max ? max : value; }

static double nearest(const struct near_walk *walk, const struct zbounds *b) {
  double latitude = clamp(walk->centre.latitude, b->south, b->north);
  double longitude = clamp(walk->centre.longitude, b->west, b->east);
  return centre_distance(&walk->centre, latitude, longitude) - slack_m;
}

static double farthest(const struct near_walk *walk, const struct zbounds *b) {
  double latitude = walk->centre.latitude - b->south > b->north - walk->centre.latitude ? b->south : b->north;
  double longitude = walk->centre.longitude - b->west > b->east - walk->centre.longitude ? b->west : b->east;
  return centre_distance(&walk->centre, latitude, longitude) + slack_m;
}

/* ---- the heap ---- */

/* A cell before a spot of the same rank: the spot that belongs in front may still be in it. */
static bool comes_before(const struct near_walk *walk, const struct item *a, const struct item *b) {
  if (a->rank != b->rank) return a->rank < b->rank;
  if (!a->is_spot || !b->is_spot) return !a->is_spot && b->is_spot;
  return walk->backward ? a->spot.number > b->spot.number : a->spot.number < b->spot.number;
}

static void push(struct near_walk *walk, struct item item) {
  if (walk->count == walk->capacity) {
    size_t capacity = walk->capacity ? 2 * walk->capacity : 64;
    struct item *heap = arena_array(walk->arena, capacity, sizeof *heap);
    if (walk->count > 0) memcpy(heap, walk->heap, walk->count * sizeof *heap);
    walk->heap = heap;
    walk->capacity = capacity;
  }
  size_t at = walk->count++;
  for (; at > 0 && comes_before(walk, &item, &walk->heap[(at - 1) / 2]); at = (at - 1) / 2)
    walk->heap[at] = walk->heap[(at - 1) / 2];
  walk->heap[at] = item;
}

static struct item pop(struct near_walk *walk) {
  struct item first = walk->heap[0];
  struct item last = walk->heap[--walk->count];
  size_t at = 0;
  for (size_t child; (child = 2 * at + 1) < walk->count; at = child) {
    if (child + 1 < walk->count && comes_before(walk, &walk->heap[child + 1], &walk->heap[child])) child++;
    if (!comes_before(walk, &walk->heap[child], &last)) break;
    walk->heap[at] = walk->heap[child];
  }
  if (walk->count > 0) walk->heap[at] = last;
  return first;
}

static void push_cell(struct near_walk *walk, struct zcell cell) {
  struct zbounds bounds = zcell_bounds(cell);
  double from = nearest(walk, &bounds), to = farthest(walk, &bounds);
  if (walk->has_limit && (walk->backward ? from > walk->limit.distance : to < walk->limit.distance)) return;
  push(walk, (struct item){.rank = walk->backward ? -to : from, .cell = cell});
}

static void push_spot(struct near_walk *walk, struct spot spot) {
  int order = walk->has_limit ? spot_compare(&spot, &walk->limit) : 0;
  if (walk->backward ? order > 0 : order < 0) return;
  push(walk, (struct item){.rank = walk->backward ? -spot.distance : spot.distance, .is_spot = true, .spot = spot});
}

/* ---- the tree ---- */

static bool read_end(struct near_walk *walk, enum reader_statement id, int64_t *z, bool *any, struct err *err) {
  sqlite3_stmt *stmt;
  if (!reader_use(walk->reader, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, walk->facet);
  if (!db_step(stmt, any, err)) return false;
  if (*any) *z = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

static bool push_root(struct near_walk *walk, struct err *err) {
  int64_t first = 0, last = 0;
  bool any;
  if (!read_end(walk, RS_NEAR_FIRST, &first, &any, err)) return false;
  if (!any) return true;
  if (!read_end(walk, RS_NEAR_LAST, &last, &any, err)) return false;
  push_cell(walk, zcell_around(first, last));
  return true;
}

/* A cell with few spots gives them, one with more its quarters. */
static bool open_cell(struct near_walk *walk, struct zcell cell, struct err *err) {
  sqlite3_stmt *stmt;
  struct spot found[CELL_READ_MAX];
  size_t count = 0;
  bool row = true;
  bool is_leaf = cell.level == ZORDER_LEVELS;
  if (!reader_use(walk->reader, RS_NEAR, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, walk->facet);
  sqlite3_bind_int64(stmt, 2, cell.first);
  sqlite3_bind_int64(stmt, 3, cell.first + zcell_size(cell.level));
  sqlite3_bind_int64(stmt, 4, is_leaf ? -1 : CELL_READ_MAX + 1);
  for (;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) break;
    if (count == CELL_READ_MAX && !is_leaf) break;
    struct spot spot = {centre_distance(&walk->centre, sqlite3_column_double(stmt, 1), sqlite3_column_double(stmt, 2)),
                        sqlite3_column_int64(stmt, 0)};
    if (is_leaf)
      push_spot(walk, spot);
    else
      found[count++] = spot;
  }
  sqlite3_reset(stmt);
  bool whole = !row;
  for (size_t i = 0; whole && i < count; i++)
    push_spot(walk, found[i]);
  for (int quarter = 0; !whole && quarter < 4; quarter++)
    push_cell(walk, (struct zcell){cell.first + quarter * zcell_size(cell.level + 1), cell.level + 1});
  return true;
}

static bool next_known(struct near_walk *walk, struct spot *out, bool *found, struct err *err) {
  *found = false;
  while (walk->count > 0) {
    struct item item = pop(walk);
    if (item.is_spot) {
      *out = item.spot;
      *found = true;
      return true;
    }
    if (!open_cell(walk, item.cell, err)) return false;
  }
  return true;
}

static bool next_unknown(struct near_walk *walk, struct spot *out, bool *found, struct err *err) {
  sqlite3_stmt *stmt;
  if (!reader_use(walk->reader, walk->backward ? RS_UNKNOWN_BACK : RS_UNKNOWN, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, walk->facet);
  sqlite3_bind_int64(stmt, 2, walk->unknown);
  if (!db_step(stmt, found, err)) return false;
  if (!*found) return true;
  walk->unknown = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  *out = (struct spot){SPOT_UNKNOWN_M, walk->unknown};
  return true;
}

static bool start(struct near_walk *walk, struct err *err) {
  double from = walk->has_limit ? walk->limit.distance : walk->backward ? INFINITY : 0;
  walk->stage = isinf(from) ? STAGE_NOWHERE : from >= SPOT_UNKNOWN_M ? STAGE_UNKNOWN : STAGE_KNOWN;
  bool within = walk->has_limit && walk->stage == STAGE_UNKNOWN;
  walk->unknown = walk->backward ? INT64_MAX : 0;
  if (within) walk->unknown = walk->limit.number + (walk->backward ? 1 : -1);
  if (walk->backward && walk->stage != STAGE_KNOWN) walk->has_limit = false;
  return walk->stage == STAGE_KNOWN ? push_root(walk, err) : true;
}

/* The stages in order, or backwards. */
static bool next_spot(struct near_walk *walk, struct spot *out, bool *found, struct err *err) {
  for (;;) {
    switch (walk->stage) {
      case STAGE_KNOWN:
        if (!next_known(walk, out, found, err)) return false;
        if (*found) return true;
        walk->stage = walk->backward ? STAGE_END : STAGE_UNKNOWN;
        break;
      case STAGE_UNKNOWN:
        if (!next_unknown(walk, out, found, err)) return false;
        if (*found) return true;
        walk->stage = walk->backward ? STAGE_KNOWN : STAGE_NOWHERE;
        if (walk->backward && !push_root(walk, err)) return false;
        break;
      case STAGE_NOWHERE:
        *out = (struct spot){INFINITY, SPOT_NOWHERE};
        *found = true;
        walk->stage = walk->backward ? STAGE_UNKNOWN : STAGE_END;
        return true;
      case STAGE_END: *found = false; return true;
    }
  }
}

/* ---- pages ---- */

/* The facets of a query, as the rows of a spot are asked for them; *possible becomes false when one has never been there. */
static bool find_facets(struct reader *reader, const struct reader_query *query, const struct plan *plan, int64_t *topic,
                        struct course *course, bool *possible, struct err *err) {
  if (!reader_facet(reader, query->topic ? FACET_TOPIC : FACET_ALL, query->topic, false, topic, err)) return false;
  for (size_t i = 0; i < plan->condition_count; i++) {
    const struct condition *condition = &plan->conditions[i];
    int64_t number;
    if (condition->in_flags) continue;
    if (!reader_facet(reader, condition->facet, condition->value, false, &number, err)) return false;
    if (number == 0) *possible = false;
    ASSERT(course->further_count < FURTHER_MAX);
    course->further[course->further_count++] = number;
  }
  if (*topic == 0) *possible = false;
  return true;
}

struct page {
  const struct reader_query *query;
  struct plan plan;
  struct course course;
  int64_t nowhere;
  bool backward;
  size_t limit, count;
  struct arena *arena;
  struct entry *out;
  struct reader_cursor *after;
};

/* The rows of one spot behind `from`. */
static bool read_spot(struct reader *reader, struct page *page, const struct spot *spot, const struct reader_cursor *from,
                      struct err *err) {
  sqlite3_stmt *stmt;
  bool row = true;
  page->course.facet = spot->number == SPOT_NOWHERE ? page->nowhere : spot->number;
  if (!reader_use(reader, (page->backward ? RS_BACKWARD : RS_FORWARD) + (enum reader_statement)KIND_SERVICE, &stmt, err))
    return false;
  reader_bind(stmt, &page->plan, &page->course, KIND_SERVICE, page->query);
  sqlite3_bind_blob(stmt, 3, from->key, (int)from->key_len, SQLITE_STATIC);
  sqlite3_bind_int64(stmt, 4, from->row);
  while (page->count < page->limit) {
    struct reader_cursor at;
    if (!db_step(stmt, &row, err)) return false;
    if (!row) return true;
    if (!reader_load(reader, sqlite3_column_int64(stmt, 2), page->arena, &page->out[page->count], err)) return false;
    reader_note_cursor(stmt, &at);
    if (page->after) page->after[page->count] = spot_cursor_join(spot, &at);
    page->count++;
  }
  sqlite3_reset(stmt);
  return true;
}

static bool read_page(struct near_walk *walk, struct page *page, const struct reader_cursor *inside, struct err *err) {
  struct reader_cursor edge = {.row = page->backward ? INT64_MAX : 0};
  edge.key_len = page->backward ? sizeof edge.key : 0;
  memset(edge.key, 0xFF, sizeof edge.key);
  while (page->count < page->limit) {
    struct spot spot = {0};
    bool found;
    if (!next_spot(walk, &spot, &found, err)) return false;
    if (!found) return true;
    bool same = inside && spot_compare(&spot, &walk->limit) == 0;
    if (!read_spot(walk->reader, page, &spot, same ? inside : &edge, err)) return false;
  }
  return true;
}

bool reader_page_near(struct reader *reader, const struct reader_query *query, const struct reader_cursor *cursor,
                      bool backward, size_t limit, struct arena *arena, struct entry *out, struct reader_cursor *after,
                      size_t *count, struct err *err) {
  struct near_walk walk = {
      .reader = reader, .arena = arena, .centre = centre_at(query->latitude, query->longitude), .backward = backward};
  struct page page = {.query = query, .backward = backward, .limit = limit, .arena = arena, .out = out, .after = after};
  struct reader_cursor inside;
  bool possible = reader_plan(query, &page.plan);
  bool few;
  ASSERT(query->kinds == 1U << KIND_SERVICE);
  *count = 0;
  const struct near_request request = {query, cursor, backward, limit, arena, out, after, count};
  if (!reader_near_few(reader, &request, &few, err)) return false;
  if (few) return true;
  if (!find_facets(reader, query, &page.plan, &walk.facet, &page.course, &possible, err)) return false;
  if (!reader_facet(reader, FACET_NOWHERE, NULL, false, &page.nowhere, err)) return false;
  walk.has_limit = spot_cursor_split(cursor, &walk.limit, &inside);
  if (!possible || (backward && !walk.has_limit)) return true; /* nothing lies before the beginning */
  bool goes_on = walk.has_limit;
  if (!start(&walk, err) || !read_page(&walk, &page, goes_on ? &inside : NULL, err)) return false;
  *count = page.count;
  return true;
}
