#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "draw/canvas.h"
#include "draw/canvas_internal.h"

enum { WIDTH = 640, HEIGHT = 400 };

static struct fonts *fonts;
static char folder[] = "/tmp/litfass-canvas-XXXXXX";

static int set_up(void **state UNUSED) {
  struct err err;
  return mkdtemp(folder) && fonts_open(NULL, &fonts, &err) ? 0 : -1;
}

static int tear_down(void **state UNUSED) {
  struct err err;
  fonts_close(fonts);
  return fs_remove_tree(folder, &err) ? 0 : -1;
}

static struct canvas *open_canvas(enum canvas_mode mode) {
  struct err err = {0};
  struct canvas *canvas = NULL;
  if (!canvas_open(mode, WIDTH, HEIGHT, fonts, &canvas, &err)) fail_msg("%s", err.msg);
  return canvas;
}

static void begin(struct commands *list, struct arena *arena) {
  commands_init(list, arena, (struct rect){0, 0, WIDTH, HEIGHT});
  command_box(list, (struct rect){0, 0, WIDTH, HEIGHT}, color_rgb(0xFBF7F0), COLOR_NONE, 0, 0);
}

/* The frame with all its pictures. */
static void show_whole(struct canvas *canvas, const struct commands *list) {
  canvas_show(canvas, list);
  while (canvas_load_next(canvas))
    canvas_show(canvas, list);
}

static uint32_t pixel(const struct canvas *canvas, int x, int y) {
  int pitch;
  const uint32_t *pixels = canvas_pixels(canvas, &pitch);
  return pixels[y * pitch + x];
}

static const char *file(const char *name) {
  static char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void assert_same_pixels(const struct canvas *a, const struct canvas *b) {
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (pixel(a, x, y) != pixel(b, x, y)) fail_msg("pixel %d,%d: %06X, not %06X", x, y, pixel(a, x, y), pixel(b, x, y));
}

/* --- boxes --- */

static void a_box_fills_its_rectangle_and_has_its_border_inside(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_box(&list, (struct rect){10, 20, 100, 50}, color_rgb(0x123456), color_rgb(0xABCDEF), 3, 0);
  assert_true(canvas_show(canvas, &list));
  for (int y = 15; y < 75; y++)
    for (int x = 5; x < 115; x++) {
      const bool inside = rect_contains((struct rect){10, 20, 100, 50}, x, y);
      const bool filled = rect_contains((struct rect){13, 23, 94, 44}, x, y);
      assert_int_equal(pixel(canvas, x, y), filled ? 0x123456 : inside ? 0xABCDEF : 0xFBF7F0);
    }
  canvas_close(canvas);
}

static void round_corners_are_symmetrical_and_leave_the_outside_alone(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  const struct rect box = {40, 40, 121, 90};
  command_box(&list, box, color_rgb(0xFFFFFF), color_rgb(0x1A1C1E), 4, 28);
  canvas_show(canvas, &list);
  assert_int_equal(pixel(canvas, box.x, box.y), 0xFBF7F0);
  assert_int_equal(pixel(canvas, box.x + 60, box.y), 0x1A1C1E);
  assert_int_equal(pixel(canvas, box.x + 60, box.y + 4), 0xFFFFFF);
  for (int y = 0; y < box.h; y++)
    for (int x = 0; x < box.w; x++) {
      const uint32_t here = pixel(canvas, box.x + x, box.y + y);
      assert_int_equal(here, pixel(canvas, box.x + box.w - 1 - x, box.y + y));
      assert_int_equal(here, pixel(canvas, box.x + x, box.y + box.h - 1 - y));
    }
  canvas_close(canvas);
}

static void a_ring_shows_what_lies_under_it(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_box(&list, (struct rect){50, 50, 80, 80}, COLOR_NONE, color_rgb(0xFFB300), 8, 20);
  canvas_show(canvas, &list);
  assert_int_equal(pixel(canvas, 90, 90), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 90, 53), 0xFFB300);
  assert_int_equal(pixel(canvas, 50 + 14, 50 + 14), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 50, 50), 0xFBF7F0);
  canvas_close(canvas);
}

static void chosen_corners_are_round_and_the_others_square(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_box_corners(&list, (struct rect){0, 0, 60, 60}, color_rgb(0x0B4F4A), 20, 1 | 4);
  canvas_show(canvas, &list);
  assert_int_equal(pixel(canvas, 0, 0), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 59, 0), 0x0B4F4A);
  assert_int_equal(pixel(canvas, 59, 59), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 0, 59), 0x0B4F4A);
  canvas_close(canvas);
}

