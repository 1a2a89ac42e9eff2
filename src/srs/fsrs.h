#ifndef DEMARC_SRS_FSRS_H
#define DEMARC_SRS_FSRS_H

#include <stdbool.h>

/* The memory model FSRS-6 (open-spaced-repetition; 21 weights) in double precision and whole days: no learning steps, no
   fuzz, no forced order of the intervals. Where implementations differ this follows fsrs-rs: same-day Hard not below 1,
   first stability from .001, .5 rounds away from zero. */
enum { FSRS_WEIGHTS = 21, FSRS_MODEL = 6, FSRS_INTERVAL_MAX = 36500 };
enum fsrs_rating { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

struct fsrs_weights {
    double w[FSRS_WEIGHTS];
};

/* stability s in days, .001 to 36500: after s days retrievability is .9. difficulty d, 1 to 10. */
struct fsrs_state {
    double s, d;
};

extern const struct fsrs_weights fsrs_default;

/* elapsed_days below 1 is the same day. */
struct fsrs_state fsrs_first(const struct fsrs_weights *weights, enum fsrs_rating rating);
struct fsrs_state fsrs_next(const struct fsrs_weights *weights, struct fsrs_state state, enum fsrs_rating rating,
                            int elapsed_days);

/* The chance of recall after that many days, in (0, 1]: (1 + factor elapsed_days / s) ^ -w20. The factor makes it
   .9 when s days have gone by. */
double fsrs_retrievability(const struct fsrs_weights *weights, double s, double elapsed_days);
double fsrs_factor(const struct fsrs_weights *weights);

/* Days until retrievability has fallen to `retention`; the rounded one lies in 1 .. maximum. */
double fsrs_interval(const struct fsrs_weights *weights, double s, double retention);
int fsrs_interval_days(const struct fsrs_weights *weights, double s, double retention, int maximum);

/* Brings each weight into its allowed range. Where a forgotten card is repeated in more than one step on the same day,
   w17 and w18 are held lower, or it would come out stronger than it was; demarc has no steps: 0. */
void fsrs_clamp(struct fsrs_weights *weights, int relearning_steps);

/* Weights of FSRS-4.5 (17), FSRS-5 (19) or FSRS-6 (21) as those of FSRS-6, with the curve they were fitted to; false for
   any other number. Not clamped. */
bool fsrs_migrate(const double *old, int n_old, struct fsrs_weights *weights);

/* The state of a card that SM-2 has given that ease (2.5 at first) and interval, if the chance of recall at its end is
   `retention`, below 1. */
struct fsrs_state fsrs_from_sm2(const struct fsrs_weights *weights, double ease, double interval_days, double retention);

#endif
