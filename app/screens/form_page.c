/* The pages of a form: a step with options, what goes off, and what came of it. */
#include "screens/form_page.h"

#include "screens/app_form.h"
#include "screens/call_numbers.h"
#include "screens/entry_blocks.h"
#include "screens/screen.h"
#include "ui/widgets.h"

#include "base/str.h"

static const double pinned_mm = 85; /* of a page: from there on the ways on keep to its lower end */

/* ---- head ---- */

static const char *progress_words(struct ui *ui, const struct form_page *page) {
  size_t all = page->form.count;
  if (page->step == all) return TR(ui, "Fast fertig");
  if (page->form.is_survey) return ui_printf(ui, TR(ui, "Frage %zu von %zu"), page->step + 1, all);
  return ui_printf(ui, TR(ui, "Schritt %zu von %zu"), page->step + 1, all);
}

int form_head_draw(struct ui *ui, const struct form_page *page, int x, int y, int width) {
  const struct form *form = &page->form;
  struct label count = {.size = TEXT_META, .color = ui->theme->ink};
  struct label title = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->area[form->area], .role = ROLE_HEADING};
  const char *words = form->is_quick ? NULL : progress_words(ui, page);
  const struct text_block *block = ui_layout(ui, words ? words : "", &count, width);
  int at = y, gap = ui_gap(ui, 6);
  if (ui->reach) {
    title_draw(ui, x, y, width, form->title, form->area, NULL, 0);
  } else {
    title.lang = form->lang;
    if (ui_is_compact(ui)) title.size = TEXT_META; /* the question needs the room */
    int room = width - block->width - gap, height = ui_layout(ui, form->title, &title, room)->height;
    bool beside = room > width / 2 && ui_longest_word(ui, form->title, &title) <= room;
    at += ui_text(ui, x, at, beside ? room : width, form->title, &title);
    if (beside) {
      ui_text(ui, x + width - block->width, y + (height / ui_layout(ui, form->title, &title, room)->lines - block->height) / 2,
              block->width + 1, words, &count);
      words = NULL;
    }
  }
  at += ui_text(ui, x, at, width, words, &count) + ui_gap(ui, 2);
  if (form->is_quick) return at - y;
  return at - y + progress_draw(ui, x, at, width, page->step + (page->step < form->count), form->count, form->area) +
         ui_gap(ui, 5);
}

/* ---- ways on ---- */

static struct action to_step(size_t step, bool skips) { return action_full(ACTION_STEP, (int)step, skips, ""); }

/* The one that most people want, and the others. */
static struct way way(const char *icon, const char *word, struct action action) {
  return (struct way){.icon = icon, .word = word, .action = action};
}

static struct way quiet_way(const char *icon, const char *word, struct action action) {
  return (struct way){.icon = icon, .word = word, .action = action, .is_quiet = true};
}

static size_t ways_of_last(struct ui *ui, const struct form_page *page, struct way out[FORM_WAYS_MAX]) {
  size_t count = 0;
  if (form_is_complete(&page->form, page->draft))
    out[count++] = way("send", TR(ui, "Abschicken"), action_of(ACTION_FORM, FORM_SEND));
  out[count++] = quiet_way("delete_outline", TR(ui, "Verwerfen"), action_of(ACTION_FORM, FORM_DISCARD));
  return count;
}

size_t form_ways(struct ui *ui, const struct form_page *page, struct way out[FORM_WAYS_MAX]) {
  if (page->step == page->form.count) return ways_of_last(ui, page, out);
  const struct form_step *step = &page->form.steps[page->step];
  bool answered = form_is_answered(step, page->draft, page->step);
  size_t count = 0, next = page->step + 1;
  if (page->form.is_quick && page->step == 0) {
    if (!answered) return 0;
    out[count++] = way("send", TR(ui, "Abschicken"), action_of(ACTION_FORM, FORM_SEND));
    out[count++] = way("edit", TR(ui, "Etwas dazu schreiben"), to_step(next, false));
    return count;
  }
  if (answered) out[count++] = way("arrow_forward", TR(ui, "Weiter"), to_step(next, false));
  const char *skip = page->form.is_survey ? TR(ui, "Frage überspringen") : TR(ui, "Überspringen");
  if (!step->required && (page->form.is_survey || !answered)) out[count++] = quiet_way("redo", skip, to_step(next, true));
  return count;
}

