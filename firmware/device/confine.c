#include "device/confine.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/sandbox.h"
#include "base/str.h"

#include <string.h>

/* The kernel's, below the root. Disks are closed by the unit (DevicePolicy=): here they could only be told from screens and
 * inputs by names, and those come and go. */
static const struct sandbox_path kernel[] = {
    {"/sys", SANDBOX_READ},
    {"/sys/devices", SANDBOX_READ | SANDBOX_WRITE},         /* where backlights are, however they are reached */
    {"/sys/class/backlight", SANDBOX_READ | SANDBOX_WRITE}, /* links on a board, folders in tests */
    {"/dev", SANDBOX_READ | SANDBOX_WRITE},
};

/* Programs by folder, not by file: a program that was updated is another file. Where they come from, nothing can be written.
 * Of /etc only what helpers read; it holds the system's secrets, which root could read. */
static const struct sandbox_path helpers[] = {
    {"/usr", SANDBOX_READ | SANDBOX_RUN}, {"/dev/null", SANDBOX_READ | SANDBOX_WRITE}, {"/dev/urandom", SANDBOX_READ},
    {"/etc/alsa", SANDBOX_READ},          {"/etc/asound.conf", SANDBOX_READ},          {"/etc/ld.so.cache", SANDBOX_READ},
    {"/etc/rauc", SANDBOX_READ},
};

struct plan {
  struct arena arena; /* the names */
  const struct tree *tree;
  struct sandbox_path paths[SANDBOX_PATHS_MAX];
  size_t count;
};

static void add(struct plan *plan, const char *path, unsigned may) {
  ASSERT(plan->count < COUNT_OF(plan->paths));
  plan->paths[plan->count++] = (struct sandbox_path){path, may};
}

static void add_below(struct plan *plan, const char *path, unsigned may) {
  char full[PATH_MAX];
  if (path[0] != '/') return;
  tree_path(plan->tree, path, full);
  add(plan, arena_strdup(&plan->arena, full), may);
}

/* For files that are replaced. */
static void add_folder_of(struct plan *plan, const char *path, unsigned may) {
  char folder[PATH_MAX];
  if (path[0] == '/' && fs_parent(path, folder)) add_below(plan, folder, may);
}

static void add_programs(struct plan *plan, const struct settings *settings) {
  enum { FOLDERS_MAX = 12 };
  char *rest, *list = arena_strdup(&plan->arena, settings->path);
  size_t left = FOLDERS_MAX;
  for (char *word = strtok_r(list, ":", &rest); word && left > 0; word = strtok_r(NULL, ":", &rest), left--)
    add(plan, word, SANDBOX_READ | SANDBOX_RUN);
  char folder[PATH_MAX];
  if (settings->power_program[0] == '/' && fs_parent(settings->power_program, folder))
    add(plan, arena_strdup(&plan->arena, folder), SANDBOX_READ | SANDBOX_RUN);
}

void confine_device(const struct settings *settings, const struct tree *tree) {
  struct plan plan = {.tree = tree};
  if (!settings->sandbox) return;
  for (size_t i = 0; i < COUNT_OF(kernel); i++)
    add_below(&plan, kernel[i].path, kernel[i].may);
  for (size_t i = 0; i < COUNT_OF(helpers); i++)
    add(&plan, helpers[i].path, helpers[i].may);
  add(&plan, tree->root, SANDBOX_READ); /* "" on a board: nothing */
  add_below(&plan, settings->data, SANDBOX_READ | SANDBOX_WRITE);
  add_below(&plan, settings->health, SANDBOX_READ);
  add_folder_of(&plan, settings->status, SANDBOX_READ | SANDBOX_WRITE);
  add_folder_of(&plan, settings->display, SANDBOX_READ | SANDBOX_WRITE);
  add_folder_of(&plan, settings->wishes, SANDBOX_READ);
  add_folder_of(&plan, settings->sensor, SANDBOX_READ);
  add_programs(&plan, settings);
  sandbox_confine(plan.paths, plan.count, SANDBOX_LISTEN | SANDBOX_PROGRAMS | SANDBOX_CLOCK);
  arena_fini(&plan.arena);
}
