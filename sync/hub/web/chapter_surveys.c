/* What visitors answered: counts as bars and as a spreadsheet. Nothing is shown below five answers (QUALITY P1): with fewer one
 * could guess who it was. */
#include "base/str.h"
#include "feed/entry.h"
#include "hub/inbox.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

enum { SHOWN_FROM = 5, SCALE_STEPS = 5, TEXTS_MAX = 500 };

static bool list_surveys(struct page *page, struct err *err) {
  json_t *surveys;
  if (!inbox_count(page->hub, err) ||
      !query_list(page->hub->store,
                  "SELECT id, title, json_extract(line, '$.visible_until') AS until,"
                  " coalesce((SELECT count FROM survey_answer WHERE survey = entry.id AND question = ''), 0) AS n"
                  " FROM entry WHERE kind = 'survey' ORDER BY sort",
                  WITH_NOTHING, &surveys, err))
    return false;
  page_set_json(page, "surveys", surveys);
  return page_show(page, N_("Umfragen"), "surveys", err);
}

static const char *german(const struct text *text) {
  const char *words = text_get(text, "de", NULL);
  return words ? words : "";
}

/* ---- one survey ---- */

struct survey {
  struct entry entry;
  int64_t answers;
};

static bool find_survey(struct page *page, struct survey *out, struct err *err) {
  const char *line;
  bool found;
  out->answers = 0;
  if (!inbox_count(page->hub, err) || !store_line(page->hub->store, page->segments[0], page->arena, &line, err)) return false;
  if (!line) return err_set(err, ERR_NOT_FOUND, "there is no survey '%.64s'", page->segments[0]);
  if (!entry_parse(line, strlen(line), page->arena, &out->entry, err)) return false;
  if (out->entry.kind != KIND_SURVEY) return err_set(err, ERR_NOT_FOUND, "'%.64s' is no survey", page->segments[0]);
  return query_find(page->hub->store, "SELECT count FROM survey_answer WHERE survey = ?1 AND question = ''",
                    WITH(value_text(out->entry.id)), &found, &out->answers, NULL, NULL, err);
}

static bool count_of(struct page *page, const struct survey *survey, const char *question, int64_t choice, int64_t *out,
                     struct err *err) {
  bool found;
  *out = 0;
  return query_find(page->hub->store, "SELECT count FROM survey_answer WHERE survey = ?1 AND question = ?2 AND choice = ?3",
                    WITH(value_text(survey->entry.id), value_text(question), value_number(choice)), &found, out, NULL, NULL,
                    err);
}

/* How many choices a question has, and what stands beside each: options count from 0, steps of a scale from 1. */
static size_t choices_of(const struct question *question) {
  if (question->type == QUESTION_TEXT) return 0;
  if (question->type == QUESTION_SCALE && question->option_count == 0) return SCALE_STEPS;
  return question->option_count;
}

static const char *label_of(struct page *page, const struct question *question, size_t i) {
  if (i < question->option_count) return german(&question->options[i]);
  return arena_printf(page->arena, "%zu", i + 1);
}

static int64_t number_of(const struct question *question, size_t i) {
  return (int64_t)i + (question->type == QUESTION_SCALE ? 1 : 0);
}

static bool add_bars(struct page *page, const struct survey *survey, const struct question *question, json_t *out,
                     struct err *err) {
  for (size_t i = 0; i < choices_of(question); i++) {
    int64_t count;
    if (!count_of(page, survey, question->id, number_of(question, i), &count, err)) return false;
    json_array_append_new(out, json_pack("{s:s,s:I,s:I,s:I}", "label", label_of(page, question, i), "count", (json_int_t)count,
                                         "percent", (json_int_t)(100 * count / survey->answers), "most",
                                         (json_int_t)survey->answers));
  }
  return true;
}

