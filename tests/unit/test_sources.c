/* The pure parts of what reads documents of others, and of what goes out again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "feed/entry.h"
#include "hub/guard.h"
#include "hub/out/schema_org.h"
#include "hub/sources/address.h"
#include "hub/sources/dates.h"
#include "hub/sources/fit.h"
#include "hub/sources/hsds_hours.h"
#include "hub/sources/ical_zone.h"
#include "hub/sources/intake.h"
#include "hub/sources/mapping.h"
#include "hub/sources/plain.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

struct pair {
  const char *in, *out; /* NULL: none */
};

static void check(const char *in, const char *out, const char *expected) {
  if (!str_equals(out, expected))
    fail_msg("'%s' gives '%s', not '%s'", in, out ? out : "(nothing)", expected ? expected : "(nothing)");
}

static void html_becomes_plain_text(void **state UNUSED) {
  static const struct pair cases[] = {
      {"<p>Eins</p><p>zwei</p>", "Eins\n\nzwei"},
      {"Eins<br>zwei<br/>drei", "Eins\nzwei\ndrei"},
      {"<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"},
      {"<UL>\n <LI> a\n <LI> b\n</UL>", "- a\n- b"},
      {"a &lt;b&gt; &amp;amp; &#228; &#xE4; &auml; &nbsp; &#150;", "a <b> &amp; ä ä ä –"},
      {"&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"},
      {"a<script>if (a<b) alert('</p>')</script>b", "ab"},
      {"<style>p{}</style><!-- <p>x</p> -->y<!---->z", "yz"},
      {"<a href=\"https://x.example/?a>b\" title='\"'>Link</a>", "Link"},
      {"3 < 4 und 5>4", "3 < 4 und 5>4"},
      {"<table><tr><td>Mo</td><td>9 Uhr</td></tr><tr><td>Di</td></tr></table>", "Mo 9 Uhr\nDi"},
      {"&unknown; &#0; &#xD800; &", "&unknown; &#0; &#xD800; &"},
      {"  viel \n\n Leerraum  ", "viel Leerraum"},
      {"<p>unfertig <b", "unfertig"},
      {"<iframe src=x>weg</iframe><img src=y onerror=z>da", "da"},
      {"", ""},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    check(cases[i].in, plain_from_html(&arena, cases[i].in, strlen(cases[i].in)), cases[i].out);
  }
}

