#ifndef DEMARC_SRS_SLOPE_H
#define DEMARC_SRS_SLOPE_H

#include "srs/grade.h"

/* The same states as grade_step gives, and with each how it changes when a weight does: what fitting climbs down. */
struct slope_model {
    struct fsrs_weights weights;
    double factor, factor_slope; /* of the curve; the slope is by w20 */
    double growth;               /* e^w8 */
    double first_easy;           /* difficulty of a first Easy, before its clamp */
    double lapse_share;          /* of s, that a lapse leaves at most */
};

struct slope_state {
    bool met;
    struct fsrs_state state;
    double s[FSRS_WEIGHTS], d[FSRS_WEIGHTS]; /* by each weight */
};

/* An answer, ready to be taken many times. */
struct slope_answer {
    int elapsed_days; /* 0 for a repeat */
    int rating;
    double chance;
    bool blended; /* a right answer that may have been luck */
    bool unsure;
    bool repeat; /* makes no state */
    bool scored; /* its outcome is to be predicted */
};

void slope_init(struct slope_model *model, const struct fsrs_weights *weights);

/* Takes the answer into the state, which is all zero at first. Returns retrievability before the answer; by_weight: how it
   changes. */
double slope_step(const struct slope_model *model, struct slope_state *state, const struct slope_answer *answer,
                  double by_weight[FSRS_WEIGHTS]);

#endif
