/* The feed's folder over HTTP: GET and HEAD of the files of FEED.md, and nothing else.
 *
 * Strong ETags (the SHA-256 of the bytes), If-None-Match, single byte ranges with If-Range (RFC 9110), immutable caching for
 * names that hold their hash. No folder listings; a path is looked at as feed_path_is_safe does before the disk is. */
#ifndef LITFASS_HUB_FEED_FILES_H
#define LITFASS_HUB_FEED_FILES_H

#include <microhttpd.h>

/* `folder` is D/feed as a descriptor; `path` is what followed /feed/, escapes untouched: no file of a feed has a '%'. */
enum MHD_Result feed_files_answer(int folder, struct MHD_Connection *connection, const char *path, const char *method);

#endif
