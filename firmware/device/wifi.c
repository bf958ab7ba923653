#include "device/wifi.h"

#include "base/compiler.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS = 4, FIELD_SIZE = 128 };

/* Returns what stands behind the line. */
static const char *split(const char *text, char fields[FIELDS][FIELD_SIZE], size_t *count) {
  size_t len = 0;
  *count = 0;
  fields[0][0] = '\0';
  for (; *text && *text != '\n'; text++) {
    if (*text == ':' && *count + 1 < FIELDS) {
      len = 0;
      fields[++*count][0] = '\0';
      continue;
    }
    if (*text == '\\' && (text[1] == ':' || text[1] == '\\')) text++;
    if (len + 1 >= FIELD_SIZE) continue;
    fields[*count][len++] = *text;
    fields[*count][len] = '\0';
  }
  ++*count;
  return *text ? text + 1 : text;
}

static bool understand(char fields[FIELDS][FIELD_SIZE], size_t count, struct wifi *out) {
  int64_t signal;
  if (count != FIELDS || !ssid_is_valid(fields[1]) || !parse_int(fields[2], 0, 100, &signal)) return false;
  str_copy(out->ssid, sizeof out->ssid, fields[1]);
  out->signal = (int)signal;
  out->is_secure = !str_is_empty(fields[3]) && !str_equals(fields[3], "--");
  out->is_in_use = str_equals(fields[0], "*");
  return true;
}

static struct wifi *find(struct wifi *list, size_t count, const char *ssid) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(list[i].ssid, ssid)) return &list[i];
  return NULL;
}

static int by_strength(const void *a, const void *b) {
  const struct wifi *x = a;
  const struct wifi *y = b;
  if (x->is_in_use != y->is_in_use) return x->is_in_use ? -1 : 1;
  return x->signal != y->signal ? y->signal - x->signal : strcmp(x->ssid, y->ssid);
}

size_t wifi_parse(const char *text, struct wifi out[WIFI_MAX]) {
  size_t count = 0;
  char fields[FIELDS][FIELD_SIZE];
  while (*text) {
    size_t field_count;
    struct wifi one;
    text = split(text, fields, &field_count);
    if (!understand(fields, field_count, &one)) continue;
    struct wifi *known = find(out, count, one.ssid);
    if (known) {
      known->is_in_use = known->is_in_use || one.is_in_use;
      if (one.signal > known->signal) known->signal = one.signal;
    } else if (count < WIFI_MAX) {
      out[count++] = one;
    }
  }
  qsort(out, count, sizeof *out, by_strength);
  return count;
}
