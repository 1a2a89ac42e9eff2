/* leech: the distribution against all outcomes counted one by one, and who is called a leech. */
#include "base/rng.h"
#include "srs/leech.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N_MAX = 12, CASES = 300, ITEMS = 1000, LONG = 60 };

static double work[LONG + 1];

static void assert_near(double got, double expected, double tolerance, const char *what)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g", what, got, expected);
}

static double random_share(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) / 9007199254740992.0;
}

/* Each of the 2^n outcomes with its probability. */
static double counted(const struct leech_answer *answers, int n, int right)
{
    double sum = 0;
    for (unsigned outcome = 0; outcome < 1u << n; outcome++) {
        double p = 1;
        int rights = 0;
        for (int i = 0; i < n; i++) {
            bool one = outcome >> i & 1;
            p *= one ? answers[i].p : 1 - answers[i].p;
            rights += one;
        }
        sum += rights <= right ? p : 0;
    }
    return sum;
}

static void few_right_ones_are_counted(void **state)
{
    (void)state;
    struct rng rng = {1};
    struct leech_answer answers[N_MAX] = {0};
    for (int i = 0; i < CASES; i++) {
        int n = rng_below(&rng, N_MAX + 1);
        for (int k = 0; k < n; k++)
            answers[k].p = rng_below(&rng, 8) ? random_share(&rng) : rng_below(&rng, 2);
        for (int right = 0; right <= n; right++)
            assert_near(leech_at_most(answers, n, right, work), counted(answers, n, right), 1e-12, "at most");
    }
}

/* The first three are not looked at; then n wrong ones in a row, each of which had that probability of being right. */
static void rule_7_leeches_are_unlikely(void **state)
{
    (void)state;
    static const struct {
        double p;
        int n_innocent, n_leech; /* .05 / (pi^2/6 n^2) lies between (1-p)^n of the two */
    } cases[] = {{.9, 2, 3}, {.95, 1, 2}, {.98, 0, 1}, {.8, 3, 4}, {.6, 8, 9}, {.5, 12, 13}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct leech_answer answers[LONG] = {0};
        for (int k = 0; k < LONG; k++)
            answers[k].p = k < 3 ? .999999 : cases[i].p;
        for (int n = 0; n <= 3 + cases[i].n_innocent; n++)
            assert_false(leech_is(answers, n, work));
        assert_true(leech_is(answers, 3 + cases[i].n_leech, work));
    }
}

/* Somebody is asked as the memory says: of many items asked on and on, few are ever called leeches. */
static void innocent_items_stay_innocent(void **state)
{
    (void)state;
    struct rng rng = {2};
    int accused = 0, caught = 0;
    for (int item = 0; item < ITEMS; item++) {
        struct leech_answer honest[LONG], worse[LONG];
        bool leech = false, leech_of_worse = false;
        for (int n = 0; n < LONG; n++) {
            double p = .7 + .3 * random_share(&rng), luck = random_share(&rng);
            honest[n] = (struct leech_answer){p, luck < p};
            worse[n] = (struct leech_answer){p, luck < .5};
            leech = leech || leech_is(honest, n + 1, work);
            leech_of_worse = leech_of_worse || leech_is(worse, n + 1, work);
        }
        accused += leech;
        caught += leech_of_worse;
    }
    assert_in_range(accused, 1, ITEMS / 20);
    assert_in_range(caught, ITEMS * 8 / 10, ITEMS);
}

static void luck_is_part_of_what_is_expected(void **state)
{
    (void)state;
    struct grade_memory met = {.met = true, .state = {.s = 10, .d = 5}, .last_day = 100}, new = {0};
    struct grade_answer third = {.day = 110, .rating = FSRS_GOOD, .right_ways = 1, .ways = 3, .counts = 1};
    struct grade_answer own = {.day = 110, .rating = FSRS_AGAIN, .counts = 1};
    struct grade_answer open = {.day = 110, .rating = FSRS_GOOD, .ways = 1, .unplaced = true, .counts = 1};
    assert_near(leech_answer(&fsrs_default, &met, &third).p, 1 / 3. + 2 / 3. * .9, 1e-14, "one of three");
    assert_near(leech_answer(&fsrs_default, &met, &own).p, .9, 1e-14, "no luck");
    assert_near(leech_answer(&fsrs_default, &new, &third).p, 1 / 3. + 2 / 3. * .35, 1e-14, "never met");
    assert_true(leech_answer(&fsrs_default, &met, &third).right);
    assert_false(leech_answer(&fsrs_default, &met, &own).right);
    assert_false(leech_answer(&fsrs_default, &met, &open).right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_right_ones_are_counted),
        cmocka_unit_test(rule_7_leeches_are_unlikely),
        cmocka_unit_test(innocent_items_stay_innocent),
        cmocka_unit_test(luck_is_part_of_what_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
