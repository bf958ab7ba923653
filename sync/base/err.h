/* What went wrong, carried on the caller's stack.
 * A function that can fail returns bool (or a pointer), takes `struct err *err` last and leaves its outputs as they were.
 * Codes exist only where a caller branches on them; the message is for the one log line. */
#ifndef LITFASS_BASE_ERR_H
#define LITFASS_BASE_ERR_H

#include "base/compiler.h"

#include <stdbool.h>

enum err_code {
  ERR_NONE,
  ERR_USAGE,     /* the command line; exit 64 */
  ERR_PARSE,     /* input that does not follow its format; exit 65 */
  ERR_NOT_FOUND, /* a file, entry or key that is not there; exit 66 */
  ERR_NETWORK,   /* the peer cannot be reached or answers wrongly; exit 69 */
  ERR_IO,        /* disk, permissions, space; exit 74 */
  ERR_CORRUPT,   /* a file of our own that is damaged or from a newer program; exit 65 */
  ERR_DENIED,    /* a signature, key or version that must not be trusted; exit 77 */
  ERR_TOO_BIG,   /* a limit of the format or a cap given at birth; exit 65 */
  ERR_CONFIG,    /* the configuration file; exit 78 */
  ERR_INTERNAL,  /* a library refused something that cannot be refused; exit 70 */
};

struct err {
  enum err_code code;
  char msg[240];
};

/* Records code and message; returns false so that `return err_set(…)` reads as failure. */
bool err_set(struct err *err, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

/* As err_set with ERR_IO (ENOENT becomes ERR_NOT_FOUND) and the text of errno appended. */
bool err_set_errno(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Adds context in front of the message: "source 'vhs': HTTP 503". Returns false. */
bool err_prefix(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* All three are false, and callers' compilers and analysers may know it: without this they follow paths on which a helper
 * failed and its caller went on, and complain of variables that nobody set. */
static inline bool err_is_false(void) { return false; }
#define err_set(...) (err_set(__VA_ARGS__), err_is_false())
#define err_set_errno(...) (err_set_errno(__VA_ARGS__), err_is_false())
#define err_prefix(...) (err_prefix(__VA_ARGS__), err_is_false())

/* The sysexits.h number for a code. */
int err_exit_code(enum err_code code);

#endif
