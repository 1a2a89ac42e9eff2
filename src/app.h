#ifndef DEMARC_APP_H
#define DEMARC_APP_H

#include "base/err.h"
#include "options.h"
#include "play/round.h"
#include "shelf.h"

/* The window's story, until it is closed, and what it begins with: a drill of the deck `only` (NULL: of all), or a practice
   exam of it (NULL: any). The exit status. Home reads the decks itself, into an empty shelf, while the window opens. */
enum app_start { APP_HOME, APP_DRILL, APP_EXAM, APP_ROUND };
int app_run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
            struct err *err);

/* The same; a round of this setup begins at once (seed 0: any) or goes on. NULL: the page to set one up. */
int app_run_round(const struct options *options, struct shelf *shelf, const struct round_setup *setup, struct err *err);

#endif
