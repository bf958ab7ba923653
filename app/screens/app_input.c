/* Fingers and keys (UI.md: tap, repeat filter, gestures, second finger, keys). The first contact wins; the others never change
 * anything. A tap acts on release, however long it took and however much the finger trembled. */
#include "screens/app.h"

#include "screens/app_speech.h"

#include <stdlib.h>

enum {
  REPEAT_MS = 500, /* EN 301 549, 5.8: the same target again */
  SETTLE_MS = 300, /* all input after a screen change */
};

static const double slack_mm = 3.5;  /* older adults miss by 3.4 mm on average */
static const double tremble_mm = 10; /* still a tap; beyond it a drag */

/* ---- fingers ---- */

static bool touched(struct app *app) {
  app->touched_ms = clock_elapsed_ms(app->clock);
  bool was_asking = app->asking;
  app->asking = false;
  if (was_asking) app->dirty = true;
  return attract_wake(app) || was_asking;
}

bool app_pointer_down(struct app *app, int64_t finger, int x, int y) {
  if (app->finger >= 0) {
    app->others++;
    return false;
  }
  bool woke = touched(app);
  app->finger = finger;
  app->down_x = x;
  app->down_y = app->last_y = y;
  app->dragging = false;
  app->has_focus = false;
  const struct node *node = tree_hit(&app->ui.tree, x, y, ui_mm(&app->ui, slack_mm));
  app->has_pressed = node && !woke;
  if (app->has_pressed) {
    app->pressed = node->action;
    app->pressed_rect = node->hit;
  }
  app->dirty = app->dirty || app->has_pressed;
  return app->dirty;
}

bool app_pointer_move(struct app *app, int64_t finger, int x, int y) {
  if (finger != app->finger) return false;
  struct scroll *scroll = &app_view(app)->scroll;
  int threshold = ui_mm(&app->ui, tremble_mm);
  if (!app->dragging && abs(y - app->down_y) > threshold && (scroll->can_up || scroll->can_down)) {
    app->dragging = true;
    app->has_pressed = false;
    app->last_y = y;
    app->dirty = true;
  }
  if (app->dragging && y != app->last_y) {
    scroll->pending_px += app->last_y - y;
    app->last_y = y;
    app->touched_ms = clock_elapsed_ms(app->clock);
    app->dirty = true;
  }
  if (app->has_pressed) {
    struct rect near = rect_inset(app->pressed_rect, -threshold, -threshold);
    if (!rect_contains(near, x, y)) {
      app->has_pressed = false;
      app->dirty = true;
    }
  }
  return app->dirty;
}

bool app_pointer_up(struct app *app, int64_t finger, int x, int y) {
  if (finger != app->finger) {
    if (app->others > 0) app->others--;
    return false;
  }
  app_pointer_move(app, finger, x, y);
  app->finger = -1;
  app->touched_ms = clock_elapsed_ms(app->clock);
  if (!app->has_pressed) {
    app_speech_stop(app); /* a tap beside everything silences, too */
    return app->dirty;
  }
  app->has_pressed = false;
  app->dirty = true;
  int64_t now = clock_elapsed_ms(app->clock);
  bool again = action_equals(&app->pressed, &app->last_action) && now - app->last_action_ms < REPEAT_MS;
  if (again || now - app->screen_since_ms < SETTLE_MS) return true;
  app->last_action = app->pressed;
  app->last_action_ms = now;
  struct action action = app->pressed;
  app_perform(app, &action);
  return true;
}

/* ---- keys ---- */

static size_t control_index(const struct tree *tree, const struct action *action) {
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (tree->nodes[i].action.kind != ACTION_NONE && action_equals(&tree->nodes[i].action, action)) return i;
  return tree->count;
}

/* The next control in reading order, around the end. */
static const struct node *control_after(const struct tree *tree, size_t from, int direction) {
  size_t span = tree->count - tree->modal_from;
  for (size_t step = 1; step <= span; step++) {
    size_t offset = direction > 0 ? from - tree->modal_from + step : from - tree->modal_from + span * 2 - step;
    const struct node *node = &tree->nodes[tree->modal_from + offset % span];
    if (node->action.kind != ACTION_NONE) return node;
  }
  return NULL;
}

/* A control that is scrolled away comes into sight. */
static void reveal(struct app *app, const struct node *node) {
  if (!(node->state & NODE_OFFSCREEN)) return;
  struct scroll *scroll = &app_view(app)->scroll;
  int middle = app->height_px / 2;
  scroll->pending_px += node->rect.y + node->rect.h / 2 - middle;
}

static void move_focus(struct app *app, int direction) {
  const struct tree *tree = &app->ui.tree;
  if (tree->count == tree->modal_from) return;
  size_t at = app->has_focus ? control_index(tree, &app->focus) : tree->count;
  if (at == tree->count) at = direction > 0 ? tree->count - 1 : tree->modal_from;
  const struct node *node = control_after(tree, at, direction);
  if (!node) return;
  app->focus = node->action;
  app->has_focus = true;
  reveal(app, node);
}

bool app_press_key(struct app *app, enum app_key key) {
  bool posters = app->attract.on;
  touched(app);
  app->dirty = true;
  if (posters) return true;
  switch (key) {
    case KEY_NEXT: move_focus(app, 1); break;
    case KEY_PREVIOUS: move_focus(app, -1); break;
    case KEY_BACK: app_perform(app, &(struct action){.kind = ACTION_BACK}); break;
    case KEY_OK:
      if (app->has_focus && control_index(&app->ui.tree, &app->focus) < app->ui.tree.count) {
        struct action action = app->focus;
        app_perform(app, &action);
      }
      break;
  }
  return true;
}
