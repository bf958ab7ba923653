#include "speech/utterances.h"

#include "base/str.h"

enum {
  PIECES_MAX = 6,
  LINE_BYTES = 360,       /* a line that is longer is said in parts, between sentences: for the mark, the rate and "Weiter" */
  SAID_BYTES = 64 * 1024, /* of one line; an entry is no longer */
  SENTENCE_LEAST_LETTERS = 3, /* before a full stop: "z. B." ends no sentence */
};

struct piece {
  const char *text, *lang, *joint; /* what stands between it and the one before */
};

struct collector {
  const struct utterances_source *source;
  struct pronouncer *pronouncer;
  struct arena *arena;
  struct utterances *out;
};

/* ---- places ---- */

static struct spot spot_of(const struct collector *c, size_t index) {
  const struct tree *tree = c->source->tree;
  const struct node *node = &tree->nodes[index];
  struct spot spot = {.role = node->role, .name = arena_strdup(c->arena, node->name)};
  for (size_t i = 0; i < index; i++)
    if (tree->nodes[i].role == node->role && str_equals(tree->nodes[i].name, node->name)) spot.nth++;
  return spot;
}

const struct node *spot_find(const struct tree *tree, const struct spot *spot) {
  size_t nth = 0;
  for (size_t i = 0; i < tree->count; i++) {
    const struct node *node = &tree->nodes[i];
    if (node->role == spot->role && str_equals(node->name, spot->name) && nth++ == spot->nth) return node;
  }
  return NULL;
}

/* ---- lines ---- */

static bool has_words(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text >= 0x80 || (*text >= '0' && *text <= '9') || (*text >= 'a' && *text <= 'z') ||
        (*text >= 'A' && *text <= 'Z'))
      return true;
  return false;
}

static void add_line(struct collector *c, const char *text, const char *lang, const struct spot *first,
                     const struct spot *last) {
  scoped_buf said;
  buf_init(&said, SAID_BYTES);
  said.wipes = true; /* what was typed is read, too */
  pronouncer_say(c->pronouncer, lang, text, &said);
  if (!has_words(buf_text(&said))) return;
  struct utterances *out = c->out;
  if (out->count == out->capacity) {
    size_t capacity = out->capacity ? out->capacity * 2 : 32;
    struct utterance *items = arena_array(c->arena, capacity, sizeof *items);
    if (out->count > 0) memcpy(items, out->items, out->count * sizeof *items);
    out->items = items;
    out->capacity = capacity;
  }
  out->items[out->count++] = (struct utterance){
      .text = arena_strdup(c->arena, buf_text(&said)), .lang = arena_strdup(c->arena, lang), .first = *first, .last = *last};
}

/* Where the first part of a long text ends: behind a sentence, else behind a comma or a word. */
static size_t part_length(const char *text) {
  size_t length = strlen(text);
  if (length <= LINE_BYTES) return length;
  size_t sentence = 0, comma = 0, word = 0, letters = 0;
  for (size_t i = 0; i < LINE_BYTES; i++) {
    bool blank = text[i + 1] == ' ' || text[i + 1] == '\n';
    if (blank && strchr(".!?", text[i]) && letters >= SENTENCE_LEAST_LETTERS) sentence = i + 1;
    if (blank && strchr(",;:", text[i])) comma = i + 1;
    if (text[i] == ' ' || text[i] == '\n') word = i;
    letters = strchr(" .,;:!?\n", text[i]) ? 0 : letters + 1;
  }
  size_t best = sentence > 0 ? sentence : comma > 0 ? comma : word;
  return best > 0 ? best : length;
}

static void add_text(struct collector *c, const char *text, const char *lang, const struct spot *first,
                     const struct spot *last) {
  while (*text) {
    size_t length = part_length(text);
    add_line(c, arena_strndup(c->arena, text, length), lang, first, last);
    text += length;
    while (*text == ' ' || *text == '\n')
      text++;
  }
}

/* ---- nodes ---- */

/* What no voice speaks ("zxx": an address; a language that we do not have) is said by the interface's. */
static const char *spoken_language(const struct collector *c, const char *lang) {
  return lang && language_find(lang) ? lang : c->source->lang;
}

