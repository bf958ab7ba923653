#include "screens/app.h"

#include "base/civil.h"
#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "screens/app_counts.h"
#include "screens/app_device.h"
#include "screens/app_form.h"
#include "screens/app_volunteer.h"
#include "screens/app_wishes.h"
#include "screens/app_shot.h"
#include "screens/app_speech.h"
#include "screens/app_print.h"
#include "screens/map_tiles.h"
#include "screens/screen.h"
#include "spool/paired.h"
#include "ui/frame.h"
#include "ui/hero.h"

#include <stdlib.h>
#include <string.h>

enum {
  TICK_MS = 1000, /* the 1 Hz look at data_version */
  IDLE_ANSWER_S = 30,
};

struct screen {
  const char *name;
  screen_build *build;
  enum screen_id chooses_for; /* ACTION_CHOOSE leads there; 0: it is no choice */
  bool works_empty;           /* needs no content */
  bool is_locked;             /* behind volunteer mode's PIN, and before that as all others behind it */
};

static const struct screen screens[SCREEN_COUNT] = {
    [SCREEN_HOME] = {.name = "home", .build = home_build},
    [SCREEN_TOPICS] = {.name = "topics", .build = topics_build},
    [SCREEN_AZ] = {.name = "az", .build = az_build},
    [SCREEN_SEARCH] = {.name = "search", .build = search_build},
    [SCREEN_OPEN] = {.name = "open", .build = open_build},
    [SCREEN_OPEN_LANGUAGE] = {.name = "open-language", .build = list_language_build, .chooses_for = SCREEN_OPEN},
    [SCREEN_LIST] = {.name = "list", .build = list_build},
    [SCREEN_LIST_LANGUAGE] = {.name = "list-language", .build = list_language_build, .chooses_for = SCREEN_LIST},
    [SCREEN_ENTRY] = {.name = "entry", .build = entry_build},
    [SCREEN_TAKE] = {.name = "take", .build = take_build},
    [SCREEN_WRITE] = {.name = "write", .build = write_build},
    [SCREEN_MAP] = {.name = "map", .build = map_build},
    [SCREEN_PRINT] = {.name = "print", .build = print_build},
    [SCREEN_SURVEY] = {.name = "survey", .build = form_build},
    [SCREEN_REPORT] = {.name = "report", .build = form_build},
    [SCREEN_IDEA] = {.name = "idea", .build = form_build},
    [SCREEN_PROPOSE] = {.name = "propose", .build = form_build},
    [SCREEN_AGENDA] = {.name = "agenda", .build = agenda_build},
    [SCREEN_MONTH] = {.name = "month", .build = month_build, .chooses_for = SCREEN_AGENDA},
    [SCREEN_AGENDA_TOPIC] = {.name = "agenda-topic", .build = agenda_topic_build, .chooses_for = SCREEN_AGENDA},
    [SCREEN_SHARING] = {.name = "sharing", .build = sharing_build},
    [SCREEN_NEWS] = {.name = "news", .build = news_build},
    [SCREEN_NUMBERS] = {.name = "numbers", .build = numbers_build, .works_empty = true},
    [SCREEN_HELP] = {.name = "help", .build = help_build, .works_empty = true},
    [SCREEN_PRIVACY] = {.name = "privacy", .build = privacy_build, .works_empty = true},
    [SCREEN_MORE] = {.name = "more", .build = more_build, .works_empty = true},
    [SCREEN_LANGUAGE] = {.name = "language", .build = language_build, .works_empty = true},
    [SCREEN_SPEECH] = {.name = "speech", .build = speech_build, .works_empty = true},
    [SCREEN_PIN] = {.name = "pin", .build = pin_build, .works_empty = true},
    [SCREEN_VOLUNTEER] = {.name = "volunteer", .build = volunteer_build, .works_empty = true, .is_locked = true},
    [SCREEN_NETWORK] = {.name = "network", .build = network_build, .works_empty = true, .is_locked = true},
    [SCREEN_WIFI] = {.name = "wifi", .build = wifi_build, .works_empty = true, .is_locked = true},
    [SCREEN_PANEL] = {.name = "panel", .build = panel_build, .works_empty = true, .is_locked = true},
    [SCREEN_PLACE] = {.name = "place", .build = place_build, .is_locked = true},
    [SCREEN_REBOOT] = {.name = "reboot", .build = reboot_build, .works_empty = true, .is_locked = true},
    [SCREEN_WAITING] = {.name = "waiting", .build = waiting_build},
};

static const double size_steps[] = {1.0, 1.4, 2.0};

