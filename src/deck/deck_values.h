#ifndef DEMARC_DECK_DECK_VALUES_H
#define DEMARC_DECK_DECK_VALUES_H

#include "deck/deck_reader.h"

/* What a key of one value is read with: each puts it at the field's offset into the block's struct. */
void read_text(struct reader *r, const struct field *field, void *into);
void read_own_text(struct reader *r, const struct field *field, void *into); /* a translation may have it alone */
void read_id(struct reader *r, const struct field *field, void *into);
void read_item_id(struct reader *r, const struct field *field, void *into); /* and its place, by the field's kind */
void read_language(struct reader *r, const struct field *field, void *into);
void read_link(struct reader *r, const struct field *field, void *into);
void read_day(struct reader *r, const struct field *field, void *into);
void read_number(struct reader *r, const struct field *field, void *into); /* from least to most; 0 where it is wrong */
void read_yes(struct reader *r, const struct field *field, void *into);
void read_source(struct reader *r, const struct field *field, void *into);
void read_objective(struct reader *r, const struct field *field, void *into);
void read_ids(struct reader *r, const struct field *field, void *into); /* a list of ids, into that of the kind */

enum { OBJECTIVE_MAX = 20 }; /* characters */

#endif
