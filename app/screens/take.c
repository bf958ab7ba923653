/* An entry as a QR code, as large as the page allows, and what to do with it: a visitor who has never scanned one reads three
 * steps beside it. */
#include "feed/take.h"

#include "base/str.h"
#include "screens/entry_blocks.h"
#include "screens/screen.h"
#include "ui/qr.h"

struct take_page {
  struct detail detail;
  enum take_form form;
  struct qr qr;
  bool has_qr;
  bool wide;   /* code beside the words */
  bool is_low; /* not wide, and no room for more than the code: it comes before the name */
  int side;    /* of the card around the code */
};

/* Modules that a telephone in a shaking hand reads; small panels have no more to give than the smaller ones. */
static const double module_mm = 0.75, small_module_mm = 0.5, least_module_mm = 0.35;

/* More than the most, and a code takes long to read however large it is: version 22, 105 modules. */
enum { MOST_BYTES = 776, WHOLE_CARD_BYTES = 330 };

static const struct entry *find_entry(struct detail *d, const char *id) {
  struct entry *entry = arena_alloc(d->words.arena, sizeof *entry);
  struct err err;
  return id && reader_find(model_reader(d->app->model), id, d->words.arena, entry, &err) ? entry : NULL;
}

static struct take take_of(struct detail *d) {
  struct take take = {.entry = &d->entry,
                      .lang = d->words.lang,
                      .zone = model_zone(d->app->model),
                      .origin = model_info(d->app->model)->name,
                      .stamp_utc = model_info(d->app->model)->published_utc};
  if (d->entry.has_location) take.place = find_entry(d, d->entry.location.place);
  take.provider = find_entry(d, d->entry.provider);
  if (d->next_count == 0) return take;
  take.has_occurrence = true;
  take.start = d->next[0].start;
  take.end = d->next[0].end;
  take.date_only = d->next[0].date_only;
  return take;
}

/* The largest modules with which a whole card fits; smaller ones where the panel is small or the name long. */
bool detail_code(struct ui *ui, struct detail *d, int side_px, struct qr *out) {
  struct take take = take_of(d);
  const double sizes[] = {module_mm, small_module_mm, least_module_mm, 0};
  for (size_t i = 0; i < COUNT_OF(sizes); i++) {
    int px = ui_mm(ui, sizes[i]) > 0 ? ui_mm(ui, sizes[i]) : 1;
    size_t room = qr_capacity(side_px / px);
    if (room < WHOLE_CARD_BYTES && i + 1 < COUNT_OF(sizes)) continue;
    if (room > MOST_BYTES) room = MOST_BYTES;
    scoped_buf text;
    struct err err;
    buf_init(&text, TAKE_MOST_BYTES);
    if (take_text(&take, room, &text, &err) && qr_make(ui->arena, buf_text(&text), out)) return true;
  }
  return false;
}

static const char *code_name(struct ui *ui, struct detail *d) {
  const char *name = text_get(&d->entry.name, d->words.lang, NULL);
  const char *words = ui_printf(ui, TR(ui, "QR-Code: %s"), name);
  if (d->entry.telephone) words = ui_printf(ui, TR(ui, "%s, %s"), words, words_telephone(&d->words, d->entry.telephone));
  return d->where.street ? ui_printf(ui, TR(ui, "%s, %s"), words, d->where.street) : words;
}

/* White in every colour scheme: the quiet zone is part of the code. */
static int draw_code(struct ui *ui, struct take_page *p, int x, int y) {
  int module_px = p->has_qr ? qr_module_px(&p->qr, p->side) : 0;
  if (module_px == 0) return 0;
  int side = (p->qr.modules + 2 * QR_QUIET) * module_px;
  struct rect card = rect_inset((struct rect){x, y, side, side}, -ui_mm(ui, 0.75), -ui_mm(ui, 0.75));
  ui_box(ui, card, ui->theme->card, ui->theme->line, 0.75, 0);
  qr_draw(ui, x, y, &p->qr, module_px);
  ui_node(ui, ROLE_IMAGE, code_name(ui, &p->detail), NULL, 0, (struct rect){x, y, side, side}, NULL);
  return side;
}