const char *app_screen_name(size_t index) { return index < SCREEN_COUNT ? screens[index].name : NULL; }

static bool is_of_entry(enum screen_id screen) {
  return screen == SCREEN_TAKE || screen == SCREEN_WRITE || screen == SCREEN_MAP || screen == SCREEN_PRINT ||
         screen == SCREEN_SURVEY || screen == SCREEN_REPORT;
}

bool app_screen_needs_entry(size_t index) { return index == SCREEN_ENTRY || is_of_entry((enum screen_id)index); }

bool app_screen_needs_pin(size_t index) { return screens[index].is_locked; }

/* ---- life ---- */

static void set_language(struct app *app, const char *lang) {
  if (!language_find(lang)) lang = "de";
  catalog_close(app->catalog);
  app->catalog = NULL;
  str_copy(app->settings.lang, sizeof app->settings.lang, lang);
  keyboard_set_language(&app->keyboard, lang);
  if (str_equals(lang, "de") || !app->config.lang_folder) return;
  struct err err;
  if (!catalog_open(app->config.lang_folder, lang, &app->catalog, &err)) {
    app->catalog = NULL;
    log_warning("language '%s': %s, the words of the buttons stay German", lang, err.msg);
  }
}

void app_reset(struct app *app) {
  if (app_view(app)->screen == SCREEN_SEARCH) app_note_search(app);
  app_wishes_take(app);
  app->settings.size_step = 0;
  app->settings.contrast = false;
  app->settings.reach = false;
  app->keyboard = (struct keyboard){0};
  set_language(app, app->config.lang ? app->config.lang : "de");
  app_forget(app, true);
  app->attract.rested_ms = clock_elapsed_ms(app->clock);
  reading_reset(app->reading);
  app_print_reset(app);
  app_volunteer_lock(app);
  memset(app->history, 0, sizeof app->history);
  app->depth = 0;
  app->has_focus = false;
  app->asking = false;
  app->idle_shown_s = 0;
  app->dirty = true;
}

struct app *app_create(const struct app_config *config, struct clock *clock, struct fonts *fonts) {
  struct app *app = calloc(1, sizeof *app);
  ASSERT(app != NULL);
  app->config = *config;
  app->clock = clock;
  app->fonts = fonts;
  app->frames[0].wipes = app->frames[1].wipes = true;
  app_pointers_lost(app);
  app->wishes.own_place = config->model.place;
  app_device_open(app);
  app_wishes_take(app);
  app_wishes_place(app);
  app->model = model_create(&app->config.model, clock);
  app->reading = reading_create(&config->reading);
  app->press = press_create(config->printer, fonts);
  app->tiles = map_tiles_open(config->map_tiles);
  app->touched_ms = clock_elapsed_ms(clock);
  app->last_action_ms = app->screen_since_ms = app->touched_ms - 10000;
  app_counts_open(app);
  app_reset(app);
  return app;
}

void app_destroy(struct app *app) {
  if (!app) return;
  app_counts_close(app);
  app_device_close(app);
  reading_destroy(app->reading);
  press_destroy(app->press);
  mbtiles_close(app->tiles);
  model_destroy(app->model);
  catalog_close(app->catalog);
  arena_fini(&app->frames[0]);
  arena_fini(&app->frames[1]);
  buf_fini(&app->outbox.line);
  wipe(app, sizeof *app); /* what may still be typed in it */
  free(app);
}

struct picture_source app_pictures(struct app *app) {
  return (struct picture_source){.read = map_tiles_read, .context = app->tiles};
}

void app_resize(struct app *app, int width_px, int height_px, double panel_mm) {
  app->width_px = width_px;
  app->height_px = height_px;
  app->given_mm = panel_mm;
  if (app->own.panel_mm > 0) panel_mm = app->own.panel_mm;
  app->panel_mm = panel_mm;
  app->dirty = true;
  struct metrics metrics;
  metrics_init(&metrics, width_px, height_px, panel_mm, 1);
  ui_expect_text(app->fonts, &metrics, size_steps, COUNT_OF(size_steps));
}

struct words app_words(struct app *app) {
  return (struct words){.catalog = app->catalog, .lang = app->settings.lang, .arena = app->ui.arena};
}

/* ---- history ---- */

static void show(struct app *app, enum screen_id screen, const char *id) {
  if (app->depth + 1 == HISTORY_MAX) {
    /* Full: forget the second oldest, so that Back still ends at home. */
    memmove(&app->history[1], &app->history[2], (HISTORY_MAX - 2) * sizeof app->history[0]);
    app->depth--;
  }
  app->depth++;
  struct view *view = app_view(app);
  *view = (struct view){.screen = screen};
  str_copy(view->id, sizeof view->id, id);
}

