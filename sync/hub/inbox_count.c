/* Letters of which only the number matters: words searched in vain, answers to surveys. */
#include "hub/inbox.h"

#include "base/clock.h"
#include "base/str.h"

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

static bool count_search(struct hub *hub, const json_t *letter, struct err *err) {
  int64_t week = json_integer_value(json_object_get(letter, "received")) / (7 * 86400);
  return query_run(hub->store,
                   "INSERT INTO search_word (word, week, count) VALUES (?1, ?2, 1)"
                   " ON CONFLICT (word, week) DO UPDATE SET count = count + 1",
                   WITH(value_text(text_of(json_object_get(letter, "body"), "word")), value_number(week)), err) &&
         inbox_settle(hub, text_of(letter, "id"), err);
}

static bool add_answer(struct hub *hub, const char *survey, const char *question, int64_t choice, struct err *err) {
  return query_run(hub->store,
                   "INSERT INTO survey_answer (survey, question, choice, count) VALUES (?1, ?2, ?3, 1)"
                   " ON CONFLICT (survey, question, choice) DO UPDATE SET count = count + 1",
                   WITH(value_text(survey), value_text(question), value_number(choice)), err);
}

/* "" is the survey as a whole: how many answered. */
static bool count_survey(struct hub *hub, const json_t *letter, struct err *err) {
  json_t *body = json_object_get(letter, "body"), *answer, *choice;
  const char *survey = text_of(body, "survey"), *question;
  bool has_words = false;
  size_t i;
  if (!add_answer(hub, survey, "", 0, err)) return false;
  json_object_foreach(json_object_get(body, "answers"), question, answer) {
    has_words = has_words || json_is_string(answer);
    if (json_is_integer(answer) && !add_answer(hub, survey, question, json_integer_value(answer), err)) return false;
    json_array_foreach(answer, i, choice) if (!add_answer(hub, survey, question, json_integer_value(choice), err)) return false;
  }
  if (!has_words) return inbox_settle(hub, text_of(letter, "id"), err);
  return query_run(hub->store, "UPDATE message SET is_done = 1 WHERE id = ?1", WITH(value_text(text_of(letter, "id"))), err);
}

typedef bool count_letter(struct hub *hub, const json_t *letter, struct err *err);

/* A portion, in one transaction. *more tells that there may be others. */
static bool count_portion(struct hub *hub, enum message_kind kind, count_letter *count, bool *more, struct err *err) {
  json_t *letters, *letter;
  bool is_locked;
  size_t i;
  if (!store_begin(hub->store, err)) return false;
  bool ok = inbox_read(hub, kind, &letters, &is_locked, err);
  if (ok) {
    json_array_foreach(letters, i, letter) ok = ok && count(hub, letter, err);
    *more = json_array_size(letters) == INBOX_PORTION;
    json_decref(letters);
  }
  if (ok && store_commit(hub->store, err)) return true;
  store_rollback(hub->store);
  return false;
}

static bool has_new(struct hub *hub, enum message_kind kind, bool *out, struct err *err) {
  return query_find(hub->store, "SELECT 1 FROM message WHERE kind = ?1 AND is_done = 0 LIMIT 1",
                    WITH(value_text(message_kind_name(kind))), out, NULL, NULL, NULL, err);
}

bool inbox_count(struct hub *hub, struct err *err) {
  static const struct {
    enum message_kind kind;
    count_letter *count;
  } counted[] = {{MESSAGE_SEARCH, count_search}, {MESSAGE_SURVEY, count_survey}};
  for (size_t i = 0; i < COUNT_OF(counted); i++) {
    bool more;
    if (!has_new(hub, counted[i].kind, &more, err)) return false;
    while (more)
      if (!count_portion(hub, counted[i].kind, counted[i].count, &more, err)) return false;
  }
  return true;
}
