/* An entry in the words of schema.org, as JSON-LD: for the public page of an entry, so that search engines and telephones read
 * what people read. */
#ifndef LITFASS_HUB_OUT_SCHEMA_ORG_H
#define LITFASS_HUB_OUT_SCHEMA_ORG_H

#include "hub/out/out.h"

/* Appends one JSON object that may stand inside <script type="application/ld+json"> as it is: no '<' is in it. */
MUST_USE bool schema_org_write(const struct out_content *content, const struct entry *entry, struct buf *out, struct err *err);

#endif