struct rect form_button_place(struct ui *ui, const char *word, struct rect line) {
  struct label label = {.size = TEXT_BODY, .bold = true};
  int height = ui_mm(ui, line.h < ui_mm(ui, 21) ? 16 : 20) + 1;
  if (height > line.h) height = line.h;
  bool chrome = ui->chrome;
  ui->chrome = true;
  int width = ui_layout(ui, word, &label, 0x7FFF)->width + ui_mm(ui, 11.5 + 3.5 + 7);
  ui->chrome = chrome;
  if (width > line.w * 45 / 100) width = line.w * 45 / 100;
  return (struct rect){rect_right(line) - width, rect_bottom(line) - height, width, height};
}

/* What leads on, or what has to be done first. */
static int draw_ways(struct ui *ui, const struct form_page *page, int x, int y, int width) {
  struct way ways[FORM_WAYS_MAX];
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  size_t count = form_ways(ui, page, ways);
  if (count > 0) return ways_draw(ui, x, y, width, ways, count, page->form.area);
  return ui_text(ui, x, y, width, TR(ui, "Bitte tippen Sie an, was passt."), &soft);
}

/* ---- a step with options ---- */

static int draw_note(struct ui *ui, int x, int y, int width, const char *note) {
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  return note ? icon_line(ui, x, y, width, "lock", note, &soft) + ui_gap(ui, 3) : 0;
}

static int draw_options(struct ui *ui, const struct form_page *page, int x, int y, int width) {
  const struct form_step *step = &page->form.steps[page->step];
  struct choice items[FORM_OPTIONS_MAX];
  for (size_t i = 0; i < step->option_count; i++)
    items[i] = (struct choice){.text = step->options[i].text,
                               .lang = step->options[i].lang,
                               .chosen = page->draft->picked[page->step] >> i & 1,
                               .action = action_of(ACTION_PICK, (int)i)};
  struct choices choices = {.items = items,
                            .count = step->option_count,
                            .many = step->type == STEP_SOME,
                            .in_one_line = step->type == STEP_SCALE,
                            .area = page->form.area};
  return choices_draw(ui, x, y, width, &choices);
}

static int draw_step(struct ui *ui, void *context, int x, int y, int width) {
  const struct form_page *page = context;
  const struct form_step *step = &page->form.steps[page->step];
  struct label question = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING, .lang = step->lang};
  struct label soft = {.size = TEXT_META, .color = ui->theme->soft};
  int at = y + form_head_draw(ui, page, x, y, width);
  at += ui_text(ui, x, at, width, step->title, &question);
  if (step->type == STEP_SOME) at += ui_text(ui, x, at, width, TR(ui, "Sie können mehreres antippen."), &soft);
  at += ui_gap(ui, 4);
  at += draw_options(ui, page, x, at, width) + ui_gap(ui, 5);
  return at - y + draw_note(ui, x, at, width, page->form.note);
}

/* ---- what goes off ---- */

static const char *join(struct ui *ui, const char *words, const char *more) {
  return words ? ui_printf(ui, TR(ui, "%s, %s"), words, more) : more;
}

static const char *answer_words(struct ui *ui, const struct form_page *page, size_t index, struct label *label) {
  const struct form_step *step = &page->form.steps[index];
  const char *words = NULL;
  label->secret = step->type == STEP_WORDS;
  if (label->secret) return arena_strdup(ui->arena, page->draft->words[index].text);
  for (size_t i = 0; i < step->option_count; i++)
    if (page->draft->picked[index] >> i & 1) {
      words = join(ui, words, step->options[i].text);
      label->lang = step->options[i].lang;
    }
  return words;
}

