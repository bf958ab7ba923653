/* litfass: the board. Opens no socket, writes no cache, starts no process but those that read aloud and print. */
#include "confine.h"
#include "draw/canvas.h"
#include "input/kiosk.h"
#include "options.h"
#include "play/bench.h"
#include "play/script.h"
#include "play/soak.h"
#include "play/stage.h"
#include "speech/voice_espeak.h"

#include "base/log.h"
#include "base/str.h"
#include "cache/reader.h"

#include <stdio.h>

static bool run_kiosk(const struct options *options, struct err *err) {
  confine_board(options);
  struct fonts *fonts;
  const char *folder = options->config.font_folder;
  if (!fonts_open(*folder ? folder : NULL, &fonts, err)) return false;
  kiosk_prepare();
  struct canvas *canvas;
  enum canvas_mode mode = options->width_px ? CANVAS_WINDOW : CANVAS_FULLSCREEN;
  bool ok = canvas_open(mode, options->width_px, options->height_px, fonts, &canvas, err);
  if (ok && !kiosk_has_display(err)) {
    canvas_close(canvas);
    ok = false;
  }
  if (ok) {
    struct clock clock;
    options_clock(options, false, &clock);
    struct app_config config;
    options_app_config(options, &config);
    struct espeak_config espeak;
    options_espeak_config(options, &espeak);
    if (options->config.speech_on) config.reading.voice = voice_espeak_create(&espeak, &clock);
    struct app *app = app_create(&config, &clock, fonts);
    struct picture_source pictures = app_pictures(app);
    canvas_set_source(canvas, &pictures);
    app->settings.size_step = options->text_size == 200 ? 2 : options->text_size == 140 ? 1 : 0;
    app->settings.contrast = options->contrast;
    app->settings.reach = options->reach;
    struct kiosk_config kiosk = {.panel_mm = options->config.panel_mm > 0 ? options->config.panel_mm : canvas_panel_mm(canvas),
                                 .health = options->config.health,
                                 .display = options->config.display};
    ok = kiosk_run(app, canvas, &kiosk, err);
    app_destroy(app);
    voice_destroy(config.reading.voice);
    canvas_close(canvas);
  }
  fonts_close(fonts);
  return ok;
}

static bool has_content(const char *cache, struct err *err) {
  struct reader *reader;
  if (!reader_open(cache, &reader, err)) return err_prefix(err, "'%s'", cache);
  reader_close(reader);
  return true;
}

/* The entry's page, or one of its views: "take", "write", "map". */
static bool show_entry(struct app *app, const char *id, const char *view) {
  char name[100];
  if (!view) return app_show_entry(app, id);
  snprintf(name, sizeof name, "%s:%s", view, id);
  return app_show_screen(app, name);
}

static bool run_snapshot(const struct options *options, struct err *err) {
  if (options->list) {
    for (size_t i = 0; app_screen_name(i); i++)
      if (!app_screen_needs_entry(i) && !app_screen_needs_pin(i)) puts(app_screen_name(i));
    return true;
  }
  /* A picture of "nothing yet" that a script takes for home would help nobody: that screen has a name of its own. */
  if (!str_equals(options->screen, "waiting") && !has_content(options->config.cache, err)) return false;
  struct stage stage;
  bool ok = stage_open(&stage, options, err) && stage_start(&stage, err);
  if (ok && options->screen && !app_show_screen(stage.app, options->screen))
    ok = err_set(err, ERR_USAGE, "no screen '%.60s', see snapshot --list", options->screen);
  if (ok && options->entry && !show_entry(stage.app, options->entry, options->view))
    ok = err_set(err, ERR_NOT_FOUND, "no entry '%.60s' in '%s'", options->entry, options->config.cache);
  if (ok) {
    stage_settle(&stage);
    ok = canvas_save(stage.canvas, options->output, err);
  }
  stage_close(&stage);
  return ok;
}

static bool run_play(const struct options *options, struct err *err) {
  struct stage stage;
  bool ok = stage_open(&stage, options, err) && script_run(&stage, options->file, err);
  stage_close(&stage);
  return ok;
}

int main(int argc, char **argv) {
  log_open("litfass");
  struct options options;
  enum options_end end;
  struct err err = {0};
  bool ok = options_parse(argc, argv, &options, &end, &err);
  if (ok && end == OPTIONS_RUN) {
    if (str_equals(options.command, "play"))
      ok = run_play(&options, &err);
    else if (str_equals(options.command, "snapshot"))
      ok = run_snapshot(&options, &err);
    else if (str_equals(options.command, "bench"))
      ok = options.soak > 0 ? soak_run(&options, &err) : bench_run(&options, argc, argv, &err);
    else
      ok = run_kiosk(&options, &err);
  }
  if (!ok) log_error("%s", err.msg);
  return ok ? 0 : err_exit_code(err.code);
}
