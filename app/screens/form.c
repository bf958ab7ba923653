/* The forms: four tables of steps, and surveys, whose steps are the questions of their entry. */
#include "screens/form.h"

#include "base/buf.h"
#include "base/str.h"
#include "screens/app.h"
#include "screens/rows.h"

#include <string.h>

/* ---- what is asked ---- */

struct ask { /* a step as a table has it; words in German */
  const char *key, *title, *note;
  enum step_type type;
  bool required;
  size_t limit;
  const char *const *options, *const *option_keys; /* NULL last */
};

static const char *const side_keys[] = {"offer", "request", NULL};
static const char *const side_words[] = {N_("Ich biete etwas an"), N_("Ich suche etwas"), NULL};
static const char *const mode_keys[] = {"lend", "give", "swap", "ride", "help", "space", "teach", NULL};
static const char *const mode_words[] = {N_("Leihen"), N_("Verschenken"),      N_("Tauschen"),         N_("Mitfahren"),
                                         N_("Helfen"), N_("Raum oder Garten"), N_("Etwas beibringen"), NULL};

static const struct ask idea_asks[] = {
    {"text", N_("Was ist Ihre Idee?"), N_("Das liest das Stadtteilbüro."), STEP_WORDS, true, FORM_WORDS_BYTES, NULL, NULL},
    {"contact", N_("Wie erreichen wir Sie, wenn Sie mögen?"),
     N_("Telefonnummer oder Name. Nur das Stadtteilbüro liest das. Sie können es auch weglassen."), STEP_WORDS, false, 200,
     NULL, NULL},
};

static const struct ask offer_asks[] = {
    {"side", N_("Möchten Sie etwas anbieten oder suchen Sie etwas?"), NULL, STEP_ONE, true, 0, side_words, side_keys},
    {"mode", N_("Worum geht es?"), NULL, STEP_ONE, true, 0, mode_words, mode_keys},
    {"name", N_("Was ist es, in wenigen Worten?"), N_("Das steht später groß auf der Tafel."), STEP_WORDS, true, 80, NULL,
     NULL},
    {"description", N_("Möchten Sie mehr dazu schreiben?"), N_("Auch das können später alle auf der Tafel lesen."), STEP_WORDS,
     false, FORM_WORDS_BYTES, NULL, NULL},
    {"contact", N_("Wie erreichen wir Sie?"),
     N_("Telefonnummer oder Name und Adresse. Nur das Stadtteilbüro liest das. Auf der Tafel erscheint es nicht."), STEP_WORDS,
     true, 200, NULL, NULL},
};

/* "This is wrong": which of it can be wrong depends on what it is. */
static const char *const field_keys[] = {"telephone", "hours", "address", "gone", "other", NULL};
static const char *const field_words[] = {N_("Telefonnummer"),      N_("Öffnungszeiten"), N_("Adresse"),
                                          N_("Gibt es nicht mehr"), N_("Etwas anderes"),  NULL};
static const char *const event_words[] = {N_("Telefonnummer"), N_("Datum oder Uhrzeit"), N_("Ort"),
                                          N_("Fällt aus"),     N_("Etwas anderes"),      NULL};
static const char *const news_keys[] = {"gone", "other", NULL};
static const char *const news_words[] = {N_("Ist nicht mehr aktuell"), N_("Etwas anderes"), NULL};

static const struct report_words {
  const char *const *words, *const *keys;
} of_services = {field_words, field_keys}, of_events = {event_words, field_keys}, of_news = {news_words, news_keys};

static const struct report_words *report_words(enum entry_kind kind) {
  switch (kind) {
    case KIND_EVENT: return &of_events;
    case KIND_SERVICE:
    case KIND_ORGANIZATION:
    case KIND_PLACE:
    case KIND_OFFER: return &of_services;
    default: return &of_news;
  }
}

/* ---- steps of a table ---- */

static const struct form_option *take_options(struct app *app, struct arena *arena, const char *const *words, size_t *count) {
  struct form_option *options = arena_array(arena, FORM_OPTIONS_MAX, sizeof *options);
  for (*count = 0; words && words[*count] && *count < FORM_OPTIONS_MAX; ++*count)
    options[*count].text = tr(app->catalog, words[*count]);
  return options;
}

static void take_asks(struct app *app, struct arena *arena, const struct ask *asks, size_t count, struct form *out) {
  struct form_step *steps = arena_array(arena, count, sizeof *steps);
  for (size_t i = 0; i < count; i++) {
    const struct ask *ask = &asks[i];
    steps[i] = (struct form_step){.title = tr(app->catalog, ask->title),
                                  .note = ask->note ? tr(app->catalog, ask->note) : NULL,
                                  .type = ask->type,
                                  .required = ask->required,
                                  .limit = ask->limit,
                                  .key = ask->key,
                                  .option_keys = ask->option_keys};
    steps[i].options = take_options(app, arena, ask->options, &steps[i].option_count);
  }
  out->steps = steps;
  out->count = count;
}

/* ---- surveys ---- */

enum { SCALE_STEPS = 5, SURVEY_WORDS_BYTES = 500 };

