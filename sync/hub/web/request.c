#include "hub/web/request.h"

#include "base/str.h"

#include <string.h>

enum { QUERY_PARAMS_MAX = 64 };

const struct param *request_next(const struct param *params, const char *name, const struct param *after) {
  const struct param *at = after ? after->next : params;
  while (at && !str_equals(at->name, name))
    at = at->next;
  return at;
}

static const char *first(const struct param *params, const char *name) {
  const struct param *param = request_next(params, name, NULL);
  return param ? param->value : "";
}

const char *request_query(const struct request *request, const char *name) { return first(request->query, name); }
const char *request_form(const struct request *request, const char *name) { return first(request->form, name); }

bool request_has(const struct request *request, const char *name) { return request_next(request->form, name, NULL) != NULL; }

bool request_unescape(struct arena *arena, const char *text, size_t len, bool plus, const char **out) {
  char *copy = arena_alloc(arena, len + 1);
  size_t used = 0;
  for (size_t i = 0; i < len; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte == '%') {
      if (len - i < 3) return false;
      const char digits[3] = {text[i + 1], text[i + 2], '\0'};
      if (!hex_parse(digits, &byte, 1)) return false;
      i += 2;
    } else if (plus && byte == '+') {
      byte = ' ';
    }
    if (byte == '\0') return false;
    copy[used++] = (char)byte;
  }
  copy[used] = '\0';
  *out = copy;
  return utf8_is_valid(copy, used);
}

static bool read_pair(struct request *request, const char *text, size_t len, struct param *out) {
  const char *equals = memchr(text, '=', len);
  size_t name_len = equals ? (size_t)(equals - text) : len;
  const char *value = equals ? equals + 1 : "";
  size_t value_len = equals ? len - name_len - 1 : 0;
  if (!request_unescape(&request->arena, text, name_len, true, &out->name) ||
      !request_unescape(&request->arena, value, value_len, true, &out->value))
    return false;
  out->len = strlen(out->value);
  return true;
}

bool request_read_query(struct request *request, const char *text) {
  struct param **tail = &request->query;
  for (size_t count = 0; *text; count++) {
    size_t len = strcspn(text, "&");
    if (count == QUERY_PARAMS_MAX) return false;
    if (len > 0) {
      struct param *param = arena_alloc(&request->arena, sizeof *param);
      if (!read_pair(request, text, len, param)) return false;
      *tail = param;
      tail = &param->next;
    }
    text += len + (text[len] == '&');
  }
  return true;
}

const char *request_cookie(struct arena *arena, const char *header, const char *name) {
  size_t name_len = strlen(name);
  while (header && *header) {
    header += strspn(header, " ;");
    size_t len = strcspn(header, ";");
    if (len > name_len && memcmp(header, name, name_len) == 0 && header[name_len] == '=')
      return arena_strndup(arena, header + name_len + 1, len - name_len - 1);
    header += len;
  }
  return "";
}
