/* What hands do on glass besides tapping (UI.md: tap, repeat filter, second finger). Tremor is modelled as Elble and Deuschl
 * describe it: nearly a sine of 4 to 12 Hz, here with up to 10 mm to either side, over a slow drift; panels report it at 100
 * Hz. */
#include "board.h"

#include "base/str.h"

#include <math.h>

enum { REPORT_MS = 10 };

static const double pi = 3.14159265358979;

struct tremor {
  double hertz, amplitude_mm, phase, drift_mm_s;
  int hold_ms;
};

static struct point shaken(const struct fixture *f, struct point at, const struct tremor *t, int ms) {
  double px = f->stage.app->ui.metrics.px_per_mm;
  double angle = 2 * pi * t->hertz * ms / 1000 + t->phase;
  double swing = t->amplitude_mm * sin(angle) * px, drift = t->drift_mm_s * ms / 1000 * px;
  return (struct point){at.x + (int)lround(swing * 0.5 + drift), at.y + (int)lround(swing)};
}

static void hold(struct fixture *f, struct point at, const struct tremor *t) {
  struct app *app = f->stage.app;
  struct point first = shaken(f, at, t, 0), last = first;
  app_pointer_down(app, 1, first.x, first.y);
  for (int ms = REPORT_MS; ms <= t->hold_ms; ms += REPORT_MS) {
    clock_advance(&f->stage.clock, REPORT_MS);
    last = shaken(f, at, t, ms);
    app_pointer_move(app, 1, last.x, last.y);
    stage_settle(&f->stage);
  }
  app_pointer_up(app, 1, last.x, last.y);
  stage_settle(&f->stage);
}

static void rest(struct fixture *f, int64_t ms) {
  clock_advance(&f->stage.clock, ms);
  stage_settle(&f->stage);
}

/* "Größer" changes the size once for each action: 100, 140, 200, 100. */
static void every_trembling_touch_acts_once(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  size_t traces = 0;
  for (int hertz = 4; hertz <= 12; hertz += 2)
    for (int amplitude = 1; amplitude <= 10; amplitude += 3)
      for (int phase = 0; phase < 8; phase++)
        for (int hold_ms = 120; hold_ms <= 2520; hold_ms += 800) {
          /* Where the finger comes down must be on the button: beyond it, it would be aimed at something else. */
          struct tremor t = {hertz, amplitude, phase * pi / 4, hold_ms < 1000 ? 2 : 0.5, hold_ms};
          int before = app->settings.size_step;
          rest(f, 1000);
          hold(f, middle(find(f, ROLE_BUTTON, before == 2 ? "Kleiner" : "Größer")), &t);
          if (app->settings.size_step != (before + 1) % 3)
            fail_msg("%d Hz, %d mm, phase %d, %d ms: from size %d to %d", hertz, amplitude, phase, hold_ms, before,
                     app->settings.size_step);
          traces++;
        }
  assert_true(traces >= 600);
}

static void a_trembling_finger_on_a_list_opens_and_does_not_scroll(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  for (int phase = 0; phase < 8; phase++) {
    assert_true(app_show_screen(app, "az"));
    rest(f, 1000);
    hold(f, middle(find(f, ROLE_LISTITEM, "Demenzberatung")), &(struct tremor){5, 9, phase * pi / 4, 0, 900});
    assert_int_equal(app_view(app)->screen, SCREEN_ENTRY);
  }
}

static void a_touch_that_bounces_or_breaks_off_acts_once(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  for (int gap = 5; gap <= 80; gap += 15) {
    int before = app->settings.size_step;
    rest(f, 1000);
    struct point at = middle(find(f, ROLE_BUTTON, before == 2 ? "Kleiner" : "Größer"));
    for (int bounce = 0; bounce < 4; bounce++) {
      app_pointer_down(app, 1 + bounce, at.x + bounce * 6, at.y - bounce * 5);
      rest(f, bounce == 2 ? 600 : 30); /* longer than the repeat filter: still the same touch */
      app_pointer_up(app, 1 + bounce, at.x + bounce * 6, at.y - bounce * 5);
      rest(f, gap);
    }
    assert_int_equal(app->settings.size_step, (before + 1) % 3);
  }
}

static void a_second_tap_right_after_a_new_screen_is_not_taken(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  struct point at = middle(find(f, ROLE_LISTITEM, "Pflege"));
  rest(f, 150);
  app_pointer_down(app, 1, at.x, at.y);
  rest(f, 400); /* released long after */
  app_pointer_up(app, 1, at.x, at.y);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
}

static void a_palm_that_rests_for_minutes_does_not_block(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  app_pointer_down(app, 9, 20, 1000);
  for (int i = 0; i < 40; i++) {
    rest(f, 1000);
    app_pointer_move(app, 9, 20 + i % 2, 1000);
  }
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
  app_pointer_up(app, 9, 20, 1000);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
}

static void a_palm_that_lands_after_the_finger_changes_nothing(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point at = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste")), palm = middle(find(f, ROLE_BUTTON, "Kontrast"));
  app_pointer_down(app, 1, at.x, at.y);
  rest(f, 700);
  app_pointer_down(app, 2, palm.x, palm.y);
  rest(f, 700);
  app_pointer_up(app, 2, palm.x, palm.y);
  app_pointer_up(app, 1, at.x, at.y);
  stage_settle(&f->stage);
  assert_false(app->settings.contrast);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
}

static void a_lost_end_of_a_touch_heals(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point at = middle(find(f, ROLE_BUTTON, "Kontrast"));
  app_pointer_down(app, 5, at.x, at.y); /* and the panel is gone */
  app_pointers_lost(app);
  stage_settle(&f->stage);
  assert_false(app->has_pressed);
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
  app_pointer_down(app, 6, at.x, at.y); /* nobody told */
  rest(f, 5000);
  tap(f, ROLE_BUTTON, "Start");
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
  assert_false(app->settings.contrast);
}

static void the_focus_tells_two_controls_that_do_the_same_apart(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  assert_true(app_show_screen(app, "list:pflege"));
  stage_settle(&f->stage);
  tap(f, ROLE_BUTTON, "Stufenfrei"); /* a second tap would do what "Alle" does */
  size_t rounds = 0;
  for (int i = 0; i < 40; i++) {
    rest(f, 600);
    app_press_key(app, KEY_NEXT);
    stage_settle(&f->stage);
    assert_non_null(app_focused(app));
    if (str_equals(app_focused(app)->name, "Start")) rounds++;
  }
  assert_true(rounds >= 2); /* past both of them, again and again */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(every_trembling_touch_acts_once),
      TEST(a_trembling_finger_on_a_list_opens_and_does_not_scroll),
      TEST(a_touch_that_bounces_or_breaks_off_acts_once),
      TEST(a_second_tap_right_after_a_new_screen_is_not_taken),
      TEST(a_palm_that_rests_for_minutes_does_not_block),
      TEST(a_palm_that_lands_after_the_finger_changes_nothing),
      TEST(a_lost_end_of_a_touch_heals),
      TEST(the_focus_tells_two_controls_that_do_the_same_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
