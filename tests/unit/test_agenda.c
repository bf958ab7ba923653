/* The agenda as a person finds it when things are not as usual: moved, cancelled, past midnight, without anything. */
#include "board.h"

#include "base/compiler.h"

#include <string.h>

static const char *value_of(struct fixture *f, const char *name) {
  const struct node *node = find(f, ROLE_LISTITEM, name);
  assert_non_null(node);
  return node->value ? node->value : "";
}

static void what_was_moved_or_is_off_is_there_and_says_so(void **state) {
  struct fixture *f = *state;
  const char *const events[] = {
      "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"Chor\",\"start\":\"2026-11-14T19:00\",\"rrule\":\"FREQ=WEEKLY\","
      "\"exdate\":[\"2026-11-21T19:00\"],\"rdate\":[\"2026-11-22T19:00\"]}",
      "{\"id\":\"b\",\"kind\":\"event\",\"name\":\"Markt\",\"start\":\"2026-11-14T08:00\",\"rrule\":\"FREQ=WEEKLY\","
      "\"rdate\":[\"2026-11-22T08:00\"]}",
      "{\"id\":\"c\",\"kind\":\"event\",\"name\":\"Kino\",\"start\":\"2026-11-22T20:00\",\"event_status\":\"cancelled\"}",
      "{\"id\":\"d\",\"kind\":\"event\",\"name\":\"Tanz\",\"start\":\"2026-11-22T21:00\",\"event_status\":\"postponed\"}",
      "{\"id\":\"e\",\"kind\":\"event\",\"name\":\"Tee\",\"start\":\"2026-11-22T15:00\",\"rrule\":\"FREQ=WEEKLY\"}",
  };
  publish(f, few, few_count);
  publish(f, events, COUNT_OF(events));
  start(f);
  app_resize(f->stage.app, 1080, 1920, 268); /* tall: all of a day is seen */
  show(f, "agenda");
  assert_null(find(f, ROLE_LISTITEM, "Chor"));
  assert_non_null(find(f, ROLE_TEXT, "Verlegt: Chor (jetzt So 22.11., 19:00)"));
  tap(f, ROLE_BUTTON, "So 22.");
  assert_non_null(strstr(value_of(f, "Chor"), "Verlegt von Sa 21.11."));
  assert_non_null(strstr(value_of(f, "Markt"), "Zusätzlicher Termin"));
  assert_non_null(strstr(value_of(f, "Kino"), "Fällt aus"));
  assert_non_null(strstr(value_of(f, "Tanz"), "Verschoben"));
  assert_null(strstr(value_of(f, "Tee"), "Verlegt"));
  assert_null(strstr(value_of(f, "Tee"), "Zusätzlicher"));
  tap(f, ROLE_LISTITEM, "Chor");
  assert_non_null(find(f, ROLE_TEXT, "Verlegt von Sa 21.11."));
  assert_non_null(find(f, ROLE_TEXT, "Nicht am Sa 21.11."));
}

/* RFC 5545: what exdate names is no date of the series. Who always comes that day reads it all the same. */
static void a_date_that_the_series_leaves_out_is_said(void **state) {
  struct fixture *f = *state;
  const char *const events[] = {
      "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"Chor\",\"start\":\"2026-11-05T19:00\",\"rrule\":\"FREQ=WEEKLY\","
      "\"exdate\":[\"2026-11-26T19:00\",\"2026-11-27T19:00\"]}",
      "{\"id\":\"b\",\"kind\":\"event\",\"name\":\"Turnen\",\"start\":\"2026-11-05T10:00\",\"rrule\":\"FREQ=WEEKLY\","
      "\"exdate\":[\"2026-11-26\"]}",
      "{\"id\":\"b-26\",\"kind\":\"event\",\"name\":\"Turnen im Park\",\"start\":\"2026-11-26T10:30\"}",
      "{\"id\":\"c\",\"kind\":\"event\",\"name\":\"Markt\",\"start\":\"2026-11-28\",\"rrule\":\"FREQ=WEEKLY\","
      "\"exdate\":[\"2026-11-28\"]}",
  };
  publish(f, few, few_count);
  publish(f, events, COUNT_OF(events));
  start(f);
  app_resize(f->stage.app, 1080, 1920, 268);
  show(f, "agenda");
  assert_null(find(f, ROLE_TEXT, "Fällt aus"));
  tap(f, ROLE_BUTTON, "Do 26.");
  assert_non_null(find(f, ROLE_TEXT, "Fällt aus: Chor (19:00)"));
  assert_null(find(f, ROLE_TEXT, "Fällt aus: Turnen")); /* it was written anew, half an hour later */
  assert_non_null(find(f, ROLE_TEXT, "1 Veranstaltung"));
  assert_null(find(f, ROLE_LISTITEM, "Chor"));
  tap(f, ROLE_BUTTON, "Kostenlos");
  assert_null(find(f, ROLE_TEXT, "Fällt aus"));
  tap(f, ROLE_BUTTON, "Alle zeigen");
  tap(f, ROLE_BUTTON, "Fr 27.");
  assert_null(find(f, ROLE_TEXT, "Fällt aus")); /* never was a date of the series */
}

