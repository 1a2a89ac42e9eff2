/* forecast: the days ahead against a second count, and the expected state against many learners who are asked by the
   same plan and answer by chance. */
#include "base/mem.h"
#include "base/rng.h"
#include "play/forecast.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20000, LAYERS = 12, MODELS = 3, CELLS = LAYERS * MODELS, CARDS = 20, N = CELLS + CARDS };

/* -- a deck with lines and cards -- */

static struct deck deck;
static struct plan_deck plan_deck;
static const char *exams[] = {"az-900"};

static int make_deck(void **state)
{
    (void)state;
    deck = (struct deck){.id = "d",
                         .exams = exams,
                         .n_exams = 1,
                         .n_zones = 3,
                         .n_layers = LAYERS,
                         .n_models = MODELS,
                         .n_cards = CARDS};
    deck.layers = xcalloc(LAYERS, sizeof *deck.layers);
    deck.cards = xcalloc(CARDS, sizeof *deck.cards);
    for (int layer = 0; layer < LAYERS; layer++) {
        deck.layers[layer].id = "l";
        deck.layers[layer].cells = xcalloc(MODELS, sizeof *deck.layers->cells);
    }
    return 0;
}

static int drop_deck(void **state)
{
    (void)state;
    for (int layer = 0; layer < LAYERS; layer++)
        free(deck.layers[layer].cells);
    free(deck.layers);
    free(deck.cards);
    return 0;
}

static struct plan_rules minutes(int n, int exam_day)
{
    plan_deck = (struct plan_deck){.deck = &deck, .exam_day = exam_day, .newest_day = -PLAN_NEVER};
    return (struct plan_rules){.weights = &fsrs_default,
                               .today = TODAY,
                               .seconds = n * 60,
                               .ms = {6000, 12000, 45000},
                               .kinds = 7,
                               .retention = .90,
                               .decks = &plan_deck,
                               .n_decks = 1};
}

/* The first ones are met, two thirds of them are due. */
static void fill(struct plan_item *items, int n_met, uint64_t seed)
{
    struct rng rng = {seed};
    for (int i = 0; i < N; i++) {
        items[i] = (struct plan_item){.item = i, .order = rng_next(&rng)};
        int days = 1 + rng_below(&rng, 20);
        if (i >= n_met)
            continue;
        items[i].memory = (struct grade_memory){.met = true,
                                                .state = {1 + rng_below(&rng, 15), 5},
                                                .first_day = TODAY - days,
                                                .last_day = TODAY - days,
                                                .answers = 1};
        items[i].due_day = TODAY + i % 3 - 1;
    }
}

/* -- numbers -- */

static void rule_6_ten_of_these(void **state)
{
    (void)state;
    static const struct {
        double right;
        struct forecast_ten ten;
    } cases[] = {{0, {0, 0, 0}},  {.05, {1, 0, 1}}, {1. / 3, {3, 2, 5}}, {.5, {5, 3, 7}},
                 {.8, {8, 7, 9}}, {.9, {9, 8, 10}}, {.97, {10, 9, 10}},  {1, {10, 10, 10}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct forecast_ten ten = forecast_of_ten(cases[i].right);
        assert_int_equal(ten.right, cases[i].ten.right);
        assert_int_equal(ten.least, cases[i].ten.least);
        assert_int_equal(ten.most, cases[i].ten.most);
    }
}

static void rule_6_expected_right_counts_luck_and_what_was_never_met(void **state)
{
    (void)state;
    struct plan_item items[N];
    fill(items, 30, 1);
    struct plan_rules rules = minutes(10, 0);
    for (int day = TODAY; day < TODAY + 90; day += 30) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double known = items[i].memory.met ? fsrs_retrievability(&fsrs_default, items[i].memory.state.s,
                                                                     day - items[i].memory.last_day)
                                               : 0;
            sum += known + (1 - known) * (i < CELLS ? 1. / 3 : 0);
        }
        assert_true(fabs(forecast_right(items, N, &rules, NULL, day) - sum / N) < 1e-12);
        assert_true(forecast_right(items, N, &rules, "az-900", day) == forecast_right(items, N, &rules, NULL, day));
    }
    assert_true(forecast_right(items, N, &rules, "clf-c02", TODAY) < 0);
    assert_true(forecast_right(items, 0, &rules, NULL, TODAY) < 0);
}

/* -- days -- */

