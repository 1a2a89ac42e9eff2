/* fsrs: 250 histories computed by other implementations, and the properties of the curve at random states. */
#include "base/rng.h"
#include "srs/fsrs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { SETS = 11, SETS_DEFAULT = 0, STATES = 20000 };

static struct {
    char name[32];
    struct fsrs_weights weights;
} sets[SETS];

static int read_sets(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/fsrs/weights.txt", "r");
    if (!file)
        return -1;
    fscanf(file, "#%*[^\n]");
    int complete = 0;
    for (int i = 0; i < SETS && fscanf(file, "%31s", sets[i].name) == 1; i++) {
        int n = 0;
        while (n < FSRS_WEIGHTS && fscanf(file, "%lf", &sets[i].weights.w[n]) == 1)
            n++;
        complete += n == FSRS_WEIGHTS;
    }
    fclose(file);
    return complete == SETS ? 0 : -1;
}

static const struct fsrs_weights *find_set(const char *name)
{
    for (int i = 0; i < SETS; i++)
        if (strcmp(sets[i].name, name) == 0)
            return &sets[i].weights;
    fail_msg("no weights '%s'", name);
    return NULL;
}

static void assert_near(double got, double expected, double tolerance, const char *what)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g", what, got, expected);
}

static double random_between(struct rng *rng, double low, double high)
{
    return low + (high - low) * ((double)(rng_next(rng) >> 11) / 9007199254740992.0);
}

/* Stability over its whole range, as often between 1 and 10 as between 1000 and 10000. */
static struct fsrs_state random_state(struct rng *rng)
{
    return (struct fsrs_state){
        .s = exp(random_between(rng, log(.001), log(36500))),
        .d = random_between(rng, 1, 10),
    };
}

static const struct fsrs_weights *random_set(struct rng *rng)
{
    return &sets[rng_below(rng, SETS)].weights;
}

/* One line of memory_vectors.csv. The first answer of a history has an empty R_before. */
struct vector {
    int history, maximum, i, elapsed_days, rating, interval_days;
    char weights[32];
    double retention, r_before, s, d, interval;
};

static void read_vector(const char *line, struct vector *v)
{
    int at = 0;
    assert_int_equal(sscanf(line, "%d,%31[^,],%lf,%d,%d,%d,%d,%n", &v->history, v->weights, &v->retention, &v->maximum,
                            &v->i, &v->elapsed_days, &v->rating, &at),
                     7);
    if (line[at] != ',')
        assert_int_equal(sscanf(line + at, "%lf%n", &v->r_before, &(int){0}), 1);
    line = strchr(line + at, ',');
    assert_int_equal(sscanf(line, ",%lf,%lf,%lf,%d", &v->s, &v->d, &v->interval, &v->interval_days), 4);
}

static struct fsrs_state check_vector(const struct vector *v, struct fsrs_state before)
{
    const struct fsrs_weights *weights = find_set(v->weights);
    struct fsrs_state after;
    char what[64];
    snprintf(what, sizeof what, "history %d, answer %d", v->history, v->i);
    if (v->i == 0) {
        after = fsrs_first(weights, v->rating);
    } else {
        assert_near(fsrs_retrievability(weights, before.s, v->elapsed_days), v->r_before, 1e-6, what);
        after = fsrs_next(weights, before, v->rating, v->elapsed_days);
    }
    assert_near(after.s, v->s, v->s * 1e-5, what);
    assert_near(after.d, v->d, 1e-5, what);
    assert_near(fsrs_interval(weights, after.s, v->retention), v->interval, fmax(v->interval * 1e-5, 1e-5), what);
    if (fabs(v->interval - floor(v->interval) - .5) > 1e-4)
        assert_near(fsrs_interval_days(weights, after.s, v->retention, v->maximum), v->interval_days, 0, what);
    return after;
}

static void histories_of_other_implementations(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/fsrs/memory_vectors.csv", "r");
    assert_non_null(file);
    char line[300];
    int histories = 0, answers = 0;
    struct fsrs_state memory = {0};
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        struct vector vector = {0};
        read_vector(line, &vector);
        memory = check_vector(&vector, memory);
        histories += vector.i == 0;
        answers++;
    }
    fclose(file);
    assert_int_equal(histories, 250);
    assert_int_equal(answers, 3124);
}

/* The numbers everybody's FSRS-6 gives, each rating once. */
static void published_numbers(void **state)
{
    (void)state;
    static const int days[] = {0, 1, 3, 8, 21};
    struct fsrs_state memory = fsrs_first(&fsrs_default, FSRS_AGAIN);
    for (int i = 0; i < 5; i++)
        memory = fsrs_next(&fsrs_default, memory, FSRS_GOOD, days[i]);
    assert_near(memory.s, 53.62691, 53.62691e-5, "s");
    assert_near(memory.d, 6.3574867, 1e-5, "d");

    static const double same_day[] = {1.596818, 5, 5, 8.12961};
    for (enum fsrs_rating rating = FSRS_AGAIN; rating <= FSRS_EASY; rating++) {
        struct fsrs_state five = {.s = 5, .d = (double)rating};
        double expected = same_day[rating - 1];
        assert_near(fsrs_next(&fsrs_default, five, rating, 0).s, expected, expected * 1e-5, "same day");
        assert_near(fsrs_next(&fsrs_default, five, rating, -3).s, expected, expected * 1e-5, "clock went back");
    }
    double lapse = fsrs_next(&fsrs_default, (struct fsrs_state){5, 1}, FSRS_AGAIN, 5).s;
    assert_near(lapse, 1.0525396, 1.0525396e-5, "lapse");
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        assert_near(fsrs_default.w[i], sets[SETS_DEFAULT].weights.w[i], 0, "default weight");
}

