/* Touch and mouse would both arrive for one tap unless SDL is told otherwise; then each is taken for what it is. The loop
 * sleeps until input or the next deadline: nothing is drawn and nothing wakes up while nothing changes. */
#include "input/kiosk.h"

#include "base/log.h"
#include "base/notify.h"
#include "base/pulse.h"
#include "base/str.h"
#include "cache/shown.h"
#include "input/curtain.h"
#include "input/wait.h"
#include "screens/app_shot.h"

#include <SDL.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>

enum { MOUSE_FINGER = 0, FIRST_TOUCH_FINGER = 1, LEASE_MS = 2 * PULSE_EVERY_MS, LARGE_BLOCK = 128 * 1024 };

struct kiosk {
  struct app *app;
  struct canvas *canvas;
  struct wait *wait;
  double panel_mm;
  int panels; /* touch panels that SDL has; -1: not yet counted */
  bool running;
  bool failed;
  int64_t shown_version; /* as the daemon knows it */
  struct pulse_beat beat;
  struct notify notify;
  struct curtain curtain;
  bool is_dark; /* the curtain's black is what was shown last */
  bool is_mute; /* the sign of life could not be given, and that was logged */
  struct err *err;
};

/* glibc raises the size from which a block is mapped by itself as soon as one such block is freed, so that later pictures come
 * from the heap and stay there when they go: 8 MB after a thousand taps. Fixed, they are given back at once. */
static void give_memory_back(void) {
  mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt(M_TRIM_THRESHOLD, LARGE_BLOCK);
}

void kiosk_prepare(void) {
  give_memory_back();
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
}

bool kiosk_has_display(struct err *err) {
  const char *driver = SDL_GetCurrentVideoDriver();
  if (getenv("SDL_VIDEODRIVER") || !str_equals(driver, "offscreen")) return true;
  return err_set(err, ERR_IO, "no display found; pictures without one: litfass snapshot");
}

static const struct {
  SDL_Keycode code;
  enum app_key key;
} key_table[] = {
    {SDLK_TAB, KEY_NEXT},      {SDLK_DOWN, KEY_NEXT},      {SDLK_RIGHT, KEY_NEXT},   {SDLK_UP, KEY_PREVIOUS},
    {SDLK_LEFT, KEY_PREVIOUS}, {SDLK_RETURN, KEY_OK},      {SDLK_KP_ENTER, KEY_OK},  {SDLK_SPACE, KEY_OK},
    {SDLK_ESCAPE, KEY_BACK},   {SDLK_BACKSPACE, KEY_BACK}, {SDLK_AC_BACK, KEY_BACK},
};

/* Where there is something to write into, these two write; what they write comes as text, or not at all. */
static bool is_writing(struct kiosk *kiosk, SDL_Keycode code) {
  if (!app_takes_text(kiosk->app) || (code != SDLK_SPACE && code != SDLK_BACKSPACE)) return false;
  if (code == SDLK_SPACE) return !kiosk->app->has_focus;
  if (kiosk->app->typed.len == 0) return false;
  app_perform(kiosk->app, &(struct action){.kind = ACTION_KEYBOARD, .number = KEYBOARD_DELETE});
  return true;
}

static void on_key(struct kiosk *kiosk, const SDL_KeyboardEvent *event) {
  if (is_writing(kiosk, event->keysym.sym)) return;
  if (event->keysym.sym == SDLK_TAB && (event->keysym.mod & KMOD_SHIFT)) {
    app_press_key(kiosk->app, KEY_PREVIOUS);
    return;
  }
  for (size_t i = 0; i < COUNT_OF(key_table); i++)
    if (key_table[i].code == event->keysym.sym) app_press_key(kiosk->app, key_table[i].key);
}

static void on_window(struct kiosk *kiosk, const SDL_WindowEvent *event) {
  if (event->event == SDL_WINDOWEVENT_EXPOSED) canvas_invalidate(kiosk->canvas);
  if (event->event != SDL_WINDOWEVENT_SIZE_CHANGED && event->event != SDL_WINDOWEVENT_EXPOSED) return;
  if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED && !canvas_resize(kiosk->canvas, kiosk->err)) {
    kiosk->failed = true;
    kiosk->running = false;
    return;
  }
  struct rect size = canvas_rect(kiosk->canvas);
  app_resize(kiosk->app, size.w, size.h, kiosk->panel_mm);
}

