#ifndef TESTS_WORLDS_H
#define TESTS_WORLDS_H

#include "base/rng.h"
#include "srs/fit.h"

/* Logs to fit weights to: read from tests/data, or made by learners whose weights are known. */
struct world {
    struct fit_log log;
    struct grade_answer *answers;
    int *first;
};

void world_read(struct world *world, const char *path); /* rows of card, day, rating; fails the test that calls it */
void world_clear(struct world *world);

/* Placements on boards of `zones`, for 200 days, asked when demarc would ask with its own weights. The learner is right with
   probability 1/zones + (1 - 1/zones) R, with R from states blended under `weights`. *truth is the mean loss of just that
   probability. */
void world_make(struct world *world, int n_items, int zones, const struct fsrs_weights *weights, uint64_t seed,
                double *truth);

double world_random(struct rng *rng); /* 0 <= x < 1 */

#endif
