#include "cache/typing.h"

#include "base/compiler.h"
#include "base/str.h"

#include <string.h>

enum { COST_DOUBLE = 5, COST_SWAP = 7, COST_NEAR = 7, COST_LETTER = TYPING_SLIP };

size_t typing_letters(const char *word, size_t len, uint16_t out[TOKEN_MAX]) {
  size_t count = 0;
  for (size_t at = 0; at < len && count < TOKEN_MAX;) {
    uint32_t c = 0;
    size_t used = (unsigned char)word[at] < 0x80 ? 1 : utf8_decode(word + at, len - at, &c);
    if (used == 1) c = (unsigned char)word[at];
    out[count++] = c > 0xFFFF || used == 0 ? 0xFFFF : (uint16_t)c;
    at += used ? used : 1;
  }
  return count;
}

int typing_budget(size_t letters) {
  static const int budgets[] = {0, 0, 0, 0, COST_NEAR, COST_LETTER, COST_LETTER + 4, COST_LETTER + 7};
  return letters < 8 ? budgets[letters] : 2 * COST_LETTER;
}

/* The keys of QWERTZ and QWERTY, each a step from the next; a row lies half a key to the left of the one above. */
static const char *const rows[] = {"qwertzuiop", "asdfghjkl", "yxcvbnm"};

static bool find_key(uint16_t letter, int *row, int *column) {
  if (letter >= 0x80 || letter == 0) return false;
  for (int i = 0; i < 3; i++) {
    const char *key = strchr(rows[i], (char)letter);
    if (!key) continue;
    *row = i;
    *column = (int)(key - rows[i]);
    return true;
  }
  return false;
}

static bool are_neighbours(uint16_t a, uint16_t b) {
  int row_a, column_a, row_b, column_b;
  if (!find_key(a, &row_a, &column_a) || !find_key(b, &row_b, &column_b)) return false;
  int down = row_b - row_a;
  int right = column_b - column_a;
  if (down == 0) return right == 1 || right == -1;
  return (down == 1 && (right == 0 || right == -1)) || (down == -1 && (right == 0 || right == 1));
}

/* Letters that sound alike or that another keyboard has in the other's place. */
struct alike {
  uint16_t a, b;
  int cost;
};
static const struct alike alike[] = {
    {'y', 'z', 5},       {'i', 'y', 5},       {'c', 'k', 5},       {'f', 'v', 5},       {'d', 't', 5},
    {'b', 'p', 5},       {'g', 'k', 6},       {'s', 'z', 6},       {'c', 'z', 6},       {'m', 'n', 7},
    {'v', 'w', 6},       {'i', 'j', 6},       {'q', 'k', 6},       {'e', 'a', 7},       {'e', 'i', 7},
    {0x0456, 0x0438, 2}, {0x0456, 0x0457, 2}, {0x0438, 0x0439, 3}, {0x0438, 0x044B, 2}, {0x0435, 0x0454, 3},
    {0x0435, 0x044D, 3}, {'o', 'u', 7},       {'a', 'o', 8},       {'i', 'u', 7},
};

static int cost_of_other(uint16_t a, uint16_t b) {
  if (a == b) return 0;
  for (size_t i = 0; i < COUNT_OF(alike); i++)
    if ((alike[i].a == a && alike[i].b == b) || (alike[i].a == b && alike[i].b == a)) return alike[i].cost;
  return are_neighbours(a, b) ? COST_NEAR : COST_LETTER;
}

/* A letter that was typed twice, or once instead of twice, and a silent h are the likeliest slips. */
static int cost_of_one(const uint16_t *word, size_t at) {
  if (at > 0 && (word[at] == word[at - 1] || word[at] == 'h')) return COST_DOUBLE;
  return COST_LETTER;
}

static int least(int a, int b) { return a < b ? a : b; }

void typing_start(struct typing *typing, const uint16_t *letters, size_t count) {
  typing->count = count;
  memcpy(typing->letters, letters, count * sizeof *letters);
  for (size_t i = 0; i < count; i++) {
    typing->one[i] = (uint8_t)cost_of_one(letters, i);
    for (int letter = 'a'; letter <= 'z'; letter++)
      typing->other[i][letter - 'a'] = (uint8_t)cost_of_other((uint16_t)letter, letters[i]);
  }
}

static int cost_at(const struct typing *typing, size_t place, uint16_t letter) {
  if (letter == typing->letters[place]) return 0;
  if (letter >= 'a' && letter <= 'z') return typing->other[place][letter - 'a'];
  return cost_of_other(letter, typing->letters[place]);
}

/* One row of the table: the costs of having typed each beginning instead of the first `at` letters of the word. */
static int fill_row(const struct typing *typing, const uint16_t *word, size_t at, int *row, const int *above,
                    const int *above_that) {
  int one = cost_of_one(word, at - 1);
  int lowest = row[0] = above[0] + COST_LETTER;
  for (size_t j = 1; j <= typing->count; j++) {
    int cost = above[j - 1] + cost_at(typing, j - 1, word[at - 1]);
    cost = least(cost, above[j] + one);
    cost = least(cost, row[j - 1] + typing->one[j - 1]);
    bool is_swap = at > 1 && j > 1 && word[at - 1] == typing->letters[j - 2] && word[at - 2] == typing->letters[j - 1];
    if (is_swap && word[at - 1] != word[at - 2]) cost = least(cost, above_that[j - 2] + COST_SWAP);
    row[j] = cost;
    lowest = least(lowest, cost);
  }
  return lowest;
}

int typing_cost(const struct typing *typing, const uint16_t *word, size_t count, int budget, int *beginning) {
  int table[3][TOKEN_MAX + 1] = {0};
  int whole = TYPING_FAR;
  int best = TYPING_FAR;
  int lowest_above = 0;
  table[0][0] = 0;
  for (size_t j = 0; j < typing->count; j++)
    table[0][j + 1] = table[0][j] + typing->one[j];
  for (size_t i = 1; i <= count; i++) {
    int *row = table[i % 3];
    int lowest = fill_row(typing, word, i, row, table[(i + 2) % 3], table[(i + 1) % 3]);
    best = least(best, row[typing->count]);
    if (i == count) whole = row[typing->count];
    if (lowest > budget && lowest_above > budget) break; /* a swap may still reach over one row */
    lowest_above = lowest;
  }
  if (beginning) *beginning = best <= budget ? best : TYPING_FAR;
  return whole <= budget ? whole : TYPING_FAR;
}
