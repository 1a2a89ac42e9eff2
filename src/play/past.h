#ifndef DEMARC_PLAY_PAST_H
#define DEMARC_PLAY_PAST_H

#include "srs/grade.h"

/* What was known on days gone by: the answers to one item are told again, in the order in which they make its state, and for
   each of the days (from the earliest on) its R + (1-R) chance as that day began is added to the day's sum: just after an
   answer the model takes it as known, which says nothing. R of what was not met by then is 0. The weights are those of today:
   it is what they say now of the days then. */
void past_add(const struct fsrs_weights *weights, const struct grade_answer *answers, int n_answers, double chance,
              const int *days, int n_days, double *sums);

/* Up to `most` days from the first to the last one, both of them, as evenly as whole days can lie; returns how many. */
int past_days(int first, int last, int most, int *days);

#endif
