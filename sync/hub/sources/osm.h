/* Tags of OpenStreetMap (wiki: Map features) as places and services. */
#ifndef LITFASS_HUB_SOURCES_OSM_H
#define LITFASS_HUB_SOURCES_OSM_H

#include "hub/sources/intake.h"

#include <jansson.h>
#include <stdbool.h>

struct osm_position {
  bool is_set;
  double latitude, longitude;
};

/* Takes the thing `foreign` ("node/123") with these tags. Without a name it counts only when its kind says enough (drinking
 * water, a toilet); else it is left out, and so is what was given up (disused, abandoned …). False as intake_take. */
MUST_USE bool osm_take(struct intake *intake, const char *foreign, const json_t *tags, const struct osm_position *position,
                       struct err *err);

#endif
