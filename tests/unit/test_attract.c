/* Posters: when they come, how long each stays, what ends them. */
#include "board.h"

#include "base/str.h"
#include "screens/posters.h"

#include <string.h>

enum { STARTS_S = 90 };

static const char *title(struct fixture *f) {
  const struct tree *tree = &f->stage.app->ui.tree;
  for (size_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].role == ROLE_HEADING) return tree->nodes[i].name;
  fail_msg("a poster without a title");
  return "";
}

static struct point place_of_title(struct fixture *f) {
  const struct node *node = find(f, ROLE_HEADING, title(f));
  assert_non_null(node);
  return (struct point){node->rect.x, node->rect.y};
}

static void wait_for_posters(struct fixture *f) {
  stage_wait(&f->stage, STARTS_S * 1000 + 1000);
  assert_true(f->stage.app->attract.on);
}

static void they_come_when_home_was_left_alone(void **state) {
  struct fixture *f = open_board(state);
  stage_wait(&f->stage, (STARTS_S - 1) * 1000);
  assert_null(find(f, ROLE_BUTTON, "Bildschirm berühren"));
  stage_wait(&f->stage, 2000);
  assert_non_null(find(f, ROLE_BUTTON, "Bildschirm berühren"));
  assert_non_null(find(f, ROLE_TEXT, "Touch the screen"));
  assert_non_null(find(f, ROLE_TEXT, "المس الشاشة"));
  assert_non_null(find(f, ROLE_HEADING, "Kaffee & Kuchen"));
  assert_non_null(find(f, ROLE_TEXT, "Heute, 15:00 bis 17:00 Uhr"));
  assert_null(find(f, ROLE_BUTTON, "Größer"));
}

static void from_any_other_page_the_question_comes_first_and_home_is_seen(void **state) {
  struct fixture *f = open_board(state);
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  stage_wait(&f->stage, 119000);
  assert_false(f->stage.app->attract.on);
  assert_non_null(find(f, ROLE_DIALOG, "Sind Sie noch da?"));
  stage_wait(&f->stage, 2000);
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
  stage_wait(&f->stage, 12000);
  assert_true(f->stage.app->attract.on);
}

static void none_come_where_the_operator_wants_none(void **state) {
  struct fixture *f = open_board(state);
  f->stage.app->config.attract_s = 0;
  stage_wait(&f->stage, 3600 * 1000);
  assert_false(f->stage.app->attract.on);
}

static void none_come_while_a_hand_rests_on_the_panel(void **state) {
  struct fixture *f = open_board(state);
  app_pointer_down(f->stage.app, 1, 5, 5);
  stage_wait(&f->stage, 200 * 1000);
  assert_false(f->stage.app->attract.on);
}

/* In steps of 100 ms, for longer than all of them take, with content that changes meanwhile. */
static void none_stays_for_more_than_ten_seconds(void **state) {
  struct fixture *f = open_board(state);
  const char *const more[] = {"{\"id\":\"neu\",\"kind\":\"notice\",\"name\":\"Wasser wird abgestellt\"}"};
  wait_for_posters(f);
  char last[200] = "";
  struct point place = {-1, -1};
  int shown_ms = 0, different = 0;
  for (int ms = 0; ms < 180000; ms += 100) {
    clock_advance(&f->stage.clock, 100);
    if (ms == 95000) publish(f, more, 1);
    stage_settle(&f->stage);
    shown_ms += 100;
    if (!str_equals(last, title(f))) {
      struct point now = place_of_title(f);
      assert_true(now.x != place.x);
      place = now;
      str_copy(last, sizeof last, title(f));
      shown_ms = 0;
      different++;
    }
    assert_true(shown_ms <= 10000);
  }
  assert_true(different >= 18);
}

static void even_an_empty_neighbourhood_has_two_posters(void **state) {
  struct fixture *f = *state;
  const char *const page[] = {"{\"id\":\"so-gehts\",\"kind\":\"page\",\"name\":\"So geht's\"}"};
  publish(f, page, 1);
  start(f);
  wait_for_posters(f);
  assert_non_null(find(f, ROLE_HEADING, "Notruf 112"));
  stage_wait(&f->stage, 9000);
  assert_non_null(find(f, ROLE_HEADING, "116 117"));
  stage_wait(&f->stage, 9000);
  assert_non_null(find(f, ROLE_HEADING, "Notruf 112"));
}

