/* Whom to call, where to go, whom to write to. */
#include "screens/entry_blocks.h"

#include "base/str.h"

int block_telephone(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (!d->entry.telephone) return 0;
  const struct theme *theme = ui->theme;
  struct label small = {.size = TEXT_META, .color = theme->soft};
  struct label number = {.size = TEXT_NUMBER, .bold = true, .color = theme->ink};
  const char *digits = words_telephone(&d->words, d->entry.telephone);
  while (number.size > TEXT_STRONG && ui_layout(ui, digits, &number, 100000)->width > width)
    number.size--;
  int at = y + icon_line(ui, x, y, width, "call", TR(ui, "Telefon"), &small);
  at += ui_text(ui, x, at, width, digits, &number);
  if (d->entry.contact_name) at += icon_line(ui, x, at, width, "person", d->entry.contact_name, &small);
  return at - y;
}

int block_place(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct whereabouts *w = &d->where;
  const char *name = d->entry.kind == KIND_PLACE ? NULL : w->name;
  if (!name && !w->street && !w->note) return 0;
  struct label strong = {.size = TEXT_BODY, .bold = true, .color = ui->theme->ink};
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  const char *street = w->street && w->note ? ui_printf(ui, TR(ui, "%s, %s"), w->street, w->note)
                       : w->street          ? w->street
                                            : w->note;
  int at = y;
  at += icon_line(ui, x, at, width, "place", name ? name : street, &strong);
  if (name && street) at += ui_text(ui, x, at, width, street, &soft);
  if (w->town) at += ui_text(ui, x, at, width, w->town, &soft);
  if (w->is_here)
    at += icon_line(ui, x, at, width, "my_location", TR(ui, "Hier im Haus"), &soft);
  else if (w->walk_minutes > 0 && w->walk_minutes <= 90)
    at += icon_line(ui, x, at, width, "directions_walk", way_minutes_words(&d->words, w->walk_minutes), &soft);
  return at - y;
}

/* An address of mail or web, which nobody may hyphenate: it breaks before its dots and its @. */
static int address_line(struct ui *ui, int x, int y, int width, const char *icon, const char *address) {
  struct label label = {.size = TEXT_META, .color = ui->theme->ink, .lang = "zxx"}; /* BCP 47: not of any language */
  scoped_buf parts;
  buf_init(&parts, 4000);
  for (const char *c = address; *c; c++) {
    if (c > address && (*c == '.' || *c == '@')) buf_adds(&parts, "\u200b");
    buf_addc(&parts, *c);
  }
  return icon_line(ui, x, y, width, icon, arena_strdup(ui->arena, buf_text(&parts)), &label);
}

int block_contact(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct entry *e = &d->entry;
  struct label plain = {.size = TEXT_META, .color = ui->theme->ink};
  int at = y;
  struct entry provider;
  struct err err;
  if (e->provider && reader_find(model_reader(d->app->model), e->provider, ui->arena, &provider, &err)) {
    const char *name = text_get(&provider.name, d->words.lang, NULL);
    at += icon_line(ui, x, at, width, "groups", ui_printf(ui, TR(ui, "Anbieter: %s"), name), &plain);
  }
  if (e->contact_name && !e->telephone) at += icon_line(ui, x, at, width, "person", e->contact_name, &plain);
  if (e->email) at += address_line(ui, x, at, width, "mail", e->email);
  if (e->url) {
    const char *url = str_starts_with(e->url, "https://")  ? e->url + 8
                      : str_starts_with(e->url, "http://") ? e->url + 7
                                                           : e->url;
    size_t len = strlen(url);
    if (len > 0 && url[len - 1] == '/') len--;
    at += address_line(ui, x, at, width, "language", arena_strndup(ui->arena, url, len));
  }
  const char *booking = text_get(&e->booking, d->words.lang, &plain.lang);
  if (booking) at += icon_line(ui, x, at, width, "how_to_reg", booking, &plain);
  return at - y;
}
