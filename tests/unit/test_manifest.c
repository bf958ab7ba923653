/* Manifest, root and delta lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "feed/manifest.h"
#include "feed/root.h"

#include <stdlib.h>
#include <string.h>

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILE_PART "\"sha256\":\"" HEX64 "\",\"bytes\":10,\"size\":20}"
#define HEAD                                                                                                                   \
  "{\"format\":\"litfass-feed/1\",\"name\":\"Ort\",\"version\":9,\"published\":\"2026-11-22T00:48:14Z\",\"entries\":3,"        \
  "\"content\":\"" HEX64 "\","
#define SNAPSHOT "\"snapshot\":{\"path\":\"snapshot/9.jsonl.gz\"," FILE_PART
#define OLD_SNAPSHOT "\"snapshot\":{\"version\":7,\"path\":\"snapshot/7.jsonl.gz\"," FILE_PART
#define DELTA(n) "{\"version\":" n ",\"path\":\"delta/" n ".jsonl.gz\"," FILE_PART

static const struct manifest_case {
  const char *json, *error; /* NULL: is fine */
} cases[] = {
    {HEAD SNAPSHOT "}", NULL},
    {HEAD SNAPSHOT ",\"deltas\":[],\"later\":{}}", NULL},
    {HEAD SNAPSHOT ",\"deltas\":[" DELTA("8") "," DELTA("9") "]}", NULL},
    {HEAD OLD_SNAPSHOT ",\"deltas\":[" DELTA("8") "," DELTA("9") "]}", NULL},
    {HEAD OLD_SNAPSHOT ",\"deltas\":[" DELTA("9") "]}", "manifest: the deltas do not reach back"},
    {HEAD OLD_SNAPSHOT "}", "manifest: the deltas do not reach back"},
    {HEAD SNAPSHOT ",\"deltas\":[" DELTA("7") "," DELTA("9") "]}", "manifest: deltas[0]: the chain"},
    {HEAD SNAPSHOT ",\"deltas\":[" DELTA("9") "," DELTA("8") "]}", "manifest: deltas[0]: the chain"},
    {HEAD SNAPSHOT ",\"deltas\":[" DELTA("10") "]}", "manifest: deltas[0]: the chain"},
    {HEAD SNAPSHOT ",\"deltas\":[7]}", "manifest: deltas[0]: field 'version': missing"},
    {HEAD SNAPSHOT ",\"deltas\":{}}", "manifest: field 'deltas': must be a list"},
    {HEAD "\"snapshot\":7}", "manifest: field 'snapshot': missing"},
    {HEAD "\"snapshot\":{\"version\":10,\"path\":\"s\"," FILE_PART "}",
     "manifest: snapshot: field 'version': must be from 1 to 9"},
    {HEAD "\"snapshot\":{\"path\":\"../etc/x\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"/etc/x\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"a/../x\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"a//x\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"http://x\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"a/\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"a%2f\"," FILE_PART "}", "manifest: snapshot: field 'path'"},
    {HEAD "\"snapshot\":{\"path\":\"s\",\"sha256\":\"" HEX64 "\",\"bytes\":1,\"size\":268435457}}",
     "manifest: snapshot: field 'size'"},
    {HEAD "\"snapshot\":{\"path\":\"s\",\"sha256\":\"AB\",\"bytes\":1,\"size\":1}}", "manifest: snapshot: field 'sha256'"},
    {HEAD SNAPSHOT ",\"poll_s\":0}", "manifest: field 'poll_s'"},
    {HEAD SNAPSHOT ",\"expires\":\"2026-11-22T00:48:14\"}", "manifest: field 'expires'"},
    {HEAD SNAPSHOT ",\"expires\":\"2026-11-22 00:48:14Z\"}", "manifest: field 'expires'"},
    {HEAD SNAPSHOT ",\"seal_key\":\"ab\"}", "manifest: field 'seal_key': must be 64 hex digits"},
    {HEAD SNAPSHOT ",\"entries\":4}", "manifest: not valid JSON: duplicate"},
    {HEAD SNAPSHOT "} x", "manifest: not valid JSON"},
    {"{\"format\":\"litfass-feed/2\"}", "manifest: format 'litfass-feed/2' is not known"},
    {"{}", "manifest: field 'format': missing"},
    {"", "manifest: not valid JSON"},
};

static void manifests_are_read_strictly(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    scoped_arena arena = {0};
    struct manifest manifest = {.version = -1};
    struct err err = {0};
    bool parsed = manifest_parse(cases[i].json, strlen(cases[i].json), &arena, &manifest, &err);
    if (parsed != !cases[i].error || (!parsed && !str_starts_with(err.msg, cases[i].error)))
      fail_msg("%s\n gives: %s", cases[i].json, parsed ? "success" : err.msg);
    if (!parsed) assert_int_equal(manifest.version, -1);
  }
}

