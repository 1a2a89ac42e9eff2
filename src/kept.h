#ifndef DEMARC_KEPT_H
#define DEMARC_KEPT_H

#include "contest.h"
#include "drill.h"
#include "sitting.h"

/* What was done while the file could not be opened: each drill, round and exam with all its moves, in the order in which they
   ended, until it can. Zero-initialise. */
struct kept {
    struct kept_one *ones; /* those that are over or left */
    int n, capacity;
    struct session_change *changes; /* of the running drill */
    int n_changes, changes_capacity;
};

void kept_note(struct kept *kept, const struct session_change *change); /* of the running drill */

/* Takes the running one, which is over or left, and clears it; fine where none runs. A contest must keep its notes. */
void kept_end(struct kept *kept, struct drill *running);
void kept_round(struct kept *kept, struct contest *running);
void kept_exam(struct kept *kept, struct sitting *running);

/* Moves all into that store, the running drill last, which goes on there. False: err says why; what was moved is not moved
   again by the next try. */
bool kept_move(struct kept *kept, struct drill *running, struct store *store, struct moment now, struct err *err);

/* What was put to rest in memory rests in the file, too. */
bool kept_move_rests(struct store *memory, struct store *store, const struct shelf *shelf, struct moment now,
                     struct err *err);

bool kept_any(const struct kept *kept);
void kept_clear(struct kept *kept);

#endif
