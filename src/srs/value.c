/* What to ask first when there is no time for all: the answer that is worth most on the horizon. */
#include "srs/value.h"

#include <assert.h>

double value_of_asking(const struct fsrs_weights *weights, const struct grade_memory *memory, int today,
                       int horizon_day, double chance, double seconds)
{
    assert(seconds > 0);
    int elapsed = memory->met && today > memory->last_day ? today - memory->last_day : 0;
    int ahead = horizon_day > today ? horizon_day - today : 0;
    double now = grade_retrievability(weights, memory, elapsed);
    double right = now + (1 - now) * chance;
    double r_right = fsrs_retrievability(weights, grade_right(weights, memory, elapsed, chance, false).s, ahead);
    double r_again = fsrs_retrievability(weights, grade_rated(weights, memory, FSRS_AGAIN, elapsed).s, ahead);
    double r_none = grade_retrievability(weights, memory, elapsed + ahead);
    return (right * r_right + (1 - right) * r_again - r_none) / seconds;
}
