/* The services of a topic, or what is open of all, under filters that combine: what is open now, what is near, where there are
 * no steps, where one's language is spoken. Kept in the view: flags and a language in its filter, the topic in its id. */
#include "screens/entry_list.h"
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/str.h"
#include "model/spoken.h"
#include "ui/columns.h"

enum { FILTER_OPEN = 1 << 0, FILTER_NEAR = 1 << 1, FILTER_STEP_FREE = 1 << 2, LANGUAGE_SHIFT = 4 };

/* 1 + place in the table of languages; 0: any. */
static size_t language_of(int filter) {
  size_t language = (size_t)filter >> LANGUAGE_SHIFT;
  return language <= spoken_count ? language : 0;
}

static int with_language(int filter, size_t language) {
  return (filter & ((1 << LANGUAGE_SHIFT) - 1)) | (int)(language << LANGUAGE_SHIFT);
}

static const char *language_name(struct app *app, size_t language) {
  return tr(app->catalog, spoken_languages[language - 1].name);
}

/* What can be asked here and now: without a clock nobody knows what is open, without a position nothing is near. */
static int possible(struct app *app, int filter) {
  struct position here;
  if (!model_clock_is_trusted(app->model)) filter &= ~FILTER_OPEN;
  if (!model_position(app->model, &here)) filter &= ~FILTER_NEAR;
  return filter;
}

/* ---- the query ---- */

static void apply(struct app *app, int filter, struct entry_list *list, struct hours_set *open) {
  struct position here;
  size_t language = language_of(filter);
  if (filter & FILTER_OPEN) {
    *open = model_open_hours(app->model, list->query.topic, app->ui.arena);
    list->query.hours = open;
  }
  if (filter & FILTER_NEAR && model_position(app->model, &here)) {
    list->query.order = ORDER_NEAR;
    list->query.latitude = here.latitude;
    list->query.longitude = here.longitude;
    list->make_row = row_of_near;
  }
  if (filter & FILTER_STEP_FREE) list->query.accessibility = ACCESS_STEP_FREE;
  if (language > 0) list->query.language = spoken_languages[language - 1].tag;
}

/* ---- the head ---- */

static struct chip filter_chip(const char *text, int flag, int filter) {
  return (struct chip){NULL, text, filter & flag, action_of(ACTION_FILTER, filter ^ flag)};
}

static bool any_language(struct app *app) {
  struct language_count *spoken;
  size_t count;
  struct err err;
  return reader_languages(model_reader(app->model), KIND_SERVICE, app->ui.arena, &spoken, &count, &err) && count > 0;
}

static struct chip choice_chip(struct ui *ui, enum screen_id choice, int filter, const char *topic) {
  return (struct chip){"filter_alt", TR(ui, "Auswahl"), filter != 0, action_full(ACTION_GO, (int)choice, filter, topic)};
}

/* What both lists have: near, step-free, and the language where any is known or one was chosen. */
static void add_common_chips(struct app *app, struct list_title *head, enum screen_id choice, const char *topic, int filter) {
  struct ui *ui = &app->ui;
  size_t language = language_of(filter);
  if (possible(app, FILTER_NEAR)) head->chips[head->count++] = filter_chip(TR(ui, "In der Nähe"), FILTER_NEAR, filter);
  head->chips[head->count++] = filter_chip(TR(ui, "Stufenfrei"), FILTER_STEP_FREE, filter);
  if (language == 0 && !any_language(app)) return;
  head->chips[head->count++] = (struct chip){NULL, language > 0 ? language_name(app, language) : TR(ui, "Sprache dort"),
                                             language > 0, action_full(ACTION_GO, (int)choice, filter, topic)};
}

static void add_chips(struct app *app, struct list_title *head, const char *topic, int filter, size_t all) {
  struct ui *ui = &app->ui;
  bool none = filter == 0, compact = ui_is_compact(ui);
  struct chip whole = {NULL, ui_printf(ui, TR(ui, "Alle %zu"), all), none, action_of(ACTION_FILTER, 0)};
  if (!none || !compact) head->chips[head->count++] = whole;
  if (compact) {
    head->chips[head->count++] = choice_chip(ui, SCREEN_LIST_LANGUAGE, filter, topic);
    return;
  }
  if (possible(app, FILTER_OPEN)) head->chips[head->count++] = filter_chip(TR(ui, "Jetzt offen"), FILTER_OPEN, filter);
  add_common_chips(app, head, SCREEN_LIST_LANGUAGE, topic, filter);
}

