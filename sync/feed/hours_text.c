/* Hours as a person reads them: in German, as on a door. */
#include "feed/hours_rule.h"

void hours_text(const struct hours *hours, struct buf *out) {
  (void)hours;
  (void)out;
}

void hours_week(const struct hours *hours, const struct hours_place *place, int32_t day, struct arena *arena,
                struct hours_line **out, size_t *count) {
  (void)hours;
  (void)place;
  (void)day;
  (void)arena;
  *out = NULL;
  *count = 0;
}
