/* How a kiosk's content is, as a list of facts: the one source of `litfass-sync status` in its three forms. Reads beside a
 * running daemon and writes nothing. */
#ifndef LITFASS_CLIENT_REPORT_H
#define LITFASS_CLIENT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "client/options.h"

enum fact_type {
  FACT_TEXT,
  FACT_NUMBER,
  FACT_STAMP, /* UTC seconds */
  FACT_FLAG,
};

struct fact {
  const char *key;    /* in JSON */
  const char *label;  /* for people; NULL: not worth a line */
  const char *metric; /* Prometheus name; NULL: none */
  const char *help;
  enum fact_type type;
  bool is_counter; /* of Prometheus: only ever rises */
  bool is_known;
  const char *text;
  int64_t number;
};

struct report {
  struct err err; /* what is wrong with the cache; ERR_NONE when nothing is */
  bool has_content;
  struct fact *facts;
  size_t count;
};

/* Everything lives in the arena. `state` is one of ok, offline, empty, damaged, unreadable. */
struct report report_make(const struct sync_options *options, struct arena *arena);

/* One line of JSON; unknown facts are null. */
void report_json(const struct report *report, struct buf *out);
/* Labels and values in two columns; unknown facts are left out. */
void report_text(const struct report *report, struct buf *out);
/* The text exposition format 0.0.4 of Prometheus, for node_exporter's textfile collector. */
void report_prometheus(const struct report *report, struct buf *out);

#endif
