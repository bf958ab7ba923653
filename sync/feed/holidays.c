#include "feed/holidays.h"
