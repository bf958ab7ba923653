/* Reads a file of rules. What is wrong in it is said with file and line; nothing is guessed. */
#include "base/fs.h"
#include "base/str.h"
#include "speech/pronounce.h"
#include "speech/pronounce_internal.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX_BYTES = 256 * 1024, CHOICES_MAX = 12, PIECES_MAX = 16, NAME_MAX_BYTES = 40 };

struct loader {
  struct pronunciation *out;
  struct arena *arena;
  struct table *table; /* that the lines go into */
};

static struct table *table_find(const struct loader *loader, const char *name) {
  for (struct table *table = loader->out->last; table; table = table->above)
    if (str_equals(table->name, name)) return table;
  return NULL;
}

/* ---- patterns ---- */

struct pattern {
  struct element elements[ELEMENTS_MAX];
  size_t count;
};

static bool add_element(struct pattern *pattern, struct element element, struct err *err) {
  if (pattern->count == ELEMENTS_MAX) return err_set(err, ERR_CONFIG, "more than %d parts in a pattern", ELEMENTS_MAX);
  pattern->elements[pattern->count++] = element;
  return true;
}

/* "1-31", "00-59" (as many digits as written), "5" (digits, zeros kept) */
static bool parse_number(const char *text, struct element *element) {
  char low[20];
  const char *dash = strchr(text, '-');
  if (!dash) {
    int64_t digits;
    if (!parse_int(text, 1, 12, &digits)) return false;
    *element = (struct element){.kind = ELEMENT_NUMBER, .max = INT64_MAX, .keeps_zeros = true};
    element->least_digits = element->most_digits = (size_t)digits;
    return true;
  }
  size_t length = (size_t)(dash - text);
  if (length == 0 || length >= sizeof low) return false;
  memcpy(low, text, length);
  low[length] = '\0';
  *element = (struct element){.kind = ELEMENT_NUMBER, .least_digits = length, .most_digits = strlen(dash + 1)};
  return element->most_digits >= length && parse_int(low, 0, INT64_C(999999999999), &element->min) &&
         parse_int(dash + 1, element->min, INT64_C(999999999999), &element->max);
}

/* "{h:0-24}", "{day:weekday}", "{t:phone}" */
static bool parse_capture(struct loader *loader, const char *inner, struct pattern *pattern, struct err *err) {
  const char *colon = strchr(inner, ':');
  if (!colon || colon == inner) return err_set(err, ERR_CONFIG, "'{%.30s}' wants a name and what it is: {h:0-24}", inner);
  const char *what = colon + 1;
  struct element element = {0};
  const struct table *table = table_find(loader, what);
  const struct shape *shape = shape_find(what);
  if (is_digit(*what)) {
    if (!parse_number(what, &element))
      return err_set(err, ERR_CONFIG, "'%.30s' is no range like 0-24 and no count of digits", what);
  } else if (table && table != loader->table) {
    element = (struct element){.kind = ELEMENT_TABLE, .table = table};
  } else if (shape) {
    element = (struct element){.kind = ELEMENT_SHAPE, .shape = shape};
  } else {
    return err_set(err, ERR_CONFIG, "'%.30s' is no table above this one, no range and no shape", what);
  }
  element.name = arena_strndup(loader->arena, inner, (size_t)(colon - inner));
  return add_element(pattern, element, err);
}

/* "(Uhr|h|)" */
static bool parse_choices(struct loader *loader, const char *inner, struct pattern *pattern, struct err *err) {
  const char **choices = arena_array(loader->arena, CHOICES_MAX, sizeof *choices);
  size_t count = 0;
  for (const char *at = inner;; at++) {
    size_t length = strcspn(at, "|");
    if (count == CHOICES_MAX) return err_set(err, ERR_CONFIG, "more than %d choices", CHOICES_MAX);
    choices[count++] = arena_strndup(loader->arena, at, length);
    at += length;
    if (!*at) break;
  }
  return add_element(pattern, (struct element){.kind = ELEMENT_CHOICE, .choices = choices, .choice_count = count}, err);
}

/* What stands between an opening and its closing sign; NULL when that is missing. */
static char *enclosed(struct loader *loader, const char **at, char closing) {
  const char *end = strchr(*at + 1, closing);
  if (!end) return NULL;
  char *inner = arena_strndup(loader->arena, *at + 1, (size_t)(end - *at - 1));
  *at = end + 1;
  return inner;
}

/* One sign of a text; behind a backslash stands what would mean something else, "\_" is a blank. */
static char next_sign(const char **at) {
  bool escaped = **at == '\\' && (*at)[1];
  *at += escaped;
  char sign = *(*at)++;
  return escaped && sign == '_' ? ' ' : sign;
}

static bool parse_text(struct loader *loader, const char **at, struct pattern *pattern, struct err *err) {
  char *text = arena_alloc(loader->arena, strlen(*at) + 1);
  size_t length = 0;
  while (**at && !strchr("{}()|~$# ", **at)) {
    text[length++] = next_sign(at);
  }
  if (length == 0) return err_set(err, ERR_CONFIG, "'%c' at a place where it means nothing (write \\%c)", **at, **at);
  return add_element(pattern, (struct element){.kind = ELEMENT_TEXT, .text = text}, err);
}

