/* Faces: which font draws a character, and how wide a run is.
 *
 * SDL_ttf's handle has one size at a time, and forgets its glyphs when that changes; glyphs of the first font (fonts_glyphs.c),
 * widths and masks are therefore cached by us. Nothing is opened before a text needs it; the table of faces says by Unicode
 * range who may have a character, so that an emoji does not open twenty files in vain. */
#include "draw/fonts.h"

#include <SDL_ttf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "base/wipe.h"
#include "draw/fonts_internal.h"
#include "draw/hash.h"

enum {
  WIDTH_SLOTS = 8192,
  WIDTH_PROBES = 4,
  FACE_SLOTS = 1024,
  FACES_PER_FONT = 2,
  LARGEST_SIZE = 1000,
  LARGE_SIZE = 2048, /* a pixel for each of Andika's units */
  DPI = 72
};

struct range {
  uint32_t first, last;
};

/* In the order in which they are asked. Each row is two faces: regular and bold. Andika has only some Greek letters: words
 * would change their face in the middle. */
static const struct {
  const char *folder;
  const char *name; /* of its files before "-Regular.ttf"; a name that ends in ".ttf" is the only file */
  const char *package;
  const char *script; /* ISO 15924, for HarfBuzz; NULL: by character */
  bool required;
  struct range ranges[4];
} fonts_table[] = {
    {"andika", "Andika", "fonts-sil-andika", NULL, true, {{0, 0x036F}, {0x0400, 0x10FFFF}}},
    {"noto", "NotoSans", "fonts-noto-core", NULL, true, {{0x20, 0x058F}, {0x1C80, 0x2BFF}, {0xA640, 0xFFFF}}},
    {"noto",
     "NotoSansArabic",
     "fonts-noto-core",
     "Arab",
     true,
     {{0x0600, 0x06FF}, {0x0750, 0x077F}, {0x08A0, 0x08FF}, {0xFB50, 0xFEFF}}},
    {"noto", "NotoSansHebrew", "fonts-noto-core", "Hebr", false, {{0x0590, 0x05FF}, {0xFB1D, 0xFB4F}}},
    {"noto", "NotoSansArmenian", "fonts-noto-core", "Armn", false, {{0x0530, 0x058F}}},
    {"noto", "NotoSansGeorgian", "fonts-noto-core", "Geor", false, {{0x10A0, 0x10FF}, {0x1C90, 0x1CBF}, {0x2D00, 0x2D2F}}},
    {"noto", "NotoSansEthiopic", "fonts-noto-core", "Ethi", false, {{0x1200, 0x139F}, {0x2D80, 0x2DDF}}},
    {"noto", "NotoSansDevanagari", "fonts-noto-core", "Deva", false, {{0x0900, 0x097F}, {0xA8E0, 0xA8FF}}},
    {"noto", "NotoSansBengali", "fonts-noto-core", "Beng", false, {{0x0980, 0x09FF}}},
    {"noto", "NotoSansGurmukhi", "fonts-noto-core", "Guru", false, {{0x0A00, 0x0A7F}}},
    {"noto", "NotoSansGujarati", "fonts-noto-core", "Gujr", false, {{0x0A80, 0x0AFF}}},
    {"noto", "NotoSansTamil", "fonts-noto-core", "Taml", false, {{0x0B80, 0x0BFF}}},
    {"noto", "NotoSansTelugu", "fonts-noto-core", "Telu", false, {{0x0C00, 0x0C7F}}},
    {"noto", "NotoSansMalayalam", "fonts-noto-core", "Mlym", false, {{0x0D00, 0x0D7F}}},
    {"noto", "NotoSansSinhala", "fonts-noto-core", "Sinh", false, {{0x0D80, 0x0DFF}}},
    {"noto", "NotoSansThai", "fonts-noto-core", "Thai", false, {{0x0E00, 0x0E7F}}},
    {"noto", "NotoSansKhmer", "fonts-noto-core", "Khmr", false, {{0x1780, 0x17FF}, {0x19E0, 0x19FF}}},
    {"noto", "NotoSansTifinagh", "fonts-noto-core", "Tfng", false, {{0x2D30, 0x2D7F}}},
    {"noto", "NotoSansSymbols", "fonts-noto-core", NULL, false, {{0x2100, 0x2BFF}}},
    {"noto", "NotoSansSymbols2", "fonts-noto-core", NULL, false, {{0x2190, 0x2BFF}, {0x1F000, 0x1FAFF}}},
    {"droid", "DroidSansFallbackFull.ttf", "fonts-droid-fallback", NULL, false, {{0x2E80, 0xA4CF}, {0xF900, 0xFFEF}}},
};

