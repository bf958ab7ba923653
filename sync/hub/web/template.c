#include "hub/web/template.h"

#include "base/compiler.h"
#include "base/str.h"
#include "hub/web/embedded.h"
#include "hub/web/template_parts.h"
#include "hub/web/words.h"

#include <stdlib.h>
#include <string.h>

struct templates {
  struct arena arena;
  struct template *first;
  struct words words;
  bool is_strict;
};

/* The value that is entered, and the one around it. */
struct scope {
  const json_t *value;
  const struct scope *outer;
};

struct rendering {
  const struct templates *templates;
  const struct template *template; /* whose nodes are being written, for messages */
  const struct template *content;  /* what {{> content}} stands for */
  const char *language;
  struct buf *out;
  struct err *err;
};

static const struct template *find_template(const struct templates *templates, const char *name) {
  const struct template *template = templates->first;
  while (template && !str_equals(template->name, name))
    template = template->next;
  return template;
}

struct templates *templates_create(void) {
  struct templates *templates = calloc(1, sizeof *templates);
  ASSERT(templates != NULL);
  return templates;
}

void templates_close(struct templates *templates) {
  if (!templates) return;
  arena_fini(&templates->arena);
  free(templates);
}

void templates_be_strict(struct templates *templates) { templates->is_strict = true; }

bool templates_add(struct templates *templates, const char *name, const char *source, size_t len, struct err *err) {
  struct template *template = arena_alloc(&templates->arena, sizeof *template);
  if (find_template(templates, name)) return err_set(err, ERR_PARSE, "template '%s' is there twice", name);
  if (!template_parse(&templates->arena, arena_strdup(&templates->arena, name), source, len, template, err)) return false;
  template->next = templates->first;
  templates->first = template;
  return true;
}

static bool check_part(const struct templates *templates, const struct template *template, const char *name, int line,
                       struct err *err) {
  if (str_equals(name, "content") || find_template(templates, name)) return true;
  return err_set(err, ERR_NOT_FOUND, "template '%s' line %d: there is no template '%s'", template->name, line, name);
}

static bool check_nodes(const struct templates *templates, const struct template *template, const struct template_node *node,
                        struct err *err) {
  for (; node; node = node->next) {
    if (node->kind == NODE_PART && !check_part(templates, template, node->text, node->line, err)) return false;
    if (!check_nodes(templates, template, node->children, err)) return false;
  }
  return true;
}

bool templates_check(const struct templates *templates, struct err *err) {
  for (const struct template *template = templates->first; template; template = template->next) {
    if (template->layout && !check_part(templates, template, template->layout, 1, err)) return false;
    if (!check_nodes(templates, template, template->nodes, err)) return false;
  }
  return true;
}

static bool add_embedded(struct templates *templates, struct err *err) {
  for (size_t i = 0; i < embedded_file_count; i++) {
    const struct embedded *file = &embedded_files[i];
    char name[64];
    if (!str_ends_with(file->name, ".html")) continue;
    ASSERT(strlen(file->name) < sizeof name);
    str_copy(name, strlen(file->name) - strlen(".html") + 1, file->name);
    if (!templates_add(templates, name, (const char *)file->data, file->len, err)) return false;
  }
  return templates_check(templates, err);
}

bool templates_open(struct templates **out, struct err *err) {
  struct templates *templates = templates_create();
  if (!words_open(&templates->words, err) || !add_embedded(templates, err)) {
    templates_close(templates);
    return false;
  }
  *out = templates;
  return true;
}

/* NULL: nothing has this name. */
static const json_t *look_up(const struct scope *scope, const char *name) {
  if (str_equals(name, ".")) return scope->value;
  size_t len = strcspn(name, ".");
  const json_t *value = NULL;
  for (; scope && !value; scope = scope->outer)
    value = json_object_getn(scope->value, name, len);
  while (value && name[len]) {
    name += len + 1;
    len = strcspn(name, ".");
    value = json_object_getn(value, name, len);
  }
  return value;
}

static bool is_true(const json_t *value) {
  switch (value ? json_typeof(value) : JSON_NULL) {
    case JSON_OBJECT: return json_object_size(value) > 0;
    case JSON_ARRAY: return json_array_size(value) > 0;
    case JSON_STRING: return json_string_length(value) > 0;
    case JSON_INTEGER: return json_integer_value(value) != 0;
    case JSON_REAL: return json_real_value(value) < 0 || json_real_value(value) > 0;
    case JSON_TRUE: return true;
    default: return false;
  }
}

static bool missing(const struct rendering *rendering, const struct template_node *node, const char *name) {
  if (!rendering->templates->is_strict) return true;
  return err_set(rendering->err, ERR_NOT_FOUND, "template '%s' line %d: nothing is called '%s'", rendering->template->name,
                 node->line, name);
}

static void write_value(const json_t *value, struct buf *out) {
  switch (json_typeof(value)) {
    case JSON_STRING: html_escape(json_string_value(value), json_string_length(value), out); break;
    case JSON_INTEGER: buf_addf(out, "%lld", (long long)json_integer_value(value)); break;
    case JSON_REAL: buf_addf(out, "%.15g", json_real_value(value)); break;
    case JSON_TRUE: buf_adds(out, "true"); break;
    case JSON_FALSE: buf_adds(out, "false"); break;
    default: break; /* null; lists and objects have no text */
  }
}

/* What an address may begin with; above all never "javascript:", nor "//host", nor "/\host", which browsers read like it. */
static bool url_is_harmless(const char *url) {
  static const char *const starts[] = {"?", "#", "https://", "http://", "mailto:", "tel:"};
  if (url[0] == '/') return url[1] != '/' && url[1] != '\\';
  for (size_t i = 0; i < COUNT_OF(starts); i++)
    if (str_starts_with(url, starts[i])) return true;
  return url[0] == '\0';
}

