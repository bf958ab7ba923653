#include "device/access.h"

#include "base/str.h"

#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>

bool access_find_caller(int fd, struct caller *out, struct err *err) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  *out = (struct caller){0};
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return err_set_errno(err, "caller");
  out->user = peer.uid;
  size = sizeof out->groups - sizeof out->groups[0];
  /* Who is in more groups than we hold is known by its first one alone. */
  if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, out->groups, &size) == 0) out->group_count = size / sizeof out->groups[0];
  out->groups[out->group_count++] = peer.gid;
  return true;
}

static bool is_in(const struct caller *caller, gid_t group) {
  for (size_t i = 0; i < caller->group_count; i++)
    if (caller->groups[i] == group) return true;
  return false;
}

static bool word_grants(const char *word, const struct caller *caller) {
  int64_t number;
  if (word[0] == '@') {
    const struct group *group = getgrnam(word + 1);
    return group && is_in(caller, group->gr_gid);
  }
  if (parse_int(word, 0, UINT32_MAX - 1, &number)) return caller->user == (uid_t)number;
  const struct passwd *user = getpwnam(word);
  return user && caller->user == user->pw_uid;
}

bool access_is_granted(const char *list, const struct caller *caller) {
  char copy[256];
  char *rest;
  if (caller->user == 0) return true;
  if (!str_copy(copy, sizeof copy, list)) return false;
  for (char *word = strtok_r(copy, " ,", &rest); word; word = strtok_r(NULL, " ,", &rest))
    if (word_grants(word, caller)) return true;
  return false;
}
