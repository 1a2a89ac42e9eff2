/* fit: three known logs against the losses another implementation reaches, logs made with guessing against the truth,
   the slopes against differences, and whether new weights are kept. */
#include "sets.h"
#include "worlds.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static struct sets sets;

static int read_sets(void **state)
{
    (void)state;
    return sets_read(&sets, TEST_DATA "/fsrs/weights.json") ? -1 : 0;
}

static void assert_near(double got, double expected, double tolerance, const char *what)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g", what, got, expected);
}

static void assert_at_most(double got, double limit, const char *what)
{
    if (!(got <= limit))
        fail_msg("%s: got %.6f, at most %.6f", what, got, limit);
}

static double loss_of(const struct fit_log *log, const struct fsrs_weights *weights)
{
    int n;
    return fit_loss(log, weights, 0, FIT_ALWAYS, &n);
}

static struct fsrs_weights fitted_to(const struct fit_log *log)
{
    struct fsrs_weights weights;
    assert_true(fit_weights(log, &fsrs_default, FIT_ALWAYS, (struct fit_watch){0}, &weights));
    struct fsrs_weights clamped = weights;
    fsrs_clamp(&clamped, 0);
    assert_memory_equal(&clamped, &weights, sizeof weights);
    return weights;
}

/* Over the whole log, unweighted, as fsrs-rs 6.5.0 has it before and after its own fit. */
static void logs_of_plain_ratings(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int n;
        double of_default, of_other;
    } logs[] = {
        {TEST_DATA "/fsrs/sim_10k.csv", 7469, .4050120, .39664},
        {TEST_DATA "/fsrs/sim_50k.csv", 35497, .4012608, .39479},
        {TEST_DATA "/fsrs/real_log.csv", 6032, .4666611, .45529},
    };
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        struct world world;
        int n;
        world_read(&world, logs[i].path);
        assert_near(fit_loss(&world.log, &fsrs_default, 0, FIT_ALWAYS, &n), logs[i].of_default, 2e-6, logs[i].path);
        assert_int_equal(n, logs[i].n);
        struct fsrs_weights weights = fitted_to(&world.log);
        assert_at_most(loss_of(&world.log, &weights), logs[i].of_other + .0005, logs[i].path);
        world_clear(&world);
    }
}

static void rule_8_guessing_is_in_the_loss(void **state)
{
    (void)state;
    static const char *const names[] = {"default", "rand1", "pyfsrs_p2"};
    for (int i = 0; i < 3; i++) {
        struct world world;
        double truth;
        const struct fsrs_weights *weights = sets_find(&sets, names[i]);
        world_make(&world, 800, 2 + i % 2, weights, 7, &truth);
        assert_near(loss_of(&world.log, weights), truth, 1e-12, "the loss of the truth");
        struct fsrs_weights fitted = fitted_to(&world.log);
        assert_at_most(loss_of(&world.log, &fitted), truth + .002, names[i]);
        world_clear(&world);
        world_make(&world, 800, 2 + i % 2, weights, 8, &truth); /* and another learner of the same memory */
        assert_at_most(loss_of(&world.log, &fitted), truth + .002, names[i]);
        world_clear(&world);
    }
}

