#include "hub/web/chapters.h"

const struct route *const chapters[] = {chapter_start, chapter_sign_in, chapter_account, chapter_people,
                                        chapter_audit, chapter_machine, chapter_screens, NULL};
