/* Breadth first from home. Edges are tapped (or reached with the keys) once for each screen and class of control: Start, Zurück
 * and the other buttons of the frame from every screen, each filter, and a few entries of each kind. */
#include "crawl.h"

#include "base/civil.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SMALL = 40 }; /* numbers from here on are days, months and choices: any of them stands for the others */
enum { PERSON_MS = 600, EACH_CLASS = 2, NEXT_MAX = 500, SETTLE_MAX = 100 };

const struct panel panels[] = {
    {"21.5in", 1920, 1080, 476}, {"21.5in portrait", 1080, 1920, 268}, {"15.6in", 1920, 1080, 345}, {"10.1in", 1280, 800, 217},
    {"7in", 800, 480, 152},      {"32in 4K", 3840, 2160, 708},
};
const size_t panel_count = COUNT_OF(panels);

/* ---- driving ---- */

void crawl_settle(struct crawl *crawl) {
  for (int i = 0; app_tick(crawl->stage.app); i++) {
    ASSERT(i < SETTLE_MAX);
    app_build(crawl->stage.app);
  }
}

static void pass(struct crawl *crawl, int64_t ms) {
  clock_advance(&crawl->stage.clock, ms);
  crawl_settle(crawl);
}

void crawl_tap(struct crawl *crawl, const struct node *node) {
  struct app *app = crawl->stage.app;
  int x = node->hit.x + node->hit.w / 2, y = node->hit.y + node->hit.h / 2;
  pass(crawl, PERSON_MS);
  app_pointer_down(app, 1, x, y);
  pass(crawl, 80);
  app_pointer_up(app, 1, x, y);
  crawl_settle(crawl);
  crawl->taps++;
}

static void press(struct crawl *crawl, enum app_key key) {
  pass(crawl, PERSON_MS);
  app_press_key(crawl->stage.app, key);
  crawl_settle(crawl);
  crawl->keys++;
}

const struct node *crawl_control(const struct crawl *crawl, const struct action *action) {
  const struct tree *tree = &crawl->stage.app->ui.tree;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (tree->nodes[i].action.kind != ACTION_NONE && action_equals(&tree->nodes[i].action, action)) return &tree->nodes[i];
  return NULL;
}

void crawl_start(struct crawl *crawl, const struct combo *combo) {
  struct app *app = crawl->stage.app;
  crawl->combo = *combo;
  const struct panel *panel = &panels[combo->panel];
  if (app->width_px != panel->width_px || app->height_px != panel->height_px || app->panel_mm != panel->width_mm) {
    struct err err;
    if (!stage_set_size(&crawl->stage, panel->width_px, panel->height_px, panel->width_mm, &err)) {
      fprintf(stderr, "crawl: %s\n", err.msg);
      exit(70);
    }
  }
  struct state home = {0};
  crawl_go(crawl, &home);
}

/* Every way begins with a board that nobody has touched, at the same time of day. */
void crawl_go(struct crawl *crawl, const struct state *state) {
  struct app *app = crawl->stage.app;
  int64_t noon;
  ASSERT(wall_parse("2026-11-21T14:32", &noon));
  if (clock_wall(&crawl->stage.clock) - noon > 20 * 60) clock_set_wall(&crawl->stage.clock, noon);
  app_reset(app);
  app->touched_ms = clock_elapsed_ms(&crawl->stage.clock);
  struct action language = action_with_id(ACTION_LANGUAGE, 0, crawl->combo.lang);
  app_perform(app, &language);
  app->settings.size_step = crawl->combo.size;
  app->settings.contrast = crawl->combo.contrast;
  app->settings.reach = crawl->combo.reach;
  app_build(app);
  for (size_t i = 0; i < state->steps; i++) {
    const struct step *step = &state->way[i];
    if (step->wait_ms > 0) {
      pass(crawl, step->wait_ms);
    } else {
      app_perform(app, &step->action);
      app_build(app);
    }
  }
  pass(crawl, PERSON_MS);
}

/* ---- states ---- */