static bool write_named(const struct rendering *rendering, const struct template_node *node, const struct scope *scope) {
  const json_t *value = look_up(scope, node->text);
  if (!value) return missing(rendering, node, node->text);
  if (node->kind == NODE_URL && json_is_string(value) && !url_is_harmless(json_string_value(value)))
    buf_adds(rendering->out, "#");
  else
    write_value(value, rendering->out);
  return true;
}

/* Words with {values} in them. */
static bool write_words(const struct rendering *rendering, const struct template_node *node, const struct scope *scope,
                        const char *words) {
  while (*words) {
    size_t len = strcspn(words, "{");
    html_escape(words, len, rendering->out);
    words += len;
    if (*words == '\0') break;
    char name[68];
    size_t end = strcspn(words, "}");
    str_copy(name, end < sizeof name ? end : sizeof name, words + 1);
    const json_t *value = look_up(scope, name);
    if (!value && !missing(rendering, node, name)) return false;
    if (value) write_value(value, rendering->out);
    words += words[end] ? end + 1 : end;
  }
  return true;
}

static bool write_counted(const struct rendering *rendering, const struct template_node *node, const struct scope *scope,
                          struct counted_words words, const json_t *number) {
  json_int_t n = json_integer_value(number);
  return write_words(rendering, node, scope,
                     words_counted(&rendering->templates->words, rendering->language, words, n < 0 ? 0 : (size_t)n));
}

static bool write_message(const struct rendering *rendering, const struct template_node *node, const struct scope *scope) {
  const json_t *value = look_up(scope, node->text);
  struct scope inner = {value, scope};
  const char *one = json_string_value(json_object_get(value, "one"));
  const char *many = json_string_value(json_object_get(value, "many"));
  const char *words = json_string_value(json_is_object(value) ? json_object_get(value, "words") : value);
  if (!value) return missing(rendering, node, node->text);
  if (one && many)
    return write_counted(rendering, node, &inner, (struct counted_words){one, many}, json_object_get(value, "n"));
  if (!words) return true;
  /* The name of a value may not choose what is shown: only the words of an object have places to fill. */
  const char *translated = words_in(&rendering->templates->words, rendering->language, words);
  if (json_is_object(value)) return write_words(rendering, node, &inner, translated);
  html_escape(translated, strlen(translated), rendering->out);
  return true;
}

static bool write_nodes(struct rendering *rendering, const struct template_node *node, const struct scope *scope, int depth);

static bool write_section(struct rendering *rendering, const struct template_node *node, const struct scope *scope, int depth) {
  const json_t *value = look_up(scope, node->text);
  if (json_is_array(value)) {
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)value, index, item) {
      struct scope inner = {item, scope};
      if (!write_nodes(rendering, node->children, &inner, depth + 1)) return false;
    }
    return true;
  }
  struct scope inner = {value, scope};
  return !is_true(value) || write_nodes(rendering, node->children, &inner, depth + 1);
}

static bool write_part(struct rendering *rendering, const struct template_node *node, const struct scope *scope, int depth) {
  const struct template *outer = rendering->template;
  const struct template *content = rendering->content;
  bool is_content = str_equals(node->text, "content");
  const struct template *part = is_content ? content : find_template(rendering->templates, node->text);
  if (!part) return true; /* a layout rendered by itself */
  rendering->template = part;
  if (is_content) rendering->content = NULL; /* a page has no page in it */
  bool written = write_nodes(rendering, part->nodes, scope, depth + 1);
  rendering->template = outer;
  rendering->content = content;
  return written;
}

static bool write_node(struct rendering *rendering, const struct template_node *node, const struct scope *scope, int depth) {
  const struct words *words = &rendering->templates->words;
  switch (node->kind) {
    case NODE_TEXT: buf_add(rendering->out, node->text, node->len); return true;
    case NODE_VALUE:
    case NODE_URL: return write_named(rendering, node, scope);
    case NODE_WORDS: return write_words(rendering, node, scope, words_in(words, rendering->language, node->text));
    case NODE_COUNTED:
      return write_counted(rendering, node, scope, (struct counted_words){node->text, node->many}, look_up(scope, node->count));
    case NODE_MESSAGE: return write_message(rendering, node, scope);
    case NODE_SECTION: return write_section(rendering, node, scope, depth);
    case NODE_IF: return !is_true(look_up(scope, node->text)) || write_nodes(rendering, node->children, scope, depth + 1);
    case NODE_UNLESS: return is_true(look_up(scope, node->text)) || write_nodes(rendering, node->children, scope, depth + 1);
    case NODE_PART: return write_part(rendering, node, scope, depth);
  }
  return true;
}

static bool write_nodes(struct rendering *rendering, const struct template_node *node, const struct scope *scope, int depth) {
  if (depth > TEMPLATE_DEPTH_MAX)
    return err_set(rendering->err, ERR_TOO_BIG, "template '%s': too deep", rendering->template->name);
  for (; node; node = node->next)
    if (!write_node(rendering, node, scope, depth) || !buf_ok(rendering->out, rendering->err)) return false;
  return true;
}

bool template_render(const struct templates *templates, const char *name, const json_t *data, const char *language,
                     struct buf *out, struct err *err) {
  const struct template *page = find_template(templates, name);
  if (!page) return err_set(err, ERR_NOT_FOUND, "there is no template '%s'", name);
  struct scope scope = {data, NULL};
  struct rendering rendering = {
      .templates = templates, .template = page, .content = page, .language = language, .out = out, .err = err};
  if (page->layout) rendering.template = find_template(templates, page->layout);
  return write_nodes(&rendering, rendering.template->nodes, &scope, 0);
}
