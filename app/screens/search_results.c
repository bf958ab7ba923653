#include "screens/search_results.h"

#include "base/str.h"
#include "screens/call_numbers.h"
#include "screens/rows.h"

enum { FEW = 5, IDEAS_MAX = 16 };

static const struct {
  unsigned kinds;
  const char *icon, *title, *word; /* the word in a row that has no heading above it */
  enum area area;
} groups[SEARCH_GROUPS] = {
    {1U << KIND_SERVICE, "volunteer_activism", N_("Hilfe & Dienste"), N_("Hilfe"), AREA_SERVICES},
    {1U << KIND_EVENT, "event", N_("Veranstaltungen"), N_("Termin"), AREA_EVENTS},
    {1U << KIND_OFFER, "handshake", N_("Teilen & Tauschen"), N_("Teilen"), AREA_SHARING},
    {1U << KIND_NOTICE | 1U << KIND_SURVEY | 1U << KIND_PROJECT, "campaign", N_("Neues & Mitmachen"), N_("Neues"), AREA_NEWS},
    {1U << KIND_ORGANIZATION | 1U << KIND_PLACE | 1U << KIND_PAGE, "groups", N_("Vereine & Orte"), N_("Adresse"), AREA_PLAIN},
};

/* ---- asking ---- */

static size_t group_of(enum entry_kind kind) {
  size_t i = 0;
  while (i + 1 < SEARCH_GROUPS && !(groups[i].kinds & 1U << kind))
    i++;
  return i;
}

void search_read(struct app *app, struct search_page *out) {
  *out = (struct search_page){.app = app};
  if (app->typed.len == 0) return;
  out->result = model_find(app->model, app->typed.text, app->settings.lang);
  out->rows = arena_array(app->ui.arena, FINDER_LIMIT, sizeof *out->rows);
  for (size_t i = 0; i < out->result->count && i < FINDER_LIMIT; i++) {
    size_t group = group_of(out->result->hits[i].kind);
    if (out->group[group].count == 0) out->order[out->order_count++] = group;
    out->group[group].hit[out->group[group].count++] = i;
  }
}

const char *search_count_words(struct ui *ui, const struct search_page *page) {
  size_t count = page->result->count;
  if (page->result->more) return ui_printf(ui, TR(ui, "mehr als %zu Treffer"), count);
  return ui_printf(ui, trn(ui->catalog, "%zu Treffer", "%zu Treffer", count), count);
}

/* ---- one hit ---- */

static struct row row_of_event_hit(struct app *app, const struct entry *entry) {
  struct occurrence next;
  size_t count = 0;
  struct err err;
  if (!model_clock_is_trusted(app->model) ||
      !reader_occurrences_of(model_reader(app->model), entry->id, model_now(app->model), 1, app->ui.arena, &next, &count, &err))
    count = 0;
  return count > 0 ? row_of_occurrence(app, &next, true) : row_of_entry(app, entry);
}

static void put_fact_first(struct row *row, struct fact fact) {
  if (row->fact_count < COUNT_OF(row->facts)) row->fact_count++;
  memmove(&row->facts[1], &row->facts[0], (row->fact_count - 1) * sizeof row->facts[0]);
  row->facts[0] = fact;
}

/* Time and tag become facts: all rows of the search look alike. False for a hit that is gone meanwhile. */
static bool read_row(const struct search_page *page, size_t hit, struct row *out) {
  struct app *app = page->app;
  struct ui *ui = &app->ui;
  struct entry entry;
  struct err err;
  if (!reader_find(model_reader(app->model), page->result->hits[hit].id, ui->arena, &entry, &err)) return false;
  size_t group = group_of(entry.kind);
  *out = entry.kind == KIND_EVENT           ? row_of_event_hit(app, &entry)
         : entry.numbers && entry.telephone ? row_of_number(app, &entry)
                                            : row_of_entry(app, &entry);
  out->area = groups[group].area;
  struct color color = ui->theme->area[out->area];
  if (out->badge)
    put_fact_first(out,
                   (struct fact){"schedule",
                                 str_is_empty(out->badge_sub) ? out->badge : ui_printf(ui, "%s %s", out->badge_sub, out->badge),
                                 ui->theme->ink});
  if (out->tag) put_fact_first(out, (struct fact){NULL, out->tag, color});
  if (page->dense) put_fact_first(out, (struct fact){NULL, TR(ui, groups[group].word), color});
  return true;
}

