/* An exam of other questions than the blueprint's has the minutes in proportion, rounded up. */
#include "base/mem.h"
#include "sitting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct moment now = {.mono_ms = 1, .utc_ms = INT64_C(1796119200000), .offset_min = 60};

static void minutes_are_in_proportion_rounded_up(void **state)
{
    (void)state;
    static const char *const folders[] = {DECKS};
    const unsigned char program[16] = {1};
    struct shelf shelf;
    struct err err;
    int banks = 0, rounded = 0;
    shelf_load(&shelf, folders, 1, NULL, NULL);
    struct store *store = store_open(NULL, program, now, &err);
    assert_non_null(store);
    for (int d = 0; d < shelf.n; d++) {
        const struct deck_blueprint *print = &shelf.decks[d]->blueprint;
        assert_true(store_know(store, shelf.decks[d], now, &err));
        banks += print->questions > 0;
        for (int n = 0; print->questions && n <= print->questions; n += n ? 7 : 1) {
            struct sitting_outlook outlook;
            int whole = n ? n : print->questions;
            assert_true(
                sitting_outlook(store, &shelf, shelf.decks[d], (struct sitting_wish){n, 0}, now, &outlook, &err));
            assert_int_equal(outlook.questions, whole);
            assert_true(outlook.minutes * print->questions >= print->minutes * whole);
            assert_true((outlook.minutes - 1) * print->questions < print->minutes * whole);
            rounded += outlook.minutes * print->questions > print->minutes * whole;
            assert_true(
                sitting_outlook(store, &shelf, shelf.decks[d], (struct sitting_wish){n, 3}, now, &outlook, &err));
            assert_int_equal(outlook.minutes, 3);
        }
    }
    assert_true(banks > 0 && rounded > 0);
    store_close(store);
    shelf_clear(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(minutes_are_in_proportion_rounded_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