/* One answer of the loss by hand: 3 zones, first right, 5 days later wrong, 3 days later right. */
static void rule_8_loss_by_hand(void **state)
{
    (void)state;
    const struct grade_answer answers[] = {
        {.day = 100, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 105, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 105, .rating = 3, .right_ways = 1, .ways = 3, .counts = 2},
        {.day = 107, .rating = 1, .right_ways = 1, .ways = 3, .counts = 0},
        {.day = 108, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = 109, .rating = 3, .ways = 1, .unplaced = true, .counts = 1},
        {.day = 104, .rating = 3, .right_ways = 1, .ways = 3, .counts = 2}, /* another item: a repeat makes none */
        {.day = 106, .rating = 4, .counts = 1},
        {.day = 116, .rating = 2, .counts = 1},
    };
    const int first[] = {0, 6, 9};
    struct fit_log all = {answers, first, 2};
    struct grade_memory memory = {0};
    grade_step(&fsrs_default, &memory, &answers[0]);
    double r5 = grade_retrievability(&fsrs_default, &memory, 5);
    grade_step(&fsrs_default, &memory, &answers[1]);
    grade_step(&fsrs_default, &memory, &answers[2]);
    double r3 = grade_retrievability(&fsrs_default, &memory, 3);
    grade_step(&fsrs_default, &memory, &answers[4]);
    double r1 = grade_retrievability(&fsrs_default, &memory, 1);
    double own = fsrs_retrievability(&fsrs_default, fsrs_default.w[3], 10);
    double wrong = -log(2 / 3. * (1 - r5)), right = -log(1 / 3. + 2 / 3. * r3), open = -log(1 - r1);
    int n;
    double slope[FSRS_WEIGHTS];
    assert_near(loss_of(&all, &fsrs_default), (wrong + right + open - log(own)) / 4, 1e-14, "all");
    assert_near(fit_slope(&all, &fsrs_default, slope), (wrong + right + open - log(own)) / 4, 1e-13,
                "all, with slopes");
    assert_near(fit_loss(&all, &fsrs_default, 108, 110, &n), (right + open) / 2, 1e-14, "some days");
    assert_int_equal(n, 2);
    assert_near(fit_loss(&all, &fsrs_default, 0, 109, &n), (wrong + right) / 2, 1e-14, "not the last");
    assert_near(fit_loss(&all, &fsrs_default, 117, FIT_ALWAYS, &n), 0, 0, "none");
    assert_int_equal(n, 0);
    assert_int_equal(fit_first_answers(&all), 6);
}

/* -- slopes -- */

static void check_slopes(const struct fit_log *log, const struct fsrs_weights *weights, const char *what)
{
    double slope[FSRS_WEIGHTS], loss = loss_of(log, weights);
    assert_near(fit_slope(log, weights, slope), loss, 1e-11, what);
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        struct fsrs_weights low = *weights, high = *weights;
        double step = 1e-5 * fmax(weights->w[i], .01);
        low.w[i] -= step;
        high.w[i] += step;
        double expected = (loss_of(log, &high) - loss_of(log, &low)) / (2 * step);
        if (!(fabs(slope[i] - expected) <= 1e-6 + 1e-4 * fabs(expected)))
            fail_msg("%s, w%d: got %.9f, expected %.9f", what, i, slope[i], expected);
    }
}

static void add_unsure(struct world *world)
{
    for (int i = 0; i < world->log.first[world->log.n_items]; i++) {
        world->answers[i].unsure = i % 3 == 0;
        world->answers[i].unplaced = i % 50 == 0;
    }
}

static void slopes_are_differences(void **state)
{
    (void)state;
    struct world world;
    double truth;
    world_read(&world, TEST_DATA "/fsrs/sim_10k.csv");
    world.log.n_items = 80;
    check_slopes(&world.log, &fsrs_default, "ratings");
    check_slopes(&world.log, sets_find(&sets, "rand4"), "ratings, other weights");
    world_clear(&world);
    for (int zones = 2; zones <= 3; zones++) {
        world_make(&world, 40, zones, &fsrs_default, 1, &truth);
        add_unsure(&world);
        check_slopes(&world.log, &fsrs_default, "guesses");
        check_slopes(&world.log, sets_find(&sets, "pyfsrs_opt"), "guesses, other weights");
        world_clear(&world);
    }
}

