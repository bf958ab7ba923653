/* Inside of hub/web/template: what a template looks like once it is compiled. */
#ifndef LITFASS_HUB_WEB_TEMPLATE_PARTS_H
#define LITFASS_HUB_WEB_TEMPLATE_PARTS_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum template_node_kind {
  NODE_TEXT,
  NODE_VALUE,
  NODE_URL, /* a value at the beginning of href, src or action */
  NODE_WORDS,
  NODE_COUNTED,
  NODE_MESSAGE, /* a value that is words */
  NODE_SECTION,
  NODE_IF,
  NODE_UNLESS,
  NODE_PART,
};

struct template_node {
  enum template_node_kind kind;
  int line;
  const char *text; /* literal, words, or the name of a value or part; ends with NUL */
  size_t len;
  const char *many;               /* NODE_COUNTED: beside `text`, for other numbers than one */
  const char *count;              /* NODE_COUNTED: the name of the number */
  struct template_node *children; /* sections */
  struct template_node *next;
};

struct template {
  const char *name;
  const char *layout; /* name, or NULL */
  struct template_node *nodes;
  struct template *next;
};

/* Compiles; everything lives in the arena. ERR_PARSE "template 'name' line 3: …". */
MUST_USE bool template_parse(struct arena *arena, const char *name, const char *source, size_t len, struct template *out,
                             struct err *err);

/* Where in HTML a place of a template is: enough to know whether a value may stand there. */
enum html_mode { HTML_TEXT, HTML_TAG, HTML_VALUE };

struct html_place {
  enum html_mode mode;
  char attribute[16]; /* name of the attribute that is being read, cut off */
  size_t attribute_len;
  bool has_equals; /* behind its '=' */
  bool at_start;   /* HTML_VALUE: nothing of the value has come yet */
};

/* Moves on behind `c`. Returns NULL, or what is wrong with the template. */
const char *html_place_feed(struct html_place *place, char c);
/* A value stands here. Returns NULL, or why it may not. */
const char *html_place_put(struct html_place *place, bool *is_url);

#endif
