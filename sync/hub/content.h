/* Changes of the content by people and sources: checked, written, noted in the audit log and marked for publishing, each in one
 * transaction of its own unless it says otherwise. */
#ifndef LITFASS_HUB_CONTENT_H
#define LITFASS_HUB_CONTENT_H

#include "base/buf.h"
#include "hub/hub.h"
#include "hub/people.h"

#include <stdbool.h>

enum { CONTENT_HASH_SIZE = 65 };

/* What a form was filled from: SHA-256 of the line in hex; "" for an entry that was not there. */
void content_hash(const char *line, char out[CONTENT_HASH_SIZE]);

enum content_result {
  CONTENT_DONE,
  CONTENT_UNCHANGED,
  CONTENT_CONFLICT, /* somebody saved meanwhile: nothing was written */
  CONTENT_PROPOSED, /* waits for an admin */
  CONTENT_REFUSED,  /* not this person's to change */
};

struct content_change {
  const struct person *person;
  const char *who;  /* for the log: the person's name, or "source 'vhs'" */
  const char *id;   /* of the entry */
  const char *line; /* JSON, not yet canonical; NULL: the entry goes to the bin */
  const char *base; /* content_hash of what the change was made from; NULL: whatever is there */
};

/* Writes, or proposes where the person may not publish alone. ERR_PARSE, ERR_TOO_BIG: the line will not do ("field 'name': …").
 */
MUST_USE bool content_change(struct hub *hub, const struct content_change *change, enum content_result *out, struct err *err);

/* Sets aside without proposing: "Als Entwurf sichern". */
MUST_USE bool content_draft(struct hub *hub, const struct content_change *change, struct err *err);

/* An admin takes a proposal as it is, or throws it away with a note for whoever made it. */
MUST_USE bool content_approve(struct hub *hub, int64_t draft, const struct person *person, enum content_result *out,
                              struct err *err);
MUST_USE bool content_reject(struct hub *hub, int64_t draft, const struct person *person, const char *note, struct err *err);

/* Makes undone what row `number` of the audit log says, if nothing came after it for that entry. */
MUST_USE bool content_undo(struct hub *hub, int64_t number, const struct person *person, enum content_result *out,
                           struct err *err);
/* Puts back what row `number` replaced or wrote: one tap to an earlier version. */
MUST_USE bool content_return_to(struct hub *hub, int64_t number, const struct person *person, enum content_result *out,
                                struct err *err);

/* Empties the bin of what lies there for more than 30 days. */
MUST_USE bool content_sweep(struct hub *hub, struct err *err);

/* Whether this person may change this line (NULL: none) directly, by proposal, or not at all. */
enum content_right { CONTENT_NOT, CONTENT_PROPOSES, CONTENT_PUBLISHES };
MUST_USE bool content_right(struct hub *hub, const struct person *person, const char *line, enum content_right *out,
                            struct err *err);

#endif
