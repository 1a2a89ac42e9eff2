#ifndef DEMARC_KEPT_H
#define DEMARC_KEPT_H

#include "drill.h"

/* What was done while the file could not be opened: each drill with all its moves, in order, until it can. Zero-initialise. */
struct kept {
    struct kept_drill *drills; /* those that are over */
    int n, capacity;
    struct session_change *changes; /* of the running one */
    int n_changes, changes_capacity;
};

void kept_note(struct kept *kept, const struct session_change *change); /* of the running drill */

/* Takes the running drill, which is over or left, and clears it; fine where none runs. */
void kept_end(struct kept *kept, struct drill *running);

/* Moves all into that store, the running drill last, which goes on there. False: err says why; what was moved is not moved
   again by the next try. */
bool kept_move(struct kept *kept, struct drill *running, struct store *store, struct moment now, struct err *err);

bool kept_any(const struct kept *kept);
void kept_clear(struct kept *kept);

#endif
