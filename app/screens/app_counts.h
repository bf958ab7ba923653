/* Counting what the board may count (sync/spool/counts.h), as long as it has a spool. The page "Was diese Tafel zählt" says
 * exactly this: whoever changes it changes privacy.c. */
#ifndef LITFASS_SCREENS_APP_COUNTS_H
#define LITFASS_SCREENS_APP_COUNTS_H

#include "screens/app.h"

#include <stdbool.h>

bool app_is_counting(const struct app *app);

/* What was counted before the start on this day. */
void app_counts_open(struct app *app);
/* Keeps what has changed. */
void app_counts_close(struct app *app);

/* Somebody touched the board: a visit begins when nobody has done so for two minutes. */
void app_count_touch(struct app *app);
/* A button was hit; opening an entry or a topic counts these too. */
void app_count_action(struct app *app, const struct action *action);

/* Closes the day that is over, and writes once an hour while something changes: 24 small files a day (QUALITY R11). */
void app_counts_tick(struct app *app);

#endif
