/* The two halves of sandbox.c. Both want PR_SET_NO_NEW_PRIVS to be set. */
#ifndef LITFASS_BASE_SANDBOX_INTERNAL_H
#define LITFASS_BASE_SANDBOX_INTERNAL_H

#include "base/sandbox.h"

MUST_USE bool sandbox_files(const struct sandbox_plan *plan, struct err *err);
MUST_USE bool sandbox_calls(const struct sandbox_plan *plan, struct err *err);

#endif
