#include "hub/sources/osm.h"

#include "base/civil.h"
#include "base/str.h"
#include "hub/sources/fit.h"
#include "hub/sources/json_document.h"
#include "hub/sources/plain.h"

#include <string.h>
#include <strings.h>

/* What a tag makes of a thing. The first row that fits counts; value NULL fits every value but "no". `label` is found by
 * search, and is the name of what has none where `is_enough`. */
static const struct feature {
  const char *key, *value, *kind, *topic, *label;
  bool is_enough;
} features[] = {
    {"amenity", "pharmacy", "service", "aerztliche-versorgung", "Apotheke", false},
    {"amenity", "doctors", "service", "aerztliche-versorgung", "Arztpraxis", false},
    {"amenity", "dentist", "service", "aerztliche-versorgung", "Zahnarztpraxis", false},
    {"amenity", "clinic", "service", "aerztliche-versorgung", "Klinik", false},
    {"amenity", "hospital", "service", "aerztliche-versorgung", "Krankenhaus", false},
    {"healthcare", NULL, "service", "aerztliche-versorgung", "Praxis", false},
    {"emergency", "defibrillator", "place", "aerztliche-versorgung", "Defibrillator", true},
    {"amenity", "social_facility", "service", "pflege", "Soziale Einrichtung", false},
    {"amenity", "nursing_home", "service", "pflege", "Pflegeheim", false},
    {"amenity", "kindergarten", "service", "betreuung", "Kindertagesstätte", false},
    {"amenity", "childcare", "service", "betreuung", "Kinderbetreuung", false},
    {"amenity", "school", "place", "betreuung", "Schule", false},
    {"amenity", "library", "service", "kultur", "Bücherei", false},
    {"amenity", "public_bookcase", "place", "kultur", "Bücherschrank", true},
    {"amenity", "theatre", "place", "kultur", "Theater", false},
    {"amenity", "cinema", "service", "kultur", "Kino", false},
    {"amenity", "arts_centre", "place", "kultur", "Kulturzentrum", false},
    {"tourism", "museum", "place", "kultur", "Museum", false},
    {"amenity", "community_centre", "place", "begegnung", "Bürgerhaus", false},
    {"amenity", "social_centre", "place", "begegnung", "Treffpunkt", false},
    {"amenity", "place_of_worship", "place", "begegnung", "Kirche", false},
    {"amenity", "cafe", "service", "begegnung", "Café", false},
    {"amenity", "restaurant", "service", "begegnung", "Gaststätte", false},
    {"leisure", "playground", "place", "begegnung", "Spielplatz", true},
    {"leisure", "park", "place", "begegnung", "Park", false},
    {"amenity", "charging_station", "place", "mobilitaet", "Ladestation", true},
    {"amenity", "bicycle_rental", "service", "mobilitaet", "Fahrradverleih", true},
    {"amenity", "bicycle_repair_station", "place", "mobilitaet", "Fahrrad-Reparaturstation", true},
    {"amenity", "car_sharing", "service", "mobilitaet", "Carsharing", true},
    {"amenity", "taxi", "place", "mobilitaet", "Taxistand", true},
    {"highway", "bus_stop", "place", "mobilitaet", "Haltestelle", false},
    {"public_transport", NULL, "place", "mobilitaet", "Haltestelle", false},
    {"railway", NULL, "place", "mobilitaet", "Bahnhof", false},
    {"amenity", "recycling", "place", "nahversorgung", "Wertstoffe", true},
    {"amenity", "post_box", "place", "nahversorgung", "Briefkasten", true},
    {"amenity", "post_office", "service", "nahversorgung", "Post", false},
    {"amenity", "bank", "service", "nahversorgung", "Bank", false},
    {"amenity", "atm", "place", "nahversorgung", "Geldautomat", true},
    {"amenity", "marketplace", "place", "nahversorgung", "Markt", false},
    {"amenity", "drinking_water", "place", "nahversorgung", "Trinkwasser", true},
    {"amenity", "toilets", "place", "nahversorgung", "Öffentliche Toilette", true},
    {"amenity", "townhall", "service", NULL, "Rathaus", false},
    {"shop", NULL, "service", "nahversorgung", "Laden", false},
    {"craft", NULL, "service", "nahversorgung", "Handwerk", false},
    {"office", NULL, "service", NULL, "Büro", false},
};

static const char *const phones[] = {"phone", "contact:phone", "telephone", "tel", "contact:mobile", "mobile", NULL};
static const char *const mails[] = {"email", "contact:email", NULL};
static const char *const sites[] = {"website", "contact:website", "url", NULL};
static const char *const titles[] = {"name:de", "name", "title", NULL};
static const char *const streets[] = {"addr:street", "addr:place", "street", NULL};
static const char *const houses[] = {"addr:housenumber", NULL};
static const char *const codes[] = {"addr:postcode", "postal_code", NULL};
static const char *const towns[] = {"addr:city", "addr:suburb", "locality", NULL};
static const char *const descriptions[] = {"description:de", "description", NULL};

