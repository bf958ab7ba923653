/* Languages that are spoken behind a counter, each by its own name: who looks for Ukrainian finds "Українська". */
#ifndef LITFASS_MODEL_SPOKEN_H
#define LITFASS_MODEL_SPOKEN_H

#include <stddef.h>

struct spoken {
  const char *tag;  /* BCP 47 */
  const char *name; /* in that language; sign language through the catalog */
};

/* The order is part of what a view remembers while it is shown; add at the end. */
extern const struct spoken spoken_languages[];
extern const size_t spoken_count;

/* Its place in the table; spoken_count when it is not there. */
size_t spoken_find(const char *tag);

#endif
