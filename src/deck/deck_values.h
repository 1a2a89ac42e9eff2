#ifndef DEMARC_DECK_DECK_VALUES_H
#define DEMARC_DECK_DECK_VALUES_H

#include "deck/deck_reader.h"

/* What a key of one value is read with: each puts it at the field's offset into the block's struct. */
void value_text(struct reader *r, const struct field *field, void *into);
void value_own_text(struct reader *r, const struct field *field, void *into); /* a translation may have it alone */
void value_id(struct reader *r, const struct field *field, void *into);
void value_item_id(struct reader *r, const struct field *field, void *into); /* and its place, by the field's kind */
void value_language(struct reader *r, const struct field *field, void *into);
void value_link(struct reader *r, const struct field *field, void *into);
void value_day(struct reader *r, const struct field *field, void *into);
void value_number(struct reader *r, const struct field *field, void *into); /* from least to most; 0 where it is wrong */
void value_yes(struct reader *r, const struct field *field, void *into);
void value_source(struct reader *r, const struct field *field, void *into);
void value_objective(struct reader *r, const struct field *field, void *into);
void value_ids(struct reader *r, const struct field *field, void *into); /* a list of ids, into that of the kind */

enum { OBJECTIVE_MAX = 20 }; /* characters */

#endif
