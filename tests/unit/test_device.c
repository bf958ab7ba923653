/* What litfass-device concludes and what it takes at its door: the pure parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "device/access.h"
#include "device/request.h"
#include "device/storage.h"
#include "device/warmth.h"
#include "device/wifi.h"

#include <string.h>

static const struct storage_limits limits = {.free_bytes = 64 << 20, .free_percent = 5};

static struct storage healthy(void) {
  struct storage storage;
  storage_init(&storage);
  storage.ext4_errors = 0;
  storage.free_bytes = INT64_C(1) << 30;
  storage.free_percent = storage.free_inodes_percent = 50;
  storage.probe = PROBE_OK;
  return storage;
}

static void verdicts_on_storage(void **state UNUSED) {
  struct storage none;
  storage_init(&none);
  assert_int_equal(storage_judge(&none, &limits), STORAGE_OK); /* what is not known is no fault */
  struct storage all = healthy();
  assert_int_equal(storage_judge(&all, &limits), STORAGE_OK);
#define WITH(field, value, verdict)                                                                                            \
  do {                                                                                                                         \
    struct storage storage = healthy();                                                                                        \
    storage.field = value;                                                                                                     \
    assert_int_equal(storage_judge(&storage, &limits), verdict);                                                               \
  } while (0)
  WITH(free_bytes, (64 << 20) - 1, STORAGE_FULL);
  WITH(free_percent, 4, STORAGE_FULL);
  WITH(free_inodes_percent, 4, STORAGE_FULL);
  WITH(life_percent, 80, STORAGE_OK);
  WITH(life_percent, 90, STORAGE_WORN);
  WITH(pre_eol, 1, STORAGE_OK);
  WITH(pre_eol, 2, STORAGE_WORN);
  WITH(pre_eol, 3, STORAGE_WORN);
  WITH(ext4_errors, 1, STORAGE_FAILING);
  WITH(probe, PROBE_WRONG, STORAGE_FAILING);
  WITH(probe, PROBE_FAILED, STORAGE_FAILING);
}

static void a_full_disk_is_not_called_broken(void **state UNUSED) {
  struct storage full = healthy();
  full.free_bytes = 0;
  full.probe = PROBE_FAILED;
  assert_int_equal(storage_judge(&full, &limits), STORAGE_FULL);
  full.probe = PROBE_WRONG;
  assert_int_equal(storage_judge(&full, &limits), STORAGE_FAILING);
}

static void a_grade_of_warmth_is_left_five_degrees_below(void **state UNUSED) {
  static const struct {
    enum grade before;
    int64_t milli_c;
    enum grade after;
  } rows[] = {{GRADE_GOOD, 74999, GRADE_GOOD}, {GRADE_GOOD, 75000, GRADE_POOR}, {GRADE_POOR, 70000, GRADE_POOR},
              {GRADE_POOR, 69999, GRADE_GOOD}, {GRADE_GOOD, 90000, GRADE_BAD},  {GRADE_BAD, 77000, GRADE_BAD},
              {GRADE_BAD, 76999, GRADE_POOR},  {GRADE_BAD, 20000, GRADE_GOOD},  {GRADE_POOR, 82000, GRADE_BAD}};
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    assert_int_equal(warmth_grade(rows[i].before, rows[i].milli_c, 75, 82), rows[i].after);
}

static bool parses(const char *line, struct request *out) {
  struct err err;
  bool ok = request_parse(line, strlen(line), out, &err);
  if (!ok) assert_true(strlen(err.msg) > 0 && !strstr(err.msg, "geheim"));
  return ok;
}