static bool parse_pattern(struct loader *loader, const char *text, struct pattern *pattern, struct err *err) {
  for (const char *at = text; *at;) {
    bool ok;
    if (*at == '{' || *at == '(') {
      bool capture = *at == '{';
      char *inner = enclosed(loader, &at, capture ? '}' : ')');
      if (!inner) return err_set(err, ERR_CONFIG, "'%s' is not closed", capture ? "{" : "(");
      ok = capture ? parse_capture(loader, inner, pattern, err) : parse_choices(loader, inner, pattern, err);
    } else if (*at == ' ' || *at == '~') {
      ok = add_element(pattern, (struct element){.kind = ELEMENT_BLANKS, .optional = *at == '~'}, err);
      at++;
    } else if (*at == '$' || *at == '#') {
      ok = add_element(pattern, (struct element){.kind = *at == '$' ? ELEMENT_STOP : ELEMENT_COUNTS}, err);
      at++;
    } else {
      ok = parse_text(loader, &at, pattern, err);
    }
    if (!ok) return false;
  }
  return pattern->count > 0 || err_set(err, ERR_CONFIG, "a rule wants a pattern");
}

/* ---- replacements ---- */

static bool find_capture(const struct pattern *pattern, const char *name, size_t *out) {
  for (size_t i = 0; i < pattern->count; i++)
    if (str_equals(pattern->elements[i].name, name)) return *out = i, true;
  return false;
}

static bool set_change(struct loader *loader, const char *name, struct piece *piece, struct err *err) {
  static const struct {
    const char *name;
    void (*change)(const struct table *signs, const char *found, struct buf *out);
  } changes[] = {{"pairs", say_pairs}, {"digits", say_digits}, {"address", say_address}};
  piece->lookup = table_find(loader, name);
  for (size_t i = 0; i < COUNT_OF(changes); i++) {
    if (!str_equals(changes[i].name, name)) continue;
    piece->change = changes[i].change;
    piece->lookup = table_find(loader, "signs");
  }
  return piece->lookup || piece->change || err_set(err, ERR_CONFIG, "'%.30s' is no table above and no change", name);
}

/* "{h}" as found, "{d:ordinal}" looked up, "{t:pairs}" changed by code */
static bool parse_said(struct loader *loader, const char *inner, const struct pattern *pattern, struct piece *piece,
                       struct err *err) {
  char name[NAME_MAX_BYTES];
  size_t length = strcspn(inner, ":");
  if (length >= sizeof name) return err_set(err, ERR_CONFIG, "'{%.30s}' is too long", inner);
  memcpy(name, inner, length);
  name[length] = '\0';
  if (!find_capture(pattern, name, &piece->capture)) return err_set(err, ERR_CONFIG, "'{%.30s}' is not in the pattern", inner);
  return !inner[length] || set_change(loader, inner + length + 1, piece, err);
}

static const char *said_text(struct loader *loader, const char **at) {
  char *text = arena_alloc(loader->arena, strlen(*at) + 1);
  size_t length = 0;
  while (**at && **at != '{') {
    text[length++] = next_sign(at);
  }
  return text;
}

static bool parse_replacement(struct loader *loader, const char *text, const struct pattern *pattern, struct rule *rule,
                              struct err *err) {
  struct piece *pieces = arena_array(loader->arena, PIECES_MAX, sizeof *pieces);
  for (const char *at = text; *at;) {
    if (rule->piece_count == PIECES_MAX) return err_set(err, ERR_CONFIG, "more than %d parts in a replacement", PIECES_MAX);
    struct piece *piece = &pieces[rule->piece_count++];
    if (*at != '{') {
      piece->text = said_text(loader, &at);
      continue;
    }
    char *inner = enclosed(loader, &at, '}');
    if (!inner) return err_set(err, ERR_CONFIG, "'{' is not closed");
    if (!parse_said(loader, inner, pattern, piece, err)) return false;
  }
  rule->pieces = pieces;
  return true;
}

/* ---- which bytes a rule can begin with ---- */

static void add_byte(uint32_t set[8], char c) { set[(unsigned char)c / 32] |= UINT32_C(1) << (unsigned char)c % 32; }

static void add_set(uint32_t set[8], const struct element *element) {
  static const char digits[] = "0123456789", blanks[] = " \t\n\xc2\xe2";
  const char *bytes = element->kind == ELEMENT_NUMBER ? digits : element->kind == ELEMENT_BLANKS ? blanks : "";
  for (; *bytes; bytes++)
    add_byte(set, *bytes);
  if (element->kind == ELEMENT_TEXT) add_byte(set, element->text[0]);
  for (size_t i = 0; i < element->choice_count; i++)
    if (element->choices[i][0]) add_byte(set, element->choices[i][0]);
  for (size_t i = 0; element->table && i < element->table->count; i++)
    for (size_t k = 0; k < 8; k++)
      set[k] |= element->table->rules[i].first[k];
  if (element->kind == ELEMENT_SHAPE) memset(set, 0xff, 8 * sizeof *set);
}

