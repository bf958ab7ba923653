/* Templates: input is a template, and behind a NUL the JSON that it shows. Whatever compiles renders within its bounds, and a
 * value never brings a '<' of its own onto the page. */
#include "base/compiler.h"
#include "hub/web/template.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count_of(const char *text, size_t len, char c) {
  size_t count = 0;
  for (size_t i = 0; i < len; i++)
    count += text[i] == c;
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *source = (const char *)data;
  size_t len = strnlen(source, size);
  struct err err = {0};
  struct templates *templates = templates_create();
  scoped_buf out;
  buf_init(&out, 64 * 1024);
  json_t *values = len < size ? json_loadb(source + len + 1, size - len - 1, 0, NULL) : json_object();
  if (!templates_add(templates, "page", source, len, &err)) {
    ASSERT(err.code == ERR_PARSE && err.msg[0] != '\0');
  } else if (templates_check(templates, &err) && template_render(templates, "page", values, "en", &out, &err)) {
    /* Without sections and parts nothing is written twice. */
    if (!memmem(source, len, "{{#", 3) && !memmem(source, len, "{{>", 3))
      ASSERT(count_of(buf_text(&out), out.len, '<') <= count_of(source, len, '<'));
  }
  json_decref(values);
  templates_close(templates);
  return 0;
}