/* A tap leads back to the question. */
static int draw_answer(struct ui *ui, const struct form_page *page, size_t index, int x, int y, int width) {
  const struct theme *theme = ui->theme;
  const struct form_step *step = &page->form.steps[index];
  struct label question = {.size = TEXT_META, .color = theme->soft, .silent = true, .lang = step->lang};
  struct label answer = {.size = TEXT_BODY, .bold = true, .color = theme->ink, .silent = true};
  struct action action = to_step(index, false);
  int pad = ui_gap(ui, 6), icon_px = ui_mm(ui, 11.5), inner = width - 3 * pad - icon_px;
  const char *words = answer_words(ui, page, index, &answer);
  const struct text_block *above = ui_layout(ui, step->title, &question, inner);
  const struct text_block *below = ui_layout(ui, words, &answer, inner);
  int least = ui_mm(ui, 20) + 1, height = above->height + below->height + 2 * ui_gap(ui, 3);
  if (height < least) height = least;
  if (ui->measuring) return height;
  struct rect rect = {x, y, width, height};
  bool pressed = ui_is_pressed(ui, &action);
  ui_box(ui, rect, pressed ? theme->tint[page->form.area] : theme->card, theme->control, 0.75, 6);
  int top = y + (height - above->height - below->height) / 2;
  ui_block(ui, x + pad, top, inner, above);
  ui_block(ui, x + pad, top + above->height, inner, below);
  ui_icon(ui, x + width - pad - icon_px, y + (height - icon_px) / 2, icon_px, "edit", theme->soft);
  ui_node(ui, ROLE_LISTITEM, step->title, words, 0, rect, &action);
  ui_node_lang(ui, step->lang);
  return height;
}

static int draw_last(struct ui *ui, void *context, int x, int y, int width) {
  const struct form_page *page = context;
  struct label head = {.size = TEXT_ROW, .bold = true, .color = ui->theme->ink, .role = ROLE_HEADING};
  bool any = form_is_complete(&page->form, page->draft);
  int at = y + form_head_draw(ui, page, x, y, width);
  at += ui_text(ui, x, at, width, any ? TR(ui, "Möchten Sie das abschicken?") : TR(ui, "Sie haben noch nichts beantwortet."),
                &head) +
        ui_gap(ui, 3);
  for (size_t i = 0; i < page->form.count; i++)
    if (form_is_answered(&page->form.steps[i], page->draft, i)) at += draw_answer(ui, page, i, x, at, width) + ui_apart(ui, 4);
  return at - y + draw_note(ui, x, at, width, page->form.note);
}

/* ---- what came of it ---- */

struct outcome {
  const char *icon, *title, *sentence;
};

static const struct outcome thanks[] = {
    {"poll", N_("Danke für Ihre Antworten"),
     N_("Sie gehen verschlossen an das Stadtteilbüro, ohne Ihren Namen. Gezeigt wird nur, was mindestens fünf Menschen "
        "geantwortet "
        "haben.")},
    {"check_circle", N_("Danke für Ihren Hinweis"),
     N_("Er geht verschlossen an das Stadtteilbüro. Dort prüft ihn ein Mensch und berichtigt den Eintrag. Das kann einige Tage "
        "dauern.")},
    {"lightbulb_outline", N_("Danke für Ihre Idee"),
     N_("Sie geht verschlossen an das Stadtteilbüro. Dort wird jede Idee gelesen.")},
    {"handshake", N_("Danke fürs Mitmachen"),
     N_("Das Stadtteilbüro liest es zuerst. Dann erscheint es auf der Tafel, ohne Ihren Kontakt. Das kann einige Tage "
        "dauern.")},
};

static const struct outcome sending = {"hourglass_empty", N_("Einen Moment bitte"), N_("Es wird verschlossen und abgelegt.")};
static const struct outcome failed = {
    "sentiment_neutral", N_("Das hat leider nicht geklappt"),
    N_("Das liegt nicht an Ihnen: Die Tafel kann gerade nichts aufbewahren. Rufen Sie gern an, oder "
       "sagen Sie es im Stadtteilbüro.")};
static const struct outcome discarded = {"delete_outline", N_("Verworfen"), N_("Nichts wurde abgeschickt.")};
static const struct outcome unable = {"mark_email_unread", N_("Diese Tafel kann keine Nachrichten annehmen"),
                                      N_("Rufen Sie gern an, oder sagen Sie es im Stadtteilbüro.")};