static void a_written_manifest_reads_back_equal(void **state UNUSED) {
  const struct feed_delta deltas[] = {{8, {"delta/8.gz", HEX64, 5, 6}}, {9, {"delta/9.gz", HEX64, 7, 8}}};
  const struct manifest manifest = {.name = "Südstadt",
                                    .version = 9,
                                    .published = 1795308494,
                                    .expires = 1797900480,
                                    .entries = 3,
                                    .content = HEX64,
                                    .snapshot_version = 7,
                                    .snapshot = {"snapshot/7.gz", HEX64, 100, 200},
                                    .deltas = deltas,
                                    .delta_count = 2,
                                    .poll_s = 60,
                                    .seal_key = HEX64};
  scoped_buf text;
  buf_init(&text, MANIFEST_MAX);
  struct err err = {0};
  if (!manifest_format(&manifest, &text, &err)) fail_msg("%s", err.msg);
  assert_non_null(strstr(buf_text(&text), "\"published\":\"2026-11-22T00:48:14Z\""));
  scoped_arena arena = {0};
  struct manifest back;
  assert_true(manifest_parse(text.data, text.len, &arena, &back, &err));
  assert_string_equal(back.name, "Südstadt");
  assert_int_equal(back.published, manifest.published);
  assert_int_equal(back.expires, manifest.expires);
  assert_int_equal(back.snapshot_version, 7);
  assert_int_equal(back.snapshot.size, 200);
  assert_string_equal(back.deltas[1].file.path, "delta/9.gz");
  assert_int_equal(back.poll_s, 60);
  assert_string_equal(back.seal_key, HEX64);
}

static void a_manifest_that_could_not_be_read_is_not_written(void **state UNUSED) {
  const struct manifest gap = {
      .name = "Ort", .version = 9, .content = HEX64, .snapshot_version = 7, .snapshot = {"s", HEX64, 1, 1}, .poll_s = 60};
  scoped_buf text;
  buf_init(&text, MANIFEST_MAX);
  struct err err = {0};
  assert_false(manifest_format(&gap, &text, &err));
  assert_int_equal(text.len, 0);
}

/* Expected values: Python, int.from_bytes(hashlib.sha256(x).digest(), "big"), summed modulo 2**256. */
static void the_content_sum_is_the_sum_of_hashes(void **state UNUSED) {
  struct content_sum sum = {0};
  char hex[65];
  content_sum_add(&sum, "alpha", 5);
  content_sum_add(&sum, "beta", 4);
  content_sum_add(&sum, "gamma", 5);
  content_sum_format(&sum, hex);
  assert_string_equal(hex, "41bfb412b736cf4943a44efda0ad7d3d66dba603f083c86c9ad01d2a783a77b2");
  content_sum_drop(&sum, "beta", 4);
  content_sum_drop(&sum, "alpha", 5);
  content_sum_drop(&sum, "gamma", 5);
  content_sum_drop(&sum, "alpha", 5);
  content_sum_format(&sum, hex);
  assert_string_equal(hex, "712c095297a46a61528fddae71e5089327e9071713833225e12bfe7170dddc08");
  struct content_sum back;
  assert_true(content_sum_parse(hex, &back));
  content_sum_add(&back, "alpha", 5);
  content_sum_format(&back, hex);
  assert_string_equal(hex, "0000000000000000000000000000000000000000000000000000000000000000");
}

