#ifndef DEMARC_SHELF_H
#define DEMARC_SHELF_H

#include "base/err.h"
#include "deck/deck.h"

/* The decks that were found. A deck that cannot be read is named with all that is wrong; the others still open. */
struct shelf {
    const struct deck **decks; /* by id, sorted */
    int n, capacity;
    char *problems; /* one line each, "" when there are none */
};

/* Reads every .yaml file of the folders; of two decks with one id the one in the later folder stays, and both are named. */
void shelf_load(struct shelf *shelf, const char *const *folders, int n_folders);
void shelf_clear(struct shelf *shelf);

const struct deck *shelf_find(const struct shelf *shelf, const char *id); /* NULL: not there */

/* A deck by its id, or, where the word looks like a file, from there. NULL: err says why, and which word is near; what is
   wrong in the file is among the problems. */
const struct deck *shelf_get(struct shelf *shelf, const char *word, struct err *err);

#endif
