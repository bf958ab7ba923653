#include "speech/reading.h"

#include "base/str.h"

#include <stdlib.h>

enum state {
  STATE_OFF,
  STATE_WANTED,   /* the screen with its stop button is drawn first, then it is read */
  STATE_SPEAKING, /* lines[at] */
};

struct reading {
  struct reading_config config;
  struct pronouncer *pronouncer;
  enum state state;
  struct arena arena;
  struct utterances lines;
  size_t at;
  int64_t since_ms;
  enum voice_rate rate;
  int volume;
  bool frame_said; /* to this visitor */
  bool unrested;   /* the voice still holds its device */
};

struct reading *reading_create(const struct reading_config *config) {
  struct reading *reading = calloc(1, sizeof *reading);
  ASSERT(reading != NULL);
  reading->config = *config;
  if (reading->config.volume > config->volume_max) reading->config.volume = config->volume_max;
  reading->arena.wipes = true; /* what was typed is read, too */
  reading->pronouncer = pronouncer_create(config->folder);
  reading_reset(reading);
  return reading;
}

void reading_destroy(struct reading *reading) {
  if (!reading) return;
  reading_stop(reading);
  if (reading->unrested) reading->config.voice->rest(reading->config.voice);
  pronouncer_destroy(reading->pronouncer);
  arena_fini(&reading->arena);
  free(reading);
}

void reading_reset(struct reading *reading) {
  reading_stop(reading);
  reading->rate = RATE_NORMAL;
  reading->volume = reading->config.volume;
  reading->frame_said = false;
}

void reading_start(struct reading *reading) {
  reading_stop(reading);
  reading->state = STATE_WANTED;
}

bool reading_wants_lines(const struct reading *reading) { return reading->state == STATE_WANTED; }

void reading_stop(struct reading *reading) {
  if (reading->state == STATE_SPEAKING) reading->config.voice->stop(reading->config.voice);
  reading->state = STATE_OFF;
  reading->lines = (struct utterances){0};
  arena_reset(&reading->arena);
}

static bool say(struct reading *reading, struct err *err) {
  struct voice *voice = reading->config.voice;
  const struct utterance *line = &reading->lines.items[reading->at];
  voice->set_volume(voice, reading->volume);
  reading->unrested = true;
  bool ok = voice->say(voice, &(struct voice_line){.text = line->text, .lang = line->lang, .rate = reading->rate}, err);
  if (!ok) reading_stop(reading);
  return ok;
}

bool reading_begin(struct reading *reading, const struct utterances_source *source, int64_t now_ms, struct err *err) {
  reading->state = STATE_OFF;
  if (!reading->config.voice) return err_set(err, ERR_NOT_FOUND, "reading aloud is switched off");
  arena_reset(&reading->arena);
  reading_preview(reading, source, &reading->arena, &reading->lines);
  reading->at = 0;
  reading->since_ms = now_ms;
  if (reading->lines.count == 0) return true;
  reading->state = STATE_SPEAKING;
  if (!say(reading, err)) return false;
  reading->frame_said = true;
  return true;
}

static enum reading_event go_on(struct reading *reading, struct err *err) {
  if (++reading->at == reading->lines.count) {
    reading_stop(reading);
    return READING_ENDED;
  }
  return say(reading, err) ? READING_MOVED : READING_FAILED;
}

enum reading_event reading_tick(struct reading *reading, int64_t now_ms, struct err *err) {
  if (reading->state != STATE_SPEAKING) {
    if (reading->state == STATE_OFF && reading->unrested) reading->config.voice->rest(reading->config.voice);
    reading->unrested = reading->unrested && reading->state != STATE_OFF;
    return READING_SAME;
  }
  switch (reading->config.voice->look(reading->config.voice, err)) {
    case VOICE_SILENT: return go_on(reading, err);
    case VOICE_FAILED: reading_stop(reading); return READING_FAILED;
    case VOICE_SPEAKING: break;
  }
  if (now_ms - reading->since_ms < READING_MAX_S * INT64_C(1000)) return READING_SAME;
  reading_stop(reading);
  return READING_ENDED;
}

int reading_next_ms(const struct reading *reading) {
  if (reading->state == STATE_WANTED) return 0;
  return reading->state == STATE_SPEAKING || reading->unrested ? READING_TICK_MS : -1;
}

bool reading_is_on(const struct reading *reading) { return reading->state != STATE_OFF; }

const struct utterance *reading_line(const struct reading *reading) {
  return reading->state == STATE_SPEAKING ? &reading->lines.items[reading->at] : NULL;
}

static void change_volume(struct reading *reading, int direction) {
  int step = reading->config.volume_max / VOLUME_STEPS;
  if (step < 1) step = 1;
  int volume = reading->volume + direction * step;
  if (volume > reading->config.volume_max) volume = reading->config.volume_max;
  if (volume < step) volume = step; /* never so low that it seems broken */
  reading->volume = volume;
  if (reading->state == STATE_SPEAKING) reading->config.voice->set_volume(reading->config.voice, volume);
}

/* Slower comes first: who listens to a board for the first time rather wants that. */
static enum voice_rate next_rate(enum voice_rate rate) {
  return rate == RATE_NORMAL ? RATE_SLOW : rate == RATE_SLOW ? RATE_FAST : RATE_NORMAL;
}

bool reading_command(struct reading *reading, enum reading_command command, struct err *err) {
  switch (command) {
    case READING_QUIETER: change_volume(reading, -1); return true;
    case READING_LOUDER: change_volume(reading, 1); return true;
    case READING_RATE: reading->rate = next_rate(reading->rate); break; /* the line begins anew, so that it is heard at once */
    case READING_AGAIN: reading->at = 0; break;
    case READING_SKIP:
      if (reading->state == STATE_SPEAKING) return go_on(reading, err) != READING_FAILED;
      return true;
    case READING_TOGGLE: break;
  }
  return reading->state != STATE_SPEAKING || say(reading, err);
}

enum voice_rate reading_rate(const struct reading *reading) { return reading->rate; }
void reading_set_usual_volume(struct reading *reading, enum reading_command command) {
  change_volume(reading, command == READING_LOUDER ? 1 : -1);
  reading->config.volume = reading->volume;
}

int reading_volume(const struct reading *reading) { return reading->volume; }
int reading_volume_max(const struct reading *reading) { return reading->config.volume_max; }

bool reading_says_frame(const struct reading *reading) { return !reading->frame_said; }

void reading_preview(struct reading *reading, const struct utterances_source *source, struct arena *arena,
                     struct utterances *out) {
  utterances_collect(source, reading->pronouncer, arena, out);
}
