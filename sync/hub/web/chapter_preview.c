/* "So sieht es auf der Tafel aus": pictures for the form of an entry. */
#include "base/fs.h"
#include "base/str.h"
#include "hub/preview.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

enum { PICTURE_MAX = 16 * 1024 * 1024 };

bool preview_set(struct page *page, const char *line, struct err *err) {
  char hash[PREVIEW_HASH_SIZE];
  json_t *views = json_array();
  if (!preview_keep(page->hub, line, hash, err)) return json_decref(views), false;
  for (const struct preview_view *view = preview_views; view->name; view++)
    json_array_append_new(views, json_pack("{s:s,s:s,s:s}", "name", view->name, "label", view->label, "picture",
                                           arena_printf(page->arena, "/preview/%s/%s.png", hash, view->name)));
  page_set_json(page, "preview_views", views);
  page_set(page, "preview", arena_printf(page->arena, "/preview/%s/normal.png", hash));
  return true;
}

/* While the board draws, others go on. */
static bool draw(struct page *page, struct preview_job *job, struct err *err) {
  web_pause(page);
  bool drawn = preview_draw(job, err);
  web_resume(page);
  return drawn;
}

static bool show_picture(struct page *page, struct err *err) {
  struct preview_job job;
  char view[32];
  str_copy(view, sizeof view, page->segments[1]);
  if (!str_ends_with(view, ".png")) return err_set(err, ERR_NOT_FOUND, "no such preview");
  view[strlen(view) - 4] = '\0';
  scoped_buf picture;
  buf_init(&picture, PICTURE_MAX);
  bool ok = preview_begin(page->hub, page->segments[0], view, &job, err) && draw(page, &job, err) &&
            fs_read(job.picture, &picture, err);
  preview_end(&job);
  if (!ok) return false;
  page->reply->type = "image/png";
  page->reply->is_cacheable = true;
  reply_header(page->reply, "Cache-Control", "private, max-age=3600");
  return buf_add(&page->reply->body, picture.data, picture.len) || buf_ok(&page->reply->body, err);
}

const struct route chapter_preview[] = {
    {METHOD_GET, "/preview/{}/{}", ROLE_VIEWER, ROUTE_PREVIEW, show_picture},
    {0},
};
