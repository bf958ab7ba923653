/* Reading aloud, as the screens know it: the taps, the bar above the footer, the mark around what is being said. */
#ifndef LITFASS_SCREENS_APP_SPEECH_H
#define LITFASS_SCREENS_APP_SPEECH_H

#include "screens/app.h"
#include "speech/reading.h"

/* A tap on one of the controls: enum reading_command. */
void app_speech_command(struct app *app, int command);
/* Any other tap, and any other screen. */
void app_speech_stop(struct app *app);
/* Begins with a screen that is drawn, looks after the voice, scrolls along. */
void app_speech_tick(struct app *app);

/* What would be said for the frame that is shown. */
void app_utterances(struct app *app, struct arena *arena, struct utterances *out);

/* While it is read: a bar with the controls at the lower end of the page. Returns what is left of the page. */
struct rect speech_bar_draw(struct app *app, struct ui *ui, struct rect page);
/* The frame around what is being said. */
void speech_mark_draw(struct app *app, struct ui *ui);

#endif
