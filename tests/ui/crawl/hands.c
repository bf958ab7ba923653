/* Simulated hands. Older adults miss by 3.4 mm on average (UI.md); errors of pointing are normal in both directions, so the
 * distance follows a Rayleigh distribution, whose mean is sigma * sqrt(pi / 2): sigma is 2.71 mm. Everything is aimed at in its
 * visible middle, also a row that the edge of the page cuts. */
#include "crawl.h"

#include <malloc.h>
#include <math.h>
#include <stdio.h>

static const double mean_miss_mm = 3.4, pi = 3.14159265358979;

enum { TAPS_EACH = 8, FINGERS = 4, FULL_AFTER = 100000 };

/* xorshift64*; the same taps on every machine. */
static uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return *seed * UINT64_C(2685821657736338717) >> 11;
}

static double uniform(uint64_t *seed) { return ((double)next_random(seed) + 0.5) / 9007199254740992.0; }

static int below(uint64_t *seed, int limit) { return (int)(uniform(seed) * limit); }

/* Box and Muller. */
static struct point miss(const struct ui *ui, uint64_t *seed) {
  double sigma = mean_miss_mm / sqrt(pi / 2) * ui->metrics.px_per_mm;
  double length = sigma * sqrt(-2 * log(uniform(seed))), angle = 2 * pi * uniform(seed);
  return (struct point){(int)lround(length * cos(angle)), (int)lround(length * sin(angle))};
}

static void aim(struct crawl *crawl, const struct node *node, struct hands *hands) {
  struct app *app = crawl->stage.app;
  struct action wanted = node->action;
  struct rect hit = node->hit;
  for (int i = 0; i < TAPS_EACH; i++) {
    struct point off = miss(&app->ui, &hands->seed);
    clock_advance(&crawl->stage.clock, 1000);
    app_pointer_down(app, 1, hit.x + hit.w / 2 + off.x, hit.y + hit.h / 2 + off.y);
    hands->taps++;
    if (!app->has_pressed)
      hands->none++;
    else if (!action_equals(&app->pressed, &wanted))
      hands->wrong++;
    app_pointers_lost(app);
  }
}

void hands_aim(struct crawl *crawl, struct hands *hands) {
  struct app *app = crawl->stage.app;
  const struct tree *tree = &app->ui.tree;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (tree->nodes[i].action.kind != ACTION_NONE && !rect_is_empty(tree->nodes[i].hit)) aim(crawl, &tree->nodes[i], hands);
}

/* ---- anything at all ---- */

static void random_event(struct crawl *crawl, uint64_t *seed) {
  struct app *app = crawl->stage.app;
  int x = below(seed, app->width_px + 40) - 20, y = below(seed, app->height_px + 40) - 20;
  int finger = below(seed, FINGERS);
  switch (below(seed, 10)) {
    case 0:
    case 1:
    case 2: app_pointer_down(app, finger, x, y); break;
    case 3:
    case 4: app_pointer_move(app, finger, x, y); break;
    case 5:
    case 6:
    case 7: app_pointer_up(app, finger, x, y); break;
    case 8: app_press_key(app, (enum app_key)below(seed, 4)); break;
    default:
      if (below(seed, 200) == 0) app_pointers_lost(app);
      break;
  }
  static const int pauses[] = {0, 3, 16, 60, 120, 400, 700};
  clock_advance(&crawl->stage.clock, below(seed, 20000) == 0 ? 200000 : pauses[below(seed, 7)]);
  crawl_settle(crawl);
}

/* A board that was maltreated works like any other: after its time it stands at home, and a tap on a door opens it. */
static void check_sane(struct crawl *crawl) {
  struct app *app = crawl->stage.app;
  for (int i = 0; i < 140; i++) {
    clock_advance(&crawl->stage.clock, 1000);
    crawl_settle(crawl);
  }
  const struct settings *settings = &app->settings;
  if (app->depth != 0 || settings->size_step != 0 || settings->contrast || settings->reach || app->finger >= 0)
    crawl_find(crawl, "insane", "", "after the idle time the board is not as the next visitor should find it");
  app_touched(app);
  crawl_settle(crawl);
  const struct node *door = crawl_control(crawl, &(struct action){.kind = ACTION_GO, .number = SCREEN_TOPICS});
  if (door) crawl_tap(crawl, door);
  if (!door || app->history[app->depth].screen != SCREEN_TOPICS) crawl_find(crawl, "insane", "door", "a door does not open");
}

static void see(struct crawl *crawl, const char *screen, const char *id) {
  char name[128];
  snprintf(name, sizeof name, "%s%s%s", screen, id ? ":" : "", id ? id : "");
  if (app_show_screen(crawl->stage.app, name)) crawl_settle(crawl);
}

/* All screens in this language and size, those of entries with the longest texts. */
static void see_screens(struct crawl *crawl) {
  for (size_t i = 0; app_screen_name(i); i++)
    if (!app_screen_needs_entry(i))
      see(crawl, app_screen_name(i), NULL);
    else
      for (size_t k = 0; k < crawl->longest_count; k++)
        see(crawl, app_screen_name(i), crawl->longest[k]);
}

/* Arenas keep the room of the largest frame they ever held, and letters stay drawn until their cache is full: chance brings all
 * of it sooner or later, which is no leak. Ends as it began. */
static void see_everything(struct crawl *crawl) {
  struct app *app = crawl->stage.app;
  for (size_t i = 0; i <= crawl_lang_count; i++) {
    struct action language = action_with_id(ACTION_LANGUAGE, 0, crawl_langs[i % crawl_lang_count]);
    app_perform(app, &language);
    for (app->settings.size_step = 0; i < crawl_lang_count && app->settings.size_step < 3; app->settings.size_step++)
      see_screens(crawl);
    app->settings.size_step = 0;
  }
  see(crawl, "home", NULL);
}

void hands_maltreat(struct crawl *crawl, size_t events) {
  uint64_t seed = 20261121;
  if (events > 2 * FULL_AFTER) see_everything(crawl);
  size_t warm_up = events > 2 * FULL_AFTER ? FULL_AFTER : events / 2, settled = 0;
  for (size_t i = 0; i < events; i++) {
    random_event(crawl, &seed);
    if (i == warm_up) settled = mallinfo2().uordblks;
  }
  check_sane(crawl);
  size_t now = mallinfo2().uordblks;
  printf("%zu events; memory grew by %.1f kB after the first %zu\n", events, ((double)now - (double)settled) / 1024, warm_up);
  /* Fewer events leave room in the caches of words, letters and entries, all of which have a limit. */
  size_t allowed = (size_t)(warm_up < FULL_AFTER ? 8 : 1) * 1024 * 1024;
  if (now > settled + allowed) crawl_find(crawl, "memory", "", "memory grew by %zu kB", (now - settled) / 1024);
}
