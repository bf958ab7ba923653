#include "speech/voice_mute.h"

#include "base/str.h"

#include <stdlib.h>

/* espeak-ng -v de takes about 75 ms a character at 140 words a minute. */
static const int letter_ms[RATE_COUNT] = {[RATE_SLOW] = 95, [RATE_NORMAL] = 75, [RATE_FAST] = 60};

struct voice_mute {
  struct voice voice;
  const struct clock *clock;
  bool speaking;
  int64_t until_ms;
};

static bool mute_say(struct voice *voice, const struct voice_line *line, struct err *err UNUSED) {
  struct voice_mute *mute = (struct voice_mute *)voice;
  mute->speaking = true;
  mute->until_ms = clock_elapsed_ms(mute->clock) + (int64_t)(utf8_length(line->text) + 4) * letter_ms[line->rate];
  return true;
}

static enum voice_state mute_look(struct voice *voice, struct err *err UNUSED) {
  struct voice_mute *mute = (struct voice_mute *)voice;
  if (mute->speaking && clock_elapsed_ms(mute->clock) >= mute->until_ms) mute->speaking = false;
  return mute->speaking ? VOICE_SPEAKING : VOICE_SILENT;
}

static void mute_set_volume(struct voice *voice UNUSED, int percent UNUSED) {}
static void mute_stop(struct voice *voice) { ((struct voice_mute *)voice)->speaking = false; }
static void mute_rest(struct voice *voice UNUSED) {}
static void mute_destroy(struct voice *voice) { free(voice); }

struct voice *voice_mute_create(const struct clock *clock) {
  struct voice_mute *mute = calloc(1, sizeof *mute);
  ASSERT(mute != NULL);
  mute->voice = (struct voice){.say = mute_say,
                               .look = mute_look,
                               .set_volume = mute_set_volume,
                               .stop = mute_stop,
                               .rest = mute_rest,
                               .destroy = mute_destroy};
  mute->clock = clock;
  return &mute->voice;
}