static void curve_falls_from_one(void **state)
{
    (void)state;
    struct rng rng = {1};
    for (int i = 0; i < STATES; i++) {
        const struct fsrs_weights *weights = random_set(&rng);
        double s = random_state(&rng).s, days = random_between(&rng, 0, 4 * s);
        double r = fsrs_retrievability(weights, s, days);
        assert_true(r > 0 && r <= 1);
        assert_true(fsrs_retrievability(weights, s, days + .01 * s) < r);
        assert_near(fsrs_retrievability(weights, s, 0), 1, 0, "on the day itself");
        assert_near(fsrs_retrievability(weights, s, s), .9, 1e-14, "after s days");
        assert_near(fsrs_interval(weights, s, r), days, 1e-9 * s, "interval of the curve");
    }
}

static void ratings_keep_their_order(void **state)
{
    (void)state;
    struct rng rng = {2};
    for (int i = 0; i < STATES; i++) {
        const struct fsrs_weights *weights = random_set(&rng);
        struct fsrs_state before = random_state(&rng), after[FSRS_EASY + 1];
        int elapsed_days = rng_below(&rng, 3) ? rng_below(&rng, 400) : 0;
        for (enum fsrs_rating rating = FSRS_AGAIN; rating <= FSRS_EASY; rating++) {
            after[rating] = fsrs_next(weights, before, rating, elapsed_days);
            assert_true(after[rating].d >= 1 && after[rating].d <= 10);
            assert_true(after[rating].s >= .001 && after[rating].s <= 36500);
            if (rating > FSRS_AGAIN) {
                assert_true(after[rating].s >= after[rating - 1].s);
                assert_true(after[rating].d <= after[rating - 1].d);
            }
        }
    }
}

/* Half a day rounds away from zero; nothing is due before tomorrow or after the maximum. */
static void intervals_are_whole_days(void **state)
{
    (void)state;
    static const struct {
        double s;
        int maximum, days;
    } cases[] = {
        {.001, 36500, 1}, {1.49, 36500, 1}, {1.51, 36500, 2},      {2.49, 36500, 2},  {2.51, 36500, 3},
        {99.6, 100, 100}, {400, 100, 100},  {36500, 36500, 36500}, {36500, 365, 365},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(fsrs_interval_days(&fsrs_default, cases[i].s, .9, cases[i].maximum), cases[i].days);
    int halves = 0;
    for (double half = .5; half < 100; half++)
        if (fsrs_interval(&fsrs_default, half, .9) == half) {
            assert_int_equal(fsrs_interval_days(&fsrs_default, half, .9, 100), (int)(half + .5));
            halves++;
        }
    assert_in_range(halves, 10, 100);
    assert_int_equal(fsrs_interval_days(&fsrs_default, 36500, .01, FSRS_INTERVAL_MAX), FSRS_INTERVAL_MAX);
    assert_int_equal(fsrs_interval_days(&fsrs_default, 100, 1, FSRS_INTERVAL_MAX), 1);
    assert_int_equal(fsrs_interval_days(&fsrs_default, 1e-300, .9, FSRS_INTERVAL_MAX), 1);
}

static void weights_are_brought_into_range(void **state)
{
    (void)state;
    static const double low[FSRS_WEIGHTS] = {.001, .001, .001, .001, 1, .001, .001, .001, 0,   0, .001,
                                             .001, .001, .001, 0,    0, 1,    0,    0,    .01, .1};
    static const double high[FSRS_WEIGHTS] = {100, 100, 100, 100, 10, 4, 4, .75, 4.5, .8, 3.5,
                                              5,   .25, .9,  4,   1,  6, 2, 2,   .8,  .8};
    struct fsrs_weights least, most, kept = fsrs_default;
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        least.w[i] = -1000;
        most.w[i] = 1000;
    }
    fsrs_clamp(&least);
    fsrs_clamp(&most);
    fsrs_clamp(&kept);
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        assert_near(least.w[i], low[i], 0, "lowest weight");
        assert_near(most.w[i], high[i], 0, "highest weight");
        assert_near(kept.w[i], fsrs_default.w[i], 0, "default weight");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(histories_of_other_implementations),
        cmocka_unit_test(published_numbers),
        cmocka_unit_test(curve_falls_from_one),
        cmocka_unit_test(ratings_keep_their_order),
        cmocka_unit_test(intervals_are_whole_days),
        cmocka_unit_test(weights_are_brought_into_range),
    };
    return cmocka_run_group_tests(tests, read_sets, NULL);
}
