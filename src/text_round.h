#ifndef DEMARC_TEXT_ROUND_H
#define DEMARC_TEXT_ROUND_H

#include "text_shared.h"

/* What the pages of a round say; text_round.c asks. */
void text_round_setup_say(struct text *t, const struct round_setup *setup, const struct deck *const *decks, int n_decks);
void text_round_ready_say(struct text *t, const struct session *round, const struct round_setup *setup);
void text_round_pause_say(struct text *t, const struct session *round, const struct round_setup *setup);
void text_round_end_say(struct text *t, const struct session *round, const struct round_setup *setup);

/* One page of a round: what is on the table. *asks: whether to leave is to be asked. False: the round is left, or nothing more
   can be asked. */
bool text_round_page(struct text *t, bool *asks);

#endif
