/* Fingers as they are, and the four keys. */
#include "board.h"

/* ---- fingers ---- */

static void sliding_off_a_button_cancels(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point at = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste"));
  app_pointer_down(app, 1, at.x, at.y);
  stage_settle(&f->stage);
  app_pointer_move(app, 1, at.x, at.y + 900);
  app_pointer_up(app, 1, at.x, at.y + 900);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
}

static void a_trembling_or_slow_finger_still_taps(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point at = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste"));
  app_pointer_down(app, 1, at.x, at.y);
  for (int i = 0; i < 200; i++)
    app_pointer_move(app, 1, at.x + (i % 3 - 1) * 30, at.y + (i % 5 - 2) * 18);
  clock_advance(&f->stage.clock, 20000);
  app_pointer_up(app, 1, at.x + 25, at.y - 30);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
}

static void a_tap_just_outside_counts_for_the_nearest_target(void **state) {
  struct fixture *f = open_board(state);
  const struct node *node = find(f, ROLE_BUTTON, "Hilfe & Dienste");
  const struct ui *ui = &f->stage.app->ui;
  int x = node->rect.x + node->rect.w / 2;
  const struct node *above = tree_hit(&ui->tree, x, node->rect.y - ui_mm(ui, 2), ui_mm(ui, 3.5));
  assert_ptr_equal(above, node);
  assert_null(tree_hit(&ui->tree, ui_mm(ui, 247), ui_mm(ui, 100), ui_mm(ui, 0.5)));
}

static void a_second_finger_or_palm_changes_nothing(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point first = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste"));
  struct point second = middle(find(f, ROLE_BUTTON, "Teilen & Tauschen"));
  app_pointer_down(app, 1, first.x, first.y);
  app_pointer_down(app, 2, second.x, second.y);
  app_pointer_up(app, 2, second.x, second.y);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
  app_pointer_up(app, 1, first.x, first.y);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
}

static void a_double_tap_acts_once(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct point at = middle(find(f, ROLE_BUTTON, "Größer"));
  for (int i = 0; i < 2; i++) {
    app_pointer_down(app, 1, at.x, at.y);
    clock_advance(&f->stage.clock, 60);
    app_pointer_up(app, 1, at.x, at.y);
    stage_settle(&f->stage);
    clock_advance(&f->stage.clock, 120);
  }
  assert_int_equal(app->settings.size_step, 1);
}

static void touching_shows_at_once(void **state) {
  struct fixture *f = open_board(state);
  struct point at = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste"));
  app_pointer_down(f->stage.app, 1, at.x, at.y);
  assert_true(stage_settle(&f->stage)); /* something was presented */
}

/* ---- keys ---- */

static void every_control_is_reached_by_next_and_done_by_ok(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  size_t controls = 0;
  for (size_t i = 0; i < app->ui.tree.count; i++)
    controls += app->ui.tree.nodes[i].action.kind != ACTION_NONE;
  assert_true(controls > 8);
  struct action first = {0};
  size_t steps = 0;
  do {
    app_press_key(app, KEY_NEXT);
    stage_settle(&f->stage);
    if (steps == 0) first = app->focus;
    steps++;
  } while (steps < 100 && (steps == 1 || !action_equals(&app->focus, &first)));
  assert_int_equal(steps, controls + 1);
  while (app->focus.kind != ACTION_GO || app->focus.number != SCREEN_TOPICS)
    app_press_key(app, KEY_NEXT);
  app_press_key(app, KEY_OK);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
  app_press_key(app, KEY_BACK);
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(sliding_off_a_button_cancels),
      TEST(a_trembling_or_slow_finger_still_taps),
      TEST(a_tap_just_outside_counts_for_the_nearest_target),
      TEST(a_second_finger_or_palm_changes_nothing),
      TEST(a_double_tap_acts_once),
      TEST(touching_shows_at_once),
      TEST(every_control_is_reached_by_next_and_done_by_ok),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