static bool may_be_nothing(const struct element *element) {
  if (element->kind == ELEMENT_STOP || element->kind == ELEMENT_COUNTS) return true;
  for (size_t i = 0; i < element->choice_count; i++)
    if (!element->choices[i][0]) return true;
  return element->optional;
}

static void find_first(struct rule *rule) {
  for (size_t i = 0; i < rule->element_count; i++) {
    add_set(rule->first, &rule->elements[i]);
    if (!may_be_nothing(&rule->elements[i])) return;
  }
}

/* ---- lines ---- */

static void add_rule(struct loader *loader, const struct rule *rule) {
  struct table *table = loader->table;
  if (table->count == table->capacity) {
    size_t capacity = table->capacity ? table->capacity * 2 : 32;
    struct rule *rules = arena_array(loader->arena, capacity, sizeof *rules);
    if (table->count > 0) memcpy(rules, table->rules, table->count * sizeof *rules);
    table->rules = rules;
    table->capacity = capacity;
  }
  table->rules[table->count++] = *rule;
}

static char *trimmed(char *text) {
  while (*text == ' ' || *text == '\t')
    text++;
  size_t length = strlen(text);
  while (length > 0 && strchr(" \t\r", text[length - 1]))
    length--;
  text[length] = '\0';
  return text;
}

static bool begin_table(struct loader *loader, char *line, struct err *err) {
  size_t length = strlen(line);
  if (length < 3 || line[length - 1] != ']') return err_set(err, ERR_CONFIG, "'%.40s' is no [table]", line);
  line[length - 1] = '\0';
  if (table_find(loader, line + 1)) return err_set(err, ERR_CONFIG, "a second table '%.40s'", line + 1);
  struct table *table = arena_alloc(loader->arena, sizeof *table);
  *table = (struct table){.name = arena_strdup(loader->arena, line + 1), .above = loader->out->last};
  loader->out->last = loader->table = table;
  if (str_equals(table->name, "rules")) loader->out->rules = table;
  return true;
}

static bool load_line(struct loader *loader, char *line, struct err *err) {
  if (*line == '\0' || *line == '#') return true;
  if (*line == '[') return begin_table(loader, line, err);
  if (!loader->table) return err_set(err, ERR_CONFIG, "a rule before the first [table]");
  char *equals = strstr(line, " =");
  if (!equals || (equals[2] && equals[2] != ' '))
    return err_set(err, ERR_CONFIG, "'%.40s' is not: what is written = what is said", line);
  *equals = '\0';
  struct rule rule = {.inside = *line == '+'};
  char *left = trimmed(line + rule.inside);
  char *right = trimmed(equals + 2);
  struct pattern pattern = {0};
  if (!parse_pattern(loader, left, &pattern, err) || !parse_replacement(loader, right, &pattern, &rule, err)) return false;
  struct element *elements = arena_array(loader->arena, pattern.count, sizeof *elements);
  memcpy(elements, pattern.elements, pattern.count * sizeof *elements);
  rule.elements = elements;
  rule.element_count = pattern.count;
  find_first(&rule);
  add_rule(loader, &rule);
  return true;
}

static bool load_lines(struct loader *loader, char *text, const char *path, struct err *err) {
  int number = 1;
  for (char *line = text; line; number++) {
    char *next = strchr(line, '\n');
    if (next) *next++ = '\0';
    if (!load_line(loader, trimmed(line), err)) return err_prefix(err, "'%s' line %d", path, number);
    line = next;
  }
  return loader->out->rules || err_set(err, ERR_CONFIG, "'%s': no table [rules]", path);
}

bool pronunciation_load(const char *folder, const char *lang, struct pronunciation **out, struct err *err) {
  scoped_arena scratch = {0};
  const char *path = arena_printf(&scratch, "%s/%s.txt", folder, lang);
  scoped_buf file;
  buf_init(&file, FILE_MAX_BYTES);
  if (!fs_read(path, &file, err)) return false;
  if (!utf8_is_valid(buf_text(&file), file.len) || memchr(buf_text(&file), '\0', file.len))
    return err_set(err, ERR_CONFIG, "'%s' is no UTF-8 text", path);
  struct pronunciation *pronunciation = calloc(1, sizeof *pronunciation);
  ASSERT(pronunciation != NULL);
  struct loader loader = {.out = pronunciation, .arena = &pronunciation->arena};
  if (!load_lines(&loader, arena_strdup(&scratch, buf_text(&file)), path, err)) {
    pronunciation_free(pronunciation);
    return false;
  }
  *out = pronunciation;
  return true;
}

void pronunciation_free(struct pronunciation *pronunciation) {
  if (!pronunciation) return;
  arena_fini(&pronunciation->arena);
  free(pronunciation);
}