static void what_is_off_is_not_advertised(void **state) {
  struct fixture *f = *state;
  const char *const off[] = {"{\"id\":\"x\",\"kind\":\"event\",\"name\":\"Sommerfest\",\"start\":\"2026-11-22T10:00\","
                             "\"event_status\":\"cancelled\"}"};
  publish(f, few, few_count);
  publish(f, off, 1);
  start(f);
  struct poster posters[POSTERS_MAX];
  size_t count = posters_read(f->stage.app, posters);
  assert_true(count >= 4);
  for (size_t i = 0; i < count; i++)
    assert_false(str_equals(posters[i].title, "Sommerfest"));
}

static void a_touch_ends_them_and_taps_nothing(void **state) {
  struct fixture *f = open_board(state);
  struct point at = middle(find(f, ROLE_BUTTON, "Hilfe & Dienste"));
  wait_for_posters(f);
  app_pointer_down(f->stage.app, 1, at.x, at.y);
  stage_settle(&f->stage);
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier")); /* at touch-down already */
  clock_advance(&f->stage.clock, 900);
  app_pointer_up(f->stage.app, 1, at.x, at.y);
  stage_settle(&f->stage);
  assert_int_equal(app_view(f->stage.app)->screen, SCREEN_HOME);
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  assert_int_equal(app_view(f->stage.app)->screen, SCREEN_TOPICS);
}

static void a_key_ends_them_and_does_nothing_else(void **state) {
  struct fixture *f = open_board(state);
  wait_for_posters(f);
  app_press_key(f->stage.app, KEY_NEXT);
  stage_settle(&f->stage);
  assert_false(f->stage.app->attract.on);
  assert_false(f->stage.app->has_focus);
  stage_wait(&f->stage, 95000);
  assert_true(f->stage.app->attract.on); /* and they come again */
  assert_true(app_type(f->stage.app, "x"));
  assert_false(f->stage.app->attract.on);
  assert_int_equal(f->stage.app->typed.len, 0);
}

/* One frame for a poster, and none between but the minute's. */
static void a_poster_is_drawn_once(void **state) {
  struct fixture *f = open_board(state);
  clock_set_wall(&f->stage.clock, wall("2026-11-21T14:32:01"));
  wait_for_posters(f);
  size_t before = canvas_stats(f->stage.canvas).frames_presented;
  stage_wait(&f->stage, 40000);
  size_t frames = canvas_stats(f->stage.canvas).frames_presented - before;
  assert_in_range(frames, 4, 6);
}

static void posters_fit_every_panel(void **state) {
  static const struct {
    int w, h;
    double mm;
  } panels[] = {{1920, 1080, 476}, {1080, 1920, 268}, {1920, 1080, 345}, {1280, 800, 217}, {800, 480, 152}, {3840, 2160, 708}};
  struct fixture *f = open_board(state);
  struct err err = {0};
  wait_for_posters(f);
  for (size_t p = 0; p < COUNT_OF(panels); p++) {
    must(stage_set_size(&f->stage, panels[p].w, panels[p].h, panels[p].mm, &err), &err);
    for (int turn = 0; turn < 12; turn++) {
      stage_wait(&f->stage, 9000);
      const struct commands *commands = &f->stage.app->ui.commands;
      for (size_t i = 0; i < commands->count; i++) {
        const struct rect r = commands->items[i].rect;
        if (r.x < 0 || r.y < 0 || rect_right(r) > panels[p].w || rect_bottom(r) > panels[p].h)
          fail_msg("panel %zu: something of '%s' is off the panel", p, title(f));
        for (size_t k = i + 1; commands->items[i].kind == COMMAND_TEXT && k < commands->count; k++)
          if (commands->items[k].kind == COMMAND_TEXT && !rect_is_empty(rect_intersect(r, commands->items[k].rect)))
            fail_msg("panel %zu: words of '%s' lie on each other", p, title(f));
      }
    }
  }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(they_come_when_home_was_left_alone),
      TEST(from_any_other_page_the_question_comes_first_and_home_is_seen),
      TEST(none_come_where_the_operator_wants_none),
      TEST(none_come_while_a_hand_rests_on_the_panel),
      TEST(none_stays_for_more_than_ten_seconds),
      TEST(even_an_empty_neighbourhood_has_two_posters),
      TEST(what_is_off_is_not_advertised),
      TEST(a_touch_ends_them_and_taps_nothing),
      TEST(a_key_ends_them_and_does_nothing_else),
      TEST(a_poster_is_drawn_once),
      TEST(posters_fit_every_panel),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