static const struct feature *find_feature(const json_t *tags, struct arena *arena) {
  for (size_t i = 0; i < COUNT_OF(features); i++) {
    const char *value = json_document_text(tags, features[i].key, arena);
    if (value && (features[i].value ? str_equals(value, features[i].value) : !str_equals(value, "no"))) return &features[i];
  }
  return NULL;
}

static bool is_given_up(const json_t *tags) {
  static const char *const prefixes[] = {"disused:", "abandoned:", "demolished:", "was:", "razed:"};
  const char *key;
  json_t *value;
  if (json_object_get(tags, "amenity") || json_object_get(tags, "shop")) return false;
  json_object_foreach((json_t *)(uintptr_t)tags, key, value) for (size_t i = 0; i < COUNT_OF(prefixes);
                                                                  i++) if (str_starts_with(key, prefixes[i])) return true;
  return false;
}

static void set_location(const json_t *tags, const struct osm_position *position, json_t *entry, struct arena *arena) {
  json_t *location = json_object();
  const char *street = json_document_first(tags, streets, arena);
  const char *house = json_document_first(tags, houses, arena);
  if (street) intake_set(location, "street", house ? arena_printf(arena, "%s %s", street, house) : street);
  intake_set(location, "postal_code", json_document_first(tags, codes, arena));
  intake_set(location, "locality", json_document_first(tags, towns, arena));
  if (position->is_set) {
    json_object_set_new(location, "latitude", json_real(position->latitude));
    json_object_set_new(location, "longitude", json_real(position->longitude));
  }
  if (json_object_size(location) > 0)
    json_object_set_new(entry, "location", location);
  else
    json_decref(location);
}

static bool says_yes(const json_t *tags, const char *key, struct arena *arena) {
  const char *value = json_document_text(tags, key, arena);
  return value && (str_equals(value, "yes") || str_equals(value, "designated"));
}

/* wheelchair=limited means a step or a narrow door: it does not promise "step-free". */
static void set_accessibility(const json_t *tags, json_t *entry, struct arena *arena) {
  static const struct {
    const char *key, *word;
  } words[] = {{"wheelchair", "step-free"},
               {"toilets:wheelchair", "toilet"},
               {"hearing_loop", "hearing-loop"},
               {"audio_loop", "hearing-loop"},
               {"capacity:disabled", "parking"}};
  json_t *list = json_array();
  for (size_t i = 0; i < COUNT_OF(words); i++)
    if (says_yes(tags, words[i].key, arena)) json_array_append_new(list, json_string(words[i].word));
  if (json_array_size(list) > 0)
    json_object_set_new(entry, "accessibility", list);
  else
    json_decref(list);
}

static void set_contact(const json_t *tags, json_t *entry, struct arena *arena) {
  const char *phone = json_document_first(tags, phones, arena);
  const char *site = json_document_first(tags, sites, arena);
  const char *mail = json_document_first(tags, mails, arena);
  if (phone) intake_set(entry, "telephone", fit_telephone(arena, phone));
  if (mail) intake_set(entry, "email", arena_strndup(arena, mail, strcspn(mail, "; ")));
  if (!site) return;
  bool is_whole = strncasecmp(site, "http", 4) == 0;
  site = arena_strndup(arena, site, strcspn(site, "; "));
  intake_set(entry, "url", is_whole ? site : arena_printf(arena, "https://%s", site));
}

static void set_facts(const json_t *tags, json_t *entry, struct arena *arena) {
  const char *text = json_document_first(tags, descriptions, arena);
  const char *checked = json_document_text(tags, "check_date", arena);
  int32_t day;
  if (!str_equals(json_document_text(tags, "opening_hours", arena), "unknown"))
    intake_set(entry, "opening_hours", json_document_text(tags, "opening_hours", arena));
  if (text) intake_set_prose(entry, plain_from_text(arena, text));
  if (checked && day_parse(checked, &day)) intake_set(entry, "verified", checked);
}

bool osm_take(struct intake *intake, const char *foreign, const json_t *tags, const struct osm_position *position,
              struct err *err) {
  scoped_arena arena = {0};
  const struct feature *feature = find_feature(tags, &arena);
  const char *name = json_document_first(tags, titles, &arena);
  bool is_named = name != NULL;
  if (!name && feature && feature->is_enough) name = feature->label;
  if (!name || is_given_up(tags)) {
    intake->left_out++;
    return true;
  }
  json_t *entry = json_object();
  intake_set(entry, "kind", feature ? feature->kind : "place");
  intake_set(entry, "id", fit_id(&arena, intake->rules->source, foreign));
  intake_set(entry, "name", plain_line(&arena, name));
  if (feature && mapping_find(&intake->rules->topics, feature->label))
    intake_category(intake, entry, feature->label);
  else if (feature && feature->topic)
    intake_category(intake, entry, feature->topic);
  if (feature && is_named) json_object_set_new(entry, "keywords", json_pack("[s]", feature->label));
  set_location(tags, position, entry, &arena);
  set_contact(tags, entry, &arena);
  set_facts(tags, entry, &arena);
  set_accessibility(tags, entry, &arena);
  return intake_take(intake, entry, arena_printf(&arena, "%s '%.60s'", foreign, name), err);
}
