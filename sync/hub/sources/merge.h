/* What a document says now against what its source said before: only the difference touches the content.
 *
 * An entry belongs to the source that brought it (table source_entry, which keeps the line as it last came). A run changes what
 * the source changed, and drops what vanished from that source. What a person corrected stays until the source itself says
 * something new; entries that no source brought are never touched. Both functions stand between store_begin and store_commit.
 */
#ifndef LITFASS_HUB_SOURCES_MERGE_H
#define LITFASS_HUB_SOURCES_MERGE_H

#include "hub/sources/intake.h"
#include "hub/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct merge_result {
  size_t added, changed, dropped; /* in the content; in the list of what waits when `waits` */
  size_t same;                    /* as they were */
  size_t foreign;                 /* ids that belong to somebody else: not taken, noted in the intake */
};

enum merge_change { MERGE_ADDED, MERGE_CHANGED, MERGE_DROPPED };

/* Told of each difference; `before` and `now` are lines of entries, NULL where there is none. May be NULL. */
typedef void merge_on_change(void *user, enum merge_change change, const char *id, const char *before, const char *now);

/* `waits`: a person has to agree first (merge_decide). `now_utc` is when. The intake must hold entries: nothing at all is no
 * answer that a source gives. */
MUST_USE bool merge_apply(struct store *store, struct intake *intake, bool waits, int64_t now_utc, merge_on_change *on_change,
                          void *user, struct merge_result *out, struct err *err);

/* A person's word on what waits. Agreed: it becomes content, or goes. Refused: a new or changed entry is not offered again
 * until the source changes it; one that would have gone stays, and is from now on nobody's. ERR_NOT_FOUND: nothing waits there.
 */
MUST_USE bool merge_decide(struct store *store, const char *id, bool agreed, struct err *err);

#endif
