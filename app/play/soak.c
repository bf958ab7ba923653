#include "play/soak.h"

#include "base/log.h"
#include "input/kiosk.h"
#include "play/finger.h"

#include <dirent.h>
#include <stdio.h>
#include <time.h>

enum { VISIT_TAPS = 40, PAUSE_MS = 180 * 1000, WARM_SHARE = 10, LOOKS = 100 };

static const double most_growth_mb = 1;

struct soak {
  int taps;
  double warm_mb, most_mb, end_mb; /* memory of its own: at most in the first tenth, at most after that, at the end */
  int warm_files, end_files;
  double seconds;
};

static int count_files(void) {
  int count = 0;
  DIR *folder = opendir("/proc/self/fd");
  while (folder && readdir(folder))
    count++;
  if (folder) closedir(folder);
  return count;
}

static void look(struct soak *soak, int taps) {
  const double mb = memory_mb(MEMORY_OWN);
  soak->end_mb = mb;
  soak->end_files = count_files();
  log_info("%d taps, %.2f MB, %d open files", taps, mb, soak->end_files);
  if (taps <= soak->taps / WARM_SHARE) {
    if (mb > soak->warm_mb) soak->warm_mb = soak->most_mb = mb; /* a look may fall on a small frame */
    soak->warm_files = soak->end_files;
  }
  if (mb > soak->most_mb) soak->most_mb = mb;
}

static void tap_on(struct stage *stage, struct soak *soak) {
  const double start = now_ms(CLOCK_MONOTONIC);
  uint32_t seed = 20261121;
  struct tap tap;
  int between = soak->taps / LOOKS > 0 ? soak->taps / LOOKS : 1;
  for (int i = 1; i <= soak->taps; i++) {
    finger_tap(stage, finger_next(stage, &seed, false), &tap);
    if (i % VISIT_TAPS == 0) stage_wait(stage, PAUSE_MS); /* the next visitor */
    if (i % between == 0 || i == soak->taps) look(soak, i);
  }
  soak->seconds = (now_ms(CLOCK_MONOTONIC) - start) / 1000;
}

static void print(const struct soak *soak, bool json) {
  const double growth = soak->most_mb - soak->warm_mb;
  if (json)
    printf("{\"taps\":%d,\"seconds\":%.0f,\"warm_mb\":%.2f,\"end_mb\":%.2f,\"growth_mb\":%.2f,\"files\":%d,\"files_end\":%d}\n",
           soak->taps, soak->seconds, soak->warm_mb, soak->end_mb, growth, soak->warm_files, soak->end_files);
  else
    printf("%d taps in %.0f s: memory of its own %.1f MB at most in the first tenth, %.1f MB at the end, at most %.2f MB more; "
           "%d open files, then %d\n",
           soak->taps, soak->seconds, soak->warm_mb, soak->end_mb, growth, soak->warm_files, soak->end_files);
}

static bool judge(const struct soak *soak, struct err *err) {
  const double growth = soak->most_mb - soak->warm_mb;
  if (growth > most_growth_mb)
    return err_set(err, ERR_INTERNAL, "memory grew by %.2f MB, at most %.0f is allowed", growth, most_growth_mb);
  if (soak->warm_files != soak->end_files)
    return err_set(err, ERR_INTERNAL, "%d open files became %d", soak->warm_files, soak->end_files);
  return true;
}

bool soak_run(const struct options *options, struct err *err) {
  struct stage stage;
  if (!stage_open(&stage, options, err)) return false;
  kiosk_prepare();
  struct soak soak = {.taps = options->soak};
  bool ok = stage_start(&stage, err);
  if (ok && !model_has_content(stage.app->model))
    ok = err_set(err, ERR_NOT_FOUND, "cache '%s' has no content to tap on", options->config.cache);
  if (ok) {
    tap_on(&stage, &soak);
    print(&soak, options->json);
    ok = judge(&soak, err);
  }
  stage_close(&stage);
  return ok;
}
