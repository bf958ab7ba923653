/* Pressing "Abschicken" seals what was filled in, at once and in memory; the spool gets it behind the next frame, because a
 * disk may take its time. Only when it is safely there the words are wiped and the page says thank you. */
#include "screens/app_form.h"

#include "base/log.h"
#include "base/str.h"
#include "base/wipe.h"
#include "spool/spool.h"

#include <string.h>

enum { SEARCHES_A_DAY = 50 };

static bool is_form(enum screen_id screen) {
  return screen == SCREEN_SURVEY || screen == SCREEN_REPORT || screen == SCREEN_IDEA || screen == SCREEN_PROPOSE;
}

bool app_is_form(const struct app *app) { return is_form(app->history[app->depth].screen); }

static bool house_key(const struct app *app, unsigned char key[SEAL_KEY_BYTES]) {
  return model_has_content(app->model) && hex_parse(model_info(app->model)->seal_key, key, SEAL_KEY_BYTES);
}

/* A spool that was not named at all (a script, a picture) is one that fails; one that is named "" is none. */
bool app_takes_messages(const struct app *app) {
  unsigned char key[SEAL_KEY_BYTES];
  return house_key(app, key) && (!app->config.spool || *app->config.spool);
}

/* ---- filling in ---- */

void app_form_forget(struct app *app) {
  if (app->draft.screen != 0) wipe(&app->draft, sizeof app->draft);
}

static bool is_of(const struct draft *draft, const struct view *view, const struct form *form) {
  return draft->screen == (int)view->screen && str_equals(draft->id, view->id) && draft->shape == form->shape;
}

static void begin(struct draft *draft, const struct view *view, const struct form *form) {
  draft->screen = (int)view->screen;
  str_copy(draft->id, sizeof draft->id, view->id);
  draft->shape = form->shape;
  draft->count = form->count;
  for (size_t i = 0; i < form->count; i++) {
    if (form->steps[i].type == STEP_WORDS) draft->writes |= (uint64_t)1 << i;
    draft->words[i].limit = form->steps[i].limit;
  }
}

void app_form_attend(struct app *app) {
  struct form form;
  struct view *view = app_view(app);
  if (!app_is_form(app) || !form_load(app, app->ui.arena, &form)) return;
  if (!is_of(&app->draft, view, &form)) {
    if (app->draft.screen != 0) app_forget(app, false);
    begin(&app->draft, view, &form);
    view->filter = 0;
  }
  if (view->filter < 0 || (size_t)view->filter > form.count) view->filter = 0;
}

static size_t step_of(struct app *app) { return (size_t)app_view(app)->filter; }

struct textbox *app_form_textbox(struct app *app) {
  struct draft *draft = &app->draft;
  size_t step = step_of(app);
  bool here = app_is_form(app) && draft->screen == (int)app_view(app)->screen && app_takes_messages(app);
  return here && draft->state == DRAFT_OPEN && step < draft->count && draft->writes >> step & 1 ? &draft->words[step] : NULL;
}

static void pick(struct app *app, const struct form *form, int option) {
  size_t step = step_of(app);
  if (step >= form->count || option < 0 || (size_t)option >= form->steps[step].option_count) return;
  uint32_t bit = (uint32_t)1 << option, *picked = &app->draft.picked[step];
  *picked = form->steps[step].type == STEP_SOME ? *picked ^ bit : *picked == bit ? 0 : bit;
}

static void clear(struct app *app, size_t step) {
  if (step >= app->draft.count) return;
  app->draft.picked[step] = 0;
  textbox_wipe(&app->draft.words[step]);
  app->forgets = true;
}

/* ---- sealing ---- */

static bool seal(struct app *app, enum message_kind kind, const char *body, struct err *err) {
  unsigned char key[SEAL_KEY_BYTES];
  struct outbox *outbox = &app->outbox;
  int64_t made = model_clock_is_trusted(app->model) ? clock_utc(app->clock) : MESSAGE_UNKNOWN_TIME;
  if (!house_key(app, key)) return err_set(err, ERR_DENIED, "there is no house's key");
  message_make_id(outbox->id);
  buf_fini(&outbox->line);
  buf_init(&outbox->line, MESSAGE_MAX);
  outbox->kind = kind;
  return outbox->waits = message_sealed(kind, outbox->id, made, body, key, &outbox->line, err);
}

static enum message_kind kind_of(enum screen_id screen) {
  switch (screen) {
    case SCREEN_SURVEY: return MESSAGE_SURVEY;
    case SCREEN_REPORT: return MESSAGE_REPORT;
    case SCREEN_IDEA: return MESSAGE_IDEA;
    default: return MESSAGE_OFFER;
  }
}

