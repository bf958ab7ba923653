/* What somebody copies with a pencil: the number as large as the page allows, in groups that one keeps in mind from the screen
 * to the paper; without a number the street. */
#include "base/str.h"
#include "screens/entry_blocks.h"
#include "screens/screen.h"

#include <limits.h>
#include <string.h>

enum { GROUPS_MAX = 12, LINES_MAX = 3, TRIAL_PX = 100 };

struct write_page {
  struct detail detail;
  int page_height;
};

/* Words that stay whole, and where lines end between them. */
struct groups {
  const char *word[GROUPS_MAX];
  int width[GROUPS_MAX]; /* at TRIAL_PX, with the space behind */
  int count;
  int cut[LINES_MAX]; /* the first group of each line but the first; `count` where there is none */
  int widest;
};

static void split_groups(struct ui *ui, const char *text, struct groups *out) {
  *out = (struct groups){0};
  struct text_style style = {.size_px = TRIAL_PX, .bold = true};
  int space = fonts_width(ui->fonts, "0 0", &style) - fonts_width(ui->fonts, "00", &style);
  while (*text) {
    /* The last takes all that is left. */
    size_t len = out->count + 1 == GROUPS_MAX ? strlen(text) : strcspn(text, " ");
    const char *word = arena_strndup(ui->arena, text, len);
    out->word[out->count] = word;
    out->width[out->count++] = fonts_width(ui->fonts, word, &style) + space;
    text += len;
    while (*text == ' ')
      text++;
  }
}

static int line_width(const struct groups *groups, int from, int to) {
  int width = 0;
  for (int i = from; i < to; i++)
    width += groups->width[i];
  return width;
}

/* The cuts into `lines` whose widest line is the narrowest. */
static void choose_cuts(struct groups *groups, int lines) {
  groups->widest = INT_MAX;
  int n = groups->count;
  for (int a = lines > 1 ? 1 : n; a <= (lines > 1 ? n - 1 : n); a++)
    for (int b = lines > 2 ? a + 1 : n; b <= (lines > 2 ? n - 1 : n); b++) {
      int widths[LINES_MAX] = {line_width(groups, 0, a), line_width(groups, a, b), line_width(groups, b, n)};
      int widest = widths[0] > widths[1] ? widths[0] : widths[1];
      if (widths[2] > widest) widest = widths[2];
      if (widest >= groups->widest) continue;
      groups->widest = widest;
      groups->cut[0] = a;
      groups->cut[1] = b;
    }
}

static int size_for(const struct groups *groups, int lines, int width, int height) {
  if (groups->widest == INT_MAX || groups->widest == 0) return 0;
  int by_width = (int)((int64_t)width * TRIAL_PX * 98 / 100 / groups->widest);
  int by_height = height * 100 / 118 / lines;
  return by_width < by_height ? by_width : by_height;
}

static const char *with_breaks(struct ui *ui, const struct groups *groups) {
  const char *text = "";
  for (int i = 0; i < groups->count; i++) {
    const char *gap = i == 0 ? "" : i == groups->cut[0] || i == groups->cut[1] ? "\n" : " ";
    text = arena_printf(ui->arena, "%s%s%s", text, gap, groups->word[i]);
  }
  return text;
}

/* One line unless more make the text much larger: a number is one thing. */
static int draw_giant(struct ui *ui, int x, int y, int width, int height, const char *text) {
  struct groups groups;
  split_groups(ui, text, &groups);
  int best = 0, best_lines = 1;
  for (int lines = 1; lines <= LINES_MAX && lines <= groups.count; lines++) {
    choose_cuts(&groups, lines);
    int size = size_for(&groups, lines, width, height);
    if (best > 0 && size < best * 13 / 10) continue;
    best = size;
    best_lines = lines;
  }
  choose_cuts(&groups, best_lines);
  int least = ui_text_px(ui, TEXT_STRONG);
  struct text_style style = {.size_px = best > least ? best : least,
                             .line_px = (best > least ? best : least) * 118 / 100,
                             .bold = true,
                             .align = ui->rtl ? ALIGN_RIGHT : ALIGN_LEFT,
                             .color = ui->theme->ink};
  const struct text_block *block = fonts_layout(ui->fonts, ui->arena, with_breaks(ui, &groups), ui->lang, &style, width, 0);
  ui_block(ui, x, y, width, block);
  ui_node(ui, ROLE_TEXT, text, NULL, 0, (struct rect){x, y, width, block->height}, NULL);
  return block->height;
}

/* How to dial it, for whoever is afraid of doing it wrong. */
static const char *dialling(struct ui *ui, const char *digits) {
  if (*digits == '+') return TR(ui, "Das ist eine Nummer im Ausland: Wählen Sie statt + die 00.");
  if (*digits != '0') return TR(ui, "Wählen Sie genau diese Ziffern, ohne Vorwahl. Das geht von jedem Telefon.");
  if (str_starts_with(digits, "0800")) return TR(ui, "Wählen Sie alle Ziffern, auch die 0 am Anfang. Der Anruf kostet nichts.");
  return TR(ui, "Wählen Sie alle Ziffern, auch die 0 am Anfang. Das geht vom Festnetz und vom Handy.");
}

static int draw_page(struct ui *ui, void *context, int x, int y, int width) {
  struct write_page *p = context;
  struct detail *d = &p->detail;
  const struct theme *theme = ui->theme;
  struct label kind = {.size = TEXT_META, .bold = true, .color = theme->area[d->area]};
  struct label name = {.size = TEXT_TITLE, .bold = true, .color = theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_BODY, .color = theme->ink};
  struct label soft = {.size = TEXT_META, .color = theme->soft};
  int at = y + icon_line(ui, x, y, width, "edit", TR(ui, "Zum Abschreiben"), &kind);
  const char *digits = d->entry.telephone ? words_digits(&d->words, d->entry.telephone) : NULL;
  const char *giant = digits ? digits : d->where.street ? d->where.street : "";
  at += draw_giant(ui, x, at, width, p->page_height * 52 / 100, giant) + ui_gap(ui, 2);
  at += ui_text(ui, x, at, width, text_get(&d->entry.name, d->words.lang, &name.lang), &name) + ui_gap(ui, 3);
  if (digits) at += icon_line(ui, x, at, width, "dialpad", dialling(ui, digits), &body) + ui_gap(ui, 2);
  if (d->entry.contact_name) at += icon_line(ui, x, at, width, "person", d->entry.contact_name, &body);
  if (digits && d->where.street) at += icon_line(ui, x, at, width, "place", d->where.street, &body);
  if (!digits && d->where.name) at += ui_text(ui, x, at, width, d->where.name, &body);
  if (d->where.town) at += ui_text(ui, x, at, width, d->where.town, &soft);
  return at - y;
}

void write_build(struct app *app, struct ui *ui, struct rect page) {
  struct write_page p = {.page_height = page.h};
  if (!detail_load(app, ui, &p.detail)) {
    detail_gone(app, ui, page);
    return;
  }
  page_draw(ui, page, &app_view(app)->scroll, draw_page, &p);
}
