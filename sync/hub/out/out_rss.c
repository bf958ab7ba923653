#include "hub/out/out.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/strict.h"
#include "feed/take.h"
#include "hub/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* XML 1.0, 2.2 and 2.4. Texts of entries hold no control characters but line breaks. */
static void escape(struct buf *out, const char *text) {
  static const char *const names[] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
  for (const char *c = text ? text : ""; *c; c++) {
    const char *name = (unsigned char)*c < COUNT_OF(names) ? names[(unsigned char)*c] : NULL;
    if (name)
      buf_adds(out, name);
    else
      buf_addc(out, *c);
  }
}

static void element(struct buf *out, const char *name, const char *text) {
  if (str_is_empty(text)) return;
  buf_addf(out, "<%s>", name);
  escape(out, text);
  buf_addf(out, "</%s>\n", name);
}

static void close_block(struct buf *html, const char **open) {
  if (*open) buf_addf(html, "</%s>", *open);
  *open = NULL;
}

/* Our plain text as the HTML that RSS expects: paragraphs, lists, line breaks. */
static void write_html(struct buf *html, const char *text) {
  const char *open = NULL; /* "p" or "ul" */
  while (*text) {
    size_t len = strcspn(text, "\n");
    bool is_item = str_starts_with(text, "- ");
    scoped_buf line;
    buf_init(&line, 64 * 1024);
    buf_add(&line, text + 2 * is_item, len - 2 * is_item);
    bool goes_on = len > 0 && open && (open[0] == 'u') == is_item;
    if (!goes_on) close_block(html, &open);
    if (len > 0 && !open) {
      open = is_item ? "ul" : "p";
      buf_addf(html, "<%s>", open);
    } else if (len > 0 && !is_item) {
      buf_adds(html, "<br>");
    }
    if (is_item) buf_adds(html, "<li>");
    escape(html, buf_text(&line));
    if (is_item) buf_adds(html, "</li>");
    text += len + (text[len] == '\n');
  }
  close_block(html, &open);
}

/* RFC 822 as amended for years of four digits: "Sat, 21 Nov 2026 13:32:00 GMT". */
static void format_stamp(int64_t utc, char out[40]) {
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  struct civil c = wall_to_civil(utc);
  snprintf(out, 40, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[day_weekday(wall_day(utc))], c.day, months[c.month - 1], c.year,
           c.hour, c.minute, c.second);
}

/* Notices have no `url` of ours; that of the source they came from was kept (sources/rss.h). */
static const char *kept_url(const struct out_content *content, const struct entry *notice, struct arena *arena) {
  struct err ignored;
  const char *line = content->lines[notice - content->entries];
  scoped_json *object = strict_load(line, strlen(line), ENTRY_LINE_MAX, &ignored);
  const char *url = json_string_value(json_object_get(object, "url"));
  return url && guard_check_url(url, &ignored) ? out_uri(url, arena) : NULL;
}

static void write_item(const struct out_content *content, const struct entry *notice, struct buf *out) {
  scoped_arena arena = {0};
  scoped_buf html;
  char stamp[40];
  const char *page = out_page_url(content, notice, &arena);
  buf_init(&html, 128 * 1024);
  write_html(&html, out_prose(notice, &arena));
  buf_adds(out, "<item>\n");
  element(out, "title", out_text(&notice->name));
  element(out, "link", page ? page : kept_url(content, notice, &arena));
  element(out, "description", buf_text(&html));
  for (size_t i = 0; i < notice->topics.count; i++)
    element(out, "category", notice->topics.items[i]);
  buf_addf(out, "<guid isPermaLink=\"false\">%s-%08x@litfass</guid>\n", notice->id, (unsigned)take_origin_mark(content->name));
  if (notice->visible_from.is_set) {
    format_stamp(zone_to_utc(content->zone, notice->visible_from.wall), stamp);
    element(out, "pubDate", stamp);
  }
  buf_adds(out, "</item>\n");
}

struct notice {
  const struct entry *entry;
};

/* Newest first; what has no date comes last, by id. */
static int compare_age(const void *a, const void *b) {
  const struct entry *one = ((const struct notice *)a)->entry;
  const struct entry *other = ((const struct notice *)b)->entry;
  int64_t x = one->visible_from.is_set ? one->visible_from.wall : INT64_MIN;
  int64_t y = other->visible_from.is_set ? other->visible_from.wall : INT64_MIN;
  return x != y ? (x < y ? 1 : -1) : strcmp(one->id, other->id);
}

static void write_head(const struct out_content *content, const struct out_question *question, struct buf *out) {
  char stamp[40];
  format_stamp(content->stamp_utc, stamp);
  buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n");
  buf_adds(out, "<title>");
  escape(out, content->name);
  if (question && question->topic) buf_addf(out, ", %s", question->topic);
  buf_adds(out, "</title>\n");
  element(out, "link",
          content->public_url[0] ? content->public_url : "https://litfass.invalid/"); /* RFC 2606: it must be there */
  element(out, "description", "Aushang und Nachrichten");
  element(out, "language", "de");
  element(out, "lastBuildDate", stamp);
  element(out, "generator", "litfass-hub " LITFASS_VERSION);
  element(out, "ttl", "60");
}

bool out_rss(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err) {
  struct notice *notices = calloc(content->count + 1, sizeof *notices);
  size_t count = 0;
  ASSERT(notices != NULL);
  for (size_t i = 0; i < content->count; i++)
    if (content->entries[i].kind == KIND_NOTICE && out_fits(content, &content->entries[i], question))
      notices[count++].entry = &content->entries[i];
  qsort(notices, count, sizeof *notices, compare_age);
  write_head(content, question, out);
  for (size_t i = 0; i < count; i++)
    write_item(content, notices[i].entry, out);
  buf_adds(out, "</channel>\n</rss>\n");
  free(notices);
  return buf_ok(out, err);
}
