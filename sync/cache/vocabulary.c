/* A record: length of the word, language, letters (4 bytes), stem (2), sound (2), the word. An empty one is a single 0. */
#include "cache/vocabulary.h"

#include "base/compiler.h"
#include "base/str.h"
#include "cache/sound.h"

#include <string.h>

uint32_t vocabulary_letters(const char *text, size_t len) {
  uint32_t letters = 0;
  for (size_t at = 0; at < len;) {
    uint32_t c = 0;
    size_t used = utf8_decode(text + at, len - at, &c);
    unsigned bit = c >= 'a' && c <= 'z' ? c - 'a' : c < 0x80 ? 26 : c % 32;
    letters |= UINT32_C(1) << bit;
    at += used ? used : 1;
  }
  return letters;
}

/* FNV-1a, folded to 16 bits; never 0. */
static uint16_t hash(const void *bytes, size_t len) {
  uint32_t value = UINT32_C(2166136261);
  for (size_t i = 0; i < len; i++)
    value = (value ^ ((const unsigned char *)bytes)[i]) * UINT32_C(16777619);
  uint16_t folded = (uint16_t)(value ^ value >> 16);
  return folded ? folded : 1;
}

uint16_t vocabulary_hash(const char *text, size_t len) { return hash(text, len); }

uint16_t vocabulary_sound(const char *text, size_t len) {
  uint64_t code = sound_code(text, len);
  return code ? hash(&code, sizeof code) : 0;
}

void vocabulary_describe(struct stemmers *stemmers, int lang, const char *text, size_t len, struct word *out) {
  char stem[TOKEN_MAX + 1];
  size_t stem_len = stem_make(stemmers, lang, text, len, stem);
  *out = (struct word){.text = text,
                       .len = (uint8_t)len,
                       .lang = (uint8_t)lang,
                       .stem = vocabulary_hash(stem, stem_len),
                       .sound = vocabulary_sound(text, len),
                       .letters = vocabulary_letters(text, len)};
}

size_t vocabulary_write(const struct word *word, unsigned char out[VOCABULARY_RECORD_MAX]) {
  out[0] = word->len;
  if (word->len == 0) return 1;
  out[1] = word->lang;
  memcpy(out + 2, &word->letters, 4);
  memcpy(out + 6, &word->stem, 2);
  memcpy(out + 8, &word->sound, 2);
  memcpy(out + VOCABULARY_HEAD, word->text, word->len);
  return VOCABULARY_HEAD + (size_t)word->len;
}

size_t vocabulary_read(const unsigned char *bytes, size_t len, struct word *out) {
  if (len == 0 || bytes[0] > TOKEN_MAX) return 0;
  out->len = bytes[0];
  if (out->len == 0) return 1;
  if (len < VOCABULARY_HEAD + (size_t)out->len || bytes[1] >= STEM_LANGS) return 0;
  out->lang = bytes[1];
  memcpy(&out->letters, bytes + 2, 4);
  memcpy(&out->stem, bytes + 6, 2);
  memcpy(&out->sound, bytes + 8, 2);
  out->text = (const char *)bytes + VOCABULARY_HEAD;
  return VOCABULARY_HEAD + (size_t)out->len;
}
