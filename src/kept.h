#ifndef DEMARC_KEPT_H
#define DEMARC_KEPT_H

#include "contest.h"
#include "drill.h"
#include "sitting.h"

/* What was done while the file could not be opened, in order, until it can: each drill, round and exam with all its moves, as
   of its end, and what was said or seen of items between them. Zero-initialise. */
struct kept {
    struct kept_one *ones; /* those that are over or left, and those words */
    int n, capacity;
    struct session_change *changes; /* of the running drill */
    int n_changes, changes_capacity;
};

void kept_note(struct kept *kept, const struct session_change *change); /* of the running drill */

/* Takes the running one, which is over or left, and clears it; fine where none runs. A contest must keep its notes. */
void kept_end(struct kept *kept, struct drill *running);
void kept_round(struct kept *kept, struct contest *running);
void kept_exam(struct kept *kept, struct sitting *running);

/* What was told to the store in memory, to be told to the file, too: as store_rest and store_see. The deck is noted by its id, so
   the shelf may be read anew. (What the file knows cannot be forgotten meanwhile, as there is no backup of it.) */
void kept_rest(struct kept *kept, const struct deck *deck, int item, bool rest, struct moment now);
void kept_see(struct kept *kept, const struct deck *deck, const int *items, int n, int today);

/* Moves all into that store, the running drill last, which goes on there. False: err says why; what was moved is not moved
   again by the next try. */
bool kept_move(struct kept *kept, struct drill *running, const struct shelf *shelf, struct store *store,
               struct moment now, struct err *err);

bool kept_any(const struct kept *kept); /* answers: they point into the decks of the shelf */
void kept_clear(struct kept *kept);

#endif
