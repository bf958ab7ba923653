/* The voice that is heard: espeak-ng as a process for each line (GPL-3: never linked), its samples played by sound.h. */
#ifndef LITFASS_SPEECH_VOICE_ESPEAK_H
#define LITFASS_SPEECH_VOICE_ESPEAK_H

#include "base/clock.h"
#include "speech/voice.h"

enum { ESPEAK_VOICES = 5 };

struct espeak_config {
  const char *program;
  struct {
    const char *lang;  /* "de"; also for "de-simple" */
    const char *voice; /* as espeak-ng --voices names it */
  } voices[ESPEAK_VOICES];
};

/* Config and clock stay the caller's. Nothing is started or opened before the first line. */
struct voice *voice_espeak_create(const struct espeak_config *config, const struct clock *clock);

#endif
