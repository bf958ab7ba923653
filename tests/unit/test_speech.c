/* Reading aloud as a visitor meets it: what is said, what is marked, when it is silent. The voice is mute, or fails on purpose.
 */
#include "board.h"

#include "base/str.h"
#include "screens/app_speech.h"

#include "draw/fonts_internal.h"
#include "speech/pronounce_internal.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rich[] = {
    "{\"id\":\"lang\",\"kind\":\"service\",\"name\":{\"de\":\"Beratung für Angehörige\",\"en\":\"Advice for relatives\"},"
    "\"summary\":\"Kostenlos und neutral. Auch zu Hause.\",\"description\":\"Wir hören zu.\\n- bei Anträgen\\n- beim Umbau\\n"
    "Bringen Sie alle Briefe mit. Wenn Sie nicht kommen können, kommen wir zu Ihnen. Das geht an jedem Wochentag, und auch am "
    "Abend. Rufen Sie uns gern vorher an, damit wir Zeit für Sie haben. Wer kein Deutsch spricht, bekommt jemanden dazu, der "
    "übersetzt. Es kostet nichts, und niemand erfährt davon. Auch wer nur eine Frage hat, ist hier richtig. Wir helfen beim "
    "Ausfüllen und gehen mit aufs Amt.\",\"opening_hours\":\"Mo-Fr 08:00-12:00; Tu 14:00-18:00\",\"telephone\":\"+49 30 23125 "
    "411\",\"email\":\"rat@bg-auenstadt.example\",\"url\":\"https://www.auenstadt.example/rat\",\"price\":\"3,50 €\","
    "\"topics\":[\"pflege\"],\"accessibility\":[\"step-free\"]}",
};

static struct fixture *rich_board(void **state) {
  struct fixture *f = *state;
  publish(f, few, few_count);
  publish(f, rich, COUNT_OF(rich));
  start(f);
  return f;
}

static void restart(struct fixture *f) {
  struct err err = {0};
  stage_stop(&f->stage);
  must(stage_start(&f->stage, &err), &err);
}

static const struct node *spoken(struct fixture *f) {
  const struct tree *tree = &f->stage.app->ui.tree;
  for (size_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].state & NODE_SPOKEN) return &tree->nodes[i];
  return NULL;
}

static bool is_reading(struct fixture *f) { return reading_is_on(f->stage.app->reading); }

static bool is_said(struct fixture *f, const char *lang, const char *text) {
  scoped_arena arena = {0};
  struct utterances lines;
  app_utterances(f->stage.app, &arena, &lines);
  for (size_t i = 0; i < lines.count; i++)
    if (str_equals(lines.items[i].lang, lang) && strstr(lines.items[i].text, text)) return true;
  return false;
}

/* ---- every word ---- */

enum { WORDS_MAX = 4000 };

struct bag {
  struct arena arena;
  char *words[WORDS_MAX];
  size_t count;
};

/* Bytes of the letter or digit at the text; 0 for what parts words. */
static size_t word_bytes(const char *text) {
  uint32_t c;
  if (!is_digit(*text) && !is_letter_at(text)) return 0;
  return utf8_decode(text, strnlen(text, 4), &c);
}

static void bag_add(struct bag *bag, const char *text) {
  while (*text) {
    size_t length = 0;
    for (size_t bytes; (bytes = word_bytes(text + length)) > 0;)
      length += bytes;
    if (length > 0) {
      assert_true(bag->count < WORDS_MAX);
      bag->words[bag->count++] = arena_strndup(&bag->arena, text, length);
    }
    text += length > 0 ? length : 1;
  }
}

/* Each word that was said counts for one that is shown. */
static bool bag_take(struct bag *bag, const char *word) {
  for (size_t i = 0; i < bag->count; i++) {
    if (!str_equals(bag->words[i], word)) continue;
    bag->words[i] = bag->words[--bag->count];
    return true;
  }
  return false;
}

/* The text of a block as it was before it was broken: a word that ends in a hyphen and goes on in small letters is one. */
static void block_text(const struct text_block *block, struct buf *out) {
  for (int i = 0; i < block->lines; i++) {
    const struct text_line *line = &block->line[i];
    for (int r = 0; r < line->count; r++) {
      const struct text_run *run = &line->runs[r];
      bool gap = r > 0 && run->x > line->runs[r - 1].x + line->runs[r - 1].width;
      bool joined = r == 0 && out->len > 0 && out->data[out->len - 1] == '-' && islower((unsigned char)run->text[0]);
      if (joined)
        out->data[--out->len] = '\0';
      else if (gap || (r == 0 && i > 0))
        buf_addc(out, ' ');
      for (const char *c = run->text; *c; c++)
        if (!str_starts_with(c, "\u200b"))
          buf_addc(out, *c);
        else
          c += strlen("\u200b") - 1;
    }
  }
}