static void rule_6_the_days_ahead_are_those_of_the_plan(void **state)
{
    (void)state;
    enum { DAYS = 40 };
    static struct forecast_day days[DAYS], again[DAYS];
    static struct task tasks[PLAN_TASKS_MAX];
    for (int n_met = 0; n_met <= N; n_met += 14)
        for (int length = 1; length <= 10; length += 3)
            for (int exam = 0; exam < 30; exam += 15) {
                struct plan_item items[N], before[N];
                fill(items, n_met, 3);
                memcpy(before, items, sizeof items);
                struct plan_rules rules = minutes(length, exam ? TODAY + exam : 0);
                int n = plan_drill(items, N, &rules, tasks), due = 0, asked = 0;
                int64_t ms = plan_takes_ms(&rules, tasks, n);
                for (int i = 0; i < N; i++)
                    due += items[i].memory.met && items[i].due_day <= TODAY;
                forecast_live(items, N, &rules, DAYS, days);
                for (int t = 0; t < n; t++)
                    asked += tasks[t].n_items;
                assert_int_equal(days[0].due[ITEM_PLACEMENT] + days[0].due[ITEM_CARD], due);
                assert_int_equal(days[0].asked[ITEM_PLACEMENT] + days[0].asked[ITEM_CARD], asked);
                assert_true(days[0].ms == ms);
                int fresh = 0;
                for (int d = 0; d < DAYS; d++) {
                    assert_int_equal(days[d].day, TODAY + d);
                    assert_true(days[d].ms <= length * INT64_C(60000));
                    fresh += days[d].fresh;
                }
                for (int i = 0; i < N; i++) {
                    fresh -= items[i].memory.met && !before[i].memory.met;
                    assert_true(items[i].memory.last_day < TODAY + DAYS && !items[i].today);
                }
                assert_int_equal(fresh, 0);
                memcpy(items, before, sizeof items);
                forecast_live(items, N, &rules, DAYS, again);
                assert_memory_equal(days, again, sizeof days);
            }
}

static void rule_6_practice_is_worth_more_than_none(void **state)
{
    (void)state;
    static struct forecast_day days[60];
    double last = 0;
    for (int length = 1; length <= 4; length++) {
        struct plan_item items[N];
        fill(items, 20, 5);
        struct plan_rules rules = minutes(length, TODAY + 30);
        double without = forecast_right(items, N, &rules, "az-900", TODAY + 30);
        forecast_live(items, N, &rules, 30, days);
        double with = forecast_right(items, N, &rules, "az-900", TODAY + 30);
        assert_true(with > without + .05 && with > last - .01);
        last = with;
    }
    assert_true(last > .95);
}

/* After an exam intervals are as without it. */
static void rule_6_an_exam_is_let_go_when_it_has_come(void **state)
{
    (void)state;
    static struct forecast_day days[60];
    struct plan_item items[N];
    fill(items, N, 7);
    struct plan_rules rules = minutes(20, TODAY + 10);
    forecast_live(items, N, &rules, 60, days);
    for (int i = 0; i < N; i++)
        assert_int_equal(items[i].due_day, grade_due_day(&fsrs_default, &items[i].memory, .90));
    for (int d = 8; d < 10; d++)
        assert_true(days[d].asked[ITEM_PLACEMENT] > 0);
}

static void rule_6_what_is_asked_is_remembered_in_expectation(void **state)
{
    (void)state;
    struct forecast_day day;
    struct plan_item items[N], before[N];
    int changed = 0;
    fill(items, 40, 9);
    memcpy(before, items, sizeof items);
    struct plan_rules rules = minutes(4, 0);
    forecast_live(items, N, &rules, 1, &day);
    for (int i = 0; i < N; i++) {
        const struct grade_memory *was = &before[i].memory, *is = &items[i].memory;
        if (is->last_day != TODAY)
            continue;
        struct fsrs_state mean =
            grade_expected(&fsrs_default, was, was->met ? TODAY - was->last_day : 0, i < CELLS ? 1. / 3 : 0);
        assert_true(is->met && is->state.s == mean.s && is->state.d == mean.d);
        assert_int_equal(is->first_day, was->met ? was->first_day : TODAY);
        assert_int_equal(items[i].due_day, grade_due_day(&fsrs_default, is, .90));
        changed++;
    }
    assert_int_equal(changed, day.asked[ITEM_PLACEMENT] + day.asked[ITEM_CARD]);
    assert_true(changed > 10);
}

/* -- a second calculation, with dice -- */