static void half_transparent_fills_blend(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_box(&list, (struct rect){0, 0, 20, 20}, (struct color){0, 0, 0, 128}, COLOR_NONE, 0, 0);
  canvas_show(canvas, &list);
  assert_int_equal(pixel(canvas, 5, 5), 0x7D7B78);
  canvas_close(canvas);
}

static void the_clip_is_respected_and_huge_coordinates_are_cut(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  const struct text_style style = {.size_px = 60, .color = color_rgb(0)};
  const struct rect clip = {100, 100, 50, 40};
  begin(&list, &arena);
  commands_push_clip(&list, clip);
  command_box(&list, (struct rect){-1000000, -1000000, 2000000, 2000000}, color_rgb(0xFF0000), color_rgb(0x00FF00), 9, 500);
  command_text(&list, -300, 90, 2000, fonts_layout(fonts, &arena, "MMMMMMMMMMMMMMMMMMMMMM", "de", &style, 0, 0));
  command_icon(&list, 90, 90, 300, "home", color_rgb(0x0000FF), false);
  commands_pop_clip(&list);
  canvas_show(canvas, &list);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      assert_true((pixel(canvas, x, y) == 0xFBF7F0) == !rect_contains(clip, x, y));
  canvas_close(canvas);
}

/* --- text and icons --- */

static int count_ink(const struct canvas *canvas, struct rect area) {
  int ink = 0;
  for (int y = area.y; y < rect_bottom(area); y++)
    for (int x = area.x; x < rect_right(area); x++)
      ink += pixel(canvas, x, y) != 0xFBF7F0;
  return ink;
}

static void text_is_aligned_in_its_width(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  for (int i = 0; i < 3; i++) {
    const struct text_style style = {.size_px = 30, .align = (enum text_align)i, .color = color_rgb(0)};
    command_text(&list, 0, 60 * i, 600, fonts_layout(fonts, &arena, "Hallo", "de", &style, 600, 0));
    command_text(&list, 0, 200 + 60 * i, 600, fonts_layout(fonts, &arena, "مرحبا", "ar", &style, 600, 0));
  }
  canvas_show(canvas, &list);
  static const int places[] = {0, 250, 500};
  static const int rtl_places[] = {500, 250, 0};
  for (int i = 0; i < 3; i++) {
    const int all = count_ink(canvas, (struct rect){0, 60 * i, 640, 60});
    assert_true(all > 50);
    assert_int_equal(all, count_ink(canvas, (struct rect){places[i], 60 * i, 110, 60}));
    const int all_rtl = count_ink(canvas, (struct rect){0, 200 + 60 * i, 640, 60});
    assert_true(all_rtl > 50);
    assert_int_equal(all_rtl, count_ink(canvas, (struct rect){rtl_places[i], 200 + 60 * i, 110, 60}));
  }
  canvas_close(canvas);
}

/* Paper, ink and edges in stretches of all lengths. */
static struct mask *random_mask(unsigned *seed) {
  struct mask *mask = mask_create(1 + rand_r(seed) % 200, 1 + rand_r(seed) % 6);
  for (int i = 0, n = 0, kind = 0; i < mask->w * mask->h; i++, n--) {
    if (n <= 0) {
      n = 1 + rand_r(seed) % 130;
      kind = rand_r(seed) % 3;
    }
    mask->alpha[i] = (uint8_t)(kind == 0 ? 0 : kind == 1 ? 255 : 1 + rand_r(seed) % 254);
  }
  return mask;
}

