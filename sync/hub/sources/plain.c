#include "hub/sources/plain.h"

#include "base/buf.h"
#include "base/str.h"
#include "hub/sources/plain_letters.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 16 };

/* What a tag does to the text. */
enum effect { INLINE, LINE, PARAGRAPH, ITEM, CELL, HIDDEN };

static const struct tag {
  const char *name;
  enum effect effect;
} tags[] = {
    {"p", PARAGRAPH},
    {"div", LINE},
    {"br", LINE},
    {"li", ITEM},
    {"ul", PARAGRAPH},
    {"ol", PARAGRAPH},
    {"h1", PARAGRAPH},
    {"h2", PARAGRAPH},
    {"h3", PARAGRAPH},
    {"h4", PARAGRAPH},
    {"h5", PARAGRAPH},
    {"h6", PARAGRAPH},
    {"table", PARAGRAPH},
    {"tr", LINE},
    {"td", CELL},
    {"th", CELL},
    {"section", LINE},
    {"article", PARAGRAPH},
    {"header", LINE},
    {"footer", LINE},
    {"figure", LINE},
    {"figcaption", LINE},
    {"blockquote", PARAGRAPH},
    {"pre", PARAGRAPH},
    {"dl", PARAGRAPH},
    {"dt", LINE},
    {"dd", LINE},
    {"hr", PARAGRAPH},
    {"address", LINE},
    {"script", HIDDEN},
    {"style", HIDDEN},
    {"head", HIDDEN},
    {"title", HIDDEN},
    {"noscript", HIDDEN},
    {"template", HIDDEN},
    {"iframe", HIDDEN},
    {"svg", HIDDEN},
    {"object", HIDDEN},
    {"b", INLINE},
    {"i", INLINE},
    {"strong", INLINE},
    {"em", INLINE},
    {"a", INLINE},
    {"span", INLINE},
    {"u", INLINE},
    {"html", INLINE},
    {"body", INLINE},
    {"img", INLINE},
    {"font", INLINE},
    {"small", INLINE},
    {"sub", INLINE},
    {"sup", INLINE},
    {"o:p", INLINE},
};

struct writer {
  struct buf out;
  int breaks;       /* line breaks owed before the next letter */
  bool space;       /* a space is owed */
  bool bullet;      /* "- " is owed */
  bool keeps_lines; /* line breaks of the input count */
};

static void owe_breaks(struct writer *writer, int count) {
  if (writer->breaks < count) writer->breaks = count;
  writer->space = false;
}

static void add_letter(struct writer *writer, uint32_t c) {
  char bytes[4];
  bool first = writer->out.len == 0;
  for (; !first && writer->breaks > 0; writer->breaks--)
    buf_addc(&writer->out, '\n');
  writer->breaks = 0;
  if (writer->bullet) buf_adds(&writer->out, "- ");
  if (!first && writer->space && !writer->bullet && writer->out.data[writer->out.len - 1] != '\n') buf_addc(&writer->out, ' ');
  writer->space = writer->bullet = false;
  buf_add(&writer->out, bytes, utf8_encode(c, bytes));
}

static void add_white(struct writer *writer, uint32_t c) {
  if (c == '\n' && writer->keeps_lines)
    owe_breaks(writer, writer->breaks >= 1 ? 2 : 1);
  else
    writer->space = true;
}

static const struct tag *find_tag(const char *name, size_t len) {
  for (size_t i = 0; i < COUNT_OF(tags); i++)
    if (strlen(tags[i].name) == len && strncasecmp(tags[i].name, name, len) == 0) return &tags[i];
  return NULL;
}

static size_t name_length(const char *at, size_t left) {
  size_t len = 0;
  while (len < left && len < NAME_MAX_BYTES && (isalnum((unsigned char)at[len]) || at[len] == ':'))
    len++;
  return len;
}

/* Behind the '>' of the tag that starts at `at`; quoted values may hold one. */
static size_t tag_end(const char *html, size_t at, size_t len) {
  char quote = '\0';
  for (; at < len; at++) {
    if (quote) {
      if (html[at] == quote) quote = '\0';
    } else if (html[at] == '>') {
      return at + 1;
    } else if ((html[at] == '"' || html[at] == '\'') && html[at - 1] == '=') {
      quote = html[at];
    }
  }
  return len;
}

/* Behind "</name", wherever that is. */
static size_t skip_hidden(const char *html, size_t at, size_t len, const char *name) {
  size_t name_len = strlen(name);
  for (; at + name_len + 2 <= len; at++)
    if (html[at] == '<' && html[at + 1] == '/' && strncasecmp(html + at + 2, name, name_len) == 0) return at;
  return len;
}

static void apply(struct writer *writer, const struct tag *tag, bool closes) {
  switch (tag->effect) {
    case LINE: owe_breaks(writer, 1); break;
    case PARAGRAPH: owe_breaks(writer, 2); break;
    case CELL: writer->space = true; break;
    case ITEM:
      owe_breaks(writer, 1);
      writer->bullet = !closes;
      break;
    case INLINE:
    case HIDDEN: break;
  }
}

/* `at` is behind '<' of what may be a tag; returns where text goes on, or `at` when it was none. */
static size_t read_tag(struct writer *writer, const char *html, size_t at, size_t len) {
  bool closes = at < len && html[at] == '/';
  size_t start = at + closes;
  if (start < len && (html[start] == '!' || html[start] == '?')) {
    if (len - start < 3 || memcmp(html + start, "!--", 3) != 0) return tag_end(html, start, len);
    const char *end = memmem(html + start, len - start, "-->", 3);
    return end ? (size_t)(end - html) + 3 : len;
  }
  size_t name = name_length(html + start, len - start);
  if (name == 0) return at;
  const struct tag *tag = find_tag(html + start, name);
  size_t end = tag_end(html, start, len);
  if (!tag) return end;
  apply(writer, tag, closes);
  if (tag->effect != HIDDEN || closes || html[end - 2] == '/') return end;
  return skip_hidden(html, end, len, tag->name);
}

