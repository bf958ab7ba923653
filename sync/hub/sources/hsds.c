#include "hub/sources/hsds.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/strict.h"
#include "hub/sources/fit.h"
#include "hub/sources/hsds_hours.h"
#include "hub/sources/json_document.h"
#include "hub/sources/plain.h"

#include <string.h>

struct reading {
  struct intake *intake;
  struct arena *arena; /* of the thing being read */
  const char *where;
};

static const char *plain_of(const struct reading *reading, const json_t *object, const char *key) {
  const char *text = json_document_text(object, key, reading->arena);
  return text ? plain_from_text(reading->arena, text) : NULL;
}

static json_t *begin(const struct reading *reading, const char *kind, const json_t *object) {
  json_t *entry = json_object();
  const char *name = json_document_text(object, "name", reading->arena);
  intake_set(entry, "kind", kind);
  intake_set(entry, "id",
             fit_id(reading->arena, reading->intake->rules->source, json_document_text(object, "id", reading->arena)));
  if (name) intake_set(entry, "name", plain_line(reading->arena, name));
  return entry;
}

/* The first of a list whose `key` says none of these words. */
static const json_t *first_but(const struct reading *reading, const json_t *list, const char *key, const char *words) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *word = json_document_text(json_array_get(list, i), key, reading->arena);
    if (json_is_object(json_array_get(list, i)) && (!word || !strstr(words, arena_printf(reading->arena, " %s ", word))))
      return json_array_get(list, i);
  }
  return NULL;
}

/* A number to speak with of a list of phones, with its extension. */
static bool set_phone(const struct reading *reading, json_t *entry, const json_t *owner) {
  const json_t *phone =
      first_but(reading, json_object_get(owner, "phones"), "type", " fax Fax pager text sms textphone video ");
  const char *number = json_document_text(phone, "number", reading->arena);
  const char *extension = json_document_text(phone, "extension", reading->arena);
  if (!number || json_object_get(entry, "telephone")) return false;
  const char *whole = fit_telephone(reading->arena, number);
  if (whole && extension && strspn(extension, "0123456789") == strlen(extension))
    whole = arena_printf(reading->arena, "%s-%s", whole, extension);
  intake_set(entry, "telephone", whole);
  return whole != NULL;
}

static void set_address(const struct reading *reading, json_t *entry, const json_t *place) {
  const json_t *address = first_but(reading, json_object_get(place, "addresses"), "address_type", " postal virtual ");
  if (!address) address = json_document_head(place, "physical_addresses"); /* HSDS 2 */
  json_t *location = json_object();
  double latitude, longitude;
  const char *name = json_document_text(place, "name", reading->arena);
  if (name && !str_equals(json_string_value(json_object_get(entry, "kind")), "place"))
    intake_set(location, "name", plain_line(reading->arena, name));
  intake_set(location, "street", json_document_text(address, "address_1", reading->arena));
  intake_set(location, "note", json_document_text(address, "address_2", reading->arena));
  intake_set(location, "postal_code", json_document_text(address, "postal_code", reading->arena));
  intake_set(location, "locality", json_document_text(address, "city", reading->arena));
  if (json_document_number(place, "latitude", &latitude) && json_document_number(place, "longitude", &longitude)) {
    json_object_set_new(location, "latitude", json_real(latitude));
    json_object_set_new(location, "longitude", json_real(longitude));
  }
  bool has_place = json_object_size(location) > 0 && !(name && intake_place(reading->intake, entry, name));
  if (has_place)
    json_object_set_new(entry, "location", location);
  else
    json_decref(location);
}

static void set_hours(const struct reading *reading, json_t *entry, const json_t *schedules) {
  scoped_buf hours;
  buf_init(&hours, 1024);
  if (json_object_get(entry, "opening_hours") || json_array_size(schedules) == 0) return;
  size_t unsaid = hsds_hours(schedules, reading->intake->rules->today, &hours);
  if (unsaid > 0) intake_note(reading->intake, reading->where, "%zu schedules cannot be said as opening hours", unsaid);
  intake_set(entry, "opening_hours", buf_text(&hours));
}

/* ISO 639-3 and 639-2 as the shorter codes of ISO 639-1, which tags of a language must use (BCP 47, 4.1). */
static const char *short_code(const char *code) {
  static const char *const codes[][2] = {
      {"ara", "ar"}, {"bos", "bs"}, {"bul", "bg"}, {"ces", "cs"}, {"chi", "zh"}, {"cze", "cs"}, {"deu", "de"},
      {"dut", "nl"}, {"ell", "el"}, {"eng", "en"}, {"fas", "fa"}, {"fra", "fr"}, {"fre", "fr"}, {"ger", "de"},
      {"gre", "el"}, {"hrv", "hr"}, {"hun", "hu"}, {"ita", "it"}, {"kur", "ku"}, {"nld", "nl"}, {"per", "fa"},
      {"pol", "pl"}, {"por", "pt"}, {"ron", "ro"}, {"rum", "ro"}, {"rus", "ru"}, {"spa", "es"}, {"sqi", "sq"},
      {"srp", "sr"}, {"tur", "tr"}, {"ukr", "uk"}, {"vie", "vi"}, {"zho", "zh"}};
  for (size_t i = 0; i < COUNT_OF(codes); i++)
    if (str_equals(codes[i][0], code)) return codes[i][1];
  return code;
}

