/* Pictures: PNG and JPEG only, the header's size checked before anything is decoded, scaled once to cover their rectangle and
 * then cached. Scaling down averages the whole area under each pixel (a photograph of 12 megapixels on a card would glitter
 * otherwise); scaling up interpolates. */
#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "draw/canvas_internal.h"
#include "draw/hash.h"

enum { MOST_SIDE = 4096, MOST_PIXELS = 16 * 1024 * 1024, MOST_FILE_BYTES = 8 * 1024 * 1024, HEADER_BYTES = 64 * 1024 };

/* Pixels with alpha, ARGB words, not premultiplied. w == 0: a picture that cannot be read. */
struct image {
  int w, h;
  bool opaque;
  uint32_t data[];
};

/* --- headers --- */

static uint32_t big_endian(const unsigned char *p, int bytes) {
  uint32_t value = 0;
  for (int i = 0; i < bytes; i++)
    value = value << 8 | p[i];
  return value;
}

static bool png_size(const unsigned char *p, size_t len, uint32_t *w, uint32_t *h) {
  if (len < 24 || memcmp(p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0) return false;
  *w = big_endian(p + 16, 4);
  *h = big_endian(p + 20, 4);
  return true;
}

/* Walks the segments to the first frame header (ITU T.81, B.2.2). */
static bool jpeg_size(const unsigned char *p, size_t len, uint32_t *w, uint32_t *h) {
  if (len < 4 || p[0] != 0xFF || p[1] != 0xD8) return false;
  for (size_t i = 2; i + 9 < len;) {
    if (p[i] != 0xFF) return false;
    const unsigned marker = p[i + 1];
    if (marker == 0xFF) {
      i++;
      continue;
    }
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      *h = big_endian(p + i + 5, 2);
      *w = big_endian(p + i + 7, 2);
      return true;
    }
    i += 2 + big_endian(p + i + 2, 2);
  }
  return false;
}

static bool is_acceptable(const unsigned char *data, size_t len) {
  uint32_t w = 0, h = 0;
  const size_t header = len < HEADER_BYTES ? len : HEADER_BYTES;
  const bool known = png_size(data, header, &w, &h) || jpeg_size(data, header, &w, &h);
  return known && w > 0 && h > 0 && w <= MOST_SIDE && h <= MOST_SIDE && (uint64_t)w * h <= MOST_PIXELS;
}

/* --- loading --- */

