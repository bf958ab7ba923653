/* Breadth first from home. Edges are tapped (or reached with the keys) once for each screen and class of control: Start, Zurück
 * and the other buttons of the frame from every screen, each filter, and a few entries of each kind. */
#include "crawl.h"

#include "base/civil.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PERSON_MS = 600, NEXT_MAX = 500, SETTLE_MAX = 100, RINGS = 2, DRAWN_PAGES = 2 };

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

/* As app_reset, but draw keeps its words: to lay them all out again for every control would be nine tenths of a walk. */
static void come_home(struct crawl *crawl) {
  struct app *app = crawl->stage.app;
  app_touched(app);
  app_pointers_lost(app);
  reading_reset(app->reading);
  app_perform(app, &(struct action){.kind = ACTION_HOME});
  struct action language = action_with_id(ACTION_LANGUAGE, 0, crawl->combo.lang);
  app->keyboard = (struct keyboard){0};
  app_perform(app, &language);
  memset(app->history, 0, sizeof app->history);
  app->has_focus = false;
  app->settings.size_step = crawl->combo.size;
  app->settings.contrast = crawl->combo.contrast;
  app->settings.reach = crawl->combo.reach;
}

/* Every way begins with a board that nobody has touched, at the same time of day. */
void crawl_go(struct crawl *crawl, const struct state *state) {
  struct app *app = crawl->stage.app;
  int64_t noon;
  ASSERT(wall_parse("2026-11-21T14:32", &noon));
  if (clock_wall(&crawl->stage.clock) - noon > 20 * 60) clock_set_wall(&crawl->stage.clock, noon);
  come_home(crawl);
  app_build(app);
  for (size_t i = 0; i < state->steps; i++) {
    const struct step *step = &state->way[i];
    if (step->wait_ms > 0)
      pass(crawl, step->wait_ms);
    else
      app_perform(app, &step->action);
  }
  pass(crawl, PERSON_MS);
}

/* ---- looking at a state ---- */

static struct control *controls_find(const struct controls *controls, const struct action *action) {
  for (size_t i = 0; i < controls->count; i++)
    if (action_equals(&controls->items[i].action, action)) return &controls->items[i];
  return NULL;
}

static void controls_add(struct crawl *crawl, struct controls *controls, const struct node *node) {
  if (node->action.kind == ACTION_PAGE || controls_find(controls, &node->action)) return;
  if (controls->count == controls->capacity) {
    size_t capacity = controls->capacity ? controls->capacity * 2 : 64;
    struct control *items = arena_array(&crawl->arena, capacity, sizeof *items);
    if (controls->count > 0) memcpy(items, controls->items, controls->count * sizeof *items);
    controls->items = items;
    controls->capacity = capacity;
  }
  controls->items[controls->count++] = (struct control){.action = node->action,
                                                        .role = node->role,
                                                        .name = arena_strdup(&crawl->arena, node->name),
                                                        .scroll = app_view(crawl->stage.app)->scroll,
                                                        .nth = crawl->stage.app->focus_nth};
}

static void look(struct crawl *crawl, struct lines *lines, int page) {
  crawl->frames++;
  layout_check(crawl, lines);
  if (crawl->on_pixels && page < DRAWN_PAGES) contrast_check(crawl);
}

/* Page by page to the end; false when there were too many pages. */
static bool controls_by_taps(struct crawl *crawl, struct controls *out) {
  struct app *app = crawl->stage.app;
  struct lines lines = {.arena = &crawl->arena};
  for (int page = 0;; page++) {
    look(crawl, &lines, page);
    for (size_t i = app->ui.tree.modal_from; i < app->ui.tree.count; i++) {
      const struct node *node = &app->ui.tree.nodes[i];
      if (node->action.kind != ACTION_NONE && !rect_is_empty(node->hit)) controls_add(crawl, out, node);
    }
    const struct node *down = crawl_control(crawl, &(struct action){.kind = ACTION_PAGE, .number = 1});
    if (!down) break;
    if (page + 1 >= crawl->pages_max) return false;
    bool was_reading = reading_is_on(app->reading);
    crawl_tap(crawl, down);
    if (was_reading) return false; /* the tap has silenced it: what follows is the page that is walked without reading */
  }
  layout_check_lines(crawl, &lines);
  return true;
}

/* Where the focus stands: it must be there, and in sight, as much of it as the page has room for. */
static const struct node *focused(struct crawl *crawl) {
  struct app *app = crawl->stage.app;
  const struct node *node = app_focused(app);
  if (!node) {
    crawl_find(crawl, "focus", "", "after the key 'next' nothing has the focus");
    return NULL;
  }
  if (rect_is_empty(node->hit))
    crawl_find(crawl, "focus sight", node->name, "'%s' has the focus and is out of sight", node->name);
  else if (node->state & NODE_IN_PAGE) {
    int room = app_view(app)->scroll.viewport.h;
    if (node->hit.h < (node->rect.h < room ? node->rect.h : room))
      crawl_find(crawl, "focus cut", node->name, "'%s' has the focus and is cut: %d of %d px, the page has %d", node->name,
                 node->hit.h, node->rect.h, room);
  }
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
    if (crawl->on_pixels && i < RINGS) contrast_check_focus(crawl, node);
    if (i > 0 && action_equals(&node->action, &first) && app->focus_nth == 0) return true;
    if (i == 0) first = node->action;
    controls_add(crawl, out, node);
  }
  return false;
}

