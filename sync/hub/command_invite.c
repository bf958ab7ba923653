/* The way in for the first person, and for whoever has lost every other. */
#include "hub/command.h"

#include "base/clock.h"
#include "base/str.h"
#include "hub/audit.h"
#include "hub/hub.h"
#include "hub/invitation.h"

#include <stdio.h>

bool command_invite(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  scoped_arena arena = {0};
  struct invitation invitation = {.role = ROLE_ADMIN, .organizations = "[]"};
  const char *base;
  char secret[SECRET_SIZE];
  if (!email_normalize(&arena, options->email ? options->email : "", &invitation.email))
    return err_set(err, ERR_USAGE, "--email must be an address, not '%.80s'", options->email ? options->email : "");
  if (options->role && !role_parse(options->role, &invitation.role))
    return err_set(err, ERR_USAGE, "--role must be admin, editor or viewer, not '%.20s'", options->role);
  if (!hub_open(&hub, options->dir, options->clock, err) || !store_get(hub.store, "public_url", "", &arena, &base, err))
    return false;
  const struct deed deed = {"litfass-hub", "invite", invitation.email, NULL, role_name(invitation.role)};
  if (!store_begin(hub.store, err) || !invitation_make(hub.store, &invitation, 0, clock_utc(&hub.clock), secret, err) ||
      !audit_add(hub.store, &deed, clock_utc(&hub.clock), err) || !store_commit(hub.store, err))
    return false;
  if (options->json)
    printf("{\"link\":\"%s/invitation/%s\"}\n", base, secret);
  else
    printf("open this within a week, behind the address of the hub: %s/invitation/%s\n", base, secret);
  return true;
}
