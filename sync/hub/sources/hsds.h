/* Open Referral HSDS 3 (docs.openreferral.org) as JSON: what its API answers for /services and /organizations (a page with
 * "contents", a list, or one object), and a package of "services", "organizations" and "locations".
 *
 * Services, organizations and stand-alone locations become entries; schedules become opening hours (hsds_hours.h). A service
 * whose status is inactive or defunct stays out. */
#ifndef LITFASS_HUB_SOURCES_HSDS_H
#define LITFASS_HUB_SOURCES_HSDS_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

MUST_USE bool hsds_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
