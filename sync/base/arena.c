/* Blocks double in size from 4 KiB (or what the owner says) up to 256 KiB, so that a small entry costs one malloc and a large
 * page a few. */
#include "base/arena.h"

#include "base/wipe.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 256 * 1024 };

struct arena_block {
  struct arena_block *next;
  size_t size;
  size_t used;
  max_align_t data[];
};

struct arena_deferred {
  struct arena_deferred *next;
  void (*action)(void *context);
  void *context;
};

void arena_init(struct arena *arena) { *arena = (struct arena){0}; }

static void run_deferred(struct arena *arena) {
  struct arena_deferred *deferred = arena->deferred;
  arena->deferred = NULL;
  for (; deferred; deferred = deferred->next)
    deferred->action(deferred->context);
}

static void free_block(const struct arena *arena, struct arena_block *block) {
  if (arena->wipes && block) wipe(block->data, block->used);
  free(block);
}

void arena_fini(struct arena *arena) {
  if (!arena) return;
  run_deferred(arena);
  struct arena_block *block = arena->block;
  while (block) {
    struct arena_block *next = block->next;
    free_block(arena, block);
    block = next;
  }
  *arena = (struct arena){0};
}

void arena_reset(struct arena *arena) {
  run_deferred(arena);
  struct arena_block *largest = NULL;
  struct arena_block *block = arena->block;
  while (block) {
    struct arena_block *next = block->next;
    if (!largest || block->size > largest->size) {
      free_block(arena, largest);
      largest = block;
    } else {
      free_block(arena, block);
    }
    block = next;
  }
  arena->block = largest;
  arena->total_bytes = 0;
  if (largest) {
    if (arena->wipes) wipe(largest->data, largest->used);
    largest->next = NULL;
    largest->used = 0;
    arena->total_bytes = largest->size;
  }
}

void arena_wipe(struct arena *arena) {
  run_deferred(arena);
  for (struct arena_block *block = arena->block; block; block = block->next)
    explicit_bzero(block->data, block->used); /* memset before free may be optimised away */
  arena_reset(arena);
}

static struct arena_block *add_block(struct arena *arena, size_t need) {
  const size_t first = arena->first_bytes > 0 ? arena->first_bytes : FIRST_BLOCK;
  size_t size = arena->block ? arena->block->size * 2 : first;
  if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
  if (size < need) size = need;
  struct arena_block *block = malloc(sizeof *block + size);
  ASSERT(block != NULL);
  block->next = arena->block;
  block->size = size;
  block->used = 0;
  arena->block = block;
  arena->total_bytes += size;
  return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
  const size_t align = sizeof(max_align_t);
  ASSERT(size < SIZE_MAX / 2);
  size_t rounded = (size + align - 1) / align * align;
  struct arena_block *block = arena->block;
  if (!block || block->size - block->used < rounded) block = add_block(arena, rounded);
  void *memory = (char *)block->data + block->used;
  block->used += rounded;
  return memset(memory, 0, rounded);
}

void arena_defer(struct arena *arena, void (*action)(void *context), void *context) {
  struct arena_deferred *deferred = arena_alloc(arena, sizeof *deferred);
  *deferred = (struct arena_deferred){arena->deferred, action, context};
  arena->deferred = deferred;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
  ASSERT(size == 0 || count <= SIZE_MAX / 2 / size);
  return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t len) {
  char *copy = arena_alloc(arena, len + 1);
  memcpy(copy, text, len);
  return copy;
}

char *arena_strdup(struct arena *arena, const char *text) { return arena_strndup(arena, text, strlen(text)); }

char *arena_printf(struct arena *arena, const char *format, ...) {
  va_list args;
  va_list again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  ASSERT(len >= 0);
  char *text = arena_alloc(arena, (size_t)len + 1);
  vsnprintf(text, (size_t)len + 1, format, again);
  va_end(again);
  return text;
}
