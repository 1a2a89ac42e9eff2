/* guess: one row of the simulation tests/bench/run guess, small: learners who guess when they do not know, and what
   demarc believes of them. */
#include "bench/learner.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SEEDS = 10 };

static struct course course_of(int n_zones)
{
    return (struct course){
        .n_layers = 20, .n_models = 3, .n_zones = n_zones, .days = 120, .skips = 7, .seconds = 1800, .retention = .90};
}

static void rule_1_keeps_predictions_honest(void **state)
{
    (void)state;
    struct learner learner = {.weights = &fsrs_default, .known_percent = 35};
    for (int n_zones = 2; n_zones <= 3; n_zones++) {
        struct course course = course_of(n_zones);
        double gap = live_often(PROGRAM_DEMARC, &course, &learner, SEEDS).gap;
        double without = live_often(PROGRAM_TRUSTING, &course, &learner, SEEDS).gap;
        if (!(fabs(gap) < .02 && fabs(gap) < fabs(without)))
            fail_msg("%d zones: predicted minus true is %.4f, without the rule %.4f", n_zones, gap, without);
    }
}

/* An exam date is worth something, and takes no day over its time. */
static void rule_5_the_exam_day_is_planned_for(void **state)
{
    (void)state;
    struct learner learner = {.weights = &fsrs_default, .known_percent = 35};
    struct course course = course_of(3);
    course.days = 30;
    double without = live_often(PROGRAM_DEMARC, &course, &learner, SEEDS).knowledge;
    course.exam = true;
    double with = live_often(PROGRAM_DEMARC, &course, &learner, SEEDS).knowledge;
    if (!(with > without + .03))
        fail_msg("known on the day: %.4f with the date, %.4f without", with, without);
}

static void lives_are_reproducible(void **state)
{
    (void)state;
    struct learner learner = {.weights = &fsrs_default, .known_percent = 35};
    struct course course = course_of(3);
    for (int program = 0; program < PROGRAMS; program++) {
        struct outcome one = live((enum program)program, &course, &learner, 7);
        struct outcome two = live((enum program)program, &course, &learner, 7);
        struct outcome other = live((enum program)program, &course, &learner, 8);
        assert_true(one.knowledge == two.knowledge && one.placements == two.placements && one.gap == two.gap);
        assert_true(one.knowledge != other.knowledge);
        assert_true(one.knowledge > .5 && one.knowledge < 1 && one.placements > 4 && one.most_seconds <= 1800);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_1_keeps_predictions_honest),
        cmocka_unit_test(rule_5_the_exam_day_is_planned_for),
        cmocka_unit_test(lives_are_reproducible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
