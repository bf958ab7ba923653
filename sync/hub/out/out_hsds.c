/* Field by field after the schemas of HSDS 3 (github.com/openreferral/specification, schema/): what they require is always
 * there, what an entry does not say stays out. */
#include "hub/out/out.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/holidays.h"
#include "feed/take_parts.h"
#include "feed/strict.h"
#include "hub/out/week.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct writer {
  const struct out_content *content;
  const struct entry *service;
  struct arena *arena;
};

/* RFC 9562, 5.8: ours from a hash, so that a thing keeps its id from one answer to the next. */
static json_t *uuid(const struct writer *writer, const char *table, const char *id) {
  unsigned char b[16];
  char text[37];
  const char *whole = arena_printf(writer->arena, "%s\n%s\n%s", writer->content->name, table, id);
  ASSERT(crypto_generichash(b, sizeof b, (const unsigned char *)whole, strlen(whole), NULL, 0) == 0);
  b[6] = (unsigned char)((b[6] & 0x0F) | 0x80);
  b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
  snprintf(text, sizeof text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3],
           b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
  return json_string(text);
}

static void set(json_t *object, const char *key, const char *text) {
  if (!str_is_empty(text)) json_object_set_new(object, key, json_string(text));
}

static json_t *begin(const struct writer *writer, const char *table, const char *id) {
  json_t *object = json_object();
  json_object_set_new(object, "id", uuid(writer, table, id));
  return object;
}

static void set_phone(const struct writer *writer, json_t *object, const struct entry *entry) {
  const struct take take = {.entry = entry, .lang = "de"};
  scoped_buf number;
  buf_init(&number, 100);
  take_telephone(take.entry, &number);
  if (number.len == 0) return;
  json_t *phone = begin(writer, "phone", entry->id);
  set(phone, "number", buf_text(&number));
  set(phone, "type", "voice");
  json_object_set_new(object, "phones", json_pack("[o]", phone));
}

/* An organization must have a description; the hub itself stands in where a service names nobody. */
static json_t *organization(const struct writer *writer) {
  const struct entry *provider = out_find(writer->content, writer->service->provider);
  json_t *object = begin(writer, "organization", provider ? provider->id : "");
  const char *name = provider ? out_text(&provider->name) : writer->content->name;
  const char *prose = provider ? out_prose(provider, writer->arena) : "";
  set(object, "name", name);
  set(object, "description", *prose ? prose : name);
  if (!provider) return object;
  set(object, "website", out_uri(provider->url, writer->arena));
  set(object, "email", provider->email);
  set_phone(writer, object, provider);
  return object;
}

/* RFC 5545's BYDAY of a set of days. */
static const char *byday(const struct writer *writer, unsigned days) {
  static const char *const codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  scoped_buf text;
  buf_init(&text, 40);
  for (int i = 0; i < 7; i++)
    if (days >> i & 1) take_join(&text, ",", codes[i]);
  return arena_strdup(writer->arena, buf_text(&text));
}

/* An ordinary week, and what the hours say in full: only that knows holidays and months. */
static void set_schedules(const struct writer *writer, json_t *object) {
  struct week_span *spans;
  size_t count;
  const char *words = week_words(writer->service, writer->arena);
  week_of(writer->content, writer->service, writer->arena, &spans, &count);
  if (!words) return;
  json_t *list = json_array();
  for (size_t i = 0; i < count || i == 0; i++) {
    json_t *schedule = begin(writer, "schedule", arena_printf(writer->arena, "%s %zu", writer->service->id, i));
    set(schedule, "description", words);
    if (i < count) {
      set(schedule, "freq", "WEEKLY");
      set(schedule, "byday", byday(writer, spans[i].days));
      set(schedule, "opens_at", spans[i].opens);
      set(schedule, "closes_at", str_equals(spans[i].closes, "24:00") ? "23:59" : spans[i].closes);
    }
    json_array_append_new(list, schedule);
  }
  json_object_set_new(object, "schedules", list);
}

/* All or nothing: an address without its town is none by the schema. */
static void set_address(const struct writer *writer, json_t *location, const struct take_address *address) {
  enum land land;
  if (!address->street || !address->locality || !address->postal_code) return;
  json_t *object = begin(writer, "address", writer->service->id);
  set(object, "address_1", address->street);
  set(object, "address_2", address->note);
  set(object, "city", address->locality);
  set(object, "state_province", land_parse(writer->content->land, &land) ? land_name(land) : "Deutschland");
  set(object, "postal_code", address->postal_code);
  set(object, "country", "DE");
  set(object, "address_type", "physical");
  json_object_set_new(location, "addresses", json_pack("[o]", object));
}