static void a_packed_mask_draws_what_it_would_pixel_by_pixel(void **state) {
  (void)state;
  enum { W = 240, H = 12 };
  unsigned seed = 1855;
  for (int round = 0; round < 2000; round++) {
    static uint32_t drawn[W * H], expected[W * H];
    struct pixels pixels = {drawn, W, H, W};
    for (int i = 0; i < W * H; i++)
      drawn[i] = expected[i] = (uint32_t)rand_r(&seed) & 0xFFFFFF;
    struct mask *mask = random_mask(&seed);
    struct packed_mask *packed = mask_pack(mask);
    const int x = rand_r(&seed) % 300 - 150, y = rand_r(&seed) % 20 - 10;
    const struct rect clip = rect_intersect((struct rect){rand_r(&seed) % W - 20, rand_r(&seed) % H - 3, rand_r(&seed) % W, H},
                                            (struct rect){0, 0, W, H});
    const struct color color = {10, 200, 90, (uint8_t)(round % 3 == 0 ? rand_r(&seed) % 256 : 255)};
    const bool mirrored = round % 2 == 0;
    for (int i = 0; i < mask->w * mask->h; i++) {
      const int at_x = x + (mirrored ? mask->w - 1 - i % mask->w : i % mask->w), at_y = y + i / mask->w;
      const bool inside = at_x >= clip.x && at_x < rect_right(clip) && at_y >= clip.y && at_y < rect_bottom(clip);
      if (inside) expected[at_y * W + at_x] = raster_over(expected[at_y * W + at_x], color, mask->alpha[i]);
    }
    raster_mask(&pixels, clip, x, y, packed, color, mirrored);
    assert_memory_equal(drawn, expected, sizeof drawn);
    free(packed);
    free(mask);
  }
}

static void a_mirrored_icon_is_the_mirror_image(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_icon(&list, 0, 0, 96, "arrow_back", color_rgb(0), false);
  command_icon(&list, 200, 0, 96, "arrow_back", color_rgb(0), true);
  canvas_show(canvas, &list);
  assert_true(count_ink(canvas, (struct rect){0, 0, 96, 96}) > 500);
  for (int y = 0; y < 96; y++)
    for (int x = 0; x < 96; x++)
      assert_int_equal(pixel(canvas, x, y), pixel(canvas, 200 + 95 - x, y));
  canvas_close(canvas);
}

/* --- pictures --- */

/* A picture of ours, saved by a canvas: left half red, right half blue. */
static void make_picture(const char *path) {
  scoped_arena arena = {0};
  struct commands list;
  struct err err = {0};
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  command_box(&list, (struct rect){0, 0, WIDTH / 2, HEIGHT}, color_rgb(0xFF0000), COLOR_NONE, 0, 0);
  command_box(&list, (struct rect){WIDTH / 2, 0, WIDTH / 2, HEIGHT}, color_rgb(0x0000FF), COLOR_NONE, 0, 0);
  canvas_show(canvas, &list);
  assert_true(canvas_save(canvas, path, &err));
  canvas_close(canvas);
}

static void a_picture_covers_its_rectangle_with_round_corners(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  begin(&list, &arena);
  command_image(&list, (struct rect){100, 100, 100, 200}, file("a.png"), 20, 15);
  show_whole(canvas, &list);
  assert_int_equal(pixel(canvas, 100, 100), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 199, 299), 0xFBF7F0);
  assert_int_equal(pixel(canvas, 120, 200), 0xFF0000);
  assert_int_equal(pixel(canvas, 180, 200), 0x0000FF);
  assert_int_equal(pixel(canvas, 149, 150), 0xFF0000);
  assert_int_equal(pixel(canvas, 150, 150), 0x0000FF);
  canvas_close(canvas);
}

static void write_file(const char *name, const void *data, size_t len) {
  struct err err = {0};
  assert_true(fs_write(file(name), data, len, &err));
}

static void a_picture_that_is_broken_or_too_large_draws_nothing(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  struct buf png;
  struct err err = {0};
  buf_init(&png, 1 << 20);
  make_picture(file("whole.png"));
  assert_true(fs_read(file("whole.png"), &png, &err));
  write_file("cut.png", png.data, png.len / 2);
  write_file("header.png", png.data, 30);
  memcpy(png.data + 16, "\0\0\x20\0\0\0\0\x01", 8); /* 8192 x 1 */
  write_file("wide.png", png.data, png.len);
  memcpy(png.data + 16, "\0\0\x10\x01\0\0\x10\0", 8); /* 4097 x 4096 */
  write_file("large.png", png.data, png.len);
  write_file("text.png", "GIF89a, not a picture of ours", 29);
  write_file("frame.jpg", "\xFF\xD8\xFF\xC0\0\x11\x08\0\x10\0\x10\x03\x01\x22\0", 15);
  buf_fini(&png);
  static const char *const names[] = {"header.png", "wide.png", "large.png", "text.png", "frame.jpg", "missing.png", "."};
  begin(&list, &arena);
  for (size_t i = 0; i < COUNT_OF(names); i++)
    command_image(&list, (struct rect){(int)i * 70, 0, 60, 60}, file(names[i]), 0, 0);
  show_whole(canvas, &list);
  assert_int_equal(count_ink(canvas, (struct rect){0, 0, WIDTH, 100}), 0);
  command_image(&list, (struct rect){0, 200, 60, 60}, file("cut.png"), 0, 0); /* may show its upper half: must not crash */
  show_whole(canvas, &list);
  canvas_close(canvas);
}