static void send(struct app *app, const struct form *form) {
  scoped_buf body;
  struct err err = {0};
  buf_init(&body, MESSAGE_MAX / 2);
  body.wipes = true;
  if (app->draft.state == DRAFT_SENDING || !form_is_complete(form, &app->draft)) return;
  bool ok = (form_body(form, &app->draft, &body) && buf_ok(&body, &err)) || err_set(&err, ERR_TOO_BIG, "a form is too long");
  ok = ok && seal(app, kind_of(app_view(app)->screen), buf_text(&body), &err);
  if (!ok) log_error("message of a visitor: %s, not sent", err.msg);
  app->draft.state = ok ? DRAFT_SENDING : DRAFT_FAILED;
}

static bool put(struct app *app, struct err *err) {
  struct spool spool;
  const char *folder = app->config.spool;
  if (str_is_empty(folder)) return err_set(err, ERR_CONFIG, "no spool is configured");
  return spool_init(&spool, folder, err) && spool_put(&spool, app->outbox.kind, app->outbox.id, &app->outbox.line, err);
}

/* The words are gone, the page that says thank you remains. */
static void thank(struct app *app) {
  char id[sizeof app->draft.id];
  int screen = app->draft.screen;
  uint64_t shape = app->draft.shape;
  str_copy(id, sizeof id, app->draft.id);
  app_forget(app, false);
  app->draft.screen = screen;
  app->draft.shape = shape;
  app->draft.state = DRAFT_SENT;
  str_copy(app->draft.id, sizeof app->draft.id, id);
}

void app_form_tick(struct app *app) {
  struct outbox *outbox = &app->outbox;
  struct err err;
  if (!outbox->waits || app->dirty) return; /* the page that says so comes first */
  bool ok = put(app, &err);
  outbox->waits = false;
  buf_fini(&outbox->line);
  if (!ok) log_error("message '%s': %s, not sent", message_kind_name(outbox->kind), err.msg);
  if (outbox->kind == MESSAGE_SEARCH || app->draft.state != DRAFT_SENDING) return;
  if (ok)
    thank(app);
  else
    app->draft.state = DRAFT_FAILED;
  app->dirty = true;
}

/* ---- actions ---- */

static void obey(struct app *app, const struct form *form, enum form_command command) {
  switch (command) {
    case FORM_SEND: send(app, form); break;
    case FORM_DISCARD: app->draft.state = DRAFT_DISCARDED; break;
    case FORM_RESUME: app->draft.state = DRAFT_OPEN; break;
    case FORM_LEAVE:
      app_forget(app, false);
      app->depth--; /* a form is never home */
      break;
  }
}

void app_form_perform(struct app *app, const struct action *action) {
  scoped_arena arena = {0};
  struct form form;
  struct view *view = app_view(app);
  if (!app_is_form(app) || !form_load(app, &arena, &form) || !is_of(&app->draft, view, &form)) return;
  if (action->kind == ACTION_PICK) {
    pick(app, &form, action->number);
  } else if (action->kind == ACTION_STEP) {
    if (action->state) clear(app, step_of(app));
    view->filter = action->number;
    view->scroll = (struct scroll){0};
  } else {
    view->scroll = (struct scroll){0};
    obey(app, &form, (enum form_command)action->number);
  }
}

bool app_form_back(struct app *app) {
  struct view *view = app_view(app);
  struct draft *draft = &app->draft;
  if (!app_is_form(app) || draft->screen != (int)view->screen) return false;
  if (draft->state == DRAFT_FAILED) return draft->state = DRAFT_OPEN, true;
  if (draft->state == DRAFT_SENT || draft->state == DRAFT_DISCARDED) return app_forget(app, false), false;
  if (view->filter == 0) return false;
  view->filter--;
  view->scroll = (struct scroll){0};
  return true;
}

/* ---- what was searched in vain ---- */

static bool was_in_vain(struct app *app, const char *word) {
  const struct search_result *result = model_find(app->model, word, app->settings.lang);
  return result->count == 0 && result->topic_count == 0;
}

void app_note_search(struct app *app) {
  const char *word = app->typed.text;
  if (!app->config.spool || app->search_noted || !message_is_word(word)) return;
  if (!app_takes_messages(app) || app->outbox.waits) return;
  if (app->counts.today.searches >= SEARCHES_A_DAY || !was_in_vain(app, word)) return;
  scoped_buf body;
  struct err err;
  buf_init(&body, MESSAGE_MAX / 2);
  body.wipes = true;
  buf_adds(&body, "{\"word\":\"");
  buf_adds(&body, word);
  buf_adds(&body, "\"}");
  app->search_noted = true;
  app->counts.today.searches++;
  if (!seal(app, MESSAGE_SEARCH, buf_text(&body), &err)) log_warning("search: %s, not noted", err.msg);
}
