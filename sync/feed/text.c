#include "feed/text.h"
