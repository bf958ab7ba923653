/* The board as its visitors use it: real cache files, real fonts, a clock that the test moves. */
#include "board.h"

#include "base/fs.h"

#include <string.h>
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

static void readers_come_to_the_page_before_the_footer(void **state) {
  struct fixture *f = open_board(state);
  assert_true(find(f, ROLE_LISTITEM, "Kaffee & Kuchen") < find(f, ROLE_BUTTON, "Notruf"));
  show(f, "topics");
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
  show(f, "list:pflege");
  assert_non_null(find(f, ROLE_BUTTON, "Alle 2"));
  show(f, "list:kultur");
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
  show(f, "az");
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
  show(f, "topics");
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

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(the_right_number_is_three_taps_away),
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
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
