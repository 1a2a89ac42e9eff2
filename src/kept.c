/* A drill, a round and an exam can be told again to any store: the plan, then the moves. So nothing but those is kept,
   and the answers count there as they would have: whether one is the day's first is for the file to say. */
#include "kept.h"

#include "base/mem.h"

#include <stdlib.h>

struct kept_one {
    enum { KEPT_DRILL, KEPT_ROUND, KEPT_EXAM } kind;
    struct drill drill;
    struct session_change *changes; /* of the drill; the others have their own */
    int n_changes;
    struct contest contest;
    struct sitting sitting;
};

void kept_note(struct kept *kept, const struct session_change *change)
{
    kept->changes = xgrow(kept->changes, kept->n_changes, &kept->changes_capacity, sizeof *kept->changes);
    kept->changes[kept->n_changes++] = *change;
}

static void add(struct kept *kept, struct kept_one one)
{
    kept->ones = xgrow(kept->ones, kept->n, &kept->capacity, sizeof *kept->ones);
    kept->ones[kept->n++] = one;
}

void kept_end(struct kept *kept, struct drill *running)
{
    if (running->session && kept->n_changes) {
        add(kept, (struct kept_one){
                      .kind = KEPT_DRILL, .drill = *running, .changes = kept->changes, .n_changes = kept->n_changes});
        *running = (struct drill){0};
        kept->changes = NULL;
        kept->changes_capacity = 0;
    }
    drill_clear(running);
    kept->n_changes = 0;
}

void kept_round(struct kept *kept, struct contest *running)
{
    if (running->round && running->n_unsaved) {
        add(kept, (struct kept_one){.kind = KEPT_ROUND, .contest = *running});
        *running = (struct contest){0};
    }
    contest_clear(running);
}

void kept_exam(struct kept *kept, struct sitting *running)
{
    if (running->exam && running->n_changes) {
        add(kept, (struct kept_one){.kind = KEPT_EXAM, .sitting = *running});
        *running = (struct sitting){0};
    }
    sitting_clear(running);
}

static bool move_drill(struct drill *drill, const struct session_change *changes, int n, struct store *store,
                       struct moment now, struct err *err)
{
    for (int d = 0; d < drill->n_decks; d++)
        if (!store_know(store, drill->decks[d], now, err))
            return false;
    drill->stored = false;
    return drill_store(drill, store, err) && (!n || store_save(store, drill->session, changes, n, err) == STORE_SAVED);
}

static bool move_one(struct kept_one *one, struct store *store, struct moment now, struct err *err)
{
    switch (one->kind) {
    case KEPT_DRILL:
        return move_drill(&one->drill, one->changes, one->n_changes, store, now, err);
    case KEPT_ROUND:
        contest_move(&one->contest);
        return contest_save(&one->contest, store, err) == STORE_SAVED;
    case KEPT_EXAM:
        sitting_move(&one->sitting);
        return sitting_save(&one->sitting, store, err) == STORE_SAVED;
    }
    return false;
}

static void drop(struct kept_one *one)
{
    drill_clear(&one->drill);
    free(one->changes);
    contest_clear(&one->contest);
    sitting_clear(&one->sitting);
}

bool kept_move(struct kept *kept, struct drill *running, struct store *store, struct moment now, struct err *err)
{
    int moved = 0;
    while (moved < kept->n && move_one(&kept->ones[moved], store, now, err))
        drop(&kept->ones[moved++]);
    for (int i = moved; i < kept->n; i++)
        kept->ones[i - moved] = kept->ones[i];
    kept->n -= moved;
    if (kept->n || (running->session && !move_drill(running, kept->changes, kept->n_changes, store, now, err))) {
        running->stored = running->session != NULL; /* in memory, as before */
        return false;
    }
    kept->n_changes = 0;
    return true;
}

bool kept_move_rests(struct store *memory, struct store *store, const struct shelf *shelf, struct moment now,
                     struct err *err)
{
    bool fine = true;
    for (int d = 0; fine && d < shelf->n; d++) {
        const struct deck *deck = shelf->decks[d];
        bool *resting = xcalloc((size_t)deck_item_count(deck) + 1, sizeof *resting);
        fine = store_know(memory, deck, now, err) && store_resting(memory, deck, resting, err);
        for (int item = 0; fine && item < deck_item_count(deck); item++)
            fine = !resting[item] || store_rest(store, deck, item, true, now, err);
        free(resting);
    }
    return fine;
}

bool kept_any(const struct kept *kept)
{
    return kept->n || kept->n_changes;
}

void kept_clear(struct kept *kept)
{
    for (int i = 0; i < kept->n; i++)
        drop(&kept->ones[i]);
    free(kept->ones);
    free(kept->changes);
    *kept = (struct kept){0};
}
