#include "hub/web/embedded.h"

#include "base/str.h"

const struct embedded *embedded_find(const char *name) {
  for (size_t i = 0; i < embedded_file_count; i++)
    if (str_equals(embedded_files[i].name, name)) return &embedded_files[i];
  return NULL;
}
