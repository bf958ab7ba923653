/* The board as its visitors use it: real cache files, real fonts, a clock that the test moves. */
#include "board.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"
#include "screens/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- finding a number ---- */

static void the_right_number_is_three_taps_away(void **state) {
  struct fixture *f = open_board(state);
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  tap(f, ROLE_LISTITEM, "Pflege");
  tap(f, ROLE_LISTITEM, "Pflegestützpunkt Süd");
  assert_non_null(find(f, ROLE_TEXT, "030 23125 410"));
  assert_non_null(find(f, ROLE_TEXT, "Jetzt geöffnet, noch bis 16:00"));
  tap(f, ROLE_BUTTON, "Zurück");
  assert_non_null(find(f, ROLE_LISTITEM, "Demenzberatung"));
  tap(f, ROLE_BUTTON, "Start");
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
}

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

/* ---- long lists ---- */

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

/* ---- time ---- */

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

/* ---- content ---- */

static void without_content_the_board_says_so_and_new_content_appears(void **state) {
  struct fixture *f = *state;
  start(f);
  assert_non_null(find(f, ROLE_HEADING, "Diese Tafel wird gerade eingerichtet"));
  assert_non_null(find(f, ROLE_TEXT, "112"));
  publish(f, few, few_count);
  stage_wait(&f->stage, 2000);
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
  const char *const more[] = {"{\"id\":\"neu\",\"kind\":\"service\",\"name\":\"Fahrdienst\",\"topics\":[\"pflege\"]}"};
  tap(f, ROLE_BUTTON, "Hilfe & Dienste");
  tap(f, ROLE_LISTITEM, "Pflege");
  assert_null(find(f, ROLE_LISTITEM, "Fahrdienst"));
  publish(f, more, 1);
  stage_wait(&f->stage, 2000);
  assert_non_null(find(f, ROLE_LISTITEM, "Fahrdienst"));
}

static void a_damaged_cache_is_said_kindly_and_a_new_one_is_taken(void **state) {
  struct fixture *f = *state;
  struct err err;
  char junk[8192];
  memset(junk, 'x', sizeof junk);
  must(fs_write(f->cache, junk, sizeof junk, &err), &err);
  start(f);
  assert_non_null(find(f, ROLE_HEADING, "Einen Moment bitte"));
  assert_int_equal(unlink(f->cache), 0);
  publish(f, few, few_count);
  stage_wait(&f->stage, 3000);
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
}

/* Every screen of the table; those of an entry show `id`. */
static bool show_nth(struct app *app, size_t i, const char *id) {
  char name[100];
  bool of_entry = app_screen_needs_entry(i);
  snprintf(name, sizeof name, "%s%s%s", app_screen_name(i), of_entry ? ":" : "", of_entry ? id : "");
  return app_show_screen(app, name);
}

static void an_alert_stands_on_top_of_every_screen(void **state) {
  struct fixture *f = *state;
  const char *const alert[] = {
      "{\"id\":\"warnung\",\"kind\":\"notice\",\"name\":\"Trinkwasser bitte abkochen\",\"priority\":\"alert\"}"};
  publish(f, few, few_count);
  publish(f, alert, 1);
  start(f);
  for (size_t i = 0; app_screen_name(i); i++) {
    assert_true(show_nth(f->stage.app, i, "demenz"));
    stage_settle(&f->stage);
    assert_non_null(find(f, ROLE_BUTTON, "Trinkwasser bitte abkochen"));
  }
}

/* ---- what stands where ---- */

static void look(struct fixture *f, const char *screen) {
  assert_true(app_show_screen(f->stage.app, screen));
  stage_settle(&f->stage);
}

static void readers_come_to_the_page_before_the_footer(void **state) {
  struct fixture *f = open_board(state);
  assert_true(find(f, ROLE_LISTITEM, "Kaffee & Kuchen") < find(f, ROLE_BUTTON, "Notruf"));
  look(f, "topics");
  assert_true(find(f, ROLE_LISTITEM, "Pflege") < find(f, ROLE_BUTTON, "Start"));
  assert_int_equal(find(f, ROLE_BUTTON, "Start")->state & NODE_SELECTED, 0);
  assert_int_equal(find(f, ROLE_BUTTON, "Kontrast")->state & NODE_SELECTED, 0);
  tap(f, ROLE_BUTTON, "Kontrast");
  assert_int_equal(find(f, ROLE_BUTTON, "Kontrast")->state & NODE_SELECTED, NODE_SELECTED);
}

static void home_says_on_every_panel_how_fresh_it_is(void **state) {
  static const struct {
    int width_px, height_px;
    double width_mm;
  } panels[] = {{1920, 1080, 476}, {1080, 1920, 268}, {1280, 800, 217}, {800, 480, 152}};
  struct fixture *f = open_board(state);
  for (size_t i = 0; i < COUNT_OF(panels); i++) {
    app_resize(f->stage.app, panels[i].width_px, panels[i].height_px, panels[i].width_mm);
    app_build(f->stage.app);
    assert_non_null(find(f, ROLE_STATUS, "Stand: heute 08:10"));
  }
}

static void when_nothing_is_left_today_the_heading_says_so(void **state) {
  struct fixture *f = open_board(state);
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
  f->stage.app->config.attract_s = 0;
  stage_wait(&f->stage, 4 * 3600 * 1000);
  assert_non_null(find(f, ROLE_HEADING, "Demnächst im Quartier"));
}

