/* What an entry is called and says: kind, name, prose, and since when it is known to be right. */
#include "screens/entry_blocks.h"

#include "base/civil.h"
#include "base/str.h"

int icon_line(struct ui *ui, int x, int y, int width, const char *icon, const char *text, const struct label *label) {
  int em = ui_text_px(ui, label->size);
  int icon_px = em * 115 / 100;
  int lead = icon_px + em / 3;
  const struct text_block *block = ui_layout(ui, text, label, width - lead);
  ui_icon(ui, x, y + (block->height / block->lines - icon_px) / 2, icon_px, icon, label->color);
  return ui_text(ui, x + lead, y, width - lead, text, label);
}

static const char *kind_words(struct ui *ui, const struct detail *d, const char **icon) {
  const struct entry *e = &d->entry;
  if (e->kind == KIND_SERVICE && e->topics.count > 0) {
    const struct topic *topic = topic_find(e->topics.items[0]);
    *icon = topic ? topic->icon : "label";
    return topic_name(d->app, e->topics.items[0]);
  }
  static const struct {
    const char *icon, *words;
  } kinds[KIND_COUNT] = {
      [KIND_SERVICE] = {"volunteer_activism", N_("Hilfe & Dienste")},
      [KIND_EVENT] = {"event", N_("Veranstaltung")},
      [KIND_OFFER] = {"handshake", N_("Teilen & Tauschen")},
      [KIND_NOTICE] = {"campaign", N_("Neues")},
      [KIND_SURVEY] = {"poll", N_("Umfrage")},
      [KIND_PROJECT] = {"account_tree", N_("Projekt")},
      [KIND_ORGANIZATION] = {"groups", N_("Organisation")},
      [KIND_PLACE] = {"apartment", N_("Ort")},
      [KIND_PAGE] = {"info", N_("Information")},
  };
  *icon = kinds[e->kind].icon;
  return TR(ui, kinds[e->kind].words);
}

static int draw_tag(struct ui *ui, int x, int y, int width, const char *text, enum area area) {
  struct label label = {.size = TEXT_META, .bold = true, .color = ui->theme->on_area};
  const struct text_block *block = ui_layout(ui, text, &label, width - ui_mm(ui, 10));
  ui_box(ui, (struct rect){x, y, block->width + ui_mm(ui, 10), block->height + ui_mm(ui, 1.5)}, ui->theme->area[area],
         COLOR_NONE, 0, 3);
  ui_text(ui, x + ui_mm(ui, 5), y + ui_mm(ui, 0.75), block->width + 1, text, &label);
  return block->height + ui_mm(ui, 3.5);
}

/* The number that most came for stands above, too. */
static void name_hero(struct ui *ui, struct detail *d, const char *kind, const char *name, const char *lang) {
  ui->hero = (struct hero){.kicker = kind, .title = name, .lang = lang, .area = d->area};
  if (d->entry.telephone) ui->hero.note = words_telephone(&d->words, d->entry.telephone);
  char path[4096];
  if (d->entry.image_asset && model_picture_path(d->app->model, d->entry.image_asset, path, sizeof path))
    ui->hero.picture = arena_strdup(ui->arena, path);
}

int block_name(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct theme *theme = ui->theme;
  const struct entry *e = &d->entry;
  const char *icon;
  struct label kind = {.size = TEXT_META, .bold = true, .color = theme->area[d->area]};
  int at = y;
  const char *words = kind_words(ui, d, &icon);
  struct label name = {.size = TEXT_TITLE, .bold = true, .color = theme->ink, .role = ROLE_HEADING};
  const char *text = text_get(&e->name, d->words.lang, &name.lang);
  if (ui->reach) {
    name_hero(ui, d, words, text, name.lang);
  } else {
    at += icon_line(ui, x, at, width, icon, words, &kind);
    at += ui_text(ui, x, at, width, text, &name) + ui_gap(ui, 2);
  }
  if (e->kind == KIND_OFFER)
    at += draw_tag(ui, x, at, width, TR(ui, e->side == SIDE_OFFER ? offer_modes[e->mode].offers : offer_modes[e->mode].wants),
                   AREA_SHARING);
  if (e->kind == KIND_EVENT && e->event_status != EVENT_SCHEDULED)
    at +=
        draw_tag(ui, x, at, width, e->event_status == EVENT_CANCELLED ? TR(ui, "Fällt aus") : TR(ui, "Verschoben"), AREA_ALERT);
  else if (e->kind == KIND_EVENT && d->next_count > 0 && occurrence_tag(d->app, &d->next[0]))
    at += draw_tag(ui, x, at, width, occurrence_tag(d->app, &d->next[0]), AREA_ALERT);
  return at - y;
}

