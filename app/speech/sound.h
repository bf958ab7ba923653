/* The loudspeaker: takes samples, plays them, and is silent at once when told so. The one place beside draw and input that
 * knows SDL (sound_sdl.c). SDL calls for the next samples from a thread of its own; all it finds there is a ring of them. */
#ifndef LITFASS_SPEECH_SOUND_H
#define LITFASS_SPEECH_SOUND_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct sound;

/* Opens the device for one channel of 16 bit samples, `rate` a second. ERR_IO when there is none. */
MUST_USE bool sound_open(int rate, struct sound **out, struct err *err);
/* Lets go of it; waits for what the device itself still holds (some hundredths of a second). NULL is fine. */
void sound_close(struct sound *sound);

int sound_rate(const struct sound *sound);
/* How many samples it takes now, at most a second; and how many it has not played yet. */
size_t sound_room(struct sound *sound);
size_t sound_pending(struct sound *sound);
/* Takes at most sound_room samples. */
void sound_put(struct sound *sound, const int16_t *samples, size_t count);
/* Forgets what was not played: nothing of it is heard but what the device has in its own buffer (SOUND_BUFFER samples). */
void sound_clear(struct sound *sound);
/* Percent of full scale. */
void sound_set_volume(struct sound *sound, int percent);
/* The device was unplugged, or plays no more. */
bool sound_is_lost(struct sound *sound);

enum { SOUND_BUFFER = 512 };

#endif
