/* Beside the cache: how far a board has come with its hub. Written by the daemon, read by the board and by every command.
 *
 *   <cache>.pairing   {"code":"K7MP3QWX","hub":"https://hub.example.org/","state":"waiting"}; gone once it is paired.
 *                     state: waiting (for a person), offline (nobody answers), refused (this hub has disconnected the board)
 *   <cache>.paired    {"feed":"https://…/feed/","root_key":"…","house":"Treffpunkt Südstadt"}
 *   <cache>.screen    {"name","place","languages","topics","hours","picture"}: what the hub wants (hub/screens.h);
 *                     the board takes it at its start and while nobody is there, litfass-device the hours
 *   <cache>.board     {"panel_mm","place"}: chosen at the board itself
 *   <cache>.key       the device key, mode 0600 */
#ifndef LITFASS_SPOOL_PAIRED_H
#define LITFASS_SPOOL_PAIRED_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

struct pairing_note {
  const char *code; /* NULL: the board is not being paired */
  const char *hub, *state;
};

MUST_USE bool pairing_note_write(const char *cache, const struct pairing_note *note, struct err *err);
/* No such file is no failure. */
MUST_USE bool pairing_note_read(const char *cache, struct arena *arena, struct pairing_note *out, struct err *err);
MUST_USE bool pairing_note_remove(const char *cache, struct err *err);

struct paired {
  const char *feed; /* NULL: not paired */
  const char *root_key, *house;
};

MUST_USE bool paired_write(const char *cache, const struct paired *paired, struct err *err);
MUST_USE bool paired_read(const char *cache, struct arena *arena, struct paired *out, struct err *err);

/* What the hub wants of this board; texts are never NULL. */
struct screen_note {
  const char *name, *place, *languages, *topics, *hours;
  const char *picture; /* the word of a wish for a picture of the display (shot.h) */
};

/* `json` is an object as the hub sent it; members that are no strings, or too long, are "". Writes only what differs. */
MUST_USE bool screen_note_write(const char *cache, const char *json, struct err *err);
MUST_USE bool screen_note_read(const char *cache, struct arena *arena, struct screen_note *out, struct err *err);

/* What was chosen at the board itself: the only one of these files that the board writes. */
struct board_note {
  double panel_mm;   /* width of the panel; 0: as the display says */
  const char *place; /* id of the place entry; "": as the hub or the settings say */
};

MUST_USE bool board_note_write(const char *cache, const struct board_note *note, struct err *err);
/* No such file is no failure. What cannot be (a panel of 3 m) is 0. */
MUST_USE bool board_note_read(const char *cache, struct arena *arena, struct board_note *out, struct err *err);

/* "<cache>.<ending>"; ERR_IO when it does not fit. */
enum { PAIRED_PATH_SIZE = 4096 + 16 };
MUST_USE bool paired_path(const char *cache, const char *ending, char out[PAIRED_PATH_SIZE], struct err *err);

#endif
