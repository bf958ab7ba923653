#include "hub/sources/xml_mend.h"

#include "base/str.h"
#include "hub/sources/plain_letters.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char bom[] = "\xEF\xBB\xBF";

/* How many bytes the reference at `text` has, which begins with "&"; 0: it is none that XML knows by itself. */
static size_t reference_length(const char *text, size_t len) {
  static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (len >= strlen(known[i]) && memcmp(text, known[i], strlen(known[i])) == 0) return strlen(known[i]);
  size_t at = 2;
  if (len < 4 || text[1] != '#') return 0;
  bool is_hex = text[at] == 'x';
  at += is_hex;
  size_t digits = at;
  while (at < len && (is_hex ? isxdigit((unsigned char)text[at]) : isdigit((unsigned char)text[at])))
    at++;
  return at > digits && at < len && text[at] == ';' ? at + 1 : 0;
}

static void add_letter(struct buf *out, unsigned char byte, bool is_windows) {
  char bytes[4];
  if (is_windows)
    buf_add(out, bytes, utf8_encode(plain_windows(byte), bytes));
  else
    buf_addc(out, (char)byte);
}

/* Whether the declaration names an encoding other than UTF-8. */
static bool names_another(const char *text, size_t len) {
  char head[160] = "";
  memcpy(head, text, len < sizeof head - 1 ? len : sizeof head - 1);
  char *end = strstr(head, "?>");
  if (!str_starts_with(head, "<?xml") || !end) return false;
  *end = '\0';
  const char *name = strstr(head, "encoding=");
  return name && strncasecmp(name + sizeof "encoding=", "utf-8", 5) != 0;
}

static void write_mended(const char *text, size_t len, bool is_windows, struct buf *out) {
  static const char start[] = "<![CDATA[";
  static const char end[] = "]]>";
  bool in_cdata = false;
  for (size_t at = 0; at < len; at++) {
    size_t left = len - at;
    if (!in_cdata && left >= sizeof start - 1 && memcmp(text + at, start, sizeof start - 1) == 0) in_cdata = true;
    if (in_cdata && left >= sizeof end - 1 && memcmp(text + at, end, sizeof end - 1) == 0) in_cdata = false;
    if (text[at] == '&' && !in_cdata && reference_length(text + at, left) == 0)
      buf_adds(out, "&amp;");
    else
      add_letter(out, (unsigned char)text[at], is_windows);
  }
}

const char *xml_mend(const char *text, size_t len, struct buf *out) {
  bool has_mark = len >= 3 && memcmp(text, bom, 3) == 0;
  if (memchr(text, '\0', len) || (len >= 2 && ((unsigned char)text[0] | (unsigned char)text[1]) == 0xFF)) { /* UTF-16 */
    buf_add(out, text, len);
    return NULL;
  }
  if (has_mark) text += 3, len -= 3;
  while (len > 0 && isspace((unsigned char)*text))
    text++, len--;
  bool is_other = !has_mark && names_another(text, len);
  bool is_windows = !is_other && !utf8_is_valid(text, len);
  write_mended(text, len, is_windows, out);
  return is_other ? NULL : "UTF-8";
}
