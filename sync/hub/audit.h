/* Who changed what: one row for every change, chained, so that a row that is altered or taken out later shows.
 *
 * chain(n) = SHA-256 over chain(n-1) and the row's number, time, who, action, object, before and after, each behind its length.
 */
#ifndef LITFASS_HUB_AUDIT_H
#define LITFASS_HUB_AUDIT_H

#include "base/err.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stdint.h>

struct deed {
  const char *who;            /* "Aylin Kaya", "import", "source 'vhs'" */
  const char *action;         /* "put", "drop", "sign-in", … : audit_page translates */
  const char *object;         /* an entry's id, "person 3", "screen 2"; "" where there is none */
  const char *before, *after; /* lines or words; NULL where there is none */
};

/* Inside the transaction of the change itself. */
MUST_USE bool audit_add(struct store *store, const struct deed *deed, int64_t now, struct err *err);

/* *broken is the number of the first row that does not follow from the one before; 0: all do. */
MUST_USE bool audit_check(struct store *store, int64_t *broken, struct err *err);

#endif
