/* Who may ask for what: a list of users, @groups and numbers of users for each kind of verb, from the settings. Root may all.
 * The kernel says who is at the other end (SO_PEERCRED, SO_PEERGROUPS of socket(7)); nothing that is sent counts. */
#ifndef LITFASS_DEVICE_ACCESS_H
#define LITFASS_DEVICE_ACCESS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { ACCESS_GROUPS_MAX = 64, ACCESS_NAMES_MAX = 16 };

struct access {
  uid_t users[ACCESS_NAMES_MAX];
  gid_t groups[ACCESS_NAMES_MAX];
  size_t user_count, group_count;
};

struct caller {
  uid_t user;
  gid_t groups[ACCESS_GROUPS_MAX];
  size_t group_count;
};

MUST_USE bool access_find_caller(int fd, struct caller *out, struct err *err);

/* `list` is separated by blanks or commas, of each kind the first ACCESS_NAMES_MAX count. The system is asked who the names are
 * here, and only here: a confined program cannot. Names that it does not know match nobody. */
void access_parse(const char *list, struct access *out);

bool access_is_granted(const struct access *access, const struct caller *caller);

#endif
