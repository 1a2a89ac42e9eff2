/* A drill can be told again to any store: its plan, then its moves. So nothing but those is kept, and the answers count
   there as they would have: whether one is the day's first is for the file to say. */
#include "kept.h"

#include "base/mem.h"

#include <stdlib.h>

struct kept_drill {
    struct drill drill;
    struct session_change *changes;
    int n_changes;
};

void kept_note(struct kept *kept, const struct session_change *change)
{
    kept->changes = xgrow(kept->changes, kept->n_changes, &kept->changes_capacity, sizeof *kept->changes);
    kept->changes[kept->n_changes++] = *change;
}

void kept_end(struct kept *kept, struct drill *running)
{
    if (running->session && kept->n_changes) {
        kept->drills = xgrow(kept->drills, kept->n, &kept->capacity, sizeof *kept->drills);
        kept->drills[kept->n++] = (struct kept_drill){*running, kept->changes, kept->n_changes};
        *running = (struct drill){0};
        kept->changes = NULL;
        kept->changes_capacity = 0;
    }
    drill_clear(running);
    kept->n_changes = 0;
}

static bool move_one(struct drill *drill, const struct session_change *changes, int n, struct store *store,
                     struct moment now, struct err *err)
{
    for (int d = 0; d < drill->n_decks; d++)
        if (!store_know(store, drill->decks[d], now, err))
            return false;
    drill->stored = false;
    return drill_store(drill, store, err) && (!n || store_save(store, drill->session, changes, n, err) == STORE_SAVED);
}

static void drop(struct kept_drill *one)
{
    drill_clear(&one->drill);
    free(one->changes);
}

bool kept_move(struct kept *kept, struct drill *running, struct store *store, struct moment now, struct err *err)
{
    int moved = 0;
    while (moved < kept->n && move_one(&kept->drills[moved].drill, kept->drills[moved].changes,
                                       kept->drills[moved].n_changes, store, now, err))
        drop(&kept->drills[moved++]);
    for (int i = moved; i < kept->n; i++)
        kept->drills[i - moved] = kept->drills[i];
    kept->n -= moved;
    if (kept->n || (running->session && !move_one(running, kept->changes, kept->n_changes, store, now, err))) {
        running->stored = running->session != NULL; /* in memory, as before */
        return false;
    }
    kept->n_changes = 0;
    return true;
}

bool kept_any(const struct kept *kept)
{
    return kept->n || kept->n_changes;
}

void kept_clear(struct kept *kept)
{
    for (int i = 0; i < kept->n; i++)
        drop(&kept->drills[i]);
    free(kept->drills);
    free(kept->changes);
    *kept = (struct kept){0};
}
