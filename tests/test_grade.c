/* grade: single answers and whole sequences against numbers computed elsewhere, and the equation of the blend. */
#include "base/rng.h"
#include "srs/grade.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STATES = 20000 };

static void assert_near(double got, double expected, double tolerance, const char *what)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g", what, got, expected);
}

static void assert_same(int got, int expected, const char *answer, const char *field)
{
    if (got != expected)
        fail_msg("%s: %s is %d, expected %d", answer, field, got, expected);
}

/* met s d last_day reask_day answers lapses; returns how many characters they are. */
static int read_memory(const char *text, struct grade_memory *memory)
{
    int met, size = 0;
    assert_int_equal(sscanf(text, "%d %lf %lf %d %d %d %d%n", &met, &memory->state.s, &memory->state.d,
                            &memory->last_day, &memory->reask_day, &memory->answers, &memory->lapses, &size),
                     7);
    memory->met = met;
    memory->reask = memory->reask_day != 0;
    return size;
}

static int read_answer(const char *text, struct grade_answer *answer)
{
    int unsure, unplaced, size = 0;
    assert_int_equal(sscanf(text, "%d %d %d %d %d %d %d%n", &answer->day, &answer->rating, &answer->right_ways,
                            &answer->ways, &unsure, &unplaced, &answer->counts, &size),
                     7);
    answer->unsure = unsure;
    answer->unplaced = unplaced;
    return size;
}

static void check_memory(const struct grade_memory *got, const struct grade_memory *expected, const char *name)
{
    assert_near(got->state.s, expected->state.s, 1e-12 * expected->state.s, name);
    assert_near(got->state.d, expected->state.d, 1e-12 * expected->state.d, name);
    assert_same(got->met, expected->met, name, "met");
    assert_same(got->last_day, expected->last_day, name, "last_day");
    assert_same(got->reask, expected->reask, name, "reask");
    assert_same(got->reask_day, expected->reask_day, name, "reask_day");
    assert_same(got->answers, expected->answers, name, "answers");
    assert_same(got->lapses, expected->lapses, name, "lapses");
}

static void answers_one_by_one(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/grade.txt", "r");
    assert_non_null(file);
    char line[400], name[40];
    int cases = 0, at = 0;
    while (fgets(line, sizeof line, file)) {
        if (*line == '#')
            continue;
        struct grade_memory memory = {0}, expected = {0};
        struct grade_answer answer = {0};
        assert_int_equal(sscanf(line, "%39s%n", name, &at), 1);
        at += read_memory(line + at, &memory);
        at += read_answer(line + at, &answer);
        at += read_memory(line + at, &expected);
        int due;
        assert_int_equal(sscanf(line + at, "%d", &due), 1);
        grade_step(&fsrs_default, &memory, &answer);
        check_memory(&memory, &expected, name);
        if (memory.met)
            assert_same(grade_due_day(&fsrs_default, &memory, .9), due, name, "due");
        cases++;
    }
    fclose(file);
    assert_int_equal(cases, 93);
}

/* The days between the answers of somebody who is right each time, on the day it is due. */
static void gaps_of_a_learner_who_is_right(void **state)
{
    (void)state;
    static const struct {
        int ways, rating; /* the first answer's; all others are right */
        double retention;
        int gaps[7];
    } cases[] = {
        {2, 3, .9, {1, 3, 9, 24, 56, 111}},   {3, 3, .9, {1, 4, 13, 39, 96, 209}},
        {6, 3, .9, {1, 5, 20, 64, 177, 432}}, {0, 3, .9, {2, 11, 46, 163, 497, 1346}},
        {3, 3, .95, {1, 1, 3, 6, 13, 24}},    {3, 3, .8, {2, 15, 75, 266, 726, 1601}},
        {3, 1, .9, {1, 1, 3, 2, 12, 26, 51}}, /* the 2: a week after the mistake it is asked again */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct grade_memory memory = {0};
        struct grade_answer answer = {
            .day = 20000, .rating = cases[i].rating, .right_ways = 1, .ways = cases[i].ways, .counts = 1};
        for (int k = 0; k < 7 && cases[i].gaps[k]; k++) {
            grade_step(&fsrs_default, &memory, &answer);
            int due = grade_due_day(&fsrs_default, &memory, cases[i].retention);
            assert_int_equal(due - answer.day, cases[i].gaps[k]);
            answer.day = due;
            answer.rating = FSRS_GOOD;
        }
    }
}

static double random_between(struct rng *rng, double low, double high)
{
    return low + (high - low) * ((double)(rng_next(rng) >> 11) / 9007199254740992.0);
}

static struct grade_memory random_memory(struct rng *rng)
{
    return (struct grade_memory){
        .met = rng_below(rng, 10) > 0,
        .state = {.s = exp(random_between(rng, log(.001), log(36500))), .d = random_between(rng, 1, 10)},
    };
}

/* The default weights, but with a curve of any steepness that the weights allow. */
static struct fsrs_weights random_weights(struct rng *rng)
{
    struct fsrs_weights weights = fsrs_default;
    weights.w[20] = random_between(rng, .1, .8);
    return weights;
}

