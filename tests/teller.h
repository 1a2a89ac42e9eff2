#ifndef DEMARC_TESTS_TELLER_H
#define DEMARC_TESTS_TELLER_H

#include "text_shared.h"

/* The story on a terminal with a script before it instead of a person: lines go in, and what was said is kept. Its clock is the
   test's. */
struct teller {
    struct text t;
    struct options options;
    struct shelf shelf;
    char folder[40], *said;
    int out;
};

void teller_init(struct teller *teller, const char *now); /* the shipped decks and a data folder of its own */
void teller_clear(struct teller *teller);

/* From now on these lines are what is typed, and then the input is over. */
void teller_type(struct teller *teller, const char *lines);

/* All that was said since the last time; it lives until the next call. */
const char *teller_said(struct teller *teller);

/* How much later it is each time the clock is read. */
extern int teller_step_ms;

#endif
