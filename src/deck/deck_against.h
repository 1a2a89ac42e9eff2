#ifndef DEMARC_DECK_DECK_AGAINST_H
#define DEMARC_DECK_DECK_AGAINST_H

#include "deck/deck.h"

/* What a new edition of a deck does to what learners know of the old one: by item, as the id and the print of its answer
   decide it. */
enum deck_change { CHANGE_STAYS, CHANGE_ANEW /* the answer is another */, CHANGE_NEW, CHANGE_GONE, CHANGES };

/* Items of the new deck in its order, then those that are gone in the order of the old one. Placements that are not asked
   are no items. */
void deck_against(const struct deck *old, const struct deck *fresh,
                  void (*tell)(void *with, const char *key, enum deck_change change), void *with);

#endif
