/* fsrs: 250 histories computed by other implementations, and the properties of the curve at random states. */
#include "base/rng.h"
#include "sets.h"
#include "srs/fsrs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

enum { STATES = 20000 };

static struct sets sets;
static cJSON *reference;

static int read_data(void **state)
{
    (void)state;
    reference = json_read(TEST_DATA "/fsrs/reference_tests.json");
    return reference && !sets_read(&sets, TEST_DATA "/fsrs/weights.json") && sets.n == 11 ? 0 : -1;
}

static int drop_data(void **state)
{
    (void)state;
    cJSON_Delete(reference);
    return 0;
}

static const struct fsrs_weights *find_set(const char *name)
{
    const struct fsrs_weights *weights = sets_find(&sets, name);
    if (!weights)
        fail_msg("no weights '%s'", name);
    return weights;
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
    return &sets.all[rng_below(rng, sets.n)].weights;
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
        assert_near(fsrs_default.w[i], find_set("default")->w[i], 0, "default weight");
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
    fsrs_clamp(&least, 0);
    fsrs_clamp(&most, 0);
    fsrs_clamp(&kept, 0);
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        assert_near(least.w[i], low[i], 0, "lowest weight");
        assert_near(most.w[i], high[i], 0, "highest weight");
        assert_near(kept.w[i], fsrs_default.w[i], 0, "default weight");
    }
}

/* -- what the projects of the family test themselves with -- */

static const cJSON *test_of(const char *id)
{
    const cJSON *test;
    cJSON_ArrayForEach(test,
                       cJSON_GetObjectItem(reference, "tests")) if (strcmp(cJSON_GetObjectItem(test, "id")->valuestring,
                                                                           id) == 0) return test;
    fail_msg("no test '%s'", id);
    return NULL;
}

static double number(const cJSON *test, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(test, name);
    if (!cJSON_IsNumber(value))
        fail_msg("no number '%s'", name);
    return value->valuedouble;
}

enum { NUMBERS_MAX = 21 };

struct numbers {
    int n;
    double at[NUMBERS_MAX];
};

static struct numbers numbers(const cJSON *test, const char *name)
{
    struct numbers list = {0};
    const cJSON *value;
    cJSON_ArrayForEach(value, cJSON_GetObjectItemCaseSensitive(test, name))
    {
        assert_true(list.n < NUMBERS_MAX && cJSON_IsNumber(value));
        list.at[list.n++] = value->valuedouble;
    }
    if (!list.n)
        fail_msg("no numbers '%s'", name);
    return list;
}

static void assert_close(double got, double expected, const char *what)
{
    assert_near(got, expected, fmax(fabs(expected) * 1e-5, 1e-6), what);
}

static struct fsrs_weights migrated(struct numbers old)
{
    struct fsrs_weights weights;
    assert_true(fsrs_migrate(old.at, old.n, &weights));
    return weights;
}

static struct fsrs_state replay(const struct fsrs_weights *weights, const cJSON *test)
{
    struct numbers ratings = numbers(test, "rating"), days = numbers(test, "delta_t");
    assert_int_equal(ratings.n, days.n);
    struct fsrs_state memory = fsrs_first(weights, (enum fsrs_rating)ratings.at[0]);
    for (int i = 1; i < ratings.n; i++)
        memory = fsrs_next(weights, memory, (enum fsrs_rating)ratings.at[i], (int)days.at[i]);
    return memory;
}

static void assert_state(struct fsrs_state got, double s, double d, const char *what)
{
    assert_close(got.s, s, what);
    assert_close(got.d, d, what);
}

static void reference_curves(void **state)
{
    (void)state;
    const cJSON *curve = test_of("curve"), *steep = test_of("retrievability_decay02");
    struct numbers t = numbers(curve, "t"), s = numbers(curve, "S"), r = numbers(curve, "R");
    for (int i = 0; i < r.n; i++)
        assert_close(fsrs_retrievability(&fsrs_default, s.at[i], t.at[i]), r.at[i], "curve");
    struct fsrs_weights weights = fsrs_default;
    weights.w[20] = number(steep, "w20");
    t = numbers(steep, "t");
    r = numbers(steep, "R");
    for (int i = 0; i < r.n; i++)
        assert_close(fsrs_retrievability(&weights, number(steep, "S"), t.at[i]), r.at[i], "steep curve");
}

