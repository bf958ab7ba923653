/* Where something is, out of one line that a person wrote: "Bürgerhaus, Rathausplatz 1, 70000 Auenstadt". */
#ifndef LITFASS_HUB_SOURCES_ADDRESS_H
#define LITFASS_HUB_SOURCES_ADDRESS_H

#include "hub/sources/intake.h"

#include <stdbool.h>

/* Sets `location`: the place that the text, or its first part, is mapped to; else its parts as name, street, postal code and
 * town, as far as they can be told apart. An address of the web becomes `url`. */
void address_set(struct intake *intake, json_t *entry, const char *text);

/* http:// or https://, no white space. */
bool address_is_web(const char *text);

/* `link` as it stands on the page `base` (RFC 3986, 5.2); as it is where the base is no address of the web. In the arena. */
const char *address_resolve(struct arena *arena, const char *base, const char *link);

#endif