static struct point mouse_point(const struct kiosk *kiosk, int x, int y) {
  struct point at = {x, y};
  wait_find_point(kiosk->wait, canvas_rect(kiosk->canvas), &at);
  return at;
}

static void on_mouse_button(struct kiosk *kiosk, const SDL_MouseButtonEvent *event) {
  if (event->button != SDL_BUTTON_LEFT) return;
  struct point at = mouse_point(kiosk, event->x, event->y);
  if (event->type == SDL_MOUSEBUTTONDOWN)
    app_pointer_down(kiosk->app, MOUSE_FINGER, at.x, at.y);
  else
    app_pointer_up(kiosk->app, MOUSE_FINGER, at.x, at.y);
}

/* The end of a touch always counts: the board must not believe that a finger still lies there. */
static bool is_for_curtain(struct kiosk *kiosk, const SDL_Event *event) {
  bool is_end = event->type == SDL_FINGERUP || event->type == SDL_MOUSEBUTTONUP;
  bool is_begin = event->type == SDL_FINGERDOWN || event->type == SDL_MOUSEBUTTONDOWN || event->type == SDL_KEYDOWN;
  bool is_hand = event->type >= SDL_KEYDOWN && event->type < SDL_CLIPBOARDUPDATE; /* keys, text, mouse, fingers */
  return is_hand && !is_end && curtain_takes(&kiosk->curtain, is_begin, clock_elapsed_ms(kiosk->app->clock));
}

static void on_event(struct kiosk *kiosk, const SDL_Event *event) {
  struct app *app = kiosk->app;
  if (is_for_curtain(kiosk, event)) return;
  switch (event->type) {
    case SDL_QUIT: kiosk->running = false; break;
    case SDL_WINDOWEVENT: on_window(kiosk, &event->window); break;
    case SDL_KEYDOWN:
      if (!event->key.repeat) on_key(kiosk, &event->key);
      break;
    case SDL_TEXTINPUT:
      if (!str_equals(event->text.text, " ") || !app->has_focus) app_type(app, event->text.text);
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: on_mouse_button(kiosk, &event->button); break;
    case SDL_MOUSEMOTION: {
      struct point at = mouse_point(kiosk, event->motion.x, event->motion.y);
      app_pointer_move(app, MOUSE_FINGER, at.x, at.y);
      break;
    }
    case SDL_MOUSEWHEEL: app_perform(app, &(struct action){.kind = ACTION_PAGE, .number = event->wheel.y > 0 ? -1 : 1}); break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION: {
      struct rect size = canvas_rect(kiosk->canvas);
      int x = (int)(event->tfinger.x * (float)size.w);
      int y = (int)(event->tfinger.y * (float)size.h);
      int64_t finger = FIRST_TOUCH_FINGER + (event->tfinger.fingerId & INT64_C(0x7FFFFFFF));
      if (event->type == SDL_FINGERDOWN)
        app_pointer_down(app, finger, x, y);
      else if (event->type == SDL_FINGERUP)
        app_pointer_up(app, finger, x, y);
      else
        app_pointer_move(app, finger, x, y);
      break;
    }
    default: break;
  }
}

/* SDL opens a panel that comes back by itself (udev); what it never sends is the end of the touches that the lost one had. */
static void watch_panels(struct kiosk *kiosk) {
  int panels = SDL_GetNumTouchDevices();
  if (panels == kiosk->panels) return;
  if (panels < kiosk->panels) {
    log_warning("touch panel lost, %d left: waiting for it, keys go on working", panels);
    app_pointers_lost(kiosk->app);
  } else if (kiosk->panels >= 0) {
    log_info("touch panel found, %d now", panels);
  }
  if (kiosk->panels >= 0) wait_refresh(kiosk->wait);
  kiosk->panels = panels;
}

/* A piece of what can wait until nobody does: a picture of the page that is shown, then whatever a later page would have to
 * wait for. False when there is nothing left. */