enum { FONT_COUNT = COUNT_OF(fonts_table), ICON_FACE = FONT_COUNT * FACES_PER_FONT, FACE_COUNT };

static const char icon_file[] = "material-design-icons-iconfont/MaterialIcons-Regular.ttf";

/* A file and SDL_ttf's handle for it, which has one size at a time. */
struct face {
  void *file; /* mapped; NULL when it cannot be read */
  size_t file_bytes;
  bool tried;
  TTF_Font *font;
  int size_px;
  bool rtl;
  uint32_t script;
  TTF_Font *large; /* at LARGE_SIZE, for advances; NULL until one is asked for */
  int pair_width;  /* of "nn" in it */
};

struct width {
  uint64_t key;
  int width;
};

/* Of the first face at LARGEST_SIZE. */
struct metrics {
  int ascent, descent;
};

struct fonts {
  char folder[PATH_MAX];
  struct face face[FACE_COUNT];
  struct {
    uint32_t codepoint;
    uint8_t face;
    bool bold, known;
  } chosen[FACE_SLOTS];
  struct metrics metrics[FACES_PER_FONT];
  struct width widths[WIDTH_SLOTS];
  struct arena scratch;
  struct hyphens *hyphens;
  struct glyphs *glyphs;
};

static void face_path(const struct fonts *fonts, int face, char *out, size_t size) {
  if (face == ICON_FACE) {
    snprintf(out, size, "%s/%s", fonts->folder, icon_file);
    return;
  }
  const int font = face / FACES_PER_FONT;
  const char *name = fonts_table[font].name;
  const bool is_file = strstr(name, ".ttf") != NULL;
  const char *cut = face % FACES_PER_FONT ? "-Bold.ttf" : "-Regular.ttf";
  snprintf(out, size, "%s/%s/%s%s", fonts->folder, fonts_table[font].folder, name, is_file ? "" : cut);
}

static bool check_present(const struct fonts *fonts, struct err *err) {
  for (int face = 0; face < FACE_COUNT; face++) {
    const int font = face / FACES_PER_FONT;
    if (face != ICON_FACE && !fonts_table[font].required) continue;
    char path[PATH_MAX + 64];
    face_path(fonts, face, path, sizeof path);
    if (access(path, R_OK) == 0) continue;
    return err_set(err, ERR_NOT_FOUND, "font '%.150s' is missing: install the Debian package %s", path,
                   face == ICON_FACE ? "fonts-material-design-icons-iconfont" : fonts_table[font].package);
  }
  return true;
}

bool fonts_open(const char *folder, struct fonts **out, struct err *err) {
  struct fonts *fonts = calloc(1, sizeof *fonts);
  ASSERT(fonts != NULL);
  str_copy(fonts->folder, sizeof fonts->folder, folder ? folder : "/usr/share/fonts/truetype");
  if (!check_present(fonts, err)) {
    free(fonts);
    return false;
  }
  if (TTF_Init() != 0) {
    free(fonts);
    return err_set(err, ERR_INTERNAL, "SDL_ttf does not start: %.150s", TTF_GetError());
  }
  fonts->hyphens = hyphens_create();
  fonts->scratch.wipes = true;
  fonts->glyphs = glyphs_create();
  *out = fonts;
  return true;
}

