/* What a frame looks like, as data: screens and widgets append commands, the canvas draws them. No SDL, no clock, no I/O here.
 * A list lives in one arena and is rebuilt for each frame; an equal list means an equal picture. */
#ifndef LITFASS_DRAW_COMMANDS_H
#define LITFASS_DRAW_COMMANDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "draw/fonts.h"
#include "draw/geometry.h"

#include <stddef.h>
#include <stdint.h>

enum command_kind { COMMAND_BOX, COMMAND_TEXT, COMMAND_ICON, COMMAND_IMAGE };

struct command {
  enum command_kind kind;
  struct rect rect;    /* its box, before clipping; glyphs of a text may overhang it: see command_ink */
  struct rect clip;    /* the clip in force */
  struct color fill;   /* box; icon: its colour; a == 0 draws nothing */
  struct color border; /* box */
  int border_px, radius_px;
  unsigned corners; /* box: bits 1 top left, 2 top right, 4 bottom right, 8 bottom left are round */
  const struct text_block *text;
  const char *name; /* icon name, or path of a picture */
  bool mirrored;    /* icon: flipped for right-to-left (arrows) */
};

struct commands {
  struct arena *arena;
  struct command *items;
  size_t count, capacity;
  struct rect clip[8];
  int clip_depth;
  bool forget; /* what was shown before was somebody's: the canvas drops its pictures of words */
};

void commands_init(struct commands *commands, struct arena *arena, struct rect screen);

void commands_push_clip(struct commands *commands, struct rect clip); /* intersects with the one in force */
void commands_pop_clip(struct commands *commands);

/* A filled box with a border inside its edge, all four corners round by radius_px. */
void command_box(struct commands *commands, struct rect rect, struct color fill, struct color border, int border_px,
                 int radius_px);
/* As above with only some corners round (bits as in struct command). */
void command_box_corners(struct commands *commands, struct rect rect, struct color fill, int radius_px, unsigned corners);
/* The block's lines are aligned inside `width` pixels from x. */
void command_text(struct commands *commands, int x, int y, int width, const struct text_block *text);
/* Centred in the square of `size_px` at x, y. */
void command_icon(struct commands *commands, int x, int y, int size_px, const char *name, struct color color, bool mirrored);
/* Scaled to cover the rectangle, cut evenly; a picture that is not loaded, or cannot be read, draws nothing: what was drawn
 * before is its placeholder. Corner bits as in struct command. */
void command_image(struct commands *commands, struct rect rect, const char *path, int radius_px, unsigned corners);

/* Where the command may touch pixels, before clipping. */
struct rect command_ink(const struct command *command);

/* Of everything that decides the command's pixels. */
uint64_t command_hash(const struct command *command);

/* One line per command ("box 48,30 868x132 fill #FFFFFF border 3 #C9C2B6 radius 24"), for text goldens. */
void commands_dump(const struct commands *commands, struct buf *out);

#endif
