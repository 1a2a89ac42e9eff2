/* FSRS-6 and the blend once more, differentiated by hand. Derivatives are carried forward: each answer turns those of s
   and d before it into those after it, so one pass over an item gives all of them. A clamp that holds has slope 0. */
#include "srs/slope.h"

#include <math.h>
#include <string.h>

static const double s_min = .001, s_max = 36500;

void slope_init(struct slope_model *model, const struct fsrs_weights *weights)
{
    const double *w = weights->w;
    double factor = fsrs_factor(weights);
    *model = (struct slope_model){
        .weights = *weights,
        .factor = factor,
        .factor_slope = (factor + 1) * log(.9) / (w[20] * w[20]),
        .growth = exp(w[8]),
        .first_easy = w[4] - exp(3 * w[5]) + 1,
        .lapse_share = exp(-w[17] * w[18]),
    };
}

/* -- the curve -- */

/* A point of the curve: R after so many days, and its slopes. */
struct point {
    double r, by_s, by_days, by_decay;
};

static struct point point_of(const struct slope_model *model, double s, double days)
{
    double decay = model->weights.w[20], x = 1 + model->factor * days / s, ln_x = log(x);
    double r = exp(-decay * ln_x), by_x = -decay * r / x;
    return (struct point){
        .r = r,
        .by_s = -by_x * model->factor * days / (s * s),
        .by_days = by_x * model->factor / s,
        .by_decay = by_x * model->factor_slope * days / s - r * ln_x,
    };
}

/* What is known of a state before an answer to it. */
struct before {
    const struct slope_state *state;
    double r, ln_s;
    const double *by_weight; /* of r */
};

/* The derivatives of anything made from s, d and r, but for the weights it takes itself. */
static void chain(double *out, const struct before *before, double by_s, double by_d, double by_r)
{
    const double *s = before->state->s, *d = before->state->d, *r = before->by_weight;
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        out[i] = by_s * s[i] + by_d * d[i] + by_r * r[i];
}

static void clamp_slope(double *value, double low, double high, double *slopes)
{
    if (*value >= low && *value <= high)
        return;
    *value = *value < low ? low : high;
    memset(slopes, 0, FSRS_WEIGHTS * sizeof *slopes);
}

/* -- stability -- */

static void same_day(const struct slope_model *model, const struct before *before, int rating,
                     struct slope_state *after)
{
    const double *w = model->weights.w;
    double s = before->state->state.s, push = rating - FSRS_GOOD + w[18];
    double growth = exp(w[17] * push - w[19] * before->ln_s), grown = s * growth;
    if (rating != FSRS_AGAIN && growth < 1) {
        after->state.s = s;
        memcpy(after->s, before->state->s, sizeof after->s);
        return;
    }
    after->state.s = grown;
    chain(after->s, before, growth * (1 - w[19]), 0, 0);
    after->s[17] += grown * push;
    after->s[18] += grown * w[17];
    after->s[19] -= grown * before->ln_s;
}

static void lapse(const struct slope_model *model, const struct before *before, struct slope_state *after)
{
    const double *w = model->weights.w;
    double s = before->state->state.s, d = before->state->state.d;
    double most = s * model->lapse_share, ln_d = log(d), ln_s1 = log1p(s), power = exp(w[13] * ln_s1);
    double share = exp(w[14] * (1 - before->r) - w[12] * ln_d), scale = w[11] * share, least = scale * (power - 1);
    if (least > most) {
        after->state.s = most;
        chain(after->s, before, model->lapse_share, 0, 0);
        after->s[17] -= w[18] * most;
        after->s[18] -= w[17] * most;
        return;
    }
    after->state.s = least;
    chain(after->s, before, scale * w[13] * power / (s + 1), -w[12] * least / d, -w[14] * least);
    after->s[11] += share * (power - 1);
    after->s[12] -= least * ln_d;
    after->s[13] += scale * power * ln_s1;
    after->s[14] += least * (1 - before->r);
}

static void recall(const struct slope_model *model, const struct before *before, int rating, struct slope_state *after)
{
    const double *w = model->weights.w;
    double s = before->state->state.s, room = 11 - before->state->state.d;
    double factor = rating == FSRS_HARD ? w[15] : rating == FSRS_EASY ? w[16] : 1;
    double gain = exp(w[10] * (1 - before->r)), base = model->growth * exp(-w[9] * before->ln_s);
    double plain = base * room * (gain - 1), grown = s * plain * factor, by_gain = s * base * room * factor * gain;
    after->state.s = s + grown;
    chain(after->s, before, 1 + plain * factor * (1 - w[9]), -grown / room, -w[10] * by_gain);
    after->s[8] += grown;
    after->s[9] -= grown * before->ln_s;
    after->s[10] += by_gain * (1 - before->r);
    if (rating == FSRS_HARD)
        after->s[15] += s * plain;
    if (rating == FSRS_EASY)
        after->s[16] += s * plain;
}

