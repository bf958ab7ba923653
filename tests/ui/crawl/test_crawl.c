/* test_crawl CACHE MODE [options]: see crawl.h for what is walked. Modes:
 *
 *   taps, keys      a walk in a few combinations of panel, size, colours, language and reach that differ in everything
 *   contrast        measures on the pixels, in four combinations
 *   hands           10,000 taps that miss by 3.4 mm, on each of five panels
 *   events [N]      random fingers and keys, 20,000 of them
 *   pairs           looks at all screens in as few combinations as hold every pair of two settings
 *   all             walks every combination, by taps and by keys; --part I/N does a share of them
 *   one PANEL SIZE light|contrast LANG [reach] [keys]     by hand: 0 100 light de
 *
 * Exit 1 when there are findings. */
#include "crawl.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

const char *const crawl_langs[] = {"de", "de-simple", "en", "tr", "uk", "ar"};
const size_t crawl_lang_count = COUNT_OF(crawl_langs);
enum { SAMPLE_PAGES = 12 }; /* of a long screen, where not everything is walked */
enum { SIZES = 3, LANGS = COUNT_OF(crawl_langs), DIMENSIONS = 5, MOST_VALUES = 8 };

static size_t combo_count(void) { return panel_count * SIZES * 2 * LANGS * 2; }

/* A combination as the number of its value in each dimension. */
static void values_of(size_t number, size_t value[DIMENSIONS]) {
  const size_t sizes[DIMENSIONS] = {panel_count, LANGS, SIZES, 2, 2};
  for (size_t i = 0; i < DIMENSIONS; i++) {
    value[i] = number % sizes[i];
    number /= sizes[i];
  }
}

static struct combo combo_of(size_t number) {
  size_t v[DIMENSIONS];
  values_of(number, v);
  return (struct combo){.panel = v[0], .lang = crawl_langs[v[1]], .size = (int)v[2], .contrast = v[3] == 1, .reach = v[4] == 1};
}

/* ---- every pair of settings in few combinations ---- */

struct pairs {
  bool seen[DIMENSIONS][DIMENSIONS][MOST_VALUES][MOST_VALUES];
};

static int new_pairs(struct pairs *pairs, size_t number, bool take) {
  size_t v[DIMENSIONS];
  values_of(number, v);
  int count = 0;
  for (size_t a = 0; a < DIMENSIONS; a++)
    for (size_t b = a + 1; b < DIMENSIONS; b++) {
      bool *seen = &pairs->seen[a][b][v[a]][v[b]];
      if (!*seen) count++;
      if (take) *seen = true;
    }
  return count;
}

/* Greedy: the combination with the most pairs that are still missing. False when none is. */
static bool next_of_pairs(struct pairs *pairs, size_t *out) {
  int best = 0;
  for (size_t i = 0; i < combo_count(); i++) {
    size_t number = (i * 131) % combo_count(); /* so that ties differ in everything */
    int count = new_pairs(pairs, number, false);
    if (count > best) best = count, *out = number;
  }
  if (best > 0) new_pairs(pairs, *out, true);
  return best > 0;
}

/* ---- modes ---- */

/* Findings come out as they are made: a long run may be watched, or broken off. */
static void progress(struct crawl *crawl) {
  const struct combo *combo = &crawl->combo;
  fprintf(stderr, "%s size %d %s %s%s: %zu states, %zu frames, %zu findings so far, %.1f s\n", panels[combo->panel].name,
          combo->size, combo->contrast ? "contrast" : "light", combo->lang, combo->reach ? " reach" : "", crawl->state_count,
          crawl->frames, crawl->findings.count, (double)clock() / CLOCKS_PER_SEC);
  findings_print(&crawl->findings, crawl->printed);
  crawl->printed = crawl->findings.count;
}

static const struct combo few[] = {
    {.panel = 0, .size = 0, .lang = "de"},
    {.panel = 4, .size = 2, .lang = "ar", .contrast = true, .reach = true},
};

static void run_few(struct crawl *crawl, enum means means) {
  crawl->pages_max = SAMPLE_PAGES;
  crawl->means = means;
  for (size_t i = 0; i < COUNT_OF(few); i++) {
    crawl_run(crawl, &few[i]);
    progress(crawl);
  }
}

/* Both schemes with every language, size and kind of panel somewhere; the first page of each screen. */
static const struct combo drawn[] = {
    {.panel = 0, .size = 0, .lang = "de"},
    {.panel = 3, .size = 1, .lang = "uk", .contrast = true},
    {.panel = 4, .size = 0, .lang = "tr", .contrast = true, .reach = true},
    {.panel = 1, .size = 2, .lang = "ar"},
};

static void run_contrast(struct crawl *crawl) {
  crawl->on_pixels = true;
  for (size_t i = 0; i < COUNT_OF(drawn); i++) {
    crawl->pages_max = 2;
    if (i == 0)
      crawl_run(crawl, &drawn[i]);
    else
      crawl_visit(crawl, &drawn[i]);
    progress(crawl);
  }
}

