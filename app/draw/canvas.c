/* The window (or memory) and the frame: finds damage, draws the commands that meet it, presents those rectangles.
 *
 * Drawing goes straight into the window's surface when its words are 0x00RRGGBB, else into a surface of our own that is copied
 * over. Under X11, Wayland and in memory SDL's software path is asked for (the accelerated one costs 137 MB and 18 ms a frame).
 * Without a window system the frame goes to the panel itself (panel.h), and SDL has only the input devices. */
#include "draw/canvas.h"

#include <SDL.h>
#include <SDL_image.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "draw/canvas_internal.h"
#include "draw/panel.h"

enum {
  CORNER_CACHE_BYTES = 512 * 1024,
  LEAST_IMAGE_CACHE_BYTES = 8 * 1024 * 1024,
  LARGEST_SIDE = 16384,
  PNG_LARGEST_BYTES = 1024 * 1024 * 1024,
  STRIP_ROWS = 64,
};

struct canvas {
  enum canvas_mode mode;
  SDL_Window *window;   /* NULL in memory; with a panel, what the pointer moves in */
  struct panel *panel;  /* NULL in a window and in memory */
  SDL_Surface *surface; /* what is drawn into; the window's own or ours */
  SDL_Surface *shown;   /* the window's, when it differs */
  bool owns_surface;
  bool started_video;
  struct damage damage;
  struct masks masks;
  struct cache *corners, *images;
  struct wanted wanted;
  struct picture_source source;
  struct canvas_stats stats;
};

/* --- surfaces --- */

static bool is_ours(const SDL_Surface *surface) {
  return surface->format->format == SDL_PIXELFORMAT_RGB888 && !SDL_MUSTLOCK(surface) && surface->pitch % 4 == 0;
}

static SDL_Surface *make_surface(int w, int h) { return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888); }

static void drop_surface(struct canvas *canvas) {
  if (canvas->owns_surface) SDL_FreeSurface(canvas->surface);
  canvas->surface = canvas->shown = NULL;
  canvas->owns_surface = false;
}

/* Takes the window's surface as it is now; a new one starts from nothing. */
static bool take_window_surface(struct canvas *canvas, struct err *err) {
  SDL_Surface *shown = SDL_GetWindowSurface(canvas->window);
  if (!shown) return err_set(err, ERR_INTERNAL, "no window surface: %.150s", SDL_GetError());
  if (canvas->surface && (shown == canvas->shown || shown == canvas->surface)) return true;
  drop_surface(canvas);
  canvas->shown = shown;
  canvas->owns_surface = !is_ours(shown);
  canvas->surface = canvas->owns_surface ? make_surface(shown->w, shown->h) : shown;
  if (!canvas->surface) return err_set(err, ERR_INTERNAL, "no surface of %dx%d", shown->w, shown->h);
  damage_init(&canvas->damage, canvas_rect(canvas));
  return true;
}

/* --- opening --- */

static bool start_video(struct canvas *canvas, const char *acceleration, struct err *err) {
  if (acceleration) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, acceleration);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return err_set(err, ERR_INTERNAL, "no display: %.150s", SDL_GetError());
  canvas->started_video = true;
  return true;
}

static void stop_video(struct canvas *canvas) {
  if (canvas->window) SDL_DestroyWindow(canvas->window);
  canvas->window = NULL;
  if (canvas->started_video) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  canvas->started_video = false;
}

static bool open_window(struct canvas *canvas, int width, int height, struct err *err) {
  const bool full = canvas->mode == CANVAS_FULLSCREEN;
  const uint32_t flags = full ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
  canvas->window =
      SDL_CreateWindow("Litfass", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, full ? 0 : width, full ? 0 : height, flags);
  if (!canvas->window) return err_set(err, ERR_INTERNAL, "no window: %.150s", SDL_GetError());
  return take_window_surface(canvas, err);
}

static bool open_surface(struct canvas *canvas, int width, int height, struct err *err) {
  canvas->surface = make_surface(width, height);
  if (!canvas->surface) return err_set(err, ERR_INTERNAL, "no surface of %dx%d", width, height);
  canvas->owns_surface = true;
  damage_init(&canvas->damage, canvas_rect(canvas));
  return true;
}

static bool is_set(const char *variable) {
  const char *value = getenv(variable);
  return value && *value;
}

static bool has_window_system(void) { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("SDL_VIDEODRIVER"); }

/* SDL's driver "evdev" is its dummy window with real input devices. */
static bool open_on_panel(struct canvas *canvas, struct err *err) {
  const struct panel_size size = panel_size(canvas->panel);
  if (!open_surface(canvas, size.w, size.h, err)) return false;
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "evdev");
  if (!start_video(canvas, NULL, err)) return false;
  canvas->window = SDL_CreateWindow("Litfass", 0, 0, 0, 0, SDL_WINDOW_FULLSCREEN_DESKTOP);
  return canvas->window || err_set(err, ERR_INTERNAL, "no window: %.150s", SDL_GetError());
}

