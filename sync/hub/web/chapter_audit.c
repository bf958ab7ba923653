/* "Wer hat was geändert?" */
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/audit.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

static const struct {
  const char *action, *words;
} deeds[] = {
    {"put", N_("Eintrag gespeichert")},
    {"drop", N_("Eintrag gelöscht")},
    {"restore", N_("Eintrag zurückgeholt")},
    {"propose", N_("Zur Freigabe vorgelegt")},
    {"reject", N_("Vorschlag abgelehnt")},
    {"sign-in", N_("Angemeldet")},
    {"join", N_("Einladung angenommen")},
    {"invite", N_("Person eingeladen")},
    {"person", N_("Person geändert")},
    {"shut-out", N_("Person gesperrt")},
    {"let-in", N_("Person wieder hereingelassen")},
    {"renew", N_("Neues Passwort ermöglicht")},
    {"password", N_("Passwort geändert")},
    {"settle", N_("Nachricht erledigt")},
    {"source", N_("Quelle gespeichert")},
    {"source-gone", N_("Quelle entfernt")},
    {"agree", N_("Aus einer Quelle übernommen")},
    {"refuse", N_("Aus einer Quelle abgelehnt")},
    {"pair", N_("Tafel verbunden")},
    {"screen", N_("Tafel geändert")},
    {"revoke", N_("Tafel getrennt")},
    {"picture", N_("Bild der Anzeige angefordert")},
    {"second-factor", N_("Zweiten Schritt eingerichtet")},
};

static const char *words_of(const char *action) {
  for (size_t i = 0; i < COUNT_OF(deeds); i++)
    if (str_equals(deeds[i].action, action)) return deeds[i].words;
  return action;
}

void audit_describe(const struct page *page, json_t *rows) {
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    char text[20];
    const char *action = json_string_value(json_object_get(row, "action"));
    wall_format(zone_to_wall(page->hub->clock.zone, json_integer_value(json_object_get(row, "at"))), text);
    text[10] = ' ';
    json_object_set_new(row, "when", json_string(text));
    json_object_set_new(row, "deed", json_string(words_of(action ? action : "")));
  }
}

static bool show_audit(struct page *page, struct err *err) {
  int64_t before, broken;
  json_t *rows;
  if (!parse_int(request_query(page->request, "before"), 1, INT64_MAX, &before)) before = INT64_MAX;
  if (!audit_check(page->hub->store, &broken, err) ||
      !query_list(
          page->hub->store,
          "SELECT number, at, who, action, object, before, after FROM audit WHERE number < ?1 ORDER BY number DESC LIMIT 50",
          WITH(value_number(before)), &rows, err))
    return false;
  audit_describe(page, rows);
  size_t count = json_array_size(rows);
  int64_t last = count ? json_integer_value(json_object_get(json_array_get(rows, count - 1), "number")) : 1;
  page_set_json(page, "rows", rows);
  page_set_int(page, "broken", broken);
  page_set_int(page, "older", last > 1 ? last : 0);
  return page_show(page, N_("Wer hat was geändert?"), "audit", err);
}

const struct route chapter_audit[] = {
    {METHOD_GET, "/audit", ROLE_ADMIN, 0, show_audit},
    {0},
};
