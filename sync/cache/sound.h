/* How a word sounds: Kölner Phonetik (Postel, IBM-Nachrichten 19, 1969), the German soundex, over folded words. */
#ifndef LITFASS_CACHE_SOUND_H
#define LITFASS_CACHE_SOUND_H

#include <stddef.h>
#include <stdint.h>

/* The code's digits, the first of them highest, as a hexadecimal number of digits plus one ("65" is 0x76), up to 15 digits; 0
 * for words that have none or hold letters other than a to z. */
uint64_t sound_code(const char *word, size_t len);

#endif
