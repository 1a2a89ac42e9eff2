#ifndef DEMARC_DECK_DECK_CHECK_H
#define DEMARC_DECK_DECK_CHECK_H

#include "deck/deck.h"

/* What is well-formed but wrong with a deck. Warnings have the name of their rule and can be silenced on their line by a
   comment `# allow RULE: reason`; the deck's own tests that fail are errors, which cannot. decks/README.md explains each. */
enum { DECK_FINDINGS_MAX = 1000 };

struct deck_finding {
    int line, column; /* as in deck_problem */
    const char *rule; /* NULL: an error */
    char text[400];
};

struct deck_allow;

struct deck_check {
    /* Given, and borrowed: the deck, or a deck in translation, with the bytes of its file; the decks that it may speak of
       (it may be one of them); the day that sources are old on; and who measures texts: called once with `with`, it tells
       of each text that does not fit with deck_check_cut. measure may be NULL. */
    const struct deck *deck;
    const char *bytes;
    size_t size;
    const struct deck *const *others;
    int n_others, today;
    void (*measure)(void *with, struct deck_check *check);
    void *with;

    /* Found, in the order of the file; past DECK_FINDINGS_MAX they are only counted in more. */
    struct deck_finding *found;
    int n, capacity, more;

    /* Its own. */
    const char *rule;
    struct deck_allow *allows;
    int n_allows;
};

void deck_check_run(struct deck_check *check);
void deck_check_clear(struct deck_check *check); /* frees what was found */

/* For measure: this text of the deck does not fit, and why. Of a translation what is not its own is passed over. */
void deck_check_cut(struct deck_check *check, const char *text, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *deck_check_rule(int i); /* the name of the i-th rule; NULL: there are no more */

#endif