static bool is_switch(enum screen_id screen) { return screen == SCREEN_TOPICS || screen == SCREEN_AZ || screen == SCREEN_OPEN; }

static void go(struct app *app, enum screen_id screen, const char *id, int filter) {
  const struct view *view = app_view(app);
  if (view->screen == screen && str_equals(view->id, id) && view->filter == filter) return;
  /* The three ways into the services are siblings: changing between them is no step of the history. */
  if (is_switch(screen) && is_switch(view->screen)) {
    *app_view(app) = (struct view){.screen = screen};
    return;
  }
  show(app, screen, id);
  app_view(app)->filter = filter;
}

void app_go(struct app *app, enum screen_id screen) { go(app, screen, "", 0); }

static void scroll_to_top(struct app *app) { app_view(app)->scroll = (struct scroll){0}; }

static void change_size(struct app *app) {
  app->settings.size_step = (app->settings.size_step + 1) % (int)COUNT_OF(size_steps);
  for (size_t i = 0; i <= app->depth; i++)
    app->history[i].scroll = (struct scroll){0};
}

/* A choice was made: the screen that it is for shows it, wherever that was opened from. */
static void choose(struct app *app, int filter, const char *id) {
  enum screen_id from = app_view(app)->screen;
  enum screen_id target = screens[from].chooses_for ? screens[from].chooses_for : from;
  if (target != from && app->depth > 0 && app->history[app->depth - 1].screen == target) app->depth--;
  *app_view(app) = (struct view){.screen = target, .filter = filter};
  str_copy(app_view(app)->id, sizeof app_view(app)->id, id);
}

void app_perform(struct app *app, const struct action *action) {
  attract_wake(app);
  struct view before = *app_view(app);
  size_t depth = app->depth;
  if (action->kind != ACTION_SPEECH) app_speech_stop(app);
  if (action->kind != ACTION_NONE) app_count_action(app, action);
  switch (action->kind) {
    case ACTION_NONE: return;
    case ACTION_GO: go(app, (enum screen_id)action->number, action->id, action->state); break;
    case ACTION_ENTRY: go(app, SCREEN_ENTRY, action->id, action->number); break;
    case ACTION_HOME:
      app->depth = 0;
      scroll_to_top(app);
      break;
    case ACTION_BACK:
      if (app->depth > 0 && !app_form_back(app)) app->depth--;
      break;
    case ACTION_SIZE: change_size(app); break;
    case ACTION_CONTRAST: app->settings.contrast = !app->settings.contrast; break;
    case ACTION_REACH:
      app->settings.reach = !app->settings.reach;
      scroll_to_top(app);
      break;
    case ACTION_LANGUAGE:
      set_language(app, action->id);
      if (app->depth > 0) app->depth--;
      break;
    case ACTION_FILTER:
      app_view(app)->filter = action->number;
      scroll_to_top(app);
      break;
    case ACTION_CHOOSE: choose(app, action->number, action->id); break;
    case ACTION_PAGE: app_view(app)->scroll.pending_pages += action->number; break;
    case ACTION_LETTER:
      str_copy(app_view(app)->id, sizeof before.id, action->id);
      scroll_to_top(app);
      break;
    case ACTION_TYPE:
    case ACTION_KEYBOARD: app_press_letter(app, action); break;
    case ACTION_SPEECH: app_speech_command(app, action->number); break;
    case ACTION_SUGGEST: app_take_suggestion(app, action->id); break;
    case ACTION_PRINT:
      if (app_print(app, action->id)) go(app, SCREEN_PRINT, action->id, 0);
      break;
    case ACTION_PICK:
    case ACTION_STEP:
    case ACTION_FORM: app_form_perform(app, action); break;
    case ACTION_VOLUNTEER: app_volunteer_perform(app, (enum volunteer_command)action->number); break;
    case ACTION_DEVICE: app_device_perform(app, action); break;
    case ACTION_STAY: break;
  }
  if (before.screen == SCREEN_SEARCH && app_view(app)->screen != SCREEN_SEARCH) app_note_search(app);
  if (app->depth == 0) app_volunteer_lock(app);
  if (app->depth == 0 && (app->typed.len > 0 || app->draft.screen != 0)) app_forget(app, false);
  app->asking = false;
  bool stepped = app_is_form(app) && (before.filter != app_view(app)->filter || action->kind == ACTION_FORM);
  if (depth != app->depth || before.screen != app_view(app)->screen || !str_equals(before.id, app_view(app)->id) || stepped)
    app->screen_since_ms = clock_elapsed_ms(app->clock);
  app->dirty = true;
}

