#include "draw/fonts.h"
