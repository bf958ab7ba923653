/* The reader of backups (hub/tar.h): whatever the archive, files go where the caller says, are as long as their headers say,
 * and an archive that ends too early is refused. First byte odd: magic and check sums of the headers are mended first, as a
 * forger would. */
#include "scratch.h"

#include "base/compiler.h"
#include "hub/tar.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCK = 512, NAME = 100, SIZE_AT = 124, SUM_AT = 148, SUM_LEN = 8, MAGIC_AT = 257, FILES_MAX = 20 };

static void mend(uint8_t *tar, size_t len) {
  for (size_t at = 0; at + BLOCK <= len;) {
    uint8_t *header = tar + at;
    unsigned sum = 0;
    char text[SUM_LEN];
    memcpy(header + MAGIC_AT, "ustar", 6);
    memset(header + SUM_AT, ' ', SUM_LEN);
    for (size_t i = 0; i < BLOCK; i++)
      sum += header[i];
    snprintf(text, sizeof text, "%06o", sum);
    memcpy(header + SUM_AT, text, SUM_LEN - 1);
    char digits[12] = "";
    memcpy(digits, header + SIZE_AT, sizeof digits - 1);
    size_t body = strtoul(digits, NULL, 8);
    if (body > len) return;
    at += BLOCK + (body + BLOCK - 1) / BLOCK * BLOCK;
  }
}

struct extraction {
  size_t count;
};

static bool on_file(void *user, const char *name, char path[4096], bool *is_secret, struct err *err) {
  struct extraction *extraction = user;
  ASSERT(strlen(name) <= NAME);
  if (extraction->count == FILES_MAX) return err_set(err, ERR_TOO_BIG, "enough");
  *is_secret = name[0] == 'k';
  snprintf(path, PATH_MAX, "%s/out-%zu", scratch_folder(), extraction->count++);
  return true;
}

static void remove_files(const struct extraction *extraction) {
  char path[PATH_MAX];
  for (size_t i = 0; i < extraction->count; i++) {
    snprintf(path, sizeof path, "%s/out-%zu", scratch_folder(), i);
    unlink(path);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct extraction extraction = {0};
  struct err err = {0};
  if (size == 0) return 0;
  uint8_t *tar = malloc(size);
  ASSERT(tar != NULL);
  memcpy(tar, data + 1, size - 1);
  if (data[0] & 1) mend(tar, size - 1);
  bool extracted = tar_extract(scratch_file("in.tar", tar, size - 1), on_file, &extraction, &err);
  ASSERT(extracted == (err.code == ERR_NONE));
  remove_files(&extraction);
  free(tar);
  return 0;
}
