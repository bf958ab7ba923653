/* Names on a map: wherever the places lie, and however small the picture, no name lies on another. */
#include "board.h"

#include "ui/sketch.h"

#include <math.h>

static struct rect room_of(const struct command *command) {
  struct rect rect = command->rect;
  rect.w = command->text->width;
  return rect;
}

static void check_names(const struct ui *ui, struct rect frame, const char *target) {
  for (size_t i = 0; i < ui->commands.count; i++) {
    if (ui->commands.items[i].kind != COMMAND_TEXT) continue;
    struct rect one = room_of(&ui->commands.items[i]), whole = rect_intersect(one, frame);
    if (whole.w != one.w || whole.h != one.h) fail_msg("'%s', %d px: a name leaves the map", target, frame.w);
    for (size_t k = i + 1; k < ui->commands.count; k++)
      if (ui->commands.items[k].kind == COMMAND_TEXT && !rect_is_empty(rect_intersect(one, room_of(&ui->commands.items[k]))))
        fail_msg("'%s', %d px: a name lies on another", target, frame.w);
  }
}

static void draw_around(struct ui *ui, struct rect frame, const char *here, const char *target) {
  for (int turn = 0; turn < 16; turn++)
    for (int far_mm = 4; far_mm < 60; far_mm += 7) {
      struct point middle = {frame.x + frame.w / 2, frame.y + frame.h / 2};
      double angle = turn * 3.14159265 / 8, far = ui_mm(ui, far_mm);
      struct point at = {middle.x + (int)(far * cos(angle)), middle.y + (int)(far * sin(angle))};
      if (!rect_contains(rect_inset(frame, ui_mm(ui, 19), ui_mm(ui, 19)), at.x, at.y)) continue;
      const struct sketch_mark marks[] = {
          {SKETCH_HERE, middle, here, NULL},
          {SKETCH_TARGET, at, target, NULL},
          {SKETCH_LANDMARK, {middle.x - (int)far, middle.y + (int)far}, "Kita Sonnenblume", NULL},
          {SKETCH_LANDMARK, {at.x + (int)far, at.y}, "Stadtteilbibliothek", NULL}};
      const struct sketch_ring ring = {ui_mm(ui, 24), "5 Minuten"};
      const struct sketch sketch = {.rect = frame,
                                    .marks = marks,
                                    .mark_count = COUNT_OF(marks),
                                    .rings = &ring,
                                    .ring_count = 1,
                                    .bar_px = ui_mm(ui, 15),
                                    .bar_words = "100 m",
                                    .north = "Norden"};
      bool shown[COUNT_OF(marks)];
      ui_begin(ui, ui->arena);
      sketch_draw(ui, &sketch, shown);
      check_names(ui, frame, target);
    }
}

static void names_on_a_map_never_lie_on_each_other(void **state) {
  static const char *const targets[] = {"Werkstatt", "Kütüphane", "Nachbarschaftszentrum Südstadt, Haus der Begegnung"};
  static const double heights_mm[] = {60, 70, 120};
  struct fixture *f = open_board(state);
  for (int size = 0; size < 3; size++)
    for (size_t h = 0; h < COUNT_OF(heights_mm); h++)
      for (size_t i = 0; i < COUNT_OF(targets); i++) {
        f->stage.app->settings.size_step = size;
        app_build(f->stage.app);
        struct ui *ui = &f->stage.app->ui;
        draw_around(ui, (struct rect){20, 20, ui_mm(ui, 105), ui_mm(ui, heights_mm[h])}, "Sie sind hier", targets[i]);
        draw_around(ui, (struct rect){20, 20, ui_mm(ui, 105), ui_mm(ui, heights_mm[h])}, "Şu anda buradasınız", targets[i]);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(names_on_a_map_never_lie_on_each_other, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
