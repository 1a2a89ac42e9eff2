#ifndef DEMARC_DECK_DECK_ALLOW_H
#define DEMARC_DECK_DECK_ALLOW_H

#include "deck/deck.h"

/* The comments `# allow RULE: reason` of a deck file: who wrote it knows of the warning and says why it stands. */
struct deck_allow {
    struct deck_mark at; /* of the sign # */
    char rule[24];       /* as it is written, cut to that */
    bool known;          /* it is the name of a rule */
    bool reason;         /* one is given */
    bool used;           /* for the check to note that it silenced something */
};

/* In the order of their lines; the caller frees. For files that deck_read has found good. A comment that only begins with
   the word allow is none of these: it names a rule, or a colon follows. There are at most 100,000, and 32 on
   a line; what follows silences nothing. */
struct deck_allow *deck_allow_find(const char *bytes, size_t size, bool (*is_rule)(const char *name), int *n);

#endif
