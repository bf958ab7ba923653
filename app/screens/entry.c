/* One entry, whole. What a visitor came for stands first: the telephone number and whether somebody is there now. Wide panels
 * show two columns, the number at the top of the second; all others one column with the number right below the name. */
#include "screens/entry_blocks.h"
#include "screens/screen.h"

#include "base/civil.h"
#include "base/str.h"

/* A white card around a block; a block without height takes no space. */
static int card(struct ui *ui, struct detail *d, int x, int y, int width, block_draw *block) {
  int pad_x = ui_gap(ui, 7), pad_y = ui_gap(ui, 4.5);
  ui_measure_begin(ui);
  int inner = block(ui, d, 0, 0, width - 2 * pad_x);
  ui_measure_end(ui);
  if (inner == 0) return 0;
  ui_box(ui, (struct rect){x, y, width, inner + 2 * pad_y}, ui->theme->card, ui->theme->line, 0.75, 6);
  block(ui, d, x + pad_x, y + pad_y, width - 2 * pad_x);
  return inner + 2 * pad_y;
}

static int stack(struct ui *ui, struct detail *d, int x, int y, int width, block_draw *block) {
  int height = card(ui, d, x, y, width, block);
  return height > 0 ? height + ui_gap(ui, 4.5) : 0;
}

/* Hours, facts and prose: the same in both layouts. */
static int draw_body(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + stack(ui, d, x, y, width, block_hours);
  at += block_facts(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, block_phases);
  at += stack(ui, d, x, at, width, block_questions);
  int prose = block_description(ui, d, x, at, width);
  at += prose > 0 ? prose + ui_gap(ui, 4) : 0;
  return at - y;
}

static int draw_left(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + block_name(ui, d, x, y, width);
  at += block_language_note(ui, d, x, at, width);
  at += block_summary(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, block_when);
  at += draw_body(ui, d, x, at, width);
  at += block_verified(ui, d, x, at, width);
  at += block_voices(ui, d, x, at, width);
  return at - y;
}

static int draw_right(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + stack(ui, d, x, y, width, block_telephone);
  at += stack(ui, d, x, at, width, block_place);
  at += block_take(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, block_contact);
  at += block_picture(ui, d, x, at, width);
  return at - y;
}

/* A page with nothing but a name would look broken. */
static int draw_nothing_more(struct ui *ui, int x, int y, int width) {
  struct label label = {.size = TEXT_BODY, .color = ui->theme->soft};
  return ui_text(ui, x, y, width, TR(ui, "Mehr wissen wir dazu noch nicht. Fragen Sie gern im Stadtteilbüro nach."), &label);
}

static int draw_one_column(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + block_name(ui, d, x, y, width);
  int status = block_status(ui, d, x, at, width);
  at += status > 0 ? status + ui_gap(ui, 3) : ui_gap(ui, 2); /* large letters reach below their line */
  int below_name = at;
  at += stack(ui, d, x, at, width, block_telephone);
  at += stack(ui, d, x, at, width, block_when);
  at += block_language_note(ui, d, x, at, width);
  at += block_summary(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, block_place);
  at += block_take(ui, d, x, at, width);
  at += draw_body(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, block_contact);
  int picture = block_picture(ui, d, x, at, width);
  at += picture > 0 ? picture + ui_gap(ui, 4) : 0;
  at += block_verified(ui, d, x, at, width);
  if (at == below_name && status == 0) at += draw_nothing_more(ui, x, at, width);
  at += block_voices(ui, d, x, at, width);
  return at - y;
}

static int draw_page(struct ui *ui, void *context, int x, int y, int width) {
  struct detail *d = context;
  if (!d->wide) return draw_one_column(ui, d, x, y, width);
  int gap = ui_mm(ui, 11);
  int left = (width - gap) * 60 / 100;
  int a = draw_left(ui, d, x, y, left);
  int b = draw_right(ui, d, x + left + gap, y, width - gap - left);
  return a > b ? a : b;
}

static int draw_gone(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "sentiment_neutral", TR(ui, "Dieser Eintrag ist nicht mehr da"),
                      TR(ui, "Er wurde inzwischen herausgenommen. Mit „Zurück“ kommen Sie zur Liste."));
}

static enum area area_of(enum entry_kind kind) {
  static const enum area areas[KIND_COUNT] = {
      [KIND_SERVICE] = AREA_SERVICES,      [KIND_EVENT] = AREA_EVENTS,   [KIND_OFFER] = AREA_SHARING,
      [KIND_NOTICE] = AREA_NEWS,           [KIND_SURVEY] = AREA_NEWS,    [KIND_PROJECT] = AREA_NEWS,
      [KIND_ORGANIZATION] = AREA_SERVICES, [KIND_PLACE] = AREA_SERVICES, [KIND_PAGE] = AREA_NEWS};
  return areas[kind];
}

void detail_gone(struct app *app, struct ui *ui, struct rect page) {
  page_draw(ui, page, &app_view(app)->scroll, draw_gone, NULL);
}

/* From the date that was tapped on, or from now. The entry's own page knows it; its other screens stand behind that one. */
static int64_t asked_from(struct app *app) {
  const struct view *view = app_view(app);
  if (view->screen != SCREEN_ENTRY && app->depth > 0) view--;
  int64_t now = model_now(app->model);
  return view->screen == SCREEN_ENTRY && view->filter > wall_day(now) ? day_wall(view->filter) : now;
}

/* The language of the text when it is not the visitor's, or NULL. */
static const char *stand_in(const struct text *text, const char *lang) {
  const char *used = NULL;
  text_get(text, lang, &used);
  return used && !str_equals(used, lang) ? used : NULL;
}

/* A name often is the same in all languages; without texts it counts too. */
static void find_fallback(struct detail *d, const char *lang) {
  const struct entry *e = &d->entry;
  const char *description = stand_in(&e->description, lang);
  d->lang_used = stand_in(e->summary.count + e->description.count > 0 ? &e->summary : &e->name, lang);
  d->only_description = !d->lang_used && description;
  if (!d->lang_used) d->lang_used = description;
}

bool detail_load(struct app *app, struct ui *ui, struct detail *out) {
  *out = (struct detail){.app = app, .words = app_words(app)};
  struct reader *reader = model_reader(app->model);
  struct err err;
  if (!reader_find(reader, app_view(app)->id, ui->arena, &out->entry, &err)) return false;
  const struct entry *e = &out->entry;
  out->area = area_of(e->kind);
  out->where = model_where(app->model, &out->words, e);
  find_fallback(out, app->settings.lang);
  if (e->kind == KIND_EVENT && model_clock_is_trusted(app->model) &&
      !reader_occurrences_of(reader, e->id, asked_from(app), COUNT_OF(out->next), ui->arena, out->next, &out->next_count, &err))
    out->next_count = 0;
  return true;
}

void entry_build(struct app *app, struct ui *ui, struct rect page) {
  struct detail d;
  if (!detail_load(app, ui, &d)) {
    detail_gone(app, ui, page);
    return;
  }
  double width_mm = page.w / ui->metrics.px_per_mm / ui->metrics.text_scale;
  bool has_side = d.entry.telephone || d.where.name || d.where.street || d.entry.image_asset || d.entry.email;
  d.wide = width_mm >= 300 && has_side;
  page_draw(ui, page, &app_view(app)->scroll, draw_page, &d);
}
