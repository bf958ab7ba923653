/* Source to nodes. A tag is looked for by its two braces; what stands between tags is fed to html_place, so that a value in the
 * wrong place is found here and not by a reader of the page. */
#include "hub/web/template_parts.h"

#include "base/compiler.h"
#include "base/str.h"
#include "hub/web/template.h"

#include <string.h>

struct parser {
  struct arena *arena;
  const char *name;
  const char *start, *at, *end;
  int line;
  struct html_place place;
  const char *layout;
  struct err *err;
};

struct tag {
  char kind;        /* one of "#^?/><!_:n", or 0 for a value */
  const char *body; /* trimmed, ends with NUL */
  int line;
};

static bool fail(struct parser *parser, const char *what) {
  return err_set(parser->err, ERR_PARSE, "template '%s' line %d: %s", parser->name, parser->line, what);
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* The end of a tag: its two braces, but those of a {value} inside of words do not count. */
static const char *find_tag_end(const char *from, const char *end) {
  int inside = 0;
  for (const char *c = from; c < end; c++) {
    if (*c == '{') inside++;
    if (*c != '}') continue;
    if (inside > 0)
      inside--;
    else if (c + 1 < end && c[1] == '}')
      return c;
    else
      return NULL;
  }
  return NULL;
}

static const char *trimmed(struct arena *arena, const char *from, const char *to) {
  while (from < to && (is_blank(*from) || *from == '\n'))
    from++;
  while (to > from && (is_blank(to[-1]) || to[-1] == '\n'))
    to--;
  return arena_strndup(arena, from, (size_t)(to - from));
}

static bool name_is_valid(const char *name) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  size_t len = strlen(name);
  return len > 0 && len <= 64 && strspn(name, letters) == len && (len == 1 || (name[0] != '.' && name[len - 1] != '.'));
}

/* A tag of its own line takes the line with it: then *text_end moves back and the parser forward. */
static void swallow_line(struct parser *parser, const char *text, const char **text_end) {
  const char *back = *text_end;
  while (back > text && is_blank(back[-1]))
    back--;
  if (back > parser->start && back[-1] != '\n') return;
  const char *ahead = parser->at;
  while (ahead < parser->end && is_blank(*ahead))
    ahead++;
  if (ahead < parser->end && *ahead != '\n') return;
  *text_end = back;
  parser->at = ahead < parser->end ? ahead + 1 : ahead;
}

/* Reads the tag whose braces `parser->at` stands on. */
static bool read_tag(struct parser *parser, struct tag *out) {
  const char *from = parser->at + 2;
  const char *end = find_tag_end(from, parser->end);
  if (!end) return fail(parser, "a tag that does not end");
  *out = (struct tag){.line = parser->line};
  if (from < end && strchr("#^?/><!_", *from)) out->kind = *from++;
  if (out->kind == '_' && from < end && *from == ':') out->kind = *from++;
  if (out->kind == '_' && end - from > 1 && from[0] == 'n' && from[1] == ' ') out->kind = *from++;
  out->body = trimmed(parser->arena, from, end);
  parser->at = end + 2;
  bool takes_name = out->kind != '!' && out->kind != '_' && out->kind != 'n';
  if (takes_name && !name_is_valid(out->body)) return fail(parser, "a tag needs the name of a value");
  return *out->body != '\0' || out->kind == '!' || fail(parser, "an empty tag");
}

static struct template_node *new_node(struct parser *parser, enum template_node_kind kind, const char *text, int line) {
  struct template_node *node = arena_alloc(parser->arena, sizeof *node);
  *node = (struct template_node){.kind = kind, .text = text, .len = strlen(text), .line = line};
  return node;
}

static bool feed_text(struct parser *parser, const char *from, const char *to) {
  for (const char *c = from; c < to; c++) {
    const char *wrong = html_place_feed(&parser->place, *c);
    if (wrong) return fail(parser, wrong);
    if (*c == '\n') parser->line++;
  }
  return true;
}

/* "count|one|many" */
static bool split_counted(struct parser *parser, struct template_node *node) {
  const char *first = strchr(node->text, '|');
  const char *second = first ? strchr(first + 1, '|') : NULL;
  if (!second || strchr(second + 1, '|')) return fail(parser, "words with a number are {{_n count|one|many}}");
  node->count = trimmed(parser->arena, node->text, first);
  node->many = trimmed(parser->arena, second + 1, second + strlen(second));
  node->text = trimmed(parser->arena, first + 1, second);
  node->len = strlen(node->text);
  return name_is_valid(node->count) || fail(parser, "a tag needs the name of a value");
}

