#ifndef DEMARC_DECK_DECK_KEYS_H
#define DEMARC_DECK_DECK_KEYS_H

#include "deck/deck_reader.h"

/* What a deck may have: a new key is a row in a table of fields and a function, a new kind of thing a row here. */
struct kind_row {
    const char *one, *many;
    const char *a;  /* "an exam", for kinds that are only ids */
    const char *in; /* "a question": what has these; NULL: the deck */
    size_t size;    /* of an item */
    size_t at;      /* of an item's mark in it */
    int least, most;
    const struct shape *shape; /* of a block with such an item */
};
extern const struct kind_row deck_kinds[KINDS];

enum {
    DECK_FORMAT = 1,
    DAY_UNSET = -1000000 /* as the day of a source: before the calendar of a deck begins */
};

/* Of an item with its id as a key, what is not 0 while nothing is said of it. */
void deck_item_init(enum kind kind, void *item);

/* The whole deck, with the first part of the document in hand. Afterwards, while something is waiting, the next pass
   reads it, from the start of the document. */
void deck_keys_read(struct reader *r);
void deck_keys_read_waiting(struct reader *r);
void deck_keys_check(struct reader *r); /* what can be told only when all is there */

/* The deck's larger keys, each in a file of its own. */
extern const struct shape layer_shape, card_shape, question_shape, option_shape, statement_shape, part_shape;
extern const struct shape area_shape, test_shape;
void layers_read(struct reader *r, const struct field *field, void *into);
void cards_read(struct reader *r, const struct field *field, void *into);
void about_read(struct reader *r, const char ***about, int *n_about); /* the list in hand */
void questions_read(struct reader *r, const struct field *field, void *into);
void blueprint_read(struct reader *r, const struct field *field, void *into);
void tests_read(struct reader *r, const struct field *field, void *into);
void objectives_check(struct reader *r);

/* What was read becomes the deck, which is good; and before a translation is read, the base becomes its start. */
void deck_make(struct reader *r);
void deck_make_translation(struct reader *r, const struct deck *base);

#endif
