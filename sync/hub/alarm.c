#include "hub/alarm.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/transfer.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct settings {
  const char *mail, *from, *server, *user, *webhook, *house;
  char password[256];
  int64_t after_s;
};

static bool read_password(struct hub *hub, struct settings *settings, struct err *err) {
  char path[PATH_MAX];
  scoped_buf text;
  buf_init(&text, sizeof settings->password - 1);
  settings->password[0] = '\0';
  if (!hub_path(hub->dir, "keys/smtp.secret", path, err)) return false;
  if (!fs_exists(path)) return true;
  if (!fs_read(path, &text, err)) return false;
  size_t len = strcspn(buf_text(&text), "\r\n");
  memcpy(settings->password, buf_text(&text), len);
  settings->password[len] = '\0';
  sodium_memzero(text.data, text.len);
  return true;
}

static bool read_settings(struct hub *hub, struct arena *arena, struct settings *out, struct err *err) {
  const struct {
    const char *name, **value;
  } texts[] = {{"alarm_mail", &out->mail}, {"alarm_from", &out->from},       {"smtp_url", &out->server},
               {"smtp_user", &out->user},  {"alarm_webhook", &out->webhook}, {"name", &out->house}};
  for (size_t i = 0; i < COUNT_OF(texts); i++)
    if (!store_get(hub->store, texts[i].name, "", arena, texts[i].value, err)) return false;
  if (!store_get_int(hub->store, "alarm_after_s", &out->after_s, err)) return false;
  if (out->after_s <= 0) out->after_s = ALARM_AFTER_S;
  if (!*out->from) out->from = out->mail;
  return read_password(hub, out, err);
}

static bool send_mail(const struct settings *settings, const char *subject, const char *text, struct err *err) {
  const struct transfer_letter letter = {.server = settings->server,
                                         .user = settings->user,
                                         .password = settings->password,
                                         .from = settings->from,
                                         .to = settings->mail,
                                         .subject = subject,
                                         .text = text};
  return transfer_mail(&letter, err) || err_prefix(err, "mail to %s", settings->mail);
}

static bool call_webhook(const struct settings *settings, const char *board, bool is_silent, const char *text,
                         struct err *err) {
  json_t *object = json_pack("{s:s,s:s,s:b,s:s}", "house", settings->house, "board", board, "silent", is_silent, "text", text);
  char *body = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  ASSERT(body != NULL);
  const struct transfer_upload upload = {
      .url = settings->webhook, .method = "POST", .body = body, .len = strlen(body), .content_type = "application/json"};
  bool sent = transfer_send(&upload, err) || err_prefix(err, "webhook");
  free(body);
  return sent;
}

static bool tell(const struct settings *settings, const char *board, bool is_silent, const char *since, struct arena *arena,
                 struct err *err) {
  const char *subject = arena_printf(arena, is_silent ? "Tafel „%s“ meldet sich nicht" : "Tafel „%s“ ist wieder da", board);
  const char *text =
      is_silent
          ? arena_printf(arena,
                         "Die Tafel „%s“ (%s) hat sich zuletzt am %s gemeldet.\nSie zeigt weiter, was sie hat. Bitte prüfen:"
                         " Ist der Strom an? Hat sie Netz?\n",
                         board, settings->house, since)
          : arena_printf(arena, "Die Tafel „%s“ (%s) meldet sich wieder.\n", board, settings->house);
  if (*settings->mail && *settings->server && !send_mail(settings, subject, text, err)) return false;
  return !*settings->webhook || call_webhook(settings, board, is_silent, text, err);
}

/* Boards whose state is not the one that was told. */
static bool list_changes(struct hub *hub, int64_t before, json_t **out, struct err *err) {
  return query_list(hub->store,
                    "SELECT id, name, coalesce(seen, created) AS seen, coalesce(seen, created) < ?1 AS is_silent FROM screen"
                    " WHERE revoked IS NULL AND (coalesce(seen, created) < ?1) <> silence_told LIMIT 100",
                    WITH(value_number(before)), out, err);
}

static bool tell_one(struct hub *hub, const struct settings *settings, const json_t *row, struct err *err) {
  scoped_arena arena = {0};
  char since[WALL_TEXT_SIZE];
  bool is_silent = json_integer_value(json_object_get(row, "is_silent")) != 0;
  wall_format(zone_to_wall(hub->clock.zone, json_integer_value(json_object_get(row, "seen"))), since);
  return tell(settings, json_string_value(json_object_get(row, "name")), is_silent, since, &arena, err) &&
         query_run(hub->store, "UPDATE screen SET silence_told = ?2 WHERE id = ?1",
                   WITH(value_number(json_integer_value(json_object_get(row, "id"))), value_number(is_silent)), err);
}

bool alarm_look(struct hub *hub, size_t *told, struct err *err) {
  scoped_arena arena = {0};
  struct settings settings;
  json_t *rows, *row;
  size_t i;
  *told = 0;
  if (!read_settings(hub, &arena, &settings, err)) return false;
  bool has_way = (*settings.mail && *settings.server) || *settings.webhook;
  bool ok = !has_way || list_changes(hub, clock_utc(&hub->clock) - settings.after_s, &rows, err);
  if (has_way && ok) {
    json_array_foreach(rows, i, row) {
      ok = ok && tell_one(hub, &settings, row, err);
      *told += ok;
    }
    json_decref(rows);
  }
  sodium_memzero(settings.password, sizeof settings.password);
  return ok;
}
