/* How written words are said: "Sa 21.11., 14:30" becomes "Samstag, einundzwanzigster November, 14 Uhr 30". The rules of each
 * language are a file of plain lines (assets/speech/README.md says how they read); here is what applies them. Pure but for the
 * loading. */
#ifndef LITFASS_SPEECH_PRONOUNCE_H
#define LITFASS_SPEECH_PRONOUNCE_H

#include "base/buf.h"
#include "base/err.h"

struct pronunciation;

/* Reads <folder>/<lang>.txt. ERR_NOT_FOUND, or ERR_CONFIG naming file and line. */
MUST_USE bool pronunciation_load(const char *folder, const char *lang, struct pronunciation **out, struct err *err);
void pronunciation_free(struct pronunciation *pronunciation);

/* Adds what is said for `text` to `out`; NULL says it as it is written. What no rule knows stays. */
void pronounce(const struct pronunciation *pronunciation, const char *text, struct buf *out);

#endif
