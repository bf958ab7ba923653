#include "play/touches.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>

static const double farthest_mm = 5000;

static bool read_mm(const char *word, double *out, struct err *err) {
  char *end;
  *out = strtod(word, &end);
  if (end != word && *end == '\0' && isfinite(*out) && fabs(*out) <= farthest_mm) return true;
  return err_set(err, ERR_PARSE, "'%.30s' is no place in mm", word);
}

bool touches_do(struct stage *stage, char *const words[], struct err *err) {
  struct app *app = stage->app;
  if (str_equals(words[0], "lost")) {
    app_pointers_lost(app);
    stage_settle(stage);
    return true;
  }
  int64_t finger;
  double x_mm, y_mm;
  if (!parse_int(words[1], 0, 1000, &finger)) return err_set(err, ERR_PARSE, "'%.30s' is no finger (0 to 1000)", words[1]);
  if (!read_mm(words[2], &x_mm, err) || !read_mm(words[3], &y_mm, err)) return false;
  int x = (int)lround(x_mm * app->ui.metrics.px_per_mm), y = (int)lround(y_mm * app->ui.metrics.px_per_mm);
  if (str_equals(words[0], "down"))
    app_pointer_down(app, finger, x, y);
  else if (str_equals(words[0], "move"))
    app_pointer_move(app, finger, x, y);
  else
    app_pointer_up(app, finger, x, y);
  stage_settle(stage);
  return true;
}
