/* Dates relative to the day of the import, so that a sample stays alive: in every date or date-time field
 *   today  today+3  today-10        days from today
 *   mon … sun  sat+1  sat-1         the next such weekday counting today; + and - weeks
 * each may be followed by THH:MM. README.md tells people. */
#ifndef LITFASS_HUB_RELATIVE_H
#define LITFASS_HUB_RELATIVE_H

#include "base/compiler.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes the absolute form ("2026-11-25T15:00"). False, with `out` untouched, for anything that is not a relative date. */
MUST_USE bool relative_resolve(const char *text, int32_t today, char *out, size_t size);

/* Resolves all date fields of an entry in place. What is not relative stays for entry_parse to judge. */
void relative_resolve_entry(json_t *entry, int32_t today);

#endif
