/* Pictures of an entry as the board shows it, drawn by the board itself (`litfass snapshot`), so that a preview cannot lie.
 *
 *   D/preview/<sha256 of the line>.json        what to draw
 *   D/preview/<sha256 of the line>-<view>.png  drawn when it is first asked for
 *
 * Made of one entry with its place and its provider; what is older than a day goes. */
#ifndef LITFASS_HUB_PREVIEW_H
#define LITFASS_HUB_PREVIEW_H

#include "base/buf.h"
#include "hub/hub.h"

#include <limits.h>
#include <stdbool.h>

struct preview_view {
  const char *name;  /* in addresses: "large" */
  const char *label; /* German words */
};

/* normal first; NULL name at the end */
extern const struct preview_view preview_views[];

enum { PREVIEW_HASH_SIZE = 65 };

/* Keeps a canonical line to be drawn. */
MUST_USE bool preview_keep(struct hub *hub, const char *line, char hash[PREVIEW_HASH_SIZE], struct err *err);

/* A picture to be: everything it needs is in files. */
struct preview_job {
  char folder[PATH_MAX], picture[PATH_MAX], clock[24], id[65];
  const char *view;
  bool is_there; /* drawn already */
};

/* ERR_NOT_FOUND: no such line is kept, or no such view. Reads hub.db. */
MUST_USE bool preview_begin(struct hub *hub, const char *hash, const char *view, struct preview_job *job, struct err *err);
/* Half a second; touches nothing of the hub. ERR_NOT_FOUND: litfass is not installed here. */
MUST_USE bool preview_draw(struct preview_job *job, struct err *err);
/* Removes what the job needed; always. */
void preview_end(struct preview_job *job);

#endif