static void close_face(struct face *face) {
  if (face->font) TTF_CloseFont(face->font);
  if (face->large) TTF_CloseFont(face->large);
  if (face->file) munmap(face->file, face->file_bytes);
  *face = (struct face){0};
}

void fonts_close(struct fonts *fonts) {
  if (!fonts) return;
  for (int face = 0; face < FACE_COUNT; face++)
    close_face(&fonts->face[face]);
  hyphens_destroy(fonts->hyphens);
  glyphs_destroy(fonts->glyphs);
  arena_fini(&fonts->scratch);
  TTF_Quit();
  free(fonts);
}

struct arena *fonts_scratch(struct fonts *fonts) {
  return &fonts->scratch;
}
struct hyphens *fonts_hyphens(struct fonts *fonts) {
  return fonts->hyphens;
}
struct glyphs *fonts_glyphs(struct fonts *fonts) {
  return fonts->glyphs;
}

/* FreeType asks for each glyph anew: through a file that is a seek and a read each. */
static void map_file(struct face *face, const char *path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0 && info.st_size <= INT_MAX) {
    void *file = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (file != MAP_FAILED) {
      face->file = file;
      face->file_bytes = (size_t)info.st_size;
    }
  }
  if (fd >= 0) close(fd);
}

static TTF_Font *open_handle(struct fonts *fonts, int index, int hinting) {
  const struct face *face = &fonts->face[index];
  SDL_RWops *stream = face->file ? SDL_RWFromConstMem(face->file, (int)face->file_bytes) : NULL;
  TTF_Font *font = stream ? TTF_OpenFontRW(stream, 1, 1) : NULL;
  if (!font) return NULL;
  TTF_SetFontHinting(font, hinting);
  TTF_SetFontDirection(font, TTF_DIRECTION_LTR);
  if (index != ICON_FACE && fonts_table[index / FACES_PER_FONT].script)
    TTF_SetFontScriptName(font, fonts_table[index / FACES_PER_FONT].script);
  return font;
}

/* At any size, opened on first use; NULL when the file is missing or broken. */
static TTF_Font *open_face(struct fonts *fonts, int index) {
  struct face *face = &fonts->face[index];
  if (face->tried) return face->font;
  face->tried = true;
  char path[PATH_MAX + 64];
  face_path(fonts, index, path, sizeof path);
  map_file(face, path);
  return face->font = open_handle(fonts, index, TTF_HINTING_LIGHT);
}

bool fonts_warm(struct fonts *fonts) {
  if (hyphens_warm(fonts->hyphens)) return true;
  for (int face = 0; face < FACE_COUNT; face++) {
    const bool expected = face == ICON_FACE || fonts_table[face / FACES_PER_FONT].required;
    if (!expected || fonts->face[face].tried) continue;
    open_face(fonts, face);
    return true;
  }
  return glyphs_warm(fonts);
}

