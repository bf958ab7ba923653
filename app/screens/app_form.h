/* Filling in, sending and forgetting forms; the part of the app behind their screens. */
#ifndef LITFASS_SCREENS_APP_FORM_H
#define LITFASS_SCREENS_APP_FORM_H

#include "screens/app.h"

#include <stdbool.h>

/* Whether the screen that is shown is a form. */
bool app_is_form(const struct app *app);

/* Before a frame: the draft becomes that of the form which is shown. Another form's is wiped, and so is one whose questions
 * have changed meanwhile. */
void app_form_attend(struct app *app);

/* ACTION_PICK, ACTION_STEP and ACTION_FORM. */
void app_form_perform(struct app *app, const struct action *action);

/* Back within the form. False: it ends here, the history goes on. */
bool app_form_back(struct app *app);

/* The text that the shown step writes into; NULL where there is none. */
struct textbox *app_form_textbox(struct app *app);

/* Wipes what was filled in. */
void app_form_forget(struct app *app);

/* Puts into the spool what waits for it: behind the frame, since a disk may take its time. */
void app_form_tick(struct app *app);

/* A search that ends without a result becomes a message of its own: before its text is wiped. */
void app_note_search(struct app *app);

/* Whether this board can take messages: it knows the house's key and has a spool. */
bool app_takes_messages(const struct app *app);

#endif
