/* What single strings must look like. Each check is a sentence that ends "…, not 'value'". */
#include "feed/fields.h"

#include "base/str.h"
#include "base/zone.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

bool entry_id_is_valid(const char *id) {
  if (!id || !(is_lower(*id) || is_digit(*id))) return false;
  size_t len = 0;
  for (; id[len]; len++)
    if (len >= ENTRY_ID_MAX || !(is_lower(id[len]) || is_digit(id[len]) || id[len] == '-')) return false;
  return true;
}

const char *check_id(const char *value) {
  return entry_id_is_valid(value) ? NULL : "must be 1 to 64 of a-z, 0-9 and '-', and begin with one of a-z or 0-9";
}

const char *check_asset(const char *value) {
  size_t len = strspn(value, "0123456789abcdef");
  bool good = len == 64 && (str_equals(value + len, ".png") || str_equals(value + len, ".jpg"));
  return good ? NULL : "must be 64 hex digits and .png or .jpg";
}

/* Numbers that have no international form: emergency and authority numbers, Europe's harmonised 116xxx, directory numbers
 * 118xx, and the service numbers that cannot be called from abroad. `digits` is how many there may be in all. */
static const struct national {
  const char *prefix;
  size_t digits_min, digits_max;
} nationals[] = {
    {"110", 3, 3},   {"112", 3, 3},   {"115", 3, 3},   {"116", 6, 6},   {"118", 5, 6},
    {"0800", 8, 15}, {"0180", 7, 15}, {"0137", 7, 15}, {"0700", 8, 15}, {"0900", 8, 15},
};

const char *check_telephone(const char *value) {
  static const char hint[] = "must be in international form (+49 711 …), or a short or service number (112, 116 117, 0800 …)";
  char digits[32];
  size_t count = 0;
  for (const char *c = value; *c; c++) {
    if (*c == '+' && c != value) return hint;
    if (!is_digit(*c) && !strchr("+ -/()", *c)) return "may hold digits, spaces, '+', '-', '/' and parentheses";
    if (is_digit(*c) && count >= sizeof digits - 1) return "has too many digits";
    if (is_digit(*c)) digits[count++] = *c;
  }
  digits[count] = '\0';
  if (*value == '+') /* E.164: at most 15 digits, and one more for a German "(0)" */
    return count >= 7 && count <= 16 && digits[0] != '0' ? NULL : "must have 7 to 15 digits behind the '+'";
  for (size_t i = 0; i < COUNT_OF(nationals); i++)
    if (str_starts_with(digits, nationals[i].prefix) && count >= nationals[i].digits_min && count <= nationals[i].digits_max)
      return NULL;
  return hint;
}

/* Enough to tell an address from something else; whether it exists, only a mail shows. */
const char *check_email(const char *value) {
  static const char wrong[] = "must be an e-mail address";
  const char *at = strchr(value, '@');
  if (!at || at == value || at - value > 64 || strchr(at + 1, '@') || strlen(value) > 254) return wrong;
  if (strpbrk(value, " ,;:<>()[]\\\"'`|")) return wrong;
  const char *dot = strrchr(at, '.');
  if (!dot || at[1] == '.' || dot[1] == '\0' || strstr(value, "..")) return wrong;
  return NULL;
}

/* Names with letters of any script (UTF-8 lead and tail bytes), IPv4; a bracketed IPv6 address is nothing for a door sign. */
static bool host_is_valid(const char *host, size_t len) {
  if (len == 0 || len > 253 || host[0] == '.' || host[0] == '-') return false;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)host[i];
    if (c < 0x80 && !is_letter(host[i]) && !is_digit(host[i]) && c != '.' && c != '-' && c != '_') return false;
    if (c == '.' && i > 0 && host[i - 1] == '.') return false;
  }
  return true;
}

/* RFC 3986 with scheme http or https, and no "user@": it makes one host look like another. */
const char *check_url(const char *value) {
  static const char wrong[] = "must be a web address that starts with https:// or http://";
  const char *host = NULL;
  if (strncasecmp(value, "https://", 8) == 0) host = value + 8;
  if (strncasecmp(value, "http://", 7) == 0) host = value + 7;
  if (!host || strpbrk(value, " \"<>\\^`{|}")) return wrong;
  size_t authority = strcspn(host, "/?#");
  size_t len = strcspn(host, ":/?#");
  if (!host_is_valid(host, len)) return wrong;
  if (len < authority) {
    size_t digits = strspn(host + len + 1, "0123456789");
    if (digits > 5 || len + 1 + digits != authority) return wrong;
  }
  return NULL;
}

/* BCP 47 in form: subtags of 1 to 8 letters or digits, the first 2 to 8 letters. */
const char *check_language(const char *value) {
  static const char wrong[] = "must be a language tag (de, de-simple, en)";
  size_t len = 0;
  size_t part = 0;
  bool first = true;
  for (; value[len]; len++) {
    char c = value[len];
    if (c == '-') {
      if (part == 0 || (first && part < 2)) return wrong;
      part = 0;
      first = false;
    } else if (!(is_letter(c) || (!first && is_digit(c))) || ++part > 8) {
      return wrong;
    }
  }
  return part == 0 || len > 35 || (first && part < 2) ? wrong : NULL;
}

const char *check_zone(const char *value) {
  return zone_is_known(value) ? NULL : "must be a time zone that is known here (Europe/Berlin)";
}
