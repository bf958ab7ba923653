#include "cache/letters.h"

#include "base/compiler.h"

#include <string.h>

/* Base letters, one for each code point; '+' is looked up in `ligatures`, '.' is no letter. From Unicode's decompositions and
 * the customary folding of đ, ł, ø and their like. */
struct block {
  uint32_t first;
  const char *letters;
};
static const struct block blocks[] = {
    {0x00C0,
     "aaaaaa+ceeeeiiiidnooooo.ouuuuy++aaaaaa+ceeeeiiiidnooooo.ouuuuy+y"
     "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii++jjkkkllllllllllnnnnnnnnnoooooo++rrrrrrssssssssttttttuuuuuuuuuuuuww"
     "yyyzzzzzzs"},
    {0x01CD, "aaiioouuuuuuuuuu.aaaa++ggggkkoooo..j...gg..nnaa++ooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy"},
    {0x1E00,
     "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuu"
     "uuu"
     "vvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..+.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuu"
     "yyyyyyyy"},
};

struct ligature {
  uint32_t codepoint;
  const char *letters;
};
static const struct ligature ligatures[] = {
    {0x00C6, "ae"}, {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00FE, "th"}, {0x0132, "ij"}, {0x0133, "ij"},
    {0x0152, "oe"}, {0x0153, "oe"}, {0x01E2, "ae"}, {0x01E3, "ae"}, {0x01FC, "ae"}, {0x01FD, "ae"}, {0x1E9E, "ss"},
};

/* One letter as text of its own, for letter_base. */
static const char *const single[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
                                     "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};

static const char *ligature(uint32_t codepoint) {
  for (size_t i = 0; i < COUNT_OF(ligatures); i++)
    if (ligatures[i].codepoint == codepoint) return ligatures[i].letters;
  return NULL;
}

const char *letter_base(uint32_t codepoint) {
  for (size_t i = 0; i < COUNT_OF(blocks); i++) {
    const struct block *block = &blocks[i];
    if (codepoint < block->first || codepoint - block->first >= strlen(block->letters)) continue;
    char letter = block->letters[codepoint - block->first];
    if (letter == '+') return ligature(codepoint);
    return letter == '.' ? NULL : single[letter - 'a'];
  }
  return NULL;
}

uint32_t letter_lower(uint32_t c) {
  if (c >= 0x0391 && c <= 0x03A9) return c + 0x20;
  if (c >= 0x0410 && c <= 0x042F) return c + 0x20;
  if (c >= 0x0400 && c <= 0x040F) return c + 0x50;
  if (c >= 0x0460 && c <= 0x0481) return c | 1;
  if (c >= 0x048A && c <= 0x04BF) return c | 1;
  if (c >= 0x04D0 && c <= 0x052F) return c | 1;
  return c;
}
