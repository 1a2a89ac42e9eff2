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

/* n times Good on the day of a lapse must not lift s above that of before it: the highest w17 and w18 for that, taken
   from w11, w13 and w14. */
static double steps_bound(const double *w, int steps)
{
    return sqrt(fmax(.01, -(log(w[11]) + log(pow(2, w[13]) - 1) + .3 * w[14]) / steps));
}

void fsrs_clamp(struct fsrs_weights *weights, int relearning_steps)
{
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        weights->w[i] = clamp(weights->w[i], range[i][0], range[i][1]);
    if (relearning_steps <= 1)
        return;
    double bound = steps_bound(weights->w, relearning_steps);
    weights->w[17] = fmin(weights->w[17], bound);
    weights->w[18] = fmin(weights->w[18], bound);
}

bool fsrs_migrate(const double *old, int n_old, struct fsrs_weights *weights)
{
    if (n_old != 17 && n_old != 19 && n_old != FSRS_WEIGHTS)
        return false;
    double *w = weights->w;
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        w[i] = i < n_old ? old[i] : 0;
    if (n_old < FSRS_WEIGHTS)
        w[20] = .5; /* the steepness that all curves had before it became a weight */
    if (n_old == 17) {
        w[4] += 2 * w[5];
        w[5] = log(3 * w[5] + 1) / 3;
        w[6] += .5;
    }
    return true;
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

struct fsrs_state fsrs_from_sm2(const struct fsrs_weights *weights, double ease, double interval_days, double retention)
{
    const double *w = weights->w;
    double s = clamp(interval_days * fsrs_factor(weights) / (pow(retention, -1 / w[20]) - 1), s_min, s_max);
    double growth = exp(w[8]) * pow(s, -w[9]) * (exp((1 - retention) * w[10]) - 1);
    return (struct fsrs_state){.s = s, .d = clamp(11 - (ease - 1) / growth, 1, 10)};
}
