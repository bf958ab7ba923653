#include "play/bench.h"

#include "input/kiosk.h"
#include "play/finger.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { SCROLL_FRAMES = 400, SCROLL_STEP_PX = 37 };

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

/* --- walks --- */

/* What is walked through. "Mixed" presses every button equally often, those for size and language too: far more often than
 * people would. "Visit" is what visitors feel: one language, one size. */
static const struct walk {
  const char *name, *what, *lang;
  int size_step;
  bool reach, steady, typing;
} walks[] = {
    {"tap", "tap", "de", 0, false, false, false},
    {"visit", "tap, same size and language", "de", 0, false, true, false},
    {"large", "tap at 200 %", "de", 2, false, true, false},
    {"arabic", "tap in Arabic", "ar", 0, false, true, false},
    {"reach", "tap in reach mode", "de", 0, true, true, false},
    {"typing", "key of the search", "de", 0, false, true, true},
};

struct timing {
  struct series total, cpu, build, show, picture;
};

struct results {
  double first_frame_ms, own_start_mb, pss_mb, own_mb;
  struct timing walks[COUNT_OF(walks)];
  struct series scroll;
};

static void set_out(struct stage *stage, const struct walk *walk) {
  app_reset(stage->app);
  struct action language = action_with_id(ACTION_LANGUAGE, 0, walk->lang);
  app_perform(stage->app, &language);
  app_perform(stage->app, &(struct action){.kind = ACTION_HOME});
  stage->app->settings.size_step = walk->size_step;
  stage->app->settings.contrast = false;
  stage->app->settings.reach = walk->reach;
  stage_settle(stage);
}

static void add(struct series *series, double value) {
  if (series->count < series->capacity) series->values[series->count++] = value;
}

static void measure_tap(struct stage *stage, const struct node *node, struct timing *timing) {
  struct tap tap;
  finger_tap(stage, node, &tap);
  add(&timing->total, tap.total_ms);
  add(&timing->cpu, tap.cpu_ms);
  add(&timing->build, tap.build_ms);
  add(&timing->show, tap.show_ms);
  if (tap.picture_ms > 0) add(&timing->picture, tap.picture_ms);
}

static const struct node *find_key(const struct stage *stage, const struct action *action) {
  const struct tree *tree = &stage->app->ui.tree;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (action_equals(&tree->nodes[i].action, action) && !rect_is_empty(tree->nodes[i].hit)) return &tree->nodes[i];
  return NULL;
}

/* Words letter by letter, then the key that clears. */
static void measure_typing(struct stage *stage, int keys, struct timing *timing) {
  static const char letters[] = "demenz;pflege;frisor;apotheke;wohnen;kaffee;schulden;xyzq;kino;arzt;repair;saal;hilfe;";
  app_perform(stage->app, &(struct action){.kind = ACTION_GO, .number = SCREEN_SEARCH});
  stage_settle(stage);
  for (int i = 0; i < keys; i++) {
    const char letter[2] = {letters[i % (int)(sizeof letters - 1)], '\0'};
    const struct action action =
        letter[0] == ';' ? action_of(ACTION_KEYBOARD, KEYBOARD_CLEAR) : action_with_id(ACTION_TYPE, 0, letter);
    const struct node *node = find_key(stage, &action);
    ASSERT(node != NULL);
    measure_tap(stage, node, timing);
  }
}

static void measure_walk(struct stage *stage, const struct walk *walk, int taps, struct timing *timing) {
  uint32_t seed = 20261121;
  set_out(stage, walk);
  if (walk->typing) {
    measure_typing(stage, taps, timing);
    return;
  }
  for (int i = 0; i < taps; i++)
    measure_tap(stage, finger_next(stage, &seed, walk->steady), timing);
}

/* A finger that draws the list of everything past it, down and up again. */
static void measure_scroll(struct stage *stage, struct series *scroll) {
  set_out(stage, &walks[0]);
  app_perform(stage->app, &(struct action){.kind = ACTION_GO, .number = SCREEN_AZ});
  stage_settle(stage);
  for (int i = 0; i < SCROLL_FRAMES; i++) {
    app_view(stage->app)->scroll.pending_px += i % 100 < 75 ? SCROLL_STEP_PX : -3 * SCROLL_STEP_PX;
    double build_ms, show_ms;
    finger_present(stage, &build_ms, &show_ms);
    add(scroll, build_ms + show_ms);
  }
}