static int draw_steps(struct ui *ui, struct take_page *p, int x, int y, int width) {
  static const char *const last[] = {[TAKE_CARD] = N_("Tippen Sie auf Ihrem Handy auf „Kontakt“ und speichern Sie ihn."),
                                     [TAKE_EVENT] = N_("Tippen Sie auf Ihrem Handy auf „Termin“ und speichern Sie ihn."),
                                     [TAKE_NOTE] = N_("Tippen Sie auf Ihrem Handy auf den Text und heben Sie ihn auf.")};
  const char *const steps[] = {N_("Öffnen Sie auf Ihrem Handy die Kamera."),
                               N_("Halten Sie das Handy vor das Muster, bis etwas erscheint."), last[p->form]};
  struct label body = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct label number = {.size = TEXT_BODY, .bold = true, .color = ui->theme->area[p->detail.area], .silent = true};
  int lead = ui_text_px(ui, TEXT_BODY) * 12 / 10;
  int at = y;
  for (size_t i = 0; i < COUNT_OF(steps); i++) {
    ui_text(ui, x, at, lead, ui_printf(ui, "%zu.", i + 1), &number);
    at += ui_text(ui, x + lead, at, width - lead, TR(ui, steps[i]), &body) + ui_gap(ui, 2);
  }
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  at += ui_gap(ui, 2);
  at += icon_line(ui, x, at, width, "wifi_off", TR(ui, "Ihr Handy braucht dafür kein Internet."), &soft);
  return at - y;
}

static int draw_title(struct ui *ui, struct take_page *p, int x, int y, int width) {
  struct detail *d = &p->detail;
  struct label kind = {.size = TEXT_META, .bold = true, .color = ui->theme->area[d->area]};
  struct label name = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  int at = y + icon_line(ui, x, y, width, "qr_code_2", TR(ui, "Aufs Handy mitnehmen"), &kind);
  at += ui_text(ui, x, at, width, text_get(&d->entry.name, d->words.lang, &name.lang), &name) + ui_gap(ui, 3);
  return at - y;
}

static int draw_words(struct ui *ui, struct take_page *p, int x, int y, int width) {
  if (p->has_qr) return draw_steps(ui, p, x, y, width);
  struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
  return ui_text(ui, x, y, width, TR(ui, "Dieser Eintrag ist zu lang für ein Muster. Bitte schreiben Sie ihn ab."), &label);
}

static int draw_page(struct ui *ui, void *context, int x, int y, int width) {
  struct take_page *p = context;
  int gap = ui_gap(ui, 8);
  int edge = ui_mm(ui, 0.75);
  if (!p->wide) {
    int title = p->is_low ? 0 : draw_title(ui, p, x, y, width) + ui_gap(ui, 2);
    int side = draw_code(ui, p, x + edge, y + title + edge);
    int at = y + title + (side > 0 ? side + gap : 0);
    if (p->is_low) at += draw_title(ui, p, x, at, width);
    return at + draw_words(ui, p, x, at, width) - y;
  }
  int side = draw_code(ui, p, x + edge, y + edge);
  int lead = side > 0 ? side + gap + ui_mm(ui, 3) : 0;
  int at = y + draw_title(ui, p, x + lead, y, width - lead);
  at += draw_words(ui, p, x + lead, at, width - lead);
  return at - y > side + 2 * edge ? at - y : side + 2 * edge;
}

void take_build(struct app *app, struct ui *ui, struct rect page) {
  struct take_page p = {0};
  if (!detail_load(app, ui, &p.detail)) {
    detail_gone(app, ui, page);
    return;
  }
  int frame = 2 * ui_mm(ui, 0.75);
  double text_mm = page.w / ui->metrics.px_per_mm - page.h / ui->metrics.px_per_mm;
  p.wide = text_mm / ui->metrics.text_scale >= 75;
  int beside_buttons = page.w - ui_mm(ui, 45);
  p.side = (p.wide || page.h < beside_buttons ? page.h : beside_buttons) - frame;
  p.is_low = page.h < p.side * 14 / 10;
  struct take take = take_of(&p.detail);
  p.form = take_form(&take);
  p.has_qr = detail_code(ui, &p.detail, p.side, &p.qr);
  page_draw(ui, page, &app_view(app)->scroll, draw_page, &p);
}
