/* What litfass-device takes away from itself once it is open, and with it from all that it starts: systemctl, nmcli, rauc and
 * the mixers ask others over local sockets and need no more than it does. Nobody keeps rights beyond for their sake. */
#ifndef LITFASS_DEVICE_CONFINE_H
#define LITFASS_DEVICE_CONFINE_H

#include "device/settings.h"
#include "device/tree.h"

/* With [sandbox] on: from here on files are what the settings name, programs come from [programs] path and /usr, and there are
 * no sockets of the internet. What is outside and was opened before stays open: the watchdog, the sensor's line. */
void confine_device(const struct settings *settings, const struct tree *tree);

#endif
