/* What the pages of a form share. */
#ifndef LITFASS_SCREENS_FORM_PAGE_H
#define LITFASS_SCREENS_FORM_PAGE_H

#include "screens/form.h"
#include "ui/choice.h"

struct form_page {
  struct app *app;
  struct form form;
  struct draft *draft;
  size_t step; /* form.count: the page that shows what goes off */
};

/* Title and "Frage 2 von 5" with its bar; in reach mode the title goes to the upper half. Returns the height with the gap. */
int form_head_draw(struct ui *ui, const struct form_page *page, int x, int y, int width);

enum { FORM_WAYS_MAX = 3 };
/* What leads on from the shown step, the most wanted first. */
size_t form_ways(struct ui *ui, const struct form_page *page, struct way out[FORM_WAYS_MAX]);

/* At the lower end of a line: as wide as its word needs, at most 45 % of it. For button_go_draw in chrome. */
struct rect form_button_place(struct ui *ui, const char *word, struct rect line);

/* A step of free text, with our keyboard. */
void form_words_build(struct app *app, struct ui *ui, struct rect rect, struct form_page *page);

#endif
