/* The chapters of the hub's pages, each a table of routes that ends with a NULL pattern. routes.c lists them. */
#ifndef LITFASS_HUB_WEB_CHAPTERS_H
#define LITFASS_HUB_WEB_CHAPTERS_H

#include "hub/web/web.h"

extern const struct route chapter_start[];     /* overview, style sheet, health */
extern const struct route chapter_sign_in[];   /* sign in, second factor, sign out, invitations */
extern const struct route chapter_account[];   /* one's own password, second factor, language */
extern const struct route chapter_people[];    /* who works here */
extern const struct route chapter_audit[];     /* who changed what */
extern const struct route chapter_approvals[]; /* what editors propose */
extern const struct route chapter_preview[];   /* entries as the board shows them */
extern const struct route chapter_public[];    /* for everybody: entries, calendars, lists */
extern const struct route chapter_sources[];   /* calendars and lists of others */
extern const struct route chapter_metrics[];   /* figures for monitoring */
extern const struct route chapter_inbox[];     /* what visitors say */
extern const struct route chapter_machine[];   /* what boards ask, under /v1/ */
extern const struct route chapter_surveys[];   /* what visitors answered */
extern const struct route chapter_screens[];   /* the boards */
extern const struct route chapter_shots[];     /* pictures of what they show */
extern const struct route chapter_entries[];   /* the list of entries, several at once, the bin */
extern const struct route chapter_entry[];     /* one entry: form, history */

/* Adds "when" (wall time) and "deed" (German words) to rows of the audit log. */
void audit_describe(const struct page *page, json_t *rows);

/* page->data.preview and preview_views: pictures of this canonical line. */
MUST_USE bool preview_set(struct page *page, const char *line, struct err *err);
/* page->data.reports: what visitors say is wrong with this entry (NULL: with any). */
MUST_USE bool inbox_set_reports(struct page *page, const char *entry, struct err *err);
/* page->data.searches: [{word, n}] that found nothing. */
MUST_USE bool inbox_set_searches(struct page *page, struct err *err);

/* A message of kind "picture" of a board that is ours. */
struct letter;
MUST_USE bool shots_take(struct page *page, const struct letter *letter, struct err *err);
/* Members of a row of table screen about its picture: "shot_words", "shot_made". */
void shots_describe(const struct page *page, json_t *row);
/* What litfass-device says is wrong with the board, the worst first, in German words; NULL: nothing, or nothing is known. */
const char *screen_problem(const json_t *beat);
/* Members of a row about the device: "problems" (words; without `hint`, which stands there already, or NULL), "storage" (words
 * or null), "free_mb" and "warmth" (degrees), or null. */
void screen_describe_device(json_t *row, const json_t *beat, const char *hint);
/* page->data.days [{day, visits, taps}], newest first, and used_topics [{label, n}]: what the board counted in four weeks. */
MUST_USE bool screen_set_counts(struct page *page, int64_t screen, struct err *err);
/* Answers a board. */
bool machine_say(struct page *page, unsigned status, const char *words);
bool machine_say_failure(struct page *page, const struct err *err);

/* All of them; ends with NULL. */
extern const struct route *const chapters[];

#endif
