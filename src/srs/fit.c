/* Fitting by Adam over batches of a few hundred answers, whose items are shuffled anew for each epoch: in another order
   the loss is higher. The step shrinks along a cosine, and weights are drawn towards where they started, each by how
   much it differs between people. */
#include "srs/fit.h"

#include "base/mem.h"
#include "base/rng.h"
#include "srs/slope.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 512, STEPS_LEAST = 12 /* in each epoch */, MANY = 10000 };

static const double rate_first = .04, momentum = .9, momentum_square = .999, pi = 3.14159265358979323846;

/* How much each weight differs between people (fsrs-rs). */
static const double spread[FSRS_WEIGHTS] = {
    6.43, 9.66, 17.58, 27.85, .57, .28, .6, .12, .39, .18, .33, .3, .09, .16, .57, .25, 1.03, .31, .32, .14, .27,
};

/* -- the loss -- */

static bool is_right(const struct grade_answer *answer)
{
    return !answer->unplaced && answer->rating != FSRS_AGAIN;
}

static double chance_of(const struct grade_answer *answer)
{
    return answer->ways ? (double)answer->right_ways / answer->ways : 0;
}

/* A probability never quite 0: one surprise must not outweigh all that is known. */
static double loss_of(double r, double chance, bool right)
{
    return right ? -log(chance + (1 - chance) * r) : -log(fmax((1 - chance) * (1 - r), 1e-9));
}

static double loss_slope(double r, double chance, bool right)
{
    if (right)
        return -(1 - chance) / (chance + (1 - chance) * r);
    return (1 - chance) * (1 - r) > 1e-9 ? 1 / (1 - r) : 0;
}

static bool is_scored(const struct grade_memory *memory, const struct grade_answer *answer)
{
    return answer->counts == 1 && memory->met && answer->day > memory->last_day;
}

double fit_loss(const struct fit_log *log, const struct fsrs_weights *weights, int first_day, int end_day, int *n)
{
    double sum = 0;
    *n = 0;
    for (int item = 0; item < log->n_items; item++) {
        struct grade_memory memory = {0};
        for (int i = log->first[item]; i < log->first[item + 1] && log->answers[i].day < end_day; i++) {
            const struct grade_answer *answer = &log->answers[i];
            if (is_scored(&memory, answer) && answer->day >= first_day) {
                double r = grade_retrievability(weights, &memory, answer->day - memory.last_day);
                sum += loss_of(r, chance_of(answer), is_right(answer));
                ++*n;
            }
            grade_step(weights, &memory, answer);
        }
    }
    return *n ? sum / *n : 0;
}

int fit_first_answers(const struct fit_log *log)
{
    int n = 0;
    for (int i = log->first[0]; i < log->first[log->n_items]; i++)
        n += log->answers[i].counts == 1;
    return n;
}

/* -- answers, made ready once -- */

struct fit {
    struct slope_answer *answers;
    int *first, *order; /* order: the items, shuffled */
    int n_items, n_scored;
};

static struct slope_answer ready(const struct grade_memory *memory, const struct grade_answer *answer)
{
    bool right = is_right(answer), repeat = answer->counts == 2;
    int elapsed_days = answer->day - memory->last_day;
    return (struct slope_answer){
        .elapsed_days = repeat || !memory->met || elapsed_days < 0 ? 0 : elapsed_days,
        .rating = !right         ? FSRS_AGAIN
                  : answer->ways ? FSRS_GOOD
                                 : answer->rating,
        .chance = chance_of(answer),
        .blended = right && answer->ways && !repeat,
        .unsure = answer->unsure,
        .repeat = repeat,
        .scored = is_scored(memory, answer),
    };
}

