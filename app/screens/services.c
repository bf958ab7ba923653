/* The ways into the services, and the topics; the news. */
#include "screens/entry_list.h"
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/str.h"

#include <string.h>

/* ---- the three ways ---- */

size_t services_ways(struct app *app, enum screen_id now, struct chip chips[3]) {
  chips[0] = (struct chip){"apps", tr(app->catalog, "Themen"), now == SCREEN_TOPICS, action_of(ACTION_GO, SCREEN_TOPICS)};
  chips[1] = (struct chip){"sort_by_alpha", tr(app->catalog, "A bis Z"), now == SCREEN_AZ, action_of(ACTION_GO, SCREEN_AZ)};
  if (!model_clock_is_trusted(app->model)) return 2; /* nobody can say what is open */
  chips[2] = (struct chip){"schedule", tr(app->catalog, "Jetzt offen"), now == SCREEN_OPEN, action_of(ACTION_GO, SCREEN_OPEN)};
  return 3;
}

/* ---- topics ---- */

struct topics_page {
  struct app *app;
  struct topic_count *counts;
  size_t count;
  int spare_px; /* what each line of cards may grow by, so that a page that fits is filled */
};

struct topic_card {
  const char *icon, *name, *sub, *number;
  enum text_size size; /* of the name, the same on all cards of a page */
  struct action action;
};

static int card_box(struct ui *ui, int width) {
  int box = ui_gap(ui, 29);
  return box > width / 4 ? width / 4 : box;
}

static const struct text_block *card_number(struct ui *ui, int width, const struct topic_card *card) {
  struct label count = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->area[AREA_SERVICES], .silent = true};
  return ui_layout(ui, card->number, &count, width);
}

static int card_words_width(struct ui *ui, int width, const struct topic_card *card) {
  return width - 2 * ui_gap(ui, 6) - card_box(ui, width) - ui_gap(ui, 6) - card_number(ui, width, card)->width - ui_gap(ui, 4);
}

static bool names_fit(struct ui *ui, int width, const struct topic_card *cards, size_t count, enum text_size size) {
  struct label name = {.size = size, .bold = true};
  for (size_t i = 0; i < count; i++)
    if (ui_longest_word(ui, cards[i].name, &name) > card_words_width(ui, width, &cards[i])) return false;
  return true;
}

static int column_width(struct ui *ui, int width, int columns) {
  return (width - (columns - 1) * ui_gap(ui, columns == 1 ? 4.5 : 6)) / columns;
}

/* As many columns as leave the names whole, then the largest size at which they are. */
static int fit_names(struct ui *ui, int width, struct topic_card *cards, size_t count) {
  double width_mm = width / ui->metrics.px_per_mm / ui->metrics.text_scale;
  int columns = width_mm >= 290 ? 3 : width_mm >= 190 ? 2 : 1;
  while (columns > 1 && !names_fit(ui, column_width(ui, width, columns), cards, count, TEXT_BODY))
    columns--;
  enum text_size size = TEXT_ROW;
  while (size > TEXT_BODY && !names_fit(ui, column_width(ui, width, columns), cards, count, size))
    size--;
  for (size_t i = 0; i < count; i++)
    cards[i].size = size;
  return columns;
}

static int topic_card_draw(struct ui *ui, int x, int y, int width, int height, const struct topic_card *card) {
  const struct theme *theme = ui->theme;
  int pad = ui_gap(ui, 6), box = card_box(ui, width), gap = ui_gap(ui, 6);
  const struct text_block *number = card_number(ui, width, card);
  int words_width = card_words_width(ui, width, card);
  struct label name = {.size = card->size, .bold = true, .color = theme->ink, .silent = true};
  struct label sub = {.size = TEXT_META, .color = theme->soft, .silent = true};
  ui_measure_begin(ui);
  int words = ui_text(ui, 0, 0, words_width, card->name, &name) + ui_text(ui, 0, 0, words_width, card->sub, &sub);
  ui_measure_end(ui);
  int need = words > box ? words + 2 * ui_gap(ui, 3.5) : box + 2 * ui_gap(ui, 3.5);
  if (ui->measuring) return need;

  struct rect rect = {x, y, width, height};
  bool pressed = ui_is_pressed(ui, &card->action);
  ui_box(ui, rect, pressed ? theme->tint[AREA_SERVICES] : theme->card, pressed ? theme->area[AREA_SERVICES] : theme->line,
         pressed ? 1.5 : 0.75, 6);
  struct rect tint = {x + pad, y + (height - box) / 2, box, box};
  ui_box(ui, tint, theme->tint[AREA_SERVICES], COLOR_NONE, 0, 6);
  int icon_px = box * 63 / 100;
  ui_icon(ui, tint.x + (box - icon_px) / 2, tint.y + (box - icon_px) / 2, icon_px, card->icon, theme->area[AREA_SERVICES]);
  int at = y + (height - words) / 2;
  at += ui_text(ui, x + pad + box + gap, at, words_width, card->name, &name);
  ui_text(ui, x + pad + box + gap, at, words_width, card->sub, &sub);
  ui_block(ui, x + width - pad - number->width, y + (height - number->height) / 2, number->width, number);
  ui_node(ui, ROLE_LISTITEM, card->name, ui_printf(ui, "%s, %s", card->number, card->sub), 0, rect, &card->action);
  return height;
}

