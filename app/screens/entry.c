/* One entry, whole. What a visitor came for stands first: the telephone number and whether somebody is there now. Wide panels
 * show two columns, the number at the top of the second; all others one column with the number right below the name. */
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/civil.h"
#include "base/str.h"

struct detail {
  struct app *app;
  struct entry entry;
  struct words words;
  struct whereabouts where;
  enum area area;
  const char *lang_used; /* of the texts, when it is not the visitor's */
  struct occurrence next[4];
  size_t next_count;
  bool wide;
};

typedef int block_draw(struct ui *ui, struct detail *d, int x, int y, int width);

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

static int icon_line(struct ui *ui, int x, int y, int width, const char *icon, const char *text, const struct label *label) {
  int em = ui_text_px(ui, label->size);
  int icon_px = em * 115 / 100;
  int lead = icon_px + em / 3;
  const struct text_block *block = ui_layout(ui, text, label, width - lead);
  ui_icon(ui, x, y + (block->height / block->lines - icon_px) / 2, icon_px, icon, label->color);
  return ui_text(ui, x + lead, y, width - lead, text, label);
}

/* ---- name ---- */

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

static int draw_name(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct theme *theme = ui->theme;
  const struct entry *e = &d->entry;
  const char *icon;
  struct label kind = {.size = TEXT_META, .bold = true, .color = theme->area[d->area]};
  int at = y;
  const char *words = kind_words(ui, d, &icon);
  at += icon_line(ui, x, at, width, icon, words, &kind);
  struct label name = {.size = TEXT_TITLE, .bold = true, .color = theme->ink, .role = ROLE_HEADING};
  const char *text = text_get(&e->name, d->words.lang, &name.lang);
  at += ui_text(ui, x, at, width, text, &name) + ui_gap(ui, 2);
  if (e->kind == KIND_OFFER)
    at += draw_tag(ui, x, at, width, TR(ui, e->side == SIDE_OFFER ? offer_modes[e->mode].offers : offer_modes[e->mode].wants),
                   AREA_SHARING);
  if (e->kind == KIND_EVENT && e->event_status != EVENT_SCHEDULED)
    at +=
        draw_tag(ui, x, at, width, e->event_status == EVENT_CANCELLED ? TR(ui, "Fällt aus") : TR(ui, "Verschoben"), AREA_ALERT);
  return at - y;
}

static int draw_language_note(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (!d->lang_used) return 0;
  const struct language *language = language_find(d->lang_used);
  struct label label = {.size = TEXT_META, .color = ui->theme->soft};
  const char *text = ui_printf(ui, TR(ui, "Diesen Text gibt es nur auf: %s"), language ? language->name : d->lang_used);
  return icon_line(ui, x, y, width, "translate", text, &label) + ui_gap(ui, 3);
}

