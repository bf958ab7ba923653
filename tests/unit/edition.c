#include "edition.h"

#include <string.h>

void edition_add(struct edition *edition, const char *line) {
  content_sum_add(&edition->sum, line, strlen(line));
  edition->entries++;
}

void edition_drop(struct edition *edition, const char *line) {
  content_sum_drop(&edition->sum, line, strlen(line));
  edition->entries--;
}

bool edition_commit(struct edition *edition, struct writer *writer, struct err *err) {
  char content[65];
  content_sum_format(&edition->sum, content);
  struct writer_version version = {.name = "Treffpunkt Südstadt",
                                   .content = content,
                                   .etag = "\"e\"",
                                   .version = ++edition->version,
                                   .published_utc = 1790000000,
                                   .expires_utc = 1800000000,
                                   .checked_utc = 1790000001,
                                   .entries = edition->entries};
  return writer_commit(writer, &version, err);
}