static void requests_are_read_strictly(void **state UNUSED) {
  struct request request;
  assert_true(parses("{\"verb\":\"display\",\"arg\":\"on\"}", &request));
  assert_string_equal(request.verb, "display");
  assert_string_equal(request.arg, "on");
  static const char *const bad[] = {"",
                                    "status",
                                    "[]",
                                    "{}",
                                    "{\"verb\":\"\"}",
                                    "{\"verb\":1}",
                                    "{\"verb\":\"status\"",
                                    "{\"verb\":\"status\"} x",
                                    "{\"verb\":\"status\",\"verb\":\"reboot\"}",
                                    "{\"verb\":\"a-verb-that-is-too-long\"}",
                                    "{\"verb\":\"update\",\"arg\":\"/a\\nb\"}",
                                    "{\"verb\":\"update\",\"arg\":\"/a\\u0000b\"}",
                                    "{\"verb\":\"status\",\"geheim\":\"geheim\"}",
                                    "{\"verb\":\"status\",\"arg\":{\"a\":1}}",
                                    "{\"verb\":\"x\",\"passphrase\":\"geheim\\u0007\"}"};
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    assert_false(parses(bad[i], &request));
}

static void a_request_survives_the_way(void **state UNUSED) {
  struct request out, in = {.verb = "network", .arg = "join", .ssid = "Café \"Süd\"", .passphrase = "geheim\\geheim"};
  scoped_buf line;
  buf_init(&line, REQUEST_MAX);
  request_format(&in, &line);
  assert_true(parses(buf_text(&line), &out));
  assert_memory_equal(&in, &out, sizeof in);
  request_wipe(&out);
  assert_int_equal(out.passphrase[0], 0);
}

static void names_and_secrets_of_networks_are_checked(void **state UNUSED) {
  assert_true(ssid_is_valid("Treffpunkt"));
  assert_true(ssid_is_valid("Nachbarschaft Süd: 1"));
  assert_false(ssid_is_valid(""));
  assert_false(ssid_is_valid("--help"));
  assert_false(ssid_is_valid("a\tb"));
  assert_false(ssid_is_valid("123456789012345678901234567890123"));
  assert_true(passphrase_is_valid(""));
  assert_true(passphrase_is_valid("12345678"));
  assert_false(passphrase_is_valid("1234567"));
  assert_false(passphrase_is_valid("pässwörter"));
  assert_true(passphrase_is_valid("0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"));
  assert_false(passphrase_is_valid("x123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"));
}

static void networks_are_sorted_and_named_once(void **state UNUSED) {
  struct wifi list[WIFI_MAX];
  size_t count = wifi_parse(" :Haus\\: Süd:40:WPA2\n"
                            "*:Treff:60:WPA2 WPA3\n"
                            " :Treff:80:WPA2\n"
                            " ::90:WPA2\n"
                            " :offen:85:\n"
                            " :back\\\\slash:10:--\n"
                            "nonsense\n :x:101:\n :-option:50:\n",
                            list);
  assert_int_equal(count, 4);
  assert_string_equal(list[0].ssid, "Treff");
  assert_true(list[0].is_in_use && list[0].signal == 80 && list[0].is_secure);
  assert_string_equal(list[1].ssid, "offen");
  assert_false(list[1].is_secure);
  assert_string_equal(list[2].ssid, "Haus: Süd");
  assert_string_equal(list[3].ssid, "back\\slash");
  assert_false(list[3].is_secure);
}

static bool may(const char *list, const struct caller *caller) {
  struct access access;
  access_parse(list, &access);
  return access_is_granted(&access, caller);
}

static void only_who_is_named_may(void **state UNUSED) {
  struct caller root = {.user = 0}, nobody = {.user = 65534, .groups = {65534}, .group_count = 1};
  assert_true(may("", &root));
  assert_false(may("", &nobody));
  assert_false(may("root, daemon @root", &nobody));
  assert_true(may("root nobody", &nobody));
  assert_true(may("65534", &nobody));
  assert_true(may("root,@nogroup", &nobody));
  assert_false(may("@65534 no-such-user @no-such-group -1 @", &nobody));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(verdicts_on_storage),
      cmocka_unit_test(a_full_disk_is_not_called_broken),
      cmocka_unit_test(a_grade_of_warmth_is_left_five_degrees_below),
      cmocka_unit_test(requests_are_read_strictly),
      cmocka_unit_test(a_request_survives_the_way),
      cmocka_unit_test(names_and_secrets_of_networks_are_checked),
      cmocka_unit_test(networks_are_sorted_and_named_once),
      cmocka_unit_test(only_who_is_named_may),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
