#ifndef DEMARC_APP_H
#define DEMARC_APP_H

#include "base/err.h"
#include "options.h"
#include "shelf.h"

/* The window's story, until it is closed. only: a drill of this deck begins at once (NULL: of all decks with drill set, or
   Home without). The exit status. */
int app_run(const struct options *options, struct shelf *shelf, bool drill, const struct deck *only, struct err *err);

#endif
