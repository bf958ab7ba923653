/* What the passing of time does to a board that nobody touches, and a clock that cannot be right. */
#include "board.h"

#include "base/zone.h"

static void an_unanswered_question_brings_home_and_defaults_back(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  tap(f, ROLE_BUTTON, "Kontrast");
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  stage_wait(&f->stage, 89000);
  assert_null(find(f, ROLE_DIALOG, "Sind Sie noch da?"));
  stage_wait(&f->stage, 2000);
  assert_non_null(find(f, ROLE_DIALOG, "Sind Sie noch da?"));
  assert_null(find(f, ROLE_BUTTON, "Start")); /* what lies under the question cannot be reached */
  tap(f, ROLE_BUTTON, "Ich lese noch");
  assert_int_equal(app_view(app)->screen, SCREEN_TOPICS);
  stage_wait(&f->stage, 121000);
  assert_int_equal(app_view(app)->screen, SCREEN_HOME);
  assert_false(app->settings.contrast);
}

static void nothing_changes_and_nothing_is_drawn_while_nobody_touches(void **state) {
  struct fixture *f = open_board(state);
  clock_set_wall(&f->stage.clock, wall("2026-11-21T14:32:01"));
  stage_settle(&f->stage);
  size_t before = canvas_stats(f->stage.canvas).frames_presented;
  stage_wait(&f->stage, 55000);
  assert_int_equal(canvas_stats(f->stage.canvas).frames_presented, before);
  stage_wait(&f->stage, 10000); /* the minute */
  assert_int_equal(canvas_stats(f->stage.canvas).frames_presented, before + 1);
}

static void a_clock_before_the_content_is_not_shown_and_expires_nothing(void **state) {
  struct fixture *f = open_board(state);
  stage_set_clock(&f->stage, wall("1970-01-01T01:00"));
  assert_null(find(f, ROLE_TEXT, "01:00"));
  assert_null(find(f, ROLE_TEXT, "1970"));
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  assert_null(find(f, ROLE_BUTTON, "Jetzt offen"));
  tap(f, ROLE_LISTITEM, "Pflege");
  assert_non_null(find(f, ROLE_LISTITEM, "Pflegestützpunkt Süd"));
  assert_null(find(f, ROLE_TEXT, "geöffnet"));
  tap(f, ROLE_BUTTON, "Start");
  tap(f, ROLE_BUTTON, "Veranstaltungen");
  assert_non_null(find(f, ROLE_HEADING, "Die Uhr dieser Tafel ist noch nicht gestellt"));
}

static void thirty_days_offline_the_age_is_said_and_past_events_are_gone(void **state) {
  struct fixture *f = *state;
  const char *const once[] = {"{\"id\":\"einmal\",\"kind\":\"event\",\"name\":\"Sommerfest\",\"start\":\"2026-11-22T10:00\"}"};
  publish(f, few, few_count);
  publish(f, once, 1);
  struct err err = {0};
  must(writer_note_failure(f->writer, zone_to_utc(zone, wall("2026-11-21T09:00")), "no route", &err), &err);
  start(f);
  assert_non_null(find(f, ROLE_LISTITEM, "Sommerfest"));
  stage_set_clock(&f->stage, wall("2026-12-21T14:32"));
  assert_non_null(find(f, ROLE_STATUS, "Stand: 21. November, zurzeit ohne Internet"));
  assert_null(find(f, ROLE_LISTITEM, "Sommerfest"));
  assert_non_null(find(f, ROLE_LISTITEM, "Kaffee & Kuchen")); /* the next Saturday */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(an_unanswered_question_brings_home_and_defaults_back),
      TEST(nothing_changes_and_nothing_is_drawn_while_nobody_touches),
      TEST(a_clock_before_the_content_is_not_shown_and_expires_nothing),
      TEST(thirty_days_offline_the_age_is_said_and_past_events_are_gone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