static void a_picture_is_loaded_after_the_frame_and_then_draws_only_its_cells(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  begin(&list, &arena);
  command_image(&list, (struct rect){320, 192, 96, 64}, file("a.png"), 0, 0);
  assert_false(canvas_load_next(canvas));
  assert_true(canvas_show(canvas, &list));
  assert_int_equal(pixel(canvas, 330, 200), 0xFBF7F0);
  assert_false(canvas_show(canvas, &list));
  assert_true(canvas_load_next(canvas));
  assert_false(canvas_load_next(canvas));
  assert_true(canvas_show(canvas, &list));
  assert_int_equal(canvas_stats(canvas).pixels_drawn, 96 * 64);
  assert_int_equal(pixel(canvas, 330, 200), 0xFF0000);
  assert_false(canvas_show(canvas, &list));
  canvas_close(canvas);
}

static void a_picture_that_scrolls_is_loaded_once_and_never_missing(void **state UNUSED) {
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  for (int y = 0; y < 400; y += 7) {
    scoped_arena arena = {0};
    struct commands list;
    begin(&list, &arena);
    command_image(&list, (struct rect){10, 200 - y, 100, 300}, file("a.png"), 0, 0);
    canvas_show(canvas, &list);
    assert_int_equal(canvas_load_next(canvas), y == 0);
    canvas_show(canvas, &list);
    assert_int_equal(pixel(canvas, 20, 201 - (y > 200 ? 200 : y)), 0xFF0000);
  }
  canvas_close(canvas);
}

static void a_picture_that_cannot_be_read_is_tried_once(void **state UNUSED) {
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  write_file("late.png", "not yet", 7);
  for (int frame = 0; frame < 3; frame++) {
    scoped_arena arena = {0};
    struct commands list;
    begin(&list, &arena);
    command_box(&list, (struct rect){frame, 0, 9, 9}, color_rgb(0), COLOR_NONE, 0, 0);
    command_image(&list, (struct rect){100, 100, 60, 60}, file("late.png"), 0, 0);
    canvas_show(canvas, &list);
    assert_int_equal(canvas_load_next(canvas), frame == 0);
    assert_false(canvas_show(canvas, &list));
  }
  canvas_close(canvas);
}

static void pictures_that_leave_the_screen_are_not_loaded(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  begin(&list, &arena);
  for (int i = 0; i < 5; i++)
    command_image(&list, (struct rect){100 * i, 0, 60 + i, 60}, file("a.png"), 0, 0);
  canvas_show(canvas, &list);
  assert_true(canvas_load_next(canvas));
  begin(&list, &arena);
  canvas_show(canvas, &list);
  assert_false(canvas_load_next(canvas));
  canvas_close(canvas);
}

/* Each covers more than the cache holds, so that one drives out the other. */
static void pictures_that_do_not_fit_the_cache_together_are_not_loaded_for_ever(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  begin(&list, &arena);
  for (int i = 0; i < 3; i++)
    command_image(&list, (struct rect){0, 0, 1700 + i, 1700}, file("a.png"), 0, 0);
  canvas_show(canvas, &list);
  for (int i = 0; i < 3; i++) {
    assert_true(canvas_load_next(canvas));
    canvas_show(canvas, &list);
  }
  for (int i = 0; i < 3; i++) {
    assert_false(canvas_load_next(canvas));
    assert_false(canvas_show(canvas, &list));
  }
  canvas_close(canvas);
}

/* --- damage --- */

static uint32_t seed;

static int draw_number(int below) {
  seed = seed * 1664525u + 1013904223u;
  return (int)((seed >> 8) % (uint32_t)below);
}

static struct color draw_color(void) {
  const struct color color = color_rgb((uint32_t)draw_number(0x1000000));
  return draw_number(4) ? color : (struct color){color.r, color.g, color.b, (uint8_t)draw_number(256)};
}