static void set_accessibility(const struct writer *writer, json_t *location, unsigned bits) {
  json_t *list = json_array();
  for (unsigned bit = 1; bit <= ACCESS_QUIET; bit <<= 1) {
    if (!(bits & bit)) continue;
    const char *name = accessibility_name((enum accessibility)bit);
    json_t *object = begin(writer, "accessibility", arena_printf(writer->arena, "%s %s", writer->service->id, name));
    set(object, "description", name);
    json_array_append_new(list, object);
  }
  if (json_array_size(list) > 0)
    json_object_set_new(location, "accessibility", list);
  else
    json_decref(list);
}

static void set_location(const struct writer *writer, json_t *service) {
  const struct entry *place = out_find(writer->content, writer->service->location.place);
  const struct take take = {.entry = writer->service, .place = place, .lang = "de"};
  const struct take_address address = take_address(&take);
  if (!writer->service->has_location) return;
  json_t *location = begin(writer, "location", place ? place->id : writer->service->id);
  set(location, "location_type", "physical");
  set(location, "name", address.name);
  if (address.has_position) {
    json_object_set_new(location, "latitude", json_real(address.latitude));
    json_object_set_new(location, "longitude", json_real(address.longitude));
  }
  set_address(writer, location, &address);
  set_accessibility(writer, location, writer->service->accessibility | (place ? place->accessibility : 0));
  json_t *there = begin(writer, "service_at_location", writer->service->id);
  json_object_set_new(there, "location", location);
  json_object_set_new(service, "service_at_locations", json_pack("[o]", there));
}

static void set_topics(const struct writer *writer, json_t *service) {
  json_t *list = json_array();
  for (size_t i = 0; i < writer->service->topics.count; i++) {
    const char *topic = writer->service->topics.items[i];
    json_t *term = begin(writer, "taxonomy_term", topic);
    set(term, "code", topic);
    set(term, "name", topic);
    set(term, "description", topic);
    set(term, "taxonomy", "litfass-topics");
    json_t *attribute = begin(writer, "attribute", arena_printf(writer->arena, "%s %s", writer->service->id, topic));
    json_object_set_new(attribute, "link_id", uuid(writer, "service", writer->service->id));
    json_object_set_new(attribute, "taxonomy_term_id", uuid(writer, "taxonomy_term", topic));
    set(attribute, "link_entity", "service");
    json_object_set_new(attribute, "taxonomy_term", term);
    json_array_append_new(list, attribute);
  }
  json_object_set_new(service, "attributes", list);
}

/* ISO 639 knows languages, not how they are written or where: "zh-Hans" is zh, and de, de-AT are one. */
static const char *language_code(const struct writer *writer, size_t i) {
  const char *tag = writer->service->languages.items[i];
  return arena_strndup(writer->arena, tag, strcspn(tag, "-"));
}

static bool has_language(const struct writer *writer, size_t count, const char *code) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(language_code(writer, i), code)) return true;
  return false;
}

static void set_languages(const struct writer *writer, json_t *service) {
  json_t *list = json_array();
  for (size_t i = 0; i < writer->service->languages.count; i++) {
    const char *code = language_code(writer, i);
    if (has_language(writer, i, code)) continue;
    json_t *language = begin(writer, "language", arena_printf(writer->arena, "%s %s", writer->service->id, code));
    set(language, "code", code);
    json_array_append_new(list, language);
  }
  json_object_set_new(service, "languages", list);
}

static json_t *service_json(const struct writer *writer) {
  const struct entry *entry = writer->service;
  json_t *service = begin(writer, "service", entry->id);
  char day[DAY_TEXT_SIZE];
  set(service, "name", out_text(&entry->name));
  set(service, "status", "active");
  set(service, "description", out_prose(entry, writer->arena));
  set(service, "url", out_url(writer->content, entry, writer->arena));
  set(service, "email", entry->email);
  set(service, "application_process", out_text(&entry->booking));
  set(service, "fees_description", entry->free ? "kostenlos" : out_text(&entry->price));
  if (entry->verified.is_set) {
    day_format(wall_day(entry->verified.wall), day);
    set(service, "assured_date", day);
  }
  set_phone(writer, service, entry);
  set_schedules(writer, service);
  set_languages(writer, service);
  set_topics(writer, service);
  set_location(writer, service);
  json_t *provider = organization(writer);
  json_object_set(service, "organization_id", json_object_get(provider, "id"));
  json_object_set_new(service, "organization", provider);
  return service;
}

bool out_hsds(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err) {
  json_t *services = json_array();
  for (size_t i = 0; i < content->count; i++) {
    scoped_arena arena = {0};
    const struct writer writer = {content, &content->entries[i], &arena};
    if (content->entries[i].kind != KIND_SERVICE || !out_fits(content, &content->entries[i], question)) continue;
    json_array_append_new(services, service_json(&writer));
  }
  json_int_t count = (json_int_t)json_array_size(services);
  scoped_json *page = json_pack("{sI,si,si,sI,sb,sb,sb,so}", "total_items", count, "total_pages", 1, "page_number", 1, "size",
                                count, "first_page", 1, "last_page", 1, "empty", count == 0, "contents", services);
  return strict_write(page, out, err) && (buf_addc(out, '\n') || buf_ok(out, err));
}
