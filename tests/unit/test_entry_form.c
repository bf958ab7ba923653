/* Forms of entries, as a browser would send them back: shown through the real templates, read out of the HTML, taken again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "feed/strict.h"
#include "hub/content/diff.h"
#include "hub/content/form.h"
#include "hub/relative.h"
#include "hub/web/template.h"

#include <glob.h>

enum { PAGE_MAX = 1024 * 1024 };

struct fixture {
  struct arena arena;
  struct templates *templates;
  struct form form;
  struct param *params; /* what the browser sends */
  struct param **tail;
};

static int64_t now(void) {
  int64_t wall = 0;
  assert_true(wall_parse("2026-11-21T14:32", &wall));
  return wall;
}

static int set_up(void **state) {
  struct fixture *fixture = calloc(1, sizeof *fixture);
  struct err err = {0};
  if (!templates_open(&fixture->templates, &err)) fail_msg("%s", err.msg);
  templates_be_strict(fixture->templates);
  static const char page[] = "{{#sections}}{{#fields}}{{> entry-field}}{{/fields}}{{/sections}}";
  assert_true(templates_add(fixture->templates, "page", page, strlen(page), &err));
  *state = fixture;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *fixture = *state;
  templates_close(fixture->templates);
  arena_fini(&fixture->arena);
  free(fixture);
  return 0;
}

/* ---- a browser, just clever enough ---- */

static void send(struct fixture *fixture, const char *name, const char *value) {
  struct param *param = arena_alloc(&fixture->arena, sizeof *param);
  *param = (struct param){.name = name, .value = value, .len = strlen(value)};
  *fixture->tail = param;
  fixture->tail = &param->next;
}

