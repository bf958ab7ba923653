/* What litfass-sync reads from outside before anything else does: gzip lines, picture headers, addresses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"
#include "client/http.h"
#include "client/lines.h"
#include "client/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static char path[] = "/tmp/litfass-lines-XXXXXX";

static int make_file(void **state UNUSED) {
  str_copy(path, sizeof path, "/tmp/litfass-lines-XXXXXX");
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  return 0;
}

static int remove_file(void **state UNUSED) { return unlink(path); }

static void pack(const char *plain) {
  gzFile file = gzopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(gzwrite(file, plain, (unsigned)strlen(plain)), strlen(plain));
  assert_int_equal(gzclose(file), Z_OK);
}

static bool join(void *user, const char *line, size_t len, struct err *err) {
  if (str_equals(line, "bad")) return err_set(err, ERR_PARSE, "is bad");
  buf_add(user, line, len);
  return buf_addc(user, '|');
}

static void lines_are_split_whatever_their_end(void **state UNUSED) {
  static const struct {
    const char *plain, *joined;
  } rows[] = {{"a\nbb\n", "a|bb|"}, {"a\nbb", "a|bb|"}, {"", ""}, {"\n\n", "||"}, {"x", "x|"}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct err err = {0};
    scoped_buf out;
    buf_init(&out, 1000);
    pack(rows[i].plain);
    if (!lines_read(path, (int64_t)strlen(rows[i].plain), 100, join, &out, &err)) fail_msg("%s", err.msg);
    assert_string_equal(buf_text(&out), rows[i].joined);
  }
}

static void lines_refuse_what_was_not_announced(void **state UNUSED) {
  static const struct {
    const char *plain;
    int64_t size;
    size_t line_max;
    enum err_code code;
    const char *words;
  } rows[] = {
      {"a\nb\n", 3, 100, ERR_PARSE, "more plain bytes"},
      {"a\nb\n", 5, 100, ERR_PARSE, "4 plain bytes instead of 5"},
      {"a\nbbbbbb\n", 9, 5, ERR_TOO_BIG, "line 2: longer"},
      {"a\nbad\nc\n", 8, 100, ERR_PARSE, "line 2: is bad"},
      {"bbbbbb", 6, 5, ERR_TOO_BIG, "line 1"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct err err = {0};
    scoped_buf out;
    buf_init(&out, 1000);
    pack(rows[i].plain);
    assert_false(lines_read(path, rows[i].size, rows[i].line_max, join, &out, &err));
    assert_int_equal(err.code, rows[i].code);
    if (!strstr(err.msg, rows[i].words)) fail_msg("'%s' without '%s'", err.msg, rows[i].words);
  }
}

static void lines_refuse_broken_gzip(void **state UNUSED) {
  struct err err;
  scoped_buf raw;
  scoped_buf out;
  buf_init(&raw, 10000);
  buf_init(&out, 10000);
  pack("Zeile eins\nZeile zwei\n");
  assert_true(fs_read(path, &raw, &err));
  for (size_t len = 0; len < raw.len; len++) {
    assert_true(fs_write(path, raw.data, len, &err));
    assert_false(lines_read(path, 22, 100, join, &out, &err));
    assert_int_equal(err.code, ERR_PARSE);
  }
  raw.data[raw.len - 6] ^= 1; /* the checksum behind the data */
  assert_true(fs_write(path, raw.data, raw.len, &err));
  assert_false(lines_read(path, 22, 100, join, &out, &err));
}

#define PNG(width, height) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" width height "\x08\2\0\0\0CRC!"
#define JPEG(height, width) "\xFF\xD8\xFF\xE0\0\4JF\xFF\xDB\0\3Q\xFF\xFF\xC2\0\x11\x08" height width "\3"

static void picture_headers_are_held_to_the_limits(void **state UNUSED) {
#define ROW(name, bytes, code)                                                                                                 \
  { name, bytes, sizeof(bytes) - 1, code }
  static const struct {
    const char *name, *bytes;
    size_t len;
    enum err_code code;
  } rows[] = {
      ROW("a.png", PNG("\0\0\2\0", "\0\0\1\0"), ERR_NONE),
      ROW("a.png", PNG("\0\0\x10\0", "\0\0\x0F\0"), ERR_NONE),    /* 4096 x 3840 */
      ROW("a.png", PNG("\0\0\x10\0", "\0\0\x10\0"), ERR_TOO_BIG), /* more than 16 megapixels */
      ROW("a.png", PNG("\0\0\x10\1", "\0\0\0\1"), ERR_TOO_BIG),   /* 4097 wide */
      ROW("a.png", PNG("\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\xFF"), ERR_TOO_BIG),
      ROW("a.png", PNG("\0\0\0\0", "\0\0\0\1"), ERR_PARSE),
      ROW("a.jpg", PNG("\0\0\2\0", "\0\0\1\0"), ERR_PARSE),
      ROW("a.jpg", JPEG("\1\0", "\2\0"), ERR_NONE),
      ROW("a.jpg", JPEG("\x10\1", "\0\1"), ERR_TOO_BIG),
      ROW("a.jpg", JPEG("\0\0", "\0\1"), ERR_PARSE),
      ROW("a.png", JPEG("\1\0", "\2\0"), ERR_PARSE),
      ROW("a.jpg", "\xFF\xD8\xFF\xE0\xFF\xFF", ERR_PARSE),
      ROW("a.jpg", "\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0\0\0", ERR_PARSE),
      ROW("a.jpg", "\xFF\xD8\xFF\xDA\0\4\0\0\0\0\0\0\0\0", ERR_PARSE),
      ROW("a.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", ERR_PARSE),
      ROW("a.png", "", ERR_PARSE),
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct err err = {0};
    bool ok = picture_check(rows[i].name, rows[i].bytes, rows[i].len, &err);
    if (ok != (rows[i].code == ERR_NONE) || (!ok && err.code != rows[i].code)) fail_msg("row %zu: %d '%s'", i, ok, err.msg);
  }
}

static void addresses_are_https_or_this_machine(void **state UNUSED) {
  static const struct {
    const char *url;
    bool ok;
  } rows[] = {
      {"https://hub.example.org/feed/", true},
      {"http://127.0.0.1:8080/feed/", true},
      {"http://localhost/feed/", true},
      {"http://[::1]:80/feed/", true},
      {"http://127.9.9.9/", true},
      {"http://hub.example.org/feed/", false},
      {"http://127.0.0.1.example.org/", false},
      {"http://localhost.example.org/", false},
      {"ftp://127.0.0.1/", false},
      {"file:///etc/passwd", false},
      {"https://user@hub.example.org/", false},
      {"", false},
      {"feed", false},
      {"http://127.0.0.1@example.org/", false},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct err err = {0};
    if (http_check_url(rows[i].url, &err) != rows[i].ok) fail_msg("'%s': %s", rows[i].url, err.msg);
    assert_true(rows[i].ok || err.code == ERR_USAGE);
  }
}

int main(void) {
#define WITH_FILE(name) cmocka_unit_test_setup_teardown(name, make_file, remove_file)
  const struct CMUnitTest tests[] = {
      WITH_FILE(lines_are_split_whatever_their_end),
      WITH_FILE(lines_refuse_what_was_not_announced),
      WITH_FILE(lines_refuse_broken_gzip),
      cmocka_unit_test(picture_headers_are_held_to_the_limits),
      cmocka_unit_test(addresses_are_https_or_this_machine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