bool app_show_screen(struct app *app, const char *name) {
  size_t len = strcspn(name, ":");
  for (size_t i = 0; i < COUNT_OF(screens); i++) {
    if (strlen(screens[i].name) != len || strncmp(screens[i].name, name, len) != 0) continue;
    if (i == SCREEN_ENTRY) return name[len] && app_show_entry(app, name + len + 1);
    if (is_of_entry((enum screen_id)i)) {
      if (!name[len] || !app_show_entry(app, name + len + 1)) return false;
      show(app, (enum screen_id)i, name + len + 1);
      return true;
    }
    app->depth = 0;
    if (i != SCREEN_HOME) show(app, (enum screen_id)i, name[len] ? name + len + 1 : i == SCREEN_LIST ? "pflege" : "");
    app->dirty = true;
    return true;
  }
  return false;
}

bool app_show_entry(struct app *app, const char *id) {
  if (!model_has_content(app->model)) return false;
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  if (!reader_find(model_reader(app->model), id, &arena, &entry, &err)) return false;
  attract_wake(app);
  app->depth = 0;
  show(app, SCREEN_ENTRY, id);
  app->dirty = true;
  return true;
}

/* ---- time ---- */

static int idle_seconds(const struct app *app) { return (int)((clock_elapsed_ms(app->clock) - app->touched_ms) / 1000); }

bool app_is_fresh(const struct app *app) {
  return app->depth == 0 && app->history[0].scroll.offset_px == 0 && app->history[0].scroll.line == 0 && app->typed.len == 0 &&
         !app->keyboard.ordered && app->settings.size_step == 0 && !app->settings.contrast && !app->settings.reach &&
         str_equals(app->settings.lang, app->config.lang ? app->config.lang : "de");
}

/* The question counts down visibly; unanswered, the next person finds the board as it should be. */
static void tick_idle(struct app *app) {
  if (app->config.idle_s <= 0 || app_is_fresh(app)) return;
  int idle = idle_seconds(app);
  if (idle < app->config.idle_s || idle == app->idle_shown_s) return;
  app->idle_shown_s = idle;
  app->dirty = true;
  if (idle >= app->config.idle_s + IDLE_ANSWER_S) {
    app_reset(app);
    app_pointers_lost(app);
  } else {
    app->asking = true;
  }
}

/* Only as long as there is nothing else to show. */
static void tick_pairing(struct app *app) {
  scoped_arena arena = {0};
  struct pairing_note note = {0};
  struct err ignored; /* a note that is just being replaced is read in a second */
  const char *cache = app->config.model.cache_path;
  if (model_has_content(app->model) || !pairing_note_read(cache, &arena, &note, &ignored)) return;
  const char *code = note.code ? note.code : "", *state = note.state ? note.state : "";
  if (str_equals(code, app->pairing.code) && str_equals(state, app->pairing.state)) return;
  str_copy(app->pairing.code, sizeof app->pairing.code, code);
  str_copy(app->pairing.state, sizeof app->pairing.state, state);
  app->dirty = true;
}

bool app_tick(struct app *app) {
  if (model_tick(app->model)) app->dirty = true;
  tick_idle(app);
  if (attract_tick(app, app->finger < 0 && app_is_fresh(app) && !reading_is_on(app->reading))) app->dirty = true;
  app_speech_tick(app);
  app_print_tick(app);
  app_form_tick(app);
  app_counts_tick(app);
  tick_pairing(app);
  app_device_tick(app);
  app_wishes_tick(app);
  app_shot_tick(app);
  app_volunteer_tick(app);
  return app->dirty;
}

int app_next_tick_ms(const struct app *app) {
  int64_t now = clock_utc_ms(app->clock);
  int next = app->dirty ? 0 : TICK_MS - (int)(now % TICK_MS);
  int speech = reading_next_ms(app->reading);
  return speech >= 0 && speech < next ? speech : next;
}

/* ---- frame ---- */

static void fill_frame(struct app *app, struct frame *frame) {
  struct words w = app_words(app);
  const struct reader_info *info = model_info(app->model);
  bool content = model_has_content(app->model);
  *frame = (struct frame){.place = content ? info->name : "Litfass",
                          .is_home = app->depth == 0,
                          .contrast_on = app->settings.contrast,
                          .reach_on = app->settings.reach,
                          .size_step = app->settings.size_step,
                          .bare = app_is_bare(app),
                          .reading_on = reading_is_on(app->reading),
                          .help_screen = SCREEN_HELP,
                          .more_screen = SCREEN_MORE};
  if (model_clock_is_trusted(app->model)) {
    int64_t now = model_now(app->model);
    frame->date_long = words_date_long(&w, wall_day(now));
    frame->date_short = words_date_short(&w, wall_day(now));
    frame->time = words_clock(&w, now);
  }
  if (!content || app->depth > 0) return;
  frame->offline = info->failing_since_utc > 0;
  frame->freshness = freshness_words(app);
}

