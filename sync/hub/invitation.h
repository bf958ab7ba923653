/* Links by which people come to work on the hub: one use, one week. */
#ifndef LITFASS_HUB_INVITATION_H
#define LITFASS_HUB_INVITATION_H

#include "hub/people.h"

enum { INVITATION_S = 7 * 86400 };

struct invitation {
  const char *email; /* normalized; NULL: there is no such invitation, or no longer */
  enum role role;
  bool is_trusted;
  const char *organizations; /* JSON array of ids */
};

/* `secret` goes into the link /invitation/<secret>. Replaces older ones for that address. For a person who is there already
 * the link is a new password. */
MUST_USE bool invitation_make(struct store *store, const struct invitation *invitation, int64_t by, int64_t now,
                              char secret[SECRET_SIZE], struct err *err);
MUST_USE bool invitation_find(struct store *store, const char *secret, int64_t now, struct arena *arena, struct invitation *out,
                              struct err *err);
/* Makes the person (or gives the one of that address a new password) and ends the invitation, in one transaction. */
MUST_USE bool invitation_take(struct store *store, const char *secret, const char *name, const char *password_hash, int64_t now,
                              struct arena *arena, struct person *out, struct err *err);

#endif
