#include "spool/pairing.h"

#include "base/str.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void device_key_make(char out[DEVICE_KEY_SIZE]) {
  unsigned char bytes[32];
  ASSERT(sodium_init() >= 0);
  randombytes_buf(bytes, sizeof bytes);
  hex_format(bytes, sizeof bytes, out);
  sodium_memzero(bytes, sizeof bytes);
}

void device_key_hash(const char *key, char out[DEVICE_KEY_SIZE]) {
  unsigned char hash[32];
  crypto_hash_sha256(hash, (const unsigned char *)key, strlen(key));
  hex_format(hash, sizeof hash, out);
}

void pairing_code(const char *hash, char out[PAIRING_CODE_SIZE]) {
  unsigned char bytes[5];
  char start[11];
  uint64_t bits = 0;
  str_copy(start, sizeof start, hash);
  ASSERT(hex_parse(start, bytes, sizeof bytes));
  for (size_t i = 0; i < sizeof bytes; i++)
    bits = bits << 8 | bytes[i];
  for (size_t i = 0; i < PAIRING_CODE_SIZE - 1; i++)
    out[i] = letters[bits >> (35 - 5 * i) & 31];
  out[PAIRING_CODE_SIZE - 1] = '\0';
}

bool pairing_code_read(const char *text, char out[PAIRING_CODE_SIZE]) {
  size_t used = 0;
  for (; *text; text++) {
    char letter = *text;
    if (letter == ' ' || letter == '-') continue;
    if (letter >= 'a' && letter <= 'z') letter = (char)(letter - 'a' + 'A');
    if (letter == 'O') letter = '0';
    if (letter == 'I' || letter == 'L') letter = '1';
    if (!strchr(letters, letter) || used == PAIRING_CODE_SIZE - 1) return false;
    out[used++] = letter;
  }
  out[used] = '\0';
  return used == PAIRING_CODE_SIZE - 1;
}
