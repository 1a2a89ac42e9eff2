/* Replaying the log for a line of the past. */
#include "play/past.h"

void past_add(const struct fsrs_weights *weights, const struct grade_answer *answers, int n_answers, double chance,
              const int *days, int n_days, double *sums)
{
    struct grade_memory memory = {0};
    int at = 0;
    for (int d = 0; d < n_days; d++) {
        for (; at < n_answers && answers[at].day < days[d]; at++)
            grade_step(weights, &memory, &answers[at]);
        double r = memory.met ? fsrs_retrievability(weights, memory.state.s, days[d] - memory.last_day) : 0;
        sums[d] += r + (1 - r) * chance;
    }
}

int past_days(int first, int last, int most, int *days)
{
    int span = last - first, n = span + 1 < most ? span + 1 : most;
    for (int i = 0; i < n; i++)
        days[i] = n > 1 ? first + (int)((long long)span * i / (n - 1)) : last;
    return n;
}
