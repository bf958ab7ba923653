/* The serving hub's sandbox: its folder, its port, the network, and the board's program for previews. */
#ifndef LITFASS_HUB_CONFINE_H
#define LITFASS_HUB_CONFINE_H

/* Before there are threads. `folder` is the hub's. Where the kernel has no means for it, one line says so and the hub goes on.
 */
void confine_hub(const char *folder);

#endif