static const char *join(struct ui *ui, const char *words, const char *more) {
  return words ? ui_printf(ui, TR(ui, "%s, %s"), words, more) : more;
}

static const char *count_words(struct ui *ui, size_t count) {
  return ui_printf(ui, trn(ui->catalog, "%zu Angebot", "%zu Angebote", count), count);
}

/* "Jetzt offen, Türkçe: 3 von 12 Angeboten, die nächsten zuerst" */
static const char *note_words(struct app *app, int filter, size_t count, size_t all) {
  struct ui *ui = &app->ui;
  size_t language = language_of(filter);
  const char *filters = NULL;
  if (filter & FILTER_OPEN) filters = join(ui, filters, TR(ui, "jetzt offen"));
  if (filter & FILTER_STEP_FREE) filters = join(ui, filters, TR(ui, "stufenfrei"));
  if (language > 0) filters = join(ui, filters, language_name(app, language));
  const char *words = filters ? ui_printf(ui, trn(ui->catalog, "%s: %zu von %zu Angebot", "%s: %zu von %zu Angeboten", all),
                                          filters, count, all)
                              : count_words(ui, count);
  return filter & FILTER_NEAR ? join(ui, words, TR(ui, "die nächsten zuerst")) : words;
}

static size_t count_of(struct app *app, const struct reader_query *query) {
  size_t count;
  struct err err;
  return reader_count(model_reader(app->model), query, &count, &err) ? count : 0;
}

/* ---- the list ---- */

static struct list_empty nothing(struct ui *ui, int filter) {
  if (filter == 0)
    return (struct list_empty){"search_off", TR(ui, "Hier steht noch nichts"),
                               TR(ui, "Schauen Sie gern in ein paar Tagen wieder herein.")};
  return (struct list_empty){
      "search_off", filter == FILTER_OPEN ? TR(ui, "Gerade ist hier nichts geöffnet") : TR(ui, "Dazu gibt es hier nichts"),
      TR(ui, "Tippen Sie auf „Alle“, dann sehen Sie jedes Angebot mit seinen Zeiten.")};
}

void list_build(struct app *app, struct ui *ui, struct rect page) {
  struct view *view = app_view(app);
  int filter = possible(app, view->filter);
  struct list_title head = {.title = topic_name(app, view->id), .area = AREA_SERVICES};
  struct entry_list list = {.query = {.kinds = 1U << KIND_SERVICE, .topic = view->id, .now = model_visible_now(app->model)}};
  struct hours_set open;
  size_t all = count_of(app, &list.query);
  apply(app, filter, &list, &open);
  size_t count = filter == 0 ? all : count_of(app, &list.query);
  head.total = count_words(ui, count);
  if (filter != 0) head.note = note_words(app, filter, count, all);
  if (all > 0 || filter != 0) add_chips(app, &head, view->id, filter, all); /* else nothing to choose from */
  struct list_empty empty = nothing(ui, filter);
  entry_list_show(app, ui, page, &head, &list, &empty);
}

/* ---- what is open now, of all topics ---- */

void open_build(struct app *app, struct ui *ui, struct rect page) {
  int filter = possible(app, app_view(app)->filter) | FILTER_OPEN;
  struct list_title head = {.title = TR(ui, "Jetzt offen"), .area = AREA_SERVICES};
  struct entry_list list = {.query = {.kinds = 1U << KIND_SERVICE, .now = model_visible_now(app->model)}};
  struct hours_set open;
  head.count = services_ways(app, SCREEN_OPEN, head.chips);
  if (ui_is_compact(ui))
    head.chips[head.count++] = choice_chip(ui, SCREEN_OPEN_LANGUAGE, filter & ~FILTER_OPEN, "");
  else
    add_common_chips(app, &head, SCREEN_OPEN_LANGUAGE, "", filter & ~FILTER_OPEN);
  apply(app, filter, &list, &open);
  head.total = head.note = count_words(ui, count_of(app, &list.query));
  if (language_of(filter) > 0) head.note = join(ui, head.note, language_name(app, language_of(filter)));
  if (filter & FILTER_NEAR) head.note = join(ui, head.note, TR(ui, "die nächsten zuerst"));
  const struct list_empty empty = {
      "schedule", TR(ui, "Gerade ist nichts geöffnet"),
      TR(ui, "In einem Notfall hilft die Nummer 112, bei Krankheit nachts und am Wochenende 116 117.")};
  entry_list_show(app, ui, page, &head, &list, &empty);
}

