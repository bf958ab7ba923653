/* The rules of all languages: each file is read when its language is first spoken. A file that is missing or wrong is logged
 * once, and its language is said as it is written. */
#ifndef LITFASS_SPEECH_PRONOUNCER_H
#define LITFASS_SPEECH_PRONOUNCER_H

#include "base/buf.h"

struct pronouncer;

/* The folder's name is copied; NULL: no rules. */
struct pronouncer *pronouncer_create(const char *folder);
void pronouncer_destroy(struct pronouncer *pronouncer);

/* `lang` is BCP 47; "de-simple" is pronounced as "de". */
void pronouncer_say(struct pronouncer *pronouncer, const char *lang, const char *text, struct buf *out);

#endif