static char *unescape(struct fixture *fixture, const char *text, size_t len) {
  static const char *const entities[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
  char *out = arena_strndup(&fixture->arena, text, len);
  size_t used = 0;
  for (size_t i = 0; i < len;) {
    size_t k = 0;
    while (k < COUNT_OF(entities) && strncmp(text + i, entities[k][0], strlen(entities[k][0])) != 0)
      k++;
    out[used++] = k < COUNT_OF(entities) ? entities[k][1][0] : text[i];
    i += k < COUNT_OF(entities) ? strlen(entities[k][0]) : 1;
  }
  out[used] = '\0';
  return out;
}

/* The attribute of the tag that begins at `tag`, or NULL. */
static char *attribute(struct fixture *fixture, const char *tag, const char *name) {
  const char *end = strchr(tag, '>');
  const char *start = arena_printf(&fixture->arena, " %s=\"", name);
  const char *at = strstr(tag, start);
  if (!at || at > end) return NULL;
  at += strlen(start);
  return unescape(fixture, at, strcspn(at, "\""));
}

static bool has_word(const char *tag, const char *word) {
  const char *at = strstr(tag, word);
  return at && at < strchr(tag, '>');
}

static void send_input(struct fixture *fixture, const char *tag) {
  const char *name = attribute(fixture, tag, "name");
  const char *type = attribute(fixture, tag, "type");
  const char *value = attribute(fixture, tag, "value");
  bool is_box = str_equals(type, "checkbox") || str_equals(type, "radio");
  if (!name || str_equals(type, "file") || (is_box && !has_word(tag, " checked"))) return;
  send(fixture, name, value ? value : "");
}

static void send_select(struct fixture *fixture, const char *tag) {
  const char *end = strstr(tag, "</select>");
  const char *chosen = NULL;
  for (const char *option = strstr(tag, "<option"); option && option < end; option = strstr(option + 1, "<option"))
    if (!chosen || has_word(option, " selected")) chosen = attribute(fixture, option, "value");
  send(fixture, attribute(fixture, tag, "name"), chosen);
}

static void send_area(struct fixture *fixture, const char *tag) {
  const char *text = strchr(tag, '>') + 1;
  if (*text == '\n') text++;
  send(fixture, attribute(fixture, tag, "name"), unescape(fixture, text, (size_t)(strstr(text, "</textarea>") - text)));
}

/* Shows the form and fills `params` with what would be sent if nobody touched it. */
static void browse(struct fixture *fixture) {
  json_t *data = json_pack("{s:o}", "sections", form_sections(&fixture->form));
  struct err err = {0};
  scoped_buf html;
  buf_init(&html, PAGE_MAX);
  if (!template_render(fixture->templates, "page", data, "de", &html, &err)) fail_msg("%s", err.msg);
  json_decref(data);
  fixture->params = NULL;
  fixture->tail = &fixture->params;
  for (const char *tag = strchr(buf_text(&html), '<'); tag; tag = strchr(tag + 1, '<')) {
    if (str_starts_with(tag, "<input")) send_input(fixture, tag);
    if (str_starts_with(tag, "<select")) send_select(fixture, tag);
    if (str_starts_with(tag, "<textarea")) send_area(fixture, tag);
  }
}

static void open_form(struct fixture *fixture, const char *line) {
  fixture->form =
      (struct form){.arena = &fixture->arena, .entry = json_loads(line, 0, NULL), .errors = json_array(), .now = now()};
  assert_non_null(fixture->form.entry);
}

static void close_form(struct fixture *fixture) {
  json_decref(fixture->form.entry);
  json_decref(fixture->form.errors);
}

/* Overwrites the first parameter of that name, or adds one. */
static void type_in(struct fixture *fixture, const char *name, const char *value) {
  for (struct param *param = fixture->params; param; param = param->next)
    if (str_equals(param->name, name)) {
      param->value = value;
      param->len = strlen(value);
      return;
    }
  send(fixture, name, value);
}

static const char *first_error(const struct fixture *fixture) {
  const json_t *message = json_object_get(json_array_get(fixture->form.errors, 0), "message");
  const char *words = json_string_value(json_is_object(message) ? json_object_get(message, "words") : message);
  return words ? words : "";
}

/* Opens an entry, types and saves: the new line, or NULL with errors. In the arena. */
static const char *submit(struct fixture *fixture) {
  scoped_buf line;
  buf_init(&line, ENTRY_LINE_MAX);
  fixture->form.params = fixture->params;
  form_take(&fixture->form);
  return form_check(&fixture->form, &line) ? arena_strdup(&fixture->arena, buf_text(&line)) : NULL;
}

/* ---- tests ---- */

static void check_untouched(struct fixture *fixture, const char *line) {
  open_form(fixture, line);
  browse(fixture);
  const char *after = submit(fixture);
  if (!after) {
    char *errors = json_dumps(fixture->form.errors, 0);
    fail_msg("%s\n%s", line, errors);
  }
  assert_string_equal(after, line);
  close_form(fixture);
}

static void check_sample_line(struct fixture *fixture, const char *text, size_t len) {
  struct err err = {0};
  json_t *entry = json_loadb(text, len, 0, NULL);
  scoped_buf line, canonical;
  buf_init(&line, ENTRY_LINE_MAX);
  buf_init(&canonical, ENTRY_LINE_MAX);
  assert_non_null(entry);
  relative_resolve_entry(entry, wall_day(now()));
  json_t *image = json_object_get(entry, "image");
  if (json_object_del(image, "file") == 0)
    json_object_set_new(image, "asset", json_string("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png"));
  assert_true(strict_write(entry, &line, &err));
  if (!entry_normalize(line.data, line.len, &canonical, &err)) fail_msg("%s", err.msg);
  check_untouched(fixture, buf_text(&canonical));
  json_decref(entry);
}

static void a_form_that_nobody_touched_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  glob_t files;
  size_t count = 0;
  assert_int_equal(glob(SOURCE_DIR "/assets/sample/*.jsonl", 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    struct err err = {0};
    scoped_buf text;
    buf_init(&text, 4 * 1024 * 1024);
    if (!fs_read(files.gl_pathv[i], &text, &err)) fail_msg("%s", err.msg);
    for (const char *line = buf_text(&text); *line; count++) {
      size_t len = strcspn(line, "\n");
      check_sample_line(fixture, line, len);
      line += len + (line[len] == '\n');
    }
  }
  globfree(&files);
  assert_true(count > 100);
}

static void what_the_form_does_not_know_stays(void **state) {
  static const char *const lines[] = {
      "{\"id\":\"a\",\"kind\":\"page\",\"name\":{\"de\":\"A\",\"fr\":\"B\"},\"x-new\":{\"y\":[1,2.5]}}",
      "{\"exdate\":[\"2026-12-24T10:00\"],\"id\":\"a\",\"kind\":\"event\",\"name\":\"A\",\"rrule\":\"FREQ=WEEKLY;UNTIL="
      "20270101T225900Z\","
      "\"start\":\"2026-11-23T10:00:30\",\"timezone\":\"Europe/Berlin\"}",
      "{\"id\":\"a\",\"kind\":\"service\",\"name\":\"A\",\"opening_hours\":\"Mo-Fr 9-12 "
      "Uhr\",\"topics\":[\"kultur\",\"eigenes\",\"pflege\"]}",
      "{\"id\":\"a\",\"kind\":\"place\",\"location\":{\"latitude\":48.5,\"longitude\":9.25,\"street\":\"Weg "
      "1\",\"x\":1},\"name\":\"A\"}",
      "{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"A\",\"questions\":[{\"id\":\"q\",\"options\":[{\"de\":\"Ja\",\"en\":"
      "\"Yes\"},\"Nein\"],"
      "\"text\":{\"de\":\"Gut?\",\"en\":\"Good?\"},\"type\":\"single\",\"x\":true}]}",
  };
  for (size_t i = 0; i < COUNT_OF(lines); i++)
    check_untouched(*state, lines[i]);
}

/* One thing typed into one form, and what the entry's field then is. */
struct typing {
  const char *line, *name, *value, *field, *expected; /* expected: JSON; NULL: the field is gone */
};

static const char *const service = "{\"id\":\"a\",\"kind\":\"service\",\"name\":\"A\"}";
static const char *const event = "{\"id\":\"a\",\"kind\":\"event\",\"name\":\"A\",\"start\":\"2026-11-21T16:00\"}";
static const char *const offer = "{\"id\":\"a\",\"kind\":\"offer\",\"mode\":\"lend\",\"name\":\"A\"}";

static void check_typing(struct fixture *fixture, const struct typing *typing) {
  open_form(fixture, typing->line);
  browse(fixture);
  type_in(fixture, typing->name, typing->value);
  if (!submit(fixture)) fail_msg("%s=%s: %s", typing->name, typing->value, first_error(fixture));
  json_t *expected = typing->expected ? json_loads(typing->expected, JSON_DECODE_ANY, NULL) : NULL;
  json_t *found = json_object_get(fixture->form.entry, typing->field);
  if (typing->expected ? !json_equal(found, expected) : found != NULL)
    fail_msg("%s=%s gives %s", typing->name, typing->value, found ? json_dumps(found, JSON_ENCODE_ANY) : "nothing");
  json_decref(expected);
  close_form(fixture);
}

static void what_is_typed_becomes_the_entry(void **state) {
  static const struct typing cases[] = {
      {"{\"id\":\"a\",\"kind\":\"page\",\"name\":\"A\"}", "name.de", "  Neuer\r\nTitel ", "name", "\"Neuer\\nTitel\""},
      {"{\"id\":\"a\",\"kind\":\"page\",\"name\":\"A\"}", "name.en", "B", "name", "{\"de\":\"A\",\"en\":\"B\"}"},
      {"{\"id\":\"a\",\"kind\":\"page\",\"name\":{\"de\":\"A\",\"en\":\"B\"}}", "name.en", "", "name", "{\"de\":\"A\"}"},
      {service, "telephone", "0711 / 123-45", "telephone", "\"+49 711 123 45\""},
      {service, "url", "verein.de/treff", "url", "\"https://verein.de/treff\""},
      {service, "numbers", "1", "numbers", "true"},
      {service, "keywords", "Pflege, Demenz\nAlter", "keywords", "[\"Pflege\",\"Demenz\",\"Alter\"]"},
      {service, "topics.own", "Garten & Grün", "topics", "[\"garten-gruen\"]"},
      {service, "verified", "21.11.2026", "verified", "\"2026-11-21\""},
      {event, "start.date", "2026-12-24", "start", "\"2026-12-24T16:00\""},
      {event, "start.time", "", "start", "\"2026-11-21\""},
      {event, "end.time", "18:00", "end", "\"2026-11-21T18:00\""},
      {event, "end.time", "01:00", "end", "\"2026-11-22T01:00\""},
      {event, "repeat.kind", "weekly", "rrule", "\"FREQ=WEEKLY;BYDAY=SA\""},
      {event, "exdate", "24.12.2026\n2026-12-31", "exdate", "[\"2026-12-24\",\"2026-12-31\"]"},
      {event, "event_status", "cancelled", "event_status", "\"cancelled\""},
      {event, "visible_until.date", "2026-12-01", "visible_until", "\"2026-12-01\""},
      {offer, "side", "request", "side", "\"request\""},
      {offer, "location.place", "treffpunkt", "location", "\"treffpunkt\""},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    check_typing(*state, &cases[i]);
}

static const char *const survey =
    "{\"id\":\"a\",\"kind\":\"survey\",\"name\":\"A\",\"questions\":[{\"id\":\"q\",\"options\":[{\"de\":\"Gut\",\"en\":"
    "\"Good\"},"
    "{\"de\":\"Schlecht\",\"tr\":\"Kötü\"}],\"text\":{\"de\":\"Wie?\",\"en\":\"How?\"},\"type\":\"single\"}]}";
static const char *const project =
    "{\"id\":\"a\",\"kind\":\"project\",\"name\":\"A\",\"phases\":[{\"name\":\"Planung\",\"state\":\"done\"},"
    "{\"name\":{\"de\":\"Bau\",\"en\":\"Works\"},\"state\":\"active\"}]}";
static const char *const own_place = "{\"id\":\"a\",\"kind\":\"event\",\"location\":{\"name\":\"Hof\",\"street\":\"Weg "
                                     "1\"},\"name\":\"A\",\"start\":\"2026-11-21\"}";

#define QUESTION(options, text) "[{\"id\":\"q\",\"options\":[" options "],\"text\":" text ",\"type\":\"single\"}]"
#define GOOD "{\"de\":\"Gut\",\"en\":\"Good\"}"
#define BAD "{\"de\":\"Schlecht\",\"tr\":\"Kötü\"}"
#define HOW "{\"de\":\"Wie?\",\"en\":\"How?\"}"

static void parts_are_written_in_other_languages_too(void **state) {
  static const struct typing cases[] = {
      {survey, "q.0.text.tr", "Nasıl?", "questions",
       QUESTION(GOOD "," BAD, "{\"de\":\"Wie?\",\"en\":\"How?\",\"tr\":\"Nasıl?\"}")},
      {survey, "q.0.text.en", "", "questions", QUESTION(GOOD "," BAD, "{\"de\":\"Wie?\"}")},
      {survey, "q.0.options.1.tr", "Fena", "questions", QUESTION(GOOD ",{\"de\":\"Schlecht\",\"tr\":\"Fena\"}", HOW)},
      {survey, "q.0.options", "Schlecht\nSo lala\nGut", "questions", QUESTION(BAD ",\"So lala\"," GOOD, HOW)},
      {survey, "q.0.options", "Gut\nSchlimm", "questions", QUESTION(GOOD ",{\"de\":\"Schlimm\",\"tr\":\"Kötü\"}", HOW)},
      {survey, "q.0.options", "Nein\nGut", "questions", QUESTION("\"Nein\"," GOOD, HOW)},
      {project, "p.0.name.ar", "تخطيط", "phases",
       "[{\"name\":{\"de\":\"Planung\",\"ar\":\"تخطيط\"},\"state\":\"done\"},{\"name\":{\"de\":\"Bau\",\"en\":\"Works\"},"
       "\"state\":"
       "\"active\"}]"},
      {own_place, "location.name.en", "Yard", "location", "{\"name\":{\"de\":\"Hof\",\"en\":\"Yard\"},\"street\":\"Weg 1\"}"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    check_typing(*state, &cases[i]);
}

/* Thirty places, two of them called alike; sorted as the database does. */
static json_t *many_places(void) {
  static const char *const names[][2] = {
      {"buecherei", "Bücherei"}, {"kirche-nord", "Kirche"}, {"kirche-sued", "Kirche"}, {"saal", "Saal, Erdgeschoss"}};
  json_t *places = json_array();
  for (size_t i = 0; i < COUNT_OF(names); i++)
    json_array_append_new(places, json_pack("{s:s, s:s}", "value", names[i][0], "label", names[i][1]));
  for (int i = 10; i < 36; i++) {
    char id[8];
    char title[16];
    snprintf(id, sizeof id, "s%d", i);
    snprintf(title, sizeof title, "Schule %d", i);
    json_array_append_new(places, json_pack("{s:s, s:s}", "value", id, "label", title));
  }
  return places;
}

/* The place that comes of typing into the line of an event that has `stored`; an error's words. */
static const char *find_place(struct fixture *fixture, const char *stored, const char *typed) {
  scoped_json *places = many_places();
  open_form(fixture, arena_printf(&fixture->arena,
                                  "{\"id\":\"a\",\"kind\":\"event\",\"location\":\"%s\",\"name\":\"A\",\"start\":"
                                  "\"2026-11-21\"}",
                                  stored));
  fixture->form.places = places;
  browse(fixture);
  if (typed) type_in(fixture, "location.find", typed);
  const char *line = submit(fixture);
  const char *place = json_string_value(json_object_get(fixture->form.entry, "location"));
  const char *found = arena_strdup(&fixture->arena, !line ? first_error(fixture) : place ? place : "");
  close_form(fixture);
  return found;
}

static void in_a_long_list_part_of_a_name_will_do(void **state) {
  static const char *const cases[][3] = {
      {"saal", NULL, "saal"},        {"nirgends", NULL, "nirgends"},  {"kirche-sued", NULL, "kirche-sued"},
      {"saal", "buch", "buecherei"}, {"saal", "BÜCHER", "buecherei"}, {"saal", "Kirche (kirche-nord)", "kirche-nord"},
      {"saal", "Schule 12", "s12"},  {"saal", "erdgeschoss", "saal"}, {"saal", "", ""},
      {"saal", "s20", "s20"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(find_place(*state, cases[i][0], cases[i][1]), cases[i][2]);
  assert_non_null(strstr(find_place(*state, "saal", "Kirche"), "passt mehr als eines"));
  assert_non_null(strstr(find_place(*state, "saal", "Turnhalle"), "steht nicht in der Liste"));
}

static void a_grid_of_hours_is_written_as_openstreetmap_does(void **state) {
  struct fixture *fixture = *state;
  open_form(fixture, service);
  browse(fixture);
  for (int day = 0; day < 5; day++) {
    type_in(fixture, arena_printf(&fixture->arena, "hours.%d.0.from", day), "09:00");
    type_in(fixture, arena_printf(&fixture->arena, "hours.%d.0.to", day), "12:00");
  }
  type_in(fixture, "hours.3.1.from", "14:00");
  type_in(fixture, "hours.3.1.to", "18:00");
  type_in(fixture, "hours.holidays", "closed");
  type_in(fixture, "hours.x0.first", "2026-12-24");
  type_in(fixture, "hours.x0.last", "2027-01-06");
  type_in(fixture, "hours.x0.comment", "Betriebsferien");
  assert_non_null(submit(fixture));
  assert_string_equal(
      json_string_value(json_object_get(fixture->form.entry, "opening_hours")),
      "Mo-We,Fr 09:00-12:00; Th 09:00-12:00,14:00-18:00; PH off; 2026 Dec 24-2027 Jan 06 off \"Betriebsferien\"");
  close_form(fixture);
}

static void a_third_saturday_is_two_boxes(void **state) {
  struct fixture *fixture = *state;
  open_form(fixture, event);
  browse(fixture);
  type_in(fixture, "repeat.kind", "monthly-weekday");
  type_in(fixture, "repeat.nth", "2");
  type_in(fixture, "repeat.weekday", "5");
  type_in(fixture, "repeat.end", "until");
  type_in(fixture, "repeat.until", "2027-06-30");
  assert_non_null(submit(fixture));
  assert_string_equal(json_string_value(json_object_get(fixture->form.entry, "rrule")),
                      "FREQ=MONTHLY;BYDAY=3SA;UNTIL=20270630T235959");
  close_form(fixture);
}

static void what_is_wrong_is_said_beside_the_field_and_kept(void **state) {
  struct fixture *fixture = *state;
  static const struct {
    const char *line, *name, *value, *field, *words;
  } cases[] = {
      {service, "name.de", "", "name.de", "Bitte ausfüllen."},
      {service, "telephone", "abends", "telephone",
       "Das ist keine Telefonnummer. Bitte mit Vorwahl, zum Beispiel 0711 123456."},
      {service, "email", "ich", "email", "Das ist keine E-Mail-Adresse, zum Beispiel name@verein.de."},
      {service, "hours.0.0.from", "09:00", "opening_hours",
       "Zu jeder Zeit gehören ein Anfang und ein Ende, zum Beispiel 9:00 und 12:00."},
      {service, "hours.text", "immer mal", "opening_hours", "Diese Zeiten sind nicht zu lesen: {reason}"},
      {event, "start.date", "31.2.2026", "start", "Bitte wählen Sie ein Datum, zum Beispiel 24.12.2026."},
      {event, "repeat.kind", "monthly-weekday", "repeat", "Der wievielte im Monat? Bitte kreuzen Sie etwas an."},
      {event, "exdate", "morgen", "repeat", "„{typed}“ ist kein Datum, zum Beispiel 24.12.2026."},
      {"{\"id\":\"a\",\"image\":{\"alt\":\"B\",\"asset\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
       "png\"},"
       "\"kind\":\"page\",\"name\":\"A\"}",
       "image.alt.de", "", "image",
       "Bitte sagen Sie in einem Satz, was auf dem Bild zu sehen ist. Wer es nicht sieht, hört diesen Satz."},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    open_form(fixture, cases[i].line);
    browse(fixture);
    type_in(fixture, cases[i].name, cases[i].value);
    assert_null(submit(fixture));
    assert_string_equal(first_error(fixture), cases[i].words);
    assert_string_equal(json_string_value(json_object_get(json_array_get(fixture->form.errors, 0), "field")), cases[i].field);
    browse(fixture); /* the second showing has what was typed */
    bool kept = false;
    for (const struct param *param = fixture->params; param; param = param->next)
      kept = kept || (str_equals(param->name, cases[i].name) && str_equals(param->value, cases[i].value));
    if (!kept) fail_msg("%s forgot '%s'", cases[i].name, cases[i].value);
    close_form(fixture);
  }
}

static void too_long_is_said_with_both_numbers(void **state) {
  struct fixture *fixture = *state;
  char title[82];
  memset(title, 'x', sizeof title - 1);
  title[sizeof title - 1] = '\0';
  open_form(fixture, service);
  browse(fixture);
  type_in(fixture, "name.de", title);
  assert_null(submit(fixture));
  const json_t *message = json_object_get(json_array_get(fixture->form.errors, 0), "message");
  assert_int_equal(json_integer_value(json_object_get(message, "limit")), 80);
  assert_int_equal(json_integer_value(json_object_get(message, "length")), 81);
  close_form(fixture);
}

static void a_small_form_changes_one_field(void **state) {
  struct fixture *fixture = *state;
  open_form(fixture, "{\"id\":\"a\",\"kind\":\"service\",\"name\":\"A\",\"numbers\":true,\"topics\":[\"pflege\"]}");
  fixture->params = NULL;
  fixture->tail = &fixture->params;
  send(fixture, "telephone", "112");
  assert_string_equal(
      submit(fixture),
      "{\"id\":\"a\",\"kind\":\"service\",\"name\":\"A\",\"numbers\":true,\"telephone\":\"112\",\"topics\":[\"pflege\"]}");
  close_form(fixture);
}

static void slugs_are_ids(void **state UNUSED) {
  static const char *const cases[][2] = {{"Café & Kuchen für alle!", "cafe-kuchen-fuer-alle"},
                                         {"Öffnung", "oeffnung"},
                                         {"", "eintrag"},
                                         {"– –", "eintrag"},
                                         {"قهوة", "eintrag"},
                                         {"1. Mai", "1-mai"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    char slug[ENTRY_ID_MAX + 1];
    form_slug(cases[i][0], slug);
    assert_string_equal(slug, cases[i][1]);
    assert_true(entry_id_is_valid(slug));
  }
}

static void differences_are_told_field_by_field(void **state UNUSED) {
  scoped_json *before = json_loads("{\"name\":\"A\",\"topics\":[\"a\"],\"id\":\"x\"}", 0, NULL);
  scoped_json *after = json_loads("{\"name\":{\"de\":\"B\",\"en\":\"C\"},\"id\":\"x\",\"free\":true}", 0, NULL);
  scoped_json *rows = entry_diff(before, after);
  scoped_json *expected = json_loads("[{\"label\":\"Titel\",\"before\":\"A\",\"after\":\"de: B\\nen: C\"},"
                                     "{\"label\":\"kostenlos\",\"before\":\"\",\"after\":\"true\"},"
                                     "{\"label\":\"Themen\",\"before\":\"a\",\"after\":\"\"}]",
                                     0, NULL);
  assert_true(json_equal(rows, expected));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_form_that_nobody_touched_changes_nothing, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_the_form_does_not_know_stays, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_typed_becomes_the_entry, set_up, tear_down),
      cmocka_unit_test_setup_teardown(parts_are_written_in_other_languages_too, set_up, tear_down),
      cmocka_unit_test_setup_teardown(in_a_long_list_part_of_a_name_will_do, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_grid_of_hours_is_written_as_openstreetmap_does, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_third_saturday_is_two_boxes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_wrong_is_said_beside_the_field_and_kept, set_up, tear_down),
      cmocka_unit_test_setup_teardown(too_long_is_said_with_both_numbers, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_small_form_changes_one_field, set_up, tear_down),
      cmocka_unit_test(slugs_are_ids),
      cmocka_unit_test(differences_are_told_field_by_field),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