/* An alert takes the top of every screen. */
static void fill_alert(struct app *app, struct frame *frame) {
  if (!model_has_content(app->model)) return;
  struct reader_query query = {.kinds = 1U << KIND_NOTICE, .order = ORDER_NEWEST, .now = model_visible_now(app->model)};
  struct entry entry;
  size_t count;
  struct err err;
  if (!reader_page(model_reader(app->model), &query, &(struct reader_cursor){0}, false, 1, app->ui.arena, &entry, NULL, &count,
                   &err) ||
      count == 0 || entry.priority != PRIORITY_ALERT)
    return;
  const struct view *view = app_view(app);
  if (view->screen == SCREEN_ENTRY && str_equals(view->id, entry.id)) return;
  frame->alert = text_get(&entry.name, app->settings.lang, &frame->alert_lang);
  frame->alert_action = action_with_id(ACTION_ENTRY, 0, entry.id);
}

static void draw_focus(struct app *app, struct ui *ui) {
  const struct node *node = app_focused(app);
  if (!node || rect_is_empty(node->hit)) return;
  /* Bright between two dark lines: it stands out from a light page and from a dark tile alike. */
  int out = ui_mm(ui, 2), line = ui_mm(ui, 0.8);
  command_box(&ui->commands, rect_inset(node->rect, -out - line, -out - line), COLOR_NONE, ui->theme->focus_edge,
              out + 2 * line, ui_mm(ui, 8.6));
  command_box(&ui->commands, rect_inset(node->rect, -out, -out), COLOR_NONE, ui->theme->focus, out, ui_mm(ui, 8));
}

static void begin_frame(struct app *app, struct ui *ui) {
  if (app->forgets) arena_reset(&app->frames[app->frame]);
  app->frame = !app->frame;
  struct arena *arena = &app->frames[app->frame];
  arena_reset(arena);
  const struct language *language = language_find(app->settings.lang);
  *ui = (struct ui){.fonts = app->fonts,
                    .theme = app->settings.contrast ? &theme_contrast : &theme_light,
                    .catalog = app->catalog,
                    .lang = app->settings.lang,
                    .rtl = language && language->rtl,
                    .pressed = app->has_pressed ? &app->pressed : NULL};
  metrics_init(&ui->metrics, app->width_px, app->height_px, app->panel_mm, size_steps[app->settings.size_step]);
  ui_begin(ui, arena);
  ui->commands.forget = app->forgets_all;
  app->forgets = app->forgets_all = false;
}

static void build_page(struct app *app, struct ui *ui) {
  struct frame frame;
  fill_frame(app, &frame);
  fill_alert(app, &frame);
  struct rect page = frame_draw(ui, &frame);
  app->page_from = ui->tree.count;
  app->page = page = speech_bar_draw(app, ui, page);
  enum screen_id screen = app_view(app)->screen;
  if (!screens[screen].works_empty && !model_has_content(app->model)) screen = SCREEN_WAITING;
  screens[screen].build(app, ui, page);
  if (ui->reach) hero_draw(ui, frame_upper_half(ui), app->page_from);
  app->page_to = ui->tree.count;
  frame_footer(ui, &frame);
  if (app_cleaning_s(app) > 0)
    cleaning_draw(app, ui);
  else if (app->asking)
    idle_question_draw(app, ui, app->config.idle_s + IDLE_ANSWER_S - idle_seconds(app));
  speech_mark_draw(app, ui);
  draw_focus(app, ui);
}

const struct ui *app_build(struct app *app) {
  struct ui *ui = &app->ui;
  begin_frame(app, ui);
  struct err err;
  bool reading = model_has_content(app->model) && reader_begin(model_reader(app->model), &err);
  app->page_from = 0;
  app_form_attend(app);
  ui->reach = app->settings.reach && !app_takes_text(app); /* the keyboard is low already */
  if (app->attract.on && model_has_content(app->model)) {
    attract_draw(app, ui);
    app->page_to = ui->tree.count;
  } else {
    build_page(app, ui);
  }
  if (reading) reader_end(model_reader(app->model));
  app->dirty = false;
  return ui;
}
