/* numbers, calibration, one-line rule: against values by hand and against a second count. */
#include "base/mem.h"
#include "base/rng.h"
#include "play/numbers.h"
#include "play/past.h"
#include "srs/calibration.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20000, LAYERS = 4, MODELS = 2 };

static void assert_near(double found, double expected, const char *what)
{
    if (fabs(found - expected) > 1e-12)
        fail_msg("%s: %.17g instead of %.17g", what, found, expected);
}

/* Under the first model three of four are zone 0; under the second two are zone 1, and one more where another edition
   counts. */
static struct deck *make_deck(void)
{
    static struct deck_cell cells[LAYERS][MODELS];
    static struct deck_layer layers[LAYERS];
    static struct deck deck;
    memset(cells, 0, sizeof cells);
    for (int layer = 0; layer < LAYERS; layer++) {
        layers[layer] = (struct deck_layer){.id = "l", .cells = cells[layer]};
        cells[layer][0].answer = layer == 3;
        cells[layer][1].answer = layer < 2 ? 1 : 2;
    }
    cells[2][1].differs[1] = "an older edition";
    deck = (struct deck){.id = "d", .n_zones = 3, .n_layers = LAYERS, .n_models = MODELS, .layers = layers};
    return &deck;
}

static void rule_6_the_best_one_line_rule(void **state)
{
    (void)state;
    struct deck *deck = make_deck();
    int points, asked;
    assert_int_equal(deck_one_line(deck, 0, &points), 0);
    assert_int_equal(points, 3);
    assert_int_equal(deck_one_line(deck, 1, &points), 1);
    assert_int_equal(points, 3);
    assert_int_equal(numbers_one_line(deck, &asked), 6);
    assert_int_equal(asked, 8);
    deck->layers[0].cells[0].open = "nobody knows";
    deck->models[1].given = true;
    assert_int_equal(numbers_one_line(deck, &asked), 2);
    assert_int_equal(asked, 3);
}

/* Stability 7 after 7 days is R = .9; one of three zones. Two of four items were never met. */
static void rule_6_honest_numbers(void **state)
{
    (void)state;
    struct plan_deck plan = {.deck = make_deck()};
    struct plan_rules rules = {.weights = &fsrs_default, .today = TODAY, .decks = &plan, .n_decks = 1};
    struct plan_item items[4] = {
        {.item = 0, .memory = {.met = true, .state = {7, 5}, .last_day = TODAY - 7, .answers = 3}},
        {.item = 1, .memory = {.met = true, .state = {1, 5}, .last_day = TODAY, .answers = 2}},
        {.item = 2},
        {.item = 3},
    };
    struct numbers numbers = numbers_of(items, 4, &rules);
    assert_int_equal(numbers.items, 4);
    assert_int_equal(numbers.never, 2);
    assert_int_equal(numbers.answers, 5);
    assert_near(numbers.knowledge, 1.9 / 4, "knowledge");
    assert_near(numbers.right, (.9 + .1 / 3 + 1 + 2 / 3.) / 4, "expected right");
    numbers = numbers_of(items, 0, &rules);
    assert_near(numbers.knowledge, 0, "nothing");
    assert_near(numbers.right, -1, "nothing");
}

static void rule_6_predictions_are_held_against_what_happened(void **state)
{
    (void)state;
    const struct leech_answer answers[] = {{.4, true},  {.3, false}, {.5, true},  {.599999, false}, {.6, true},
                                           {.75, true}, {.9, false}, {.89, true}, {1, true}};
    struct calibration calibration;
    calibration_init(&calibration);
    calibration_add(&calibration, answers, 9);
    calibration_add(&calibration, answers + 8, 1);
    assert_int_equal(calibration.first_sight.n, 2);
    assert_int_equal(calibration.first_sight.right, 2);
    assert_near(calibration.first_sight.predicted, 1.4, "first sight");
    static const struct {
        int n, right;
        double from, to, predicted;
    } bins[CALIBRATION_BINS] = {{1, 0, 0, .5, .3},   {2, 1, .5, .6, 1.099999}, {1, 1, .6, .7, .6},
                                {1, 1, .7, .8, .75}, {1, 1, .8, .9, .89},      {2, 1, .9, 1, 1.9}};
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        assert_int_equal(calibration.bins[i].n, bins[i].n);
        assert_int_equal(calibration.bins[i].right, bins[i].right);
        assert_near(calibration.bins[i].from, bins[i].from, "from");
        assert_near(calibration.bins[i].to, bins[i].to, "to");
        assert_near(calibration.bins[i].predicted, bins[i].predicted, "predicted");
    }
}

