#ifndef DEMARC_PLAY_TOPICS_H
#define DEMARC_PLAY_TOPICS_H

#include "deck/deck.h"

/* Which items are siblings. A topic is a layer of a deck; a placement has the one of its layer, a card or question those of
   the layers it is about: of its own deck or, where that has no layers, of all decks with a common exam. Siblings have a
   topic in common. */
struct topics {
    const struct deck *const *decks;
    int n_decks, n;    /* topics in all */
    int *first;        /* of each deck its first */
    struct topic_name *names; /* by id, once they are needed */
    int *list, n_list, room;  /* the topics of all items that were asked for */
};

void topics_init(struct topics *topics, const struct deck *const *decks, int n_decks); /* borrows decks */
void topics_clear(struct topics *topics);

/* Writes where in topics->list the item's topics begin and returns their number. */
int topics_of(struct topics *topics, int deck, int item, int *at);

#endif
