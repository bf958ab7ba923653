#include "model/spoken.h"

#include "base/str.h"
#include "i18n/catalog.h"

const struct spoken spoken_languages[] = {
    {"de", "Deutsch"},  {"en", "English"},   {"tr", "Türkçe"},    {"uk", "Українська"}, {"ar", "العربية"},
    {"ru", "Русский"},  {"pl", "Polski"},    {"it", "Italiano"},  {"es", "Español"},    {"fr", "Français"},
    {"el", "Ελληνικά"}, {"hr", "Hrvatski"},  {"sr", "Srpski"},    {"ro", "Română"},     {"fa", "فارسی"},
    {"ku", "Kurdî"},    {"pt", "Português"}, {"bg", "Български"}, {"sq", "Shqip"},      {"dgs", N_("Gebärdensprache")},
};
const size_t spoken_count = COUNT_OF(spoken_languages);

size_t spoken_find(const char *tag) {
  size_t i = 0;
  while (i < spoken_count && !str_equals(spoken_languages[i].tag, tag))
    i++;
  return i;
}
