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

static void add_word(struct access *access, const char *word) {
  int64_t number;
  if (word[0] == '@') {
    const struct group *group = getgrnam(word + 1);
    if (group && access->group_count < ACCESS_NAMES_MAX) access->groups[access->group_count++] = group->gr_gid;
    return;
  }
  if (!parse_int(word, 0, UINT32_MAX - 1, &number)) {
    const struct passwd *user = getpwnam(word);
    if (!user) return;
    number = user->pw_uid;
  }
  if (access->user_count < ACCESS_NAMES_MAX) access->users[access->user_count++] = (uid_t)number;
}

void access_parse(const char *list, struct access *out) {
  char copy[256];
  char *rest;
  *out = (struct access){0};
  if (!str_copy(copy, sizeof copy, list)) return;
  for (char *word = strtok_r(copy, " ,", &rest); word; word = strtok_r(NULL, " ,", &rest))
    add_word(out, word);
}

static bool is_in(const struct caller *caller, gid_t group) {
  for (size_t i = 0; i < caller->group_count; i++)
    if (caller->groups[i] == group) return true;
  return false;
}

bool access_is_granted(const struct access *access, const struct caller *caller) {
  bool granted = caller->user == 0;
  for (size_t i = 0; i < access->user_count; i++)
    granted = granted || access->users[i] == caller->user;
  for (size_t i = 0; i < access->group_count; i++)
    granted = granted || is_in(caller, access->groups[i]);
  return granted;
}