static void plain_text_stays_plain_unless_it_is_html(void **state UNUSED) {
  static const struct pair cases[] = {
      {"Eins\r\nzwei\r\n\r\n\r\ndrei  ", "Eins\nzwei\n\ndrei"},
      {"* a\n• b\n– c\n- d", "- a\n- b\n- c\n- d"},
      {"a < b, mail <x@y.example>", "a < b, mail <x@y.example>"},
      {"eins<br>zwei\ndrei", "eins\nzwei\ndrei"},
      {"A &#038; B", "A & B"},
      {"R&D; Q&A", "R&D; Q&A"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    check(cases[i].in, plain_from_text(&arena, cases[i].in), cases[i].out);
  }
}

static void many_tags_take_linear_time(void **state UNUSED) {
  enum { SIZE = 4 * 1024 * 1024 };
  static const char *const pieces[] = {"<b ", "<", "</", "&", "<script>", "<!--", "<p a='"};
  for (size_t i = 0; i < COUNT_OF(pieces); i++) {
    scoped_arena arena = {0};
    char *text = arena_alloc(&arena, SIZE + 1);
    size_t len = strlen(pieces[i]);
    for (size_t at = 0; at + len <= SIZE; at += len)
      memcpy(text + at, pieces[i], len);
    assert_non_null(plain_from_text(&arena, text));
    assert_non_null(plain_from_html(&arena, text, strlen(text)));
  }
}

static void telephone_numbers_become_international(void **state UNUSED) {
  static const struct pair cases[] = {
      {"0711 / 123-45", "+49 711 123-45"},
      {"Tel.: 0711/12345", "+49 711 12345"},
      {"(0711) 123 45", "+49 711 123 45"},
      {"+49 (0)711 12345", "+49 (0)711 12345"},
      {"0049 711 12345", "+49 711 12345"},
      {"tel:+4971112345", "+4971112345"},
      {"112", "112"},
      {"116 117", "116 117"},
      {"0800 1110111", "0800 1110111"},
      {"030.123.45", "+49 30 123 45"},
      {"+43 1 234; +43 1 567", "+43 1 234"},
      {"keine", NULL},
      {"", NULL},
      {"+", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    check(cases[i].in, fit_telephone(&arena, cases[i].in), cases[i].out);
  }
}

static void ids_stay_the_same_and_apart(void **state UNUSED) {
  scoped_arena arena = {0};
  assert_string_equal(fit_id(&arena, "vhs", "kurs-1"), "vhs-kurs-1");
  const char *hashed = fit_id(&arena, "vhs", "KURS 1");
  assert_string_equal(hashed, fit_id(&arena, "vhs", "KURS 1"));
  assert_true(entry_id_is_valid(hashed) && strlen(hashed) == 4 + 16);
  assert_string_not_equal(hashed, fit_id(&arena, "vhs", "kurs 1"));
  assert_string_not_equal(hashed, fit_id(&arena, "vhs2", "KURS 1"));
  char lengthy[200];
  memset(lengthy, 'a', sizeof lengthy - 1);
  lengthy[sizeof lengthy - 1] = '\0';
  assert_true(entry_id_is_valid(fit_id(&arena, "abcdefghijklmnopqrstuvwxyz012345", lengthy)));
  assert_string_equal(fit_slug(&arena, "  Ärztliche  Versorgung & Öl!", 64), "aerztliche-versorgung-oel");
  assert_string_equal(fit_slug(&arena, "Straße", 4), "stra");
  assert_string_equal(fit_slug(&arena, "日本", 64), "");
}

static void long_texts_end_at_a_word(void **state UNUSED) {
  scoped_arena arena = {0};
  assert_string_equal(fit_text(&arena, "kurz", 10), "kurz");
  assert_string_equal(fit_text(&arena, "eins zwei drei", 11), "eins zwei…");
  assert_string_equal(fit_text(&arena, "eins, zwei", 7), "eins…");
  assert_string_equal(fit_text(&arena, "äöüäöüäöüäöü", 5), "äöüä…");
}

static void on_cut(void *user, const char *field UNUSED, size_t limit UNUSED) { (*(int *)user)++; }

/* The limits here are those of feed/entry.c: what fit_entry leaves is accepted, and it leaves as much as is accepted. */
static void limits_are_those_of_entries(void **state UNUSED) {
  static const struct {
    const char *field;
    size_t limit;
  } cases[] = {{"name", 80},
               {"summary", 300},
               {"description", 4000},
               {"price", 300},
               {"booking", 300},
               {"contact_name", 80},
               {"location.name", 80},
               {"location.street", 120},
               {"location.postal_code", 16},
               {"location.locality", 80},
               {"location.note", 300}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    for (size_t extra = 0; extra < 2; extra++) {
      scoped_arena arena = {0};
      struct entry parsed;
      struct err err = {0};
      int cuts = 0;
      char *text = arena_alloc(&arena, cases[i].limit + extra + 1);
      memset(text, 'x', cases[i].limit + extra);
      json_t *entry = json_pack("{ss,ss,ss,s{}}", "id", "a", "kind", "service", "name", "A", "location");
      const char *dot = strchr(cases[i].field, '.');
      json_object_set_new(dot ? json_object_get(entry, "location") : entry, dot ? dot + 1 : cases[i].field, json_string(text));
      char *before = json_dumps(entry, JSON_COMPACT);
      assert_int_equal(entry_parse(before, strlen(before), &arena, &parsed, &err), extra == 0);
      fit_entry(entry, &arena, on_cut, &cuts);
      assert_int_equal(cuts, extra);
      char *after = json_dumps(entry, JSON_COMPACT);
      if (!entry_parse(after, strlen(after), &arena, &parsed, &err)) fail_msg("%s: %s", cases[i].field, err.msg);
      free(before);
      free(after);
      json_decref(entry);
    }
  }
}

static void mappings_compare_words_without_case_and_umlauts(void **state UNUSED) {
  scoped_arena arena = {0};
  struct mapping mapping;
  struct err err;
  assert_true(mapping_parse("Gesundheit & Pflege = pflege,\n a=b=kultur, begegnung", &arena, &mapping, &err));
  assert_string_equal(mapping_find(&mapping, "gesundheit und pflege") ? "" : "none", "none");
  assert_string_equal(mapping_find(&mapping, "GESUNDHEIT / PFLEGE"), "pflege");
  assert_string_equal(mapping_find(&mapping, "a=b"), "kultur");
  assert_string_equal(mapping_default(&mapping, 0), "begegnung");
  assert_null(mapping_default(&mapping, 1));
  assert_true(mapping_parse(NULL, &arena, &mapping, &err) && mapping.count == 0);
  assert_false(mapping_parse("x=Ä", &arena, &mapping, &err));
  assert_false(mapping_parse("=kultur", &arena, &mapping, &err));
}

static void stamps_of_feeds(void **state UNUSED) {
  static const struct {
    const char *text, *utc; /* NULL: none */
  } cases[] = {
      {"Sat, 21 Nov 2026 10:00:00 +0100", "2026-11-21T09:00"},
      {"21 Nov 2026 10:00 GMT", "2026-11-21T10:00"},
      {"Sat, 21 Nov 26 10:00:00 EST", "2026-11-21T15:00"},
      {"Saturday, 21-Nov-2026 10:00:00 Z", "2026-11-21T10:00"},
      {"2026-11-21T10:00:00+01:00", "2026-11-21T09:00"},
      {"2026-11-21T10:00:00.5Z", "2026-11-21T10:00"},
      {"2026-11-21T10:00Z", "2026-11-21T10:00"},
      {"2026-11-21", "2026-11-21T00:00"},
      {"2026-11-31T10:00Z", NULL},
      {"gestern", NULL},
      {"Sat, 21 Nov 2026 25:00:00 GMT", NULL},
      {"2026-11-21T10:00:00+25:00", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    int64_t utc, expected = 0;
    bool read = dates_parse_stamp(cases[i].text, "UTC", &utc);
    if (cases[i].utc) assert_true(wall_parse(cases[i].utc, &expected));
    if (read != (cases[i].utc != NULL) || (read && utc != expected)) fail_msg("'%s'", cases[i].text);
  }
}

static void dates_of_spreadsheets(void **state UNUSED) {
  static const struct pair cases[] = {
      {"24.12.2026", "2026-12-24"},
      {"24.12.26", "2026-12-24"},
      {" Do, 24. 12. 2026 ", "2026-12-24"},
      {"2026-12-24", "2026-12-24"},
      {"24.12.2026 15:00", "2026-12-24T15:00"},
      {"2026-12-24T15:00:00", "2026-12-24T15:00"},
      {"24.12.2026, 15 Uhr", "2026-12-24T15:00"},
      {"1.1.2027 9.30 Uhr", "2027-01-01T09:30"},
      {"31.02.2026", NULL},
      {"24.12.", NULL},
      {"24.12.202", NULL},
      {"24.12.2026 25:00", NULL},
      {"12/24/2026", NULL},
      {"morgen", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    char text[WALL_TEXT_SIZE] = "";
    int64_t wall;
    bool date_only;
    bool read = dates_parse_moment(cases[i].in, &wall, &date_only);
    if (read && date_only) day_format(wall_day(wall), text);
    if (read && !date_only) wall_format(wall, text);
    check(cases[i].in, read ? text : NULL, cases[i].out);
  }
  int32_t from, to;
  assert_true(dates_parse_span("9-12.30 Uhr", &from, &to) && from == 9 * 3600 && to == 12 * 3600 + 1800);
  assert_true(dates_parse_span("15 bis 17 Uhr", &from, &to) && from == 15 * 3600 && to == 17 * 3600);
  assert_true(dates_parse_span("19:00", &from, &to) && from == 19 * 3600 && to == -1);
  assert_false(dates_parse_span("abends", &from, &to));
}

static void schedules_become_opening_hours(void **state UNUSED) {
  static const struct pair cases[] = {
      {"[{\"freq\":\"WEEKLY\",\"byday\":\"MO,TU,WE\",\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"}]", "Mo-We 09:00-17:00"},
      {"[{\"freq\":\"WEEKLY\",\"byday\":\"SU\",\"opens_at\":\"00:00\",\"closes_at\":\"23:59\"}]", "Su 00:00-24:00"},
      {"[{\"freq\":\"MONTHLY\",\"byday\":\"-1FR\",\"opens_at\":\"9:00\",\"closes_at\":\"10:00\"}]", "Fr[-1] 09:00-10:00"},
      {"[{\"byday\":[\"MO\",\"FR\"],\"opens_at\":\"9:00Z\",\"closes_at\":\"10:00Z\"}]", "Mo 09:00-10:00; Fr 09:00-10:00"},
      {"[{\"description\":\"nach \\\"Absprache\\\"\"}]", "\"nach  Absprache \""},
      {"[{\"freq\":\"WEEKLY\",\"interval\":2,\"byday\":\"MO\",\"opens_at\":\"9:00\",\"closes_at\":\"10:00\"}]", ""},
      {"[{\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"opens_at\":\"9:00\",\"closes_at\":\"10:00\",\"valid_from\":\"2027-01-01\"}]",
       ""},
      {"[{\"opens_at\":\"99:00\",\"closes_at\":\"x\"},7,null]", ""},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_buf out;
    buf_init(&out, 1024);
    json_t *schedules = json_loads(cases[i].in, 0, NULL);
    assert_non_null(schedules);
    hsds_hours(schedules, day_from_ymd(2026, 11, 21), &out);
    check(cases[i].in, buf_text(&out), cases[i].out);
    json_decref(schedules);
  }
}

static void zones_by_many_names(void **state UNUSED) {
  static const struct pair cases[] = {
      {"Europe/Berlin", "Europe/Berlin"},
      {"W. Europe Standard Time", "Europe/Berlin"},
      {"\"W. Europe Standard Time\"", "Europe/Berlin"},
      {"Eastern Standard Time", "America/New_York"},
      {"/mozilla.org/20050126_1/Europe/Paris", "Europe/Paris"},
      {"/freeassociation.sourceforge.net/America/Argentina/Salta", "America/Argentina/Salta"},
      {"(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Berlin"},
      {"(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"},
      {"UTC+1", "Europe/Berlin"},
      {"GMT-03:00", "Etc/GMT+3"},
      {"Customized Time Zone", NULL},
      {"../../etc/passwd", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    check(cases[i].in, ical_zone_by_name(cases[i].in, "Europe/Berlin", &arena), cases[i].out);
  }
  assert_string_equal(ical_zone_by_offsets(3600, 7200, 2026, "Europe/Berlin"), "Europe/Berlin");
  assert_string_equal(ical_zone_by_offsets(7200, 10800, 2026, "Europe/Berlin"), "Europe/Athens");
  assert_null(ical_zone_by_offsets(1234, 1234, 2026, "Europe/Berlin"));
}

static void addresses_in_one_line_are_taken_apart(void **state UNUSED) {
  static const struct pair cases[] = {
      {"Bürgerhaus, Rathausplatz 1, 70000 Auenstadt", "{\"location\":{\"locality\":\"Auenstadt\",\"name\":\"Bürgerhaus\","
                                                      "\"postal_code\":\"70000\",\"street\":\"Rathausplatz 1\"}}"},
      {"Am Wehr 3-5a\nD-70000 Bad Auen, Deutschland",
       "{\"location\":{\"locality\":\"Bad Auen\",\"postal_code\":\"70000\",\"street\":\"Am Wehr 3-5a\"}}"},
      {"Großer Saal", "{\"location\":\"saal\"}"},
      {"grosser saal, 1. Stock", "{\"location\":\"saal\"}"},
      {"https://meet.example.org/x", "{\"url\":\"https://meet.example.org/x\"}"},
      {"Schule, Zimmer 12", "{\"location\":{\"name\":\"Schule\",\"note\":\"Zimmer 12\"}}"},
      {" , ,", "{}"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    scoped_intake intake;
    struct err err;
    struct intake_rules rules = {.source = "a", .zone = "UTC"};
    assert_true(mapping_parse("Großer Saal=saal", &arena, &rules.places, &err));
    intake_init(&intake, &rules);
    json_t *entry = json_object();
    address_set(&intake, entry, cases[i].in);
    char *text = json_dumps(entry, JSON_COMPACT | JSON_SORT_KEYS);
    check(cases[i].in, text, cases[i].out);
    free(text);
    json_decref(entry);
  }
}

static bool allows(const char *address, enum guard_reach reach) {
  struct sockaddr_in v4 = {.sin_family = AF_INET};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
  if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) return guard_allows((const struct sockaddr *)&v4, reach);
  assert_int_equal(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
  return guard_allows((const struct sockaddr *)&v6, reach);
}

static void the_guard_lets_public_addresses_through_alone(void **state UNUSED) {
  static const char *const public[] = {"8.8.8.8",        "1.1.1.1",         "172.15.0.1",     "172.32.0.1",
                                       "100.63.255.255", "100.128.0.1",     "192.167.0.1",    "2606:4700::1111",
                                       "2a00:1450::1",   "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::808:808"};
  static const char *const inside[] = {
      "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255",   "192.168.1.1",     "100.64.0.1",     "100.127.255.255",
      "::1",       "fd12::1",  "fc00::1",    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"};
  static const char *const never[] = {"0.0.0.0",         "169.254.169.254", "224.0.0.1",   "239.255.255.255",
                                      "255.255.255.255", "240.0.0.1",       "192.0.0.1",   "192.0.2.1",
                                      "198.18.0.1",      "198.51.100.1",    "203.0.113.1", "::",
                                      "fe80::1",         "ff02::1",         "2001:db8::1", "2002:7f00:1::",
                                      "2001:0:1::",      "fec0::1",         "::7f00:1",    "::ffff:169.254.169.254",
                                      "64:ff9b:1::1",    "100::1",          "4000::1"};
  for (size_t i = 0; i < COUNT_OF(public); i++)
    if (!allows(public[i], GUARD_PUBLIC)) fail_msg("%s is refused", public[i]);
  for (size_t i = 0; i < COUNT_OF(inside); i++)
    if (allows(inside[i], GUARD_PUBLIC) || !allows(inside[i], GUARD_INSIDE)) fail_msg("%s", inside[i]);
  for (size_t i = 0; i < COUNT_OF(never); i++)
    if (allows(never[i], GUARD_PUBLIC) || allows(never[i], GUARD_INSIDE)) fail_msg("%s is let through", never[i]);
  struct sockaddr other = {.sa_family = AF_UNIX};
  assert_false(guard_allows(&other, GUARD_INSIDE));
}

/* An out_content of these lines, ascending by id. */
static void load_lines(struct out_content *content, const char *const *lines, size_t count) {
  struct err err;
  *content = (struct out_content){.name = "T", .zone = "Europe/Berlin", .land = "BW", .public_url = "https://t.example"};
  assert_true(wall_parse("2026-11-21T14:00", &content->now_wall));
  content->entries = calloc(count, sizeof *content->entries);
  content->lines = calloc(count, sizeof *content->lines);
  for (size_t i = 0; i < count; i++) {
    content->lines[i] = lines[i];
    if (!entry_parse(lines[i], strlen(lines[i]), &content->arena, &content->entries[i], &err)) fail_msg("%s", err.msg);
  }
  content->count = count;
}

static json_t *described(const struct out_content *content, const char *id) {
  scoped_buf out;
  struct err err;
  buf_init(&out, 64 * 1024);
  assert_true(schema_org_write(content, out_find(content, id), &out, &err));
  assert_null(strchr(buf_text(&out), '<'));
  json_t *object = json_loads(buf_text(&out), 0, NULL);
  assert_non_null(object);
  return object;
}

static void check_text(const json_t *object, const char *key, const char *expected) {
  check(key, json_string_value(json_object_get(object, key)), expected);
}

static void entries_in_the_words_of_schema_org(void **state UNUSED) {
  static const char *const lines[] = {
      "{\"id\":\"event\",\"kind\":\"event\",\"name\":\"A "
      "</script><b>\",\"start\":\"2026-12-05T19:00\",\"end\":\"2026-12-05T21:00\","
      "\"rrule\":\"FREQ=WEEKLY;BYDAY=SA;COUNT=4\",\"exdate\":[\"2026-12-12\"],\"event_status\":\"cancelled\",\"location\":"
      "\"place\","
      "\"provider\":\"verein\"}",
      "{\"id\":\"place\",\"kind\":\"place\",\"name\":\"Haus\",\"location\":{\"street\":\"Weg "
      "1\",\"locality\":\"Ort\",\"latitude\":48,"
      "\"longitude\":9},\"opening_hours\":\"Mo-Th 22:00-02:00; Su 00:00-24:00\"}",
      "{\"id\":\"verein\",\"kind\":\"organization\",\"name\":\"Verein\",\"telephone\":\"+49 711 12345\"}",
  };
  scoped_out_content content;
  load_lines(&content, lines, COUNT_OF(lines));
  json_t *event = described(&content, "event");
  check_text(event, "@context", "https://schema.org");
  check_text(event, "@type", "Event");
  check_text(event, "name", "A </script><b>");
  check_text(event, "startDate", "2026-12-05T19:00:00+01:00");
  check_text(event, "eventStatus", "https://schema.org/EventCancelled");
  check_text(event, "url", "https://t.example/e/event");
  check_text(json_object_get(event, "organizer"), "name", "Verein");
  check_text(json_object_get(json_object_get(event, "location"), "address"), "addressLocality", "Ort");
  check_text(json_object_get(event, "eventSchedule"), "repeatFrequency", "P1W");
  check_text(json_object_get(event, "eventSchedule"), "startTime", "19:00:00+01:00");
  json_decref(event);
  json_t *place = described(&content, "place");
  const json_t *hours = json_object_get(place, "openingHoursSpecification");
  assert_int_equal(json_array_size(hours), 2);
  check_text(json_array_get(hours, 0), "opens", "22:00");
  check_text(json_array_get(hours, 0), "closes", "02:00");
  check_text(json_array_get(hours, 1), "closes", "23:59");
  check_text(json_object_get(place, "address"), "streetAddress", "Weg 1");
  json_decref(place);
  json_t *verein = described(&content, "verein");
  check_text(verein, "telephone", "+49 711 12345");
  json_decref(verein);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(html_becomes_plain_text),
      cmocka_unit_test(plain_text_stays_plain_unless_it_is_html),
      cmocka_unit_test(many_tags_take_linear_time),
      cmocka_unit_test(telephone_numbers_become_international),
      cmocka_unit_test(ids_stay_the_same_and_apart),
      cmocka_unit_test(long_texts_end_at_a_word),
      cmocka_unit_test(limits_are_those_of_entries),
      cmocka_unit_test(mappings_compare_words_without_case_and_umlauts),
      cmocka_unit_test(stamps_of_feeds),
      cmocka_unit_test(dates_of_spreadsheets),
      cmocka_unit_test(schedules_become_opening_hours),
      cmocka_unit_test(zones_by_many_names),
      cmocka_unit_test(addresses_in_one_line_are_taken_apart),
      cmocka_unit_test(the_guard_lets_public_addresses_through_alone),
      cmocka_unit_test(entries_in_the_words_of_schema_org),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
