#include "hub/command.h"

#include "base/str.h"
#include "hub/hub.h"
#include "hub/out/out.h"

static const struct form {
  const char *name;
  bool (*write)(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err);
} forms[] = {{"ical", out_ical}, {"rss", out_rss}, {"hsds", out_hsds}, {"jsonl", out_jsonl}};

static bool print_entry(void *user UNUSED, const struct store_line *line, struct err *err) {
  if (fwrite(line->data, 1, line->len, stdout) == line->len && putchar('\n') != EOF) return true;
  return err_set_errno(err, "cannot write the output");
}

static bool write_form(struct hub *hub, const struct form *form, const struct out_question *question, struct err *err) {
  scoped_out_content content = {0};
  scoped_buf out;
  buf_init(&out, OUT_BYTES_MAX);
  if (!out_load(hub, &content, err)) return false;
  if (question->place && !out_find(&content, question->place))
    return err_set(err, ERR_NOT_FOUND, "there is no place '%.64s'", question->place);
  if (!form->write(&content, question, &out, err)) return false;
  return fwrite(buf_text(&out), 1, out.len, stdout) == out.len || err_set_errno(err, "cannot write the output");
}

bool command_export(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  const struct form *form = NULL;
  const struct out_question question = {options->topic, options->place};
  const char *name = options->as ? options->as : "jsonl";
  for (size_t i = 0; i < COUNT_OF(forms); i++)
    if (str_equals(forms[i].name, name)) form = &forms[i];
  if (!form) return err_set(err, ERR_USAGE, "--as must be jsonl, ical, rss or hsds, not '%.40s'", name);
  if (!hub_open(&hub, options->dir, options->clock, err)) return false;
  if (str_equals(form->name, "jsonl") && !question.topic && !question.place)
    return store_each_entry(hub.store, print_entry, NULL, err); /* of any size */
  return write_form(&hub, form, &question, err);
}
