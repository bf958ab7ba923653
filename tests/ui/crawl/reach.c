/* Any entry is at most three taps from home, whoever turns pages aside (UI.md, "depth"): two taps lead to a list that names it.
 */
#include "crawl.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_MAX = 2000, LISTS_AFTER = 2, TURNS_MAX = 2000 };

struct reach {
  struct entry *entries;
  bool *seen;
  size_t count, left;
};

static void read_entries(struct crawl *crawl, struct arena *arena, struct reach *out) {
  struct model *model = crawl->stage.app->model;
  struct reader_query query = {.kinds = (1U << KIND_COUNT) - 1, .now = model_visible_now(model)};
  struct err err;
  out->entries = arena_array(arena, ENTRIES_MAX, sizeof *out->entries);
  out->seen = arena_array(arena, ENTRIES_MAX, sizeof *out->seen);
  if (!reader_page(model_reader(model), &query, &(struct reader_cursor){0}, false, ENTRIES_MAX, arena, out->entries, NULL,
                   &out->count, &err)) {
    fprintf(stderr, "crawl: %s\n", err.msg);
    exit(70);
  }
  out->left = out->count;
  for (size_t i = 0; i < out->count; i++)
    out->seen[i] = false;
}

static void note(struct reach *reach, const struct node *node) {
  if (str_is_empty(node->action.id)) return;
  for (size_t i = 0; i < reach->count; i++) {
    if (reach->seen[i] || !str_equals(reach->entries[i].id, node->action.id)) continue;
    reach->seen[i] = true;
    reach->left--;
  }
}

/* All pages of where the board is now. */
static void note_pages(struct crawl *crawl, struct reach *reach) {
  const struct tree *tree = &crawl->stage.app->ui.tree;
  for (int turn = 0; turn < TURNS_MAX && reach->left > 0; turn++) {
    for (size_t i = tree->modal_from; i < tree->count; i++)
      if (!rect_is_empty(tree->nodes[i].hit)) note(reach, &tree->nodes[i]);
    const struct node *down = crawl_control(crawl, &(struct action){.kind = ACTION_PAGE, .number = 1});
    if (!down) return;
    crawl_tap(crawl, down);
  }
}

void crawl_check_reach(struct crawl *crawl) {
  scoped_arena arena = {0};
  struct reach reach;
  if (crawl->combo.reach && crawl->combo.size == 2) return; /* the same ways; three lines a page, hundreds of pages */
  read_entries(crawl, &arena, &reach);
  for (size_t i = 0; i < crawl->state_count && reach.left > 0; i++) {
    if (crawl->states[i].steps > LISTS_AFTER) continue;
    crawl_go(crawl, &crawl->states[i]);
    if (!reading_is_on(crawl->stage.app->reading)) note_pages(crawl, &reach);
  }
  for (size_t i = 0; i < reach.count; i++)
    if (!reach.seen[i])
      crawl_find(crawl, "far", reach.entries[i].id, "'%s' is more than three taps from home", reach.entries[i].id);
}
