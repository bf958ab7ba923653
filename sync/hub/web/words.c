#include "hub/web/words.h"

#include "base/compiler.h"
#include "base/str.h"
#include "hub/web/embedded.h"

bool words_open(struct words *out, struct err *err) {
  const struct embedded *file = embedded_find("lang/en.mo");
  ASSERT(file);
  return mo_read(&out->english, file->data, file->len, "en", err);
}

const char *words_in(const struct words *words, const char *language, const char *german) {
  const char *found = str_equals(language, "en") ? mo_find(&words->english, german) : NULL;
  return found ? found : german;
}

const char *words_counted(const struct words *words, const char *language, struct counted_words german, size_t n) {
  const char *found = str_equals(language, "en") ? mo_find_plural(&words->english, german.one, n) : NULL;
  if (found) return found;
  return n == 1 ? german.one : german.many;
}
