#ifndef DEMARC_TESTS_DUMPED_H
#define DEMARC_TESTS_DUMPED_H

#include "deck/deck.h"

/* All that a deck is, with its places, as text: two decks that dump alike are the same to the program. The caller frees. */
char *deck_dumped(const struct deck *deck);

#endif