static double chance_of(int item)
{
    return item < CELLS ? 1. / 3 : 0;
}

/* One learner who knows as the model says: right with R + (1-R) chance. */
static double live_by_chance(const struct plan_item *first, uint64_t seed, int length, int n_days, int exam_day)
{
    static struct task tasks[PLAN_TASKS_MAX];
    struct plan_item items[N];
    struct rng rng = {seed};
    memcpy(items, first, sizeof items);
    struct plan_rules rules = minutes(length, exam_day);
    for (int day = TODAY; day < TODAY + n_days; day++) {
        rules.today = day;
        int n = plan_drill(items, N, &rules, tasks);
        for (int t = 0; t < n; t++)
            for (int i = 0; i < tasks[t].n_items; i++) {
                struct plan_item *item = &items[tasks[t].items[i]];
                int elapsed = item->memory.met ? day - item->memory.last_day : 0;
                double r = grade_retrievability(&fsrs_default, &item->memory, elapsed);
                bool right = rng_below(&rng, 1000000) < 1e6 * (r + (1 - r) * chance_of(item->item));
                struct grade_answer answer = {.day = day,
                                              .rating = right ? 3 : 1,
                                              .right_ways = item->item < CELLS,
                                              .ways = item->item < CELLS ? 3 : 0,
                                              .counts = 1};
                grade_step(&fsrs_default, &item->memory, &answer);
                item->due_day = grade_due_by(&fsrs_default, &item->memory, .90, exam_day);
            }
    }
    return forecast_right(items, N, &rules, NULL, TODAY + n_days);
}

static void rule_6_many_learners_end_where_the_forecast_does(void **state)
{
    (void)state;
    enum { LEARNERS = 24, DAYS = 30 };
    static struct forecast_day days[DAYS];
    for (int exam = 0; exam < 2; exam++)
        for (int length = 2; length <= 6; length += 4) {
            struct plan_item items[N], first[N];
            fill(first, 30, 11);
            memcpy(items, first, sizeof items);
            int exam_day = exam ? TODAY + DAYS : 0;
            struct plan_rules rules = minutes(length, exam_day);
            forecast_live(items, N, &rules, DAYS, days);
            double told = forecast_right(items, N, &rules, NULL, TODAY + DAYS), sum = 0;
            for (uint64_t seed = 1; seed <= LEARNERS; seed++)
                sum += live_by_chance(first, seed, length, DAYS, exam_day);
            if (fabs(told - sum / LEARNERS) > .03)
                fail_msg("%d minutes: forecast %.4f, learners %.4f", length, told, sum / LEARNERS);
        }
}

/* What is followed is what the items are at that moment, and following changes nothing. */
static void rule_6_a_deck_is_followed_day_by_day(void **state)
{
    (void)state;
    enum { AHEAD = 6 };
    static struct plan_item items[N], lived[N];
    struct plan_rules rules = minutes(3, TODAY + 20);
    struct forecast_day days[AHEAD];
    double right[AHEAD], none[AHEAD];
    fill(items, 30, 5);
    fill(lived, 30, 5);
    forecast_follow(items, N, &rules, AHEAD, days, 0, right);
    for (int d = 0; d < AHEAD; d++) {
        fill(lived, 30, 5);
        forecast_live(lived, N, &rules, d + 1, days);
        if (fabs(right[d] - forecast_right(lived, N, &rules, NULL, TODAY + d + 1)) > 1e-12)
            fail_msg("day %d: %g", d, right[d]);
    }
    assert_true(right[AHEAD - 1] > right[0]);
    fill(items, 30, 5);
    forecast_follow(items, N, &rules, AHEAD, days, 1, none); /* there is no such deck */
    assert_true(none[0] < 0);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(rule_6_ten_of_these),
        cmocka_unit_test(rule_6_expected_right_counts_luck_and_what_was_never_met),
        cmocka_unit_test(rule_6_the_days_ahead_are_those_of_the_plan),
        cmocka_unit_test(rule_6_practice_is_worth_more_than_none),
        cmocka_unit_test(rule_6_what_is_asked_is_remembered_in_expectation),
        cmocka_unit_test(rule_6_an_exam_is_let_go_when_it_has_come),
        cmocka_unit_test(rule_6_a_deck_is_followed_day_by_day),
        cmocka_unit_test(rule_6_many_learners_end_where_the_forecast_does),
    };
    return cmocka_run_group_tests(all, make_deck, drop_deck);
}