static void set_languages(const struct reading *reading, json_t *entry, const json_t *service) {
  const json_t *languages = json_object_get(service, "languages");
  json_t *list = json_array();
  for (size_t i = 0; i < json_array_size(languages); i++) {
    const char *code = json_document_text(json_array_get(languages, i), "code", reading->arena);
    if (code) json_array_append_new(list, json_string(short_code(code)));
  }
  if (json_array_size(list) > 0)
    json_object_set_new(entry, "languages", list);
  else
    json_decref(list);
}

static void set_topics(const struct reading *reading, json_t *entry, const json_t *service) {
  const json_t *attributes = json_object_get(service, "attributes");
  for (size_t i = 0; i < json_array_size(attributes); i++) {
    const char *name =
        json_document_text(json_object_get(json_array_get(attributes, i), "taxonomy_term"), "name", reading->arena);
    if (name) intake_category(reading->intake, entry, name);
  }
}

/* Description, then whom it is for. */
static void set_prose(const struct reading *reading, json_t *entry, const json_t *service) {
  const char *text = plain_of(reading, service, "description");
  const char *eligible = plain_of(reading, service, "eligibility_description");
  const char *alert = plain_of(reading, service, "alert");
  if (alert) text = text ? arena_printf(reading->arena, "%s\n\n%s", alert, text) : alert;
  if (eligible) text = text ? arena_printf(reading->arena, "%s\n\n%s", text, eligible) : eligible;
  intake_set_prose(entry, text);
}

/* "www.amt.example" is one, too. */
static void set_url(const struct reading *reading, json_t *entry, const json_t *object, const char *key) {
  const char *url = json_document_text(object, key, reading->arena);
  bool is_bare = url && !strstr(url, "://") && strchr(url, '.');
  if (url && !json_object_get(entry, "url"))
    intake_set(entry, "url", is_bare ? arena_printf(reading->arena, "https://%s", url) : url);
}

static bool finish(const struct reading *reading, json_t *entry, struct err *err) {
  return intake_take(reading->intake, entry, reading->where, err);
}

/* Everything needs an id; what has none is left out. */
static bool start_reading(struct intake *intake, struct arena *arena, const json_t *object, const char *what,
                          struct reading *out) {
  const char *id = json_document_text(object, "id", arena);
  const char *name = json_document_text(object, "name", arena);
  *out = (struct reading){intake, arena, arena_printf(arena, "%s '%.60s'", what, name ? name : id ? id : "")};
  if (id) return true;
  intake_wrong(intake, out->where, "has no id");
  intake->left_out++;
  return false;
}

static bool take_location(struct intake *intake, const json_t *place, struct err *err) {
  scoped_arena arena = {0};
  struct reading reading;
  if (!start_reading(intake, &arena, place, "location", &reading)) return true;
  json_t *entry = begin(&reading, "place", place);
  intake_set_prose(entry, plain_of(&reading, place, "description"));
  set_address(&reading, entry, place);
  set_phone(&reading, entry, place);
  set_hours(&reading, entry, json_object_get(place, "schedules"));
  return finish(&reading, entry, err);
}

static bool take_service(struct intake *intake, const json_t *service, struct err *err);

static bool take_organization(struct intake *intake, const json_t *organization, struct err *err) {
  scoped_arena arena = {0};
  struct reading reading;
  if (!start_reading(intake, &arena, organization, "organization", &reading)) return true;
  json_t *entry = begin(&reading, "organization", organization);
  intake_set_prose(entry, plain_of(&reading, organization, "description"));
  set_url(&reading, entry, organization, "website");
  set_url(&reading, entry, organization, "url");
  intake_set(entry, "email", json_document_text(organization, "email", &arena));
  set_phone(&reading, entry, organization);
  set_address(&reading, entry, json_document_head(organization, "locations"));
  if (!finish(&reading, entry, err)) return false;
  const json_t *services = json_object_get(organization, "services");
  for (size_t i = 0; i < json_array_size(services); i++)
    if (!take_service(intake, json_array_get(services, i), err)) return false;
  return true;
}