static void count_words(struct fixture *f, size_t *shown, size_t *missing) {
  struct bag said = {0}, seen = {0};
  struct utterances lines;
  app_utterances(f->stage.app, &said.arena, &lines);
  for (size_t i = 0; i < lines.count; i++)
    bag_add(&said, lines.items[i].text);
  const struct commands *commands = &f->stage.app->ui.commands;
  for (size_t i = 0; i < commands->count; i++) {
    if (commands->items[i].kind != COMMAND_TEXT) continue;
    scoped_buf text;
    buf_init(&text, 64 * 1024);
    block_text(commands->items[i].text, &text);
    bag_add(&seen, buf_text(&text));
  }
  *shown += seen.count;
  for (size_t i = 0; i < seen.count; i++)
    *missing += !bag_take(&said, seen.words[i]);
  arena_fini(&said.arena);
  arena_fini(&seen.arena);
}

static void walk_screens(struct fixture *f, size_t *shown, size_t *missing) {
  struct app *app = f->stage.app;
  static const char *const entries[] = {"lang", "kaffee", "bohrer", "pflege-sued"};
  for (size_t i = 0; app_screen_name(i); i++) {
    if (!app_show_screen(app, app_screen_name(i))) continue; /* those of an entry */
    stage_settle(&f->stage);
    count_words(f, shown, missing);
  }
  for (size_t i = 0; i < COUNT_OF(entries); i++) {
    assert_true(app_show_entry(app, entries[i]));
    stage_settle(&f->stage);
    count_words(f, shown, missing);
  }
}

/* Compared as it is written: the rules of pronunciation have their own test. */
static void of_the_words_shown_98_percent_are_said(void **state) {
  static const struct {
    int width_px, height_px, size;
    double width_mm;
  } panels[] = {{1920, 1080, 0, 476}, {1080, 1920, 2, 268}, {800, 480, 0, 152}};
  static const char *const langs[] = {"de", "en", "ar"};
  struct fixture *f = rich_board(state);
  f->stage.options.config.speech_folder[0] = '\0';
  struct err err = {0};
  size_t shown = 0;
  for (size_t i = 0; i < COUNT_OF(langs) * COUNT_OF(panels); i++) {
    size_t words = 0, missing = 0, p = i % COUNT_OF(panels);
    str_copy(f->stage.options.config.lang, sizeof f->stage.options.config.lang, langs[i / COUNT_OF(panels)]);
    restart(f);
    must(stage_set_size(&f->stage, panels[p].width_px, panels[p].height_px, panels[p].width_mm, &err), &err);
    f->stage.app->settings.size_step = panels[p].size;
    walk_screens(f, &words, &missing);
    if (missing * 100 > words * 2)
      fail_msg("%s at %dx%d: %zu of %zu words are not said", f->stage.options.config.lang, panels[p].width_px,
               panels[p].height_px, missing, words);
    shown += words;
  }
  assert_true(shown > 5000);
}

static void header_and_footer_are_said_once_to_each_visitor(void **state) {
  struct fixture *f = rich_board(state);
  assert_true(is_said(f, "de", "Treffpunkt Test"));
  assert_true(is_said(f, "de", "Unten sind die Tasten"));
  tap(f, ROLE_BUTTON, "Vorlesen");
  tap(f, ROLE_BUTTON, "Stopp");
  assert_false(is_said(f, "de", "Treffpunkt Test"));
  assert_false(is_said(f, "de", "Unten sind die Tasten"));
  assert_true(is_said(f, "de", "Heute im Quartier"));
}

static void each_text_is_said_in_its_own_language(void **state) {
  struct fixture *f = rich_board(state);
  str_copy(f->stage.options.config.lang, sizeof f->stage.options.config.lang, "en");
  restart(f);
  assert_true(app_show_entry(f->stage.app, "lang"));
  stage_settle(&f->stage);
  assert_true(is_said(f, "en", "Advice for relatives"));
  assert_true(is_said(f, "de", "Kostenlos und neutral"));
  assert_true(is_said(f, "en", "rat at bg dash auenstadt dot example")); /* an address has no language: the listener's */
  assert_true(app_show_screen(f->stage.app, "list:pflege"));
  stage_settle(&f->stage);
  assert_true(is_said(f, "de", "Pflegestützpunkt Süd"));
  assert_true(is_said(f, "en", "Open now, until 16 o'clock"));
}

