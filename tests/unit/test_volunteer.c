/* Volunteer mode: who gets in, what can be done there, and that it locks itself. */
#include "board.h"

#include "screens/app_device.h"
#include "screens/app_volunteer.h"

static struct fixture *board_with_pin(void **state) {
  struct fixture *f = open_board(state);
  f->stage.app->config.pin = "2580";
  return f;
}

static enum screen_id shown(const struct fixture *f) { return f->stage.app->history[f->stage.app->depth].screen; }

/* A finger rests on the name of the place. */
static void hold(struct fixture *f, int64_t ms) {
  app_pointer_down(f->stage.app, 0, 60, 20);
  stage_wait(&f->stage, ms);
  app_pointer_up(f->stage.app, 0, 60, 20);
  stage_settle(&f->stage);
}

static void type(struct fixture *f, const char *digits) {
  for (; *digits; digits++)
    tap(f, ROLE_BUTTON, (char[]){*digits, '\0'});
}

static struct fixture *opened(void **state) {
  struct fixture *f = board_with_pin(state);
  hold(f, 6000);
  type(f, "2580");
  assert_int_equal(shown(f), SCREEN_VOLUNTEER);
  return f;
}

static void a_finger_that_rests_on_the_name_leads_to_the_pin(void **state) {
  struct fixture *f = board_with_pin(state);
  hold(f, 3000);
  assert_int_equal(shown(f), SCREEN_HOME);
  hold(f, 6000);
  assert_int_equal(shown(f), SCREEN_PIN);
}

static void back_five_times_on_home_leads_to_the_pin(void **state) {
  struct fixture *f = board_with_pin(state);
  for (int i = 0; i < 4; i++)
    app_press_key(f->stage.app, KEY_BACK);
  app_press_key(f->stage.app, KEY_NEXT);
  for (int i = 0; i < 4; i++)
    app_press_key(f->stage.app, KEY_BACK);
  assert_int_equal(shown(f), SCREEN_HOME);
  app_press_key(f->stage.app, KEY_BACK);
  assert_int_equal(shown(f), SCREEN_PIN);
}

static void without_a_pin_there_is_no_such_mode(void **state) {
  struct fixture *f = open_board(state);
  hold(f, 6000);
  for (int i = 0; i < 6; i++)
    app_press_key(f->stage.app, KEY_BACK);
  assert_int_equal(shown(f), SCREEN_HOME);
}

static void the_page_behind_the_pin_is_locked_without_it(void **state) {
  struct fixture *f = board_with_pin(state);
  assert_true(app_show_screen(f->stage.app, "volunteer"));
  stage_settle(&f->stage);
  assert_non_null(find(f, ROLE_HEADING, "Gesperrt"));
  app_perform(f->stage.app, &(struct action){.kind = ACTION_VOLUNTEER, .number = VOLUNTEER_CLEAN});
  assert_int_equal(app_cleaning_s(f->stage.app), 0);
}

static void wrong_pins_cost_time_and_more_each_time(void **state) {
  struct fixture *f = board_with_pin(state);
  hold(f, 6000);
  type(f, "1111");
  assert_int_equal(shown(f), SCREEN_PIN);
  assert_non_null(find(f, ROLE_TEXT, "Das war nicht die PIN"));
  type(f, "2580");
  assert_int_equal(shown(f), SCREEN_VOLUNTEER);
  tap(f, ROLE_BUTTON, "Sperren");
  for (int round = 0; round < 2; round++) {
    hold(f, 6000);
    for (int i = round ? 2 : 0; i < 3; i++)
      type(f, "0000");
    int wait = app_pin_wait_s(f->stage.app);
    assert_in_range(wait, round ? 100 : 50, round ? 120 : 60);
    type(f, "2580"); /* not heard */
    assert_int_equal(shown(f), SCREEN_PIN);
    stage_wait(&f->stage, wait * 1000);
  }
}

