/* A stage for scripts, pictures and the bench: the real app with a clock that stands still, drawing into memory. */
#ifndef LITFASS_PLAY_STAGE_H
#define LITFASS_PLAY_STAGE_H

#include "draw/canvas.h"
#include "options.h"
#include "screens/app.h"

struct stage {
  struct options options;
  struct clock clock;
  struct fonts *fonts;
  struct canvas *canvas;
  struct app *app;
  struct app_config config;
  struct voice *voice; /* mute */
  int width_px, height_px;
  double panel_mm;
};

/* Nothing is opened before it is needed: a script may set cache, clock and size first. */
MUST_USE bool stage_open(struct stage *stage, const struct options *options, struct err *err);
void stage_close(struct stage *stage);

/* Starts the app, if it does not run yet, with the settings of the options (size of text, contrast, language). */
MUST_USE bool stage_start(struct stage *stage, struct err *err);
/* Ends the app; the next stage_start begins anew. */
void stage_stop(struct stage *stage);

/* Another cache, time or panel; a running app follows. */
void stage_set_clock(struct stage *stage, int64_t wall);
MUST_USE bool stage_set_size(struct stage *stage, int width_px, int height_px, double panel_mm, struct err *err);

/* Lets the app draw until it has nothing more to say and all pictures are there; true when something was presented. */
bool stage_settle(struct stage *stage);

/* Moves the clock on as the kiosk's loop would see it: second by second at first, then by minutes. */
void stage_wait(struct stage *stage, int64_t ms);

/* A tap in the middle of the node, with the pauses of a person. */
void stage_tap(struct stage *stage, const struct node *node);

/* Touches a board that shows posters, as a person would before looking for anything else on it. */
void stage_wake(struct stage *stage);

/* The node, scrolling through the page for it as a person would, and putting a keyboard away that fills the panel. NULL when it
 * is nowhere. */
const struct node *stage_find(struct stage *stage, enum role role, const char *name);

#endif
