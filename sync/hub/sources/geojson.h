/* Places of OpenStreetMap and others: GeoJSON (RFC 7946) with the tags as properties, and the JSON of the Overpass API
 * (wiki: Overpass API/Overpass QL, "out center" or "out geom"). An area counts by the middle of its bounds. */
#ifndef LITFASS_HUB_SOURCES_GEOJSON_H
#define LITFASS_HUB_SOURCES_GEOJSON_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

MUST_USE bool geojson_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
