#ifndef DEMARC_SRS_VALUE_H
#define DEMARC_SRS_VALUE_H

#include "srs/grade.h"

/* What asking an item today is worth: the gain in retrievability on the horizon day, for each second it takes.
   (P R_right + (1-P) R_again - R_none) / seconds with P = R + (1-R) chance; R_right is blended; never met: R = .35 in P
   and R_none = .35. */
double value_of_asking(const struct fsrs_weights *weights, const struct grade_memory *memory, int today, int horizon_day,
                       double chance, double seconds);

#endif
