#include "device/request.h"

#include "base/str.h"
#include "base/wipe.h"
#include "feed/strict.h"

#include <string.h>

static const struct {
  const char *name;
  size_t offset, size;
} members[] = {
    {"verb", offsetof(struct request, verb), REQUEST_VERB_SIZE},
    {"arg", offsetof(struct request, arg), REQUEST_ARG_SIZE},
    {"ssid", offsetof(struct request, ssid), SSID_SIZE},
    {"passphrase", offsetof(struct request, passphrase), PASSPHRASE_SIZE},
};

static bool has_control(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text < ' ' || *text == 0x7F) return true;
  return false;
}

/* Names of unknown members are not repeated: they could be anything. */
static bool take_member(const char *key, const json_t *value, struct request *out, struct err *err) {
  for (size_t i = 0; i < COUNT_OF(members); i++) {
    const char *text = json_string_value(value);
    if (!str_equals(key, members[i].name)) continue;
    if (!text) return err_set(err, ERR_PARSE, "'%s' is no text", key);
    if (strlen(text) >= members[i].size)
      return err_set(err, ERR_TOO_BIG, "'%s' is longer than %zu bytes", key, members[i].size - 1);
    if (has_control(text)) return err_set(err, ERR_PARSE, "'%s' has control characters", key);
    return str_copy((char *)out + members[i].offset, members[i].size, text);
  }
  return err_set(err, ERR_PARSE, "unknown member");
}

bool request_parse(const char *line, size_t len, struct request *out, struct err *err) {
  const char *key;
  json_t *value;
  *out = (struct request){0};
  scoped_json *object = strict_load(line, len, REQUEST_MAX, err);
  if (!object)
    return err->code == ERR_TOO_BIG ? err_set(err, ERR_TOO_BIG, "too long") : err_set(err, ERR_PARSE, "no JSON object");
  json_object_foreach(object, key, value) {
    if (take_member(key, value, out, err)) continue;
    request_wipe(out);
    return false;
  }
  return out->verb[0] || err_set(err, ERR_PARSE, "no 'verb'");
}

void request_format(const struct request *request, struct buf *out) {
  json_t *object = json_object();
  for (size_t i = 0; i < COUNT_OF(members); i++) {
    const char *text = (const char *)request + members[i].offset;
    if (text[0]) json_object_set_new(object, members[i].name, json_string(text));
  }
  char *dumped = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  ASSERT(dumped != NULL);
  buf_addf(out, "%s\n", dumped);
  wipe(dumped, strlen(dumped));
  free(dumped);
}

void request_wipe(struct request *request) { wipe(request, sizeof *request); }

bool ssid_is_valid(const char *ssid) {
  return ssid[0] && ssid[0] != '-' && strlen(ssid) < SSID_SIZE && utf8_is_valid(ssid, strlen(ssid)) && !has_control(ssid);
}

bool passphrase_is_valid(const char *passphrase) {
  unsigned char key[32];
  size_t len = strlen(passphrase);
  if (len == 0 || (len == 64 && hex_parse(passphrase, key, sizeof key))) return true;
  for (size_t i = 0; i < len; i++)
    if (passphrase[i] < ' ' || passphrase[i] > '~') return false;
  return len >= 8 && len <= 63;
}
