#include "cache/reader.h"
