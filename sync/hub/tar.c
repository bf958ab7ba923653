#include "hub/tar.h"

#include "base/compiler.h"
#include "base/fs.h"
#include "base/str.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 512, PORTION = 64 * 1024, NAME_SIZE = 100, MODE_SECRET = 0600, MODE_PLAIN = 0644 };

_Static_assert(PATH_MAX == 4096, "tar_on_file");

struct header {
  char name[NAME_SIZE], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100], magic[6], version[2], user[32],
      group[32], major[8], minor[8], prefix[155], rest[12];
};
_Static_assert(sizeof(struct header) == BLOCK, "a header is a block");

struct tar_writer {
  char path[PATH_MAX], scratch[PATH_MAX];
  gzFile file;
  int copy; /* of the descriptor, to sync by: gzclose takes the other one along */
};

/* The sum of all bytes, its own field counted as spaces. */
static unsigned sum_of(const struct header *header) {
  unsigned char bytes[BLOCK];
  unsigned sum = 0;
  memcpy(bytes, header, BLOCK);
  memset(bytes + offsetof(struct header, sum), ' ', sizeof header->sum);
  for (size_t i = 0; i < BLOCK; i++)
    sum += bytes[i];
  return sum;
}

static bool write_bytes(struct tar_writer *writer, const void *data, size_t len, struct err *err) {
  return gzwrite(writer->file, data, (unsigned)len) == (int)len || err_set_errno(err, "cannot write '%s'", writer->scratch);
}

bool tar_create(const char *path, struct tar_writer **out, struct err *err) {
  struct tar_writer *writer = calloc(1, sizeof *writer);
  ASSERT(writer != NULL);
  writer->copy = -1;
  bool fits = str_copy(writer->path, PATH_MAX, path) && snprintf(writer->scratch, PATH_MAX, "%s.part", path) < PATH_MAX;
  int fd = fits ? open(writer->scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE_SECRET) : -1;
  if (fd >= 0) writer->copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (fd >= 0) writer->file = gzdopen(fd, "wb6");
  if (!writer->file || writer->copy < 0) {
    err_set_errno(err, "cannot write '%s'", path);
    if (fd >= 0 && !writer->file) close(fd);
    tar_abandon(writer);
    return false;
  }
  *out = writer;
  return true;
}

/* With leading zeros and a NUL, as ustar wants it. */
static void octal(char *field, size_t size, unsigned long long value) {
  field[size - 1] = '\0';
  for (size_t i = size - 1; i-- > 0; value /= 8)
    field[i] = (char)('0' + value % 8);
}

static bool write_header(struct tar_writer *writer, const char *name, int64_t size, bool is_secret, struct err *err) {
  struct header header = {.type = '0', .magic = "ustar", .version = {'0', '0'}};
  if (strlen(name) >= NAME_SIZE) return err_set(err, ERR_TOO_BIG, "'%s' is too long a name", name);
  memcpy(header.name, name, strlen(name));
  octal(header.mode, sizeof header.mode, is_secret ? MODE_SECRET : MODE_PLAIN);
  octal(header.uid, sizeof header.uid, 0);
  octal(header.gid, sizeof header.gid, 0);
  octal(header.size, sizeof header.size, (unsigned long long)size);
  octal(header.mtime, sizeof header.mtime, 0);
  octal(header.sum, sizeof header.sum - 1, sum_of(&header));
  header.sum[7] = ' ';
  return write_bytes(writer, &header, sizeof header, err);
}

static void close_file(FILE **file) {
  if (*file) fclose(*file);
}

bool tar_add(struct tar_writer *writer, const char *name, const char *from, bool is_secret, struct err *err) {
  static const char zeros[BLOCK];
  char portion[PORTION];
  struct stat stat;
  CLEANUP(close_file) FILE *file = fopen(from, "rbe");
  if (!file || fstat(fileno(file), &stat) != 0) return err_set_errno(err, "cannot read '%s'", from);
  int64_t left = stat.st_size;
  if (!write_header(writer, name, left, is_secret, err)) return false;
  while (left > 0) {
    size_t len = fread(portion, 1, left < PORTION ? (size_t)left : PORTION, file);
    if (len == 0) return err_set(err, ERR_IO, "'%s' changed while it was read", from);
    if (!write_bytes(writer, portion, len, err)) return false;
    left -= (int64_t)len;
  }
  return write_bytes(writer, zeros, (size_t)(-stat.st_size & (BLOCK - 1)), err);
}