/* Repeats make the state and are no prediction; each first answer is one by the memory that was there before it. */
static void rule_7_each_first_answer_is_a_prediction(void **state)
{
    (void)state;
    const struct grade_answer log[] = {
        {.day = 1, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 1, .rating = 3, .right_ways = 1, .ways = 3, .counts = 2},
        {.day = 2, .rating = 3, .right_ways = 1, .ways = 3, .counts = 0},
        {.day = 5, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 9, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1, .unplaced = true},
    };
    struct leech_answer list[5];
    struct grade_memory memory = {0};
    assert_int_equal(leech_answers(&fsrs_default, log, 5, list), 3);
    assert_near(list[0].p, 1 / 3. + 2 / 3. * .35, "never met");
    grade_step(&fsrs_default, &memory, &log[0]);
    grade_step(&fsrs_default, &memory, &log[1]);
    assert_near(list[1].p, 1 / 3. + 2 / 3. * fsrs_retrievability(&fsrs_default, memory.state.s, 4), "after four days");
    assert_false(list[0].right);
    assert_true(list[1].right);
    assert_false(list[2].right);
}

static void rule_6_answers_by_day(void **state)
{
    (void)state;
    enum { N = 1000, DAYS = 40 };
    static struct grade_answer answers[N];
    static struct numbers_day days[N];
    struct rng rng = {3};
    int first[DAYS] = {0}, right[DAYS] = {0}, repeats[DAYS] = {0}, at = 0;
    for (int i = 0; i < N; i++) {
        answers[i] = (struct grade_answer){
            .day = rng_below(&rng, DAYS - 1) | 1, .rating = 1 + rng_below(&rng, 4), .counts = rng_below(&rng, 3)};
        first[answers[i].day] += answers[i].counts == 1;
        right[answers[i].day] += answers[i].counts == 1 && answers[i].rating > 1;
        repeats[answers[i].day] += answers[i].counts == 2;
    }
    int n = numbers_days(answers, N, days);
    for (int day = 0; day < DAYS; day++) {
        if (!first[day] && !repeats[day])
            continue;
        assert_true(at < n);
        assert_int_equal(days[at].day, day);
        assert_int_equal(days[at].first, first[day]);
        assert_int_equal(days[at].right, right[day]);
        assert_int_equal(days[at++].repeats, repeats[day]);
    }
    assert_int_equal(at, n);
    assert_int_equal(numbers_days(answers, 0, days), 0);
}

/* One item of three zones, wrong on day 10, right on day 12, and twice on day 20. On the morning of a day only what was
   answered before counts. */
static void rule_6_the_past_is_told_again(void **state)
{
    (void)state;
    const struct grade_answer log[] = {
        {.day = 10, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 12, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 20, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 20, .rating = 3, .right_ways = 1, .ways = 3, .counts = 2},
    };
    static const int days[] = {10, 11, 12, 20, 27};
    double sums[5] = {0, 0, 0, 0, 1};
    struct grade_memory memory = {0};
    past_add(&fsrs_default, log, 4, 1 / 3., days, 5, sums);
    assert_near(sums[0], 1 / 3., "never met");
    static const int answered[] = {0, 1, 1, 2, 4};
    for (int d = 1, at = 0; d < 5; d++) {
        for (; at < answered[d]; at++)
            grade_step(&fsrs_default, &memory, &log[at]);
        double r = fsrs_retrievability(&fsrs_default, memory.state.s, days[d] - memory.last_day);
        assert_near(sums[d] - (d == 4), r + (1 - r) / 3, "replayed");
    }
    past_add(&fsrs_default, log, 0, .25, days, 5, sums);
    assert_near(sums[0], 1 / 3. + .25, "never answered");
}

static void rule_6_days_of_the_past_are_even(void **state)
{
    (void)state;
    int days[5];
    assert_int_equal(past_days(100, 100, 5, days), 1);
    assert_int_equal(days[0], 100);
    assert_int_equal(past_days(97, 100, 5, days), 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(days[i], 97 + i);
    assert_int_equal(past_days(97, 100, 2, days), 2);
    assert_int_equal(days[0], 97);
    assert_int_equal(days[1], 100);
    assert_int_equal(past_days(0, 1000, 5, days), 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(days[i], 250 * i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_6_the_best_one_line_rule),
        cmocka_unit_test(rule_6_honest_numbers),
        cmocka_unit_test(rule_6_predictions_are_held_against_what_happened),
        cmocka_unit_test(rule_6_answers_by_day),
        cmocka_unit_test(rule_6_the_past_is_told_again),
        cmocka_unit_test(rule_6_days_of_the_past_are_even),
        cmocka_unit_test(rule_7_each_first_answer_is_a_prediction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
