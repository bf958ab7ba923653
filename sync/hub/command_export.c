#include "hub/command.h"

#include "hub/hub.h"

static bool print_entry(void *user UNUSED, const struct store_line *line, struct err *err) {
  if (fwrite(line->data, 1, line->len, stdout) == line->len && putchar('\n') != EOF) return true;
  return err_set_errno(err, "cannot write the output");
}

bool command_export(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  return hub_open(&hub, options->dir, NULL, err) && store_each_entry(hub.store, print_entry, NULL, err);
}
