#include "draw/commands.h"
