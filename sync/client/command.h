/* The commands of litfass-sync: one table, one function each, in a file each (command_<name>.c). */
#ifndef LITFASS_CLIENT_COMMAND_H
#define LITFASS_CLIENT_COMMAND_H

/* Runs `litfass-sync argv[1] …`; returns the exit code (sysexits.h). */
int command_run(int argc, char **argv);

/* The commands; argv[0] is the command's name. */
int command_run_daemon(int argc, char **argv);
int command_once(int argc, char **argv);
int command_status(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_hours(int argc, char **argv);
int command_search(int argc, char **argv);
int command_recur(int argc, char **argv);

#endif
