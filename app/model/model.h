/* What the screens know: the cache, the time and the place, turned into words. Owns the reader; reopens it when the cache
 * appears, is replaced or turns out damaged. Reads nothing but the cache, and the clock only through model_tick. */
#ifndef LITFASS_MODEL_MODEL_H
#define LITFASS_MODEL_MODEL_H

#include "base/arena.h"
#include "base/clock.h"
#include "cache/reader.h"
#include "feed/entry.h"
#include "feed/hours.h"
#include "model/finder.h"
#include "model/way.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdint.h>

struct model_config {
  const char *cache_path;
  const char *place; /* id of the place where the kiosk stands, or NULL */
  bool has_position;
  double latitude, longitude; /* of the kiosk, when it is not that of the place */
  enum land land;
  unsigned local_holidays;
  const char *search_words; /* path of the table of synonyms; NULL for none */
  bool without_pictures;    /* as if no entry had one */
};

struct model;

struct model *model_create(const struct model_config *config, struct clock *clock);
void model_destroy(struct model *model);

/* Another place for the kiosk; borrowed as in the config. */
void model_set_place(struct model *model, const char *place);

/* Looks at the clock and for news in the cache. True when something that can be seen has changed: the minute, the content, the
 * network's state. Cheap: one PRAGMA and one stat when nothing has. */
bool model_tick(struct model *model);

/* Content to show; without it the screen says that it waits for its first content. */
bool model_has_content(const struct model *model);
/* One plain sentence when the cache is there but cannot be read; NULL otherwise. */
const char *model_trouble(const struct model *model);

struct reader *model_reader(struct model *model); /* only while model_has_content */
/* Where the picture of an entry lies; false when there is none to show. */
bool model_picture_path(struct model *model, const char *asset, char *out, size_t size);
const struct reader_info *model_info(const struct model *model);

/* What there is for a text that is being typed, best first; only while model_has_content. Borrowed until the next question. */
const struct search_result *model_find(struct model *model, const char *text, const char *lang);
/* Wipes question and answer. */
void model_forget(struct model *model);

int64_t model_now(const struct model *model); /* wall time of the place */
bool model_clock_is_trusted(const struct model *model);
/* For reader queries: now, or READER_NO_CLOCK while the clock is not trusted. */
int64_t model_visible_now(const struct model *model);
const char *model_zone(const struct model *model);

/* How many expressions are in the kiosk's table of parsed hours: for tests that it stays bounded. */
size_t model_hours_cached(const struct model *model);

/* Evaluated once a minute for each expression, however many entries share it. False: no trusted clock, or the expression is
 * bad. */
bool model_hours(struct model *model, const char *expression, struct hours_status *out);
const struct hours *model_hours_parsed(struct model *model, const char *expression); /* NULL when bad */
const struct hours_place *model_hours_place(const struct model *model);

/* "Jetzt geöffnet, bis 16:00", "Geschlossen, Mo ab 8:00", a comment; NULL when nothing can be said. `*state` says the colour.
 */
const char *model_hours_words(struct model *model, struct words *w, const char *expression, bool long_form,
                              enum hours_state *state);

/* How many services are open now; of `topic`, or all for NULL. False while the clock is not trusted. */
bool model_count_open(struct model *model, const char *topic, size_t *out);
/* The opening hours under which services (of `topic`, or all) are open now, for reader_query.hours; none while the clock is not
 * trusted. Lives in the arena. */
struct hours_set model_open_hours(struct model *model, const char *topic, struct arena *arena);

/* Where an entry is: its own fields over those of the place it names. Strings live in the arena. */
struct whereabouts {
  const char *place;  /* id, or NULL */
  const char *name;   /* "Bibliothek" */
  const char *street; /* "Rathausplatz 1" */
  const char *town;   /* "70000 Musterstadt" */
  const char *note;   /* "Zimmer 12" */
  bool is_here;       /* the kiosk's own place */
  int walk_minutes;   /* 0: not known, or here */
  bool has_position;
  struct position position;
  double metres; /* from the kiosk as the crow flies; 0: not known, or here */
};
struct whereabouts model_where(struct model *model, struct words *w, const struct entry *entry);

/* Where the kiosk stands: as the INI file says, else as its place entry does. False: nobody has said it. */
bool model_position(const struct model *model, struct position *out);

#endif
