#include "play/bench.h"

#include "input/kiosk.h"
#include "play/stage.h"

#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { SCROLL_FRAMES = 400, SCROLL_STEP_PX = 37 };

static double now_ms(clockid_t id) {
  struct timespec now;
  ASSERT(clock_gettime(id, &now) == 0);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* Starts the program once more with the time of the start on its command line: the first frame is then measured from exec on,
 * dynamic linking included. (proc(5)'s start time counts ticks of 10 ms, and virtual machines shift it by seconds.) */
static bool start_again(int argc, char **argv, struct err *err) {
  char started[64];
  snprintf(started, sizeof started, "--started-ms=%.3f", now_ms(CLOCK_MONOTONIC));
  char **words = calloc((size_t)argc + 2, sizeof *words);
  ASSERT(words != NULL);
  memcpy(words, argv, (size_t)argc * sizeof *words);
  words[argc] = started;
  execv("/proc/self/exe", words);
  free(words);
  return err_set_errno(err, "cannot start again");
}

struct series {
  double *values;
  size_t count;
};

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double percentile(struct series *series, double share) {
  if (series->count == 0) return 0;
  qsort(series->values, series->count, sizeof *series->values, by_value);
  return series->values[(size_t)ceil(share * (double)series->count) - 1];
}

struct timing {
  struct series tap, build, show, picture, scroll;
  double first_frame_ms;
};

static void present(struct stage *stage, double *build_ms, double *show_ms) {
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

/* A walk through everything that can be tapped, the same for each cache: the controls are numbered, not named. */
static void measure_taps(struct stage *stage, int taps, struct timing *timing) {
  uint32_t seed = 20261121;
  for (int i = 0; i < taps; i++) {
    const struct tree *tree = &stage->app->ui.tree;
    const struct node *reachable[256];
    size_t count = 0;
    for (size_t n = tree->modal_from; n < tree->count && count < COUNT_OF(reachable); n++) {
      const struct node *node = &tree->nodes[n];
      if (node->action.kind != ACTION_NONE && !rect_is_empty(node->hit)) reachable[count++] = node;
    }
    seed = seed * 1664525 + 1013904223;
    ASSERT(count > 0);
    const struct node *node = reachable[(seed >> 8) % count];
    int x = node->hit.x + node->hit.w / 2, y = node->hit.y + node->hit.h / 2;
    clock_advance(&stage->clock, 700);
    double build_ms, show_ms;
    app_pointer_down(stage->app, 0, x, y);
    present(stage, &build_ms, &show_ms);
    double start = now_ms(CLOCK_MONOTONIC);
    app_pointer_up(stage->app, 0, x, y);
    present(stage, &build_ms, &show_ms);
    timing->tap.values[timing->tap.count++] = now_ms(CLOCK_MONOTONIC) - start;
    timing->build.values[timing->build.count++] = build_ms;
    timing->show.values[timing->show.count++] = show_ms;
    if (complete(stage)) timing->picture.values[timing->picture.count++] = now_ms(CLOCK_MONOTONIC) - start;
    stage_settle(stage);
  }
}

/* A finger that draws the list of everything past it, down and up again. */
static void measure_scroll(struct stage *stage, struct timing *timing) {
  app_perform(stage->app, &(struct action){.kind = ACTION_HOME});
  app_perform(stage->app, &(struct action){.kind = ACTION_GO, .number = SCREEN_AZ});
  stage_settle(stage);
  for (int i = 0; i < SCROLL_FRAMES; i++) {
    struct scroll *scroll = &app_view(stage->app)->scroll;
    scroll->pending_px += i % 100 < 75 ? SCROLL_STEP_PX : -3 * SCROLL_STEP_PX;
    double build_ms, show_ms;
    present(stage, &build_ms, &show_ms);
    timing->scroll.values[timing->scroll.count++] = build_ms + show_ms;
  }
}

static void reset_settings(struct stage *stage) {
  stage->app->settings.size_step = 0;
  stage->app->settings.contrast = false;
  stage->app->settings.reach = false;
}

/* What the kernel counts as ours, after all the taps; 0 where it does not say. */
static double pss_mb(void) {
  char line[256];
  double kb = 0;
  FILE *file = fopen("/proc/self/smaps_rollup", "r");
  while (file && kb <= 0 && fgets(line, sizeof line, file))
    if (str_starts_with(line, "Pss:")) kb = strtod(line + 4, NULL);
  if (file) fclose(file);
  return kb / 1024;
}

static void print(const struct options *options, struct timing *timing) {
  double tap50 = percentile(&timing->tap, 0.5), tap99 = percentile(&timing->tap, 0.99);
  double scroll50 = percentile(&timing->scroll, 0.5), scroll99 = percentile(&timing->scroll, 0.99);
  double build99 = percentile(&timing->build, 0.99), show99 = percentile(&timing->show, 0.99);
  double picture99 = percentile(&timing->picture, 0.99);
  double first = timing->first_frame_ms;
  if (options->json)
    printf("{\"first_frame_ms\":%.2f", first);
  else
    printf("first frame %.2f ms after the start of the process\n", first);
  if (!options->first_frame && options->json)
    printf(",\"tap_median_ms\":%.3f,\"tap_p99_ms\":%.3f,\"tap_build_p99_ms\":%.3f,\"tap_show_p99_ms\":%.3f,"
           "\"picture_p99_ms\":%.3f,\"scroll_median_ms\":%.3f,\"scroll_p99_ms\":%.3f,\"pss_used_mb\":%.2f",
           tap50, tap99, build99, show99, picture99, scroll50, scroll99, pss_mb());
  else if (!options->first_frame)
    printf("tap %.3f ms, p99 %.3f ms (building %.3f ms, drawing %.3f ms), new pictures p99 %.3f ms\n"
           "scrolling %.3f ms a frame, p99 %.3f ms\n"
           "memory (PSS) after that %.1f MB\n",
           tap50, tap99, build99, show99, picture99, scroll50, scroll99, pss_mb());
  if (options->json) puts("}");
}

bool bench_run(const struct options *options, int argc, char **argv, struct err *err) {
  if (options->started_ms <= 0) return start_again(argc, argv, err);
  struct stage stage;
  if (!stage_open(&stage, options, err)) return false;
  kiosk_prepare();
  bool ok =
      canvas_open(CANVAS_WINDOW, stage.width_px, stage.height_px, stage.fonts, &stage.canvas, err) && stage_start(&stage, err);
  if (ok && !model_has_content(stage.app->model))
    ok = err_set(err, ERR_NOT_FOUND, "cache '%s' has no content to measure with", options->config.cache);
  if (ok) {
    scoped_arena arena = {0};
    struct timing timing = {.first_frame_ms = now_ms(CLOCK_MONOTONIC) - options->started_ms};
    struct series *all[] = {&timing.tap, &timing.build, &timing.show, &timing.picture};
    for (size_t i = 0; i < COUNT_OF(all); i++)
      all[i]->values = arena_array(&arena, (size_t)options->taps, sizeof(double));
    timing.scroll.values = arena_array(&arena, SCROLL_FRAMES, sizeof(double));
    if (!options->first_frame) {
      while (fonts_warm(stage.fonts)) { /* as in the first idle moment of the kiosk */
      }
      measure_taps(&stage, options->taps, &timing);
      reset_settings(&stage);
      measure_scroll(&stage, &timing);
    }
    print(options, &timing);
  }
  stage_close(&stage);
  return ok;
}