static void delta_lines_are_put_or_drop(void **state UNUSED) {
  static const char *const bad[] = {"",
                                    "{}",
                                    "{\"put\":{",
                                    "{\"put\":7}",
                                    "{\"put\":{}",
                                    "{\"drop\":\"\"}",
                                    "{\"drop\":\"A\"}",
                                    "{\"drop\":\"a\"} ",
                                    "{\"drop\":\"a\",\"b\":1}",
                                    "{\"drop\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"};
  struct delta_line delta;
  struct err err;
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    if (delta_line_parse(bad[i], strlen(bad[i]), &delta, &err)) fail_msg("accepted: %s", bad[i]);
  static const char put[] = "{\"put\":{\"id\":\"a\"}}";
  assert_true(delta_line_parse(put, strlen(put), &delta, &err));
  assert_ptr_equal(delta.put, put + 7);
  assert_memory_equal(delta.put, "{\"id\":\"a\"}", delta.put_len);
  assert_int_equal(delta.put_len, 10);
  static const char drop[] = "{\"drop\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-\"}";
  assert_true(delta_line_parse(drop, strlen(drop), &delta, &err));
  assert_null(delta.put);
  assert_int_equal(strlen(delta.drop), 64);
}

static void roots_round_trip_and_only_the_pinned_key_counts(void **state UNUSED) {
  struct key_pair root_key, other_key;
  key_generate(&root_key);
  key_generate(&other_key);
  struct root root = {.version = 3, .expires = 1797900480, .key_count = 1};
  memcpy(root.keys[0], other_key.public_key, KEY_PUBLIC_BYTES);
  scoped_buf text;
  buf_init(&text, ENVELOPE_MAX);
  struct err err = {0};
  assert_true(root_sign(&root, &root_key, NULL, &text, &err));
  struct root back = {0};
  if (!root_open(text.data, text.len, root_key.public_key, &back, &err)) fail_msg("%s", err.msg);
  assert_int_equal(back.version, 3);
  assert_int_equal(back.expires, root.expires);
  assert_int_equal(back.key_count, 1);
  assert_memory_equal(back.keys[0], other_key.public_key, KEY_PUBLIC_BYTES);
  assert_false(root_open(text.data, text.len, other_key.public_key, &back, &err));
  assert_int_equal(err.code, ERR_DENIED);
}

static void roots_are_read_strictly(void **state UNUSED) {
  static const char *const bad[] = {
      "{}",
      "{\"format\":\"litfass-root/2\",\"version\":1,\"keys\":[]}",
      "{\"format\":\"litfass-root/1\",\"version\":1,\"keys\":[]}",
      "{\"format\":\"litfass-root/"
      "1\",\"version\":0,\"keys\":[\"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"]}",
      "{\"format\":\"litfass-root/1\",\"version\":1,\"keys\":[7]}",
      /* the neutral element: a small order point under which anything verifies */
      "{\"format\":\"litfass-root/"
      "1\",\"version\":1,\"keys\":[\"0100000000000000000000000000000000000000000000000000000000000000\"]}",
  };
  struct root root;
  struct err err;
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    if (root_parse(bad[i], strlen(bad[i]), &root, &err)) fail_msg("accepted: %s", bad[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(manifests_are_read_strictly),
      cmocka_unit_test(a_written_manifest_reads_back_equal),
      cmocka_unit_test(a_manifest_that_could_not_be_read_is_not_written),
      cmocka_unit_test(the_content_sum_is_the_sum_of_hashes),
      cmocka_unit_test(delta_lines_are_put_or_drop),
      cmocka_unit_test(roots_round_trip_and_only_the_pinned_key_counts),
      cmocka_unit_test(roots_are_read_strictly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
