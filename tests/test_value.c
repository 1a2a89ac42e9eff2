/* value: what asking is worth, against numbers computed with 50 digits by a program that shares nothing with demarc. */
#include "srs/value.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static double worth(bool met, double s, double d, int today, int horizon_day, int ways, double seconds)
{
    struct grade_memory memory = {.met = met, .state = {s, d}, .last_day = met ? 1000 : 0};
    return value_of_asking(&fsrs_default, &memory, today, horizon_day, ways ? 1. / ways : 0, seconds);
}

static void worth_of_some_items(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool met;
        double s, d;
        int today, horizon_day, ways, seconds;
        double worth;
    } cases[] = {
        {"new", false, 0, 0, 1000, 1030, 3, 6, 0.028174461748188370},
        {"new half", false, 0, 0, 1000, 1030, 2, 6, 0.027396724473860591},
        {"new card", false, 0, 0, 1000, 1030, 0, 12, 0.015591712484445256},
        {"due", true, 7, 5, 1007, 1037, 3, 6, 0.016285951630989035},
        {"early", true, 7, 5, 1001, 1031, 3, 6, 0.0056400456488857577},
        {"late", true, 7, 5, 1060, 1090, 3, 6, 0.030226509505990349},
        {"exam tomorrow", true, 7, 5, 1007, 1008, 3, 6, 0.016100858958988328},
        {"strong", true, 400, 3, 1050, 1080, 6, 45, 0.00033163711841026616},
        {"weak", true, 0.4, 9, 1010, 1040, 2, 6, 0.014355740218550615},
        {"same day", true, 7, 5, 1000, 1030, 3, 6, 0},
        {"exam today", true, 7, 5, 1007, 1007, 3, 6, 0.016666666666666667},
        {"clock back", true, 7, 5, 990, 1020, 3, 6, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = worth(cases[i].met, cases[i].s, cases[i].d, cases[i].today, cases[i].horizon_day, cases[i].ways,
                           cases[i].seconds);
        if (!(fabs(got - cases[i].worth) <= 1e-13))
            fail_msg("%s: got %.17g, expected %.17g", cases[i].name, got, cases[i].worth);
    }
}

/* What somebody with ten minutes expects to be asked. */
static void what_goes_first(void **state)
{
    (void)state;
    assert_true(worth(true, 7, 5, 1014, 1044, 3, 6) > worth(true, 7, 5, 1002, 1032, 3, 6));
    assert_true(worth(true, 7, 5, 1014, 1044, 3, 6) > worth(true, 300, 5, 1014, 1044, 3, 6));
    assert_true(worth(true, 7, 5, 1014, 1044, 3, 6) > worth(true, 7, 5, 1014, 1044, 3, 12));
    assert_true(worth(false, 0, 0, 1000, 1030, 6, 6) > worth(false, 0, 0, 1000, 1030, 2, 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worth_of_some_items),
        cmocka_unit_test(what_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
