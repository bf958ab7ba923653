#include "base/sandbox.h"

#include "base/log.h"
#include "base/sandbox_internal.h"

#include <string.h>
#include <sys/prctl.h>

bool sandbox_enter(const struct sandbox_plan *plan, struct err *err) {
  struct err calls;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return err_set_errno(err, "sandbox: cannot give up privileges");
  bool ok = sandbox_files(plan, err);
  if (sandbox_calls(plan, &calls)) return ok || err_prefix(err, "sandbox: files are open");
  if (ok) return err_set(err, calls.code, "sandbox: all calls are open: %s", calls.msg);
  return err_set(err, calls.code, "sandbox: none, %.100s, %.100s", err->msg, calls.msg);
}

static const struct sandbox_path usual[] = {
    {"/usr", SANDBOX_READ}, /* libraries, certificates, zones, fonts */
    {"/lib", SANDBOX_READ},
    {"/proc", SANDBOX_READ},
    {"/run", SANDBOX_READ},
    {"/lib64/ld-linux-x86-64.so.2", SANDBOX_RUN}, /* what starts programs, by machine */
    {"/lib/ld-linux-aarch64.so.1", SANDBOX_RUN},
    {"/lib/ld-linux-armhf.so.3", SANDBOX_RUN},
};
enum { LOADERS = 3 };

void sandbox_confine(const struct sandbox_path *paths, size_t count, unsigned calls) {
  struct sandbox_path all[SANDBOX_PATHS_MAX + COUNT_OF(usual)];
  struct sandbox_plan plan = {.paths = all, .calls = calls};
  struct err err;
  ASSERT(count <= SANDBOX_PATHS_MAX);
  memcpy(all, paths, count * sizeof *paths);
  memcpy(all + count, usual, sizeof usual);
  plan.path_count = count + COUNT_OF(usual) - (calls & SANDBOX_PROGRAMS ? 0 : LOADERS);
  if (!sandbox_enter(&plan, &err)) log_warning("%s", err.msg);
}