/* The equation as the design has it. */
static void check_blend(const struct fsrs_weights *weights, const struct grade_memory *memory, int days, double chance,
                        bool unsure)
{
    struct fsrs_state good = grade_rated(weights, memory, FSRS_GOOD, days);
    struct fsrs_state again = grade_rated(weights, memory, FSRS_AGAIN, days);
    struct fsrs_state blend = grade_right(weights, memory, days, chance, unsure);
    double r = memory->met ? fsrs_retrievability(weights, memory->state.s, days) : .35;
    double p = unsure ? .15 * r / (.15 * r + .80 * (1 - r) * chance) : r / (r + (1 - r) * chance);
    double expected =
        p * fsrs_retrievability(weights, good.s, blend.s) + (1 - p) * fsrs_retrievability(weights, again.s, blend.s);
    assert_near(expected, .9, 1e-12, "expected retrievability");
    assert_true(again.s < good.s && blend.s > again.s && blend.s < good.s);
    assert_near(blend.d, p * good.d + (1 - p) * again.d, 1e-12, "difficulty");
}

static void blend_solves_its_equation(void **state)
{
    (void)state;
    struct rng rng = {3};
    for (int i = 0; i < STATES; i++) {
        struct fsrs_weights weights = random_weights(&rng);
        struct grade_memory memory = random_memory(&rng);
        memory.state.s = fmin(fmax(memory.state.s, .01), 30000);
        check_blend(&weights, &memory, 1 + rng_below(&rng, 400), random_between(&rng, .05, 1), rng_below(&rng, 2));
    }
}

/* The easier the guess, the sooner it comes back; and not sure never later than sure. */
static void less_luck_more_memory(void **state)
{
    (void)state;
    struct rng rng = {4};
    for (int i = 0; i < STATES; i++) {
        struct fsrs_weights weights = random_weights(&rng);
        struct grade_memory memory = random_memory(&rng);
        int days = 1 + rng_below(&rng, 400);
        double before = 0;
        for (int ways = 1; ways <= 64; ways *= 2) {
            double sure = grade_right(&weights, &memory, days, 1. / ways, false).s;
            assert_true(sure >= before * (1 - 1e-13));
            assert_true(grade_right(&weights, &memory, days, 1. / ways, true).s <= sure);
            before = sure;
        }
        struct fsrs_state good = grade_rated(&weights, &memory, FSRS_GOOD, days);
        struct fsrs_state certain = grade_right(&weights, &memory, days, 0, false);
        assert_memory_equal(&certain, &good, sizeof good);
    }
}

/* What was known for certain an hour ago is no luck: nothing is lost by asking twice. */
static void same_day_is_good_exactly(void **state)
{
    (void)state;
    struct rng rng = {5};
    for (int i = 0; i < STATES; i++) {
        struct grade_memory memory = random_memory(&rng);
        memory.met = true;
        struct fsrs_state good = fsrs_next(&fsrs_default, memory.state, FSRS_GOOD, 0);
        struct fsrs_state right = grade_right(&fsrs_default, &memory, -rng_below(&rng, 3), .5, rng_below(&rng, 2));
        assert_memory_equal(&right, &good, sizeof good);
    }
}

static void rule_5_an_interval_ends_the_day_before_the_exam(void **state)
{
    (void)state;
    static const struct {
        double s;
        int reask, exam, due; /* days after the last answer; 0: none */
    } cases[] = {{10, 0, 0, 10}, {10, 0, 12, 10}, {10, 0, 11, 10}, {10, 0, 10, 9}, {10, 0, 2, 1},    {10, 0, 1, 1},
                 {10, 7, 9, 7},  {10, 7, 5, 4},   {1, 0, 1, 1},    {1, 0, 2, 1},   {5000, 0, 90, 89}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct grade_memory memory = {.met = true, .state = {cases[i].s, 5}, .last_day = 700, .reask = cases[i].reask};
        memory.reask_day = 700 + cases[i].reask;
        int exam_day = cases[i].exam ? 700 + cases[i].exam : 0;
        assert_int_equal(grade_due_by(&fsrs_default, &memory, .90, exam_day), 700 + cases[i].due);
    }
}

/* Between the two outcomes, at .9 of their mean when s days have gone by. */
static void what_is_expected_lies_between_right_and_wrong(void **state)
{
    (void)state;
    for (int days = 1; days < 200; days += 13)
        for (int ways = 0; ways <= 4; ways += 2) {
            struct grade_memory memory = {.met = days > 1, .state = {.3 * days, 4}};
            double chance = ways ? 1.0 / ways : 0, known = grade_retrievability(&fsrs_default, &memory, days);
            double p = known + (1 - known) * chance;
            struct fsrs_state right = grade_right(&fsrs_default, &memory, days, chance, false);
            struct fsrs_state wrong = grade_rated(&fsrs_default, &memory, FSRS_AGAIN, days);
            struct fsrs_state mean = grade_expected(&fsrs_default, &memory, days, chance);
            assert_true(mean.s >= fmin(right.s, wrong.s) && mean.s <= fmax(right.s, wrong.s));
            double r = p * fsrs_retrievability(&fsrs_default, right.s, mean.s) +
                       (1 - p) * fsrs_retrievability(&fsrs_default, wrong.s, mean.s);
            assert_true(fabs(r - .9) < 1e-9);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_one_by_one),
        cmocka_unit_test(gaps_of_a_learner_who_is_right),
        cmocka_unit_test(blend_solves_its_equation),
        cmocka_unit_test(less_luck_more_memory),
        cmocka_unit_test(same_day_is_good_exactly),
        cmocka_unit_test(rule_5_an_interval_ends_the_day_before_the_exam),
        cmocka_unit_test(what_is_expected_lies_between_right_and_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
