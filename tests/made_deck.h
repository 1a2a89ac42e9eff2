#ifndef DEMARC_TESTS_MADE_DECK_H
#define DEMARC_TESTS_MADE_DECK_H

#include "deck/deck.h"

/* For decks that are made without a file: their fingerprint, of all ids and answers in order. After each change of one. */
void made_deck_print(struct deck *deck);

#endif
