/* Entries as they are (FEED.md), one JSON object a line: the hub's own export, and what another hub gives. Ids stay. */
#ifndef LITFASS_HUB_SOURCES_JSONL_H
#define LITFASS_HUB_SOURCES_JSONL_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

MUST_USE bool jsonl_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
