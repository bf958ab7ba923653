#include "confine.h"

#include "base/fs.h"
#include "base/sandbox.h"
#include "base/share.h"
#include "base/str.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#define USUAL_VOICE "espeak-ng"

/* The one that is meant by a name without a folder, or the folder that somebody named: the program may come later. */
struct voice_program {
  char path[PATH_MAX + sizeof "/usr/bin/"];
  const char *interpreters; /* NULL: it is no script */
};

/* A program that somebody put in espeak-ng's place may be a script, and then needs whatever scripts need. */
static void find_voice(const char *program, struct voice_program *out) {
  out->interpreters = str_equals(program, USUAL_VOICE) ? NULL : "/usr";
  if (!strchr(program, '/'))
    snprintf(out->path, sizeof out->path, "/usr/bin/%s", program);
  else if (!fs_parent(program, out->path))
    out->path[0] = '\0';
}

static const char *home_file(const char *name, char out[PATH_MAX]) {
  const char *home = getenv("HOME");
  if (!home) return NULL;
  int used = snprintf(out, PATH_MAX, "%s/%s", home, name);
  return used > 0 && used < PATH_MAX ? out : NULL;
}

void confine_board(const struct options *options) {
  const struct config *config = &options->config;
  char cache[PATH_MAX] = "", shared[PATH_MAX] = "", tiles[PATH_MAX] = "", display[PATH_MAX] = "", authority[PATH_MAX];
  struct voice_program voice;
  if (!config->sandbox) return;
  if (!fs_parent(config->cache, cache) || !share_path("", shared, sizeof shared) || !fs_parent(config->map_tiles, tiles) ||
      !fs_parent(config->display, display))
    return;
  find_voice(config->speech_program, &voice);
  const struct sandbox_path paths[] = {
      {"/etc", SANDBOX_READ},
      {"/sys", SANDBOX_READ},
      {"/dev", SANDBOX_READ | SANDBOX_WRITE}, /* panels come and go; whose they are, the unit and the groups say */
      {"/tmp", SANDBOX_READ | SANDBOX_WRITE}, /* sheets for the printer */
      {cache, SANDBOX_READ | SANDBOX_WRITE},  /* SQLite's shared memory, what is shown */
      {config->spool, SANDBOX_READ | SANDBOX_WRITE},
      {config->health, SANDBOX_READ | SANDBOX_WRITE},
      {*config->display ? display : NULL, SANDBOX_READ}, /* its folder: the file is replaced when the word changes */
      {shared, SANDBOX_READ},
      {config->lang_folder, SANDBOX_READ},
      {config->speech_folder, SANDBOX_READ},
      {config->search_words, SANDBOX_READ},
      {config->font_folder, SANDBOX_READ},
      {*config->map_tiles ? tiles : NULL, SANDBOX_READ},
      {config->speech_on ? voice.path : NULL, SANDBOX_READ | SANDBOX_RUN},
      {config->speech_on ? voice.interpreters : NULL, SANDBOX_READ | SANDBOX_RUN},
      {*config->printer ? "/usr/bin/lp" : NULL, SANDBOX_RUN},
      {getenv("XDG_RUNTIME_DIR"), SANDBOX_READ | SANDBOX_WRITE}, /* a desktop, for those who look at the board in a window */
      {getenv("XAUTHORITY"), SANDBOX_READ},
      {home_file(".Xauthority", authority), SANDBOX_READ},
  };
  sandbox_confine(paths, COUNT_OF(paths), SANDBOX_PROGRAMS | SANDBOX_DISPLAY);
}
