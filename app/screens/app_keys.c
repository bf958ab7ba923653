/* Keys (UI.md: four keys, Tab): a focus that walks through all controls in reading order, around the end, and takes the page
 * with it. In a list it goes on to rows that are not drawn yet, by scrolling first. */
#include "screens/app.h"
#include "screens/app_volunteer.h"

enum { REPEAT_MS = 500 }; /* EN 301 549, 5.8: the same control again */

static const double ring_mm = 5; /* room for the focus ring, and for a look at what follows */

static bool is_control(const struct node *node) { return node->action.kind != ACTION_NONE; }

/* Several controls may do the same ("Alle", and a filter that is on): the focus is on one of them. */
static const struct node *find_control(const struct tree *tree, const struct action *action, int nth) {
  const struct node *found = NULL;
  for (size_t i = tree->modal_from; i < tree->count && nth >= 0; i++)
    if (is_control(&tree->nodes[i]) && action_equals(&tree->nodes[i].action, action)) {
      found = &tree->nodes[i];
      nth--;
    }
  return found;
}

static int number_of(const struct tree *tree, const struct node *node) {
  int nth = 0;
  for (const struct node *other = tree->nodes + tree->modal_from; other < node; other++)
    nth += is_control(other) && action_equals(&other->action, &node->action);
  return nth;
}

const struct node *app_focused(const struct app *app) {
  return app->has_focus ? find_control(&app->ui.tree, &app->focus, app->focus_nth) : NULL;
}

/* The next control before or behind the node (NULL: the first or last of all); NULL at the end. */
static const struct node *control_beside(const struct tree *tree, const struct node *node, int direction) {
  size_t at = node ? (size_t)(node - tree->nodes) : direction > 0 ? tree->modal_from - 1 : tree->count;
  for (at += (size_t)direction; at < tree->count && at + 1 > tree->modal_from; at += (size_t)direction)
    if (is_control(&tree->nodes[at])) return &tree->nodes[at];
  return NULL;
}

static bool is_in_page(const struct node *node) { return node && (node->state & NODE_IN_PAGE); }

/* A control that is scrolled away, or cut, comes into sight; one that is higher than the page with its top. */
static void reveal(struct app *app, const struct node *node) {
  if (!is_in_page(node)) return;
  struct scroll *scroll = &app_view(app)->scroll;
  struct rect view = scroll->viewport;
  int margin = ui_mm(&app->ui, ring_mm);
  if (node->rect.h + 2 * margin > view.h) margin = 0;
  int above = view.y + margin - node->rect.y;
  int below = rect_bottom(node->rect) + margin - rect_bottom(view);
  if (above > 0 || node->rect.h > view.h)
    scroll->pending_px -= above;
  else if (below > 0)
    scroll->pending_px += below;
}

/* The focus stands on the outermost row that is drawn and the list goes on: scrolls, and says which control is next now. */
static const struct node *row_beyond(struct app *app, const struct node *node, int direction) {
  struct scroll *scroll = &app_view(app)->scroll;
  struct rect view = scroll->viewport;
  bool low = node->rect.h * 2 > view.h;
  if (direction > 0)
    scroll->pending_px += (low ? rect_bottom(node->rect) : node->rect.y) - view.y;
  else
    scroll->pending_px -= rect_bottom(view) - (low ? node->rect.y : rect_bottom(node->rect));
  struct action from = node->action;
  app_build(app);
  const struct tree *tree = &app->ui.tree;
  node = find_control(tree, &from, 0);
  if (node) return control_beside(tree, node, direction);
  /* Scrolled away altogether: the first row from this end. */
  do
    node = control_beside(tree, node, direction);
  while (node && !is_in_page(node));
  return node;
}

static const struct node *control_around(struct app *app, int direction) {
  if (direction > 0 && app_view(app)->scroll.can_up) { /* from the end to the beginning: of the page too */
    app_view(app)->scroll = (struct scroll){0};
    app_build(app);
  }
  return control_beside(&app->ui.tree, NULL, direction);
}

static void move_focus(struct app *app, int direction) {
  const struct tree *tree = &app->ui.tree;
  const struct scroll *scroll = &app_view(app)->scroll;
  const struct node *from = app_focused(app);
  const struct node *node = control_beside(tree, from, direction);
  bool goes_on = scroll->is_list && (direction > 0 ? scroll->can_down : scroll->can_up);
  if (is_in_page(from) && !is_in_page(node) && goes_on) node = row_beyond(app, from, direction);
  if (!node) node = control_around(app, direction);
  if (!node) return;
  app->focus = node->action;
  app->focus_nth = number_of(&app->ui.tree, node);
  app->has_focus = true;
  reveal(app, node);
}

static void press_ok(struct app *app) {
  if (!app_focused(app)) return;
  int64_t now = clock_elapsed_ms(app->clock);
  bool again = action_equals(&app->focus, &app->last_action) && now - app->last_action_ms < REPEAT_MS;
  if (again) return;
  app->last_action = app->focus;
  app->last_action_ms = now;
  struct action action = app->focus;
  app_perform(app, &action);
}

bool app_press_key(struct app *app, enum app_key key) {
  if (app_touched(app)) return app->dirty = true;
  if (app_cleaning_s(app) > 0 || app_volunteer_key(app, key == KEY_BACK)) return app->dirty = true;
  switch (key) {
    case KEY_NEXT: move_focus(app, 1); break;
    case KEY_PREVIOUS: move_focus(app, -1); break;
    case KEY_BACK: app_perform(app, &(struct action){.kind = ACTION_BACK}); break;
    case KEY_OK: press_ok(app); break;
  }
  return app->dirty = true; /* also when frames were built on the way */
}