/* fsrs-rs states one loss and its slopes: four items of seven answers, of which only the last is scored. */
static void slopes_of_another_implementation(void **state)
{
    (void)state;
    enum { ITEMS = 4, ANSWERS = 7 };
    cJSON *json = json_read(TEST_DATA "/fsrs/reference_tests.json"), *test;
    assert_non_null(json);
    cJSON_ArrayForEach(test,
                       cJSON_GetObjectItem(json, "tests")) if (strcmp(cJSON_GetObjectItem(test, "id")->valuestring,
                                                                      "loss_and_grad") == 0) break;
    assert_non_null(test);
    struct grade_answer answers[ITEMS * ANSWERS];
    int first[ITEMS + 1], shorter[ITEMS + 1] = {0};
    struct grade_answer before[ITEMS * ANSWERS];
    for (int item = 0; item < ITEMS; item++) {
        int day = 0;
        first[item] = item * ANSWERS;
        for (int i = 0; i < ANSWERS; i++) {
            const cJSON *days = i < 6 ? cJSON_GetArrayItem(cJSON_GetObjectItem(test, "t_history_rows"), i)
                                      : cJSON_GetObjectItem(test, "delta_t");
            const cJSON *ratings = i < 6 ? cJSON_GetArrayItem(cJSON_GetObjectItem(test, "rating_rows"), i) : NULL;
            int gap = cJSON_GetArrayItem(days, item)->valueint;
            int rating = ratings ? cJSON_GetArrayItem(ratings, item)->valueint
                         : cJSON_GetArrayItem(cJSON_GetObjectItem(test, "label"), item)->valueint ? FSRS_GOOD
                                                                                                  : FSRS_AGAIN;
            day += gap;
            answers[item * ANSWERS + i] =
                (struct grade_answer){.day = day, .rating = rating, .counts = i && !gap ? 2 : 1};
            if (i < 6)
                before[item * (ANSWERS - 1) + i] = answers[item * ANSWERS + i];
        }
        shorter[item + 1] = (item + 1) * (ANSWERS - 1);
    }
    first[ITEMS] = ITEMS * ANSWERS;
    struct fit_log all = {answers, first, ITEMS}, some = {before, shorter, ITEMS};
    double slope[FSRS_WEIGHTS], less[FSRS_WEIGHTS];
    int n_all, n_some;
    fit_loss(&all, &fsrs_default, 0, FIT_ALWAYS, &n_all);
    fit_loss(&some, &fsrs_default, 0, FIT_ALWAYS, &n_some);
    assert_int_equal(n_all - n_some, ITEMS);
    double loss = fit_slope(&all, &fsrs_default, slope) * n_all - fit_slope(&some, &fsrs_default, less) * n_some;
    assert_near(loss, cJSON_GetObjectItem(test, "loss")->valuedouble, 1e-5, "loss");
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        double expected = cJSON_GetArrayItem(cJSON_GetObjectItem(test, "gradient"), i)->valuedouble;
        assert_near(slope[i] * n_all - less[i] * n_some, expected, 1e-5 * fmax(1, fabs(expected)), "slope");
    }
    cJSON_Delete(json);
}

/* -- held out -- */

static void rule_8_weights_are_kept_only_if_better(void **state)
{
    (void)state;
    struct world world;
    struct fit_result result;
    double truth;
    const struct fsrs_weights *own = sets_find(&sets, "rand0");
    world_make(&world, 600, 3, own, 3, &truth);
    assert_true(fit_compare(&world.log, &fsrs_default, (struct fit_watch){0}, &result));
    assert_true(result.keep && result.fitted < result.present);
    struct fsrs_weights fitted = fitted_to(&world.log);
    assert_memory_equal(&result.weights, &fitted, sizeof fitted);
    int n;
    fit_loss(&world.log, &fsrs_default, 0, FIT_ALWAYS, &n);
    assert_in_range(result.held_out, n * 45 / 100, n * 55 / 100);
    assert_true(
        fit_compare(&world.log, own, (struct fit_watch){0}, &result)); /* nothing predicts better than the truth */
    assert_true(!result.keep && result.fitted >= result.present);
    world_clear(&world);
}

