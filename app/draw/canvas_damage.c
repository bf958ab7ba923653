/* What changed since the last frame: every cell of the screen has a hash of the commands that may touch it, in order. Cells
 * that differ are joined to runs in a row, and equal runs of following rows to rectangles. */
#include <stdlib.h>

#include "draw/canvas_internal.h"
#include "draw/hash.h"

void damage_init(struct damage *damage, struct rect screen) {
  damage_fini(damage);
  damage->columns = (screen.w + CELL_PX - 1) / CELL_PX;
  damage->rows = (screen.h + CELL_PX - 1) / CELL_PX;
  const size_t cells = (size_t)damage->columns * (size_t)damage->rows;
  damage->last = calloc(cells, sizeof *damage->last);
  damage->now = calloc(cells, sizeof *damage->now);
  ASSERT(damage->last != NULL && damage->now != NULL);
  damage->valid = false;
}

void damage_fini(struct damage *damage) {
  free(damage->last);
  free(damage->now);
  *damage = (struct damage){0};
}

static void hash_cells(struct damage *damage, const struct commands *commands, struct cache *images, struct rect screen) {
  const size_t cells = (size_t)damage->columns * (size_t)damage->rows;
  for (size_t i = 0; i < cells; i++)
    damage->now[i] = 0;
  for (size_t i = 0; i < commands->count; i++) {
    const struct command *command = &commands->items[i];
    const struct rect seen = rect_intersect(rect_intersect(command_ink(command), command->clip), screen);
    if (rect_is_empty(seen)) continue;
    uint64_t hash = command_hash(command);
    if (command->kind == COMMAND_IMAGE) hash = hash_mix(hash, image_is_ready(images, command));
    for (int row = seen.y / CELL_PX; row <= (rect_bottom(seen) - 1) / CELL_PX; row++)
      for (int column = seen.x / CELL_PX; column <= (rect_right(seen) - 1) / CELL_PX; column++) {
        uint64_t *cell = &damage->now[row * damage->columns + column];
        *cell = hash_mix(*cell, hash);
      }
  }
}

/* Adds the run of cells: to a rectangle that ends just above with the same columns, or as a new one; when there is no room
 * left, to the last one. */
static int add_run(struct rect *rects, int count, struct rect run) {
  for (int i = 0; i < count; i++)
    if (rects[i].x == run.x && rects[i].w == run.w && rect_bottom(rects[i]) == run.y) {
      rects[i].h += run.h;
      return count;
    }
  if (count < MOST_DAMAGE_RECTS) {
    rects[count] = run;
    return count + 1;
  }
  rects[count - 1] = rect_union(rects[count - 1], run);
  return count;
}

int damage_find(struct damage *damage, const struct commands *commands, struct cache *images, struct rect screen,
                struct rect rects[MOST_DAMAGE_RECTS]) {
  hash_cells(damage, commands, images, screen);
  int count = 0;
  for (int row = 0; row < damage->rows; row++)
    for (int column = 0; column < damage->columns; column++) {
      const int first = column;
      const int base = row * damage->columns;
      while (column < damage->columns && (!damage->valid || damage->now[base + column] != damage->last[base + column]))
        column++;
      if (column > first) count = add_run(rects, count, (struct rect){first, row, column - first, 1});
    }
  for (int i = 0; i < count; i++) {
    const struct rect r = rects[i];
    rects[i] = rect_intersect((struct rect){r.x * CELL_PX, r.y * CELL_PX, r.w * CELL_PX, r.h * CELL_PX}, screen);
  }
  uint64_t *const shown = damage->now;
  damage->now = damage->last;
  damage->last = shown;
  damage->valid = true;
  return count;
}
