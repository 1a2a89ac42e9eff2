#ifndef DEMARC_APP_H
#define DEMARC_APP_H

#include "base/err.h"
#include "options.h"
#include "shelf.h"

/* The window's story, until it is closed, and what it begins with: a drill of the deck `only` (NULL: of all), or a practice
   exam of it (NULL: any). The exit status. */
enum app_start { APP_HOME, APP_DRILL, APP_EXAM };
int app_run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
            struct err *err);

#endif
