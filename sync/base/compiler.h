/* Names for compiler attributes, and the three small tools of ownership that STYLE asks for.
 * Nothing else in the tree spells __attribute__. */
#ifndef LITFASS_BASE_COMPILER_H
#define LITFASS_BASE_COMPILER_H

#include <stddef.h>
#include <string.h>

#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define FORMAT_LIKE(arg) __attribute__((format_arg(arg))) /* returns a format with the conversions of that argument */
#define MUST_USE __attribute__((warn_unused_result))
#define NO_RETURN __attribute__((noreturn))
#define CLEANUP(function) __attribute__((cleanup(function)))
#define UNUSED __attribute__((unused))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Moves a pointer out of a scoped variable: returns it and leaves NULL behind. */
#define TAKE(pointer) take_pointer(&(pointer))

static inline void *take_pointer(void *slot) {
  void *value;
  void *null = NULL;
  memcpy(&value, slot, sizeof value);
  memcpy(slot, &null, sizeof null);
  return value;
}

/* A broken invariant of our own: prints where and aborts, in release builds too. Never for input. */
#define ASSERT(condition) ((condition) ? (void)0 : assert_failed(__FILE__, __LINE__, #condition))

NO_RETURN void assert_failed(const char *file, int line, const char *condition);

#endif