/* NULL for a hit that is gone meanwhile. */
static const struct row *row_of_hit(struct search_page *page, size_t hit) {
  ASSERT(page->rows != NULL);
  if (page->state[hit] == HIT_UNREAD) page->state[hit] = read_row(page, hit, &page->rows[hit]) ? HIT_READ : HIT_GONE;
  return page->state[hit] == HIT_READ ? &page->rows[hit] : NULL;
}

struct hit_size {
  const struct text_block *title, *number;
  size_t facts; /* how many are shown */
  bool beside;  /* the facts stand in the title's line */
  int inner, lead, height;
};

/* Facts stand behind the name where they fit, else below it; where there is little room only those that fit are shown. */
static struct hit_size measure_hit(struct ui *ui, int width, const struct row *row, const struct search_page *page) {
  struct label title = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .silent = true, .lang = row->lang};
  struct label number = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .silent = true};
  struct hit_size size = {.facts = row->fact_count, .lead = ui_gap(ui, 11) + ui_gap(ui, 4.5)};
  size.inner = width - 2 * ui_gap(ui, 5) - size.lead;
  int gap = ui_gap(ui, 6), tail = 0;
  if (row->number) {
    size.number = ui_layout(ui, row->number, &number, size.inner);
    if (size.number->width + gap + ui_longest_word(ui, row->title, &title) <= size.inner) tail = size.number->width + gap;
  }
  size.title = ui_layout(ui, row->title, &title, size.inner - tail);
  int room = size.title->lines == 1 ? size.inner - tail - size.title->width - gap : 0;
  while (page->dense && size.facts > 0 && facts_width(ui, row->facts, size.facts) > room)
    size.facts--;
  size.beside = size.facts > 0 && facts_width(ui, row->facts, size.facts) <= room;
  ui_measure_begin(ui);
  int below = size.facts > 0 && !size.beside ? facts_draw(ui, 0, 0, size.inner - tail, row->facts, size.facts) : 0;
  ui_measure_end(ui);
  if (row->number && tail == 0) below += size.number->height;
  size.height = size.title->height + below + 2 * ui_gap(ui, 3);
  if (size.height < page->least_row) size.height = page->least_row;
  return size;
}

static void draw_facts(struct ui *ui, int x, int y, const struct row *row, const struct hit_size *size, bool number_below) {
  int number = size->number && !number_below ? size->number->width + ui_gap(ui, 6) : 0;
  if (size->beside) {
    int width = facts_width(ui, row->facts, size->facts);
    int line = ui_text_px(ui, TEXT_META) * 27 / 20; /* on one base line with the name */
    facts_draw(ui, x + size->inner - number - width, y + (size->title->height - line) * 6 / 10, width + 2, row->facts,
               size->facts);
  } else if (size->facts > 0) {
    facts_draw(ui, x, y + size->title->height, size->inner - number, row->facts, size->facts);
  }
}

static int draw_hit(struct ui *ui, int x, int y, int width, const struct row *row, const char *icon,
                    const struct search_page *page) {
  struct hit_size size = measure_hit(ui, width, row, page);
  if (ui->measuring) return size.height;
  const struct theme *theme = ui->theme;
  bool pressed = ui_is_pressed(ui, &row->action);
  struct rect box = {x, y, width, size.height};
  ui_box(ui, box, pressed ? theme->tint[row->area] : theme->card, pressed ? theme->area[row->area] : theme->line,
         pressed ? 1.5 : 0.75, 5);
  int icon_px = ui_gap(ui, 11), at = x + ui_gap(ui, 5) + size.lead;
  ui_icon(ui, x + ui_gap(ui, 5), y + (size.height - icon_px) / 2, icon_px, icon, theme->area[row->area]);
  int content = size.height - 2 * ui_gap(ui, 3);
  int top = size.beside || size.facts == 0 ? y + (size.height - size.title->height) / 2 : y + ui_gap(ui, 3);
  bool number_below = size.number && size.title->width + ui_gap(ui, 6) + size.number->width > size.inner;
  if (number_below) top = y + ui_gap(ui, 3);
  ui_block(ui, at, top, size.title->width, size.title);
  draw_facts(ui, at, top, row, &size, number_below);
  if (size.number)
    ui_block(ui, number_below ? at : at + size.inner - size.number->width,
             number_below ? y + ui_gap(ui, 3) + content - size.number->height : y + (size.height - size.number->height) / 2,
             size.number->width, size.number);
  const char *facts = facts_words(ui, row->facts, row->fact_count);
  const char *value = row->number && facts ? ui_printf(ui, "%s, %s", row->number, facts) : row->number ? row->number : facts;
  ui_node(ui, ROLE_LISTITEM, row->title, value, 0, box, &row->action);
  ui_node_lang(ui, row->lang);
  return size.height;
}

