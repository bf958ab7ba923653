/* The commands of litfass-hub: one table, one function each, in a file each (command_<name>.c). */
#ifndef LITFASS_HUB_COMMAND_H
#define LITFASS_HUB_COMMAND_H

/* Runs `litfass-hub argv[1] …`; returns the exit code (sysexits.h). */
int command_run(int argc, char **argv);

#endif
