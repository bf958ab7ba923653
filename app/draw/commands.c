/* Appends commands with the clip in force. A command that cannot touch a pixel is not recorded: lists of long pages stay as
 * short as what is visible, and two lists that draw the same compare equal. */
#include "draw/commands.h"

#include "draw/fonts_internal.h"
#include "draw/hash.h"

#include <string.h>

enum { FIRST_CAPACITY = 256, ALL_CORNERS = 15 };

void commands_init(struct commands *commands, struct arena *arena, struct rect screen) {
  *commands = (struct commands){.arena = arena, .clip = {screen}};
}

void commands_push_clip(struct commands *commands, struct rect clip) {
  ASSERT(commands->clip_depth + 1 < (int)COUNT_OF(commands->clip));
  struct rect outer = commands->clip[commands->clip_depth];
  commands->clip[++commands->clip_depth] = rect_intersect(outer, clip);
}

void commands_pop_clip(struct commands *commands) {
  ASSERT(commands->clip_depth > 0);
  commands->clip_depth--;
}

static void append(struct commands *commands, struct command command) {
  command.clip = commands->clip[commands->clip_depth];
  if (rect_is_empty(rect_intersect(command_ink(&command), command.clip))) return;
  if (commands->count == commands->capacity) {
    size_t capacity = commands->capacity ? commands->capacity * 2 : FIRST_CAPACITY;
    struct command *items = arena_array(commands->arena, capacity, sizeof *items);
    if (commands->count > 0) memcpy(items, commands->items, commands->count * sizeof *items);
    commands->items = items;
    commands->capacity = capacity;
  }
  commands->items[commands->count++] = command;
}

struct rect command_ink(const struct command *command) {
  if (command->kind != COMMAND_TEXT) return command->rect;
  int overhang = command->text->style.size_px / 2;
  return rect_inset(command->rect, -overhang, -overhang);
}

void command_box(struct commands *commands, struct rect rect, struct color fill, struct color border, int border_px,
                 int radius_px) {
  if (fill.a == 0 && (border.a == 0 || border_px <= 0)) return;
  append(commands, (struct command){.kind = COMMAND_BOX,
                                    .rect = rect,
                                    .fill = fill,
                                    .border = border,
                                    .border_px = border_px,
                                    .radius_px = radius_px,
                                    .corners = ALL_CORNERS});
}

void command_box_corners(struct commands *commands, struct rect rect, struct color fill, int radius_px, unsigned corners) {
  if (fill.a == 0) return;
  append(commands,
         (struct command){
             .kind = COMMAND_BOX, .rect = rect, .fill = fill, .radius_px = radius_px, .corners = corners & ALL_CORNERS});
}

void command_text(struct commands *commands, int x, int y, int width, const struct text_block *text) {
  if (text->lines == 0) return;
  append(commands, (struct command){.kind = COMMAND_TEXT, .rect = {x, y, width, text->height}, .text = text});
}

void command_icon(struct commands *commands, int x, int y, int size_px, const char *name, struct color color, bool mirrored) {
  if (color.a == 0) return;
  append(commands, (struct command){.kind = COMMAND_ICON,
                                    .rect = {x, y, size_px, size_px},
                                    .fill = color,
                                    .name = arena_strdup(commands->arena, name),
                                    .mirrored = mirrored});
}

void command_image(struct commands *commands, struct rect rect, const char *path, int radius_px, unsigned corners) {
  append(commands, (struct command){.kind = COMMAND_IMAGE,
                                    .rect = rect,
                                    .radius_px = radius_px,
                                    .corners = corners & ALL_CORNERS,
                                    .name = arena_strdup(commands->arena, path)});
}

static uint64_t mix_rect(uint64_t hash, struct rect r) { return hash_pair(hash_pair(hash, r.x, r.y), r.w, r.h); }

static uint32_t color_word(struct color c) {
  return (uint32_t)c.a << 24 | (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | (uint32_t)c.b;
}

uint64_t command_hash(const struct command *command) {
  uint64_t hash = mix_rect(mix_rect((uint64_t)command->kind + 1, command->rect), command->clip);
  hash = hash_mix(hash, (uint64_t)color_word(command->fill) << 32 | color_word(command->border));
  hash = hash_pair(hash, command->border_px, command->radius_px);
  hash = hash_mix(hash, command->corners | (unsigned)command->mirrored << 8);
  if (command->text) hash = hash_mix(hash, command->text->hash);
  return command->name ? hash_text(hash, command->name) : hash;
}

static void dump_color(struct buf *out, const char *word, struct color color) {
  buf_addf(out, " %s#%02X%02X%02X", word, color.r, color.g, color.b);
  if (color.a != 255) buf_addf(out, "%02X", color.a);
}

static void dump_corners(struct buf *out, const struct command *command) {
  if (command->radius_px <= 0) return;
  buf_addf(out, " radius %d", command->radius_px);
  if (command->corners != ALL_CORNERS) buf_addf(out, " corners %u", command->corners);
}

static void dump_text(struct buf *out, const struct text_block *text) {
  static const char *const aligns[] = {
      [ALIGN_START] = "start", [ALIGN_CENTER] = "center", [ALIGN_END] = "end", [ALIGN_LEFT] = "left", [ALIGN_RIGHT] = "right"};
  buf_addf(out, " size %d%s line %d", text->style.size_px, text->style.bold ? " bold" : "", text->style.line_px);
  const enum text_align align = text->style.align;
  if (align != ALIGN_START && align != ALIGN_LEFT) buf_addf(out, " %s", aligns[align]);
  dump_color(out, "", text->style.color);
  for (int i = 0; i < text->lines; i++) {
    const struct text_line *line = &text->line[i];
    buf_adds(out, i == 0 ? " \"" : " / \"");
    for (int r = 0; r < line->count; r++) {
      const struct text_run *run = &line->runs[r];
      bool gap = r > 0 && run->x > line->runs[r - 1].x + line->runs[r - 1].width;
      buf_addf(out, "%s%s", gap ? " " : "", run->text);
    }
    buf_adds(out, "\"");
  }
}

static void dump_command(struct buf *out, const struct command *command) {
  static const char *const kinds[] = {
      [COMMAND_BOX] = "box", [COMMAND_TEXT] = "text", [COMMAND_ICON] = "icon", [COMMAND_IMAGE] = "image"};
  const struct rect r = command->rect;
  buf_addf(out, "%s %d,%d %dx%d", kinds[command->kind], r.x, r.y, r.w, r.h);
  switch (command->kind) {
    case COMMAND_BOX:
      if (command->fill.a > 0) dump_color(out, "fill ", command->fill);
      if (command->border_px > 0 && command->border.a > 0) {
        buf_addf(out, " border %d", command->border_px);
        dump_color(out, "", command->border);
      }
      dump_corners(out, command);
      break;
    case COMMAND_TEXT: dump_text(out, command->text); break;
    case COMMAND_ICON:
      buf_addf(out, " %s", command->name);
      dump_color(out, "", command->fill);
      if (command->mirrored) buf_adds(out, " mirrored");
      break;
    case COMMAND_IMAGE:
      buf_addf(out, " %s", command->name);
      dump_corners(out, command);
      break;
  }
  const struct rect clip = command->clip;
  const struct rect seen = rect_intersect(r, clip);
  if (seen.w != r.w || seen.h != r.h) buf_addf(out, " clip %d,%d %dx%d", clip.x, clip.y, clip.w, clip.h);
  buf_addc(out, '\n');
}

void commands_dump(const struct commands *commands, struct buf *out) {
  for (size_t i = 0; i < commands->count; i++)
    dump_command(out, &commands->items[i]);
}
