/* Words and icons through their masks. */
#include <stdlib.h>

#include "base/wipe.h"
#include "draw/canvas_internal.h"

enum { LEAST_BYTES = 256 * 1024, SHAPED = 3 };

static struct masks empty_masks(struct fonts *fonts, size_t most) {
  return (struct masks){fonts, most, cache_create(most), cache_create(SHAPED * most)};
}

/* A full screen of text at 200 % has masks of a fifth of a byte for each pixel; packed they have a third of that. */
void masks_init(struct masks *masks, struct fonts *fonts, struct rect screen) {
  const size_t pixels = (size_t)screen.w * (size_t)screen.h;
  *masks = empty_masks(fonts, pixels / 3 > LEAST_BYTES ? pixels / 3 : LEAST_BYTES);
}

void masks_forget(struct masks *masks) {
  const struct masks kept = *masks;
  masks_fini(masks);
  *masks = empty_masks(kept.fonts, kept.most_bytes);
}

void masks_fini(struct masks *masks) {
  cache_destroy(masks->composed);
  cache_destroy(masks->shaped);
  *masks = (struct masks){0};
}

/* Packs and wipes the mask: what it shows may be what somebody typed. */
static struct packed_mask *pack(struct mask *mask) {
  struct packed_mask *packed = mask_pack(mask);
  wipe(mask->alpha, (size_t)mask->w * (size_t)mask->h);
  free(mask);
  return packed;
}

static const struct packed_mask *keep(struct cache *cache, uint64_t key, struct mask *mask) {
  struct packed_mask *packed = pack(mask);
  cache_put(cache, key, packed, sizeof *packed + packed->bytes);
  return packed;
}

static const struct packed_mask *word_mask(struct masks *masks, const struct text_run *run) {
  struct cache *cache = run->shaped ? masks->shaped : masks->composed;
  const struct packed_mask *mask = cache_find(cache, run->key);
  return mask ? mask : keep(cache, run->key, fonts_render(masks->fonts, run));
}

static const struct packed_mask *icon_mask(struct masks *masks, const char *name, int size_px) {
  const uint64_t key = fonts_icon_key(name, size_px);
  const struct packed_mask *mask = cache_find(masks->shaped, key);
  return mask ? mask : keep(masks->shaped, key, fonts_render_icon(masks->fonts, name, size_px));
}

/* How far a line stands from the left of its block with `room` pixels to spare. */
static int line_offset(enum text_align align, bool rtl, int room) {
  switch (align) {
    case ALIGN_START: return rtl ? room : 0;
    case ALIGN_CENTER: return room / 2;
    case ALIGN_END: return rtl ? 0 : room;
    case ALIGN_LEFT: return 0;
    case ALIGN_RIGHT: return room;
  }
  return 0;
}

static bool line_meets(const struct command *command, int i, struct rect clip) {
  const struct text_style *style = &command->text->style;
  const int top = command->rect.y + i * style->line_px;
  const int overhang = style->size_px / 2;
  return top - overhang < rect_bottom(clip) && top + style->line_px + overhang > clip.y;
}

void text_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct masks *masks) {
  const struct text_block *text = command->text;
  for (int i = 0; i < text->lines; i++) {
    const struct text_line *line = &text->line[i];
    if (!line_meets(command, i, clip)) continue;
    const int y = command->rect.y + i * text->style.line_px + text->baseline;
    const int x = command->rect.x + line_offset(text->style.align, line->rtl, command->rect.w - line->width);
    for (int r = 0; r < line->count; r++) {
      const struct text_run *run = &line->runs[r];
      struct packed_mask *secret = text->style.secret ? pack(fonts_render(masks->fonts, run)) : NULL;
      const struct packed_mask *mask = secret ? secret : word_mask(masks, run);
      raster_mask(pixels, clip, x + run->x + mask->x, y + mask->y, mask, text->style.color, false);
      if (secret) wipe(secret->stretches, secret->bytes);
      free(secret);
    }
  }
}

void icon_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct masks *masks) {
  const int size = command->rect.w;
  const struct packed_mask *mask = icon_mask(masks, command->name, size);
  const int left = command->mirrored ? size - mask->x - mask->w : mask->x;
  raster_mask(pixels, clip, command->rect.x + left, command->rect.y + mask->y, mask, command->fill, command->mirrored);
}

/* --- what is missing --- */

enum { MOST_MISSING = 256 }; /* what is more is rendered when it is drawn */

struct missing {
  const struct text_run *runs[MOST_MISSING];
  size_t count;
};

static int by_handle(const void *a, const void *b) {
  const struct text_run *x = *(const struct text_run *const *)a, *y = *(const struct text_run *const *)b;
  if (x->face != y->face) return x->face - y->face;
  if (x->size_px != y->size_px) return x->size_px - y->size_px;
  return (x->key > y->key) - (x->key < y->key);
}

static void find_missing(const struct command *command, struct rect clip, struct masks *masks, struct missing *missing) {
  for (int i = 0; i < command->text->lines; i++) {
    const struct text_line *line = &command->text->line[i];
    if (!line_meets(command, i, clip)) continue;
    for (int r = 0; r < line->count && missing->count < MOST_MISSING; r++) {
      const struct text_run *run = &line->runs[r];
      if (run->shaped && !cache_find(masks->shaped, run->key)) missing->runs[missing->count++] = run;
    }
  }
}

void text_prepare(const struct commands *commands, const struct rect *rects, int count, struct masks *masks) {
  struct missing missing = {.count = 0};
  for (size_t i = 0; i < commands->count; i++) {
    const struct command *command = &commands->items[i];
    for (int r = 0; command->kind == COMMAND_TEXT && !command->text->style.secret && r < count; r++) {
      const struct rect clip = rect_intersect(rects[r], command->clip);
      if (!rect_is_empty(rect_intersect(clip, command_ink(command)))) find_missing(command, clip, masks, &missing);
    }
  }
  qsort(missing.runs, missing.count, sizeof missing.runs / MOST_MISSING, by_handle);
  for (size_t i = 0; i < missing.count; i++)
    word_mask(masks, missing.runs[i]);
}
