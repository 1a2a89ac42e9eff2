#ifndef DEMARC_DECK_DECK_KEYS_H
#define DEMARC_DECK_DECK_KEYS_H

#include "deck/deck_reader.h"

/* What a deck may have: a new key is a row in a table of deck_keys.c and a function, a new kind of thing a row here. */
struct kind_row {
    const char *one, *many;
    size_t size; /* of an item */
    int least, most;
    const struct shape *shape; /* where items stand under their ids */
};
extern const struct kind_row deck_kinds[KINDS];

enum { DECK_FORMAT = 1 };

/* The whole deck, with the first part of the document in hand. Afterwards, if r->again, layers are still missing: they
   stood before what they mean, and are read by the other one from the start of the document. */
void deck_keys_read(struct reader *r);
void deck_keys_read_layers(struct reader *r);

#endif
