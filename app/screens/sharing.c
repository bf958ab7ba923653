/* Sharing offers as cards, by kind. */
#include "screens/entry_list.h"
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/str.h"

struct sharing {
  struct chip chips[MODE_COUNT + 1];
  size_t count;
};

static int draw_head(struct ui *ui, void *context, int x, int y, int width) {
  struct sharing *sharing = context;
  struct chip own = {"add", TR(ui, "Anbieten oder suchen"), false, action_of(ACTION_GO, SCREEN_PROPOSE)};
  int at = y + title_draw(ui, x, y, width, TR(ui, "Teilen & Tauschen"), AREA_SHARING, &own, 1);
  if (sharing->count > 0) at += chips_draw(ui, x, at, width, sharing->chips, sharing->count, false, NULL) + ui_gap(ui, 4);
  return at - y;
}

static int draw_empty(struct ui *ui, void *context UNUSED, int x, int y, int width) {
  return message_draw(ui, x, y, width, "handshake", TR(ui, "Hier ist gerade nichts dabei"),
                      TR(ui, "Möchten Sie selbst etwas anbieten? Tippen Sie auf „Anbieten oder suchen“."));
}

/* A picture or the sign of its kind above the words. Offers carry their picture's path in `number`, their sign in `badge`. */
static int card_draw(struct ui *ui, int x, int y, int width, const struct row *row) {
  const struct theme *theme = ui->theme;
  int pad = ui_gap(ui, 6);
  int top = ui_gap(ui, ui->metrics.height_mm < 220 ? 22 : 36);
  struct row words = *row;
  int inner = width - 2 * pad;
  struct label tag = {.size = TEXT_SMALL, .bold = true, .color = theme->on_area, .silent = true};
  struct label title = {.size = TEXT_ROW, .bold = true, .color = theme->ink, .silent = true, .lang = row->lang};
  while (title.size > TEXT_BODY && ui_longest_word(ui, row->title, &title) > inner)
    title.size--;
  const struct text_block *label = ui_layout(ui, row->tag, &tag, inner - ui_mm(ui, 9));
  ui_measure_begin(ui);
  int text = label->height + ui_mm(ui, 2.5) + ui_text(ui, 0, 0, inner, row->title, &title) + ui_mm(ui, 1) +
             facts_draw(ui, 0, 0, inner, words.facts, words.fact_count);
  ui_measure_end(ui);
  int height = top + text + 2 * ui_gap(ui, 4.5);
  if (height < row->min_height_px) height = row->min_height_px;
  if (ui->measuring) return height;

  int line = ui->metrics.px_per_mm > 0 ? ui_mm(ui, 0.75) : 1;
  struct rect rect = {x, y, width, height};
  bool pressed = ui_is_pressed(ui, &row->action);
  ui_box(ui, rect, pressed ? theme->tint[AREA_SHARING] : theme->card, pressed ? theme->area[AREA_SHARING] : theme->line,
         pressed ? 1.5 : 0.75, 6);
  struct rect head = {x + line, y + line, width - 2 * line, top - line};
  if (row->number) {
    ui_picture(ui, head, row->number, 6 - 0.75, 1 | 2);
  } else {
    ui_box_top(ui, head, theme->tint[AREA_SHARING], 6 - 0.75);
    int icon_px = top * 65 / 100;
    ui_icon(ui, x + (width - icon_px) / 2, y + (top - icon_px) / 2, icon_px, row->badge, theme->area[AREA_SHARING]);
  }
  int at = y + top + ui_gap(ui, 4.5);
  struct rect box = {x + pad, at, label->width + ui_mm(ui, 9), label->height + ui_mm(ui, 1)};
  ui_box(ui, box, theme->area[AREA_SHARING], COLOR_NONE, 0, 3);
  ui_block(ui, box.x + ui_mm(ui, 4.5), at + ui_mm(ui, 0.5), label->width, label);
  at += label->height + ui_mm(ui, 2.5);
  at += ui_text(ui, x + pad, at, inner, row->title, &title) + ui_mm(ui, 1);
  facts_draw(ui, x + pad, at, inner, row->facts, row->fact_count);
  const char *facts = facts_words(ui, row->facts, row->fact_count);
  ui_node(ui, ROLE_LISTITEM, row->title, facts ? ui_printf(ui, "%s, %s", row->tag, facts) : row->tag, 0, rect, &row->action);
  ui_node_lang(ui, row->lang);
  return height;
}

static struct row card_of_offer(struct app *app, const struct entry *entry) {
  struct row row = row_of_entry(app, entry);
  char path[4096];
  row.badge = offer_modes[entry->mode].icon;
  if (entry->image_asset && model_picture_path(app->model, entry->image_asset, path, sizeof path))
    row.number = arena_strdup(app->ui.arena, path);
  return row;
}

void sharing_build(struct app *app, struct ui *ui, struct rect page) {
  struct view *view = app_view(app);
  struct sharing sharing = {0};
  sharing.chips[sharing.count++] = (struct chip){NULL, TR(ui, "Alle"), view->filter == 0, action_of(ACTION_FILTER, 0)};
  for (int mode = 0; mode < MODE_COUNT; mode++) {
    /* Kinds that nobody offers are left out: fewer words to read. */
    struct reader_query query = {.kinds = 1U << KIND_OFFER, .mode = mode + 1, .now = model_visible_now(app->model)};
    size_t count;
    struct err err;
    if (!reader_count(model_reader(app->model), &query, &count, &err) || count == 0) continue;
    sharing.chips[sharing.count++] =
        (struct chip){NULL, TR(ui, offer_modes[mode].filter), view->filter == mode + 1, action_of(ACTION_FILTER, mode + 1)};
  }
  if (sharing.count == 1) sharing.count = 0; /* "Alle" of nothing is no choice */
  struct entry_list list = {.app = app,
                            .query = {.kinds = 1U << KIND_OFFER, .mode = view->filter, .now = model_visible_now(app->model)},
                            .make_row = card_of_offer};
  double width_mm = page.w / ui->metrics.px_per_mm / ui->metrics.text_scale;
  struct list_source source = entry_list_source(&list, width_mm >= 290 ? 3 : width_mm >= 190 ? 2 : 1, card_draw);
  struct list_head head = {draw_head, &sharing, TR(ui, "Teilen & Tauschen"), NULL};
  page_list(ui, page, &view->scroll, &head, &source, draw_empty, NULL);
}
