/* Everything that has a name, in the order of the German alphabet, with a bar of letters: finding without typing. */
#include "screens/entry_list.h"
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/str.h"

#include <string.h>

/* All that somebody may look for by its name; news are found by their date. */
enum {
  AZ_KINDS = 1 << KIND_SERVICE | 1 << KIND_EVENT | 1 << KIND_OFFER | 1 << KIND_PROJECT | 1 << KIND_ORGANIZATION |
             1 << KIND_PLACE | 1 << KIND_PAGE
};

/* A button leads to its first letter. Where there is little room three letters share one, so that a name is seen below them. */
struct letter {
  const char *first, *words;
};
static const struct letter singles[] = {
    {"A", "A"}, {"B", "B"}, {"C", "C"}, {"D", "D"}, {"E", "E"}, {"F", "F"}, {"G", "G"}, {"H", "H"}, {"I", "I"},
    {"J", "J"}, {"K", "K"}, {"L", "L"}, {"M", "M"}, {"N", "N"}, {"O", "O"}, {"P", "P"}, {"Q", "Q"}, {"R", "R"},
    {"S", "S"}, {"T", "T"}, {"U", "U"}, {"V", "V"}, {"W", "W"}, {"X", "X"}, {"Y", "Y"}, {"Z", "Z"},
};
static const struct letter threes[] = {
    {"A", "ABC"}, {"D", "DEF"}, {"G", "GHI"}, {"J", "JKL"}, {"M", "MNO"}, {"P", "PQR"}, {"S", "STU"}, {"V", "VWX"}, {"Y", "YZ"},
};
static const struct letter digits = {"0", "0–9"}; /* only where a name begins so */

enum { LETTERS_MAX = 1 + COUNT_OF(singles) };

struct az {
  struct list_title head;
  const char *letter; /* "": the beginning */
  struct letter letters[LETTERS_MAX];
  size_t count;
  bool compact;
};

static bool has_digits(struct app *app, const struct reader_query *query) {
  struct reader_cursor a;
  struct entry entry;
  size_t count;
  struct err err;
  return reader_seek_letter(model_reader(app->model), query, "A", &a, &err) &&
         reader_page(model_reader(app->model), query, &a, true, 1, app->ui.arena, &entry, NULL, &count, &err) && count > 0;
}

static void take_letters(struct app *app, struct az *az, const struct reader_query *query) {
  const struct letter *letters = az->compact ? threes : singles;
  size_t count = az->compact ? COUNT_OF(threes) : COUNT_OF(singles);
  if (has_digits(app, query)) az->letters[az->count++] = digits;
  for (size_t i = 0; i < count; i++)
    az->letters[az->count++] = letters[i];
}

static bool is_chosen(const struct az *az, const struct letter *letter) {
  return !str_is_empty(az->letter) && strstr(letter->words, az->letter) != NULL;
}

static void draw_letter(struct ui *ui, struct rect rect, const struct letter *letter, bool chosen) {
  const struct theme *theme = ui->theme;
  struct label label = {.size = TEXT_STRONG, .bold = true, .align = ALIGN_CENTER, .silent = true, .max_lines = 1};
  struct action action = action_with_id(ACTION_LETTER, 0, letter->first);
  bool on = chosen != ui_is_pressed(ui, &action);
  label.color = on ? theme->on_ink : theme->ink;
  ui_box(ui, rect, on ? theme->ink : theme->card, theme->control, 0.75, 4);
  const struct text_block *block = ui_layout(ui, letter->words, &label, rect.w);
  ui_block(ui, rect.x, rect.y + (rect.h - block->height) / 2, rect.w, block);
  ui_node(ui, ROLE_BUTTON, letter->words, NULL, chosen ? NODE_SELECTED : 0, rect, &action);
}

/* Lines of equal length, as few as there can be. */
static int letters_in_line(const struct ui *ui, const struct az *az, int width, int gap) {
  int least = ui_mm(ui, az->compact ? 24 : 16);
  int most = (width + gap) / (least + gap);
  if (most > 14) most = 14;
  int lines = ((int)az->count + most - 1) / most;
  return ((int)az->count + lines - 1) / lines;
}

static int draw_az_head(struct ui *ui, void *context, int x, int y, int width) {
  struct az *az = context;
  int at = y + list_title_draw(ui, &az->head, x, y, width);
  int gap = ui_mm(ui, 3);
  int in_line = letters_in_line(ui, az, width, gap);
  int cell = (width - (in_line - 1) * gap) / in_line;
  int height = ui_mm(ui, ui->metrics.height_mm < 220 ? 16 : 17);
  ui->chrome = true; /* letters keep their size, so that all stand above the list */
  for (int i = 0; i < (int)az->count; i++)
    draw_letter(ui, (struct rect){x + i % in_line * (cell + gap), at + i / in_line * (height + gap), cell, height},
                &az->letters[i], is_chosen(az, &az->letters[i]));
  ui->chrome = false;
  int lines = ((int)az->count + in_line - 1) / in_line;
  return at - y + lines * (height + gap) + ui_mm(ui, 3);
}

/* In another language the German name, by which the list is in order and which stands on the door. */
static struct row row_with_german(struct app *app, const struct entry *entry) {
  struct row row = row_of_entry(app, entry);
  const char *german = text_get(&entry->name, "de", NULL);
  if (str_starts_with(app->settings.lang, "de") || !german || str_equals(german, row.title)) return row;
  if (row.fact_count == COUNT_OF(row.facts)) row.fact_count--;
  memmove(&row.facts[1], &row.facts[0], row.fact_count * sizeof row.facts[0]);
  row.facts[0] = (struct fact){NULL, german, COLOR_NONE};
  row.fact_count++;
  return row;
}

void az_build(struct app *app, struct ui *ui, struct rect page) {
  struct view *view = app_view(app);
  struct az az = {
      .head = {.title = TR(ui, "Alles von A bis Z"), .area = AREA_SERVICES}, .letter = view->id, .compact = ui_is_compact(ui)};
  /* With little room the names that a letter leads to go before the other ways, which Back leads to as well. */
  if (!az.compact || str_is_empty(az.letter)) az.head.count = services_ways(app, SCREEN_AZ, az.head.chips);
  for (size_t i = 0; az.compact && i < az.head.count; i++)
    az.head.chips[i].icon = NULL;
  struct entry_list list = {
      .app = app, .query = {.kinds = AZ_KINDS, .now = model_visible_now(app->model)}, .make_row = row_with_german};
  struct reader_cursor start;
  struct err err;
  take_letters(app, &az, &list.query);
  if (view->id[0] && reader_seek_letter(model_reader(app->model), &list.query, view->id, &start, &err)) list.start = &start;
  struct list_empty empty = {"search_off", TR(ui, "Hier steht noch nichts"),
                             TR(ui, "Bitte wählen Sie einen anderen Buchstaben.")};
  struct list_source source = entry_list_source(&list, 1, row_draw);
  struct list_head title = {draw_az_head, &az, az.head.title, NULL};
  page_list(ui, page, &view->scroll, &title, &source, list_empty_draw, &empty);
}