/* ---- hits by kind ---- */

static int draw_chips(struct ui *ui, int x, int y, int width, const struct chip *chips, size_t count) {
  return count > 0 ? chips_draw(ui, x, y, width, chips, count, false, NULL) + ui_apart(ui, 3) : 0;
}

bool search_suggestion(struct ui *ui, const struct search_page *page, struct chip *out) {
  const char *words = page->result ? page->result->suggestion : NULL;
  struct action action = {.kind = ACTION_SUGGEST};
  if (str_is_empty(words) || !str_copy(action.id, sizeof action.id, words)) return false;
  *out = (struct chip){.icon = "spellcheck", .text = ui_printf(ui, TR(ui, "Meinten Sie „%s“?"), words), .action = action};
  return true;
}

static int draw_suggestion(struct ui *ui, const struct search_page *page, int x, int y, int width) {
  struct chip chip;
  return !page->is_suggested && search_suggestion(ui, page, &chip) ? draw_chips(ui, x, y, width, &chip, 1) : 0;
}

static int draw_topics(struct ui *ui, const struct search_page *page, int x, int y, int width) {
  struct chip chips[SEARCH_TOPICS_MAX];
  for (size_t i = 0; i < page->result->topic_count; i++) {
    const char *id = page->result->topics[i];
    const struct topic *topic = topic_find(id);
    chips[i] = (struct chip){.icon = topic ? topic->icon : "label",
                             .text = ui_printf(ui, TR(ui, "Thema: %s"), topic_name(page->app, id)),
                             .action = action_with_id(ACTION_GO, SCREEN_LIST, id)};
  }
  return draw_chips(ui, x, y, width, chips, page->result->topic_count);
}

static int draw_heading(struct ui *ui, const struct search_page *page, size_t group, int x, int y, int width) {
  if (page->dense) return 0;
  struct label label = {
      .size = TEXT_META, .bold = true, .color = ui->theme->area[groups[group].area], .role = ROLE_HEADING, .max_lines = 1};
  return ui_text(ui, x, y, width, TR(ui, groups[group].title), &label) + ui_gap(ui, 1);
}

static int draw_group(struct ui *ui, struct search_page *page, size_t group, size_t most, int x, int y, int width) {
  const struct search_group *hits = &page->group[group];
  int at = y + draw_heading(ui, page, group, x, y, width);
  for (size_t i = 0; i < hits->count && i < most; i++) {
    const struct row *row = row_of_hit(page, hits->hit[i]);
    if (row) at += draw_hit(ui, x, at, width, row, groups[group].icon, page) + ui_apart(ui, 3);
  }
  if (hits->count <= most) return at - y;
  size_t rest = hits->count - most;
  struct chip more = {.icon = "expand_more",
                      .text = ui_printf(ui, trn(ui->catalog, "%zu weiteren zeigen", "%zu weitere zeigen", rest), rest),
                      .action = action_of(ACTION_FILTER, (int)group + 1)};
  return at + draw_chips(ui, x, at, width, &more, 1) - y;
}

int search_draw_hits(struct ui *ui, void *context, int x, int y, int width) {
  struct search_page *page = context;
  int chosen = app_view(page->app)->filter - 1, at = y;
  if (chosen >= 0 && chosen < SEARCH_GROUPS && page->group[chosen].count > 0) {
    struct chip all = {.icon = "arrow_back", .text = TR(ui, "Alle Treffer"), .action = action_of(ACTION_FILTER, 0)};
    at += draw_chips(ui, x, at, width, &all, 1);
    return at + draw_group(ui, page, (size_t)chosen, FINDER_LIMIT, x, at, width) - y;
  }
  if (!page->dense) at += draw_suggestion(ui, page, x, at, width);
  for (size_t i = 0; i < page->order_count; i++) {
    at += draw_group(ui, page, page->order[i], page->order_count > 1 ? FEW : FINDER_LIMIT, x, at, width);
    if (i > 0) continue;
    if (page->dense) at += draw_suggestion(ui, page, x, at, width);
    at += draw_topics(ui, page, x, at, width);
  }
  if (page->order_count == 0) at += draw_topics(ui, page, x, at, width);
  return at - ui_apart(ui, 3) - y;
}

/* ---- nothing ---- */

