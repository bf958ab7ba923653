/* One line per event on standard error, for people and for journald.
 * Lower case, subject first, names in single quotes, consequence last:
 *   source 'vhs': HTTP 503, keeping 41 entries from 09:12, retry in 8 min
 * Libraries never log; they return errors. */
#ifndef LITFASS_BASE_LOG_H
#define LITFASS_BASE_LOG_H

#include "base/compiler.h"

#include <stdbool.h>

/* Call once at the start of main. Under journald lines carry "<3>", "<4>", "<6>" priorities (sd-daemon(3)). */
void log_open(const char *program);

void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warning(const char *format, ...) PRINTF_LIKE(1, 2);
void log_info(const char *format, ...) PRINTF_LIKE(1, 2);

/* Silences log_info; for commands whose output is read by programs. */
void log_set_quiet(bool quiet);

#endif
