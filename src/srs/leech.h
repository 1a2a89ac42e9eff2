#ifndef DEMARC_SRS_LEECH_H
#define DEMARC_SRS_LEECH_H

#include "srs/grade.h"

/* Does an item go wrong more often than its memory allows? Of first answers to it, in their order, the first three are not
   looked at: one is no prediction, and two more rest on little. Of n others, each right with probability
   chance + (1-chance) R, how likely is it that so few or fewer are right? It is a leech where that is less than
   .05 / (pi^2/6 n^2). As the limit falls with n, asking after every answer finds one in twenty innocent items at most,
   however long it goes on. */
enum { LEECH_SKIPPED = 3 };

struct leech_answer {
    double p; /* of being right, as the memory before the answer had it */
    bool right;
};

/* A first answer (counts 1), and the memory before it. */
struct leech_answer leech_answer(const struct fsrs_weights *weights, const struct grade_memory *before,
                                 const struct grade_answer *answer);

/* All first answers of an item's log, by the memory before each; returns how many. list: room for n. */
int leech_answers(const struct fsrs_weights *weights, const struct grade_answer *answers, int n,
                  struct leech_answer *list);

/* answers: all first ones of an item. work: room for n_answers + 1 numbers. */
bool leech_is(const struct leech_answer *answers, int n_answers, double *work);

/* The probability that at most `right` of n are right; each has its own. */
double leech_at_most(const struct leech_answer *answers, int n, int right, double *work);

#endif
