#ifndef DEMARC_PLAY_MOVES_H
#define DEMARC_PLAY_MOVES_H

#include "play/session.h"

/* How the line moves: a deck's models are shown one after the other, and before each of them the learner says who has a layer
   there. All of it comes from the deck. */
enum { MOVES_ASKS = 3, MOVES_LAYERS = 10, MOVES_BOARD = 6 };

struct moves {
    const struct deck *deck;
    int n_layers, layers[MOVES_LAYERS]; /* shown, those that stay with the customer longest first */
    int n_asks;
    struct moves_ask {
        int layer, model;
    } asks[MOVES_ASKS]; /* models rising */
};

/* False: this deck cannot show it: it has no customer's zone, too few models or too few layers. */
bool moves_init(struct moves *moves, const struct deck *deck);

/* A line of up to MOVES_BOARD layers for practice, first those that were not asked about. */
void moves_board(const struct moves *moves, struct task *task);

#endif
