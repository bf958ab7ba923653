#include "play/stage.h"

#include "base/civil.h"
#include "base/str.h"
#include "screens/app_shot.h"
#include "speech/voice_mute.h"

enum {
  DEFAULT_WIDTH = 1920,
  DEFAULT_HEIGHT = 1080,
  PERSON_MS = 600,
  SCROLL_STEPS_MAX = 400,
  CLOSELY_MS = 300000,
  PRINT_WAIT_MS = 2000
};

bool stage_open(struct stage *stage, const struct options *options, struct err *err) {
  *stage = (struct stage){.options = *options};
  stage->width_px = options->width_px ? options->width_px : DEFAULT_WIDTH;
  stage->height_px = options->height_px ? options->height_px : DEFAULT_HEIGHT;
  stage->panel_mm = options->config.panel_mm;
  options_clock(options, true, &stage->clock);
  const char *folder = stage->options.config.font_folder;
  return fonts_open(*folder ? folder : NULL, &stage->fonts, err);
}

void stage_close(struct stage *stage) {
  stage_stop(stage);
  voice_destroy(stage->voice);
  canvas_close(stage->canvas);
  fonts_close(stage->fonts);
  *stage = (struct stage){0};
}

void stage_stop(struct stage *stage) {
  if (stage->canvas) canvas_set_source(stage->canvas, &(struct picture_source){0});
  app_destroy(stage->app);
  stage->app = NULL;
}

static void apply_settings(struct stage *stage) {
  const struct options *options = &stage->options;
  struct settings *settings = &stage->app->settings;
  settings->size_step = options->text_size == 200 ? 2 : options->text_size == 140 ? 1 : 0;
  settings->contrast = options->contrast;
  settings->reach = options->reach;
}

static void give_pictures(struct stage *stage) {
  struct picture_source source = app_pictures(stage->app);
  canvas_set_source(stage->canvas, &source);
}

bool stage_start(struct stage *stage, struct err *err) {
  if (!stage->canvas && !canvas_open(CANVAS_MEMORY, stage->width_px, stage->height_px, stage->fonts, &stage->canvas, err))
    return false;
  if (stage->app) return give_pictures(stage), true;
  options_app_config(&stage->options, &stage->config);
  /* Scripts, pictures and the bench leave the spool of the machine they run on alone. */
  if (!stage->options.has_spool) stage->config.spool = NULL;
  if (!stage->options.has_device) stage->config.device = NULL;
  if (!stage->voice) stage->voice = voice_mute_create(&stage->clock);
  if (stage->options.config.speech_on) stage->config.reading.voice = stage->voice;
  stage->app = app_create(&stage->config, &stage->clock, stage->fonts);
  give_pictures(stage);
  apply_settings(stage);
  app_resize(stage->app, stage->width_px, stage->height_px, stage->panel_mm);
  stage_settle(stage);
  return true;
}

void stage_set_clock(struct stage *stage, int64_t wall) {
  clock_set_wall(&stage->clock, wall);
  if (stage->app) stage_settle(stage);
}

bool stage_set_size(struct stage *stage, int width_px, int height_px, double panel_mm, struct err *err) {
  stage->width_px = width_px;
  stage->height_px = height_px;
  stage->panel_mm = panel_mm;
  canvas_close(TAKE(stage->canvas));
  if (!stage->app) return true;
  app_resize(stage->app, width_px, height_px, panel_mm);
  if (!stage_start(stage, err)) return false;
  stage_settle(stage);
  return true;
}

bool stage_settle(struct stage *stage) {
  bool presented = false;
  /* A frame may ask for another one (a page that corrects its scroll position); a loop would be a bug. */
  for (int i = 0; app_tick(stage->app); i++) {
    ASSERT(i < 100);
    presented = canvas_show(stage->canvas, &app_build(stage->app)->commands) || presented;
  }
  while (canvas_load_next(stage->canvas))
    presented = canvas_show(stage->canvas, &stage->app->ui.commands) || presented;
  app_shot_take(stage->app, stage->canvas);
  if (press_state(stage->app->press) != PRESS_BUSY) return presented;
  press_wait(stage->app->press, PRINT_WAIT_MS); /* lp is a program of the real world */
  return app_tick(stage->app) ? stage_settle(stage) : presented;
}

/* Every step draws a frame. After the time in which something still happens by itself (the idle question) minutes will do, and
 * after a day hours: a month takes seconds. */
void stage_wait(struct stage *stage, int64_t ms) {
  for (int64_t waited = 0; waited < ms;) {
    int64_t step = waited < CLOSELY_MS ? 1000 : waited < DAY_SECONDS * 1000 ? 60000 : 3600000;
    if (step > ms - waited) step = ms - waited;
    clock_advance(&stage->clock, step);
    stage_settle(stage);
    waited += step;
  }
}

void stage_tap(struct stage *stage, const struct node *node) {
  int x = node->hit.x + node->hit.w / 2;
  int y = node->hit.y + node->hit.h / 2;
  clock_advance(&stage->clock, PERSON_MS);
  stage_settle(stage);
  app_pointer_down(stage->app, 0, x, y);
  stage_settle(stage);
  clock_advance(&stage->clock, 80);
  app_pointer_up(stage->app, 0, x, y);
  stage_settle(stage);
}

void stage_wake(struct stage *stage) {
  if (!stage->app->attract.on) return;
  clock_advance(&stage->clock, PERSON_MS);
  app_pointer_down(stage->app, 0, 0, 0);
  app_pointer_up(stage->app, 0, 0, 0);
  clock_advance(&stage->clock, PERSON_MS);
  stage_settle(stage);
}

static bool is_reachable(const struct node *node) { return node && !(node->state & NODE_OFFSCREEN); }

/* Pages in one direction until the node is in sight. */
static const struct node *scroll_for(struct stage *stage, enum role role, const char *name, int direction) {
  struct app *app = stage->app;
  const struct node *node = tree_find(&app->ui.tree, role, name);
  for (int i = 0; i < SCROLL_STEPS_MAX && !is_reachable(node); i++) {
    const struct scroll *scroll = &app_view(app)->scroll;
    if (direction > 0 ? !scroll->can_down : !scroll->can_up) break;
    app_perform(app, &(struct action){.kind = ACTION_PAGE, .number = direction});
    stage_settle(stage);
    node = tree_find(&app->ui.tree, role, name);
  }
  return node;
}

static const struct node *find_on_pages(struct stage *stage, enum role role, const char *name) {
  const struct node *node = scroll_for(stage, role, name, 1);
  return is_reachable(node) ? node : scroll_for(stage, role, name, -1);
}

/* On small panels either the keyboard is out or what was found. */
static bool change_keyboard(struct stage *stage) {
  const struct tree *tree = &stage->app->ui.tree;
  struct action fold = action_of(ACTION_KEYBOARD, KEYBOARD_FOLD);
  if (!keyboard_is_paged(&stage->app->ui.metrics)) return false;
  for (size_t i = tree->modal_from; i < tree->count; i++) {
    if (!action_equals(&tree->nodes[i].action, &fold)) continue;
    stage_tap(stage, &tree->nodes[i]);
    return true;
  }
  return false;
}

const struct node *stage_find(struct stage *stage, enum role role, const char *name) {
  const struct node *node = find_on_pages(stage, role, name);
  if (is_reachable(node) || !change_keyboard(stage)) return node;
  node = find_on_pages(stage, role, name);
  if (!node) change_keyboard(stage);
  return node;
}