static void cleaning_ignores_every_touch_for_half_a_minute(void **state) {
  struct fixture *f = opened(state);
  tap(f, ROLE_BUTTON, "Reinigen");
  assert_in_range(app_cleaning_s(f->stage.app), 29, 30);
  const struct tree *tree = &f->stage.app->ui.tree;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    assert_int_equal(tree->nodes[i].action.kind, ACTION_NONE);
  for (int i = 0; i < 20; i++) {
    stage_wait(&f->stage, 1000);
    app_pointer_down(f->stage.app, 0, 100 + 50 * i, 300);
    app_pointer_up(f->stage.app, 0, 100 + 50 * i, 300);
    app_press_key(f->stage.app, KEY_BACK);
  }
  assert_int_equal(shown(f), SCREEN_VOLUNTEER);
  stage_wait(&f->stage, 10000);
  assert_int_equal(app_cleaning_s(f->stage.app), 0);
  assert_non_null(find(f, ROLE_BUTTON, "Reinigen"));
}

static void it_locks_itself(void **state) {
  struct fixture *f = opened(state);
  stage_wait(&f->stage, 61000);
  assert_int_equal(shown(f), SCREEN_HOME);
  assert_false(f->stage.app->volunteer.is_open);
}

static void going_home_locks_it(void **state) {
  struct fixture *f = opened(state);
  tap(f, ROLE_BUTTON, "Start");
  assert_false(f->stage.app->volunteer.is_open);
}

static void reloading_shows_the_same_content_again(void **state) {
  struct fixture *f = opened(state);
  tap(f, ROLE_BUTTON, "Neu laden");
  assert_non_null(find(f, ROLE_TEXT, "Inhalt: Version 1"));
  assert_non_null(find(f, ROLE_IMAGE, "Dasselbe als Code für das Telefon"));
  tap(f, ROLE_BUTTON, "Sperren");
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  assert_non_null(find(f, ROLE_LISTITEM, "Pflege"));
}

static void starting_anew_is_asked_first_and_no_means_no(void **state) {
  struct fixture *f = opened(state);
  tap(f, ROLE_BUTTON, "Neu starten");
  assert_non_null(find(f, ROLE_HEADING, "Diese Tafel neu starten?"));
  tap(f, ROLE_BUTTON, "Nein");
  assert_int_equal(shown(f), SCREEN_VOLUNTEER);
  assert_int_equal(f->stage.app->device.reboot, REBOOT_NONE);
}

static void where_nobody_can_start_the_board_anew_it_says_what_to_do(void **state) {
  struct fixture *f = opened(state);
  tap(f, ROLE_BUTTON, "Neu starten");
  tap(f, ROLE_BUTTON, "Ja, neu starten");
  stage_wait(&f->stage, 1000);
  assert_non_null(find(f, ROLE_HEADING, "Neu starten geht gerade nicht"));
  assert_non_null(find(f, ROLE_TEXT, "Netzstecker ziehen"));
}

static void nobody_starts_the_board_anew_without_the_pin(void **state) {
  struct fixture *f = board_with_pin(state);
  assert_true(app_show_screen(f->stage.app, "reboot"));
  stage_settle(&f->stage);
  assert_non_null(find(f, ROLE_HEADING, "Gesperrt"));
  app_perform(f->stage.app, &(struct action){.kind = ACTION_DEVICE, .number = DEVICE_REBOOT});
  assert_int_equal(f->stage.app->device.reboot, REBOOT_NONE);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_finger_that_rests_on_the_name_leads_to_the_pin),
      TEST(back_five_times_on_home_leads_to_the_pin),
      TEST(without_a_pin_there_is_no_such_mode),
      TEST(the_page_behind_the_pin_is_locked_without_it),
      TEST(wrong_pins_cost_time_and_more_each_time),
      TEST(cleaning_ignores_every_touch_for_half_a_minute),
      TEST(it_locks_itself),
      TEST(going_home_locks_it),
      TEST(reloading_shows_the_same_content_again),
      TEST(starting_anew_is_asked_first_and_no_means_no),
      TEST(where_nobody_can_start_the_board_anew_it_says_what_to_do),
      TEST(nobody_starts_the_board_anew_without_the_pin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