/* ---- the choice: a language, and on panels with little room the other filters too ---- */

struct language_page {
  struct app *app;
  int filter; /* of the list behind */
  const char *topic;
  struct row *rows;
  size_t count;
};

static struct row language_row(struct language_page *page, size_t language, const char *name, const char *words) {
  struct ui *ui = &page->app->ui;
  struct row row = {.title = name,
                    .area = AREA_SERVICES,
                    .action = action_with_id(ACTION_CHOOSE, with_language(page->filter, language), page->topic)};
  if (language > 0) row.lang = spoken_languages[language - 1].tag;
  if (words) row.facts[row.fact_count++] = (struct fact){NULL, words, COLOR_NONE};
  if (language_of(page->filter) == language)
    row.facts[row.fact_count++] = (struct fact){"check_circle", TR(ui, "ausgewählt"), ui->theme->open};
  return row;
}

/* Only what is spoken under this topic. */
static bool is_spoken(struct language_page *page, const char *tag) {
  struct reader_query query = {.kinds = 1U << KIND_SERVICE,
                               .topic = *page->topic ? page->topic : NULL,
                               .language = tag,
                               .now = model_visible_now(page->app->model)};
  struct entry entry;
  size_t count;
  struct err err;
  return reader_page(model_reader(page->app->model), &query, &(struct reader_cursor){0}, false, 1, page->app->ui.arena, &entry,
                     NULL, &count, &err) &&
         count > 0;
}

static struct row switch_row(struct language_page *page, const char *name, int flag) {
  struct ui *ui = &page->app->ui;
  struct row row = {
      .title = name, .area = AREA_SERVICES, .action = action_with_id(ACTION_CHOOSE, page->filter ^ flag, page->topic)};
  if (page->filter & flag) row.facts[row.fact_count++] = (struct fact){"check_circle", TR(ui, "ausgewählt"), ui->theme->open};
  return row;
}

static int draw_switches(struct ui *ui, struct language_page *page, int x, int y, int width) {
  struct row rows[3];
  size_t count = 0;
  bool all_open = app_view(page->app)->screen == SCREEN_OPEN_LANGUAGE;
  if (!all_open && possible(page->app, FILTER_OPEN)) rows[count++] = switch_row(page, TR(ui, "Jetzt offen"), FILTER_OPEN);
  if (possible(page->app, FILTER_NEAR)) rows[count++] = switch_row(page, TR(ui, "In der Nähe"), FILTER_NEAR);
  rows[count++] = switch_row(page, TR(ui, "Stufenfrei"), FILTER_STEP_FREE);
  int at = y + title_draw(ui, x, y, width, TR(ui, "Was möchten Sie sehen?"), AREA_SERVICES, NULL, 0);
  return at - y + columns_draw(ui, x, at, width, rows, count) + ui_gap(ui, 6);
}

static int draw_language_choice(struct ui *ui, void *context, int x, int y, int width) {
  struct language_page *page = context;
  int at = y + (ui_is_compact(ui) ? draw_switches(ui, page, x, y, width) : 0);
  at += title_draw(ui, x, at, width, TR(ui, "Welche Sprache soll man dort sprechen?"), AREA_SERVICES, NULL, 0);
  return at - y + columns_draw(ui, x, at, width, page->rows, page->count);
}

void list_language_build(struct app *app, struct ui *ui, struct rect page) {
  struct language_page choice = {.app = app, .filter = app_view(app)->filter, .topic = app_view(app)->id};
  struct language_count *found;
  size_t count;
  struct err err;
  if (!reader_languages(model_reader(app->model), KIND_SERVICE, ui->arena, &found, &count, &err)) count = 0;
  choice.rows = arena_array(ui->arena, count + 1, sizeof *choice.rows);
  choice.rows[choice.count++] = language_row(&choice, 0, TR(ui, "Jede Sprache"), NULL);
  for (size_t k = 0; k < count; k++) {
    size_t known = spoken_find(found[k].tag);
    if (known == spoken_count || !is_spoken(&choice, found[k].tag)) continue;
    choice.rows[choice.count++] = language_row(&choice, known + 1, tr(ui->catalog, spoken_languages[known].name), NULL);
  }
  page_draw(ui, page, &app_view(app)->scroll, draw_language_choice, &choice);
}