static int by_day(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The days on which the middle one and the one at three quarters of the scored answers are given. */
static void find_cuts(const struct fit_log *log, int cuts[2])
{
    enum { DAYS = 400 };
    int n = 0, n_before, *days = test_malloc(sizeof *days * (size_t)log->first[log->n_items]);
    for (int day = 0; day < DAYS; day++) {
        fit_loss(log, &fsrs_default, day, day + 1, &n_before);
        while (n_before-- > 0)
            days[n++] = day;
    }
    qsort(days, (size_t)n, sizeof *days, by_day);
    cuts[0] = days[n / 2];
    cuts[1] = days[n / 2 + n / 4];
    test_free(days);
}

/* What is said of the held-out answers comes from weights that were fitted to earlier days. */
static void rule_8_the_past_predicts_the_future(void **state)
{
    (void)state;
    struct world world;
    struct fit_result result;
    double truth;
    int cuts[2], n[2], n_present[2];
    struct fsrs_weights early, late;
    world_make(&world, 100, 2, sets_find(&sets, "rand5"), 9, &truth);
    find_cuts(&world.log, cuts);
    assert_true(cuts[0] > 20 && cuts[1] > cuts[0]);
    assert_true(fit_weights(&world.log, &fsrs_default, cuts[0], (struct fit_watch){0}, &early));
    assert_true(fit_weights(&world.log, &fsrs_default, cuts[1], (struct fit_watch){0}, &late));
    double fitted = fit_loss(&world.log, &early, cuts[0], cuts[1], &n[0]) * n[0];
    fitted += fit_loss(&world.log, &late, cuts[1], FIT_ALWAYS, &n[1]) * n[1];
    double present = fit_loss(&world.log, &fsrs_default, cuts[0], FIT_ALWAYS, &n_present[0]);
    assert_true(fit_compare(&world.log, &fsrs_default, (struct fit_watch){0}, &result));
    assert_int_equal(result.held_out, n[0] + n[1]);
    assert_int_equal(result.held_out, n_present[0]);
    assert_near(result.fitted, fitted / result.held_out, 1e-12, "fitted");
    assert_near(result.present, present, 1e-12, "present");
    world_clear(&world);
}

/* Items that are remembered differently, one kind behind the other, then mixed. */
static void the_order_of_the_items_hardly_counts(void **state)
{
    (void)state;
    enum { OF_EACH = 200 };
    struct world kinds[2];
    struct grade_answer *answers[2];
    int first[2][2 * OF_EACH + 1] = {{0}};
    double truth, loss[2];
    world_make(&kinds[0], OF_EACH, 3, sets_find(&sets, "rand1"), 1, &truth);
    world_make(&kinds[1], OF_EACH, 3, sets_find(&sets, "pyfsrs_p2"), 2, &truth);
    size_t n = (size_t)(kinds[0].first[OF_EACH] + kinds[1].first[OF_EACH]);
    for (int mixed = 0; mixed < 2; mixed++) {
        answers[mixed] = test_malloc(n * sizeof **answers);
        for (int i = 0; i < 2 * OF_EACH; i++) {
            const struct world *kind = &kinds[mixed ? i % 2 : i / OF_EACH];
            int item = mixed ? i / 2 : i % OF_EACH, length = kind->first[item + 1] - kind->first[item];
            memcpy(&answers[mixed][first[mixed][i]], &kind->answers[kind->first[item]],
                   (size_t)length * sizeof **answers);
            first[mixed][i + 1] = first[mixed][i] + length;
        }
        struct fit_log both = {answers[mixed], first[mixed], 2 * OF_EACH};
        struct fsrs_weights weights = fitted_to(&both);
        loss[mixed] = loss_of(&both, &weights);
        test_free(answers[mixed]);
    }
    assert_at_most(loss[0], loss[1] + .0007, "one kind behind the other");
    world_clear(&kinds[0]);
    world_clear(&kinds[1]);
}

/* What is held out has no say in the weights that predict it. */
static void the_future_is_not_used(void **state)
{
    (void)state;
    struct world world;
    double truth;
    struct fsrs_weights early, other;
    world_make(&world, 100, 3, &fsrs_default, 4, &truth);
    assert_true(fit_weights(&world.log, &fsrs_default, 90, (struct fit_watch){0}, &early));
    for (int i = 0; i < world.log.first[world.log.n_items]; i++)
        if (world.answers[i].day >= 90)
            world.answers[i].rating = FSRS_AGAIN;
    assert_true(fit_weights(&world.log, &fsrs_default, 90, (struct fit_watch){0}, &other));
    assert_memory_equal(&early, &other, sizeof early);
    assert_true(fit_weights(&world.log, &fsrs_default, 91, (struct fit_watch){0}, &other));
    assert_memory_not_equal(&early, &other, sizeof early);
    world_clear(&world);
}

static void few_answers_move_little(void **state)
{
    (void)state;
    struct world world;
    double truth;
    const struct grade_answer first[] = {{.day = 1, .rating = 1, .counts = 1}, {.day = 1, .rating = 3, .counts = 1}};
    struct fit_log none = {first, (const int[]){0}, 0}, unscored = {first, (const int[]){0, 1, 2}, 2};
    struct fit_result result;
    struct fsrs_weights weights = fitted_to(&none);
    assert_memory_equal(&weights, &fsrs_default, sizeof weights);
    weights = fitted_to(&unscored);
    assert_memory_equal(&weights, &fsrs_default, sizeof weights);
    assert_true(fit_compare(&unscored, &fsrs_default, (struct fit_watch){0}, &result));
    assert_true(!result.keep && result.held_out == 0);
    world_make(&world, 5, 3, &fsrs_default, 3, &truth);
    for (int i = 0; i < world.log.first[5]; i++)
        world.answers[i].rating = FSRS_GOOD;
    weights = fitted_to(&world.log);
    assert_near(weights.w[12], fsrs_default.w[12], .03, "held to the start");
    assert_near(weights.w[13], fsrs_default.w[13], .05, "held to the start");
    world_clear(&world);
    world_make(&world, 60, 3, &fsrs_default, 5, &truth); /* about the fewest that a fit is asked for */
    assert_in_range(fit_first_answers(&world.log), FIT_LEAST_ANSWERS, 2 * FIT_LEAST_ANSWERS);
    weights = fitted_to(&world.log);
    world_clear(&world);
    world_make(&world, 600, 3, &fsrs_default, 6, &truth);
    assert_at_most(loss_of(&world.log, &weights), truth + .01, "of others");
    world_clear(&world);
}

/* -- progress -- */

struct listener {
    int calls, ends_at;
    double last;
};

static bool listen(void *user, double done)
{
    struct listener *listener = user;
    assert_true(done >= listener->last && done <= 1);
    listener->last = done;
    return ++listener->calls != listener->ends_at;
}

static void progress_is_told_and_it_can_be_ended(void **state)
{
    (void)state;
    struct world world;
    double truth;
    struct fit_result result;
    struct fsrs_weights weights = *sets_find(&sets, "rand2"), kept = weights;
    world_make(&world, 100, 3, &fsrs_default, 4, &truth);
    struct listener listener = {0};
    assert_true(fit_compare(&world.log, &fsrs_default, (struct fit_watch){listen, &listener}, &result));
    assert_near(listener.last, 1, 1e-12, "at the end");
    assert_in_range(listener.calls, 100, 1000);
    for (int ends_at = 1; ends_at < listener.calls; ends_at += 37) {
        struct listener other = {.ends_at = ends_at};
        assert_false(fit_compare(&world.log, &fsrs_default, (struct fit_watch){listen, &other}, &result));
        assert_int_equal(other.calls, ends_at);
    }
    struct listener third = {.ends_at = 3};
    assert_false(fit_weights(&world.log, &fsrs_default, FIT_ALWAYS, (struct fit_watch){listen, &third}, &weights));
    assert_memory_equal(&weights, &kept, sizeof weights);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logs_of_plain_ratings),
        cmocka_unit_test(rule_8_guessing_is_in_the_loss),
        cmocka_unit_test(rule_8_loss_by_hand),
        cmocka_unit_test(slopes_are_differences),
        cmocka_unit_test(slopes_of_another_implementation),
        cmocka_unit_test(rule_8_weights_are_kept_only_if_better),
        cmocka_unit_test(rule_8_the_past_predicts_the_future),
        cmocka_unit_test(the_future_is_not_used),
        cmocka_unit_test(the_order_of_the_items_hardly_counts),
        cmocka_unit_test(few_answers_move_little),
        cmocka_unit_test(progress_is_told_and_it_can_be_ended),
    };
    return cmocka_run_group_tests(tests, read_sets, NULL);
}
