/* What the agenda shows only: topics, and on panels with little room all its filters. It leads back to the agenda. */
#include "screens/agenda.h"

#include "base/civil.h"
#include "base/str.h"
#include "screens/rows.h"
#include "screens/screen.h"
#include "ui/columns.h"

enum { LOOK_AHEAD_DAYS = 28, ROWS_MAX = 64 };

struct topic_page {
  struct app *app;
  struct agenda_choice choice;
  struct row rows[ROWS_MAX];
  size_t count;
};

/* What is on under this topic and the other filters in the next weeks. */
static struct row topic_row(struct topic_page *t, const char *id, const char *name) {
  struct ui *ui = &t->app->ui;
  struct agenda_choice choice = t->choice;
  choice.topic = id;
  struct row row = {.title = name, .area = AREA_EVENTS, .action = agenda_action(&choice)};
  int64_t now = model_now(t->app->model);
  size_t count = agenda_count(t->app, &choice, now, now + LOOK_AHEAD_DAYS * (int64_t)DAY_SECONDS);
  row.facts[row.fact_count++] =
      (struct fact){"event", ui_printf(ui, TR(ui, "%s in 4 Wochen"), agenda_count_words(t->app, count)), COLOR_NONE};
  if (str_equals(t->choice.topic, id))
    row.facts[row.fact_count++] = (struct fact){"check_circle", TR(ui, "ausgewählt"), ui->theme->open};
  return row;
}

/* A filter that is on or off; a tap turns it and shows what is left. */
static struct row switch_row(struct topic_page *t, const char *name, bool on, const struct agenda_choice *turned) {
  struct ui *ui = &t->app->ui;
  struct row row = {.title = name, .area = AREA_EVENTS, .action = agenda_action(turned)};
  if (on) row.facts[row.fact_count++] = (struct fact){"check_circle", TR(ui, "ausgewählt"), ui->theme->open};
  return row;
}

static size_t switch_rows(struct topic_page *t, struct row *rows) {
  struct ui *ui = &t->app->ui;
  const struct agenda_choice *now = &t->choice;
  struct agenda_choice weekend = *now, free_only = *now, step_free = *now;
  weekend.weekend = !weekend.weekend;
  free_only.free_only = !free_only.free_only;
  step_free.step_free = !step_free.step_free;
  rows[0] = switch_row(t, TR(ui, "Wochenende"), now->weekend, &weekend);
  rows[1] = switch_row(t, TR(ui, "Kostenlos"), now->free_only, &free_only);
  rows[2] = switch_row(t, TR(ui, "Stufenfrei"), now->step_free, &step_free);
  return 3;
}

/* The nine in their order, then the hub's own. Counted once for a frame, which draws them twice. */
static void collect_rows(struct topic_page *t, const struct topic_count *found, size_t count) {
  t->rows[t->count++] = topic_row(t, "", TR(&t->app->ui, "Alle Themen"));
  for (size_t i = 0; i < topic_count; i++)
    for (size_t k = 0; k < count; k++)
      if (str_equals(found[k].id, topics[i].id))
        t->rows[t->count++] = topic_row(t, topics[i].id, topic_name(t->app, topics[i].id));
  for (size_t k = 0; k < count && t->count < ROWS_MAX; k++)
    if (!topic_find(found[k].id)) t->rows[t->count++] = topic_row(t, found[k].id, topic_name(t->app, found[k].id));
}

static int draw_topics(struct ui *ui, void *context, int x, int y, int width) {
  struct topic_page *t = context;
  int at = y;
  if (ui_is_compact(ui)) {
    struct row switches[3];
    size_t turned = switch_rows(t, switches);
    at += title_draw(ui, x, at, width, TR(ui, "Was möchten Sie sehen?"), AREA_EVENTS, NULL, 0);
    at += columns_draw(ui, x, at, width, switches, turned) + ui_gap(ui, 6);
  }
  at += title_draw(ui, x, at, width, TR(ui, "Welches Thema?"), AREA_EVENTS, NULL, 0);
  return at - y + columns_draw(ui, x, at, width, t->rows, t->count);
}

void agenda_topic_build(struct app *app, struct ui *ui, struct rect page) {
  if (!model_clock_is_trusted(app->model)) {
    agenda_no_clock_build(app, ui, page);
    return;
  }
  struct topic_page *t = arena_alloc(ui->arena, sizeof *t);
  t->app = app;
  t->choice = agenda_choice_of(app_view(app));
  t->count = 0;
  struct topic_count *found;
  size_t count;
  struct err err;
  if (!reader_topics_of(model_reader(app->model), KIND_EVENT, ui->arena, &found, &count, &err)) count = 0;
  collect_rows(t, found, count);
  page_draw(ui, page, &app_view(app)->scroll, draw_topics, t);
}
