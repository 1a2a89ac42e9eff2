/* Progress, of a deck of placements and of one of cards, and the list of decks. */
#include "states.h"

#include "base/mem.h"
#include "made_progress.h"

#include <stdlib.h>

enum { BELOW = MADE_HOWS, CARDS, LISTED };
enum { LISTED_DECKS = 14 };

static void close(struct stage *s)
{
    made_progress_clear(s->of);
    free(s->of);
}

static bool progress(struct stage *s, int which)
{
    struct made_progress *m = xcalloc(1, sizeof *m);
    const struct deck *decks[LISTED_DECKS];
    for (int d = 0; d < LISTED_DECKS; d++)
        decks[d] = states_deck(d % 2 ? "terms" : "azure");
    made_progress(m, s, states_deck(which == CARDS ? "terms" : "azure"), which < MADE_HOWS ? which : MADE_FULL, decks,
                  LISTED_DECKS);
    s->close = close;
    if (which == BELOW) {
        m->facts.not_saved = "Nothing is being saved: the disk is full";
        for (int i = 0; i < 30; i++)
            stage_key(s, KEY_PAGE_DOWN);
    }
    if (which == LISTED)
        stage_key(s, 'd');
    return true;
}

const struct state states_progress[] = {
    {"progress", progress, MADE_FULL},
    {"progress-no-date", progress, MADE_NO_DATE},
    {"progress-one-answer", progress, MADE_ONE_ANSWER},
    {"progress-empty", progress, MADE_EMPTY},
    {"progress-no-deck", progress, MADE_NO_DECK},
    {"progress-below", progress, BELOW},
    {"progress-cards", progress, CARDS},
    {"progress-decks", progress, LISTED},
    {NULL, NULL, 0},
};
