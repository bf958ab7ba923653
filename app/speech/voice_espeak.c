/* espeak-ng prints a WAV file (RIFF; its length field says "endless") much faster than it is played: so much is read as the
 * sound takes, and the pipe holds the program back. A line that is cut off costs a kill and an emptied ring.
 *
 * Whoever keeps us waiting is given up: a program that prints nothing, a device that plays nothing. */
#include "speech/voice_espeak.h"

#include "base/arena.h"
#include "base/str.h"
#include "speech/process.h"
#include "speech/sound.h"

#include <stdio.h>
#include <stdlib.h>

enum {
  PATIENCE_MS = 3000,
  HEADER_MAX = 256, /* espeak-ng writes 44 bytes */
  CHUNK_BYTES = 8192,
  FORMAT_BYTES = 16,
};

/* Words a minute. Older listeners follow 140 well; 175 is espeak-ng's own. */
static const int words_per_minute[RATE_COUNT] = {[RATE_SLOW] = 110, [RATE_NORMAL] = 140, [RATE_FAST] = 175};

struct voice_espeak {
  struct voice voice;
  const struct espeak_config *config;
  const struct clock *clock;
  struct process *process;
  struct sound *sound;
  int percent;
  unsigned char header[HEADER_MAX];
  size_t header_bytes;
  bool in_samples; /* the header is behind us */
  bool heard;      /* there was a sample in this line */
  bool has_half;   /* a read ended in the middle of a sample */
  unsigned char half;
  int64_t moved_ms; /* when last something came or was played */
  size_t last_pending;
};

static void end_line(struct voice_espeak *espeak) {
  process_end(TAKE(espeak->process));
  espeak->header_bytes = 0;
  espeak->in_samples = espeak->heard = espeak->has_half = false;
}

static void moved(struct voice_espeak *espeak) { espeak->moved_ms = clock_elapsed_ms(espeak->clock); }

/* ---- a line begins ---- */

static const char *voice_for(const struct espeak_config *config, const char *lang) {
  size_t length = strcspn(lang, "-");
  for (size_t i = 0; i < ESPEAK_VOICES; i++)
    if (strlen(config->voices[i].lang) == length && strncmp(config->voices[i].lang, lang, length) == 0)
      return config->voices[i].voice;
  return config->voices[0].voice;
}

/* Leichte Sprache is read more slowly (Netzwerk Leichte Sprache, "Regeln"). */
static int speed_for(const struct voice_line *line) {
  int speed = words_per_minute[line->rate];
  return str_equals(line->lang, "de-simple") ? speed * 85 / 100 : speed;
}

static bool espeak_say(struct voice *voice, const struct voice_line *line, struct err *err) {
  struct voice_espeak *espeak = (struct voice_espeak *)voice;
  voice->stop(voice);
  char speed[16];
  snprintf(speed, sizeof speed, "%d", speed_for(line));
  const char *const argv[] = {espeak->config->program,
                              "--stdin",
                              "--stdout",
                              "-b",
                              "1",
                              "-v",
                              voice_for(espeak->config, line->lang),
                              "-s",
                              speed,
                              NULL};
  /* In square brackets espeak-ng reads its own phonetic alphabet. */
  scoped_arena arena = {.wipes = true};
  char *text = arena_strdup(&arena, line->text);
  for (char *c = text; *c; c++)
    if (*c == '[' || *c == ']') *c = ' ';
  if (!process_start(argv, text, &espeak->process, err)) return false;
  moved(espeak);
  return true;
}

/* ---- samples ---- */

static unsigned number_at(const unsigned char *bytes, size_t count) {
  unsigned value = 0;
  for (size_t i = count; i > 0; i--)
    value = value << 8 | bytes[i - 1];
  return value;
}

/* RIFF: the chunk "fmt " says what the samples are, and they follow behind the head of the chunk "data". Returns where, 0 when
 * more is needed. */
static size_t samples_at(const unsigned char *header, size_t count, int *rate, bool *wrong) {
  *rate = 0;
  *wrong = count >= 12 && (memcmp(header, "RIFF", 4) != 0 || memcmp(header + 8, "WAVE", 4) != 0);
  for (size_t at = 12; !*wrong && at + 8 <= count;) {
    size_t length = number_at(header + at + 4, 4);
    if (memcmp(header + at, "data", 4) == 0) {
      *wrong = *rate == 0;
      return at + 8;
    }
    if (length > HEADER_MAX) *wrong = true;
    if (memcmp(header + at, "fmt ", 4) == 0 && length >= FORMAT_BYTES && at + 8 + FORMAT_BYTES <= count) {
      const unsigned char *format = header + at + 8;
      *rate = (int)number_at(format + 4, 4);
      *wrong = number_at(format, 2) != 1 || number_at(format + 2, 2) != 1 || number_at(format + 14, 2) != 16 || *rate < 4000 ||
               *rate > 96000;
    }
    at += 8 + length;
  }
  return 0;
}

