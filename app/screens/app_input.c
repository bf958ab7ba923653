/* Fingers (UI.md: tap, repeat filter, gestures, second finger). A tap acts on release, however long it took and however much
 * the finger trembled. What a hand really does is told apart by three measures:
 *
 * - Trembling (4 to 12 Hz, up to 10 mm to either side) against drawing and sliding off: by where the finger has been on average
 *   over the last tenths of a second, or at once when it is farther away than trembling reaches.
 * - Bouncing against a second tap: a contact that begins where and right after one that acted has ended belongs to that one.
 * - A resting palm against a finger: the first contact wins; one that has lain there for REST_MS without acting loses its right
 *   to the next that comes, and so does one whose end was never told (a panel that was unplugged). */
#include "screens/app.h"

#include "screens/app_counts.h"
#include "screens/app_speech.h"
#include "screens/app_volunteer.h"

#include <stdlib.h>

enum {
  REPEAT_MS = 500, /* EN 301 549, 5.8: the same target again */
  SETTLE_MS = 300, /* all input after a screen change */
  BOUNCE_MS = 100, /* fingers bounce for 50 to 80 ms */
  REST_MS = 3000, /* a finger that presses deliberately is up again by then, as a rule; alone it may take as long as it likes */
  AVERAGE_MS = 120 /* leaves less than a third of a trembling of 4 Hz */
};

static const double slack_mm = 3.5; /* older adults miss by 3.4 mm on average */
static const double off_mm = 10;    /* on average, beside the target: slid off */
static const double draw_mm = 15;   /* on average, up or down: drawing */
static const double far_mm = 25;    /* farther than trembling from one extreme to the other reaches */

bool app_touched(struct app *app) {
  app_count_touch(app);
  app->visited = true;
  app->touched_ms = clock_elapsed_ms(app->clock);
  bool was_asking = app->asking;
  app->asking = false;
  app->idle_shown_s = 0;
  if (was_asking) app->dirty = true;
  return attract_wake(app) || was_asking;
}

/* ---- where a trembling finger is ---- */

/* The finger has been where it was last until now. */
static void average(struct contact *contact, int64_t now_ms, int x, int y) {
  double dt = (double)(now_ms - contact->seen_ms);
  double share = dt / (dt + AVERAGE_MS);
  contact->mean_x += (contact->x - contact->mean_x) * share;
  contact->mean_y += (contact->y - contact->mean_y) * share;
  contact->x = x;
  contact->y = y;
  contact->seen_ms = now_ms;
}

static bool is_near(struct rect target, int margin, double x, double y) {
  struct rect near = rect_inset(target, -margin, -margin);
  return rect_contains(near, (int)x, (int)y);
}

static bool is_on_target(const struct app *app) {
  const struct contact *c = &app->contact;
  return is_near(app->pressed_rect, ui_mm(&app->ui, off_mm), c->mean_x, c->mean_y) &&
         is_near(app->pressed_rect, ui_mm(&app->ui, far_mm), c->x, c->y);
}

static bool is_drawing(const struct app *app) {
  const struct contact *c = &app->contact;
  return abs(c->y - c->down_y) > ui_mm(&app->ui, far_mm) || abs((int)c->mean_y - c->down_y) > ui_mm(&app->ui, draw_mm);
}

/* ---- contacts ---- */

static bool is_bounce(const struct app *app, int64_t now, int x, int y) {
  const struct contact *last = &app->contact;
  int reach = ui_mm(&app->ui, far_mm);
  return (last->acted || last->dragging) && now - last->seen_ms <= BOUNCE_MS && abs(x - last->x) <= reach &&
         abs(y - last->y) <= reach;
}

static void press(struct app *app, int x, int y) {
  const struct node *node = tree_hit(&app->ui.tree, x, y, ui_mm(&app->ui, slack_mm));
  app->has_pressed = node != NULL;
  if (!node) return;
  app->pressed = node->action;
  app->pressed_rect = node->hit;
  app->dirty = true;
}

bool app_pointer_down(struct app *app, int64_t finger, int x, int y) {
  if (app_cleaning_s(app) > 0) return app->dirty;
  int64_t now = clock_elapsed_ms(app->clock);
  bool rests = now - app->contact.down_ms >= REST_MS;
  if (app->finger >= 0 && app->finger != finger && !rests) return app->dirty;
  bool bounces = app->finger < 0 && is_bounce(app, now, x, y);
  bool woke = app_touched(app);
  bool dragging = bounces && app->contact.dragging;
  app->finger = finger;
  app->contact = (struct contact){.x = x,
                                  .y = y,
                                  .down_y = y,
                                  .mean_x = x,
                                  .mean_y = y,
                                  .down_ms = now,
                                  .seen_ms = now,
                                  .acted = bounces && !dragging,
                                  .dragging = dragging};
  app->has_focus = false;
  if (app->has_pressed) app->dirty = true; /* of a contact that lost its right */
  app->has_pressed = false;
  bool settled = now - app->screen_since_ms >= SETTLE_MS;
  if (!bounces && !woke && settled) press(app, x, y);
  return app->dirty;
}

static void draw_page(struct app *app, int from_y) {
  struct contact *contact = &app->contact;
  if (from_y == contact->y) return;
  app_view(app)->scroll.pending_px += from_y - contact->y;
  app->touched_ms = contact->seen_ms;
  app->dirty = true;
}

bool app_pointer_move(struct app *app, int64_t finger, int x, int y) {
  if (finger != app->finger) return app->dirty;
  struct contact *contact = &app->contact;
  const struct scroll *scroll = &app_view(app)->scroll;
  int before_y = contact->y;
  average(contact, clock_elapsed_ms(app->clock), x, y);
  if (contact->dragging) {
    draw_page(app, before_y);
  } else if (!contact->acted && (scroll->can_up || scroll->can_down) && is_drawing(app)) {
    contact->dragging = true;
    app->has_pressed = false;
    draw_page(app, contact->down_y); /* the page catches up with the finger */
  }
  return app->dirty;
}

/* The same control again, before anybody can have meant it. */
static bool is_repeat(const struct app *app) {
  return action_equals(&app->pressed, &app->last_action) && app->contact.down_ms - app->last_action_ms < REPEAT_MS;
}

bool app_pointer_up(struct app *app, int64_t finger, int x, int y) {
  if (finger != app->finger) return app->dirty;
  app_pointer_move(app, finger, x, y);
  app->finger = -1;
  app->touched_ms = app->contact.seen_ms;
  if (!app->has_pressed) {
    app_speech_stop(app); /* a tap beside everything silences, too */
    return app->dirty;
  }
  app->has_pressed = false;
  app->dirty = true;
  if (!is_on_target(app) || is_repeat(app)) return true;
  app->contact.acted = true;
  app->last_action = app->pressed;
  app->last_action_ms = app->contact.seen_ms;
  struct action action = app->pressed;
  app_perform(app, &action);
  return true;
}

void app_pointers_lost(struct app *app) {
  app->finger = -1;
  if (app->has_pressed) app->dirty = true;
  app->has_pressed = false;
  app->contact = (struct contact){.seen_ms = INT64_MIN / 2, .down_ms = INT64_MIN / 2};
}
