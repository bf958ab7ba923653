/* `set NAME VALUE`: what an operator decides once; without words it prints all settings with their meaning. */
#include "hub/command.h"

#include "base/str.h"
#include "hub/guard.h"
#include "hub/hub.h"

#include <stdio.h>

static bool any(const char *value UNUSED, struct err *err UNUSED) { return true; }
static bool url(const char *value, struct err *err) { return *value == '\0' || guard_check_url(value, err); }
static bool seconds(const char *value, struct err *err) {
  int64_t number;
  return parse_int(value, 60, 30 * 86400, &number) || err_set(err, ERR_USAGE, "must be 60 to 2592000 seconds");
}
static bool months(const char *value, struct err *err) {
  int64_t number;
  return parse_int(value, 1, 60, &number) || err_set(err, ERR_USAGE, "must be 1 to 60 months");
}
static bool mail_server(const char *value, struct err *err) {
  bool good = *value == '\0' || str_starts_with(value, "smtp://") || str_starts_with(value, "smtps://");
  return good || err_set(err, ERR_USAGE, "must start with smtp:// or smtps://");
}

static const struct setting {
  const char *name;
  bool (*check)(const char *value, struct err *err);
  const char *help;
} settings[] = {
    {"public_url", url, "address under which people reach the pages: links in invitations and calendars"},
    {"check_months", months, "after how many months somebody should look again whether an entry is right (6)"},
    {"alarm_after_s", seconds, "seconds without a word of a board until somebody is told (7200)"},
    {"alarm_mail", any, "who is told by mail"},
    {"alarm_from", any, "sender of such mails; alarm_mail where empty"},
    {"smtp_url", mail_server, "mail server; its password is in keys/smtp.secret"},
    {"smtp_user", any, "name at the mail server"},
    {"alarm_webhook", url, "address that is told by a POST of JSON"},
    {"s3_url", url, "bucket and prefix of an S3-compatible store that carries the feed; its keys are in keys/s3.secret"},
    {"s3_region", any, "region of that store (us-east-1)"},
};

static bool print_all(struct hub *hub, struct err *err) {
  for (size_t i = 0; i < COUNT_OF(settings); i++) {
    scoped_arena arena = {0};
    const char *value;
    if (!store_get(hub->store, settings[i].name, "", &arena, &value, err)) return false;
    printf("%s = %s\n    %s\n", settings[i].name, value, settings[i].help);
  }
  return true;
}

bool command_set(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  if (!hub_open(&hub, options->dir, options->clock, err)) return false;
  if (options->file_count == 0) return print_all(&hub, err);
  if (options->file_count != 2) return err_set(err, ERR_USAGE, "set NAME VALUE; without them it lists what there is");
  for (size_t i = 0; i < COUNT_OF(settings); i++)
    if (str_equals(settings[i].name, options->files[0]))
      return (settings[i].check(options->files[1], err) || err_prefix(err, "%s", settings[i].name)) &&
             store_set(hub.store, settings[i].name, options->files[1], err);
  return err_set(err, ERR_USAGE, "there is no setting '%.40s'", options->files[0]);
}
