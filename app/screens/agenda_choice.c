#include "screens/agenda.h"

#include "base/str.h"
#include "screens/rows.h"

enum { BIT_FREE = 1 << 0, BIT_STEP_FREE = 1 << 1, BIT_WEEKEND = 1 << 2, DAY_SHIFT = 3 };

struct agenda_choice agenda_choice_of(const struct view *view) {
  return (struct agenda_choice){.free_only = view->filter & BIT_FREE,
                                .step_free = view->filter & BIT_STEP_FREE,
                                .weekend = view->filter & BIT_WEEKEND,
                                .day = view->filter >> DAY_SHIFT,
                                .topic = view->id};
}

struct action agenda_action(const struct agenda_choice *choice) {
  int number = (choice->free_only ? BIT_FREE : 0) | (choice->step_free ? BIT_STEP_FREE : 0) |
               (choice->weekend ? BIT_WEEKEND : 0) | (int)((uint32_t)choice->day << DAY_SHIFT);
  return action_with_id(ACTION_CHOOSE, number, choice->topic);
}

bool agenda_is_filtered(const struct agenda_choice *choice) {
  return choice->free_only || choice->step_free || !str_is_empty(choice->topic);
}

struct agenda_filter agenda_filter_of(const struct agenda_choice *choice) {
  return (struct agenda_filter){.topic = str_is_empty(choice->topic) ? NULL : choice->topic,
                                .free_only = choice->free_only,
                                .step_free = choice->step_free};
}

const char *agenda_filter_words(struct app *app, const struct agenda_choice *choice) {
  const char *parts[] = {choice->free_only ? tr(app->catalog, "kostenlos") : NULL,
                         choice->step_free ? tr(app->catalog, "stufenfrei") : NULL,
                         str_is_empty(choice->topic) ? NULL : topic_name(app, choice->topic)};
  const char *words = NULL;
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    if (parts[i]) words = words ? ui_printf(&app->ui, tr(app->catalog, "%s, %s"), words, parts[i]) : parts[i];
  return words;
}

const char *agenda_count_words(struct app *app, size_t count) {
  if (count == 0) return tr(app->catalog, "keine Veranstaltung");
  if (count >= AGENDA_COUNT_MAX)
    return ui_printf(&app->ui, tr(app->catalog, "mehr als %d Veranstaltungen"), AGENDA_COUNT_MAX - 1);
  return ui_printf(&app->ui, trn(app->catalog, "%zu Veranstaltung", "%zu Veranstaltungen", count), count);
}

size_t agenda_count(struct app *app, const struct agenda_choice *choice, int64_t from, int64_t to) {
  struct agenda_query query = {
      .filter = agenda_filter_of(choice), .from = from, .to = to, .now = model_visible_now(app->model)};
  size_t count;
  struct err err;
  return reader_agenda_count(model_reader(app->model), &query, AGENDA_COUNT_MAX, &count, &err) ? count : 0;
}