/* One device serves all lines of a rate. */
static bool want_sound(struct voice_espeak *espeak, int rate, struct err *err) {
  if (espeak->sound && sound_rate(espeak->sound) != rate) sound_close(TAKE(espeak->sound));
  if (!espeak->sound && !sound_open(rate, &espeak->sound, err)) return false;
  sound_set_volume(espeak->sound, espeak->percent);
  return true;
}

static void put_bytes(struct voice_espeak *espeak, const unsigned char *bytes, size_t count) {
  int16_t samples[CHUNK_BYTES / 2 + 1];
  size_t filled = 0;
  for (size_t i = 0; i < count; i++) {
    if (!espeak->has_half) {
      espeak->half = bytes[i];
    } else {
      int value = espeak->half | bytes[i] << 8;
      samples[filled++] = (int16_t)(value >= 0x8000 ? value - 0x10000 : value);
    }
    espeak->has_half = !espeak->has_half;
  }
  if (filled == 0) return;
  sound_put(espeak->sound, samples, filled);
  espeak->heard = true;
}

/* Byte by byte, so that no sample is taken for a part of it. False: it is no WAV file that we play. */
static bool take_header(struct voice_espeak *espeak, unsigned char byte, struct err *err) {
  if (espeak->header_bytes == HEADER_MAX) return err_set(err, ERR_CORRUPT, "'%s' prints no WAV file", espeak->config->program);
  espeak->header[espeak->header_bytes++] = byte;
  int rate;
  bool wrong;
  if (samples_at(espeak->header, espeak->header_bytes, &rate, &wrong) > 0) espeak->in_samples = true;
  if (wrong) return err_set(err, ERR_CORRUPT, "'%s' prints no WAV file that we can play", espeak->config->program);
  return !espeak->in_samples || want_sound(espeak, rate, err);
}

static bool read_some(struct voice_espeak *espeak, bool *more, struct err *err) {
  unsigned char bytes[CHUNK_BYTES];
  size_t room = espeak->in_samples ? sound_room(espeak->sound) * 2 : 1;
  size_t count;
  *more = false;
  if (room == 0) return true;
  if (room > sizeof bytes) room = sizeof bytes;
  if (process_read(espeak->process, bytes, room, &count) == PROCESS_ENDED) {
    process_end(TAKE(espeak->process));
    return espeak->heard || err_set(err, ERR_INTERNAL, "'%s' says nothing", espeak->config->program);
  }
  if (count == 0) return true;
  moved(espeak);
  *more = true;
  if (!espeak->in_samples) return take_header(espeak, bytes[0], err);
  put_bytes(espeak, bytes, count);
  return true;
}

static enum voice_state give_up(struct voice_espeak *espeak) {
  end_line(espeak);
  sound_close(TAKE(espeak->sound));
  return VOICE_FAILED;
}

static enum voice_state espeak_look(struct voice *voice, struct err *err) {
  struct voice_espeak *espeak = (struct voice_espeak *)voice;
  bool more = espeak->process != NULL;
  while (more && espeak->process)
    if (!read_some(espeak, &more, err)) return give_up(espeak);
  if (espeak->sound && sound_is_lost(espeak->sound)) {
    err_set(err, ERR_IO, "the sound device is gone");
    return give_up(espeak);
  }
  size_t pending = espeak->sound ? sound_pending(espeak->sound) : 0;
  if (!espeak->process && pending == 0) return VOICE_SILENT;
  if (pending != espeak->last_pending) moved(espeak);
  espeak->last_pending = pending;
  if (clock_elapsed_ms(espeak->clock) - espeak->moved_ms < PATIENCE_MS) return VOICE_SPEAKING;
  err_set(err, ERR_IO, pending > 0 ? "the sound device plays nothing" : "'%s' does not answer", espeak->config->program);
  return give_up(espeak);
}

/* ---- the rest ---- */

static void espeak_set_volume(struct voice *voice, int percent) {
  struct voice_espeak *espeak = (struct voice_espeak *)voice;
  espeak->percent = percent;
  if (espeak->sound) sound_set_volume(espeak->sound, percent);
}

static void espeak_stop(struct voice *voice) {
  struct voice_espeak *espeak = (struct voice_espeak *)voice;
  if (espeak->sound) sound_clear(espeak->sound); /* first what is heard, then what makes it */
  end_line(espeak);
}

static void espeak_rest(struct voice *voice) {
  struct voice_espeak *espeak = (struct voice_espeak *)voice;
  sound_close(TAKE(espeak->sound));
}

static void espeak_destroy(struct voice *voice) {
  espeak_stop(voice);
  espeak_rest(voice);
  free(voice);
}

struct voice *voice_espeak_create(const struct espeak_config *config, const struct clock *clock) {
  struct voice_espeak *espeak = calloc(1, sizeof *espeak);
  ASSERT(espeak != NULL);
  espeak->voice = (struct voice){.say = espeak_say,
                                 .look = espeak_look,
                                 .set_volume = espeak_set_volume,
                                 .stop = espeak_stop,
                                 .rest = espeak_rest,
                                 .destroy = espeak_destroy};
  espeak->config = config;
  espeak->clock = clock;
  espeak->percent = 50;
  return &espeak->voice;
}
