#include "play/finger.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BETWEEN_TAPS_MS = 700 };

double now_ms(clockid_t id) {
  struct timespec now;
  ASSERT(clock_gettime(id, &now) == 0);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

double memory_mb(enum memory which) {
  const char *const key = which == MEMORY_SHARE ? "Pss:" : "Anonymous:";
  char line[256];
  double kb = 0;
  FILE *file = fopen("/proc/self/smaps_rollup", "re");
  while (file && kb <= 0 && fgets(line, sizeof line, file))
    if (str_starts_with(line, key)) kb = strtod(line + strlen(key), NULL);
  if (file) fclose(file);
  return kb / 1024;
}

void series_init(struct series *series, struct arena *arena, size_t capacity) {
  *series = (struct series){.values = arena_array(arena, capacity, sizeof(double)), .capacity = capacity};
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double series_percentile(struct series *series, double share) {
  if (series->count == 0) return 0;
  qsort(series->values, series->count, sizeof *series->values, by_value);
  return series->values[(size_t)ceil(share * (double)series->count) - 1];
}

void finger_present(struct stage *stage, double *build_ms, double *show_ms) {
  double start = now_ms(CLOCK_MONOTONIC);
  const struct ui *ui = app_build(stage->app);
  double built = now_ms(CLOCK_MONOTONIC);
  canvas_show(stage->canvas, &ui->commands);
  *build_ms = built - start;
  *show_ms = now_ms(CLOCK_MONOTONIC) - built;
}

/* Loads the pictures that the frame lacks, as the kiosk does after it; false when it lacks none. */
static bool complete(struct stage *stage) {
  bool lacked = false;
  while (canvas_load_next(stage->canvas)) {
    canvas_show(stage->canvas, &stage->app->ui.commands);
    lacked = true;
  }
  return lacked;
}

void finger_tap(struct stage *stage, const struct node *node, struct tap *tap) {
  const int x = node->hit.x + node->hit.w / 2, y = node->hit.y + node->hit.h / 2;
  clock_advance(&stage->clock, BETWEEN_TAPS_MS);
  app_pointer_down(stage->app, 0, x, y);
  finger_present(stage, &tap->build_ms, &tap->show_ms);
  const double start = now_ms(CLOCK_MONOTONIC), cpu = now_ms(CLOCK_PROCESS_CPUTIME_ID);
  app_pointer_up(stage->app, 0, x, y);
  finger_present(stage, &tap->build_ms, &tap->show_ms);
  tap->total_ms = now_ms(CLOCK_MONOTONIC) - start;
  tap->cpu_ms = now_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  tap->picture_ms = complete(stage) ? now_ms(CLOCK_MONOTONIC) - start : 0;
  stage_settle(stage);
  while (fonts_warm(stage->fonts)) {
  }
}

static bool is_steady(enum action_kind kind) {
  return kind != ACTION_SIZE && kind != ACTION_LANGUAGE && kind != ACTION_CONTRAST && kind != ACTION_REACH;
}

const struct node *finger_next(const struct stage *stage, uint32_t *seed, bool steady) {
  const struct tree *tree = &stage->app->ui.tree;
  const struct node *reachable[256];
  size_t count = 0;
  for (size_t n = tree->modal_from; n < tree->count && count < COUNT_OF(reachable); n++) {
    const struct node *node = &tree->nodes[n];
    if (node->action.kind == ACTION_NONE || rect_is_empty(node->hit)) continue;
    if (!steady || is_steady(node->action.kind)) reachable[count++] = node;
  }
  ASSERT(count > 0);
  *seed = *seed * 1664525 + 1013904223;
  return reachable[(*seed >> 8) % count];
}