static bool put_in_place(struct tar_writer *writer, struct err *err) {
  static const char end[2 * BLOCK];
  char folder[PATH_MAX];
  if (!write_bytes(writer, end, sizeof end, err)) return false;
  int closed = gzclose(writer->file);
  writer->file = NULL;
  if (closed != Z_OK || fsync(writer->copy) != 0 || rename(writer->scratch, writer->path) != 0)
    return err_set_errno(err, "cannot write '%s'", writer->path);
  str_copy(folder, sizeof folder, writer->path);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = '\0';
  return fs_sync_dir(slash ? (folder[0] ? folder : "/") : ".", err);
}

bool tar_finish(struct tar_writer *writer, struct err *err) {
  bool done = put_in_place(writer, err);
  tar_abandon(writer);
  return done;
}

void tar_abandon(struct tar_writer *writer) {
  if (!writer) return;
  if (writer->file) gzclose(writer->file);
  if (writer->copy >= 0) close(writer->copy);
  if (writer->scratch[0]) unlink(writer->scratch); /* after tar_finish there is none of that name */
  free(writer);
}

struct reader {
  gzFile file;
  tar_on_file *callback;
  void *user;
};

static bool ends_early(struct err *err) { return err_set(err, ERR_PARSE, "not a backup, or one that ends too early"); }

static bool read_block(const struct reader *reader, void *out) { return gzread(reader->file, out, BLOCK) == BLOCK; }

static bool read_octal(const char *field, size_t size, int64_t *out) {
  *out = 0;
  for (size_t i = 0; i < size && field[i] && field[i] != ' '; i++) {
    if (field[i] < '0' || field[i] > '7') return false;
    *out = *out * 8 + (field[i] - '0');
  }
  return true;
}

static bool check_header(const struct header *header, char name[NAME_SIZE + 1], int64_t *size, struct err *err) {
  int64_t sum;
  bool good = memcmp(header->magic, "ustar", 5) == 0 && read_octal(header->sum, sizeof header->sum, &sum) &&
              sum == (int64_t)sum_of(header) && read_octal(header->size, sizeof header->size, size);
  if (!good) return ends_early(err);
  memcpy(name, header->name, NAME_SIZE);
  name[NAME_SIZE] = '\0';
  if ((header->type == '0' || header->type == '\0') && header->prefix[0] == '\0') return true;
  return err_set(err, ERR_PARSE, "'%.60s' is not a plain file", name);
}

static bool copy_out(const struct reader *reader, FILE *to, int64_t size, struct err *err) {
  char block[BLOCK];
  for (int64_t left = size; left > 0; left -= BLOCK) {
    size_t len = left < BLOCK ? (size_t)left : BLOCK;
    if (!read_block(reader, block)) return ends_early(err);
    if (fwrite(block, 1, len, to) != len) return err_set_errno(err, "cannot write");
  }
  return (fflush(to) == 0 && fsync(fileno(to)) == 0) || err_set_errno(err, "cannot write");
}

static bool extract_one(const struct reader *reader, const struct header *header, struct err *err) {
  char name[NAME_SIZE + 1], path[PATH_MAX];
  int64_t size;
  bool is_secret = false;
  if (!check_header(header, name, &size, err) || !reader->callback(reader->user, name, path, &is_secret, err)) return false;
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_secret ? MODE_SECRET : MODE_PLAIN);
  CLEANUP(close_file) FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
  if (!file) return err_set_errno(err, "cannot write '%s'", path);
  return copy_out(reader, file, size, err);
}

static bool is_end(const struct header *header) {
  static const char zeros[BLOCK];
  return memcmp(header, zeros, BLOCK) == 0;
}

/* The two empty blocks must be there, and gzip's check sum behind them, or something is missing. */
static bool read_end(const struct reader *reader, struct err *err) {
  char block[BLOCK];
  int len = gzread(reader->file, block, BLOCK);
  while (len > 0)
    len = gzread(reader->file, block, BLOCK);
  return len == 0 || ends_early(err);
}

bool tar_extract(const char *path, tar_on_file *callback, void *user, struct err *err) {
  struct header header;
  struct reader reader = {.callback = callback, .user = user};
  if (!fs_exists(path)) return err_set(err, ERR_NOT_FOUND, "there is no '%s'", path);
  reader.file = gzopen(path, "rbe");
  if (!reader.file) return err_set_errno(err, "cannot read '%s'", path);
  bool good = true;
  for (;;) {
    good = read_block(&reader, &header) || ends_early(err);
    if (!good || is_end(&header)) break;
    good = extract_one(&reader, &header, err);
    if (!good) break;
  }
  good = good && read_end(&reader, err);
  int closed = gzclose(reader.file);
  return good && (closed == Z_OK || ends_early(err));
}
