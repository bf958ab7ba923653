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

/* The request is whole. How long its answer will take. */
enum web_pace visit_pace(struct visit *visit);

/* Makes the answer, in any thread; visit_turn_away: that too many wait, instead. */
void visit_answer(struct visit *visit);
void visit_turn_away(struct visit *visit);

/* Sends what visit_answer or visit_turn_away made. */
enum MHD_Result visit_send(struct visit *visit, struct MHD_Connection *connection);

#endif