static void reference_intervals(void **state)
{
    (void)state;
    const cJSON *test = test_of("next_interval");
    struct numbers retention = numbers(test, "desired_retention"), days = numbers(test, "interval_f32");
    assert_int_equal(retention.n, 10);
    for (int i = 0; i < retention.n; i++) /* the first is computed there in single precision */
        assert_near(fsrs_interval_days(&fsrs_default, 1, retention.at[i], 10000000), days.at[i], i ? 0 : 5, "interval");

    test = test_of("intervals_py_ts"); /* 0: asked again on the same day */
    struct numbers rating = numbers(test, "rating"), gaps = numbers(test, "interval_days");
    struct fsrs_state memory = fsrs_first(&fsrs_default, (enum fsrs_rating)rating.at[0]);
    for (int i = 1; i < rating.n; i++) {
        memory = fsrs_next(&fsrs_default, memory, (enum fsrs_rating)rating.at[i], (int)gaps.at[i - 1]);
        if (gaps.at[i] > 0)
            assert_near(fsrs_interval_days(&fsrs_default, memory.s, .9, FSRS_INTERVAL_MAX), gaps.at[i], 0, "gap");
    }
}

static void reference_answers(void **state)
{
    (void)state;
    const cJSON *first = test_of("first_review"), *next = test_of("stability_updates");
    struct numbers s = numbers(first, "S"), d = numbers(first, "D"), again = numbers(next, "forget");
    struct numbers recall = numbers(next, "recall"), same_day = numbers(next, "short_term");
    struct numbers before = numbers(next, "D"), r = numbers(next, "R"),
                   difficulty = numbers(test_of("next_difficulty"), "after");
    for (enum fsrs_rating g = FSRS_AGAIN; g <= FSRS_EASY; g++) {
        struct fsrs_state five = {number(next, "S"), before.at[g - 1]};
        double days = fsrs_interval(&fsrs_default, five.s, r.at[g - 1]);
        assert_state(fsrs_first(&fsrs_default, g), s.at[g - 1], d.at[g - 1], "first answer");
        assert_close(fsrs_next(&fsrs_default, (struct fsrs_state){5, 5}, g, 5).d, difficulty.at[g - 1], "difficulty");
        assert_close(fsrs_next(&fsrs_default, five, g, 0).s, same_day.at[g - 1], "same day");
        /* the formula's R belongs to a fraction of a day: take the two whole days around it */
        assert_true(fsrs_next(&fsrs_default, five, FSRS_AGAIN, (int)floor(days)).s <= again.at[g - 1] * 1.00001);
        assert_true(fsrs_next(&fsrs_default, five, FSRS_AGAIN, (int)ceil(days)).s >= again.at[g - 1] * .99999);
        if (g > FSRS_AGAIN) {
            assert_true(fsrs_next(&fsrs_default, five, g, (int)floor(days)).s <= recall.at[g - 1] * 1.00001);
            assert_true(fsrs_next(&fsrs_default, five, g, (int)ceil(days)).s >= recall.at[g - 1] * .99999);
        }
    }
}

static void reference_memories(void **state)
{
    (void)state;
    const cJSON *test = test_of("memo_default");
    assert_state(replay(&fsrs_default, test), number(test, "S"), number(test, "D"), "default");
    test = test_of("memo_no_short_term");
    struct fsrs_weights plain = fsrs_default;
    plain.w[17] = plain.w[18] = plain.w[19] = 0;
    assert_state(replay(&plain, test), number(test, "S"), number(test, "D"), "no short term");

    test = test_of("memo_19w");
    struct fsrs_weights weights = migrated(numbers(test, "weights19"));
    assert_state(replay(&weights, test), number(test, "S"), number(test, "D"), "19 weights");
    const cJSON *on = cJSON_GetObjectItem(test, "continue_from");
    struct fsrs_state memory = {number(on, "S"), number(on, "D")};
    memory = fsrs_next(&weights, memory, (enum fsrs_rating)number(on, "rating"), (int)number(on, "delta_t"));
    assert_state(memory, number(on, "S_after"), number(on, "D_after"), "continued");

    static const char *const ratings[] = {"again", "hard", "good", "easy"};
    test = test_of("next_states_19w");
    weights = migrated(numbers(test, "weights19"));
    for (enum fsrs_rating g = FSRS_AGAIN; g <= FSRS_EASY; g++) {
        struct numbers expected = numbers(test, ratings[g - 1]);
        memory = fsrs_next(&weights, replay(&weights, test), g, (int)number(test, "elapsed"));
        assert_state(memory, expected.at[0], expected.at[1], ratings[g - 1]);
    }
}

/* FSRS-5 of ts-fsrs without short term: 17 and 18 are 0, and each answer comes when it is due. */
static void reference_of_fsrs_5(void **state)
{
    (void)state;
    const cJSON *test = test_of("fsrs5_long_term"), *good = cJSON_GetObjectItem(test, "good6_again2_good5");
    struct fsrs_weights weights = migrated(numbers(test, "weights19"));
    weights.w[17] = weights.w[18] = 0;
    struct numbers gaps = numbers(good, "interval"), s = numbers(good, "S"), d = numbers(good, "D_first8");
    struct fsrs_state memory = fsrs_first(&weights, FSRS_GOOD);
    for (int i = 0; i < s.n; i++) {
        if (i > 0)
            memory = fsrs_next(&weights, memory, i == 6 || i == 7 ? FSRS_AGAIN : FSRS_GOOD, (int)gaps.at[i - 1]);
        assert_close(memory.s, s.at[i], "stability");
        if (i < d.n)
            assert_close(memory.d, d.at[i], "difficulty");
        assert_near(fsrs_interval_days(&weights, memory.s, .9, FSRS_INTERVAL_MAX), gaps.at[i], 0, "gap");
    }
}

