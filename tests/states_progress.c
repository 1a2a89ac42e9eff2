/* Progress, and its list of decks. */
#include "base/mem.h"
#include "made_progress.h"
#include "states.h"

#include <stdlib.h>

enum { BELOW = MADE_HOWS, NOT_SAVED, LISTED, CARDS, WEAK, WEAK_LAST, WEAK_NONE, PAGES = 30, SHOWN = 14 };

static void close(struct stage *s)
{
    made_progress_clear(s->of);
    free(s->of);
}

static bool progress(struct stage *s, int which)
{
    static const struct deck *all[SHOWN];
    struct made_progress *m = xcalloc(1, sizeof *m);
    const struct deck *deck = states_deck(which == CARDS ? "terms" : "azure");
    for (int d = 0; d < SHOWN; d++)
        all[d] = states_deck(d % 2 ? "terms" : "azure");
    enum made_how how = which < MADE_HOWS ? (enum made_how)which : which == WEAK_NONE ? MADE_EMPTY : MADE_FULL;
    made_progress(m, s, deck, how, all, SHOWN);
    s->close = close;
    for (int i = 0; which == BELOW && i < PAGES; i++)
        stage_key(s, KEY_PAGE_DOWN);
    if (which == NOT_SAVED) {
        m->facts.not_saved = "Nothing is being saved: /home/eva/.local/share/demarc is full";
        m->facts.said = "Saved as /home/eva/.local/share/demarc/progress-azure-2026-12-01.csv";
        stage_frame(s);
    }
    if (which == LISTED) {
        stage_key(s, 'd');
        stage_wait(s, NEW_SCREEN_MS);
        stage_key(s, KEY_DOWN);
    }
    if (which >= WEAK && which < PAGES) {
        stage_key(s, 'k');
        stage_wait(s, NEW_SCREEN_MS);
        stage_key(s, which == WEAK_LAST ? KEY_END : KEY_DOWN);
    }
    return true;
}

const struct state states_progress[] = {
    {"progress", progress, MADE_FULL},
    {"progress-no-date", progress, MADE_NO_DATE},
    {"progress-one-answer", progress, MADE_ONE_ANSWER},
    {"progress-empty", progress, MADE_EMPTY},
    {"progress-no-deck", progress, MADE_NO_DECK},
    {"progress-below", progress, BELOW},
    {"progress-not-saved", progress, NOT_SAVED},
    {"progress-decks", progress, LISTED},
    {"progress-cards", progress, CARDS},
    {"progress-least", progress, WEAK},
    {"progress-least-last", progress, WEAK_LAST},
    {"progress-least-none", progress, WEAK_NONE},
    {NULL, NULL, 0},
};