static void state_key(const struct crawl *crawl, char *out, size_t size) {
  const struct app *app = crawl->stage.app;
  const struct view *view = &app->history[app->depth];
  const struct tree *tree = &app->ui.tree;
  unsigned kinds = 0;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (tree->nodes[i].action.kind != ACTION_PAGE && tree->nodes[i].action.kind < 31) kinds |= 1U << tree->nodes[i].action.kind;
  snprintf(out, size, "%s|%s|%d|%d|%x", app_screen_name((size_t)view->screen), view->id, view->filter, tree->modal_from > 0,
           kinds);
}

static const struct state *state_find(const struct crawl *crawl, const char *key) {
  for (size_t i = 0; i < crawl->state_count; i++)
    if (str_equals(crawl->states[i].key, key)) return &crawl->states[i];
  return NULL;
}

static void state_add(struct crawl *crawl, const struct state *from, const struct step *step, const char *words) {
  char key[sizeof from->key];
  state_key(crawl, key, sizeof key);
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

/* ---- classes of edges ---- */

struct edge_class {
  char name[100];
  size_t taken;
};

struct edges {
  struct edge_class items[600];
  size_t count;
};

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

/* Whether this edge is still to be gone. An entry counts for its kind wherever it is found; all else for its screen. */
static bool edge_take(const struct crawl *crawl, struct edges *edges, const struct action *action) {
  char name[100];
  const char *screen = app_screen_name((size_t)app_view(crawl->stage.app)->screen);
  if (action->kind == ACTION_ENTRY && is_longest(crawl, action->id))
    snprintf(name, sizeof name, "entry %s", action->id);
  else if (action->kind == ACTION_ENTRY)
    snprintf(name, sizeof name, "%s entries %d", screen, entry_kind(crawl, action->id));
  else
    snprintf(name, sizeof name, "%s %d %d", screen, (int)action->kind, action->number < SMALL ? action->number : SMALL);
  for (size_t i = 0; i < edges->count; i++)
    if (str_equals(edges->items[i].name, name)) return edges->items[i].taken++ < EACH_CLASS;
  ASSERT(edges->count < COUNT_OF(edges->items));
  struct edge_class *added = &edges->items[edges->count++];
  str_copy(added->name, sizeof added->name, name);
  added->taken = 1;
  return true;
}

/* ---- looking at a state ---- */

static struct control *controls_find(const struct controls *controls, const struct action *action) {
  for (size_t i = 0; i < controls->count; i++)
    if (action_equals(&controls->items[i].action, action)) return &controls->items[i];
  return NULL;
}

static void controls_add(struct crawl *crawl, struct controls *controls, const struct node *node, int page) {
  if (node->action.kind == ACTION_PAGE || controls_find(controls, &node->action)) return;
  if (controls->count == controls->capacity) {
    size_t capacity = controls->capacity ? controls->capacity * 2 : 64;
    struct control *items = arena_array(&crawl->arena, capacity, sizeof *items);
    if (controls->count > 0) memcpy(items, controls->items, controls->count * sizeof *items);
    controls->items = items;
    controls->capacity = capacity;
  }
  controls->items[controls->count++] = (struct control){
      .action = node->action, .role = node->role, .name = arena_strdup(&crawl->arena, node->name), .page = page};
}

static void look(struct crawl *crawl, struct lines *lines) {
  crawl->frames++;
  layout_check(crawl, lines);
  if (crawl->on_pixels) contrast_check(crawl);
}

/* Page by page to the end; false when there were too many pages. */
static bool controls_by_taps(struct crawl *crawl, struct controls *out) {
  struct app *app = crawl->stage.app;
  struct lines lines = {.arena = &crawl->arena};
  int page = 0;
  for (;; page++) {
    look(crawl, &lines);
    for (size_t i = app->ui.tree.modal_from; i < app->ui.tree.count; i++) {
      const struct node *node = &app->ui.tree.nodes[i];
      if (node->action.kind != ACTION_NONE && !rect_is_empty(node->hit)) controls_add(crawl, out, node, page);
    }
    const struct node *down = crawl_control(crawl, &(struct action){.kind = ACTION_PAGE, .number = 1});
    if (!down) break;
    if (page + 1 >= crawl->pages_max) return false;
    crawl_tap(crawl, down);
  }
  layout_check_lines(crawl, &lines);
  return true;
}

/* Where the focus stands: it must be there, and in sight. */
static const struct node *focused(struct crawl *crawl) {
  struct app *app = crawl->stage.app;
  const struct node *node = app_focused(app);
  if (!node) {
    crawl_find(crawl, "focus", "", "after the key 'next' nothing has the focus");
    return NULL;
  }
  if (rect_is_empty(node->hit))
    crawl_find(crawl, "focus sight", node->name, "'%s' has the focus and is out of sight", node->name);
  else if (node->hit.h < node->rect.h && node->hit.h * 100 < app->height_px * 25)
    crawl_find(crawl, "focus cut", node->name, "'%s' has the focus and is cut: %d of %d px", node->name, node->hit.h,
               node->rect.h);
  if (crawl->on_pixels) contrast_check_focus(crawl, node);
  return node;
}

static bool is_waiting(const struct crawl *crawl) {
  return crawl->at->steps > 0 && crawl->at->way[crawl->at->steps - 1].wait_ms > 0;
}

/* With "next" until the first one comes round again; false when there were too many. */
static bool controls_by_keys(struct crawl *crawl, struct controls *out) {
  const struct app *app = crawl->stage.app;
  struct action first = {0};
  for (int i = 0; i < NEXT_MAX; i++) {
    press(crawl, KEY_NEXT);
    const struct node *node = focused(crawl);
    if (!node) return true;
    if (i > 0 && action_equals(&node->action, &first) && app->focus_nth == 0) return true;
    if (i == 0) first = node->action;
    controls_add(crawl, out, node, 0);
  }
  return false;
}

static void compare(struct crawl *crawl, const struct controls *taps, const struct controls *keys) {
  for (size_t i = 0; i < taps->count; i++)
    if (!controls_find(keys, &taps->items[i].action))
      crawl_find(crawl, "no key", taps->items[i].name, "%s '%s' can be tapped and not reached with keys",
                 role_name(taps->items[i].role), taps->items[i].name);
  for (size_t i = 0; i < keys->count; i++)
    if (!controls_find(taps, &keys->items[i].action))
      crawl_find(crawl, "no tap", keys->items[i].name, "%s '%s' can be reached with keys and not tapped",
                 role_name(keys->items[i].role), keys->items[i].name);
}

/* ---- going on from a state ---- */

static bool enter_by_tap(struct crawl *crawl, const struct control *control) {
  for (int page = 0; page < control->page; page++) {
    const struct node *down = crawl_control(crawl, &(struct action){.kind = ACTION_PAGE, .number = 1});
    if (!down) return false;
    crawl_tap(crawl, down);
  }
  const struct node *node = crawl_control(crawl, &control->action);
  if (!node || rect_is_empty(node->hit)) return false;
  crawl_tap(crawl, node);
  /* The first touch wakes the board, wherever it lands: the question goes and nothing else happens. */
  if (control->action.kind == ACTION_STAY) return !crawl->stage.app->asking;
  return action_equals(&crawl->stage.app->last_action, &control->action);
}

static bool enter_by_keys(struct crawl *crawl, const struct control *control) {
  struct app *app = crawl->stage.app;
  for (int i = 0; i < NEXT_MAX; i++) {
    press(crawl, KEY_NEXT);
    if (!app->has_focus || !action_equals(&app->focus, &control->action)) continue;
    press(crawl, KEY_OK);
    return true;
  }
  return false;
}

static bool settings_equal(const struct settings *a, const struct settings *b) {
  return str_equals(a->lang, b->lang) && a->size_step == b->size_step && a->contrast == b->contrast && a->reach == b->reach;
}

/* Carries the control out as a visitor would. Another size, language or colour is another combination, walked on its own. */
static void follow(struct crawl *crawl, size_t from, const struct control *control) {
  crawl_go(crawl, &crawl->states[from]);
  struct app *app = crawl->stage.app;
  struct settings before = app->settings;
  if (!(crawl->means == BY_TAPS ? enter_by_tap : enter_by_keys)(crawl, control)) {
    crawl_find(crawl, "dead", control->name, "%s '%s' does not act", role_name(control->role), control->name);
    return;
  }
  if (!settings_equal(&before, &app->settings) || crawl->states[from].steps >= WAY_MAX) return;
  struct state way = crawl->states[from];
  state_add(crawl, &way, &(struct step){.action = control->action}, control->name);
}

static void walk_state(struct crawl *crawl, struct edges *edges, size_t index) {
  struct state state = crawl->states[index];
  crawl->at = &state;
  struct controls taps = {0}, keys = {0};
  crawl_go(crawl, &state);
  bool all = controls_by_taps(crawl, &taps);
  if (crawl->means == BY_KEYS && !is_waiting(crawl)) {
    crawl_go(crawl, &state);
    if (controls_by_keys(crawl, &keys) && all) compare(crawl, &taps, &keys);
  }
  const struct controls *controls = crawl->means == BY_KEYS ? &keys : &taps;
  crawl_go(crawl, &state);
  bool *take = arena_array(&crawl->arena, controls->count + 1, sizeof *take);
  for (size_t i = 0; i < controls->count; i++)
    take[i] = edge_take(crawl, edges, &controls->items[i].action);
  for (size_t i = 0; i < controls->count; i++)
    if (take[i]) follow(crawl, index, &controls->items[i]);
  crawl->at = NULL;
}

/* Nobody touches: the question whether somebody is there, over a page. */
static void add_idle(struct crawl *crawl) {
  struct state state = {.words = "home > Hilfe & Dienste"};
  state.way[state.steps++] = (struct step){.action = action_of(ACTION_GO, SCREEN_TOPICS)};
  struct step wait = {.wait_ms = 95000};
  struct state waited = state;
  waited.way[waited.steps++] = wait;
  crawl_go(crawl, &waited);
  state_add(crawl, &state, &wait, "95 s");
}

static void begin(struct crawl *crawl, const struct combo *combo) {
  arena_reset(&crawl->arena);
  crawl->home_button = crawl->back_button = (struct rect){0};
  crawl_start(crawl, combo);
}

void crawl_run(struct crawl *crawl, const struct combo *combo) {
  begin(crawl, combo);
  crawl->state_count = 0;
  struct edges *edges = arena_alloc(&crawl->arena, sizeof *edges);
  state_add(crawl, NULL, NULL, NULL);
  for (size_t i = 0; i < crawl->state_count; i++) {
    walk_state(crawl, edges, i);
    if (i + 1 == crawl->state_count) add_idle(crawl);
  }
}

/* "Mehr" is there only where the footer has no room for all buttons. */
static bool exists_here(struct crawl *crawl, const struct state *state) {
  static const struct state home = {0};
  struct action more = action_of(ACTION_GO, SCREEN_MORE);
  for (size_t i = 0; i < state->steps; i++) {
    if (!action_equals(&state->way[i].action, &more)) continue;
    crawl_go(crawl, &home);
    return crawl_control(crawl, &more) != NULL;
  }
  return true;
}

void crawl_visit(struct crawl *crawl, const struct combo *combo) {
  begin(crawl, combo);
  for (size_t i = 0; i < crawl->state_count; i++) {
    crawl->at = &crawl->states[i];
    if (!exists_here(crawl, crawl->at)) continue;
    crawl_go(crawl, crawl->at);
    struct controls controls = {0};
    controls_by_taps(crawl, &controls);
  }
  crawl->at = NULL;
}

void crawl_aim(struct crawl *crawl, const struct combo *combo, struct hands *hands) {
  begin(crawl, combo);
  for (size_t i = 0; i < crawl->state_count; i++) {
    if (!exists_here(crawl, &crawl->states[i])) continue;
    crawl_go(crawl, &crawl->states[i]);
    if (crawl->stage.app->asking) continue; /* the first touch wakes, wherever it lands */
    hands_aim(crawl, hands);
  }
}
