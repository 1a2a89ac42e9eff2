/* The formulas of FSRS-6. Each takes s, d and retrievability from before the answer; weights carry the numbers of the
   published model, so w[17] here is w17 there. */
#include "srs/fsrs.h"

#include <assert.h>
#include <math.h>

static const double s_min = .001, s_max = 36500;

const struct fsrs_weights fsrs_default = {{
    0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
}};

/* Lowest and highest of each weight, as the optimisers of the family clip them. */
static const double range[FSRS_WEIGHTS][2] = {
    {.001, 100}, {.001, 100}, {.001, 100}, {.001, 100}, {1, 10},   {.001, 4},   {.001, 4},
    {.001, .75}, {0, 4.5},    {0, .8},     {.001, 3.5}, {.001, 5}, {.001, .25}, {.001, .9},
    {0, 4},      {0, 1},      {1, 6},      {0, 2},      {0, 2},    {.01, .8},   {.1, .8},
};

static double clamp(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

void fsrs_clamp(struct fsrs_weights *weights)
{
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        weights->w[i] = clamp(weights->w[i], range[i][0], range[i][1]);
}

double fsrs_factor(const struct fsrs_weights *weights)
{
    return pow(.9, -1 / weights->w[20]) - 1;
}

double fsrs_retrievability(const struct fsrs_weights *weights, double s, double elapsed_days)
{
    return pow(1 + fsrs_factor(weights) * elapsed_days / s, -weights->w[20]);
}

double fsrs_interval(const struct fsrs_weights *weights, double s, double retention)
{
    return s / fsrs_factor(weights) * (pow(retention, -1 / weights->w[20]) - 1);
}

int fsrs_interval_days(const struct fsrs_weights *weights, double s, double retention, int maximum)
{
    return (int)clamp(round(fsrs_interval(weights, s, retention)), 1, maximum);
}

/* -2 to 1. In floating point, because an enum may be unsigned. */
static double above_good(enum fsrs_rating rating)
{
    return (double)rating - FSRS_GOOD;
}

static double first_difficulty(const double *w, enum fsrs_rating rating)
{
    return w[4] - exp(w[5] * (rating - 1)) + 1;
}

/* An answer moves d the less, the nearer it is to 10; then d drifts a little towards that of a first Easy, which is
   taken before its clamp. */
static double next_difficulty(const double *w, double d, enum fsrs_rating rating)
{
    double moved = d + (10 - d) * (-w[6] * above_good(rating)) / 9;
    return clamp(w[7] * first_difficulty(w, FSRS_EASY) + (1 - w[7]) * moved, 1, 10);
}

static double same_day(const double *w, double s, enum fsrs_rating rating)
{
    double growth = exp(w[17] * (above_good(rating) + w[18])) * pow(s, -w[19]);
    return s * (rating == FSRS_AGAIN ? growth : fmax(growth, 1));
}

static double after_lapse(const double *w, struct fsrs_state state, double retrievability)
{
    double s = w[11] * pow(state.d, -w[12]) * (pow(state.s + 1, w[13]) - 1) * exp(w[14] * (1 - retrievability));
    return fmin(s, state.s / exp(w[17] * w[18]));
}

static double after_recall(const double *w, struct fsrs_state state, double retrievability, enum fsrs_rating rating)
{
    double growth = exp(w[8]) * (11 - state.d) * pow(state.s, -w[9]) * (exp(w[10] * (1 - retrievability)) - 1);
    if (rating == FSRS_HARD)
        growth *= w[15];
    if (rating == FSRS_EASY)
        growth *= w[16];
    return state.s * (1 + growth);
}

struct fsrs_state fsrs_first(const struct fsrs_weights *weights, enum fsrs_rating rating)
{
    assert(rating >= FSRS_AGAIN && rating <= FSRS_EASY);
    return (struct fsrs_state){
        .s = clamp(weights->w[rating - 1], s_min, s_max),
        .d = clamp(first_difficulty(weights->w, rating), 1, 10),
    };
}

struct fsrs_state fsrs_next(const struct fsrs_weights *weights, struct fsrs_state state, enum fsrs_rating rating,
                            int elapsed_days)
{
    assert(rating >= FSRS_AGAIN && rating <= FSRS_EASY);
    const double *w = weights->w;
    double s;
    if (elapsed_days <= 0) {
        s = same_day(w, state.s, rating);
    } else {
        double retrievability = fsrs_retrievability(weights, state.s, elapsed_days);
        s = rating == FSRS_AGAIN ? after_lapse(w, state, retrievability)
                                 : after_recall(w, state, retrievability, rating);
    }
    return (struct fsrs_state){.s = clamp(s, s_min, s_max), .d = next_difficulty(w, state.d, rating)};
}