/* A node that shows something. */
static struct template_node *shown_node(struct parser *parser, const struct tag *tag) {
  static const struct {
    char kind;
    enum template_node_kind node;
  } kinds[] = {{0, NODE_VALUE}, {'_', NODE_WORDS}, {'n', NODE_COUNTED}, {':', NODE_MESSAGE}};
  bool is_url;
  const char *wrong = html_place_put(&parser->place, &is_url);
  if (wrong) {
    fail(parser, wrong);
    return NULL;
  }
  struct template_node *node = new_node(parser, NODE_VALUE, tag->body, tag->line);
  for (size_t i = 0; i < COUNT_OF(kinds); i++)
    if (kinds[i].kind == tag->kind) node->kind = kinds[i].node;
  if (is_url) {
    if (tag->kind != 0) {
      fail(parser, "words cannot be an address");
      return NULL;
    }
    node->kind = NODE_URL;
  }
  return node->kind != NODE_COUNTED || split_counted(parser, node) ? node : NULL;
}

static bool parse_nodes(struct parser *parser, const char *section, int depth, struct template_node **out);

static bool parse_section(struct parser *parser, const struct tag *tag, int depth, struct template_node **out) {
  enum template_node_kind kind = tag->kind == '#' ? NODE_SECTION : tag->kind == '?' ? NODE_IF : NODE_UNLESS;
  *out = new_node(parser, kind, tag->body, tag->line);
  return parse_nodes(parser, tag->body, depth + 1, &(*out)->children);
}

static bool set_layout(struct parser *parser, const struct tag *tag) {
  if (tag->line != 1 || parser->layout) return fail(parser, "{{< layout}} must come first");
  parser->layout = tag->body;
  return true;
}

/* The node of a tag; *out stays NULL for tags that leave none. */
static bool parse_tag(struct parser *parser, const struct tag *tag, int depth, struct template_node **out) {
  switch (tag->kind) {
    case '!': return true;
    case '<': return set_layout(parser, tag);
    case '>':
      if (parser->place.mode != HTML_TEXT) return fail(parser, "a part may not stand inside of a tag");
      *out = new_node(parser, NODE_PART, tag->body, tag->line);
      return true;
    case '#':
    case '?':
    case '^': return parse_section(parser, tag, depth, out);
    default: *out = shown_node(parser, tag); return *out != NULL;
  }
}

/* The braces of the next tag, or the end. */
static const char *find_tag(const struct parser *parser) {
  for (const char *c = parser->at; c + 1 < parser->end; c++)
    if (c[0] == '{' && c[1] == '{') return c;
  return parser->end;
}

/* Text up to the next tag; *has_tag tells whether one was read. */
static bool parse_text(struct parser *parser, struct template_node ***tail, struct tag *tag, bool *has_tag) {
  const char *text = parser->at;
  const char *text_end = find_tag(parser);
  *has_tag = text_end < parser->end;
  if (!feed_text(parser, text, text_end)) return false;
  parser->at = text_end;
  if (*has_tag) {
    if (!read_tag(parser, tag)) return false;
    const char *tag_end = parser->at;
    for (const char *c = text_end; c < tag_end; c++)
      parser->line += *c == '\n';
    if (tag->kind != 0 && strchr("#^?/><!", tag->kind)) swallow_line(parser, text, &text_end);
    if (!feed_text(parser, tag_end, parser->at)) return false;
  }
  if (text_end > text) {
    struct template_node *node =
        new_node(parser, NODE_TEXT, arena_strndup(parser->arena, text, (size_t)(text_end - text)), parser->line);
    **tail = node;
    *tail = &node->next;
  }
  return true;
}

/* Up to {{/section}}, or to the end when `section` is NULL. */
static bool parse_nodes(struct parser *parser, const char *section, int depth, struct template_node **out) {
  struct template_node **tail = out;
  if (depth > TEMPLATE_DEPTH_MAX) return fail(parser, "too many sections inside each other");
  for (;;) {
    struct tag tag = {0};
    struct template_node *node = NULL;
    bool has_tag;
    if (!parse_text(parser, &tail, &tag, &has_tag)) return false;
    if (!has_tag) return !section || fail(parser, "a section that does not end");
    if (tag.kind == '/') return str_equals(section, tag.body) || fail(parser, "{{/…}} that closes nothing");
    if (!parse_tag(parser, &tag, depth, &node)) return false;
    if (!node) continue;
    *tail = node;
    tail = &node->next;
  }
}

bool template_parse(struct arena *arena, const char *name, const char *source, size_t len, struct template *out,
                    struct err *err) {
  struct parser parser = {
      .arena = arena, .name = name, .start = source, .at = source, .end = source + len, .line = 1, .err = err};
  struct template_node *nodes = NULL;
  if (memchr(source, '\0', len)) return fail(&parser, "a NUL byte");
  if (!parse_nodes(&parser, NULL, 0, &nodes)) return false;
  if (parser.place.mode != HTML_TEXT) return fail(&parser, "ends inside of a tag");
  *out = (struct template){.name = name, .layout = parser.layout, .nodes = nodes};
  return true;
}
