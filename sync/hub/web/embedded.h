/* The files of assets/hub, built into the program so that the hub stays one file: templates, style sheet, script, icon, words.
 * The table is made by assets/hub/embed.cmake. */
#ifndef LITFASS_HUB_WEB_EMBEDDED_H
#define LITFASS_HUB_WEB_EMBEDDED_H

#include <stddef.h>

struct embedded {
  const char *name; /* path below assets/hub: "layout.html", "hub.css", "lang/en.mo" */
  const unsigned char *data;
  size_t len;
  const char *etag; /* strong, with its quotes */
};

extern const struct embedded embedded_files[]; /* ascending by name */
extern const size_t embedded_file_count;

/* NULL when there is none of that name. */
const struct embedded *embedded_find(const char *name);

#endif
