/* Words and numbers out of text, folded so that everything one may call the same letter is the same letter: small, without
 * accents, ß as ss, ae oe ue as a o u (in every word, so both sides of a comparison agree), Arabic without vowel signs and with
 * one form of alef, yeh and teh marbuta, digits as ASCII. Middle dots of Leichte Sprache, soft hyphens and joiners vanish.
 *
 * "Kita-Platz" gives kita, platz and kitaplatz (is_joined). Words longer than TOKEN_MAX bytes are cut. Any bytes may come in.
 */
#ifndef LITFASS_CACHE_TOKENS_H
#define LITFASS_CACHE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

enum { TOKEN_MAX = 48 };

struct token {
  char text[TOKEN_MAX + 1]; /* folded, UTF-8 */
  size_t len;
  const char *written; /* where it stands in the source */
  size_t written_len;
  bool is_number; /* ASCII digits only */
  bool is_joined; /* the parts before it once more, as one word */
};

struct tokens {
  const char *at, *end;
  char joined[TOKEN_MAX + 1]; /* parts since the last gap */
  size_t joined_len;
  const char *joined_from, *joined_to;
  size_t parts;
  bool is_open; /* a hyphen leads on to the next part */
};

void tokens_start(struct tokens *tokens, const char *text, size_t len);
bool tokens_next(struct tokens *tokens, struct token *out);

/* Runs of digits as a person writes one number, "030 23125-410": digits with up to two separators between them, at least 3 and
 * at most DIGITS_MAX digits. An international or trunk prefix (+49, 0049, 0) is left out. */
enum { DIGITS_MAX = 24 };
bool digits_next(const char **at, char out[DIGITS_MAX + 1]);

#endif
