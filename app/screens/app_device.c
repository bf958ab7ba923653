#include "screens/app_device.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "screens/app_wishes.h"
#include "spool/paired.h"

#include <math.h>
#include <string.h>

enum {
  SHORT_MS = 5000,
  LONG_MS = 100 * 1000, /* looking for networks, joining one: longer than litfass-device allows itself */
  STATUS_EVERY_MS = 5000,
  PASSPHRASE_MAX = 63 /* IEEE 802.11 J.4.1; a PSK of 64 hex digits is nothing to type here */
};

const int panel_sizes[] = {70, 101, 133, 156, 215, 238, 270, 320, 430, 550, 0};

static bool has_device(const struct app *app) { return !str_is_empty(app->config.device); }

bool app_device_is_silent(const struct app *app) { return app->device.silences >= 2; }

bool app_may_set_up(const struct app *app) {
  return app->volunteer.is_open || (!model_has_content(app->model) && !model_trouble(app->model));
}

struct textbox *app_device_textbox(struct app *app) {
  return app_view(app)->screen == SCREEN_WIFI && app_may_set_up(app) ? &app->device.secret : NULL;
}

void app_device_forget(struct app *app) {
  if (app->device.secret.len > 0) app->device.wanted &= ~(1U << ASK_JOIN); /* without it there is nothing to join with */
  textbox_wipe(&app->device.secret);
  app->keyboard.exact = app->keyboard.shifted = false;
}

/* ---- questions ---- */

static void want(struct app *app, enum device_question question) { app->device.wanted |= 1U << question; }

/* Built by hand: what was typed stays out of JSON values, which leave copies in freed memory. `text` is UTF-8 without controls.
 */
static void add_string(struct buf *out, const char *text) {
  buf_addc(out, '"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') buf_addc(out, '\\');
    buf_addc(out, *text);
  }
  buf_addc(out, '"');
}

static void word_question(const struct app *app, enum device_question question, struct buf *out) {
  switch (question) {
    case ASK_STATUS: buf_adds(out, "{\"verb\":\"status\"}\n"); break;
    case ASK_CLEANING: buf_adds(out, "{\"verb\":\"cleaning\",\"arg\":\"on\"}\n"); break;
    case ASK_VOLUME: buf_addf(out, "{\"verb\":\"volume\",\"arg\":\"%d\"}\n", app->device.volume); break;
    case ASK_REBOOT: buf_adds(out, "{\"verb\":\"reboot\"}\n"); break;
    case ASK_LIST: buf_adds(out, "{\"verb\":\"network\",\"arg\":\"list\"}\n"); break;
    case ASK_JOIN:
      buf_adds(out, "{\"verb\":\"network\",\"arg\":\"join\",\"ssid\":");
      add_string(out, app->device.ssid);
      buf_adds(out, ",\"passphrase\":");
      add_string(out, app->device.secret.text);
      buf_adds(out, "}\n");
      break;
    case ASK_KINDS: break;
  }
}

static void settle(struct app *app, enum device_question question, const char *answer) {
  struct device_talk *talk = &app->device;
  talk->silences = answer ? 0 : talk->silences + 1;
  bool is_heard = answer != NULL;
  bool is_told = question == ASK_STATUS && answer;
  if (!answer) answer = "";
  if (is_told) talk->is_known = answer_condition(answer, &talk->condition);
  if (app_device_is_silent(app)) talk->is_known = false;
  if (question == ASK_LIST) talk->list = answer_networks(answer, &talk->networks) ? LIST_THERE : LIST_FAILED;
  if (question == ASK_VOLUME && !answer_is_good(answer)) talk->volume = -1;
  if (question == ASK_REBOOT && !answer_is_good(answer)) talk->reboot = is_heard ? REBOOT_REFUSED : REBOOT_SILENT;
  if (question == ASK_JOIN) {
    talk->join = answer_is_good(answer) ? JOIN_DONE : JOIN_FAILED;
    want(app, ASK_STATUS);
    want(app, ASK_LIST);
  }
  app->dirty = true;
}

static bool send(struct app *app, enum device_question question) {
  scoped_buf text;
  buf_init(&text, 1024);
  text.wipes = true;
  word_question(app, question, &text);
  bool is_long = question == ASK_LIST || question == ASK_JOIN;
  return has_device(app) && line_ask(&app->device.line, app->config.device, buf_text(&text), text.len,
                                     clock_elapsed_ms(app->clock), is_long ? LONG_MS : SHORT_MS);
}

/* The first of what is wanted. */
static void send_next(struct app *app) {
  struct device_talk *talk = &app->device;
  enum device_question question = ASK_STATUS;
  while (question < ASK_KINDS && !(talk->wanted >> question & 1))
    question++;
  if (question == ASK_KINDS) return;
  talk->wanted &= ~(1U << question);
  talk->asked = question;
  bool ok = send(app, question);
  if (question == ASK_JOIN) {
    app_device_forget(app);
    app->forgets = true;
  }
  if (!ok) settle(app, question, NULL);
}

