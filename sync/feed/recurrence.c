#include "feed/recurrence.h"
