/* The daemon's sandbox: its folders, its certificates and the network, and nothing else. */
#ifndef LITFASS_CLIENT_CONFINE_H
#define LITFASS_CLIENT_CONFINE_H

#include "client/options.h"

/* Before there are threads. Where the kernel has no means for it, one line says so and the daemon goes on. */
void confine_daemon(const struct sync_config *config);

#endif
