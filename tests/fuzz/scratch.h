/* For readers that want a path: the input as a file in memory. */
#ifndef LITFASS_FUZZ_SCRATCH_H
#define LITFASS_FUZZ_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

/* A folder of this process, made at the first call and removed at its end. */
const char *scratch_folder(void);

/* Writes `data` to the file `name` in it and returns the path, valid until the next call. */
const char *scratch_file(const char *name, const uint8_t *data, size_t size);

#endif
