/* The Poisson-binomial distribution, one answer after the other: with each, j right ones become j + 1 or stay j. */
#include "srs/leech.h"

static const double alpha = .05, pi_square_sixth = 1.6449340668482264; /* the sum of 1/n^2 */

struct leech_answer leech_answer(const struct fsrs_weights *weights, const struct grade_memory *before,
                                 const struct grade_answer *answer)
{
    double r = grade_retrievability(weights, before, answer->day - before->last_day);
    double chance = answer->ways ? (double)answer->right_ways / answer->ways : 0;
    return (struct leech_answer){
        .p = chance + (1 - chance) * r,
        .right = !answer->unplaced && answer->rating != FSRS_AGAIN,
    };
}

int leech_answers(const struct fsrs_weights *weights, const struct grade_answer *answers, int n,
                  struct leech_answer *list)
{
    struct grade_memory memory = {0};
    int n_list = 0;
    for (int i = 0; i < n; i++) {
        if (answers[i].counts == 1)
            list[n_list++] = leech_answer(weights, &memory, &answers[i]);
        grade_step(weights, &memory, &answers[i]);
    }
    return n_list;
}

double leech_at_most(const struct leech_answer *answers, int n, int right, double *work)
{
    double sum = 0;
    work[0] = 1;
    for (int i = 0; i < n; i++) {
        double p = answers[i].p;
        work[i + 1] = 0;
        for (int j = i + 1; j > 0; j--)
            work[j] = work[j] * (1 - p) + work[j - 1] * p;
        work[0] *= 1 - p;
    }
    for (int j = 0; j <= right && j <= n; j++)
        sum += work[j];
    return sum;
}

bool leech_is(const struct leech_answer *answers, int n_answers, double *work)
{
    int n = n_answers - LEECH_SKIPPED, right = 0;
    if (n <= 0)
        return false;
    answers += LEECH_SKIPPED;
    for (int i = 0; i < n; i++)
        right += answers[i].right;
    return leech_at_most(answers, n, right, work) < alpha / (pi_square_sixth * n * n);
}