static void read_file(const char *path, struct buf *out) {
  FILE *file = fopen(path, "rbe");
  struct stat info;
  if (!file) return;
  if (fstat(fileno(file), &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= MOST_FILE_BYTES) {
    char part[16 * 1024];
    for (size_t len; (len = fread(part, 1, sizeof part, file)) > 0;)
      buf_add(out, part, len);
  }
  fclose(file);
}

static SDL_Surface *load(const struct picture_source *source, const char *name) {
  scoped_buf bytes;
  buf_init(&bytes, MOST_FILE_BYTES);
  if (!source->read || !source->read(source->context, name, &bytes)) read_file(name, &bytes);
  SDL_Surface *surface = NULL;
  if (!bytes.overflowed && is_acceptable((const unsigned char *)buf_text(&bytes), bytes.len)) {
    SDL_RWops *stream = SDL_RWFromConstMem(bytes.data, (int)bytes.len);
    surface = stream ? IMG_Load_RW(stream, 1) : NULL;
  }
  if (!surface || surface->format->format == SDL_PIXELFORMAT_ARGB8888) return surface;
  SDL_Surface *argb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
  SDL_FreeSurface(surface);
  return argb;
}

/* --- scaling --- */

/* The source columns (or rows) under one target pixel, with the weight of the first and the last. */
struct span {
  int first, count;
  float weight_first, weight_last;
};

/* Target pixel i of a scale of `step` source pixels each, starting at `offset`. */
static struct span span_of(int i, double offset, double step, int size) {
  double from = offset + i * step;
  double to = from + step;
  if (step < 1) { /* up: the two neighbours of the middle, linearly */
    const double middle = (from + to) / 2 - 0.5;
    from = middle;
    to = middle + 1;
  }
  from = fmin(fmax(from, 0), size - 1e-6);
  to = fmin(fmax(to, from + 1e-6), size);
  struct span span = {.first = (int)from};
  const int last = (int)ceil(to) - 1;
  span.count = last - span.first + 1;
  span.weight_first = (float)(fmin(span.first + 1, to) - from);
  span.weight_last = (float)(to - last);
  if (span.count < 1) span.count = 1;
  return span;
}

static float weight_at(const struct span *span, int i) {
  return i == 0 ? span->weight_first : i == span->count - 1 ? span->weight_last : 1;
}

static uint32_t average(const SDL_Surface *from, const struct span *xs, const struct span *ys) {
  float sum[4] = {0}, total = 0;
  for (int y = 0; y < ys->count; y++) {
    const uint32_t *row =
        (const uint32_t *)(const void *)((const char *)from->pixels + (ptrdiff_t)(ys->first + y) * from->pitch) + xs->first;
    const float wy = weight_at(ys, y);
    for (int x = 0; x < xs->count; x++) {
      const float weight = wy * weight_at(xs, x);
      const float alpha = weight * (float)(row[x] >> 24);
      total += weight;
      sum[3] += alpha;
      for (int c = 0; c < 3; c++)
        sum[c] += alpha * (float)(row[x] >> (8 * c) & 0xFF);
    }
  }
  if (sum[3] <= 0 || total <= 0) return 0;
  uint32_t word = (uint32_t)lroundf(sum[3] / total) << 24;
  for (int c = 0; c < 3; c++)
    word |= (uint32_t)lroundf(sum[c] / sum[3]) << (8 * c);
  return word;
}

static size_t image_bytes(int w, int h) { return sizeof(struct image) + (size_t)w * (size_t)h * sizeof(uint32_t); }

/* Covers w x h, what is too much cut evenly. */
static struct image *scale(const SDL_Surface *from, int w, int h) {
  struct image *image = malloc(image_bytes(w, h));
  ASSERT(image != NULL);
  *image = (struct image){.w = w, .h = h, .opaque = true};
  const double step = fmin((double)from->w / w, (double)from->h / h);
  const double left = (from->w - step * w) / 2;
  const double top = (from->h - step * h) / 2;
  struct span *const xs = calloc((size_t)w, sizeof *xs);
  ASSERT(xs != NULL);
  for (int x = 0; x < w; x++)
    xs[x] = span_of(x, left, step, from->w);
  for (int y = 0; y < h; y++) {
    const struct span ys = span_of(y, top, step, from->h);
    for (int x = 0; x < w; x++) {
      const uint32_t word = average(from, &xs[x], &ys);
      image->data[(ptrdiff_t)y * w + x] = word;
      if (word >> 24 != 255) image->opaque = false;
    }
  }
  free(xs);
  return image;
}

/* --- the cache --- */

uint64_t image_key(const struct command *command) {
  return hash_text(hash_pair(0, command->rect.w, command->rect.h), command->name);
}

void image_load(struct cache *images, uint64_t key, const struct picture_source *source, const char *name, int w, int h) {
  SDL_Surface *surface = w <= MOST_SIDE && h <= MOST_SIDE ? load(source, name) : NULL;
  struct image *image = surface ? scale(surface, w, h) : calloc(1, sizeof *image);
  ASSERT(image != NULL);
  SDL_FreeSurface(surface);
  cache_put(images, key, image, image_bytes(image->w, image->h));
}

/* NULL when there is nothing to draw (yet). */
static const struct image *find_image(struct cache *images, const struct command *command) {
  const struct image *image = cache_find(images, image_key(command));
  return image && image->w > 0 ? image : NULL;
}

bool image_is_ready(struct cache *images, const struct command *command) { return find_image(images, command) != NULL; }

/* --- drawing --- */

/* Coverage of the pixel x, y of a w x h box whose chosen corners are round. */
static unsigned coverage_at(const uint8_t *corner, int radius, unsigned corners, int w, int h, int x, int y) {
  const bool right = x >= w - radius, bottom = y >= h - radius;
  if ((!right && x >= radius) || (!bottom && y >= radius)) return 255;
  const unsigned bit = bottom ? (right ? 4 : 8) : (right ? 2 : 1);
  if (!(corners & bit)) return 255;
  return corner[(bottom ? h - 1 - y : y) * radius + (right ? w - 1 - x : x)];
}

void image_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct cache *images,
                struct cache *corners) {
  const struct rect box = command->rect;
  const struct rect r = rect_intersect(box, clip);
  if (rect_is_empty(r)) return;
  const struct image *image = find_image(images, command);
  if (!image) return;
  const int half = (box.w < box.h ? box.w : box.h) / 2;
  const int radius = command->corners == 0 ? 0 : command->radius_px < half ? command->radius_px : half;
  const uint8_t *corner = box_corner(corners, radius);
  for (int y = r.y; y < rect_bottom(r); y++) {
    uint32_t *to = pixels->data + (ptrdiff_t)y * pixels->pitch;
    const uint32_t *from = image->data + (ptrdiff_t)(y - box.y) * image->w;
    for (int x = r.x; x < rect_right(r); x++) {
      const uint32_t word = from[x - box.x];
      const unsigned coverage =
          corner ? coverage_at(corner, radius, command->corners, box.w, box.h, x - box.x, y - box.y) : 255;
      const struct color color = {(uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word, (uint8_t)(word >> 24)};
      to[x] = image->opaque && coverage == 255 ? word & 0xFFFFFF : raster_over(to[x], color, coverage);
    }
  }
}
