#include "hub/sources/geojson.h"

#include "base/str.h"
#include "feed/strict.h"
#include "hub/sources/fit.h"
#include "hub/sources/json_document.h"
#include "hub/sources/osm.h"

#include <math.h>
#include <string.h>

struct bounds {
  bool is_set;
  double south, west, north, east;
};

static void extend(struct bounds *bounds, double latitude, double longitude) {
  if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) return;
  if (!bounds->is_set) *bounds = (struct bounds){true, latitude, longitude, latitude, longitude};
  if (latitude < bounds->south) bounds->south = latitude;
  if (latitude > bounds->north) bounds->north = latitude;
  if (longitude < bounds->west) bounds->west = longitude;
  if (longitude > bounds->east) bounds->east = longitude;
}

/* To a tenth of a metre. */
static double rounded(double degrees) { return round(degrees * 1e6) / 1e6; }

static struct osm_position middle(const struct bounds *bounds) {
  return (struct osm_position){bounds->is_set, rounded((bounds->south + bounds->north) / 2),
                               rounded((bounds->west + bounds->east) / 2)};
}

/* Positions at any depth (RFC 7946, 3.1.1: longitude first); depth is bounded by the loader. */
static void extend_by_coordinates(struct bounds *bounds, const json_t *coordinates) {
  const json_t *first = json_array_get(coordinates, 0);
  if (json_is_number(first)) {
    const json_t *second = json_array_get(coordinates, 1);
    if (json_is_number(second)) extend(bounds, json_number_value(second), json_number_value(first));
    return;
  }
  for (size_t i = 0; i < json_array_size(coordinates); i++)
    extend_by_coordinates(bounds, json_array_get(coordinates, i));
}

static void extend_by_geometry(struct bounds *bounds, const json_t *geometry) {
  const json_t *parts = json_object_get(geometry, "geometries");
  extend_by_coordinates(bounds, json_object_get(geometry, "coordinates"));
  for (size_t i = 0; i < json_array_size(parts); i++)
    extend_by_geometry(bounds, json_array_get(parts, i));
}

/* The feature's own id; Overpass turbo's "@id"; else where it is and what it is called. */
static const char *feature_id(const json_t *feature, const json_t *properties, const struct osm_position *position,
                              struct arena *arena) {
  static const char *const keys[] = {"@id", "osm_id", "id", "uid", NULL};
  const char *id = json_document_text(feature, "id", arena);
  if (!id) id = json_document_first(properties, keys, arena);
  const char *name = json_document_text(properties, "name", arena);
  return id ? id : arena_printf(arena, "%s %.5f %.5f", name ? name : "", position->latitude, position->longitude);
}

static bool take_feature(struct intake *intake, const json_t *feature, struct err *err) {
  scoped_arena arena = {0};
  struct bounds bounds = {0};
  const json_t *properties = json_object_get(feature, "properties");
  const json_t *tags = json_object_get(properties, "tags"); /* osmtogeojson without flattening */
  if (!json_is_object(properties)) {
    intake->left_out++;
    return true;
  }
  extend_by_geometry(&bounds, json_object_get(feature, "geometry"));
  const struct osm_position position = middle(&bounds);
  return osm_take(intake, feature_id(feature, properties, &position, &arena), json_is_object(tags) ? tags : properties,
                  &position, err);
}

static struct osm_position element_position(const json_t *element) {
  struct bounds bounds = {0};
  double latitude, longitude;
  const json_t *center = json_object_get(element, "center");
  const json_t *box = json_object_get(element, "bounds");
  if (!center) center = element;
  if (json_document_number(center, "lat", &latitude) && json_document_number(center, "lon", &longitude))
    extend(&bounds, latitude, longitude);
  else if (json_document_number(box, "minlat", &latitude) && json_document_number(box, "minlon", &longitude)) {
    extend(&bounds, latitude, longitude);
    if (json_document_number(box, "maxlat", &latitude) && json_document_number(box, "maxlon", &longitude))
      extend(&bounds, latitude, longitude);
  }
  return middle(&bounds);
}

/* Elements without tags are corners of others. */
static bool take_element(struct intake *intake, const json_t *element, struct err *err) {
  scoped_arena arena = {0};
  const json_t *tags = json_object_get(element, "tags");
  const char *type = json_document_text(element, "type", &arena);
  const char *id = json_document_text(element, "id", &arena);
  if (!json_is_object(tags) || !type || !id) return true;
  const struct osm_position position = element_position(element);
  return osm_take(intake, arena_printf(&arena, "%s/%s", type, id), tags, &position, err);
}

static bool take_list(struct intake *intake, const json_t *list, bool (*take)(struct intake *, const json_t *, struct err *),
                      struct err *err) {
  for (size_t i = 0; i < json_array_size(list); i++)
    if (!take(intake, json_array_get(list, i), err)) return false;
  return true;
}

bool geojson_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  scoped_json *root = json_document_load(text, len, err);
  if (!root) return false;
  const json_t *features = json_object_get(root, "features");
  const json_t *elements = json_object_get(root, "elements");
  const char *remark = json_string_value(json_object_get(root, "remark"));
  /* Overpass ends with a remark, and 200, when it ran out of time: what is there is not everything. */
  if (remark && strstr(remark, "error")) return err_set(err, ERR_PARSE, "Overpass: %.120s", remark);
  if (json_is_array(features)) return take_list(intake, features, take_feature, err);
  if (json_is_array(elements)) return take_list(intake, elements, take_element, err);
  if (str_equals(json_string_value(json_object_get(root, "type")), "Feature")) return take_feature(intake, root, err);
  return err_set(err, ERR_PARSE, "neither GeoJSON (features) nor Overpass JSON (elements)");
}
