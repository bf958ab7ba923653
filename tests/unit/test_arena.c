#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

#include <string.h>

static void count_call(void *context) { ++*(int *)context; }

static void what_was_deferred_happens_once_when_the_arena_is_emptied(void **state UNUSED) {
  int first = 0, second = 0;
  struct arena arena = {0};
  arena_defer(&arena, count_call, &first);
  arena_defer(&arena, count_call, &second);
  arena_defer(&arena, count_call, &second);
  assert_int_equal(first + second, 0);
  arena_reset(&arena);
  assert_int_equal(first, 1);
  assert_int_equal(second, 2);
  arena_defer(&arena, count_call, &first);
  arena_fini(&arena);
  arena_fini(&arena);
  assert_int_equal(first, 2);
  assert_int_equal(second, 2);
}

static void memory_is_zeroed_again_after_a_reset(void **state UNUSED) {
  scoped_arena arena = {0};
  for (int round = 0; round < 3; round++) {
    char *memory = arena_alloc(&arena, 3000);
    for (int i = 0; i < 3000; i++)
      assert_int_equal(memory[i], 0);
    memset(memory, 0xAA, 3000);
    arena_reset(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_deferred_happens_once_when_the_arena_is_emptied),
      cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
