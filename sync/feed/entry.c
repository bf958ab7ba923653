#include "feed/entry.h"
