#ifndef DEMARC_PREFS_H
#define DEMARC_PREFS_H

#include "options.h"
#include "store/store.h"

/* How this learner wants demarc, read from the settings of the store; what the command line says goes before them. */
struct prefs {
    int minutes; /* of a drill */
    bool four_ratings;
    int text_percent;
    bool still; /* nothing moves */
};

void prefs_read(struct prefs *prefs, const struct options *options, struct store *store);

#endif