static void measure(struct stage *stage, int taps, struct arena *arena, struct results *results) {
  while (fonts_warm(stage->fonts)) { /* as in the first idle moments of the kiosk */
  }
  for (size_t i = 0; i < COUNT_OF(walks); i++) {
    struct timing *timing = &results->walks[i];
    struct series *const all[] = {&timing->total, &timing->cpu, &timing->build, &timing->show, &timing->picture};
    for (size_t k = 0; k < COUNT_OF(all); k++)
      series_init(all[k], arena, (size_t)taps);
    measure_walk(stage, &walks[i], taps, timing);
    if (i > 0) continue;
    results->pss_mb = memory_mb(MEMORY_SHARE);
    results->own_mb = memory_mb(MEMORY_OWN);
  }
  series_init(&results->scroll, arena, SCROLL_FRAMES);
  measure_scroll(stage, &results->scroll);
}

/* --- results --- */

static void print_text(struct results *results, bool all) {
  printf("first frame %.2f ms after the start of the process\n", results->first_frame_ms);
  if (!all) return;
  for (size_t i = 0; i < COUNT_OF(walks); i++) {
    struct timing *timing = &results->walks[i];
    printf("%s: %.3f ms, p99 %.3f ms (processor %.3f ms, building %.3f ms, drawing %.3f ms)\n", walks[i].what,
           series_percentile(&timing->total, 0.5), series_percentile(&timing->total, 0.99),
           series_percentile(&timing->cpu, 0.99), series_percentile(&timing->build, 0.99),
           series_percentile(&timing->show, 0.99));
  }
  printf("new pictures p99 %.3f ms\n", series_percentile(&results->walks[0].picture, 0.99));
  printf("scrolling: %.3f ms a frame, p99 %.3f ms\n", series_percentile(&results->scroll, 0.5),
         series_percentile(&results->scroll, 0.99));
  printf("memory after the first walk: %.1f MB (PSS), of its own %.1f MB, %.1f MB at the start\n", results->pss_mb,
         results->own_mb, results->own_start_mb);
}

static void print_json(struct results *results, bool all) {
  printf("{\"first_frame_ms\":%.2f", results->first_frame_ms);
  for (size_t i = 0; all && i < COUNT_OF(walks); i++) {
    struct timing *timing = &results->walks[i];
    const char *name = walks[i].name;
    printf(",\"%s_median_ms\":%.3f,\"%s_p99_ms\":%.3f,\"%s_cpu_p99_ms\":%.3f,\"%s_build_p99_ms\":%.3f,\"%s_show_p99_ms\":%.3f",
           name, series_percentile(&timing->total, 0.5), name, series_percentile(&timing->total, 0.99), name,
           series_percentile(&timing->cpu, 0.99), name, series_percentile(&timing->build, 0.99), name,
           series_percentile(&timing->show, 0.99));
  }
  if (all)
    printf(",\"picture_p99_ms\":%.3f,\"scroll_median_ms\":%.3f,\"scroll_p99_ms\":%.3f,\"pss_used_mb\":%.2f,"
           "\"own_start_mb\":%.2f,\"own_used_mb\":%.2f",
           series_percentile(&results->walks[0].picture, 0.99), series_percentile(&results->scroll, 0.5),
           series_percentile(&results->scroll, 0.99), results->pss_mb, results->own_start_mb, results->own_mb);
  puts("}");
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
    struct results results = {.first_frame_ms = now_ms(CLOCK_MONOTONIC) - options->started_ms};
    results.own_start_mb = memory_mb(MEMORY_OWN);
    if (!options->first_frame) measure(&stage, options->taps, &arena, &results);
    (options->json ? print_json : print_text)(&results, !options->first_frame);
  }
  stage_close(&stage);
  return ok;
}
