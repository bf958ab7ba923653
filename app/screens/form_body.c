/* What was filled in, as the JSON of its message. Written by hand into memory that is wiped: JSON values would leave copies of
 * what a visitor wrote behind (sync/spool/README.md). */
#include "base/buf.h"
#include "base/str.h"
#include "screens/form.h"

static void add_text(struct buf *out, const char *text) {
  buf_addc(out, '"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') buf_addc(out, '\\');
    buf_addc(out, (unsigned char)*text < ' ' ? ' ' : *text);
  }
  buf_addc(out, '"');
}

static void add_key(struct buf *out, const char *key, bool first) {
  if (!first) buf_addc(out, ',');
  add_text(out, key);
  buf_addc(out, ':');
}

static size_t first_bit(uint32_t bits) {
  size_t i = 0;
  while (i < 31 && !(bits >> i & 1))
    i++;
  return i;
}

static void add_numbers(struct buf *out, uint32_t picked) {
  const char *comma = "";
  buf_addc(out, '[');
  for (size_t i = 0; i < FORM_OPTIONS_MAX; i++)
    if (picked >> i & 1) {
      buf_addf(out, "%s%zu", comma, i);
      comma = ",";
    }
  buf_addc(out, ']');
}

static void add_answer(struct buf *out, const struct form_step *step, const struct draft *draft, size_t index) {
  uint32_t picked = draft->picked[index];
  if (step->type == STEP_WORDS)
    add_text(out, draft->words[index].text);
  else if (step->option_keys)
    add_text(out, step->option_keys[first_bit(picked)]);
  else if (step->type == STEP_SCALE)
    buf_addf(out, "%zu", first_bit(picked) + 1);
  else
    add_numbers(out, picked);
}

bool form_body(const struct form *form, const struct draft *draft, struct buf *out) {
  bool first = true;
  buf_addc(out, '{');
  if (draft->id[0]) {
    add_key(out, form->is_survey ? "survey" : "entry", true);
    add_text(out, draft->id);
    first = false;
  }
  if (form->is_survey) buf_adds(out, ",\"answers\":{"), first = true;
  for (size_t i = 0; i < form->count; i++) {
    if (form->is_survey && !form_is_answered(&form->steps[i], draft, i)) continue;
    add_key(out, form->steps[i].key, first);
    add_answer(out, &form->steps[i], draft, i);
    first = false;
  }
  if (form->is_survey) buf_addc(out, '}');
  return buf_addc(out, '}');
}
