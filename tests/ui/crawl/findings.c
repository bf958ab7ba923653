#include "crawl.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void findings_fini(struct findings *findings) {
  free(findings->items);
  *findings = (struct findings){0};
}

static struct finding *find_or_add(struct findings *findings, const char *key) {
  for (size_t i = 0; i < findings->count; i++)
    if (str_equals(findings->items[i].key, key)) return &findings->items[i];
  if (findings->count == findings->capacity) {
    findings->capacity = findings->capacity ? findings->capacity * 2 : 64;
    findings->items = realloc(findings->items, findings->capacity * sizeof *findings->items);
    ASSERT(findings->items != NULL);
  }
  struct finding *finding = &findings->items[findings->count++];
  *finding = (struct finding){0};
  str_copy(finding->key, sizeof finding->key, key);
  return finding;
}

void crawl_find(struct crawl *crawl, const char *check, const char *node, const char *format, ...) {
  char key[240];
  const char *screen = app_screen_name((size_t)app_view(crawl->stage.app)->screen);
  snprintf(key, sizeof key, "%s|%s|%s", check, screen, node);
  struct finding *finding = find_or_add(&crawl->findings, key);
  if (finding->times++ > 0) return;
  static const int percent[] = {100, 140, 200};
  const struct combo *combo = &crawl->combo;
  snprintf(finding->where, sizeof finding->where, "%s, %d %%, %s, %s%s%s: %s", panels[combo->panel].name, percent[combo->size],
           combo->contrast ? "contrast" : "light", combo->lang, combo->reach ? ", reach" : "",
           crawl->means == BY_KEYS ? ", keys" : "", crawl->at ? crawl->at->words : "home");
  va_list args;
  va_start(args, format);
  vsnprintf(finding->what, sizeof finding->what, format, args);
  va_end(args);
}

void findings_print(const struct findings *findings, size_t from) {
  for (size_t i = from; i < findings->count; i++) {
    const struct finding *finding = &findings->items[i];
    printf("%s\n    %s (%zu times)\n", finding->where, finding->what, finding->times);
  }
  fflush(stdout);
}
