#include "base/sandbox.h"

#include "base/sandbox_internal.h"

#include <sys/prctl.h>

bool sandbox_enter(const struct sandbox_plan *plan, struct err *err) {
  struct err calls;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return err_set_errno(err, "sandbox: cannot give up privileges");
  bool ok = sandbox_files(plan, err);
  if (sandbox_calls(plan, &calls)) return ok || err_prefix(err, "sandbox: files are open");
  if (ok) return err_set(err, calls.code, "sandbox: all calls are open: %s", calls.msg);
  return err_set(err, calls.code, "sandbox: none, %.100s, %.100s", err->msg, calls.msg);
}