/* The panel itself where nothing else has it; else a window, software first, a driver without it with SDL's own choice. */
static bool open_display(struct canvas *canvas, int width, int height, struct err *err) {
  if (canvas->mode == CANVAS_FULLSCREEN && !has_window_system()) {
    if (panel_open(&canvas->panel, err)) return open_on_panel(canvas, err);
    if (err->code != ERR_NOT_FOUND) return false;
  }
  if (!start_video(canvas, "0", err)) return false;
  if (open_window(canvas, width, height, err)) return true;
  drop_surface(canvas);
  stop_video(canvas);
  return start_video(canvas, "1", err) && open_window(canvas, width, height, err);
}

/* One full screen of pictures always fits, so that a poster is decoded once. */
size_t canvas_picture_bytes(int width, int height) {
  const size_t screen = (size_t)width * (size_t)height * 4;
  return screen * 5 / 4 > LEAST_IMAGE_CACHE_BYTES ? screen * 5 / 4 : LEAST_IMAGE_CACHE_BYTES;
}

bool canvas_open(enum canvas_mode mode, int width, int height, struct fonts *fonts, struct canvas **out, struct err *err) {
  if (mode != CANVAS_FULLSCREEN && (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE))
    return err_set(err, ERR_USAGE, "a canvas of %dx%d is not possible", width, height);
  struct canvas *canvas = calloc(1, sizeof *canvas);
  ASSERT(canvas != NULL);
  canvas->mode = mode;
  const bool opened =
      mode == CANVAS_MEMORY ? open_surface(canvas, width, height, err) : open_display(canvas, width, height, err);
  if (!opened) {
    canvas_close(canvas);
    return false;
  }
  masks_init(&canvas->masks, fonts, canvas_rect(canvas));
  canvas->corners = cache_create(CORNER_CACHE_BYTES);
  canvas->images = cache_create(canvas_picture_bytes(canvas->surface->w, canvas->surface->h));
  *out = canvas;
  return true;
}

void canvas_close(struct canvas *canvas) {
  if (!canvas) return;
  drop_surface(canvas);
  stop_video(canvas);
  panel_close(canvas->panel);
  damage_fini(&canvas->damage);
  wanted_fini(&canvas->wanted);
  masks_fini(&canvas->masks);
  cache_destroy(canvas->corners);
  cache_destroy(canvas->images);
  free(canvas);
}

struct rect canvas_rect(const struct canvas *canvas) {
  return (struct rect){0, 0, canvas->surface->w, canvas->surface->h};
}

double canvas_panel_mm(const struct canvas *canvas) {
  enum { LEAST_MM = 50, MOST_MM = 3000 }; /* panels that lie report 0, or their shape (16 mm x 9 mm) */
  if (canvas->panel) {
    const int mm = panel_size(canvas->panel).width_mm;
    return mm >= LEAST_MM && mm <= MOST_MM ? mm : 0;
  }
  if (!canvas->window) return 0;
  float dpi = 0;
  if (SDL_GetDisplayDPI(SDL_GetWindowDisplayIndex(canvas->window), NULL, &dpi, NULL) != 0 || dpi <= 0) return 0;
  SDL_DisplayMode mode;
  if (SDL_GetDesktopDisplayMode(SDL_GetWindowDisplayIndex(canvas->window), &mode) != 0) return 0;
  const double mm = mode.w / (double)dpi * 25.4;
  return mm >= LEAST_MM && mm <= MOST_MM ? mm : 0;
}

/* --- drawing --- */

static void draw_command(struct canvas *canvas, struct pixels *pixels, struct rect clip, const struct command *command) {
  switch (command->kind) {
    case COMMAND_BOX: box_draw(pixels, clip, command, canvas->corners); break;
    case COMMAND_TEXT: text_draw(pixels, clip, command, &canvas->masks); break;
    case COMMAND_ICON: icon_draw(pixels, clip, command, &canvas->masks); break;
    case COMMAND_IMAGE: image_draw(pixels, clip, command, canvas->images, canvas->corners); break;
  }
}

/* A square opaque box over all of `rect` hides what was drawn before it. */
static bool hides(const struct command *command, struct rect rect) {
  if (command->kind != COMMAND_BOX || command->fill.a != 255 || (command->radius_px > 0 && command->corners)) return false;
  if (command->border_px > 0 && command->border.a < 255) return false;
  const struct rect seen = rect_intersect(rect_intersect(command->rect, command->clip), rect);
  return seen.w == rect.w && seen.h == rect.h;
}

static void draw_strip(struct canvas *canvas, struct pixels *pixels, struct rect rect, const struct commands *commands) {
  size_t first = commands->count;
  while (first > 0 && !hides(&commands->items[first - 1], rect))
    first--;
  if (first == 0) raster_fill(pixels, rect, rect, color_rgb(0));
  for (size_t i = first > 0 ? first - 1 : 0; i < commands->count; i++) {
    const struct command *command = &commands->items[i];
    const struct rect clip = rect_intersect(rect, command->clip);
    if (!rect_is_empty(rect_intersect(clip, command_ink(command)))) draw_command(canvas, pixels, clip, command);
  }
}