static void fit_init(struct fit *fit, const struct fit_log *log, int end_day)
{
    int n = 0;
    *fit = (struct fit){
        .answers = xcalloc((size_t)(log->first[log->n_items] - log->first[0]), sizeof *fit->answers),
        .first = xcalloc((size_t)log->n_items + 1, sizeof *fit->first),
        .order = xcalloc((size_t)log->n_items, sizeof *fit->order),
        .n_items = log->n_items,
    };
    for (int item = 0; item < log->n_items; item++) {
        struct grade_memory memory = {0}; /* only met and last_day are used */
        fit->order[item] = item;
        for (int i = log->first[item]; i < log->first[item + 1] && log->answers[i].day < end_day; i++) {
            const struct grade_answer *answer = &log->answers[i];
            if (!answer->counts)
                continue;
            fit->answers[n] = ready(&memory, answer);
            fit->n_scored += fit->answers[n++].scored;
            if (answer->counts == 1) {
                memory.met = true;
                memory.last_day = answer->day;
            }
        }
        fit->first[item + 1] = n;
    }
}

static void fit_clear(struct fit *fit)
{
    free(fit->answers);
    free(fit->first);
    free(fit->order);
}

/* A sum over answers. */
struct sum {
    int n;
    double loss, by_weight[FSRS_WEIGHTS];
};

static void add_item(const struct fit *fit, int item, const struct slope_model *model, struct sum *sum)
{
    struct slope_state state = {0};
    int end = fit->first[item + 1];
    while (end > fit->first[item] && !fit->answers[end - 1].scored)
        end--; /* what comes behind the last one predicts nothing */
    for (int i = fit->first[item]; i < end; i++) {
        const struct slope_answer *answer = &fit->answers[i];
        double by_weight[FSRS_WEIGHTS], r = slope_step(model, &state, answer, by_weight);
        if (!answer->scored)
            continue;
        bool right = answer->rating != FSRS_AGAIN;
        double slope = loss_slope(r, answer->chance, right);
        sum->n++;
        sum->loss += loss_of(r, answer->chance, right);
        for (int k = 0; k < FSRS_WEIGHTS; k++)
            sum->by_weight[k] += slope * by_weight[k];
    }
}

double fit_slope(const struct fit_log *log, const struct fsrs_weights *weights, double by_weight[FSRS_WEIGHTS])
{
    struct fit fit;
    struct slope_model model;
    struct sum sum = {0};
    fit_init(&fit, log, FIT_ALWAYS);
    slope_init(&model, weights);
    for (int item = 0; item < fit.n_items; item++)
        add_item(&fit, item, &model, &sum);
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        by_weight[i] = sum.n ? sum.by_weight[i] / sum.n : 0;
    fit_clear(&fit);
    return sum.n ? sum.loss / sum.n : 0;
}

/* -- Adam -- */

struct adam {
    const struct fsrs_weights *start;
    struct fsrs_weights weights;
    double mean[FSRS_WEIGHTS], square[FSRS_WEIGHTS]; /* of the slopes, old ones fading */
    double mean_bias, square_bias;
};

static void adam_step(struct adam *adam, const struct sum *sum, int n_all, double rate)
{
    adam->mean_bias *= momentum;
    adam->square_bias *= momentum_square;
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        double pull = 2 * (adam->weights.w[i] - adam->start->w[i]) / (spread[i] * spread[i]) * sum->n / n_all;
        double slope = sum->by_weight[i] + pull;
        adam->mean[i] = momentum * adam->mean[i] + (1 - momentum) * slope;
        adam->square[i] = momentum_square * adam->square[i] + (1 - momentum_square) * slope * slope;
        double mean = adam->mean[i] / (1 - adam->mean_bias), square = adam->square[i] / (1 - adam->square_bias);
        adam->weights.w[i] -= rate * mean / (sqrt(square) + 1e-8);
    }
    fsrs_clamp(&adam->weights, 0);
}

