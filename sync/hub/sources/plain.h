/* HTML, and text that may be HTML, as the plain text of an entry: paragraphs parted by a blank line, lists as lines that start
 * with "- ", nothing of the markup left.
 *
 * No parser of a browser: tags are left out, blocks become breaks, character references are read (those of HTML 4 and numbers),
 * and what stands in script, style, head and comments goes. Whatever the input, the result is text only: a "<" that comes out
 * of
 * "&lt;" is a letter. Linear in the input. */
#ifndef LITFASS_HUB_SOURCES_PLAIN_H
#define LITFASS_HUB_SOURCES_PLAIN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

char *plain_from_html(struct arena *arena, const char *html, size_t len);

/* For fields that are plain text by their standard and yet carry HTML (calendars of Google and Outlook): read as HTML when a
 * known tag is in it, line breaks staying line breaks; else as text whose bullets become "- ". */
char *plain_from_text(struct arena *arena, const char *text);

/* One line: line breaks and runs of spaces become one space. */
char *plain_line(struct arena *arena, const char *text);

#endif