static size_t count_in(const struct topics_page *page, const char *id) {
  for (size_t i = 0; i < page->count; i++)
    if (str_equals(page->counts[i].id, id)) return page->counts[i].count;
  return 0;
}

enum { CARDS_MAX = 64 };

/* A caretaker may leave out topics that this place has no use for; search and A to Z find what is in them all the same. */
static bool is_shown(const struct app *app, const char *topic) {
  return !*app->wishes.now.topics || str_has_word(app->wishes.now.topics, topic);
}

/* The nine of the feed in their order, then the hub's own. */
static size_t collect_cards(struct topics_page *page, struct topic_card *cards) {
  struct app *app = page->app;
  size_t count = 0;
  for (size_t i = 0; i < topic_count; i++)
    if (is_shown(app, topics[i].id))
      cards[count++] = (struct topic_card){.icon = topics[i].icon,
                                           .name = tr(app->catalog, topics[i].name),
                                           .sub = tr(app->catalog, topics[i].sub),
                                           .number = arena_printf(app->ui.arena, "%zu", count_in(page, topics[i].id)),
                                           .action = action_with_id(ACTION_GO, SCREEN_LIST, topics[i].id)};
  for (size_t i = 0; i < page->count && count < CARDS_MAX; i++) {
    if (topic_find(page->counts[i].id) || !is_shown(app, page->counts[i].id)) continue;
    cards[count++] = (struct topic_card){.icon = "label",
                                         .name = topic_name(app, page->counts[i].id),
                                         .sub = "",
                                         .number = arena_printf(app->ui.arena, "%zu", page->counts[i].count),
                                         .action = action_with_id(ACTION_GO, SCREEN_LIST, page->counts[i].id)};
  }
  return count;
}

static int draw_topics(struct ui *ui, void *context, int x, int y, int width) {
  struct topics_page *page = context;
  struct chip chips[3];
  size_t chip_count = services_ways(page->app, SCREEN_TOPICS, chips);
  int at = y + title_draw(ui, x, y, width, TR(ui, "Hilfe & Dienste"), AREA_SERVICES, chips, chip_count);
  struct topic_card *cards = arena_array(ui->arena, CARDS_MAX, sizeof *cards);
  size_t count = collect_cards(page, cards);
  int columns = fit_names(ui, width, cards, count);
  int gap = ui_gap(ui, columns == 1 ? 4.5 : 6);
  int cell = column_width(ui, width, columns);
  for (size_t first = 0; first < count; first += (size_t)columns) {
    int height = 0;
    ui_measure_begin(ui);
    for (size_t i = first; i < count && i < first + (size_t)columns; i++) {
      int need = topic_card_draw(ui, 0, 0, cell, 0, &cards[i]);
      if (need > height) height = need;
    }
    ui_measure_end(ui);
    height += page->spare_px;
    for (size_t i = first; i < count && i < first + (size_t)columns; i++)
      topic_card_draw(ui, x + (int)(i - first) * (cell + gap), at, cell, height, &cards[i]);
    at += height + gap;
  }
  return at - gap - y;
}

void topics_build(struct app *app, struct ui *ui, struct rect page) {
  struct topics_page all = {.app = app};
  struct err err;
  if (!reader_topics(model_reader(app->model), ui->arena, &all.counts, &all.count, &err)) all.count = 0;
  ui_measure_begin(ui);
  int spare = (page.h - draw_topics(ui, &all, 0, 0, page.w)) / 3;
  ui_measure_end(ui);
  if (spare > 0) all.spare_px = spare < ui_mm(ui, 9) ? spare : ui_mm(ui, 9);
  page_draw(ui, page, &app_view(app)->scroll, draw_topics, &all);
}

/* ---- news ---- */

void news_build(struct app *app, struct ui *ui, struct rect page) {
  struct list_title head = {.title = TR(ui, "Neues & Mitmachen"), .area = AREA_NEWS};
  head.chips[head.count++] = (struct chip){
      .icon = "lightbulb_outline", .text = TR(ui, "Idee einreichen"), .action = action_of(ACTION_GO, SCREEN_IDEA)};
  struct entry_list list = {
      .query = {.kinds = 1U << KIND_NOTICE | 1U << KIND_SURVEY | 1U << KIND_PROJECT, .order = ORDER_NEWEST}};
  const struct list_empty empty = {"campaign", TR(ui, "Zurzeit gibt es nichts Neues"),
                                   TR(ui, "Schauen Sie gern in ein paar Tagen wieder herein.")};
  entry_list_show(app, ui, page, &head, &list, &empty);
}