/* Command `i` of a list that is decided by the numbers in `shape`. */
static void add_command(struct commands *list, struct arena *arena, int i, uint32_t shape) {
  static const char *const texts[] = {"Treffpunkt", "Hilfe & Dienste", "مرحبا بكم", "j Äf 0221 55"};
  const uint32_t kept = seed;
  seed = shape + (uint32_t)i * 7919;
  const struct rect rect = {draw_number(WIDTH + 200) - 100, draw_number(HEIGHT + 200) - 100, 1 + draw_number(300),
                            1 + draw_number(200)};
  const struct text_style style = {
      .size_px = 12 + draw_number(60), .align = (enum text_align)draw_number(3), .color = draw_color(), .bold = draw_number(2)};
  if (draw_number(5) == 0) commands_push_clip(list, (struct rect){rect.x + 20, rect.y + 10, 150, 90});
  const int depth = list->clip_depth;
  switch (draw_number(5)) {
    case 0: command_box(list, rect, draw_color(), draw_color(), draw_number(12), draw_number(60)); break;
    case 1: command_box_corners(list, rect, draw_color(), draw_number(60), (unsigned)draw_number(16)); break;
    case 2:
      command_text(list, rect.x, rect.y, rect.w, fonts_layout(fonts, arena, texts[draw_number(4)], "de", &style, rect.w, 3));
      break;
    case 3: command_icon(list, rect.x, rect.y, 20 + draw_number(100), "handshake", draw_color(), draw_number(2)); break;
    default: command_image(list, (struct rect){rect.x, rect.y, 90, 70}, file("a.png"), draw_number(40), 15); break;
  }
  if (depth > 0) commands_pop_clip(list);
  seed = kept;
}

static void incremental_frames_equal_full_ones_after_random_edits(void **state UNUSED) {
  enum { COMMANDS = 12, FRAMES = 80 };
  uint32_t shapes[COMMANDS] = {0};
  struct canvas *incremental = open_canvas(CANVAS_MEMORY), *full = open_canvas(CANVAS_MEMORY);
  make_picture(file("a.png"));
  seed = 20261122;
  for (int frame = 0; frame < FRAMES; frame++) {
    scoped_arena arena = {0};
    struct commands list;
    shapes[draw_number(COMMANDS)] = (uint32_t)draw_number(INT_MAX);
    begin(&list, &arena);
    for (int i = 0; i < COMMANDS; i++)
      add_command(&list, &arena, i, shapes[i]);
    show_whole(incremental, &list);
    show_whole(full, &list);
    canvas_invalidate(full);
    canvas_show(full, &list);
    assert_same_pixels(incremental, full);
  }
  assert_true(canvas_stats(incremental).pixels_drawn < canvas_stats(full).pixels_drawn);
  canvas_close(incremental);
  canvas_close(full);
}

static void an_equal_frame_presents_nothing(void **state UNUSED) {
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  for (int frame = 0; frame < 3; frame++) {
    scoped_arena arena = {0};
    struct commands list;
    const struct text_style style = {.size_px = 30, .color = color_rgb(0)};
    begin(&list, &arena);
    command_text(&list, 10, 10, 300, fonts_layout(fonts, &arena, "immer gleich", "de", &style, 300, 0));
    assert_int_equal(canvas_show(canvas, &list), frame == 0);
  }
  assert_int_equal(canvas_stats(canvas).frames_presented, 1);
  assert_int_equal(canvas_stats(canvas).frames_equal, 2);
  canvas_close(canvas);
}

static void a_small_change_draws_few_pixels(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  for (uint32_t i = 0; i < 2; i++) {
    begin(&list, &arena);
    command_box(&list, (struct rect){300, 200, 20, 20}, color_rgb(i), COLOR_NONE, 0, 0);
    assert_true(canvas_show(canvas, &list));
  }
  assert_true(canvas_stats(canvas).pixels_drawn <= 64 * 64);
  assert_int_equal(pixel(canvas, 310, 210), 1);
  canvas_close(canvas);
}

static void caches_stay_bounded(void **state UNUSED) {
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  size_t most = 0;
  make_picture(file("a.png"));
  for (int frame = 0; frame < 60; frame++) {
    scoped_arena arena = {0};
    struct commands list;
    const struct text_style style = {.size_px = 200 + 2 * frame, .color = color_rgb(0)};
    begin(&list, &arena);
    command_text(&list, 0, 0, 600, fonts_layout(fonts, &arena, "Wortwechsel im Quartier", "de", &style, 0, 0));
    command_image(&list, (struct rect){0, 0, 300 + frame, 300}, file("a.png"), frame, 15);
    show_whole(canvas, &list);
    if (canvas_stats(canvas).cache_bytes > most) most = canvas_stats(canvas).cache_bytes;
  }
  assert_true(most > 4 * 1024 * 1024);
  assert_true(most < 16 * 1024 * 1024);
  canvas_close(canvas);
}

