/* Sort keys after DIN 5007-1 (dictionary order: ä = a, ö = o, ü = u, ß = ss), made once by the writer so that the reader
 * compares bytes and needs no locale.
 *
 * Upper and lower case are equal; other Latin letters lose their diacritics; a run of spaces, hyphens and slashes is one lowest
 * character; other punctuation is ignored; a run of digits sorts by its value ("Haus 9" before "Haus 10") and before letters;
 * other scripts follow z in code point order, Greek and Cyrillic without case. Names that differ by accents only: the plain one
 * first. */
#ifndef LITFASS_CACHE_SORTKEY_H
#define LITFASS_CACHE_SORTKEY_H

#include <stddef.h>

enum { SORTKEY_MAX = 128 };

/* Writes the key of UTF-8 `text` to `out` and returns its length. Invalid bytes are skipped. */
size_t sortkey_make(const char *text, unsigned char out[SORTKEY_MAX]);

#endif
