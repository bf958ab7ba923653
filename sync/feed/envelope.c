#include "feed/envelope.h"
