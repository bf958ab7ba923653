/* Fingers for the bench and the soak: a walk through whatever can be tapped, the same for each cache, since the controls are
 * numbered and not named. */
#ifndef LITFASS_PLAY_FINGER_H
#define LITFASS_PLAY_FINGER_H

#include "base/arena.h"
#include "play/stage.h"

#include <time.h>

/* Milliseconds, one for each tap or frame. */
struct series {
  double *values;
  size_t count, capacity;
};

void series_init(struct series *series, struct arena *arena, size_t capacity);
/* Sorts the values; 0 when there are none. */
double series_percentile(struct series *series, double share);

/* What a tap took. Processor time shows what is ours where other programs disturb. */
struct tap {
  double build_ms, show_ms; /* of the frame after the finger went up */
  double total_ms, cpu_ms;
  double picture_ms; /* until the last new picture was there; 0: there was none */
};

double now_ms(clockid_t id);

/* What the kernel counts as ours, in MB: with our share of what programs share, or only what is nobody else's and in no file
 * (which other programs do not change). 0 where it does not say. */
enum memory { MEMORY_SHARE, MEMORY_OWN };
double memory_mb(enum memory which);

/* The frame as it stands, presented. */
void finger_present(struct stage *stage, double *build_ms, double *show_ms);
/* Finger down and up in the middle of the node, then what the kiosk does when it is idle. */
void finger_tap(struct stage *stage, const struct node *node, struct tap *tap);

/* The next control: any, or (`steady`) none that changes size, language or colours. */
const struct node *finger_next(const struct stage *stage, uint32_t *seed, bool steady);

#endif
