/* What the pages about entries share. */
#ifndef LITFASS_HUB_WEB_ENTRY_PAGE_H
#define LITFASS_HUB_WEB_ENTRY_PAGE_H

#include "base/civil.h"
#include "hub/content.h"
#include "hub/web/page.h"

/* "24.12.2026" for "2026-12-24"; what is no date stays. In the request's arena. */
const char *entry_german_date(const struct page *page, const char *date);
/* "24.12.2026, 15:00" in the house's zone. */
const char *entry_german_moment(const struct page *page, int64_t utc);

/* `start` and the value as it stands in an address: "?name=Caf%C3%A9". */
const char *entry_query(const struct page *page, const char *start, const char *value);

/* After how many months somebody should look again whether an entry is right (setting "check_months", else 6). */
MUST_USE bool entry_check_months(struct page *page, int64_t *out, struct err *err);

/* The day before which a check is too old. */
MUST_USE bool entry_check_before(struct page *page, char out[DAY_TEXT_SIZE], struct err *err);

/* For the overview: "unchecked", the five entries that wait longest for somebody to look, and "unchecked_count". */
MUST_USE bool entry_set_unchecked(struct page *page, struct err *err);

/* Goes on after a change of entry `id`: to `location` with `words`, or with what else came of it. */
MUST_USE bool entry_done(struct page *page, const char *id, enum content_result result, const char *location, const char *words,
                         struct err *err);

#endif
