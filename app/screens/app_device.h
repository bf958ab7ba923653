/* Setting the board up on the spot, in volunteer mode or before its first content: its network, its loudness and its cleaning
 * through litfass-device (care/line.h); its panel's size and its place in a note of its own (spool/paired.h, board_note).
 *
 * Questions wait in a queue of one of each kind and go off with the ticks; what comes back stands in app->device. Where
 * litfass-device does not answer, the pages say so. */
#ifndef LITFASS_SCREENS_APP_DEVICE_H
#define LITFASS_SCREENS_APP_DEVICE_H

#include "screens/app.h"

/* `number` of ACTION_DEVICE. */
enum device_command {
  DEVICE_LIST,   /* looks for Wi-Fi anew */
  DEVICE_PICK,   /* the network at `state` of the list: joins it, or asks for its password */
  DEVICE_JOIN,   /* with the password that was typed */
  DEVICE_VOLUME, /* of the loudspeaker: `state` percent */
  DEVICE_PANEL,  /* diagonal in tenths of an inch in `state`; 0: as the panel says itself */
  DEVICE_PLACE,  /* the place `id`; "": as the settings say */
  DEVICE_REBOOT, /* the whole machine; in volunteer mode only */
};

void app_device_open(struct app *app);
void app_device_close(struct app *app);
void app_device_tick(struct app *app);
void app_device_perform(struct app *app, const struct action *action);

/* A question in addition to what the pages ask by themselves. */
void app_device_clean(struct app *app);

/* Whether whoever stands here may set the board up: volunteer mode is open, or there is no content yet. */
bool app_may_set_up(const struct app *app);

/* The password of a Wi-Fi that is being typed; NULL elsewhere. */
struct textbox *app_device_textbox(struct app *app);
/* It was typed, and nobody needs it any more. */
void app_device_forget(struct app *app);

/* Nobody has answered lately: two questions in a row, since a busy board may miss one. */
bool app_device_is_silent(const struct app *app);

/* Diagonals to choose from, in tenths of an inch; ends with 0. */
extern const int panel_sizes[];

#endif
