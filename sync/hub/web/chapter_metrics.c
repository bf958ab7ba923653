/* Figures for whoever watches over the machine: OpenMetrics 1.0 text at /metrics. Counts only, nothing about people; asked from
 * this machine alone (a proxy in front says whom it asks for, and is then refused). */
#include "base/str.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"

#include <inttypes.h>

enum { SILENT_AFTER_S = 2 * 3600 };

static const struct metric {
  const char *name, *help;
  const char *sql; /* one number; ?1 is now, ?2 the moment before which a board is silent */
} metrics[] = {
    {"litfass_hub_version", "Version of the feed that was published last.",
     "SELECT CAST(coalesce((SELECT value FROM setting WHERE key = 'version'), 0) AS INTEGER)"},
    {"litfass_hub_entries", "Entries.", "SELECT count(*) FROM entry"},
    {"litfass_hub_unpublished_changes", "Entries that differ from what was published.", "SELECT count(*) FROM change"},
    {"litfass_hub_proposals", "Proposals that wait for approval.", "SELECT count(*) FROM draft WHERE state = 'proposed'"},
    {"litfass_hub_boards", "Boards that are paired.", "SELECT count(*) FROM screen WHERE revoked IS NULL"},
    {"litfass_hub_boards_silent", "Boards not heard of for two hours.",
     "SELECT count(*) FROM screen WHERE revoked IS NULL AND coalesce(seen, created) < ?2"},
    {"litfass_hub_messages_waiting", "Messages of visitors that nobody has settled.",
     "SELECT count(*) FROM message WHERE is_done = 0 AND kind <> 'counts'"},
    {"litfass_hub_sources", "Sources.", "SELECT count(*) FROM source"},
    {"litfass_hub_sources_failing", "Sources whose last look failed.", "SELECT count(*) FROM source WHERE error IS NOT NULL"},
    {"litfass_hub_sessions", "People who are signed in.", "SELECT count(*) FROM session WHERE seen > ?1 - 1800"},
};

static bool is_local(const char *peer) {
  return str_starts_with(peer, "127.") || str_equals(peer, "::1") || str_starts_with(peer, "::ffff:127.");
}

static bool show_metrics(struct page *page, struct err *err) {
  struct buf *body = &page->reply->body;
  int64_t now = page_now(page);
  if (!is_local(page->request->peer)) return reply_text(page->reply, 403, "only from this machine\n"), true;
  page->reply->type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  for (size_t i = 0; i < COUNT_OF(metrics); i++) {
    int64_t number = 0;
    bool found;
    if (!query_find(page->hub->store, metrics[i].sql, WITH(value_number(now), value_number(now - SILENT_AFTER_S)), &found,
                    &number, NULL, NULL, err))
      return false;
    buf_addf(body, "# TYPE %s gauge\n# HELP %s %s\n%s %" PRId64 "\n", metrics[i].name, metrics[i].name, metrics[i].help,
             metrics[i].name, number);
  }
  buf_adds(body, "# EOF\n");
  return buf_ok(body, err);
}

const struct route chapter_metrics[] = {
    {METHOD_GET, "/metrics", ROLE_NOBODY, ROUTE_MACHINE, show_metrics},
    {0},
};
