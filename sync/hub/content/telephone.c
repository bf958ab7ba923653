#include "hub/content/telephone.h"

#include "base/str.h"
#include "feed/fields.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Digits, with one space where anything stood between them, and a leading '+'. False for letters and what does not fit. */
static bool regroup(const char *typed, char *out, size_t size) {
  size_t len = 0;
  bool gap = false;
  for (const char *c = typed; *c; c++) {
    bool is_plus = *c == '+' && len == 0;
    if (!is_digit(*c) && !is_plus && !strchr(" -/().\t", *c) && strncmp(c, "\xC2\xA0", 2) != 0 && strncmp(c, "–", 3) != 0)
      return false;
    if ((unsigned char)*c >= 0x80) c += strncmp(c, "–", 3) == 0 ? 2 : 1;
    if (!is_digit(*c) && !is_plus) {
      gap = true;
      continue;
    }
    if (len + 3 > size) return false;
    if (gap && len > 0 && out[len - 1] != '+') out[len++] = ' ';
    gap = false;
    out[len++] = *c;
  }
  out[len] = '\0';
  return len > 0;
}

/* "+49 0711" and "+49 (0) 711": the zero is dialled inside of Germany only. */
static void drop_trunk_zero(char *number) {
  char *zero = number + 3;
  if (!str_starts_with(number, "+49")) return;
  if (*zero == ' ') zero++;
  if (*zero != '0') return;
  size_t skip = zero[1] == ' ' ? 2 : 1;
  memmove(zero, zero + skip, strlen(zero + skip) + 1);
}

bool telephone_normalize(const char *typed, char out[TELEPHONE_SIZE]) {
  char groups[TELEPHONE_SIZE - 6] = "";
  char number[TELEPHONE_SIZE] = "";
  if (!regroup(typed, groups, sizeof groups)) return false;
  if (str_starts_with(groups, "00"))
    snprintf(number, sizeof number, "+%s", groups + 2 + (groups[2] == ' '));
  else
    str_copy(number, sizeof number, groups);
  drop_trunk_zero(number);
  if (check_telephone(number) != NULL && number[0] == '0')
    snprintf(number, sizeof number, "+49 %s", groups + 1 + (groups[1] == ' '));
  if (check_telephone(number) != NULL) return false;
  memcpy(out, number, sizeof number);
  return true;
}

void telephone_key(const char *typed, char out[TELEPHONE_SIZE]) {
  char number[TELEPHONE_SIZE];
  size_t len = 0;
  if (telephone_normalize(typed, number))
    for (const char *c = number; *c; c++)
      if (is_digit(*c)) out[len++] = *c;
  out[len] = '\0';
}