static bool work_ahead(struct kiosk *kiosk) {
  if (kiosk->is_dark) return false;
  if (!canvas_load_next(kiosk->canvas)) return fonts_warm(kiosk->app->fonts);
  canvas_show(kiosk->canvas, &kiosk->app->ui.commands);
  return true;
}

/* Tells the daemon, and through it the hub, which version people really see. */
static void note_shown(struct kiosk *kiosk) {
  struct app *app = kiosk->app;
  struct err err;
  int64_t version = model_has_content(app->model) ? model_info(app->model)->version : 0;
  if (version == kiosk->shown_version) return;
  kiosk->shown_version = version;
  struct shown shown = {.version = version, .utc = clock_is_trusted(app->clock) ? clock_utc(app->clock) : 0};
  if (!shown_write(app->config.model.cache_path, &shown, &err)) log_warning("%s", err.msg);
}

static void show_black(struct kiosk *kiosk) {
  scoped_arena arena = {0};
  struct commands commands;
  struct rect screen = canvas_rect(kiosk->canvas);
  commands_init(&commands, &arena, screen);
  command_box(&commands, screen, color_rgb(0), COLOR_NONE, 0, 0);
  commands.forget = true; /* frames of a reset behind the curtain are never shown, so this one lets go of words */
  canvas_show(kiosk->canvas, &commands);
}

/* Presents what there is to present; false when nothing has changed. Behind the curtain the board goes on living. */
static bool present(struct kiosk *kiosk) {
  struct app *app = kiosk->app;
  int64_t now = clock_elapsed_ms(app->clock);
  curtain_look(&kiosk->curtain, now);
  bool is_dark = app->is_dark = curtain_is_down(&kiosk->curtain, now);
  bool is_new = app_tick(app);
  bool has_turned = is_dark != kiosk->is_dark;
  if (is_new) app_build(app);
  kiosk->is_dark = is_dark;
  if (is_dark && has_turned) show_black(kiosk);
  if (!is_dark && (is_new || has_turned)) {
    canvas_show(kiosk->canvas, &app->ui.commands);
    note_shown(kiosk);
  }
  return is_new || has_turned;
}

/* After a presented frame, with input polled: whoever hears this knows that the board shows something and listens. */
static void give_sign_of_life(struct kiosk *kiosk) {
  struct err err;
  bool ok = pulse_beat(&kiosk->beat, kiosk->app->clock, LEASE_MS, "frame", &err);
  if (!ok && !kiosk->is_mute) log_warning("sign of life: %s", err.msg);
  kiosk->is_mute = !ok;
  notify_alive(&kiosk->notify, clock_elapsed_ms(kiosk->app->clock));
}

bool kiosk_run(struct app *app, struct canvas *canvas, const struct kiosk_config *config, struct err *err) {
  struct kiosk kiosk = {.app = app, .canvas = canvas, .panel_mm = config->panel_mm, .panels = -1, .running = true, .err = err};
  struct rect size = canvas_rect(canvas);
  app_resize(app, size.w, size.h, config->panel_mm);
  pulse_init(&kiosk.beat, config->health, "app");
  curtain_init(&kiosk.curtain, config->display);
  kiosk.wait = wait_open();
  notify_open(&kiosk.notify);
  bool first = true;
  while (kiosk.running) {
    bool busy = true;
    if (present(&kiosk)) {
      /* The bench reads this line: CLOCK_MONOTONIC is the same for all processes. */
      if (first) log_info("first frame after %" PRId64 " ms of uptime", clock_elapsed_ms(app->clock));
      if (first) notify_ready(&kiosk.notify);
      first = false;
    } else {
      busy = work_ahead(&kiosk);
      if (!busy) app_shot_take(app, canvas);
    }
    wait_for_events(kiosk.wait, busy ? 0 : (int)notify_sleep_ms(&kiosk.notify, app_next_tick_ms(app)));
    SDL_Event event;
    while (SDL_PollEvent(&event))
      on_event(&kiosk, &event);
    watch_panels(&kiosk);
    if (!first) give_sign_of_life(&kiosk);
  }
  notify_close(&kiosk.notify);
  wait_close(kiosk.wait);
  return !kiosk.failed;
}
