#ifndef DEMARC_PLAY_ANSWERING_H
#define DEMARC_PLAY_ANSWERING_H

#include "play/choice.h"
#include "play/move.h"

/* A card or a question on the table: what was done with it so far. Plain memory, no allocation. */
enum { ANSWERING_UNDO_MAX = 1024 /* choices that can be undone; the oldest are forgotten */ };

struct answering {
    bool turned; /* the card shows its back */
    int rating;  /* of the card, 1 to 4; 0: not rated */
    struct choice choice; /* of the question */
    int n_undo;
    short undo[ANSWERING_UNDO_MAX]; /* choices as they were, see choice_code; negative: and not sure */
};

void answering_card(struct answering *a);
void answering_question(struct answering *a, const struct deck_question *question, uint64_t seed);

/* The moves of a card (turn, rate) and of a question before Check. False, and nothing has changed, where it is not possible
   now. */
bool answering_card_move(struct answering *a, struct move move);
bool answering_question_move(struct answering *a, struct move move);

#endif
