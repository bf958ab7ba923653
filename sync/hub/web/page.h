/* What a handler does with its page: fill in values, show a template, or go elsewhere. Words are German msgids (N_). */
#ifndef LITFASS_HUB_WEB_PAGE_H
#define LITFASS_HUB_WEB_PAGE_H

#include "hub/web/web.h"

/* What the layout needs: house, person, navigation, form token, what the page before left to say. */
MUST_USE bool page_begin(struct page *page, struct err *err);

void page_set(struct page *page, const char *name, const char *value); /* NULL: nothing */
void page_set_int(struct page *page, const char *name, int64_t value);
void page_set_bool(struct page *page, const char *name, bool value);
void page_set_json(struct page *page, const char *name, json_t *value); /* takes it over */

/* Renders the template with page->data into the reply: status 200, or another (404, 409, 422). `title` is German words. */
MUST_USE bool page_show(struct page *page, const char *title, const char *template, struct err *err);
MUST_USE bool page_show_status(struct page *page, unsigned status, const char *title, const char *template, struct err *err);

/* A page of a title and a sentence. */
MUST_USE bool page_fail(struct page *page, unsigned status, const char *title, const char *message, struct err *err);

/* Goes to a path of ours and says `message` there once. */
void page_done(struct page *page, const char *location, const char *message);
/* The same with a button that posts to the path `undo`; the words may name values: {"words": "{name} gelöscht", "name": …}. */
void page_done_undo(struct page *page, const char *location, json_t *message, const char *undo);

int64_t page_now(const struct page *page); /* UTC seconds */

/* A deed of whoever is signed in, into the audit log: inside the transaction. */
MUST_USE bool page_note(struct page *page, const char *action, const char *object, const char *before, const char *after,
                        struct err *err);

/* ---- simple forms: page->data.fields for field.html, in the order of the calls ---- */

struct field {
  const char *name, *label, *hint;
  const char *type; /* "text", "email", "password", "checkbox", "select", "area" */
  const char *value;
  const char *autocomplete;
  bool optional, checked;
  json_t *options; /* of a select: [{value, label, selected}]; taken over */
};

/* Says what is wrong with a field (or, with "", with the whole); before the field is added. */
void page_error(struct page *page, const char *name, const char *message);
bool page_has_errors(const struct page *page);
void page_add_field(struct page *page, const struct field *field);

/* [{value, label, selected}] out of pairs; `chosen` is the selected value. */
struct choice {
  const char *value, *label;
};
json_t *page_options(const struct choice *choices, size_t count, const char *chosen);

#endif
