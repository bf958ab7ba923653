/* Lists that are longer than the panel. */
#include "board.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 700 };

static void fill_many(struct fixture *f) {
  static char lines[MANY][160];
  static const char *pointers[MANY];
  for (int i = 0; i < MANY; i++) {
    snprintf(lines[i], sizeof lines[i],
             "{\"id\":\"s%03d\",\"kind\":\"service\",\"name\":\"Dienst %03d%s\",\"topics\":[\"wohnen\"]}", i, i,
             i % 7 == 0 ? " mit einem sehr langen Namen, der umgebrochen wird" : "");
    pointers[i] = lines[i];
  }
  publish(f, pointers, MANY);
}

static void note_rows(struct fixture *f, bool seen[MANY]) {
  const struct tree *tree = &f->stage.app->ui.tree;
  for (size_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].role == ROLE_LISTITEM && !rect_is_empty(tree->nodes[i].hit)) seen[atoi(tree->nodes[i].name + 7)] = true;
}

static void paging_through_a_long_list_shows_every_row(void **state) {
  struct fixture *f = *state;
  fill_many(f);
  start(f);
  struct app *app = f->stage.app;
  assert_true(app_show_screen(app, "list:wohnen"));
  for (int size = 0; size < 3; size++) {
    for (int direction = 1; direction >= -1; direction -= 2) {
      bool seen[MANY] = {false};
      stage_settle(&f->stage);
      note_rows(f, seen);
      int pages = 0;
      while (direction > 0 ? app_view(app)->scroll.can_down : app_view(app)->scroll.can_up) {
        app_perform(app, &(struct action){.kind = ACTION_PAGE, .number = direction});
        stage_settle(&f->stage);
        note_rows(f, seen);
        assert_true(++pages < 2000);
      }
      for (int i = 0; i < MANY; i++)
        if (!seen[i]) fail_msg("size %d, direction %d: row %d was never shown", size, direction, i);
    }
    app_perform(app, &(struct action){.kind = ACTION_SIZE});
  }
}

static void dragging_follows_the_finger_and_stops_at_the_ends(void **state) {
  struct fixture *f = *state;
  fill_many(f);
  start(f);
  struct app *app = f->stage.app;
  assert_true(app_show_screen(app, "list:wohnen"));
  stage_settle(&f->stage);
  int before = find(f, ROLE_LISTITEM, "Dienst 003")->rect.y;
  app_pointer_down(app, 1, 700, 800);
  app_pointer_move(app, 1, 700, 740);
  app_pointer_move(app, 1, 700, 640);
  stage_settle(&f->stage);
  assert_int_equal(before - find(f, ROLE_LISTITEM, "Dienst 003")->rect.y, 160);
  app_pointer_move(app, 1, 700, 5000);
  stage_settle(&f->stage);
  assert_int_equal(find(f, ROLE_LISTITEM, "Dienst 003")->rect.y, before);
  app_pointer_up(app, 1, 700, 5000);
  stage_settle(&f->stage);
  assert_int_equal(app_view(app)->screen, SCREEN_LIST); /* a drag is no tap */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(paging_through_a_long_list_shows_every_row),
      TEST(dragging_follows_the_finger_and_stops_at_the_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
