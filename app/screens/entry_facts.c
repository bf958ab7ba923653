/* Facts as chips; the phases of a project, the questions of a survey. */
#include "screens/entry_blocks.h"

#include "base/str.h"
#include "model/spoken.h"
#include "ui/choice.h"

static const char *language_words(struct ui *ui, const struct string_list *tags) {
  const char *words = NULL;
  for (size_t i = 0; i < tags->count; i++) {
    size_t known = spoken_find(tags->items[i]);
    const char *name = known < spoken_count ? TR(ui, spoken_languages[known].name) : tags->items[i];
    words = words ? ui_printf(ui, TR(ui, "%s, %s"), words, name) : name;
  }
  return words;
}

int block_facts(struct ui *ui, struct detail *d, int x, int y, int width) {
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

int block_phases(struct ui *ui, struct detail *d, int x, int y, int width) {
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

int block_questions(struct ui *ui, struct detail *d, int x, int y, int width) {
  if (d->entry.question_count == 0) return 0;
  struct label head = {.size = TEXT_STRONG, .bold = true, .color = ui->theme->area[AREA_NEWS]};
  struct label label = {.size = TEXT_BODY, .color = ui->theme->ink};
  struct way way = {
      .icon = "poll", .word = TR(ui, "Jetzt mitmachen"), .action = action_with_id(ACTION_GO, SCREEN_SURVEY, d->entry.id)};
  int at = y + ways_draw(ui, x, y, width, &way, 1, AREA_NEWS) + ui_gap(ui, 4);
  at += ui_text(ui, x, at, width, TR(ui, "Darum geht es:"), &head) + ui_gap(ui, 2);
  for (size_t i = 0; i < d->entry.question_count; i++) {
    struct label question = label;
    const char *text = text_get(&d->entry.questions[i].text, d->words.lang, &question.lang);
    at += ui_text(ui, x, at, width, ui_printf(ui, "%zu. %s", i + 1, text), &question) + ui_mm(ui, 2);
  }
  return at - y;
}

/* What a visitor can say about an entry. */
int block_voices(struct ui *ui, struct detail *d, int x, int y, int width) {
  struct chip chips[] = {
      {.icon = "flag", .text = TR(ui, "Stimmt etwas nicht?"), .action = action_with_id(ACTION_GO, SCREEN_REPORT, d->entry.id)},
      {.icon = "lightbulb_outline", .text = TR(ui, "Ich habe eine Idee"), .action = action_of(ACTION_GO, SCREEN_IDEA)},
  };
  int gap = ui_gap(ui, 5);
  return gap + chips_draw(ui, x, y + gap, width, chips, COUNT_OF(chips), false, NULL);
}