/* `all`: the taps have seen every page, as keys have. */
static void compare(struct crawl *crawl, const struct controls *taps, const struct controls *keys, bool all) {
  for (size_t i = 0; i < taps->count; i++)
    if (!controls_find(keys, &taps->items[i].action))
      crawl_find(crawl, "no key", taps->items[i].name, "%s '%s' can be tapped and not reached with keys",
                 role_name(taps->items[i].role), taps->items[i].name);
  for (size_t i = 0; all && i < keys->count; i++)
    if (!controls_find(taps, &keys->items[i].action))
      crawl_find(crawl, "no tap", keys->items[i].name, "%s '%s' can be reached with keys and not tapped",
                 role_name(keys->items[i].role), keys->items[i].name);
}

/* ---- going on from a state ---- */

/* Back where the control was found: on its page, and for keys with the focus on it. */
static void return_to(struct crawl *crawl, const struct state *state, const struct control *control, enum means means) {
  struct app *app = crawl->stage.app;
  crawl_go(crawl, state);
  app_view(app)->scroll = control->scroll;
  if (means == BY_KEYS) {
    app->has_focus = true;
    app->focus = control->action;
    app->focus_nth = control->nth;
  }
  app_build(app);
}

static bool enter_by_tap(struct crawl *crawl, const struct control *control) {
  const struct node *node = crawl_control(crawl, &control->action);
  if (!node || rect_is_empty(node->hit)) return false;
  crawl_tap(crawl, node);
  /* The first touch wakes the board, wherever it lands: the question goes and nothing else happens. */
  if (control->action.kind == ACTION_STAY) return !crawl->stage.app->asking;
  return action_equals(&crawl->stage.app->last_action, &control->action);
}

static bool enter_by_key(struct crawl *crawl, const struct control *control) {
  if (!app_focused(crawl->stage.app)) return false;
  press(crawl, KEY_OK);
  return action_equals(&crawl->stage.app->last_action, &control->action);
}

static bool settings_equal(const struct settings *a, const struct settings *b) {
  return str_equals(a->lang, b->lang) && a->size_step == b->size_step && a->contrast == b->contrast && a->reach == b->reach;
}

/* Carries the control out as a visitor would, and says in `key` where that led. Another size, language or colour is another
 * combination, walked on its own. */
static bool follow(struct crawl *crawl, const struct state *from, const struct control *control, enum means means,
                   char key[KEY_SIZE]) {
  struct app *app = crawl->stage.app;
  return_to(crawl, from, control, means);
  struct settings before = app->settings;
  if (!(means == BY_TAPS ? enter_by_tap : enter_by_key)(crawl, control)) {
    crawl_find(crawl, "dead", control->name, "%s '%s' does not act", role_name(control->role), control->name);
    return false;
  }
  crawl_state_key(crawl, key);
  if (settings_equal(&before, &app->settings) && from->steps < WAY_MAX)
    crawl_state_add(crawl, from, &(struct step){.action = control->action}, control->name);
  return true;
}

static void follow_both(struct crawl *crawl, const struct state *from, const struct control *tap, const struct control *key) {
  char by_tap[KEY_SIZE], by_key[KEY_SIZE];
  bool tapped = tap && follow(crawl, from, tap, BY_TAPS, by_tap);
  bool pressed = key && follow(crawl, from, key, BY_KEYS, by_key);
  if (tapped && pressed && !crawl_is_same_place(by_tap, by_key))
    crawl_find(crawl, "elsewhere", tap->name, "'%s' leads to %s by a tap and to %s by keys", tap->name, by_tap, by_key);
}

static void walk_state(struct crawl *crawl, struct edges *edges, size_t index) {
  struct state state = crawl->states[index];
  crawl->at = &state;
  struct controls taps = {0}, keys = {0};
  crawl_go(crawl, &state);
  bool all = controls_by_taps(crawl, &taps);
  if (crawl->means != BY_TAPS && !is_waiting(crawl)) {
    crawl_go(crawl, &state);
    if (controls_by_keys(crawl, &keys)) compare(crawl, &taps, &keys, all);
  }
  const struct controls *controls = crawl->means == BY_KEYS ? &keys : &taps;
  crawl_go(crawl, &state);
  bool *take = arena_array(&crawl->arena, controls->count + 1, sizeof *take);
  for (size_t i = 0; i < controls->count; i++)
    take[i] = crawl_take_edge(crawl, edges, &controls->items[i].action);
  for (size_t i = 0; i < controls->count; i++) {
    const struct action *action = &controls->items[i].action;
    if (take[i])
      follow_both(crawl, &state, crawl->means == BY_KEYS ? NULL : controls_find(&taps, action), controls_find(&keys, action));
  }
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
  crawl_state_add(crawl, &state, &wait, "95 s");
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
  crawl_state_add(crawl, NULL, NULL, NULL);
  for (size_t i = 0; i < crawl->state_count; i++) {
    walk_state(crawl, edges, i);
    if (i + 1 == crawl->state_count) add_idle(crawl);
  }
  if (crawl->means != BY_KEYS) crawl_check_reach(crawl);
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