static size_t node_pieces(const struct collector *c, const struct node *node, struct piece pieces[PIECES_MAX]) {
  const struct catalog *catalog = c->source->catalog;
  const char *lang = c->source->lang;
  size_t count = 0;
  if (node->role == ROLE_BUTTON) pieces[count++] = (struct piece){tr(catalog, "Taste"), lang, ""};
  if (node->role == ROLE_IMAGE) pieces[count++] = (struct piece){tr(catalog, "Bild"), lang, ""};
  if (node->role == ROLE_TEXTBOX) pieces[count++] = (struct piece){tr(catalog, "Eingabe"), lang, ""};
  pieces[count++] = (struct piece){node->name, spoken_language(c, node->lang), " "};
  if (node->value) pieces[count++] = (struct piece){node->value, lang, ", "};
  if (node->state & NODE_SELECTED) pieces[count++] = (struct piece){tr(catalog, "ausgewählt"), lang, ", "};
  return count;
}

/* Neighbours in one language are one line. */
static void add_node(struct collector *c, size_t index) {
  struct piece pieces[PIECES_MAX];
  size_t count = node_pieces(c, &c->source->tree->nodes[index], pieces);
  struct spot spot = spot_of(c, index);
  const char *text = pieces[0].text;
  for (size_t i = 1; i <= count; i++) {
    if (i < count && str_equals(pieces[i].lang, pieces[i - 1].lang)) {
      text = arena_printf(c->arena, "%s%s%s", text, pieces[i].joint, pieces[i].text);
      continue;
    }
    add_text(c, text, pieces[i - 1].lang, &spot, &spot);
    if (i < count) text = pieces[i].text;
  }
}

static bool is_said(const struct collector *c, size_t index) {
  const struct node *node = &c->source->tree->nodes[index];
  if (str_is_empty(node->name) || node->role == ROLE_DIALOG) return false; /* a dialog's words follow as nodes of their own */
  if (node->action.kind == ACTION_PAGE || (node->action.kind == ACTION_SPEECH && node->action.number != 0)) return false;
  bool in_header = index < c->source->page_from && node->role == ROLE_TEXT;
  return !in_header || c->source->with_frame;
}

/* Many buttons in one line: their names, and where they are. NULL when there are none. */
static const char *button_names(struct collector *c, size_t from, size_t to, struct spot *first, struct spot *last) {
  const struct tree *tree = c->source->tree;
  const char *names = NULL;
  for (size_t i = from; i < to; i++) {
    if (tree->nodes[i].role != ROLE_BUTTON) continue;
    *last = spot_of(c, i);
    if (!names) *first = *last;
    names = names ? arena_printf(c->arena, "%s, %s", names, tree->nodes[i].name) : tree->nodes[i].name;
  }
  return names;
}

static void add_footer(struct collector *c) {
  struct spot first, last;
  const char *names = button_names(c, c->source->page_to, c->source->tree->count, &first, &last);
  if (!names) return;
  add_text(c, arena_printf(c->arena, tr(c->source->catalog, "Unten sind die Tasten: %s"), names), c->source->lang, &first,
           &last);
}

static void add_keyboard(struct collector *c, size_t from, size_t to) {
  struct spot first, last;
  const char *names = button_names(c, from, to, &first, &last);
  if (!names) return;
  add_text(c, arena_printf(c->arena, tr(c->source->catalog, "Tastatur: %s"), names), c->source->lang, &first, &last);
}

/* Where the keys of our keyboard end that begin here; `from` when it is none. */
static size_t keys_end(const struct tree *tree, size_t from, size_t end) {
  size_t at = from;
  while (at < end && (tree->nodes[at].action.kind == ACTION_TYPE || tree->nodes[at].action.kind == ACTION_KEYBOARD))
    at++;
  return at;
}

static void add_more_rows(struct collector *c) {
  const struct tree *tree = c->source->tree;
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    const struct node *node = &tree->nodes[i];
    if (node->action.kind != ACTION_PAGE || node->action.number < 0) continue;
    struct spot spot = spot_of(c, i);
    add_text(c, arena_printf(c->arena, tr(c->source->catalog, "Es geht noch weiter. Tippen Sie auf „%s“."), node->name),
             c->source->lang, &spot, &spot);
    return;
  }
}

void utterances_collect(const struct utterances_source *source, struct pronouncer *pronouncer, struct arena *arena,
                        struct utterances *out) {
  *out = (struct utterances){0};
  struct collector c = {.source = source, .pronouncer = pronouncer, .arena = arena, .out = out};
  const struct tree *tree = source->tree;
  bool modal = tree->modal_from > 0;
  size_t end = modal ? tree->count : source->page_to;
  for (size_t i = tree->modal_from; i < end;) {
    size_t keys = keys_end(tree, i, end);
    if (keys > i + 1) {
      add_keyboard(&c, i, keys);
      i = keys;
      continue;
    }
    if (is_said(&c, i)) add_node(&c, i);
    i++;
  }
  if (modal) return;
  if (source->more_rows) add_more_rows(&c);
  if (source->with_frame) add_footer(&c);
}