/* The organization that a service carries along, once. */
static bool take_provider(const struct reading *reading, const json_t *service, json_t *entry, struct err *err) {
  const json_t *organization = json_object_get(service, "organization");
  const char *id = json_document_text(organization, "id", reading->arena);
  if (!id) id = json_document_text(service, "organization_id", reading->arena);
  if (!id) return true;
  const char *ours = fit_id(reading->arena, reading->intake->rules->source, id);
  intake_set(entry, "provider", ours);
  bool is_new = json_object_get(organization, "name") && !json_object_get(reading->intake->index, ours);
  return !is_new || take_organization(reading->intake, organization, err);
}

static void set_contact(const struct reading *reading, const json_t *service, json_t *entry, const json_t *first,
                        const json_t *place) {
  const json_t *contact = json_document_head(service, "contacts");
  intake_set(entry, "email", json_document_text(service, "email", reading->arena));
  set_url(reading, entry, service, "url");
  intake_set(entry, "contact_name", json_document_text(contact, "name", reading->arena));
  bool has_phone = set_phone(reading, entry, service) || set_phone(reading, entry, first) || set_phone(reading, entry, place) ||
                   set_phone(reading, entry, contact) || set_phone(reading, entry, json_object_get(service, "organization"));
  if (!has_phone) json_object_del(entry, "telephone");
}

static bool take_service(struct intake *intake, const json_t *service, struct err *err) {
  scoped_arena arena = {0};
  struct reading reading;
  const char *status = json_document_text(service, "status", &arena);
  if (str_equals(status, "inactive") || str_equals(status, "defunct")) {
    intake->left_out++;
    return true;
  }
  if (!start_reading(intake, &arena, service, "service", &reading)) return true;
  json_t *entry = begin(&reading, "service", service);
  const json_t *first = json_document_head(service, "service_at_locations");
  const json_t *place = json_object_get(first, "location");
  const char *assured = json_document_text(service, "assured_date", &arena);
  int32_t day;
  set_prose(&reading, entry, service);
  set_contact(&reading, service, entry, first, place);
  intake_set(entry, "booking", plain_of(&reading, service, "application_process"));
  intake_set(entry, "price", plain_of(&reading, service, "fees_description"));
  if (assured && day_parse(assured, &day)) intake_set(entry, "verified", assured);
  set_languages(&reading, entry, service);
  set_topics(&reading, entry, service);
  if (json_is_object(place)) set_address(&reading, entry, place);
  set_hours(&reading, entry, json_object_get(service, "schedules"));
  set_hours(&reading, entry, json_object_get(first, "schedules"));
  set_hours(&reading, entry, json_object_get(place, "schedules"));
  if (json_array_size(json_object_get(service, "service_at_locations")) > 1)
    intake_note(intake, reading.where, "is at more than one location, the first counts");
  if (take_provider(&reading, service, entry, err)) return finish(&reading, entry, err);
  json_decref(entry);
  return false;
}

/* What a bare object is: services have a status or an organization, locations a type. */
static bool take_any(struct intake *intake, const json_t *object, struct err *err) {
  bool is_service = json_object_get(object, "status") || json_object_get(object, "organization") ||
                    json_object_get(object, "organization_id") || json_object_get(object, "service_at_locations");
  if (json_object_get(object, "location_type")) return take_location(intake, object, err);
  return is_service ? take_service(intake, object, err) : take_organization(intake, object, err);
}

static bool take_list(struct intake *intake, const json_t *list, bool (*take)(struct intake *, const json_t *, struct err *),
                      struct err *err) {
  for (size_t i = 0; i < json_array_size(list); i++)
    if (!take(intake, json_array_get(list, i), err)) return false;
  return true;
}

/* What stands on the other pages is not here: a source's address should ask for all of them. */
static void note_pages(struct intake *intake, const json_t *page) {
  json_int_t pages = json_integer_value(json_object_get(page, "total_pages"));
  if (pages > 1) intake_note(intake, "document", "is one page of %lld; ask for all at once (per_page=…)", (long long)pages);
}

bool hsds_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  scoped_json *root = json_document_load(text, len, err);
  if (!root) return false;
  const json_t *contents = json_object_get(root, "contents");
  const json_t *services = json_object_get(root, "services");
  const json_t *organizations = json_object_get(root, "organizations");
  const json_t *locations = json_object_get(root, "locations");
  note_pages(intake, root);
  if (json_is_array(root)) return take_list(intake, root, take_any, err);
  if (json_is_array(contents)) return take_list(intake, contents, take_any, err);
  if (json_object_get(root, "id")) return take_any(intake, root, err);
  if (!json_is_array(services) && !json_is_array(organizations) && !json_is_array(locations))
    return err_set(err, ERR_PARSE, "no HSDS: neither contents nor services nor organizations");
  return take_list(intake, locations, take_location, err) && take_list(intake, organizations, take_organization, err) &&
         take_list(intake, services, take_service, err);
}
