/* Letters by other names: HTML's character references, and Windows-1252. */
#ifndef LITFASS_HUB_SOURCES_PLAIN_LETTERS_H
#define LITFASS_HUB_SOURCES_PLAIN_LETTERS_H

#include <stddef.h>
#include <stdint.h>

/* "auml" -> U+00E4; 0 for names that HTML 4.01 (24) does not have, "apos" aside. */
uint32_t plain_letter(const char *name, size_t len);

/* 0x80 to 0x9F as Windows-1252 means them (HTML, 13.2.5.80: so do "&#150;" and friends); everything else as it is. */
uint32_t plain_windows(uint32_t byte);

#endif