/* The digits of "#8222" or "#x201e" behind '#'; 0 when they name no character. */
static uint32_t read_number(const char *digits, size_t len) {
  bool hex = len > 1 && (digits[0] == 'x' || digits[0] == 'X');
  uint32_t base = hex ? 16 : 10, value = 0;
  for (size_t i = hex; i < len; i++) {
    unsigned char c = (unsigned char)digits[i];
    if (!(hex ? isxdigit(c) : isdigit(c))) return 0;
    value = value * base + (uint32_t)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
    if (value > 0x10FFFF) return 0;
  }
  return value >= 0xD800 && value <= 0xDFFF ? 0 : plain_windows(value);
}

/* A character reference behind '&'; 0 when it is none. `*used` gets its bytes, ';' included. */
static uint32_t read_reference(const char *text, size_t len, size_t *used) {
  size_t end = 0;
  while (end < len && end < 10 && (isalnum((unsigned char)text[end]) || text[end] == '#'))
    end++;
  *used = end + (end < len && text[end] == ';');
  if (end == 0 || *used == end) return 0;
  return text[0] == '#' ? read_number(text + 1, end - 1) : plain_letter(text, end);
}

static void add_character(struct writer *writer, uint32_t c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0)
    add_white(writer, c);
  else if (c >= ' ')
    add_letter(writer, c);
}

static void write_html(struct writer *writer, const char *html, size_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t c = 0;
    size_t used;
    if (html[at] == '<') {
      size_t next = read_tag(writer, html, at + 1, len);
      if (next == at + 1) add_letter(writer, '<');
      at = next;
    } else if (html[at] == '&' && (c = read_reference(html + at + 1, len - at - 1, &used)) != 0) {
      add_character(writer, c);
      at += 1 + used;
    } else {
      size_t width = utf8_decode(html + at, len - at, &c);
      if (width > 0) add_character(writer, c);
      at += width > 0 ? width : 1;
    }
  }
}

static char *convert(struct arena *arena, const char *html, size_t len, bool keeps_lines) {
  struct writer writer = {.keeps_lines = keeps_lines};
  buf_init(&writer.out, 2 * len + 16); /* an "<li>" of four bytes becomes three at most; nothing else grows */
  write_html(&writer, html, len);
  char *text = arena_strndup(arena, buf_text(&writer.out), writer.out.len);
  buf_fini(&writer.out);
  return text;
}

char *plain_from_html(struct arena *arena, const char *html, size_t len) { return convert(arena, html, len, false); }

/* "&amp;", "&#8222;": WordPress writes them into plain text. */
static bool has_reference(const char *text) {
  size_t used;
  for (const char *at = strchr(text, '&'); at; at = strchr(at + 1, '&'))
    if (read_reference(at + 1, strnlen(at + 1, 12), &used) != 0) return true;
  return false;
}

/* "<br>", "</p>", "<a href=…": a tag that is known and ends. "a < b" and "<name@example.org>" are none. */
static bool has_tag(const char *text) {
  const char *last = strrchr(text, '>');
  for (const char *at = strchr(text, '<'); at && last && at < last; at = strchr(at + 1, '<')) {
    const char *name = at + 1 + (at[1] == '/');
    size_t len = name_length(name, (size_t)(last + 1 - name));
    if (len > 0 && find_tag(name, len) && strchr(" />\t\n", name[len])) return true;
  }
  return false;
}

/* "* Kaffee", "• Kaffee", "– Kaffee" at the beginning of a line. */
static size_t bullet_length(const char *line) {
  static const char *const bullets[] = {"* ", "• ", "– ", "· ", "•\t", "*\t", "-\t"};
  for (size_t i = 0; i < COUNT_OF(bullets); i++)
    if (str_starts_with(line, bullets[i])) return strlen(bullets[i]);
  return 0;
}

static char *tidy_text(struct arena *arena, const char *text) {
  scoped_buf out;
  int blank = 0;
  buf_init(&out, 2 * strlen(text) + 16);
  while (*text) {
    size_t len = strcspn(text, "\r\n");
    size_t indent = strspn(text, " \t\r");
    size_t end = len;
    if (indent > len) indent = len;
    while (end > indent && strchr(" \t", text[end - 1]))
      end--;
    size_t bullet = bullet_length(text + indent);
    if (end > indent) {
      if (out.len > 0) buf_adds(&out, blank > 0 ? "\n\n" : "\n");
      if (bullet > 0 && indent + bullet < end)
        buf_adds(&out, "- ");
      else
        bullet = 0;
      buf_add(&out, text + indent + bullet, end - indent - bullet);
    }
    blank = end > indent ? 0 : blank + 1;
    text += len;
    if (*text == '\r') text++;
    if (*text == '\n') text++;
  }
  return arena_strdup(arena, buf_text(&out));
}

char *plain_from_text(struct arena *arena, const char *text) {
  return has_tag(text) || has_reference(text) ? convert(arena, text, strlen(text), true) : tidy_text(arena, text);
}

char *plain_line(struct arena *arena, const char *text) {
  char *line = arena_strdup(arena, text);
  size_t used = 0;
  for (const char *c = text; *c; c++) {
    bool white = strchr(" \t\r\n", *c) != NULL;
    if (!white) line[used++] = *c;
    if (white && used > 0 && line[used - 1] != ' ') line[used++] = ' ';
  }
  if (used > 0 && line[used - 1] == ' ') used--;
  line[used] = '\0';
  return line;
}
