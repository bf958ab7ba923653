/* The commands of litfass-hub: one table (command.c), one function each, in a file each (command_<name>.c). */
#ifndef LITFASS_HUB_COMMAND_H
#define LITFASS_HUB_COMMAND_H

#include "base/err.h"
#include "hub/options.h"

#include <stdbool.h>

/* Runs `litfass-hub argv[1] …`; returns the exit code (sysexits.h). Every failure is one line on standard error. */
int command_run(int argc, char **argv);

/* Each prints its result to standard output. */
MUST_USE bool command_init(const struct options *options, struct err *err);
MUST_USE bool command_invite(const struct options *options, struct err *err);
MUST_USE bool command_import(const struct options *options, struct err *err);
MUST_USE bool command_import_as(const struct options *options, struct err *err); /* import --as FORMAT */
MUST_USE bool command_backup(const struct options *options, struct err *err);
MUST_USE bool command_restore(const struct options *options, struct err *err);
MUST_USE bool command_source(const struct options *options, struct err *err);
MUST_USE bool command_publish(const struct options *options, struct err *err);
MUST_USE bool command_rotate(const struct options *options, struct err *err);
MUST_USE bool command_set(const struct options *options, struct err *err);
MUST_USE bool command_serve(const struct options *options, struct err *err);
MUST_USE bool command_export(const struct options *options, struct err *err);

#endif
