/* Answers become memories here, in the live path and in every replay alike. The trick is the blend: a right answer that
   may have been luck leaves a stability between that of a known and that of an unknown item. */
#include "srs/grade.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

/* Of an item never answered; how often the learner says "not sure" of what was known, and of what was guessed. */
static const double first_retrievability = .35, unsure_known = .15, unsure_guessed = .80;

enum { REASK_DAYS = 7 };

double grade_retrievability(const struct fsrs_weights *weights, const struct grade_memory *memory, int elapsed_days)
{
    return memory->met ? fsrs_retrievability(weights, memory->state.s, elapsed_days > 0 ? elapsed_days : 0)
                       : first_retrievability;
}

struct fsrs_state grade_rated(const struct fsrs_weights *weights, const struct grade_memory *memory,
                              enum fsrs_rating rating, int elapsed_days)
{
    return memory->met ? fsrs_next(weights, memory->state, rating, elapsed_days) : fsrs_first(weights, rating);
}

/* The sum falls and is convex, so Newton's steps from the left never pass the root: they grow smaller until one no
   longer moves. Left of it lies the weighted harmonic mean, as the curve is convex in 1/s too. */
double grade_blended_stability(const struct fsrs_weights *weights, double p, double good, double again)
{
    double factor = fsrs_factor(weights), decay = weights->w[20];
    double last = fmax(good, again), next = good * again / (p * again + (1 - p) * good), day;
    do {
        day = next;
        double x_good = 1 + factor * day / good, x_again = 1 + factor * day / again;
        double r_good = p * pow(x_good, -decay), r_again = (1 - p) * pow(x_again, -decay);
        double slope = -decay * factor * (r_good / x_good / good + r_again / x_again / again);
        next = fmin(day - (r_good + r_again - .9) / slope, last);
    } while (next > day);
    return day;
}

static struct fsrs_state blend(const struct fsrs_weights *weights, double p, struct fsrs_state good,
                               struct fsrs_state again)
{
    if (p >= 1)
        return good;
    if (p <= 0)
        return again;
    return (struct fsrs_state){
        .s = grade_blended_stability(weights, p, good.s, again.s),
        .d = p * good.d + (1 - p) * again.d,
    };
}

double grade_known(double retrievability, double chance, bool unsure, double *slope)
{
    double if_known = unsure ? unsure_known : 1, if_guessed = (unsure ? unsure_guessed : 1) * chance;
    double known = if_known * retrievability, guessed = if_guessed * (1 - retrievability);
    if (slope)
        *slope = if_known * if_guessed / ((known + guessed) * (known + guessed));
    return known / (known + guessed);
}

struct fsrs_state grade_right(const struct fsrs_weights *weights, const struct grade_memory *memory, int elapsed_days,
                              double chance, bool unsure)
{
    double p = grade_known(grade_retrievability(weights, memory, elapsed_days), chance, unsure, NULL);
    return blend(weights, p, grade_rated(weights, memory, FSRS_GOOD, elapsed_days),
                 grade_rated(weights, memory, FSRS_AGAIN, elapsed_days));
}

/* Only the learner's own rating knows Hard and Easy. */
static enum fsrs_rating rating_of(const struct grade_answer *answer)
{
    if (answer->unplaced || answer->rating == FSRS_AGAIN)
        return FSRS_AGAIN;
    return answer->ways ? FSRS_GOOD : (enum fsrs_rating)answer->rating;
}

static struct fsrs_state state_after(const struct fsrs_weights *weights, const struct grade_memory *memory,
                                     const struct grade_answer *answer, enum fsrs_rating rating)
{
    int elapsed_days = answer->day - memory->last_day;
    if (rating == FSRS_AGAIN || !answer->ways)
        return grade_rated(weights, memory, rating, elapsed_days);
    return grade_right(weights, memory, elapsed_days, (double)answer->right_ways / answer->ways, answer->unsure);
}

static void repeat(const struct fsrs_weights *weights, struct grade_memory *memory, enum fsrs_rating rating)
{
    if (memory->met)
        memory->state = fsrs_next(weights, memory->state, rating, 0);
}

static void set_reask(struct grade_memory *memory, const struct grade_answer *answer, enum fsrs_rating rating)
{
    if (memory->reask && answer->day >= memory->reask_day) {
        memory->reask = false;
        memory->reask_day = 0;
    }
    if (rating == FSRS_AGAIN && answer->ways && !answer->unsure && !answer->unplaced) {
        memory->reask = true;
        memory->reask_day = answer->day + REASK_DAYS;
    }
}

void grade_step(const struct fsrs_weights *weights, struct grade_memory *memory, const struct grade_answer *answer)
{
    assert(answer->rating >= FSRS_AGAIN && answer->rating <= FSRS_EASY);
    assert(answer->counts >= 0 && answer->counts <= 2);
    if (!answer->counts)
        return;
    enum fsrs_rating rating = rating_of(answer);
    if (answer->counts == 2) {
        repeat(weights, memory, rating);
        return;
    }
    memory->state = state_after(weights, memory, answer, rating);
    memory->lapses += memory->met && rating == FSRS_AGAIN;
    memory->answers++;
    if (!memory->met)
        memory->first_day = answer->day;
    memory->met = true;
    memory->last_day = answer->day;
    set_reask(memory, answer, rating);
}

struct fsrs_state grade_expected(const struct fsrs_weights *weights, const struct grade_memory *memory,
                                 int elapsed_days, double chance)
{
    double known = grade_retrievability(weights, memory, elapsed_days);
    return blend(weights, known + (1 - known) * chance, grade_right(weights, memory, elapsed_days, chance, false),
                 grade_rated(weights, memory, FSRS_AGAIN, elapsed_days));
}

int grade_due_day(const struct fsrs_weights *weights, const struct grade_memory *memory, double retention)
{
    int due = memory->last_day + fsrs_interval_days(weights, memory->state.s, retention, FSRS_INTERVAL_MAX);
    return memory->reask && memory->reask_day < due ? memory->reask_day : due;
}

int grade_due_by(const struct fsrs_weights *weights, const struct grade_memory *memory, double retention, int exam_day)
{
    int due = grade_due_day(weights, memory, retention);
    if (!exam_day || due < exam_day)
        return due;
    return exam_day - 1 > memory->last_day ? exam_day - 1 : memory->last_day + 1;
}
