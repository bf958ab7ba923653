/* Telephone numbers as people write them, brought to the form that entries have: "0711 / 123-45" is "+49 711 123 45". Pure. */
#ifndef LITFASS_HUB_CONTENT_TELEPHONE_H
#define LITFASS_HUB_CONTENT_TELEPHONE_H

#include "base/compiler.h"

#include <stdbool.h>

enum { TELEPHONE_SIZE = 48 };

/* A number without a country is German. Emergency, short and service numbers (112, 116 117, 0800 …) stay national. Groups are
 * kept, separated by spaces. False when no entry could have it; `out` is then as before. */
MUST_USE bool telephone_normalize(const char *typed, char out[TELEPHONE_SIZE]);

/* The digits of it alone, by which two spellings of one number are equal; "" when it is no number. */
void telephone_key(const char *typed, char out[TELEPHONE_SIZE]);

#endif