/* --- files and windows --- */

static void saving_twice_gives_the_same_bytes(void **state UNUSED) {
  struct buf first, second;
  struct err err = {0};
  buf_init(&first, 1 << 20);
  buf_init(&second, 1 << 20);
  make_picture(file("b.png"));
  assert_true(fs_read(file("b.png"), &first, &err));
  make_picture(file("b.png"));
  assert_true(fs_read(file("b.png"), &second, &err));
  assert_true(first.len > 100);
  assert_int_equal(first.len, second.len);
  assert_memory_equal(first.data, second.data, first.len);
  buf_fini(&first);
  buf_fini(&second);
}

static void a_picture_that_cannot_be_saved_is_an_error(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct err err = {0};
  struct canvas *canvas = open_canvas(CANVAS_MEMORY);
  begin(&list, &arena);
  canvas_show(canvas, &list);
  assert_false(canvas_save(canvas, "/nonexistent/a.png", &err));
  assert_int_equal(err.code, ERR_IO);
  canvas_close(canvas);
}

static void impossible_sizes_are_refused(void **state UNUSED) {
  struct err err = {0};
  struct canvas *canvas = NULL;
  assert_false(canvas_open(CANVAS_MEMORY, 0, 100, fonts, &canvas, &err));
  assert_false(canvas_open(CANVAS_MEMORY, 100, 1 << 30, fonts, &canvas, &err));
  assert_null(canvas);
}

static void a_window_shows_what_memory_shows(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  struct err err = {0};
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  struct canvas *window = open_canvas(CANVAS_WINDOW), *memory = open_canvas(CANVAS_MEMORY);
  seed = 7;
  begin(&list, &arena);
  for (int i = 0; i < 20; i++)
    add_command(&list, &arena, i, (uint32_t)draw_number(INT_MAX));
  assert_true(canvas_show(window, &list));
  show_whole(window, &list);
  show_whole(memory, &list);
  assert_same_pixels(window, memory);
  assert_false(canvas_show(window, &list));
  canvas_invalidate(window);
  assert_true(canvas_show(window, &list));
  assert_true(canvas_resize(window, &err));
  assert_true(canvas_show(window, &list));
  canvas_close(window);
  canvas_close(memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_box_fills_its_rectangle_and_has_its_border_inside),
      cmocka_unit_test(round_corners_are_symmetrical_and_leave_the_outside_alone),
      cmocka_unit_test(a_ring_shows_what_lies_under_it),
      cmocka_unit_test(chosen_corners_are_round_and_the_others_square),
      cmocka_unit_test(half_transparent_fills_blend),
      cmocka_unit_test(the_clip_is_respected_and_huge_coordinates_are_cut),
      cmocka_unit_test(text_is_aligned_in_its_width),
      cmocka_unit_test(a_packed_mask_draws_what_it_would_pixel_by_pixel),
      cmocka_unit_test(a_mirrored_icon_is_the_mirror_image),
      cmocka_unit_test(a_picture_covers_its_rectangle_with_round_corners),
      cmocka_unit_test(a_picture_that_is_broken_or_too_large_draws_nothing),
      cmocka_unit_test(a_picture_is_loaded_after_the_frame_and_then_draws_only_its_cells),
      cmocka_unit_test(a_picture_that_scrolls_is_loaded_once_and_never_missing),
      cmocka_unit_test(a_picture_that_cannot_be_read_is_tried_once),
      cmocka_unit_test(pictures_that_leave_the_screen_are_not_loaded),
      cmocka_unit_test(pictures_that_do_not_fit_the_cache_together_are_not_loaded_for_ever),
      cmocka_unit_test(incremental_frames_equal_full_ones_after_random_edits),
      cmocka_unit_test(an_equal_frame_presents_nothing),
      cmocka_unit_test(a_small_change_draws_few_pixels),
      cmocka_unit_test(caches_stay_bounded),
      cmocka_unit_test(saving_twice_gives_the_same_bytes),
      cmocka_unit_test(a_picture_that_cannot_be_saved_is_an_error),
      cmocka_unit_test(impossible_sizes_are_refused),
      cmocka_unit_test(a_window_shows_what_memory_shows),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
