/* Compares pictures with the ones in the tree, pixel by pixel after decoding. Arguments: folder of the truth, folder of the new
 * pictures. A missing picture on either side fails. To accept new ones, look at each and copy it (tests/ui/README.md). */
#include "base/compiler.h"
#include "base/str.h"

#include <SDL.h>
#include <SDL_image.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* Rounding in another build of FreeType or zlib must not matter; a moved line must. */
enum { CHANNEL_TOLERANCE = 24, PIXELS_PER_MILLION = 200 };

static SDL_Surface *load(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  SDL_Surface *file = IMG_Load(path);
  if (!file) return NULL;
  SDL_Surface *rgb = SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_RGB24, 0);
  SDL_FreeSurface(file);
  return rgb;
}

static size_t count_different(const SDL_Surface *a, const SDL_Surface *b) {
  size_t different = 0;
  for (int y = 0; y < a->h; y++) {
    const unsigned char *p = (const unsigned char *)a->pixels + (ptrdiff_t)y * a->pitch;
    const unsigned char *q = (const unsigned char *)b->pixels + (ptrdiff_t)y * b->pitch;
    for (int x = 0; x < a->w; x++, p += 3, q += 3)
      different +=
          abs(p[0] - q[0]) > CHANNEL_TOLERANCE || abs(p[1] - q[1]) > CHANNEL_TOLERANCE || abs(p[2] - q[2]) > CHANNEL_TOLERANCE;
  }
  return different;
}

static bool is_same(const char *truth, const char *fresh, const char *name) {
  SDL_Surface *a = load(truth, name);
  SDL_Surface *b = load(fresh, name);
  bool same = false;
  if (!a || !b) {
    printf("%s: missing in '%s'\n", name, a ? fresh : truth);
  } else if (a->w != b->w || a->h != b->h) {
    printf("%s: %dx%d instead of %dx%d\n", name, b->w, b->h, a->w, a->h);
  } else {
    size_t different = count_different(a, b);
    same = different * 1000000 <= (size_t)a->w * (size_t)a->h * PIXELS_PER_MILLION;
    if (!same) printf("%s: %zu pixels differ, see '%s/%s'\n", name, different, fresh, name);
  }
  SDL_FreeSurface(a);
  SDL_FreeSurface(b);
  return same;
}

/* Compares all pictures of `from`; returns how many there are, or -1 when one fails. */
static int compare_all(const char *from, const char *truth, const char *fresh) {
  DIR *folder = opendir(from);
  if (!folder) return printf("cannot open '%s'\n", from), -1;
  int count = 0;
  bool ok = true;
  const struct dirent *file;
  while ((file = readdir(folder))) {
    if (!str_ends_with(file->d_name, ".png")) continue;
    ok = is_same(truth, fresh, file->d_name) && ok;
    count++;
  }
  closedir(folder);
  return ok ? count : -1;
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: test_goldens TRUTH FRESH\n"), 2;
  int expected = compare_all(argv[1], argv[1], argv[2]);
  int made = compare_all(argv[2], argv[1], argv[2]);
  if (expected <= 0 || made != expected) return 1;
  printf("%d pictures are as they should be\n", made);
  return 0;
}
