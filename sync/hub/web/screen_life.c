/* How a board is and how it is used, as its page shows it: what litfass-device says in the heartbeat (client/board.h), and the
 * days that the board counted. */
#include "base/arena.h"
#include "base/str.h"
#include "hub/content/form.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

enum { LOOK_BACK_S = 28 * 86400 };

/* ---- the device ---- */

/* Names of firmware/device/status.c, worst first, and what to do (firmware/docs/betrieb.md). "no-watchdog" wants nothing. */
static const struct choice problems[] = {
    {"disk-failing", N_("Die Speicherkarte macht Fehler: bitte jetzt tauschen, es geht nichts verloren")},
    {"gave-up", N_("Die Tafel hat dreimal neu gestartet, ohne dass es half: bitte hingehen")},
    {"app-missing", N_("Die Anzeige startet nicht: Strom aus und wieder ein")},
    {"sync-missing", N_("Der Abgleich startet nicht: Strom aus und wieder ein")},
    {"no-screen", N_("Kein Bildschirm angeschlossen oder am Schalter aus")},
    {"hot", N_("Zu heiß: Lüftungsschlitze frei? Scheint die Sonne darauf?")},
    {"disk-full", N_("Auf der Speicherkarte ist kaum noch Platz")},
    {"disk-worn", N_("Die Speicherkarte wird alt: bitte in den nächsten Wochen tauschen")},
    {"power-low", N_("Das Netzteil ist zu schwach")},
    {"power-was-low", N_("Das Netzteil war zeitweise zu schwach")},
    {"update-failed", N_("Das neue System wurde nicht genommen, das alte läuft weiter")},
    {"warm", N_("Warm: Lüftungsschlitze frei? Scheint die Sonne darauf?")},
    {"time-unknown", N_("Keine verlässliche Uhrzeit: Netz prüfen")},
    {"no-network", N_("Kein Weg ins Netz: Kabel, WLAN und Router prüfen")},
};

static const struct choice verdicts[] = {
    {"ok", N_("in Ordnung")},
    {"full", N_("fast voll")},
    {"worn", N_("wird alt")},
    {"failing", N_("macht Fehler")},
};

static const char *label_of(const struct choice *choices, size_t count, const char *value) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(choices[i].value, value)) return choices[i].label;
  return NULL;
}

static bool has_problem(const json_t *device, const char *name) {
  const json_t *list = json_object_get(device, "problems"), *one;
  size_t i;
  json_array_foreach(list, i, one) if (str_equals(json_string_value(one), name)) return true;
  return false;
}

const char *screen_problem(const json_t *beat) {
  const json_t *device = json_object_get(beat, "device");
  for (size_t i = 0; i < COUNT_OF(problems); i++)
    if (has_problem(device, problems[i].value)) return problems[i].label;
  return NULL;
}

void screen_describe_device(json_t *row, const json_t *beat, const char *hint) {
  const json_t *device = json_object_get(beat, "device"), *free_mb = json_object_get(device, "free_mb");
  const json_t *warmth = json_object_get(device, "temperature_c");
  const char *storage = label_of(verdicts, COUNT_OF(verdicts), json_string_value(json_object_get(device, "storage")));
  json_t *list = json_array();
  for (size_t i = 0; i < COUNT_OF(problems); i++)
    if (has_problem(device, problems[i].value) && !str_equals(problems[i].label, hint))
      json_array_append_new(list, json_string(problems[i].label));
  json_object_set_new(row, "problems", list);
  json_object_set_new(row, "storage", storage ? json_string(storage) : json_null());
  json_object_set_new(row, "free_mb", json_is_integer(free_mb) ? json_integer(json_integer_value(free_mb)) : json_null());
  json_object_set_new(row, "warmth",
                      json_is_number(warmth) ? json_integer((json_int_t)json_number_value(warmth)) : json_null());
}

/* ---- what it counted ---- */

static json_t *label_of_topic(const json_t *topics, const char *id) {
  const json_t *topic;
  size_t i;
  json_array_foreach(topics, i, topic) if (str_equals(json_string_value(json_object_get(topic, "value")),
                                                      id)) return json_incref(json_object_get(topic, "label"));
  return json_string(id);
}

#define COUNTED " WHERE screen = ?1 AND message.kind = 'counts' AND is_done = 0 AND received > ?2"

/* Numbers below five are not told (QUALITY P1): they are null, or left out. */
bool screen_set_counts(struct page *page, int64_t screen, struct err *err) {
  const int64_t since = page_now(page) - LOOK_BACK_S;
  json_t *days, *topics, *row;
  size_t i;
  if (!query_list(page->hub->store,
                  "SELECT day, iif(sum(v) < 5, NULL, sum(v)) AS visits, iif(sum(t) < 5, NULL, sum(t)) AS taps FROM"
                  " (SELECT line ->> '$.body.day' AS day, line ->> '$.body.visits' AS v, line ->> '$.body.taps' AS t FROM "
                  "message" COUNTED ") GROUP BY day ORDER BY day DESC LIMIT 7",
                  WITH(value_number(screen), value_number(since)), &days, err))
    return false;
  json_array_foreach(days, i, row)
      json_object_set_new(row, "day", json_string(entry_german_date(page, json_string_value(json_object_get(row, "day")))));
  page_set_json(page, "days", days);
  if (!query_list(page->hub->store,
                  "SELECT key AS id, sum(value) AS n FROM message, json_each(line, '$.body.topics')" COUNTED
                  " GROUP BY key HAVING n >= 5 ORDER BY n DESC, key LIMIT 5",
                  WITH(value_number(screen), value_number(since)), &topics, err))
    return false;
  json_t *known = form_topics("");
  json_array_foreach(topics, i, row)
      json_object_set_new(row, "label", label_of_topic(known, json_string_value(json_object_get(row, "id"))));
  json_decref(known);
  page_set_json(page, "used_topics", topics);
  return true;
}