/* Answers in words lie sealed in the inbox, already counted. */
static bool add_texts(struct page *page, const struct survey *survey, const struct question *question, json_t *out,
                      struct err *err) {
  json_t *letters, *letter;
  size_t i;
  if (!inbox_read_texts(page->hub, TEXTS_MAX, &letters, err)) return false;
  json_array_foreach(letters, i, letter) {
    json_t *body = json_object_get(letter, "body");
    const char *id = json_string_value(json_object_get(body, "survey"));
    json_t *answer = json_object_get(json_object_get(body, "answers"), question->id);
    if (str_equals(id, survey->entry.id) && json_is_string(answer)) json_array_append(out, answer);
  }
  json_decref(letters);
  return true;
}

static bool add_question(struct page *page, const struct survey *survey, const struct question *question, json_t *out,
                         struct err *err) {
  json_t *bars = json_array(), *texts = json_array();
  bool ok = question->type == QUESTION_TEXT ? add_texts(page, survey, question, texts, err)
                                            : add_bars(page, survey, question, bars, err);
  json_array_append_new(out, json_pack("{s:s,s:o,s:o}", "text", german(&question->text), "bars", bars, "texts", texts));
  return ok;
}

static bool show_survey(struct page *page, struct err *err) {
  struct survey survey;
  json_t *questions = json_array();
  if (!find_survey(page, &survey, err)) return json_decref(questions), false;
  page_set(page, "id", survey.entry.id);
  page_set(page, "name", german(&survey.entry.name));
  page_set_int(page, "n", survey.answers);
  page_set_bool(page, "is_shown", survey.answers >= SHOWN_FROM);
  page_set_json(page, "questions", questions);
  for (size_t i = 0; survey.answers >= SHOWN_FROM && i < survey.entry.question_count; i++)
    if (!add_question(page, &survey, &survey.entry.questions[i], questions, err)) return false;
  return page_show(page, N_("Umfrage"), "survey", err);
}

/* ---- as a spreadsheet (RFC 4180) ---- */

/* A cell that begins like a formula is one to some programs: it gets an apostrophe. */
static void add_cell(struct buf *out, const char *text, const char *end) {
  buf_addc(out, '"');
  if (*text && strchr("=+-@\t", *text)) buf_addc(out, '\'');
  for (; *text; text++) {
    if (*text == '"') buf_addc(out, '"');
    buf_addc(out, *text);
  }
  buf_addc(out, '"');
  buf_adds(out, end);
}

static bool add_rows(struct page *page, const struct survey *survey, const struct question *question, struct err *err) {
  for (size_t i = 0; i < choices_of(question); i++) {
    int64_t count;
    if (!count_of(page, survey, question->id, number_of(question, i), &count, err)) return false;
    add_cell(&page->reply->body, german(&question->text), ";");
    add_cell(&page->reply->body, label_of(page, question, i), ";");
    buf_addf(&page->reply->body, "%lld\r\n", (long long)count);
  }
  return true;
}

static bool show_table(struct page *page, struct err *err) {
  struct survey survey;
  if (!find_survey(page, &survey, err)) return false;
  if (survey.answers < SHOWN_FROM) return err_set(err, ERR_NOT_FOUND, "fewer than five answers");
  reply_download(page->reply, "text/csv; charset=utf-8", "umfrage.csv");
  buf_adds(&page->reply->body, "\xEF\xBB\xBF\"Frage\";\"Antwort\";\"Anzahl\"\r\n");
  for (size_t i = 0; i < survey.entry.question_count; i++)
    if (!add_rows(page, &survey, &survey.entry.questions[i], err)) return false;
  return buf_ok(&page->reply->body, err);
}

const struct route chapter_surveys[] = {
    {METHOD_GET, "/surveys", ROLE_VIEWER, 0, list_surveys},
    {METHOD_GET, "/surveys/{}", ROLE_VIEWER, 0, show_survey},
    {METHOD_GET, "/surveys/{}/table.csv", ROLE_VIEWER, 0, show_table},
    {0},
};
