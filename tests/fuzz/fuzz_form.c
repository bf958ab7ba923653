/* Forms of entries: input is an entry's JSON, and behind a NUL what a browser sends (a=1&b=2). Whatever entry and form are,
 * both are shown and taken; what passes the check is a canonical line. */
#include "base/compiler.h"
#include "base/str.h"
#include "hub/content/form.h"
#include "hub/content/simple.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void show(const struct form *form) { json_decref(form_sections(form)); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  size_t len = strnlen(text, size);
  struct request request = {0};
  json_t *entry = json_loadb(text, len, 0, NULL);
  struct err err = {0};
  scoped_buf line, again;
  buf_init(&line, ENTRY_LINE_MAX);
  buf_init(&again, ENTRY_LINE_MAX);
  if (json_is_object(entry) && len < size &&
      request_read_query(&request, arena_strndup(&request.arena, text + len + 1, size - len - 1))) {
    struct form form = {.arena = &request.arena, .entry = entry, .errors = json_array(), .now = 1795271520};
    show(&form);
    form.params = request.query;
    form_take(&form);
    show(&form);
    bool good = form_check(&form, &line);
    ASSERT(good == (json_array_size(form.errors) == 0));
    if (good) ASSERT(entry_normalize(line.data, line.len, &again, &err) && str_equals(buf_text(&line), buf_text(&again)));
    json_decref(form.errors);
    if (utf8_is_valid(text, len)) json_decref(simple_hints(arena_strndup(&request.arena, text, len)));
  }
  arena_fini(&request.arena);
  json_decref(entry);
  return 0;
}
