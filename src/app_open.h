#ifndef DEMARC_APP_OPEN_H
#define DEMARC_APP_OPEN_H

#include "app_home.h"
#include "saving.h"

/* The window, learner.db and, for Home, the decks, of which the shelf has none yet, and what today's plan is. NULL: the decks
   are there and Home is not what comes first. False with err: there is no window, or not even a store in memory. */
bool app_open(struct saving *saving, struct app_home *home, struct err *err);

#endif
