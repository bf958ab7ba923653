/* Runs a fuzz target over files, without libFuzzer: `fuzz_hours FOLDER|FILE...`. A find that once crashed the parser lies in
 * tests/corpus and is tried again in every build, with gcc and under the sanitizers too. A run over no file at all fails. */
#include "base/buf.h"
#include "base/compiler.h"
#include "base/err.h"
#include "base/fs.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 * 1024 * 1024 };

static void run_file(const char *path) {
  scoped_buf text;
  struct err err;
  buf_init(&text, INPUT_MAX);
  if (!fs_read(path, &text, &err)) {
    fprintf(stderr, "replay: %s\n", err.msg);
    exit(1);
  }
  /* An exact copy: reading one byte too far is then seen by AddressSanitizer, which a NUL behind the text would hide. */
  uint8_t *data = malloc(text.len ? text.len : 1);
  ASSERT(data);
  if (text.len) memcpy(data, text.data, text.len);
  printf("%s\n", path); /* last line standing when it crashes */
  fflush(stdout);
  LLVMFuzzerTestOneInput(data, text.len);
  free(data);
}

static int run_folder(const char *path) {
  struct dirent **names;
  int count = scandir(path, &names, NULL, alphasort);
  int files = 0;
  for (int i = 0; i < count; i++) {
    char file[4096];
    struct stat info;
    snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
    free(names[i]);
    if (stat(file, &info) != 0 || !S_ISREG(info.st_mode)) continue;
    run_file(file);
    files++;
  }
  if (count >= 0) free(names);
  return files;
}

int main(int argc, char **argv) {
  int files = 0;
  for (int i = 1; i < argc; i++) {
    struct stat info;
    if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode))
      files += run_folder(argv[i]);
    else {
      run_file(argv[i]);
      files++;
    }
  }
  printf("%d files\n", files);
  return files > 0 ? 0 : 1;
}
