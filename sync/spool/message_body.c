/* Bodies of messages, member by member: a table for each kind. What a newer kiosk would add is refused, not guessed at: hubs
 * are brought up to date before their kiosks. */
#include "spool/message_body.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/text.h"
#include "spool/shot.h"

#include <string.h>

enum {
  NAME_CHARACTERS = 80,
  WORDS_CHARACTERS = 1000,
  CONTACT_CHARACTERS = 200,
  ID_MAX = 64,
  ANSWERS_MAX = 50, /* questions of a survey */
  OPTIONS_MAX = 20,
  TALLIES_MAX = 200,
  TALLY_MAX = 1000000
};

struct member;
typedef bool member_check(const struct member *member, json_t *value, struct arena *arena, struct err *err);

struct member {
  const char *name;
  member_check *check;
  size_t min, max;           /* characters or items */
  const char *const *choice; /* NULL last */
};

static bool fail(const char *name, const char *what, struct err *err) {
  return err_set(err, ERR_PARSE, "message: body: '%.64s' %s", name, what);
}

/* ---- values ---- */

static bool is_id(const char *text) {
  size_t len = strlen(text);
  return len > 0 && len <= ID_MAX && text[0] != '-' && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

/* Cleaned in place. */
static bool clean_text(json_t *value, size_t min, size_t max, struct arena *arena, const char *name, struct err *err) {
  if (!json_is_string(value)) return fail(name, "is no text", err);
  const char *clean = text_clean(arena, json_string_value(value), json_string_length(value));
  size_t length = utf8_length(clean);
  if (length < min) return fail(name, "is empty", err);
  if (length > max) return err_set(err, ERR_TOO_BIG, "message: body: '%.64s' has more than %zu characters", name, max);
  ASSERT(json_string_set(value, clean) == 0);
  return true;
}

static bool check_text(const struct member *member, json_t *value, struct arena *arena, struct err *err) {
  return clean_text(value, member->min, member->max, arena, member->name, err);
}

static bool check_word(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  return (json_is_string(value) && message_is_word(json_string_value(value))) || fail(member->name, "is no word", err);
}

static bool check_choice(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  for (const char *const *choice = member->choice; *choice; choice++)
    if (json_is_string(value) && str_equals(*choice, json_string_value(value))) return true;
  return fail(member->name, "is none of its values", err);
}

static bool check_id(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  return (json_is_string(value) && is_id(json_string_value(value))) || fail(member->name, "is no id", err);
}

static bool is_number(const json_t *value, json_int_t min, json_int_t max) {
  return json_is_integer(value) && json_integer_value(value) >= min && json_integer_value(value) <= max;
}

static bool check_tally(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  return is_number(value, 0, TALLY_MAX) || fail(member->name, "is no number", err);
}

static bool check_tallies(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  const char *key;
  json_t *tally;
  if (!json_is_object(value) || json_object_size(value) > member->max) return fail(member->name, "is no list of numbers", err);
  json_object_foreach(value, key, tally) {
    if (!is_id(key) || !is_number(tally, 1, TALLY_MAX)) return fail(key, "is no id with a number", err);
  }
  return true;
}

/* "2026-11-21" */
static bool check_day(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  int32_t day;
  return (json_is_string(value) && day_parse(json_string_value(value), &day)) || fail(member->name, "is no day", err);
}

/* Base64, or nothing. */
static bool check_base64(const struct member *member, json_t *value, struct arena *arena UNUSED, struct err *err) {
  const char *text = json_string_value(value);
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  if (!text || text[strspn(text, letters)] || json_string_length(value) % 4 != 0)
    return fail(member->name, "is no base64", err);
  return json_string_length(value) <= member->max ||
         err_set(err, ERR_TOO_BIG, "message: body: '%.64s' has more than %zu letters", member->name, member->max);
}

/* ---- answers of a survey ---- */

static bool check_options(const char *question, const json_t *list, struct err *err) {
  json_int_t last = -1;
  size_t count = json_array_size(list);
  for (size_t i = 0; i < count; i++) {
    const json_t *option = json_array_get(list, i);
    if (!is_number(option, last + 1, OPTIONS_MAX - 1)) return fail(question, "has an option that is none", err);
    last = json_integer_value(option);
  }
  return count > 0 || fail(question, "has no option", err);
}

static bool check_answer(const char *question, json_t *answer, struct arena *arena, struct err *err) {
  if (!is_id(question)) return fail(question, "is no id", err);
  if (json_is_array(answer)) return check_options(question, answer, err);
  if (json_is_integer(answer)) return is_number(answer, 1, OPTIONS_MAX) || fail(question, "is no step", err);
  return clean_text(answer, 1, WORDS_CHARACTERS, arena, question, err);
}

static bool check_answers(const struct member *member, json_t *value, struct arena *arena, struct err *err) {
  const char *question;
  json_t *answer;
  size_t count = json_object_size(value);
  if (!json_is_object(value) || count < member->min || count > member->max) return fail(member->name, "are none", err);
  json_object_foreach(value, question, answer) {
    if (!check_answer(question, answer, arena, err)) return false;
  }
  return true;
}

/* ---- bodies ---- */

static const char *const shot_states[] = {"taken", "busy", "dark", NULL};
static const char *const fields[] = {"telephone", "hours", "address", "gone", "other", NULL};
static const char *const modes[] = {"lend", "give", "swap", "ride", "help", "space", "teach", NULL};
static const char *const sides[] = {"offer", "request", NULL};

static const struct member picture_body[] = {
    {"picture", check_base64, 0, (SHOT_BYTES_MAX + 2) / 3 * 4, NULL},
    {"state", check_choice, 0, 0, shot_states},
    {"wish", check_id, 0, 0, NULL},
};
static const struct member counts_body[] = {
    {"day", check_day, 0, 0, NULL},      {"kinds", check_tallies, 0, TALLIES_MAX, NULL},
    {"taps", check_tally, 0, 0, NULL},   {"topics", check_tallies, 0, TALLIES_MAX, NULL},
    {"visits", check_tally, 0, 0, NULL},
};
static const struct member search_body[] = {
    {"word", check_word, 0, 0, NULL},
};
static const struct member report_body[] = {
    {"entry", check_id, 0, 0, NULL},
    {"field", check_choice, 0, 0, fields},
    {"text", check_text, 0, WORDS_CHARACTERS, NULL},
};
static const struct member survey_body[] = {
    {"answers", check_answers, 1, ANSWERS_MAX, NULL},
    {"survey", check_id, 0, 0, NULL},
};
static const struct member idea_body[] = {
    {"contact", check_text, 0, CONTACT_CHARACTERS, NULL},
    {"text", check_text, 1, WORDS_CHARACTERS, NULL},
};
static const struct member offer_body[] = {
    {"contact", check_text, 1, CONTACT_CHARACTERS, NULL},
    {"description", check_text, 0, WORDS_CHARACTERS, NULL},
    {"mode", check_choice, 0, 0, modes},
    {"name", check_text, 1, NAME_CHARACTERS, NULL},
    {"side", check_choice, 0, 0, sides},
};

static const struct {
  const struct member *members; /* NULL: any object, its sender is a program of ours */
  size_t count;
} bodies[MESSAGE_KINDS] = {
    [MESSAGE_HEARTBEAT] = {NULL, 0},
    [MESSAGE_PICTURE] = {picture_body, COUNT_OF(picture_body)},
    [MESSAGE_COUNTS] = {counts_body, COUNT_OF(counts_body)},
    [MESSAGE_SEARCH] = {search_body, COUNT_OF(search_body)},
    [MESSAGE_SURVEY] = {survey_body, COUNT_OF(survey_body)},
    [MESSAGE_REPORT] = {report_body, COUNT_OF(report_body)},
    [MESSAGE_OFFER] = {offer_body, COUNT_OF(offer_body)},
    [MESSAGE_IDEA] = {idea_body, COUNT_OF(idea_body)},
};

bool message_body_check(enum message_kind kind, json_t *body, struct arena *arena, struct err *err) {
  const struct member *members = bodies[kind].members;
  size_t count = bodies[kind].count;
  if (!json_is_object(body)) return fail("body", "is no object", err);
  if (!members) return true;
  for (size_t i = 0; i < count; i++) {
    json_t *value = json_object_get(body, members[i].name);
    if (!value) return fail(members[i].name, "is missing", err);
    if (!members[i].check(&members[i], value, arena, err)) return false;
  }
  return json_object_size(body) == count || fail(message_kind_name(kind), "has a member that nobody knows", err);
}