static const enum step_type types[] = {
    [QUESTION_SINGLE] = STEP_ONE, [QUESTION_MULTIPLE] = STEP_SOME, [QUESTION_SCALE] = STEP_SCALE, [QUESTION_TEXT] = STEP_WORDS};

static void take_question(struct app *app, struct arena *arena, const struct question *question, struct form_step *out) {
  static const char *const numbers[] = {"1", "2", "3", "4", "5"};
  const char *lang = app->settings.lang;
  *out = (struct form_step){.type = types[question->type], .key = question->id, .limit = SURVEY_WORDS_BYTES};
  out->title = text_get(&question->text, lang, &out->lang);
  bool bare = question->type == QUESTION_SCALE && question->option_count == 0;
  size_t count = bare ? SCALE_STEPS : question->option_count;
  struct form_option *options = arena_array(arena, count, sizeof *options);
  for (size_t i = 0; i < count; i++)
    options[i].text = bare ? numbers[i] : text_get(&question->options[i], lang, &options[i].lang);
  out->options = options;
  out->option_count = question->type == QUESTION_TEXT ? 0 : count;
}

/* FNV-1a over what gives the answers their meaning. */
static uint64_t shape_of(const struct question *questions, size_t count) {
  uint64_t hash = 0xcbf29ce484222325;
  for (size_t i = 0; i < count; i++) {
    for (const char *c = questions[i].id; *c; c++)
      hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    hash = (hash ^ questions[i].option_count ^ (uint64_t)questions[i].type << 8) * 0x100000001b3;
  }
  return hash;
}

static void take_survey(struct app *app, struct arena *arena, const struct entry *entry, struct form *out) {
  size_t count = entry->question_count < FORM_STEPS_MAX ? entry->question_count : FORM_STEPS_MAX;
  struct form_step *steps = arena_array(arena, count, sizeof *steps);
  for (size_t i = 0; i < count; i++)
    take_question(app, arena, &entry->questions[i], &steps[i]);
  out->title = text_get(&entry->name, app->settings.lang, &out->lang);
  out->note = tr(app->catalog, "Ohne Namen. Niemand kann sehen, wer geantwortet hat.");
  out->area = AREA_NEWS;
  out->is_survey = true;
  out->steps = steps;
  out->count = count;
  out->shape = shape_of(entry->questions, count);
}

/* ---- loading ---- */

static bool find_entry(struct app *app, struct arena *arena, struct entry *out) {
  struct err err;
  return model_has_content(app->model) && reader_find(model_reader(app->model), app_view(app)->id, arena, out, &err);
}

static bool load_report(struct app *app, struct arena *arena, struct form *out) {
  struct entry entry;
  if (!find_entry(app, arena, &entry)) return false;
  const struct report_words *fields = report_words(entry.kind);
  const struct ask asks[] = {
      {"field", N_("Was stimmt nicht?"), NULL, STEP_ONE, true, 0, fields->words, fields->keys},
      {"text", N_("Was ist richtig? Was sollten wir wissen?"), N_("Sie können das auch weglassen. Das Stadtteilbüro liest es."),
       STEP_WORDS, false, FORM_WORDS_BYTES, NULL, NULL},
  };
  take_asks(app, arena, asks, COUNT_OF(asks), out);
  out->title = text_get(&entry.name, app->settings.lang, &out->lang);
  out->note = tr(app->catalog, "Ohne Namen. Das Stadtteilbüro prüft es und berichtigt den Eintrag.");
  out->area = AREA_NEWS;
  out->is_quick = true;
  out->shape = (uint64_t)entry.kind;
  return true;
}

bool form_load(struct app *app, struct arena *arena, struct form *out) {
  struct entry entry;
  *out = (struct form){0};
  switch (app_view(app)->screen) {
    case SCREEN_SURVEY:
      if (!find_entry(app, arena, &entry) || entry.kind != KIND_SURVEY || entry.question_count == 0) return false;
      take_survey(app, arena, &entry, out);
      return true;
    case SCREEN_REPORT: return load_report(app, arena, out);
    case SCREEN_IDEA:
      take_asks(app, arena, idea_asks, COUNT_OF(idea_asks), out);
      out->title = tr(app->catalog, "Ihre Idee");
      out->note = tr(app->catalog, "Nur das Stadtteilbüro kann das lesen.");
      out->area = AREA_NEWS;
      return true;
    case SCREEN_PROPOSE:
      take_asks(app, arena, offer_asks, COUNT_OF(offer_asks), out);
      out->title = tr(app->catalog, "Teilen & Tauschen");
      out->note = tr(app->catalog, "Das Stadtteilbüro liest es zuerst und stellt es dann auf die Tafel, ohne Ihren Kontakt.");
      out->area = AREA_SHARING;
      return true;
    default: return false;
  }
}

/* ---- answers ---- */

bool form_is_answered(const struct form_step *step, const struct draft *draft, size_t index) {
  return step->type == STEP_WORDS ? draft->words[index].len > 0 : draft->picked[index] != 0;
}

bool form_is_complete(const struct form *form, const struct draft *draft) {
  size_t answered = 0;
  for (size_t i = 0; i < form->count; i++) {
    bool is = form_is_answered(&form->steps[i], draft, i);
    if (form->steps[i].required && !is) return false;
    answered += is;
  }
  return answered > 0;
}
