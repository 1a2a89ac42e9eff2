/* The order of a plan's decks, derived from what is in them: lines, terms, tasks, what changed, questions. */
#include "play/planning.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

bool plan_asks_many(const struct deck *deck)
{
    int n = 0;
    for (int model = 0; model < deck->n_models; model++) {
        bool asks = false;
        for (int layer = 0; layer < deck->n_layers && !asks; layer++)
            asks = deck_asks(deck, layer, model);
        n += asks;
    }
    return n > 1;
}

static int rank_of_deck(const struct deck *deck)
{
    if (deck->n_layers)
        return plan_asks_many(deck) ? RANK_LINE : RANK_TASKS;
    return deck->n_cards ? RANK_CARD : RANK_QUESTION;
}

static bool names(const struct deck *deck, const struct deck *other)
{
    for (int i = 0; i < deck->n_conflicts; i++)
        if (strcmp(deck->conflicts[i], other->id) == 0)
            return true;
    return false;
}

bool plan_conflict(const struct deck *a, const struct deck *b)
{
    return names(a, b) || names(b, a);
}

/* A deck that conflicts with one before it in the order comes behind it as what changed. */
void plan_rank(const struct deck *const *decks, int n, int *ranks)
{
    int *own = xcalloc((size_t)n, sizeof *own);
    for (int d = 0; d < n; d++)
        ranks[d] = own[d] = rank_of_deck(decks[d]);
    for (int d = 0; d < n; d++)
        for (int e = 0; e < n; e++)
            if (e != d && own[d] < RANK_CHANGED && (own[e] < own[d] || (own[e] == own[d] && e < d)) &&
                plan_conflict(decks[d], decks[e]))
                ranks[d] = RANK_CHANGED;
    free(own);
}

void plan_order(const struct deck **decks, int n)
{
    int *ranks = xcalloc((size_t)n, sizeof *ranks);
    plan_rank(decks, n, ranks);
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && ranks[k] < ranks[k - 1]; k--) {
            const struct deck *deck = decks[k];
            int rank = ranks[k];
            decks[k] = decks[k - 1];
            ranks[k] = ranks[k - 1];
            decks[k - 1] = deck;
            ranks[k - 1] = rank;
        }
    free(ranks);
}
