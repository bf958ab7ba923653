/* Posters while nobody stands before the board (UI.md, "attract"). They begin when home has stood untouched for a while, follow
 * each other in less than ten seconds, and stand a little elsewhere each time, so that no panel burns in. A touch or a key ends
 * them, and does nothing else. */
#ifndef LITFASS_SCREENS_ATTRACT_H
#define LITFASS_SCREENS_ATTRACT_H

#include <stdbool.h>
#include <stdint.h>

struct app;
struct ui;

struct attract {
  bool on;
  int64_t since_ms;    /* when the poster on screen came there */
  int64_t rested_ms;   /* when the board last came home by itself */
  unsigned turn;       /* of posters, counted on */
  char shown[96];      /* key of the poster on screen */
  unsigned shown_turn; /* the turn that it is of */
};

/* Begins, ends or takes the next poster, as time goes on; true when the frame must be built again. `at_rest`: home, nobody's
 * settings, no finger. */
bool attract_tick(struct app *app, bool at_rest);

/* A touch or a key: true when there were posters, which end. */
bool attract_wake(struct app *app);

void attract_draw(struct app *app, struct ui *ui);

#endif