/* -- difficulty -- */

static void difficulty(const struct slope_model *model, const struct slope_state *before, int rating,
                       struct slope_state *after)
{
    const double *w = model->weights.w;
    double d = before->state.d, above = rating - FSRS_GOOD, moved = d - (10 - d) * w[6] * above / 9;
    double by_d = (1 - w[7]) * (1 + w[6] * above / 9);
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        after->d[i] = by_d * before->d[i];
    after->d[4] += w[7];
    after->d[5] -= w[7] * 3 * exp(3 * w[5]);
    after->d[6] -= (1 - w[7]) * (10 - d) * above / 9;
    after->d[7] += model->first_easy - moved;
    after->state.d = w[7] * model->first_easy + (1 - w[7]) * moved;
    clamp_slope(&after->state.d, 1, 10, after->d);
}

static void first(const struct slope_model *model, int rating, struct slope_state *after)
{
    const double *w = model->weights.w;
    double power = exp(w[5] * (rating - 1));
    *after = (struct slope_state){.met = true, .state = {.s = w[rating - 1], .d = w[4] - power + 1}};
    after->s[rating - 1] = 1;
    after->d[4] = 1;
    after->d[5] = -(rating - 1) * power;
    clamp_slope(&after->state.s, s_min, s_max, after->s);
    clamp_slope(&after->state.d, 1, 10, after->d);
}

/* -- answers -- */

static void rate(const struct slope_model *model, const struct before *before, int rating, int elapsed_days,
                 struct slope_state *after)
{
    if (!before->state->met) {
        first(model, rating, after);
        return;
    }
    if (elapsed_days <= 0)
        same_day(model, before, rating, after);
    else if (rating == FSRS_AGAIN)
        lapse(model, before, after);
    else
        recall(model, before, rating, after);
    clamp_slope(&after->state.s, s_min, s_max, after->s);
    difficulty(model, before->state, rating, after);
    after->met = true;
}

/* s is where p R(s, good) + (1-p) R(s, again) stays .9, whatever moves: its slopes are those of the sum by the other
   four, over that by s. */
static void blend(const struct slope_model *model, double p, const double *by_weight, const struct slope_state *good,
                  const struct slope_state *again, struct slope_state *after)
{
    double s = grade_blended_stability(&model->weights, p, good->state.s, again->state.s);
    struct point if_good = point_of(model, good->state.s, s), if_again = point_of(model, again->state.s, s);
    double scale = -1 / (p * if_good.by_days + (1 - p) * if_again.by_days);
    double by_good = scale * p * if_good.by_s, by_again = scale * (1 - p) * if_again.by_s;
    double by_p = scale * (if_good.r - if_again.r), d_by_p = good->state.d - again->state.d;
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        after->s[i] = by_good * good->s[i] + by_again * again->s[i] + by_p * by_weight[i];
        after->d[i] = p * good->d[i] + (1 - p) * again->d[i] + d_by_p * by_weight[i];
    }
    after->s[20] += scale * (p * if_good.by_decay + (1 - p) * if_again.by_decay);
    after->state = (struct fsrs_state){.s = s, .d = p * good->state.d + (1 - p) * again->state.d};
    after->met = true;
}

static void take_right(const struct slope_model *model, const struct before *before, const struct slope_answer *answer,
                       struct slope_state *after)
{
    struct slope_state good, again;
    double slope, by_weight[FSRS_WEIGHTS], p = grade_known(before->r, answer->chance, answer->unsure, &slope);
    rate(model, before, FSRS_GOOD, answer->elapsed_days, &good);
    if (p >= 1) {
        *after = good;
        return;
    }
    rate(model, before, FSRS_AGAIN, answer->elapsed_days, &again);
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        by_weight[i] = slope * before->by_weight[i];
    blend(model, p, by_weight, &good, &again, after);
}

double slope_step(const struct slope_model *model, struct slope_state *state, const struct slope_answer *answer,
                  double by_weight[FSRS_WEIGHTS])
{
    struct slope_state after;
    struct before before = {.state = state, .by_weight = by_weight};
    if (state->met) {
        struct point now = point_of(model, state->state.s, answer->elapsed_days);
        for (int i = 0; i < FSRS_WEIGHTS; i++)
            by_weight[i] = now.by_s * state->s[i];
        by_weight[20] += now.by_decay;
        before.r = now.r;
        before.ln_s = log(state->state.s);
    } else {
        before.r = grade_retrievability(&model->weights, &(struct grade_memory){0}, 0);
        memset(by_weight, 0, FSRS_WEIGHTS * sizeof *by_weight);
    }
    if (answer->repeat && !state->met)
        return before.r;
    if (answer->blended)
        take_right(model, &before, answer, &after);
    else
        rate(model, &before, answer->rating, answer->elapsed_days, &after);
    *state = after;
    return before.r;
}
