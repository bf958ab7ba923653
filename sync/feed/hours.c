#include "feed/hours.h"