int search_draw_nothing(struct ui *ui, void *context, int x, int y, int width) {
  const struct search_page *page = context;
  struct app *app = page->app;
  struct label head = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_BODY, .color = ui->theme->soft};
  int at = y + ui_text(ui, x, y, width, TR(ui, "Dazu haben wir nichts gefunden"), &head);
  at += ui_text(ui, x, at, width, TR(ui, "Versuchen Sie ein anderes Wort, oder rufen Sie an:"), &body) + ui_gap(ui, 3);
  at += call_numbers_draw(app, x, at, width);
  struct chip chips[] = {
      {.icon = "sort_by_alpha", .text = TR(ui, "Alles von A bis Z"), .action = action_of(ACTION_GO, SCREEN_AZ)},
      {.icon = "volunteer_activism", .text = TR(ui, "Hilfe & Dienste"), .action = action_of(ACTION_GO, SCREEN_TOPICS)},
      {.icon = "call", .text = TR(ui, "Wichtige Nummern"), .action = action_of(ACTION_GO, SCREEN_NUMBERS)}};
  return at + chips_draw(ui, x, at, width, chips, COUNT_OF(chips), false, NULL) - y;
}

/* ---- only to be read ---- */

static bool draw_line(struct ui *ui, struct rect *room, const char *icon, const char *words, const struct label *label) {
  int icon_px = icon ? ui_gap(ui, 9) : 0, lead = icon ? icon_px + ui_gap(ui, 3) : 0;
  const struct text_block *block = ui_layout(ui, words, label, room->w - lead);
  if (block->height > room->h) return false;
  if (icon) ui_icon(ui, room->x, room->y + (block->height / block->lines - icon_px) / 2, icon_px, icon, label->color);
  ui_text(ui, room->x + lead, room->y, room->w - lead, words, label);
  room->y += block->height;
  room->h -= block->height;
  return true;
}

void search_draw_preview(struct ui *ui, struct search_page *page, struct rect rect) {
  struct label name = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->ink, .max_lines = 2};
  struct label hint = {.size = TEXT_META, .color = ui->theme->ink};
  const struct search_result *result = page->result;
  bool any = result && result->count > 0;
  if (result && !any && draw_line(ui, &rect, NULL, TR(ui, "Dazu haben wir nichts gefunden"), &name)) any = true;
  /* The hint stands below, so its room is taken first. */
  const char *words = TR(ui, "Ohne die Tastatur können Sie wählen: „Tastatur aus“.");
  int below = ui_layout(ui, words, &hint, rect.w)->height;
  if (below > rect.h) below = 0;             /* no room to say it */
  if (any && rect.h <= 2 * below) below = 0; /* what was found goes first */
  rect.h -= below;
  struct rect foot = {rect.x, rect_bottom(rect), rect.w, below};
  for (size_t i = 0; result && i < result->count && i < FINDER_LIMIT; i++) {
    const struct row *row = row_of_hit(page, i);
    size_t group = group_of(result->hits[i].kind);
    name.color = ui->theme->ink;
    if (row && !draw_line(ui, &rect, groups[group].icon, row->title, &name)) break;
  }
  if (below > 0) draw_line(ui, &foot, NULL, words, &hint);
}

/* ---- before the first letter ---- */

/* Topics that help is looked for in most, then the others. */
static const char *const first_topics[] = {
    "pflege", "aerztliche-versorgung", "nahversorgung", "wohnen", "mobilitaet", "begegnung", "betreuung", "energie", "kultur"};

int search_draw_ideas(struct ui *ui, void *context, int x, int y, int width) {
  const struct search_page *page = context;
  struct chip chips[IDEAS_MAX];
  size_t count = 0;
  chips[count++] =
      (struct chip){.icon = "call", .text = TR(ui, "Wichtige Nummern"), .action = action_of(ACTION_GO, SCREEN_NUMBERS)};
  for (size_t i = 0; i < COUNT_OF(first_topics); i++) {
    const struct topic *topic = topic_find(first_topics[i]);
    ASSERT(topic != NULL);
    chips[count++] = (struct chip){
        .icon = topic->icon, .text = TR(ui, topic->name), .action = action_with_id(ACTION_GO, SCREEN_LIST, topic->id)};
  }
  if (model_clock_is_trusted(page->app->model))
    chips[count++] =
        (struct chip){.icon = "schedule", .text = TR(ui, "Jetzt offen"), .action = action_of(ACTION_GO, SCREEN_OPEN)};
  chips[count++] =
      (struct chip){.icon = "sort_by_alpha", .text = TR(ui, "Alles von A bis Z"), .action = action_of(ACTION_GO, SCREEN_AZ)};
  return chips_draw(ui, x, y, width, chips, count, false, NULL);
}
