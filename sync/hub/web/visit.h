/* Between libmicrohttpd and web.h: collects a request as it comes in, piece by piece and within limits, and sends the reply. */
#ifndef LITFASS_HUB_WEB_VISIT_H
#define LITFASS_HUB_WEB_VISIT_H

#include "hub/web/web.h"

#include <microhttpd.h>

struct visit;

/* The headers are there. Never NULL: what is wrong with them is answered when the request is whole. */
struct visit *visit_open(struct web *web, struct MHD_Connection *connection, const char *uri, const char *method);
void visit_close(struct visit *visit);

/* It may bring a file, and takes its time. */
bool visit_is_upload(const struct visit *visit);

/* A piece of the body. What is beyond the limit is read away and answered with 413. */
void visit_take(struct visit *visit, const char *data, size_t len);

/* The request is whole: answers it. */
enum MHD_Result visit_answer(struct visit *visit, struct MHD_Connection *connection);

#endif
