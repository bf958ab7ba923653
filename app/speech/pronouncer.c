#include "speech/pronouncer.h"

#include "base/log.h"
#include "base/str.h"
#include "speech/pronounce.h"

#include <stdlib.h>

enum { LANGUAGES_MAX = 16 };

struct known {
  char lang[9];
  struct pronunciation *rules; /* NULL: none, or a file with a mistake */
};

struct pronouncer {
  char *folder;
  struct known known[LANGUAGES_MAX];
  size_t count;
};

struct pronouncer *pronouncer_create(const char *folder) {
  struct pronouncer *pronouncer = calloc(1, sizeof *pronouncer);
  ASSERT(pronouncer != NULL);
  if (!str_is_empty(folder)) {
    pronouncer->folder = strdup(folder);
    ASSERT(pronouncer->folder != NULL);
  }
  return pronouncer;
}

void pronouncer_destroy(struct pronouncer *pronouncer) {
  if (!pronouncer) return;
  for (size_t i = 0; i < pronouncer->count; i++)
    pronunciation_free(pronouncer->known[i].rules);
  free(pronouncer->folder);
  free(pronouncer);
}

static const struct pronunciation *rules_for(struct pronouncer *pronouncer, const char *tag) {
  char lang[sizeof pronouncer->known[0].lang];
  size_t length = strcspn(tag, "-");
  if (!pronouncer->folder || length == 0 || length >= sizeof lang) return NULL;
  memcpy(lang, tag, length);
  lang[length] = '\0';
  for (size_t i = 0; i < pronouncer->count; i++)
    if (str_equals(pronouncer->known[i].lang, lang)) return pronouncer->known[i].rules;
  if (pronouncer->count == LANGUAGES_MAX || strchr(lang, '/') || strchr(lang, '.')) return NULL;
  struct known *known = &pronouncer->known[pronouncer->count++];
  str_copy(known->lang, sizeof known->lang, lang);
  struct err err;
  if (!pronunciation_load(pronouncer->folder, lang, &known->rules, &err)) {
    known->rules = NULL;
    log_warning("language '%s' is read aloud as it is written: %s", lang, err.msg);
  }
  return known->rules;
}

void pronouncer_say(struct pronouncer *pronouncer, const char *lang, const char *text, struct buf *out) {
  pronounce(rules_for(pronouncer, lang), text, out);
}
