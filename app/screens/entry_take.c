/* What can be done with an entry, as buttons: find it on a map; take it home on the telephone, on a slip of paper, printed. */
#include "screens/entry_blocks.h"

#include "base/str.h"
#include "feed/take.h"

enum { WAYS_MAX = 4 };

struct way_home {
  const char *icon, *words;
  struct action action;
};

static size_t ways_home(struct ui *ui, const struct detail *d, struct way_home out[WAYS_MAX]) {
  const char *id = d->entry.id;
  size_t count = 0;
  if (map_is_useful(d->app, &d->where))
    out[count++] = (struct way_home){"map", TR(ui, "Karte"), action_with_id(ACTION_GO, SCREEN_MAP, id)};
  out[count++] = (struct way_home){"qr_code_2", TR(ui, "Aufs Handy"), action_with_id(ACTION_GO, SCREEN_TAKE, id)};
  if (d->entry.telephone || d->where.street)
    out[count++] = (struct way_home){"edit", TR(ui, "Abschreiben"), action_with_id(ACTION_GO, SCREEN_WRITE, id)};
  if (d->app->press) out[count++] = (struct way_home){"print", TR(ui, "Drucken"), action_with_id(ACTION_PRINT, 0, id)};
  return count;
}

/* As many beside each other as all words fit into. */
static int columns_for(struct ui *ui, const struct way_home *ways, size_t count, int width) {
  struct label label = {.size = TEXT_META, .bold = true};
  int least = 0;
  for (size_t i = 0; i < count; i++) {
    int w = ui_layout(ui, ways[i].words, &label, 0x7FFF)->width + ui_icon_px(ui, 11.5) + ui_mm(ui, 3.5 + 11);
    if (w > least) least = w;
  }
  int gap = ui_mm(ui, 5);
  int columns = (int)count;
  while (columns > 1 && (width - (columns - 1) * gap) / columns < least)
    columns--;
  return columns == 3 && count == 4 ? 2 : columns;
}

int take_buttons(struct ui *ui, struct detail *d, int x, int y, int width) {
  struct way_home ways[WAYS_MAX];
  size_t count = ways_home(ui, d, ways);
  int columns = columns_for(ui, ways, count, width);
  int gap = ui_mm(ui, 5);
  int cell = (width - (columns - 1) * gap) / columns;
  if (cell > ui_mm(ui, 170)) cell = ui_mm(ui, 170);
  struct label label = {.size = TEXT_META, .bold = true};
  int height = ui_mm(ui, 20), line_px = ui_layout(ui, ways[0].words, &label, 0x7FFF)->height + ui_gap(ui, 3);
  if (line_px > height) height = line_px;
  for (size_t i = 0; i < count; i++) {
    int column = (int)i % columns, line = (int)i / columns;
    struct rect rect = {x + column * (cell + gap), y + line * (height + gap), cell, height};
    if (i + 1 == count && column == 0 && columns > 1) rect.w = columns * (cell + gap) - gap; /* alone in its line */
    button_draw(ui, rect, ways[i].icon, ways[i].words, BUTTON_PLAIN, false, &ways[i].action);
  }
  int lines = ((int)count + columns - 1) / columns;
  return lines * (height + gap) - gap;
}

/* Nothing but a name is nothing to take home; a page of the board's own and a survey belong to the board. */
static bool is_worth_it(const struct detail *d) {
  const struct entry *e = &d->entry;
  return e->kind != KIND_PAGE && e->kind != KIND_SURVEY &&
         (e->telephone || e->email || e->url || d->where.street || d->where.name || e->start.is_set || e->summary.count > 0 ||
          e->description.count > 0);
}

int block_take(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (!is_worth_it(d)) return 0;
  return take_buttons(ui, d, x, y, width) + ui_gap(ui, 4.5);
}
