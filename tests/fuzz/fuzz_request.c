/* What browsers and strangers send beside forms: an address with its query, and the cookies behind the first line end. What is
 * taken is UTF-8 without NUL; a cookie's value is a piece of its header. */
#include "base/compiler.h"
#include "base/str.h"
#include "hub/web/request.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cookie(struct arena *arena, const char *header, const char *name) {
  const char *value = request_cookie(arena, header, name);
  ASSERT(strstr(header, value) && !strchr(value, ';'));
  ASSERT(*value == '\0' || strstr(header, name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct request request = {0};
  char *text = arena_strndup(&request.arena, (const char *)data, size);
  char *cookies = strchr(text, '\n');
  if (cookies) *cookies++ = '\0';
  char *query = strchr(text, '?');
  if (query) *query++ = '\0';
  const char *path;
  if (request_unescape(&request.arena, text, strlen(text), false, &path))
    ASSERT(utf8_is_valid(path, strlen(path)) && strlen(path) <= strlen(text));
  if (query && request_read_query(&request, query))
    for (const struct param *param = request.query; param; param = param->next)
      ASSERT(utf8_is_valid(param->name, strlen(param->name)) && strlen(param->value) == param->len &&
             utf8_is_valid(param->value, param->len) && request_next(request.query, param->name, NULL));
  if (cookies) {
    check_cookie(&request.arena, cookies, "__Host-litfass");
    check_cookie(&request.arena, cookies, "litfass-next");
  }
  arena_fini(&request.arena);
  return 0;
}
