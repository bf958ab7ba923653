/* A picture that a person uploaded: checked, kept in the feed's folder and known to the database. */
#ifndef LITFASS_HUB_PICTURE_TAKE_H
#define LITFASS_HUB_PICTURE_TAKE_H

#include "hub/hub.h"
#include "hub/picture.h"

/* `name` gets what an entry's image.asset says. Not inside a transaction. ERR_PARSE, ERR_TOO_BIG: it is no picture that we
 * take. */
MUST_USE bool picture_take(struct hub *hub, const void *data, size_t len, char name[PICTURE_NAME_SIZE], struct err *err);

#endif