static void run_hands(struct crawl *crawl) {
  static const size_t on[] = {0, 1, 2, 3, 4};
  crawl->pages_max = 2;
  crawl_run(crawl, &few[0]);
  for (size_t i = 0; i < COUNT_OF(on); i++) {
    struct hands hands = {.seed = 34};
    struct combo combo = {.panel = on[i], .lang = "de"};
    crawl_aim(crawl, &combo, &hands);
    double wrong = 100.0 * (double)hands.wrong / (double)hands.taps, none = 100.0 * (double)hands.none / (double)hands.taps;
    printf("%s: %zu taps, %.2f %% on another control, %.2f %% on none\n", panels[on[i]].name, hands.taps, wrong, none);
    if (hands.taps < 10000) crawl_find(crawl, "hands few", panels[on[i]].name, "only %zu taps", hands.taps);
    if (wrong >= 0.5) crawl_find(crawl, "hands wrong", panels[on[i]].name, "%.2f %% of taps hit another control", wrong);
    if (none >= 2) crawl_find(crawl, "hands none", panels[on[i]].name, "%.2f %% of taps hit nothing", none);
  }
}

static void run_events(struct crawl *crawl, int argc, char **argv) {
  size_t events = argc > 3 ? strtoul(argv[3], NULL, 10) : 20000;
  crawl_start(crawl, &few[0]);
  hands_maltreat(crawl, events);
}

static void run_pairs(struct crawl *crawl) {
  static const struct combo most = {.panel = 4, .lang = "de"}; /* the panel with the most screens */
  crawl->pages_max = SAMPLE_PAGES;
  crawl_run(crawl, &most);
  struct pairs *pairs = calloc(1, sizeof *pairs);
  ASSERT(pairs != NULL);
  size_t number;
  while (next_of_pairs(pairs, &number)) {
    struct combo combo = combo_of(number);
    crawl_visit(crawl, &combo);
    progress(crawl);
  }
  free(pairs);
}

static void run_all(struct crawl *crawl, size_t part, size_t parts) {
  crawl->on_pixels = true;
  crawl->means = BY_BOTH;
  crawl->each_class = 1; /* the other combinations have others */
  for (size_t number = part - 1; number < combo_count(); number += parts) {
    struct combo combo = combo_of(number);
    crawl_run(crawl, &combo);
    progress(crawl);
  }
}

static bool run_one(struct crawl *crawl, int count, char **words) {
  if (count < 4) return false;
  struct combo combo = {.panel = strtoul(words[0], NULL, 10),
                        .size = str_equals(words[1], "200")   ? 2
                                : str_equals(words[1], "140") ? 1
                                                              : 0,
                        .contrast = str_equals(words[2], "contrast"),
                        .lang = words[3]};
  if (combo.panel >= panel_count) return false;
  for (int i = 4; i < count; i++) {
    if (str_equals(words[i], "reach")) combo.reach = true;
    if (str_equals(words[i], "keys")) crawl->means = BY_KEYS;
    if (str_equals(words[i], "both")) crawl->means = BY_BOTH;
    if (str_equals(words[i], "pixels")) crawl->on_pixels = true;
  }
  crawl_run(crawl, &combo);
  progress(crawl);
  return true;
}

static bool run(struct crawl *crawl, int argc, char **argv) {
  const char *mode = argv[2];
  if (str_equals(mode, "taps"))
    run_few(crawl, BY_TAPS);
  else if (str_equals(mode, "keys"))
    run_few(crawl, BY_KEYS);
  else if (str_equals(mode, "pairs"))
    run_pairs(crawl);
  else if (str_equals(mode, "contrast"))
    run_contrast(crawl);
  else if (str_equals(mode, "hands"))
    run_hands(crawl);
  else if (str_equals(mode, "events"))
    run_events(crawl, argc, argv);
  else if (str_equals(mode, "one"))
    return run_one(crawl, argc - 3, argv + 3);
  else if (str_equals(mode, "all")) {
    size_t part = 1, parts = 1;
    if (argc > 3 && sscanf(argv[3], "%zu/%zu", &part, &parts) != 2) return false;
    if (part < 1 || part > parts) return false;
    run_all(crawl, part, parts);
  } else {
    return false;
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: test_crawl CACHE taps|keys|contrast|hands|events [N]|pairs|all [I/N]|one PANEL SIZE SCHEME LANG "
                    "[reach] [keys] [pixels]\n");
    return 64;
  }
  struct crawl crawl;
  crawl_open(&crawl, argv[1], "treffpunkt-suedstadt");
  bool ok = run(&crawl, argc, argv);
  findings_print(&crawl.findings, crawl.printed);
  size_t count = crawl.findings.count;
  printf("%zu frames, %zu taps, %zu keys: %zu findings\n", crawl.frames, crawl.taps, crawl.keys, count);
  crawl_close(&crawl);
  return !ok ? 64 : count > 0;
}
