#ifndef DEMARC_DECK_DECK_SLIP_H
#define DEMARC_DECK_DECK_SLIP_H

#include "deck/deck_reader.h"

/* Where the file stops being YAML, as libyaml says it, and what its author has to do, in words that need no YAML. */
struct slip {
    const char *bytes;
    size_t size;
    const char *problem, *context; /* libyaml's words; neither is NULL */
    struct deck_mark at;           /* where it noticed */
    struct deck_mark begins;       /* of what it was reading then; line 0: it does not say */
    struct deck_mark open;         /* the bracket or brace that is still open there; line 0: none is */
};

/* Tells it at the place where the author slipped and stops. What was told of that place, and behind it, is forgotten:
   it came of this. */
void slip_tell(struct reader *r, const struct slip *slip);

#endif
