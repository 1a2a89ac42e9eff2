/* A drill, a round and an exam can be told again to any store: the plan, then the moves. So nothing but those is kept,
   and the answers count there as they would have: whether one is the day's first is for the file to say, which must
   hear of what was read in the same order. */
#include "kept.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kept_one {
    enum { KEPT_DRILL, KEPT_ROUND, KEPT_EXAM, KEPT_REST, KEPT_WAKE, KEPT_SEE } kind;
    struct drill drill;
    struct session_change *changes; /* of the drill; the others have their own */
    int n_changes;
    struct contest contest;
    struct sitting sitting;
    char deck[DECK_ID_MAX + 1]; /* of the words about items */
    int *items, n_items;
    struct moment at;
    int day;
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

static void add_word(struct kept *kept, struct kept_one word, const struct deck *deck, const int *items, int n)
{
    snprintf(word.deck, sizeof word.deck, "%s", deck->id);
    word.n_items = n;
    word.items = xcalloc((size_t)n + 1, sizeof *items);
    memcpy(word.items, items, (size_t)n * sizeof *items);
    add(kept, word);
}

void kept_rest(struct kept *kept, const struct deck *deck, int item, bool rest, struct moment now)
{
    add_word(kept, (struct kept_one){.kind = rest ? KEPT_REST : KEPT_WAKE, .at = now}, deck, &item, 1);
}

void kept_see(struct kept *kept, const struct deck *deck, const int *items, int n, int today)
{
    add_word(kept, (struct kept_one){.kind = KEPT_SEE, .day = today}, deck, items, n);
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

/* The deck may have been read anew since, or be gone. */
static bool move_word(const struct kept_one *one, const struct shelf *shelf, struct store *store, struct err *err)
{
    const struct deck *deck = shelf_find(shelf, one->deck);
    if (!deck)
        return true;
    for (int i = 0; i < one->n_items; i++)
        if (one->items[i] >= deck_item_count(deck) || !deck_item_asks(deck, one->items[i]))
            return true;
    if (one->kind == KEPT_SEE)
        return store_see(store, deck, one->items, one->n_items, one->day, err);
    return store_rest(store, deck, one->items[0], one->kind == KEPT_REST, one->at, err);
}

static bool move_one(struct kept_one *one, const struct shelf *shelf, struct store *store, struct moment now,
                     struct err *err)
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
    default:
        return move_word(one, shelf, store, err);
    }
}

static void drop(struct kept_one *one)
{
    drill_clear(&one->drill);
    free(one->changes);
    contest_clear(&one->contest);
    sitting_clear(&one->sitting);
    free(one->items);
}

bool kept_move(struct kept *kept, struct drill *running, const struct shelf *shelf, struct store *store,
               struct moment now, struct err *err)
{
    int moved = 0;
    while (moved < kept->n && move_one(&kept->ones[moved], shelf, store, now, err))
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

bool kept_any(const struct kept *kept)
{
    for (int i = 0; i < kept->n; i++)
        if (kept->ones[i].kind <= KEPT_EXAM)
            return true;
    return kept->n_changes > 0;
}

void kept_clear(struct kept *kept)
{
    for (int i = 0; i < kept->n; i++)
        drop(&kept->ones[i]);
    free(kept->ones);
    free(kept->changes);
    *kept = (struct kept){0};
}