static const struct outcome *outcome_of(const struct form_page *page) {
  switch (page->draft->state) {
    case DRAFT_SENDING: return &sending;
    case DRAFT_FAILED: return &failed;
    case DRAFT_DISCARDED: return &discarded;
    default: return &thanks[app_view(page->app)->screen - SCREEN_SURVEY];
  }
}

static size_t ways_of_outcome(struct ui *ui, enum draft_state state, struct way out[2]) {
  size_t count = 0;
  if (state == DRAFT_FAILED) {
    out[count++] = way("refresh", TR(ui, "Noch einmal versuchen"), action_of(ACTION_FORM, FORM_SEND));
    out[count++] = way("arrow_back", TR(ui, "Noch einmal ansehen"), action_of(ACTION_FORM, FORM_RESUME));
    return count;
  }
  if (state == DRAFT_DISCARDED) out[count++] = way("undo", TR(ui, "Doch nicht verwerfen"), action_of(ACTION_FORM, FORM_RESUME));
  out[count++] = way("arrow_back", TR(ui, "Zurück zur Tafel"), action_of(ACTION_FORM, FORM_LEAVE));
  return count;
}

static int draw_outcome(struct ui *ui, void *context, int x, int y, int width) {
  const struct form_page *page = context;
  bool can = app_takes_messages(page->app);
  const struct outcome *outcome = can ? outcome_of(page) : &unable;
  enum draft_state state = page->draft->state;
  int at = y + message_draw(ui, x, y, width, outcome->icon, TR(ui, outcome->title), TR(ui, outcome->sentence)) + ui_gap(ui, 8);
  if (!can || state == DRAFT_FAILED) at += call_numbers_draw(page->app, x, at, width);
  if (!can || state == DRAFT_SENDING) return at - y;
  struct way ways[2];
  size_t count = ways_of_outcome(ui, state, ways);
  int most = ui_mm(ui, 240 * ui->metrics.text_scale), room = width < most ? width : most;
  return at - y + ways_draw(ui, x + (width - room) / 2, at, room, ways, count, page->form.area);
}

/* ---- the page ---- */

struct pinned {
  struct form_page *page;
  page_content *content;
};

/* Where there is no room for them below the page, the ways on stand at its end. */
static int draw_with_ways(struct ui *ui, void *context, int x, int y, int width) {
  struct pinned *pinned = context;
  int height = pinned->content(ui, pinned->page, x, y, width) + ui_gap(ui, 2);
  return height + draw_ways(ui, pinned->page, x, y + height, width);
}

static void draw_pinned(struct app *app, struct ui *ui, struct rect rect, struct form_page *page, page_content *content) {
  struct pinned pinned = {page, content};
  if (rect.h < ui_mm(ui, pinned_mm * ui->metrics.text_scale)) {
    page_draw(ui, rect, &app_view(app)->scroll, draw_with_ways, &pinned);
    return;
  }
  ui_measure_begin(ui);
  int ways = draw_ways(ui, page, 0, 0, rect.w), all = content(ui, page, 0, 0, rect.w);
  ui_measure_end(ui);
  int gap = ui_gap(ui, 5), bottom = rect_bottom(rect), room = rect.h - ways - gap;
  rect.h = all < room ? all : room; /* short pages have them right below */
  page_draw(ui, rect, &app_view(app)->scroll, content, page);
  draw_ways(ui, page, rect.x, all < room ? rect_bottom(rect) + gap : bottom - ways, rect.w);
}

void form_build(struct app *app, struct ui *ui, struct rect rect) {
  struct form_page page = {.app = app, .draft = &app->draft, .step = (size_t)app_view(app)->filter};
  if (!form_load(app, ui->arena, &page.form)) {
    detail_gone(app, ui, rect);
    return;
  }
  if (page.draft->state != DRAFT_OPEN || !app_takes_messages(app))
    page_draw(ui, rect, &app_view(app)->scroll, draw_outcome, &page);
  else if (page.step < page.form.count && page.form.steps[page.step].type == STEP_WORDS)
    form_words_build(app, ui, rect, &page);
  else
    draw_pinned(app, ui, rect, &page, page.step < page.form.count ? draw_step : draw_last);
}
