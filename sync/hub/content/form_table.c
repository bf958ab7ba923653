/* Which fields a kind's form has, in which order, with the limits of feed/entry.c. "How to add a field": sync/hub/README.md. */
#include "base/compiler.h"
#include "base/str.h"
#include "hub/content/form_parts.h"

enum {
  SERVICE = 1 << KIND_SERVICE,
  EVENT = 1 << KIND_EVENT,
  OFFER = 1 << KIND_OFFER,
  NOTICE = 1 << KIND_NOTICE,
  SURVEY = 1 << KIND_SURVEY,
  PROJECT = 1 << KIND_PROJECT,
  ORGANIZATION = 1 << KIND_ORGANIZATION,
  PLACE = 1 << KIND_PLACE,
  PAGE = 1 << KIND_PAGE,
  ALL = (1 << KIND_COUNT) - 1,
  CONTACTS = SERVICE | EVENT | OFFER | ORGANIZATION | PLACE,
  PAID = SERVICE | EVENT | OFFER,
};

static const struct form_choice topics[] = {
    {"nahversorgung", N_("Nahversorgung")},
    {"wohnen", N_("Wohnen")},
    {"betreuung", N_("Betreuung")},
    {"energie", N_("Energie")},
    {"mobilitaet", N_("Mobilität")},
    {"begegnung", N_("Begegnung")},
    {"pflege", N_("Pflege")},
    {"aerztliche-versorgung", N_("Ärztliche Versorgung")},
    {"kultur", N_("Kultur")},
};
static const struct form_choice statuses[] = {{"", N_("findet statt")},
                                              {"cancelled", N_("fällt aus")},
                                              {"postponed", N_("ist verschoben")},
                                              {"scheduled", N_("findet statt (ausdrücklich)")}};
static const struct form_choice modes[] = {
    {"lend", N_("verleihen")}, {"give", N_("verschenken")}, {"swap", N_("tauschen")},           {"ride", N_("mitfahren")},
    {"help", N_("helfen")},    {"space", N_("Raum")},       {"teach", N_("zeigen und lernen")},
};
static const struct form_choice sides[] = {{"", N_("keine Angabe")}, {"offer", N_("biete")}, {"request", N_("suche")}};
static const struct form_choice priorities[] = {{"", N_("gewöhnlich")},
                                                {"info", N_("Hinweis")},
                                                {"important", N_("wichtig")},
                                                {"alert", N_("Warnung: oben auf jedem Bild der Tafel")}};
static const struct form_choice accesses[] = {
    {"step-free", N_("stufenfrei")},
    {"toilet", N_("Toilette für alle")},
    {"hearing-loop", N_("Hilfe für Hörgeräte")},
    {"sign-language", N_("Gebärdensprache")},
    {"parking", N_("Behindertenparkplatz")},
    {"assistance-dog", N_("Assistenzhund willkommen")},
    {"quiet", N_("ruhig")},
};
static const struct form_choice spoken[] = {
    {"de", N_("Deutsch")},     {"en", N_("Englisch")}, {"tr", N_("Türkisch")},  {"uk", N_("Ukrainisch")},
    {"ar", N_("Arabisch")},    {"ru", N_("Russisch")}, {"pl", N_("Polnisch")},  {"it", N_("Italienisch")},
    {"fr", N_("Französisch")}, {"es", N_("Spanisch")}, {"ro", N_("Rumänisch")}, {"hr", N_("Kroatisch")},
    {"fa", N_("Persisch")},
};

#define CHOICES(list) list, COUNT_OF(list)

