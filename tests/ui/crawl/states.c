/* Which states are known, and which of the many controls that do the same are tried. */
#include "crawl.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 40 }; /* numbers from here on are days, months and choices: any of them stands for the others */

/* ---- states ---- */

void crawl_state_key(const struct crawl *crawl, char out[KEY_SIZE]) {
  const struct app *app = crawl->stage.app;
  const struct view *view = &app->history[app->depth];
  const struct tree *tree = &app->ui.tree;
  unsigned kinds = 0;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (tree->nodes[i].action.kind != ACTION_PAGE && tree->nodes[i].action.kind < 31) kinds |= 1U << tree->nodes[i].action.kind;
  snprintf(out, KEY_SIZE, "%s|%s|%d|%d|%d|%x", app_screen_name((size_t)view->screen), view->id, view->filter,
           tree->modal_from > 0, reading_is_on(app->reading), kinds);
}

static const struct state *state_find(const struct crawl *crawl, const char *key) {
  for (size_t i = 0; i < crawl->state_count; i++)
    if (str_equals(crawl->states[i].key, key)) return &crawl->states[i];
  return NULL;
}

void crawl_state_add(struct crawl *crawl, const struct state *from, const struct step *step, const char *words) {
  char key[KEY_SIZE];
  crawl_state_key(crawl, key);
  if (state_find(crawl, key)) return;
  if (crawl->state_count == crawl->state_capacity) {
    crawl->state_capacity = crawl->state_capacity ? crawl->state_capacity * 2 : 64;
    crawl->states = realloc(crawl->states, crawl->state_capacity * sizeof *crawl->states);
    ASSERT(crawl->states != NULL);
  }
  struct state *state = &crawl->states[crawl->state_count++];
  *state = from ? *from : (struct state){0};
  if (step) state->way[state->steps++] = *step;
  str_copy(state->key, sizeof state->key, key);
  scoped_buf way;
  buf_init(&way, 4096);
  buf_addf(&way, "%s%s%s", from ? from->words : "home", from ? " > " : "", from ? words : "");
  str_copy(state->words, sizeof state->words, buf_text(&way));
}

/* What can be seen there depends on how far keys have scrolled. */
bool crawl_is_same_place(const char *a, const char *b) {
  size_t len = (size_t)(strrchr(a, '|') - a);
  return len == (size_t)(strrchr(b, '|') - b) && memcmp(a, b, len) == 0;
}

/* ---- classes of edges ---- */

static bool is_longest(const struct crawl *crawl, const char *id) {
  for (size_t i = 0; i < crawl->longest_count; i++)
    if (str_equals(crawl->longest[i], id)) return true;
  return false;
}

static int entry_kind(const struct crawl *crawl, const char *id) {
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  return reader_find(model_reader(crawl->stage.app->model), id, &arena, &entry, &err) ? (int)entry.kind : -1;
}

bool crawl_take_edge(const struct crawl *crawl, struct edges *edges, const struct action *action) {
  char name[100];
  const char *screen = app_screen_name((size_t)app_view(crawl->stage.app)->screen);
  if (action->kind == ACTION_ENTRY && is_longest(crawl, action->id))
    snprintf(name, sizeof name, "entry %s", action->id);
  else if (action->kind == ACTION_ENTRY)
    snprintf(name, sizeof name, "%s entries %d", screen, entry_kind(crawl, action->id));
  else
    snprintf(name, sizeof name, "%s %d %d", screen, (int)action->kind, action->number < SMALL ? action->number : SMALL);
  for (size_t i = 0; i < edges->count; i++)
    if (str_equals(edges->items[i].name, name)) return edges->items[i].taken++ < crawl->each_class;
  ASSERT(edges->count < COUNT_OF(edges->items));
  str_copy(edges->items[edges->count].name, sizeof name, name);
  edges->items[edges->count++].taken = 1;
  return true;
}
