/* What reads aloud: one line after another, at once, and silent within a moment when told so. Back ends are files with this
 * table: voice_espeak (a process and the loudspeaker) and voice_mute (scripts, pictures, tests: time passes, nothing is heard).
 *
 * None of the functions waits: `look` is asked again and again while something is said. */
#ifndef LITFASS_SPEECH_VOICE_H
#define LITFASS_SPEECH_VOICE_H

#include "base/err.h"

enum voice_rate { RATE_SLOW, RATE_NORMAL, RATE_FAST, RATE_COUNT };

struct voice_line {
  const char *text; /* as it is to be said: pronounce() has been there */
  const char *lang; /* BCP 47, one of the interface's languages */
  enum voice_rate rate;
};

enum voice_state {
  VOICE_SPEAKING,
  VOICE_SILENT, /* the line is at its end, to the last sample */
  VOICE_FAILED, /* no program, no device, or no answer from either */
};

struct voice {
  /* Begins with the line; the one before is cut off. */
  MUST_USE bool (*say)(struct voice *voice, const struct voice_line *line, struct err *err);
  /* How it goes; `err` is set with VOICE_FAILED. */
  enum voice_state (*look)(struct voice *voice, struct err *err);
  /* 0 to 100; heard at once. */
  void (*set_volume)(struct voice *voice, int percent);
  /* Silent when it returns. */
  void (*stop)(struct voice *voice);
  /* Lets go of the device after a stop; may take some hundredths of a second. */
  void (*rest)(struct voice *voice);
  void (*destroy)(struct voice *voice);
};

static inline void voice_destroy(struct voice *voice) {
  if (voice) voice->destroy(voice);
}

#endif
