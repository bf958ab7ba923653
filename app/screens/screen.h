/* A screen is one function from state to commands and nodes, and a row in the table in app.c. */
#ifndef LITFASS_SCREENS_SCREEN_H
#define LITFASS_SCREENS_SCREEN_H

#include "screens/app.h"

/* Draws between header and footer. */
typedef void screen_build(struct app *app, struct ui *ui, struct rect page);

screen_build home_build, topics_build, az_build, search_build, open_build, entry_build, take_build, write_build, map_build,
    print_build, sharing_build, news_build, numbers_build, more_build, language_build, speech_build, waiting_build;
screen_build list_build, list_language_build;
screen_build agenda_build, month_build, agenda_topic_build;
screen_build help_build, privacy_build;
screen_build form_build; /* survey, "this is wrong", idea, offer */

screen_build pin_build, volunteer_build, locked_build;
screen_build network_build, wifi_build, panel_build, place_build, reboot_build; /* setting the board up (app_device.h) */

/* Over everything, while the panel is being cleaned. */
void cleaning_draw(struct app *app, struct ui *ui);

/* What the agenda and the screens behind it say while the clock is not trusted. */
screen_build agenda_no_clock_build;

/* "Stand: heute 08:10", with "zurzeit ohne Internet" while that is so. */
const char *freshness_words(struct app *app);

/* The question "Sind Sie noch da?" over whatever is shown. */
void idle_question_draw(struct app *app, struct ui *ui, int seconds_left);

#endif