static void shuffle(int *order, int n, struct rng *rng)
{
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(rng, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/* Few answers make few batches: then they are smaller, and taken more often, so that there are steps enough to arrive.
 */
static int epochs_of(int n_scored)
{
    return n_scored < MANY ? 15 : 5;
}

static int batch_of(int n_scored)
{
    int batch = n_scored / STEPS_LEAST;
    return batch < 32 ? 32 : batch > BATCH ? BATCH : batch;
}

static bool climb_down(struct fit *fit, struct adam *adam, struct fit_watch watch)
{
    struct rng rng = {1};
    int batch = batch_of(fit->n_scored), epochs = epochs_of(fit->n_scored);
    double seen = 0, all = (double)fit->n_scored * epochs;
    for (int epoch = 0; epoch < epochs; epoch++) {
        shuffle(fit->order, fit->n_items, &rng);
        for (int i = 0; i < fit->n_items;) {
            struct sum sum = {0};
            struct slope_model model;
            slope_init(&model, &adam->weights);
            while (i < fit->n_items && sum.n < batch)
                add_item(fit, fit->order[i++], &model, &sum);
            if (!sum.n)
                break;
            adam_step(adam, &sum, fit->n_scored, rate_first * (1 + cos(pi * seen / all)) / 2);
            seen += sum.n;
            if (watch.go_on && !watch.go_on(watch.user, seen / all))
                return false;
        }
    }
    return true;
}

bool fit_weights(const struct fit_log *log, const struct fsrs_weights *start, int end_day, struct fit_watch watch,
                 struct fsrs_weights *fitted)
{
    struct fit fit;
    struct adam adam = {.start = start, .weights = *start, .mean_bias = 1, .square_bias = 1};
    fit_init(&fit, log, end_day);
    bool whole = climb_down(&fit, &adam, watch);
    fit_clear(&fit);
    if (whole)
        *fitted = adam.weights;
    return whole;
}

/* -- held out -- */

/* One fit among several: its part of the progress. */
struct share {
    struct fit_watch watch;
    double from, to;
};

static bool go_on_in(void *user, double done)
{
    const struct share *share = user;
    return !share->watch.go_on || share->watch.go_on(share->watch.user, share->from + (share->to - share->from) * done);
}

static bool fit_share(const struct fit_log *log, int end_day, struct share share, struct fsrs_weights *fitted)
{
    return fit_weights(log, &fsrs_default, end_day, (struct fit_watch){go_on_in, &share}, fitted);
}

static int by_day(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The days on which a half and three quarters of the scored answers have been given. */
static void cut(const struct fit_log *log, int cuts[2])
{
    int *days = xcalloc((size_t)(log->first[log->n_items] - log->first[0]), sizeof *days), n = 0;
    for (int item = 0; item < log->n_items; item++) {
        struct grade_memory memory = {0};
        for (int i = log->first[item]; i < log->first[item + 1]; i++) {
            const struct grade_answer *answer = &log->answers[i];
            if (is_scored(&memory, answer))
                days[n++] = answer->day;
            if (answer->counts == 1) {
                memory.met = true;
                memory.last_day = answer->day;
            }
        }
    }
    qsort(days, (size_t)n, sizeof *days, by_day);
    cuts[0] = n ? days[n / 2] : 0;
    cuts[1] = n ? days[n / 2 + n / 4] : 0;
    free(days);
}

static void predict(const struct fit_log *log, const struct fsrs_weights *present, const struct fsrs_weights *fitted,
                    int first_day, int end_day, struct fit_result *result)
{
    int n;
    result->present += fit_loss(log, present, first_day, end_day, &n) * n;
    result->fitted += fit_loss(log, fitted, first_day, end_day, &n) * n;
    result->held_out += n;
}

bool fit_compare(const struct fit_log *log, const struct fsrs_weights *present, struct fit_watch watch,
                 struct fit_result *result)
{
    int cuts[2];
    struct fsrs_weights early, late;
    *result = (struct fit_result){.weights = *present};
    cut(log, cuts);
    if (!fit_share(log, cuts[0], (struct share){watch, 0, .2}, &early) ||
        !fit_share(log, cuts[1], (struct share){watch, .2, .55}, &late) ||
        !fit_share(log, FIT_ALWAYS, (struct share){watch, .55, 1}, &result->weights))
        return false;
    predict(log, present, &early, cuts[0], cuts[1], result);
    predict(log, present, &late, cuts[1], FIT_ALWAYS, result);
    if (result->held_out) {
        result->present /= result->held_out;
        result->fitted /= result->held_out;
    }
    result->keep = result->fitted < result->present;
    return true;
}
