#include "ui/tree.h"

#include "base/str.h"

#include <string.h>

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_BUTTON] = "button",     [ROLE_LINK] = "link",     [ROLE_HEADING] = "heading", [ROLE_LIST] = "list",
    [ROLE_LISTITEM] = "listitem", [ROLE_TEXT] = "text",     [ROLE_TEXTBOX] = "textbox", [ROLE_DIALOG] = "dialog",
    [ROLE_IMAGE] = "image",       [ROLE_STATUS] = "status",
};

const char *role_name(enum role role) { return role_names[role]; }

bool role_parse(const char *name, enum role *out) {
  for (size_t i = 0; i < COUNT_OF(role_names); i++)
    if (str_equals(role_names[i], name)) return *out = (enum role)i, true;
  return false;
}

void tree_init(struct tree *tree, struct arena *arena) { *tree = (struct tree){.arena = arena}; }

struct node *tree_add(struct tree *tree, struct node node) {
  if (tree->count == tree->capacity) {
    size_t capacity = tree->capacity ? tree->capacity * 2 : 64;
    struct node *nodes = arena_array(tree->arena, capacity, sizeof *nodes);
    if (tree->count > 0) memcpy(nodes, tree->nodes, tree->count * sizeof *nodes);
    tree->nodes = nodes;
    tree->capacity = capacity;
  }
  tree->nodes[tree->count] = node;
  return &tree->nodes[tree->count++];
}

static int64_t distance_squared(struct rect r, int x, int y) {
  int64_t dx = x < r.x ? r.x - x : x >= rect_right(r) ? x - rect_right(r) + 1 : 0;
  int64_t dy = y < r.y ? r.y - y : y >= rect_bottom(r) ? y - rect_bottom(r) + 1 : 0;
  return dx * dx + dy * dy;
}

const struct node *tree_hit(const struct tree *tree, int x, int y, int slack_px) {
  const struct node *best = NULL;
  int64_t best_distance = (int64_t)slack_px * slack_px + 1;
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    const struct node *node = &tree->nodes[i];
    if (node->action.kind == ACTION_NONE || rect_is_empty(node->hit)) continue;
    int64_t distance = distance_squared(node->hit, x, y);
    if (distance < best_distance) {
      best = node;
      best_distance = distance;
    }
  }
  return best;
}

#define NO_BREAK_SPACE "\u00a0"
#define SOFT_HYPHEN "\u00ad"

enum match { MATCH_NONE, MATCH_INSIDE, MATCH_BEGINNING, MATCH_EQUAL };

/* What is behind `wanted` at the beginning of `text`, NULL when it is not there. As a person types it: a no-break space is a
 * space, a soft hyphen is nothing. */
static const char *behind(const char *text, const char *wanted) {
  for (;;) {
    while (str_starts_with(text, SOFT_HYPHEN))
      text += strlen(SOFT_HYPHEN);
    while (str_starts_with(wanted, SOFT_HYPHEN))
      wanted += strlen(SOFT_HYPHEN);
    if (*wanted == '\0') return text;
    if (*wanted == ' ' && str_starts_with(text, NO_BREAK_SPACE))
      text += strlen(NO_BREAK_SPACE);
    else if (*text++ != *wanted)
      return NULL;
    wanted++;
  }
}

static enum match match_text(const char *text, const char *wanted) {
  if (!text) return MATCH_NONE;
  const char *rest = behind(text, wanted);
  if (rest) return *rest ? MATCH_BEGINNING : MATCH_EQUAL;
  while (*text && !behind(text, wanted))
    text++;
  return *text ? MATCH_INSIDE : MATCH_NONE;
}

static enum match match_node(const struct node *node, enum role role, const char *wanted) {
  if (role != ROLE_TEXT && role != node->role) return MATCH_NONE;
  if (role != ROLE_TEXT && role != ROLE_TEXTBOX) return match_text(node->name, wanted);
  enum match name = match_text(node->name, wanted);
  enum match value = match_text(node->value, wanted);
  return name > value ? name : value;
}

const struct node *tree_find(const struct tree *tree, enum role role, const char *name) {
  const struct node *best = NULL;
  enum match best_match = MATCH_NONE;
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    enum match match = match_node(&tree->nodes[i], role, name);
    if (match > best_match) {
      best = &tree->nodes[i];
      best_match = match;
    }
  }
  return best;
}

static void dump_string(const char *text, struct buf *out) {
  buf_addc(out, '"');
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\')
      buf_addf(out, "\\%c", *c);
    else if ((unsigned char)*c < 0x20)
      buf_addf(out, "\\u%04x", (unsigned)*c);
    else
      buf_addc(out, *c);
  }
  buf_addc(out, '"');
}

static void dump_state(unsigned state, struct buf *out) {
  static const struct {
    unsigned bit;
    const char *name;
  } states[] = {{NODE_SELECTED, "selected"}, {NODE_OFFSCREEN, "offscreen"}, {NODE_SPOKEN, "spoken"}};
  const char *comma = "";
  buf_adds(out, ",\"state\":[");
  for (size_t i = 0; i < COUNT_OF(states); i++) {
    if (!(state & states[i].bit)) continue;
    buf_addf(out, "%s\"%s\"", comma, states[i].name);
    comma = ",";
  }
  buf_addc(out, ']');
}

void tree_dump_json(const struct tree *tree, struct buf *out) {
  buf_adds(out, "{\"nodes\":[");
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    const struct node *node = &tree->nodes[i];
    buf_addf(out, "%s\n{\"role\":\"%s\",\"name\":", i > tree->modal_from ? "," : "", role_name(node->role));
    dump_string(node->name, out);
    buf_adds(out, ",\"value\":");
    if (node->value)
      dump_string(node->value, out);
    else
      buf_adds(out, "null");
    buf_adds(out, ",\"lang\":");
    dump_string(node->lang ? node->lang : "und", out);
    dump_state(node->state, out);
    buf_addf(out, ",\"actionable\":%s", node->action.kind != ACTION_NONE ? "true" : "false");
    buf_addf(out, ",\"rect\":[%d,%d,%d,%d]}", node->rect.x, node->rect.y, node->rect.w, node->rect.h);
  }
  buf_adds(out, "\n]}\n");
}