static void today_stays_today_when_midnight_passes(void **state) {
  struct fixture *f = *state;
  const char *const events[] = {
      "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"Frühstück\",\"start\":\"2026-11-22T09:00\",\"free\":true}"};
  publish(f, few, few_count);
  publish(f, events, 1);
  start(f);
  f->stage.app->config.idle_s = 0;
  show(f, "agenda");
  tap(f, ROLE_BUTTON, "Kostenlos");
  assert_null(find(f, ROLE_LISTITEM, "Frühstück"));
  stage_wait(&f->stage, 10 * 3600 * INT64_C(1000));
  assert_non_null(find(f, ROLE_HEADING, "Heute, Sonntag 22. November"));
  assert_non_null(find(f, ROLE_LISTITEM, "Frühstück"));
}

static void without_any_event_the_agenda_is_no_maze(void **state) {
  struct fixture *f = *state;
  const char *const only[] = {"{\"id\":\"a\",\"kind\":\"service\",\"name\":\"Rat\",\"topics\":[\"pflege\"]}"};
  publish(f, only, 1);
  start(f);
  show(f, "agenda");
  assert_non_null(find(f, ROLE_HEADING, "Heute steht nichts mehr im Kalender"));
  assert_non_null(find(f, ROLE_TEXT, "Auch an späteren Tagen ist bisher nichts geplant."));
  show(f, "month");
  assert_non_null(find(f, ROLE_BUTTON, "Montag, 30. November, keine Veranstaltung"));
  tap(f, ROLE_BUTTON, "Montag, 30. November, keine Veranstaltung");
  assert_non_null(find(f, ROLE_HEADING, "Montag 30. November"));
}

/* The cache may know more than the calendar shows. */
static void no_button_leads_behind_the_calendars_end(void **state) {
  struct fixture *f = *state;
  const char *const far[] = {
      "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"Chor\",\"start\":\"2027-12-28T19:00\"}",
      "{\"id\":\"b\",\"kind\":\"event\",\"name\":\"Tanz\",\"start\":\"2027-12-28T19:00\"}",
  };
  publish(f, far, COUNT_OF(far));
  start(f);
  show(f, "agenda");
  assert_non_null(find(f, ROLE_TEXT, "Auch an späteren Tagen ist bisher nichts geplant."));
}

/* Twelve months and the rest of this one lie ahead; nothing leads further. */
static void months_end_where_the_calendar_does(void **state) {
  struct fixture *f = open_board(state);
  show(f, "month");
  static const char *const next[] = {"Dezember",     "Januar 2027",   "Februar 2027", "März 2027",   "April 2027",
                                     "Mai 2027",     "Juni 2027",     "Juli 2027",    "August 2027", "September 2027",
                                     "Oktober 2027", "November 2027", "Dezember 2027"};
  for (size_t i = 0; i < COUNT_OF(next); i++) {
    tap(f, ROLE_BUTTON, next[i]);
    stage_wait(&f->stage, 1000);
  }
  assert_non_null(find(f, ROLE_HEADING, "Dezember 2027"));
  assert_null(find(f, ROLE_BUTTON, "Januar 2028"));
  tap(f, ROLE_BUTTON, "Zurück");
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_was_moved_or_is_off_is_there_and_says_so), TEST(a_date_that_the_series_leaves_out_is_said),
      TEST(today_stays_today_when_midnight_passes),        TEST(without_any_event_the_agenda_is_no_maze),
      TEST(no_button_leads_behind_the_calendars_end),      TEST(months_end_where_the_calendar_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