const struct form_row form_rows[] = {
    {GROUP_MAIN, {"name", N_("Titel"), NULL, form_show_title, form_take_text, ALL, ALL, 80, NULL, 0}},
    {GROUP_MAIN, {"mode", N_("Was"), NULL, form_show_choice, form_take_choice, OFFER, OFFER, 0, CHOICES(modes)}},
    {GROUP_MAIN, {"side", N_("Biete oder suche"), NULL, form_show_choice, form_take_choice, OFFER, 0, 0, CHOICES(sides)}},
    {GROUP_MAIN, {"priority", N_("Wie wichtig"), NULL, form_show_choice, form_take_choice, NOTICE, 0, 0, CHOICES(priorities)}},
    {GROUP_TEXT,
     {"summary", N_("In einem Satz"), N_("Steht in Listen unter dem Titel."), form_show_text, form_take_text, ALL, 0, 300, NULL,
      0}},
    {GROUP_TEXT,
     {"description", N_("Beschreibung"),
      N_("Eine leere Zeile trennt Absätze. Zeilen, die mit „- “ beginnen, werden eine Liste."), form_show_text, form_take_text,
      ALL, 0, 4000, NULL, 0}},
    {GROUP_TEXT, {"topics", N_("Themen"), NULL, form_show_topics, form_take_topics, ALL, 0, 16, CHOICES(topics)}},
    {GROUP_TEXT, {"questions", N_("Fragen"), NULL, form_show_questions, form_take_questions, SURVEY, SURVEY, 50, NULL, 0}},
    {GROUP_TEXT, {"phases", N_("Schritte des Projekts"), NULL, form_show_phases, form_take_phases, PROJECT, 0, 20, NULL, 0}},
    {GROUP_WHEN,
     {"start", N_("Datum und Uhrzeit"), N_("Ohne Beginn gilt der ganze Tag."), form_show_start, form_take_start, EVENT, EVENT,
      0, NULL, 0}},
    {GROUP_WHEN, {"repeat", N_("Wiederholung"), NULL, form_show_repeat, form_take_repeat, EVENT, 0, 0, NULL, 0}},
    {GROUP_WHEN,
     {"event_status", N_("Findet es statt?"), NULL, form_show_choice, form_take_choice, EVENT, 0, 0, CHOICES(statuses)}},
    {GROUP_WHEN,
     {"opening_hours", N_("Öffnungszeiten"), N_("Leere Tage sind geschlossen. 0:00 als Ende ist Mitternacht."), form_show_hours,
      form_take_hours, SERVICE | PLACE | OFFER, 0, 1024, NULL, 0}},
    {GROUP_WHERE, {"location", N_("Ort"), NULL, form_show_place, form_take_place, CONTACTS, 0, 0, NULL, 0}},
    {GROUP_WHERE,
     {"provider", N_("Einrichtung"), N_("Wer das anbietet."), form_show_provider, form_take_provider,
      SERVICE | EVENT | OFFER | NOTICE | PROJECT, 0, 64, NULL, 0}},
    {GROUP_CONTACT, {"telephone", N_("Telefon"), NULL, form_show_line, form_take_telephone, CONTACTS, 0, 40, NULL, 0}},
    {GROUP_CONTACT, {"contact_name", N_("Ansprechperson"), NULL, form_show_line, form_take_line, CONTACTS, 0, 80, NULL, 0}},
    {GROUP_CONTACT, {"email", N_("E-Mail"), NULL, form_show_line, form_take_email, CONTACTS, 0, 254, NULL, 0}},
    {GROUP_CONTACT, {"url", N_("Internet-Seite"), NULL, form_show_line, form_take_url, CONTACTS, 0, 2048, NULL, 0}},
    {GROUP_PICTURE,
     {"image", N_("Bild zum Eintrag"),
      N_("PNG oder JPEG, höchstens 8 MB. Eigene Bilder oder solche, die Sie verwenden dürfen."), form_show_image,
      form_take_image, ALL, 0, 300, NULL, 0}},
    {GROUP_MORE, {"free", N_("kostenlos"), NULL, form_show_flag, form_take_flag, PAID, 0, 0, NULL, 0}},
    {GROUP_MORE, {"price", N_("Kosten"), NULL, form_show_text, form_take_text, PAID, 0, 300, NULL, 0}},
    {GROUP_MORE,
     {"booking", N_("Anmeldung"), N_("Wie man sich anmeldet."), form_show_text, form_take_text, PAID, 0, 300, NULL, 0}},
    {GROUP_MORE,
     {"accessibility", N_("Zugang"), NULL, form_show_boxes, form_take_boxes, SERVICE | EVENT | PLACE, 0, 16,
      CHOICES(accesses)}},
    {GROUP_MORE,
     {"languages", N_("Gesprochene Sprachen"), NULL, form_show_boxes, form_take_boxes, SERVICE | EVENT, 0, 32,
      CHOICES(spoken)}},
    {GROUP_MORE,
     {"numbers", N_("auch bei „Wichtige Nummern“ zeigen"), NULL, form_show_flag, form_take_flag, SERVICE, 0, 0, NULL, 0}},
    {GROUP_MORE,
     {"keywords", N_("Suchwörter"), N_("Eines in jeder Zeile. Sie werden gefunden, aber nie gezeigt."), form_show_lines,
      form_take_lines, ALL, 0, 64, NULL, 0}},
    {GROUP_MORE, {"visible_from", N_("Zeigen ab"), NULL, form_show_moment, form_take_moment, ALL, 0, 0, NULL, 0}},
    {GROUP_MORE, {"visible_until", N_("Zeigen bis"), NULL, form_show_moment, form_take_moment, ALL, 0, 0, NULL, 0}},
    {GROUP_MORE,
     {"verified", N_("Geprüft am"), N_("Wann zuletzt jemand nachgesehen hat, ob alles stimmt."), form_show_day, form_take_day,
      SERVICE | ORGANIZATION | PLACE, 0, 0, NULL, 0}},
};
const size_t form_row_count = COUNT_OF(form_rows);

json_t *form_topics(const char *chosen) {
  json_t *options = json_array();
  for (size_t i = 0; i < COUNT_OF(topics); i++)
    json_array_append_new(options, form_option(topics[i].value, topics[i].label, str_equals(topics[i].value, chosen)));
  return options;
}