TTF_Font *fonts_sized_face(struct fonts *fonts, int index, int size_px, bool rtl) {
  if (!open_face(fonts, index)) return NULL;
  if (size_px < 1) size_px = 1;
  if (size_px > LARGEST_SIZE) size_px = LARGEST_SIZE;
  struct face *face = &fonts->face[index];
  if (face->size_px != size_px) {
    if (TTF_SetFontSizeDPI(face->font, size_px, DPI * FONTS_SCALE_X, DPI) != 0) return NULL;
    face->size_px = size_px;
  }
  if (face->rtl != rtl) TTF_SetFontDirection(face->font, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
  face->rtl = rtl;
  return face->font;
}

static TTF_Font *large_face(struct fonts *fonts, int index) {
  if (!open_face(fonts, index)) return NULL;
  struct face *face = &fonts->face[index];
  if (face->large) return face->large;
  face->large = open_handle(fonts, index, TTF_HINTING_NONE);
  if (!face->large) return NULL;
  TTF_SetFontSizeDPI(face->large, LARGE_SIZE, DPI * FONTS_SCALE_X, DPI);
  TTF_SizeUTF8(face->large, "nn", &face->pair_width, NULL);
  return face->large;
}

/* SDL_ttf tells the width of ink and pen together: between two letters without overhang only the pen counts. */
int fonts_advance(struct fonts *fonts, int index, int size_px, const char *text, int parts) {
  TTF_Font *font = large_face(fonts, index);
  char between[64];
  int with = 0;
  snprintf(between, sizeof between, "n%sn", text);
  if (!font || TTF_SizeUTF8(font, between, &with, NULL) != 0) return 0;
  return (int)(((int64_t)(with - fonts->face[index].pair_width) * size_px * parts + LARGE_SIZE / 2) / LARGE_SIZE);
}

void fonts_expect(struct fonts *fonts, const struct text_style *styles, size_t count) {
  glyphs_expect(fonts->glyphs, styles, count);
}

void fonts_set_script(struct fonts *fonts, int index, uint32_t codepoint) {
  if (index == ICON_FACE || fonts_table[index / FACES_PER_FONT].script) return;
  const bool cyrillic = codepoint >= 0x0400 && codepoint <= 0x052F;
  const bool greek = codepoint >= 0x0370 && codepoint <= 0x03FF;
  const bool han = codepoint >= 0x2E80 && codepoint <= 0xA4CF;
  const char *const script = cyrillic ? "Cyrl" : greek ? "Grek" : han ? "Hani" : "Latn";
  const uint32_t tag = (uint32_t)script[0];
  struct face *face = &fonts->face[index];
  if (face->script == tag) return;
  face->script = tag;
  TTF_SetFontScriptName(face->font, script);
}

/* --- which face --- */

static bool may_have(int font, uint32_t codepoint) {
  for (size_t i = 0; i < COUNT_OF(fonts_table[font].ranges); i++) {
    const struct range *range = &fonts_table[font].ranges[i];
    if (range->last > 0 && codepoint >= range->first && codepoint <= range->last) return true;
  }
  return false;
}

static bool provides(struct fonts *fonts, int face, uint32_t codepoint) {
  if (face == FACE_NONE || !may_have(face / FACES_PER_FONT, codepoint)) return false;
  TTF_Font *font = open_face(fonts, face);
  return font && TTF_GlyphIsProvided32(font, codepoint);
}

static int search_chain(struct fonts *fonts, uint32_t codepoint, bool bold) {
  for (int font = 0; font < (int)FONT_COUNT; font++) {
    const int face = font * FACES_PER_FONT + bold;
    if (provides(fonts, face, codepoint)) return face;
    if (bold && provides(fonts, face - 1, codepoint)) return face - 1;
  }
  return FACE_NONE;
}

int fonts_first_face(bool bold) { return bold; }
int fonts_icon_face(void) { return ICON_FACE; }

int fonts_face_for(struct fonts *fonts, uint32_t codepoint, bool bold, int current) {
  const unsigned slot = (codepoint * 2 + bold) % FACE_SLOTS;
  if (!fonts->chosen[slot].known || fonts->chosen[slot].codepoint != codepoint || fonts->chosen[slot].bold != bold) {
    fonts->chosen[slot].codepoint = codepoint;
    fonts->chosen[slot].bold = bold;
    fonts->chosen[slot].known = true;
    fonts->chosen[slot].face = (uint8_t)search_chain(fonts, codepoint, bold);
  }
  const int first = fonts->chosen[slot].face;
  const bool is_shared = codepoint < 0x41 || (codepoint >= 0x2000 && codepoint < 0x2070);
  const bool in_script = current != FACE_NONE && fonts_table[current / FACES_PER_FONT].script;
  if (is_shared && in_script && first != current && !(codepoint >= '0' && codepoint <= '9') && open_face(fonts, current) &&
      TTF_GlyphIsProvided32(open_face(fonts, current), codepoint))
    return current;
  return first;
}

/* Rounded from one large size: FreeType rounds the ascent of small sizes up, which would set text a pixel lower than a browser.
 */
void fonts_metrics(struct fonts *fonts, int size_px, bool bold, int *ascent, int *height) {
  struct metrics *metrics = &fonts->metrics[bold];
  TTF_Font *font = metrics->ascent == 0 ? fonts_sized_face(fonts, fonts_first_face(bold), LARGEST_SIZE, false) : NULL;
  if (font) *metrics = (struct metrics){TTF_FontAscent(font), -TTF_FontDescent(font)};
  *ascent = (metrics->ascent * size_px + LARGEST_SIZE / 2) / LARGEST_SIZE;
  *height = *ascent + (metrics->descent * size_px + LARGEST_SIZE / 2) / LARGEST_SIZE;
}

/* --- runs --- */

bool fonts_is_invisible(uint32_t codepoint) {
  return codepoint == 0xAD || codepoint == 0x200B || codepoint == 0x200E || codepoint == 0x200F ||
         (codepoint >= 0x202A && codepoint <= 0x202E) || (codepoint >= 0x2060 && codepoint <= 0x206F) || codepoint == 0xFEFF ||
         (codepoint >= 0xFE00 && codepoint <= 0xFE0F) || codepoint == 0x61C;
}

static uint64_t run_key(const uint32_t *text, int count, int face, int size_px, bool rtl) {
  uint64_t key = hash_mix(0x6C69746661737321u, (uint64_t)face << 33 | (uint64_t)rtl << 32 | (uint32_t)size_px);
  for (int i = 0; i < count; i++)
    if (!fonts_is_invisible(text[i])) key = hash_mix(key, text[i]);
  return key ? key : 1;
}

int fonts_shaped_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl) {
  char utf8[FONTS_LONGEST_RUN * 4 + 1];
  size_t len = 0;
  uint32_t letter = 0;
  for (int i = 0; i < count && len + 4 < sizeof utf8; i++) {
    if (fonts_is_invisible(text[i])) continue;
    if (text[i] > letter) letter = text[i];
    len += utf8_encode(text[i], utf8 + len);
  }
  utf8[len] = '\0';
  TTF_Font *font = fonts_sized_face(fonts, face, size_px, rtl);
  int width = 0;
  if (!font || len == 0) return 0;
  fonts_set_script(fonts, face, letter);
  return TTF_SizeUTF8(font, utf8, &width, NULL) == 0 ? (width + FONTS_SCALE_X - 1) / FONTS_SCALE_X : 0;
}

static int measure(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl) {
  if (glyphs_suffice(face, text, count, rtl)) return glyphs_width(fonts, text, count, face, size_px);
  return fonts_shaped_width(fonts, text, count, face, size_px, rtl);
}

int fonts_secret_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl, uint64_t *key) {
  if (key) *key = run_key(text, count, face, size_px, rtl);
  return measure(fonts, text, count, face, size_px, rtl);
}

void fonts_forget(struct fonts *fonts) {
  wipe(fonts->widths, sizeof fonts->widths);
  arena_reset(&fonts->scratch);
}

int fonts_run_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl, uint64_t *key) {
  const uint64_t hash = run_key(text, count, face, size_px, rtl);
  if (key) *key = hash;
  struct width *free_slot = &fonts->widths[(hash + (hash >> 32) % WIDTH_PROBES) % WIDTH_SLOTS];
  for (uint64_t probe = 0; probe < WIDTH_PROBES; probe++) {
    struct width *slot = &fonts->widths[(hash + probe) % WIDTH_SLOTS];
    if (slot->key == hash) return slot->width;
    if (slot->key == 0) free_slot = slot;
  }
  free_slot->key = hash;
  return free_slot->width = measure(fonts, text, count, face, size_px, rtl);
}
