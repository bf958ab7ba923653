#include "hub/sources/csv_columns.h"

#include "base/str.h"
#include "hub/sources/fit.h"

#include <string.h>

static const struct csv_column columns[] = {
    {" id nr kennung identifier ", CSV_ID, "id"},
    {" kind art typ type eintragsart ", CSV_WORD, "kind"},
    {" name titel title bezeichnung veranstaltung angebot ueberschrift ", CSV_TEXT, "name"},
    {" summary kurztext zusammenfassung kurzbeschreibung untertitel ", CSV_TEXT, "summary"},
    {" description beschreibung text inhalt details ", CSV_PROSE, "description"},
    {" topics topic thema themen rubrik kategorie kategorien category categories ", CSV_TOPICS, "topics"},
    {" keywords stichworte stichwoerter schlagworte suchworte suchwoerter ", CSV_LIST, "keywords"},
    {" location ort-der-veranstaltung veranstaltungsort treffpunkt adresse address anschrift place raum wo ", CSV_ADDRESS,
     "location"},
    {" location-name gebaeude haus einrichtung ", CSV_LOCATION, "name"},
    {" street strasse streetaddress street-address strasse-hausnummer strasse-und-hausnummer strasse-nr ", CSV_LOCATION,
     "street"},
    {" hausnummer housenumber hausnr ", CSV_HOUSE, "street"},
    {" postal-code postalcode plz postleitzahl zip ", CSV_LOCATION, "postal_code"},
    {" locality ort stadt city town gemeinde addresslocality ", CSV_LOCATION, "locality"},
    {" note zimmer hinweis-zum-ort eingang etage ", CSV_LOCATION, "note"},
    {" latitude lat breite breitengrad ", CSV_NUMBER, "latitude"},
    {" longitude lon lng laenge laengengrad ", CSV_NUMBER, "longitude"},
    {" provider traeger anbieter-id ", CSV_TEXT, "provider"},
    {" telephone telefon tel phone telefonnummer rufnummer ", CSV_PHONE, "telephone"},
    {" email e-mail mail e-mail-adresse mailadresse ", CSV_TEXT, "email"},
    {" url web webseite website internet homepage link internetseite ", CSV_URL, "url"},
    {" contact-name ansprechpartner ansprechpartnerin ansprechperson kontakt contact kontaktperson ", CSV_TEXT, "contact_name"},
    {" opening-hours openinghours oeffnungszeiten oeffnungszeit sprechzeiten sprechzeit zeiten ", CSV_TEXT, "opening_hours"},
    {" start startdate startdatum beginn anfang datum date tag am datum-von von-datum ", CSV_MOMENT, "start"},
    {" uhrzeit zeit time uhrzeit-von von-uhrzeit uhrzeit-beginn anfangszeit beginnzeit starttime start-time startzeit von "
     "beginn-uhrzeit ",
     CSV_TIME, "start"},
    {" end ende enddate enddatum endedatum datum-bis bis-datum ", CSV_MOMENT, "end"},
    {" uhrzeit-bis bis-uhrzeit uhrzeit-ende endzeit endtime end-time bis ende-uhrzeit ", CSV_TIME, "end"},
    {" timezone zeitzone ", CSV_TEXT, "timezone"},
    {" rrule wiederholung ", CSV_TEXT, "rrule"},
    {" event-status status ", CSV_WORD, "event_status"},
    {" mode modus ", CSV_WORD, "mode"},
    {" side seite ", CSV_WORD, "side"},
    {" price preis kosten eintritt gebuehr ", CSV_TEXT, "price"},
    {" free kostenlos kostenfrei gratis isaccessibleforfree ", CSV_YES, "free"},
    {" booking anmeldung buchung ", CSV_TEXT, "booking"},
    {" accessibility barrierefrei barrierefreiheit rollstuhl wheelchair stufenlos ", CSV_ACCESS, "accessibility"},
    {" languages sprachen sprache language inlanguage ", CSV_LIST, "languages"},
    {" priority wichtigkeit dringlichkeit prioritaet ", CSV_WORD, "priority"},
    {" visible-from sichtbar-ab sichtbar-von zeigen-ab ", CSV_MOMENT, "visible_from"},
    {" visible-until sichtbar-bis zeigen-bis ", CSV_MOMENT, "visible_until"},
    {" verified geprueft geprueft-am stand ", CSV_DAY, "verified"},
    {" numbers wichtige-nummer ", CSV_YES, "numbers"},
};

static const struct csv_column unknown = {"", CSV_UNKNOWN, ""};

static const struct {
  const char *field, *word, *ours;
} words[] = {
    {"kind", "veranstaltung", "event"},
    {"kind", "termin", "event"},
    {"kind", "dienst", "service"},
    {"kind", "dienstleistung", "service"},
    {"kind", "angebot", "service"},
    {"kind", "hilfe", "service"},
    {"kind", "beratung", "service"},
    {"kind", "geschaeft", "service"},
    {"kind", "aushang", "notice"},
    {"kind", "nachricht", "notice"},
    {"kind", "hinweis", "notice"},
    {"kind", "meldung", "notice"},
    {"kind", "ort", "place"},
    {"kind", "verein", "organization"},
    {"kind", "organisation", "organization"},
    {"kind", "projekt", "project"},
    {"kind", "seite", "page"},
    {"kind", "teilen", "offer"},
    {"event_status", "findet-statt", "scheduled"},
    {"event_status", "geplant", "scheduled"},
    {"event_status", "abgesagt", "cancelled"},
    {"event_status", "faellt-aus", "cancelled"},
    {"event_status", "verschoben", "postponed"},
    {"mode", "leihen", "lend"},
    {"mode", "schenken", "give"},
    {"mode", "tauschen", "swap"},
    {"mode", "mitfahren", "ride"},
    {"mode", "helfen", "help"},
    {"mode", "raum", "space"},
    {"mode", "lernen", "teach"},
    {"side", "biete", "offer"},
    {"side", "suche", "request"},
    {"priority", "normal", "info"},
    {"priority", "wichtig", "important"},
    {"priority", "warnung", "alert"},
    {"accessibility", "stufenlos", "step-free"},
    {"accessibility", "rollstuhl", "step-free"},
    {"accessibility", "wc", "toilet"},
    {"accessibility", "toilette", "toilet"},
    {"accessibility", "hoeranlage", "hearing-loop"},
    {"accessibility", "hoerschleife", "hearing-loop"},
    {"accessibility", "gebaerdensprache", "sign-language"},
    {"accessibility", "parkplatz", "parking"},
    {"accessibility", "assistenzhund", "assistance-dog"},
    {"accessibility", "ruhig", "quiet"},
};

const struct csv_column *csv_column_find(const char *name, struct arena *arena) {
  const char *slug = arena_printf(arena, " %s ", fit_slug(arena, name, 60));
  for (size_t i = 0; i < COUNT_OF(columns); i++)
    if (slug[1] != ' ' && strstr(columns[i].names, slug)) return &columns[i];
  return &unknown;
}

const char *csv_word_find(const char *field, const char *word, struct arena *arena) {
  const char *slug = fit_slug(arena, word, 60);
  for (size_t i = 0; i < COUNT_OF(words); i++)
    if (str_equals(words[i].field, field) && (str_equals(words[i].word, slug) || str_equals(words[i].ours, slug)))
      return words[i].ours;
  return *slug ? slug : NULL;
}