static int draw_language_note(struct ui *ui, struct detail *d, int x, int y, int width) {
  static const struct {
    const char *lang, *words;
  } notes[] = {{"de", N_("Diesen Text gibt es nur auf Deutsch.")}, {"en", N_("Diesen Text gibt es nur auf Englisch.")}};
  const struct language *language = language_find(d->lang_used);
  struct label label = {.size = TEXT_META, .color = ui->theme->soft};
  const char *text = NULL;
  for (size_t i = 0; i < COUNT_OF(notes); i++)
    if (str_equals(notes[i].lang, d->lang_used)) text = TR(ui, notes[i].words);
  if (!text) text = ui_printf(ui, TR(ui, "Diesen Text gibt es nur auf: %s"), language ? language->name : d->lang_used);
  return icon_line(ui, x, y, width, "translate", text, &label) + ui_gap(ui, 3);
}

int block_language_note(struct ui *ui, struct detail *d, int x, int y, int width) {
  return d->lang_used && !d->only_description ? draw_language_note(ui, d, x, y, width) : 0;
}

static int draw_prose(struct ui *ui, struct detail *d, int x, int y, int width, const struct text *text) {
  struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
  const char *words = text_get(text, d->words.lang, &label.lang);
  if (!words) return 0;
  if (str_equals(label.lang, "de-simple")) words = words_by_sentence(&d->words, words);
  /* Whole paragraphs in another script read badly from the wrong edge. */
  const struct language *language = label.lang ? language_find(label.lang) : NULL;
  if (language) label.align = language->rtl ? ALIGN_RIGHT : ALIGN_LEFT;
  /* 70 characters a line at most (WCAG 1.4.8). */
  int limit = ui_text_px(ui, TEXT_BODY) * 35;
  if (width > limit) width = limit;
  int at = y;
  for (const char *paragraph = words; *paragraph;) {
    size_t len = strcspn(paragraph, "\n");
    const char *line = arena_strndup(ui->arena, paragraph, len);
    if (str_starts_with(line, "- ")) {
      int indent = ui_text_px(ui, TEXT_BODY) * 7 / 10;
      int dot = ui_text_px(ui, TEXT_BODY) / 4;
      ui_box(ui, (struct rect){x, at + ui_text_px(ui, TEXT_BODY) * 55 / 100, dot, dot}, ui->theme->area[d->area], COLOR_NONE, 0,
             (double)dot / 2 / ui->metrics.px_per_mm);
      at += ui_text(ui, x + indent, at, width - indent, line + 2, &label);
    } else {
      at += len > 0 ? ui_text(ui, x, at, width, line, &label) : ui_text_px(ui, TEXT_BODY) / 2;
    }
    paragraph += len;
    if (*paragraph == '\n') paragraph++;
  }
  return at - y;
}

int block_summary(struct ui *ui, struct detail *d, int x, int y, int width) {
  int height = draw_prose(ui, d, x, y, width, &d->entry.summary);
  return height > 0 ? height + ui_gap(ui, 5) : 0;
}

int block_description(struct ui *ui, struct detail *d, int x, int y, int width) {
  int note = d->only_description ? draw_language_note(ui, d, x, y, width) : 0;
  return note + draw_prose(ui, d, x, y + note, width, &d->entry.description);
}

int block_verified(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct when *verified = &d->entry.verified;
  if (!verified->is_set) return 0;
  struct label label = {.size = TEXT_META, .color = ui->theme->soft};
  const char *date = words_date_full(&d->words, wall_day(verified->wall));
  bool old = model_clock_is_trusted(d->app->model) && model_now(d->app->model) - verified->wall > 365 * (int64_t)DAY_SECONDS;
  const char *text =
      ui_printf(ui, old ? TR(ui, "Zuletzt geprüft am %s. Bitte rufen Sie vorher an.") : TR(ui, "Geprüft am %s"), date);
  return icon_line(ui, x, y, width, old ? "warning" : "verified", text, &label);
}

int block_picture(struct ui *ui, struct detail *d, int x, int y, int width) {
  char path[4096];
  if (!d->entry.image_asset || !model_picture_path(d->app->model, d->entry.image_asset, path, sizeof path)) return 0;
  int height = width * 56 / 100;
  struct rect rect = {x, y, width, height};
  ui_picture(ui, rect, arena_strdup(ui->arena, path), 6, 15);
  const char *lang = NULL;
  const char *alt = text_get(&d->entry.image_alt, d->words.lang, &lang);
  ui_node(ui, ROLE_IMAGE, alt ? alt : "", NULL, 0, rect, NULL);
  ui_node_lang(ui, lang);
  return height;
}