static void a_long_list_says_that_it_goes_on(void **state) {
  enum { MANY = 60 };
  static char lines[MANY][120];
  static const char *pointers[MANY];
  struct fixture *f = *state;
  for (int i = 0; i < MANY; i++) {
    snprintf(lines[i], sizeof lines[i], "{\"id\":\"s%d\",\"kind\":\"service\",\"name\":\"Dienst %d\",\"topics\":[\"wohnen\"]}",
             i, i);
    pointers[i] = lines[i];
  }
  publish(f, pointers, MANY);
  start(f);
  assert_true(app_show_screen(f->stage.app, "list:wohnen"));
  stage_settle(&f->stage);
  assert_true(is_said(f, "de", "Es geht noch weiter. Tippen Sie auf „Weiter unten“."));
  while (app_view(f->stage.app)->scroll.can_down)
    tap(f, ROLE_BUTTON, "Weiter unten");
  assert_false(is_said(f, "de", "Es geht noch weiter"));
}

static void a_dialog_is_said_alone(void **state) {
  struct fixture *f = rich_board(state);
  assert_true(app_show_entry(f->stage.app, "lang"));
  tap(f, ROLE_BUTTON, "Kontrast");
  stage_wait(&f->stage, 95000);
  assert_non_null(find(f, ROLE_DIALOG, "Sind Sie noch da?"));
  assert_true(is_said(f, "de", "Taste Ich lese noch"));
  assert_false(is_said(f, "de", "Beratung"));
  assert_false(is_said(f, "de", "Unten sind die Tasten"));
}

/* ---- the mark ---- */

