/* Pages out of templates and JSON values, escaped by default: there is no way to write a value unescaped.
 *
 *   {{name}} {{a.b}} {{.}}       a value; `.` is the current item. Strings, numbers, true and false; null and what is absent:
 * nothing
 *   {{#list}}…{{/list}}          once for each item; for an object or another true value once, inside of it
 *   {{?x}}…{{/x}}  {{^x}}…{{/x}} when x is true (not absent, null, false, 0, "" or empty), when it is not; nothing is entered
 *   {{> part}}                   another template, with the same values
 *   {{< layout}}                 first in a file: the page stands inside of that template, where that says {{> content}}
 *   {{_ Geprüft am {date}}}      German words, translated; {date} is a value, escaped
 *   {{_n count|{count} Eintrag|{count} Einträge}}   the same for a number
 *   {{_:message}}                a value that is German words: a string, or an object {"words": …} or {"one", "many", "n"} with
 *                                the values that the words name
 *   {{! comment}}
 *
 * A name is looked for from the innermost item outwards. Values may stand in text and in attributes in double quotes only;
 * anywhere else the template does not compile. In href, src and action a value that begins the attribute must be a path of
 * ours, https, http, mailto or tel, else "#" stands there. Tags that are alone on a line leave no line behind.
 *
 * Compiled once; then immutable and safe for all threads. */
#ifndef LITFASS_HUB_WEB_TEMPLATE_H
#define LITFASS_HUB_WEB_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { TEMPLATE_DEPTH_MAX = 32 }; /* sections and parts inside each other */

struct templates;

/* All that are built in, compiled and checked. An error names file and line. */
MUST_USE bool templates_open(struct templates **out, struct err *err);
void templates_close(struct templates *templates);

/* Piece by piece, for tests: an empty set, one template of it, and the check that all parts are there. */
struct templates *templates_create(void);
MUST_USE bool templates_add(struct templates *templates, const char *name, const char *source, size_t len, struct err *err);
MUST_USE bool templates_check(const struct templates *templates, struct err *err);

/* A value or word whose name nothing has is an error instead of nothing: for tests. */
void templates_be_strict(struct templates *templates);

/* Adds the page `name` ("layout" for layout.html). `language` is "de" or "en". ERR_NOT_FOUND: no such template, or strict and
 * an unknown name; ERR_TOO_BIG: `out` is full, or too deep. */
MUST_USE bool template_render(const struct templates *templates, const char *name, const json_t *data, const char *language,
                              struct buf *out, struct err *err);

/* Text made safe for HTML text and attributes in double quotes. */
void html_escape(const char *text, size_t len, struct buf *out);

#endif
