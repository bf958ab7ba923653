/* Every screen on every panel, in every size. */
#include "board.h"

#include "base/compiler.h"

struct panel {
  int width_px, height_px;
  double width_mm;
};

static bool is_inside(struct rect outer, struct rect inner) {
  return inner.x >= outer.x && inner.y >= outer.y && rect_right(inner) <= rect_right(outer) &&
         rect_bottom(inner) <= rect_bottom(outer);
}

static void check_panel(struct fixture *f, const struct panel *panel, const char *screen) {
  const struct ui *ui = &f->stage.app->ui;
  struct rect whole = {0, 0, panel->width_px, panel->height_px};
  for (size_t i = 0; i < ui->tree.count; i++) {
    const struct node *node = &ui->tree.nodes[i];
    if (rect_is_empty(node->hit)) continue;
    if (!is_inside(whole, node->hit)) fail_msg("%s at %dx%d: '%s' reaches off the panel", screen, whole.w, whole.h, node->name);
    if (node->action.kind == ACTION_NONE) continue;
    bool key = node->action.kind == ACTION_TYPE || node->action.kind == ACTION_KEYBOARD;
    int least = key ? (int)(metrics_key_mm(&ui->metrics) * ui->metrics.px_per_mm) : ui_mm(ui, 16) - 1;
    if (key && f->stage.app->settings.reach && ui->metrics.height_mm < 150)
      least = ui_mm(ui, 7); /* three rows in the lower half of a low panel: as large as they can be */
    if (node->rect.w < least || node->rect.h < least)
      fail_msg("%s at %dx%d, %.0f %%: '%s' is %dx%d px, less than the least", screen, whole.w, whole.h,
               ui->metrics.text_scale * 100, node->name, node->rect.w, node->rect.h);
  }
  for (size_t i = 0; i < ui->commands.count; i++) {
    const struct command *command = &ui->commands.items[i];
    if (command->kind != COMMAND_TEXT) continue;
    if (command->rect.x < 0 || rect_right(command->rect) > whole.w)
      fail_msg("%s at %dx%d, %.0f %%: text runs off the side", screen, whole.w, whole.h, ui->metrics.text_scale * 100);
    if (command->text->truncated && command->text->style.size_px > 0 && ui->metrics.height_mm > 85 && command->text->lines == 1)
      fail_msg("%s at %dx%d, %.0f %%: a line was cut", screen, whole.w, whole.h, ui->metrics.text_scale * 100);
  }
}

static void every_screen_fits_every_panel_in_every_size(void **state) {
  static const struct panel panels[] = {{1920, 1080, 476}, {1080, 1920, 268}, {1920, 1080, 345},
                                        {1280, 800, 217},  {800, 480, 152},   {3840, 2160, 708}};
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  struct err err = {0};
  for (size_t p = 0; p < COUNT_OF(panels); p++) {
    must(stage_set_size(&f->stage, panels[p].width_px, panels[p].height_px, panels[p].width_mm, &err), &err);
    for (int reach = 0; reach < 2; reach++)
      for (int size = 0; size < 3; size++)
        for (size_t i = 0; app_screen_name(i); i++) {
          assert_true(show_nth(app, i, "pflege-sued"));
          app->settings.size_step = size;
          app->settings.reach = reach == 1;
          app_build(app);
          check_panel(f, &panels[p], app_screen_name(i));
        }
  }
}

static void all_icons_exist_in_the_font(void **state) {
  struct fixture *f = open_board(state);
  struct app *app = f->stage.app;
  for (size_t i = 0; app_screen_name(i); i++) {
    assert_true(show_nth(app, i, "kaffee"));
    const struct ui *ui = app_build(app);
    for (size_t k = 0; k < ui->commands.count; k++)
      if (ui->commands.items[k].kind == COMMAND_ICON && !fonts_has_icon(f->stage.fonts, ui->commands.items[k].name))
        fail_msg("no icon '%s'", ui->commands.items[k].name);
  }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(every_screen_fits_every_panel_in_every_size),
      TEST(all_icons_exist_in_the_font),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
