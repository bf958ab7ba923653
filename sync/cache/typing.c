#include "cache/typing.h"

#include "base/compiler.h"
#include "base/str.h"

#include <string.h>

enum { COST_LEAST = 2, COST_LEAST_LATIN = 5, COST_DOUBLE = 5, COST_SWAP = 7, COST_NEAR = 7, COST_LETTER = TYPING_SLIP };
enum { PLACES = COUNT_OF(((struct typing *)0)->places) };

_Static_assert(TOKEN_MAX <= 64, "places are bits");

size_t typing_letters(const char *word, size_t len, uint16_t out[TOKEN_MAX]) {
  size_t count = 0;
  while (count < len && count < TOKEN_MAX && (unsigned char)word[count] < 0x80) {
    out[count] = (unsigned char)word[count];
    count++;
  }
  for (size_t at = count; at < len && count < TOKEN_MAX;) {
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
  int cost; /* COST_LEAST or more; COST_LEAST_LATIN between two Latin letters */
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
  typing->least = COST_LEAST_LATIN;
  memset(typing->places, 0, sizeof typing->places);
  memcpy(typing->letters, letters, count * sizeof *letters);
  for (size_t i = 0; i < count; i++) {
    typing->one[i] = (uint8_t)cost_of_one(letters, i);
    typing->places[letters[i] % PLACES] |= UINT64_C(1) << i;
    if (letters[i] >= 0x80) typing->least = COST_LEAST;
    for (int letter = 'a'; letter <= 'z'; letter++)
      typing->other[i][letter - 'a'] = (uint8_t)cost_of_other((uint16_t)letter, letters[i]);
  }
}

static int cost_at(const struct typing *typing, size_t place, uint16_t letter) {
  if (letter == typing->letters[place]) return 0;
  if (letter >= 'a' && letter <= 'z') return typing->other[place][letter - 'a'];
  return cost_of_other(letter, typing->letters[place]);
}

/* The fewest slips between what was typed and the word, or the best of its beginnings; never too many, for letters that share a
 * bit. All places at once: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003. */
static int fewest_slips(const struct typing *typing, const uint16_t *word, size_t count, bool may_go_on) {
  uint64_t up = UINT64_MAX, down = 0, diagonal = 0, before = 0;
  int slips = (int)typing->count, best = slips;
  for (size_t i = 0; i < count; i++) {
    uint64_t same = typing->places[word[i] % PLACES];
    uint64_t swapped = ((~diagonal & same) << 1) & before;
    diagonal = (((same & up) + up) ^ up) | same | down | swapped;
    uint64_t right = down | ~(diagonal | up), left = diagonal & up;
    slips += (int)(right >> (typing->count - 1) & 1) - (int)(left >> (typing->count - 1) & 1);
    if (slips < best) best = slips;
    right = right << 1 | 1;
    up = left << 1 | ~(diagonal | right);
    down = right & diagonal;
    before = same;
  }
  return may_go_on ? best : slips;
}

/* A row of the table: the costs of having typed each beginning instead of so many letters of the word. Only costs within the
 * budget are kept, and they lie close together: no way that ends within it leads through another cell. */
struct row {
  int cost[TOKEN_MAX + 1]; /* TYPING_FAR outside from and to */
  size_t from, to;
};

static void empty(struct row *row) {
  for (size_t j = row->from; j < row->to; j++)
    row->cost[j] = TYPING_FAR;
  row->from = row->to = 0;
}

static bool is_empty(const struct row *row) { return row->from == row->to; }

static void keep(struct row *row, size_t j, int cost) {
  row->cost[j] = cost;
  if (is_empty(row)) row->from = j;
  row->to = j + 1;
}

/* Letters may have been typed that the word does not begin with. */
static void start_row(const struct typing *typing, struct row *row, int budget) {
  int cost = 0;
  for (size_t j = 0; j <= typing->count && cost <= budget; j++) {
    keep(row, j, cost);
    if (j < typing->count) cost += typing->one[j];
  }
}

static bool is_swap(const struct typing *typing, const uint16_t *word, size_t at, size_t j) {
  return at > 1 && j > 1 && word[at - 1] == typing->letters[j - 2] && word[at - 2] == typing->letters[j - 1] &&
         word[at - 1] != word[at - 2];
}

static void fill_row(const struct typing *typing, const uint16_t *word, size_t at, int budget, struct row *row,
                     const struct row *above, const struct row *above_that) {
  int one = cost_of_one(word, at - 1);
  size_t first = is_empty(above) ? above_that->from + 2 : above->from;
  size_t last = is_empty(above) ? 0 : above->to;
  if (!is_empty(above_that) && above_that->from + 2 < first) first = above_that->from + 2;
  if (!is_empty(above_that) && above_that->to + 1 > last) last = above_that->to + 1;
  empty(row);
  for (size_t j = first; j <= typing->count && (j <= last || row->to == j); j++) {
    int cost = above->cost[j] + (j == 0 ? COST_LETTER : one);
    if (j > 0) {
      cost = least(cost, above->cost[j - 1] + cost_at(typing, j - 1, word[at - 1]));
      cost = least(cost, row->cost[j - 1] + typing->one[j - 1]);
      if (is_swap(typing, word, at, j)) cost = least(cost, above_that->cost[j - 2] + COST_SWAP);
    }
    if (cost <= budget) keep(row, j, cost);
  }
}

int typing_cost(const struct typing *typing, const uint16_t *word, size_t count, int budget, int *beginning) {
  struct row table[3];
  int whole = TYPING_FAR;
  int best = TYPING_FAR;
  if (beginning) *beginning = TYPING_FAR;
  size_t reach = typing->count + (size_t)(budget / typing->least); /* no longer word, and no longer beginning, is near enough */
  if (typing->count == 0 || (!beginning && count > reach)) return TYPING_FAR;
  bool is_whole = count <= reach;
  if (!is_whole) count = reach;
  if (fewest_slips(typing, word, count, beginning != NULL) * typing->least > budget) return TYPING_FAR;
  for (size_t i = 0; i < COUNT_OF(table); i++) {
    table[i].from = table[i].to = 0;
    for (size_t j = 0; j <= typing->count; j++)
      table[i].cost[j] = TYPING_FAR;
  }
  start_row(typing, &table[0], budget);
  for (size_t i = 1; i <= count; i++) {
    struct row *row = &table[i % 3];
    const struct row *above = &table[(i + 2) % 3];
    fill_row(typing, word, i, budget, row, above, &table[(i + 1) % 3]);
    best = least(best, row->cost[typing->count]);
    if (i == count && is_whole) whole = row->cost[typing->count];
    if (is_empty(row) && is_empty(above)) break; /* a swap may still reach over one row */
  }
  if (beginning) *beginning = best;
  return whole;
}
