#include "hub/web/chapters.h"

/* One a line: several people add to this list. */
const struct route *const chapters[] = {
    chapter_start,     /**/
    chapter_sign_in,   /**/
    chapter_account,   /**/
    chapter_people,    /**/
    chapter_audit,     /**/
    chapter_approvals, /**/
    chapter_preview,   /**/
    chapter_public,    /**/
    chapter_sources,   /**/
    chapter_metrics,   /**/
    chapter_inbox,     /**/
    chapter_machine,   /**/
    chapter_screens,   /**/
    chapter_shots,     /**/
    chapter_surveys,   /**/
    chapter_entries,   /**/
    chapter_entry,     /**/
    NULL,
};
