/* Which pictures the commands shown last ask for, so that they can be loaded while nobody waits.
 *
 * Each is loaded once while it stays wanted: where the pictures of one screen do not fit the cache together, the one that was
 * dropped stays a placeholder instead of being loaded over and over. */
#include <stdlib.h>
#include <string.h>

#include "draw/canvas_internal.h"

struct want {
  uint64_t key;
  char *path;
  int w, h;
  bool tried;
};

void wanted_fini(struct wanted *wanted) {
  for (size_t i = 0; i < wanted->count; i++)
    free(wanted->items[i].path);
  free(wanted->items);
  *wanted = (struct wanted){0};
}

static const struct want *find(const struct wanted *wanted, uint64_t key) {
  for (size_t i = 0; i < wanted->count; i++)
    if (wanted->items[i].key == key) return &wanted->items[i];
  return NULL;
}

static size_t count_images(const struct commands *commands) {
  size_t count = 0;
  for (size_t i = 0; i < commands->count; i++)
    count += commands->items[i].kind == COMMAND_IMAGE;
  return count;
}

void wanted_update(struct wanted *wanted, const struct commands *commands) {
  const size_t most = count_images(commands);
  struct wanted now = {.items = most > 0 ? calloc(most, sizeof *now.items) : NULL};
  ASSERT(most == 0 || now.items != NULL);
  for (size_t i = 0; i < commands->count; i++) {
    const struct command *command = &commands->items[i];
    if (command->kind != COMMAND_IMAGE) continue;
    const uint64_t key = image_key(command);
    if (find(&now, key)) continue;
    const struct want *before = find(wanted, key);
    ASSERT(now.count < most);
    struct want *want = &now.items[now.count++];
    *want = (struct want){key, strdup(command->name), command->rect.w, command->rect.h, before && before->tried};
    ASSERT(want->path != NULL);
  }
  wanted_fini(wanted);
  *wanted = now;
}

bool wanted_load_next(struct wanted *wanted, struct cache *images, const struct picture_source *source) {
  for (size_t i = 0; i < wanted->count; i++) {
    struct want *want = &wanted->items[i];
    if (want->tried || cache_find(images, want->key)) continue;
    want->tried = true;
    image_load(images, want->key, source, want->path, want->w, want->h);
    return true;
  }
  return false;
}
