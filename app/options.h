/* What the program was asked to do: the command line over the INI file over defaults. */
#ifndef LITFASS_OPTIONS_H
#define LITFASS_OPTIONS_H

#include "base/clock.h"
#include "base/err.h"
#include "screens/app.h"
#include "speech/voice_espeak.h"

#include <stdbool.h>
#include <stdint.h>

struct config { /* the INI file; keys in options.c */
  char cache[4096];
  char lang[16], lang_folder[4096], font_folder[4096];
  char printer[128], map_tiles[4096], health[1024], display[1024];
  char spool[4096];
  char pin[9];
  char device[108];
  double panel_mm;
  char search_words[4096];
  int64_t idle_s, attract_s;
  char place[65], land[8], zone[65];
  double latitude, longitude;
  bool speech_on, sandbox;
  char speech_program[4096], speech_folder[4096];
  int64_t speech_volume, speech_volume_max;
  char speech_voice_de[64], speech_voice_en[64], speech_voice_tr[64], speech_voice_uk[64], speech_voice_ar[64];
  bool local_assumption, local_corpus_christi, local_peace_festival;
};

enum options_end { OPTIONS_RUN, OPTIONS_DONE }; /* done: --help, --version and the like were answered */

struct options {
  struct config config;
  const char *command;     /* NULL: the kiosk; "play", "snapshot", "bench" */
  const char *file;        /* play's script */
  int width_px, height_px; /* --window; 0: full screen */
  bool has_clock;
  int64_t clock_wall;
  bool has_spool, has_device;                 /* they were named, on the command line or in a file */
  const char *screen, *entry, *view, *output; /* snapshot */
  int text_size;                              /* 100, 140, 200 */
  bool contrast, reach, json, list;
  bool safe;         /* as little as possible that can break: make_safe in options.c */
  int taps;          /* bench */
  int soak;          /* bench: nothing but that many taps, and what they do to memory; 0: none */
  bool first_frame;  /* bench: nothing but the start */
  double started_ms; /* bench: CLOCK_MONOTONIC at the start of the process, which it gives itself */
};

/* ERR_USAGE or ERR_CONFIG with one clear sentence. `*end` says whether there is anything left to run. */
MUST_USE bool options_parse(int argc, char **argv, struct options *out, enum options_end *end, struct err *err);

/* "1920x1080" */
MUST_USE bool size_parse(const char *text, int *width_px, int *height_px);

/* The app's part; strings are borrowed from `options`. */
void options_app_config(const struct options *options, struct app_config *out);

/* The part of the voice, likewise. */
void options_espeak_config(const struct options *options, struct espeak_config *out);

/* A running clock for the kiosk, a standing one for scripts and pictures. */
void options_clock(const struct options *options, bool standing, struct clock *out);

#endif
