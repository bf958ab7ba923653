/* Tells somebody when a board falls silent, once, and once more when it speaks again: by mail, by a webhook, or both.
 *
 * Settings of the hub: alarm_after_s (7200), alarm_mail (address), alarm_from, smtp_url, smtp_user, alarm_webhook; the mail
 * server's password is in keys/smtp.secret. Nothing set: nobody is told. */
#ifndef LITFASS_HUB_ALARM_H
#define LITFASS_HUB_ALARM_H

#include "hub/hub.h"

#include <stdbool.h>

enum { ALARM_AFTER_S = 7200 };

/* Looks at all boards. Blocks for as long as mail servers do: for a thread or a command, with a hub of its own. A message that
 * could not be sent is tried again at the next look; *told gets how many boards were reported. */
MUST_USE bool alarm_look(struct hub *hub, size_t *told, struct err *err);

#endif
