#ifndef DEMARC_PLAY_MOVE_H
#define DEMARC_PLAY_MOVE_H

#include "deck/deck.h"

/* What a person does in a session, and how it is written down. What is on the table is placed or answered up to Check; then it
   is read. */
enum move_kind {
    MOVE_PLACE, MOVE_PLACE_UNSURE, MOVE_BACK, MOVE_UNSURE, MOVE_UNDO, /* while placing; with nothing to undo
                  directly behind a card: back to that card, its rating voided */
    MOVE_EDGE, /* while placing on a line, where the deck has a customer's zone: in the row of the cell `at`, cells of models
                  before `zone` (a model, or n_models for the end) become the customer's, the customer's cells from it on
                  are taken back, others stay; one undo */
    MOVE_CHOOSE, MOVE_YES, MOVE_NO, /* of a question: the option, or the statement of a grid, at position `at`; MOVE_UNSURE
                                       with `at` 0 says or takes back that the whole is not sure */
    MOVE_TURN, /* of a card: its back is shown */
    MOVE_RATE, /* after it: `at` is 1 Not yet, 2 hard, 3 knew it, 4 easy; goes on, or where nothing follows waits for Next */
    MOVE_CHECK,
    MOVE_SLIP_ROW, /* after Check on a line: voids the answers of the row of `at`, forgets their re-asks; the board stays */
    MOVE_SLIP, /* after Check: voids the board's answers, forgets their re-asks and goes on; slipped rows are not voided twice */
    MOVE_NEXT  /* after Check: the next task, or the end */
};

struct move {
    enum move_kind kind;
    int at, zone; /* of the moves that have them */
};

/* "place 3 customer", "edge 3 paas", "edge 3 end", "check" ...: zones and models by id (the end is "END" where a model is
   called end). The parser refuses what is not such a line or does not fit the deck; then *move is as it was. */
enum { MOVE_TEXT_MAX = 64 }; /* bytes, the final NUL included */
void move_format(struct move move, const struct deck *deck, char *text, size_t size);
bool move_parse(const char *text, const struct deck *deck, struct move *move);

#endif