static void older_weights_are_carried_over(void **state)
{
    (void)state;
    const cJSON *test = test_of("migration_17_to_21"), *expected;
    struct numbers old = numbers(test, "weights17");
    struct fsrs_weights weights = migrated(old);
    for (int i = 0; i < 17; i++)
        if (i < 4 || i > 6)
            assert_near(weights.w[i], old.at[i], 0, "unchanged");
    cJSON_ArrayForEach(expected, cJSON_GetObjectItem(test, "expect"))
        assert_near(weights.w[atoi(expected->string + 1)], expected->valuedouble, 1e-7, expected->string);
    old = numbers(test_of("memo_19w"), "weights19");
    struct numbers appended = numbers(test_of("memo_19w"), "append");
    weights = migrated(old);
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        assert_near(weights.w[i], i < 19 ? old.at[i] : appended.at[i - 19], 0, "from 19");
    weights = fsrs_default;
    assert_true(fsrs_migrate(weights.w, 21, &weights));
    assert_memory_equal(&weights, &fsrs_default, sizeof weights);
    static const int others[] = {-1, 0, 1, 16, 18, 20, 22};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(fsrs_migrate(fsrs_default.w, others[i], &weights));
    assert_memory_equal(&weights, &fsrs_default, sizeof weights);
}

static void cards_come_from_sm2(void **state)
{
    (void)state;
    const cJSON *c;
    int n = 0;
    cJSON_ArrayForEach(c, cJSON_GetObjectItem(test_of("sm2_import"), "cases"))
    {
        struct fsrs_state got =
            fsrs_from_sm2(&fsrs_default, number(c, "ease"), number(c, "interval"), number(c, "retention"));
        assert_state(got, number(c, "S"), number(c, "D"), "SM-2");
        n++;
    }
    assert_int_equal(n, 4);
    struct fsrs_state least = fsrs_from_sm2(&fsrs_default, 1, 0, .9), most = fsrs_from_sm2(&fsrs_default, 99, 1e9, .9);
    assert_true(least.s == .001 && least.d == 10 && most.s == 36500 && most.d == 1);
}

static void reference_clamps(void **state)
{
    (void)state;
    const cJSON *test = test_of("clipper"), *kept;
    struct numbers input = numbers(test, "input"), first = numbers(test, "first9");
    struct fsrs_weights weights = fsrs_default;
    memcpy(weights.w, input.at, (size_t)input.n * sizeof *input.at);
    fsrs_clamp(&weights, 0);
    for (int i = 0; i < first.n; i++)
        assert_near(weights.w[i], first.at[i], 0, "clamped");
    weights = fsrs_default;
    fsrs_clamp(&weights, 2);
    cJSON_ArrayForEach(kept, cJSON_GetObjectItem(test, "default_two_relearning_steps"))
        assert_near(weights.w[atoi(kept->string + 1)], kept->valuedouble, 0, kept->string);
}

/* sqrt(-(ln w11 + ln(2^w13 - 1) + .3 w14) / n), worked out apart; never below sqrt(.01) nor above 2. */
static void steps_hold_two_weights_down(void **state)
{
    (void)state;
    static const struct {
        int steps;
        double w11, bound;
    } cases[] = {{0, 1.4835, 2},         {1, 1.4835, 2}, {2, 1.4835, .60045935},
                 {5, 1.4835, .37976384}, {2, 5, .1},     {2, .001, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fsrs_weights weights = fsrs_default;
        weights.w[11] = cases[i].w11;
        weights.w[17] = weights.w[18] = 3;
        fsrs_clamp(&weights, cases[i].steps);
        assert_near(weights.w[17], cases[i].bound, 1e-8, "w17");
        assert_near(weights.w[18], cases[i].bound, 1e-8, "w18");
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
        cmocka_unit_test(reference_curves),
        cmocka_unit_test(reference_intervals),
        cmocka_unit_test(reference_answers),
        cmocka_unit_test(reference_memories),
        cmocka_unit_test(reference_of_fsrs_5),
        cmocka_unit_test(older_weights_are_carried_over),
        cmocka_unit_test(cards_come_from_sm2),
        cmocka_unit_test(reference_clamps),
        cmocka_unit_test(steps_hold_two_weights_down),
    };
    return cmocka_run_group_tests(tests, read_data, drop_data);
}
