#ifndef DEMARC_PLAY_PAST_H
#define DEMARC_PLAY_PAST_H

#include "srs/grade.h"

/* What was known on days gone by: the answers to one item are told again, in the order in which they make its state, and on
   each of the days (from the earliest on), when that day's answers are in, its R + (1-R) chance is added to the day's sum. R
   of what was not met by then is 0. The weights are those of today: it is what they say now of the days then. */
void past_add(const struct fsrs_weights *weights, const struct grade_answer *answers, int n_answers, double chance,
              const int *days, int n_days, double *sums);

/* Up to `most` days from the first to the last one, both of them, as evenly as whole days can lie; returns how many. */
int past_days(int first, int last, int most, int *days);

#endif
