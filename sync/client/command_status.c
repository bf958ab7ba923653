/* How the cache is, for people and for monitoring. */
#include "client/command.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/options.h"
#include "client/report.h"

#include <stdio.h>

enum { OUTPUT_MAX = 64 * 1024 };

static bool print(const struct sync_options *options, const struct report *report, struct err *err) {
  scoped_buf out;
  buf_init(&out, OUTPUT_MAX);
  if (options->prometheus) {
    report_prometheus(report, &out);
    if (!str_equals(options->prometheus, "-")) return fs_write(options->prometheus, buf_text(&out), out.len, err);
  } else if (options->is_json) {
    report_json(report, &out);
  } else {
    report_text(report, &out);
  }
  return fputs(buf_text(&out), stdout) >= 0 || err_set_errno(err, "standard output");
}

int command_status(int argc, char **argv) {
  struct sync_options options;
  struct err err;
  scoped_arena arena = {0};
  int code = options_read(
      argc, argv,
      "Says how the cache is: version, what is on display, age, errors, messages, damage. Ends with 0 when there is\n"
      "content and the cache is sound, 66 when there is no content yet, 65 when it is damaged.",
      OPTIONS_NEED_CACHE | OPTIONS_PROMETHEUS, &options);
  if (code != OPTIONS_GO_ON) return code;
  struct report report = report_make(&options, &arena);
  if (!print(&options, &report, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  if (report.err.code != ERR_NONE) {
    log_error("%s", report.err.msg);
    return err_exit_code(report.err.code);
  }
  return report.has_content ? 0 : err_exit_code(ERR_NOT_FOUND);
}