static void an_empty_topic_offers_no_filter_of_nothing(void **state) {
  struct fixture *f = open_board(state);
  look(f, "list:pflege");
  assert_non_null(find(f, ROLE_BUTTON, "Alle 2"));
  look(f, "list:kultur");
  assert_non_null(find(f, ROLE_HEADING, "Hier steht noch nichts"));
  assert_null(find(f, ROLE_BUTTON, "Alle"));
  assert_null(find(f, ROLE_TEXT, "Tippen Sie auf „Alle“"));
}

static void offers_and_pages_are_found_by_their_name(void **state) {
  struct fixture *f = *state;
  const char *const help[] = {"{\"id\":\"so-gehts\",\"kind\":\"page\",\"name\":\"So geht's\"}"};
  publish(f, few, few_count);
  publish(f, help, 1);
  start(f);
  look(f, "az");
  assert_non_null(find(f, ROLE_LISTITEM, "Bohrmaschine"));
  tap(f, ROLE_BUTTON, "S");
  tap(f, ROLE_LISTITEM, "So geht's");
  assert_non_null(find(f, ROLE_HEADING, "So geht's"));
  assert_non_null(find(f, ROLE_TEXT, "Mehr wissen wir dazu noch nicht."));
}

static void an_address_is_broken_but_never_hyphenated(void **state) {
  struct fixture *f = *state;
  const char *const lines[] = {
      "{\"id\":\"x\",\"kind\":\"service\",\"name\":\"Beratung\",\"topics\":[\"pflege\"],\"telephone\":\"+49 30 23125 410\","
      "\"email\":\"nachbarschaftshilfe@koordinierungsstelle.example\"}"};
  publish(f, lines, 1);
  start(f);
  app_resize(f->stage.app, 1920, 1080, 345);
  assert_true(app_show_entry(f->stage.app, "x"));
  const struct ui *ui = app_build(f->stage.app);
  assert_non_null(find(f, ROLE_TEXT, "nachbarschaftshilfe@koordinierungsstelle.example"));
  struct label label = {.size = TEXT_META, .lang = "zxx"};
  const struct text_block *block =
      ui_layout(&f->stage.app->ui, "nachbarschaftshilfe\u200b@koordinierungsstelle", &label, ui_mm(ui, 90));
  assert_int_equal(block->lines, 2);
}

static void topics_show_their_names_whole(void **state) {
  struct fixture *f = open_board(state);
  look(f, "topics");
  assert_int_equal(find(f, ROLE_LISTITEM, "Wohnen")->rect.y, find(f, ROLE_LISTITEM, "Betreuung")->rect.y);
  app_resize(f->stage.app, 1920, 1080, 345); /* three columns would break "Betreuung" */
  app_build(f->stage.app);
  assert_true(find(f, ROLE_LISTITEM, "Wohnen")->rect.y < find(f, ROLE_LISTITEM, "Betreuung")->rect.y);
}

static void an_event_that_is_off_does_not_invite(void **state) {
  struct fixture *f = *state;
  const char *const events[] = {"{\"id\":\"vortrag\",\"kind\":\"event\",\"name\":\"Vortrag\",\"start\":\"2026-11-22T17:00\","
                                "\"event_status\":\"postponed\"}"};
  publish(f, few, few_count);
  publish(f, events, 1);
  start(f);
  assert_true(app_show_entry(f->stage.app, "vortrag"));
  stage_settle(&f->stage);
  assert_true(find(f, ROLE_TEXT, "Dieser Termin fällt aus:") < find(f, ROLE_TEXT, "Morgen, Sonntag 22. November"));
  assert_non_null(find(f, ROLE_TEXT, "Dieser Termin fällt aus:"));
  assert_true(app_show_entry(f->stage.app, "kaffee"));
  stage_settle(&f->stage);
  assert_null(find(f, ROLE_TEXT, "Dieser Termin fällt aus:"));
}

/* ---- every panel ---- */

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
      TEST(the_right_number_is_three_taps_away),
      TEST(sliding_off_a_button_cancels),
      TEST(a_trembling_or_slow_finger_still_taps),
      TEST(a_tap_just_outside_counts_for_the_nearest_target),
      TEST(a_second_finger_or_palm_changes_nothing),
      TEST(a_double_tap_acts_once),
      TEST(touching_shows_at_once),
      TEST(every_control_is_reached_by_next_and_done_by_ok),
      TEST(paging_through_a_long_list_shows_every_row),
      TEST(dragging_follows_the_finger_and_stops_at_the_ends),
      TEST(an_unanswered_question_brings_home_and_defaults_back),
      TEST(nothing_changes_and_nothing_is_drawn_while_nobody_touches),
      TEST(a_clock_before_the_content_is_not_shown_and_expires_nothing),
      TEST(thirty_days_offline_the_age_is_said_and_past_events_are_gone),
      TEST(without_content_the_board_says_so_and_new_content_appears),
      TEST(a_damaged_cache_is_said_kindly_and_a_new_one_is_taken),
      TEST(an_alert_stands_on_top_of_every_screen),
      TEST(readers_come_to_the_page_before_the_footer),
      TEST(home_says_on_every_panel_how_fresh_it_is),
      TEST(when_nothing_is_left_today_the_heading_says_so),
      TEST(an_empty_topic_offers_no_filter_of_nothing),
      TEST(offers_and_pages_are_found_by_their_name),
      TEST(an_address_is_broken_but_never_hyphenated),
      TEST(topics_show_their_names_whole),
      TEST(an_event_that_is_off_does_not_invite),
      TEST(every_screen_fits_every_panel_in_every_size),
      TEST(all_icons_exist_in_the_font),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