/* What a page shows has to be fresh while it is shown. */
static void ask_for_page(struct app *app) {
  enum screen_id screen = app_view(app)->screen;
  struct device_talk *talk = &app->device;
  int64_t now = clock_elapsed_ms(app->clock);
  bool is_shown = screen == SCREEN_NETWORK || screen == SCREEN_VOLUNTEER || screen == SCREEN_REBOOT;
  if (screen != SCREEN_REBOOT) talk->reboot = REBOOT_NONE;
  if (!is_shown || !app_may_set_up(app)) {
    talk->list = talk->list == LIST_THERE ? LIST_NONE : talk->list;
    talk->join = JOIN_NONE;
    talk->status_ms = 0;
    return;
  }
  if (screen == SCREEN_NETWORK && talk->list == LIST_NONE) {
    talk->list = LIST_LOOKING;
    want(app, ASK_LIST);
  }
  if (talk->status_ms != 0 && now - talk->status_ms < STATUS_EVERY_MS) return;
  talk->status_ms = now;
  want(app, ASK_STATUS);
}

void app_device_tick(struct app *app) {
  const char *answer = NULL;
  struct device_talk *talk = &app->device;
  if (app_view(app)->screen != SCREEN_WIFI && talk->secret.len > 0 && talk->join != JOIN_RUNNING) app_device_forget(app);
  ask_for_page(app);
  enum line_state state = line_look(&talk->line, clock_elapsed_ms(app->clock), &answer);
  if (state == LINE_ANSWERED || state == LINE_SILENT) settle(app, talk->asked, answer);
  if (state != LINE_WAITING) send_next(app);
}

/* ---- the board's own note ---- */

static void save_note(struct app *app) {
  struct err err;
  struct board_note note = {.panel_mm = app->own.panel_mm, .place = app->own.place};
  if (!board_note_write(app->config.model.cache_path, &note, &err)) log_warning("%s, it holds until the next start", err.msg);
}

static void load_note(struct app *app) {
  scoped_arena arena = {0};
  struct board_note note;
  struct err err;
  if (!app->config.model.cache_path) return;
  if (!board_note_read(app->config.model.cache_path, &arena, &note, &err)) {
    log_warning("%s, going on without it", err.msg);
    return;
  }
  app->own.panel_mm = note.panel_mm;
  str_copy(app->own.place, sizeof app->own.place, note.place);
}

/* Of a panel of this shape. */
static double width_of(const struct app *app, int tenths) {
  return tenths * 2.54 * app->width_px / hypot(app->width_px, app->height_px);
}

static void set_panel(struct app *app, int tenths) {
  app->own.panel_mm = tenths > 0 ? width_of(app, tenths) : 0;
  app_resize(app, app->width_px, app->height_px, app->given_mm);
  save_note(app);
}

static void set_place(struct app *app, const char *id) {
  str_copy(app->own.place, sizeof app->own.place, id);
  app_wishes_place(app);
  save_note(app);
}

/* ---- what is tapped ---- */

static void join(struct app *app) {
  app->device.join = JOIN_RUNNING;
  want(app, ASK_JOIN);
  if (app_view(app)->screen == SCREEN_WIFI && app->depth > 0) app->depth--;
}

static void pick(struct app *app, int index) {
  struct device_talk *talk = &app->device;
  if (index < 0 || (size_t)index >= talk->networks.count || talk->join == JOIN_RUNNING) return;
  const struct network *network = &talk->networks.items[index];
  str_copy(talk->ssid, sizeof talk->ssid, network->ssid);
  textbox_wipe(&talk->secret);
  talk->secret.limit = PASSPHRASE_MAX;
  if (!network->is_secure) {
    join(app);
    return;
  }
  app->keyboard.exact = true;
  app->keyboard.folded = app->keyboard.shifted = false;
  app->keyboard.page = 0;
  app_go(app, SCREEN_WIFI);
}

void app_device_clean(struct app *app) {
  if (has_device(app)) want(app, ASK_CLEANING);
}

void app_device_perform(struct app *app, const struct action *action) {
  if (!app_may_set_up(app)) return;
  switch ((enum device_command)action->number) {
    case DEVICE_LIST: app->device.list = LIST_NONE; break;
    case DEVICE_PICK: pick(app, action->state); break;
    case DEVICE_JOIN: join(app); break;
    case DEVICE_VOLUME:
      app->device.volume = action->state;
      want(app, ASK_VOLUME);
      break;
    case DEVICE_REBOOT:
      if (!app->volunteer.is_open) break;
      app->device.reboot = REBOOT_RUNNING;
      app_view(app)->scroll = (struct scroll){0}; /* it is another page now */
      want(app, ASK_REBOOT);
      break;
    case DEVICE_PANEL: set_panel(app, action->state); break;
    case DEVICE_PLACE: set_place(app, action->id); break;
  }
}

void app_device_open(struct app *app) {
  line_init(&app->device.line);
  app->device.volume = -1;
  load_note(app);
}

void app_device_close(struct app *app) { line_close(&app->device.line); }
