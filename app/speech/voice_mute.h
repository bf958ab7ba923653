/* A voice that nobody hears: a line takes as long as it would, on the clock that was handed in. For scripts and pictures. */
#ifndef LITFASS_SPEECH_VOICE_MUTE_H
#define LITFASS_SPEECH_VOICE_MUTE_H

#include "base/clock.h"
#include "speech/voice.h"

/* The clock stays the caller's. */
struct voice *voice_mute_create(const struct clock *clock);

#endif