static double luminance(struct color color) {
  double channels[] = {color.r, color.g, color.b};
  for (size_t i = 0; i < 3; i++) {
    double c = channels[i] / 255;
    channels[i] = c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

/* WCAG 2.2, "contrast ratio" */
static double contrast(struct color a, struct color b) {
  double light = luminance(a), dark = luminance(b);
  if (light < dark) {
    double swap = light;
    light = dark;
    dark = swap;
  }
  return (light + 0.05) / (dark + 0.05);
}

static void what_is_said_is_framed_in_a_colour_that_is_seen(void **state) {
  struct fixture *f = rich_board(state);
  for (int scheme = 0; scheme < 2; scheme++) {
    f->stage.app->settings.contrast = scheme == 1;
    tap(f, ROLE_BUTTON, "Vorlesen");
    const struct ui *ui = &f->stage.app->ui;
    const struct node *node = spoken(f);
    assert_non_null(node);
    const struct command *mark = NULL;
    for (size_t i = 0; i < ui->commands.count; i++) {
      const struct command *command = &ui->commands.items[i];
      struct rect inside = rect_intersect(command->rect, node->rect);
      bool around =
          command->kind == COMMAND_BOX && command->fill.a == 0 && inside.w == node->rect.w && inside.h == node->rect.h;
      if (around) mark = command;
    }
    assert_non_null(mark);
    assert_true(mark->border_px >= ui_mm(ui, 1));
    assert_true(contrast(mark->border, ui->theme->paper) >= 3);
    assert_true(contrast(mark->border, ui->theme->card) >= 3);
    tap(f, ROLE_BUTTON, "Stopp");
  }
}

static void the_mark_moves_on_and_the_page_scrolls_along(void **state) {
  struct fixture *f = rich_board(state);
  struct err err = {0};
  must(stage_set_size(&f->stage, 1280, 800, 217, &err), &err);
  assert_true(app_show_entry(f->stage.app, "lang"));
  stage_settle(&f->stage);
  app_perform(f->stage.app,
              &(struct action){.kind = ACTION_SPEECH, .number = READING_TOGGLE}); /* on this panel behind "Mehr" */
  stage_settle(&f->stage);
  size_t marks = 0;
  bool scrolled = false;
  char last[200] = "";
  for (int i = 0; i < 3000 && is_reading(f); i++) {
    const struct node *node = spoken(f);
    if (node && !str_equals(last, node->name)) {
      str_copy(last, sizeof last, node->name);
      marks++;
      if (node->state & NODE_OFFSCREEN) fail_msg("'%s' is said out of sight", node->name);
    }
    scrolled = scrolled || app_view(f->stage.app)->scroll.offset_px > 0;
    clock_advance(&f->stage.clock, 200);
    stage_settle(&f->stage);
  }
  assert_false(is_reading(f));
  assert_true(marks > 15);
  assert_true(scrolled);
}

/* ---- silence ---- */

static void any_other_touch_silences(void **state) {
  struct fixture *f = rich_board(state);
  static const char *const buttons[] = {"Größer", "Kontrast", "Kontrast", "Hilfe & Dienste"};
  for (size_t i = 0; i < COUNT_OF(buttons); i++) {
    tap(f, ROLE_BUTTON, "Vorlesen");
    assert_true(is_reading(f));
    tap(f, ROLE_BUTTON, buttons[i]);
    assert_false(is_reading(f));
  }
  tap(f, ROLE_BUTTON, "Vorlesen");
  clock_advance(&f->stage.clock, 1000);
  app_pointer_down(f->stage.app, 1, 3, 3); /* beside everything */
  app_pointer_up(f->stage.app, 1, 3, 3);
  assert_false(is_reading(f));
}

static void nothing_is_to_be_done_while_nothing_is_read(void **state) {
  struct fixture *f = rich_board(state);
  struct app *app = f->stage.app;
  clock_set_wall(&f->stage.clock, wall("2026-11-21T14:32"));
  stage_settle(&f->stage);
  int resting = app_next_tick_ms(app);
  assert_int_equal(reading_next_ms(app->reading), -1);
  tap(f, ROLE_BUTTON, "Vorlesen");
  assert_true(app_next_tick_ms(app) <= READING_TICK_MS);
  tap(f, ROLE_BUTTON, "Stopp");
  app_tick(app);
  assert_int_equal(reading_next_ms(app->reading), -1);
  clock_set_wall(&f->stage.clock, wall("2026-11-21T14:32"));
  stage_settle(&f->stage);
  assert_int_equal(app_next_tick_ms(app), resting);
}

/* ---- loud, slow, and back ---- */

static void the_next_visitor_finds_volume_and_rate_as_they_were(void **state) {
  struct fixture *f = rich_board(state);
  struct app *app = f->stage.app;
  int volume = reading_volume(app->reading);
  assert_true(app_show_entry(app, "lang"));
  tap(f, ROLE_BUTTON, "Vorlesen");
  for (int i = 0; i < VOLUME_STEPS; i++)
    tap(f, ROLE_BUTTON, "Lauter");
  assert_int_equal(reading_volume(app->reading), reading_volume_max(app->reading));
  for (int i = 0; i < VOLUME_STEPS + 2; i++)
    tap(f, ROLE_BUTTON, "Leiser");
  assert_true(reading_volume(app->reading) > 0);
  tap(f, ROLE_BUTTON, "Normal");
  assert_int_equal(reading_rate(app->reading), RATE_SLOW);
  tap(f, ROLE_BUTTON, "Langsam");
  assert_int_equal(reading_rate(app->reading), RATE_FAST);
  tap(f, ROLE_BUTTON, "Stopp");
  stage_wait(&f->stage, 125000);
  assert_int_equal(app->depth, 0);
  assert_int_equal(reading_volume(app->reading), volume);
  assert_int_equal(reading_rate(app->reading), RATE_NORMAL);
}

static void weiter_and_von_vorn_move_the_mark(void **state) {
  struct fixture *f = rich_board(state);
  tap(f, ROLE_BUTTON, "Vorlesen");
  char first[200];
  str_copy(first, sizeof first, spoken(f)->name);
  tap(f, ROLE_BUTTON, "Weiter");
  tap(f, ROLE_BUTTON, "Weiter");
  assert_string_not_equal(spoken(f)->name, first);
  tap(f, ROLE_BUTTON, "Von vorn");
  assert_string_equal(spoken(f)->name, first);
  for (int i = 0; i < 100 && is_reading(f); i++)
    tap(f, ROLE_BUTTON, "Weiter");
  assert_false(is_reading(f));
}

/* ---- trouble ---- */

/* A back end that fails: at once, or in the middle of its nth line. */
struct broken {
  struct voice voice;
  int lines_left; /* each is said in no time */
  bool endless, stopped, rested;
};

static bool broken_say(struct voice *voice, const struct voice_line *line UNUSED, struct err *err) {
  struct broken *broken = (struct broken *)voice;
  broken->rested = false;
  return broken->endless || broken->lines_left-- > 0 || err_set(err, ERR_NOT_FOUND, "cannot start 'espeak-ng'");
}

static enum voice_state broken_look(struct voice *voice, struct err *err) {
  const struct broken *broken = (const struct broken *)voice;
  if (broken->endless) return VOICE_SPEAKING;
  if (broken->lines_left > 0) return VOICE_SILENT;
  err_set(err, ERR_IO, "the sound device is gone");
  return VOICE_FAILED;
}

static void broken_set_volume(struct voice *voice UNUSED, int percent UNUSED) {}
static void broken_stop(struct voice *voice) { ((struct broken *)voice)->stopped = true; }
static void broken_rest(struct voice *voice) { ((struct broken *)voice)->rested = true; }
static void broken_destroy(struct voice *voice UNUSED) {}

static struct broken broken_voice(void) {
  return (struct broken){.voice = {broken_say, broken_look, broken_set_volume, broken_stop, broken_rest, broken_destroy}};
}

static void use_voice(struct fixture *f, struct broken *voice) {
  stage_stop(&f->stage);
  voice_destroy(f->stage.voice);
  f->stage.voice = &voice->voice;
  restart(f);
}

static void drop_voice(struct fixture *f) {
  stage_stop(&f->stage);
  f->stage.voice = NULL;
}

static void a_voice_that_fails_is_said_on_a_page_and_can_be_tried_again(void **state) {
  struct fixture *f = rich_board(state);
  for (int lines = 0; lines < 4; lines++) {
    struct broken broken = broken_voice();
    broken.lines_left = lines;
    use_voice(f, &broken);
    tap(f, ROLE_BUTTON, "Vorlesen");
    stage_wait(&f->stage, 5000);
    assert_non_null(find(f, ROLE_HEADING, "Vorlesen geht auf dieser Tafel gerade nicht"));
    assert_true(broken.rested); /* the device is free for the next try */
    broken.endless = true;      /* somebody has plugged it in */
    tap(f, ROLE_BUTTON, "Vorlesen");
    assert_true(is_reading(f));
    assert_int_equal(app_view(f->stage.app)->screen, SCREEN_HOME);
    drop_voice(f);
    assert_true(broken.stopped);
  }
}

static void who_listens_is_not_asked_but_not_for_ever(void **state) {
  struct fixture *f = rich_board(state);
  struct broken voice = broken_voice();
  voice.endless = true;
  use_voice(f, &voice);
  assert_true(app_show_entry(f->stage.app, "lang"));
  stage_settle(&f->stage);
  tap(f, ROLE_BUTTON, "Vorlesen");
  stage_wait(&f->stage, READING_MAX_S * INT64_C(1000) - 60000);
  assert_true(is_reading(f));
  assert_false(f->stage.app->asking);
  stage_wait(&f->stage, 60000);
  assert_false(is_reading(f));
  stage_wait(&f->stage, 95000);
  assert_true(f->stage.app->asking);
  drop_voice(f);
}

static void a_board_without_a_voice_keeps_the_button_and_says_so(void **state) {
  struct fixture *f = rich_board(state);
  f->stage.options.config.speech_on = false;
  restart(f);
  tap(f, ROLE_BUTTON, "Vorlesen");
  assert_non_null(find(f, ROLE_HEADING, "Vorlesen geht auf dieser Tafel gerade nicht"));
  tap(f, ROLE_BUTTON, "Vorlesen");
  assert_non_null(find(f, ROLE_HEADING, "Vorlesen geht auf dieser Tafel gerade nicht"));
  tap(f, ROLE_BUTTON, "Zurück");
  assert_non_null(find(f, ROLE_HEADING, "Heute im Quartier"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(of_the_words_shown_98_percent_are_said),
      TEST(header_and_footer_are_said_once_to_each_visitor),
      TEST(each_text_is_said_in_its_own_language),
      TEST(a_long_list_says_that_it_goes_on),
      TEST(a_dialog_is_said_alone),
      TEST(what_is_said_is_framed_in_a_colour_that_is_seen),
      TEST(the_mark_moves_on_and_the_page_scrolls_along),
      TEST(any_other_touch_silences),
      TEST(nothing_is_to_be_done_while_nothing_is_read),
      TEST(who_listens_is_not_asked_but_not_for_ever),
      TEST(the_next_visitor_finds_volume_and_rate_as_they_were),
      TEST(weiter_and_von_vorn_move_the_mark),
      TEST(a_voice_that_fails_is_said_on_a_page_and_can_be_tried_again),
      TEST(a_board_without_a_voice_keeps_the_button_and_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
