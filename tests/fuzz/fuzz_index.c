/* Blobs of the search's index as a damaged card gives them back: walks end, rows ascend, records stay within their page. */
#include "base/compiler.h"
#include "cache/postings.h"
#include "cache/vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct postings_walk walk;
  struct word word;
  size_t entries = 0;
  int64_t before = 0;
  for (postings_start(&walk, 0, data, size); postings_next(&walk); entries++, before = walk.row)
    ASSERT(walk.row >= before && walk.at <= walk.end);
  ASSERT(entries <= size / 2);
  for (size_t at = 0, used; at < size; at += used) {
    used = vocabulary_read(data + at, size - at, &word);
    ASSERT(used <= size - at);
    if (used == 0) break;
    if (word.len > 0) ASSERT((const uint8_t *)word.text >= data && (const uint8_t *)word.text + word.len <= data + size);
  }
  return 0;
}
