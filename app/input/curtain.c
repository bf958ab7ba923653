#include "input/curtain.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"

enum { LOOK_MS = 900, WORD_MAX = 16 };

void curtain_init(struct curtain *curtain, const char *path) {
  *curtain = (struct curtain){.looked_ms = INT64_MIN / 2, .awake_until_ms = INT64_MIN / 2};
  if (!str_copy(curtain->path, sizeof curtain->path, path)) curtain->path[0] = '\0';
}

void curtain_look(struct curtain *curtain, int64_t now_ms) {
  scoped_buf word;
  struct err ignored;
  buf_init(&word, WORD_MAX);
  if (!curtain->path[0] || now_ms - curtain->looked_ms < LOOK_MS) return;
  curtain->looked_ms = now_ms;
  bool ok = fs_read(curtain->path, &word, &ignored);
  curtain->is_off = ok && str_equals(buf_text(&word), "off\n");
  curtain->is_cleaning = ok && str_equals(buf_text(&word), "cleaning\n");
}

bool curtain_is_down(const struct curtain *curtain, int64_t now_ms) {
  return curtain->is_off && now_ms >= curtain->awake_until_ms;
}

bool curtain_takes(struct curtain *curtain, bool is_begin, int64_t now_ms) {
  bool is_blind = now_ms < curtain->awake_until_ms - CURTAIN_AWAKE_MS + CURTAIN_BLIND_MS;
  if (curtain->is_cleaning || is_blind) return true;
  if (!curtain_is_down(curtain, now_ms)) return false;
  if (is_begin) curtain->awake_until_ms = now_ms + CURTAIN_AWAKE_MS;
  return true;
}
