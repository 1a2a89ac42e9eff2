#ifndef BENCH_LEARNER_H
#define BENCH_LEARNER_H

#include "srs/fsrs.h"

#include <stdint.h>

/* A learner whose memory is known, who comes on certain days, and four programs that ask. All of it follows from a seed.

   The learner's memory is FSRS-6 with weights of their own. What is not known is guessed: a zone at random, or always the
   commonest one of the deck. After an answer the solution is seen: what was known becomes stronger as by Good, what was
   wrong is learnt as by Again, a lucky guess as by either. What was wrong is asked once more the same day. */
struct learner {
    const struct fsrs_weights *weights;
    int known_percent;     /* at first sight */
    bool picks_commonest;
    bool luck_is_good;     /* a lucky guess teaches as Good */
};

enum program {
    PROGRAM_DEMARC,
    PROGRAM_TRUSTING, /* demarc without the guess rule: right is Good */
    PROGRAM_LADDER,   /* after 1, 3, 7 and 16 days, from 1 when wrong; then it is learnt */
    PROGRAM_ROUND,    /* the same, but again and again after 16 */
    PROGRAM_WHOLE,    /* a board is one card, Good when all of it is right */
    PROGRAMS
};

struct course {
    int n_layers, n_models, n_zones;
    int days;        /* it is asked on days 0 to days - 1 */
    int skips;       /* the learner misses one day in so many; 0: none */
    int seconds;     /* of a day */
    bool exam;       /* on the day behind the last: only demarc knows of it */
    double retention;
};

struct outcome {
    double placements; /* for each item, repeats on the same day included */
    double knowledge;  /* on the morning of day `days`, truly: the mean over all items, 0 for what was never met */
    double gap;        /* predicted minus true, the mean over what was met and the mornings from half of the days on */
    int most_seconds;  /* that a day's plan took */
    int most_repeats;  /* on a day, on top of that */
};

struct outcome live(enum program program, const struct course *course, const struct learner *learner, uint64_t seed);

/* The mean of as many seeds, from 1 on; of what a day took, the most. */
struct outcome live_often(enum program program, const struct course *course, const struct learner *learner, int n_seeds);

#endif
