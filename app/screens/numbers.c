/* Important numbers: those of the feed, and those that hold in all of Germany with or without content. */
#include "screens/entry_list.h"
#include "screens/rows.h"
#include "screens/screen.h"

#include "base/str.h"

enum { NUMBERS_MAX = 64 };

struct numbers {
  struct row rows[NUMBERS_MAX + 8];
  size_t count;
};

/* In an emergency nobody reads the alphabet: 112, 110, then the short national numbers, then the free ones, then the rest. */
static int urgency(const char *telephone) {
  static const char *const first[] = {"112", "110", "116", "0800"};
  for (int i = 0; i < (int)COUNT_OF(first); i++)
    if (str_starts_with(telephone, first[i])) return i;
  return (int)COUNT_OF(first);
}

/* The same number, however it is written. */
static bool same_digits(const char *a, const char *b) {
  for (;;) {
    while (*a && !(*a >= '0' && *a <= '9'))
      a++;
    while (*b && !(*b >= '0' && *b <= '9'))
      b++;
    if (*a != *b) return false;
    if (*a == '\0') return true;
    a++;
    b++;
  }
}

/* They hold in all of Germany, free of charge and around the clock, and need no feed. The first three by law (TKG §164,
 * Notrufverordnung; SGB V §75), the last since 1997. */
static const struct {
  const char *name, *telephone, *words;
} national[] = {
    {N_("Notruf"), "112", N_("Feuerwehr, Rettungsdienst")},
    {N_("Polizei"), "110", N_("Tag und Nacht")},
    {N_("Ärztlicher Dienst"), "116 117", N_("Wenn die Praxis zu hat")},
    {N_("Telefonseelsorge"), "0800 111 0 111", N_("Tag und Nacht, kostenlos")},
};

static struct row national_row(struct app *app, size_t i) {
  struct words w = app_words(app);
  struct row row = {
      .title = tr(app->catalog, national[i].name), .number = words_telephone(&w, national[i].telephone), .area = AREA_ALERT};
  row.facts[row.fact_count++] = (struct fact){NULL, tr(app->catalog, national[i].words), COLOR_NONE};
  return row;
}

static size_t read_entries(struct app *app, struct entry *found) {
  struct reader_query query = {.kinds = 1U << KIND_SERVICE, .numbers_only = true, .now = model_visible_now(app->model)};
  size_t count;
  struct err err;
  if (!model_has_content(app->model) || !reader_page(model_reader(app->model), &query, &(struct reader_cursor){0}, false,
                                                     NUMBERS_MAX, app->ui.arena, found, NULL, &count, &err))
    return 0;
  return count;
}

/* What the feed says about a number goes before what we know of it. */
static void read_numbers(struct app *app, struct numbers *numbers) {
  struct entry *found = arena_array(app->ui.arena, NUMBERS_MAX, sizeof *found);
  size_t count = read_entries(app, found);
  for (int rank = 0; rank <= 4; rank++) {
    for (size_t i = 0; i < COUNT_OF(national); i++) {
      bool known = false;
      for (size_t k = 0; k < count; k++)
        known = known || (found[k].telephone && same_digits(found[k].telephone, national[i].telephone));
      if (!known && urgency(national[i].telephone) == rank) numbers->rows[numbers->count++] = national_row(app, i);
    }
    for (size_t i = 0; i < count; i++)
      if (found[i].telephone && urgency(found[i].telephone) == rank)
        numbers->rows[numbers->count++] = row_of_number(app, &found[i]);
  }
}

size_t rows_of_numbers(struct app *app, struct row *rows, size_t most) {
  struct numbers *numbers = arena_alloc(app->ui.arena, sizeof *numbers);
  read_numbers(app, numbers);
  if (numbers->count < most) most = numbers->count;
  memcpy(rows, numbers->rows, most * sizeof *rows);
  return most;
}

static bool fetch_number(void *context, const struct list_cursor *cursor UNUSED, size_t index, bool backward, size_t limit,
                         struct row *rows, struct list_cursor *after UNUSED, size_t *count) {
  const struct numbers *numbers = context;
  *count = 0;
  while (*count < limit && (backward ? index > *count : index + *count < numbers->count)) {
    rows[*count] = numbers->rows[backward ? index - *count - 1 : index + *count];
    ++*count;
  }
  return true;
}

void numbers_build(struct app *app, struct ui *ui, struct rect page) {
  struct list_title title = {.title = TR(ui, "Wichtige Nummern"), .area = AREA_ALERT};
  struct numbers *numbers = arena_alloc(ui->arena, sizeof *numbers);
  read_numbers(app, numbers);
  double width_mm = page.w / ui->metrics.px_per_mm / ui->metrics.text_scale;
  struct list_source source = {
      .context = numbers, .fetch = fetch_number, .draw_cell = row_draw, .columns = width_mm >= 320 ? 2 : 1};
  const char *total = ui_printf(ui, trn(ui->catalog, "%zu Nummer", "%zu Nummern", numbers->count), numbers->count);
  struct list_head head = {list_title_draw, &title, title.title, total};
  page_list(ui, page, &app_view(app)->scroll, &head, &source, NULL, NULL);
}