static int draw_prose(struct ui *ui, struct detail *d, int x, int y, int width, const struct text *text) {
  struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
  const char *words = text_get(text, d->words.lang, &label.lang);
  if (!words) return 0;
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

static int draw_summary(struct ui *ui, struct detail *d, int x, int y, int width) {
  int height = draw_prose(ui, d, x, y, width, &d->entry.summary);
  return height > 0 ? height + ui_gap(ui, 5) : 0;
}

static int draw_description(struct ui *ui, struct detail *d, int x, int y, int width) {
  return draw_prose(ui, d, x, y, width, &d->entry.description);
}

/* ---- hours ---- */

static int draw_status(struct ui *ui, struct detail *d, int x, int y, int width) {
  enum hours_state state;
  const char *words = model_hours_words(d->app->model, &d->words, d->entry.opening_hours, true, &state);
  if (!words) return 0;
  const struct theme *theme = ui->theme;
  struct label label = {.size = TEXT_STRONG, .bold = true};
  label.color = state == HOURS_OPEN ? theme->open : state == HOURS_CLOSED ? theme->closed : theme->ink;
  const char *icon = state == HOURS_OPEN ? "check_circle" : state == HOURS_CLOSED ? "cancel" : "help";
  return icon_line(ui, x, y, width, icon, words, &label);
}

static int draw_week_line(struct ui *ui, struct detail *d, int x, int y, int width, int label_width,
                          const struct hours_line *line) {
  struct label label = {.size = TEXT_BODY, .bold = line->covers_today, .color = ui->theme->ink};
  const char *days = words_weekdays(&d->words, line->weekdays);
  const char *times = words_door(&d->words, line->times);
  if (!str_is_empty(line->note)) times = ui_printf(ui, "%s (%s)", times, words_door(&d->words, line->note));
  /* All spans of a table run the same way, also beside a German comment: U+200F makes the line right-to-left. */
  if (ui->rtl) times = ui_printf(ui, "\u200f%s", times);
  if (label_width > width * 45 / 100) { /* too narrow for two columns */
    int height = ui_text(ui, x, y, width, days, &label);
    return height + ui_text(ui, x + ui_mm(ui, 5), y + height, width - ui_mm(ui, 5), times, &label);
  }
  int left = ui_text(ui, x, y, label_width, days, &label);
  int right = ui_text(ui, x + label_width, y, width - label_width, times, &label);
  return left > right ? left : right;
}

static int draw_hours(struct ui *ui, struct detail *d, int x, int y, int width) {
  struct model *model = d->app->model;
  const struct hours *hours = str_is_empty(d->entry.opening_hours) ? NULL : model_hours_parsed(model, d->entry.opening_hours);
  if (!hours) return 0;
  int at = y + draw_status(ui, d, x, y, width);
  if (at > y) at += ui_gap(ui, 2);
  struct hours_line *lines;
  size_t count;
  if (!model_clock_is_trusted(model)) {
    scoped_buf text;
    buf_init(&text, 2000);
    hours_text(hours, &text);
    struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
    return at - y + ui_text(ui, x, at, width, arena_strdup(ui->arena, buf_text(&text)), &label);
  }
  hours_week(hours, model_hours_place(model), wall_day(model_now(model)), ui->arena, &lines, &count);
  struct label label = {.size = TEXT_BODY, .bold = true};
  int label_width = 0;
  for (size_t i = 0; i < count; i++) {
    int w = ui_layout(ui, words_weekdays(&d->words, lines[i].weekdays), &label, 10000)->width;
    if (w > label_width) label_width = w;
  }
  for (size_t i = 0; i < count; i++)
    at += draw_week_line(ui, d, x, at, width, label_width + ui_mm(ui, 10), &lines[i]) + ui_mm(ui, 1);
  return at - y;
}

/* ---- event ---- */

static int draw_when(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (d->entry.kind != KIND_EVENT) return 0;
  const struct theme *theme = ui->theme;
  struct label strong = {.size = TEXT_STRONG, .bold = true, .color = theme->area[AREA_EVENTS]};
  struct label plain = {.size = TEXT_BODY, .color = theme->ink};
  int at = y;
  if (d->entry.event_status != EVENT_SCHEDULED && d->next_count > 0) { /* the date that it had is not where to go */
    struct label off = {.size = TEXT_BODY, .bold = true, .color = theme->closed};
    at += ui_text(ui, x, at, width, TR(ui, "Dieser Termin fällt aus:"), &off);
    strong = plain;
  }
  int32_t today = wall_day(model_now(d->app->model));
  if (d->next_count > 0) {
    const struct occurrence *first = &d->next[0];
    at += icon_line(ui, x, at, width, "event", words_day_heading(&d->words, wall_day(first->start), today), &strong);
    at += icon_line(ui, x, at, width, "schedule", words_span(&d->words, first->start, first->end, first->date_only), &strong);
  } else {
    at += ui_text(ui, x, at, width, TR(ui, "Zurzeit steht kein Termin fest."), &plain);
  }
  const char *repeat = repeat_words(d->app, &d->entry);
  if (repeat) at += ui_gap(ui, 2) + icon_line(ui, x, at + ui_gap(ui, 2), width, "repeat", repeat, &plain);
  if (d->next_count > 1) {
    at += ui_gap(ui, 3);
    at += ui_text(ui, x, at, width, TR(ui, "Auch am:"), &plain);
    for (size_t i = 1; i < d->next_count; i++)
      at += ui_text(ui, x + ui_mm(ui, 5), at, width - ui_mm(ui, 5),
                    ui_printf(ui, TR(ui, "%s, %s"), words_date_long(&d->words, wall_day(d->next[i].start)),
                              words_span(&d->words, d->next[i].start, d->next[i].end, d->next[i].date_only)),
                    &plain);
  }
  return at - y;
}

/* ---- telephone, place, people ---- */

static int draw_telephone(struct ui *ui, struct detail *d, int x, int y, int width) {
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

static int draw_place(struct ui *ui, struct detail *d, int x, int y, int width) {
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
    at += icon_line(
        ui, x, at, width, "directions_walk",
        ui_printf(ui, trn(ui->catalog, "%d Minute zu Fuß", "%d Minuten zu Fuß", (size_t)w->walk_minutes), w->walk_minutes),
        &soft);
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

static int draw_contact(struct ui *ui, struct detail *d, int x, int y, int width) {
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

/* ---- facts as chips ---- */

static const char *language_words(struct ui *ui, const struct string_list *tags) {
  static const struct {
    const char *tag, *name;
  } names[] = {{"de", "Deutsch"},   {"en", "English"},   {"tr", "Türkçe"},   {"uk", "Українська"},
               {"ar", "العربية"},   {"ru", "Русский"},   {"pl", "Polski"},   {"it", "Italiano"},
               {"es", "Español"},   {"fr", "Français"},  {"el", "Ελληνικά"}, {"hr", "Hrvatski"},
               {"sr", "Srpski"},    {"ro", "Română"},    {"fa", "فارسی"},    {"ku", "Kurdî"},
               {"pt", "Português"}, {"bg", "Български"}, {"sq", "Shqip"},    {"dgs", N_("Gebärdensprache")}};
  const char *words = NULL;
  for (size_t i = 0; i < tags->count; i++) {
    const char *name = tags->items[i];
    for (size_t k = 0; k < COUNT_OF(names); k++)
      if (str_equals(names[k].tag, name)) name = TR(ui, names[k].name);
    words = words ? ui_printf(ui, TR(ui, "%s, %s"), words, name) : name;
  }
  return words;
}

static int draw_chips(struct ui *ui, struct detail *d, int x, int y, int width) {
  static const struct {
    unsigned bit;
    const char *icon, *words;
  } access[] = {
      {ACCESS_STEP_FREE, "accessible", N_("Stufenfrei")},
      {ACCESS_TOILET, "wc", N_("Barrierefreie Toilette")},
      {ACCESS_HEARING_LOOP, "hearing", N_("Höranlage")},
      {ACCESS_SIGN_LANGUAGE, "sign_language", N_("Gebärdensprache")},
      {ACCESS_PARKING, "local_parking", N_("Behindertenparkplatz")},
      {ACCESS_ASSISTANCE_DOG, "pets", N_("Assistenzhund willkommen")},
      {ACCESS_QUIET, "volume_off", N_("Ruhiger Ort")},
  };
  struct chip chips[COUNT_OF(access) + 3];
  size_t count = 0;
  const struct entry *e = &d->entry;
  for (size_t i = 0; i < COUNT_OF(access); i++)
    if (e->accessibility & access[i].bit)
      chips[count++] = (struct chip){.icon = access[i].icon, .text = TR(ui, access[i].words)};
  if (e->languages.count > 0) chips[count++] = (struct chip){.icon = "translate", .text = language_words(ui, &e->languages)};
  const char *price = text_get(&e->price, d->words.lang, NULL);
  if (price || e->free) chips[count++] = (struct chip){.icon = "euro", .text = price ? price : TR(ui, "Kostenlos")};
  if (count == 0) return 0;
  return chips_draw(ui, x, y, width, chips, count, false, NULL) + ui_gap(ui, 5);
}

/* ---- project and survey ---- */

static int draw_phases(struct ui *ui, struct detail *d, int x, int y, int width) {
  static const char *const icons[] = {
      [PHASE_DONE] = "check_circle", [PHASE_ACTIVE] = "play_circle", [PHASE_PLANNED] = "schedule"};
  static const char *const states[] = {
      [PHASE_DONE] = N_("abgeschlossen"), [PHASE_ACTIVE] = N_("läuft gerade"), [PHASE_PLANNED] = N_("geplant")};
  int at = y;
  for (size_t i = 0; i < d->entry.phase_count; i++) {
    const struct phase *phase = &d->entry.phases[i];
    const struct theme *theme = ui->theme;
    struct label label = {.size = TEXT_BODY, .bold = phase->state == PHASE_ACTIVE, .color = theme->ink};
    if (phase->state == PHASE_ACTIVE) label.color = theme->area[AREA_NEWS];
    const char *name = text_get(&phase->name, d->words.lang, &label.lang);
    at += icon_line(ui, x, at, width, icons[phase->state],
                    ui_printf(ui, "%s: %s", name ? name : "", TR(ui, states[phase->state])), &label) +
          ui_mm(ui, 1.5);
  }
  return at - y;
}

static int draw_questions(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (d->entry.question_count == 0) return 0;
  struct label head = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->area[AREA_NEWS]};
  struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
  int at = y + ui_text(ui, x, y, width, TR(ui, "Darum geht es:"), &head) + ui_gap(ui, 2);
  for (size_t i = 0; i < d->entry.question_count; i++) {
    struct label question = label;
    const char *text = text_get(&d->entry.questions[i].text, d->words.lang, &question.lang);
    at += ui_text(ui, x, at, width, ui_printf(ui, "%zu. %s", i + 1, text), &question) + ui_mm(ui, 2);
  }
  at += ui_text(ui, x, at, width, TR(ui, "Fragebögen liegen im Stadtteilbüro aus."), &label);
  return at - y;
}

/* ---- age ---- */

static int draw_verified(struct ui *ui, struct detail *d, int x, int y, int width) {
  const struct when *verified = &d->entry.verified;
  if (!verified->is_set) return 0;
  struct label label = {.size = TEXT_META, .color = ui->theme->soft};
  const char *date = words_date_full(&d->words, wall_day(verified->wall));
  bool old = model_clock_is_trusted(d->app->model) && model_now(d->app->model) - verified->wall > 365 * (int64_t)DAY_SECONDS;
  const char *text =
      ui_printf(ui, old ? TR(ui, "Zuletzt geprüft am %s. Bitte rufen Sie vorher an.") : TR(ui, "Geprüft am %s"), date);
  return icon_line(ui, x, y, width, old ? "warning" : "verified", text, &label);
}

/* ---- picture ---- */

static int draw_picture(struct ui *ui, struct detail *d, int x, int y, int width) {
  char path[4096];
  if (!d->entry.image_asset || !reader_asset_path(model_reader(d->app->model), d->entry.image_asset, path, sizeof path))
    return 0;
  int height = width * 56 / 100;
  struct rect rect = {x, y, width, height};
  ui_picture(ui, rect, arena_strdup(ui->arena, path), 6, 15);
  const char *lang = NULL;
  const char *alt = text_get(&d->entry.image_alt, d->words.lang, &lang);
  ui_node(ui, ROLE_IMAGE, alt ? alt : "", NULL, 0, rect, NULL);
  ui_node_lang(ui, lang);
  return height;
}

/* ---- the page ---- */

static int stack(struct ui *ui, struct detail *d, int x, int y, int width, block_draw *block) {
  int height = card(ui, d, x, y, width, block);
  return height > 0 ? height + ui_gap(ui, 4.5) : 0;
}

/* Hours, facts and prose: the same in both layouts. */
static int draw_body(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + stack(ui, d, x, y, width, draw_hours);
  at += draw_chips(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, draw_phases);
  at += stack(ui, d, x, at, width, draw_questions);
  int prose = draw_description(ui, d, x, at, width);
  at += prose > 0 ? prose + ui_gap(ui, 4) : 0;
  return at - y;
}

static int draw_left(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + draw_name(ui, d, x, y, width);
  at += draw_language_note(ui, d, x, at, width);
  at += draw_summary(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, draw_when);
  at += draw_body(ui, d, x, at, width);
  at += draw_verified(ui, d, x, at, width);
  return at - y;
}

static int draw_right(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + stack(ui, d, x, y, width, draw_telephone);
  at += stack(ui, d, x, at, width, draw_place);
  at += stack(ui, d, x, at, width, draw_contact);
  at += draw_picture(ui, d, x, at, width);
  return at - y;
}

/* A page with nothing but a name would look broken. */
static int draw_nothing_more(struct ui *ui, int x, int y, int width) {
  struct label label = {.size = TEXT_BODY, .color = ui->theme->soft};
  return ui_text(ui, x, y, width, TR(ui, "Mehr wissen wir dazu noch nicht. Fragen Sie gern im Stadtteilbüro nach."), &label);
}

static int draw_one_column(struct ui *ui, struct detail *d, int x, int y, int width) {
  int at = y + draw_name(ui, d, x, y, width);
  int below_name = at;
  int status = draw_status(ui, d, x, at, width);
  at += status > 0 ? status + ui_gap(ui, 2) : 0;
  at += stack(ui, d, x, at, width, draw_telephone);
  at += stack(ui, d, x, at, width, draw_when);
  at += draw_language_note(ui, d, x, at, width);
  at += draw_summary(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, draw_place);
  at += draw_body(ui, d, x, at, width);
  at += stack(ui, d, x, at, width, draw_contact);
  int picture = draw_picture(ui, d, x, at, width);
  at += picture > 0 ? picture + ui_gap(ui, 4) : 0;
  at += draw_verified(ui, d, x, at, width);
  if (at == below_name) at += draw_nothing_more(ui, x, at, width);
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

void entry_build(struct app *app, struct ui *ui, struct rect page) {
  struct view *view = app_view(app);
  struct detail d = {.app = app, .words = app_words(app)};
  struct err err;
  if (!reader_find(model_reader(app->model), view->id, ui->arena, &d.entry, &err)) {
    page_draw(ui, page, &view->scroll, draw_gone, NULL);
    return;
  }
  d.area = area_of(d.entry.kind);
  d.where = model_where(app->model, &d.words, &d.entry);
  const char *used = NULL;
  text_get(d.entry.summary.count ? &d.entry.summary : &d.entry.name, app->settings.lang, &used);
  if (used && !str_equals(used, app->settings.lang)) d.lang_used = used;
  /* From the date that was tapped on, or from now. */
  int64_t from = model_now(app->model);
  if (view->filter > wall_day(from)) from = day_wall(view->filter);
  if (d.entry.kind == KIND_EVENT && model_clock_is_trusted(app->model) &&
      !reader_occurrences_of(model_reader(app->model), d.entry.id, from, COUNT_OF(d.next), ui->arena, d.next, &d.next_count,
                             &err))
    d.next_count = 0;
  double width_mm = page.w / ui->metrics.px_per_mm / ui->metrics.text_scale;
  bool has_side = d.entry.telephone || d.where.name || d.where.street || d.entry.image_asset || d.entry.email;
  d.wide = width_mm >= 300 && has_side;
  page_draw(ui, page, &view->scroll, draw_page, &d);
}
