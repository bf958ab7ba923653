/* The template engine: what it writes, what it refuses to compile, and that no value can break out of its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "feed/strict.h"
#include "hub/web/embedded.h"
#include "hub/web/template.h"

static void add(struct templates *templates, const char *name, const char *source) {
  struct err err = {0};
  if (!templates_add(templates, name, source, strlen(source), &err)) fail_msg("%s", err.msg);
}

static json_t *values(const char *json) {
  json_t *data = json_loads(json, 0, NULL);
  assert_non_null(data);
  return data;
}

static void check_page(const struct templates *templates, const char *json, const char *language, const char *expected) {
  scoped_json *data = values(json);
  scoped_buf out;
  struct err err = {0};
  buf_init(&out, 64 * 1024);
  if (!template_render(templates, "page", data, language, &out, &err)) fail_msg("%s", err.msg);
  assert_string_equal(buf_text(&out), expected);
}

static void check(const char *source, const char *json, const char *expected) {
  struct templates *templates = NULL;
  struct err err = {0};
  assert_true(templates_open(&templates, &err));
  add(templates, "page", source);
  check_page(templates, json, "de", expected);
  templates_close(templates);
}

static void values_stand_where_their_names_stood(void **state) {
  (void)state;
  check("<p>{{name}}, {{ address.street }}</p>", "{\"name\":\"Café\",\"address\":{\"street\":\"Hauptstr. 1\"}}",
        "<p>Café, Hauptstr. 1</p>");
  check("{{n}} {{x}} {{t}} {{f}} {{nothing}}|", "{\"n\":-3,\"x\":1.5,\"t\":true,\"f\":false,\"nothing\":null}",
        "-3 1.5 true false |");
  check("{{absent}}{{a.b.c}}{{list}}|", "{\"a\":{\"b\":\"text\"},\"list\":[1]}", "|");
}

static void sections_repeat_enter_and_choose(void **state) {
  (void)state;
  check("{{#list}}<li>{{.}}</li>{{/list}}", "{\"list\":[\"a\",2]}", "<li>a</li><li>2</li>");
  check("{{#rows}}{{name}} of {{house}};{{/rows}}",
        "{\"house\":\"H\",\"rows\":[{\"name\":\"a\"},{\"name\":\"b\",\"house\":\"I\"}]}", "a of H;b of I;");
  check("{{#a}}{{b}}{{/a}}{{^a}}none{{/a}}", "{\"a\":{\"b\":\"in\"}}", "in");
  check("{{?list}}<ul>{{#list}}{{.}}{{/list}}</ul>{{/list}}{{^list}}leer{{/list}}", "{\"list\":[1,2]}", "<ul>12</ul>");
  check("{{?list}}<ul>{{/list}}{{^list}}leer{{/list}}", "{\"list\":[]}", "leer");
  check("{{?a}}a{{/a}}{{?b}}b{{/b}}{{?c}}c{{/c}}{{?d}}d{{/d}}{{?e}}e{{/e}}",
        "{\"a\":0,\"b\":\"\",\"c\":{},\"d\":null,\"e\":-1}", "e");
}

static void tags_alone_on_a_line_leave_no_line(void **state) {
  (void)state;
  check("<ul>\n  {{#list}}\n  <li>{{.}}</li>\n  {{/list}}\n</ul>\n{{! words }}\n", "{\"list\":[1,2]}",
        "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>\n");
}

static void parts_and_layout_are_put_together(void **state) {
  (void)state;
  struct templates *templates = templates_create();
  struct err err = {0};
  add(templates, "frame", "<main>{{> content}}</main>");
  add(templates, "item", "<li>{{name}}</li>");
  add(templates, "page", "{{< frame}}\n{{#list}}{{> item}}{{/list}}");
  assert_true(templates_check(templates, &err));
  check_page(templates, "{\"list\":[{\"name\":\"a\"},{\"name\":\"b\"}]}", "de", "<main><li>a</li><li>b</li></main>");
  templates_close(templates);
}

static void hostile_values_stay_values(void **state) {
  (void)state;
  check("<p title=\"{{v}}\">{{v}}</p>", "{\"v\":\"\\\"><script>alert('x')</script>&amp;\"}",
        "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;\">"
        "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;</p>");
  check("{{v}}", "{\"v\":\"{{w}} {{> layout}}\",\"w\":\"no\"}", "{{w}} {{&gt; layout}}");
  check("{{_ Zu {v}}}", "{\"v\":\"<b>{w}</b>\",\"w\":\"no\"}", "Zu &lt;b&gt;{w}&lt;/b&gt;");
  check("{{_:v}}", "{\"v\":\"<b>{w}</b>\",\"w\":\"no\"}", "&lt;b&gt;{w}&lt;/b&gt;");
}

static void addresses_cannot_run_scripts(void **state) {
  (void)state;
  static const char *const harmless[] = {"/entries/1",           "?page=2",       "#f-name",
                                         "https://example.org/", "mailto:a@b.de", "tel:+49"};
  static const char *const harmful[] = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
                                        "data:text/html,x",    "//evil.example",      "/\\\\evil.example",
                                        "vbscript:x",          "\\u0001javascript:x"};
  char json[128];
  char expected[128];
  for (size_t i = 0; i < COUNT_OF(harmless); i++) {
    snprintf(json, sizeof json, "{\"u\":\"%s\"}", harmless[i]);
    snprintf(expected, sizeof expected, "<a href=\"%s\">x</a>", harmless[i]);
    check("<a href=\"{{u}}\">x</a>", json, expected);
  }
  for (size_t i = 0; i < COUNT_OF(harmful); i++) {
    snprintf(json, sizeof json, "{\"u\":\"%s\"}", harmful[i]);
    check("<form action=\"{{u}}\">", json, "<form action=\"#\">");
  }
  check("<a href=\"/entries/{{u}}\">", "{\"u\":\"javascript:1\"}", "<a href=\"/entries/javascript:1\">");
}

static void words_are_translated_and_counted(void **state) {
  (void)state;
  static const char source[] = "{{_ Angemeldet als {person}}} {{_:label}} {{_:message}} {{_:count}}";
  static const char json[] =
      "{\"person\":\"A & B\",\"label\":\"Menü\",\"message\":{\"words\":\"von {max} Zeichen\",\"max\":80},"
      "\"count\":{\"one\":\"{n} Rad\",\"many\":\"{n} Räder\",\"n\":2}}";
  struct templates *templates = NULL;
  struct err err = {0};
  assert_true(templates_open(&templates, &err));
  add(templates, "page", source);
  check_page(templates, json, "de", "Angemeldet als A &amp; B Menü von 80 Zeichen 2 Räder");
  check_page(templates, json, "en", "Signed in as A &amp; B Menu of 80 characters 2 Räder");
  check_page(templates, json, "tr", "Angemeldet als A &amp; B Menü von 80 Zeichen 2 Räder");
  templates_close(templates);
  check("{{_n n|{n} Eintrag|{n} Einträge}}", "{\"n\":1}", "1 Eintrag");
  check("{{_n n|{n} Eintrag|{n} Einträge}}", "{\"n\":0}", "0 Einträge");
}

static void what_could_not_be_escaped_does_not_compile(void **state) {
  (void)state;
  static const struct {
    const char *source, *message;
  } cases[] = {
      {"<p>\n<a href={{u}}>", "template 'x' line 2: a value inside of a tag must stand in an attribute in double quotes"},
      {"<a title='{{u}}'>", "template 'x' line 1: attributes take double quotes here"},
      {"<{{tag}}>", "template 'x' line 1: a value inside of a tag must stand in an attribute in double quotes"},
      {"<p style=\"{{css}}\">", "template 'x' line 1: a value may not be script or style"},
      {"<p onclick=\"{{js}}\">", "template 'x' line 1: a value may not be script or style"},
      {"<a href=\"{{_ Wort}}\">", "template 'x' line 1: words cannot be an address"},
      {"<a b=c>", "template 'x' line 1: an attribute without quotes"},
      {"\n{{#a}}", "template 'x' line 2: a section that does not end"},
      {"{{/a}}", "template 'x' line 1: {{/…}} that closes nothing"},
      {"{{#a}}{{/b}}", "template 'x' line 1: {{/…}} that closes nothing"},
      {"{{a", "template 'x' line 1: a tag that does not end"},
      {"{{a b}}", "template 'x' line 1: a tag needs the name of a value"},
      {"{{{a}}}", "template 'x' line 1: a tag needs the name of a value"},
      {"{{_n n|one}}", "template 'x' line 1: words with a number are {{_n count|one|many}}"},
      {"text\n{{< layout}}", "template 'x' line 2: {{< layout}} must come first"},
      {"<p", "template 'x' line 1: ends inside of a tag"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct templates *templates = templates_create();
    struct err err = {0};
    assert_false(templates_add(templates, "x", cases[i].source, strlen(cases[i].source), &err));
    assert_string_equal(err.msg, cases[i].message);
    templates_close(templates);
  }
}

static void parts_that_call_themselves_end(void **state) {
  (void)state;
  struct templates *templates = templates_create();
  struct err err = {0};
  scoped_json *data = values("{}");
  scoped_buf out;
  buf_init(&out, 1024);
  add(templates, "page", "x{{> page}}");
  assert_false(template_render(templates, "page", data, "de", &out, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  templates_close(templates);
}

static void a_missing_part_or_name_is_told(void **state) {
  (void)state;
  struct templates *templates = templates_create();
  struct err err = {0};
  scoped_json *data = values("{\"a\":{}}");
  scoped_buf out;
  buf_init(&out, 1024);
  add(templates, "page", "\n{{a.b}}");
  assert_true(template_render(templates, "page", data, "de", &out, &err));
  templates_be_strict(templates);
  assert_false(template_render(templates, "page", data, "de", &out, &err));
  assert_string_equal(err.msg, "template 'page' line 2: nothing is called 'a.b'");
  add(templates, "other", "{{> absent}}");
  assert_false(templates_check(templates, &err));
  assert_string_equal(err.msg, "template 'other' line 1: there is no template 'absent'");
  templates_close(templates);
}

/* The pages' policy forbids scripts and styles inside of a page; they would silently not work. */
static void built_in_templates_compile_and_keep_the_policy(void **state) {
  (void)state;
  static const char *const forbidden[] = {"<style",    " style=\"", "<script>",    " onclick",
                                          " onchange", " onsubmit", "javascript:", "http://"};
  struct templates *templates = NULL;
  struct err err = {0};
  if (!templates_open(&templates, &err)) fail_msg("%s", err.msg);
  templates_close(templates);
  for (size_t i = 0; i < embedded_file_count; i++) {
    if (!str_ends_with(embedded_files[i].name, ".html")) continue;
    for (size_t k = 0; k < COUNT_OF(forbidden); k++)
      if (strstr((const char *)embedded_files[i].data, forbidden[k]))
        fail_msg("%s has '%s'", embedded_files[i].name, forbidden[k]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_stand_where_their_names_stood),
      cmocka_unit_test(sections_repeat_enter_and_choose),
      cmocka_unit_test(tags_alone_on_a_line_leave_no_line),
      cmocka_unit_test(parts_and_layout_are_put_together),
      cmocka_unit_test(hostile_values_stay_values),
      cmocka_unit_test(addresses_cannot_run_scripts),
      cmocka_unit_test(words_are_translated_and_counted),
      cmocka_unit_test(what_could_not_be_escaped_does_not_compile),
      cmocka_unit_test(parts_that_call_themselves_end),
      cmocka_unit_test(a_missing_part_or_name_is_told),
      cmocka_unit_test(built_in_templates_compile_and_keep_the_policy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
