/* How far it is, which way, and how long somebody older walks: from coordinates alone, since the board knows no streets. */
#ifndef LITFASS_MODEL_WAY_H
#define LITFASS_MODEL_WAY_H

#include "model/words.h"

/* WGS 84, degrees. */
struct position {
  double latitude, longitude;
};

/* As the crow flies, on a sphere of 6371.0088 km (IUGG mean radius): at most 0.6 % from the ellipsoid. */
double way_metres(struct position from, struct position to);
/* The direction to set out in, degrees clockwise from north, 0 to 360. */
double way_bearing(struct position from, struct position to);

/* Minutes on foot for a distance as the crow flies: streets make it 1.3 times as long, and our visitors walk 4 km/h. 1 to 9999.
 */
int way_minutes(double metres);

/* As one says it, rounded so that it promises no more than is known: "80 m", "450 m", "1,2 km", "14 km". */
const char *way_distance_words(struct words *w, double metres);
/* "in Richtung Nordosten" */
const char *way_direction_words(struct words *w, double bearing);
/* "8 Minuten zu Fuß" */
const char *way_minutes_words(struct words *w, int minutes);

#endif
