/* Somebody listens: which line is said, how loud and how fast, and when it ends. Knows a voice, no screen, no SDL and no clock:
 * time is handed in. Nothing happens while nothing is read. */
#ifndef LITFASS_SPEECH_READING_H
#define LITFASS_SPEECH_READING_H

#include "speech/utterances.h"
#include "speech/voice.h"

#include <stdbool.h>
#include <stdint.h>

enum reading_command {                 /* the number of ACTION_SPEECH */
                       READING_TOGGLE, /* "Vorlesen" and "Stopp" */
                       READING_QUIETER,
                       READING_LOUDER,
                       READING_RATE,
                       READING_AGAIN, /* from the beginning */
                       READING_SKIP,  /* the next line */
};

struct reading_config {
  struct voice *voice;    /* borrowed; NULL: this board does not read aloud */
  const char *folder;     /* of the rules of pronunciation */
  int volume, volume_max; /* percent */
};

/* VOLUME_STEPS taps lead from silence to the maximum. */
enum { READING_TICK_MS = 40, READING_MAX_S = 15 * 60, VOLUME_STEPS = 10 };

struct reading;

struct reading *reading_create(const struct reading_config *config);
void reading_destroy(struct reading *reading);

/* Silence; rate and volume as for a new visitor. */
void reading_reset(struct reading *reading);

/* Asks for the lines of the screen, which the app collects when the screen is drawn: reading_wants_lines, then reading_begin.
 */
void reading_start(struct reading *reading);
bool reading_wants_lines(const struct reading *reading);
/* Collects and begins to say them. Returns false when the voice fails; nothing is read then. */
MUST_USE bool reading_begin(struct reading *reading, const struct utterances_source *source, int64_t now_ms, struct err *err);
void reading_stop(struct reading *reading);

enum reading_event { READING_SAME, READING_MOVED, READING_ENDED, READING_FAILED };
/* Looks after the voice; `err` is set with READING_FAILED. */
enum reading_event reading_tick(struct reading *reading, int64_t now_ms, struct err *err);
/* Until when reading_tick must be called again; -1: there is nothing to do. */
int reading_next_ms(const struct reading *reading);

/* From the tap on "Vorlesen" until the end. */
bool reading_is_on(const struct reading *reading);
/* The line that is said now, NULL for none. */
const struct utterance *reading_line(const struct reading *reading);

/* Louder, slower, again, on. False when the voice fails. */
MUST_USE bool reading_command(struct reading *reading, enum reading_command command, struct err *err);
enum voice_rate reading_rate(const struct reading *reading);
/* READING_QUIETER or READING_LOUDER, for every visitor from now on. */
void reading_set_usual_volume(struct reading *reading, enum reading_command command);
int reading_volume(const struct reading *reading); /* percent of full scale */
int reading_volume_max(const struct reading *reading);

/* Whether header and footer are said with the next page: once for each visitor. */
bool reading_says_frame(const struct reading *reading);
/* What would be said for the screen; in `arena`. */
void reading_preview(struct reading *reading, const struct utterances_source *source, struct arena *arena,
                     struct utterances *out);

#endif