/* Strip by strip, so that a box on a card on the page finds its pixels still in the processor's cache. */
static void draw_rect(struct canvas *canvas, struct pixels *pixels, struct rect rect, const struct commands *commands) {
  for (int y = rect.y; y < rect_bottom(rect); y += STRIP_ROWS) {
    const int rest = rect_bottom(rect) - y;
    draw_strip(canvas, pixels, (struct rect){rect.x, y, rect.w, rest < STRIP_ROWS ? rest : STRIP_ROWS}, commands);
  }
}

/* --- frames --- */

static bool has_window(const struct canvas *canvas) { return canvas->window && !canvas->panel; }

static void present(struct canvas *canvas, const struct rect *rects, int count) {
  if (canvas->panel) panel_present(canvas->panel, canvas->surface->pixels, canvas->surface->pitch / 4, rects, count);
  if (!has_window(canvas)) return;
  SDL_Rect areas[MOST_DAMAGE_RECTS];
  for (int i = 0; i < count; i++) {
    areas[i] = (SDL_Rect){rects[i].x, rects[i].y, rects[i].w, rects[i].h};
    SDL_Rect to = areas[i];
    if (canvas->owns_surface) SDL_BlitSurface(canvas->surface, &areas[i], canvas->shown, &to);
  }
  SDL_UpdateWindowSurfaceRects(canvas->window, areas, count);
}

bool canvas_show(struct canvas *canvas, const struct commands *commands) {
  struct err ignored;
  if (commands->forget) {
    masks_forget(&canvas->masks);
    malloc_trim(0); /* nobody is there: the system gets back what words and pictures have left */
  }
  if (has_window(canvas) && !take_window_surface(canvas, &ignored)) return false;
  struct rect rects[MOST_DAMAGE_RECTS];
  const int count = damage_find(&canvas->damage, commands, canvas->images, canvas_rect(canvas), rects);
  wanted_update(&canvas->wanted, commands);
  if (count == 0) {
    canvas->stats.frames_equal++;
    return false;
  }
  struct pixels pixels = {canvas->surface->pixels, canvas->surface->w, canvas->surface->h, canvas->surface->pitch / 4};
  canvas->stats.pixels_drawn = 0;
  text_prepare(commands, rects, count, &canvas->masks);
  for (int i = 0; i < count; i++) {
    draw_rect(canvas, &pixels, rects[i], commands);
    canvas->stats.pixels_drawn += (size_t)rects[i].w * (size_t)rects[i].h;
  }
  present(canvas, rects, count);
  canvas->stats.frames_presented++;
  return true;
}

bool canvas_load_next(struct canvas *canvas) { return wanted_load_next(&canvas->wanted, canvas->images, &canvas->source); }

void canvas_set_source(struct canvas *canvas, const struct picture_source *source) { canvas->source = *source; }

void canvas_invalidate(struct canvas *canvas) { canvas->damage.valid = false; }

bool canvas_resize(struct canvas *canvas, struct err *err) {
  if (!has_window(canvas)) return true;
  canvas_invalidate(canvas);
  return take_window_surface(canvas, err);
}

struct canvas_stats canvas_stats(const struct canvas *canvas) {
  struct canvas_stats stats = canvas->stats;
  const struct cache *const all[] = {canvas->masks.composed, canvas->masks.shaped, canvas->corners, canvas->images};
  stats.cache_bytes = 0;
  for (size_t i = 0; i < COUNT_OF(all); i++)
    stats.cache_bytes += cache_bytes(all[i]);
  return stats;
}

const uint32_t *canvas_pixels(const struct canvas *canvas, int *pitch) {
  *pitch = canvas->surface->pitch / 4;
  return canvas->surface->pixels;
}

static size_t on_png_bytes(SDL_RWops *stream, const void *data, size_t size, size_t count) {
  return buf_add(stream->hidden.unknown.data1, data, size * count) ? count : 0;
}

/* In memory first, so that a full disk leaves what was there. */
bool canvas_save(const struct canvas *canvas, const char *path, struct err *err) {
  scoped_buf png;
  buf_init(&png, PNG_LARGEST_BYTES);
  SDL_Surface *rgb = SDL_ConvertSurfaceFormat(canvas->surface, SDL_PIXELFORMAT_RGB24, 0);
  SDL_RWops *stream = SDL_AllocRW();
  bool drawn = rgb && stream;
  if (drawn) {
    *stream = (SDL_RWops){.type = SDL_RWOPS_UNKNOWN, .write = on_png_bytes, .hidden.unknown.data1 = &png};
    drawn = IMG_SavePNG_RW(rgb, stream, 0) == 0 && buf_ok(&png, err);
  }
  if (stream) SDL_FreeRW(stream);
  SDL_FreeSurface(rgb);
  if (!drawn) return err_set(err, ERR_INTERNAL, "no picture for '%.100s': %.100s", path, SDL_GetError());
  if (fs_write(path, buf_text(&png), png.len, err)) return true;
  err->code = ERR_IO; /* also when it is the folder that is not there */
  return false;
}
